"""The names of themes in a strategic diagram, and the keywords that have room under them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import NORMAL, PAPER, mixed, written
from cooccur.draw.labels import LINE as LEADING
from cooccur.draw.labels import Box, Grid

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
class Theme:
    """A bubble: its numbers first, then, once it is placed, where it stands on the page."""

    number: int
    name: str
    words: list[str]
    """The keywords it is best known by, without that of its name."""
    occurrences: int
    x: float
    y: float
    radius: float = 0.0


@dataclass(frozen=True)
class Frame:
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

    theme: Theme
    text: str
    words: str
    size: float
    box: Box
    anchor: str
    leader: bool
    cost: float


def draw_names(
    sheet: Sheet,
    themes: list[Theme],
    frame: Frame,
    *,
    corners: list[Box],
    colours: Mapping[int, str],
) -> None:
    """Write a name for every theme, in its colour, on or beside its bubble.

    Parameters
    ----------
    sheet : Sheet
        Where they are written.
    themes : list of Theme
        In their places; the first ones choose theirs first.
    frame : Frame
        The diagram: no name leaves it.
    corners : list of Box
        Room that is taken already.
    colours : mapping of int to str
        Of each theme, by its number.
    """
    for name in _names(sheet, themes, frame, corners):
        _draw_name(sheet, name, colours[name.theme.number])


def _names(sheet: Sheet, themes: list[Theme], frame: Frame, corners: list[Box]) -> list[_Name]:
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
    theme: Theme,
    text: str,
    *,
    themes: list[Theme],
    frame: Frame,
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
    theme: Theme, wide: float, tall: float
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


def _covered(box: Box, own: Theme, themes: list[Theme]) -> float:
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


def _struck(box: Box, frame: Frame) -> float:
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
