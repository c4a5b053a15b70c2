import itertools
import sys
from pathlib import Path

import pytest

import cooccur

sys.path.insert(0, str(Path(__file__).parents[1] / "hostile"))

from samples import SAMPLES

TAGGED = [name for name in SAMPLES if name not in {"cnki-csv", "cnki-html"}]


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(TAGGED, 2)))
def test_both_of_two_exports_in_one_file_are_read(tmp_path, first, second):
    (tmp_path / "a.txt").write_text(SAMPLES[first] + SAMPLES[second], encoding="utf-8")
    corpus = cooccur.read(tmp_path / "a.txt", merge="off")
    assert corpus.records_in == corpus.kept == 6
    assert corpus.files[0].format.count(" + ") == 1
    alone = []
    for name in (first, second):
        (tmp_path / "b.txt").write_text(SAMPLES[name], encoding="utf-8")
        found = cooccur.read(tmp_path / "b.txt", merge="off")
        alone += [(details.title, details.authors) for details in found.details(range(3))]
    assert [(d.title, d.authors) for d in corpus.details(range(6))] == alone


def test_lines_are_those_of_the_whole_file(tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLES["wos"] + SAMPLES["refworks"], encoding="utf-8")
    corpus = cooccur.read(tmp_path / "a.txt")
    lines = (tmp_path / "a.txt").read_text(encoding="utf-8").split("\n")
    starts = [lines[line - 1] for line in corpus.record_columns["line"].tolist()]
    assert starts == ["PT J"] * 3 + ["RT Journal Article"] * 3


def test_three_exports_with_one_format_twice(tmp_path):
    text = SAMPLES["wos"] + SAMPLES["ris"] + SAMPLES["wos-table"] + SAMPLES["wos"]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = cooccur.read(tmp_path / "a.txt", merge="off")
    assert corpus.records_in == 12
    assert corpus.files[0].format == "wos-tagged + ris + wos-table"


def test_a_format_that_was_named_reads_the_whole(tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLES["wos"] + SAMPLES["ris"], encoding="utf-8")
    assert cooccur.read(tmp_path / "a.txt", format="wos-tagged").files[0].format == "wos-tagged"
