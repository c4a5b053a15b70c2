"""Two passes over the files find what a map of all records in memory finds."""

import sys
from pathlib import Path

import networkx as nx
import pytest

import cooccur
from cooccur.counting import OF_COUNTING, count
from cooccur.errors import CallError, DataError
from cooccur.options import OPTIONS

sys.path.insert(0, str(Path(__file__).parent))

from planted.snapshots import write_snapshot


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("openalex"), parts=5, per_part=50)


def columns_of(network, names):
    nodes = {name: network.node_columns[name] for name in names}
    links = ("source", "target", "cooccurrences", "strength", "first_year")
    return (
        {name: values.tolist() for name, values in nodes.items()},
        {name: network.link_columns[name].tolist() for name in links},
    )


COUNTED = [
    "keyword",
    "key",
    "occurrences",
    "frequency",
    "links",
    "total_link_strength",
    "first_year",
    "mean_year",
    "mean_citations",
    "normalised_citations",
]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"jobs": 2},
        {"years": "2005-2015", "hide": ("trust",), "min_occurrences": 3},
        {"vocabulary": "topics", "language": "Chinese"},
        {"max_keywords": 7, "keywords": "index"},
    ],
)
def test_two_passes_find_what_a_map_finds(snapshot, options):
    made = cooccur.map(snapshot, merge="off", **options).network
    found = count(snapshot, merge="off", **options)
    assert columns_of(found, COUNTED) == columns_of(made, COUNTED)
    assert found.n_links > 0 or "vocabulary" in options
    assert len(found.corpus) == 0
    assert found.corpus.kept == 250


def test_spellings_and_kinds_are_those_of_a_map(export):
    made = cooccur.map(export, merge="off").network
    assert columns_of(count(export, merge="off"), COUNTED) == columns_of(made, COUNTED)


def test_records_without_a_year_count_as_they_do_in_a_map(export):
    for path in export.iterdir():
        text = path.read_text("utf-8-sig").replace("PY 2016\n", "").replace("PY 2019\n", "")
        path.write_text(text, encoding="utf-8-sig", newline="\n")
    made = cooccur.map(export, merge="off").network
    assert columns_of(count(export, merge="off"), COUNTED) == columns_of(made, COUNTED)


def test_one_process_is_alone(snapshot, monkeypatch):
    monkeypatch.setattr("cooccur.readers.dask_engine.Cluster", None)
    monkeypatch.setattr("cooccur.readers.workers.delivered", None)
    assert count(snapshot, merge="off", jobs=1).n_nodes > 0


def test_counts_become_a_map_by_way_of_a_file(snapshot, tmp_path):
    found = count(snapshot, merge="off")
    nx.write_graphml(found.to_networkx(), tmp_path / "counted.graphml")
    again = cooccur.map(tmp_path / "counted.graphml").network
    assert again.node_columns["keyword"].tolist() == found.node_columns["keyword"].tolist()
    assert again.link_columns["cooccurrences"].sum() == found.link_columns["cooccurrences"].sum()


def test_what_needs_records_is_refused(snapshot):
    for options in ({}, {"merge": "off", "slices": 2}, {"merge": "off", "keywords": "title"}):
        with pytest.raises(CallError, match="counting keeps no"):
            count(snapshot, **options)
    with pytest.raises(DataError):
        count(snapshot, merge="off", years="1900-1901")
    assert set(OF_COUNTING) <= set(OPTIONS)
