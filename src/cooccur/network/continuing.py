"""Clusters of a map that goes on from an earlier one: they keep their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from cooccur.model import Columns, EarlierMap, Floats, Ints, KeywordNetwork, Step

KEPT: Final = 1 / 3
"""A cluster goes on as another one that holds at least this share of its keywords, of those that
stand in both maps."""

_TIES: Final = 1 << 52


def places_in(earlier: EarlierMap, keys: list[str]) -> Ints:
    """The position of each keyword in an earlier map, -1 for new ones."""
    place = {key: position for position, key in enumerate(earlier.keys)}
    return np.array([place.get(key, -1) for key in keys], dtype=np.int64)


def is_unchanged(network: KeywordNetwork, earlier: EarlierMap, counts: str) -> bool:
    """Whether a network is that of an earlier map.

    Parameters
    ----------
    network : KeywordNetwork
        A network.
    earlier : EarlierMap
        An earlier map.
    counts : str
        Hash of the links of the network, as `EarlierMap.counts`.
    """
    nodes = network.node_columns
    return (
        tuple(nodes["key"].tolist()) == earlier.keys
        and np.array_equal(nodes["occurrences"], earlier.occurrences)
        and network.n_links == earlier.n_links
        and counts == earlier.counts
    )


def match_clusters(one: Ints, other: Ints, weight: Floats) -> dict[int, int]:
    """Which clusters of one map go on as which of another.

    Parameters
    ----------
    one, other : ndarray of int, shape (n,)
        The cluster of each keyword that stands in both maps, in one map and in the other.
    weight : ndarray of float, shape (n,)
        What each keyword counts, whole numbers: its occurrences.

    Returns
    -------
    dict of int to int
        Cluster of the one map to that of the other; each of both stands in one pair at most.

    Notes
    -----
    The pairs whose shared keywords weigh most together (an assignment problem), among those that
    share at least `KEPT` of the first. Of equally heavy sets of pairs that with the lower numbers.
    """
    from scipy.optimize import linear_sum_assignment

    numbers, row = np.unique(one, return_inverse=True)
    others, column = np.unique(other, return_inverse=True)
    shape = (len(numbers), len(others))
    shared, heavy = np.zeros(shape), np.zeros(shape)
    np.add.at(shared, (row, column), 1.0)
    np.add.at(heavy, (row, column), weight)
    fits = (shared > 0.0) & (shared >= KEPT * shared.sum(axis=1)[:, None] - 1e-9)
    heavy = np.where(fits, np.maximum(heavy, 1.0), 0.0)
    # Ties are broken by whole numbers far below any weight, as long as both fit into a float.
    rank = np.arange(shape[0] * shape[1], 0, -1, dtype=float).reshape(shape)
    room = rank.max(initial=1.0) * min(shape) + 1.0
    if heavy.sum() * room < _TIES:
        heavy = np.where(fits, heavy * room + rank, 0.0)
    rows, columns = linear_sum_assignment(heavy, maximize=True)
    return {
        int(numbers[i]): int(others[j]) for i, j in zip(rows, columns, strict=True) if fits[i, j]
    }


def continue_clusters(network: KeywordNetwork, earlier: EarlierMap) -> tuple[KeywordNetwork, Ints]:
    """The clusters in the order of the numbers that they will have, and these numbers.

    Parameters
    ----------
    network : KeywordNetwork
        With clusters, before anything is known of them but what `cluster` tells.
    earlier : EarlierMap
        The map it goes on from.

    Returns
    -------
    (KeywordNetwork, ndarray of int)
        The network with its clusters in another order, still without gaps, which analyses count
        on; and the number of each. Clusters that go on (`match_clusters`, keywords weighed by
        their occurrences in the earlier map) keep their number, new ones have the next numbers
        that no cluster ever had, the larger first. Numbers of clusters that are gone stay free.
    """
    cluster = network.node_columns["cluster"]
    place = places_in(earlier, network.node_columns["key"].tolist())
    both = place >= 0
    was, now = earlier.cluster[place[both]], cluster[both]
    weight = earlier.occurrences[place[both]].astype(float)
    kept = {later: number for number, later in match_clusters(was, now, weight).items()}
    numbers = np.full(network.cluster_columns.length, -1, dtype=np.int64)
    for later, number in kept.items():
        numbers[later] = number
    new = np.flatnonzero(numbers < 0)
    numbers[new] = earlier.next_number + np.arange(len(new))
    order = np.argsort(numbers, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    table = network.cluster_columns.take(order).with_columns(cluster=np.arange(len(order)))
    step = Step("continue_clusters", (("kept", len(kept)), ("new", len(new))))
    found = network.with_columns(node={"cluster": rank[cluster]}, step=step)
    return replace(found, cluster_columns=table), numbers[order]


def with_numbers(network: KeywordNetwork, numbers: Ints) -> KeywordNetwork:
    """The network with each cluster under its number, in all that names clusters."""
    if np.array_equal(numbers, np.arange(len(numbers))):
        return network

    def named(columns: Columns) -> Columns:
        return columns.with_columns(cluster=numbers[columns["cluster"]])

    tables: Mapping[str, Columns] = {
        name: named(table) for name, table in network.tables.items() if "cluster" in table
    }
    return replace(
        network,
        node_columns=named(network.node_columns),
        cluster_columns=named(network.cluster_columns),
        tables={**network.tables, **tables},
    )
