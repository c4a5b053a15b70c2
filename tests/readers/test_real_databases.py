"""Every real export of the other databases against what was counted, and a second, naive parser.

The second parser knows one form each, splits without care and looks at nothing but keywords.
"""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from cooccur.model import AUTHOR, INDEX
from cooccur.readers import (
    cochrane,
    cssci,
    dimensions,
    lens,
    openalex,
    pubmed,
    refused,
    scopus_table,
    scopus_text,
)
from cooccur.readers.reading import read_sources

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
ELSEWHERE = ("wos/", "cnki/")


def listed():
    if not (REAL / "SOURCES.tsv").is_file():
        return []
    with (REAL / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if not row["file"].startswith(ELSEWHERE)]


every_file = pytest.mark.parametrize("row", listed(), ids=lambda row: row["file"])


@pytest.fixture(scope="module")
def read():
    """Read a file once for all tests."""
    corpora = {}

    def read(row):
        if row["file"] not in corpora:
            corpora[row["file"]] = read_sources(REAL / row["file"])
        return corpora[row["file"]]

    return read


def counted(row):
    """The numbers of the notes: ``Keywords=8; MeSH Terms=0 | user kept 10 columns``."""
    parts = (part.partition("=") for part in row["notes"].partition("|")[0].split("; "))
    return {name.strip(): int(value) for name, _, value in parts if value.strip().isdigit()}


@every_file
def test_all_records_are_counted(read, row):
    corpus = read(row)
    assert corpus.records_in == int(row["n_records"])
    assert corpus.records_in == corpus.kept + len(corpus.skipped)
    assert len(corpus.skipped) == (corpus.records_in if "PATENTS" in row["file"] else 0)


AUTHORS = ("kw", "OT", "Author Keywords", "AK", "Keywords", "K")
INDEXES = ("MH", "Index Keywords", "IK", "MeSH terms", "Fields of Study", "KY", "keywords", "idxkw")
YEARS = ("Year", "PubYear", "Publication Year", "DP", "YR", "PY/Y1", "year", "Y")


@every_file
def test_as_many_records_have_keywords_and_years_as_were_counted(read, row):
    corpus, numbers = read(row), counted(row)
    if "PATENTS" in row["file"]:
        return
    (file,) = corpus.files
    for names, n_with in (
        (AUTHORS, file.with_author_keywords),
        (INDEXES, file.with_index_keywords),
    ):
        assert {numbers[name] for name in names if name in numbers} <= {n_with}
    n_years = int((corpus.record_columns["year"] > 0).sum())
    assert {numbers[name] for name in YEARS if name in numbers} <= {n_years}
    if "KW" in numbers:
        rows = corpus.keyword_columns
        assert len(set(rows["record"].tolist())) == numbers["KW"]
    if "EID" in numbers:
        assert all(re.fullmatch(r"2-s2\.0-\d+", i) for i in corpus.record_columns["id"])


def parts(text, separator=";"):
    return [" ".join(part.split()) for part in text.split(separator) if part.strip()]


def cells(text, *names, separator=";", skip=0):
    """The keywords in these columns of a CSV."""
    rows = csv.DictReader(io.StringIO(text.split("\n", skip)[skip], newline=""))
    return [k for row in rows for name in names for k in parts(row.get(name) or "", separator)]


def medline(text, tag):
    found = re.findall(rf"^{tag} *- (.*(?:\n      .*)*)", text, re.MULTILINE)
    return [" ".join(value.split()) for value in found]


def cochrane_terms(text):
    found = []
    for line in re.findall(r"^KY: (.*)$", text, re.MULTILINE):
        words = (re.sub(r" (\[.*|/.*)", "", word).strip("*") for word in parts(line))
        found += dict.fromkeys(words)
    return found


def openalex_keywords(text):
    return [keyword["display_name"] for work in json.loads(text) for keyword in work["keywords"]]


def clean(words):
    """Without mark-up, for real exports have little of it."""
    return Counter(re.sub(r"</?(?:inf|sub|sup|i)>", "", w).replace("&amp;", "&") for w in words)


NAIVE = {
    "cssci/": (
        lambda text: [k for k in re.findall(r"【关 键 词】(.*)", text) for k in parts(k, "/")],
        None,
    ),
    "dimensions/": (None, lambda text: cells(text, "MeSH terms", skip=1)),
    "lens/csv": (lambda text: cells(text, "Keywords"), lambda text: cells(text, "Fields of Study")),
    "openalex/api": (None, openalex_keywords),
    "openalex/web": (None, None),
    "pubmed/medline": (
        lambda text: medline(text, "OT"),
        lambda text: [w.split("/")[0].strip("*") for w in medline(text, "MH")],
    ),
    "pubmed/nbib": (lambda text: medline(text, "OT"), None),
    "cochrane/": (None, cochrane_terms),
    "scopus/csv": (
        lambda text: cells(text, "Author Keywords"),
        lambda text: cells(text, "Index Keywords"),
    ),
    "wanfang/": (lambda text: re.findall(r"^\{Keywords\}: *(.*?) *$", text, re.MULTILINE), None),
    "lens/ris": (lambda text: re.findall(r"^KW  - (.*?) *$", text, re.MULTILINE), None),
    "ris_other/": (
        lambda text: [
            k
            for k in re.findall(r"^KW  - (.*?) *$", text, re.MULTILINE)
            if k != "No terms assigned"
        ],
        None,
    ),
    "scopus/ris": (lambda text: re.findall(r"^KW  - (.*?) *$", text, re.MULTILINE), None),
    "scopus/plain": (
        lambda text: [
            k for k in re.findall(r"^AUTHOR KEYWORDS: (.*)", text, re.MULTILINE) for k in parts(k)
        ],
        ...,
    ),
    "scopus/bibtex": (..., ...),
    "pubmed/ris": (..., ...),
}
"""Author and index keywords by the beginning of the file's name; ``...``: no naive way."""


@every_file
def test_a_second_parser_finds_the_same_keywords(read, row):
    if "PATENTS" in row["file"]:
        return
    corpus = read(row)
    text = (REAL / row["file"]).read_text("utf-8-sig")
    (naive,) = (ways for name, ways in NAIVE.items() if row["file"].startswith(name))
    rows = corpus.keyword_columns
    for kind, way in zip((AUTHOR, INDEX), naive, strict=True):
        if way is ...:
            continue
        codes = rows["keyword"][rows["kind"] == kind].tolist()
        found = Counter(corpus.vocabulary[code] for code in codes)
        assert found == clean(way(text) if way else [])


@every_file
def test_details_and_ids_are_there(read, row):
    corpus = read(row)
    details = corpus.details(range(len(corpus)))
    assert sum(not detail.title for detail in details) <= 4
    # A user left this column out.
    if "subset" not in row["file"]:
        assert sum(bool(detail.authors) for detail in details) >= 0.6 * len(details)
    ids = [identifier for identifier in corpus.record_columns["id"] if identifier]
    assert len(set(ids)) == len(ids)
    if not row["file"].startswith(("cssci/", "ris_other/", "wanfang/", "pubmed/ris")):
        assert len(ids) >= 0.9 * len(corpus)


def test_headings_of_mesh_in_ris_have_neither_star_nor_qualifier(read):
    rows = [row for row in listed() if row["file"].startswith("pubmed/ris")]
    if not rows:
        pytest.skip("the real exports are not beside the repository")
    words = read(rows[0]).vocabulary
    assert "Gambling" in words
    assert not [word for word in words if "*" in word or word.endswith("/psychology")]


def test_shifted_rows_of_scopus_have_their_own_ids(read):
    rows = [row for row in listed() if "shifted" in row["file"]]
    if not rows:
        pytest.skip("the real exports are not beside the repository")
    corpus = read(rows[0])
    assert len(set(corpus.record_columns["id"])) == 58
    kinds = {"Article", "Book", "Book Chapter", "Review", "Short Survey"}
    kinds |= {"Conference Paper", "Conference Review"}
    assert set(corpus.record_columns["document_type"]) <= kinds


def test_every_other_format_has_a_real_file(read):
    if not listed():
        pytest.skip("the real exports are not beside the repository")
    found = {file.format for row in listed() for file in read(row).files}
    rows = (cssci, scopus_table, scopus_text, pubmed, cochrane, dimensions, lens, openalex, refused)
    assert {row.name for module in rows for row in module.FORMATS} - found == set()
