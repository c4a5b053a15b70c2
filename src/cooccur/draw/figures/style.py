"""What all figures share: their size, letters, colours, and how numbers are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from cooccur.draw.text import text_width

Measure: TypeAlias = Callable[[str, float, bool], float]
"""Width of a text at a font size, normal or bold, in points."""

POINTS_PER_MM: Final = 72.0 / 25.4
LARGEST_HEIGHT: Final = 230.0 * POINTS_PER_MM
SINGLE: Final = 84.0 * POINTS_PER_MM
DOUBLE: Final = 174.0 * POINTS_PER_MM

INK: Final = "#1d2433"
SOFT: Final = "#576071"
LINE: Final = "#e2e5ea"
PAPER: Final = "#ffffff"

SMALLEST: Final = 6.0
"""No text is smaller, pt."""
NORMAL: Final = 7.0
"""Legends and axes, pt."""

_VIRIDIS: Final = [  # without its yellow end, which is too light on white
    "#440154",
    "#482878",
    "#3e4a89",
    "#31688e",
    "#26828e",
    "#1f9e89",
    "#35b779",
    "#6dcd59",
    "#b4de2c",
]
_HEAT: Final = ["#ffffff", "#fff6cf", "#ffe08a", "#fdbb58", "#f68d45", "#e45f41"]


def estimated_width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 a Measure
    """The width of a text without any font at hand, pt; bold letters are 6 % wider."""
    return text_width(text, size) * (1.06 if bold else 1.0)


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """How a figure is to look."""

    width: float = DOUBLE
    """Of the page, pt."""
    height: float | None = None
    """pt; None: what the view needs, never above `LARGEST_HEIGHT`."""
    measure: Measure = estimated_width
    language: str = "en"
    """``en`` or ``zh``: of axes and legends."""
    transparent: bool = False
    node_style: str = "discs"
    """``discs``, ``rings`` or ``sources``."""

    @property
    def wideness(self) -> float:
        """0 for one column of a journal or less, 1 for two or more."""
        return min(1.0, max(0.0, (self.width - SINGLE) / (DOUBLE - SINGLE)))

    def between(self, narrow: float, wide: float) -> float:
        """A length that goes with the width of the figure: for one column, for two."""
        return narrow + (wide - narrow) * self.wideness

    def tall(self, wanted: float) -> float:
        """The height of the figure, given what its view would like."""
        return min(LARGEST_HEIGHT, self.height if self.height is not None else wanted)


def mixed(one: str, other: str, share: float) -> str:
    """The colour that lies this share of the way from one to the other."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def written(colour: str, least: float = 4.5) -> str:
    """The colour as dark as a text on white needs: a contrast of ``least``."""
    found, share = mixed(colour, INK, 0.12), 0.0
    while 1.05 / (_luminance(found) + 0.05) < least and share < 1:
        share += 0.06
        found = mixed(colour, INK, min(1.0, share))
    return found


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def viridis(share: float) -> str:
    """The colour of a year or another number between the lowest (0) and the highest (1)."""
    return _ramp(_VIRIDIS, share)


def heat(share: float) -> str:
    """The colour of a density between 0 and the highest (1)."""
    return _ramp(_HEAT, share)


def _ramp(stops: list[str], share: float) -> str:
    place = min(1.0, max(0.0, share)) * (len(stops) - 1)
    low = min(len(stops) - 2, int(place))
    return mixed(stops[low], stops[low + 1], place - low)


def number(value: float, digits: int = 0) -> str:
    """A number for reading, thousands apart; a dash where there is none."""
    return f"{value:,.{digits}f}".replace("-", "−") if math.isfinite(value) else "–"


def round_step(length: float, most: float) -> int:
    """The round whole step (1, 2, 5, 10, …) that divides a length into at most so many parts."""
    least = max(length / max(1.0, most), 1.0)
    power = 10 ** math.floor(math.log10(least) + 1e-9)
    return int(next(size for size in (1, 2, 5, 10) if size * power >= least * 0.9999) * power)


def round_ticks(low: float, high: float, most: float) -> list[int]:
    """The multiples of a round step between two numbers, at most about so many."""
    step = round_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def fine_ticks(low: float, high: float, most: float) -> list[tuple[float, str]]:
    """Round numbers between two, at most about so many, with as many decimals as they need."""
    length = (high - low) or 1.0
    digits = max(0, math.ceil(-math.log10(length / max(1.0, most)) - 1e-9))
    values = round_ticks(low * 10**digits, high * 10**digits, most)
    while digits and all(value % 10 == 0 for value in values):
        values, digits = [value // 10 for value in values], digits - 1
    return [(value / 10**digits, number(value / 10**digits, digits)) for value in values]


def span(begin: int, end: int) -> str:
    """A span of years in words."""
    return str(begin) if begin == end else f"{begin}–{end}"
