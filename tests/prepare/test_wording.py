"""Titles, names and sources taken apart."""

import pytest

from cooccur.prepare.wording import Name, name_of, source_of, title_of


def test_a_title_may_be_cut_before_each_of_its_subtitles():
    assert title_of("Paper kites: a study: with tails").cuts == (2, 4)
    assert title_of(": Paper kites:").cuts == ()


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Kites, part two", "2"),
        ("Kites I", "1"),
        ("Kites IV", "4"),
        ("Putting kites first", "first"),
        ("Kites of five", "five"),
    ],
)
def test_words_that_count_parts_become_digits_and_no_others(title, last):
    assert title_of(title).words[-1] == last


@pytest.mark.parametrize(
    ("text", "family", "given", "is_sure"),
    [
        ("Berg, Jan van der", ("berg",), ("jan", "van", "der"), True),
        ("van der Berg J", ("berg",), ("j",), True),
        ("J. van der Berg", ("berg",), ("j",), True),
        ("Li m", ("li",), ("m",), True),
        ("Li", ("li",), (), True),
        ("LI", ("li",), (), True),
        ("Jan Berg", ("berg",), ("jan",), False),
        ("Anna Maria Berg", ("berg",), ("anna", "maria"), False),
    ],
)
def test_a_name_has_a_family_and_given_names(text, family, given, is_sure):
    assert name_of(text) == Name(family, given, is_sure=is_sure, is_ideographic=False)


def test_an_addition_begins_behind_the_name_of_a_source():
    assert source_of("Kites (Exampleton, England)").heads == (1,)
    assert source_of("(Exampleton) Kites").heads == ()
    assert source_of("Kite Letters (London, England) : Series of wind").heads == (2, 4)
    assert source_of("(Exampleton)").heads == ()
