"""Periods: what users write, and where years are cut."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.periods import cut_years, parse_periods, sums_of_periods

counts = st.lists(st.integers(0, 60), min_size=1, max_size=14)


def cut(records, periods, first=2000):
    years = np.arange(first, first + len(records))
    return cut_years(years, np.array(records, dtype=np.int64), periods).tolist()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("auto", "auto"),
        (" Auto ", "auto"),
        ("1", 1),
        ("12", 12),
        ("2010", (2010,)),
        ("2010,2016", (2010, 2016)),
        ("2010; 2016 ,2020", (2010, 2016, 2020)),
        ("２０１０，２０１６", (2010, 2016)),
    ],
)
def test_what_can_be_written(text, meaning):
    assert parse_periods(text) == meaning


@pytest.mark.parametrize("text", ["", "0", "-2", "three", "123", "2010,", "2010-2016", "2.5"])
def test_what_is_not_understood_is_refused_with_what_is(text):
    with pytest.raises(CallError, match="write auto, a number of periods such as 3"):
        parse_periods(text)


@pytest.mark.parametrize("text", ["2016,2010", "2010,2010"])
def test_years_must_ascend(text):
    with pytest.raises(CallError, match="later than the one before"):
        parse_periods(text)


def test_years_that_are_named_are_cut_at_where_they_cut_something():
    assert cut([1] * 10, (2003, 2007)) == [2000, 2003, 2007]
    assert cut([1] * 10, (1990, 2000, 2003, 2009, 2010)) == [2000, 2003, 2009]


def test_a_number_of_periods_gives_as_many_as_there_are_years():
    assert cut([1] * 6, 3) == [2000, 2002, 2004]
    assert cut([5, 1, 1, 3], 2) == [2000, 2001]
    assert cut([1, 1], 9) == [2000, 2001]
    assert cut([1, 1, 1], 2) == [2000, 2001]


@given(counts, st.integers(1, 4))
def test_no_other_cut_is_more_even(records, number):
    number = min(number, len(records))

    def cost(starts):
        return sum(sum(records[a:b]) ** 2 for a, b in zip(starts, (*starts[1:], None), strict=True))

    ways = [(0, *rest) for rest in combinations(range(1, len(records)), number - 1)]
    expected = min(ways, key=lambda starts: (cost(starts), starts))
    assert cut(records, number, first=0) == list(expected)


@pytest.mark.parametrize(
    ("n_years", "n_periods"), [(1, 1), (3, 1), (4, 2), (5, 2), (6, 2), (8, 2), (9, 3), (12, 4)]
)
def test_auto_makes_up_to_four_periods_of_three_years(n_years, n_periods):
    assert len(cut([50] * n_years, "auto")) == n_periods
    assert len(cut([50] * 40, "auto")) == 4


@given(counts)
def test_auto_makes_periods_that_are_long_and_full_enough(records):
    starts = cut(records, "auto", first=0)
    if len(starts) > 1:
        lengths = np.diff([*starts, len(records)])
        assert lengths.min() >= (3 if len(records) >= 6 else 2)
        assert sums_of_periods(np.array(records), np.array(starts)).min() >= 20
    assert starts[0] == 0


def test_auto_makes_one_period_of_few_records():
    assert cut([4] * 9, "auto") == [2000]
    assert len(cut([5] * 9, "auto")) == 2
    assert len(cut([7] * 9, "auto")) == 3


@pytest.mark.parametrize("periods", ["auto", 3, (2010,)])
def test_no_years_have_no_periods(periods):
    assert cut([], periods) == []


def test_sums_add_up_along_the_last_axis():
    table = np.arange(10).reshape(2, 5)
    assert sums_of_periods(table, np.array([0, 2])).tolist() == [[1, 9], [11, 24]]
    assert sums_of_periods(table[:, :0], np.array([], dtype=np.int64)).shape == (2, 0)
