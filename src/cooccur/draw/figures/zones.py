"""Where keywords stand in columns of years: under each other, with room for their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.figures.style import SMALLEST
from cooccur.draw.labels import LINE
from cooccur.model import Floats, Ints

_GAP: Final = 8.0
"""Most room between the rows of a column, pt."""
_SHARE: Final = 0.7
"""Share of the names of a column that a lane is wide enough for."""
_FIRST: Final = 3
"""Names that it is wide enough for in any case, the most frequent."""
_DOTS: Final = 0.3
"""Share of a column's height that keywords without a name take at most."""
_LEAD: Final = 3.0
"""Room over keywords without a name, pt."""
BESIDE: Final = 2.0
"""Room between a circle and its name, pt."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the keywords are drawn, the most frequent first, pt."""

    radius: Floats
    font: Floats
    width: Floats
    """Of their names."""

    def rows(self, cell: Sequence[int], lanes: int) -> list[float]:
        """Heights of the rows of these keywords, so many side by side."""
        nodes = list(cell)
        tall = np.maximum(2 * self.radius[nodes] + 1.0, LINE * self.font[nodes]).tolist()
        return [max(tall[i : i + lanes]) for i in range(0, len(tall), lanes)]


@dataclass(frozen=True, slots=True)
class Column:
    """A span of years: its keywords, its left end and width, and how many stand side by side."""

    cell: tuple[int, ...]
    left: float
    width: float
    lanes: int


def columns_in(
    cells: Sequence[Sequence[int]],
    sizes: Sizes,
    heads: Sequence[float],
    ends: tuple[float, float],
    height: float,
) -> list[Column]:
    """Columns side by side; where there is room, full ones are wider and hold several lanes.

    Parameters
    ----------
    cells : sequence of sequence of int
        The keywords of each column, the most frequent first.
    sizes : Sizes
        Of the keywords.
    heads : sequence of float
        The width of what stands over each column, pt.
    ends : (float, float)
        Where the first column begins and the last ends, pt.
    height : float
        Of the columns, pt.
    """
    room = ends[1] - ends[0]
    lane = [max(head + 4.0, _lane(cell, sizes)) for cell, head in zip(cells, heads, strict=True)]
    lanes = [1] * len(cells)
    while True:
        free = room - sum(wide * n for wide, n in zip(lane, lanes, strict=True))
        over = [sum(sizes.rows(cell, n)) - height for cell, n in zip(cells, lanes, strict=True)]
        full = [i for i, rest in enumerate(over) if rest > 0 and lane[i] <= free]
        if not full:
            break
        lanes[max(full, key=lambda i: (over[i], -i))] += 1
    wide = [one * n for one, n in zip(lane, lanes, strict=True)]
    # What is left goes to all lanes alike; where there is too little all are narrower.
    spare = (room - sum(wide)) / sum(lanes)
    scale = min(1.0, room / sum(wide))
    found, left = [], ends[0]
    for cell, one, n in zip(cells, wide, lanes, strict=True):
        width = one * scale if spare < 0 else one + n * spare
        found.append(Column(tuple(cell), left, width, n))
        left += width
    return found


def _lane(cell: Sequence[int], sizes: Sizes) -> float:
    """The width at which most names of a column, and the first ones, have room beside circles."""
    if not len(cell):
        return 0.0
    nodes = list(cell)
    circles = 2 * sizes.radius[nodes] + BESIDE
    most = np.sort(circles + sizes.width[nodes])[math.ceil(_SHARE * (len(nodes) - 1))]
    # The first ones may be written as small as all others.
    first = (circles + sizes.width[nodes] * SMALLEST / sizes.font[nodes])[:_FIRST].max()
    return float(max(most, first)) + 6.0


def width_for(cells: Sequence[Sequence[int]], sizes: Sizes) -> float:
    """The width at which every column has room for its names in one lane, pt."""
    return sum(_lane(cell, sizes) for cell in cells)


def height_for(columns: Sequence[Column], sizes: Sizes) -> float:
    """The height at which every keyword of every column has a row of its own, pt."""
    return max(sum(sizes.rows(column.cell, column.lanes)) for column in columns)


@dataclass(frozen=True, slots=True)
class Zone:
    """A column laid out: the keywords that have names, and where all stand."""

    column: Column
    named: int
    """So many of its keywords, the most frequent, have room for their names."""
    x: Floats
    y: Floats
    bottom: float
    """Where its last row ends."""


def laid_in(column: Column, sizes: Sizes, ends: tuple[float, float]) -> Zone:
    """The most frequent keywords of a column in rows from the top, the rest as dots under them.

    Parameters
    ----------
    column : Column
        What is laid out.
    sizes : Sizes
        Of the keywords.
    ends : (float, float)
        Top and bottom of the column, pt.
    """
    cell, lanes, room = list(column.cell), column.lanes, ends[1] - ends[0] + 1e-6
    rows = sizes.rows(cell, lanes)
    fit = int((np.cumsum(rows) <= room).sum())
    high = _dots(sizes.radius[cell[fit * lanes :]], column.width)[1]
    while fit and sum(rows[:fit]) + min(high, _DOTS * room) > room:
        fit -= 1
        high = _dots(sizes.radius[cell[fit * lanes :]], column.width)[1]
    named, rows = min(len(cell), fit * lanes), rows[:fit]
    # Very many dots overlap rather than that names give way to them.
    high = min(high, room - sum(rows))
    gap = min(_GAP, max(0.0, room - sum(rows) - high) / max(1, len(rows)))
    x, y = np.empty((2, len(cell)))
    radius, wide = sizes.radius[cell], column.width / lanes
    top = ends[0]
    for row, tall in enumerate(rows):
        for place in range(row * lanes, min(named, (row + 1) * lanes)):
            inset = float(radius[place % lanes : named : lanes].max())
            x[place] = column.left + (place % lanes) * wide + 2.0 + inset
            y[place] = top + tall / 2
        top += tall + gap
    places, _ = _dots(radius[named:], column.width, high)
    x[named:], y[named:] = places[0] + column.left, places[1] + top
    return Zone(column, named, x, y, top + high)


def _dots(radius: Floats, width: float, high: float = math.inf) -> tuple[Floats, float]:
    """Where circles without names stand, row by row, and the height they take.

    Rows lie over each other where they would be higher than ``high`` together.
    """
    places = np.zeros((2, len(radius)))
    if not len(radius):
        return places, 0.0
    start, y = 0, _LEAD
    while start < len(radius):
        pitch = 2 * float(radius[start]) + 1.0
        across = max(1, int(width / pitch))
        n = min(across, len(radius) - start)
        places[0, start : start + n] = (np.arange(n) + 0.5) * (width / across)
        places[1, start : start + n] = y + pitch / 2
        start, y = start + n, y + pitch
    first = float(places[1, 0])
    squeezed = max(0.0, high - first - (y - places[1, -1])) / max(places[1, -1] - first, 1e-9)
    places[1] = first + (places[1] - first) * min(1.0, squeezed)
    return places, y


def rooms_of(zones: Sequence[Zone], sizes: Sizes, edge: float) -> Floats:
    """How wide the name of each keyword may be; 0 where it has none.

    A name ends before the circle to its right: that of its own row, else that of the next column
    that reaches down so far, else at the edge of the figure.
    """
    room = np.zeros(len(sizes.radius))
    for i, zone in enumerate(zones):
        cell, lanes = zone.column.cell, zone.column.lanes
        for place in range(zone.named):
            node, y = cell[place], float(zone.y[place])
            start = float(zone.x[place]) + float(sizes.radius[node]) + BESIDE
            reach = LINE * float(sizes.font[node]) / 2
            end = edge
            if (place + 1) % lanes and place + 1 < zone.named:
                end = float(zone.x[place + 1]) - float(sizes.radius[cell[place + 1]]) - 2.0
            else:
                below = [
                    z.column.left for z in zones[i + 1 :] if y - reach < z.bottom and z.column.cell
                ]
                end = min([edge, *below[:1]])
            room[node] = max(0.0, end - start)
    return room


def column_of(times: Ints, begins: Sequence[int]) -> Ints:
    """The column of each time, -1 for those without."""
    found: Ints = np.where(times > 0, np.searchsorted(begins, times, side="right") - 1, -1)
    return found
