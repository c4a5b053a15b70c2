"""Which nodes of a network are connected, needed wherever networks are counted or drawn."""

from __future__ import annotations

import numpy as np

from cooccur.model import Ints


def connected_components(n_nodes: int, source: Ints, target: Ints) -> Ints:
    """For each node the first node of its component.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : ndarray of int, shape (links,)
        Ends of each link.

    Returns
    -------
    ndarray of int, shape (n_nodes,)
    """
    root = np.arange(n_nodes)
    while True:
        lower = np.minimum(root[source], root[target])
        hooked = root.copy()
        np.minimum.at(hooked, root[source], lower)
        np.minimum.at(hooked, root[target], lower)
        while (hooked != hooked[hooked]).any():
            hooked = hooked[hooked]
        if (hooked == root).all():
            return root
        root = hooked
