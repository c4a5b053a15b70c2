"""The timezone view: a column for each span of years, keywords where they first appeared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from cooccur.draw.figures.legend import cluster_entries
from cooccur.draw.figures.nodes import (
    Bow,
    Ink,
    Picture,
    draw_links,
    draw_nodes,
    picture_at,
)
from cooccur.draw.figures.pies import filling_of
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import INK, LINE, NORMAL, SMALLEST, FigureStyle, span
from cooccur.draw.figures.times import STRIP, Foot, first_times, radii_for, time_span
from cooccur.draw.figures.zones import (
    BESIDE,
    Column,
    Sizes,
    Zone,
    column_of,
    columns_in,
    height_for,
    laid_in,
    rooms_of,
    width_for,
)
from cooccur.model import Floats, Ints, KnowledgeMap
from cooccur.scene import Point, Scene

_SIDE: Final = 6.0
_MOST: Final = 12  # columns; with more, several years share one
_TOP: Final = STRIP + 5.0
_FOOT: Final = 4.0
_LEAST_NAME: Final = 11.0  # pt; what has less room has no name


def timezone_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Keywords under the years they first appeared in, the most frequent on top."""
    times = first_times(knowledge_map, "timezone view")
    sheet = Sheet(style)
    filling = filling_of(knowledge_map.network, style)
    radius = radii_for(knowledge_map, style)
    foot = Foot(sheet, times, filling, [cluster_entries(sheet, knowledge_map)])
    under = foot.height(picture_at(knowledge_map, style, radius=radius))
    picture = picture_at(knowledge_map, style, radius=_shrunk(radius, times, style))
    sizes = _sizes(sheet, picture)
    years, column = _spans(knowledge_map, times, sizes, style)
    cells = _cells(column, len(years))
    around = _TOP + _FOOT + under
    low, high = style.between(1.25, 0.68), style.between(1.9, 1.05)
    height = style.tall(style.width * low + under) - around
    columns = columns_in(
        cells,
        sizes,
        [sheet.wide(span(*pair), bold=True) for pair in years],
        (_SIDE, style.width - _SIDE),
        height,
    )
    wanted = min(max(height, height_for(columns, sizes)), style.width * high)
    total = style.tall(wanted + around)
    bottom = total - under
    zones = [laid_in(one, sizes, (_TOP, bottom - _FOOT)) for one in columns]
    picture = _placed(picture, zones, (style.width, bottom))
    _backdrop(sheet, years, columns, bottom)
    draw_links(sheet, picture, bow=_bow(column.tolist(), columns), ink=_ink(column.tolist()))
    draw_nodes(sheet, picture, filling)
    _draw_names(sheet, picture, rooms_of(zones, sizes, style.width - 3))
    foot.draw(picture, bottom, total)
    return sheet.scene(knowledge_map, total)


def _spans(
    knowledge_map: KnowledgeMap, times: Ints, sizes: Sizes, style: FigureStyle
) -> tuple[list[tuple[int, int]], Ints]:
    """Slices or years, several together where names would have no room; the span of each keyword.

    A keyword without a time has the span -1.
    """
    slicing = knowledge_map.network.slicing
    if slicing is not None:
        units = list(zip(slicing.begin.tolist(), slicing.end.tolist(), strict=True))
    else:
        first, last = time_span(knowledge_map, times)
        units = [(year, year) for year in range(first, last + 1)]
    least, most = round(style.between(3, 6)), round(style.between(5, _MOST))
    size = math.ceil(len(units) / (0.8 * most)) if len(units) > most else 1
    while True:
        years = [
            (units[i][0], units[min(i + size, len(units)) - 1][1])
            for i in range(0, len(units), size)
        ]
        column = column_of(times, [begin for begin, _ in years])
        needed = width_for(_cells(column, len(years)), sizes)
        if needed <= style.width - 2 * _SIDE or math.ceil(len(units) / (size + 1)) < least:
            return years, column
        size += 1


def _cells(column: Ints, n: int) -> list[list[int]]:
    return [np.flatnonzero(column == place).tolist() for place in range(n)]


def _shrunk(radius: Floats, times: Ints, style: FigureStyle) -> Floats:
    largest = float(radius[times > 0].max())
    return np.maximum(0.8, radius * max(0.3, min(1.0, style.between(8.0, 12.0) / largest)))


def _sizes(sheet: Sheet, picture: Picture) -> Sizes:
    pairs = zip(picture.words, picture.font.tolist(), strict=True)
    wide = np.array([sheet.wide(text, size) for text, size in pairs])
    return Sizes(picture.radius, picture.font, wide)


def _placed(picture: Picture, zones: Sequence[Zone], stage: tuple[float, float]) -> Picture:
    x, y = np.full((2, len(picture.radius)), np.nan)
    for zone in zones:
        cell = list(zone.column.cell)
        x[cell], y[cell] = zone.x, zone.y
    return replace(picture, x=x, y=y, stage=stage)


def _backdrop(
    sheet: Sheet, years: Sequence[tuple[int, int]], columns: Sequence[Column], bottom: float
) -> None:
    """Every second column shaded, and the years over as many as have room for them."""
    last = -math.inf
    for place, (pair, column) in enumerate(zip(years, columns, strict=True)):
        left, right = column.left, column.left + column.width
        if place % 2:
            sheet.rect((left, STRIP, right, bottom), LINE, opacity=0.35)
        text = span(*pair)
        size = NORMAL if sheet.wide(text, bold=True) < column.width - 3 else SMALLEST
        middle, half = (left + right) / 2, sheet.wide(text, size, bold=True) / 2
        if middle - half >= max(1.0, last + 3) and middle + half <= sheet.style.width - 1:
            sheet.text(text, middle, STRIP / 2, size=size, bold=True, anchor="middle")
            last = middle + half
    sheet.line((_SIDE, STRIP), (sheet.style.width - _SIDE, STRIP), LINE, 0.6)


def _draw_names(sheet: Sheet, picture: Picture, rooms: Floats) -> None:
    """Every name at the right of its circle: smaller, then cut, where it has too little room."""
    for node in reversed(picture.shown):
        room, text = float(rooms[node]), picture.words[node]
        if room < _LEAST_NAME:
            continue
        size = float(picture.font[node])
        while size > SMALLEST and sheet.wide(text, size) > room:
            size -= 0.25
        left = float(picture.x[node]) + float(picture.radius[node]) + BESIDE
        text = sheet.fitted(text, room, size)
        sheet.text(text, left, float(picture.y[node]), size=size, colour=INK, halo=True)


def _bow(column: list[int], columns: Sequence[Column]) -> Bow:
    """Arcs over what they lead to; those within a column bow aside."""

    def bow(one: int, other: int, start: Point, end: Point) -> Point:
        (x1, y1), (x2, y2) = start, end
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        if column[one] == column[other]:
            lane = columns[column[one]].width / columns[column[one]].lanes
            return max(0.5, middle[0] - min(0.35 * abs(y2 - y1), 0.5 * lane)), middle[1]
        return middle[0], max(STRIP + 2, middle[1] - 0.12 * abs(x2 - x1))

    return bow


def _ink(column: list[int]) -> Ink:
    """Links that lead on in time stand out."""
    return lambda one, other: 0.2 if column[one] == column[other] else 0.6
