"""Frames for the components of a network, side by side on one stage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cooccur.model import Floats

_GAP = 26.0  # px between frames
_MAIN = 0.6  # share of the room that makes a main component
_ASPECT = 1.6  # of the frame of a small component


class Frame(NamedTuple):
    """A rectangle of the stage, px."""

    left: float
    top: float
    width: float
    height: float

    def inset(self, x: float, y: float) -> Frame:
        """The frame without a margin of these widths, of which a half always stays."""
        x, y = min(x, 0.25 * self.width), min(y, 0.25 * self.height)
        return Frame(self.left + x, self.top + y, self.width - 2 * x, self.height - 2 * y)


def pack(needs: Floats, width: float, height: float, *, small: float) -> list[Frame]:
    """A frame for each component, in which its size has room.

    Parameters
    ----------
    needs : ndarray of float, shape (components, 2)
        Width and height in px that the labels and circles of a component take when they are laid
        side by side; largest component first.
    width, height : float
        Size of the stage, px.
    small : float
        Share of the stage's height that all other components may take beside a main one.

    Returns
    -------
    list of Frame
        A component that takes more than 60 % of the room has the top of the stage to itself, the
        others stand in rows below it. Where none does, all stand in rows that fill the stage.
    """
    if len(needs) == 1:
        return [Frame(0.0, 0.0, width, height)]
    room = needs[:, 0] * needs[:, 1]
    if room[0] < _MAIN * room.sum():
        return _rows_within(needs, width, height, largest=3.0)
    others = _rows_within(needs[1:], width, small * height, largest=1.0)
    strip = max(frame.top + frame.height for frame in others)
    top = height - strip
    main = Frame(0.0, 0.0, width, top - _GAP)
    return [main, *(frame._replace(top=frame.top + top) for frame in others)]


def _rows_within(needs: Floats, width: float, height: float, *, largest: float) -> list[Frame]:
    # The largest scale at which the rows are not too high; there is always one near 0.
    low, high = 0.0, largest
    for _ in range(30):
        middle = 0.5 * (low + high)
        frames = _rows(needs * middle, width)
        fits = frames and frames[-1].top + frames[-1].height <= height
        low, high = (middle, high) if fits else (low, middle)
    return _rows(needs * low, width)


def _rows(needs: Floats, width: float) -> list[Frame]:
    # Empty when a frame is wider than the stage. Every frame of a row is as high as the row.
    frames: list[Frame] = []
    top, begin = 0.0, 0
    while begin < len(needs):
        room = np.cumsum(needs[begin:, 0] + _GAP) - _GAP
        count = int(np.searchsorted(room, width, side="right"))
        if count == 0:
            return []
        high = float(needs[begin : begin + count, 1].max())
        left = 0.5 * (width - float(room[count - 1]))
        for wide in needs[begin : begin + count, 0].tolist():
            frames.append(Frame(left, top, wide, high))
            left += wide + _GAP
        top += high + _GAP
        begin += count
    return frames


def need(widths: Floats, heights: Floats) -> tuple[float, float]:
    """Width and height of a frame in which boxes of these sizes have room.

    Parameters
    ----------
    widths, heights : ndarray of float, shape (boxes,)
        Sizes of the boxes, px.
    """
    if len(widths) == 1:
        return float(widths[0]), float(heights[0])
    area = 2.0 * float((widths * heights).sum())
    wide = max(float(widths.max()), np.sqrt(_ASPECT * area))
    return wide, area / wide
