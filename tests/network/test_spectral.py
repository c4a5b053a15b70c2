"""Spectral clustering of a connected network."""

import networkx as nx
import numpy as np
import pytest

from cooccur.network.spectral import spectral


def clusters_of(graph, seed=0):
    source, target = np.array(sorted(graph.edges), dtype=np.int64).T
    return spectral(len(graph), source, target, np.ones(len(source)), seed)


def test_planted_groups_are_found_and_their_number_too():
    graph = nx.planted_partition_graph(5, 12, 0.9, 0.02, seed=1)
    labels = clusters_of(graph)
    groups = [set(labels[start : start + 12].tolist()) for start in range(0, 60, 12)]
    assert [len(group) for group in groups] == [1] * 5
    assert len(set.union(*groups)) == 5


def test_the_same_seed_gives_the_same_labels():
    graph = nx.connected_watts_strogatz_graph(50, 4, 0.3, seed=2)
    assert clusters_of(graph, 3).tolist() == clusters_of(graph, 3).tolist()


@pytest.mark.parametrize("n", [2, 3])
def test_networks_below_four_nodes_are_one_cluster(n):
    assert clusters_of(nx.path_graph(n)).tolist() == [0] * n


@pytest.mark.parametrize(
    "graph",
    [
        nx.complete_graph(4),
        nx.complete_graph(30),
        nx.star_graph(12),
        nx.cycle_graph(24),
        nx.complete_bipartite_graph(5, 5),
        nx.path_graph(4),
    ],
    ids=["square", "complete", "star", "cycle", "bipartite", "path"],
)
def test_networks_without_groups_are_split_without_a_warning(graph):
    labels = clusters_of(graph)
    assert 1 <= len(np.unique(labels)) <= 20
    assert labels.min() == 0
