"""Where the bars and bands of the thematic evolution stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from cooccur.model import Columns
from cooccur.scene import Command

_SWEEPS: Final = 24
_SLOT: Final = 9.0  # pt that a bar has at least, with room for its name
_SPACE: Final = 2.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A theme on its column."""

    period: int
    top: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A band between two themes: where it leaves the one and reaches the other."""

    source: int
    target: int
    inclusion: float
    is_solid: bool
    start: tuple[float, float]
    end: tuple[float, float]


def ordered(themes: Columns, bands: Columns) -> list[list[int]]:
    """The themes of each period from the top, in an order in which few bands cross.

    Each theme goes to the mean place of those it shares keywords with, to and fro; the order with
    the fewest crossings on the way is kept.
    """
    counts, period = themes["occurrences"].tolist(), themes["period"].tolist()
    columns = [
        sorted((t for t, at in enumerate(period) if at == p), key=lambda t: (-counts[t], t))
        for p in range(max(period) + 1)
    ]
    edges = list(bands.rows("source", "target", "shared"))
    best, least = columns, _crossings(columns, edges, period)
    for sweep in range(_SWEEPS):
        if not least:
            break
        columns = _swept(columns, edges, forward=sweep % 2 == 0)
        now = _crossings(columns, edges, period)
        if now < least:
            best, least = columns, now
    return best


_Edges = list[tuple[int, int, int]]


def _places(columns: list[list[int]]) -> dict[int, float]:
    return {theme: (i + 0.5) / len(c) for c in columns for i, theme in enumerate(c)}


def _crossings(columns: list[list[int]], edges: _Edges, period: list[int]) -> int:
    place = _places(columns)
    return sum(
        m * n
        for (a, b, m), (c, d, n) in combinations(edges, 2)
        if period[a] == period[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
    )


def _swept(columns: list[list[int]], edges: _Edges, *, forward: bool) -> list[list[int]]:
    """Every column but the first, on the way, in the order of its neighbours' mean places."""
    found = [list(column) for column in columns]
    for p in range(1, len(found)) if forward else range(len(found) - 2, -1, -1):
        place = _places(found)
        mean = {}
        for theme in found[p]:
            near = [
                (place[a if forward else b], n)
                for a, b, n in edges
                if (b if forward else a) == theme
            ]
            total = sum(n for _, n in near)
            mean[theme] = sum(at * n for at, n in near) / total if total else place[theme]
        found[p].sort(key=lambda theme: (mean[theme], place[theme]))
    return found


def stacked(
    columns: list[list[int]], counts: list[int], top: float, bottom: float
) -> dict[int, Bar]:
    """Bars as high as their themes are frequent, one scale for all, and room for a name each."""
    height = bottom - top
    most = max(1, *(len(column) for column in columns))
    slot, space = min(_SLOT, 0.8 * height / most), min(_SPACE, 0.2 * height / most)

    def needed(unit: float, column: list[int]) -> float:
        return sum(max(slot, unit * counts[theme]) + space for theme in column) - space

    low, high = 0.0, height
    for _ in range(50):
        unit = (low + high) / 2
        if all(needed(unit, column) <= height for column in columns):
            low = unit
        else:
            high = unit
    bars = {}
    for period, column in enumerate(columns):
        free = height - needed(low, column)
        between = space + min(8.0, free / max(1, len(column) + 1))
        y = top + (free - (between - space) * (len(column) - 1)) / 2
        for theme in column:
            room, size = max(slot, low * counts[theme]), max(1.0, low * counts[theme])
            bars[theme] = Bar(period, y + (room - size) / 2, size, y + room / 2)
            y += room + between
    return bars


def flows_between(bars: dict[int, Bar], bands: Columns, size: list[int]) -> list[Flow]:
    """Bands that take that share of each bar that their keywords are of the theme's."""
    source, target = bands["source"].tolist(), bands["target"].tolist()
    shared = bands["shared"].tolist()
    ends: list[dict[int, tuple[float, float]]] = [{}, {}]
    for side, (own, far) in enumerate(((source, target), (target, source))):
        for theme, bar in bars.items():
            mine = sorted(
                (i for i, at in enumerate(own) if at == theme),
                key=lambda i: (bars[far[i]].middle, i),
            )
            shares = [shared[i] / size[theme] for i in mine]
            total = max(1.0, sum(shares))
            y = bar.top + bar.height * (1 - sum(shares) / total) / 2
            for i, share in zip(mine, shares, strict=True):
                ends[side][i] = (y, y + bar.height * share / total)
                y = ends[side][i][1]
    rows = bands.rows("source", "target", "inclusion", "solid")
    return [
        Flow(one, other, inclusion, bool(solid), ends[0][i], ends[1][i])
        for i, (one, other, inclusion, solid) in enumerate(rows)
    ]


def edge(x1: float, y1: float, x2: float, y2: float) -> tuple[Command, ...]:
    """The line from one column to another along which a band lies."""
    middle = (x1 + x2) / 2
    return ("M", ((x1, y1),)), ("C", ((middle, y1), (middle, y2), (x2, y2)))


def band(
    x1: float, start: tuple[float, float], x2: float, end: tuple[float, float]
) -> tuple[Command, ...]:
    """A band from the top and bottom of its start to those of its end."""
    (_, (bottom,)), way = edge(x2, end[1], x1, start[1])
    return (*edge(x1, start[0], x2, end[0]), ("L", (bottom,)), way, ("Z", ()))
