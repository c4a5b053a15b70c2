"""CNKI text exports, read as they are written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Details
from cooccur.readers import cnki
from cooccur.readers.cnki import FORMATS
from cooccur.readers.cnki_fields import Words, keyword_in, keywords_in
from cooccur.readers.entry import CELLS, Damage, Entries, Entry, Note, one_by_one
from cooccur.readers.fields import match_key

BY_NAME = {format_.name: format_ for format_ in FORMATS}

REFWORKS = """\
RT Journal Article
SR 1
A1 作者甲;作者乙;
AD 示例大学图书馆;样本大学某学院;
T1 无风小镇纸鸢的放飞办法——以甲镇为例
JF 示例学报
YR 2021
IS 03
vo\x20
OP 38-43
K1 纸鸢;竹骨;静风
 Paper kite;Bamboo frame;Still
air

AB <正>本文拿EX纸鸢作例子~([1-3]),量其尾长。
\t第二段,p&lt;0.05。
SN 0000-000X
CN 00-0000/G0
LA 中文;
DS CNKI

RT Dissertation/Thesis
SR 1
A1 作者丙
A3 作者丁
PB 示例大学
T1 纸鸢尾穗长短之比较
CL 硕士
YR 2020
K1 尾穗;VR&AR技术;
AB 尾穗有长有短。
LA 中文
DS CNKI

RT Book
SR 1
A1作者戊;作者己
T1 纸鸢概论
PB 某出版社
FD 202406
LA 中文
DS CNKI

RT Other Article
SR 1
T1 12345号示例系统
A1 作者庚
DB 科技成果
FD 2015-03-03

RT Journal Article
SR 1
A1 作者辛
T1 写给无风天的纸鸢
JF 样本学报
OP 1-6
K1 无风天
DO 10.5555/ABC.2024.7
LK https://link.cnki.net/urlid/00.0000.G0.20240101.0000.000
"""

ENDNOTE = """\
%0 Journal Article
%A 作者甲
%A 作者乙
%+ 示例大学;某学院;
%T 尾穗图谱
%J 示例杂志
%D 2011
%N 04
%K 尾穗;;纸面;;示例软件 Ⅱ
%X 第一段。

    第二段。
%R 10.5555/j.cnki.ex.2011.04.001
%@ 0000-0000
%W CNKI

%0 Thesis
%A 作者丙
%T 竹骨弯度试验
%Y 作者丁
%I 示例大学
%9 硕士
%K 竹骨;弯度;
%U https://kns.cnki.net/kcms/detail/00.0000.R.20210101.0000.000.html
%W CNKI
"""

NOTEEXPRESS = """\
{Reference Type}: Journal Article
{Title}: 静风时Example纸鸢的起飞
{Author}: 作者甲;作者乙;
{Author Address}: 示例大学某学院;
{Journal}: 示例学报
{Year}: 2019
{Subsidiary Author,}: 某学会
{图书印刷版ISBN}: 9780000000000
{Keywords}: 静风;;Example纸鸢;起飞
{Abstract}: Abstract(#br)纸鸢借热气
缓缓升起。
{ISBN/ISSN}: 0000-0000
{Database Provider}: CNKI


{Reference Type}: Journal Article
{Title}: 长短尾穗的效果
{Translated Title}: Effect of tails
{Author}: 作者丙
{Author}: 作者丁
{Author Address}: 某学院
{Author Address}: 某学院
{Journal}: 样本学报
{Year}: 2020
{Keywords}: 尾穗
{Keywords}:  竹骨
{Keywords}:  纸面
{DOI}: 10.5555/j.issn.0000-0000.2020.01.001
{Database Provider}: 北京万方数据股份有限公司
{Language}: chi

{Reference Type}: Newspaper Article
{Title}: 纸鸢小记
{Date}: 2019-01-09
{Keywords}: 竹骨；纸面；尾穗
{Abstract}：纸鸢很轻。
{Database Provider}: 《示例》编辑部
{Language}：chi
"""

SELF_DEFINED = """\
SrcDatabase-来源库:  CJFD2017
Title-题名:  热气在纸鸢中的应用
Author-作者:  作者甲;作者乙;
Organ-单位:  示例大学某系;
Source-文献来源:  示例学报
Keyword-关键词:  热气;;纸鸢
Summary-摘要:  先看纸鸢借热气,
EXAMPLE-19: 再看它升起。
Fund-基金:  某基金;
另一基金
Year-年:  2017
PageCount-页码:  1-4


SrcDatabase-来源库:  CJFD2018
Title-题名:  尾穗小记
Keyword-关键词:  纸面,竹骨,尾穗,示例词语,
PubTime-发表时间:  2018-01-01 00:00
"""

ESTUDY = """\
DataType: 1
Title-题名: 纸面与竹骨的配合
Author-作者: 作者甲;作者乙;
Source-刊名: 示例学报
Year-年: 2021
Keyword-关键词: 纸面;竹骨
Summary-摘要: <正>纸面很轻。
PageCount-页数: 3
Page-页码: 1-3
SrcDatabase-来源库: 期刊
Organ-机构: 某大学某学院;
Link-链接: https://kns.cnki.net/detail.aspx?FileName=EXAA
DataType: 1
Title-题名: 尾穗标准
Source-刊名: 样本学报
PubTime-出版时间: 2021-01-01 00:00
Keyword-关键词: 尾穗;长短
Link-链接: https://kns.cnki.net/detail.aspx?FileName=EXBB
"""

SAMPLES = {
    "cnki-refworks": REFWORKS,
    "cnki-endnote": ENDNOTE,
    "noteexpress": NOTEEXPRESS,
    "cnki-self-defined": SELF_DEFINED,
}
EVERY = [*SAMPLES.items(), ("cnki-self-defined", ESTUDY)]


def parsed(name, text):
    return one_by_one(BY_NAME[name].parse(text.encode()))


def entries(name, text):
    return [item for item in parsed(name, text) if isinstance(item, Entry)]


def details(name, text, number):
    entry = entries(name, text)[number]
    return BY_NAME[name].details(text.encode(), entry.start, entry.stop)


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_every_sample_is_recognised_by_its_format_alone(name, text):
    assert [f.name for f in FORMATS if f.recognises(text.encode())] == [name]


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_samples_hold_entries_and_nothing_else(name, text):
    assert {type(item) for item in parsed(name, text)} == {Entry}


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_a_sample_below_a_page_of_other_lines_is_recognised(name, text):
    assert BY_NAME[name].recognises(b"A line of a letter.\n" * 200 + text.encode())


def test_rows_of_a_table_are_no_text():
    assert not any(f.recognises([["RT Journal Article"], ["SR 1"]]) for f in FORMATS)
    assert [list(f.parse([["RT Journal Article"]])) for f in FORMATS] == [[]] * len(FORMATS)
    assert {f.details([["RT Journal Article"]], 0, 1) for f in FORMATS} == {Details()}


def test_refworks_records_begin_at_rt_and_not_at_blank_lines():
    found = entries("cnki-refworks", REFWORKS)
    assert [entry.line for entry in found] == [1, 22, 35, 44, 51]
    assert REFWORKS.encode()[found[1].start :].startswith(b"RT Dissertation")


def test_a_bilingual_list_is_two_lists():
    first = entries("cnki-refworks", REFWORKS)[0]
    assert first.author_keywords == ["纸鸢", "竹骨", "静风"]
    assert first.translated_keywords == ["Paper kite", "Bamboo frame", "Still air"]


def test_a_bilingual_list_in_the_other_order_is_turned_round():
    text = REFWORKS.replace(
        "K1 纸鸢;竹骨;静风\n Paper kite;Bamboo frame;Still\nair",
        "K1 Paper kite;Bamboo frame\n 纸鸢;竹骨",
    )
    first = entries("cnki-refworks", text)[0]
    assert first.author_keywords == ["纸鸢", "竹骨"]
    assert first.translated_keywords == ["Paper kite", "Bamboo frame"]


@pytest.mark.parametrize(("line", "language"), [("LA English\n", "English"), ("", "")])
def test_an_english_record_keeps_its_english_list_first(line, language):
    text = f"RT Journal Article\nSR 1\nT1 On trust\nK1 Trust\n 信任\n\n{line}DS CNKI\n"
    (entry,) = entries("cnki-refworks", text)
    assert (entry.author_keywords, entry.translated_keywords) == (["Trust"], ["信任"])
    assert entry.language == language


def test_an_empty_second_list_is_none():
    text = "RT Journal Article\nSR 1\nT1 题\nK1 信任;直播\n \n\nAB 文。\nDS CNKI\n"
    (entry,) = entries("cnki-refworks", text)
    assert (list(entry.author_keywords), list(entry.translated_keywords)) == (["信任", "直播"], [])


@pytest.mark.parametrize(
    ("title", "author", "plain"),
    [
        ("信任 &amp; 风险", "作者甲;作者乙", ("信任 & 风险", "作者甲")),
        ("<i>信任</i>研究", "作者甲；作者乙", ("信任研究", "作者甲")),
        ("信任~([1])研究", "作者&amp;甲;作者乙", ("信任研究", "作者&甲")),
    ],
)
def test_marks_in_titles_and_names_do_not_keep_two_exports_apart(title, author, plain):
    text = "RT Journal Article\nSR 1\nA1 {1}\nT1 {0}\nJF 示例学报\nYR 2021\nK1 信任\nDS CNKI\n\n"
    one, other = (text.format(title, author), text.format("另一题名", "作者丙;作者丁"))
    marked, usual = entries("cnki-refworks", one + other)
    assert marked.match == match_key(*plain, "示例学报")
    assert usual.match == match_key("另一题名", "作者丙", "示例学报")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_is_told_in_brief_as_it_is_in_full_but_for_its_abstract(name):
    document = SAMPLES[name].encode()
    for entry in entries(name, SAMPLES[name]):
        brief = BY_NAME[name].brief(document[entry.start : entry.stop])
        full = BY_NAME[name].details(document, entry.start, entry.stop)
        assert (brief.title, brief.authors, brief.source) == (full.title, full.authors, full.source)
        assert brief.translated_title == full.translated_title


def test_light_fields_of_refworks():
    first, thesis, book, result, online = entries("cnki-refworks", REFWORKS)
    assert [e.year for e in (first, thesis, book, result, online)] == [2021, 2020, 2024, 2015, 2024]
    assert [e.document_type for e in (first, thesis)] == ["Journal Article", "Dissertation/Thesis"]
    assert {e.database for e in (first, thesis, book, result, online)} == {"CNKI"}
    assert (first.language, result.language) == ("Chinese", "")
    assert online.doi == "10.5555/abc.2024.7"
    assert thesis.author_keywords == ["尾穗", "VR&AR技术"]
    assert (first.citations, first.references, first.id) == (-1, -1, "")


def test_the_match_is_of_title_first_author_and_source():
    first, thesis, book, *_ = entries("cnki-refworks", REFWORKS)
    assert first.match == match_key("无风小镇纸鸢的放飞办法——以甲镇为例", "作者甲", "示例学报")
    assert thesis.match == match_key("纸鸢尾穗长短之比较", "作者丙", "示例大学")
    assert book.match == match_key("纸鸢概论", "作者戊", "某出版社")


def test_details_are_free_of_cnki_marks():
    first = details("cnki-refworks", REFWORKS, 0)
    assert first.title == "无风小镇纸鸢的放飞办法——以甲镇为例"
    assert first.abstract == "本文拿EX纸鸢作例子,量其尾长。 第二段,p<0.05。"
    assert first.authors == ("作者甲", "作者乙")
    assert first.source == "示例学报"
    assert first.countries == ()


def test_authors_of_a_book_stand_without_a_blank():
    assert details("cnki-refworks", REFWORKS, 2).authors == ("作者戊", "作者己")


@pytest.mark.parametrize(
    ("name", "start", "count"),
    [
        ("cnki-refworks", "RT Book\nSR 1\n", 5),
        ("cnki-refworks", "RT Other Article\nSR 1\n", 5),
        ("cnki-endnote", "%0 Thesis\n", 2),
        ("noteexpress", "{Reference Type}: Newspaper Article\n", 3),
        ("cnki-self-defined", "SrcDatabase-来源库:  CJFD2018\n", 2),
    ],
)
def test_a_lost_start_does_not_melt_two_records(name, start, count):
    text = SAMPLES[name]
    whole = entries(name, text)
    assert len(whole) == count
    broken = text.replace(start, "")
    found = entries(name, broken)
    lost = text[: text.index(start)].count("\n") + 1
    lines = [e.line - start.count("\n") * (e.line > lost) for e in whole]
    assert [e.line for e in found] == lines
    assert [e.match for e in found] == [e.match for e in whole]
    assert [e.author_keywords for e in found] == [e.author_keywords for e in whole]
    notes = [i for i in parsed(name, broken) if isinstance(i, Note)]
    assert [note.code for note in notes] == ["unfinished-record"]


def test_a_lost_start_of_estudy_does_not_melt_two_records():
    head, tail = ESTUDY.split("EXAA\nDataType: 1\n")
    found = parsed("cnki-self-defined", head + "EXAA\n" + tail)
    assert [type(item) for item in found] == [Entry, Note, Entry]
    assert found[1].line == found[2].line == 13


def test_a_line_of_an_abstract_is_no_title():
    text = REFWORKS.replace("\t第二段", "T1 weighted images show it.\n第二段")
    assert len(entries("cnki-refworks", text)) == 5
    assert details("cnki-refworks", text, 0).title == "无风小镇纸鸢的放飞办法——以甲镇为例"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("cnki-refworks", "RT Journal Article\nSR 1\n"),
        ("cnki-endnote", "%0 Journal Article\n"),
        ("noteexpress", "{Reference Type}: Journal Article\n"),
    ],
)
def test_a_file_whose_first_start_is_lost_keeps_all_records(name, start):
    text = SAMPLES[name].removeprefix(start)
    found = parsed(name, text)
    assert found[0] == Note(1, "unfinished-record", "the line that begins this record is missing")
    assert [e.match for e in entries(name, text)] == [e.match for e in entries(name, SAMPLES[name])]


def test_records_whose_end_and_start_are_lost_are_parted_by_the_blank_line():
    text = REFWORKS.replace("LA 中文\nDS CNKI\n\nRT Book\nSR 1\n", "\n")
    found = entries("cnki-refworks", text)
    assert len(text) < len(REFWORKS)
    assert [entry.match for entry in found] == [e.match for e in entries("cnki-refworks", REFWORKS)]


def test_a_word_that_stands_for_nothing_is_no_keyword():
    assert [keyword_in(word) for word in ("信任", "trust", "null")] == ["信任", "trust", ""]


def test_a_file_that_begins_with_its_titles_keeps_all_records():
    text = "T1 甲\nA1 李\nDS CNKI\n\nT1 乙\nA1 王\nDS CNKI\n"
    assert [e.match[0] for e in entries("cnki-refworks", text)] == ["甲", "乙"]


def test_lines_above_the_first_record_are_told():
    found = parsed("cnki-refworks", "导出时间 2024\n\n" + REFWORKS)
    assert (found[0].code, found[0].line) == ("foreign-lines", 1)
    assert [type(item) for item in found[1:]] == [Entry] * 5
    assert found[1].line == 3


def test_a_record_without_title_author_and_keywords_is_damaged():
    found = parsed("cnki-refworks", REFWORKS + "\nRT Journal Article\nSR 1\nYR 2020\nDS CNKI\n")
    assert isinstance(found[-1], Damage)
    assert (found[-1].line, found[-1].code) == (61, "damaged-record")
    assert "RT, SR, YR, DS" in found[-1].reason


def test_of_a_damaged_record_twenty_tags_are_told():
    fields = "".join(f"{{Note {number}}}: x\n" for number in range(25))
    (found,) = parsed("noteexpress", "{Reference Type}: Journal Article\n" + fields)
    tags = ", ".join(["Reference Type", *(f"Note {number}" for number in range(19))])
    assert found.reason == f"it has no title, author or keywords, only {tags}"


def test_endnote_lists_years_and_paragraphs():
    first, thesis = entries("cnki-endnote", ENDNOTE)
    assert first.author_keywords == ["尾穗", "纸面", "示例软件 Ⅱ"]
    assert thesis.author_keywords == ["竹骨", "弯度"]
    assert (first.year, thesis.year) == (2011, 2021)
    assert first.doi == "10.5555/j.cnki.ex.2011.04.001"
    assert (first.document_type, thesis.document_type) == ("Journal Article", "Thesis")
    assert (first.language, first.database) == ("", "CNKI")
    assert details("cnki-endnote", ENDNOTE, 0).abstract == "第一段。 第二段。"
    assert details("cnki-endnote", ENDNOTE, 0).authors == ("作者甲", "作者乙")
    assert details("cnki-endnote", ENDNOTE, 1).source == "示例大学"


def test_noteexpress_of_cnki_wanfang_and_others():
    cnki, wanfang, other = entries("noteexpress", NOTEEXPRESS)
    assert cnki.author_keywords == ["静风", "Example纸鸢", "起飞"]
    assert wanfang.author_keywords == ["尾穗", "竹骨", "纸面"]
    assert other.author_keywords == ["竹骨", "纸面", "尾穗"]
    assert [e.database for e in (cnki, wanfang, other)] == ["CNKI", "Wanfang", ""]
    assert [e.year for e in (cnki, wanfang, other)] == [2019, 2020, 2019]
    assert (cnki.language, wanfang.language, other.language) == ("", "Chinese", "Chinese")
    assert wanfang.doi == "10.5555/j.issn.0000-0000.2020.01.001"
    assert wanfang.match == match_key("长短尾穗的效果", "作者丙", "样本学报")
    assert details("noteexpress", NOTEEXPRESS, 0).abstract == "Abstract 纸鸢借热气 缓缓升起。"
    assert details("noteexpress", NOTEEXPRESS, 1).authors == ("作者丙", "作者丁")
    assert details("noteexpress", NOTEEXPRESS, 2).abstract == "纸鸢很轻。"


def test_self_defined_labels_are_known_by_their_english_half():
    first, second = entries("cnki-self-defined", SELF_DEFINED)
    assert first.author_keywords == ["热气", "纸鸢"]
    assert second.author_keywords == ["纸面", "竹骨", "尾穗", "示例词语"]
    assert (first.year, second.year) == (2017, 2018)
    assert second.line == 15
    found = details("cnki-self-defined", SELF_DEFINED, 0)
    assert found.abstract == "先看纸鸢借热气, EXAMPLE-19: 再看它升起。"
    assert (found.authors, found.source) == (("作者甲", "作者乙"), "示例学报")


def test_estudy_has_no_blank_lines_between_records():
    first, second = entries("cnki-self-defined", ESTUDY)
    assert (first.line, second.line) == (1, 13)
    assert (first.year, second.year) == (2021, 2021)
    assert details("cnki-self-defined", ESTUDY, 0).abstract == "纸面很轻。"


@pytest.mark.parametrize("above", ["", "\n", " \n\n"])
def test_any_field_may_be_the_first_of_a_self_defined_record(above):
    text = "Title-题名: 甲\nKeyword-关键词: 信任\n\n\nTitle-题名: 乙\nKeyword-关键词: 直播\n"
    found = parsed("cnki-self-defined", above + text)
    assert [list(item.author_keywords) for item in found] == [["信任"], ["直播"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信任;直播", ["信任", "直播"]),
        ("信任；；直播；", ["信任", "直播"]),
        ("信任, 直播,", ["信任", "直播"]),
        ("信任,直播,电商,农村", ["信任", "直播", "电商", "农村"]),
        ("信任，直播，电商，农村", ["信任", "直播", "电商", "农村"]),
        ("糖尿病,2型", ["糖尿病,2型"]),
        ("糖尿病,2型;a,b,c,", ["糖尿病,2型", "a,b,c,"]),
        ("1,2,3,4-tetrahydro", ["1,2,3,4-tetrahydro"]),
        ("信任、直播", ["信任、直播"]),
        ("Q&amp;A;R&D;p&lt;q", ["Q&A", "R&D", "p<q"]),
        ("\u3000信任\u3000;;n/a;…", ["信任"]),
        ("", []),
    ],
)
def test_lists_are_parted_as_cnki_parts_them(text, expected):
    assert keywords_in(text, Words()) == expected


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_a_text_cut_anywhere_keeps_the_records_before_the_cut(name, text):
    document = text.encode()
    whole = entries(name, text)
    for cut in range(len(document)):
        parts = one_by_one(BY_NAME[name].parse(document[:cut]))
        found = [i for i in parts if isinstance(i, Entry)]
        complete = [entry for entry in whole if entry.stop <= cut]
        # A record reaches to the start of the next, and that may be cut.
        assert [entry[3:] for entry in found[: len(complete)]] == [e[3:] for e in complete]
        assert [entry.start for entry in found[: len(complete)]] == [e.start for e in complete]
        for entry in found[len(complete) :]:
            BY_NAME[name].details(document[:cut], entry.start, entry.stop)


LINES = sorted({line + "\n" for _, text in EVERY for line in text.split("\n")})
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(LINES), max_size=40).map("".join))


@pytest.mark.parametrize("name", list(SAMPLES))
@given(text=TEXTS)
def test_any_text_gives_ordered_entries_that_can_be_read_again(name, text):
    document = text.encode("utf-8", "replace")
    end, line = 0, 1
    for item in one_by_one(BY_NAME[name].parse(document)):
        assert item.line >= line
        line = item.line
        if isinstance(item, Entry):
            assert end <= item.start < item.stop <= len(document)
            assert item.line == document.count(b"\n", 0, item.start) + 1
            end = item.stop
            found = BY_NAME[name].details(document, item.start, item.stop)
            first_author = next(iter(found.authors), "")
            assert item.match == match_key(found.title, first_author, found.source)


def none_usual(_document, _dialect, found):
    nothing = {name: [] for name in CELLS}
    none = np.zeros(0, dtype=np.int64)
    return Entries(nothing, [], none, none), np.zeros(len(found.start), dtype=bool)


def comparable(part):
    if not isinstance(part, Entry):
        return part
    lists = ("author_keywords", "index_keywords", "translated_keywords")
    return part._replace(**{name: list(getattr(part, name)) for name in lists})


ODD = [
    "\n",
    " ",
    ";",
    "；",
    ",",
    "，",
    "&amp;",
    "<b>",
    "\x1f",
    "é",
    "\ufeff",
    "~([1])",
    "\u3000",
    "19",
]
CUTS = st.tuples(st.integers(0, 10_000), st.integers(0, 9), st.sampled_from(["", *ODD]))
MOVES = st.tuples(st.integers(0, 100), st.integers(0, 1), st.sampled_from(LINES))


@given(
    st.lists(st.sampled_from(EVERY), min_size=1, max_size=3),
    st.lists(CUTS, max_size=4),
    st.lists(MOVES, max_size=4),
)
def test_what_is_told_by_columns_is_what_is_told_one_by_one(samples, cuts, moves):
    name, lines = samples[0][0], "".join(text for _, text in samples).splitlines(keepends=True)
    for place, n_gone, line in moves:
        lines[place % len(lines) : place % len(lines) + n_gone] = [line]
    text = "".join(lines)
    for place, n_gone, new in cuts:
        start = place % (len(text) + 1)
        text = text[:start] + new + text[start + n_gone :]
    found = [comparable(part) for part in parsed(name, text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cnki, "usual_entries", none_usual)
        assert [comparable(part) for part in parsed(name, text)] == found
