"""What stands out in a network: degree, strength, components, eigenvector centrality, PageRank.

The functions over arrays take the number of nodes and the two ends of every link, each link once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cooccur.components import connected_components
from cooccur.model import Floats, Ints, KeywordNetwork, Step
from cooccur.network.paths import betweenness, closeness, pivots
from cooccur.network.quality import node_strength

__all__ = [
    "betweenness",
    "closeness",
    "degree",
    "eigenvector",
    "leading_vector",
    "measure",
    "multiplication",
    "pagerank",
    "pivots",
    "total_link_strength",
]

DAMPING: Final = 0.85
KRYLOV: Final = 200
"""Products before the search for an eigenvector starts again from the best one so far."""
RESTARTS: Final = 20
PRECISION: Final = 1e-14
"""Share of the eigenvalue that the product may differ by from the vector that is found."""


def measure(network: KeywordNetwork) -> KeywordNetwork:
    """The network with its centralities as node columns.

    Returns
    -------
    KeywordNetwork
        Node columns added: ``betweenness`` (0..1, unweighted, over all nodes of the network),
        ``eigenvector`` (0..1, on ``strength``), ``pagerank`` (on ``strength``, sum 1). The step
        in its history tells from how many nodes the shortest paths start, ``betweenness_pivots``:
        from all, unless the network is very large.

    References
    ----------
    Freeman (1977), Sociometry 40, 35; Bonacich (1972), J. Math. Sociol. 2, 113; Brin & Page
    (1998), Computer Networks 30, 107; Chen (2006), JASIST 57(3), 359 for betweenness >= 0.1 as
    the mark of a pivotal keyword.
    """
    links = network.link_columns
    n_nodes, source, target = network.n_nodes, links["source"], links["target"]
    sources = pivots(n_nodes, len(source))
    columns = {
        "betweenness": betweenness(n_nodes, source, target, sources=sources),
        "eigenvector": eigenvector(n_nodes, source, target, links["strength"]),
        "pagerank": pagerank(n_nodes, source, target, links["strength"]),
    }
    # The last bits of a matrix product may depend on the number of threads.
    rounded: dict[str, ArrayLike] = {name: v.round(10) for name, v in columns.items()}
    step = Step("measure", (("betweenness_pivots", len(sources)),))
    return network.with_columns(node=rounded, step=step)


def degree(n_nodes: int, source: Ints, target: Ints) -> Ints:
    """Number of links of each node."""
    return np.bincount(source, minlength=n_nodes) + np.bincount(target, minlength=n_nodes)


def total_link_strength(n_nodes: int, source: Ints, target: Ints, strength: Floats) -> Floats:
    """Sum of the strengths of each node's links, to 10 decimals."""
    return node_strength(n_nodes, source, target, strength).round(10)


def eigenvector(n_nodes: int, source: Ints, target: Ints, strength: Floats) -> Floats:
    """Eigenvector centrality inside the largest component, its highest value 1.

    Parameters
    ----------
    n_nodes : int
        Nodes of the network.
    source, target : array of int, shape (n_links,)
        Ends of the links, each link once.
    strength : array of float, shape (n_links,)
        Weight of each link, > 0.

    Returns
    -------
    array of float, shape (n_nodes,)
        0..1; 0 outside the largest component (of several that of the lowest node), and
        everywhere when there are no links.

    References
    ----------
    Bonacich (1972), J. Math. Sociol. 2, 113.
    """
    centrality = np.zeros(n_nodes)
    if not len(source):
        return centrality
    component = connected_components(n_nodes, source, target)
    inside = component == np.bincount(component).argmax()
    spread = multiplication(n_nodes, source, target, strength)
    vector = np.abs(leading_vector(lambda x: spread(x) * inside, inside.astype(np.float64)))
    centrality[inside] = vector[inside] / vector.max()
    return centrality


def multiplication(
    n_nodes: int,
    source: Ints,
    target: Ints,
    strength: Floats,
    *,
    diagonal: Floats | float = 0.0,
) -> Callable[[Floats], Floats]:
    """The product of a vector with a symmetric matrix, always added up in the same order."""
    begin, end = np.concatenate((source, target)), np.concatenate((target, source))
    weight = np.concatenate((strength, strength))

    def multiply(x: Floats) -> Floats:
        product = np.bincount(end, weight * x[begin], minlength=n_nodes)
        return product + diagonal * x

    return multiply


def leading_vector(multiply: Callable[[Floats], Floats], start: Floats) -> Floats:
    """Unit eigenvector of the highest eigenvalue of a symmetric matrix.

    Parameters
    ----------
    multiply : callable
        The product of the matrix with a vector.
    start : array of float, shape (n,)
        Not orthogonal to the result; where several vectors belong to the highest eigenvalue the
        one nearest to it comes back.

    Notes
    -----
    Restarted Lanczos iteration: unlike the power iteration it knows +x from -x in bipartite
    networks, and trees of hundreds of nodes do not take millions of products.

    References
    ----------
    Golub & Van Loan (2013), Matrix Computations, chapter 10.
    """
    vector = start / np.linalg.norm(start)
    for _ in range(RESTARTS):
        vector, is_found = _krylov(multiply, vector)
        if is_found:
            break
    return vector


def _krylov(multiply: Callable[[Floats], Floats], start: Floats) -> tuple[Floats, bool]:
    """The best vector among the sums of start, its product, the product of that, and so on."""
    basis = np.zeros((min(KRYLOV, len(start)), len(start)))
    basis[0] = start
    matrix = np.zeros((len(basis) + 1, len(basis) + 1))
    for size in range(1, len(basis) + 1):
        product = multiply(basis[size - 1])
        scale = float(np.linalg.norm(product))
        matrix[size - 1, size - 1] = basis[size - 1] @ product
        for _ in range(2):  # once leaves rounding errors along the rows
            product = product - (basis[:size] @ product) @ basis[:size]
        rest = float(np.linalg.norm(product))
        is_last = size == len(basis) or rest <= PRECISION * scale
        if is_last or size % 20 == 0:
            values, vectors = np.linalg.eigh(matrix[:size, :size])
            is_found = abs(rest * vectors[-1, -1]) <= PRECISION * abs(values[-1])
            if is_last or is_found:
                break
        matrix[size - 1, size] = matrix[size, size - 1] = rest
        basis[size] = product / rest
    vector = vectors[:, -1] @ basis[:size]
    return vector / np.linalg.norm(vector), is_found


def pagerank(n_nodes: int, source: Ints, target: Ints, strength: Floats) -> Floats:
    """PageRank: how often a reader who follows links by their strength comes by each node.

    Parameters
    ----------
    n_nodes : int
        Nodes of the network.
    source, target : array of int, shape (n_links,)
        Ends of the links, each link once.
    strength : array of float, shape (n_links,)
        Weight of each link, > 0.

    Returns
    -------
    array of float, shape (n_nodes,)
        > 0, sum 1. With probability 0.15, and from nodes without links always, the reader goes
        to any node.

    References
    ----------
    Brin & Page (1998), Computer Networks 30, 107.
    """
    rank = np.full(n_nodes, 1 / max(n_nodes, 1))
    total = degree(n_nodes, source, target) * 0.0
    total += np.bincount(source, strength, n_nodes) + np.bincount(target, strength, n_nodes)
    linked = total > 0
    spread = multiplication(n_nodes, source, target, strength)
    for _ in range(1000):
        leaving = np.divide(rank, total, out=np.zeros(n_nodes), where=linked)
        anywhere = 1 - DAMPING + DAMPING * rank[~linked].sum()
        updated = DAMPING * spread(leaving) + anywhere / n_nodes if n_nodes else rank
        change = np.abs(updated - rank).sum()
        rank = updated
        if change < 1e-12:
            break
    return rank
