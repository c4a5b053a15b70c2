"""Periods of a corpus: runs of years that users name, or with about as many records each."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Ints

MOST_PERIODS: Final = 4
"""What ``auto`` makes at most."""
FAIR_YEARS: Final = 3
"""Fewest years of a period that ``auto`` makes, except for two periods in four or five years."""
FAIR_RECORDS: Final = 20
"""Fewest records of a period that ``auto`` makes."""

_NUMBER = re.compile(r"[1-9]\d?")
_YEARS = re.compile(r"\d{4}(\s*[,;]\s*\d{4})*")


def parse_periods(text: str) -> str | int | tuple[int, ...]:
    """What an option says about periods: ``auto``, their number, or years in which they begin.

    Parameters
    ----------
    text : str
        ``auto``: up to four periods with about as many records each, of three years or more and
        at least 20 records. A number from 1 to 99: as many, as long as there are years, with
        about as many records each. Years of four digits, parted by commas: the first years of
        all periods but the first.

    Returns
    -------
    "auto", int or tuple of int

    Raises
    ------
    CallError
        When the text is none of these, or the years do not ascend.

    Examples
    --------
    >>> parse_periods("auto"), parse_periods("3"), parse_periods("2010, 2016")
    ('auto', 3, (2010, 2016))
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain == "auto":
        return plain
    if _NUMBER.fullmatch(plain):
        return int(plain)
    if not _YEARS.fullmatch(plain):
        raise CallError(
            f"periods {text!r} not understood; write auto, a number of periods such as 3, or the "
            "first years of the later periods such as 2010,2016"
        )
    first_years = tuple(int(year) for year in re.findall(r"\d{4}", plain))
    if any(one >= other for one, other in pairwise(first_years)):
        raise CallError(f"periods {text!r}: every year must be later than the one before it")
    return first_years


def cut_years(years: Ints, records: Ints, periods: str | int | tuple[int, ...]) -> Ints:
    """First year of every period.

    Parameters
    ----------
    years : ndarray of int, shape (n_years,)
        From the first to the last, without gaps.
    records : ndarray of int, shape (n_years,)
        Records of each year.
    periods : "auto", int or tuple of int
        As `parse_periods` gives it. Years outside of the span cut nothing off.

    Returns
    -------
    ndarray of int, shape (n_periods,)
        Ascending, from the first year on; empty when there are no years. Of all ways to cut a
        number of periods the one with the least sum of squares of their records; of equally good
        ones the one with the earliest cuts.
    """
    if not len(years):
        return years
    if isinstance(periods, tuple):
        inside = [year for year in periods if years[0] < year <= years[-1]]
        return np.array([years[0], *inside], dtype=np.int64)
    if isinstance(periods, int):
        return years[_evenly(records, min(periods, len(years)), 1)]
    n_years = len(years)
    most = min(MOST_PERIODS, max(n_years // FAIR_YEARS, 2 if n_years >= FAIR_YEARS + 1 else 1))
    for number in range(most, 1, -1):
        starts = _evenly(records, number, min(FAIR_YEARS, n_years // number))
        if sums_of_periods(records, starts).min() >= FAIR_RECORDS:
            return years[starts]
    return years[:1]


def _evenly(records: Ints, number: int, min_years: int) -> Ints:
    """Positions where periods begin that hold about as many records each."""
    n_years = len(records)
    before = np.concatenate(([0], np.cumsum(records)))
    # Least sum of squares from each position to the end, in one more period each turn.
    least = (before[-1] - before) ** 2
    following: list[Ints] = []
    for rest in range(1, number):
        last = n_years - rest * min_years
        better, chosen = np.zeros_like(least), np.zeros(n_years + 1, dtype=np.int64)
        for start in range(last - min_years + 1):
            cuts = np.arange(start + min_years, last + 1)
            costs = (before[cuts] - before[start]) ** 2 + least[cuts]
            chosen[start] = cuts[costs.argmin()]
            better[start] = costs.min()
        least = better
        following.append(chosen)
    starts = [0]
    for chosen in reversed(following):
        starts.append(int(chosen[starts[-1]]))
    return np.array(starts, dtype=np.int64)


def sums_of_periods(of_years: Ints, starts: Ints) -> Ints:
    """Sums over the years of each period, along the last axis.

    Parameters
    ----------
    of_years : ndarray of int, shape (..., n_years)
    starts : ndarray of int, shape (n_periods,)
        Position of the first year of each period, the first one 0; empty when there are no years.
    """
    if not len(starts):
        return of_years[..., :0]
    sums: Ints = np.add.reduceat(of_years, starts, axis=-1)
    return sums
