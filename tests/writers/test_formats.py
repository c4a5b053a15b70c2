"""The table of outputs: which suffix writes what, and what is refused before it is written."""

from dataclasses import replace

import pytest

import cooccur
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns
from cooccur.writers import matrix
from cooccur.writers.formats import WRITE_FORMATS, write
from cooccur.writers.scenes import figure_file


@pytest.fixture(scope="module")
def small(make_map):
    return make_map(12, n_records=60)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_thesaurus_of_a_map_is_written_in_both_forms_and_read_back(export, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("label\treplace by\nlogistics\ttransport\ntrust\t\n", encoding="utf-8")
    made = cooccur.map(export, thesaurus=words)
    made.save(tmp_path / "a.thesaurus.txt", tmp_path / "a.alias")
    assert (tmp_path / "a.alias").read_bytes() == b"transport#logistics\n"
    again = cooccur.map(export, thesaurus=tmp_path / "a.thesaurus.txt")
    keywords = again.network.node_columns["keyword"].tolist()
    assert keywords == made.network.node_columns["keyword"].tolist()
    assert "transport" in keywords
    assert not {"logistics", "trust"} & set(keywords)


def test_a_network_without_clusters_has_no_partition(small, tmp_path):
    columns = dict(small.network.node_columns)
    del columns["cluster"]
    bare = replace(small, network=replace(small.network, node_columns=Columns(columns)))
    write(bare, [str(tmp_path / "bare.net")])
    write(small, [str(tmp_path / "whole.net")])
    assert names(tmp_path) == ["bare.net", "bare.vec", "whole.clu", "whole.net", "whole.vec"]


def test_a_page_is_drawn_by_pyvis_where_that_is_asked_for(export, tmp_path):
    made = cooccur.map(export)
    write(made, [str(tmp_path / "a.html")], renderer="pyvis")
    write(made, [str(tmp_path / "b.html")])
    assert b"vis.Network" in (tmp_path / "a.html").read_bytes()
    assert b"vis.Network" not in (tmp_path / "b.html").read_bytes()


def test_a_renderer_that_does_not_exist_writes_nothing(small, tmp_path):
    with pytest.raises(UnknownChoiceError, match="canvas, pyvis"):
        write(small, [str(tmp_path / "a.html")], renderer="paper")
    assert names(tmp_path) == []


def test_a_figure_of_another_suffix_is_refused(small):
    with pytest.raises(UnknownChoiceError, match=r"\.svg"):
        figure_file(small, ".gif")


def test_a_matrix_of_too_many_keywords_is_refused_with_its_size(small, tmp_path, monkeypatch):
    monkeypatch.setattr(matrix, "MOST_KEYWORDS", 11)
    with pytest.raises(CallError, match=r"12 keywords would have 144 cells; at most 11 "):
        write(small, [str(tmp_path / "a.matrix.csv"), str(tmp_path / "a.csv")])
    assert names(tmp_path) == []


def test_a_map_without_keywords_is_written_in_every_format(export, tmp_path):
    empty = cooccur.map(export, min_occurrences=99)
    assert empty.network.n_nodes == 0
    rows = [row for row in WRITE_FORMATS if row.suffix not in {".alias", ".thesaurus.txt", "/"}]
    written = write(empty, [str(tmp_path / f"a{row.suffix}") for row in rows])
    assert {path.name for path in written} == {f"a{end}" for row in rows for end in row.endings}
    assert (tmp_path / "a.net").read_bytes() == b"*Vertices 0\n*Edges\n"
    assert (tmp_path / "a.vec").read_bytes() == b"*Vertices 0\n"
