"""The databases beside WOS and CNKI: two records of each, the first with everything."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cooccur
from cooccur.errors import CODES, CooccurError, DataError
from cooccur.model import AUTHOR, INDEX, Details
from cooccur.readers.entry import Damage, Entry, Note
from cooccur.readers.formats import READ_FORMATS, recognise
from cooccur.readers.reading import read_sources
from cooccur.readers.rows import delimited

SAMPLES = {path.stem: path for path in sorted((Path(__file__).parent / "samples").iterdir())}
ROWS = {row.name: row for row in READ_FORMATS}


@pytest.fixture
def put(tmp_path):
    """Write a file; return its path."""

    def put(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def keywords(corpus, record, kind):
    rows = corpus.keyword_columns
    wanted = (rows["record"] == record) & (rows["kind"] == kind)
    return [corpus.vocabulary[code] for code in rows["keyword"][wanted]]


def first(name, **settings):
    """The first record of a sample: its columns, its author and index keywords, its details."""
    corpus = read_sources(SAMPLES[name], **settings)
    columns = {key: values[0] for key, values in corpus.record_columns.items()}
    return (
        columns,
        keywords(corpus, 0, AUTHOR),
        keywords(corpus, 0, INDEX),
        corpus.details([0])[0],
    )


def codes(corpus):
    return [problem.code for problem in corpus.problems]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_recognised_by_its_own_reader(name):
    document = SAMPLES[name].read_bytes()
    assert recognise(document) is ROWS[name]
    corpus = read_sources(SAMPLES[name], lenient=True)
    assert corpus.records_in == 2
    assert corpus.files[0].format == name
    assert len(corpus) == (0 if name == "no-literature" else 2)


@pytest.mark.parametrize("row", READ_FORMATS, ids=lambda row: row.name)
def test_no_other_reader_takes_a_sample(row):
    for name, path in SAMPLES.items():
        text = path.read_bytes()
        document = delimited(text) if row.table else text
        # Any table with a title is a table; those that are known are tried before.
        if row.name != "table":
            assert row.recognises(document) == (row.name == name), name


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_every_database_is_read_in_every_encoding(put, name, codec):
    text = SAMPLES[name].read_text("utf-8")
    plain = read_sources(SAMPLES[name], lenient=True)
    other = read_sources(put("x", text.replace("\n", "\r\n").encode(codec)), lenient=True)
    assert other.vocabulary == plain.vocabulary
    assert other.record_columns["year"].tolist() == plain.record_columns["year"].tolist()
    assert other.details(range(len(other))) == plain.details(range(len(plain)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_cut_at_any_byte_loses_nothing_but_its_end(name):
    whole = SAMPLES[name].read_bytes()
    for cut in range(0, len(whole), 7):
        text = whole[:cut].decode("utf-8", "ignore").encode()
        row = recognise(text)
        if row is None:
            continue
        document = delimited(text) if row.table else text
        parts = list(row.parse(document))
        places = [(part.start, part.stop) for part in parts if isinstance(part, Entry)]
        assert all(a[1] <= b[0] for a, b in pairwise(places))
        assert all(row.details(document, *place) for place in places)
        assert all(part.code in CODES for part in parts if isinstance(part, (Note, Damage)))


@pytest.mark.parametrize("row", READ_FORMATS, ids=lambda row: row.name)
def test_a_document_without_a_record_of_the_format_gives_none(row):
    rows, text = [["plain", "cells"], ["1", "2"]], b"plain words\nand more\n"
    for document in (rows, text):
        assert not row.recognises(document)
        assert not [part for part in row.parse(document) if isinstance(part, Entry)]
    # Bytes are no rows of cells, and rows no bytes.
    assert row.details(text if row.table else rows, 0, 1) == Details()


@pytest.mark.parametrize(
    "row", [row for row in READ_FORMATS if row.table], ids=lambda row: row.name
)
def test_a_row_without_a_header_above_it_has_no_details(row):
    assert row.details([["plain", "cells"], ["1", "2"]], 1, 2) == Details()


@pytest.mark.parametrize("name", [row.name for row in READ_FORMATS if row.name in SAMPLES])
def test_a_header_may_stand_in_the_twentieth_row_and_a_text_below_a_page_of_others(name):
    row, data = ROWS[name], SAMPLES[name].read_bytes()
    if row.table:
        header = next(cells for cells in delimited(data) if row.recognises([cells]))
        assert row.recognises([["x"]] * 19 + [header])
        assert not row.recognises([["x"]] * 20 + [header])
    else:
        is_found = name not in {"scopus-text", "openalex"}
        assert row.recognises(b"A line of a letter.\n" * 200 + data) == is_found


def test_cssci_parts_its_lists_by_slashes():
    record, own, index, details = first("cssci")
    assert own == ["纸鸢", "无风天", "竹骨"]
    assert index == []
    assert (record["year"], record["references"], record["database"]) == (2019, 2, "CSSCI")
    assert record["language"] == "Chinese"
    assert (details.title, details.source) == ("纸鸢与无风天", "示例学报")
    assert details.authors == ("作者甲", "作者乙")


def test_cssci_says_what_lies_round_its_records(put):
    text = SAMPLES["cssci"].read_text("utf-8")
    cut = text[text.index("【来源作者】") :]
    corpus = read_sources(put("cut.txt", cut))
    assert [(record.line, record.code) for record in corpus.skipped] == [(1, "damaged-record")]
    assert (len(corpus), corpus.records_in) == (1, 2)
    open_end = read_sources(put("open.txt", text[: text.rindex("---")].rstrip("-\n")))
    assert codes(open_end) == ["unfinished-record"]
    assert len(open_end) == 2


def test_a_record_of_cssci_without_title_authors_and_keywords_is_damaged(put):
    text = SAMPLES["cssci"].read_text("utf-8")
    corpus = read_sources(
        put("a.txt", text + "【来源篇名】\n【期    刊】示例学报\n" + "-" * 40 + "\n")
    )
    (record,) = corpus.skipped
    assert (record.code, len(corpus)) == ("damaged-record", 2)
    assert record.reason.endswith("only 来源篇名, 期刊")


def test_a_scopus_table_tells_both_kinds_of_keywords():
    record, own, index, details = first("scopus-table")
    assert own == ["kites", "NPPgap"]
    assert index == ["Wind", "Cells, Cultured"]
    assert (record["id"], record["doi"]) == ("2-s2.0-1", "10.5555/kite.1")
    assert (record["year"], record["citations"], record["references"]) == (2023, 12, 2)
    assert details.authors == ("Author-1 A.", "Author-2 B.C.")
    assert details.countries == ("South Africa", "Italy")


def test_an_empty_count_of_citations_is_none_in_scopus():
    corpus = read_sources(SAMPLES["scopus-table"])
    assert corpus.record_columns["citations"].tolist() == [12, 0]
    assert corpus.record_columns["references"].tolist() == [2, -1]
    assert corpus.details([1])[0].authors == ()


@pytest.mark.parametrize("names", ["Pan, Y., Yu, C.D.", "Pan Y., Yu C.D.", "Pan Y.; Yu C.D."])
def test_authors_of_all_ages_of_scopus_are_told_apart(put, names):
    head = "Authors,Title,Year,Source title,Author Keywords,EID\n"
    corpus = read_sources(put("a.csv", f'{head}"{names}",T,2020,S,k,2-s2.0-1\n'))
    (details,) = corpus.details([0])
    assert [name.replace(",", "") for name in details.authors] == ["Pan Y.", "Yu C.D."]


def test_columns_that_a_funding_text_shifts_are_put_right(put):
    head = "Authors,Title,Author Keywords,Funding Text 1,References,Document Type,EID\n"
    row = '"A B.",T,k,one fund,and another,"R1; R2",Article,2-s2.0-77\n'
    corpus = read_sources(put("a.csv", head + row))
    columns = corpus.record_columns
    assert (columns["id"][0], columns["document_type"][0]) == ("2-s2.0-77", "Article")
    assert columns["references"][0] == 2
    assert codes(corpus) == ["damaged-record"]


def test_a_longer_row_without_an_eid_at_its_end_is_not_shifted(put):
    head = "Authors,Title,Author Keywords,Funding Text 1,Document Type,EID\n"
    corpus = read_sources(put("a.csv", head + '"A B.",T,k,one fund,Article,2-s2.0-77,more\n'))
    columns = corpus.record_columns
    assert (columns["id"][0], columns["document_type"][0]) == ("2-s2.0-77", "Article")
    assert codes(corpus) == ["damaged-record"]


def test_glued_tables_are_read_by_the_header_above_each_row(put):
    one = "Authors,Title,Author Keywords,EID\nA B.,One,k; l,2-s2.0-1\n"
    two = "Title,Authors,Index Keywords,EID\nTwo,C D.,m,2-s2.0-2\n"
    corpus = read_sources(put("a.csv", one + two + one.replace("One", "Three")))
    assert [d.title for d in corpus.details(range(3))] == ["One", "Two", "Three"]
    assert keywords(corpus, 1, INDEX) == ["m"]


def test_the_head_of_a_scopus_text_has_no_tags():
    record, own, _, details = first("scopus-text")
    assert own == ["kites", "paper tails"]
    assert (record["year"], record["citations"], record["references"]) == (2013, 1603, 3)
    assert (record["id"], record["document_type"]) == ("2-s2.0-1", "Article")
    assert details.authors == ("Author-1, A.", "Author-2, B.C.")
    assert (details.title, details.source) == ("Kites and wind", "Journal of Kites")
    assert details.countries == ("South Africa", "Italy")
    bare = read_sources(SAMPLES["scopus-text"]).details([1])[0]
    assert (bare.title, bare.authors) == ("A note", ())


def test_a_scopus_text_whose_last_line_is_missing_is_read_and_that_is_said(put):
    assert codes(read_sources(SAMPLES["scopus-text"])) == []
    text = SAMPLES["scopus-text"].read_text("utf-8")
    corpus = read_sources(put("a.txt", text[: text.rindex("SOURCE: ")]))
    assert (codes(corpus), len(corpus)) == (["unfinished-record"], 2)


def test_citations_of_scopus_are_none_where_they_would_be_told_and_else_unknown(put):
    text = SAMPLES["scopus-text"].read_text("utf-8")
    text = text.replace("(2014) Journal of Kites, 9, p. 1.\n", "")
    text = text.replace("DOCUMENT TYPE: Note", "AUTHOR KEYWORDS: notes")
    corpus = read_sources(put("a.txt", text))
    assert corpus.record_columns["citations"].tolist() == [1603, -1]
    corpus = read_sources(SAMPLES["scopus-text"])
    assert corpus.record_columns["citations"].tolist() == [1603, 0]


def test_a_comma_parts_vocabularies_of_scopus_but_no_heading():
    _, _, index, _ = first("scopus-text")
    assert index == [
        "article",
        "wind tunnel",
        "Kites",
        "Models, Theoretical",
        "Periodicals as Topic",
    ]


def test_medline_joins_wrapped_lines_and_strips_qualifiers():
    record, own, index, details = first("pubmed")
    assert own == ["windless days", "kites"]
    assert index == ["Acetanilides", "Angina, Unstable", "Humans", "Wind"]
    assert (record["id"], record["doi"], record["year"]) == ("10000001", "10.5555/kite.1", 2007)
    assert (record["language"], record["document_type"]) == ("English", "Journal Article; Review")
    assert details.title == "Kites in the treatment of windless days: a trial."
    assert details.authors == ("Author-1, Anna", "Author-2, Ben")
    assert (details.source, details.countries) == ("Journal of kites", ("Italy",))


def test_a_record_of_medline_may_have_short_names_only_or_keywords_only(put):
    text = SAMPLES["pubmed"].read_text("utf-8") + "\nPMID- 10000003\nOT  - kites\n"
    corpus = read_sources(put("a.txt", text))
    assert corpus.record_columns["match"][1].split("\x1f")[1] == "author3c"
    assert keywords(corpus, 2, AUTHOR) == ["kites"]


def test_lines_above_the_first_record_of_medline_are_told(put):
    text = "A colleague sent this.\n" + SAMPLES["pubmed"].read_text("utf-8")
    problems = read_sources(put("a.txt", text), vocabulary="mesh-topics").problems
    assert [(problem.line, problem.code) for problem in problems] == [(1, "foreign-lines")]


def test_a_cochrane_record_loses_stars_and_qualifiers():
    record, own, index, details = first("cochrane")
    assert own == []
    assert index == ["Kites", "Bone disease", "Cells, Cultured"]
    assert (record["id"], record["year"]) == ("CN-00000001", 2019)
    assert record["match"].split("\x1f")[1] == "author1a"
    assert details.abstract == "Long text: with a colon."


def test_the_header_of_dimensions_stands_below_its_notice():
    record, own, index, details = first("dimensions")
    assert own == []
    assert index == ["Humans", "Kites", "Wind"]
    assert (record["id"], record["citations"]) == ("pub.1000000001", 3)
    assert details.countries == ("Italy", "Japan")
    assert details.abstract == "Two lines."


def test_a_table_of_identifiers_and_titles_alone_is_none_of_dimensions():
    assert not ROWS["dimensions"].recognises([["Publication ID", "Title", "Abstract"]])
    assert ROWS["dimensions"].recognises([["Publication ID", "Title", "PubYear"]])


def test_countries_that_dimensions_names_count_before_those_of_addresses(put):
    names = (
        "Publication ID,Title,PubYear,Authors (Raw Affiliation),"
        "Country of standardized research organization\n"
    )
    rows = (
        'pub.1,One,2020,"A, B (X, Rome, Italy)",France; Spain; France\n'
        'pub.2,Two,2020,"A, B (X, Rome, Italy)",\n'
    )
    corpus = read_sources(put("a.csv", names + rows))
    assert [d.countries for d in corpus.details([0, 1])] == [("France", "Spain"), ("Italy",)]


def test_lens_has_keywords_of_authors_and_fields_of_its_own():
    record, own, index, details = first("lens")
    assert own == ["kites", "paper tails"]
    assert index == ["Computer science", "Wind", "State (computer science)"]
    assert (record["id"], record["references"]) == ("000-111-222-333-44X", 2)
    assert read_sources(SAMPLES["lens"]).record_columns["references"].tolist() == [2, -1]
    assert ROWS["lens"].recognises([["Lens ID", "Title"]])
    assert not ROWS["lens"].recognises([["Lens ID"]])
    assert details.authors == ("Anna Author-1", "Ben Author-2")


def test_patents_are_counted_and_all_of_them_skipped():
    corpus = read_sources(SAMPLES["no-literature"])
    assert (corpus.records_in, corpus.kept, len(corpus.skipped)) == (2, 0, 2)
    assert {record.code for record in corpus.skipped} == {"refused"}
    assert "patent" in corpus.skipped[0].reason


def test_empty_rows_between_patents_are_not_counted(put):
    text = SAMPLES["no-literature"].read_text("utf-8").rstrip("\n")
    head, *rows = text.split("\n")
    corpus = read_sources(put("a.csv", "\n".join([head, "," * head.count(","), *rows, ""])))
    assert corpus.records_in == len(corpus.skipped) == 2
    assert [record.line for record in corpus.skipped] == [3, 4]


def test_two_columns_that_patents_have_too_make_no_patents():
    row = ROWS["no-literature"]
    assert not row.recognises([["Title", "Inventors", "Assignee", "Year"]])
    assert row.recognises([["Title", "Inventors", "Assignee", "Filing date"]])


def test_what_else_dimensions_exports_is_refused_by_its_name(put):
    corpus = read_sources(put("a.csv", "Rank,Grant ID,Title,Abstract\n1,grant.1,A kite,Text\n"))
    assert corpus.skipped[0].reason.startswith("it is a grant")


def test_a_patents_run_ends_with_1_and_says_why(run, tmp_path):
    done = run("inspect", SAMPLES["no-literature"], "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["skipped"] == 2
    assert b"patent" in done.stderr


BARE = {
    "pubmed": "PMID- 5\nTI  - T\n",
    "cochrane": "Record #1 of 1\nID: CN-1\nTI: T\n",
    "cssci": f"【来源篇名】T\n【来源作者】\n{'-' * 71}\n",
    "scopus-text": "Scopus\nEXPORT DATE:1\n\nA, B.\n1;\nT\nAUTHOR KEYWORDS: k\nSOURCE: Scopus\n",
    "scopus-table": "Title,EID\nT,2-s2.0-1\n",
    "dimensions": "Publication ID,Title,PubYear\npub.1,T,\n",
    "lens": "Lens ID,Title\nx,T\n",
    "openalex": '[{"id": "https://openalex.org/W1", "title": "T"}]',
    "openalex-table": "id,title,topics.display_name\nW1,T,\n",
    "ris": "TY  - \nTI  - T\nER  - \n",
    "table": "Title,Keywords\nT,\n",
}


@pytest.mark.parametrize("name", BARE)
def test_what_a_record_does_not_tell_is_unknown(put, name):
    corpus = read_sources(put("a", BARE[name]))
    columns = corpus.record_columns
    assert (len(corpus), corpus.files[0].format) == (1, name)
    assert [columns[key][0] for key in ("doi", "language", "document_type")] == [""] * 3
    assert [columns[key][0] for key in ("year", "citations", "references")] == [0, -1, -1]
    (details,) = corpus.details([0])
    assert (details.abstract, details.source, details.countries) == ("", "", ())


RULE = "-" * 71
ONE_THING = [
    ("pubmed", "PMID- 5\nFAU - Li, Ming\n"),
    ("pubmed", "PMID- 5\nMH  - Wind\n"),
    ("pubmed", "PMID- 5\nOT  - wind\n"),
    ("cochrane", "Record #1 of 1\nID: CN-1\nAU: Li M\n"),
    ("cochrane", "Record #1 of 1\nID: CN-1\nKY: Wind\n"),
    ("cssci", f"【来源篇名】\n【来源作者】甲\n{RULE}\n"),
    ("cssci", f"【来源篇名】\n【来源作者】\n【关 键 词】甲\n{RULE}\n"),
    ("scopus-text", "Scopus\nEXPORT DATE:1\n\n\nINDEX KEYWORDS: Wind\nSOURCE: Scopus\n"),
    *(
        ("scopus-table", f"Authors,Title,Source title,Index Keywords,EID\n{row}\n")
        for row in ("A B.,,,,", ",T,,,", ",,,Wind,", ",,,,2-s2.0-1")
    ),
    *(
        ("lens", f"Lens ID,Title,Keywords\n{row}\n")
        for row in ("000-111-222-333-44X,,", ",T,", ",,k")
    ),
    *(("table", f"Title,Authors,Keywords\n{row}\n") for row in ("T,,", ",Li M,", ",,k")),
    *(
        ("openalex", json.dumps([{"id": "https://openalex.org/W1", "title": "T"}, work]))
        for work in (
            {"id": "https://openalex.org/W2"},
            {"title": "T"},
            {"authorships": [{"author": {"display_name": "Li"}}]},
            {"keywords": [{"display_name": "Wind"}]},
        )
    ),
]


@pytest.mark.parametrize(("name", "text"), ONE_THING)
def test_a_record_of_one_thing_is_none_the_less_one(put, name, text):
    corpus = read_sources(put("a", text))
    assert corpus.files[0].format == name
    assert (corpus.records_in, corpus.skipped) == (1 + (name == "openalex"), ())


@pytest.mark.parametrize(("count", "known"), [(10**12 - 1, 10**12 - 1), (10**12, -1), (0, 0)])
def test_counts_of_works_are_below_a_million_millions(put, count, known):
    work = {"id": "https://openalex.org/W1", "title": "T", "cited_by_count": count}
    text = json.dumps({**work, "referenced_works_count": count, "referenced_works": ["a", "b"]})
    for name, data in (("a.json", text.encode()), ("a.gz", gzip.compress(text.encode() + b"\n"))):
        columns = read_sources(put(name, data)).record_columns
        assert columns["citations"].tolist() == [known]
        assert columns["references"].tolist() == [2 if known < 0 else known]


@pytest.mark.parametrize(
    ("name", "header", "is_it"),
    [
        ("scopus-table", "Title,Source title,Art. No.,Page count", True),
        ("scopus-table", "Title,Source title,Art. No.", False),
        ("scopus-table", "Title,Year,Art. No.,Page count", False),
        ("scopus-table", "Year,EID", False),
        ("openalex-table", "id,title,cited_by_count,publication_year", True),
        ("openalex-table", "id,title,cited_by_count", False),
        ("openalex-table", "id,title,topics.display_name", True),
        ("openalex-table", "id,cited_by_count,publication_year,topics.display_name", False),
    ],
)
def test_a_database_is_known_by_columns_that_no_other_table_has(name, header, is_it):
    assert ROWS[name].recognises([header.split(",")]) == is_it


def test_of_what_is_no_work_twenty_names_are_told(put):
    work = {f"n{k}": 1 for k in range(25)}
    corpus = read_sources(put("a.json", json.dumps([{"id": "https://openalex.org/W1"}, work])))
    names = ", ".join(f"n{k}" for k in range(20))
    reason = f"it has no id, title, authors or keywords, only {names}"
    assert [record.reason for record in corpus.skipped] == [reason]


def test_works_of_openalex_are_taken_from_json():
    record, own, index, details = first("openalex")
    assert (own, index) == ([], ["Kite"])
    assert (record["id"], record["doi"]) == ("W1000000001", "10.5555/kite.1")
    assert (record["year"], record["citations"], record["references"]) == (2020, 7, 2)
    assert details.abstract == "Long text again"
    assert details.countries == ("Italy", "XX")
    bare = read_sources(SAMPLES["openalex"])
    assert bare.details([1])[0].title == "Nothing else"
    assert bare.record_columns["citations"][1] == -1


def forms_of_json(works):
    one_a_line = "".join(json.dumps(work, ensure_ascii=False) + "\n" for work in works)
    meta = {"count": 2, "page": 1}
    return {
        "list": json.dumps(works),
        "lines": one_a_line,
        "answer": json.dumps({"meta": meta, "results": works, "group_by": []}),
        "answer, meta last": json.dumps({"results": works, "meta": meta}, indent=2),
        "two answers": json.dumps({"meta": meta, "results": works[:1]})
        + "\n"
        + json.dumps({"meta": meta, "results": works[1:]}),
        "compressed": gzip.compress(one_a_line.encode()),
    }


@pytest.mark.parametrize("form", forms_of_json([{}]))
def test_every_form_of_json_holds_the_same_works(put, form):
    works = json.loads(SAMPLES["openalex"].read_text("utf-8"))
    expected = read_sources(SAMPLES["openalex"])
    corpus = read_sources(put("works.jsonl.gz", forms_of_json(works)[form]))
    assert corpus.vocabulary == expected.vocabulary
    assert corpus.record_columns["id"].tolist() == ["W1000000001", "W1000000002"]
    assert corpus.details([0, 1]) == expected.details([0, 1])


def test_a_damaged_work_costs_no_other_one(put):
    works = json.loads(SAMPLES["openalex"].read_text("utf-8"))
    lines = [json.dumps(work) for work in works]
    deep = '{"id": "https://openalex.org/W5", "x": ' + "[" * 100_000
    text = "\n".join([lines[0], lines[0][:500], deep, "{", lines[1], lines[1][:-10]])
    corpus = read_sources(put("works.jsonl", text))
    assert corpus.record_columns["line"].tolist() == [1, 5]
    assert [(s.line, s.code) for s in corpus.skipped] == [
        (line, "damaged-record") for line in (2, 3, 4, 6)
    ]


def test_json_of_other_things_than_works_is_refused(put):
    author = {"id": "https://openalex.org/A1", "display_name": "Anna"}
    corpus = read_sources(put("authors.json", json.dumps({"results": [author]})))
    assert (len(corpus), corpus.skipped[0].code) == (0, "refused")
    assert "an author of OpenAlex" in corpus.skipped[0].reason


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [None], [{"display_name": 4}], True])
def test_values_of_other_types_than_expected_do_no_harm(put, value):
    work = json.loads(SAMPLES["openalex"].read_text("utf-8"))[0]
    for name in set(work) - {"id"}:
        changed = json.dumps([{**work, name: value}])
        corpus = read_sources(put("w.json", changed))
        assert corpus.records_in == len(corpus.details([0])) == 1


def test_the_table_of_openalex_parts_values_by_bars():
    record, own, index, details = first("openalex-table")
    assert (own, index) == ([], ["Kite", "Wind; storm"])
    assert (record["id"], record["year"]) == ("W1000000001", 2020)
    assert details.authors == ("Anna Author-1", "Ben Author-2")
    assert details.countries == ("Italy", "Japan")


def test_references_in_the_table_of_openalex_are_counted(put):
    added = ("referenced_works", "https://openalex.org/W5|https://openalex.org/W6", "")
    rows = SAMPLES["openalex-table"].read_text("utf-8").splitlines()
    text = "".join(f'{row},"{cell}"\n' for row, cell in zip(rows, added, strict=True))
    corpus = read_sources(put("a.csv", text))
    assert corpus.record_columns["references"].tolist() == [2, -1]


CHOICES = {
    "pubmed": {
        "": ["Acetanilides", "Angina, Unstable", "Humans", "Wind"],
        "mesh-major": ["Acetanilides", "Angina, Unstable"],
        "mesh-topics": ["Acetanilides", "Angina, Unstable", "Wind"],
        "fields": [],
    },
    "dimensions": {
        "fields": ["Biomedical Sciences", "Oncology"],
        "goals": ["Good Health"],
        "mesh-topics": ["Kites", "Wind"],
    },
    "lens": {"mesh": ["Humans", "Kites"]},
    "openalex": {
        "concepts": ["Wind", "Kite"],
        "topics": ["Windless days"],
        "fields": ["Arts"],
        "mesh": ["Humans", "Kites"],
        "mesh-major": ["Kites"],
    },
    "openalex-table": {"topics": ["Windless days"]},
}


@pytest.mark.parametrize(
    ("name", "vocabulary"), [(name, choice) for name, rows in CHOICES.items() for choice in rows]
)
def test_the_user_chooses_the_vocabulary(name, vocabulary):
    assert first(name, vocabulary=vocabulary)[2] == CHOICES[name][vocabulary]


def test_the_report_says_which_vocabularies_there_are():
    corpus = read_sources(SAMPLES["lens"])
    assert corpus.files[0].vocabularies == (("fields", 1), ("mesh", 1))
    (problem,) = corpus.problems
    assert problem.code == "vocabularies"
    assert problem.message == (
        "index keywords are its fields (1 records); it has mesh (1) too, see --vocabulary"
    )
    assert (problem.line, problem.file) == (1, "lens.csv")
    missing = read_sources(SAMPLES["lens"], vocabulary="concepts")
    assert missing.problems[0].message == "it has no concepts; it has fields (1), mesh (1)"


def test_where_the_usual_vocabulary_is_missing_that_is_told(put):
    corpus = read_sources(put("a.csv", "Lens ID,Title,MeSH Terms\nx,T,Kites; Wind\n"))
    assert [problem.message for problem in corpus.problems] == [
        "index keywords are its fields (0 records); it has mesh (1) too, see --vocabulary"
    ]


def test_check_tags_are_told_and_can_be_left_out():
    (problem,) = read_sources(SAMPLES["pubmed"]).problems
    assert "1 records have check tags of MeSH" in problem.message
    assert codes(read_sources(SAMPLES["pubmed"], vocabulary="mesh-topics")) == []


def test_headings_of_mesh_in_ris_are_index_keywords(put):
    lines = ["kites", "Gambling/*psychology", "*Wind", "Humans", "R&D/design", "Crime/economics"]
    text = "TY  - JOUR\nTI  - T\nDP  - PubMed\nAN  - 123\n"
    text += "".join(f"KW  - {line}\n" for line in lines) + "ER  - \n"
    corpus = read_sources(put("a.ris", text))
    assert keywords(corpus, 0, AUTHOR) == ["kites", "R&D/design"]
    assert keywords(corpus, 0, INDEX) == ["Gambling", "Wind", "Humans", "Crime"]
    assert codes(corpus) == ["mixed-keywords"]
    assert (corpus.record_columns["database"][0], corpus.record_columns["id"][0]) == (
        "PubMed",
        "123",
    )


def test_ris_and_bibtex_of_scopus_have_the_id_of_its_table(put):
    link = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-1&doi=x"
    ris = put("a.ris", f"TY  - JOUR\nTI  - T\nUR  - {link}\nDB  - Scopus\nER  - \n")
    bib = put(
        "a.bib", f"@ARTICLE{{A,\n title = {{T}},\n url = {{{link}}},\n source = {{Scopus}}\n}}\n"
    )
    corpus = read_sources(ris, bib, SAMPLES["scopus-table"])
    assert corpus.record_columns["id"].tolist()[:2] == ["2-s2.0-1"] * 2
    assert set(corpus.record_columns["database"]) == {"Scopus"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(SAMPLES)), data=st.data())
def test_a_sample_changed_anywhere_is_read_or_refused(put, name, data):
    changed = bytearray(SAMPLES[name].read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        corpus = read_sources(put("x", bytes(changed)))
    except CooccurError as error:
        assert error.code in CODES  # noqa: PT017 some are refused
        return
    (file,) = corpus.files
    assert file.records_in == file.kept + file.skipped
    assert len(corpus.details(range(len(corpus)))) == file.kept


@pytest.mark.parametrize("second", ["pubmed", "cochrane", "cssci", "scopus-text"])
def test_an_export_glued_behind_another_one_is_not_swallowed(put, second):
    ris = "TY  - JOUR\nTI  - T\nKW  - k\nER  - \n"
    text = SAMPLES[second].read_text("utf-8")
    for glued in (ris + text, text + ris):
        corpus = read_sources(put("x.txt", glued))
        assert corpus.records_in == len(corpus) == 3
        assert "k" in corpus.vocabulary
        assert "T" in {details.title for details in corpus.details(range(3))}


def test_records_of_a_glued_export_stand_in_the_line_of_the_whole_file(put):
    ris = "TY  - JOUR\nTI  - T\nKW  - k\nKW  - l\nKW  - m\nKW  - n\nER  - \n"
    text = SAMPLES["pubmed"].read_text("utf-8")
    alone = read_sources(put("a.txt", text)).record_columns["line"].tolist()
    glued = read_sources(put("b.txt", ris + text)).record_columns["line"].tolist()
    assert glued == [1, *(line + 7 for line in alone)]


def test_a_map_without_keywords_names_the_vocabularies_that_there_are():
    with pytest.raises(DataError, match="--vocabulary: fields, goals, mesh"):
        cooccur.map(SAMPLES["dimensions"], vocabulary="concepts")


@pytest.mark.parametrize(
    ("name", "below", "line", "number"),
    [
        ("pubmed", "", 1, 2),
        ("cochrane", "", 1, 2),
        ("cssci", "one more\nand another\n", 0, 2),
        ("openalex", "one more\nand another\n", 0, 2),
    ],
)
def test_lines_of_no_record_are_counted(put, name, below, line, number):
    above = "" if below else "searched for trust\n\non a Monday\n"
    text = SAMPLES[name].read_text("utf-8")
    corpus = read_sources(put("x", above + text + below))
    notes = [problem for problem in corpus.problems if problem.code == "foreign-lines"]
    assert len(corpus) == 2
    assert [note.line for note in notes] == [line or text.count("\n") + 1]
    assert notes[0].message.endswith(f": {number}")
