"""A picture as a list of marks: what figures are made of before a file format is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Point: TypeAlias = tuple[float, float]

Command: TypeAlias = tuple[str, tuple[Point, ...]]
"""One step of a path, as in SVG: ``M`` and ``L`` with one point, ``Q`` with two, ``C`` with
three, ``Z`` with none."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, with a rim on its edge where a width is given."""

    centre: Point
    radius: float
    fill: str
    """``#rrggbb``; empty: only the rim."""
    stroke: str = ""
    stroke_width: float = 0.0
    opacity: float = 1.0
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; ``round`` is the radius of its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0
    round: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves, filled where ``fill`` is given, drawn where ``stroke`` is."""

    commands: tuple[Command, ...]
    stroke: str = ""
    stroke_width: float = 0.0
    fill: str = ""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on its base line: ``x`` is its start, middle or end, as ``anchor`` says."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: str = "start"
    halo: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Pixels stretched over a rectangle."""

    x: float
    y: float
    width: float
    height: float
    pixels: NDArray[np.uint8]
    """Rows from the top, shape (rows, columns, 3)."""


Mark: TypeAlias = Disc | Rect | Path | Text | Raster


@dataclass(frozen=True, slots=True)
class Scene:
    """Marks in painting order. Units are points (1/72 inch) at final size, y points down."""

    width: float
    height: float
    title: str
    """What the picture is, for the metadata; it is not drawn."""
    alt: str
    """What a reader who does not see it should know."""
    marks: tuple[Mark, ...]
    background: str = "#ffffff"
    """Empty: transparent."""
    metadata: dict[str, str] = field(default_factory=dict)
    """More about the file, by name; writers embed it."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """All lines of text."""
        return tuple(mark for mark in self.marks if isinstance(mark, Text))


def polyline(points: Iterable[Point], *, closed: bool = False) -> tuple[Command, ...]:
    """The commands of straight lines from point to point."""
    steps = [("L" if i else "M", (point,)) for i, point in enumerate(points)]
    return (*steps, ("Z", ())) if closed else tuple(steps)


def line(start: Point, end: Point, *, colour: str, width: float, opacity: float = 1.0) -> Path:
    """A straight line."""
    return Path(polyline((start, end)), stroke=colour, stroke_width=width, opacity=opacity)


def curve(
    start: Point, control: Point, end: Point, *, colour: str, width: float, opacity: float = 1.0
) -> Path:
    """A quadratic curve."""
    steps = (("M", (start,)), ("Q", (control, end)))
    return Path(steps, stroke=colour, stroke_width=width, opacity=opacity)
