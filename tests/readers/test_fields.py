import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.fields import (
    clean_doi,
    collapse,
    country_of,
    first_year,
    language_name,
    match_key,
    number,
    split_keywords,
    unescape,
    wos_id,
)


def test_all_kinds_of_white_space_collapse_to_one_blank():
    assert collapse(" a\n   b\u3000c\u00a0\td ") == "a b c d"


def test_a_mark_where_batches_were_glued_is_dropped():
    assert collapse("\ufeffPT J\ufeff") == "PT J"


@given(st.text())
def test_collapsing_twice_is_collapsing_once(text):
    once = collapse(text)
    assert collapse(once) == once
    assert "  " not in once


def test_a_wrapped_keyword_is_joined_with_one_blank():
    assert split_keywords("Content\n   creation; Paper kites", ";") == [
        "Content creation",
        "Paper kites",
    ]


def test_chinese_and_double_semicolons_separate():
    assert split_keywords("社会化电商;;信任；直播;") == ["社会化电商", "信任", "直播"]


@pytest.mark.parametrize("text", ["No terms assigned", "N/A", "-", " ; ;", "…", "NULL", ""])
def test_placeholders_are_no_keywords(text):
    assert split_keywords(text) == []


@pytest.mark.parametrize("text", ["C++", "Na", "3D", "(R)evolution", "μ", "“信任”"])
def test_short_and_odd_keywords_are_kept(text):
    assert split_keywords(text) == [text]


def test_commas_do_not_separate():
    assert split_keywords("Angina, Unstable; 直播、短视频") == ["Angina, Unstable", "直播、短视频"]


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1)))
def test_what_was_joined_is_split_again(words):
    words = [collapse(word) for word in words]
    expected = [word for word in words if word.lower() not in {"none", "nan", "null"}]
    assert split_keywords("; ".join(words)) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019", 2019),
        ("OCT 2022", 2022),
        ("Aug 1 2019", 2019),
        ("202406", 2024),
        ("20211220", 2021),
        ("2015-03-03", 2015),
        ("JAN 1", 0),
        ("1499", 0),
        ("2101", 0),
        ("202499", 0),
        ("12019", 0),
        ("", 0),
    ],
)
def test_the_first_plausible_year_counts(text, year):
    assert first_year(text) == year


@pytest.mark.parametrize(
    ("text", "count"),
    [("12", 12), (" 1,234\n", 1234), ("12.0", 12), ("", -1), ("-3", -1), ("²", -1), ("9" * 30, -1)],
)
def test_a_number_is_a_count_or_unknown(text, count):
    assert number(text) == count


@given(st.text())
def test_no_text_makes_a_number_that_does_not_fit_64_bits(text):
    assert -1 <= number(text) < 2**63


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5555/S00000-019-00000-6", "10.5555/s00000-019-00000-6"),
        ("https://doi.org/10.5555/ABC.", "10.5555/abc"),
        ("doi:10.5555/abc)", "10.5555/abc"),
        ("https://dx.doi.org/10.5555%2Fj.x.2020.01", "10.5555/j.x.2020.01"),
        ("10.5555/(SICI)0000-0000(1998)49:8&lt;1::AID-EXA5&gt;3.0.CO;2-G",
         "10.5555/(sici)0000-0000(1998)49:8<1::aid-exa5>3.0.co;2-g"),
        ("00.0000.R.2021", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_doi_is_lower_case_without_resolver(text, doi):
    assert clean_doi(text) == doi


@given(st.text())
def test_cleaning_a_doi_twice_is_cleaning_it_once(text):
    assert clean_doi(clean_doi(text)) == clean_doi(text)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        (
            "[Author-1, A; Author-2, B] Example Univ, Sch Kites, Wuhan, Peoples R China.",
            "Peoples R China",
        ),
        ("Example Univ, New York, NY 00000 USA.", "USA"),
        ("Example Univ, New York, NY USA", "USA"),
        ("Example Univ, Honolulu, HI 00000.", "USA"),
        ("Example Univ, Honolulu, HI.", "USA"),
        ("Example Univ, Leeds LS0 0LS, W Yorkshire, England", "England"),
        ("EXAMPLE UNIV, BERLIN, FED REP GER", "Fed Rep Ger"),
        ("EXAMPLE ACAD, MOSCOW, USSR", "USSR"),
        ("[Author-1, A; Author-2, B] Example Univ", ""),
        ("[Author-1, A", ""),
        ("Author-2, B] Example Univ", ""),
        ("Univ X, Beijing 000000", ""),
        ("Univ X, someone@example.org", ""),
        ("示例大学艺术学院", ""),
        ("", ""),
    ],
)
def test_the_country_is_what_follows_the_last_comma(address, country):
    assert country_of(address) == country


def test_a_match_key_does_not_see_typing():
    one = match_key("Trust: the “live” stream", "Author-1, A", "Journal of  Examples")
    other = match_key("TRUST - the live\u3000stream", "author 1 a", "JOURNAL OF EXAMPLES")
    assert one == other


def test_a_match_key_needs_a_title():
    assert match_key(" … ", "Author-1, A", "Journal") == ""


@given(st.text(), st.text(), st.text())
def test_a_match_key_has_three_parts_or_none(title, author, source):
    key = match_key(title, author, source)
    assert key == "" or key.count("\x1f") == 2


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_match_key_sees_what_is_written_not_how_it_is_composed(title):
    composed, decomposed = (unicodedata.normalize(form, title) for form in ("NFC", "NFD"))
    assert match_key(composed, "", "") == match_key(decomposed, "", "")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("中文;", "Chinese"),
        ("zh", "Chinese"),
        ("ENG", "English"),
        ("English", "English"),
        ("Basque", "Basque"),
        ("", ""),
    ],
)
def test_languages_have_the_names_of_wos(raw, name):
    assert language_name(raw) == name


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("R&amp;D of &beta;-cells &#38; more", "R&D of β-cells & more"),
        ("H<sub>2</sub>O and <i>E. coli</i>", "H2O and E. coli"),
        ("one<br/>two(#br)three", "one two three"),
        ("<正>本文", "本文"),
        ('<span class="x">text</span>', "text"),
        ("电商~([1-3])研究", "电商研究"),
        ("VR&AR技术;R&D;", "VR&AR技术;R&D;"),
        ("p <0.05 and i > 3", "p <0.05 and i > 3"),
        ("&lt;i&gt;text&lt;/i&gt;", "text"),
        ("&notanentity; &#xD800;", "&notanentity; \ufffd"),
    ],
)
def test_entities_and_mark_up_become_plain(text, plain):
    assert unescape(text) == plain


@given(st.text())
def test_unescaped_text_can_be_encoded(text):
    unescape(text).encode()


@pytest.mark.parametrize(
    ("raw", "identifier"),
    [
        ("WOS:000000000000005", "WOS:000000000000005"),
        ("ISI:000000000000005", "WOS:000000000000005"),
        ("wos:a1997aa00000014", "WOS:A1997AA00000014"),
        ("000000000000005", "WOS:000000000000005"),
        ("ZOOREC:ZOOR00000000342", "ZOOREC:ZOOR00000000342"),
        ("CNKI:0", ""),
        ("CNKI:12", ""),
        ("WOS:000", ""),
        ("two words", ""),
        ("", ""),
    ],
)
def test_an_accession_number_has_one_form(raw, identifier):
    assert wos_id(raw) == identifier
