"""Tables of one's own: columns are guessed from the header, or named."""

import io
from pathlib import Path

import openpyxl
import pytest

import cooccur
from cooccur.errors import CallError, CooccurError, DataError, UnrecognisedError
from cooccur.model import AUTHOR, INDEX
from cooccur.readers.reading import read_sources
from cooccur.readers.table import parse_columns
from cooccur.readers.table_forms import TableForm, table_format

SAMPLE = Path(__file__).parent / "samples" / "table.csv"


@pytest.fixture
def put(tmp_path):
    """Write a file; return its path."""

    def put(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def keywords(corpus, kind=AUTHOR):
    rows = corpus.keyword_columns
    return [corpus.vocabulary[code] for code in rows["keyword"][rows["kind"] == kind]]


def test_a_file_that_is_no_table_is_refused_where_another_has_the_columns(put):
    chosen = "title=Name,keywords=Topics"
    good = put("a.csv", "Name,Topics\nKites,wind; paper\n")
    other = put("b.txt", "call the library\n")
    assert keywords(read_sources(good, columns=chosen)) == ["wind", "paper"]
    with pytest.raises(UnrecognisedError) as told:
        read_sources(good, other, columns=chosen)
    assert told.value.file == "b.txt"


def test_a_form_that_names_no_index_has_author_keywords_only():
    columns = {"title": "title", "keywords": "keywords", "subjects": "index"}
    form = TableForm("mine", "", "Mine", columns, is_header=lambda where: "title" in where)
    rows = [["Title", "Keywords", "Subjects"], ["Kites", "wind; paper", "toys"]]
    (entry,) = table_format(form).parse(rows)
    assert (entry.author_keywords, entry.index_keywords) == (["wind", "paper"], [])


def test_columns_are_guessed_from_the_header_and_told():
    corpus = read_sources(SAMPLE)
    assert keywords(corpus) == ["kites", "paper tails"]
    assert corpus.record_columns["year"].tolist() == [2020, 2021]
    assert corpus.record_columns["doi"][0] == "10.5555/kite.1"
    details = corpus.details([0])[0]
    assert (details.authors, details.source) == (("Author-1, Anna", "Author-2, Ben"), "Kite Today")
    (problem,) = corpus.problems
    assert (problem.code, problem.line) == ("columns", 1)
    assert "keywords = Tags" in problem.message
    assert "keywords are parted by ," in problem.message


HEADERS = {
    "IEEE": "Document Title,Authors,Publication Title,Publication Year,Author Keywords,IEEE Terms",
    "EBSCO": "Article Title,Author,Journal Title,Publication Date,Keywords,Subjects",
    "Zotero": "Title,Author,Publication Title,Publication Year,Manual Tags,Automatic Tags",
    "Chinese": "题名,作者,期刊,年份,关键词,主题词",
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_tables_of_many_tools_are_read_without_a_word(put, name):
    text = f"{HEADERS[name]}\nT,A,J,2020,k1; k2,m1; m2\n"
    corpus = read_sources(put("a.csv", text), **({"format": "table"} if name == "Chinese" else {}))
    assert keywords(corpus) == ["k1", "k2"]
    assert keywords(corpus, INDEX) == ["m1", "m2"]
    assert corpus.record_columns["year"][0] == 2020


@pytest.mark.parametrize("rest", ["Authors,Year,Journal", "Citations,Language,Document Type"])
def test_a_table_without_keywords_is_one_where_much_else_describes_its_titles(put, rest):
    path = put("a.csv", f"Title,{rest}\nKites,A,2020,J\n")
    if rest.startswith("Authors"):
        assert len(read_sources(path)) == 1
        return
    with pytest.raises(UnrecognisedError):
        read_sources(path)


def test_records_and_what_is_wrong_with_them_stand_in_the_row_that_is_told(put):
    rows = ["Title,Author Keywords,Year", "One,a,2020", "Two,b,2020", "Three,c,2020,more", ",,2020"]
    corpus = read_sources(put("a.csv", "\n".join(rows) + "\n"))
    assert corpus.record_columns["line"].tolist() == [2, 3, 4]
    assert [(p.line, p.code) for p in corpus.problems[1:]] == [(4, "damaged-record")]
    assert [(record.line, record.code) for record in corpus.skipped] == [(5, "damaged-record")]


def test_columns_can_be_named(put):
    path = put("a.csv", "Naam,Wie,Woorden,Termen,Title\nT,A,k1; k2,m,other\n")
    columns = "title=Naam, authors=Wie,keywords=Woorden,keywords=Termen"
    corpus = read_sources(path, columns=columns)
    assert keywords(corpus) == ["k1", "k2", "m"]
    assert (corpus.details([0])[0].title, corpus.details([0])[0].authors) == ("T", ("A",))


def test_named_columns_win_over_a_known_format_and_over_guesses(put):
    path = put("a.csv", "题名,作者,关键词,标签\n信任,甲,直播,x；y\n")
    assert read_sources(path).files[0].format == "cnki-table"
    corpus = read_sources(path, columns="keywords=标签")
    assert corpus.files[0].format == "table"
    assert keywords(corpus) == ["x", "y"]
    assert corpus.details([0])[0].title == "信任"


@pytest.mark.parametrize("name", ["cnki-table", "wos-table"])
def test_named_columns_are_those_of_any_table_and_of_no_known_format(put, name):
    path = put("a.csv", "Naam,Woorden\nT,k1; k2\n")
    with pytest.raises(CooccurError):
        read_sources(path, format=name, columns="title=Naam,keywords=Woorden")
    corpus = read_sources(path, format="table", columns="title=Naam,keywords=Woorden")
    assert keywords(corpus) == ["k1", "k2"]


def test_other_files_are_read_as_they_are_beside_named_columns(put):
    path = put("a.csv", "Naam,Woorden\nT,k1; k2\n")
    ris = put("b.ris", "TY  - JOUR\nTI  - T2\nKW  - k3\nER  - \n")
    corpus = read_sources(path, ris, columns="title=Naam,keywords=Woorden")
    assert [file.format for file in corpus.files] == ["table", "ris"]


def test_a_header_that_is_repeated_or_turned_round_is_no_record(put):
    text = "Title,Keywords\nA,k\nTitle,Keywords\nB,l\nKeywords,Title\nm,C\n"
    corpus = read_sources(put("a.csv", text))
    assert [details.title for details in corpus.details(range(len(corpus)))] == ["A", "B", "C"]
    assert keywords(corpus) == ["k", "l", "m"]


def test_of_the_columns_that_were_found_twenty_are_told_each_with_forty_characters(put):
    header = ",".join(f"{'n' * 38}{number}{'x' * 9}" for number in range(10, 40))
    with pytest.raises(CallError) as told:
        read_sources(put("a.csv", f"{header}\n"), columns="title=Naam")
    shown = ", ".join(f"{'n' * 38}{number}" for number in range(10, 30))
    assert str(told.value).endswith(f"that --columns names; found was: {shown}")


def test_of_long_names_of_columns_sixty_characters_are_told(put):
    name = "Keywords of " + "n" * 60
    corpus = read_sources(put("a.csv", f"T,{name}\nx,k\n"), columns=f"title=T,keywords={name}")
    assert f"title = T, keywords = {name[:60]};" in corpus.problems[0].message


def test_columns_that_no_table_has_are_a_wrong_call(put):
    ris = put("b.ris", "TY  - JOUR\nTI  - T\nER  - \n")
    other = put("a.csv", "Naam,Wie\nT,A\n")
    for lenient in (True, False):
        with pytest.raises(CallError, match=r"the columns Woorden .* found was: Naam, Wie"):
            read_sources(other, ris, columns="keywords=Woorden", lenient=lenient)


def test_beside_named_columns_a_named_file_that_is_no_export_is_an_error_all_the_same(put):
    table = put("c.csv", "Naam,Woorden\nT,k1; k2\n")
    wrong = [put(name, "Dear colleague,\nthank you.\n") for name in ("a.txt", "b.txt")]
    with pytest.raises(DataError) as told:
        read_sources(table, *wrong, columns="title=Naam,keywords=Woorden")
    assert told.value.file == "a.txt"


@pytest.mark.parametrize("text", ["", "title", "title=", "wrong=A", "year=Jaar", "title=A,x=B"])
def test_columns_that_cannot_be_understood_are_a_wrong_call(text):
    if text == "title=A,x=B":
        assert parse_columns(text) == {"title": ("A,x=B",)}
        return
    with pytest.raises(CallError):
        parse_columns(text)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["a; b, c", "d"], ["a", "b, c", "d"]),
        (["a|b", "c"], ["a", "b", "c"]),
        (["a,b", "c"], ["a", "b", "c"]),
        (["甲；乙", "丙"], ["甲", "乙", "丙"]),
        (["a/b", "c/d"], ["a", "b", "c", "d"]),
        (["a/b testing", "c", "d"], ["a/b testing", "c", "d"]),
    ],
)
def test_what_parts_keywords_is_found_in_the_whole_column(put, cells, expected):
    rows = "".join(f"T{n}\tA\t{cell}\n" for n, cell in enumerate(cells))
    corpus = read_sources(put("a.tsv", f"Title\tAuthors\tKeywords\n{rows}"))
    assert keywords(corpus) == expected


def test_workbooks_and_lines_above_the_header_are_read(put):
    book = openpyxl.Workbook()
    for row in (["My search"], [], ["Nr", "Title", "Keywords"], [1, "T", "k1; k2"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert keywords(read_sources(put("a.xlsx", file.getvalue()))) == ["k1", "k2"]
    corpus = read_sources(put("a.csv", "My search\n\nNr,Title,Keywords\n1,T,k1; k2\n"))
    assert keywords(corpus) == ["k1", "k2"]


@pytest.mark.parametrize(
    "text",
    [
        "label,replace by\nkite,kites\n",
        "Title,Price\nA kite,3\n",
        "keyword,occurrences,cluster\nkite,3,1\n",
        "name,keywords\nAnna,kites\n",
    ],
)
def test_a_table_of_other_things_is_no_export(put, text):
    with pytest.raises(UnrecognisedError):
        read_sources(put("a.csv", text))


def test_tables_that_cooccur_writes_are_not_read_again(export, tmp_path):
    cooccur.map(export).save(f"{tmp_path}/tables/")
    written = sorted((tmp_path / "tables").iterdir())
    corpus = read_sources(*written, lenient=True)
    assert corpus.files == ()
    assert len(corpus.problems) == len(written) > 5


def test_columns_are_kept_in_the_manifest_and_used_again(put, tmp_path):
    rows = "".join(f"T{n},k1; k2; k3\n" for n in range(4))
    path = put("own.csv", f"Naam,Woorden\n{rows}")
    made = cooccur.map(path, columns="title=Naam,keywords=Woorden", merge="off")
    assert made.network.n_nodes == 3
    made.save(tmp_path / "map.html")
    assert made.manifest["options"]["columns"] == "title=Naam,keywords=Woorden"
    assert cooccur.verify(tmp_path / "map.html", path).same


def test_the_command_knows_columns_and_vocabulary(run, put):
    path = put("own.csv", "Naam,Woorden\nT,k1; k2\n")
    told = run("inspect", path, "--columns", "title=Naam,keywords=Woorden")
    assert told.returncode == 0
    assert b"keywords = Woorden" in told.stderr
    lens = run("inspect", SAMPLE.with_name("lens.csv"), "--vocabulary", "mesh")
    assert b"index keywords are its mesh (1 records)" in lens.stderr
    assert run("map", path, "--columns", "nonsense").returncode == 2
    assert run("inspect", path, "--vocabulary", "mash").returncode == 2
