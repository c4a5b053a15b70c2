"""Which keywords get a label in a picture, and where: the larger keyword first."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.model import Floats

MOST_LABELS: Final = 400

_CELL = 64.0
_PADDING = 2.0
_HALF_LINE = 0.58  # half the height of a line, in font sizes

Box = tuple[float, float, float, float]


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
) -> Floats:
    """The box of every label that finds a free place inside the stage; none overlap.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Centres of the circles on the stage, px, y pointing down; most frequent keyword first.
    radius, font, widths : ndarray of float, shape (n,)
        Radius, font size and text width of each keyword, px.
    width, height : float
        Size of the stage, px.
    most : int
        No more labels than this.

    Returns
    -------
    ndarray of float, shape (n, 4)
        Left, top, right, bottom, px; NaN where a keyword gets no label.

    Notes
    -----
    A large circle takes its label on itself, a small one below, right, above or left. A circle
    above 5 px keeps later labels off, once its own turn has come: so a large keyword never loses
    its label to its neighbours.
    """
    boxes = np.full((len(x), 4), np.nan)
    taken: dict[tuple[int, int], list[Box]] = {}
    placed = 0
    columns = zip(
        x.tolist(), y.tolist(), radius.tolist(), font.tolist(), widths.tolist(), strict=True
    )
    for node, (cx, cy, r, size, extent) in enumerate(columns):
        if placed < most:
            for box in _candidates(cx, cy, r, size, extent):
                inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
                if inside and _is_free(box, taken):
                    _take(box, taken)
                    boxes[node] = box
                    placed += 1
                    break
        if r > 5.0:
            _take((cx - 0.8 * r, cy - 0.8 * r, cx + 0.8 * r, cy + 0.8 * r), taken)
    return boxes


def _candidates(cx: float, cy: float, r: float, size: float, extent: float) -> list[Box]:
    wide, tall = 0.5 * extent + _PADDING, _HALF_LINE * size
    aside, off = r + wide + 1.0, r + tall
    below = (cx, cy + off)
    if r > 0.62 * size:
        centres = [(cx, cy), below]
    else:
        centres = [below, (cx + aside, cy), (cx, cy - off), (cx - aside, cy)]
    return [(px - wide, py - tall, px + wide, py + tall) for px, py in centres]


def _is_free(box: Box, taken: dict[tuple[int, int], list[Box]]) -> bool:
    left, top, right, bottom = box
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for cell in _cells(box)
        for other in taken.get(cell, ())
    )


def _take(box: Box, taken: dict[tuple[int, int], list[Box]]) -> None:
    for cell in _cells(box):
        taken.setdefault(cell, []).append(box)


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]
