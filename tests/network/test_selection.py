"""How many keywords each criterion selects, and how criteria are written."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.selection import CRITERIA, Counts, parse_selection, thresholds_of

WORKED = [10, 8, 5, 4, 3, 3, 2, 1, 1, 1]
SETTING = "thresholds:2,2,20;4,3,20;3,3,20"
series = st.lists(st.integers(1, 60), max_size=40).map(lambda c: sorted(c, reverse=True))
scales = st.decimals("0.01", 200, places=2)


def taken(text, counts, *, position=0, n_slices=1):
    selection = parse_selection(text)
    at = Counts(np.array(counts, dtype=np.int64), position, n_slices)
    return selection.criterion.take(at, selection.numbers)


@pytest.mark.parametrize(("scale", "g"), [(".5", 3), ("1", 5), ("2", 8), ("5", 10)])
def test_worked_numbers_of_the_g_index(scale, g):
    assert taken(f"g-index:{scale}", WORKED) == g


@given(series, scales)
def test_g_is_the_largest_number_whose_square_the_scaled_sum_reaches(counts, scale):
    fitting = [g for g in range(1, len(counts) + 1) if g * g <= Fraction(scale) * sum(counts[:g])]
    assert taken(f"g-index:{scale}", counts) == max(fitting, default=0)


@given(series, scales, scales)
def test_a_larger_scale_never_selects_fewer(counts, one, other):
    few, many = sorted((one, other))
    assert taken(f"g-index:{few}", counts) <= taken(f"g-index:{many}", counts)


@given(st.integers(0, 40), scales)
def test_of_keywords_that_occur_once_as_many_as_the_scale_are_selected(n, scale):
    assert taken(f"g-index:{scale}", [1] * n) == min(math.floor(scale), n)


def test_no_rounding_decides_about_the_last_keyword():
    # As binary fractions 0.009 times 25000 is less than 15 squared, 16.1 % of 1000 more than 161.
    assert taken("g-index:0.009", [24986, *[1] * 20]) == 15
    assert taken("g-index:0.008999", [24986, *[1] * 20]) == 14
    assert taken("top-percent:16.1:1000", [1] * 1000) == 161


def test_a_huge_scale_selects_all():
    assert taken("g-index:999999999", [10**9] * 200) == 200


@pytest.mark.parametrize(
    ("text", "n", "expected"),
    [
        ("top:3", 10, 3),
        ("top:50", 10, 10),
        ("top-percent:10", 10, 1),
        ("top-percent:10", 11, 2),
        ("top-percent:14", 50, 7),
        ("top-percent:0.7", 1000, 7),
        ("top-percent:50", 1000, 100),
        ("top-percent:50:400", 1000, 400),
        ("top-percent:100:1000", 1000, 1000),
        ("top-percent:10", 0, 0),
        ("usage180:2", 5, 2),
        ("usage2013:9", 5, 5),
    ],
)
def test_shares_are_rounded_up_and_never_exceed_their_maximum(text, n, expected):
    assert taken(text, [1] * n) == expected


def test_thresholds_are_interpolated_between_first_middle_and_last_slice():
    selection = parse_selection(SETTING)
    found = [
        [float(x) for x in thresholds_of(Counts(np.zeros(0, np.int64), t, 5), selection.numbers)]
        for t in range(5)
    ]
    assert found == [[2, 2, 20], [3, 2.5, 20], [4, 3, 20], [3.5, 3, 20], [3, 3, 20]]


@pytest.mark.parametrize(
    ("n_slices", "expected"), [(1, [2]), (2, [2, 3]), (3, [2, 4, 3]), (4, [2, 4, 3.5, 3])]
)
def test_few_slices_begin_with_the_first_thresholds_and_end_with_the_last(n_slices, expected):
    numbers = parse_selection(SETTING).numbers
    counts = np.zeros(0, np.int64)
    found = [thresholds_of(Counts(counts, t, n_slices), numbers)[0] for t in range(n_slices)]
    assert found == expected


def test_a_threshold_that_is_no_whole_number_is_compared_as_it_is():
    assert taken(SETTING, [5, 4, 3, 3], position=3, n_slices=5) == 2
    assert taken(SETTING, [5, 4, 3, 3], position=1, n_slices=5) == 4


@pytest.mark.parametrize(
    ("text", "position", "told"),
    [
        ("g-index:1", 0, "g=5"),
        ("top:3", 0, "top 3"),
        ("top-percent:15", 0, "top 2"),
        (SETTING, 1, "3, 2.5, 20"),
    ],
)
def test_a_slice_is_told_what_was_applied_to_it(text, position, told):
    selection = parse_selection(text)
    at = Counts(np.array(WORKED), position, 5)
    assert selection.criterion.describe(selection.numbers, at) == told


def test_thresholds_between_are_told_to_six_decimals():
    selection = parse_selection("thresholds:2,2,20;2,2,20;3,2,20")
    told = selection.criterion.describe(selection.numbers, Counts(np.zeros(0, np.int64), 3, 6))
    assert told == "2.333333, 2, 20"


@pytest.mark.parametrize(
    "text",
    [
        *("g-index:25", "g-index:2.5", "g-index:123456789.123456", "top:50", "top-percent:10:100"),
        *("usage180:5", "usage2013:5", SETTING, "thresholds:0,0,0;0,0,0;0,0,12.5"),
    ],
)
def test_a_selection_is_written_as_it_is_read(text):
    assert parse_selection(text).text == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" top: 50 ", "top:50"),
        ("top-percent:5", "top-percent:5:100"),
        ("g-index:.5", "g-index:0.5"),
        ("thresholds：2，2，20；4，3，20；3，3，20", SETTING),
    ],
)
def test_blanks_and_the_signs_of_a_chinese_keyboard_are_understood(text, plain):
    assert parse_selection(text).text == plain


@pytest.mark.parametrize(
    "text",
    [
        *("g-index", "g-index:", "g-index:0", "g-index:-1", "g-index:nan", "g-index:inf"),
        *("g-index:1e99999999", "g-index:1/0", "g-index:9999999999", "top:0", "top:2.5", "top:x"),
        *("top-percent:0", "top-percent:101", "top-percent:10:0", "top-percent:10:2:3"),
        *("thresholds:2,2,20", "thresholds:2,2;4,3;3,3", "thresholds:2,2,20;4,3;3,3,20,1"),
        *("thresholds:2,2,-20;4,3,20;3,3,20", "usage180:0", "usage2013:1.5"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_in_words(text):
    with pytest.raises(CallError, match="--select"):
        parse_selection(text)


@pytest.mark.parametrize("text", ["", "G-index:5", "best:5", "50"])
def test_an_unknown_criterion_names_those_that_exist(text):
    with pytest.raises(UnknownChoiceError, match="top-percent"):
        parse_selection(text)


def test_every_criterion_has_its_form_and_source():
    for name, row in CRITERIA.items():
        assert row.name == name
        assert row.form.startswith(f"{name}:")
        assert row.title
        assert row.source
