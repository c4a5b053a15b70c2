"""The timeline: one line a cluster, every keyword on it where it first appeared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.appearance import GREY
from cooccur.draw.figures.legend import cluster_colours, cluster_names
from cooccur.draw.figures.nodes import (
    Bow,
    Ink,
    Picture,
    draw_labels,
    draw_links,
    draw_nodes,
    picture_at,
)
from cooccur.draw.figures.pies import filling_of
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import LINE, PAPER, SMALLEST, SOFT, FigureStyle, mixed, written
from cooccur.draw.figures.times import (
    STRIP,
    Foot,
    draw_years,
    first_times,
    radii_for,
    time_span,
    year_ticks,
)
from cooccur.draw.figures.words import word
from cooccur.model import Floats, Ints, KnowledgeMap
from cooccur.scene import Point, Scene

_ROW: Final = 9.5  # least height of a line, pt
_GAP: Final = 6.0  # most room between circles that stand over each other, pt


@dataclass
class _Line:
    """One cluster, or all keywords that form a cluster of their own (number None)."""

    number: int | None
    cells: dict[int, list[int]]
    """Keywords by time, most frequent first."""
    y: float = 0.0
    height: float = 0.0

    def need(self, radius: Floats) -> float:
        """The height at which all circles of one time would stand over each other."""
        return max(float((2 * radius[cell] + 1.5).sum()) for cell in self.cells.values())


@dataclass(frozen=True)
class _Axis:
    """The axis of time."""

    first: int
    last: int
    left: float
    right: float
    edge: float
    """Where the names of lines begin."""

    def at(self, time: int) -> float:
        """Where a time stands; a single one in the middle."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        share = (time - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)


def timeline_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Clusters as lines from the top, keywords at the year they first appeared in."""
    times = first_times(knowledge_map, "timeline")
    sheet = Sheet(style)
    filling = filling_of(knowledge_map.network, style)
    lines = _lines_of(knowledge_map, times)
    radius = radii_for(knowledge_map, style)
    foot = Foot(sheet, times, filling)
    under = foot.height(picture_at(knowledge_map, style, radius=radius))
    tallest = style.between(42.0, 50.0)
    wanted = sum(max(_ROW + 3, min(1.2 * line.need(radius), tallest)) for line in lines)
    total = style.tall(max(STRIP + wanted + under, style.between(0.8, 0.55) * style.width))
    room = total - under - STRIP
    radius = _shrunk(radius, lines, room)
    _share_out(lines, radius, room)
    axis = _axis_of(sheet, knowledge_map, lines, times, radius)
    picture = _picture(
        knowledge_map, style, lines=lines, axis=axis, radius=radius, bottom=STRIP + room
    )
    _backdrop(sheet, knowledge_map, lines, axis, STRIP + room)
    draw_links(sheet, picture, bow=_bow(lines), ink=_ink(lines))
    draw_nodes(sheet, picture, filling)
    _draw_names(sheet, knowledge_map, lines, axis)
    strips = [(0.0, 0.0, style.width, STRIP), (axis.edge - 3, 0.0, style.width, STRIP + room)]
    draw_labels(sheet, picture, aside=True, blocked=strips)
    foot.draw(picture, STRIP + room, total)
    return sheet.scene(knowledge_map, total)


def _lines_of(knowledge_map: KnowledgeMap, times: Ints) -> list[_Line]:
    """Clusters by number, then one line that all single keywords share."""
    size = dict(knowledge_map.network.cluster_columns.rows("cluster", "size"))
    rows: dict[int | None, dict[int, list[int]]] = {}
    cluster = knowledge_map.network.node_columns["cluster"].tolist()
    for node, (number, time) in enumerate(zip(cluster, times.tolist(), strict=True)):
        if time > 0:
            row = rows.setdefault(number if size.get(number, 0) > 1 else None, {})
            row.setdefault(time, []).append(node)
    order = sorted(rows, key=lambda number: (number is None, number or 0))
    return [_Line(number, rows[number]) for number in order]


def _shrunk(radius: Floats, lines: list[_Line], room: float) -> Floats:
    """Radii at which the largest circle keeps within about half of a line's share."""
    largest = max(float(radius[cell[0]]) for line in lines for cell in line.cells.values())
    return np.maximum(0.8, radius * max(0.4, min(1.0, 0.5 * room / len(lines) / largest)))


def _share_out(lines: list[_Line], radius: Floats, room: float) -> None:
    """Give every line room for its name; the rest goes where circles stand over each other."""
    least = min(_ROW, room / len(lines))
    need = [line.need(radius) for line in lines]
    y = STRIP
    for line, wanted in zip(lines, need, strict=True):
        line.height = least + (room - least * len(lines)) * wanted / sum(need)
        line.y = y + line.height / 2
        y += line.height


def _axis_of(
    sheet: Sheet, knowledge_map: KnowledgeMap, lines: list[_Line], times: Ints, radius: Floats
) -> _Axis:
    first, last = time_span(knowledge_map, times)
    width, names = sheet.style.width, _names(sheet, knowledge_map)
    wanted = max(sheet.wide(names[line.number], bold=True) for line in lines) + 8
    edge = width - min(wanted, sheet.style.between(0.3, 0.24) * width)
    at_first = [float(radius[line.cells[first][0]]) for line in lines if first in line.cells]
    left = max([6.0, *at_first]) + 11
    return _Axis(first, last, left, edge - sheet.style.between(12, 20), edge)


def _names(sheet: Sheet, knowledge_map: KnowledgeMap) -> dict[int | None, str]:
    names: dict[int | None, str] = dict(cluster_names(knowledge_map).items())
    names[None] = word("others", sheet.style.language)
    return names


def stacked(radius: Floats, room: float) -> Floats:
    """Offsets around a line: the first on it, the others in turn below and above.

    Parameters
    ----------
    radius : ndarray of float, shape (n,)
        Of the circles that share one place on the line, the most frequent first.
    room : float
        Height they may take; where it is too small they overlap.
    """
    gap = max(0.5, min(_GAP, (room - float(2 * radius.sum())) / max(1, len(radius) - 1)))
    edges = [float(radius[0])] * 2
    offsets = np.zeros(len(radius))
    for i, r in enumerate(radius[1:].tolist(), 1):
        side = i % 2
        offsets[i] = (edges[side] + gap + r) * (1 if side else -1)
        edges[side] += gap + 2 * r
    if sum(edges) > room:
        return (offsets - (edges[1] - edges[0]) / 2) * room / sum(edges)
    # A lopsided stack moves just so far that it stays within its line.
    return offsets - max(0.0, edges[1] - room / 2) + max(0.0, edges[0] - room / 2)


def _picture(
    knowledge_map: KnowledgeMap,
    style: FigureStyle,
    *,
    lines: list[_Line],
    axis: _Axis,
    radius: Floats,
    bottom: float,
) -> Picture:
    x, y = np.full((2, len(radius)), np.nan)
    for line in lines:
        for time, cell in line.cells.items():
            x[cell] = axis.at(time)
            y[cell] = line.y + stacked(radius[cell], line.height - 2.5)
    stage = (style.width, bottom)
    return picture_at(knowledge_map, style, radius=radius, x=x, y=y, stage=stage)


def _backdrop(
    sheet: Sheet, knowledge_map: KnowledgeMap, lines: list[_Line], axis: _Axis, bottom: float
) -> None:
    step = axis.at(axis.first + 1) - axis.at(axis.first) if axis.last > axis.first else 40.0
    draw_years(sheet, year_ticks(axis.first, axis.last, step, 24.0), axis.at, (STRIP, bottom))
    sheet.line((4, STRIP), (axis.edge - 2, STRIP), LINE, 0.6)
    colours = cluster_colours(knowledge_map)
    for line in lines:
        colour = GREY if line.number is None else colours[line.number]
        ends = (4.0, line.y), (axis.edge - 2, line.y)
        sheet.line(*ends, mixed(colour, PAPER, 0.45), 0.6)


def _row_of(lines: list[_Line]) -> dict[int, _Line]:
    return {node: line for line in lines for cell in line.cells.values() for node in cell}


def _bow(lines: list[_Line]) -> Bow:
    """Arcs over their line; those between keywords of one time bow aside."""
    rows = _row_of(lines)

    def bow(one: int, other: int, start: Point, end: Point) -> Point:
        (x1, y1), (x2, y2) = start, end
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        if rows[one] is not rows[other]:
            return middle[0] - 0.12 * (y2 - y1), middle[1] + 0.12 * (x2 - x1)
        if abs(x2 - x1) < 0.5:
            return middle[0] + 0.5 * abs(y2 - y1), middle[1]
        rise = min(0.5 * abs(x2 - x1), 1.1 * rows[one].height)
        return middle[0], max(STRIP + 1, min(y1, y2) - rise)

    return bow


def _ink(lines: list[_Line]) -> Ink:
    rows = _row_of(lines)
    return lambda one, other: 0.9 if rows[one] is rows[other] else 0.22


def _draw_names(sheet: Sheet, knowledge_map: KnowledgeMap, lines: list[_Line], axis: _Axis) -> None:
    names, colours = _names(sheet, knowledge_map), cluster_colours(knowledge_map)
    below = 0.0
    for line in lines:
        size = max(SMALLEST, min(sheet.style.between(6.5, 7.5), 0.86 * line.height))
        if line.y - 0.6 * size < below:
            continue
        text = sheet.fitted(names[line.number], sheet.style.width - axis.edge - 4, size, bold=True)
        colour = SOFT if line.number is None else written(colours[line.number])
        sheet.text(text, axis.edge + 1, line.y, size=size, colour=colour, bold=True)
        below = line.y + 0.6 * size
