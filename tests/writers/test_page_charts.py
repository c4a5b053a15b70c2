import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cooccur.model import Columns, Step
from cooccur.network.bursts import strongest_bursts
from cooccur.network.evolution import evolve
from cooccur.network.structure import conceptual_structure
from cooccur.network.themes import strategic_diagram
from cooccur.network.trends import trends

SIZES = ((1440, 900), (1024, 640), (390, 800))
CHARTS = ("themes", "evolution", "bursts", "trends", "structure")
SVG = "{http://www.w3.org/2000/svg}"
N_BURSTS = 40


@pytest.fixture(scope="session")
def plain_map(make_map):
    return make_map(150, n_records=900, min_occurrences=3, mixing=0.2, lang="en")


@pytest.fixture(scope="session")
def analysed(plain_map):
    network = evolve(trends(strategic_diagram(plain_map.network)), periods=3)
    network = conceptual_structure(with_bursts(network), method="mca", clusters=4)
    return replace(plain_map, network=network, options={"structure": "mca"})


def with_bursts(network):
    """Bursts of half the keywords that can be told apart, the last of them twice."""
    n = min(N_BURSTS, network.n_nodes)
    node = np.append(np.arange(n) * 3, (n - 1) * 3)
    first = network.node_columns["first_year"][node]
    begin = np.minimum(first + np.arange(n + 1) % 7, 2022)
    table = {
        "node": node,
        "year": first,
        "strength": np.append(5 + 0.37 * (np.arange(n) * 17 % n), 2.0),
        "begin": begin,
        "end": np.minimum(begin + 1 + np.arange(n + 1) % 3, 2024),
        "level": np.ones(n + 1, dtype=np.int64),
    }
    return network.with_columns(tables={"bursts": Columns(table)}, step=Step("bursts", ()))


def show(opened, knowledge_map, view, **options):
    shown = opened(knowledge_map, **options)
    shown.tab.click(f"[data-view={view}]")
    shown.settle()
    return shown


def drawing(shown):
    """What the chart consists of, as it is saved."""
    with shown.tab.expect_download() as download:
        shown.tab.click("#svg")
    return ET.parse(download.value.path()).getroot()  # noqa: S314


def texts_of(picture):
    return [text.text for text in picture.iter(f"{SVG}text")]


def number(element, name):
    return float(element.get(name))


def overlaps(boxes):
    return [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["x"] < b["x"] + b["width"] - 0.01
        and b["x"] < a["x"] + a["width"] - 0.01
        and a["y"] < b["y"] + b["height"] - 0.01
        and b["y"] < a["y"] + a["height"] - 0.01
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_no_label_of_a_chart_covers_another_or_is_cut_by_the_edge(opened, analysed, size, lang):
    shown = opened(replace(analysed, lang=lang), size=size)
    for view in CHARTS:
        shown.tab.click(f"[data-view={view}]")
        state = shown.settle()
        assert state["view"] == view
        assert len(state["labels"]) >= 6
        assert overlaps(state["labels"]) == []
        for box in state["labels"]:
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= state["width"]
            assert box["y"] + box["height"] <= state["height"]


def test_a_chart_without_data_has_no_tab(opened, plain_map):
    shown = opened(plain_map)
    tabs = shown.run("[...document.querySelectorAll('[data-view]')].map(tab => tab.dataset.view)")
    assert "network" in tabs
    assert set(tabs).isdisjoint(CHARTS)


def test_keywords_without_any_burst_leave_no_tab_of_bursts(opened, analysed):
    tables = {"bursts": analysed.network.tables["bursts"].take(np.zeros(0, dtype=np.int64))}
    network = analysed.network.with_columns(tables=tables, step=Step("bursts", ()))
    shown = opened(replace(analysed, network=network))
    assert shown.tab.locator("[data-view=bursts]").count() == 0
    assert shown.tab.locator("[data-view=trends]").count() == 1


def test_rows_of_bursts_are_the_strongest_by_begin_then_strength(opened, analysed):
    shown = show(opened, analysed, "bursts")
    expected = strongest_bursts(analysed.network, top=25)["node"].tolist()
    assert [label["id"] for label in shown.state()["labels"]] == expected
    assert f"25 of {N_BURSTS}" in texts_of(drawing(shown))


def test_a_low_stage_has_fewer_rows_of_bursts_and_says_so(opened, analysed):
    shown = show(opened, analysed, "bursts", size=(1024, 640))
    state = shown.state()
    n = len(state["labels"])
    assert 10 < n < 25
    assert f"{n} of {N_BURSTS}" in texts_of(drawing(shown))
    heights = np.diff([label["y"] for label in state["labels"]])
    assert heights.min() >= 17 - 0.01
    kept = strongest_bursts(analysed.network, top=n)["node"].tolist()
    assert [label["id"] for label in state["labels"]] == kept


def test_a_row_of_bursts_is_pale_before_teal_after_and_red_in_the_burst(opened, analysed):
    picture = drawing(show(opened, analysed, "bursts"))
    rows = strongest_bursts(analysed.network, top=25)
    years = range(2008, 2025)
    cells = [rect for rect in picture.iter(f"{SVG}rect") if number(rect, "height") < 16]
    middles = sorted({round(number(c, "y") + number(c, "height") / 2, 1) for c in cells})
    assert len(middles) == len(rows["node"])
    colours = Counter()
    for row, middle in enumerate(middles):
        line = [c for c in cells if abs(number(c, "y") + number(c, "height") / 2 - middle) < 0.2]
        line.sort(key=lambda cell: number(cell, "x"))
        assert len(line) == len(years)
        for year, cell in zip(years, line, strict=True):
            is_burst = rows["begin"][row] <= year <= rows["end"][row]
            state = "burst" if is_burst else "before" if year < rows["year"][row] else "after"
            colours[state, cell.get("fill")] += 1
    assert len(colours) == 3
    fill = {state: [int(c[i : i + 2], 16) for i in (1, 3, 5)] for state, c in colours}
    assert fill["burst"][0] > 2 * fill["burst"][1]  # red
    assert fill["after"][1] > 2 * fill["after"][0]  # teal
    assert min(fill["before"]) > 180  # pale


def test_themes_stand_in_their_quadrants_in_the_order_of_their_values(opened, analysed):
    shown = show(opened, analysed, "themes")
    themes = analysed.network.tables["themes"]
    picture = drawing(shown)
    # The largest are painted first, so that small ones lie on them.
    order = np.argsort(-themes["occurrences"], kind="stable")
    discs = list(picture.find(f".//{SVG}g[@class='chart']").iter(f"{SVG}circle"))
    assert len(discs) == themes.length
    x, y = np.array([(number(disc, "cx"), number(disc, "cy")) for disc in discs]).T
    assert np.corrcoef(x, themes["x"][order])[0, 1] == pytest.approx(1, abs=1e-4)
    assert np.corrcoef(y, themes["y"][order])[0, 1] == pytest.approx(-1, abs=1e-4)
    corner = {text.text: text for text in picture.iter(f"{SVG}text")}
    names = {
        "motor": "Motor themes",
        "niche": "Niche themes",
        "emerging": "Emerging or declining themes",
        "basic": "Basic themes",
    }
    at = {
        name: (number(corner[text], "x"), number(corner[text], "y")) for name, text in names.items()
    }
    assert at["niche"][0] == at["emerging"][0] < at["motor"][0] == at["basic"][0]
    assert at["niche"][1] == at["motor"][1] < at["emerging"][1] == at["basic"][1]


def test_bubbles_have_areas_like_occurrences_and_keep_within_the_stage(opened, analysed):
    shown = show(opened, analysed, "themes", size=(390, 800))
    discs = list(drawing(shown).find(f".//{SVG}g[@class='chart']").iter(f"{SVG}circle"))
    occurrences = np.sort(analysed.network.tables["themes"]["occurrences"])
    areas = np.sort([number(disc, "r") ** 2 for disc in discs])
    assert areas / occurrences == pytest.approx(
        np.full(len(areas), areas[-1] / occurrences[-1]), rel=0.02
    )
    for disc in discs:
        assert number(disc, "r") <= number(disc, "cx") <= shown.state()["width"] - number(disc, "r")


def test_a_bubble_chooses_its_cluster_for_every_view(opened, analysed):
    shown = show(opened, analysed, "themes")
    label = shown.state()["labels"][0]
    shown.click({"x": label["x"] + label["width"] / 2, "y": label["y"] + label["height"] / 2})
    chosen = shown.settle()["selection"]
    assert (chosen["kind"], chosen["id"]) == ("cluster", label["id"])
    shown.tab.click("[data-view=network]")
    assert shown.settle()["selection"] == chosen


@pytest.mark.parametrize("view", ["evolution", "bursts", "trends", "structure"])
def test_a_keyword_chosen_in_a_chart_is_chosen_in_the_network(opened, analysed, view):
    shown = show(opened, analysed, view)
    node = next(node for node in reversed(shown.state()["nodes"]) if node["shown"])
    shown.click(node)
    chosen = shown.settle()["selection"]
    assert (chosen["kind"], chosen["id"]) == ("keyword", node["id"])
    assert shown.texts("#panel h3") == [node["label"]]
    shown.tab.click("[data-view=network]")
    assert shown.settle()["selection"] == chosen


def test_a_chosen_keyword_dims_the_themes_that_do_not_hold_it(opened, analysed):
    shown = show(opened, analysed, "evolution")
    themes, held = (analysed.network.tables[name] for name in ("period_themes", "theme_keywords"))
    members = [set(held["node"][held["theme"] == theme].tolist()) for theme in themes["theme"]]
    places = [node for node in shown.state()["nodes"] if node["shown"]]
    before = [shown.pixel(place) for place in places]
    chosen = int(themes["node"][0])
    shown.tab.fill("#search", analysed.network.node_columns["keyword"][chosen])
    shown.tab.keyboard.press("Enter")
    shown.settle()
    for place, pixel in zip(places, before, strict=True):
        # A keyword that names several themes stands on the largest of them.
        named = np.flatnonzero(themes["node"] == place["id"])
        theme = named[np.argmax(themes["occurrences"][named])]
        assert (shown.pixel(place) == pixel) == (chosen in members[theme]), place["label"]


def test_bands_run_between_the_periods_and_say_how_much_is_shared(opened, analysed):
    shown = show(opened, analysed, "evolution")
    tables = analysed.network.tables
    picture = drawing(shown)
    filled = [
        path
        for path in picture.find(f".//{SVG}g[@class='chart']").iter(f"{SVG}path")
        if path.get("fill") not in {None, "none"}
    ]
    assert len(filled) == tables["evolution"].length
    text = " ".join(texts_of(picture))
    for begin, end in zip(tables["periods"]["begin"], tables["periods"]["end"], strict=True):
        assert f"{begin}–{end}" in text
    kept = tables["overlap"]["kept"][:-1].tolist()
    assert [int(n) for n in re.findall(r"(\d+) \(\d\.\d\d\)", text)] == kept


def test_trends_show_growth_the_topics_by_median_year_and_the_laws(opened, analysed):
    shown = show(opened, analysed, "trends")
    state = shown.state()
    table = analysed.network.tables["trends"]
    median = dict(zip(table["node"].tolist(), table["median"].tolist(), strict=True))
    order = sorted(state["labels"], key=lambda label: label["y"])
    assert [median[label["id"]] for label in order] == sorted(
        median[label["id"]] for label in order
    )
    text = " ".join(texts_of(drawing(shown)))
    assert "Records per year" in text
    assert "Cumulative" in text
    assert f"{analysed.network.quality['donohue_threshold']:.2f}" in text
    assert f"{abs(analysed.network.quality['zipf_slope']):.2f}" in text
    if len(order) < table.length:
        assert f"{len(order)} of {table.length}" in text


def structure_of(shown):
    """The places of the keywords on the factor map, by node, and the labels of the dendrogram."""
    state = shown.state()
    places = {node["id"]: node for node in state["nodes"] if node["shown"]}
    edge = max(place["x"] + place["r"] for place in places.values())
    leaves = [label for label in state["labels"] if label["x"] > edge + 150]
    return places, sorted(leaves, key=lambda label: label["y"])


def test_the_factor_map_is_true_to_its_coordinates_and_coloured_by_group(opened, analysed):
    shown = show(opened, analysed, "structure")
    table = analysed.network.tables["structure"]
    places, _ = structure_of(shown)
    assert sorted(places) == sorted(table["node"].tolist())
    x, y = np.array([(places[node]["x"], places[node]["y"]) for node in table["node"]]).T
    assert np.corrcoef(x, table["x"])[0, 1] == pytest.approx(1, abs=1e-6)
    assert np.corrcoef(y, table["y"])[0, 1] == pytest.approx(-1, abs=1e-6)
    discs = drawing(shown).find(f".//{SVG}g[@class='chart']").iter(f"{SVG}circle")
    # The points of the map, in the order of the table, before the leaves of the tree.
    fills = [disc.get("fill") for disc in discs][: table.length]
    found = set(zip(fills, table["group"].tolist(), strict=True))
    assert len(found) == len({fill for fill, _ in found}) == 4
    marks = shown.texts("#legend .marks span")
    assert marks == [f"Group {g + 1} ({n})" for g, n in enumerate(np.bincount(table["group"]))]


def test_the_dendrogram_has_every_merge_and_its_leaves_in_order(opened, analysed):
    shown = show(opened, analysed, "structure")
    table = analysed.network.tables["structure"]
    leaf = dict(zip(table["node"].tolist(), table["leaf"].tolist(), strict=True))
    _, leaves = structure_of(shown)
    order = [leaf[label["id"]] for label in leaves]
    assert len(order) >= 40
    assert order == sorted(order)
    paths = drawing(shown).find(f".//{SVG}g[@class='chart']").iter(f"{SVG}path")
    arms = [path for path in paths if path.get("d").count("L") == 2 and "Z" not in path.get("d")]
    assert len(arms) == 2 * (table.length - 1)


def test_the_axes_say_what_they_explain(opened, analysed):
    text = texts_of(drawing(show(opened, analysed, "structure")))
    for axis, name in (("x", "Dim 1"), ("y", "Dim 2")):
        share = analysed.network.quality[f"structure_inertia_{axis}"]
        assert any(line.startswith(f"{name} ({share:.1f} %)") for line in text)


@pytest.mark.parametrize(
    ("method", "en", "zh"),
    [
        ("ca", "correspondence analysis", "对应分析"),
        ("mca", "multiple correspondence analysis", "多重对应分析"),
        ("mds", "multidimensional scaling", "多维尺度分析"),
    ],
)
def test_the_structure_is_titled_by_its_method(opened, analysed, method, en, zh):
    shown = show(opened, replace(analysed, options={"structure": method}), "structure")
    assert f"Conceptual structure: {en}" in texts_of(drawing(shown))
    shown.tab.click("#language")
    shown.settle()
    assert f"概念结构：{zh}" in texts_of(drawing(shown))


def test_a_keyword_that_is_chosen_has_its_labels_in_the_structure(opened, analysed):
    shown = show(opened, analysed, "structure")
    labelled = {label["id"] for label in shown.state()["labels"]}
    node = next(
        n for n in reversed(analysed.network.tables["structure"]["node"]) if n not in labelled
    )
    shown.tab.fill("#search", analysed.network.node_columns["keyword"][node])
    shown.tab.keyboard.press("Enter")
    labels = [label["id"] for label in shown.settle()["labels"]]
    assert labels.count(node) == 2
    assert overlaps(shown.state()["labels"]) == []


def test_keywords_far_from_all_others_stand_open_at_the_edge(opened, analysed):
    table = analysed.network.tables["structure"]
    far = Columns({**dict(table.items()), "x": np.where(table["leaf"] == 5, 1e4, table["x"])})
    network = analysed.network.with_columns(tables={"structure": far}, step=Step("far", ()))
    shown = show(opened, replace(analysed, network=network), "structure")
    assert "1 keyword beyond the axes: open circles at the edge" in texts_of(drawing(shown))
    places, _ = structure_of(shown)
    x = np.array([places[node]["x"] for node in table["node"]])
    assert x.argmax() == np.flatnonzero(table["leaf"] == 5)
    assert np.corrcoef(np.delete(x, x.argmax()), np.delete(table["x"], x.argmax()))[0, 1] > 0.999
