"""The energy that the VOS layout makes small, and its gradient.

``E = (1/a) sum_links w d^a  -  (1/b) sum_pairs d^b  +  (c/a) sum_pairs d^a`` with attraction ``a``,
repulsion ``b`` and a cohesion ``c`` that holds the parts of a disconnected network together; where
an exponent is 0, ``ln d`` stands for ``d^0 / 0``.

No sum here goes through BLAS, whose result can depend on the number of threads.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Floats, Ints

EXACT_LIMIT: Final = 1500
"""Up to so many nodes every pair is summed; above, pairs meet on a grid."""

_BLOCK = 1 << 14  # pairs at a time: the arrays of a block stay in the cache
_TINY = 1e-200  # in place of a squared distance of 0
_CELLS = 256
_BORDER = 2  # cells that a node's spline needs around it


class VosEnergy:
    """Energy and gradient of positions; called with an array of shape (2, n).

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : ndarray of int, shape (links,)
        Ends of each link.
    weight : ndarray of float, shape (links,)
        Association strengths.
    attraction, repulsion : float
        Exponents.
    cohesion : float
        Added to the association strength of every pair.
    """

    def __init__(
        self,
        n_nodes: int,
        source: Ints,
        target: Ints,
        weight: Floats,
        *,
        attraction: float = 2.0,
        repulsion: float = 1.0,
        cohesion: float = 0.0,
    ) -> None:
        self._n_nodes = n_nodes
        self._source, self._target, self._weight = source, target, weight
        self._attraction, self._repulsion, self._cohesion = attraction, repulsion, cohesion
        self._kernels: dict[float, NDArray[np.complex128]] = {}

    def __call__(self, points: Floats) -> tuple[float, Floats]:
        """The energy, and its gradient of shape (2, n)."""
        exact = self._n_nodes <= EXACT_LIMIT
        apart, push = self.pairs(points) if exact else self._pairs_on_a_grid(points)
        together, pull = self.links(points)
        return together + apart, pull + push

    def links(self, points: Floats) -> tuple[float, Floats]:
        """What the links add to the energy, and its gradient."""
        steps = points[:, self._source] - points[:, self._target]
        value = (steps * steps).sum(axis=0)
        slope = np.empty_like(value)
        _radial(value, slope, self._attraction)
        slope *= self._weight
        gradient = np.empty_like(points)
        for axis, force in enumerate(steps * slope):
            gradient[axis] = np.bincount(self._source, force, self._n_nodes)
            gradient[axis] -= np.bincount(self._target, force, self._n_nodes)
        return float((self._weight * value).sum()), gradient

    def pairs(self, points: Floats) -> tuple[float, Floats]:
        """What the pairs, linked or not, add to the energy, and its gradient; exactly."""
        x, y = points
        n = len(x)
        energy, gradient, begin = 0.0, np.zeros_like(points), 0
        while begin < n:
            rows = min(max(1, _BLOCK // (n - begin)), n - begin)
            end = begin + rows
            block = self._space[:, : rows * (n - begin)].reshape(4, rows, n - begin)
            dx, dy, value, slope = block
            np.subtract(x[begin:end, None], x[begin:], out=dx)
            np.subtract(y[begin:end, None], y[begin:], out=dy)
            np.multiply(dx, dx, out=value)
            np.multiply(dy, dy, out=slope)
            value += slope
            self._pair(value, slope)
            np.fill_diagonal(value, 0.0)
            # The leading square holds each of its pairs twice.
            energy += float(value.sum() - 0.5 * value[:, :rows].sum())
            block[:2] *= slope
            for axis, force in enumerate((dx, dy)):
                gradient[axis, begin:end] += force.sum(axis=1)
                gradient[axis, end:] -= force[:, rows:].sum(axis=0)
            begin = end
        return energy, gradient

    @cached_property
    def _space(self) -> Floats:
        # Made once: asking the system for fresh memory at every step costs more than the sums.
        return np.empty((4, max(_BLOCK, self._n_nodes)))

    def _pair(self, value: Floats, slope: Floats) -> None:
        # In: squared distances. Out: the energy of each pair, its derivative over the distance.
        squared = value.copy() if self._cohesion else value
        _radial(value, slope, self._repulsion)
        np.negative(value, out=value)
        np.negative(slope, out=slope)
        if self._cohesion:
            holding = np.empty_like(squared)
            _radial(squared, holding, self._attraction)
            value += self._cohesion * squared
            slope += self._cohesion * holding

    def _pairs_on_a_grid(self, points: Floats) -> tuple[float, Floats]:
        # Nodes are spread on a grid by quadratic splines, and the grid is convolved with the
        # energy of a pair; the gradient is that of this approximate energy itself.
        middle = 0.5 * (points.max(axis=1) + points.min(axis=1))[:, None]
        extent = float(2.0 * np.abs(points - middle).max())
        # Few cell sizes, so that the grid seldom changes under a descent.
        cell = float(2.0 ** (np.ceil(4.0 * np.log2(extent / (_CELLS - 2 * _BORDER))) / 4.0))
        place = (points - middle) / cell + _CELLS / 2
        nearest = np.rint(place).astype(np.int64)
        (share_x, share_y), (slope_x, slope_y) = _splines(place - nearest)
        around = nearest[:, None, :] + np.array([[-1], [0], [1]])
        cells = around[0][:, None] * _CELLS + around[1]
        shares = share_x[:, None] * share_y
        density = np.bincount(cells.ravel(), shares.ravel(), _CELLS * _CELLS)
        shape = (2 * _CELLS, 2 * _CELLS)
        waves = np.fft.rfft2(density.reshape(_CELLS, _CELLS), shape) * self._kernel(cell)
        potential = np.fft.irfft2(waves, shape)[:_CELLS, :_CELLS].ravel()
        felt = potential[cells]
        force_x = (felt * slope_x[:, None] * share_y).sum(axis=(0, 1))
        force_y = (felt * share_x[:, None] * slope_y).sum(axis=(0, 1))
        return float(0.5 * (felt * shares).sum()), np.stack([force_x, force_y]) / cell

    def _kernel(self, cell: float) -> NDArray[np.complex128]:
        if cell not in self._kernels:
            axis = np.minimum(np.arange(2 * _CELLS), 2 * _CELLS - np.arange(2 * _CELLS)) * cell
            value = np.add.outer(axis * axis, axis * axis)
            value[0, 0] = (0.4 * cell) ** 2  # a usual distance inside a cell
            self._pair(value, np.empty_like(value))
            self._kernels[cell] = np.fft.rfft2(value)
        return self._kernels[cell]


def _radial(value: Floats, slope: Floats, exponent: float) -> None:
    # In: squared distances. Out: d^p / p, and its derivative over d, the factor of the step.
    np.maximum(value, _TINY, out=value)
    if exponent == 2.0:
        slope[...] = 1.0
        value *= 0.5
    elif exponent == 1.0:
        np.sqrt(value, out=value)
        np.divide(1.0, value, out=slope)
    elif exponent == 0.0:
        np.divide(1.0, value, out=slope)
        np.log(value, out=value)
        value *= 0.5
    else:
        np.power(value, 0.5 * exponent - 1.0, out=slope)
        value *= slope
        value /= exponent


def _splines(offset: Floats) -> tuple[Floats, Floats]:
    # The shares of a node in the three cells around it along each axis, and their derivatives.
    below, above = 0.5 - offset, 0.5 + offset
    shares = np.stack([0.5 * below * below, 0.75 - offset * offset, 0.5 * above * above], axis=1)
    return shares, np.stack([-below, -2.0 * offset, above], axis=1)
