"""The two forms in which a network is clustered: a matrix of gains, or lists of neighbours.

Both answer the same three questions (`Level`), so that `leiden` need not know which it works on.
The matrix is several times faster as long as it fits; the lists carry networks of any size.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from cooccur.model import Floats, Ints

MATRIX_NODES: Final = 2000
"""Up to here the matrix (8 n² bytes, held about three times) is affordable."""
CELLS_PER_LINK: Final = 100
"""A matrix emptier than this costs more than the lists."""
SPARE: Final = 4
"""Empty clusters kept ready, so that a node can leave for a cluster of its own."""


class Level(Protocol):
    """A network whose nodes are to be clustered.

    Labels are cluster numbers from 0 without gaps. The gain of a pair of nodes is the weight of
    their link minus the penalty ``resolution * u_i * u_j``; the sum of it over the pairs inside
    clusters is what is maximised.
    """

    n: int
    work: int
    """Rough cost of one ascent from single nodes, in microseconds; > 0."""

    def ascend(self, labels: Ints, rng: np.random.Generator) -> Ints:
        """Labels that neither moving one node nor merging two clusters improves."""
        ...

    def refine(self, labels: Ints, rng: np.random.Generator) -> Ints:
        """Labels of well-connected parts of the clusters, grown from single nodes."""
        ...

    def aggregate(self, labels: Ints) -> Level:
        """The network of the clusters."""
        ...


def compact(labels: Ints) -> Ints:
    """The same clusters numbered from 0 without gaps, in the order of their old numbers."""
    used = np.bincount(labels) > 0
    numbers: Ints = (np.cumsum(used) - 1)[labels]
    return numbers


def canonical(labels: Ints) -> Ints:
    """The same clusters numbered from 0 in the order in which they first appear."""
    _, first, rows = np.unique(labels, return_index=True, return_inverse=True)
    numbers: Ints = np.argsort(np.argsort(first))[rows]
    return numbers


@dataclass(frozen=True)
class Graph:
    """Links, each pair once and no loops, and the weights of their nodes."""

    n: int
    source: Ints
    target: Ints
    weight: Floats
    sizes: Floats
    """The node weights u."""


def level_of(graph: Graph, resolution: float) -> Level:
    """The form of a network that is clustered fastest; resolution: penalty of a pair of u = 1."""
    ends = np.concatenate((graph.source, graph.target))
    strength = np.bincount(ends, np.concatenate((graph.weight, graph.weight)))
    # A gain below this is rounding.
    return _level(graph, resolution, 1e-12 * float(strength.max(initial=0.0)))


def _level(graph: Graph, resolution: float, tolerance: float) -> Level:
    n, links = graph.n, len(graph.weight)
    if n > MATRIX_NODES or n * n > CELLS_PER_LINK * (links + 100):
        return _Lists(graph, resolution, tolerance)
    gains = -resolution * np.outer(graph.sizes, graph.sizes)
    gains[graph.source, graph.target] += graph.weight
    gains[graph.target, graph.source] += graph.weight
    np.fill_diagonal(gains, 0.0)
    return _Matrix(gains, tolerance)


class _Matrix:
    """A network as the matrix of the gains of all pairs, 0 on the diagonal."""

    def __init__(self, gains: Floats, tolerance: float) -> None:
        self.n = len(gains)
        self.work = 1 + self.n * self.n // 40
        self._gains = gains
        self._tolerance = tolerance

    def ascend(self, labels: Ints, rng: np.random.Generator) -> Ints:
        clusters = self._summed(labels)
        while True:
            labels, clusters = self._settle(labels, clusters, rng)
            k = len(clusters)
            between = _column_sums(clusters, labels)
            np.fill_diagonal(between, 0.0)
            if k == self.n or between.max(initial=0.0) <= self._tolerance:
                return labels
            merged = _Matrix(between, self._tolerance).ascend(np.arange(k), rng)
            labels = merged[labels]
            clusters = _row_sums(clusters, merged)

    def _summed(self, labels: Ints) -> Floats:
        if labels.max(initial=-1) + 1 == self.n:
            rows: Floats = self._gains[np.argsort(labels)]
            return rows
        return _row_sums(self._gains, labels)

    def _settle(
        self, labels: Ints, clusters: Floats, rng: np.random.Generator
    ) -> tuple[Ints, Floats]:
        # clusters[c, v] is the gain of node v from being in cluster c. A sweep finds all nodes
        # that want to move at once; each is asked again when it is its turn.
        nodes = np.arange(self.n)
        clusters = np.concatenate([clusters, np.zeros((SPARE, self.n))])
        while True:
            wish = clusters.max(axis=0, initial=0.0) - clusters[labels, nodes]
            movers = np.flatnonzero(wish > self._tolerance)
            counts = np.bincount(labels, minlength=len(clusters))
            if not len(movers) or counts.all() or 2 * np.count_nonzero(counts) < len(clusters):
                kept = np.flatnonzero(counts)
                labels = compact(labels)
                if not len(movers):
                    return labels, clusters[kept]
                clusters = np.concatenate([clusters[kept], np.zeros((SPARE, self.n))])
                counts = np.concatenate([counts[kept], np.zeros(SPARE, dtype=np.int64)])
            rng.shuffle(movers)
            labels = self._move(movers, labels, counts, clusters)

    def _move(self, movers: Ints, labels: Ints, counts: Ints, clusters: Floats) -> Ints:
        where, members = labels.tolist(), counts.tolist()
        for node in movers.tolist():
            gains = clusters[:, node]
            old, new = where[node], int(gains.argmax())
            if gains[new] - gains[old] <= self._tolerance:
                continue
            row = self._gains[node]
            clusters[new] += row
            where[node] = new
            members[new] += 1
            members[old] -= 1
            if members[old]:
                clusters[old] -= row
            else:
                clusters[old] = 0.0
        return np.array(where)

    def refine(self, labels: Ints, rng: np.random.Generator) -> Ints:
        same = labels[:, None] == labels
        # parts[p, v] is the gain of node v from being in part p of its own cluster.
        parts = np.where(same, self._gains, -np.inf)
        np.fill_diagonal(parts, -np.inf)
        inside = np.where(same, self._gains, 0.0)
        bond = inside.sum(axis=0)
        closed = np.where(bond >= -self._tolerance, 0.0, -np.inf)
        part, alone = list(range(self.n)), [True] * self.n
        for node in rng.permutation(self.n).tolist():
            if not alone[node] or closed[node]:
                continue
            gains = parts[:, node] + closed
            best = int(gains.argmax())
            if gains[best] <= self._tolerance:
                continue
            bond[best] += bond[node] - 2.0 * gains[best]
            closed[best] = 0.0 if bond[best] >= -self._tolerance else -np.inf
            closed[node] = -np.inf
            parts[best] += inside[node]
            part[node], alone[node], alone[best] = best, False, False
        return compact(np.array(part))

    def aggregate(self, labels: Ints) -> Level:
        gains = _column_sums(_row_sums(self._gains, labels), labels)
        np.fill_diagonal(gains, 0.0)
        return _Matrix(gains, self._tolerance)


def _row_sums(matrix: Floats, labels: Ints) -> Floats:
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(int(labels.max(initial=-1)) + 1))
    sums: Floats = np.add.reduceat(matrix[order], starts, axis=0)
    return sums


def _column_sums(matrix: Floats, labels: Ints) -> Floats:
    return np.ascontiguousarray(_row_sums(matrix.T, labels).T)


class _Lists:
    """A network as the neighbours of every node."""

    def __init__(self, graph: Graph, resolution: float, tolerance: float) -> None:
        self.n = graph.n
        self.work = 1 + 5 * (graph.n + 2 * len(graph.weight))
        self._graph = graph
        self._resolution = resolution
        self._tolerance = tolerance
        self._sizes: list[float] = graph.sizes.tolist()
        ends = np.concatenate((graph.source, graph.target))
        order = np.argsort(ends, kind="stable")
        others = np.concatenate((graph.target, graph.source))[order].tolist()
        weights = np.concatenate((graph.weight, graph.weight))[order].tolist()
        pairs = list(zip(others, weights, strict=True))
        stops = np.cumsum(np.bincount(ends, minlength=graph.n)).tolist()
        self._links = [pairs[a:b] for a, b in zip([0, *stops], stops, strict=False)]

    def ascend(self, labels: Ints, rng: np.random.Generator) -> Ints:
        while True:
            labels = self._settle(labels, rng)
            k = int(labels.max(initial=-1)) + 1
            if k == self.n:
                return labels
            merged = self.aggregate(labels).ascend(np.arange(k), rng)
            labels = merged[labels]
            if merged.max(initial=-1) + 1 == k:
                return labels

    def _settle(self, labels: Ints, rng: np.random.Generator) -> Ints:
        where, links, sizes = labels.tolist(), self._links, self._sizes
        totals = np.bincount(labels, self._graph.sizes, self.n).tolist()
        members = np.bincount(labels, minlength=self.n).tolist()
        empty = [c for c in range(self.n) if not members[c]]
        queue = deque(rng.permutation(self.n).tolist())
        waiting = [True] * self.n
        while queue:
            node = queue.popleft()
            waiting[node] = False
            old, penalty = where[node], self._resolution * sizes[node]
            near = {old: 0.0}
            for other, weight in links[node]:
                cluster = where[other]
                near[cluster] = near.get(cluster, 0.0) + weight
            rest = totals[old] - sizes[node] if members[old] > 1 else 0.0
            new, most = old, near.pop(old) - penalty * rest + self._tolerance
            for cluster, weight in near.items():
                gain = weight - penalty * totals[cluster]
                if gain > most:
                    new, most = cluster, gain
            if most < 0.0:
                new = empty.pop()
            if new == old:
                continue
            totals[old] = rest
            members[old] -= 1
            if not members[old]:
                empty.append(old)
            totals[new] += sizes[node]
            members[new] += 1
            where[node] = new
            for other, _ in links[node]:
                if not waiting[other] and where[other] != new:
                    waiting[other] = True
                    queue.append(other)
        return compact(np.array(where, dtype=np.int64))

    def refine(self, labels: Ints, rng: np.random.Generator) -> Ints:
        where, links, sizes = labels.tolist(), self._links, self._sizes
        source, target = self._graph.source, self._graph.target
        kept = np.where(labels[source] == labels[target], self._graph.weight, 0.0)
        bond = (np.bincount(source, kept, self.n) + np.bincount(target, kept, self.n)).tolist()
        whole = np.bincount(labels, self._graph.sizes)[labels].tolist()
        part, alone, totals = list(range(self.n)), [True] * self.n, sizes.copy()

        def is_open(p: int) -> bool:
            least = self._resolution * totals[p] * (whole[p] - totals[p])
            return bool(bond[p] >= least - self._tolerance)

        for node in rng.permutation(self.n).tolist():
            if not alone[node] or not is_open(node):
                continue
            near: dict[int, float] = {}
            for other, weight in links[node]:
                if where[other] == where[node]:
                    near[part[other]] = near.get(part[other], 0.0) + weight
            penalty = self._resolution * sizes[node]
            best, most = node, self._tolerance
            for p, weight in near.items():
                gain = weight - penalty * totals[p]
                if gain > most and is_open(p):
                    best, most = p, gain
            if best == node:
                continue
            bond[best] += bond[node] - 2.0 * near[best]
            totals[best] += sizes[node]
            part[node], alone[node], alone[best] = best, False, False
        return compact(np.array(part, dtype=np.int64))

    def aggregate(self, labels: Ints) -> Level:
        k = int(labels.max(initial=-1)) + 1
        begin, end = labels[self._graph.source], labels[self._graph.target]
        apart = begin != end
        codes = (np.minimum(begin, end) * k + np.maximum(begin, end))[apart]
        codes, row = np.unique(codes, return_inverse=True)
        sums: Floats = np.bincount(row, self._graph.weight[apart], len(codes)).astype(float)
        totals: Floats = np.bincount(labels, self._graph.sizes, k).astype(float)
        graph = Graph(k, codes // k, codes % k, sums, totals)
        return _level(graph, self._resolution, self._tolerance)
