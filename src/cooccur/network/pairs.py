"""Pairs of keywords counted over records: the inner loop of a co-occurrence network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.model import Columns, Floats, Incidence, Ints

PIECE: Final = 1 << 20
"""So many pairs are held at a time."""
DENSE: Final = 1 << 22
"""Up to so many cells a full nodes x nodes table is cheaper than a search for each pair."""


@dataclass(frozen=True)
class Pairs:
    """One row a pair that some record holds, by source, then target; source < target."""

    source: Ints
    target: Ints
    count: Ints
    """Records that hold both."""
    strength: Floats
    """What these records add up to."""
    first_year: Ints
    """Of the records that hold both; 0 when none of them has a year."""

    def links(self) -> Columns:
        """Every pair as a link: ``source, target, cooccurrences, strength, first_year``."""
        return Columns(
            {
                "source": self.source,
                "target": self.target,
                "cooccurrences": self.count,
                "strength": self.strength,
                "first_year": self.first_year,
            }
        )


def count_pairs(
    incidence: Incidence, *, share: Callable[[int], float], year: Ints | None = None
) -> Pairs:
    """Every pair of nodes that some record holds, with the number of these records.

    Parameters
    ----------
    incidence : Incidence
        Nodes ascending in every record.
    share : callable
        What a record with n >= 2 nodes adds to the strength of each of its pairs.
    year : array of int, shape (n_records,), optional
        Year of each record, 0 when unknown.

    Returns
    -------
    Pairs
        The same to the last bit whatever the order of the records: strengths are whole numbers
        of records of n nodes, times the share of n, added up by ascending n.
    """
    codes, place = _table(incidence)
    unknown = np.iinfo(np.int64).max
    known_year = None if year is None else np.where(year > 0, year, unknown)
    count = np.zeros(len(codes), dtype=np.int64)
    strength = np.zeros(len(codes))
    first_year = np.full(len(codes), unknown)
    for length, records in _records_by_length(incidence):
        tally = np.zeros(len(codes), dtype=np.int64)
        for rows, cells in _pieces(incidence, length, records):
            places = place(cells.ravel())
            _add_one(tally, places)
            if known_year is not None:
                years = np.broadcast_to(known_year[rows, None], cells.shape)
                np.minimum.at(first_year, places, years.ravel())
        count += tally
        strength += tally * share(length)
    met = count > 0
    codes = codes[met]
    first_year = np.where(first_year == unknown, 0, first_year)[met]
    size = max(incidence.n_nodes, 1)
    return Pairs(codes // size, codes % size, count[met], strength[met], first_year)


def _table(incidence: Incidence) -> tuple[Ints, Callable[[Ints], Ints]]:
    """Codes of the pairs that may occur, and where each code stands among them."""
    size = incidence.n_nodes**2
    if size <= DENSE:
        return np.arange(size), lambda cells: cells
    found = [np.zeros(0, dtype=np.int64)]
    for length, records in _records_by_length(incidence):
        for _, cells in _pieces(incidence, length, records):
            found.append(distinct(cells.ravel()))
    codes = distinct(np.concatenate(found))
    return codes, lambda cells: np.searchsorted(codes, cells)


def distinct(values: Ints) -> Ints:
    """Each value once, ascending."""
    # np.unique takes ten times as long where most values differ.
    if len(values) and values.min() >= 0 and values.max() < 8 * len(values):
        held = np.zeros(int(values.max()) + 1, dtype=bool)
        held[values] = True
        return np.flatnonzero(held)
    ordered = np.sort(values)
    once: Ints = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


def _records_by_length(incidence: Incidence) -> Iterator[tuple[int, Ints]]:
    lengths = np.diff(incidence.indptr)
    for length in (np.flatnonzero(np.bincount(lengths)[2:]) + 2).tolist():
        yield length, np.flatnonzero(lengths == length)


def _pieces(incidence: Incidence, length: int, records: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Some records of one length, and a table with the codes of some pairs of each."""
    step = max(1, PIECE // (length * (length - 1) // 2))
    for start in range(0, len(records), step):
        rows = records[start : start + step]
        members = incidence.indices[incidence.indptr[rows, None] + np.arange(length)]
        gathered: list[Ints] = []
        width = 0
        for gap in range(1, length):
            gathered.append(members[:, :-gap] * incidence.n_nodes + members[:, gap:])
            width += length - gap
            if width >= PIECE or gap == length - 1:
                yield rows, np.concatenate(gathered, axis=1)
                gathered, width = [], 0


def _add_one(tally: Ints, places: Ints) -> None:
    if len(places) * 8 < len(tally):
        np.add.at(tally, places, 1)
    else:
        tally += np.bincount(places, minlength=len(tally))


def count_pairs_by_year(
    incidence: Incidence, source: Ints, target: Ints, year: Ints
) -> tuple[Ints, Ints, Ints]:
    """Position of a link, year, and number of records of that year that hold both its ends.

    Parameters
    ----------
    incidence : Incidence
        Nodes ascending in every record.
    source, target : array of int, shape (n_links,)
        Links by source, then target; source < target.
    year : array of int, shape (n_records,)
        Year of each record, 0 when unknown: such records are left out.

    Returns
    -------
    tuple of arrays of int
        Sorted by link, then year; only cells that are not 0.
    """
    links = source * incidence.n_nodes + target
    first = int(year[year > 0].min(initial=year.max(initial=1)))
    span = max(int(year.max(initial=0)) - first + 1, 1)
    found = [np.zeros(0, dtype=np.int64)]
    counts = [np.zeros(0, dtype=np.int64)]
    if not len(links):
        return found[0], found[0], found[0]
    place_of = _places(links, incidence.n_nodes)
    # The last place is that of pairs that are no link.
    size = (len(links) + 1) * span
    tally = np.zeros(size if size <= DENSE else 0, dtype=np.int64)
    for length, records in _records_by_length(incidence):
        for rows, cells in _pieces(incidence, length, records[year[records] > 0]):
            dated = (place_of(cells) * span + (year[rows, None] - first)).ravel()
            if len(tally):
                _add_one(tally, dated)
                continue
            values, number = np.unique(dated, return_counts=True)
            found.append(values)
            counts.append(number)
    if len(tally):
        dated = np.flatnonzero(tally[: len(links) * span])
        return dated // span, dated % span + first, tally[dated]
    dated, inverse = np.unique(np.concatenate(found), return_inverse=True)
    number = np.zeros(len(dated), dtype=np.int64)
    np.add.at(number, inverse, np.concatenate(counts))
    is_link = dated < len(links) * span
    dated, number = dated[is_link], number[is_link]
    return dated // span, dated % span + first, number


def _places(links: Ints, n_nodes: int) -> Callable[[Ints], Ints]:
    """Where a pair stands among the links, which ascend; behind them all, if it is none."""
    if n_nodes**2 <= DENSE:
        place = np.full(n_nodes**2, len(links), dtype=np.int64)
        place[links] = np.arange(len(links))
        return lambda cells: place[cells]

    def found(cells: Ints) -> Ints:
        near = np.minimum(np.searchsorted(links, cells), len(links) - 1)
        return np.where(links[near] == cells, near, len(links))

    return found
