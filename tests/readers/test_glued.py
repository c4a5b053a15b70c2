import json
import sys
from pathlib import Path

import pytest

import cooccur
from cooccur.readers.formats import READ_FORMATS
from cooccur.readers.marks import begins
from cooccur.readers.reading import read_sources

sys.path.insert(0, str(Path(__file__).parents[1] / "hostile"))

from samples import SAMPLES

DATABASES = {
    path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "samples").iterdir()
}
WORKS = json.loads(DATABASES["openalex"])
EXPORTS = {
    **SAMPLES,
    **dict(sorted(DATABASES.items())),
    "openalex-lines": "".join(json.dumps(work) + "\n" for work in WORKS),
    "openalex-answer": json.dumps({"meta": {"count": 2}, "results": WORKS}),
}
"""A good export of every reader."""
JOINTS = {
    "line": ("", "\n"),
    "no-line": ("", ""),
    "mark": ("\ufeff", "\n\ufeff"),
    "mark-no-line": ("\ufeff", "\ufeff"),
}
"""What stands above two exports and between them."""


@pytest.fixture
def read(tmp_path):
    """The corpus of a text."""

    def read(text):
        (tmp_path / "a").write_text(text, encoding="utf-8", newline="\n")
        return read_sources(tmp_path / "a", lenient=True)

    return read


def said(corpus):
    """All that is counted, and what the records say of themselves."""
    counts = corpus.records_in, corpus.kept, len(corpus.skipped)
    return counts, [(d.title, d.authors, d.source) for d in corpus.details(range(len(corpus)))]


def test_every_reader_has_an_export_here(read):
    formats = {read(text).files[0].format for text in EXPORTS.values()}
    others = {"citespace-cnki"}
    """Recognised by its ids alone; it is written as WOS is."""
    assert {row.name for row in READ_FORMATS} - others == formats


@pytest.mark.parametrize("joint", JOINTS)
def test_both_of_two_exports_in_one_file_are_read(read, joint):
    above, between = JOINTS[joint]
    alone = {name: said(read(text)) for name, text in EXPORTS.items()}
    wrong = {}
    for first, text in EXPORTS.items():
        for second, below in EXPORTS.items():
            corpus = read(above + text.rstrip("\n") + between + below)
            (counts, records), (more, others) = alone[first], alone[second]
            wanted = tuple(a + b for a, b in zip(counts, more, strict=True)), records + others
            if said(corpus) != wanted:
                wrong[first, second] = corpus.records_in, corpus.files[0].format
    assert wrong == {}


@pytest.mark.parametrize(
    "line",
    [
        "K1 作者;标题;关键词",
        "AB 研究对象包括题名,作者,关键词,年份和机构,共五项",
        "AB we coded title, authors, keywords and year",
        "AB an entry such as @article{key, title={x}} and <html> and FN x",
        'AB {"id": 1} and TY  - JOUR and PMID- 12',
        "AB [1] Record #1 of 2, Scopus, %0 Journal Article",
    ],
)
def test_words_that_look_like_a_beginning_cut_nothing(read, line):
    text = SAMPLES["refworks"].replace("AB 摘要。", line)
    corpus = read(text)
    assert (corpus.records_in, corpus.files[0].format) == (3, "cnki-refworks")


NO_EXPORT = "<html><p>just words</p></html>\n"
"""It begins as an export does."""


@pytest.mark.parametrize(
    ("above", "between", "line"), [("", NO_EXPORT, 31), (NO_EXPORT, "", 1), ("", "", 0)]
)
def test_what_only_begins_like_an_export_is_foreign_and_costs_no_record(read, above, between, line):
    corpus = read(above + SAMPLES["wos"] + between + SAMPLES["ris"])
    assert (len(corpus), corpus.files[0].format) == (6, "wos-tagged + ris")
    found = [(problem.code, problem.line) for problem in corpus.problems]
    assert found == [("foreign-lines", line)] * bool(line)


def test_an_empty_line_above_an_export_moves_its_lines_by_one_and_that_is_all(read):
    for name, text in EXPORTS.items():
        alone, below = read(text), read("\n" + text)
        assert (said(below), below.files[0].format) == (said(alone), alone.files[0].format), name
        assert [p.message for p in below.problems] == [p.message for p in alone.problems], name
        moved = below.record_columns["line"] - alone.record_columns["line"]
        assert set(moved.tolist()) <= {1}, name


@pytest.mark.parametrize("tag", ["  - ", " - "])
def test_an_export_is_found_in_the_last_line_of_another_however_its_tags_are_written(read, tag):
    corpus = read(SAMPLES["refworks"].rstrip("\n") + SAMPLES["ris"].replace("  - ", tag))
    assert (corpus.records_in, corpus.files[0].format) == (6, "cnki-refworks + ris")


@pytest.mark.parametrize("text", ["", "\n", "x", "FN", "PT J", "TY  - JOUR"])
def test_a_text_too_short_for_two_exports_is_one(text):
    assert begins(text.encode(), "wos-tagged", lambda _: None) == []


def test_an_export_that_lost_its_first_field_is_read_above_another(read):
    fields = "Author-作者: 作者甲;\nSource-文献来源: 示例学报\nKeyword-关键词: 信任\n"
    text = "".join(f"Title-题名: {title}\n{fields}\n" for title in ("纸鸢", "竹骨"))
    corpus = read(text + SAMPLES["wos"])
    assert (len(corpus), corpus.files[0].format) == (5, "cnki-self-defined + wos-tagged")
    assert [d.title for d in corpus.details(range(2))] == ["纸鸢", "竹骨"]


def test_lines_are_those_of_the_whole_file(tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLES["wos"] + SAMPLES["refworks"], encoding="utf-8")
    corpus = cooccur.read(tmp_path / "a.txt")
    lines = (tmp_path / "a.txt").read_text(encoding="utf-8").split("\n")
    starts = [lines[line - 1] for line in corpus.record_columns["line"].tolist()]
    assert starts == ["PT J"] * 3 + ["RT Journal Article"] * 3


@pytest.mark.parametrize("row", ["T,A,2020", "T,A,2020,,", "T,A,2020,k,"])
def test_a_table_below_another_export_may_have_short_rows(read, row):
    corpus = read(f"{SAMPLES['wos']}Title,Authors,Year,Keywords,DOI\n{row}\n")
    assert (corpus.records_in, corpus.files[0].format) == (4, "wos-tagged + table")


def test_records_are_told_in_any_order_they_are_asked_for(read):
    corpus = read(SAMPLES["wos"] + SAMPLES["ris"] + SAMPLES["wos-table"])
    told = corpus.details(range(9))
    for order in ([8, 0, 4], [5, 8, 1, 2], [0, 0, 7]):
        assert corpus.details(order) == [told[place] for place in order]


def test_three_exports_with_one_format_twice(tmp_path):
    text = SAMPLES["wos"] + SAMPLES["ris"] + SAMPLES["wos-table"] + SAMPLES["wos"]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = cooccur.read(tmp_path / "a.txt", merge="off")
    assert corpus.records_in == 12
    assert corpus.files[0].format == "wos-tagged + ris + wos-table"


def test_a_format_that_was_named_reads_the_whole(tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLES["wos"] + SAMPLES["ris"], encoding="utf-8")
    assert cooccur.read(tmp_path / "a.txt", format="wos-tagged").files[0].format == "wos-tagged"
