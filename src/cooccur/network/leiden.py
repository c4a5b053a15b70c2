"""Leiden clustering with node weights: one algorithm for VOS quality and for modularity.

It maximises, over the pairs of nodes in one cluster, the sum of ``w_ij - resolution u_i u_j``. With
``u = 1`` that is VOS quality (the constant Potts model), with ``u = k_i`` and a resolution divided
by twice the total weight it is modularity.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Floats, Ints

_SLACK: Final = 1e-12
"""A move must gain more than this share of the weight around it: rounding is no gain."""
_SHAKES: Final = 60
"""Times the best grouping of all starts is disturbed and mended; more found nothing on real maps."""
_SHAKEN_NODES: Final = 2_000_000
"""Links and nodes that all shakes together may visit."""


@dataclass(frozen=True)
class _Level:
    """A network whose nodes may stand for groups of nodes."""

    n_nodes: int
    source: Ints
    target: Ints
    weight: Floats
    size: Floats

    def neighbours(self) -> list[list[tuple[int, float]]]:
        """The links of every node as pairs of neighbour and weight."""
        ends = np.concatenate((self.source, self.target))
        order = np.argsort(ends, kind="stable")
        others = np.concatenate((self.target, self.source))[order].tolist()
        weights = np.concatenate((self.weight, self.weight))[order].tolist()
        pairs = list(zip(others, weights, strict=True))
        stops = np.cumsum(np.bincount(ends, minlength=self.n_nodes)).tolist()
        return [pairs[begin:stop] for begin, stop in zip([0, *stops], stops, strict=False)]

    def slack(self) -> list[float]:
        """What a gain of each node has to exceed."""
        around = np.bincount(self.source, self.weight, self.n_nodes)
        around += np.bincount(self.target, self.weight, self.n_nodes)
        return (_SLACK * around).tolist()

    def grouped(self, labels: Ints) -> _Level:
        """The network of the groups; links inside a group are left out."""
        n_groups = int(labels.max()) + 1
        begin, end = labels[self.source], labels[self.target]
        between = begin != end
        low = np.minimum(begin, end)[between]
        high = np.maximum(begin, end)[between]
        cells, place = np.unique(low * n_groups + high, return_inverse=True)
        weight = np.bincount(place, self.weight[between], len(cells))
        size = np.bincount(labels, self.size, n_groups)
        return _Level(n_groups, cells // n_groups, cells % n_groups, weight, size)

    def quality(self, labels: Ints, resolution: float) -> float:
        """What is maximised."""
        inside = float(self.weight[labels[self.source] == labels[self.target]].sum())
        groups = float(np.square(np.bincount(labels, self.size)).sum())
        return inside - resolution * 0.5 * (groups - float(np.square(self.size).sum()))


def leiden(
    n_nodes: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    node_weight: Floats,
    resolution: float,
    seed: int = 0,
    starts: int = 10,
    iterations: int = 10,
) -> tuple[Ints, float]:
    """The best grouping of several seeded runs, and its quality.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : ndarray of int, shape (links,)
        Ends of each link; no loops, each pair once.
    weight : ndarray of float, shape (links,)
        Above 0.
    node_weight : ndarray of float, shape (n_nodes,)
        Not negative.
    resolution : float
        Not negative; more gives more and smaller clusters.
    seed : int
        Seed of everything random.
    starts : int
        Number of runs from single nodes.
    iterations : int
        Most repetitions of each run; it ends when one gains nothing.

    Returns
    -------
    labels : ndarray of int, shape (n_nodes,)
        Clusters, numbered in the order of their first nodes. Each is connected. Of groupings that
        are equally good the one with the smallest labels.
    quality : float
        The sum over pairs of nodes in one cluster of ``weight - resolution u_i u_j``.

    Raises
    ------
    CallError
        When the resolution is negative or ``starts`` is below 1.

    Notes
    -----
    The best grouping is then shaken: the nodes of a few neighbouring clusters are parted again and
    the whole is mended, which is kept when it is better. This leaves optima in which single runs
    get stuck.

    References
    ----------
    Traag, Waltman & van Eck (2019), Sci. Rep. 9, 5233.
    """
    if resolution < 0 or starts < 1:
        raise CallError(f"resolution {resolution:g}, starts {starts}: they cannot be that low")
    whole = _Level(n_nodes, source, target, weight.astype(float), node_weight.astype(float))
    if not n_nodes:
        return np.zeros(0, dtype=np.int64), 0.0
    single = np.arange(n_nodes)
    best: tuple[float, Ints] = (whole.quality(single, resolution), single)
    for start in range(starts):
        rng = np.random.default_rng((seed, start))
        found = _settled(whole, single, resolution, rng, iterations)
        best = _better(best, (whole.quality(found, resolution), found))
    best = _shaken(whole, best, resolution, np.random.default_rng((seed, starts)))
    return best[1], best[0]


def _better(one: tuple[float, Ints], other: tuple[float, Ints]) -> tuple[float, Ints]:
    """The better grouping; of equals the one with the smaller canonical labels."""
    tolerance = 1e-10 * max(abs(one[0]), abs(other[0]), 1e-300)
    if abs(one[0] - other[0]) > tolerance:
        return one if one[0] > other[0] else other
    first, second = canonical(one[1]), canonical(other[1])
    return (one[0], first) if first.tolist() <= second.tolist() else (other[0], second)


def canonical(labels: Ints) -> Ints:
    """The same grouping with clusters numbered in the order of their first nodes."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[place]


def _settled(
    whole: _Level, labels: Ints, resolution: float, rng: np.random.Generator, iterations: int
) -> Ints:
    quality = whole.quality(labels, resolution)
    for _ in range(iterations):
        found = _iteration(whole, labels, resolution, rng)
        gained = whole.quality(found, resolution)
        if gained <= quality + _SLACK * abs(quality):
            break
        labels, quality = found, gained
    return labels


def _iteration(whole: _Level, labels: Ints, resolution: float, rng: np.random.Generator) -> Ints:
    """Move nodes, refine clusters into well connected parts, go on with the parts as nodes."""
    level, member = whole, np.arange(whole.n_nodes)
    while True:
        order = rng.permutation(level.n_nodes).tolist()
        neighbours = level.neighbours()
        labels = canonical(_moved(level, neighbours, labels, order, resolution))
        if labels.max() + 1 == level.n_nodes:
            return labels[member]
        parts = canonical(_refined(level, neighbours, labels, order, resolution))
        if parts.max() + 1 == level.n_nodes:
            return labels[member]
        level, outer = level.grouped(parts), np.zeros(int(parts.max()) + 1, dtype=np.int64)
        outer[parts] = labels
        labels, member = outer, parts[member]


def _moved(
    level: _Level,
    neighbours: list[list[tuple[int, float]]],
    start: Ints,
    order: list[int],
    resolution: float,
) -> Ints:
    """Every node where it gains most, until none gains; moved neighbours are asked again."""
    labels, size, slack = start.tolist(), level.size.tolist(), level.slack()
    total = np.bincount(start, level.size, level.n_nodes).tolist()
    count = np.bincount(start, minlength=level.n_nodes).tolist()
    empty = [cluster for cluster, held in enumerate(count) if not held]
    queue, waits = deque(order), [True] * level.n_nodes
    while queue:
        node = queue.popleft()
        waits[node] = False
        own = labels[node]
        near = {own: 0.0}
        for other, weight in neighbours[node]:
            cluster = labels[other]
            near[cluster] = near.get(cluster, 0.0) + weight
        price = resolution * size[node]
        rest = total[own] - size[node] if count[own] > 1 else 0.0
        gain, best = near.pop(own) - price * rest + slack[node], own
        for cluster, weight in near.items():
            value = weight - price * total[cluster]
            if value > gain:
                gain, best = value, cluster
        if gain < 0.0 and empty:
            best = empty.pop()
        if best == own:
            continue
        total[own], count[own] = rest, count[own] - 1
        if not count[own]:
            empty.append(own)
        total[best] += size[node]
        count[best] += 1
        labels[node] = best
        for other, _ in neighbours[node]:
            if not waits[other] and labels[other] != best:
                waits[other] = True
                queue.append(other)
    return np.array(labels, dtype=np.int64)


def _refined(
    level: _Level,
    neighbours: list[list[tuple[int, float]]],
    labels: Ints,
    order: list[int],
    resolution: float,
) -> Ints:
    """Parts of the clusters: single nodes join a part they gain with, both well connected.

    Greedy where the paper draws by chance: the starts and shakes are the chance here.
    """
    cluster, size, slack = labels.tolist(), level.size.tolist(), level.slack()
    total = np.bincount(labels, level.size).tolist()
    held, part, is_single = size[:], list(range(level.n_nodes)), [True] * level.n_nodes
    # Weight between each part and the rest of its cluster.
    same = labels[level.source] == labels[level.target]
    cut = np.bincount(level.source[same], level.weight[same], level.n_nodes)
    cut += np.bincount(level.target[same], level.weight[same], level.n_nodes)
    outside = cut.tolist()

    def is_well_connected(which: int, around: float) -> bool:
        return outside[which] >= resolution * held[which] * (around - held[which]) - slack[which]

    for node in order:
        around = total[cluster[node]]
        if not is_single[node] or not is_well_connected(node, around):
            continue
        near: dict[int, float] = {}
        for other, weight in neighbours[node]:
            if cluster[other] == cluster[node]:
                near[part[other]] = near.get(part[other], 0.0) + weight
        best, gain = node, slack[node]
        for candidate, weight in near.items():
            value = weight - resolution * size[node] * held[candidate]
            if value > gain and is_well_connected(candidate, around):
                best, gain = candidate, value
        if best != node:
            outside[best] += outside[node] - 2 * near[best]
            held[best] += size[node]
            part[node] = best
            is_single[best] = is_single[node] = False
    return np.array(part, dtype=np.int64)


def _shaken(
    whole: _Level, best: tuple[float, Ints], resolution: float, rng: np.random.Generator
) -> tuple[float, Ints]:
    """The grouping after some clusters were taken apart and the whole was mended, again and again."""
    cost = whole.n_nodes + 2 * len(whole.weight)
    for _ in range(min(_SHAKES, _SHAKEN_NODES // cost)):
        quality, labels = best
        n_clusters = int(labels.max()) + 1
        if n_clusters < 2:
            return best
        chosen = rng.choice(
            n_clusters, size=min(int(rng.integers(1, 4)), n_clusters), replace=False
        )
        apart = np.isin(labels, chosen)
        torn = labels.copy()
        torn[apart] = n_clusters + np.arange(int(apart.sum()))
        found = _settled(whole, canonical(torn), resolution, rng, 2)
        value = whole.quality(found, resolution)
        if value > quality + _SLACK * abs(quality):
            best = (value, canonical(found))
    return best
