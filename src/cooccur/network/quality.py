"""How good a clustering is and how a network hangs together: numbers from plain arrays."""

from __future__ import annotations

import numpy as np

from cooccur.model import Floats, Ints


def components(n: int, source: Ints, target: Ints) -> Ints:
    """Labels of the connected components, numbered from 0 by their first node.

    Parameters
    ----------
    n : int
        Number of nodes.
    source, target : ndarray of int64, shape (links,)
        Ends of the links.

    Returns
    -------
    ndarray of int64, shape (n,)
        Nodes without a link are components of their own.
    """
    lowest = np.arange(n)
    while True:
        # Every node takes the lowest label a link offers to its root, then paths are halved
        # until all point at their root: a few rounds even for long chains.
        roots = lowest.copy()
        least = np.minimum(lowest[source], lowest[target])
        np.minimum.at(roots, lowest[source], least)
        np.minimum.at(roots, lowest[target], least)
        while not np.array_equal(roots, roots[roots]):
            roots = roots[roots]
        roots = roots[lowest]
        if np.array_equal(roots, lowest):
            return np.unique(lowest, return_inverse=True)[1]
        lowest = roots
