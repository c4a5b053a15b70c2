"""How good a clustering is: modularity, VOS quality, silhouettes and what is printed with them.

The functions take the number of nodes, the two ends and the weight of every link, each link once,
and the cluster of every node, numbered from 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Floats, Ints


def modularity(
    n_nodes: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    labels: Ints,
    *,
    resolution: float = 1.0,
) -> float:
    """Newman's Q of a grouping; 0 for a network without links.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : ndarray of int, shape (links,)
        Ends of each link, each pair once.
    weight : ndarray of float, shape (links,)
        Not negative.
    labels : ndarray of int, shape (n_nodes,)
        Cluster of each node, from 0.
    resolution : float
        Factor of what chance would put inside the clusters.

    Returns
    -------
    float
        From -1/2 to below 1 at resolution 1.

    References
    ----------
    Newman & Girvan (2004), Phys. Rev. E 69, 026113; Reichardt & Bornholdt (2006), PRE 74, 016110.
    """
    total = float(weight.sum())
    if total <= 0:
        return 0.0
    strength = node_strength(n_nodes, source, target, weight)
    inside = float(weight[labels[source] == labels[target]].sum())
    held = np.bincount(labels, strength)
    return inside / total - resolution * float(np.square(held / (2 * total)).sum())


def node_strength(n_nodes: int, source: Ints, target: Ints, weight: Floats) -> Floats:
    """Sum of the weights of each node's links."""
    ends = np.concatenate((source, target))
    return np.bincount(ends, np.concatenate((weight, weight)), n_nodes).astype(np.float64)


def vos_quality(
    source: Ints, target: Ints, weight: Floats, labels: Ints, *, resolution: float = 1.0
) -> float:
    """The quality that VOS clustering maximises, in the form in which CWTS' programs print it.

    Parameters
    ----------
    source, target : ndarray of int, shape (links,)
        Ends of each link, each pair once.
    weight : ndarray of float, shape (links,)
        Association strength, form (b).
    labels : ndarray of int, shape (n_nodes,)
        Cluster of each node, from 0.
    resolution : float
        Penalty for every ordered pair of nodes in one cluster, a node with itself included.

    Returns
    -------
    float
        Below 1; 0 for a network without links.

    References
    ----------
    Waltman, van Eck & Noyons (2010), J. Informetrics 4(4), 629; Traag, Van Dooren & Nesterov
    (2011), Phys. Rev. E 84, 016114.
    """
    total = 2 * float(weight.sum())
    if total <= 0:
        return 0.0
    inside = 2 * float(weight[labels[source] == labels[target]].sum())
    sizes = np.bincount(labels).astype(float)
    return (inside - resolution * float(np.square(sizes).sum())) / total


def link_silhouette(
    n_nodes: int, source: Ints, target: Ints, weight: Floats, labels: Ints
) -> Floats:
    """How much stronger each node is linked to its own cluster than to the next one.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target, weight : ndarray, shape (links,)
        The links; absent ones count 0.
    labels : ndarray of int, shape (n_nodes,)
        Cluster of each node, from 0.

    Returns
    -------
    ndarray of float, shape (n_nodes,)
        (a - b) / max(a, b) of the mean weights a to the own cluster (the node itself left out) and
        b to that other cluster where it is largest (0 when there is no other); 0 where both are 0
        and in clusters of one. For weights >= 0 from -1 to 1.

    References
    ----------
    After Rousseeuw (1987), J. Comput. Appl. Math. 20, 53, on similarities.
    """
    own, other, alone = _mean_weights(n_nodes, source, target, weight, labels)
    largest = np.maximum(own, other)
    linked = (largest > 0) & ~alone
    return np.divide(own - other, largest, out=np.zeros(n_nodes), where=linked)


def _mean_weights(
    n_nodes: int, source: Ints, target: Ints, weight: Floats, labels: Ints
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Mean weight to the own cluster, the largest one to another, and who is alone."""
    n_clusters = int(labels.max()) + 1 if n_nodes else 0
    sizes = np.bincount(labels, minlength=n_clusters).astype(float)
    ends = np.concatenate((source, target))
    cell = ends * n_clusters + labels[np.concatenate((target, source))]
    cells, place = np.unique(cell, return_inverse=True)
    sums = np.bincount(place, np.concatenate((weight, weight)), len(cells))
    node, cluster = cells // max(n_clusters, 1), cells % max(n_clusters, 1)
    is_own = cluster == labels[node]
    own, other = np.zeros(n_nodes), np.zeros(n_nodes)
    others = sizes[labels] - 1
    own[node[is_own]] = sums[is_own]
    own = np.divide(own, others, out=np.zeros(n_nodes), where=others > 0)
    np.maximum.at(other, node[~is_own], sums[~is_own] / sizes[cluster[~is_own]])
    return own, other, others == 0


def distance_silhouette(
    n_nodes: int, source: Ints, target: Ints, weight: Floats, labels: Ints
) -> Floats:
    """Rousseeuw's silhouette of each node on the distances 1 - cosine of their rows of weights.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target, weight : ndarray, shape (links,)
        The links.
    labels : ndarray of int, shape (n_nodes,)
        Cluster of each node, from 0.

    Returns
    -------
    ndarray of float, shape (n_nodes,)
        From -1 to 1; 0 in clusters of one and when there is only one cluster.

    References
    ----------
    Rousseeuw (1987), J. Comput. Appl. Math. 20, 53.
    """
    rows = np.zeros((n_nodes, n_nodes))
    rows[source, target] = rows[target, source] = weight
    length = np.sqrt(np.square(rows).sum(axis=1))
    rows /= np.where(length > 0, length, 1.0)[:, None]
    distance = 1.0 - rows @ rows.T
    np.fill_diagonal(distance, 0.0)
    sizes = np.bincount(labels).astype(float)
    if len(sizes) < 2:
        return np.zeros(n_nodes)
    sums = np.stack([distance[:, labels == c].sum(axis=1) for c in range(len(sizes))], axis=1)
    node = np.arange(n_nodes)
    others = sizes[labels] - 1
    own = np.divide(sums[node, labels], others, out=np.zeros(n_nodes), where=others > 0)
    sums[node, labels] = np.inf
    nearest = (sums / sizes).min(axis=1)
    largest = np.maximum(own, nearest)
    usual = (others > 0) & (largest > 0)
    silhouette: Floats = np.divide(nearest - own, largest, out=np.zeros(n_nodes), where=usual)
    return silhouette


def density(n_nodes: int, n_links: int) -> float:
    """Share of all pairs of nodes that are linked; 0 below two nodes."""
    return 2 * n_links / (n_nodes * (n_nodes - 1)) if n_nodes > 1 else 0.0


def harmonic_mean(modularity: float, silhouette: float) -> float:
    """2QS / (Q + S); 0 when the sum is not positive."""
    total = modularity + silhouette
    return 2 * modularity * silhouette / total if total > 0 else 0.0
