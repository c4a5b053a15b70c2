"""A picture as a list of shapes: what figures are made of before a file format is chosen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """A link: a quadratic curve from one keyword to another."""

    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]
    width: float
    colour: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A keyword: a filled circle with a thin white rim."""

    centre: tuple[float, float]
    radius: float
    colour: str
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, its box centred on ``x, y`` or starting at ``x``."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    centred: bool = True
    halo: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """Shapes in drawing order: curves, discs, texts. Units are pixels, y points down."""

    width: float
    height: float
    title: str
    curves: tuple[Curve, ...]
    discs: tuple[Disc, ...]
    texts: tuple[Text, ...]
