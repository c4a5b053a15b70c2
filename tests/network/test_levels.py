"""The matrix and the lists: what they promise, checked pair by pair."""

import networkx as nx
import numpy as np
import pytest

from cooccur.network import levels
from cooccur.network.levels import Graph, canonical, compact, level_of

SEEDS = range(6)


def example_of(seed):
    """A random weighted network and the matrix of the gains of all its pairs."""
    rng = np.random.default_rng(seed)
    edges = sorted(tuple(sorted(ends)) for ends in nx.gnp_random_graph(24, 0.25, seed=seed).edges)
    source, target = np.array(edges, dtype=np.int64).T
    weight, sizes = rng.random(len(edges)) * 3, rng.integers(1, 4, 24).astype(float)
    gains = -0.3 * np.outer(sizes, sizes)
    gains[source, target] += weight
    gains[target, source] += weight
    np.fill_diagonal(gains, 0.0)
    return Graph(24, source, target, weight, sizes), gains


@pytest.fixture(params=["matrix", "lists"])
def made(request, monkeypatch):
    if request.param == "lists":
        monkeypatch.setattr(levels, "MATRIX_NODES", 0)
    return lambda graph: level_of(graph, 0.3)


def total(gains, labels):
    return float((gains * (labels[:, None] == labels)).sum()) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_after_an_ascent_no_move_and_no_merger_gains(made, seed):
    graph, gains = example_of(seed)
    labels = made(graph).ascend(np.arange(24), np.random.default_rng(seed))
    reached = total(gains, labels)
    k = labels.max() + 1
    assert sorted(set(labels.tolist())) == list(range(k))
    for node in range(24):
        for cluster in range(k + 1):
            moved = labels.copy()
            moved[node] = cluster
            assert total(gains, moved) <= reached + 1e-9
    for one in range(k):
        for other in range(one):
            merged = np.where(labels == one, other, labels)
            assert total(gains, merged) <= reached + 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ascent_never_ends_below_its_start(made, seed):
    graph, gains = example_of(seed)
    rng = np.random.default_rng(seed)
    start = compact(rng.integers(0, 5, 24))
    labels = made(graph).ascend(start, rng)
    assert total(gains, labels) >= total(gains, start)


@pytest.mark.parametrize("seed", SEEDS)
def test_refined_parts_are_connected_pieces_of_clusters(made, seed):
    graph, gains = example_of(seed)
    rng, level = np.random.default_rng(seed), made(graph)
    labels = level.ascend(compact(rng.integers(0, 3, 24)), rng)
    parts = level.refine(labels, rng)
    network = nx.Graph(list(zip(graph.source.tolist(), graph.target.tolist(), strict=True)))
    network.add_nodes_from(range(24))
    grown = 0
    for part in range(parts.max() + 1):
        members = np.flatnonzero(parts == part).tolist()
        assert len(set(labels[members].tolist())) == 1
        assert nx.is_connected(network.subgraph(members))
        grown += len(members) > 1
    assert grown
    assert total(gains, parts) > 0


def test_nothing_joins_a_part_that_hardly_belongs_to_its_cluster(made):
    # Nodes 0-1 are bound to each other, but too weakly to the triangle 2-3-4 beside them.
    source, target = np.array([0, 1, 2, 2, 3]), np.array([1, 2, 3, 4, 4])
    graph = Graph(5, source, target, np.array([1.0, 0.5, 1.0, 1.0, 1.0]), np.ones(5))
    for seed in range(5):
        parts = made(graph).refine(np.zeros(5, dtype=np.int64), np.random.default_rng(seed))
        assert parts[1] != parts[2]


@pytest.mark.parametrize("seed", SEEDS)
def test_clusters_of_the_aggregate_gain_what_their_members_gain(made, seed):
    graph, gains = example_of(seed)
    rng = np.random.default_rng(seed)
    level, groups = made(graph), compact(rng.integers(0, 8, 24))
    upper = level.aggregate(groups)
    assert upper.n == groups.max() + 1
    found = upper.ascend(np.arange(upper.n), rng)
    assert total(gains, found[groups]) >= total(gains, groups)
    between = np.array(
        [
            [gains[np.ix_(groups == a, groups == b)].sum() for b in range(upper.n)]
            for a in range(upper.n)
        ]
    )
    np.fill_diagonal(between, 0.0)
    best = total(between, found)
    for one in range(upper.n):
        for cluster in range(upper.n):
            moved = found.copy()
            moved[one] = cluster
            assert total(between, moved) <= best + 1e-9


def test_large_or_empty_networks_are_lists_and_small_dense_ones_a_matrix():
    def form(n, links):
        rng = np.random.default_rng(0)
        source = rng.integers(0, n - 1, links)
        graph = Graph(n, source, source + 1, np.ones(links), np.ones(n))
        return type(level_of(graph, 1.0)).__name__

    assert form(250, 5000) == form(100, 50) == "_Matrix"
    assert form(1000, 2000) == form(2001, 90_000) == "_Lists"


def test_labels_are_renumbered_without_gaps():
    assert compact(np.array([5, 2, 5, 9])).tolist() == [1, 0, 1, 2]
    assert canonical(np.array([5, 2, 5, 9, 2])).tolist() == [0, 1, 0, 2, 1]
