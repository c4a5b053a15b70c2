"""Tables, density and overlay of the page, as a browser shows them."""

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cooccur.writers.page_data import page_data

FORMULAS = (
    "=1+1",
    "+2",
    "-3",
    "@SUM(A1)",
    "＝4",
    "＋5",
    "－6",
    "＠7",
    'a "quoted", word',
    "plain",
)
GREY = (0x84, 0x86, 0x88)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def analysed(knowledge_map):
    """The map with numbers of analyses: every fourth keyword bursts, links have p and q."""
    network = knowledge_map.network
    n, m, k = network.n_nodes, network.n_links, network.cluster_columns.length
    burst = np.arange(n) % 4 == 0
    strength = np.where(burst, 3 + np.arange(n) / 10, 0)
    p = 10.0 ** -network.link_columns["cooccurrences"].astype(float)
    return replace(
        knowledge_map,
        network=network.with_columns(
            node={
                "burst_strength": strength,
                "burst_begin": np.where(burst, 2010, 0),
                "burst_end": np.where(burst, 2013, 0),
                "sigma": 1 + strength / 7,
                "stability": np.linspace(1, 0.3, n),
            },
            link={"p_value": p, "q_value": np.minimum(1, 3 * p * np.arange(m) / m)},
            cluster={
                "label_mi": [f"mi {row}" for row in range(k)],
                "llr": np.linspace(90, 12, k),
                "p_value": np.linspace(1e-9, 0.04, k),
            },
        ),
    )


def tables(shown, kind="keywords"):
    shown.tab.click("[data-view=tables]")
    shown.tab.click(f"[data-key=table-{kind}]")
    return shown


def column(shown, name):
    """The cells of the column under this head."""
    heads = shown.texts("#tables thead th")
    return shown.texts(f"#tables tbody td:nth-child({heads.index(name) + 1})")


def count(shown):
    return shown.texts("#tables output")[0]


def saved_table(shown, kind, folder):
    with shown.tab.expect_download() as download:
        shown.tab.click("[data-key=csv]")
    assert download.value.suggested_filename.endswith(f"{kind}.csv")
    download.value.save_as(folder / "table.csv")
    raw = (folder / "table.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows
    return rows


def numbers(rows, name):
    return [None if row[name] == "" else float(row[name]) for row in rows]


def test_there_is_a_table_of_keywords_one_of_clusters_and_one_of_links(opened, analysed):
    shown = opened(analysed)
    network = analysed.network
    for kind, n in (
        ("keywords", network.n_nodes),
        ("clusters", network.cluster_columns.length),
        ("links", network.n_links),
    ):
        tables(shown, kind)
        assert count(shown) == f"{n:,} of {n:,}"
        assert shown.tab.locator("#tables tbody tr").count() == min(n, 500)
        assert shown.tab.locator("#tables caption").count() == 1
        assert shown.tab.locator("#tables th:not([scope=col])").count() == 0
    heads = shown.texts("#tables thead th")
    assert heads[:4] == ["No.", "keyword", "with keyword", "co-occurrences"]
    assert "q" in heads


def test_numbers_sort_largest_first_and_texts_by_their_letters(opened, analysed):
    shown = tables(opened(analysed))
    shown.tab.click("[data-key='sort-burst_strength']")
    bursts = column(shown, "burst strength")
    known = [float(text) for text in bursts if text != "–"]
    assert known == sorted(known, reverse=True)
    assert bursts[len(known) :] == ["–"] * (len(bursts) - len(known))
    assert shown.tab.locator("th[aria-sort=descending]").text_content() == "burst strength"
    shown.tab.click("[data-key='sort-burst_strength']")
    assert column(shown, "burst strength") == [f"{value:.2f}" for value in sorted(known)] + [
        "–"
    ] * (len(bursts) - len(known))
    shown.tab.click("[data-key=sort-keyword]")
    assert shown.tab.locator("th[aria-sort=ascending]").text_content() == "Keyword"
    latin = [text.casefold() for text in column(shown, "Keyword") if text.isascii()]
    assert [re.sub(r"\W", "", text) for text in latin[:20]] == sorted(
        re.sub(r"\W", "", text) for text in latin[:20]
    )


def test_more_rows_come_when_one_scrolls_to_the_end(opened, analysed):
    shown = tables(opened(analysed), "links")
    rows = shown.tab.locator("#tables tbody tr")
    assert rows.count() == 500
    shown.run("document.querySelector('.sheet').scrollTop = 1e6")
    shown.until("document.querySelectorAll('#tables tbody tr').length === 1000")


def test_the_filter_finds_text_of_any_width_and_case_and_numbers(opened, analysed):
    shown = tables(opened(analysed))
    shown.tab.fill("[data-key=filter]", "ＢＩＢＬＩＯ")
    clusters = column(shown, "cluster")
    for keyword, cluster in zip(column(shown, "Keyword"), clusters, strict=True):
        assert "biblio" in keyword or "biblio" in cluster
    assert count(shown) == f"{len(clusters)} of 250"
    assert "bibliometrics" in column(shown, "Keyword")
    shown.tab.fill("[data-key=filter]", "≥ 20")
    occurrences = analysed.network.node_columns["occurrences"]
    assert len(column(shown, "Keyword")) == int((occurrences >= 20).sum())
    shown.tab.click("[data-key='sort-burst_strength']")
    shown.tab.fill("[data-key=filter]", "<5")
    assert {float(text) < 5 for text in column(shown, "burst strength")} == {True}
    assert shown.run("document.activeElement.dataset.key") == "filter"
    shown.tab.fill("[data-key=filter]", "no such text")
    assert count(shown) == "0 of 250"


def test_the_csv_of_keywords_holds_the_numbers_of_the_map(opened, analysed, tmp_path):
    shown = tables(opened(analysed))
    rows = saved_table(shown, "keywords", tmp_path)
    nodes = page_data(analysed)["nodes"]
    assert [row["keyword"] for row in rows] == nodes["keyword"]
    for name in ("occurrences", "cluster", "links", "mean_year", "betweenness", "sigma"):
        assert numbers(rows, name) == nodes[name]
    assert numbers(rows, "burst_begin") == [year or None for year in nodes["burst_begin"]]
    shown.tab.fill("[data-key=filter]", "数字")
    assert len(saved_table(shown, "keywords", tmp_path)) == len(column(shown, "Keyword")) < 250


def test_the_csv_of_clusters_and_of_links_hold_the_numbers_of_the_map(opened, analysed, tmp_path):
    shown = tables(opened(analysed), "clusters")
    rows = saved_table(shown, "clusters", tmp_path)
    clusters = page_data(analysed)["clusters"]
    for name in ("cluster", "size", "silhouette", "mean_year", "llr", "p_value"):
        assert numbers(rows, name) == pytest.approx(clusters[name])
    assert [row["label_mi"] for row in rows] == clusters["label_mi"]
    assert [row["top_keywords"].split("; ") for row in rows] == clusters["top_keywords"]
    rows = saved_table(tables(shown, "links"), "links", tmp_path)
    network = analysed.network
    words, links = network.node_columns["keyword"], network.link_columns
    found = {
        (row["source"], row["target"]): (int(row["cooccurrences"]), int(row["first_year"]))
        for row in rows
    }
    assert found == {
        (words[source], words[target]): (together, first)
        for source, target, together, first in zip(
            links["source"].tolist(),
            links["target"].tolist(),
            links["cooccurrences"].tolist(),
            links["first_year"].tolist(),
            strict=True,
        )
    }


def test_no_cell_begins_a_formula(opened, make_map, tmp_path):
    words = [[*FORMULAS], ["other", "words"]]
    shown = tables(opened(make_map(12, n_records=80, words=words, lang="en")))
    shown.run("void (navigator.clipboard.writeText = async (text) => { window.copied = text; })")
    keywords = [row["keyword"] for row in saved_table(shown, "keywords", tmp_path)]
    shown.tab.click("[data-key=copy]")
    pasted = [line.split("\t")[0] for line in shown.run("window.copied").split("\n")[1:]]
    assert keywords == pasted
    expected = {f"'{text}" if text[0] in "=+-@＝＋－＠" else text for text in FORMULAS}
    assert set(keywords) == expected | {"other", "words"}


def test_rows_are_copied_with_tabs_and_the_reader_is_told(opened, analysed):
    shown = opened(analysed)
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tables(shown, "clusters")
    shown.tab.click("[data-key=copy]")
    shown.until("document.getElementById('live').textContent === 'Copied 8 rows'")
    lines = shown.run("navigator.clipboard.readText()").split("\n")
    assert len(lines) == 9
    assert lines[0].split("\t")[:3] == ["cluster", "name", "size"]
    assert [line.split("\t")[0] for line in lines[1:]] == [str(number) for number in range(8)]


def test_where_the_clipboard_is_closed_the_text_is_selected(opened, analysed):
    shown = tables(opened(analysed), "clusters")
    shown.run("void (navigator.clipboard.writeText = async () => { throw new Error('no'); })")
    shown.run("void (document.execCommand = () => false)")
    shown.tab.click("[data-key=copy]")
    shown.until("document.activeElement.tagName === 'TEXTAREA'")
    text = shown.run("document.activeElement.value")
    assert len(text.split("\n")) == 9
    assert shown.run("document.activeElement.selectionEnd") == len(text)
    assert shown.texts("#live") == ["Press Ctrl+C to copy 8 rows"]
    shown.run("void (document.execCommand = () => true)")
    shown.tab.click("[data-key=copy]")
    shown.until("document.getElementById('live').textContent === 'Copied 8 rows'")
    assert shown.tab.locator("textarea").count() == 0


def test_a_row_chooses_its_keyword_cluster_or_link(opened, analysed):
    shown = opened(analysed)
    for kind, chosen in (("keywords", "keyword"), ("clusters", "cluster"), ("links", "link")):
        tables(shown, kind)
        shown.tab.locator("#tables tbody button").nth(2).click()
        assert shown.state()["selection"]["kind"] == chosen
        assert shown.texts("#tables tr[aria-current] td:first-child") == ["3"]


def test_tables_follow_the_years_and_the_hidden_clusters(opened, analysed):
    shown = tables(opened(analysed))
    shown.tab.locator(".clusters .toggle").nth(2).click()
    clusters = analysed.network.node_columns["cluster"]
    assert count(shown) == f"{int((clusters != 2).sum())} of 250"
    assert not any(text.startswith("#2") for text in column(shown, "cluster"))
    tables(shown, "clusters")
    assert count(shown) == "7 of 8"
    shown.tab.locator(".handle").last.focus()
    shown.tab.keyboard.press("Home")
    tables(shown)
    years = analysed.network.corpus.record_columns["year"]
    counts = [int((years[analysed.network.records_of(node)] <= 2008).sum()) for node in range(250)]
    expected = [c for c, cluster in zip(counts, clusters, strict=True) if c and cluster != 2]
    assert [int(text) for text in column(shown, "occurrences")] == sorted(expected, reverse=True)


def test_only_significant_links_are_drawn_and_listed_when_asked(opened, analysed, knowledge_map):
    shown = opened(analysed)
    shown.tab.click("[data-key=significant]")
    q = np.array(page_data(analysed)["links"]["q_value"])
    drawn = [link["id"] for link in shown.settle()["links"]]
    assert drawn
    assert q[drawn].max() <= 0.05
    tables(shown, "links")
    assert count(shown) == f"{int((q <= 0.05).sum()):,} of {len(q):,}"
    assert opened(knowledge_map).tab.locator("[data-key=significant]").count() == 0


def test_the_overlay_shows_the_score_that_is_chosen(opened, analysed):
    shown = opened(replace(analysed, options={"view": "overlay"}))
    assert shown.state()["score"] == "mean_year"
    place = max(shown.state()["nodes"][1:3], key=lambda node: node["r"])
    spot = {"x": place["x"], "y": place["y"] - 0.7 * place["r"]}
    before = pixels(shown, [spot])
    offered = shown.run(
        "[...document.querySelector('[data-key=score]').options].map((o) => o.value)"
    )
    assert offered == [
        "mean_year",
        "mean_citations",
        "normalised_citations",
        "first_year",
        "burst_strength",
        "betweenness",
        "stability",
    ]
    shown.tab.select_option("[data-key=score]", "burst_strength")
    assert shown.settle()["score"] == "burst_strength"
    assert np.abs(pixels(shown, [spot]) - before).max() > 20
    strength = analysed.network.node_columns["burst_strength"]
    low, high = np.percentile(strength[strength > 0], [5, 95])
    assert shown.texts("#legend .ends-of span") == [f"{low:.2f}", f"{high:.2f}"]
    node = next(n for n in shown.state()["nodes"] if n["id"] % 4 and n["r"] > 8)
    grey = pixels(shown, [{"x": node["x"], "y": node["y"] - 0.8 * node["r"]}])[0]
    assert np.abs(grey - (255 - 0.86 * (255 - np.array(GREY)))).max() <= 2


def test_the_score_is_named_in_saved_pictures(opened, analysed, tmp_path):
    shown = opened(replace(analysed, options={"view": "overlay"}))
    shown.tab.select_option("[data-key=score]", "betweenness")
    texts = [element.text or "" for element in drawing(shown, tmp_path).iter(f"{SVG}text")]
    assert any(text.startswith("Colour: betweenness: ") for text in texts)


def drawing(shown, folder):
    with shown.tab.expect_download() as download:
        shown.tab.click("#svg")
    download.value.save_as(folder / "map.svg")
    return ET.fromstring((folder / "map.svg").read_bytes())  # noqa: S314


def pixels(shown, places):
    """Colours of the canvas at places of the stage, as rows of red, green and blue."""
    return np.array(
        shown.run(
            "(places) => { const map = document.getElementById('map');"
            "const scale = map.width / map.clientWidth; const copy = map.cloneNode();"
            "const context = copy.getContext('2d', { willReadFrequently: true });"
            "context.drawImage(map, 0, 0);"
            "return places.map(({ x, y }) => [...context.getImageData("
            "Math.floor(x * scale), Math.floor(y * scale), 1, 1).data].slice(0, 3)); }",
            places,
        ),
        dtype=float,
    )


def bare(opened, knowledge_map, **options):
    """The density without labels, which would cover it."""
    shown = opened(replace(knowledge_map, options={"view": "density"}), **options)
    for name in ("labels", "names"):
        shown.tab.click(f"[data-key={name}]")
    shown.settle()
    return shown


def uncovered(state, step=23):
    """Middles of pixels all over the stage that lie on no keyword."""
    across, down = np.meshgrid(
        np.arange(20.5, state["width"] - 60, step), np.arange(20.5, state["height"] - 20, step)
    )
    places = np.column_stack([across.ravel(), down.ravel()])
    centres = np.array([(node["x"], node["y"]) for node in state["nodes"]])
    radii = np.array([0.22 * node["r"] for node in state["nodes"]])
    apart = np.hypot(*(places[:, None] - centres).transpose(2, 0, 1))
    return places[(apart > np.maximum(1.5, radii) + 3).all(axis=1)]


def density(state, weights, places, width=0.125):
    """The formula of van Eck and Waltman, written down once more: keywords x places."""
    centres = np.array([(node["x"], node["y"]) for node in state["nodes"]])
    between = np.hypot(*(centres[:, None] - centres).transpose(2, 0, 1))
    mean = between[np.triu_indices(len(centres), 1)].mean()
    apart = np.hypot(*(centres[:, None] - places).transpose(2, 0, 1))
    return weights[:, None] * np.exp(-((apart / (mean * width)) ** 2))


def highest(state, weights, width=0.125):
    """The largest density anywhere, looked for around the keywords."""
    around = np.mgrid[-24:25:2, -24:25:2].reshape(2, -1).T
    places = np.array([(node["x"], node["y"]) for node in state["nodes"][:40]])
    nearby = (places[:, None] + around).reshape(-1, 2)
    return density(state, weights, nearby, width).sum(axis=0).max()


def shares_of(shown, colours):
    """Where on the ramp of the legend each colour stands, 0 to 1."""
    text = shown.run("document.querySelector('#legend .ramp').style.background")
    stops = np.array(
        [[int(part) for part in found] for found in re.findall(r"(\d+), (\d+), (\d+)", text)]
    )
    fine = np.linspace(0, 1, 1001)
    ramp = np.column_stack(
        [np.interp(fine, np.linspace(0, 1, len(stops)), stops[:, k]) for k in range(3)]
    )
    return fine[np.abs(colours[:, None] - ramp).sum(axis=2).argmin(axis=1)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_surface_is_the_density_of_the_formula(opened, knowledge_map, scheme):
    shown = bare(opened, knowledge_map, color_scheme=scheme)
    weights = knowledge_map.network.node_columns["occurrences"].astype(float)
    state = shown.state()
    most = highest(state, weights)
    places = uncovered(state)
    expected = density(state, weights, places).sum(axis=0) / most
    found = shares_of(shown, pixels(shown, [{"x": x, "y": y} for x, y in places]))
    assert np.abs(found - expected).max() < 0.03
    assert expected.max() > 0.7
    assert found.argmax() in np.flatnonzero(expected > expected.max() - 0.05)


def test_zooming_shows_the_same_surface(opened, knowledge_map):
    shown = bare(opened, knowledge_map)
    weights = knowledge_map.network.node_columns["occurrences"].astype(float)
    most = highest(shown.state(), weights)
    for _ in range(3):
        shown.tab.click("#zoom-in")
    state = shown.settle()
    places = uncovered(state)
    expected = density(state, weights, places).sum(axis=0) / most
    found = shares_of(shown, pixels(shown, [{"x": x, "y": y} for x, y in places]))
    assert np.abs(found - expected).max() < 0.03


def test_a_wider_kernel_and_a_window_of_years_change_the_surface_as_the_formula(
    opened, knowledge_map
):
    shown = bare(opened, knowledge_map)
    shown.tab.locator("[data-key=kernel]").focus()
    for _ in range(5):
        shown.tab.keyboard.press("ArrowRight")
    assert shown.texts("#legend h2.row output")[0] == "0.150"
    shown.tab.locator(".handle").first.focus()
    for _ in range(9):
        shown.tab.keyboard.press("ArrowRight")
    state = shown.settle()
    network = knowledge_map.network
    years = network.corpus.record_columns["year"]
    counts = np.array([(years[network.records_of(n)] >= 2017).sum() for n in range(250)], float)
    kept = [node for node in state["nodes"] if node["shown"]]
    shown_state = {**state, "nodes": kept}
    weights = counts[[node["id"] for node in kept]]
    places = uncovered(state)
    expected = density(shown_state, weights, places, 0.15).sum(axis=0)
    expected /= highest(shown_state, weights, 0.15)
    found = shares_of(shown, pixels(shown, [{"x": x, "y": y} for x, y in places]))
    assert np.abs(found - expected).max() < 0.03


def test_the_cluster_density_mixes_the_colours_of_the_clusters(opened, knowledge_map):
    shown = bare(opened, knowledge_map)
    shown.tab.click("[data-key=densityOf-cluster]")
    assert shown.tab.locator("[data-key=densityOf-cluster]").get_attribute("aria-pressed") == "true"
    state = shown.settle()
    columns = knowledge_map.network.node_columns
    weights = columns["occurrences"].astype(float)
    dots = shown.run(
        "[...document.querySelectorAll('.clusters .dot')].map((dot) => dot.style.background)"
    )
    colours = np.array([[int(part) for part in re.findall(r"\d+", dot)] for dot in dots])
    places = uncovered(state)
    parts = density(state, weights, places)
    total = parts.sum(axis=0)
    mixed = parts.T @ colours[columns["cluster"]] / total[:, None]
    expected = 255 + (mixed - 255) * (total / highest(state, weights))[:, None]
    found = pixels(shown, [{"x": x, "y": y} for x, y in places])
    assert np.abs(found - expected).max() < 8
    assert shown.tab.locator("#legend .ramp").count() == 0


def test_the_density_is_saved_as_one_picture_inside_the_drawing(opened, knowledge_map, tmp_path):
    shown = opened(replace(knowledge_map, options={"view": "density"}))
    root = drawing(shown, tmp_path)
    images = list(root.iter(f"{SVG}image"))
    assert len(images) == 1
    assert images[0].get("href", "").startswith("data:image/png;base64,")
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    assert "Item density: low – high" in texts


def test_one_keyword_alone_has_a_density(opened, make_map):
    shown = bare(opened, make_map(1, n_records=3, words=[["alone"]], lang="en"))
    node = shown.state()["nodes"][0]
    near, far = pixels(shown, [{"x": node["x"] + 8, "y": node["y"]}, {"x": 5, "y": 5}])
    assert tuple(far) == (255, 255, 255)
    assert np.abs(near - far).max() > 50
