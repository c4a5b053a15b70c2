import io
import sys
import zipfile
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooccur.errors import CODES, CooccurError, DataError, UnknownChoiceError, UnrecognisedError
from cooccur.model import AUTHOR, INDEX, TRANSLATED
from cooccur.readers import documents
from cooccur.readers.bounded import Limits
from cooccur.readers.entry import Entry, Note
from cooccur.readers.formats import READ_FORMATS, recognise
from cooccur.readers.reading import read_sources

WOS = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Author-1, A
TI Trust in streams
SO JOURNAL
DE trust; live streaming
ID TRUST
AB Long text.
PY 2020
UT WOS:1
ER

PT J
AU Author-2, B
TI Buyers
SO JOURNAL
DE buyers; trust
PY 2021
UT WOS:2
ER

EF
"""
TABLE = """\
PT\tAU\tTI\tSO\tDE\tID\tPY\tUT
J\tAuthor-1, A\tTrust in streams\tJOURNAL\ttrust\t\t2020\tWOS:1
"""
CNKI = """\
RT Journal Article
SR 1
A1 作者甲;
T1 社会化电商中的信任
JF 示例学报
YR 2021
K1 社会化电商;信任
 Social commerce;Trust

AB 摘要。
LA 中文;
DS CNKI

"""
RIS = "TY  - JOUR\nTI  - Trust\nAU  - Author-1, A\nPY  - 2020\nKW  - trust\nER  - \n"
BIBTEX = """\
@article{a,
 title = {Trust},
 author = {Author-1, A},
 year = {2020},
 keywords = {trust}
}
"""


def workbook():
    book = openpyxl.Workbook()
    for row in TABLE.splitlines():
        book.active.append(row.split("\t"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.fixture
def put(tmp_path):
    """Write a file into the folder of exports; return its path."""

    def put(name, content):
        path = tmp_path / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def problems(corpus):
    return [(p.file, p.code) for p in corpus.problems]


SAMPLES = {
    "wos-tagged": WOS,
    "citespace-cnki": WOS.replace("WOS:1", "CNKI:0").replace("WOS:2", "CNKI:0"),
    "wos-table": TABLE,
    "cnki-refworks": CNKI,
    "cnki-endnote": "%0 Journal Article\n%T 信任\n%A 作者甲\n%D 2021\n%K 信任;直播\n",
    "ris": RIS,
    "bibtex": BIBTEX,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_content_decides_the_format_never_the_name(put, name):
    corpus = read_sources(put("export.csv", SAMPLES[name]))
    assert [file.format for file in corpus.files] == [name]
    assert len(corpus) > 0


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_every_format_is_read_in_every_encoding(put, name, codec):
    plain = read_sources(put("plain.txt", SAMPLES[name]))
    other = read_sources(put("other.txt", SAMPLES[name].replace("\n", "\r\n").encode(codec)))
    assert other.vocabulary == plain.vocabulary
    assert other.record_columns["year"].tolist() == plain.record_columns["year"].tolist()


@pytest.mark.parametrize("row", READ_FORMATS, ids=lambda row: row.name)
def test_a_sample_is_recognised_by_its_own_reader_only(row):
    for name, sample in SAMPLES.items():
        if not row.table and row.name != "wos-tagged":
            assert row.recognises(sample.encode()) == (name == row.name)


def test_names_of_formats_are_unique_and_titled():
    names = [row.name for row in READ_FORMATS]
    assert len(set(names)) == len(names)
    assert all(row.title for row in READ_FORMATS)


def test_the_records_of_one_file_become_columns(put):
    corpus = read_sources(put("savedrecs.txt", WOS))
    columns = corpus.record_columns
    assert columns["id"].tolist() == ["WOS:1", "WOS:2"]
    assert columns["line"].tolist() == [3, 14]
    assert columns["year"].tolist() == [2020, 2021]
    assert corpus.vocabulary == ("trust", "live streaming", "TRUST", "buyers")
    rows = corpus.keyword_columns
    assert rows["record"].tolist() == [0, 0, 0, 1, 1]
    assert rows["keyword"].tolist() == [0, 1, 2, 3, 0]
    assert rows["kind"].tolist() == [AUTHOR, AUTHOR, INDEX, AUTHOR, AUTHOR]
    (file,) = corpus.files
    assert (file.path, file.encoding, file.records_in, file.kept) == (
        "savedrecs.txt",
        "UTF-8",
        2,
        2,
    )
    assert (file.years, file.with_author_keywords, file.with_index_keywords) == ((2020, 2021), 2, 1)
    assert len(file.sha256) == 64


def test_both_lists_of_a_bilingual_record_are_kept_apart(put):
    corpus = read_sources(put("cnki.txt", CNKI))
    assert corpus.keyword_columns["kind"].tolist() == [AUTHOR] * 2 + [TRANSLATED] * 2
    assert corpus.vocabulary[2:] == ("Social commerce", "Trust")


def test_long_fields_are_read_when_asked_for(put):
    corpus = read_sources(put("a.txt", WOS), put("b.xlsx", workbook()), put("c.txt", CNKI))
    titles = [details.title for details in corpus.details(range(len(corpus)))]
    assert titles == ["Trust in streams", "Buyers", "Trust in streams", "社会化电商中的信任"]
    assert corpus.details([0])[0].abstract == "Long text."


def test_files_stand_in_the_order_of_their_paths_however_given(put):
    inputs = [put("b.txt", WOS), put("a/z.txt", CNKI), put("c.zip", zipped({"x.txt": RIS}))]
    paths = ["b.txt", "c.zip/x.txt", "z.txt"]
    for given_inputs in (inputs, inputs[::-1], [inputs[0].parent], [f"{inputs[0].parent}/*"]):
        corpus = read_sources(*given_inputs)
        assert [file.path for file in corpus.files] == paths
        assert corpus.record_columns["file"].tolist() == [0, 0, 1, 2]


def test_what_is_too_long_or_too_many_to_be_keywords_is_told(put):
    endless = "; ".join(f"word {n}" for n in range(1002))
    text = WOS.replace("DE trust", f"DE {'x' * 501}; trust").replace("DE buyers", f"DE {endless}")
    corpus = read_sources(put("a.txt", text))
    assert [(p.line, p.code) for p in corpus.problems] == [(3, "too-long"), (14, "too-long")]
    assert "1 of the 3" in corpus.problems[0].message
    assert "3 of the 1,003" in corpus.problems[1].message
    assert max(map(len, corpus.vocabulary)) < 501
    assert len(corpus.keyword_columns["record"]) == 3 + 1000


def test_nothing_is_merged_here(put):
    put("a.txt", WOS)
    corpus = read_sources(put("b.txt", WOS).parent)
    assert len(corpus) == corpus.kept == corpus.records_in == 4


def test_members_of_archives_are_read(put):
    archive = put("all.zip", zipped({"b/w.txt": WOS, "t.xlsx": workbook(), "notes.md": "hello"}))
    corpus = read_sources(archive)
    assert [file.path for file in corpus.files] == ["all.zip/b/w.txt", "all.zip/t.xlsx"]
    assert problems(corpus) == [("all.zip/notes.md", "passed-over")]
    archive.unlink()
    assert corpus.details([2])[0].title == "Trust in streams"


STRANGERS = {
    "page.html": (b"<!DOCTYPE html><html><body>Hello</body></html>", "unrecognised", "web page"),
    "login.txt": (b"<html><form>Password</form></html>", "refused", "sign in"),
    "paper.pdf": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "unrecognised", "PDF"),
    "map.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "unrecognised", "image"),
    "login-16.txt": ("<html><form>登录</form></html>".encode("utf-16"), "refused", "sign in"),
    "data.json": (b'{"a": 1}', "unrecognised", "JSON"),
    "letter.rtf": (b"{\\rtf1 my password}", "unrecognised", "RTF"),
    "users.json": (b'{"password": 1}', "unrecognised", "JSON"),
    "notes.txt": (b"Dear diary\nPT J is a tag", "unrecognised", "Dear diary"),
    "word.docx": (zipped({"[Content_Types].xml": b"", "word/a": b""}), "unrecognised", "Office"),
    "empty.txt": (b"", "empty", "export the records again"),
    "blank.txt": (b"\xef\xbb\xbf \n\n", "empty", "export the records again"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_named_file_that_is_no_export_is_an_error_that_advises(put, name):
    data, code, hint = STRANGERS[name]
    with pytest.raises(UnrecognisedError, match=hint) as told:
        read_sources(put(name, data), put("a.txt", WOS))
    assert (told.value.code, told.value.file, told.value.exit_code) == (code, name, 1)
    assert len(str(told.value)) < 1000


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_in_a_folder_that_is_no_export_is_passed_over(put, name):
    put(name, STRANGERS[name][0])
    corpus = read_sources(put("a.txt", WOS).parent)
    assert problems(corpus) == [(name, "passed-over")]
    assert len(corpus) == 2


def test_a_lenient_reading_tells_of_named_files_instead_of_failing(put):
    corpus = read_sources(put("x.txt", "Dear diary"), lenient=True)
    assert problems(corpus) == [("x.txt", "unrecognised")]
    assert len(corpus) == 0
    assert corpus.records.empty
    assert corpus.keywords.empty


def test_where_nothing_holds_a_record_that_is_said(put):
    with pytest.raises(DataError, match="none of the 1 files") as told:
        read_sources(put("x.txt", "Dear diary").parent)
    assert told.value.code == "no-records"


def test_where_nothing_holds_a_record_the_first_reason_is_told(put):
    put("a.txt", "Dear diary")
    with pytest.raises(DataError, match=r"the 2 files that were given holds a record; a\.txt: "):
        read_sources(put("b.xml", "<html></html>").parent)


def test_a_table_is_known_by_its_header_however_long_the_first_record_is(put):
    header, record, _ = TABLE.split("\n")
    corpus = read_sources(put("a.txt", f"{header}\tAB\n{record}\t{'long ' * 20_000}\n"))
    assert (corpus.files[0].format, len(corpus)) == ("wos-table", 1)


def test_of_a_text_that_is_no_export_its_first_forty_characters_are_told(put):
    with pytest.raises(UnrecognisedError) as told:
        read_sources(put("x.txt", f"\n{'𠀀' * 50}\nmore"))
    assert f"it looks like text that begins with '{'𠀀' * 40}', an export of" in str(told.value)


def test_an_export_without_records_is_no_export(put):
    with pytest.raises(DataError) as told:
        read_sources(put("x.txt", "FN Clarivate Analytics Web of Science\nVR 1.0\nEF\n"))
    assert told.value.code == "no-records"


def test_a_workbook_that_cannot_be_opened_is_told(put):
    broken = put("broken.xlsx", workbook()[:1000] + workbook()[1200:])
    with pytest.raises(DataError):
        read_sources(broken)
    corpus = read_sources(put("a.txt", WOS).parent)
    assert [p.file for p in corpus.problems] == ["broken.xlsx"]


def test_a_format_can_be_forced_by_name(put):
    hidden = put("a.txt", "x\n" * 70_000 + WOS)
    with pytest.raises(UnrecognisedError):
        read_sources(hidden)
    corpus = read_sources(hidden, format="wos-tagged")
    assert len(corpus) == 2
    assert [p.code for p in corpus.problems] == ["foreign-lines"]


def test_a_forced_format_that_finds_nothing_is_an_error(put):
    with pytest.raises(UnrecognisedError, match="no record of the format ris"):
        read_sources(put("a.txt", WOS), format="ris")
    with pytest.raises(UnrecognisedError, match="no record of the format wos-tagged"):
        read_sources(put("a.xlsx", workbook()), format="wos-tagged")


def test_an_unknown_format_names_those_that_exist(put):
    with pytest.raises(UnknownChoiceError, match=r"cnki-refworks.*ris"):
        read_sources(put("a.txt", WOS), format="wso")


def test_the_second_sheet_of_a_workbook_is_found(put):
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.create_sheet("about", 0).append(["my search", "today"])
    file = io.BytesIO()
    book.save(file)
    corpus = read_sources(put("a.xlsx", file.getvalue()))
    assert corpus.details([0])[0].title == "Trust in streams"


def test_damaged_records_and_notes_are_told_with_their_line(put):
    text = WOS.replace("PT J\nAU Author-1", "PT J\nER\n\nPT J\nAU Author-1").replace(
        "Long", "Long \xff"
    )
    corpus = read_sources(put("a.txt", text.replace("ÿ", "é").encode("cp1252")))
    assert [(s.file, s.line, s.code) for s in corpus.skipped] == [("a.txt", 3, "damaged-record")]
    assert problems(corpus) == [("a.txt", "encoding")]
    assert corpus.records_in == corpus.kept + 1 == 3


def test_replaced_characters_are_counted_with_the_line_of_the_first(put):
    corpus = read_sources(put("a.txt", ("é" * 30 + WOS).encode().replace(b"Buyers", b"Buy\xffers")))
    (problem,) = (p for p in corpus.problems if p.code == "encoding")
    assert problem.line == 16
    assert "1 characters" in problem.message


def test_large_files_are_read_again_and_must_be_the_same(put, monkeypatch):
    monkeypatch.setattr("cooccur.readers.reader.MOST_KEPT", 0)
    path = put("a.txt", WOS)
    corpus = read_sources(path, put("b.txt", TABLE), put("c.xlsx", workbook()))
    assert [d.title for d in corpus.details([0, 2, 3])] == ["Trust in streams"] * 3
    path.write_text(WOS.replace("Trust", "Crust"))
    with pytest.raises(DataError) as told:
        corpus.details([1])
    assert (told.value.code, told.value.file) == ("changed", "a.txt")
    path.unlink()
    with pytest.raises(DataError) as told:
        corpus.details([1])
    assert told.value.code == "unreadable"


def test_records_of_a_large_file_are_told_in_brief_without_the_rest(put, monkeypatch):
    monkeypatch.setattr("cooccur.readers.reader.MOST_KEPT", 0)
    corpus = read_sources(put("a.txt", WOS))
    monkeypatch.setattr("cooccur.readers.documents.sha256", None)
    assert [brief.title for brief in corpus.briefs([1])] == ["Buyers"]


def test_records_whose_text_is_not_the_bytes_of_their_file_are_told_in_brief(put, monkeypatch):
    monkeypatch.setattr("cooccur.readers.reader.MOST_KEPT", 0)
    corpus = read_sources(put("a.txt", WOS.replace("\n", "\r\n")))
    assert [brief.title for brief in corpus.briefs([1])] == ["Buyers"]


def test_documents_are_kept_as_far_as_there_is_room(put, monkeypatch):
    monkeypatch.setattr("cooccur.readers.reader.MOST_KEPT", 2 * len(WOS) + 1)
    paths = [put(name, WOS) for name in ("a.txt", "b.txt", "c.txt")]
    corpus = read_sources(*paths)
    for path in paths:
        path.unlink()
    assert [details.title for details in corpus.details([1, 3])] == ["Buyers"] * 2
    with pytest.raises(DataError):
        corpus.details([5])


def test_a_kept_document_needs_its_file_no_more(put):
    path = put("a.txt", WOS)
    corpus = read_sources(path)
    path.unlink()
    assert corpus.details([1])[0].title == "Buyers"


def test_the_size_of_a_document_counts_its_text():
    assert documents.size_of(b"abc") == 3
    rows = [["abc" * 50, "d"]] * 9
    held = 9 * sum(map(sys.getsizeof, rows[0]))
    assert 0.8 * held < documents.size_of(rows) < 1.3 * held


def test_inputs_are_left_alone(put):
    path = put("a.txt", WOS)
    path.chmod(0o444)
    before = path.stat()
    read_sources(path)
    assert (path.stat().st_mtime_ns, path.read_text()) == (before.st_mtime_ns, WOS)


def test_progress_goes_from_nought_towards_one(put):
    told = []
    put("a.txt", WOS)
    read_sources(put("b.txt", WOS).parent, progress=lambda what, share: told.append((what, share)))
    assert told == [("reading", 0.0), ("reading", 0.5)]


def test_limits_reach_archives(put):
    with pytest.raises(DataError, match="none of the 1 files"):
        read_sources(put("a.zip", zipped({"a.txt": WOS})), limits=Limits(member_bytes=10))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("scratch") / "any.txt"


def check_law(path):
    """Reading raises nothing but what it is meant to, and loses no record."""
    try:
        corpus = read_sources(path)
    except CooccurError as error:
        assert error.code in CODES  # noqa: PT017 most are refused
        assert len(str(error)) < 1000  # noqa: PT017
        return
    (file,) = corpus.files
    assert file.records_in == file.kept + file.merged + file.skipped
    assert len(corpus) == file.kept
    assert len(corpus.details(range(len(corpus)))) == file.kept


heads = st.sampled_from([b"", *(sample.encode() for sample in SAMPLES.values())])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(head=heads, tail=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(scratch, head, tail):
    scratch.write_bytes(head + tail)
    check_law(scratch)


@given(sample=st.sampled_from(sorted(SAMPLES)), data=st.data())
def test_a_sample_changed_anywhere_is_read_or_refused(scratch, sample, data):
    changed = bytearray(SAMPLES[sample].encode())
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    scratch.write_bytes(changed)
    check_law(scratch)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_cut_at_any_byte_is_read_or_refused(name):
    whole = SAMPLES[name].encode()
    for cut in range(len(whole)):
        document = whole[:cut].decode("utf-8", "ignore").encode()
        row = recognise(document)
        if row and not row.table:
            parts = list(row.parse(document))
            places = [(p.start, p.stop) for p in parts if isinstance(p, Entry)]
            assert all(a[1] <= b[0] for a, b in pairwise(places))
            assert all(row.details(document, *place) for place in places)
            assert all(note.code in CODES for note in parts if isinstance(note, Note))
