"""How large a keyword is drawn, and in which colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cooccur.errors import UnknownChoiceError
from cooccur.model import Floats

GREY: Final = "#848688"
"""For keywords in no cluster, and in clusters beyond the palette and its tints. A plain grey: a
bluish one is taken for teal by readers who see no green."""

_TINT: Final = 0.45
"""How far towards white the second round of colours goes."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the clusters, #0 first."""

    name: str
    title: str
    colours: tuple[str, ...]


def _palette(name: str, title: str, colours: str) -> tuple[str, Palette]:
    return name, Palette(name, title, tuple(colours.split()))


PALETTES: Final[dict[str, Palette]] = dict(
    [
        _palette(
            "cooccur",
            "eight colours that colour-blind readers can tell apart",
            "#4545B8 #E8457F #14B9B1 #B1A90C #AC76F0 #52894E #9F1E57 #65530D",
        ),
        _palette(
            "cooccur-10",
            "ten colours that colour-blind readers can tell apart",
            "#0E7750 #833B6B #DC8DBF #49B898 #8D80FC #4545B8 #E5346B #A61C0B #A17413 #9DAF19",
        ),
        _palette(
            "vos",
            "red, green, blue, … in the order that VOSviewer made usual",
            "#D62728 #2CA02C #1F77B4 #BCBD22 #9467BD #17BECF #FF7F0E #8C564B #E377C2",
        ),
        _palette(
            "okabe-ito",
            "Okabe and Ito's colours (2008) without black",
            "#E69F00 #56B4E9 #009E73 #F0E442 #0072B2 #D55E00 #CC79A7",
        ),
        _palette(
            "tol-muted",
            "Paul Tol's muted scheme",
            "#CC6677 #332288 #DDCC77 #117733 #88CCEE #882255 #44AA99 #999933 #AA4499",
        ),
    ]
)
"""The palettes by name."""


def palette_of(name: str) -> Palette:
    """The palette of this name.

    Raises
    ------
    UnknownChoiceError
        When no palette has this name.
    """
    if name not in PALETTES:
        raise UnknownChoiceError("palette", name, PALETTES)
    return PALETTES[name]


def colour_of(cluster: int, palette: str = "cooccur") -> str:
    """The colour of a cluster as ``#RRGGBB``.

    Parameters
    ----------
    cluster : int
        Number of the cluster, from 0.
    palette : str
        A name from `PALETTES`.

    Returns
    -------
    str
        A colour of the palette; for as many clusters again a tint of it; then, and below 0, `GREY`.

    Raises
    ------
    UnknownChoiceError
        When no palette has this name.
    """
    colours = palette_of(palette).colours
    rounds, place = divmod(cluster, len(colours))
    if rounds == 0:
        return colours[place]
    return _lightened(colours[place]) if rounds == 1 else GREY


def _lightened(colour: str) -> str:
    parts = bytes.fromhex(colour[1:])
    return "#" + "".join(f"{round(part + (255 - part) * _TINT):02X}" for part in parts)


def radius_px(occurrences: ArrayLike) -> Floats:
    """The radius of each keyword's circle, px: area proportional to its occurrences.

    Parameters
    ----------
    occurrences : array_like, shape (n,)
        Records that hold each keyword.

    Returns
    -------
    ndarray of float, shape (n,)
        7.5 px at the mean, never below 2.5 px.
    """
    return np.maximum(2.5, 7.5 * np.sqrt(_relative(occurrences)))


def font_px(occurrences: ArrayLike) -> Floats:
    """The font size of each keyword's label, px.

    Parameters
    ----------
    occurrences : array_like, shape (n,)
        Records that hold each keyword.

    Returns
    -------
    ndarray of float, shape (n,)
        13.1 px at the mean, between 9.5 and 26 px.
    """
    return np.minimum(26.0, 9.5 + 3.6 * np.sqrt(_relative(occurrences)))


def crowding(radius: Floats, *, stage: float = 1130.0 * 792.0) -> float:
    """The factor, at most 1, that keeps all circles together within a tenth of the stage.

    Parameters
    ----------
    radius : ndarray of float, shape (n,)
        Radii, px.
    stage : float
        Area of the stage, px²; by default that of the map on a page of 1440 x 900 px.
    """
    area = float(np.pi * (radius * radius).sum())
    return float(min(1.0, np.sqrt(0.1 * stage / max(area, 1.0))))


def _relative(occurrences: ArrayLike) -> Floats:
    counts = np.asarray(occurrences, dtype=float)
    total = counts.sum()
    return counts * (len(counts) / total) if total > 0 else np.zeros(len(counts))
