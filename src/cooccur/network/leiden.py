"""Leiden clustering with node weights: one search serves both VOS quality and modularity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from cooccur.components import connected_components
from cooccur.errors import CallError
from cooccur.model import Floats, Ints
from cooccur.network.levels import Graph, Level, canonical, compact, level_of

MICROSECONDS: Final = 5_000_000
"""What the starts of a very large network may take together, by `Level.work`."""
TRIALS: Final = 36
"""Attempts for each start after the first to improve on what the starts found."""
TURNS: Final = 2
"""Every so many attempts two clusters are broken up; in between partitions are recombined."""
TURNS_OF_LARGE: Final = 4
"""The same in networks with the fewest starts, where breaking up costs most and brings least."""
FEWEST: Final = 3
"""Starts of a very large network."""
STALE: Final = 3
"""Recombining partitions that are too alike gives known ones; after so many comes a new start."""


def leiden(
    n: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    node_weight: Floats,
    resolution: float,
    seed: int = 0,
    starts: int = 6,
    iterations: int = 10,
) -> tuple[Ints, float]:
    """Cluster labels that maximise the links inside clusters less a penalty on cluster size.

    The quality is the sum over all pairs of nodes in one cluster of
    ``w_ij - resolution * u_i * u_j``. With association strengths for w and ``u = 1`` this is VOS
    clustering; with co-occurrences for w, total link strengths k for u and a resolution of
    ``gamma / 2m`` it is m times the modularity.

    Parameters
    ----------
    n : int
        Number of nodes, numbered from 0.
    source, target : ndarray of int64, shape (links,)
        Ends of the links; each pair once, no loops.
    weight : ndarray of float64, shape (links,)
        Weights of the links, > 0.
    node_weight : ndarray of float64, shape (n,)
        Weights u of the nodes, >= 0.
    resolution : float
        Penalty of a pair of nodes of weight 1, >= 0: the higher, the more clusters.
    seed : int
        Seed of the order in which nodes are visited.
    starts : int
        Number of independent starts, >= 1. A network so large that they would take longer than
        about five seconds has fewer, but at least three; how many depends on its size alone.
    iterations : int
        Most rounds of refinement for the best partition; it ends earlier once it is stable.

    Returns
    -------
    labels : ndarray of int64, shape (n,)
        Numbers from 0 in the order in which the clusters first appear. Every cluster is connected.
    quality : float
        The value that was reached.

    Raises
    ------
    CallError
        When a number is out of its range.

    Notes
    -----
    Every start moves single nodes and merges clusters until neither gains, and is then refined: by
    one round of Leiden's refinement, aggregation and local moving. As keyword networks have many
    good partitions far from each other, and independent starts rarely hit the best, the search goes
    on from what they found. By turns, two partitions are recombined (nodes that both keep together
    become one node, and the network of these is clustered from scratch), and two clusters of one
    partition are broken up into single nodes and mended (in very large networks only every fourth
    time); a good result takes the place of the worst partition. It ends after 36 attempts for each
    start after the first (also for a single one), fewer in very large networks, or earlier when
    half as many in a row brought nothing better. The best partition is refined in such rounds until
    it is stable. Of equally good partitions that were found the one with the smallest labels, read
    from node 0 on, is given.

    References
    ----------
    Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233 (Leiden).
    Ovelgönne & Geyer-Schulz (2013), in Graph Partitioning and Graph Clustering, 187-206
    (recombining partitions).
    """
    if resolution < 0 or starts < 1 or iterations < 1:
        raise CallError(
            f"resolution {resolution}, starts {starts}, iterations {iterations}: expected a "
            "resolution of 0 or more and at least one start and one iteration"
        )
    if not len(weight):
        return np.arange(n), 0.0
    rng = np.random.default_rng(seed)
    level = level_of(Graph(n, source, target, weight, node_weight), resolution)

    def quality(labels: Ints) -> float:
        inside = float(weight[labels[source] == labels[target]].sum())
        sizes = np.bincount(labels, node_weight)
        pairs = float((sizes**2).sum() - (node_weight**2).sum()) / 2
        return inside - float(resolution) * pairs

    best = _refined(level, _search(level, quality, rng, starts), quality, rng, iterations)
    together = best[source] == best[target]
    labels = canonical(connected_components(n, source[together], target[together]))
    return labels, quality(labels)


def improved(
    n: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    labels: Ints,
    *,
    node_weight: Floats,
    resolution: float,
    seed: int = 0,
    iterations: int = 10,
) -> Ints:
    """The clusters that a given partition comes to by moves that raise the quality of `leiden`.

    Parameters
    ----------
    n, source, target, weight, node_weight, resolution, seed, iterations
        As of `leiden`.
    labels : ndarray of int64, shape (n,)
        Cluster of every node, any numbers.

    Returns
    -------
    ndarray of int64, shape (n,)
        As of `leiden`. Its quality is that of the given partition or higher; partitions far from
        it are not looked for.
    """
    if not len(weight):
        return np.arange(n)
    rng = np.random.default_rng(seed)
    level = level_of(Graph(n, source, target, weight, node_weight), resolution)

    def quality(found: Ints) -> float:
        inside = float(weight[found[source] == found[target]].sum())
        sizes = np.bincount(found, node_weight)
        return inside - float(resolution) * float((sizes**2).sum()) / 2

    best = _refined(level, level.ascend(compact(labels), rng), quality, rng, iterations)
    together = best[source] == best[target]
    return canonical(connected_components(n, source[together], target[together]))


class _Population:
    """The best different partitions so far, best first; of equally good ones the smallest."""

    def __init__(self, quality: Callable[[Ints], float], size: int) -> None:
        self._quality = quality
        self._size = size
        self.found: list[tuple[float, Ints]] = []

    def admit(self, labels: Ints) -> bool:
        """Whether a partition of this quality was not known yet; if so, it is kept."""
        labels = canonical(labels)
        quality = self._quality(labels)
        for place, (known, other) in enumerate(self.found):
            if abs(quality - known) <= 1e-12 * abs(known):
                if labels.tolist() < other.tolist():
                    self.found[place] = known, labels
                return False
        self.found = sorted([*self.found, (quality, labels)], key=lambda pair: -pair[0])
        del self.found[self._size :]
        return True


def _search(
    level: Level, quality: Callable[[Ints], float], rng: np.random.Generator, starts: int
) -> Ints:
    affordable = max(FEWEST, MICROSECONDS // level.work)
    population = _Population(quality, starts)
    for _ in range(min(starts, affordable)):
        start = level.ascend(np.arange(level.n), rng)
        population.admit(_refined(level, start, quality, rng, 1))
    trials = min(TRIALS * max(starts - 1, 1), 3 * affordable)
    turns = TURNS if affordable > FEWEST else TURNS_OF_LARGE
    best, idle, known = population.found[0][0], 0, 0
    for trial in range(trials):
        if 2 * idle > trials:
            break
        if trial % turns == turns - 1 or len(population.found) < 2:
            one = population.found[rng.integers(len(population.found))][1]
            # Many attempts find more in the same time than few that are refined.
            population.admit(_broken_up(level, one, rng))
        elif not population.admit(_recombined(level, population.found, rng)):
            known += 1
        if known == STALE:
            del population.found[starts - 1 :]
            population.admit(level.ascend(np.arange(level.n), rng))
            known = 0
        idle = idle + 1 if population.found[0][0] <= best else 0
        best = population.found[0][0]
    return population.found[0][1]


def _broken_up(level: Level, labels: Ints, rng: np.random.Generator) -> Ints:
    chosen = labels[rng.integers(level.n, size=2)]
    loose = np.isin(labels, chosen)
    single = labels.copy()
    single[loose] = level.n + np.arange(np.count_nonzero(loose))
    return level.ascend(compact(single), rng)


def _recombined(level: Level, found: list[tuple[float, Ints]], rng: np.random.Generator) -> Ints:
    first, second = rng.choice(len(found), 2, replace=False)
    one, other = found[first][1], found[second][1]
    groups = np.unique(one * level.n + other, return_inverse=True)[1]
    upper = level.aggregate(groups)
    return level.ascend(upper.ascend(np.arange(upper.n), rng)[groups], rng)


def _refined(
    level: Level,
    labels: Ints,
    quality: Callable[[Ints], float],
    rng: np.random.Generator,
    iterations: int,
) -> Ints:
    reached = quality(labels)
    for _ in range(iterations):
        parts = level.refine(labels, rng)
        outer = np.zeros(int(parts.max()) + 1, dtype=np.int64)
        outer[parts] = labels
        better = level.ascend(level.aggregate(parts).ascend(outer, rng)[parts], rng)
        if quality(better) <= reached + 1e-12 * abs(reached):
            break
        labels, reached = better, quality(better)
    return labels
