"""Simple centres: themes that grow around the strongest links, each up to a greatest size."""

from __future__ import annotations

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Floats, Ints


def simple_centres(
    n_nodes: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    min_size: int = 3,
    max_size: int = 12,
) -> Ints:
    """Labels of themes that grow, one after the other, around the strongest link that is left.

    Parameters
    ----------
    n_nodes : int
        Number of nodes, numbered from 0.
    source, target : ndarray of int, shape (links,)
        Ends of the links; each pair once, no loops.
    weight : ndarray of float, shape (links,)
        Weights of the links, > 0.
    min_size, max_size : int
        Fewest and most nodes of a theme.

    Returns
    -------
    ndarray of int, shape (n_nodes,)
        Themes from 0 in the order in which they were found, then the nodes in no theme, each with
        a label of its own. Every theme is connected.

    Raises
    ------
    CallError
        Unless 1 <= ``min_size`` <= ``max_size`` and ``max_size`` >= 2.

    Notes
    -----
    This is the first pass of the algorithm; the second adds links between themes and moves no
    node. The strongest link between nodes in no theme starts one. It grows breadth-first: the
    links from the nodes that came last to nodes in no theme are followed, strongest first, and
    then those from the nodes that came this way, until nothing is left to reach or the theme is
    full. One that stays too small is given up; whatever its nodes are linked to is in a theme
    already, so they can join no other. Of equal weights (to 10 digits of the largest) the link of
    the lower node comes first; in a network that is the more frequent keyword.

    References
    ----------
    Coulter, Monarch & Konda (1998), J. Am. Soc. Inf. Sci. 49(13), 1206. SciMAT's variant
    (Cobo et al. 2012, JASIST 63(8), 1609) takes a node and its direct neighbours only.
    """
    if not 1 <= min_size <= max_size or max_size < 2:
        raise CallError(
            f"min_size {min_size}, max_size {max_size}: expected sizes from 1 up, the largest at "
            "least 2 and not below the smallest"
        )
    pairs = _strongest_first(source, target, weight)
    # (place of the link, node it leads to), strongest first.
    reach: list[list[tuple[int, int]]] = [[] for _ in range(n_nodes)]
    for place, (one, other) in enumerate(pairs):
        reach[one].append((place, other))
        reach[other].append((place, one))
    free = [True] * n_nodes
    labels = np.full(n_nodes, -1, dtype=np.int64)
    found = 0
    for one, other in pairs:
        if not (free[one] and free[other]):
            continue
        theme = _grown([one, other], reach, free, max_size)
        if len(theme) >= min_size:
            labels[theme] = found
            found += 1
    alone = labels < 0
    labels[alone] = found + np.arange(np.count_nonzero(alone))
    return labels


def _strongest_first(source: Ints, target: Ints, weight: Floats) -> list[tuple[int, int]]:
    low, high = np.minimum(source, target), np.maximum(source, target)
    # Weights that are equal on paper may differ in their last bits.
    level = (weight / weight.max(initial=0)).round(10) if len(weight) else weight
    order = np.lexsort((high, low, -level))
    return list(zip(low[order].tolist(), high[order].tolist(), strict=True))


def _grown(
    start: list[int], reach: list[list[tuple[int, int]]], free: list[bool], max_size: int
) -> list[int]:
    """The nodes of the theme that starts with these two; they are free no longer."""
    theme, edge = list(start), list(start)
    for node in start:
        free[node] = False
    while edge and len(theme) < max_size:
        ways = sorted(way for node in edge for way in reach[node] if free[way[1]])
        edge = []
        for _, node in ways:
            if free[node] and len(theme) < max_size:
                free[node] = False
                theme.append(node)
                edge.append(node)
    return theme
