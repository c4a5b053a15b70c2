from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.entry import Damage, Entry, Note, one_by_one
from cooccur.readers.wos import FORMATS

CONVERTED, TAGGED = FORMATS

RECORD = """\
PT J
AU Author-1, A
   Author-2, B
AF Author-1, Anna
   Author-2, Ben
TI Trust in <i>live</i> streaming: A study of buyers and
   their friends
SO JOURNAL OF EXAMPLES
LA English
DT Article; Early Access
DE Social commerce; Live streaming; Purchase
   intention; trust
ID CUSTOMER TRUST; WORD-OF-MOUTH
AB First paragraph.
   Second paragraph with PT J in it.
C1 [Author-1, A; Author-2, B] Example Univ, Wuhan, Peoples R China.
   [Author-2, B] Sample Univ, New York, NY 00000 USA.
   [Author-2, B] Sample Univ, Shanghai, Peoples R China.
CR Able A, 2001, J EX, V1, P1
   [Anonymous], 2002, J EX
NR 2
TC 7
Z9 9
PD JAN 1
PY 2020
DI 10.5555/ABC.1
UT WOS:000000000000001
ER

"""
HEAD = "FN Clarivate Analytics Web of Science\nVR 1.0\n"


def parse(text, row=TAGGED):
    return one_by_one(row.parse(text.encode()))


def entries(text):
    return [part for part in parse(text) if isinstance(part, Entry)]


def notes(text):
    return [(part.line, part.code) for part in parse(text) if isinstance(part, Note)]


def only(text):
    (entry,) = entries(text)
    return entry


def details(text):
    document = text.encode()
    entry = only(text)
    return TAGGED.details(document, entry.start, entry.stop)


def without(*tags):
    """The record without these fields."""
    kept, dropping = [], False
    for line in RECORD.split("\n"):
        if line[:3].strip():
            dropping = line[:2] in tags
        if not dropping:
            kept.append(line)
    return "\n".join(kept)


def test_a_whole_record_gives_all_its_light_fields():
    entry = only(HEAD + RECORD + "EF")
    assert entry == Entry(
        line=3,
        start=len(HEAD),
        stop=len(HEAD + RECORD) - 1,
        id="WOS:000000000000001",
        doi="10.5555/abc.1",
        year=2020,
        citations=7,
        references=2,
        language="English",
        document_type="Article; Early Access",
        database="WOS",
        author_keywords=["Social commerce", "Live streaming", "Purchase intention", "trust"],
        index_keywords=["CUSTOMER TRUST", "WORD-OF-MOUTH"],
    )


def test_the_long_fields_of_a_record():
    found = details(HEAD + RECORD)
    assert found.title == "Trust in live streaming: A study of buyers and their friends"
    assert found.abstract == "First paragraph. Second paragraph with PT J in it."
    assert found.authors == ("Author-1, Anna", "Author-2, Ben")
    assert found.countries == ("Peoples R China", "USA")
    assert found.source == "JOURNAL OF EXAMPLES"


@pytest.mark.parametrize(
    ("fields", "usage"),
    [("U1 3\nU2 41\n", (3, 41)), ("U1 0\n", (0, -1)), ("U2 soon\n", (-1, -1)), ("", (-1, -1))],
)
def test_how_often_a_record_was_used_is_told_or_unknown(fields, usage):
    found = details(HEAD + RECORD.replace("PD JAN 1\n", f"{fields}PD JAN 1\n"))
    assert (found.usage_180, found.usage_2013) == usage


@pytest.mark.parametrize(
    "text",
    [
        HEAD + RECORD + "EF",
        "FN Thomson Reuters Web of Science™\nVR 1.0\n" + RECORD,
        "FN Thomson Reuters Web of Knowledge\nVR 1.0\n" + RECORD + "EF\n",
        "FN ISI Export Format\nVR 1.0\n" + RECORD + "EF\n",
        RECORD,
        "\n\n" + RECORD,
        RECORD.replace("\n", "\n\n"),
        "exported on Monday\n" + RECORD,
        HEAD + "EF\n",
    ],
)
def test_every_head_is_recognised(text):
    assert TAGGED.recognises(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PMID- 1\nPT  - Journal Article\n",
        "RT Journal Article\nSR 1\n",
        "%0 Journal Article\n%T x\n",
        "TY  - JOUR\nER  - \n",
        "PT\tAU\tTI\n",
        "PT J\nis how a record begins\n",
    ],
)
def test_other_texts_are_not_recognised(text):
    assert not TAGGED.recognises(text.encode())


def test_a_table_is_not_tagged_text():
    assert not TAGGED.recognises([["PT J"], ["AU Author-1"]])


def test_empty_lines_between_all_lines_change_nothing():
    wide, plain = only(RECORD.replace("\n", "\n\n")), only(RECORD)
    assert wide._replace(stop=plain.stop) == plain


def test_files_glued_together_give_all_their_records():
    other = RECORD.replace("0001\n", "0002\n")
    assert len(entries(HEAD + RECORD + "EF\n" + HEAD + other + "EF\n" + RECORD)) == 3
    assert notes(HEAD + RECORD + "EF\n\n" + HEAD + other + "EF\n" + RECORD) == []


def test_a_record_that_lost_its_end_does_not_melt_into_the_next():
    broken = RECORD.replace("ER\n", "") + RECORD.replace("0001\n", "0002\n")
    assert [entry.id[-1] for entry in entries(broken)] == ["1", "2"]
    assert entries(broken)[0].author_keywords == entries(RECORD)[0].author_keywords
    assert notes(broken) == [(1, "unfinished-record")]


def test_a_record_that_lost_its_end_before_a_glued_file_is_closed_there():
    broken = RECORD.replace("ER\n", "") + "EF\n" + HEAD + RECORD.replace("0001\n", "0002\n")
    first, _ = entries(broken)
    assert (first.id[-1], first.doi) == ("1", "10.5555/abc.1")


def test_a_record_that_lost_its_start_is_kept():
    broken = RECORD + RECORD.replace("PT J\n", "").replace("0001\n", "0002\n")
    assert [entry.id[-1] for entry in entries(broken)] == ["1", "2"]
    assert [code for _, code in notes(broken)] == ["unfinished-record"]
    document = broken.encode()
    second = entries(broken)[1]
    assert TAGGED.details(document, second.start, second.stop).authors == (
        "Author-1, Anna",
        "Author-2, Ben",
    )


@pytest.mark.parametrize(
    ("above", "lines", "code"),
    [
        ("", "DE Kites\nPY 2020\n", "unfinished-record"),
        ("", "DE Kites\nDE Wind\n", "foreign-lines"),
        (f"{RECORD}\n", "DE Kites\nPY 2020\n", "unfinished-record"),
        (f"{RECORD}\n", "DE Kites\n   and wind\n", "foreign-lines"),
    ],
)
def test_two_fields_without_a_start_are_a_record_and_one_is_none(above, lines, code):
    text = f"{above}{lines}ER\n\n{RECORD}"
    line = text[: text.index(lines)].count("\n") + 1
    assert notes(text) == [(line, code)]
    assert len(entries(text)) == bool(above) + 1 + (code == "unfinished-record")


def test_a_file_cut_short_keeps_its_whole_records():
    cut = (RECORD + RECORD.replace("0001\n", "0002\n"))[: len(RECORD) + 200]
    assert len(entries(cut)) == 2
    assert entries(cut)[0].id == "WOS:000000000000001"


def test_lines_between_records_are_told():
    text = HEAD + RECORD + "one note\nof mine\n\n" + RECORD
    assert len(entries(text)) == 2
    assert notes(text) == [(HEAD.count("\n") + RECORD.count("\n") + 1, "foreign-lines")]


def test_a_start_mark_inside_an_abstract_starts_no_record():
    text = RECORD.replace("   Second", "PT is a tag of two letters\n   Second")
    assert len(entries(text)) == 1


def test_an_indented_start_mark_starts_no_record():
    text = RECORD.replace("   their friends", "   PT J\n   ER")
    assert details(text).title.endswith("buyers and PT J ER")


def test_a_tag_glued_to_its_value_is_read():
    text = (
        RECORD.replace("AU Author-1", "AUAuthor-1")
        .replace("PY 2020", "PY2020")
        .replace("TI Trust", "TITrust")
    )
    assert only(text).year == 2020
    assert details(text.replace("AF Author-1, Anna\n   Author-2, Ben\n", "")).authors == (
        "Author-1, A",
        "Author-2, B",
    )
    assert details(text).title.startswith("Trust in live")


def test_a_line_without_indent_continues_its_field():
    assert only(RECORD.replace("   intention; trust", "intention; trust")) == only(
        RECORD.replace("   intention", "intention")
    )


def test_a_record_without_an_id_is_known_by_title_author_and_source():
    entry = only(without("UT"))
    assert entry.id == ""
    title, author, source = entry.match.split("\x1f")
    assert title.startswith("trustinlivestreaming")
    assert (author, source) == ("author1a", "journalofexamples")


@pytest.mark.parametrize(
    ("replacement", "year"),
    [
        ("PY 2020", 2020),
        ("EA OCT 2022", 2022),
        ("PY \nEA OCT 2022", 2022),
        ("EY 2019", 2019),
        ("PD JUL 2002", 2002),
        ("PG 3", 0),
    ],
)
def test_the_year_falls_back_on_other_dates(replacement, year):
    assert only(without("PD").replace("PY 2020", replacement)).year == year


def test_citations_of_all_databases_count_where_the_core_does_not_tell():
    assert only(without("TC")).citations == 9
    assert only(without("TC", "Z9")).citations == -1


@pytest.mark.parametrize("count", ["7:", "7/", "7.5", "7-", "1 7"])
def test_what_is_no_number_counts_nothing(count):
    assert only(RECORD.replace("TC 7\n", f"TC {count}\n")).citations == 9


def test_references_are_counted_where_no_number_tells():
    assert only(without("NR")).references == 2
    assert only(without("NR", "CR")).references == -1


def test_a_field_that_comes_twice_is_united():
    entry = only(
        RECORD.replace("ID CUST", "DE Buyers\nID CUST").replace("PY 2020", "PY 2020\nPY 1999")
    )
    assert entry.author_keywords[-1] == "Buyers"
    assert entry.year == 2020


def test_entities_in_keywords_do_not_split_them():
    entry = only(RECORD.replace("DE Social", "DE R&amp;D; Social"))
    assert entry.author_keywords[:2] == ["R&D", "Social commerce"]


@pytest.mark.parametrize("text", ["PT J\nER\n", "PT J\nJ9 J EX\nER\n", "PT J\n"])
def test_a_record_of_nothing_is_damaged(text):
    (damage,) = [part for part in parse(text + RECORD) if isinstance(part, Damage)]
    assert (damage.line, damage.code) == (1, "damaged-record")
    assert len(entries(text + RECORD)) == 1


@pytest.mark.parametrize("line", ["DE trust", "ID trust", "AU Li, X", "UT WOS:1"])
def test_a_record_of_one_thing_is_none_the_less_one(line):
    assert len(entries(f"PT J\n{line}\nER\n")) == 1


def test_a_short_record_export_tells_how_to_get_keywords():
    (note,) = [part for part in parse(without("DE", "ID") * 2) if isinstance(part, Note)]
    assert note.code == "no-keyword-fields"
    assert "2 records" in note.message
    assert "Full Record" in note.message


@pytest.mark.parametrize("unusual", [0, 1, 2])
def test_records_of_all_kinds_are_counted_where_none_has_keywords(unusual):
    plain = without("DE", "ID")
    text = plain * 2 + plain.replace("PY 2020\n", "") * unusual
    (note,) = [part for part in parse(text) if isinstance(part, Note)]
    assert note.message.startswith(f"none of its {2 + unusual} records has author keywords")


def test_one_record_with_keywords_is_enough():
    assert notes(without("DE", "ID") + RECORD) == []


def test_the_korean_abstract_in_an_all_databases_save_is_no_keyword():
    text = without("DE").replace("AB First", "AK " + "종이로 만든 연의 꼬리를 " * 20 + "\nAB First")
    assert only(text).author_keywords == []


def test_keywords_in_an_all_databases_save_are_author_keywords():
    text = without("DE").replace("AB First", "AK trust; live streaming\nAB First")
    assert only(text).author_keywords == ["trust", "live streaming"]


@pytest.mark.parametrize(("other", "longest"), [("", 60), ("trust; ", 100)])
def test_what_is_too_long_for_keywords_in_an_all_databases_save_is_an_abstract(other, longest):
    for length in (longest, longest + 1):
        text = without("DE").replace("AB First", f"AK {other}{'x' * length}\nAB First")
        assert bool(only(text).author_keywords) == (length == longest)


ZOOLOGICAL = """\
PT J
AU Author-1, J (j@example.org)
TI Nests of two birds.
SO J Examples
PY 2019
C1 Author-1, J; Example Univ, Sch Kites & Tails, Exampleton,
   CT, 00000, USA, USA.
DE Avis minor; Avis major [Example measures / Tending / nest
   boxes] [Calm /  / ]. Avis media [Exampleland / Sample Forest / ].
UT ZOOREC:ZOOR1
ER
"""


def test_the_zoological_record_parts_taxa_headings_and_modifiers():
    entry = only(ZOOLOGICAL)
    assert entry.id == "ZOOREC:ZOOR1"
    assert entry.author_keywords == [
        "Avis minor", "Avis major", "Avis media", "Example measures", "Tending", "nest boxes",
        "Calm", "Exampleland", "Sample Forest",
    ]  # fmt: skip


def test_the_zoological_record_wraps_addresses_and_adds_mail_to_names():
    found = details(ZOOLOGICAL)
    assert found.authors == ("Author-1, J",)
    assert found.countries == ("USA",)


FROM_CNKI = """\
PT J
AU 作者甲,
   作者乙, 
AF 作者甲, 
TI 社会化电商中的信任
SO 示例学报
DT Article
DE 社会化电商;信任;直播
AB 摘要。
C1 示例大学
      示例大学
CR 
NR 0
TC 0
PD JUN 15
PY 2021
DI 
UT CNKI:0
ER

"""  # noqa: W291 the converter leaves blanks


def test_a_converted_record_keeps_nothing_of_the_constants():
    entry = only(FROM_CNKI)
    assert entry.id == entry.document_type == entry.language == ""
    assert (entry.citations, entry.references, entry.year) == (-1, -1, 2021)
    assert entry.database == "CNKI"
    assert entry.author_keywords == ["社会化电商", "信任", "直播"]
    assert entry.match == "社会化电商中的信任\x1f作者甲\x1f示例学报"


def test_authors_of_a_converted_record_lose_their_comma():
    document = FROM_CNKI.encode()
    entry = only(FROM_CNKI.replace("AF 作者甲, \n", ""))
    found = TAGGED.details(FROM_CNKI.replace("AF 作者甲, \n", "").encode(), entry.start, entry.stop)
    assert found.authors == ("作者甲", "作者乙")
    assert CONVERTED.details(document, 0, len(document)).countries == ()


def test_a_converted_record_without_title_keywords_and_authors_is_damaged():
    (found,) = parse("PT J\nSO 示例学报\nPY 2021\nUT CNKI:0\nER\n", CONVERTED)
    assert isinstance(found, Damage)
    assert found.code == "damaged-record"
    assert found.reason.endswith("(found only SO)")


@pytest.mark.parametrize("begin", ["PT J\n", "PT\n", ""])
def test_a_record_whose_first_line_is_not_usual_is_told_in_brief_all_the_same(begin):
    record = (begin + RECORD.partition("\n")[2]).encode()
    brief, found = TAGGED.brief(record), TAGGED.details(record, 0, len(record))
    assert (brief.title, brief.authors, brief.source) == (found.title, found.authors, found.source)
    assert brief.title


def test_a_converted_file_is_recognised_as_such():
    assert CONVERTED.recognises(FROM_CNKI.encode())
    assert not CONVERTED.recognises(RECORD.encode())


@given(st.integers(0, len((HEAD + RECORD + FROM_CNKI + ZOOLOGICAL).encode())))
def test_a_file_cut_anywhere_is_read(cut):
    document = (HEAD + RECORD + FROM_CNKI + ZOOLOGICAL).encode()[:cut]
    parts = one_by_one(TAGGED.parse(document))
    places = [part for part in parts if isinstance(part, Entry)]
    assert sum(not isinstance(part, Note) for part in parts) == document.count(b"PT J\n") + (
        document.endswith(b"PT J")
    )
    for place in places:
        TAGGED.details(document, place.start, place.stop)


mixed = st.lists(
    st.sampled_from(
        [*(RECORD + ZOOLOGICAL).split("\n"), "EF", "FN x", "junk", "PT", "ER x", "\0", "é"]
    )
)


@given(mixed)
def test_lines_in_any_order_lose_no_record(lines):
    document = "\n".join(lines).encode()
    records = [part for part in TAGGED.parse(document) if not isinstance(part, Note)]
    places = [part for part in records if isinstance(part, Entry)]
    assert len(records) >= lines.count("PT J")
    assert all(0 <= e.start < e.stop <= len(document) for e in places)
    assert all(a.stop <= b.start for a, b in pairwise(places))
    for entry in places:
        assert entry.line == document.count(b"\n", 0, entry.start) + 1
