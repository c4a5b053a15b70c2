"""Clusters below a minimum size join a neighbour."""

from __future__ import annotations

import heapq

import numpy as np

from cooccur.model import Floats, Ints


def merge_small_clusters(
    source: Ints, target: Ints, strength: Floats, labels: Ints, *, min_cluster_size: int
) -> Ints:
    """Labels among which no cluster is too small, unless nothing links it to another one.

    Parameters
    ----------
    source, target : ndarray of int, shape (links,)
        Ends of each link, each pair once.
    strength : ndarray of float, shape (links,)
        Association strengths.
    labels : ndarray of int, shape (nodes,)
        Cluster of each node, from 0.
    min_cluster_size : int
        Smallest number of nodes a cluster may have.

    Returns
    -------
    ndarray of int, shape (nodes,)
        Again and again the smallest cluster below the minimum (ties: the lowest label) has joined
        the one with the highest sum of strengths between the two over its number of nodes (ties:
        the lowest label), and has its label. Labels may have gaps.
    """
    sizes = np.bincount(labels).tolist()
    bonds = _bonds(labels[source].tolist(), labels[target].tolist(), strength.tolist(), len(sizes))
    home = list(range(len(sizes)))
    waiting = [(size, label) for label, size in enumerate(sizes) if size < min_cluster_size]
    heapq.heapify(waiting)
    while waiting:
        size, label = heapq.heappop(waiting)
        has_changed = home[label] != label or sizes[label] != size
        if has_changed or not bonds[label]:
            continue
        home[label] = other = _strongest(bonds[label], sizes)
        sizes[other] += size
        _join(bonds, label, other)
        if sizes[other] < min_cluster_size:
            heapq.heappush(waiting, (sizes[other], other))
    homes = np.array(home, dtype=np.int64)
    while not np.array_equal(homes, homes[homes]):
        homes = homes[homes]
    return homes[labels]


def _bonds(
    begin: list[int], end: list[int], strength: list[float], n_clusters: int
) -> list[dict[int, float]]:
    """For every cluster, the sums of strengths with those it is linked to."""
    bonds: list[dict[int, float]] = [{} for _ in range(n_clusters)]
    for one, other, value in zip(begin, end, strength, strict=True):
        if one != other:
            bonds[one][other] = bonds[other][one] = bonds[one].get(other, 0.0) + value
    return bonds


def _strongest(bonds: dict[int, float], sizes: list[int]) -> int:
    return min(bonds, key=lambda label: (-bonds[label] / sizes[label], label))


def _join(bonds: list[dict[int, float]], label: int, other: int) -> None:
    for third, value in bonds[label].items():
        del bonds[third][label]
        if third != other:
            bonds[other][third] = bonds[third][other] = bonds[other].get(third, 0.0) + value
    bonds[label] = {}
