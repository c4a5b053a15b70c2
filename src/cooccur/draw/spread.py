"""Room for labels: from a layout to the places where keywords are drawn."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.draw.equalise import equalise
from cooccur.draw.packing import Frame, need, pack
from cooccur.draw.vos import standard_form
from cooccur.model import Floats, Ints

STAGE: Final = (1002.0, 660.0)
"""Width and height, px, of the rectangle that the centres of the circles fill: the map of a page
of 1440 x 900 px, less its margins."""

UNIT: Final = STAGE[0] / 3.0
"""px of that page in one unit of the places that are given back."""

_MARGIN = (40.0, 14.0)  # px that labels reach out of the frame of a small component
_DOWN = np.array([[1.0], [-1.0]])  # y points up on a map and down on a page
_EASE = 0.5
_MOST_ROUNDS = 3
_FULL_ENOUGH = 0.8  # share of the height of a frame (or width) that a long picture should fill
_SURELY_LABELLED = 50
_SHARE_FOR_LABELS = 0.45
_MANY_DOTS = 1000
_SHARE_FOR_CIRCLES = 0.35
_PADDING = 1.5  # px around each node, so 3 px between two
_FAR = 0.85  # quantile of the distance from the middle where outliers begin
_STEPS = 400
_MANY = 2000  # nodes; above, the steps are fewer
_STEPS_A_SEARCH = 10
_SLACK = 8.0  # px that two nodes may approach between two searches
_GOLDEN_ANGLE = np.pi * (3.0 - 5.0**0.5)


def make_room(
    points: Floats, component: Ints, radius: Floats, font: Floats, widths: Floats
) -> Floats:
    """Places like those of a layout, moved so far as circles and labels need room.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Layout, y pointing up; most frequent keyword first.
    component : ndarray of int, shape (n,)
        The same number for all keywords of a component.
    radius, font, widths : ndarray of float, shape (n,)
        Radius of each circle, font size and width of each label, px.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Places, y pointing up, 0 in the middle of `STAGE`, in units of `UNIT` px.

    Notes
    -----
    For each component: far outliers are drawn in (their distance from the middle grows only
    logarithmically beyond its 85 % quantile), the long axis lies flat, and one scale for both
    axes fits it into its frame of the stage. Then crowded regions grow at the cost of empty ones
    (`equalise`), up to three times where a long picture leaves much of its frame empty. Last,
    boxes that still overlap push each other off, each by 1/8 of the overlap a step on average,
    the smaller one further. A box holds the label of as many of the most frequent keywords as
    45 % of the stage has room for, and the circle alone of all others.
    """
    n = len(points)
    if n < 2:
        return np.zeros((n, 2))
    members = _members(component)
    labelled = np.maximum(widths, 2.0 * radius), 2.0 * radius + 1.2 * font
    needs = np.array([need(labelled[0][nodes], labelled[1][nodes]) for nodes in members])
    share_of_small = 1.0 - len(members[0]) / n
    frames = pack(needs, *STAGE, small=min(0.45, 0.06 + 2.0 * share_of_small))
    stage = sum(frame.width * frame.height for frame in frames)
    half_width, half_height = boxes(radius, font, widths, stage)
    area = half_width * half_height
    places, low, high = np.empty((2, n)), np.empty((2, n)), np.empty((2, n))
    for nodes, whole in zip(members, frames, strict=True):
        frame = whole if whole.width == STAGE[0] else whole.inset(*_MARGIN)
        corner = np.array([[frame.left], [frame.top]])
        low[:, nodes] = corner
        high[:, nodes] = corner + np.array([[frame.width], [frame.height]])
        places[:, nodes] = corner + _fill(points[nodes], area[nodes], frame)
    if len(members) > 1 and frames[0].width == STAGE[0]:  # a flat one comes down to the others
        main = members[0]
        places[1, main] += high[1, main] - places[1, main].max()
    places = push_apart(places, half_width, half_height, low, high)
    middle = np.array([[0.5 * STAGE[0]], [0.5 * STAGE[1]]])
    return np.ascontiguousarray(((places - middle) * _DOWN).T / UNIT)


def boxes(radius: Floats, font: Floats, widths: Floats, stage: float) -> tuple[Floats, Floats]:
    """Half width and half height, px, of what should not overlap on a stage of so many px²."""
    # Half width and half height of what should not overlap. The foremost labels count in full,
    # for they stand on their circles; the others find their place beside them.
    share = np.where(np.arange(len(radius)) < _SURELY_LABELLED, 0.52, 0.4)
    wide = np.maximum(radius, share * widths) + _PADDING
    high = np.maximum(radius, 0.75 * font) + _PADDING
    # Among thousands of dots the room of a label would be a hole.
    room = stage * _SHARE_FOR_LABELS * min(1.0, _MANY_DOTS / len(radius))
    with_label = np.cumsum(4.0 * wide * high) <= room
    circle = radius + _PADDING
    taken = 4.0 * float((circle * circle)[~with_label].sum())
    circle *= min(1.0, np.sqrt(_SHARE_FOR_CIRCLES * stage / max(taken, 1.0)))
    return np.where(with_label, wide, circle), np.where(with_label, high, circle)


def _members(component: Ints) -> list[Ints]:
    # Largest first, then by the most frequent keyword.
    _, first, code = np.unique(component, return_index=True, return_inverse=True)
    size = np.bincount(code)
    by_code = np.argsort(code, kind="stable")
    groups = np.split(by_code, np.cumsum(size)[:-1])
    return [groups[rank] for rank in np.lexsort((first, -size))]


def _fill(points: Floats, area: Floats, frame: Frame) -> Floats:
    # Shape (2, members), px from the corner of the frame, y pointing down.
    if len(points) == 1:
        return np.array([[frame.width / 2], [frame.height / 2]])
    places = _fit(_draw_in(standard_form(points).T * _DOWN), frame)
    if len(points) < 5:
        return places
    for _ in range(_MOST_ROUNDS):
        places = _fit(equalise(places, area, frame.width, frame.height, ease=_EASE), frame)
        filled = np.ptp(places, axis=1) / [frame.width, frame.height]
        if filled.min() > _FULL_ENOUGH:
            break
    return places


def _draw_in(places: Floats) -> Floats:
    off: Floats = places - np.median(places, axis=1, keepdims=True)
    distance = np.hypot(off[0], off[1])
    far = max(float(np.quantile(distance, _FAR)), 1e-9)
    ratio = np.maximum(distance / far, 1.0)
    off *= (1.0 + np.log(ratio)) / ratio
    return off


def _fit(places: Floats, frame: Frame) -> Floats:
    size = np.array([[frame.width], [frame.height]])
    low, high = places.min(axis=1, keepdims=True), places.max(axis=1, keepdims=True)
    scale = float((size / np.maximum(high - low, 1e-9)).min())
    fitted: Floats = (places - 0.5 * (low + high)) * scale + 0.5 * size
    return fitted


def push_apart(
    places: Floats,
    half_width: Floats,
    half_height: Floats,
    low: Floats,
    high: Floats,
    *,
    weight: Floats | None = None,
) -> Floats:
    """The places, moved until no two boxes overlap or 400 steps are done.

    Parameters
    ----------
    places : ndarray of float, shape (2, n)
        Centres, px.
    half_width, half_height : ndarray of float, shape (n,)
        Half sizes, px. A box is a superellipse of power 4: nearly a rectangle, but smooth.
    low, high : ndarray of float, shape (2, n)
        Least and greatest coordinates of each centre.
    weight : ndarray of float, shape (n,), optional
        How much each box resists, besides by its area.

    Returns
    -------
    ndarray of float, shape (2, n)
    """
    n = places.shape[1]
    angle = np.arange(n) * _GOLDEN_ANGLE
    area = half_width * half_height * (1.0 if weight is None else weight)
    nudge = 0.01 * np.stack([np.cos(angle), np.sin(angle)])
    for step in range(_STEPS if n <= _MANY else max(40, _STEPS * _MANY // n)):
        if step % _STEPS_A_SEARCH == 0:
            # Nodes on one point could not be pushed anywhere.
            places = np.clip(places + nudge, low, high)
            one, other = _close_pairs(places, half_width, half_height)
            reach = np.stack(
                [half_width[one] + half_width[other], half_height[one] + half_height[other]]
            )
            yielding = area[other] / (area[one] + area[other])
        apart = (places[:, one] - places[:, other]) / reach
        square = apart * apart
        nearness = np.sqrt(np.sqrt((square * square).sum(axis=0)))
        hit = np.flatnonzero((nearness < 1.0) & (nearness > 1e-9))
        if len(hit) == 0 and step % _STEPS_A_SEARCH == 0:
            break
        near = nearness[hit]
        # Down the gradient of the nearness: a flat box leaves another by the short way.
        uphill = apart[:, hit] * square[:, hit] / near**3 / reach[:, hit]
        move = uphill * (0.25 * (1.0 - near) / (uphill * uphill).sum(axis=0))
        for axis in (0, 1):
            places[axis] += np.bincount(one[hit], move[axis] * yielding[hit], n)
            places[axis] -= np.bincount(other[hit], move[axis] * (1.0 - yielding[hit]), n)
        places = np.clip(places, low, high)
    return places


def _close_pairs(places: Floats, half_width: Floats, half_height: Floats) -> tuple[Ints, Ints]:
    # Every node goes into each cell of a grid that its box and the slack reach; pairs meet there.
    n = places.shape[1]
    half = np.stack([half_width, half_height]) + 0.5 * _SLACK
    cell = max(16.0, 4.0 * np.sqrt(STAGE[0] * STAGE[1] / n))
    first = np.floor((places - half) / cell).astype(np.int64)
    count = np.floor((places + half) / cell).astype(np.int64) - first + 1
    node, nth = _runs(count[0] * count[1])
    column = first[0][node] + nth // count[1][node]
    row = first[1][node] + nth % count[1][node]
    cells = column * (1 << 32) + row
    order = np.argsort(cells, kind="stable")
    node, column, row, cells = node[order], column[order], row[order], cells[order]
    later = np.searchsorted(cells, cells, side="right") - np.arange(len(cells)) - 1
    entry, nth = _runs(later)
    one, other = node[entry], node[entry + 1 + nth]
    close = (np.abs(places[:, one] - places[:, other]) < half[:, one] + half[:, other]).all(axis=0)
    # A pair that meets in several cells counts in the first one.
    meeting = np.maximum(first[:, one], first[:, other])
    close &= (meeting[0] == column[entry]) & (meeting[1] == row[entry])
    return one[close], other[close]


def _runs(counts: Ints) -> tuple[Ints, Ints]:
    # 0 0 0 1 1 … and 0 1 2 0 1 … for counts 3, 2, …
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
