import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CODES, DataError
from cooccur.prepare.keywords import comparison_key
from cooccur.prepare.thesaurus import (
    parse_stop_list,
    parse_thesaurus,
    read_stop_list,
    read_thesaurus,
)

VOSVIEWER = "label\treplace by\nbase stations\tbs\nbase station\tbs\ncopyright\t\n"


def test_a_vosviewer_thesaurus_replaces_and_drops():
    thesaurus = parse_thesaurus(VOSVIEWER)
    assert thesaurus.rows == (("base stations", "bs"), ("base station", "bs"), ("copyright", ""))
    assert thesaurus.replacements() == {
        "base stations": "bs",
        "base station": "bs",
        "copyright": "",
    }
    assert thesaurus.problems == ()


def test_the_columns_are_found_by_their_name():
    thesaurus = parse_thesaurus(
        "id\tReplace by\tLABEL\t\r\n1\tbs\tbase station\r\n\r\n2\t\tx\t\t\r\n"
    )
    assert thesaurus.rows == (("base station", "bs"), ("x", ""))


def test_cells_that_a_spreadsheet_quoted_are_unquoted():
    text = 'label\treplace by\nprivacy\t"security, privacy and trust"\n"a ""b"""\t"c"\n'
    assert parse_thesaurus(text).rows == (
        ("privacy", "security, privacy and trust"),
        ('a "b"', "c"),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("model#models\nGIS#geographic information system (GIS)\n", ""),
        ("@PHRASEmodel#@PHRASEmodels\r@PHRASEGIS#@PHRASEgeographic information system (GIS)", ""),
        ("model\tmodels\nGIS\tgeographic information system (GIS)", "citespace.alias"),
    ],
)
def test_the_first_of_a_citespace_alias_stays(text, name):
    assert parse_thesaurus(text, name=name).rows == (
        ("models", "model"),
        ("geographic information system (GIS)", "GIS"),
    )


def test_pairs_with_a_tab_and_no_header_may_mean_either_direction():
    with pytest.raises(DataError, match="label<TAB>replace by"):
        parse_thesaurus("model\tmodels\n", name="thesaurus.txt")


def test_replacements_are_found_in_any_spelling_and_the_first_counts():
    thesaurus = parse_thesaurus("label\treplace by\nOn-Line\tonline\non line\tweb\n", name="t.txt")
    assert thesaurus.replacements() == {"on line": "online"}
    assert thesaurus.replacements(hyphens=False) == {"on-line": "online", "on line": "web"}
    (problem,) = thesaurus.problems
    assert (problem.file, problem.line, problem.code) == ("t.txt", 3, "thesaurus")
    assert "line 2" in problem.message


def test_a_row_said_twice_is_no_problem():
    assert not parse_thesaurus("label\treplace by\na\tb\nA\tB\nb\tb\n").problems


def test_a_chain_is_told():
    thesaurus = parse_thesaurus("label\treplace by\na\tb\nb\tc\nd\te\ne\t\n", name="t.txt")
    assert [problem.line for problem in thesaurus.problems] == [2, 4]
    assert "line 3 says is replaced by 'c'" in thesaurus.problems[0].message
    assert "line 5 says is dropped" in thesaurus.problems[1].message


def test_a_cycle_is_told_at_every_row():
    assert [p.line for p in parse_thesaurus("b#a\nc#b\na#c\n").problems] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("label\treplace by\na\tb\nbase station\n", 3, "1 cells found"),
        ("label\treplace by\na\tb\tc\n", 2, "3 cells found"),
        ("label\treplace by\n\n\tb\n", 3, "'' found"),
        ("label\treplace by\na\t...\n", 2, "'...' found"),
        ("a#b\n\nc#d#e\n", 3, "'c#d#e' found"),
        ("a#b\n#c\n", 2, "'#c' found"),
        ("a#b\n@PHRASE#c\n", 2, "'@PHRASE#c' found"),
        ("\n\nhello\n", 3, "'hello' found"),
        ("label,replace by\na,b\n", 1, "'label,replace by' found"),
        ("\x1b[31mlabel\n", 1, r"'\\x1b\[31mlabel' found"),
    ],
)
def test_a_line_that_is_not_understood_is_named(text, line, found):
    with pytest.raises(DataError, match=found) as caught:
        parse_thesaurus(text, name="t.txt")
    assert (caught.value.file, caught.value.line) == ("t.txt", line)
    assert caught.value.code == "thesaurus"
    assert "expected" in caught.value.message
    assert len(str(caught.value)) < 400


def test_an_empty_thesaurus_is_refused():
    with pytest.raises(DataError, match="holds nothing") as caught:
        parse_thesaurus("\ufeff \n\n", name="t.txt")
    assert caught.value.code == "empty"


def test_a_stop_list_has_one_keyword_a_line():
    text = "\ufeff# general words\n研究\n\n  analysis \r\n#MeToo\n# more\nC#\n"
    assert parse_stop_list(text) == ("研究", "analysis", "#MeToo", "C#")


def test_a_thesaurus_is_no_stop_list():
    with pytest.raises(DataError, match="one keyword a line") as caught:
        parse_stop_list("study\t\n" + VOSVIEWER, name="stop.txt")
    assert (caught.value.file, caught.value.line) == ("stop.txt", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_are_read_in_the_encodings_of_exports(tmp_path, encoding):
    path = tmp_path / "词表.txt"
    path.write_bytes("label\treplace by\n电子商务\t电商\n".encode(encoding))
    thesaurus = read_thesaurus(path)
    assert (thesaurus.rows, thesaurus.name) == ((("电子商务", "电商"),), "词表.txt")
    path.write_bytes("研究\n对策\n".encode(encoding))
    assert read_stop_list(str(path)) == ("研究", "对策")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    for name, data, code in (("none", None, "not-found"), ("bad", b"a\xff\xff#b", "encoding")):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(DataError) as caught:
            read_thesaurus(tmp_path / name)
        assert caught.value.code == code
        assert name in caught.value.file
    with pytest.raises(DataError) as caught:
        read_stop_list(tmp_path)
    assert caught.value.code == "unreadable"


def test_a_file_that_is_kept_from_us_is_told(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "t.txt"
    path.write_text("a#b")
    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(DataError, match="Permission denied") as caught:
        read_thesaurus(path)
    assert caught.value.code == "unreadable"


@given(st.text(max_size=60), st.sampled_from(["", "citespace.alias"]))
def test_any_text_is_a_thesaurus_or_a_told_mistake(text, name):
    for head in ("", "label\treplace by\n", "a#b\n"):
        told = None
        try:
            thesaurus = parse_thesaurus(head + text, name=name)
        except DataError as error:
            told = error
        if told is None:
            assert all(comparison_key(variant) for variant, _ in thesaurus.rows)
        else:
            assert told.code in CODES
            assert told.message.isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('label\treplace by\na\t""\n', ""),
        ("label\treplace by\na\tb\t\t\n", "b"),
        ("label\treplace by\tnote\na\t\n", ""),
    ],
)
def test_empty_cells_of_a_thesaurus_are_empty_however_written(text, expected):
    thesaurus = parse_thesaurus(text, name="t.txt")
    assert not thesaurus.problems
    assert thesaurus.rows == (("a", expected),)
