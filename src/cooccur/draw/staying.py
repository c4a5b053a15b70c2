"""Places and colours of a map that goes on from an earlier one: what stays, stays where it was."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.components import connected_components
from cooccur.draw.appearance import GREY, PALETTES, colour_of
from cooccur.draw.descent import minimise
from cooccur.draw.energy import VosEnergy
from cooccur.draw.spread import STAGE, UNIT, boxes, push_apart
from cooccur.draw.vos import COHESION
from cooccur.model import EarlierMap, Floats, Ints

Mask: TypeAlias = NDArray[np.bool_]
Links: TypeAlias = tuple[Ints, Ints, Floats]
"""Ends and weights."""

ENOUGH: Final = 0.5
"""Share of the keywords that must have been there; with fewer the map is laid out anew."""
STEADY: Final = 25.0
"""How many times more what was there resists being pushed aside for a label."""

_DOWN = np.array([[1.0], [-1.0]])
_GOLDEN_ANGLE = np.pi * (3.0 - 5.0**0.5)
_DECIMALS = 4


def is_enough(place: Ints) -> bool:
    """Whether so many keywords stand in an earlier map that a layout can go on from it.

    Parameters
    ----------
    place : ndarray of int, shape (n,)
        Position of each keyword in the earlier map, -1 for new ones.
    """
    kept = int(np.count_nonzero(place >= 0))
    return kept >= 3 and kept >= ENOUGH * len(place)


def stay(earlier: Floats, place: Ints, source: Ints, target: Ints, weight: Floats) -> Floats:
    """A layout in which what was there stays exactly where it was.

    Parameters
    ----------
    earlier : ndarray of float, shape (m, 2)
        Layout of the earlier map.
    place : ndarray of int, shape (n,)
        Position of each keyword in the earlier map, -1 for new ones.
    source, target, weight
        Links of the network, as of `vos_layout`.

    Returns
    -------
    ndarray of float, shape (n, 2)
        In the frame of the earlier map: neither centred, turned nor scaled anew, so centroid and
        mean distance are those of the earlier map for its keywords only. To four decimals.

    Notes
    -----
    New keywords start at the weighted centre of their neighbours, and the energy of the VOS layout
    is made small by moving them alone, at the scale at which what was there rests.
    """
    n = len(place)
    old = place >= 0
    points = np.zeros((2, n))
    points[:, old] = earlier[place[old]].T
    if not old.all():
        points[:, ~old] = _start(points, old, source, target, weight)[:, ~old]
        component = connected_components(n, source, target)
        cohesion = COHESION if len(np.unique(component)) > 1 else 0.0
        energy = VosEnergy(n, source, target, weight, cohesion=cohesion)
        strength = np.bincount(source, weight, n) + np.bincount(target, weight, n)
        softness = np.where(old, 0.0, 1.0 / np.maximum(strength + cohesion * n, 1e-9))
        scale = _scale_at_rest(points[:, old], old, (source, target, weight), cohesion)

        def free(moved: Floats) -> tuple[float, Floats]:
            value, gradient = energy(moved)
            return value, np.where(old, 0.0, gradient)

        points = minimise(free, points * scale, softness, tolerance=1e-7)[0] / scale
        points[:, old] = earlier[place[old]].T
    return np.round(points.T, _DECIMALS) + 0.0


def _start(points: Floats, old: Mask, source: Ints, target: Ints, weight: Floats) -> Floats:
    """New keywords at the centre of their neighbours, those of new ones after a few rounds."""
    n = points.shape[1]
    known = old.astype(float)
    angle = np.arange(n) * _GOLDEN_ANGLE
    turn = np.stack([np.cos(angle), np.sin(angle)])
    found = points.copy()
    for _ in range(8):
        pull = np.bincount(source, weight * known[target], n)
        pull += np.bincount(target, weight * known[source], n)
        centre = np.empty_like(found)
        for axis, values in enumerate(found):
            centre[axis] = np.bincount(source, weight * known[target] * values[target], n)
            centre[axis] += np.bincount(target, weight * known[source] * values[source], n)
        reached = ~old & (pull > 0.0)
        found[:, reached] = centre[:, reached] / pull[reached]
        known[reached] = 0.5
    loose = ~old & (known == 0.0)
    reach = float(np.hypot(*points[:, old]).max())
    found[:, loose] = 1.1 * reach * turn[:, loose]
    # Nothing may stand on one point: nothing would part it.
    return found + np.where(old, 0.0, 0.01 * turn)


def _scale_at_rest(points: Floats, old: Mask, links: Links, cohesion: float) -> float:
    """What places are multiplied by for the pull of the links to match the push of all pairs."""
    source, target, weight = links
    place = np.cumsum(old) - 1
    inside = old[source] & old[target]
    ends = (place[source[inside]], place[target[inside]])
    n = points.shape[1]
    energy = VosEnergy(n, *ends, weight[inside])
    centre = points.mean(axis=1, keepdims=True)
    squares = float(((points - centre) ** 2).sum())
    pull = 2.0 * energy.links(points)[0] + cohesion * n * squares
    push = -energy.pairs(points)[0]
    return push / pull if pull > 0.0 and push > 0.0 else 1.0


def make_room_beside(
    points: Floats,
    earlier: EarlierMap,
    place: Ints,
    *,
    radius: Floats,
    font: Floats,
    widths: Floats,
) -> Floats:
    """Places as drawn: what was there as it was drawn, the new beside it.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Layout, as `stay` gives it.
    earlier : EarlierMap
        The earlier map.
    place : ndarray of int, shape (n,)
        Position of each keyword in it, -1 for new ones.
    radius, font, widths : ndarray of float, shape (n,)
        As of `make_room`.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Places as of `make_room`, to four decimals. New keywords stand as their layout does to
        what is near, and are pushed aside where boxes overlap, what was there `STEADY` times less.
    """
    old = place >= 0
    shown = np.stack([earlier.shown_x, earlier.shown_y], axis=1)
    found = np.empty_like(points)
    found[old] = shown[place[old]]
    if not old.all():
        found[~old] = _carried(points, old, found)
    middle = np.array([[0.5 * STAGE[0]], [0.5 * STAGE[1]]])
    places = found.T * UNIT * _DOWN + middle
    low = np.minimum(places.min(axis=1, keepdims=True, where=old, initial=0.0), 0.0)
    high = np.array([[STAGE[0]], [STAGE[1]]])
    high = np.maximum(places.max(axis=1, keepdims=True, where=old, initial=0.0), high)
    spread = np.ones_like(places)
    places = push_apart(
        np.clip(places, low, high),
        *boxes(radius, font, widths, STAGE[0] * STAGE[1]),
        low * spread,
        high * spread,
        weight=np.where(old, STEADY, 1.0),
    )
    drawn: Floats = np.round(((places - middle) * _DOWN).T / UNIT, _DECIMALS) + 0.0
    return drawn


def _carried(points: Floats, old: Mask, shown: Floats) -> Floats:
    """Where new keywords are drawn: moved from their layout as what is near was moved."""
    extent = np.std(points[old], axis=0).sum()
    scale = float(np.std(shown[old], axis=0).sum() / extent) if extent else 1.0
    shift = shown[old] - scale * points[old]
    found = []
    for point in points[~old]:
        away = ((points[old] - point) ** 2).sum(axis=1)
        near = 1.0 / (away + 1e-6) ** 2
        found.append(scale * point + (near[:, None] * shift).sum(axis=0) / near.sum())
    return np.array(found)


def continued_colours(numbers: Ints, earlier: EarlierMap, palette: str) -> dict[int, str]:
    """The colour of every cluster: those that were there keep theirs.

    Parameters
    ----------
    numbers : ndarray of int
        Numbers of the clusters, ascending.
    earlier : EarlierMap
        The map it goes on from.
    palette : str
        A name from `PALETTES`.

    Returns
    -------
    dict of int to str
        New clusters take the colours of the palette that the earlier map did not use, then those
        of clusters that are gone, then tints, then grey. With another palette all colours go by
        their numbers.
    """
    if earlier.rule.get("palette") != palette:
        return {number: colour_of(number, palette) for number in numbers.tolist()}
    were = dict(zip(earlier.numbers.tolist(), earlier.colours, strict=True))
    found = {number: were[number] for number in numbers.tolist() if number in were}
    rounds = len(PALETTES[palette].colours)
    slots = [colour_of(slot, palette) for slot in range(2 * rounds)]
    unused = [colour for colour in slots[:rounds] if colour not in were.values()]
    gone = [c for c in slots[:rounds] if c in were.values() and c not in found.values()]
    tints = [colour for colour in slots[rounds:] if colour not in found.values()]
    free = iter([*unused, *gone, *tints])
    return {
        number: found[number] if number in found else next(free, GREY)
        for number in numbers.tolist()
    }
