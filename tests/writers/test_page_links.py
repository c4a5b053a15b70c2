"""Links out and pies of databases in a real browser, with hostile records."""

import base64
import re
import zlib
from dataclasses import replace

import numpy as np
import pytest

from cooccur.model import Columns
from cooccur.writers.html import page
from cooccur.writers.links import links_of
from cooccur.writers.packing import packed, same_data, unpacked
from cooccur.writers.page_data import page_data
from cooccur.writers.safe import json_block

BAD = (
    "javascript:alert(1)",
    '10.1000/"onclick=window.__y1=1',
    "10.1000/../..//evil.example",
    "//evil.example/10.1000/1",
    "10.1000/a。b",
    "10.1000/" + "9" * 5000,
    "10.1000/a\n",
    "https://evil.example/",
    "WOS:000000000000001#",
    "WOS:0000000000000０1",
    "2-s2.0-1'--",
)
GOOD = (
    "10.1000/(sici)1097<1661::aid>3.0.co;2-2",
    "10.1000/a#b/c[1]",
    "WOS:000330449200006",
    "2-s2.0-85127865888",
    "26524502",
    "W2795374963",
    "000-360-106-493-12X",
    "pub.1149896097",
    "CN-02521950",
    "MEDLINE:26524502",
)
DATABASES = ("WOS", "CNKI", "PubMed", "Lens", "OpenAlex", "Dimensions", "Cochrane", "Scopus", "?")
LINKS = """() => [...document.querySelectorAll("#panel .records li")].map((record) =>
  [record.querySelector(".name").textContent,
   Object.fromEntries([...record.querySelectorAll("a")].map((a) => [a.textContent, a.href]))])"""


@pytest.fixture(scope="module")
def linked_map(make_map):
    """Every identifier in every database, as identifier and as DOI; every second record in two."""
    names = [*BAD, *GOOD]
    cases = [(name, database) for name in names for database in DATABASES]
    n = len(cases)
    knowledge_map = make_map(
        6,
        n_records=n,
        words=[["trust", "risk", "soil"], ["trees", "rain", "ice"]],
        titles=tuple(
            f"record {i} {'<img onerror=window.__y2=1>&#/?'[: i % 29]} \u202e" for i in range(n)
        ),
        mixing=0.3,
        lang="en",
    )
    corpus = knowledge_map.network.corpus
    ids, databases = ([case[place] for case in cases] for place in (0, 1))
    columns = corpus.record_columns.with_columns(
        id=np.array(ids, dtype=object),
        doi=np.array([names[(i * 8) % len(names)] for i in range(n)], dtype=object),
        database=np.array(databases, dtype=object),
    )
    also = np.arange(0, n, 2)
    rows = np.concatenate([np.arange(n), also])
    pieces = {name: values[rows] for name, values in corpus.piece_columns.items()}
    pieces["record"] = rows
    pieces["id"] = np.array([*ids, *(ids[(i * 5 + 3) % n] for i in also)], dtype=object)
    pieces["database"] = np.array(
        [*databases, *(databases[(i * 5 + 3) % n] for i in also)], dtype=object
    )
    corpus = replace(
        corpus,
        record_columns=columns,
        piece_columns=Columns(pieces).take(np.argsort(rows, kind="stable")),
    )
    return replace(
        knowledge_map,
        network=replace(knowledge_map.network, corpus=corpus),
        options={**knowledge_map.options, "node_style": "sources"},
    )


def choose(shown, label):
    shown.tab.locator("#search").fill(label)
    shown.tab.keyboard.press("Enter")
    shown.settle()


def test_the_page_links_what_the_table_links_and_nothing_else(opened, linked_map):
    corpus = linked_map.corpus
    titles = [details.title for details in corpus.details(range(len(corpus)))]
    wanted = links_of(corpus, titles)
    shown = opened(linked_map)
    seen = 0
    for label in linked_map.network.node_columns["keyword"].tolist():
        choose(shown, label)
        for title, found in shown.run(LINKS):
            assert found == wanted[int(title.split()[1])], title
            seen += len(found)
    assert seen > 200
    assert shown.run("Object.keys(window).filter((name) => name.startsWith('__y'))") == []


def test_a_link_opens_a_page_that_knows_nothing_of_this_one(opened, linked_map):
    shown = opened(linked_map)
    asked = []

    def answer(route):
        asked.append(route.request)
        body = "<script>document.title = `${window.opener} ${document.referrer}|`</script>"
        route.fulfill(body=body, content_type="text/html")

    shown.context.route(re.compile("^https:"), answer)
    choose(shown, "trust")
    link = shown.tab.locator('#panel .out a[href^="https://doi.org/"]').first
    assert link.get_attribute("rel") == "noopener noreferrer"
    link.focus()
    with shown.context.expect_page() as tab:
        shown.tab.keyboard.press("Enter")
    tab.value.wait_for_url(re.compile("^https://doi.org/10.1000/"))
    tab.value.wait_for_load_state()
    assert tab.value.title() == "null |"
    assert [request.url for request in asked] == [link.get_attribute("href")]
    assert "referer" not in asked[0].headers
    name = link.get_attribute("aria-label")
    assert name.startswith("DOI 10.1000/")
    assert name.endswith("in a new tab")


def test_pies_show_the_databases_of_a_keyword(opened, linked_map, tmp_path):
    shown = opened(linked_map)
    state = shown.settle()
    assert (state["style"], state["rings"]) == ("sources", False)
    data = page_data(linked_map)["sources"]
    marks = " ".join(shown.texts("#legend .marks"))
    assert f"{data['database'][0]} ({data['records'][0]})" in marks
    assert "Unknown" in marks
    choose(shown, "trust")
    node = shown.state()["selection"]["id"]
    rows = shown.tab.locator("#panel .shares li").all_text_contents()
    counts = [column[node] for column in data["occurrences"] if column[node]]
    assert [int(re.search(r"\d+$", row)[0]) for row in rows] == counts
    several = sum(counts) - len(linked_map.network.records_of(node))
    assert several > 0
    assert f"{several} of them in several" in " ".join(shown.texts("#panel .note"))
    picture = shown.saved("svg", tmp_path).decode()
    drawn = re.findall(r'<path d="M[^"]*C[^"]*Z" fill="(#[0-9a-f]{6})"', picture)
    assert len(set(drawn)) == len(data["database"]) - 2  # those beyond the colours are grey
    shown.tab.get_by_role("button", name="Discs").click()
    assert shown.settle()["style"] == "discs"


def test_pies_follow_the_years_that_are_shown(opened, linked_map):
    shown = opened(linked_map)
    choose(shown, "trust")
    node = shown.state()["selection"]["id"]
    first = shown.state()["years"][0]
    shown.tab.locator("#years .handle").last.press("Home")
    shown.settle()
    network = linked_map.network
    years = network.corpus.record_columns["year"]
    left = [
        row for row in network.records_of(node) if first <= years[row] <= shown.state()["years"][1]
    ]
    held = network.corpus.in_database[left].sum(axis=0)
    rows = shown.tab.locator("#panel .shares li").all_text_contents()
    assert sum(int(re.search(r"\d+$", row)[0]) for row in rows) == held.sum()


def test_a_map_of_one_database_offers_no_pies(opened, knowledge_map):
    corpus = knowledge_map.corpus
    one = corpus.record_columns.with_columns(database=np.full(len(corpus), "WOS", dtype=object))
    network = replace(knowledge_map.network, corpus=replace(corpus, record_columns=one))
    options = {**knowledge_map.options, "node_style": "sources"}
    shown = opened(replace(knowledge_map, network=network, options=options))
    assert shown.settle()["style"] == "discs"
    assert shown.tab.get_by_role("button", name="Databases").count() == 0
    assert "sources" not in page_data(replace(knowledge_map, network=network))


def test_long_data_are_packed_and_the_page_is_the_same(
    opened, knowledge_map, monkeypatch, open_silently
):
    data = page_data(knowledge_map)
    assert packed(data) == data
    before = opened(knowledge_map).settle()
    monkeypatch.setattr("cooccur.writers.packing.PACKED_FROM", 1000)
    short = packed(data)
    assert set(data) - set(short) == {"layout", "links", "nodes", "records", "years"} & set(data)
    assert unpacked(short) == data
    assert len(json_block(short)) < len(json_block(data)) / 2
    assert opened(replace(knowledge_map)).settle() == before


@pytest.mark.parametrize(
    ("level", "strategy"),
    [(0, zlib.Z_DEFAULT_STRATEGY), (6, zlib.Z_FIXED), (9, zlib.Z_DEFAULT_STRATEGY)],
)
def test_every_kind_of_deflated_block_is_unpacked(opened, knowledge_map, level, strategy):
    text = "关键词 keyword " * 9000 + "".join(map(chr, range(32, 9000)))
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 8, strategy)
    deflated = base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()
    shown = opened(knowledge_map)
    found = shown.run(
        "([text, n]) => document.getElementById('cooccur-script').inflate(text, n)",
        [deflated, len(text.encode())],
    )
    assert found == text


def test_other_data_are_not_taken_for_the_same(knowledge_map, monkeypatch):
    monkeypatch.setattr("cooccur.writers.packing.PACKED_FROM", 1000)
    data = page_data(knowledge_map)
    block = json_block(packed(data)).encode()
    monkeypatch.setattr("cooccur.writers.packing._LEVEL", 1)
    repacked = json_block(packed(data)).encode()
    assert block != repacked
    assert same_data(block, repacked)
    changed = json_block(packed({**data, "years": {}})).encode()
    assert not same_data(block, changed)
    assert not same_data(block.replace(b'"deflated":"', b'"deflated":"AAAA'), repacked)
    bomb = {"length": 10**9, "deflated": base64.b64encode(zlib.compress(b" " * 10**7)[2:]).decode()}
    with pytest.raises(ValueError, match="damaged"):
        unpacked({"packed": bomb})
    assert b"cooccur-data" in page(knowledge_map)
