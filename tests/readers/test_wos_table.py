import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.entry import Damage, Entry, Note
from cooccur.readers.rows import delimited
from cooccur.readers.wos_table import FORMATS

(TABLE,) = FORMATS

CELLS = {
    "PT": "J",
    "AU": "Author-1, A; Author-2, B",
    "AF": "Author-1, Anna; Author-2, Ben",
    "TI": "Trust in live streaming",
    "SO": "JOURNAL OF EXAMPLES",
    "LA": "English",
    "DT": "Article; Early Access",
    "DE": "Social commerce; trust",
    "ID": "CUSTOMER TRUST",
    "AB": '"Quoted" at its head',
    "C1": "[Author-1, A; Author-2, B] Example Univ, Wuhan, Peoples R China; "
    "[Author-2, B] Sample Inst, Boston, MA USA",
    "CR": "Able A, 2001, J EX; [Anonymous], 2002, J EX",
    "NR": "2",
    "TC": "7",
    "Z9": "9",
    "PD": "JAN 1",
    "PY": "2020",
    "DI": "10.5555/ABC.1",
    "EA": "",
    "UT": "WOS:000000000000001",
}
HEADER = list(CELLS)


def table(*changes, header=HEADER):
    rows = [{**CELLS, **change} for change in changes or ({},)]
    return [header, *([row.get(name, "") for name in header] for row in rows)]


def tabs(rows, end="\n"):
    return end.join("\t".join(row) for row in rows) + end


def parse(rows):
    return list(TABLE.parse(rows))


def entries(rows):
    return [part for part in parse(rows) if isinstance(part, Entry)]


def only(rows):
    (entry,) = entries(rows)
    return entry


@pytest.mark.parametrize("name", ["AU", "TI", "DE", "ID", "UT"])
def test_a_row_of_one_thing_is_none_the_less_a_record(name):
    rows = [HEADER, [cell if name == of else "" for of, cell in CELLS.items()]]
    assert len(entries(rows)) == 1


@pytest.mark.parametrize("name", ["SO", "LA", "PY", "TC", "DI"])
def test_a_row_of_other_things_alone_is_damaged(name):
    rows = [HEADER, [cell if name == of else "" for of, cell in CELLS.items()]]
    assert [type(part) for part in parse(rows) if not isinstance(part, Note)] == [Damage]


def test_a_header_may_stand_in_the_twentieth_row():
    assert TABLE.recognises([["x"]] * 19 + table())
    assert not TABLE.recognises([["x"]] * 20 + table())


def test_a_row_gives_all_its_light_fields():
    assert only(table()) == Entry(
        line=2,
        start=1,
        stop=2,
        id="WOS:000000000000001",
        doi="10.5555/abc.1",
        year=2020,
        citations=7,
        references=2,
        language="English",
        document_type="Article; Early Access",
        database="WOS",
        author_keywords=["Social commerce", "trust"],
        index_keywords=["CUSTOMER TRUST"],
    )


def test_the_long_fields_of_a_row():
    found = TABLE.details(table(), 1, 2)
    assert found.title == "Trust in live streaming"
    assert found.abstract == '"Quoted" at its head'
    assert found.authors == ("Author-1, Anna", "Author-2, Ben")
    assert found.countries == ("Peoples R China", "USA")
    assert found.source == "JOURNAL OF EXAMPLES"


@pytest.mark.parametrize("names", [("U1", "U2"), ("180 Day Usage Count", "Since 2013 Usage Count")])
def test_how_often_a_record_was_used_is_told_or_unknown(names):
    header, row = table()
    rows = [[*header, *names], [*row, "3", "41"], [*row, "", "0"]]
    found = [TABLE.details(rows, n, n + 1) for n in (1, 2)]
    assert [(part.usage_180, part.usage_2013) for part in found] == [(3, 41), (-1, 0)]
    assert TABLE.details(table(), 1, 2).usage_180 == -1


def test_columns_are_found_by_name_not_by_place():
    assert only(table(header=HEADER[::-1])) == only(table())


def test_long_names_of_workbooks_are_known():
    names = {
        "PT": "Publication Type",
        "AU": "Authors",
        "TI": "Article Title",
        "SO": "Source Title",
        "DE": "Author Keywords",
        "ID": "Keywords Plus",
        "PY": "Publication Year",
        "TC": "Times Cited, WoS Core",
        "NR": "Cited Reference Count",
        "DI": "DOI",
        "LA": "Language",
        "DT": "Document Type",
        "UT": "UT (Unique WOS ID)",
    }
    codes = list(names)
    rows = table(header=codes)
    assert only([list(names.values()), *rows[1:]]) == only(table())


@pytest.mark.parametrize("extra", [[""], []])
def test_a_row_may_have_one_cell_more_than_the_header(extra):
    header, row = table()
    assert only([header, [*row, *extra]]) == only(table())
    assert only([[*header, ""], row]) == only(table())


def test_quotes_at_the_head_of_a_cell_are_content():
    rows = delimited(
        tabs(table({"TI": '"Trust" in streams'}, {"TI": '"Live" and "slow"'})).encode()
    )
    assert [TABLE.details(rows, n, n + 1).title for n in (1, 2)] == [
        '"Trust" in streams',
        '"Live" and "slow"',
    ]


def test_a_table_saved_again_with_quotes_is_read():
    rows = [[f'"{cell}"' for cell in row] for row in table({"AB": "two\nlines"})]
    quoted = delimited(tabs(rows).encode())
    assert only(quoted) == only(table())
    assert TABLE.details(quoted, 1, 2).abstract == "two lines"


def test_a_line_break_in_a_cell_makes_no_second_record():
    broken = table({"AB": "two\nlines", "UT": "WOS:1"}, {"UT": "WOS:2"})
    rows = delimited(tabs(broken).encode())
    assert [entry.id for entry in entries(rows)] == ["WOS:1", "WOS:2"]
    first = entries(rows)[0]
    assert TABLE.details(rows, first.start, first.stop).abstract == "two lines"


def test_a_cell_may_have_several_line_breaks():
    broken = {"AB": "one\ntwo\nthree", "AU": "A, B;\nC, D", "EA": "OCT\n1\n2021"}
    rows = delimited(tabs(table(broken)).encode())
    entry = only(rows)
    assert entry.id == "WOS:000000000000001"
    details = TABLE.details(rows, entry.start, entry.stop)
    assert (details.abstract, details.authors) == (
        "one two three",
        ("Author-1, Anna", "Author-2, Ben"),
    )


def test_a_row_cut_short_keeps_what_it_has():
    header, row = table()
    entry = only([header, row[:8]])
    assert entry.author_keywords == ["Social commerce", "trust"]
    assert entry.match.startswith("trustinlivestreaming\x1fauthor1a\x1f")


def test_the_header_of_a_glued_file_is_no_record():
    assert len(entries(table() + table({"UT": "WOS:2"}))) == 2


def test_rows_under_a_second_header_of_other_columns_are_skipped():
    rows = table() + table(header=HEADER[::-1])
    assert len(entries(rows)) == 1
    (damage,) = [part for part in parse(rows) if isinstance(part, Damage)]
    assert (damage.line, damage.code) == (4, "damaged-record")


def test_rows_before_the_header_and_empty_rows_are_passed_over():
    rows = [["my search"], [], *table(), [""], ["", ""]]
    assert only(rows).line == 4


def test_a_row_of_nothing_that_identifies_it_is_damaged():
    header, _ = table()
    row = ["J" if name == "PT" else "2020" if name == "PY" else "" for name in header]
    (damage,) = parse([header, row])
    assert (damage.line, damage.code) == (2, "damaged-record")


def test_a_row_without_an_id_is_known_by_title_author_and_source():
    entry = only(table({"UT": ""}))
    assert (entry.id, entry.match) == ("", "trustinlivestreaming\x1fauthor1a\x1fjournalofexamples")


@pytest.mark.parametrize(
    ("change", "year"),
    [({"EA": "OCT 2022"}, 2022), ({"EA": "2022-10-01"}, 2022), ({"PD": "JUL 2002"}, 2002), ({}, 0)],
)
def test_the_year_falls_back_on_other_dates(change, year):
    assert only(table({"PY": "", **change})).year == year


def test_counts_fall_back_on_what_else_tells_them():
    entry = only(table({"TC": "", "NR": ""}))
    assert (entry.citations, entry.references) == (9, 2)


def test_an_all_databases_save_has_its_keywords_elsewhere():
    header = ["PT", "AU", "TI", "SO", "AK", "UT"]
    assert only(table({"AK": "trust; live streaming"}, header=header)).author_keywords == [
        "trust",
        "live streaming",
    ]
    assert only(table({"AK": "종이로 만든 연의 꼬리를 " * 20}, header=header)).author_keywords == []


def test_a_short_record_export_tells_how_to_get_keywords():
    rows = table(header=["PT", "AU", "TI", "SO", "PY", "UT", ""])
    (note,) = [part for part in parse(rows) if isinstance(part, Note)]
    assert note.code == "no-keyword-fields"


def test_only_tables_of_this_database_are_recognised():
    assert TABLE.recognises(table())
    assert TABLE.recognises([["my search"], *table()])
    assert not TABLE.recognises([["Authors", "Title", "Source title", "Author Keywords", "EID"]])
    assert not TABLE.recognises([["TI", "SO", "ID"]])
    assert not TABLE.recognises([])
    assert not TABLE.recognises(b"PT\tAU\tTI\tSO\tUT\n")


cells = st.sampled_from(["J", "", "PT", "TI", "SO", "WOS:1", "trust; x", "2020", "a\nb", '"'])


@given(st.lists(st.lists(cells, max_size=22), max_size=6))
def test_rows_of_any_cells_give_entries_inside_the_table(rows):
    document = [*table(), *rows]
    for part in parse(document):
        if isinstance(part, Entry):
            assert 0 < part.start < part.stop <= len(document)
            TABLE.details(document, part.start, part.stop)
