import math
import re
import struct
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import cooccur
from cooccur.writers.html import page
from cooccur.writers.page_data import page_data

SIZES = ((1440, 900), (1024, 640), (390, 800))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", SIZES)
def test_no_label_covers_another_at_any_zoom(opened, knowledge_map, size):
    shown = opened(knowledge_map, size=size)
    shown.tidy()
    for _ in range(2):
        shown.tab.click("#zoom-in")
        shown.tidy()


def test_the_most_frequent_keywords_are_labelled_and_all_are_on_the_stage(opened, knowledge_map):
    state = opened(knowledge_map).state()
    labelled = {label["id"] for label in state["labels"]}
    assert len(labelled & set(range(20))) >= 19
    assert len(labelled & set(range(50))) >= 35
    assert len(labelled) >= 90
    assert len(state["clusterLabels"]) == 8
    for node in state["nodes"]:
        assert node["shown"]
        assert node["r"] <= node["x"] <= state["width"] - node["r"]
        assert node["r"] <= node["y"] <= state["height"] - node["r"]


@pytest.mark.parametrize("size", SIZES[:2])
def test_the_name_of_a_cluster_never_lies_on_a_large_circle(opened, knowledge_map, size):
    state = opened(knowledge_map, size=size).state()
    large = [node for node in state["nodes"] if node["r"] > 8]
    assert large
    assert state["clusterLabels"]
    for name in state["clusterLabels"]:
        for node in large:
            assert reach(name, node) <= 0, (name["text"], node["label"])


def test_few_labels_hide_the_circle_of_another_keyword(opened, knowledge_map):
    state = opened(knowledge_map).state()
    hidden = [
        (label["text"], node["label"])
        for label in state["labels"]
        for node in state["nodes"]
        if node["id"] != label["id"] and reach(label, node) > node["r"]
    ]
    assert len(hidden) <= 0.4 * len(state["labels"])


def reach(box, node):
    """How far a box reaches into a circle; more than the radius where its centre is inside."""
    across = max(box["x"] - node["x"], node["x"] - box["x"] - box["width"])
    down = max(box["y"] - node["y"], node["y"] - box["y"] - box["height"])
    apart = math.hypot(max(across, 0), max(down, 0))
    return node["r"] - apart if apart else node["r"] + 1


def test_circles_have_areas_like_occurrences(opened, knowledge_map):
    nodes = opened(knowledge_map).state()["nodes"]
    occurrences = knowledge_map.network.node_columns["occurrences"]
    radii = np.array([node["r"] for node in nodes])
    large = radii > radii.min() + 0.1
    areas = radii[large] ** 2 / occurrences[large]
    assert large.sum() > 50
    assert areas == pytest.approx(areas[0])


@pytest.mark.parametrize(
    ("text", "found"), [("碳排", "碳排放"), ("NATURAL lang", "natural language")]
)
def test_search_finds_and_centres(opened, knowledge_map, text, found):
    shown = opened(knowledge_map)
    shown.tab.keyboard.press("/")
    shown.tab.keyboard.type(text)
    options = shown.texts("#found li span")
    assert options
    assert all(text.casefold() in option.casefold() for option in options)
    shown.tab.keyboard.press("Enter")
    state = shown.settle()
    assert state["selection"]["label"].startswith(found)
    node = state["nodes"][state["selection"]["id"]]
    assert abs(node["x"] - state["width"] / 2) < 1
    assert abs(node["y"] - state["height"] / 2) < 1
    shown.tab.keyboard.press("Escape")
    assert shown.state()["selection"] is None


def test_search_ignores_the_width_of_letters_and_says_when_nothing_fits(opened, knowledge_map):
    shown = opened(knowledge_map)
    shown.tab.fill("#search", "ｂｉｂｌｉｏｍｅｔｒｉｃｓ")
    assert shown.texts("#found li span")[0] == "bibliometrics"
    shown.tab.locator("#found li").first.click()
    assert shown.state()["selection"]["label"] == "bibliometrics"
    shown.tab.fill("#search", "no such keyword")
    assert (
        shown.texts("#found li") == ["没有包含此内容的关键词"]
        or "No" in shown.texts("#found li")[0]
    )


def test_a_chosen_keyword_shows_its_numbers_and_records(opened, knowledge_map):
    shown = opened(knowledge_map)
    network = knowledge_map.network
    label = network.node_columns["keyword"][0]
    shown.click(shown.node(label))
    assert shown.state()["selection"] == {"kind": "keyword", "id": 0, "label": label}
    titles = shown.texts("#panel .records .name")
    held = network.records_of(0).tolist()
    expected = [details.title for details in network.corpus.details(held)]
    assert Counter(titles) == Counter(expected)
    numbers = dict(zip(shown.texts("#panel dt"), shown.texts("#panel dd"), strict=True))
    columns = network.node_columns
    assert numbers["occurrences"] == str(columns["occurrences"][0])
    assert numbers["links"] == str(columns["links"][0])
    assert numbers["first year"] == str(columns["first_year"][0])
    years = network.corpus.record_columns["year"][held]
    bars = shown.run("[...document.querySelectorAll('#panel .spark i')].map((bar) => bar.title)")
    assert [int(bar.split(": ")[1]) for bar in bars] == [
        int((years == year).sum()) for year in range(2008, 2025)
    ]


def test_a_click_on_a_link_lists_the_records_behind_it(opened, knowledge_map):
    shown = opened(knowledge_map)
    network = knowledge_map.network
    seen = 0
    for link in reversed(shown.state()["links"][-12:]):
        shown.click(link)
        chosen = shown.state()["selection"]
        if chosen and chosen["kind"] == "link":
            row = chosen["id"]
            ends = (int(network.link_columns[end][row]) for end in ("source", "target"))
            held = network.records_of_link(*ends).tolist()
            expected = [details.title for details in network.corpus.details(held)]
            titles = shown.texts("#panel .records .name")
            assert Counter(titles) == Counter(expected)
            assert len(titles) == network.link_columns["cooccurrences"][row]
            seen += 1
        shown.tab.keyboard.press("Escape")
    assert seen >= 4


def test_a_row_of_the_strongest_links_leads_to_the_link_and_to_the_other_keyword(
    opened, knowledge_map
):
    shown = opened(knowledge_map)
    shown.click(shown.state()["nodes"][1])
    strongest = shown.tab.locator("#panel .chips .pair").first
    count = int(strongest.locator("b").text_content())
    strongest.click()
    chosen = shown.state()["selection"]
    assert chosen["kind"] == "link"
    assert 1 in (chosen["source"], chosen["target"])
    assert len(shown.texts("#panel .records li")) == count
    shown.tab.locator("#panel .ends button").first.click()
    assert shown.state()["selection"]["kind"] == "keyword"


def test_records_are_linked_to_where_they_can_be_read(opened, knowledge_map):
    shown = opened(knowledge_map)
    shown.click(shown.state()["nodes"][0])
    links = shown.run("[...document.querySelectorAll('a')].map((a) => [a.textContent, a.href])")
    starts = {
        "DOI": "https://doi.org/10.5555/demo.",
        "WOS": "https://www.webofscience.com/wos/woscc/full-record/WOS:",
        "CNKI": "https://kns.cnki.net/kns8s/defaultresult/index?korder=TI&kw=",
    }
    assert {name for name, _ in links} == set(starts)
    assert all(href.startswith(starts[name]) for name, href in links)
    rels = shown.run("[...document.querySelectorAll('a')].map((a) => a.rel + a.target)")
    assert set(rels) == {"noopener noreferrer_blank"}


def test_a_cluster_can_be_hidden_and_shown_alone(opened, knowledge_map):
    shown = opened(knowledge_map)
    clusters = knowledge_map.network.node_columns["cluster"]
    place = next(
        node for node in shown.state()["nodes"] if clusters[node["id"]] == 2 and node["r"] > 6
    )
    colour = shown.pixel({"x": place["x"], "y": place["y"] - 0.7 * place["r"]})
    toggle = shown.tab.locator(".clusters .toggle").nth(2)
    toggle.click()
    shown.settle()
    state = shown.state()
    assert {node["shown"] for node in state["nodes"] if clusters[node["id"]] == 2} == {False}
    assert toggle.get_attribute("aria-pressed") == "false"
    assert shown.pixel({"x": place["x"], "y": place["y"] - 0.7 * place["r"]}) != colour
    assert not [link for link in state["links"] if 2 in clusters[[link["source"], link["target"]]]]
    shown.tab.locator(".clusters .only").nth(1).click(force=True)
    assert {clusters[n["id"]] for n in shown.state()["nodes"] if n["shown"]} == {1}
    shown.tab.locator(".clusters .toggle").nth(3).dblclick()
    assert {clusters[n["id"]] for n in shown.state()["nodes"] if n["shown"]} == {3}


def test_the_years_resize_circles_and_keep_places(opened, knowledge_map):
    shown = opened(knowledge_map)
    before = shown.state()
    first = shown.tab.locator(".handle").first
    first.focus()
    for _ in range(9):
        shown.tab.keyboard.press("ArrowRight")
    after = shown.settle()
    assert after["years"] == [2017, 2024]
    assert first.get_attribute("aria-valuenow") == "2017"
    pairs = list(zip(before["nodes"], after["nodes"], strict=True))
    assert all(a["x"] == b["x"] and a["y"] == b["y"] for a, b in pairs)
    assert all(b["r"] <= a["r"] for a, b in pairs)
    assert sum(b["r"] < a["r"] for a, b in pairs) > 100
    network = knowledge_map.network
    years = network.corpus.record_columns["year"]
    counts = [int((years[network.records_of(node)] >= 2017).sum()) for node in range(250)]
    assert [node["shown"] for node in after["nodes"]] == [count > 0 for count in counts]
    shown.tab.locator(".years .all").click()
    assert shown.settle()["nodes"] == before["nodes"]


def test_the_window_of_years_can_be_dragged(opened, knowledge_map):
    shown = opened(knowledge_map)
    box = shown.tab.locator(".range").bounding_box()
    year = box["width"] / 17
    mouse, y = shown.tab.mouse, box["y"] + 33

    def drag(start, end):
        mouse.move(box["x"] + start * year, y)
        mouse.down()
        mouse.move(box["x"] + end * year, y, steps=4)
        mouse.up()
        return shown.state()["years"]

    assert drag(17, 7) == [2008, 2014]
    assert drag(0, 3) == [2011, 2014]
    assert drag(5, 9) == [2015, 2018]
    assert drag(9, 30) == [2021, 2024]


def test_pointing_names_a_keyword_and_brings_out_its_neighbours(opened, knowledge_map):
    shown = opened(knowledge_map)
    before = shown.state()
    shown.tab.mouse.move(*shown.point(before["nodes"][0]))
    shown.until("!document.getElementById('tip').hidden")
    assert before["nodes"][0]["label"] in shown.texts("#tip b")
    shown.until("cooccur.state().clusterLabels.length === 0")
    links = knowledge_map.network.link_columns
    touching = (links["source"] == 0) | (links["target"] == 0)
    near = {0, *links["source"][touching].tolist(), *links["target"][touching].tolist()}
    assert {label["id"] for label in shown.state()["labels"]} <= near
    assert shown.state()["selection"] is None
    shown.tab.mouse.move(*shown.point({"x": 3, "y": 3}))
    shown.until("cooccur.state().clusterLabels.length > 0")
    assert shown.state()["labels"] == before["labels"]


def test_a_phone_has_large_targets_and_can_pinch(opened, knowledge_map):
    shown = opened(knowledge_map, size=(390, 800), has_touch=True)
    sizes = shown.run(
        "[...document.querySelectorAll('header button, .zoom button, .clusters .toggle')]"
        ".map((button) => button.getBoundingClientRect()).map((box) => [box.width, box.height])"
    )
    assert min(min(size) for size in sizes) >= 44
    assert shown.run("document.documentElement.scrollWidth") == 390
    finger = shown.context.new_cdp_session(shown.tab)
    before = shown.state()
    x, y = shown.point({"x": 190, "y": 150})

    def touch(kind, *spread):
        points = [{"x": x + d, "y": y, "id": i} for i, d in enumerate(spread)]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", -20)
    touch("touchStart", -20, 20)
    touch("touchMove", -30, 30)
    touch("touchMove", -40, 40)
    touch("touchEnd")
    assert shown.settle()["zoom"] == pytest.approx(2 * before["zoom"])
    assert shown.state()["selection"] is None


def test_in_a_window_of_years_a_link_lists_the_records_of_these_years(opened, knowledge_map):
    shown = opened(knowledge_map)
    shown.tab.locator(".handle").last.focus()
    for _ in range(6):
        shown.tab.keyboard.press("ArrowLeft")
    shown.settle()
    shown.click(shown.state()["nodes"][0])
    pair = shown.tab.locator("#panel .chips .pair").first
    count = int(pair.locator("b").text_content())
    pair.click()
    row = shown.state()["selection"]["id"]
    network = knowledge_map.network
    ends = (int(network.link_columns[end][row]) for end in ("source", "target"))
    years = network.corpus.record_columns["year"][network.records_of_link(*ends)]
    assert count == int((years <= 2018).sum()) == len(shown.texts("#panel .records li"))


def test_the_slider_reaches_every_link(opened, knowledge_map):
    shown = opened(knowledge_map)
    strengths = knowledge_map.network.link_columns["strength"]
    assert len(shown.state()["links"]) == 1000 < len(strengths)
    slider = shown.tab.locator("#legend input[type=range]")
    slider.focus()
    shown.tab.keyboard.press("End")
    assert len(shown.state()["links"]) == int((strengths >= strengths.max()).sum())
    shown.tab.keyboard.press("Home")
    assert len(shown.state()["links"]) == len(strengths)
    for _ in range(2):
        shown.tab.keyboard.press("ArrowRight")
    assert len(shown.state()["links"]) == int((strengths >= 3).sum())


def test_a_keyword_can_be_dragged_and_goes_back(opened, knowledge_map):
    shown = opened(knowledge_map)
    before = shown.state()["nodes"]
    x, y = shown.point(before[0])
    shown.tab.mouse.move(x, y)
    shown.tab.mouse.down()
    shown.tab.mouse.move(x + 60, y + 30, steps=4)
    shown.tab.mouse.up()
    moved = shown.settle()["nodes"]
    assert moved[0]["x"] == pytest.approx(before[0]["x"] + 60)
    assert moved[0]["y"] == pytest.approx(before[0]["y"] + 30)
    assert moved[1:] == before[1:]
    shown.tab.mouse.dblclick(x + 60, y + 30)
    assert shown.settle()["nodes"] == before


def test_wheel_and_drag_move_the_camera(opened, knowledge_map):
    shown = opened(knowledge_map)
    before = shown.state()
    corner = {"x": 4, "y": 4}
    shown.tab.mouse.move(*shown.point(corner))
    shown.tab.mouse.wheel(0, -300)
    zoomed = shown.settle()
    assert zoomed["zoom"] > 1.3
    node, old = zoomed["nodes"][0], before["nodes"][0]
    assert (node["x"] - 4) / (old["x"] - 4) == pytest.approx(zoomed["zoom"])
    shown.tab.mouse.down()
    shown.tab.mouse.move(*shown.point({"x": 104, "y": 54}), steps=5)
    shown.tab.mouse.up()
    panned = shown.settle()["nodes"][0]
    assert panned["x"] - node["x"] == pytest.approx(100)
    assert panned["y"] - node["y"] == pytest.approx(50)
    shown.tab.click("#zoom-fit")
    assert shown.settle()["nodes"] == before["nodes"]


def test_everything_can_be_done_with_keys(opened, knowledge_map):
    shown = opened(knowledge_map)
    shown.tab.locator("#map").focus()
    keys = shown.tab.keyboard
    keys.press("n")
    assert shown.state()["selection"]["id"] == 0
    keys.press("n")
    assert shown.state()["selection"]["id"] == 1
    keys.press("Enter")
    assert shown.run("document.activeElement.id") == "panel"
    keys.press("Escape")
    assert shown.state()["selection"] is None
    assert shown.run("document.activeElement.id") == "map"
    keys.press("+")
    zoomed = shown.settle()
    assert zoomed["zoom"] == pytest.approx(1.25)
    keys.press("ArrowLeft")
    assert shown.settle()["nodes"][0]["x"] == pytest.approx(zoomed["nodes"][0]["x"] + 60)
    keys.press("0")
    assert shown.settle()["zoom"] == pytest.approx(1)


def test_the_table_lists_every_keyword_and_can_be_sorted(opened, knowledge_map):
    shown = opened(knowledge_map)
    shown.tab.click("[data-view=tables]")
    assert shown.state()["view"] == "tables"
    keywords = shown.texts("#tables tbody button")
    assert keywords == knowledge_map.network.node_columns["keyword"].tolist()
    shown.tab.click("#tables th button:has-text('mean year')")
    years = [float(text) for text in shown.texts("#tables tbody td:nth-child(8)")]
    assert years == sorted(years, reverse=True)
    assert shown.tab.locator("th[aria-sort=descending]").text_content() == "mean year"
    shown.tab.locator("#tables tbody button").nth(3).click()
    chosen = shown.state()["selection"]["label"]
    assert shown.texts("#tables tr[aria-current] button") == [chosen]
    shown.tab.click("[data-view=network]")
    assert shown.settle()["selection"]["label"] == chosen


def test_the_interface_changes_its_language(opened, knowledge_map):
    shown = opened(knowledge_map)
    assert shown.tab.title() == "Keyword co-occurrence map"
    english = shown.tab.locator("body").inner_text()
    shown.tab.click("#language")
    assert shown.tab.title() == "关键词共现图谱"
    assert shown.run("document.documentElement.lang") == "zh-CN"
    assert "关键词共现图谱" in shown.texts("h1")
    chinese = shown.tab.locator("body").inner_text()
    for word in ("Clusters", "Network", "Databases", "keywords", "records"):
        assert word in english
        assert word not in chinese
    assert shown.tab.locator("#map").get_attribute("aria-label") == "250 个关键词的图谱"
    assert shown.state()["lang"] == "zh"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_light_or_dark_as_wanted_and_its_text_stands_out(opened, knowledge_map, scheme):
    shown = opened(knowledge_map, color_scheme=scheme)
    shown.click(shown.state()["nodes"][0])
    assert shown.state()["theme"] == scheme
    for name in ("ink", "soft", "accent"):
        for ground in ("paper", "tint"):
            assert contrast(shown, name, ground) >= 4.5
    shown.tab.click("#theme")
    assert shown.state()["theme"] != scheme


def contrast(shown, *names):
    values = []
    for name in names:
        colour = shown.run(
            "(n) => getComputedStyle(document.documentElement).getPropertyValue('--' + n)", name
        ).strip()
        if len(colour) == 4:
            colour = "#" + "".join(2 * letter for letter in colour[1:])
        parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        values.append(float(linear @ [0.2126, 0.7152, 0.0722]))
    return (max(values) + 0.05) / (min(values) + 0.05)


@pytest.mark.parametrize("view", ["overlay", "density"])
def test_a_view_can_be_asked_for_and_shares_the_choice(opened, knowledge_map, view):
    shown = opened(replace(knowledge_map, options={"view": view}))
    state = shown.tidy()
    assert state["view"] == view
    shown.click(state["nodes"][0])
    shown.tab.click("[data-view=network]")
    assert shown.settle()["selection"]["id"] == 0


def test_links_that_are_not_drawn_cannot_be_pointed_at(opened, knowledge_map):
    shown = opened(knowledge_map)
    free = next(
        link
        for link in shown.state()["links"]
        if all(
            math.dist((link["x"], link["y"]), (n["x"], n["y"])) > n["r"] + 9
            for n in shown.state()["nodes"]
        )
    )
    shown.click(free)
    assert shown.state()["selection"]["kind"] == "link"
    shown.tab.keyboard.press("Escape")
    shown.tab.click("[data-view=density]")
    assert shown.tab.locator("[data-key=minimum]").count() == 0
    shown.settle()
    shown.click(free)
    # The name of a cluster may lie there, but no link.
    assert (shown.state()["selection"] or {}).get("kind") != "link"


@pytest.mark.parametrize("view", ["overlay", "density"])
def test_every_view_is_saved_as_a_drawing_that_can_be_read(opened, knowledge_map, view, tmp_path):
    shown = opened(knowledge_map)
    shown.tab.click(f"[data-view={view}]")
    root = ET.fromstring(shown.saved("svg", tmp_path))  # noqa: S314
    names = root.findall(f"./{SVG}g[@class='cluster-names']/{SVG}g[@class='texts']/{SVG}text")
    assert len(names) == 8
    assert all(name.get("fill", "").startswith("#") for name in names)
    stops = root.findall(f"./{SVG}defs/*/{SVG}stop")
    assert stops
    assert all(stop.get("stop-color") for stop in stops)


def test_saved_pictures_show_the_map_whatever_is_chosen(opened, knowledge_map, tmp_path):
    shown = opened(replace(knowledge_map, title="A map of 知识 & <more>"))
    plain = shown.saved("svg", tmp_path)
    state = shown.state()
    root = ET.fromstring(plain)  # noqa: S314
    labels = root.findall(f"./{SVG}g[@class='keyword-labels']/{SVG}g[@class='texts']/{SVG}text")
    assert sorted(label.text for label in labels) == sorted(
        label["text"] for label in state["labels"]
    )
    texts = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "A map of 知识 & <more>" in texts
    assert "#0 " in texts
    assert "N = 250" in texts
    circles = root.findall(f"./{SVG}g[@class='keywords']/{SVG}circle")
    assert len(circles) == 2 * 250
    png = shown.saved("png", tmp_path)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 3 * state["width"]
    assert height >= 3 * state["height"]
    shown.click(state["nodes"][0])
    assert len(shown.state()["labels"]) != len(state["labels"])
    assert shown.saved("svg", tmp_path) == plain


def test_hostile_keywords_and_titles_run_nothing(opened, hostile_map, tmp_path):
    shown = opened(replace(hostile_map, lang="en"))
    tab = shown.tab
    for node in shown.state()["nodes"]:
        tab.mouse.move(*shown.point(node))
        shown.click(node)
    for text in ("<", "script", "javascript", "$"):
        tab.fill("#search", text)
        assert shown.texts("#found li span")
        tab.keyboard.press("Enter")
        shown.settle()
    for link in shown.state()["links"][-5:]:
        shown.click(link)
    for view in ("tables", "overlay", "density", "network"):
        tab.click(f"[data-view={view}]")
    tab.click("#language")
    svg = shown.saved("svg", tmp_path)
    ET.fromstring(svg)  # noqa: S314
    shown.saved("png", tmp_path)
    assert shown.run("Object.keys(window).filter((name) => name.startsWith('__x'))") == []
    handlers = (
        "[...document.querySelectorAll('*')].filter((element) => "
        "[...element.attributes].some((attribute) => attribute.name.startsWith('on'))).length"
    )
    assert shown.run(handlers) == 0
    assert shown.run("document.scripts.length") == 5
    assert shown.run("document.images.length") == 0
    inside = shown.context.new_page()
    inside.goto((tmp_path / "map.svg").as_uri())
    assert inside.evaluate("Object.keys(window).filter((n) => n.startsWith('__x'))") == []


def test_the_policy_blocks_what_was_smuggled_in(open_silently, hostile_map):
    shown = open_silently(hostile_map)
    shown.run(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__y = 1';"
        "document.body.append(s); const d = document.createElement('div');"
        "d.innerHTML = '<img src=x onerror=window.__y=2>'; document.body.append(d);"
        "fetch('https://example.org/').catch(() => {}); }"
    )
    time.sleep(0.2)
    assert shown.run("window.__y") is None
    assert shown.said
    shown.context.close()


def test_the_state_is_a_frozen_copy(opened, knowledge_map):
    shown = opened(knowledge_map)
    assert shown.run("Object.isFrozen(cooccur) && Object.isFrozen(cooccur.state().nodes[0])")
    assert shown.run("cooccur.state() !== cooccur.state()")
    assert (
        shown.run("(() => { try { window.cooccur = 1; } catch { } return cooccur.state; })()") != 1
    )
    assert set(shown.state()) >= {"view", "selection", "nodes", "labels"}


def test_a_page_of_one_keyword_and_one_without_links_are_drawn(opened, make_map):
    alone = opened(make_map(1, n_records=3, words=[["alone"]]))
    state = alone.state()
    assert [label["text"] for label in state["labels"]] == ["alone"]
    assert abs(state["nodes"][0]["x"] - state["width"] / 2) < 20
    alone.click(state["nodes"][0])
    assert len(alone.texts("#panel .records li")) == 3
    two = opened(make_map(2, n_records=4, words=[["左"], ["右"]], mixing=0.0))
    assert two.state()["links"] == []
    two.tidy()


def test_a_page_that_leaves_records_out_says_so(opened, make_map, monkeypatch):
    monkeypatch.setattr("cooccur.writers.html.page_data", partial(page_data, records_at_most=40))
    knowledge_map = make_map(20, n_records=150, lang="en")
    shown = opened(knowledge_map)
    shown.click(shown.state()["nodes"][0])
    occurrences = int(knowledge_map.network.node_columns["occurrences"][0])
    heading = shown.texts("#panel h2 small")[0]
    assert re.fullmatch(rf"\(\d+ of {occurrences}\)", heading)
    assert "40 most cited of" in shown.texts("#panel .note")[-1]


def test_a_page_of_counts_promises_no_records(opened, export):
    shown = opened(cooccur.map(export, merge="off", two_passes=True, lang="en"))
    shown.click(shown.state()["nodes"][0])
    titles = shown.texts("#panel h2")
    assert "Strongest links" in titles
    assert not any(title.startswith("Records (") or "epresentative" in title for title in titles)
    assert "hold both" not in shown.run("document.getElementById('panel').innerHTML")
    assert "counted in two passes, not kept" in shown.run("document.body.textContent")
    shown.tidy()


def test_printing_gives_the_figure_on_one_sheet(opened, knowledge_map):
    shown = opened(knowledge_map)
    sheet = shown.tab.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type/Page\n") <= 1
    assert shown.run("document.getElementById('sheet')") is None


def test_the_page_works_in_a_sandboxed_frame_of_a_notebook(browser, knowledge_map, tmp_path):
    import html

    escaped = html.escape(page(knowledge_map).decode(), quote=True)
    outer = tmp_path / "notebook.html"
    outer.write_text(
        f'<iframe sandbox="allow-scripts allow-downloads allow-popups" width="1000" height="700" '
        f'srcdoc="{escaped}"></iframe>',
        encoding="utf-8",
    )
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    tab = context.new_page()
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(outer.as_uri())
    frame = tab.frames[1]
    end = time.monotonic() + 30
    while frame.evaluate("document.documentElement.dataset.ready") != "1":
        assert time.monotonic() < end
        time.sleep(0.02)
    assert len(frame.evaluate("cooccur.state().labels")) > 40
    assert said == []
    context.close()
