"""A picture whose crowded regions have grown and whose empty ones have shrunk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Floats

_CELL_PX = 16.0
_FIRST_BLUR_PX = 20.0
_STEPS: Final = 24


def equalise(points: Floats, area: Floats, width: float, height: float, *, ease: float) -> Floats:
    """The points, carried along while the crowd of them diffuses over a frame.

    Parameters
    ----------
    points : ndarray of float, shape (2, n)
        Places inside the frame, px from its corner.
    area : ndarray of float, shape (n,)
        Room that each point wants, px².
    width, height : float
        Size of the frame, px.
    ease : float
        Density that is everywhere from the start, as a share of the mean density of the points:
        the larger, the more of the original picture stays.

    Returns
    -------
    ndarray of float, shape (2, n)
        Places inside the frame. Neighbourhoods stay whole: the picture is stretched like rubber,
        nothing is torn or folded.

    References
    ----------
    Gastner & Newman (2004), PNAS 101(20), 7499–7504.
    """
    velocity = _flow(points, area, width, height, ease)
    corner = np.array([[width], [height]])
    time, last = 0.5 * _FIRST_BLUR_PX**2, 0.5 * max(width, height) ** 2
    growth = (last / time) ** (1.0 / _STEPS)
    for _ in range(_STEPS):
        step = time * (growth - 1.0)
        half = np.clip(points + 0.5 * step * velocity(points, time), 0.0, corner)
        points = np.clip(points + step * velocity(half, time + 0.5 * step), 0.0, corner)
        time *= growth
    return points


def _flow(
    points: Floats, area: Floats, width: float, height: float, ease: float
) -> Callable[[Floats, float], Floats]:
    # Heat that cannot leave the frame: its cosine waves fade, the faster the shorter they are.
    cell = float(np.clip(1.5 * np.sqrt(width * height / len(area)), 0.4 * _CELL_PX, _CELL_PX))
    columns, rows = max(2, round(width / cell)), max(2, round(height / cell))
    size = np.array([[width / columns], [height / rows]])
    cells, shares = _around(points / size, columns, rows)
    density = np.bincount(cells.ravel(), (shares * area).ravel(), columns * rows)
    density += ease * density.mean()
    mirrored = np.pad(density.reshape(columns, rows), ((0, columns), (0, rows)), "symmetric")
    waves = np.fft.rfft2(mirrored)
    per_x = 2.0 * np.pi * np.fft.fftfreq(2 * columns, size[0, 0])
    per_y = 2.0 * np.pi * np.fft.rfftfreq(2 * rows, size[1, 0])
    fading = np.add.outer(per_x * per_x, per_y * per_y)

    def velocity(places: Floats, time: float) -> Floats:
        now = np.fft.irfft2(waves * np.exp(-fading * time), mirrored.shape)[:columns, :rows]
        edged = np.pad(now, 1, "edge")
        downhill_x = (edged[:-2, 1:-1] - edged[2:, 1:-1]) / now
        downhill_y = (edged[1:-1, :-2] - edged[1:-1, 2:]) / now
        cells, shares = _around(places / size, columns, rows)
        flows = (downhill_x.ravel()[cells], downhill_y.ravel()[cells])
        return np.stack([(flow * shares).sum(axis=0) for flow in flows]) / (2.0 * size)

    return velocity


def _around(places: Floats, columns: int, rows: int) -> tuple[NDArray[np.int64], Floats]:
    # The four cells around each place and their bilinear shares, both of shape (4, n).
    x = np.clip(places[0] - 0.5, 0.0, columns - 1.0)
    y = np.clip(places[1] - 0.5, 0.0, rows - 1.0)
    left = np.minimum(x.astype(np.int64), columns - 2)
    below = np.minimum(y.astype(np.int64), rows - 2)
    x, y = x - left, y - below
    corner = left * rows + below
    cells = np.stack([corner, corner + rows, corner + 1, corner + rows + 1])
    return cells, np.stack([(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y])
