"""The timezone view: a column for each span of years, keywords where they first appeared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.figures.legend import cluster_entries, draw_legend, legend_height
from cooccur.draw.figures.network import last_line
from cooccur.draw.figures.nodes import (
    Bow,
    Ink,
    Picture,
    at,
    draw_labels,
    draw_links,
    draw_nodes,
    picture_at,
)
from cooccur.draw.figures.pies import filling_of
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import LINE, NORMAL, SMALLEST, FigureStyle, span
from cooccur.draw.figures.times import draw_missing, first_times, radii_for, time_span
from cooccur.model import Floats, Ints, KnowledgeMap
from cooccur.scene import Point, Scene

_STRIP: Final = 15.0
_SIDE: Final = 14.0
_MOST: Final = 15  # columns; with more, several years share one
_GAP: Final = 8.0


@dataclass(frozen=True)
class _Columns:
    """Spans of years side by side."""

    years: list[tuple[int, int]]
    width: float

    def left(self, column: int) -> float:
        """Where a column begins."""
        return _SIDE + column * self.width

    def of(self, times: Ints) -> Ints:
        """The column of each time, -1 for those without."""
        begins = np.array([begin for begin, _ in self.years])
        found: Ints = np.where(times > 0, np.searchsorted(begins, times, side="right") - 1, -1)
        return found


def timezone_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Keywords under the years they first appeared in, the most frequent on top.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    style : FigureStyle
        Its look.

    Returns
    -------
    Scene

    Raises
    ------
    DataError
        When no keyword has a year.
    """
    times = first_times(knowledge_map, "timezone view")
    sheet = Sheet(style)
    filling = filling_of(knowledge_map.network, style)
    columns = _columns_of(knowledge_map, times, style)
    radius = radii_for(knowledge_map, style, 0.7 * style.width)
    clusters = cluster_entries(sheet, knowledge_map)
    keys = [clusters, last_line(sheet, picture_at(knowledge_map, style, radius=radius), filling)]
    note = 9.0 if (times <= 0).any() else 0.0
    under = legend_height(sheet, keys) + note
    total = style.tall(style.width * style.between(1.25, 0.68) + under)
    bottom = total - under
    radius = _shrunk(radius, times, columns.width)
    picture = _picture(
        knowledge_map,
        style,
        columns=columns,
        column=columns.of(times),
        radius=radius,
        bottom=bottom,
    )
    _backdrop(sheet, columns, bottom)
    column = columns.of(times).tolist()
    draw_links(sheet, picture, bow=_bow(picture, column, columns.width), ink=_ink(column))
    draw_nodes(sheet, picture, filling)
    draw_labels(sheet, picture, aside=True, blocked=[(0.0, 0.0, style.width, _STRIP)])
    draw_missing(sheet, times, bottom + note / 2)
    keys = [clusters, last_line(sheet, picture, filling)]
    draw_legend(sheet, keys, total - legend_height(sheet, keys))
    return sheet.scene(knowledge_map, total)


def _columns_of(knowledge_map: KnowledgeMap, times: Ints, style: FigureStyle) -> _Columns:
    """Slices or years, several together where there would be too many columns."""
    slicing = knowledge_map.network.slicing
    if slicing is not None:
        units = list(zip(slicing.begin.tolist(), slicing.end.tolist(), strict=True))
    else:
        first, last = time_span(knowledge_map, times)
        units = [(year, year) for year in range(first, last + 1)]
    most = round(style.between(5, _MOST))
    size = math.ceil(len(units) / (0.8 * most)) if len(units) > most else 1
    years = [
        (units[i][0], units[min(i + size, len(units)) - 1][1]) for i in range(0, len(units), size)
    ]
    return _Columns(years, (style.width - 2 * _SIDE) / len(years))


def _shrunk(radius: Floats, times: Ints, width: float) -> Floats:
    largest = float(radius[times > 0].max())
    return np.maximum(0.8, radius * max(0.3, min(1.0, 0.3 * width / largest)))


def _picture(
    knowledge_map: KnowledgeMap,
    style: FigureStyle,
    *,
    columns: _Columns,
    column: Ints,
    radius: Floats,
    bottom: float,
) -> Picture:
    x, y = np.full((2, len(radius)), np.nan)
    room = bottom - _STRIP - 12
    for place in range(len(columns.years)):
        cell = np.flatnonzero(column == place)
        if not len(cell):
            continue
        solid = float(2 * radius[cell].sum())
        # Where circles have no room over each other they stand in turn a little left and right.
        lanes = min(3, max(1, math.ceil((solid + len(cell)) / room)))
        gap = min(_GAP, (lanes * room - solid) / len(cell))
        lane = np.arange(len(cell)) % lanes
        indent = max(min(0.2 * columns.width, 11.0), float(radius[cell[0]]) + 1.5)
        x[cell] = columns.left(place) + indent + lane * (0.8 * columns.width / lanes)
        above = np.concatenate([[0.0], np.cumsum((2 * radius[cell] + gap) / lanes)[:-1]])
        y[cell] = _STRIP + 8 + above + radius[cell]
    stage = (style.width, bottom)
    return picture_at(knowledge_map, style, radius=radius, x=x, y=y, stage=stage)


def _backdrop(sheet: Sheet, columns: _Columns, bottom: float) -> None:
    """Every second column shaded, and the years over as many as have room for them."""
    last = -math.inf
    for place, years in enumerate(columns.years):
        left, right = columns.left(place), columns.left(place + 1)
        if place % 2:
            sheet.rect((left, _STRIP, right, bottom), LINE, opacity=0.35)
        text = span(*years)
        size = NORMAL if sheet.wide(text, bold=True) < columns.width - 3 else SMALLEST
        middle, half = (left + right) / 2, sheet.wide(text, size, bold=True) / 2
        if middle - half >= max(1.0, last + 3) and middle + half <= sheet.style.width - 1:
            sheet.text(text, middle, _STRIP / 2, size=size, bold=True, anchor="middle")
            last = middle + half
    sheet.line((_SIDE, _STRIP), (sheet.style.width - _SIDE, _STRIP), LINE, 0.6)


def _bow(picture: Picture, column: list[int], width: float) -> Bow:
    def bow(one: int, other: int) -> tuple[Point, Point, Point]:
        (x1, y1), (x2, y2) = at(picture, one), at(picture, other)
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        if column[one] == column[other]:
            control = (max(0.5, middle[0] - min(0.35 * abs(y2 - y1), 0.5 * width)), middle[1])
        else:
            control = (middle[0], max(_STRIP + 2, middle[1] - 0.12 * abs(x2 - x1)))
        return (x1, y1), control, (x2, y2)

    return bow


def _ink(column: list[int]) -> Ink:
    """Links that lead on in time stand out."""
    return lambda one, other: 0.2 if column[one] == column[other] else 0.6
