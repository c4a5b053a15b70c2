"""Pathfinder against its definition, spanning trees, and what pruning never does."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooccur.components import connected_components
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.pruning import PRUNINGS, minimum_spanning_tree, pathfinder, prune

WORKED = {"AB": 5, "BC": 4, "AC": 4, "CD": 2, "BD": 2, "AD": 1, "DE": 3}


WEIGHTS = st.integers(1, 4)


@st.composite
def graphs(draw, most=6, weights=WEIGHTS):
    """Number of nodes, and the weight of each link by its ends."""
    n_nodes = draw(st.integers(0, most))
    pairs = list(combinations(range(n_nodes), 2))
    ends = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return n_nodes, {pair: draw(weights) for pair in ends}


def arrays(links):
    source, target = np.array(list(links), dtype=np.int64).reshape(-1, 2).T
    return source, target, np.array(list(links.values()), dtype=float)


def kept(method, n_nodes, links, **options):
    mask = method(n_nodes, *arrays(links), **options)
    return {pair for pair, stays in zip(links, mask.tolist(), strict=True) if stays}


def paths(links, start, end, most, seen=()):
    """The links of every path of at most so many links."""
    for pair in links:
        if most and start in pair:
            (other,) = set(pair) - {start}
            if other == end:
                yield [pair]
            elif other not in (*seen, start):
                for rest in paths(links, other, end, most - 1, (*seen, start)):
                    yield [pair, *rest]


def by_definition(n_nodes, links, r, q):
    """The links that no path undercuts; exact: lengths to the power r of distances 1 / weight."""
    distance = {pair: 1 / Fraction(weight) for pair, weight in links.items()}

    def length(path):
        steps = [distance[pair] for pair in path]
        return max(steps) if r == np.inf else sum(step**r for step in steps)

    most = max(n_nodes - 1, 1) if q is None else q
    return {
        pair
        for pair in links
        if min(length(path) for path in paths(links, *pair, most)) == length([pair])
    }


def components(n_nodes, links):
    source, target, _ = arrays(dict.fromkeys(links, 1))
    return connected_components(n_nodes, source, target).tolist()


@pytest.fixture
def worked(make_network):
    """Five nodes in the order of their letters."""
    links = {tuple("ABCDE".index(c) for c in pair): w for pair, w in sorted(WORKED.items())}
    network = make_network(5, list(links), strength=list(links.values()))
    return network.with_columns(link={"weight": network.link_columns["strength"]})


def letters(network):
    columns = network.link_columns
    ends = zip(columns["source"].tolist(), columns["target"].tolist(), strict=True)
    return {"ABCDE"[a] + "ABCDE"[b] for a, b in ends}


def test_the_worked_network_loses_one_link(worked):
    assert letters(prune(worked)) == set(WORKED) - {"AD"}


def test_the_worked_network_has_a_tree_of_four(worked):
    # Of the equal links AC and BC, and BD and CD, the tree has those of the lower keys.
    assert letters(prune(worked, method="mst")) == {"AB", "AC", "BD", "DE"}
    assert letters(prune(worked, method="none")) == set(WORKED)


@settings(max_examples=300)
@given(graphs(), st.sampled_from([1, 2, np.inf]), st.sampled_from([1, 2, 3, None]))
def test_pathfinder_keeps_what_no_path_undercuts(graph, r, q):
    assert kept(pathfinder, *graph, r=r, q=q) == by_definition(*graph, r, q)


@given(graphs(most=12, weights=st.integers(1, 9)), st.sampled_from([1, 2, 3]))
def test_pathfinder_of_any_length_agrees_with_floyd_and_warshall(graph, r):
    n_nodes, links = graph
    best = {(a, b): np.inf for a in range(n_nodes) for b in range(n_nodes)}
    for (a, b), weight in links.items():
        best[a, b] = best[b, a] = Fraction(1, weight) ** r
    for via in range(n_nodes):
        for (a, b), length in best.items():
            best[a, b] = min(length, best[a, via] + best[via, b])
    expected = {pair for pair, weight in links.items() if best[pair] == Fraction(1, weight) ** r}
    assert kept(pathfinder, n_nodes, links, r=r) == expected


@given(graphs(most=9))
def test_the_fast_form_is_the_union_of_all_trees(graph):
    n_nodes, links = graph
    bottleneck = {
        pair
        for pair, weight in links.items()
        if components(n_nodes, [p for p, w in links.items() if w > weight])[pair[0]]
        != components(n_nodes, [p for p, w in links.items() if w > weight])[pair[1]]
    }
    assert kept(pathfinder, n_nodes, links) == bottleneck
    assert kept(pathfinder, n_nodes, links, q=max(n_nodes - 1, 1)) == bottleneck
    found = set()
    for seed in range(20):
        ranks = np.random.default_rng(seed).permutation(n_nodes)
        found |= kept(minimum_spanning_tree, n_nodes, links, keys=ranks)
    assert found <= bottleneck


@given(graphs(most=9), st.sampled_from([pathfinder, minimum_spanning_tree]))
def test_components_stay_and_pruning_twice_is_pruning_once(graph, method):
    n_nodes, links = graph
    stays = kept(method, n_nodes, links)
    assert components(n_nodes, stays) == components(n_nodes, links)
    assert kept(method, n_nodes, {pair: links[pair] for pair in links if pair in stays}) == stays


@given(graphs(most=9))
def test_a_tree_is_a_forest_within_the_pathfinder_network(graph):
    n_nodes, links = graph
    tree = kept(minimum_spanning_tree, n_nodes, links)
    assert tree <= kept(pathfinder, n_nodes, links)
    assert len(tree) == n_nodes - len(set(components(n_nodes, links)))


@given(graphs(most=9), st.randoms(use_true_random=False))
def test_with_different_weights_both_are_the_same_forest(graph, random):
    n_nodes, links = graph
    weights = random.sample(range(1, 100), len(links))
    links = dict(zip(links, weights, strict=True))
    tree = kept(minimum_spanning_tree, n_nodes, links)
    assert kept(pathfinder, n_nodes, links) == tree
    assert len(tree) == n_nodes - len(set(components(n_nodes, links)))


@given(graphs(most=9, weights=st.just(3)), st.sampled_from([1, 2, np.inf]))
def test_with_equal_weights_nothing_is_dropped(graph, r):
    assert kept(pathfinder, *graph, r=r) == set(graph[1])


@given(graphs(most=8))
def test_only_the_order_of_the_weights_matters(graph):
    n_nodes, links = graph
    for relabel in (lambda w: 1 - 1 / w, lambda w: w**3 - 30):
        other = {pair: relabel(weight) for pair, weight in links.items()}
        for q in (2, None):
            assert kept(pathfinder, n_nodes, other, q=q) == kept(pathfinder, n_nodes, links, q=q)
        tree = kept(minimum_spanning_tree, n_nodes, other)
        assert tree == kept(minimum_spanning_tree, n_nodes, links)


@given(graphs(most=8), st.sampled_from([1, 3, np.inf]))
def test_the_strongest_link_of_every_node_stays(graph, r):
    n_nodes, links = graph
    stays = kept(pathfinder, n_nodes, links, r=r)
    for node in range(n_nodes):
        own = {pair: weight for pair, weight in links.items() if node in pair}
        assert {pair for pair in own if own[pair] == max(own.values())} <= stays


@given(graphs(most=8), st.randoms(use_true_random=False))
def test_the_order_of_links_and_nodes_changes_nothing(graph, random):
    n_nodes, links = graph
    names = random.sample(range(n_nodes), n_nodes)
    mixed = random.sample(list(links), len(links))
    moved = {(names[a], names[b]): links[a, b] for a, b in mixed}
    for method, option in ((pathfinder, {}), (minimum_spanning_tree, {"keys": np.argsort(names)})):
        stays = kept(method, n_nodes, moved, **option)
        expected = kept(method, n_nodes, links)
        assert stays == {(names[a], names[b]) for a, b in expected}


@pytest.mark.parametrize("r", [1, 2, np.inf])
def test_a_link_without_similarity_gives_way_to_any_path_but_holds_a_component_together(r):
    links = {(0, 1): 0.0, (1, 2): 2.0, (0, 2): 1.0, (2, 3): -1.0}
    assert kept(pathfinder, 4, links, r=r) == set(links) - {(0, 1)}


@pytest.mark.parametrize(("direct", "steps"), [(2, (3, 6)), (5, (10, 10)), (18, (27, 54))])
def test_a_path_as_long_as_its_link_does_not_replace_it(direct, steps):
    links = {(0, 1): direct, (0, 2): steps[0], (1, 2): steps[1]}
    assert kept(pathfinder, 3, links, r=1) == set(links)


def test_a_high_power_neither_overflows_nor_vanishes():
    links = {(0, 1): 1e-6, (0, 2): 1e-3, (1, 2): 1e-3}
    for r in (1, 50, 1000, 1e9):
        assert kept(pathfinder, 3, links, r=r) == {(0, 2), (1, 2)}
    # Two steps of length 1 are longer than one of 1.5, but 1 + 1 is less than its square.
    links = {(0, 1): 2 / 3, (0, 2): 1.0, (1, 2): 1.0}
    assert kept(pathfinder, 3, links, r=1) == set(links)
    assert kept(pathfinder, 3, links, r=2) == {(0, 2), (1, 2)}
    assert kept(pathfinder, 3, links, r=1000) == {(0, 2), (1, 2)}


@pytest.mark.parametrize(
    "options", [{"r": 0.5}, {"r": np.nan}, {"q": 0}, {"q": -1}, {"r": 2, "q": 0}]
)
def test_a_length_that_is_none_is_refused(options):
    with pytest.raises(CallError, match="Pathfinder"):
        pathfinder(2, *arrays({(0, 1): 1}), **options)


def test_an_unknown_pruning_names_those_that_exist(worked):
    with pytest.raises(UnknownChoiceError, match="pathfinder"):
        prune(worked, method="pathfinder2")


@pytest.mark.parametrize("method", sorted(PRUNINGS))
def test_networks_without_links_or_nodes_are_pruned(make_network, method):
    for n_nodes in (0, 1, 3):
        network = make_network(n_nodes, []).with_columns(link={"weight": np.zeros(0)})
        assert prune(network, method=method).n_nodes == n_nodes


def test_columns_of_the_nodes_are_those_of_the_links_that_stay(worked):
    nodes = prune(worked).node_columns
    assert nodes["links"].tolist() == [2, 3, 3, 3, 1]
    assert nodes["total_link_strength"].tolist() == [9, 11, 10, 7, 3]


def test_pruning_leaves_its_input_alone_and_says_what_it_did(worked):
    before = {name: values.copy() for name, values in worked.link_columns.items()}
    pruned = prune(worked, decimals=2)
    for name, values in before.items():
        np.testing.assert_array_equal(worked.link_columns[name], values)
    (step,) = pruned.history
    assert (step.name, dict(step.options)) == (
        "prune",
        {"method": "pathfinder", "decimals": 2, "links": 7},
    )


def test_weights_that_agree_to_two_decimals_are_ties(worked):
    weight = np.array([0.501, 0.502, 0.1, 0.504, 0.201, 0.199, 0.3])
    network = worked.with_columns(link={"weight": weight})
    assert prune(network).n_links == 4
    assert prune(network, decimals=2).n_links == 6


def test_no_link_is_lost_because_its_weight_rounds_to_nothing(worked):
    weight = np.array([0.5, 0.5, 0.4, 0.4, 0.4, 0.4, 0.004])
    network = worked.with_columns(link={"weight": weight})
    for method in ("pathfinder", "mst"):
        assert "DE" in letters(prune(network, method=method, decimals=2))


def test_ties_of_a_tree_go_by_key_and_not_by_position(worked):
    keys = np.array(list("edcba"), dtype=object)
    turned = replace(worked, node_columns=worked.node_columns.with_columns(key=keys))
    assert letters(prune(turned, method="mst")) == {"AB", "BC", "CD", "DE"}


def test_every_pruning_has_a_name_and_a_title():
    for name, row in PRUNINGS.items():
        assert row.name == name
        assert row.title
