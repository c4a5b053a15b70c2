"""Two passes over the files find what a map of all records in memory finds."""

import sys
from pathlib import Path

import networkx as nx
import pytest

import cooccur
from cooccur.counting import NEED_RECORDS, count
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
    # However few cells wait, sums are the same.
    monkeypatch.setattr("cooccur.sums.ROOM", 1)
    found = count(snapshot, merge="off", jobs=1)
    monkeypatch.undo()
    assert columns_of(found, COUNTED) == columns_of(count(snapshot, merge="off"), COUNTED)


def test_counts_become_a_map_by_way_of_a_file(snapshot, tmp_path):
    found = count(snapshot, merge="off")
    nx.write_graphml(found.to_networkx(), tmp_path / "counted.graphml")
    again = cooccur.map(tmp_path / "counted.graphml").network
    assert again.node_columns["keyword"].tolist() == found.node_columns["keyword"].tolist()
    assert again.link_columns["cooccurrences"].sum() == found.link_columns["cooccurrences"].sum()


def test_what_needs_records_is_refused(snapshot):
    for options in ({"slices": 2}, {"keywords": "title"}, {"node_style": "sources"}):
        with pytest.raises(CallError, match="needs records, and two passes keep none"):
            count(snapshot, merge="off", **options)
    with pytest.raises(CallError, match="add --merge off"):
        count(snapshot)
    with pytest.raises(CallError, match="without --engine dask"):
        count(snapshot, merge="off", scheduler="tcp://there:1")
    with pytest.raises(CallError, match="no input"):
        count(merge="off")
    assert set(NEED_RECORDS) <= set(OPTIONS)


def test_where_nothing_is_left_it_is_told_as_of_a_map(export, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no export\n", encoding="utf-8")
    for inputs, options in (
        (export, {"years": "1900-1901"}),
        (export, {"hide": ("trust",), "keywords": "index"}),
        (tmp_path / "notes.txt", {}),
        (tmp_path / "nowhere.txt", {}),
    ):
        codes = set()
        for two_passes in (False, True):
            with pytest.raises(DataError) as told:
                cooccur.map(inputs, merge="off", two_passes=two_passes, **options)
            codes.add((told.value.code, told.value.message))
        assert len(codes) == 1, codes
    with pytest.raises(DataError) as told:
        count(tmp_path / "empty", merge="off")
    assert told.value.code == "no-records"
    assert count(export, merge="off", min_occurrences=99).n_nodes == 0


def test_a_file_that_changes_between_the_passes_is_told(export):
    def change(stage, _share):
        if stage == "reading":
            path = export / "savedrecs.txt"
            path.write_text(path.read_text("utf-8-sig").replace("TRUST", "FAITH"), "utf-8-sig")

    with pytest.raises(DataError) as told:
        count(export, merge="off", progress=change)
    assert told.value.code == "changed"


def test_progress_is_told_as_the_share_of_files_in_each_pass(snapshot):
    told = []
    count(snapshot, merge="off", progress=lambda stage, share: told.append((stage, share)))
    shares = [n / 5 for n in range(5)]
    assert told == [(stage, share) for stage in ("reading", "counting") for share in shares]


def test_what_a_worker_cannot_deliver_is_counted_here(snapshot, monkeypatch):
    alone = columns_of(count(snapshot, merge="off", jobs=1), COUNTED)

    def delivered(task, sources, _):
        for number, source in enumerate(sources):
            yield task(source) if number % 2 else None

    monkeypatch.setattr("cooccur.readers.workers.delivered", delivered)
    assert columns_of(count(snapshot, merge="off", jobs=2), COUNTED) == alone
