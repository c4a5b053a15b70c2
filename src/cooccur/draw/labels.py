"""Which keywords get a label in a picture, and where: the more frequent first, none over another.

The page places its labels by the same rules in the browser (``labels.js``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from cooccur.model import Floats, Ints

MOST_LABELS: Final = 400
LINE: Final = 1.16
"""Height of a line, in font sizes."""

_NAMES_AFTER = 25  # so many keywords have their labels before the clusters have their names
_CELL = 64.0
_NAME = -1_000_000  # owner of the name of cluster 0, then downwards
_EDGE = 4.0  # px that stay free at the edge of the stage
_SOLID = 5.0  # px from which the radius of a circle keeps labels off
_LARGE = 8.0  # px from which no name of a cluster lies on a circle

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Owner: TypeAlias = int
"""Whose box it is: the position of a keyword, or below 0 something else."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a cluster: its text box, and the middle and reach of what it names."""

    cluster: int
    width: float
    height: float
    x: float
    y: float
    spread: float
    """Mean distance of the keywords from the middle."""


@dataclass(frozen=True, slots=True)
class Circles:
    """The circles of a picture, the most frequent keyword first; NaN where one is not shown."""

    x: Floats
    y: Floats
    radius: Floats

    def shown(self, width: float, height: float) -> Iterator[tuple[int, float, float, float]]:
        """Position, centre and radius of those of which any part is on the stage."""
        columns = zip(self.x.tolist(), self.y.tolist(), self.radius.tolist(), strict=True)
        for node, (x, y, r) in enumerate(columns):
            if -r <= x <= width + r and -r <= y <= height + r:
                yield node, x, y, r


class Grid:
    """Boxes that are taken, found again by where they are."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, Owner]]] = {}

    def add(self, box: Box, owner: Owner) -> None:
        """Take a box. Boxes of one owner may lie on each other."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append((box, owner))

    def touching(self, box: Box, owner: Owner = -1) -> Iterator[Owner]:
        """The owners of boxes that overlap this one, other than its own; some come twice."""
        left, top, right, bottom = box
        for cell in _cells(box):
            for other, whose in self._cells.get(cell, ()):
                beside = left >= other[2] or other[0] >= right
                if whose != owner and not (beside or top >= other[3] or other[1] >= bottom):
                    yield whose

    def is_free(self, box: Box, owner: Owner = -1) -> bool:
        """Whether no box of another owner overlaps this one."""
        return next(self.touching(box, owner), None) is None


def place_labels(  # noqa: PLR0917 the columns of one table
    x: Floats,
    y: Floats,
    radius: Floats,
    font: Floats,
    widths: Floats,
    width: float,
    height: float,
    *,
    most: int = MOST_LABELS,
    unit: float = 1.0,
    aside: bool = False,
    blocked: Sequence[Box] = (),
) -> Floats:
    """The box of every label that finds a free place inside the stage; none overlap.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Centres of the circles on the stage, y pointing down; most frequent keyword first; NaN
        where a keyword is not shown.
    radius, font, widths : ndarray of float, shape (n,)
        Radius, font size and text width of each keyword.
    width, height : float
        Size of the stage.
    most : int
        No more labels than this.
    unit : float
        Length of a pixel of the screen in the unit of all other lengths.
    aside : bool
        Whether a label stands rather at the right than below.
    blocked : sequence of (left, top, right, bottom)
        Where nothing may stand.

    Returns
    -------
    ndarray of float, shape (n, 4)
        Left, top, right, bottom; NaN where a keyword gets no label.
    """
    circles = Circles(x, y, radius)
    stage = (width, height)
    return place_all(
        circles, font, widths, stage, most=most, unit=unit, aside=aside, blocked=blocked
    )[0]


def place_all(
    circles: Circles,
    font: Floats,
    widths: Floats,
    stage: tuple[float, float],
    *,
    names: Sequence[Name] = (),
    cluster: Ints | None = None,
    most: int = MOST_LABELS,
    unit: float = 1.0,
    aside: bool = False,
    blocked: Sequence[Box] = (),
) -> tuple[Floats, dict[int, Box]]:
    """The boxes of labels and of names of clusters; none overlap.

    Parameters
    ----------
    circles : Circles
        Places and radii.
    font, widths, stage, most, unit, aside, blocked
        As in `place_labels`.
    names : sequence of Name
        Clusters to be named, the most important first.
    cluster : ndarray of int, shape (n,), optional
        Cluster of each keyword; needed for names.

    Returns
    -------
    boxes : ndarray of float, shape (n, 4)
        As of `place_labels`.
    found : dict
        Box of each cluster's name that found a place.

    Notes
    -----
    A large circle takes its label on itself, a small one below, right, above or left, where it
    hides least of other circles. A circle above 5 px keeps later labels off, once its own turn has
    come: so a large keyword never loses its label to its neighbours.
    """
    placer = _Placer(circles, stage, unit, blocked)
    found: dict[int, Box] = {}
    shown = list(circles.shown(*stage))
    for batch in (shown[:_NAMES_AFTER], shown[_NAMES_AFTER:]):
        for node, x, y, r in batch:
            if len(placer.boxes) >= most:
                break
            placer.label(node, (x, y, r), float(font[node]), float(widths[node]), aside=aside)
        # The most frequent keywords come first, then the names, then all others.
        if names and cluster is not None and not found:
            found = placer.names(names, cluster.tolist())
    boxes = np.full((len(circles.x), 4), np.nan)
    for node, box in placer.boxes.items():
        boxes[node] = box
    return boxes, found


class _Placer:
    """What stands on a stage while labels are placed one after the other."""

    def __init__(
        self,
        circles: Circles,
        stage: tuple[float, float],
        unit: float,
        blocked: Sequence[Box],
    ) -> None:
        self.boxes: dict[int, Box] = {}
        self._unit, self._edge = unit, _EDGE * unit
        self._stage = stage
        self._taken, self._circles = Grid(), Grid()
        self._places = {node: (x, y, r) for node, x, y, r in circles.shown(*stage)}
        for i, box in enumerate(blocked):
            self._taken.add(box, -2 - i)
        for node, (x, y, r) in self._places.items():
            self._circles.add((x - r, y - r, x + r, y + r), node)

    def label(
        self,
        node: int,
        circle: tuple[float, float, float],
        size: float,
        extent: float,
        *,
        aside: bool,
    ) -> None:
        """Place the label of one keyword where it hides least, if any place is free."""
        x, y, r = circle
        if r > _SOLID * self._unit:
            self._taken.add((x - 0.8 * r, y - 0.8 * r, x + 0.8 * r, y + 0.8 * r), node)
        wide, tall = extent + 4 * self._unit, LINE * size
        best: tuple[float, Box] | None = None
        for place, (dx, dy) in enumerate(_places_for(r, size, wide, self._unit, aside=aside)):
            box = _box(x + dx, y + dy, wide, tall)
            if not self._fits(box, node):
                continue
            # Earlier places are better, but not where other circles would vanish under the text.
            hidden = sum(depth for _, depth in self._under(box, node)) / self._unit
            cost = 2 * place + hidden if dx or dy else 12 * place - 6
            if best is None or cost < best[0]:
                best = (cost, box)
        if best is not None:
            self._taken.add(best[1], node)
            self.boxes[node] = best[1]

    def names(self, names: Sequence[Name], cluster: list[int]) -> dict[int, Box]:
        """Place names of clusters near their middles, where they cover least: no large circle."""
        found: dict[int, Box] = {}
        for name in names:
            best: tuple[float, Box] | None = None
            for ring, dx, dy in _turns(name.spread):
                box = _box(name.x + dx, name.y + dy, name.width, name.height)
                owner = _NAME - name.cluster
                if not self._fits(box, owner):
                    continue
                under = [node for node, _ in self._under(box, owner)]
                if any(self._places[node][2] > _LARGE * self._unit for node in under):
                    continue
                own = [cluster[node] == name.cluster for node in under]
                cost = 0.6 * ring + 0.12 * ring * ring + self._crowd(box, under, own, found)
                if best is None or cost < best[0]:
                    best = (cost, box)
            if best is not None:
                self._taken.add(best[1], _NAME - name.cluster)
                found[name.cluster] = best[1]
        return found

    def _crowd(self, box: Box, under: list[int], own: list[bool], found: dict[int, Box]) -> float:
        """What speaks against a place for a name."""
        # Circles under it, those of other clusters twice; and another name so near above or below
        # that the two read as one.
        circles = sum(
            (0.6 if mine else 1.2) * min(1.5, self._places[node][2] / (6 * self._unit))
            for node, mine in zip(under, own, strict=True)
        )
        tall = box[3] - box[1]
        near = sum(
            abs(other[1] - box[1]) < 2.4 * tall and other[0] < box[2] and box[0] < other[2]
            for other in found.values()
        )
        return circles + 3.0 * near

    def _fits(self, box: Box, owner: Owner) -> bool:
        width, height = self._stage
        inside = box[0] >= self._edge and box[1] >= self._edge
        inside = inside and box[2] <= width - self._edge and box[3] <= height - self._edge
        return inside and self._taken.is_free(box, owner)

    def _under(self, box: Box, owner: Owner) -> list[tuple[int, float]]:
        """Keywords whose circles a box touches, and how far it reaches into them."""
        found = []
        left, top, right, bottom = box
        # A set of what a generator yields, in its order: the sums must not depend on chance.
        for node in dict.fromkeys(self._circles.touching(box, owner)):
            x, y, r = self._places[node]
            apart = math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))
            if apart < r:
                found.append((node, r - apart))
        return found


def _places_for(
    r: float, size: float, wide: float, unit: float, *, aside: bool
) -> list[tuple[float, float]]:
    """The places a label may take, best first: on a large circle, else beside a small one.

    A text that would run far beyond its circle strikes it through, so it stands on it only for
    want of room.
    """
    down, right = r + LINE / 2 * size + 1.5 * unit, r + wide / 2 + 2 * unit
    if aside:
        beside = [(right, 0.0), (0.0, -down), (0.0, down), (-right, 0.0)]
    else:
        beside = [(0.0, down), (right, 0.0), (0.0, -down), (-right, 0.0)]
    if r <= 0.62 * size:
        return beside
    return [(0.0, 0.0), *beside] if r > size or wide < 4 * r else [*beside, (0.0, 0.0)]


def _turns(spread: float) -> Iterator[tuple[int, float, float]]:
    """Ring and offset of each place a name may take: the middle, then rings around it."""
    for ring in range(7):
        for turn in range(16 if ring else 1):
            angle = -math.pi / 2 + turn * math.pi / 8
            reach = ring * 0.28 * spread
            yield ring, 1.2 * reach * math.cos(angle), reach * math.sin(angle)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    for i in range(left, right + 1):
        for j in range(top, bottom + 1):
            yield i, j
