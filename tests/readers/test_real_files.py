"""Every real export of WOS and CNKI against what was counted in it by other means."""

import csv
from pathlib import Path

import numpy as np
import pytest

from cooccur.model import AUTHOR, INDEX
from cooccur.readers import bibtex, cnki, cnki_table, ris, wos, wos_table
from cooccur.readers.reading import read_sources

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"


def listed():
    if not (REAL / "SOURCES.tsv").is_file():
        return []
    with (REAL / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["file"].startswith(("wos/", "cnki/"))]


every_file = pytest.mark.parametrize("row", listed(), ids=lambda row: row["file"])


@pytest.fixture(scope="module")
def read(request):
    """Read a file once for all tests."""
    corpora = {}

    def read(row):
        if row["file"] not in corpora:
            corpora[row["file"]] = read_sources(REAL / row["file"])
        return corpora[row["file"]]

    return read


def counted(row):
    """The numbers of the notes: ``DE=85; ID=64; PY=91 | same records as …``."""
    parts = (part.partition("=") for part in row["notes"].partition("|")[0].split("; "))
    return {name.strip(): int(value) for name, _, value in parts if value.strip().isdigit()}


def n_with(corpus, *kinds):
    rows = corpus.keyword_columns
    return len(np.unique(rows["record"][np.isin(rows["kind"], kinds)]))


@every_file
def test_all_records_are_read(read, row):
    corpus = read(row)
    assert corpus.records_in == int(row["n_records"])
    assert corpus.records_in == corpus.kept + len(corpus.skipped)
    assert corpus.skipped == ()


@every_file
def test_as_many_records_have_keywords_as_were_counted(read, row):
    corpus, numbers = read(row), counted(row)
    expected = [numbers[n] for n in ("DE", "K", "K1", "kw", "关键词", "keywords") if n in numbers]
    assert [n_with(corpus, AUTHOR)] * len(expected) == expected
    expected = [numbers[name] for name in ("ID", "kwplus") if name in numbers]
    assert [n_with(corpus, INDEX)] * len(expected) == expected
    if "KW" in numbers:
        assert n_with(corpus, AUTHOR, INDEX) == numbers["KW"]


@every_file
def test_years_and_ids_are_found_where_they_were_counted(read, row):
    corpus, numbers = read(row), counted(row)
    n_years = int((corpus.record_columns["year"] > 0).sum())
    # A record without a year of publication may have another date.
    for name in ("PY", "YR", "D", "Y", "year", "PY/Y1"):
        assert numbers.get(name, 0) <= n_years
    ids = [identifier for identifier in corpus.record_columns["id"] if identifier]
    if "converted" in row["file"]:
        assert ids == []
    else:
        assert len(ids) == numbers.get("UT", len(ids))
        assert len(set(ids)) == len(ids)


@every_file
def test_abstracts_are_read_again_where_they_were_counted(read, row):
    corpus, numbers = read(row), counted(row)
    details = corpus.details(range(len(corpus)))
    n_abstracts = sum(bool(d.abstract) for d in details)
    assert n_abstracts == numbers.get("AB", n_abstracts)
    # Where an abstract begins on the line below its tag it was not counted.
    assert n_abstracts >= numbers.get("X", 0)
    assert sum(not d.title for d in details) <= 1
    assert all(len(d.title) < 1000 for d in details)


@every_file
def test_no_record_is_lost_whatever_stands_around_it(read, row):
    corpus = read(row)
    pieces = corpus.piece_columns
    assert pieces["record"].tolist() == list(range(len(corpus)))
    assert (pieces["start"] < pieces["stop"]).all()
    same_file = pieces["file"][1:] == pieces["file"][:-1]
    assert (pieces["stop"][:-1] <= pieces["start"][1:])[same_file].all()


@every_file
def test_keywords_are_whole_and_clean(read, row):
    for word in read(row).vocabulary:
        assert word == " ".join(word.split())
        assert not set(word) & set(";；\ufeff\0")
        assert "&amp;" not in word


def test_the_archive_has_every_record_once(read):
    (row,) = [row for row in listed() if row["file"].endswith(".tar.xz")] or [None]
    if row is None:
        pytest.skip("the real exports are not beside the repository")
    corpus = read(row)
    assert len(corpus.files) == 11
    assert len(set(corpus.record_columns["id"])) == 5035
    assert {file.format for file in corpus.files} == {"wos-tagged"}


def test_every_format_but_sheets_has_a_real_file(read):
    if not listed():
        pytest.skip("the real exports are not beside the repository")
    found = {file.format for row in listed() for file in read(row).files}
    rows = (wos, cnki, ris, bibtex, wos_table, cnki_table)
    assert {row.name for module in rows for row in module.FORMATS} - found == set()


def test_a_keyword_wrapped_over_two_lines_is_one(read):
    rows = [row for row in listed() if row["file"].endswith("part2_500.txt")]
    if not rows:
        pytest.skip("the real exports are not beside the repository")
    words = read(rows[0]).vocabulary
    assert "procedural principles" in words
    assert "authoritarian tech-policy decision-making" in words
