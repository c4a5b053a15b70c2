"""Betweenness and closeness against networkx, on every way they can be computed."""

import networkx as nx
import numpy as np
import pytest

from cooccur.network import paths
from cooccur.network.paths import betweenness, closeness, pivots


def random_graphs(number):
    """Graphs of all densities: forests, several parts, isolated nodes, complete graphs."""
    for seed in range(number):
        generator = np.random.default_rng(seed)
        n_nodes = int(generator.integers(3, 26))
        graph = nx.gnp_random_graph(n_nodes, generator.choice([0.05, 0.1, 0.2, 0.5, 1]), seed=seed)
        ends = np.array(sorted(graph.edges), dtype=np.int64).reshape(-1, 2)
        yield graph, n_nodes, ends[:, 0], ends[:, 1]


@pytest.fixture(params=["matrices", "links", "small batches"])
def way(request, monkeypatch):
    if request.param != "matrices":
        monkeypatch.setattr(paths, "DENSE_NODES", 0)
    if request.param == "small batches":
        monkeypatch.setattr(paths, "PLACES", 100)


@pytest.mark.usefixtures("way")
def test_betweenness_is_that_of_networkx():
    for graph, *arrays in random_graphs(150):
        expected = list(nx.betweenness_centrality(graph).values())
        assert betweenness(*arrays) == pytest.approx(expected, abs=1e-12)


@pytest.mark.usefixtures("way")
def test_closeness_is_that_of_networkx():
    for graph, *arrays in random_graphs(60):
        expected = list(nx.closeness_centrality(graph).values())
        assert closeness(*arrays) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("places", [100, 1 << 21])
def test_weighted_betweenness_is_that_of_networkx(monkeypatch, places):
    monkeypatch.setattr(paths, "PLACES", places)
    for seed, (graph, *arrays) in enumerate(random_graphs(60)):
        # Small whole numbers: many paths are exactly equally long.
        length = np.random.default_rng(seed).integers(1, 5, len(arrays[1])).astype(float)
        ends = zip(arrays[1].tolist(), arrays[2].tolist(), length.tolist(), strict=True)
        graph.add_weighted_edges_from(ends)
        expected = list(nx.betweenness_centrality(graph, weight="weight").values())
        assert betweenness(*arrays, length=length) == pytest.approx(expected, abs=1e-12)


def test_lengths_that_are_equal_but_for_rounding_are_equal():
    # Ways from 0 to 3: .1 + .2 over node 1, .3 in thirds over node 2.
    source, target = np.array([0, 1, 0, 2]), np.array([1, 3, 2, 3])
    length = np.array([0.1, 0.2, 0.3 / 3, 0.3 / 3 + 0.3 / 3])
    assert betweenness(4, source, target, length=length)[[1, 2]] == pytest.approx([1 / 6, 1 / 6])


def test_the_centre_of_a_star_lies_on_all_paths():
    source, target = np.zeros(5, np.int64), np.arange(1, 6)
    assert betweenness(6, source, target).tolist() == [1, 0, 0, 0, 0, 0]


def test_isolated_nodes_count_as_nodes():
    found = betweenness(7, np.array([0, 1]), np.array([1, 2]))
    assert found == pytest.approx([0, 2 / (6 * 5), 0, 0, 0, 0, 0])


@pytest.mark.parametrize("n_nodes", [0, 1, 2])
def test_fewer_than_three_nodes_have_no_betweenness(n_nodes):
    link = np.arange(n_nodes // 2), np.arange(n_nodes // 2) + 1
    assert betweenness(n_nodes, *link).tolist() == [0] * n_nodes


def test_all_nodes_are_pivots_of_common_networks():
    assert pivots(1000, 65_000).tolist() == list(range(1000))
    assert pivots(4000, 400_000).tolist() == list(range(4000))
    assert pivots(20_000, 10_000).tolist() == list(range(20_000))


def test_the_pivots_of_a_huge_network_are_spread_evenly():
    chosen = pivots(20_000, 500_000)
    assert len(chosen) == 200
    assert set(np.diff(chosen)) == {100}
    assert chosen[0] == 20_000 - 1 - chosen[-1] + 1


def test_an_estimate_from_some_pivots_is_near():
    graph = nx.barabasi_albert_graph(600, 3, seed=1)
    ends = np.array(sorted(graph.edges), dtype=np.int64)
    exact = betweenness(600, ends[:, 0], ends[:, 1])
    near = betweenness(600, ends[:, 0], ends[:, 1], sources=np.arange(0, 600, 4))
    assert np.corrcoef(exact, near)[0, 1] > 0.98
    assert near.sum() == pytest.approx(exact.sum(), rel=0.1)
