"""Centralities against networkx and numpy on random graphs, and against numbers known by eye."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.components import connected_components
from cooccur.network.metrics import (
    degree,
    eigenvector,
    leading_vector,
    measure,
    multiplication,
    pagerank,
    total_link_strength,
)


@st.composite
def graphs(draw):
    """Nodes, ends and strengths: isolated nodes, several parts, trees and ties among them."""
    n_nodes = draw(st.integers(1, 12))
    pairs = [(a, b) for a in range(n_nodes) for b in range(a + 1, n_nodes)]
    ends = sorted(draw(st.sets(st.sampled_from(pairs), max_size=25))) if pairs else []
    strength = draw(st.lists(st.integers(1, 4), min_size=len(ends), max_size=len(ends)))
    source, target = (np.array([end[side] for end in ends], dtype=np.int64) for side in (0, 1))
    return n_nodes, source, target, np.array(strength, dtype=np.float64)


def as_networkx(n_nodes, source, target, strength):
    graph = nx.empty_graph(n_nodes)
    graph.add_weighted_edges_from(zip(source.tolist(), target.tolist(), strength, strict=True))
    return graph


@given(graphs())
def test_components_are_those_of_networkx(graph):
    lowest = connected_components(*graph[:3])
    for part in nx.connected_components(as_networkx(*graph)):
        assert set(lowest[list(part)]) == {min(part)}


def test_the_components_of_a_long_path_are_one():
    order = np.random.default_rng(1).permutation(2000)
    assert not connected_components(2000, order[:-1], order[1:]).any()


@given(graphs())
def test_degree_and_strength_are_those_of_networkx(graph):
    n_nodes, source, target, strength = graph
    expected = as_networkx(*graph)
    assert degree(n_nodes, source, target).tolist() == [expected.degree[v] for v in range(n_nodes)]
    total = total_link_strength(n_nodes, source, target, strength)
    weighted = expected.degree(weight="weight")
    assert total == pytest.approx([weighted[v] for v in range(n_nodes)])


@given(graphs())
def test_pagerank_is_that_of_networkx(graph):
    expected = nx.pagerank(as_networkx(*graph), tol=1e-14, max_iter=1000)
    rank = pagerank(*graph)
    assert rank == pytest.approx(list(expected.values()), abs=1e-10)
    assert rank.sum() == pytest.approx(1, abs=1e-12)


@given(graphs())
def test_eigenvector_belongs_to_the_highest_eigenvalue_of_the_largest_component(graph):
    n_nodes, source, target, strength = graph
    centrality = eigenvector(*graph)
    parts = sorted(nx.connected_components(as_networkx(*graph)), key=lambda p: (-len(p), min(p)))
    outside = sorted(set(range(n_nodes)) - parts[0])
    assert not centrality[outside].any()
    if not len(source):
        return
    matrix = np.zeros((n_nodes, n_nodes))
    matrix[source, target] = matrix[target, source] = strength
    matrix[outside] = 0
    _, vectors = np.linalg.eigh(matrix)
    expected = np.abs(vectors[:, -1]) / np.abs(vectors[:, -1]).max()
    assert centrality == pytest.approx(expected, abs=1e-7)
    assert (centrality[sorted(parts[0])] > 0).all()


def test_a_bipartite_network_does_not_confuse_the_eigenvector():
    centrality = eigenvector(5, np.zeros(4, np.int64), np.arange(1, 5), np.ones(4))
    assert centrality == pytest.approx([1, 0.5, 0.5, 0.5, 0.5], abs=1e-12)


def test_the_eigenvector_of_a_long_path_is_a_sine():
    n_nodes = 400
    source = np.arange(n_nodes - 1)
    centrality = eigenvector(n_nodes, source, source + 1, np.ones(n_nodes - 1))
    sine = np.sin(np.pi * np.arange(1, n_nodes + 1) / (n_nodes + 1))
    assert centrality == pytest.approx(sine / sine.max(), abs=1e-7)


def test_a_leading_vector_uses_the_diagonal():
    ends = np.array([0]), np.array([1])
    product = multiplication(3, *ends, np.array([1.0]), diagonal=np.array([2.0, 2.0, 9.0]))
    assert np.abs(leading_vector(product, np.ones(3))) == pytest.approx([0, 0, 1], abs=1e-9)
    assert product(np.array([1.0, 2.0, 3.0])).tolist() == [4, 5, 27]


def test_two_triangles(graph_g6):
    nodes = measure(graph_g6).node_columns
    assert nodes["betweenness"].tolist() == [0, 0, 0.6, 0.6, 0, 0]
    assert nodes["pagerank"] == pytest.approx(
        [0.145985] * 2 + [0.208029] * 2 + [0.145985] * 2, abs=1e-6
    )
    assert nodes["eigenvector"] == pytest.approx([0.5**0.5] * 2 + [1] * 2 + [0.5**0.5] * 2)


@given(graphs(), st.randoms(use_true_random=False))
def test_measures_follow_the_nodes_when_they_are_renumbered(make_network, graph, random):
    n_nodes, source, target, strength = graph
    order = list(range(n_nodes))
    random.shuffle(order)
    ends = list(zip(source.tolist(), target.tolist(), strict=True))
    moved = sorted(
        (tuple(sorted((order[a], order[b]))), value)
        for (a, b), value in zip(ends, strength.tolist(), strict=True)
    )
    one = measure(make_network(n_nodes, ends, strength=strength)).node_columns
    other = measure(
        make_network(n_nodes, [end for end, _ in moved], strength=[value for _, value in moved])
    ).node_columns
    for name in ("betweenness", "pagerank"):
        assert other[name][order] == pytest.approx(one[name], abs=1e-9)


@pytest.mark.parametrize("n_nodes", [0, 1, 2, 5])
def test_a_network_without_links_is_measured(make_network, n_nodes):
    nodes = measure(make_network(n_nodes, [])).node_columns
    assert nodes["betweenness"].tolist() == [0] * n_nodes
    assert nodes["eigenvector"].tolist() == [0] * n_nodes
    assert nodes["pagerank"] == pytest.approx([1 / max(n_nodes, 1)] * n_nodes)


def test_measuring_says_where_the_paths_start(graph_g6):
    measured = measure(graph_g6)
    assert measured.history[-1].options == (("betweenness_pivots", 6),)
    assert "betweenness" not in graph_g6.node_columns
