"""Tabs, views along time, tree rings, clusters and addresses of the page in a browser."""

import io
import struct
import zlib
from dataclasses import replace
from itertools import pairwise
from urllib.parse import quote
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cooccur.model import Columns, Step

SIZES = ((1440, 900), (1024, 640), (390, 800))
MAPS = ("network", "overlay", "density", "timeline", "timezone")
SVG = "{http://www.w3.org/2000/svg}"
BURST = (2014, 2019)
TOPICS = (
    *("trust", "privacy", "tourism", "energy", "malaria", "robots", "poverty", "soil", "forests"),
    *("rivers", "housing", "traffic", "genomics", "cancer", "schooling", "museums", "batteries"),
    *("oceans", "taxation", "migration"),
)
RED = (214, 39, 40)


@pytest.fixture(scope="session")
def timed_map(knowledge_map):
    """The map with first years spread out, one unknown, a burst, and what is known of clusters."""
    network = knowledge_map.network
    n, k = network.n_nodes, network.cluster_columns.length
    first = 2008 + (np.arange(n) * 7) % 16
    first[5] = 0
    records = np.array([network.records_of(int(row * 3))[0] for row in range(k)])
    network = network.with_columns(
        node={"first_year": first, "sigma": np.linspace(1, 2, n)},
        link={"p_value": np.full(network.n_links, 0.0123)},
        cluster={
            "label_lsi": [f"lsi {row}" for row in range(k)],
            "label_mi": [f"mi {row}" for row in range(k)],
            "label_tfidf": [f"tfidf {row}" for row in range(k)],
            "llr": np.linspace(90, 12, k),
            "p_value": np.full(k, 1e-9),
        },
        tables={
            "bursts": Columns(
                {
                    "node": np.array([0]),
                    "year": np.array([2008]),
                    "strength": np.array([7.25]),
                    "begin": np.array([BURST[0]]),
                    "end": np.array([BURST[1]]),
                    "level": np.array([1]),
                }
            ),
            "representatives": Columns({"cluster": np.arange(k), "record": records}),
        },
        step=Step("analyses", ()),
    )
    return replace(knowledge_map, network=network)


def show(opened, knowledge_map, view, **options):
    shown = opened(knowledge_map, **options)
    shown.tab.click(f"[data-view={view}]")
    shown.settle()
    return shown


def placed(state):
    return [node for node in state["nodes"] if node["shown"]]


def colour_at(shown, place):
    """Red, green and blue of one pixel of the stage."""
    png, pixels = io.BytesIO(shown.pixel(place)), b""
    png.read(8)
    while head := png.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = png.read(length)
        png.read(4)
        pixels += body if kind == b"IDAT" else b""
    return tuple(zlib.decompress(pixels)[1:4])


def test_there_is_a_tab_for_each_view_that_has_data(opened, timed_map, knowledge_map):
    shown = opened(timed_map)
    tabs = shown.run("[...document.querySelectorAll('#views button')].map((b) => b.dataset.view)")
    assert tabs == shown.state()["views"]
    assert [tab for tab in tabs if tab in MAPS] == list(MAPS)
    assert tabs[-1] == "tables"
    for tab in tabs:
        shown.tab.click(f"[data-view={tab}]")
        assert shown.settle()["view"] == tab
        assert shown.tab.locator("[data-view][aria-pressed=true]").get_attribute("data-view") == tab
    unknown = np.zeros(knowledge_map.network.n_nodes, dtype=np.int64)
    bare = replace(
        knowledge_map,
        network=knowledge_map.network.with_columns(node={"first_year": unknown}),
    )
    views = opened(replace(bare, options={"view": "timeline"})).state()["views"]
    assert "timeline" not in views
    assert "bursts" not in views


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["timeline", "timezone"])
def test_no_label_covers_another_along_time(opened, timed_map, view, size):
    shown = show(opened, timed_map, view, size=size)
    before = shown.tidy()
    assert len(before["labels"]) >= 20
    shown.tab.click("#zoom-in")
    shown.tidy()
    shown.tab.click("#zoom-fit")
    assert shown.settle()["nodes"] == before["nodes"]


@pytest.mark.parametrize("size", SIZES)
def test_a_line_a_cluster_and_years_from_left_to_right(opened, timed_map, size):
    state = show(opened, timed_map, "timeline", size=size).state()
    columns = timed_map.network.node_columns
    first, cluster = columns["first_year"], columns["cluster"]
    nodes = placed(state)
    assert len(nodes) == 249
    assert not state["nodes"][5]["shown"]
    for node in nodes:
        assert node["r"] <= node["x"] <= state["width"] - node["r"]
        assert node["r"] <= node["y"] <= state["height"] - node["r"]
    x = {int(first[node["id"]]): node["x"] for node in nodes}
    assert all(node["x"] == pytest.approx(x[first[node["id"]]]) for node in nodes)
    years = sorted(x)
    steps = {round((x[b] - x[a]) / (b - a), 3) for a, b in pairwise(years)}
    assert len(steps) == 1
    assert steps.pop() > 0
    names = state["clusterLabels"]
    assert [name["id"] for name in names] == list(range(8))
    tops = [name["y"] for name in names]
    assert tops == sorted(tops)
    middles = [
        np.mean([node["y"] for node in nodes if cluster[node["id"]] == number])
        for number in range(8)
    ]
    assert middles == sorted(middles)


def test_circles_of_one_year_and_cluster_do_not_coincide(opened, timed_map):
    nodes = placed(show(opened, timed_map, "timeline").state())
    places = {(round(node["x"], 2), round(node["y"], 2)) for node in nodes}
    assert len(places) == len(nodes)


def test_a_hidden_cluster_leaves_its_line_to_the_others(opened, timed_map):
    shown = show(opened, timed_map, "timeline")
    shown.tab.locator(".clusters .toggle").nth(2).click()
    state = shown.tidy()
    assert [name["id"] for name in state["clusterLabels"]] == [0, 1, 3, 4, 5, 6, 7]


def test_in_the_timezone_view_the_frequent_stand_above_in_their_column(opened, timed_map):
    state = show(opened, timed_map, "timezone").state()
    columns = timed_map.network.node_columns
    first, occurrences = columns["first_year"], columns["occurrences"]
    nodes = sorted(placed(state), key=lambda node: first[node["id"]])
    assert all(a["x"] <= b["x"] + 1e-9 for a, b in pairwise(nodes))
    for x in {node["x"] for node in nodes}:
        column = sorted((node for node in nodes if node["x"] == x), key=lambda node: node["y"])
        counts = [occurrences[node["id"]] for node in column]
        assert counts == sorted(counts, reverse=True)
    assert len({node["x"] for node in nodes}) == 8


def test_the_years_shown_change_circles_but_no_place_along_time(opened, timed_map):
    shown = show(opened, timed_map, "timeline")
    before = shown.state()["nodes"]
    shown.tab.locator(".handle").first.focus()
    for _ in range(9):
        shown.tab.keyboard.press("ArrowRight")
    after = shown.settle()["nodes"]
    assert all(
        (a["x"], a["y"]) == (b["x"], b["y"])
        for a, b in zip(before, after, strict=True)
        if b["shown"]
    )
    assert all(b["r"] <= a["r"] for a, b in zip(before, after, strict=True) if b["shown"])


@pytest.mark.parametrize("view", ["network", "timeline"])
def test_tree_rings_are_red_where_a_burst_was_on(opened, timed_map, view):
    shown = show(opened, timed_map, view)
    shown.tab.get_by_text("Keywords on the map").click()
    if view == "network":
        shown.tab.get_by_text("Cluster names on the map").click()
    network = timed_map.network
    years = network.corpus.record_columns["year"][network.records_of(0)]
    inner, outer = ((years < BURST[0]).mean(), (years <= BURST[1]).mean())
    node = shown.settle()["nodes"][0]
    middle = {"x": node["x"] + node["r"] * (inner + outer) / 2, "y": node["y"]}
    assert not near(colour_at(shown, middle), RED)
    shown.tab.get_by_role("button", name="Tree rings").click()
    assert shown.settle()["rings"]
    assert near(colour_at(shown, middle), RED)
    after = {"x": node["x"] + node["r"] * (outer + 1) / 2, "y": node["y"]}
    assert not near(colour_at(shown, after), RED)
    assert "burst" in " ".join(shown.texts("#legend .marks"))


def near(colour, wanted, most=60):
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= most


def test_what_is_chosen_stays_chosen_from_view_to_view(opened, timed_map):
    shown = opened(timed_map)
    shown.click(shown.state()["nodes"][3])
    for view in shown.state()["views"]:
        shown.tab.click(f"[data-view={view}]")
        assert shown.settle()["selection"]["id"] == 3
        assert shown.texts("#panel h3") == [timed_map.network.node_columns["keyword"][3]]
    shown.tab.click("[data-view=timeline]")
    shown.settle()
    shown.click(shown.state()["nodes"][3])
    assert shown.state()["selection"] is None


@pytest.mark.parametrize("view", ["network", "timeline"])
def test_the_name_of_a_cluster_chooses_it(opened, timed_map, view):
    shown = show(opened, timed_map, view)
    name = shown.state()["clusterLabels"][1]
    shown.click({"x": name["x"] + name["width"] / 2, "y": name["y"] + name["height"] / 2})
    state = shown.settle()
    number = name["id"]
    columns = timed_map.network.cluster_columns
    row = columns["cluster"].tolist().index(number)
    label = columns["label"][row]
    assert state["selection"] == {"kind": "cluster", "id": number, "label": label}
    members = np.flatnonzero(timed_map.network.node_columns["cluster"] == number)
    assert {label["id"] for label in state["labels"]} <= set(members.tolist())
    panel = shown.tab.locator("#panel").inner_text()
    for text in (f"#{number} {label}", f"lsi {row}", f"mi {row}", f"tfidf {row}", "p < 0.001"):
        assert text in panel
    assert len(shown.texts("#panel .chips li")) == 8
    assert len(shown.texts("#panel .records li")) == 1
    shown.tab.locator("#panel .chips .name").first.click()
    assert shown.state()["selection"]["id"] == members[0]


def test_the_legend_and_the_panel_lead_to_a_cluster(opened, timed_map):
    shown = opened(timed_map)
    shown.tab.locator(".clusters .pick").nth(2).click(force=True)
    assert shown.state()["selection"]["id"] == 2
    assert all(node["shown"] for node in shown.state()["nodes"])
    shown.tab.keyboard.press("Escape")
    shown.click(shown.state()["nodes"][0])
    assert "7.25" in shown.texts("#panel .burst")[0]
    shown.tab.locator("#panel .of").click()
    home = int(timed_map.network.node_columns["cluster"][0])
    assert shown.state()["selection"]["id"] == home
    shown.tab.locator(".clusters .toggle").nth(home).click()
    assert shown.settle()["selection"] is None


@pytest.mark.parametrize("view", [*MAPS, "bursts"])
def test_every_view_is_saved_as_it_is_seen(opened, timed_map, view, tmp_path):
    shown = show(opened, replace(timed_map, title="<知识> & more"), view)
    shown.tab.mouse.move(2, 2)
    state = shown.settle()
    root = ET.fromstring(shown.saved("svg", tmp_path))  # noqa: S314
    texts = [text.text for text in root.iter(f"{SVG}text")]
    for text in ("<知识> & more", *(label["text"] for label in state["labels"])):
        assert text in texts
    assert shown.saved("png", tmp_path)[:4] == b"\x89PNG"


def test_the_address_keeps_view_and_choice(opened, timed_map):
    shown = opened(timed_map)
    columns = timed_map.network.node_columns
    link = timed_map.network.link_columns
    a, b = int(link["source"][7]), int(link["target"][7])
    names = [quote(str(columns["keyword"][node]), safe="") for node in (3, a, b)]
    asked = {
        f"#view=timeline&keyword={names[0]}": ("timeline", "keyword", 3),
        f"#link={names[1]}|{names[2]}": ("network", "link", 7),
        f"#view=density&link={names[2]}%7C{names[1]}": ("density", "link", 7),
        "#view=timezone&cluster=3": ("timezone", "cluster", 3),
    }
    for fragment, (view, kind, number) in asked.items():
        state = opened(timed_map, fragment=fragment).settle()
        assert state["view"] == view
        assert (state["selection"]["kind"], state["selection"]["id"]) == (kind, number)
        shown.run("(hash) => { location.hash = hash; }", fragment)
        shown.until(f"cooccur.state().selection?.id === {number}")
        assert shown.state()["view"] == view
    entries = shown.run("history.length")
    shown.tab.click("[data-view=timeline]")
    shown.until("location.hash === '#view=timeline&cluster=3'")
    shown.tab.keyboard.press("Escape")
    shown.until("location.hash === '#view=timeline'")
    shown.tab.click("[data-view=network]")
    shown.until("location.hash === ''")
    assert shown.run("history.length") == entries


@pytest.mark.parametrize(
    "fragment",
    [
        "#view=nowhere&keyword=no such keyword",
        "#view=__proto__&cluster=constructor&link=|",
        "#%&keyword=%E4%&cluster=-1",
        "#keyword=<img src=x onerror=window.__x=1>",
        "#" + "link=" + "|" * 500,
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_passed_over(opened, timed_map, fragment):
    shown = opened(timed_map, fragment=fragment)
    assert shown.state()["view"] == "network"
    assert shown.state()["selection"] is None
    assert shown.run("window.__x") is None


def test_a_timeline_of_twenty_clusters_and_thirty_years_can_be_read(opened, make_map):
    words = [[f"{topic} {word}" for word in range(18)] for topic in TOPICS]
    crowded = make_map(360, n_records=3000, years=(1995, 2024), words=words, lang="en")
    state = show(opened, crowded, "timeline").tidy()
    assert crowded.network.cluster_columns.length == 20
    assert len(state["labels"]) >= 60
    assert [name["id"] for name in state["clusterLabels"]] == list(range(20))


def test_tree_rings_do_not_hide_the_colours_of_the_overlay(opened, timed_map):
    shown = show(opened, timed_map, "overlay")
    nodes = placed(shown.state())[:5]
    places = [{"x": node["x"] + 0.7 * node["r"], "y": node["y"]} for node in nodes]
    before = [shown.pixel(place) for place in places]
    assert shown.tab.get_by_text("Tree rings").count() == 0
    shown.tab.click("[data-view=network]")
    shown.tab.get_by_text("Tree rings").click()
    shown.tab.click("[data-view=overlay]")
    assert shown.settle()["rings"]
    assert [shown.pixel(place) for place in places] == before


SWITCHES = {
    "network": ["Keywords on the map", "Cluster names on the map"],
    "timezone": ["Keywords on the map"],
    "tables": [],
}


@pytest.mark.parametrize("view", SWITCHES)
def test_the_legend_has_the_switches_of_the_view(opened, timed_map, view):
    shown = show(opened, timed_map, view)
    assert shown.texts("#legend .check") == SWITCHES[view]
    assert shown.tab.locator("#legend .sizes").count() == (view != "tables")


@pytest.fixture(scope="session")
def crowded_year(timed_map):
    """The same with nearly all keywords in one of eight years."""
    n = timed_map.network.n_nodes
    first = np.where(np.arange(n) < n - 35, 2010, 2008 + np.arange(n) % 8)
    return replace(timed_map, network=timed_map.network.with_columns(node={"first_year": first}))


def test_the_size_key_is_to_the_scale_of_the_view_that_is_opened(opened, crowded_year):
    shown = opened(crowded_year)
    width = "document.querySelector('#legend .sizes div:last-child i').style.width"
    before = shown.run(width)
    shown.tab.click("[data-view=timezone]")
    assert shown.run(width) != before
    shown.tab.click("[data-view=network]")
    assert shown.run(width) == before


def test_full_columns_of_the_timezone_view_are_wider(opened, crowded_year):
    first = crowded_year.network.node_columns["first_year"]
    state = show(opened, crowded_year, "timezone").tidy()
    x = {}
    for node in placed(state):
        x[int(first[node["id"]])] = min(node["x"], x.get(int(first[node["id"]]), np.inf))
    steps = {year: x[year + 1] - x[year] for year in range(2008, 2015)}
    assert max(steps, key=steps.get) == 2010
    assert steps[2010] > 1.4 * steps[2012]
