"""Maps of whole real corpora, opened as a scholar would open them."""

import csv
import json
import time
from collections import Counter
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest

from cooccur.pipeline import map as make_map
from cooccur.prepare.keywords import comparison_key

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "social-ecommerce"
CORPORA = {
    "alfalfa": ["wos/corpus_alfalfa_5035.tar.xz"],
    "taiwan": [f"wos/taiwan_part{part}.txt" for part in ("1_500", "2_500", "3_133")],
    "bilingual": ["cnki/refworks_2021_bilingual_410.txt"],
    "endnote": ["cnki/endnote_501-1000.txt"],
    "sheet": ["cnki/sheet_user-columns_469.xlsx"],
    "self-defined": ["cnki/selfdefined_2018_214.txt"],
}


@pytest.fixture(scope="module", params=[*CORPORA, "example"])
def mapped(request):
    if request.param == "example":
        return make_map(EXAMPLE / "cnki", EXAMPLE / "wos")
    real = request.getfixturevalue("real")
    return make_map(*(real / name for name in CORPORA[request.param]))


def test_counts_equal_a_naive_count(mapped):
    corpus = mapped.corpus
    held = {}
    for record, keyword in zip(
        corpus.keyword_columns["record"].tolist(),
        corpus.keyword_columns["keyword"].tolist(),
        strict=True,
    ):
        held.setdefault(record, set()).add(corpus.vocabulary[keyword])
    shown = set(mapped.network.node_columns["keyword"].tolist())
    single = Counter(k for words in held.values() for k in words & shown)
    pairs = Counter(
        frozenset(pair) for words in held.values() for pair in combinations(words & shown, 2)
    )
    links = mapped.links
    ends = (frozenset(pair) for pair in zip(links["source"], links["target"], strict=True))
    found = dict(zip(ends, links["cooccurrences"], strict=True))
    assert mapped.nodes["occurrences"].to_dict() == dict(single)
    assert found == dict(pairs)
    assert len({comparison_key(keyword) for keyword in shown}) == len(shown)


@contextmanager
def opened(browser, path, *, size=(1440, 900)):
    """The page of a map; afterwards it has asked for nothing and said nothing."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    until(page, "document.documentElement.dataset.ready === '1'")
    yield page
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert said == []


def until(page, script):
    # Waiting inside the page would need eval, which the page's own policy forbids.
    end = time.monotonic() + 30
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(30)


def test_the_page_opens_offline_with_labels_that_can_be_read(mapped, browser, tmp_path):
    mapped.save(tmp_path / "map.html")
    with opened(browser, tmp_path / "map.html") as page:
        state = page.evaluate("window.cooccur.state()")
    boxes = [*state["labels"], *state["clusterLabels"]]
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    labelled = {label["id"] for label in state["labels"]}
    frequent = range(min(20, len(state["nodes"])))
    assert len(labelled.intersection(frequent)) >= len(frequent) - 1


LOOKED_AT = {
    "chinese": (["cnki/endnote_501-1000.txt"], {"structure": "ca"}),
    "english": (
        ["wos/corpus_alfalfa_5035.tar.xz"],
        {
            "preset": "citespace",
            "select": "g-index:5",
            "prune": "pathfinder",
            "structure": "mds",
        },
    ),
    "bilingual": ([], {"structure": "mca"}),
}
"""A Chinese, an English and a bilingual corpus, with the options that give every view its data."""


@pytest.fixture(scope="module")
def page_of(request, tmp_path_factory):
    """A function that writes the page of one of these corpora once and gives its path."""
    paths = {}

    def path_of(name):
        if name not in paths:
            files, options = LOOKED_AT[name]
            folder = request.getfixturevalue("real") if files else EXAMPLE
            found = make_map(*(folder / file for file in files or ("",)), **options)
            paths[name] = tmp_path_factory.mktemp("looked-at") / f"{name}.html"
            found.save(paths[name])
        return paths[name]

    return path_of


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("chinese", (1440, 900)),
        ("english", (1440, 900)),
        ("bilingual", (1440, 900)),
        ("bilingual", (390, 800)),
    ],
)
def test_every_view_has_labels_that_can_be_read(browser, page_of, name, size):
    with opened(browser, page_of(name), size=size) as page:
        views = page.evaluate("cooccur.state().views")
        assert {"network", "overlay", "density", "timeline", "timezone"} <= set(views)
        assert {"themes", "trends", "structure", "tables"} <= set(views)
        for view in views:
            page.click(f"[data-view={view}]")
            until(page, f"cooccur.state().view === '{view}' && cooccur.state().rests")
            state = page.evaluate("cooccur.state()")
            boxes = [*state["labels"], *state["clusterLabels"]]
            assert len(boxes) >= 5, view
            assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == [], view
            for box in boxes:
                assert -0.01 <= box["x"] <= state["width"] - box["width"] + 0.01, (view, box)
                assert -0.01 <= box["y"] <= state["height"] - box["height"] + 0.01, (view, box)


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def test_the_example_holds_what_was_planted(run, tmp_path):
    done = run("map", EXAMPLE, "--json", "-q")
    found = json.loads(done.stdout)
    truth = json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))
    assert found["kept"] == truth["kept"]
    assert found["merged"] == truth["merged"]


def test_record_tables_are_whole(mapped, tmp_path):
    mapped.save(f"{tmp_path}/tables/")
    with (tmp_path / "tables" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(mapped.corpus)
    assert sum(bool(row["title"]) for row in rows) >= 0.99 * len(rows)
