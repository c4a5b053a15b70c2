"""Simple centres: how themes grow, ties, sizes, and a second implementation."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.centres import simple_centres
from cooccur.network.clusters import cluster
from cooccur.network.similarity import normalise

N_NODES = 9
PAIRS = list(combinations(range(N_NODES), 2))
graphs = st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 6), max_size=20)
sizes = st.tuples(st.integers(1, 4), st.integers(0, 5)).map(lambda s: (s[0], max(2, sum(s))))


def centres(n_nodes, weights, **options):
    source = np.array([a for a, _ in weights], dtype=np.int64)
    target = np.array([b for _, b in weights], dtype=np.int64)
    weight = np.array(list(weights.values()), dtype=float)
    return simple_centres(n_nodes, source, target, weight, **options).tolist()


def test_a_theme_grows_breadth_first_from_its_strongest_link():
    # 0-1 is strongest; 2 and 3 are next to it; 4 is nearer to 2 than 3 is, but a step further.
    weights = {(0, 1): 9, (0, 2): 5, (1, 3): 1, (2, 4): 8}
    assert centres(5, weights, max_size=4) == [0, 0, 0, 0, 1]
    assert centres(5, weights, max_size=5) == [0] * 5


def test_within_a_step_the_strongest_links_are_followed_first():
    weights = {(0, 1): 9, (0, 2): 1, (1, 3): 2, (0, 4): 3}
    assert centres(5, weights, max_size=3, min_size=2) == [0, 0, 1, 2, 0]


def test_the_next_theme_starts_at_the_strongest_link_that_is_left():
    weights = {(0, 1): 9, (1, 2): 8, (2, 3): 7, (3, 4): 2, (4, 5): 3, (3, 5): 1}
    assert centres(6, weights, max_size=3) == [0, 0, 0, 1, 1, 1]


def test_a_theme_that_stays_too_small_is_given_up():
    weights = {(0, 1): 9, (2, 3): 8, (3, 4): 8}
    assert centres(5, weights) == [1, 2, 0, 0, 0]
    assert centres(5, weights, min_size=2) == [0, 0, 1, 1, 1]


def test_of_equal_links_that_of_the_lower_node_comes_first():
    weights = {(2, 3): 1, (0, 3): 1, (0, 1): 1, (1, 2): 1}
    assert centres(4, weights, max_size=2, min_size=1) == [0, 0, 1, 1]
    # Sums that are equal on paper are equal here.
    nearly = {(2, 3): 0.1 + 0.2, (0, 1): 0.3}
    assert centres(4, nearly, max_size=2, min_size=1) == [0, 0, 1, 1]


def test_the_defaults_are_themes_of_three_to_twelve():
    star = {(0, node): 100 - node for node in range(1, 20)}
    assert centres(20, star) == [0] * 12 + list(range(1, 9))
    assert centres(2, {(0, 1): 1}) == [0, 1]


def by_hand(weights, min_size, max_size):
    """Themes as sets, found by looking through all links again and again."""
    ranked = sorted(weights, key=lambda pair: (-weights[pair], pair))
    free, themes = set(range(N_NODES)), []
    while True:
        start = next((pair for pair in ranked if set(pair) <= free), None)
        if start is None:
            return themes
        theme, last = set(start), set(start)
        while last:
            added = set()
            for pair in ranked:
                new = set(pair) & free - theme - added
                if set(pair) & last and len(new) == 1 and len(theme | added) < max_size:
                    added |= new
            theme, last = theme | added, added
        free -= theme
        if len(theme) >= min_size:
            themes.append(theme)


@given(graphs, sizes)
def test_themes_are_those_of_a_plainer_search(weights, limits):
    min_size, max_size = limits
    labels = np.array(centres(N_NODES, weights, min_size=min_size, max_size=max_size))
    expected = by_hand(weights, min_size, max_size)
    found = [set(np.flatnonzero(labels == t).tolist()) for t in range(len(expected))]
    assert found == expected
    assert sorted(labels[labels >= len(expected)].tolist()) == list(
        range(len(expected), int(labels.max()) + 1)
    )


@given(graphs, sizes)
def test_themes_are_connected_and_keep_to_their_sizes(weights, limits):
    min_size, max_size = limits
    labels = np.array(centres(N_NODES, weights, min_size=min_size, max_size=max_size))
    graph = nx.Graph(list(weights))
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label).tolist()
        assert len(members) == 1 or min_size <= len(members) <= max_size
        assert len(members) == 1 or nx.is_connected(graph.subgraph(members))


@given(graphs, sizes, st.randoms(use_true_random=False), st.sampled_from([0.1, 3, 1e6]))
def test_neither_the_order_of_links_nor_their_unit_matters(weights, limits, random, factor):
    options = dict(zip(("min_size", "max_size"), limits, strict=True))
    pairs = random.sample(list(weights), len(weights))
    other = {pair[:: random.choice([1, -1])]: weights[pair] * factor for pair in pairs}
    assert centres(N_NODES, other, **options) == centres(N_NODES, weights, **options)


def test_it_is_one_of_the_clusterings(make_network):
    path = [(node, node + 1) for node in range(14)]
    network = normalise(make_network(17, path, strength=range(30, 16, -1)), similarity="none")
    found = cluster(network, method="simple-centres")
    assert found.cluster_columns["size"].tolist() == [12, 3, 1, 1]
    assert found.node_columns["cluster"].tolist() == [0] * 12 + [1] * 3 + [2, 3]
    assert found.quality["clustering_quality"] == found.quality["modularity"] > 0


@pytest.mark.parametrize("n_nodes", [0, 1, 3])
def test_without_links_there_are_no_themes(n_nodes):
    assert centres(n_nodes, {}) == list(range(n_nodes))


@pytest.mark.parametrize(("least", "most"), [(0, 5), (6, 5), (1, 1)])
def test_sizes_that_make_no_sense_are_refused(least, most):
    with pytest.raises(CallError, match=f"min_size {least}, max_size {most}"):
        centres(2, {(0, 1): 1}, min_size=least, max_size=most)
