"""The conceptual structure: keywords on the plane of a factor analysis, in groups with hulls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.appearance import colour_of
from cooccur.draw.figures.legend import draw_legend, legend_height, size_entries
from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.nodes import Picture, draw_labels, picture_at
from cooccur.draw.figures.sheet import Entry, Sheet
from cooccur.draw.figures.style import (
    INK,
    LINE,
    PAPER,
    SOFT,
    FigureStyle,
    fine_ticks,
    mixed,
    number,
)
from cooccur.draw.figures.words import word
from cooccur.draw.labels import Box
from cooccur.model import Columns, Floats, KnowledgeMap
from cooccur.scene import Point, Scene, polyline

_RIM: Final = 3.0
"""Room between the circles of a group and its hull, pt."""
_TURNS: Final = 16
_FAR: Final = 6.0
"""So many times as long as what the middle of the keywords needs an axis is before it is cut."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """A scale, and the lowest and highest value it shows."""

    low: float
    high: float
    middle: float
    scale: float

    def at(self, value: float) -> float:
        """Where a value stands; one beyond the axis at its end."""
        inside = max(self.low, min(self.high, value))
        return self.middle + self.scale * (inside - (self.low + self.high) / 2)

    def is_far(self, value: float) -> bool:
        """Whether a value lies beyond the axis."""
        return not self.low <= value <= self.high


def structure_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Keywords by the first two axes of the analysis, each group in a hull of its colour.

    References
    ----------
    Aria & Cuccurullo (2017), J. Informetrics 11(4), 959.
    """
    table = needed_table(
        knowledge_map,
        "structure",
        "the map was made without a conceptual structure; add one with --structure, or choose "
        "another --view",
    )
    sheet = Sheet(style)
    colours = {group: colour_of(group, knowledge_map.palette) for group in _groups(table)}
    radius = _radii(knowledge_map, table, style)
    keys = [
        _group_entries(sheet, table, colours),
        size_entries(sheet, picture_at(knowledge_map, style, radius=radius)),
    ]
    under = legend_height(sheet, keys)
    total = style.tall(style.width * style.between(0.95, 0.7) + 38 + under)
    frame = (style.between(24.0, 28.0), 15.0, style.width - 6.0, total - under - 27.0)
    axes = _axes(table, frame, float(radius[table["node"]].max()) + _RIM + 3)
    picture, far = _placed(knowledge_map, table, axes, radius=radius, style=style, bottom=frame[3])
    _draw_axes(sheet, knowledge_map, frame, axes)
    _draw_hulls(sheet, picture, table, colours, far)
    _draw_circles(sheet, picture, table, colours, far)
    draw_labels(sheet, picture, aside=True, blocked=_outside(frame, style))
    if far:
        _draw_note(sheet, len(far), frame)
    draw_legend(sheet, keys, total - under)
    return sheet.scene(knowledge_map, total)


def _groups(table: Columns) -> list[int]:
    return sorted(set(table["group"].tolist()))


def _radii(knowledge_map: KnowledgeMap, table: Columns, style: FigureStyle) -> Floats:
    """Circles of all keywords that take part cover a small share of the plane."""
    counts = knowledge_map.network.node_columns["occurrences"].astype(float)
    held = counts[table["node"]]
    plane = style.width * style.between(0.95, 0.7) * style.width
    unit = min(
        math.sqrt(0.03 * plane / (math.pi * max(1.0, float(held.sum())))),
        style.between(6.0, 9.0) / math.sqrt(max(1.0, float(held.max()))),
    )
    found: Floats = np.maximum(1.5, unit * np.sqrt(counts))
    return found


def _range(values: Floats) -> tuple[float, float]:
    """All values and 0; but a few far ones that would press the others together are cut off."""
    ordered = np.sort(values)
    last = len(ordered) - 1
    low, high = (float(ordered[round(share * last)]) for share in (0.1, 0.9))
    least, most, room = float(ordered[0]), float(ordered[-1]), 2 * (high - low)
    if room and most - least > _FAR * room:
        return min(0.0, max(least, low - room)), max(0.0, min(most, high + room))
    return min(0.0, least), max(0.0, most)


def _axes(table: Columns, frame: Box, room: float) -> tuple[_Axis, _Axis]:
    """Both axes have one scale, unless half of the frame would then stay empty."""
    left, top, right, bottom = frame
    ends = [_range(table[axis]) for axis in "xy"]
    lengths = (right - left - 2 * room, bottom - top - 2 * room)
    across, down = (
        length / ((high - low) or 1.0) for length, (low, high) in zip(lengths, ends, strict=True)
    )
    if 0.5 < across / down < 2:
        across = down = min(across, down)
    return (
        _Axis(*ends[0], (left + right) / 2, across),
        _Axis(*ends[1], (top + bottom) / 2, -down),
    )


def _placed(
    knowledge_map: KnowledgeMap,
    table: Columns,
    axes: tuple[_Axis, _Axis],
    *,
    radius: Floats,
    style: FigureStyle,
    bottom: float,
) -> tuple[Picture, set[int]]:
    """The keywords in their places, and those that lie beyond the axes."""
    x, y = np.full((2, len(radius)), np.nan)
    far = set()
    for node, one, other in table.rows("node", "x", "y"):
        x[node], y[node] = axes[0].at(one), axes[1].at(other)
        if axes[0].is_far(one) or axes[1].is_far(other):
            far.add(node)
    stage = (style.width, bottom)
    return picture_at(knowledge_map, style, radius=radius, x=x, y=y, stage=stage), far


def _draw_axes(
    sheet: Sheet, knowledge_map: KnowledgeMap, frame: Box, axes: tuple[_Axis, _Axis]
) -> None:
    left, top, right, bottom = frame
    across, down = axes
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    sheet.path(polyline(corners, closed=True), stroke=LINE, width=0.6)
    soft = mixed(PAPER, SOFT, 0.6)
    sheet.line((across.at(0), top), (across.at(0), bottom), soft, 0.5)
    sheet.line((left, down.at(0)), (right, down.at(0)), soft, 0.5)
    for value, text in fine_ticks(across.low, across.high, (right - left) / 44):
        sheet.text(text, across.at(value), bottom + 6, anchor="middle")
    for value, text in fine_ticks(down.low, down.high, (bottom - top) / 30):
        sheet.text(text, left - 3, down.at(value), anchor="end")
    quality, language = knowledge_map.network.quality, sheet.style.language
    shares = [quality.get(f"structure_inertia_{axis}", math.nan) for axis in "xy"]
    names = [word("dimension", language, n=i + 1, p=number(p, 1)) for i, p in enumerate(shares)]
    sheet.text(names[1], left + 7, top - 7, colour=INK)
    sheet.arrow((left + 2.5, top - 4), (left + 2.5, top - 11), INK)
    sheet.text(names[0], right - 10, bottom + 18, colour=INK, anchor="end")
    sheet.arrow((right - 8, bottom + 18), (right - 1, bottom + 18), INK)


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull of points, in order around it.

    References
    ----------
    Andrew (1979), Information Processing Letters 9(5), 216 (monotone chain).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(way: Sequence[Point]) -> list[Point]:
        chain: list[Point] = []
        for x, y in way:
            while len(chain) > 1:
                (x1, y1), (x2, y2) = chain[-2:]
                if (x2 - x1) * (y - y1) > (y2 - y1) * (x - x1):
                    break
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    return [*half(ordered), *half(ordered[::-1])]


def _draw_hulls(
    sheet: Sheet, picture: Picture, table: Columns, colours: dict[int, str], far: set[int]
) -> None:
    """Around circles, not through their centres: so groups of one or two have a hull too."""
    for group, colour in colours.items():
        members = table["node"][table["group"] == group].tolist()
        near = [node for node in members if node not in far] or members
        rims = []
        for node in near:
            x, y, reach = picture.x[node], picture.y[node], picture.radius[node] + _RIM
            for turn in range(_TURNS):
                angle = 2 * math.pi * turn / _TURNS
                point = (x + reach * math.cos(angle), y + reach * math.sin(angle))
                rims.append((round(float(point[0]), 6), round(float(point[1]), 6)))
        around = polyline(hull(rims), closed=True)
        sheet.path(around, fill=colour, opacity=0.09)
        sheet.path(around, stroke=mixed(PAPER, colour, 0.5), width=0.6)


def _draw_circles(
    sheet: Sheet, picture: Picture, table: Columns, colours: dict[int, str], far: set[int]
) -> None:
    """The most frequent in front; those beyond the axes are open, as their place is not true."""
    counts = picture.knowledge_map.network.node_columns["occurrences"].tolist()
    for node, group in reversed(list(table.rows("node", "group"))):
        centre, r = (float(picture.x[node]), float(picture.y[node])), float(picture.radius[node])
        colour, tip = colours[group], f"{picture.words[node]} ({counts[node]})"
        if node in far:
            sheet.disc(centre, r, PAPER, stroke=colour, stroke_width=0.8, tooltip=tip)
        else:
            sheet.disc(centre, r + min(0.4, 0.3 * r), PAPER)
            sheet.disc(centre, r, mixed(colour, PAPER, 0.14), tooltip=tip)


def _outside(frame: Box, style: FigureStyle) -> list[Box]:
    """Where no label may stand: all but the frame."""
    left, top, right, bottom = frame
    return [
        (0.0, 0.0, style.width, top + 1),
        (0.0, 0.0, left + 1, bottom),
        (right - 1, 0.0, style.width, bottom),
    ]


def _draw_note(sheet: Sheet, n: int, frame: Box) -> None:
    left, _, right, bottom = frame
    text = word("beyond" if n > 1 else "one beyond", sheet.style.language, n=n)
    dimension = sheet.wide(word("dimension", sheet.style.language, n=1, p="00.0"))
    sheet.text(sheet.fitted(text, right - left - dimension - 18), left, bottom + 18)


def _group_entries(sheet: Sheet, table: Columns, colours: dict[int, str]) -> list[Entry]:
    """The groups in their colours, and how many keywords each has."""
    language, entries = sheet.style.language, []
    for group, colour in colours.items():
        size = int((table["group"] == group).sum())

        def swatch(x: float, y: float, colour: str = mixed(colour, PAPER, 0.14)) -> None:
            sheet.disc((x + 2.8, y), 2.6, colour)

        entries.append(Entry(word("group", language, n=group + 1, size=number(size)), 8.0, swatch))
    return entries
