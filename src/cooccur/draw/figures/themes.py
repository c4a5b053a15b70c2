"""The strategic diagram: how much a theme is tied to others, how tightly it holds together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.figures.legend import cluster_colours, cluster_names
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
    written,
)
from cooccur.draw.figures.words import word
from cooccur.draw.labels import LINE as LEADING
from cooccur.draw.labels import Box, Grid
from cooccur.errors import DataError
from cooccur.model import Columns, KnowledgeMap
from cooccur.scene import Scene

_SMALL: Final = 6.25  # the keywords under a name, pt
_TURNS: Final = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.72, 0.72),
    (0.72, -0.72),
    (-0.72, 0.72),
    (-0.72, -0.72),
)
_STEPS: Final = ((2.0, 0.0), (8.0, 14.0), (17.0, 24.0), (30.0, 36.0), (45.0, 50.0))
"""How far a name stands off its bubble, pt, and what that costs."""


@dataclass
class _Theme:
    number: int
    name: str
    words: list[str]
    occurrences: int
    x: float
    y: float
    radius: float = 0.0


@dataclass(frozen=True)
class _Frame:
    """The square of the diagram, and its origin on the page."""

    left: float
    top: float
    right: float
    bottom: float
    x: float = 0.0
    y: float = 0.0


@dataclass
class _Name:
    """Where the name of a theme stands, and which of its keywords under it."""

    theme: _Theme
    text: str
    words: str
    size: float
    box: Box
    anchor: str
    leader: bool
    cost: float


def themes_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Themes as bubbles by centrality and density, as large as their keywords are frequent.

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
        When there are no themes.

    References
    ----------
    Callon, Courtial & Laville (1991), Scientometrics 22(1), 155–205.
    """
    table = knowledge_map.network.tables.get("themes")
    if table is None or not table.length:
        raise DataError(
            "there are no themes for a strategic diagram; choose another --view", code="no-figure"
        )
    sheet = Sheet(style)
    total = style.tall(style.width * style.between(0.95, 0.72))
    frame = _Frame(26.0, 14.0, style.width - 6, total - 26)
    themes = _themes_of(knowledge_map, table)
    _size(themes, frame, style.between(0.08, 0.11))
    frame, axes = _placed(knowledge_map, themes, frame)
    _draw_axes(sheet, table, frame, axes)
    corners = _draw_corners(sheet, frame)
    colours = cluster_colours(knowledge_map)
    for theme in themes:
        colour = colours[theme.number]
        look = {"stroke": colour, "stroke_width": 0.8, "opacity": 1.0}
        fill = mixed(PAPER, colour, 0.3)
        sheet.disc((theme.x, theme.y), theme.radius, fill, **look)  # type: ignore[arg-type]
    for name in _names(sheet, themes, frame, corners):
        _draw_name(sheet, name, colours[name.theme.number])
    return sheet.scene(knowledge_map, total)


def _themes_of(knowledge_map: KnowledgeMap, table: Columns) -> list[_Theme]:
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
    columns = (table[name].tolist() for name in ("cluster", "occurrences", "x", "y"))
    themes = [
        _Theme(number, cut(names.get(number, f"#{number}")), words.get(number, []), count, x, y)
        for number, count, x, y in zip(*columns, strict=True)
    ]
    return sorted(themes, key=lambda theme: (-theme.occurrences, theme.number))


def _size(themes: list[_Theme], frame: _Frame, share: float) -> None:
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
    knowledge_map: KnowledgeMap, themes: list[_Theme], frame: _Frame
) -> tuple[_Frame, tuple[_Axis, _Axis]]:
    quality = knowledge_map.network.quality
    origin = [quality.get(f"theme_origin_{axis}", 0.0) for axis in "xy"]
    radii = [0.0, *(theme.radius for theme in themes)]
    xs, ys = [theme.x for theme in themes], [theme.y for theme in themes]
    across = _axis([origin[0], *xs], radii, (frame.left, frame.right), 1)
    down = _axis([origin[1], *ys], radii, (frame.top + 9, frame.bottom - 9), -1)
    for theme in themes:
        theme.x, theme.y = across.at(theme.x), down.at(theme.y)
    centre = (across.at(origin[0]), down.at(origin[1]))
    return _Frame(frame.left, frame.top, frame.right, frame.bottom, *centre), (across, down)


def _draw_axes(sheet: Sheet, table: Columns, frame: _Frame, axes: tuple[_Axis, _Axis]) -> None:
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


def _draw_corners(sheet: Sheet, frame: _Frame) -> list[Box]:
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


def _names(sheet: Sheet, themes: list[_Theme], frame: _Frame, corners: list[Box]) -> list[_Name]:
    """Every theme has its name, rather than some their keywords."""
    found: list[_Name] = []
    for most in (3, 2, 1, 0):
        grid = Grid()
        for i, box in enumerate(corners):
            grid.add(box, -2 - i)
        found = []
        for theme in themes:
            # Where nothing else has room the number still tells which theme it is.
            for text in (theme.name, f"#{theme.number}") if not most else (theme.name,):
                offers = _offers(
                    sheet, theme, text, themes=themes, frame=frame, grid=grid, most=most
                )
                best = min(offers, key=lambda name: name.cost, default=None)
                if best is not None:
                    grid.add(best.box, theme.number)
                    found.append(best)
                    break
        if len(found) == len(themes):
            break
    return found


def _offers(
    sheet: Sheet,
    theme: _Theme,
    text: str,
    *,
    themes: list[_Theme],
    frame: _Frame,
    grid: Grid,
    most: int,
) -> Iterator[_Name]:
    """The places that a name, with up to so many keywords under it, may take, and their costs."""
    size = max(NORMAL, min(sheet.style.between(7.5, 8.5), 6.2 + theme.radius / 6))
    most = min(most, len(theme.words))
    for held in range(most, -1, -1):
        words = "; ".join(theme.words[:held])
        if held and sheet.wide(words, _SMALL) > sheet.style.between(70, 120):
            continue
        wide = max(sheet.wide(text, size, bold=True), sheet.wide(words, _SMALL)) + 2
        tall = LEADING * size + (LEADING * _SMALL if words else 0)
        for x, y, anchor, cost, leader in _places(theme, wide, tall):
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            box = (left, y - tall / 2, left + wide, y + tall / 2)
            inside = box[0] >= frame.left + 2 and box[2] <= frame.right - 2
            inside = inside and box[1] >= frame.top + 2 and box[3] <= frame.bottom - 2
            if inside and grid.is_free(box, theme.number):
                speaks = _covered(box, theme, themes) + _struck(box, frame)
                total = cost + 7 * (most - held) + speaks
                yield _Name(theme, text, words, size, box, anchor, leader, total)


def _places(
    theme: _Theme, wide: float, tall: float
) -> Iterator[tuple[float, float, str, float, bool]]:
    if math.hypot(wide, tall) / 2 < theme.radius:
        yield theme.x, theme.y, "middle", -6.0, False
    for far, cost in _STEPS:
        for turn, (dx, dy) in enumerate(_TURNS):
            anchor = "start" if dx > 0 else "end" if dx < 0 else "middle"
            away = theme.radius + far
            drop = (0.3 if dx else 0.5) * tall * ((dy > 0) - (dy < 0))
            y = theme.y + dy * away + drop
            yield theme.x + dx * away, y, anchor, cost + 0.8 * turn, far > 2


def _covered(box: Box, own: _Theme, themes: list[_Theme]) -> float:
    """How deep a box lies on the bubbles of others."""
    cost = 0.0
    for theme in themes:
        if theme is own:
            continue
        away = math.hypot(
            max(box[0] - theme.x, 0.0, theme.x - box[2]),
            max(box[1] - theme.y, 0.0, theme.y - box[3]),
        )
        if away < theme.radius:
            cost += 30 + 30 * (1 - away / theme.radius)
    return cost


def _struck(box: Box, frame: _Frame) -> float:
    """Whether an axis runs through a box."""
    return 6.0 * (box[0] < frame.x < box[2]) + 6.0 * (box[1] < frame.y < box[3])


def _draw_name(sheet: Sheet, name: _Name, colour: str) -> None:
    left, top, right, bottom = name.box
    theme = name.theme
    if name.leader:
        tx, ty = max(left, min(right, theme.x)), max(top, min(bottom, theme.y))
        length = math.hypot(tx - theme.x, ty - theme.y) or 1.0
        share = theme.radius / length
        start = (theme.x + (tx - theme.x) * share, theme.y + (ty - theme.y) * share)
        sheet.line(start, (tx, ty), mixed(PAPER, colour, 0.7), 0.5)
    x = {"start": left + 1, "middle": (left + right) / 2, "end": right - 1}[name.anchor]
    y = top + LEADING / 2 * name.size
    ink = written(colour)
    sheet.text(
        name.text, x, y, size=name.size, colour=ink, bold=True, anchor=name.anchor, halo=True
    )
    low = bottom - LEADING / 2 * _SMALL
    sheet.text(name.words, x, low, size=_SMALL, anchor=name.anchor, halo=True)
