"""RIS, read as WOS, Scopus, EndNote and others write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Details
from cooccur.readers.entry import Damage, Entry, Note
from cooccur.readers.fields import match_key
from cooccur.readers.ris import FORMATS

(RIS,) = FORMATS

WOS = """\
TY  - JOUR
AU  - Author-1, AB
AU  - Author-2, C
TI  - Paper Kites and Hope
T2  - JOURNAL OF EXAMPLES
LA  - English
KW  - Kites
KW  - GIS
KW  - Still air
KW  - CALM SKY
KW  - PAPER-FOLDING
AB  - Whoever flies a kite looks up.
AD  - Example Univ, Fac Kites, 1 Example St, ZA-0000 Exampleton, South Africa
C3  - Example University - South Africa
AD  - Sample Univ, Sch Kites, New York, NY 00000 USA
DA  - SEP
DO  - 10.5555/S00000-022-00001-4
C6  - SEP 2022
AN  - WOS:000000000000001
N1  - Times Cited in Web of Science Core Collection:  1
Total Times Cited:  3
Cited Reference Count:  103
ER  -

TY  - JOUR
TI  - No keywords
AN  - WOS:000000000000002
PY  - 2021
ER  -
"""

CNKI = """\
TY  - JOUR
AB  - 看过3只纸鸢
 TY - 的尾穗。
AU  - 作者甲
DP  - Cnki
KW  - 纸鸢
竹骨
尾穗
PY  - 2016
T2  - 示例学报
TI  - 写给无风天的纸鸢
ER  -\x20


TY  - JOUR
KW  - 纸面
TI  - 纸面的历史
DP  - Cnki
ER  -\x20
"""

OTHERS = """\
TY - JOUR
T1 - Talks about windless kites.
A1 - Author-1, Anna
A1 - Author-1, Anna
A1 - Author-2, Ben
JO - Examples of Research
Y1 - 1 Jan.-Feb. 2019
N2 - An <i>abstract</i>.
KW - SELF-made (Kites); *Folding
KW - No terms assigned
KW - R&amp;D
L3 - doi:10.5555/00000000.2020.0000001
DB - i3h
ER -
TY  - CHAP
TI  - Paper-backed kites
AU  - Author-3, C.D.
T2  - Example Letters
DA  - 2020/01//
AD  - The Institute, P.O. Box 0000, CA  00000, United States
KW  - Paper tail
KW  - CALM
N1  - Cited By :12
N1  - Export Date: 01 January 2020
M3  - Article
DB  - Scopus
UR  - https://doi.org/10.5555/j.exampl.2019.000001
ER  -
"""

SAMPLES = {"wos": WOS, "cnki": CNKI, "others": OTHERS}


def parsed(text):
    return list(RIS.parse(text.encode()))


def entries(text):
    return [item for item in parsed(text) if isinstance(item, Entry)]


def details(text, number):
    entry = entries(text)[number]
    return RIS.details(text.encode(), entry.start, entry.stop)


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_samples_are_recognised(text):
    assert RIS.recognises(text.encode())
    assert len(entries(text)) == 2
    assert not [item for item in parsed(text) if isinstance(item, Damage)]


@pytest.mark.parametrize("text", ["", "TY  - JOUR\n", "PMID- 1\nTI  - a\n", "@misc{a, title={TY}}"])
def test_other_texts_are_not_recognised(text):
    assert not RIS.recognises(text.encode())


def test_rows_of_a_table_are_no_text():
    assert not RIS.recognises([["TY  - JOUR"], ["TI  - a"]])
    assert list(RIS.parse([["TY  - JOUR"]])) == []
    assert RIS.details([["TY  - JOUR"]], 0, 1) == Details()


def test_light_fields_of_wos():
    first, second = entries(WOS)
    assert (first.id, first.database, first.match) == ("WOS:000000000000001", "WOS", "")
    assert (first.year, second.year) == (2022, 2021)
    assert first.doi == "10.5555/s00000-022-00001-4"
    assert (first.citations, first.references) == (1, 103)
    assert (second.citations, second.references) == (-1, -1)
    assert (first.language, first.document_type) == ("English", "JOUR")
    assert (first.line, second.line) == (1, 25)


def test_capitals_at_the_end_are_keywords_plus_and_that_is_said_once():
    first = entries(WOS)[0]
    assert first.author_keywords == ["Kites", "GIS", "Still air"]
    assert first.index_keywords == ["CALM SKY", "PAPER-FOLDING"]
    notes = [item for item in parsed(WOS + WOS) if isinstance(item, Note)]
    assert [(note.line, note.code) for note in notes] == [(1, "mixed-keywords")]
    assert "99 of 100" in notes[0].message


def test_an_empty_accession_number_is_none():
    (entry,) = entries("TY  - JOUR\nTI  - a\nAN  - WOS:\nER  -\n")
    assert (entry.id, entry.database) == ("", "")


def test_a_lone_list_in_capitals_is_keywords_plus():
    (entry,) = entries("TY  - JOUR\nTI  - a\nKW  - SOIL\nKW  - 5-HT\nAN  - WOS:1\nER  -\n")
    assert (entry.author_keywords, entry.index_keywords) == ([], ["SOIL", "5-HT"])


def test_an_export_of_wos_without_keywords_is_told():
    text = WOS[WOS.index("TY  - JOUR\nTI  - No") :]
    entry, note = parsed(text)
    assert (entry.id, note.code) == ("WOS:000000000000002", "no-keyword-fields")
    assert [type(item) for item in parsed(text.replace("WOS:", ""))] == [Entry]


def test_details_of_wos():
    found = details(WOS, 0)
    assert found.title == "Paper Kites and Hope"
    assert found.abstract == "Whoever flies a kite looks up."
    assert found.authors == ("Author-1, AB", "Author-2, C")
    assert found.countries == ("South Africa", "USA")
    assert found.source == "JOURNAL OF EXAMPLES"


def test_untagged_lines_below_kw_are_keywords():
    first, second = entries(CNKI)
    assert first.author_keywords == ["纸鸢", "竹骨", "尾穗"]
    assert second.author_keywords == ["纸面"]
    assert (first.database, first.year, second.year) == ("CNKI", 2016, 0)
    assert first.match == match_key("写给无风天的纸鸢", "作者甲", "示例学报")
    assert details(CNKI, 0).abstract == "看过3只纸鸢 TY - 的尾穗。"


def test_other_writers():
    ebsco, scopus = entries(OTHERS)
    assert ebsco.author_keywords == ["SELF-made (Kites)", "R&D"]
    assert ebsco.index_keywords == ["Folding"]
    assert (ebsco.year, scopus.year) == (2019, 2020)
    assert ebsco.doi == "10.5555/00000000.2020.0000001"
    assert scopus.doi == "10.5555/j.exampl.2019.000001"
    assert (ebsco.database, scopus.database) == ("", "Scopus")
    assert (ebsco.document_type, scopus.document_type) == ("JOUR", "Article")
    assert (scopus.citations, scopus.references) == (12, -1)
    assert scopus.author_keywords == ["Paper tail", "CALM"]
    assert details(OTHERS, 0).authors == ("Author-1, Anna", "Author-2, Ben")
    assert details(OTHERS, 0).abstract == "An abstract."
    assert details(OTHERS, 0).source == "Examples of Research"
    assert (details(OTHERS, 0).countries, details(OTHERS, 1).countries) == ((), ("United States",))
    notes = [item.code for item in parsed(OTHERS) if isinstance(item, Note)]
    assert notes == ["mixed-keywords", "mixed-keywords"]


@pytest.mark.parametrize(
    "told", ["ID  - {}\n", "UR  - https://www.lens.org/lens/scholar/article/{}\n"]
)
def test_a_record_of_lens_has_its_id(told):
    lens = "TY  - JOUR\nTI  - Kites\nUR  - https://lens.org/{}\nER  - \n"
    name = "133-342-347-417-108"
    (plain,) = entries(lens.format("x"))
    (entry,) = entries(lens.format("x").replace("UR  -", told.format(name) + "UR  -", 1))
    assert (plain.database, plain.id) == ("Lens", "")
    assert (entry.database, entry.id) == ("Lens", name)


def test_a_lost_end_does_not_melt_two_records():
    found = parsed(CNKI.replace("ER  - \n", "", 1))
    assert [type(item) for item in found] == [Note, Entry, Entry]
    assert (found[0].line, found[0].code) == (1, "unfinished-record")
    assert "ER" in found[0].message
    assert [e.author_keywords for e in entries(CNKI)] == [e.author_keywords for e in found[1:]]


def test_a_lost_start_does_not_melt_two_records():
    found = parsed(CNKI.replace("\n\nTY  - JOUR\n", "\n\n"))
    assert [type(item) for item in found] == [Entry, Note, Entry]
    assert (found[1].line, found[1].code) == (15, "unfinished-record")
    assert "TY" in found[1].message
    assert found[2].author_keywords == ["纸面"]


def test_a_first_start_that_is_lost_is_told():
    found = parsed(CNKI.removeprefix("TY  - JOUR\n"))
    assert [type(item) for item in found] == [Note, Entry, Entry]
    assert found[1].match == entries(CNKI)[0].match


def test_lines_between_records_are_told():
    text = "Provider: ACM\nContent: text\n\n" + CNKI + "ER  -\nthe end\n"
    found = [item for item in parsed(text) if isinstance(item, Note)]
    assert [(note.line, note.code) for note in found] == [
        (1, "foreign-lines"),
        (23, "foreign-lines"),
    ]
    assert len(entries(text)) == 2


def test_a_record_without_title_author_and_keywords_is_damaged():
    damage = parsed(CNKI + "\nTY  - JOUR\nPY  - 2016\nER  -\n")[-1]
    assert isinstance(damage, Damage)
    assert (damage.line, damage.code) == (21, "damaged-record")
    assert "TY, PY" in damage.reason


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_a_text_cut_anywhere_keeps_the_records_before_the_cut(text):
    document = text.encode()
    whole = entries(text)
    for cut in range(len(document)):
        found = [i for i in RIS.parse(document[:cut]) if isinstance(i, Entry)]
        complete = [entry for entry in whole if entry.stop <= cut]
        assert found[: len(complete)] == complete
        for entry in found[len(complete) :]:
            RIS.details(document[:cut], entry.start, entry.stop)


LINES = sorted({line + "\n" for text in SAMPLES.values() for line in text.split("\n")})
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(LINES), max_size=40).map("".join))


@given(text=TEXTS)
def test_any_text_gives_ordered_entries_that_can_be_read_again(text):
    document = text.encode("utf-8", "replace")
    end = 0
    for item in RIS.parse(document):
        if isinstance(item, Entry):
            assert end <= item.start < item.stop <= len(document)
            assert item.line == document.count(b"\n", 0, item.start) + 1
            end = item.stop
            found = RIS.details(document, item.start, item.stop)
            first_author = next(iter(found.authors), "")
            expected = match_key(found.title, first_author, found.source)
            assert item.match == ("" if item.id else expected)
