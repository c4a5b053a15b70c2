"""The strategic diagram: how much a theme is tied to others, how tightly it holds together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cooccur.draw.figures.legend import cluster_colours, cluster_names
from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.nodes import largest_scale
from cooccur.draw.figures.sheet import Sheet, cut, plain
from cooccur.draw.figures.style import (
    INK,
    LINE,
    NORMAL,
    PAPER,
    SOFT,
    FigureStyle,
    mixed,
    number,
    round_ticks,
)
from cooccur.draw.figures.theme_names import Frame, Theme, draw_names
from cooccur.draw.figures.words import word
from cooccur.draw.labels import Box
from cooccur.model import Columns, KnowledgeMap
from cooccur.scene import Scene


def themes_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Themes as bubbles by centrality and density, as large as their keywords are frequent.

    References
    ----------
    Callon, Courtial & Laville (1991), Scientometrics 22(1), 155–205.
    """
    table = needed_table(
        knowledge_map,
        "themes",
        "there are no themes for a strategic diagram; choose another --view",
    )
    sheet = Sheet(style)
    total = style.tall(style.width * style.between(0.95, 0.72))
    frame = Frame(26.0, 14.0, style.width - 6, total - 26)
    themes = _themes_of(knowledge_map, table)
    _size(themes, frame, style.between(0.08, 0.11))
    frame, axes = _placed(knowledge_map, themes, frame)
    _draw_axes(sheet, table, frame, axes)
    corners = _draw_corners(sheet, frame)
    colours = cluster_colours(knowledge_map)
    for theme in themes:
        colour = colours[theme.number]
        fill = mixed(PAPER, colour, 0.3)
        sheet.disc((theme.x, theme.y), theme.radius, fill, stroke=colour, stroke_width=0.8)
    draw_names(sheet, themes, frame, corners=corners, colours=colours)
    return sheet.scene(knowledge_map, total)


def _themes_of(knowledge_map: KnowledgeMap, table: Columns) -> list[Theme]:
    """Themes by occurrences, with the keywords they are best known by."""
    clusters = knowledge_map.network.cluster_columns
    names = cluster_names(knowledge_map)
    empty = [""] * clusters.length
    tops = clusters["top_keywords"].tolist() if "top_keywords" in clusters else empty
    labels = clusters["label"].tolist() if "label" in clusters else empty
    words = {
        number: [plain(w) for w in top.split("; ") if plain(w) and plain(w) != plain(label)]
        for number, top, label in zip(clusters["cluster"].tolist(), tops, labels, strict=True)
    }
    themes = [
        Theme(number, cut(names.get(number, f"#{number}")), words.get(number, []), count, x, y)
        for number, count, x, y in table.rows("cluster", "occurrences", "x", "y")
    ]
    return sorted(themes, key=lambda theme: (-theme.occurrences, theme.number))


def _size(themes: list[Theme], frame: Frame, share: float) -> None:
    """All bubbles together cover at most this share of the diagram, none is too large for it."""
    across, down = frame.right - frame.left, frame.bottom - frame.top
    total = sum(theme.occurrences for theme in themes) or 1
    largest = math.sqrt(max(1, themes[0].occurrences))
    unit = min(
        math.sqrt(share * across * down / (math.pi * total)), 0.1 * min(across, down) / largest
    )
    for theme in themes:
        theme.radius = max(2.2, unit * math.sqrt(theme.occurrences))


@dataclass(frozen=True)
class _Axis:
    """A scale: where a value stands on the page, and the lowest and highest value."""

    scale: float
    shift: float
    low: float
    high: float

    def at(self, value: float) -> float:
        return self.scale * value + self.shift


def _axis(
    values: Sequence[float], radii: Sequence[float], ends: tuple[float, float], sign: int
) -> _Axis:
    """Places within the ends, the origin among them; all in the middle when they are one."""
    places, room = sign * np.array(values), np.array(radii) + 6.0
    low, high = float(min(values)), float(max(values))
    if high <= low:
        return _Axis(0.0, sum(ends) / 2, low, high)
    scale, shift = largest_scale(places, room, ends[1] - ends[0])
    return _Axis(sign * scale, ends[0] + shift, low, high)


def _placed(
    knowledge_map: KnowledgeMap, themes: list[Theme], frame: Frame
) -> tuple[Frame, tuple[_Axis, _Axis]]:
    quality = knowledge_map.network.quality
    origin = [quality.get(f"theme_origin_{axis}", 0.0) for axis in "xy"]
    radii = [0.0, *(theme.radius for theme in themes)]
    xs, ys = [theme.x for theme in themes], [theme.y for theme in themes]
    across = _axis([origin[0], *xs], radii, (frame.left, frame.right), 1)
    down = _axis([origin[1], *ys], radii, (frame.top + 9, frame.bottom - 9), -1)
    for theme in themes:
        theme.x, theme.y = across.at(theme.x), down.at(theme.y)
    centre = (across.at(origin[0]), down.at(origin[1]))
    return Frame(frame.left, frame.top, frame.right, frame.bottom, *centre), (across, down)


def _draw_axes(sheet: Sheet, table: Columns, frame: Frame, axes: tuple[_Axis, _Axis]) -> None:
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        sheet.line(start, end, LINE, 0.6)
    sheet.line((frame.x, top), (frame.x, bottom), mixed(PAPER, SOFT, 0.6), 0.6)
    sheet.line((left, frame.y), (right, frame.y), mixed(PAPER, SOFT, 0.6), 0.6)
    ranked = bool((table["x"] != table["centrality"]).any())
    language = sheet.style.language
    across, down = axes
    for value in _ticks(across, (right - left) / 40):
        sheet.text(number(value), across.at(value), bottom + 6, anchor="middle")
    for value in _ticks(down, (bottom - top) / 28):
        sheet.text(number(value), left - 3, down.at(value), anchor="end")
    kind = word("by rank", language) if ranked else ""
    sheet.text(f"{word('density axis', language)}{kind}", left + 7, top - 7, colour=INK)
    sheet.arrow((left + 2.5, top - 4), (left + 2.5, top - 11), INK)
    title = f"{word('centrality axis', language)}{kind}"
    sheet.text(title, right - 10, bottom + 18, colour=INK, anchor="end")
    sheet.arrow((right - 8, bottom + 18), (right - 1, bottom + 18), INK)


def _ticks(axis: _Axis, most: float) -> list[int]:
    if axis.high <= axis.low:
        return []
    return [v for v in round_ticks(axis.low, axis.high, most) if axis.low <= v <= axis.high]


def _draw_corners(sheet: Sheet, frame: Frame) -> list[Box]:
    """The names of the quadrants; gives their boxes."""
    boxes = []
    room = (frame.right - frame.left) / 2 - 6
    for name, right, low in (("niche", 0, 0), ("motor", 1, 0), ("emerging", 0, 1), ("basic", 1, 1)):
        text = word(name, sheet.style.language)
        if sheet.wide(text, NORMAL, bold=True) > room:
            text = sheet.fitted(word(f"{name} short", sheet.style.language), room, bold=True)
        wide = sheet.wide(text, NORMAL, bold=True)
        x = frame.right - 4 if right else frame.left + 4
        y = frame.bottom - 7 if low else frame.top + 7
        sheet.text(
            text,
            x,
            y,
            colour=mixed(PAPER, SOFT, 0.9),
            bold=True,
            anchor="end" if right else "start",
        )
        start = x - wide if right else x
        boxes.append((start - 1, y - 5.5, start + wide + 1, y + 5.5))
    return boxes
