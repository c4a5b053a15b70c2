"""Tables with Chinese column names, read as CNKI and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.cnki_table import FORMATS
from cooccur.readers.entry import Damage, Entry, Note
from cooccur.readers.fields import match_key

HTML, SHEET = FORMATS

PAGE = """\
<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>table th{color:red}</style>\
<meta content="text/html; charset=gb2312"></head><body><table cellspacing='0' border='1'>\
<tr><td style='vnd.ms-excel.numberformat:@'>SrcDatabase-来源库</td><td>Title-题名</td>\
<td>Author-作者</td><td>Source-文献来源</td><td>Keyword-关键词</td><td>Summary-摘要</td>\
<td>PubTime-发表时间</td><td>Year-年</td></tr>\
<tr><td>期刊</td><td>纸鸢尾穗长短之比较</td><td>作者甲;作者乙;</td><td>示例学报</td>\
<td>纸鸢;;尾穗</td><td><正>比较&lt;尾穗&gt;,
p<0.05。</td><td>2020-01-01 00:00</td><td></td></tr>\
<tr><td>期刊</td><td>没有关键词</td><td></td><td>某刊</td><td></td><td></td><td></td>\
<td>2019</td></tr><tr></tr>\
<tr><td>SrcDatabase-来源库</td><td>Keyword-关键词</td><td>Title-书名</td><td>Author-作者</td></tr>\
<tr><td>图书</td><td>AI; Q&amp;A</td><td>Kites Without Wind</td><td>Anna Author</td></tr>\
</table></body></html>
"""

ROWS = [
    ["", "", "作者", "题名", "文献来源", "年", "卷", "关键词", "机构", "摘要", "被引"],
    ["1", "", "作者甲;", "尾穗模糊评判", "示例学报", "2011", "", "纸鸢;尾穗", "某校", "文。", "7"],
    ["2", "", "作者乙;", "竹骨弯度测量", "样本学报", "2012.0", "", "纸鸢；竹骨", "某中心"],
    ["", "", "作者", "题名", "文献来源", "年", "卷", "关键词", "机构", "摘要", "被引"],
    ["", "", "", "", "", "", "", "", "", "", ""],
    ["3", "", "作者丙;作者丁;", "纸面张力", "某杂志", "", "", "", "", "", "", ""],
]  # fmt: skip


def entries(format_, document):
    return [item for item in format_.parse(document) if isinstance(item, Entry)]


def details(format_, document, number):
    entry = entries(format_, document)[number]
    return format_.details(document, entry.start, entry.stop)


def test_each_form_is_recognised_by_its_format():
    assert HTML.recognises(PAGE.encode())
    assert SHEET.recognises(ROWS)
    assert not HTML.recognises(ROWS)
    assert not SHEET.recognises(PAGE.encode())
    assert (HTML.table, SHEET.table) == (False, True)


@pytest.mark.parametrize(
    "header",
    [
        ["PT", "AU", "TI", "SO", "DE", "ID", "PY"],
        ["Publication Type", "Authors", "Article Title", "Source Title", "Author Keywords"],
        ["Authors", "Title", "Year", "Source title", "Author Keywords", "DOI", "Link"],
        ["Lens ID", "Title", "Author/s", "Keywords", "Publication Year", "DOI"],
        ["Title", "Author", "Source", "Keyword", "Year", "DOI"],
        ["姓名", "作者", "单位", "年"],
        ["题名", "价格", "数量"],
        [],
    ],
)
def test_other_tables_are_not_recognised(header):
    assert not SHEET.recognises([header, ["a"] * len(header)])


@pytest.mark.parametrize(
    "header", [["关键字", "年份"], ["篇名", "DOI", "作者"], ["Title-题名", "Author-作者"]]
)
def test_a_title_or_keywords_and_one_more_column_are_enough(header):
    assert SHEET.recognises([["导出的文献", ""], header, ["a", "b"]])


@pytest.mark.parametrize(
    "page", ["", "<html><body>请登录</body></html>", "<table><tr><td>题名</td></tr></table>"]
)
def test_other_pages_are_not_recognised(page):
    assert not HTML.recognises(page.encode())


def test_every_sub_table_has_its_own_columns():
    first, second, third = entries(HTML, PAGE.encode())
    assert first.author_keywords == ["纸鸢", "尾穗"]
    assert second.author_keywords == []
    assert third.author_keywords == ["AI", "Q&A"]
    assert [e.year for e in (first, second, third)] == [2020, 2019, 0]
    assert {e.database for e in (first, second, third)} == {"CNKI"}
    assert first.match == match_key("纸鸢尾穗长短之比较", "作者甲", "示例学报")
    assert third.match == match_key("Kites Without Wind", "Anna Author", "")


def test_details_of_a_page():
    found = details(HTML, PAGE.encode(), 0)
    assert found.abstract == "比较<尾穗>, p<0.05。"
    assert found.authors == ("作者甲", "作者乙")
    assert found.source == "示例学报"
    assert details(HTML, PAGE.encode(), 2).title == "Kites Without Wind"


def test_end_tags_may_be_missing_and_be_in_capitals():
    page = "<TABLE><TR><TH>题名<TH>关键词<TR><TD>甲<br>乙<TD>信任;直播<TR><TD>丙<TD>电商</TABLE>"
    found = entries(HTML, page.encode())
    assert [list(e.author_keywords) for e in found] == [["信任", "直播"], ["电商"]]
    assert details(HTML, page.encode(), 0).title == "甲 乙"
    notes = [item for item in HTML.parse(page.encode()) if isinstance(item, Note)]
    assert [note.code for note in notes] == ["unfinished-record"]


def test_a_row_starts_in_its_line():
    page = "<table>\n<tr><td>题名</td><td>年</td></tr>\n<tr><td>甲</td><td>2020</td></tr>\n</table>"
    assert [entry.line for entry in entries(HTML, page.encode())] == [3]


def test_columns_of_a_sheet_are_found_by_name():
    first, second, third = entries(SHEET, ROWS)
    assert [e.line for e in (first, second, third)] == [2, 3, 6]
    assert [(e.start, e.stop) for e in (first, second, third)] == [(1, 2), (2, 3), (5, 6)]
    assert first.author_keywords == ["纸鸢", "尾穗"]
    assert second.author_keywords == ["纸鸢", "竹骨"]
    assert third.author_keywords == []
    assert [e.year for e in (first, second, third)] == [2011, 2012, 0]
    assert [e.citations for e in (first, second, third)] == [7, -1, -1]


def test_a_repeated_header_and_empty_rows_are_no_records():
    assert {type(item) for item in SHEET.parse(ROWS)} == {Entry}


def test_details_of_a_sheet():
    found = details(SHEET, ROWS, 0)
    assert (found.title, found.abstract) == ("尾穗模糊评判", "文。")
    assert details(SHEET, ROWS, 2).authors == ("作者丙", "作者丁")


def test_details_follow_the_header_that_stands_above():
    rows = [["题名", "作者"], ["甲", "李"], ["作者", "题名"], ["王", "乙"]]
    assert [details(SHEET, rows, number).title for number in range(2)] == ["甲", "乙"]
    assert SHEET.details([["甲", "李"]], 0, 1).title == ""


def test_a_row_that_does_not_fit_is_told():
    rows = [["合计"], *ROWS[:2], [*ROWS[1], "一格"], ["", "", "", "", "", "2020"]]
    found = list(SHEET.parse(rows))
    assert [type(item) for item in found] == [Note, Entry, Note, Entry, Damage]
    assert [(i.line, i.code) for i in found if not isinstance(i, Entry)] == [
        (1, "foreign-lines"),
        (4, "damaged-record"),
        (5, "damaged-record"),
    ]
    assert "2020" in found[-1].reason


def test_a_header_may_stand_in_the_twentieth_row():
    assert SHEET.recognises([["x"]] * 19 + ROWS)
    assert not SHEET.recognises([["x"]] * 20 + ROWS[:1])
    assert HTML.recognises(
        PAGE.replace("<table", "<table" + "><tr><td>x</td></tr" * 19, 1).encode()
    )


def test_of_a_row_without_title_a_hundred_characters_are_told():
    rows = [ROWS[0], ["", "", "", "", "", "长" * 60, "短" * 60]]
    found = [item.reason for item in SHEET.parse(rows) if isinstance(item, Damage)]
    said = f"{'长' * 60}; {'短' * 38}"
    assert found == [f"the row has no title, author or keywords, only {said!r}"]


def test_english_keywords_of_a_sheet_are_the_second_list():
    rows = [["题名", "关键词", "英文关键词", "语种"], ["甲", "信任,直播,", "Trust; Live", "中文"]]
    (entry,) = entries(SHEET, rows)
    assert (entry.author_keywords, entry.translated_keywords) == (
        ["信任", "直播"],
        ["Trust", "Live"],
    )
    assert entry.language == "Chinese"


def test_a_page_cut_anywhere_keeps_the_records_before_the_cut():
    document = PAGE.encode()
    whole = entries(HTML, document)
    for cut in range(len(document)):
        found = entries(HTML, document[:cut])
        complete = [entry for entry in whole if entry.stop <= cut]
        assert found[: len(complete)] == complete
        for entry in found[len(complete) :]:
            HTML.details(document[:cut], entry.start, entry.stop)


CELLS = st.sampled_from(
    ["", "题名", "关键词", "作者", "年", "Title-题名", "信任;直播", "2020", "甲"]
)
TAGS = st.sampled_from(["<tr>", "</tr>", "<td>", "</td>", "<th>", "<", "\n", "<br>", "&lt;"])


@given(rows=st.lists(st.lists(st.one_of(CELLS, st.text()), max_size=5), max_size=8))
def test_any_rows_give_entries_of_one_row_each(rows):
    for entry in entries(SHEET, rows):
        assert entry.stop == entry.start + 1 == entry.line
        found = SHEET.details(rows, entry.start, entry.stop)
        first_author = next(iter(found.authors), "")
        assert entry.match == match_key(found.title, first_author, found.source)


@given(text=st.one_of(st.text(), st.lists(st.one_of(CELLS, TAGS), max_size=60).map("".join)))
def test_any_page_gives_ordered_entries_that_can_be_read_again(text):
    document = text.encode("utf-8", "replace")
    end = 0
    for entry in entries(HTML, document):
        assert end <= entry.start < entry.stop <= len(document)
        assert entry.line == document.count(b"\n", 0, entry.start) + 1
        end = entry.stop
        found = HTML.details(document, entry.start, entry.stop)
        first_author = next(iter(found.authors), "")
        assert entry.match == match_key(found.title, first_author, found.source)
