"""Clusters of keyword networks: grouping, numbering, and what is told about them."""

import subprocess
import sys

import networkx as nx
import numpy as np
import pytest

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.clusters import CLUSTERINGS, association_strength, cluster
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.similarity import SIMILARITIES, normalise

TRIANGLE = [(0, 1), (0, 2), (1, 2)]
TWO_CLIQUES = [(a + s, b + s) for s in (0, 5) for a in range(5) for b in range(a + 1, 5)]
TWO_CLIQUES += [(4, 5)]
# Simple centres fill a theme with whatever is linked.
OPTIMISING = [name for name in CLUSTERINGS if name != "simple-centres"]


def labels_of(network):
    return network.node_columns["cluster"].tolist()


def shifted(ends, by):
    return [(a + by, b + by) for a, b in ends]


def test_two_triangles_have_the_numbers_of_the_worked_example(graph_g6):
    found = cluster(normalise(graph_g6))
    assert labels_of(found) == [0, 0, 0, 1, 1, 1]
    assert found.quality["clustering_quality"] == pytest.approx(0.409938, abs=1e-6)
    assert found.quality["density"] == pytest.approx(7 / 15)
    assert found.quality["largest_component"] == 1
    plain = cluster(normalise(graph_g6, similarity="none"), method="modularity")
    assert plain.quality["modularity"] == pytest.approx(0.357143, abs=1e-6)
    assert plain.quality["clustering_quality"] == plain.quality["modularity"]
    assert plain.quality["silhouette"] == pytest.approx(0.888889, abs=1e-6)
    mean = 2 * 0.357143 * 0.888889 / (0.357143 + 0.888889)
    assert plain.quality["harmonic_mean"] == pytest.approx(mean, abs=1e-6)


@pytest.mark.parametrize("resolution", [1.0, 3.0])
@pytest.mark.parametrize("method", CLUSTERINGS)
def test_modularity_is_newmans_on_the_weights_whatever_was_maximised(
    make_network, method, resolution
):
    strength = np.arange(1, len(TWO_CLIQUES) + 1)
    network = normalise(make_network(10, TWO_CLIQUES, strength=strength))
    found = cluster(network, method=method, resolution=resolution)
    labels = np.array(labels_of(found))
    graph = nx.Graph()
    columns = network.link_columns
    graph.add_weighted_edges_from(
        zip(*(columns[name].tolist() for name in ("source", "target", "weight")), strict=True)
    )
    groups = [set(np.flatnonzero(labels == c).tolist()) for c in range(labels.max() + 1)]
    expected = nx.community.modularity(graph, groups)
    assert found.quality["modularity"] == pytest.approx(expected, abs=1e-9)


def test_association_strength_of_the_toy_corpus(corpus_t):
    network = cooccurrence(corpus_t, min_occurrences=1)
    names = network.node_columns["keyword"].tolist()
    ends = zip(network.link_columns["source"], network.link_columns["target"], strict=True)
    found = {
        names[a] + names[b]: v
        for (a, b), v in zip(ends, association_strength(network), strict=True)
    }
    assert found["AB"] == pytest.approx(1.523810, abs=1e-6)
    assert found["DE"] == pytest.approx(2.666667, abs=1e-6)


def test_the_isolated_keyword_of_the_toy_corpus_is_numbered_last(corpus_t):
    found = cluster(normalise(cooccurrence(corpus_t, min_occurrences=1)))
    assert found.cluster_columns["cluster"].tolist() == list(range(found.cluster_columns.length))
    assert found.node_columns["keyword"][-1] == "F"
    assert labels_of(found)[-1] == found.cluster_columns["cluster"][-1]
    assert found.quality["largest_component"] == pytest.approx(5 / 6)


@pytest.mark.parametrize("method", OPTIMISING)
def test_every_method_that_weighs_clusters_finds_two_cliques(make_network, method):
    found = cluster(normalise(make_network(10, TWO_CLIQUES)), method=method)
    assert labels_of(found) == [0] * 5 + [1] * 5


@pytest.mark.parametrize("similarity", [name for name in SIMILARITIES if "pmi" not in name])
def test_the_resolution_means_the_same_for_every_similarity(make_network, similarity):
    network = normalise(make_network(10, TWO_CLIQUES), similarity=similarity)
    assert labels_of(cluster(network)) == [0] * 5 + [1] * 5
    columns = network.link_columns
    scaled = network.with_columns(link={"weight": columns["weight"] * 1000})
    assert labels_of(cluster(scaled)) == labels_of(cluster(network))
    before, after = (cluster(n).quality["clustering_quality"] for n in (network, scaled))
    assert after == pytest.approx(before, abs=1e-9)


def test_larger_clusters_come_first_then_more_frequent_ones_then_smaller_keys(make_network):
    # A pair, two triangles, a square; all of 10 occurrences, but for one of the triangles.
    square = [(8, 9), (8, 10), (8, 11), (9, 10), (9, 11), (10, 11)]
    network = make_network(12, [(0, 1), *shifted(TRIANGLE, 2), *shifted(TRIANGLE, 5), *square])
    assert labels_of(cluster(normalise(network))) == [3, 3, 1, 1, 1, 2, 2, 2, 0, 0, 0, 0]
    occurrences = np.where(np.isin(np.arange(12), [5, 6]), 11, 10)
    network = network.with_columns(node={"occurrences": occurrences})
    assert labels_of(cluster(normalise(network))) == [3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0]


def test_a_single_keyword_with_links_comes_before_frequent_ones_without(make_network):
    network = make_network(4, [(2, 3)])
    network = network.with_columns(node={"occurrences": np.array([40, 30, 20, 10])})
    found = cluster(normalise(network), resolution=1e6)
    assert labels_of(found) == [2, 3, 0, 1]


@pytest.mark.parametrize("method", ["vos", "modularity"])
def test_the_resolution_decides_how_many_clusters_there_are(make_network, method):
    network = normalise(make_network(10, TWO_CLIQUES))
    counts = [
        cluster(network, method=method, resolution=r).cluster_columns.length for r in (0, 1, 1e4)
    ]
    assert counts == [1, 2, 10]


def test_small_clusters_join_a_neighbour_and_loose_keywords_stay(make_network):
    # A tail of two nodes on a clique of five, and a node without links.
    network = normalise(make_network(13, [*TWO_CLIQUES, (9, 10), (10, 11)]))
    assert cluster(network).cluster_columns["size"].tolist() == [5, 5, 2, 1]
    found = cluster(network, min_cluster_size=3)
    assert labels_of(found) == [1] * 5 + [0] * 7 + [2]
    assert found.cluster_columns["size"].tolist() == [7, 5, 1]


@pytest.mark.parametrize("method", OPTIMISING)
def test_links_without_positive_weight_are_no_links_to_a_clustering(make_network, method):
    network = make_network(11, [*TWO_CLIQUES, (0, 10)])
    weight = np.ones(network.n_links)
    weight[network.link_columns["target"] == 10] = -0.5
    network = network.with_columns(link={"weight": weight})
    found = cluster(network, method=method)
    assert labels_of(found) == [0] * 5 + [1] * 5 + [2]
    assert 0 < found.quality["modularity"] <= 0.5
    assert found.cluster_columns["silhouette"][2] == 0


def test_the_table_of_clusters_tells_size_silhouette_and_mean_year(make_network):
    network = normalise(
        make_network(7, [*TRIANGLE, (2, 3), *shifted(TRIANGLE, 3)]), similarity="none"
    )
    years = np.array([2010.0, 2012.0, np.nan, 2020.0, 2020.0, 2023.0, np.nan])
    table = cluster(network.with_columns(node={"mean_year": years})).cluster_columns
    assert list(table) == ["cluster", "size", "silhouette", "mean_year"]
    assert table["size"].tolist() == [3, 3, 1]
    assert table["silhouette"].tolist() == pytest.approx([8 / 9, 8 / 9, 0])
    assert table["mean_year"][:2].tolist() == [2011, 2021]
    assert np.isnan(table["mean_year"][2])
    assert np.isnan(cluster(network).cluster_columns["mean_year"]).all()


@pytest.mark.parametrize("method", CLUSTERINGS)
@pytest.mark.parametrize("n_nodes", [0, 1, 3])
def test_a_network_without_links_has_clusters_of_one_and_no_quality(make_network, method, n_nodes):
    found = cluster(normalise(make_network(n_nodes, [])), method=method, min_cluster_size=2)
    assert labels_of(found) == list(range(n_nodes))
    shares = {"largest_component": 1 / n_nodes if n_nodes else 0}
    assert found.quality == dict.fromkeys(found.quality, 0) | shares


def test_the_step_and_its_options_are_remembered_and_the_input_is_left_alone(make_network):
    network = normalise(make_network(10, TWO_CLIQUES))
    found = cluster(network, method="modularity", resolution=2, min_cluster_size=3, seed=4)
    assert found.history[-1].name == "cluster"
    options = {"method": "modularity", "resolution": 2, "min_cluster_size": 3, "seed": 4}
    assert dict(found.history[-1].options) == options | {"starts": 6}
    assert "cluster" not in network.node_columns
    assert not network.quality
    assert network.cluster_columns.length == 0


def test_names_and_numbers_that_make_no_sense_are_refused(make_network):
    network = normalise(make_network(3, TRIANGLE))
    with pytest.raises(UnknownChoiceError, match="known: vos, modularity, spectral"):
        cluster(network, method="louvain")
    with pytest.raises(CallError, match="resolution of 0 or more"):
        cluster(network, resolution=-1)
    with pytest.raises(CallError, match="size of 1 or more"):
        cluster(network, min_cluster_size=0)
    with pytest.raises(CallError, match="resolution nan"):
        cluster(network, resolution=float("nan"))


def test_scikit_learn_is_loaded_only_when_asked_for():
    heavy = {"sklearn", "scipy", "networkx"}
    code = f"import sys, cooccur.network.clusters; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
