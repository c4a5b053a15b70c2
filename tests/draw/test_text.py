import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.text import ellipsis, text_width


def test_chinese_characters_are_one_em_wide():
    assert text_width("知识图谱", 20) == 80
    assert text_width("ＡＢ，。", 10) == 40


def test_latin_letters_take_what_they_usually_take():
    assert text_width("digital economy", 100) == pytest.approx(694.7)
    assert text_width("COVID-19", 100) == pytest.approx(461.2)
    assert text_width("0123456789", 10) == pytest.approx(55.6)
    assert text_width("ill", 10) < text_width("WWW", 10) / 3


def test_marks_take_no_room_and_accents_change_no_width():
    assert text_width("e\u0301", 10) == text_width("\u00e9", 10) == text_width("e", 10)
    assert text_width("a\u200bb", 10) == text_width("ab", 10)


@given(st.text(), st.text(), st.floats(1, 40))
def test_widths_add_up_and_grow_with_the_font(one, other, size):
    together = text_width(one + other, size)
    assert together == pytest.approx(text_width(one, size) + text_width(other, size))
    assert together == pytest.approx(size * text_width(one + other, 1))
    assert 0 <= together <= size * len(one + other)


def test_a_short_text_is_left_whole():
    assert ellipsis("a" * 30) == "a" * 30
    assert ellipsis("") == ""


def test_a_long_text_is_cut_with_an_ellipsis():
    assert ellipsis("a" * 31) == "a" * 29 + "…"
    assert ellipsis("one two three", 5) == "one…"
    assert ellipsis("知识图谱", 3) == "知识…"


def test_a_letter_is_not_cut_off_from_its_accent():
    assert ellipsis("abe\u0301de", 4) == "ab…"


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_is_never_longer_than_allowed(text, n):
    assert len(ellipsis(text, n)) <= n
    assert ellipsis(ellipsis(text, n), n) == ellipsis(text, n)
