"""Leiden against all partitions of small networks, and against leidenalg on larger ones."""

from functools import cache

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooccur.components import connected_components
from cooccur.errors import CallError
from cooccur.network import levels
from cooccur.network.leiden import improved, leiden


def links_of(graph):
    """The arrays of a networkx graph with nodes 0..n-1; weight 1 where it has none."""
    rows = sorted((*sorted(ends), w) for *ends, w in graph.edges.data("weight", default=1.0))
    source, target, weight = np.array(rows, dtype=float).reshape(-1, 3).T
    return len(graph), source.astype(np.int64), target.astype(np.int64), weight


def planted(groups, size, *, inside, outside, seed):
    """Groups of nodes that are linked more densely inside, with random weights of 1 to 2."""
    graph = nx.planted_partition_graph(groups, size, inside, outside, seed=seed)
    rng = np.random.default_rng(seed)
    for ends in sorted(graph.edges):
        graph.edges[ends]["weight"] = 1 + rng.random()
    return graph


def as_vos(n, source, target, weight, *, resolution=1.0):
    """Arguments of Leiden for VOS quality, from co-occurrences."""
    total = np.bincount(source, weight, n) + np.bincount(target, weight, n)
    strength = total.sum() * weight / (total[source] * total[target])
    return (n, source, target, strength), {"node_weight": np.ones(n), "resolution": resolution}


def as_modularity(n, source, target, weight, *, resolution=1.0):
    """Arguments of Leiden for modularity."""
    total = np.bincount(source, weight, n) + np.bincount(target, weight, n)
    return (n, source, target, weight), {
        "node_weight": total,
        "resolution": resolution / total.sum(),
    }


FORMS = {"vos": as_vos, "modularity": as_modularity}


def value(arrays, options, labels):
    """The quality as it is defined: a sum over pairs in one cluster."""
    _, source, target, weight = arrays
    gains = -options["resolution"] * np.outer(options["node_weight"], options["node_weight"])
    np.add.at(gains, (source, target), weight)
    labels = np.asarray(labels)
    return float(np.triu(gains * (labels[:, None] == labels), 1).sum())


@cache
def partitions(n):
    """All partitions of n nodes: one a row, numbered by first appearance, smallest first."""
    if n == 0:
        return np.zeros((1, 0), dtype=np.int64)
    return np.array(
        [
            (*labels, label)
            for labels in partitions(n - 1).tolist()
            for label in range(max(labels, default=-1) + 2)
        ]
    )


def best_value(arrays, options):
    """The highest quality of all partitions."""
    n, source, target, weight = arrays
    gains = -options["resolution"] * np.outer(options["node_weight"], options["node_weight"])
    gains[source, target] += weight
    rows = partitions(n)
    together = rows[:, :, None] == rows[:, None, :]
    return float((together * np.triu(gains, 1)).sum(axis=(1, 2)).max())


@st.composite
def small_networks(draw):
    n = draw(st.integers(2, 7))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    chosen = sorted(draw(st.sets(st.sampled_from(pairs), min_size=1)))
    weight = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    sizes = draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    source, target = np.array(chosen, dtype=np.int64).T
    arrays = n, source, target, np.array(weight, dtype=float)
    resolution = draw(st.sampled_from([0.0, 0.3, 1.0, 2.5, 100.0]))
    return arrays, {"node_weight": np.array(sizes, dtype=float), "resolution": resolution}


@pytest.fixture(params=["matrix", "lists"])
def form(request, monkeypatch):
    if request.param == "lists":
        monkeypatch.setattr(levels, "MATRIX_NODES", 0)
    return request.param


@given(small_networks())
@settings(max_examples=40)
def test_the_best_of_all_partitions_is_found(case):
    arrays, options = case
    labels, quality = leiden(*arrays, **options)
    assert quality == pytest.approx(best_value(arrays, options), abs=1e-9)
    assert value(arrays, options, labels) == pytest.approx(quality, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_lists_find_the_best_of_all_partitions_too(seed, monkeypatch):
    monkeypatch.setattr(levels, "MATRIX_NODES", 0)
    graph = nx.gnp_random_graph(7, 0.5, seed=seed)
    arrays, options = as_vos(*links_of(graph))
    best = best_value(arrays, options)
    assert leiden(*arrays, **options)[1] == pytest.approx(best, abs=1e-9)


@given(small_networks())
@settings(max_examples=40)
@example(
    (
        (3, np.array([0, 1]), np.array([1, 2]), np.ones(2)),
        {"node_weight": np.ones(3), "resolution": 0.0},
    )
)
def test_every_cluster_is_connected_and_numbered_by_first_appearance(case):
    arrays, options = case
    labels, _ = leiden(*arrays, **options)
    n, source, target, _ = arrays
    same = labels[source] == labels[target]
    parts = connected_components(n, source[same], target[same])
    assert len(np.unique(parts)) == labels.max() + 1
    assert list(dict.fromkeys(labels.tolist())) == list(range(labels.max() + 1))


@pytest.mark.parametrize("name", FORMS)
def test_without_resolution_the_clusters_are_the_components(name, form):
    graph = nx.disjoint_union_all([nx.path_graph(9), nx.cycle_graph(5), nx.complete_graph(4)])
    arrays, options = FORMS[name](*links_of(graph), resolution=0.0)
    assert leiden(*arrays, **options)[0].tolist() == [0] * 9 + [1] * 5 + [2] * 4


@pytest.mark.parametrize("name", FORMS)
def test_a_huge_resolution_leaves_every_node_alone(name, form):
    arrays, options = FORMS[name](*links_of(nx.karate_club_graph()), resolution=1e6)
    assert leiden(*arrays, **options)[0].tolist() == list(range(34))


@pytest.mark.parametrize("name", FORMS)
def test_planted_groups_are_found_whatever_the_order_of_the_nodes(name, form):
    graph = planted(6, 15, inside=0.7, outside=0.02, seed=1)
    order = np.random.default_rng(2).permutation(90)
    shuffled = nx.relabel_nodes(graph, dict(enumerate(order.tolist())))
    for network, groups in ((graph, np.arange(90) // 15), (shuffled, np.argsort(order) // 15)):
        arrays, options = FORMS[name](*links_of(network))
        labels, _ = leiden(*arrays, **options)
        assert levels.canonical(groups).tolist() == labels.tolist()


def test_of_equally_good_partitions_the_smallest_labels_are_given():
    path = 3, np.array([0, 1]), np.array([1, 2]), np.ones(2)
    labels, quality = leiden(*path, node_weight=np.ones(3), resolution=0.9)
    assert (labels.tolist(), quality) == ([0, 0, 1], pytest.approx(0.1))


def test_the_same_seed_gives_the_same_labels_and_leaves_its_input_alone():
    arrays, options = as_vos(*links_of(nx.gnp_random_graph(80, 0.1, seed=4)))
    before = [array.copy() for array in (*arrays[1:], options["node_weight"])]
    first, second = (leiden(*arrays, **options, seed=5, starts=2) for _ in range(2))
    assert first[0].tolist() == second[0].tolist()
    assert first[1] == second[1]
    for array, copy in zip((*arrays[1:], options["node_weight"]), before, strict=True):
        assert np.array_equal(array, copy)


def test_a_network_too_large_for_six_starts_still_has_three(monkeypatch):
    starts = []

    class Counted:
        n, work = 34, 10**9

        def __init__(self, graph, resolution):
            self.level = levels.level_of(graph, resolution)
            self.refine, self.aggregate = self.level.refine, self.level.aggregate

        def ascend(self, labels, rng):
            starts.append(labels.max() == 33)
            return self.level.ascend(labels, rng)

    monkeypatch.setattr("cooccur.network.leiden.level_of", Counted)
    arrays, options = as_modularity(*links_of(nx.karate_club_graph()))
    assert leiden(*arrays, **options)[1] > 0.4 * arrays[3].sum()
    assert sum(starts) == 3


def test_nodes_without_links_stay_alone():
    none = np.zeros(0, dtype=np.int64)
    labels, quality = leiden(4, none, none, np.zeros(0), node_weight=np.ones(4), resolution=1.0)
    assert (labels.tolist(), quality) == ([0, 1, 2, 3], 0.0)
    assert not len(leiden(0, none, none, np.zeros(0), node_weight=np.ones(0), resolution=1.0)[0])
    one = np.array([1]), np.array([3]), np.array([2.0])
    assert leiden(4, *one, node_weight=np.ones(4), resolution=1.0)[0].tolist() == [0, 1, 2, 1]


@pytest.mark.parametrize("wrong", [{"resolution": -1.0}, {"starts": 0}, {"iterations": 0}])
def test_numbers_out_of_range_are_refused(wrong):
    arrays, options = as_vos(*links_of(nx.path_graph(3)))
    with pytest.raises(CallError, match="expected"):
        leiden(*arrays, **{**options, **wrong})


def best_of_leidenalg(arrays, options, name):
    """The best quality of ten seeded runs of leidenalg, each until stable."""
    igraph, leidenalg = pytest.importorskip("igraph"), pytest.importorskip("leidenalg")
    n, source, target, weight = arrays
    graph = igraph.Graph(n=n, edges=list(zip(source.tolist(), target.tolist(), strict=True)))
    kind = {
        "vos": leidenalg.CPMVertexPartition,
        "modularity": leidenalg.RBConfigurationVertexPartition,
    }
    gamma = options["resolution"] * (options["node_weight"].sum() if name == "modularity" else 1.0)
    runs = (
        leidenalg.find_partition(
            graph,
            kind[name],
            weights=weight.tolist(),
            resolution_parameter=gamma,
            n_iterations=-1,
            seed=seed,
        ).membership
        for seed in range(10)
    )
    return max(value(arrays, options, labels) for labels in runs)


YARDSTICKS = {
    "planted": planted(12, 12, inside=0.5, outside=0.05, seed=3),
    "blurred": planted(8, 15, inside=0.4, outside=0.15, seed=4),
    "scale-free": nx.barabasi_albert_graph(150, 4, seed=5),
    "sparse": nx.gnp_random_graph(200, 0.02, seed=6),
    "dense": nx.gnp_random_graph(60, 0.5, seed=7),
    "small-world": nx.watts_strogatz_graph(120, 6, 0.2, seed=8),
}


CASES = [(name, form, 1.0) for name in YARDSTICKS for form in FORMS]
CASES += [("blurred", form, resolution) for form in FORMS for resolution in (0.5, 3.0)]


@pytest.mark.parametrize(("graph", "name", "resolution"), CASES)
def test_no_run_of_leidenalg_finds_better(graph, name, resolution):
    graph = YARDSTICKS[graph]
    arrays, options = FORMS[name](*links_of(graph), resolution=resolution)
    best = best_of_leidenalg(arrays, options, name)
    assert leiden(*arrays, **options)[1] >= best - 1e-9 * abs(best)


REAL = {
    "alfalfa": ["wos/corpus_alfalfa_5035.tar.xz"],
    "taiwan": [f"wos/taiwan_part{part}.txt" for part in ("1_500", "2_500", "3_133")],
    "bilingual": ["cnki/refworks_2021_bilingual_410.txt"],
    "endnote": ["cnki/endnote_501-1000.txt"],
}


@pytest.fixture(scope="module", params=REAL)
def real_links(request, real):
    from cooccur.network.cooccurrence import cooccurrence
    from cooccur.pipeline import read
    from cooccur.prepare.keywords import clean_keywords

    corpus = clean_keywords(read(*(real / name for name in REAL[request.param])))
    network = cooccurrence(corpus, max_keywords=150)
    columns = network.link_columns
    return network.n_nodes, columns["source"], columns["target"], columns["strength"]


@pytest.mark.parametrize("name", FORMS)
def test_no_run_of_leidenalg_finds_better_on_real_networks(real_links, name):
    arrays, options = FORMS[name](*real_links)
    best = best_of_leidenalg(arrays, options, name)
    assert leiden(*arrays, **options)[1] >= best - 1e-9 * abs(best)


def test_without_links_no_partition_holds_together():
    none, sizes = np.zeros(0, dtype=np.int64), np.ones(3)
    one = np.zeros(3, dtype=np.int64)
    found = improved(3, none, none, np.zeros(0), one, node_weight=sizes, resolution=0.1)
    assert found.tolist() == [0, 1, 2]
