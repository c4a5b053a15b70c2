"""How dense a map is at any place: what the density view of VOSviewer colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Floats, Ints

_CELLS: Final = 1 << 20  # distances that are held at a time


def item_density(
    x: Floats, y: Floats, weight: Floats, at_x: Floats, at_y: Floats, *, width: float = 0.125
) -> Floats:
    r"""How much weight of keywords lies around each place.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Places of the keywords.
    weight : ndarray of float, shape (n,)
        Of each keyword, at least 0: its occurrences or another number.
    at_x, at_y : ndarray of float, any shape
        Where the density is wanted, in the units of the places.
    width : float
        Width of the kernel in mean distances of two keywords, above 0.

    Returns
    -------
    ndarray of float, shape of ``at_x``
        At least 0, in units of the weight; at most the sum of all weights.

    Raises
    ------
    CallError
        When the width is not above 0.

    Notes
    -----
    :math:`D(p) = \sum_i w_i \exp(-(\|p - x_i\| / (\bar d h))^2)` with width h and mean distance
    :math:`\bar d` (`mean_distance`). Turning or scaling the whole map changes nothing.

    References
    ----------
    van Eck & Waltman (2010), Scientometrics 84(2), 523–538.
    """
    density = np.zeros(at_x.size)
    for places, kernel in _kernels(x, y, at_x, at_y, width):
        density[places] = (kernel * weight).sum(axis=1)
    return density.reshape(at_x.shape)


def cluster_density(
    x: Floats,
    y: Floats,
    weight: Floats,
    at_x: Floats,
    at_y: Floats,
    *,
    cluster: Ints,
    width: float = 0.125,
) -> Floats:
    """The density of the keywords of each cluster; they add up to that of all keywords.

    Parameters
    ----------
    x, y, weight, at_x, at_y, width
        As in `item_density`; the mean distance is that of all keywords.
    cluster : ndarray of int, shape (n,)
        Number of each keyword's cluster, 0, 1, …

    Returns
    -------
    ndarray of float, shape (n_clusters, …): the shape of ``at_x`` for each cluster

    Raises
    ------
    CallError
        When the width is not above 0.

    Notes
    -----
    The colour of a place is the mean of the clusters' colours, weighted by their densities there.
    """
    members = [np.flatnonzero(cluster == c) for c in range(int(cluster.max(initial=-1)) + 1)]
    density = np.zeros((len(members), at_x.size))
    for places, kernel in _kernels(x, y, at_x, at_y, width):
        weighted = kernel * weight
        for number, nodes in enumerate(members):
            density[number, places] = weighted[:, nodes].sum(axis=1)
    return density.reshape(len(members), *at_x.shape)


def _kernels(
    x: Floats, y: Floats, at_x: Floats, at_y: Floats, width: float
) -> Iterator[tuple[slice, Floats]]:
    """Some places at a time, and a table places x keywords of the kernel."""
    if not width > 0:
        raise CallError(f"the width of the density is {width:g}, a number above 0 is needed")
    reach = mean_distance(x, y) * width
    step = max(1, _CELLS // max(len(x), 1))
    for start in range(0, at_x.size, step):
        places = slice(start, start + step)
        off_x = (at_x.ravel()[places, None] - x) / reach
        off_y = (at_y.ravel()[places, None] - y) / reach
        yield places, np.exp(-(off_x * off_x + off_y * off_y))


def mean_distance(x: Floats, y: Floats) -> float:
    """Mean distance of all pairs of points; 1 where it would be 0 or there is no pair.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Places.
    """
    n = len(x)
    step = max(1, _CELLS // max(n, 1))
    total = 0.0
    for start in range(0, n, step):
        # Only distances to later points: each pair once, up to those within the piece.
        rows, later = slice(start, start + step), slice(start, n)
        apart = np.hypot(x[rows, None] - x[later], y[rows, None] - y[later])
        within = apart[:, : apart.shape[0]]
        total += float(apart.sum()) - float(within.sum()) / 2
    mean = 2 * total / max(n * (n - 1), 1)
    return mean if mean > 0 else 1.0
