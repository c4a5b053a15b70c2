"""The minimum of a smooth function of positions, by L-BFGS."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from cooccur.model import Floats

Function: TypeAlias = Callable[[Floats], tuple[float, Floats]]
"""Positions to a value and its gradient."""

_MEMORY = 7
_SHORTEST_STEP = 1e-6


def minimise(
    function: Function,
    start: Floats,
    scale: Floats,
    *,
    tolerance: float = 1e-9,
    max_steps: int = 1000,
) -> tuple[Floats, float]:
    """The positions where a descent from a start comes to rest, and the value there.

    Parameters
    ----------
    function : callable
        Gives value and gradient of positions.
    start : ndarray
        Positions to start from.
    scale : ndarray
        Inverse of the size of each second derivative, broadcast to the positions.
    tolerance : float
        Ends when two steps running lower the value by less than this share of it.
    max_steps : int
        Ends after so many steps at the latest.

    Returns
    -------
    (ndarray, float)
        Positions, value.

    References
    ----------
    Liu & Nocedal (1989), Mathematical Programming 45, 503–528.
    """
    memory: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    points, (value, gradient) = start, function(start)
    resting = 0
    for _ in range(max_steps):
        direction = _direction(gradient, scale, memory)
        found = _line_search(function, points, direction, value, _dot(gradient, direction))
        if found is None:
            if not memory:
                break
            memory.clear()
            continue
        moved, lower, slope = found
        step, change = moved - points, slope - gradient
        curvature = _dot(step, change)
        if curvature > 1e-12 * _dot(change, change):
            memory.append((step, change, 1.0 / curvature))
        resting = resting + 1 if value - lower < tolerance * abs(value) else 0
        points, value, gradient = moved, lower, slope
        if resting == 2:
            break
    return points, value


def _direction(
    gradient: Floats, scale: Floats, memory: deque[tuple[Floats, Floats, float]]
) -> Floats:
    direction = -gradient
    shares = []
    for step, change, inverse in reversed(memory):
        share = inverse * _dot(step, direction)
        direction -= share * change
        shares.append(share)
    direction *= scale
    if memory:
        step, change, inverse = memory[-1]
        direction /= inverse * _dot(change, scale * change)
    for (step, change, inverse), share in zip(memory, reversed(shares), strict=True):
        direction += (share - inverse * _dot(change, direction)) * step
    return direction


def _line_search(
    function: Function, points: Floats, direction: Floats, value: float, slope: float
) -> tuple[Floats, float, Floats] | None:
    length = 1.0
    while slope < 0.0 and length > _SHORTEST_STEP:
        moved = points + length * direction
        lower, gradient = function(moved)
        if lower <= value + 1e-4 * length * slope:
            return moved, lower, gradient
        length *= 0.5
    return None


def _dot(left: Floats, right: Floats) -> float:
    # Not np.dot: BLAS may part long sums among threads.
    return float(np.einsum("ij,ij->", left, right))
