"""Which keywords of a time slice are selected: the criteria of CiteSpace, one row each."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Ints

Numbers: TypeAlias = tuple[Fraction, ...]

_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?|\.[0-9]{1,6}")
_DECIMALS: Final = 6


@dataclass(frozen=True)
class Counts:
    """The keywords of one slice: at least one record each, most frequent first.

    Ties stand by comparison key.
    """

    counts: Ints
    """Records of the slice that hold each keyword, descending; for the usage criteria the sum of
    the usage counts of these records."""
    slice: int
    """Position of the slice."""
    n_slices: int


@dataclass(frozen=True)
class Criterion:
    """One row of the table of criteria."""

    name: str
    title: str
    form: str
    """How its numbers are written."""
    read: Callable[[str], Numbers]
    """The numbers of the text behind the name; ValueError when they make no sense."""
    take: Callable[[Counts, Numbers], int]
    """How many of the keywords are selected, from the first."""
    source: str
    usage: str = ""
    """The usage count that is summed instead of records: ``usage_180``, ``usage_2013``."""

    def describe(self, numbers: Numbers, counts: Counts) -> str:
        """The criterion as applied to one slice."""
        if self.name == "thresholds":
            return ", ".join(plain(number) for number in thresholds_of(counts, numbers))
        taken = self.take(counts, numbers)
        return f"g={taken}" if self.name == "g-index" else f"top {taken}"


@dataclass(frozen=True)
class Selection:
    """A criterion and its numbers."""

    criterion: Criterion
    numbers: Numbers

    @property
    def text(self) -> str:
        """As the command line writes it."""
        name, numbers = self.criterion.name, [plain(number) for number in self.numbers]
        if name == "thresholds":
            return f"{name}:" + ";".join(",".join(numbers[i : i + 3]) for i in (0, 3, 6))
        return f"{name}:" + ":".join(numbers)


def plain(number: Fraction) -> str:
    """A number as people write it, to six decimals."""
    return f"{float(round(number, _DECIMALS)):.15g}"


def _number(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Fraction(text.strip())


def _positive(text: str) -> Fraction:
    number = _number(text)
    if not number:
        raise ValueError(text)
    return number


def _whole(text: str) -> Fraction:
    number = _positive(text)
    if number.denominator != 1:
        raise ValueError(text)
    return number


def _g_index(counts: Counts, numbers: Numbers) -> int:
    total = 0
    for g, count in enumerate(counts.counts.tolist(), 1):
        total += count
        # Fractions are exact: no rounding decides about the last keyword.
        if g * g > numbers[0] * total:
            # k sum / g^2 falls as g grows, so that all others would fail too.
            return g - 1
    return len(counts.counts)


def _top(counts: Counts, numbers: Numbers) -> int:
    return min(int(numbers[0]), len(counts.counts))


def _top_percent(counts: Counts, numbers: Numbers) -> int:
    wanted = math.ceil(len(counts.counts) * numbers[0] / 100)
    return min(wanted, int(numbers[1]), len(counts.counts))


def thresholds_of(counts: Counts, numbers: Numbers) -> tuple[Fraction, Fraction, Fraction]:
    """The thresholds c, cc and ccv of one slice, between those of first, middle and last slice.

    One slice is the first, and of two slices one is the first and one the last.

    Parameters
    ----------
    counts : Counts
        Tells which slice.
    numbers : tuple of nine fractions
        c, cc, ccv of the first, the middle (position ``(n_slices - 1) // 2``) and the last slice.
    """
    first, middle, last = numbers[:3], numbers[3:6], numbers[6:]
    centre = (counts.n_slices - 1) // 2
    if counts.slice <= centre:
        begin, end, share = first, middle, Fraction(counts.slice, max(centre, 1))
    else:
        begin, end = middle, last
        share = Fraction(counts.slice - centre, counts.n_slices - 1 - centre)
    c, cc, ccv = (a + (b - a) * share for a, b in zip(begin, end, strict=True))
    return c, cc, ccv


def _at_least(counts: Counts, numbers: Numbers) -> int:
    # A whole number reaches a fraction where it reaches the next whole number.
    least = math.ceil(thresholds_of(counts, numbers)[0])
    return int((counts.counts >= least).sum())


def _one(read: Callable[[str], Fraction]) -> Callable[[str], Numbers]:
    return lambda text: (read(text),)


def _percent_and_cap(text: str) -> Numbers:
    share, _, cap = text.partition(":")
    percent = _positive(share)
    if percent > 100:
        raise ValueError(share)
    return percent, _whole(cap) if cap else Fraction(100)


def _triples(text: str) -> Numbers:
    triples = [triple.split(",") for triple in text.split(";")]
    if [len(triple) for triple in triples] != [3, 3, 3]:
        raise ValueError(text)
    return tuple(_number(part) for triple in triples for part in triple)


_CHEN: Final = "Chen (2006), JASIST 57(3), 359"

CRITERIA: Final[dict[str, Criterion]] = {
    row.name: row
    for row in (
        Criterion(
            "g-index",
            "the first g keywords, g the largest number with g^2 <= k times their counts",
            "g-index:K",
            _one(_positive),
            _g_index,
            "Egghe (2006), Scientometrics 69, 131; the scale k as in CiteSpace",
        ),
        Criterion("top", "the N most frequent keywords", "top:N", _one(_whole), _top, _CHEN),
        Criterion(
            "top-percent",
            "the most frequent P %, at most MAX (100)",
            "top-percent:P[:MAX]",
            _percent_and_cap,
            _top_percent,
            _CHEN,
        ),
        Criterion(
            "thresholds",
            "counts of at least c, links of at least cc records and a cosine of ccv/100; for the "
            "first, middle and last slice, interpolated between",
            "thresholds:c,cc,ccv;c,cc,ccv;c,cc,ccv",
            _triples,
            _at_least,
            _CHEN,
        ),
        Criterion(
            "usage180",
            "the N keywords whose records were used most in the last 180 days (WOS U1)",
            "usage180:N",
            _one(_whole),
            _top,
            "Chen (2014), The CiteSpace Manual",
            usage="usage_180",
        ),
        Criterion(
            "usage2013",
            "the N keywords whose records were used most since 2013 (WOS U2)",
            "usage2013:N",
            _one(_whole),
            _top,
            "Chen (2014), The CiteSpace Manual",
            usage="usage_2013",
        ),
    )
}
"""Ways to select the keywords of a slice."""


def parse_selection(text: str) -> Selection:
    """The selection that a text such as ``g-index:25`` or ``top:50`` asks for.

    Parameters
    ----------
    text : str
        A name from `CRITERIA`, a colon, and its numbers.

    Raises
    ------
    UnknownChoiceError
        When no criterion has this name.
    CallError
        When its numbers cannot be used.

    Examples
    --------
    >>> parse_selection("g-index: 2.5").text
    'g-index:2.5'
    """
    # Semicolons and commas of a Chinese keyboard mean the same.
    name, _, rest = unicodedata.normalize("NFKC", str(text)).strip().partition(":")
    if name not in CRITERIA:
        raise UnknownChoiceError("selection", name, CRITERIA)
    criterion = CRITERIA[name]
    try:
        return Selection(criterion, criterion.read(rest))
    except ValueError:
        raise CallError(
            f"--select is {text!r}; the form {criterion.form} is expected, with numbers such as "
            "25 or 2.5, above 0 where keywords are counted"
        ) from None
