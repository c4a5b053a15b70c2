"""Betweenness and closeness: what the shortest paths of a network tell about its nodes.

Many searches run at once. A batch of them stands in flat arrays: place ``b * n_nodes + v`` is
node v as seen by the b-th search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Floats, Ints

VISITS: Final = 600_000_000
"""So many times all searches together may pass a link: about 20 seconds."""
SAMPLED_VISITS: Final = 200_000_000
"""So many times they do so where exact numbers would take longer."""
DENSE_NODES: Final = 4000
"""Up to so many nodes a matrix of all pairs is held."""
DENSE_SHARE: Final = 0.02
"""From this density on matrix products are faster than following links."""
PLACES: Final = 1 << 21
"""So many places or links are held at a time by the searches of a batch."""
TOLERANCE: Final = 1e-12
"""Paths whose lengths differ by this share are equally long."""


class _Graph(NamedTuple):
    """Both directions of every link, compressed by the node they leave."""

    indptr: Ints
    indices: Ints
    length: Floats

    @property
    def n_nodes(self) -> int:
        return len(self.indptr) - 1

    @property
    def is_dense(self) -> bool:
        return _is_dense(self.n_nodes, len(self.indices) // 2)


def _is_dense(n_nodes: int, n_links: int) -> bool:
    return n_nodes <= DENSE_NODES and 2 * n_links >= DENSE_SHARE * n_nodes**2


def _graph(n_nodes: int, source: Ints, target: Ints, length: Floats | None = None) -> _Graph:
    begin, end = np.concatenate((source, target)), np.concatenate((target, source))
    order = np.lexsort((end, begin))
    indptr = np.concatenate(([0], np.cumsum(np.bincount(begin, minlength=n_nodes))))
    lengths = np.ones(len(source)) if length is None else np.asarray(length, dtype=np.float64)
    return _Graph(indptr, end[order], np.concatenate((lengths, lengths))[order])


def betweenness(
    n_nodes: int,
    source: Ints,
    target: Ints,
    *,
    length: Floats | None = None,
    sources: Ints | None = None,
) -> Floats:
    r"""Share of the shortest paths between all pairs of other nodes that run through each node.

    Parameters
    ----------
    n_nodes : int
        Nodes of the network, those without a link too.
    source, target : array of int, shape (n_links,)
        Ends of the links, each link once.
    length : array of float, shape (n_links,), optional
        Length of each link, > 0, such as 1 / similarity; all equal by default.
    sources : array of int, optional
        Nodes that paths start from, for an estimate; all by default. See `pivots`.

    Returns
    -------
    array of float, shape (n_nodes,)
        0..1; 0 for all when there are fewer than 3 nodes. Of several shortest paths each counts
        its part; pairs without a path add nothing.

    Notes
    -----
    :math:`B_v = \frac{2}{(n-1)(n-2)} \sum_{s<t} \sigma_{st}(v) / \sigma_{st}`, by dependencies
    that are handed back from the ends of the paths.

    References
    ----------
    Freeman (1977), Sociometry 40, 35; Brandes (2001), J. Math. Sociol. 25, 163; Brandes & Pich
    (2007), Int. J. Bifurcation and Chaos 17, 2303 for the estimate.
    """
    total = np.zeros(n_nodes)
    if n_nodes < 3 or not len(source):
        return total
    graph = _graph(n_nodes, source, target, length)
    starts = np.arange(n_nodes) if sources is None else sources
    adjacency = _adjacency(graph) if graph.is_dense and length is None else None
    for batch in _batches(graph, starts):
        if adjacency is not None:
            total += _dense_dependencies(adjacency, batch)
        elif length is None:
            total += _dependencies(graph, batch)
        else:
            total += _weighted_dependencies(graph, batch)
    return total * (n_nodes / len(starts) / ((n_nodes - 1) * (n_nodes - 2)))


def pivots(n_nodes: int, n_links: int) -> Ints:
    """Nodes that shortest paths should start from: all, or evenly chosen ones in a huge network.

    Notes
    -----
    Nodes stand by occurrences, so the chosen ones are frequent and rare in equal shares. All are
    chosen where exact numbers take less than about 20 seconds.
    """
    if _is_dense(n_nodes, n_links) or 2 * n_nodes * n_links <= VISITS:
        return np.arange(n_nodes)
    number = min(max(SAMPLED_VISITS // (2 * n_links), 100), n_nodes)
    return (2 * np.arange(number) + 1) * n_nodes // (2 * number)


def _batches(graph: _Graph, starts: Ints) -> Iterator[Ints]:
    size = max(1, PLACES // max(graph.n_nodes, len(graph.indices) // (64 if graph.is_dense else 1)))
    for begin in range(0, len(starts), size):
        yield starts[begin : begin + size]


def _adjacency(graph: _Graph) -> Floats:
    matrix = np.zeros((graph.n_nodes, graph.n_nodes))
    matrix[np.repeat(np.arange(graph.n_nodes), np.diff(graph.indptr)), graph.indices] = 1
    return matrix


def _dense_dependencies(adjacency: Floats, starts: Ints) -> Floats:
    """Sum over the searches of what depends on each node, level by level as matrix products."""
    level, paths = _dense_search(adjacency, starts)
    dependency = np.zeros_like(paths)
    share = np.zeros_like(paths)
    for distance in range(int(level.max()), 1, -1):
        share.fill(0)
        np.divide(1 + dependency, paths, out=share, where=level == distance)
        np.multiply(share @ adjacency, paths, out=dependency, where=level == distance - 1)
    total: Floats = dependency.sum(axis=0)
    return total


def _dense_search(adjacency: Floats, starts: Ints) -> tuple[NDArray[np.int16], Floats]:
    """Distance from each start (-1: no path) and number of shortest paths."""
    front = adjacency[starts]
    paths = front.copy()
    level = np.where(front > 0, np.int16(1), np.int16(-1))
    own = (np.arange(len(starts)), starts)
    level[own], paths[own] = 0, 1
    distance = 1
    while (level < 0).any():
        front = front @ adjacency
        front[level >= 0] = 0
        if not front.any():
            break
        distance += 1
        level[front > 0] = distance
        paths += front
    return level, paths


def _dependencies(graph: _Graph, starts: Ints) -> Floats:
    """Sum over the searches of what depends on each node, following links."""
    size = len(starts) * graph.n_nodes
    paths = np.zeros(size)
    front = np.arange(len(starts)) * graph.n_nodes + starts
    paths[front] = 1
    steps = []
    for begin, end, _ in _search(graph, starts):
        np.add.at(paths, end, paths[begin])
        steps.append((begin, end))
    return _handed_back(graph, paths, steps)


def _search(graph: _Graph, starts: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Level by level: begin and end of the links that lead on, and the places that are new."""
    seen = np.zeros(len(starts) * graph.n_nodes, dtype=np.bool_)
    order = np.zeros(len(seen), dtype=np.int64)
    front = np.arange(len(starts)) * graph.n_nodes + starts
    seen[front] = True
    while len(front):
        begin, end, _ = _links_from(graph, front)
        onward = ~seen[end]
        begin, end = begin[onward], end[onward]
        seen[end] = True
        # Each place once, without sorting: the last link that reaches it stands for it.
        order[end] = np.arange(len(end))
        front = end[order[end] == np.arange(len(end))]
        yield begin, end, front


def _links_from(graph: _Graph, front: Ints) -> tuple[Ints, Ints, Ints]:
    """Begin and end (places) and position of all links that leave these places."""
    node = front % graph.n_nodes
    number = graph.indptr[node + 1] - graph.indptr[node]
    offset = np.cumsum(number) - number
    link = np.repeat(graph.indptr[node] - offset, number) + np.arange(number.sum())
    return np.repeat(front, number), np.repeat(front - node, number) + graph.indices[link], link


def _handed_back(graph: _Graph, paths: Floats, steps: list[tuple[Ints, Ints]]) -> Floats:
    dependency = np.zeros_like(paths)
    # The first step leaves the starts themselves, which their own paths do not count for.
    for begin, end in reversed(steps[1:]):
        np.add.at(dependency, begin, paths[begin] / paths[end] * (1 + dependency[end]))
    total: Floats = dependency.reshape(-1, graph.n_nodes).sum(axis=0)
    return total


def _weighted_dependencies(graph: _Graph, starts: Ints) -> Floats:
    """As `_dependencies`, where links have lengths: each place waits for all ways to it."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    shape = (graph.n_nodes, graph.n_nodes)
    # Older versions of scipy know paths on 32-bit indices only.
    indices, indptr = graph.indices.astype(np.int32), graph.indptr.astype(np.int32)
    matrix = csr_array((graph.length, indices, indptr), shape=shape)
    distance = dijkstra(matrix, indices=starts).ravel()
    front = np.arange(len(starts)) * graph.n_nodes + starts
    begin, end, link = _links_from(graph, np.flatnonzero(np.isfinite(distance)))
    gap = distance[begin] + graph.length[link] - distance[end]
    shortest = gap <= TOLERANCE * distance[end]
    begin, end = begin[shortest], end[shortest]
    first = np.searchsorted(begin, np.arange(len(distance) + 1))
    along = _Graph(first, end, graph.length[:0])
    waiting = np.bincount(end, minlength=len(distance))
    paths = np.zeros(len(distance))
    paths[front] = 1
    steps = []
    while len(front):
        begin, _, link = _links_from(along, front)
        end = along.indices[link]
        np.add.at(paths, end, paths[begin])
        np.subtract.at(waiting, end, 1)
        steps.append((begin, end))
        front = np.unique(end[waiting[end] == 0])
    return _handed_back(graph, paths, steps)


def closeness(n_nodes: int, source: Ints, target: Ints) -> Floats:
    r"""Nearness of each node to all nodes that it can reach, times their share of the network.

    Returns
    -------
    array of float, shape (n_nodes,)
        0..1: :math:`\frac{r}{\sum d} \cdot \frac{r}{n-1}`, r = number of other nodes that can
        be reached, d = their distances in links; 0 for a node without links.

    References
    ----------
    Freeman (1979), Social Networks 1, 215; Wasserman & Faust (1994), Social Network Analysis, for
    networks of several components.
    """
    graph = _graph(n_nodes, source, target)
    adjacency = _adjacency(graph) if graph.is_dense else None
    nearness = np.zeros(n_nodes)
    for starts in _batches(graph, np.arange(n_nodes)):
        reached = np.zeros(len(starts))
        distances = np.zeros(len(starts))
        if adjacency is not None:
            level = np.maximum(_dense_search(adjacency, starts)[0], 0)
            reached, distances = (level > 0).sum(axis=1), level.sum(axis=1)
        else:
            for distance, (_, _, front) in enumerate(_search(graph, starts), start=1):
                new = np.bincount(front // n_nodes, minlength=len(starts))
                reached, distances = reached + new, distances + new * distance
        far = np.maximum(distances * (n_nodes - 1), 1)
        nearness[starts] = reached * reached / far
    return nearness
