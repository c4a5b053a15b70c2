"""A sheet that marks are put on, one after the other, until they are a scene."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cooccur.draw.figures.style import INK, NORMAL, SMALLEST, SOFT, FigureStyle
from cooccur.draw.figures.words import word
from cooccur.draw.labels import LINE, Box
from cooccur.model import KnowledgeMap
from cooccur.scene import Command, Disc, Mark, Path, Point, Rect, Scene, Text, curve, line

RISE: Final = 0.36
"""How far the base line of a text lies under its middle, in font sizes."""

_CHINESE: Final = re.compile("[\u2e80-\u9fff]")
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LONGEST: Final = 30

Draw: TypeAlias = Callable[[float, float], None]


def _nothing(_x: float, _y: float) -> None:
    return


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a key: a sample, drawn from ``x`` on with its middle at ``y``, and a text."""

    text: str
    sample: float = 0.0
    """Width of the sample and the space behind it, pt."""
    draw: Draw = _nothing
    height: float = 0.0
    """Of the sample, where it is higher than a line."""


class Sheet:
    """Marks in painting order, with short words for what figures are made of."""

    def __init__(self, style: FigureStyle) -> None:
        self.style = style
        self.marks: list[Mark] = []

    def add(self, *marks: Mark) -> None:
        """Put marks on the sheet."""
        self.marks.extend(marks)

    def disc(
        self,
        centre: Point,
        radius: float,
        fill: str,
        *,
        stroke: str = "",
        stroke_width: float = 0.0,
        opacity: float = 1.0,
        tooltip: str = "",
    ) -> None:
        """A circle."""
        self.marks.append(Disc(centre, radius, fill, stroke, stroke_width, opacity, tooltip))

    def rect(self, box: Box, fill: str, *, opacity: float = 1.0, round: float = 0.0) -> None:  # noqa: A002
        """A rectangle by its left, top, right and bottom."""
        left, top, right, bottom = box
        self.marks.append(Rect(left, top, right - left, bottom - top, fill, opacity, round))

    def line(
        self, start: Point, end: Point, colour: str, width: float = 0.5, *, opacity: float = 1.0
    ) -> None:
        """A straight line."""
        self.marks.append(line(start, end, colour=colour, width=width, opacity=opacity))

    def curve(
        self,
        points: tuple[Point, Point, Point],
        colour: str,
        width: float,
        *,
        opacity: float = 1.0,
    ) -> None:
        """A quadratic curve by its start, control point and end."""
        self.marks.append(curve(*points, colour=colour, width=width, opacity=opacity))

    def path(
        self,
        commands: Sequence[Command],
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """Any other path."""
        self.marks.append(Path(tuple(commands), stroke, width, fill, opacity))

    def arrow(self, start: Point, end: Point, colour: str, width: float = 0.6) -> None:
        """A line with a small open head at its end."""
        angle, size = math.atan2(end[1] - start[1], end[0] - start[0]), 2.4
        wings = [
            (end[0] - size * math.cos(angle + turn), end[1] - size * math.sin(angle + turn))
            for turn in (0.5, -0.5)
        ]
        self.line(start, end, colour, width)
        head = (("M", (wings[0],)), ("L", (end,)), ("L", (wings[1],)))
        self.path(head, stroke=colour, width=width)

    def text(
        self,
        text: str,
        x: float,
        middle: float,
        *,
        size: float = NORMAL,
        colour: str = SOFT,
        bold: bool = False,
        anchor: str = "start",
        halo: bool = False,
    ) -> None:
        """A line of text whose letters stand around a height, in the size or the smallest one."""
        shown = max(SMALLEST, size)
        if text:
            self.marks.append(
                Text(x, middle + RISE * shown, text, shown, colour, bold, anchor, halo)
            )

    def wide(self, text: str, size: float = NORMAL, *, bold: bool = False) -> float:
        """The width of a text."""
        return self.style.measure(text, max(SMALLEST, size), bold)

    def fitted(self, text: str, room: float, size: float = NORMAL, *, bold: bool = False) -> str:
        """A text as long as its room allows; empty where not even two letters fit."""
        if self.wide(text, size, bold=bold) <= room:
            return text
        low, high = 0, len(text) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.wide(cut(text, middle), size, bold=bold) <= room:
                low = middle
            else:
                high = middle - 1
        return cut(text, low) if low > 1 else ""

    def key(self, entries: Sequence[Entry], left: float, top: float, right: float) -> float:
        """Entries side by side, in as many lines as they need; gives the height they take."""
        height = key_height(self, entries, right - left)
        step = key_line(self, entries)
        x, y = left, top + step / 2
        for entry in entries:
            length = entry.sample + self.wide(entry.text)
            if x > left and x + length > right + 0.01:
                x, y = left, y + step
            entry.draw(x, y)
            text = self.fitted(entry.text, right - x - entry.sample + 0.01)
            self.text(text, x + entry.sample, y, colour=INK)
            x += length + _KEY_GAP
        return height

    def scene(self, knowledge_map: KnowledgeMap, height: float) -> Scene:
        """All that was put on the sheet."""
        network = knowledge_map.network
        values = {"n": network.n_nodes, "e": network.n_links, "r": network.corpus.n_records}
        return Scene(
            width=self.style.width,
            height=height,
            title=plain(knowledge_map.title) or word("untitled", self.style.language),
            alt=word("alt", self.style.language, **values),
            marks=tuple(self.marks),
            background="" if self.style.transparent else "#ffffff",
        )


_KEY_GAP: Final = 11.0


def key_line(sheet: Sheet, entries: Sequence[Entry]) -> float:
    """Height of one line of a key with these entries."""
    least = sheet.style.between(9.6, 10.4)
    return max(least, *(entry.height + 1.5 for entry in entries)) if entries else least


def key_height(sheet: Sheet, entries: Sequence[Entry], width: float) -> float:
    """The height that the entries of a key take in this width."""
    x, lines = 0.0, 1 if entries else 0
    for entry in entries:
        length = entry.sample + sheet.wide(entry.text)
        if x > 0 and x + length > width + 0.01:
            x, lines = 0.0, lines + 1
        x += length + _KEY_GAP
    return lines * key_line(sheet, entries)


def plain(text: str) -> str:
    """A text without control characters and marks that turn the reading direction."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def cut(text: str, length: int = _LONGEST) -> str:
    """The text, or its beginning in so many characters; Latin texts end in three full stops.

    Chinese faces set the ellipsis in the middle of the line, which looks wrong after Latin letters.
    """
    if len(text) <= length:
        return text
    end = max(1, length - 1)
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip() + ("…" if _CHINESE.search(text) else "...")


def text_box(sheet: Sheet, text: Text) -> Box:
    """Left, top, right and bottom of a text."""
    wide = sheet.style.measure(text.text, text.size, text.bold)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    middle = text.y - RISE * text.size
    return left, middle - LINE / 2 * text.size, left + wide, middle + LINE / 2 * text.size
