"""Numbers of a clustering: worked examples, networkx, and slow but plain second opinions."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.quality import (
    density,
    distance_silhouette,
    harmonic_mean,
    link_silhouette,
    modularity,
    node_strength,
    vos_quality,
)

G6 = 6, np.array([0, 0, 1, 2, 3, 3, 4]), np.array([1, 2, 2, 3, 4, 5, 5]), np.ones(7)
TRIANGLES = np.array([0, 0, 0, 1, 1, 1])
ONE, SINGLES = np.zeros(6, dtype=np.int64), np.arange(6)


def g6_strength():
    n, source, target, weight = G6
    total = node_strength(n, source, target, weight)
    return weight.sum() * 2 * weight / (total[source] * total[target])


@st.composite
def clustered_networks(draw):
    """A weighted network with a clustering that uses every label."""
    n = draw(st.integers(2, 9))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    chosen = sorted(draw(st.sets(st.sampled_from(pairs), min_size=1)))
    weight = draw(st.lists(st.floats(0.01, 9), min_size=len(chosen), max_size=len(chosen)))
    labels = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    source, target = np.array(chosen, dtype=np.int64).T
    compact = np.unique(labels, return_inverse=True)[1]
    return (n, source, target, np.array(weight)), compact


def matrix_of(n, source, target, weight):
    matrix = np.zeros((n, n))
    matrix[source, target] = matrix[target, source] = weight
    return matrix


def test_modularity_of_two_triangles():
    assert modularity(*G6, TRIANGLES) == pytest.approx(0.357143, abs=1e-6)
    assert modularity(*G6, ONE) == pytest.approx(0, abs=1e-12)


def test_vos_quality_of_two_triangles():
    links = G6[1], G6[2], g6_strength()
    assert np.round(links[2], 6).tolist() == [3.5, *[2.333333] * 2, 1.555556, *[2.333333] * 2, 3.5]
    assert vos_quality(*links, TRIANGLES) == pytest.approx(0.409938, abs=1e-6)
    assert vos_quality(*links, ONE) == pytest.approx(-0.006211, abs=1e-6)
    assert vos_quality(*links, SINGLES) == pytest.approx(-0.167702, abs=1e-6)


def test_link_silhouette_of_two_triangles():
    silhouette = link_silhouette(*G6, TRIANGLES)
    assert silhouette == pytest.approx([1, 1, 2 / 3, 2 / 3, 1, 1], abs=1e-6)
    assert silhouette.mean() == pytest.approx(0.888889, abs=1e-6)


@given(clustered_networks(), st.sampled_from([0.5, 1.0, 2.0]))
def test_modularity_is_that_of_networkx(case, resolution):
    links, labels = case
    graph = nx.from_numpy_array(matrix_of(*links))
    groups = [set(np.flatnonzero(labels == c).tolist()) for c in range(labels.max() + 1)]
    expected = nx.community.modularity(graph, groups, resolution=resolution)
    assert modularity(*links, labels, resolution=resolution) == pytest.approx(expected, abs=1e-9)


@given(clustered_networks())
def test_modularity_and_silhouette_stay_in_their_ranges(case):
    links, labels = case
    assert -0.5 - 1e-12 <= modularity(*links, labels) < 1
    for silhouette in (link_silhouette, distance_silhouette):
        assert (np.abs(silhouette(*links, labels)) <= 1 + 1e-12).all()


@given(clustered_networks(), st.permutations(range(4)))
def test_the_names_of_the_clusters_do_not_matter(case, names):
    links, labels = case
    renamed = np.unique(np.array(names)[labels], return_inverse=True)[1]
    assert modularity(*links, renamed) == pytest.approx(modularity(*links, labels), abs=1e-12)
    for silhouette in (link_silhouette, distance_silhouette):
        assert silhouette(*links, renamed) == pytest.approx(silhouette(*links, labels), abs=1e-12)


@given(clustered_networks())
def test_vos_quality_is_its_double_sum(case):
    links, labels = case
    matrix = matrix_of(*links)
    together = labels[:, None] == labels
    expected = (matrix[together].sum() - 1.5 * together.sum()) / matrix.sum()
    assert vos_quality(*links[1:], labels, resolution=1.5) == pytest.approx(expected, abs=1e-9)


@given(clustered_networks())
def test_merging_clusters_without_a_link_between_them_never_helps(case):
    (n, source, target, weight), labels = case
    two = 2 * n, np.append(source, source + n), np.append(target, target + n), np.tile(weight, 2)
    apart = np.append(labels, labels + labels.max() + 1)
    merged = np.where(apart == apart.max(), 0, apart)
    assert modularity(*two, merged) <= modularity(*two, apart) + 1e-12
    assert vos_quality(*two[1:], merged) < vos_quality(*two[1:], apart)


def silhouettes(closeness, labels, *, sign):
    """Rousseeuw's formula, pair by pair; sign 1 for similarities and -1 for distances."""
    n, values = len(labels), []
    for i in range(n):
        means = {}
        for c in set(labels.tolist()):
            members = [j for j in range(n) if labels[j] == c and j != i]
            means[c] = sum(closeness[i, j] for j in members) / len(members) if members else None
        own = means.pop(labels[i])
        others = [mean for mean in means.values() if mean is not None]
        other = (max if sign > 0 else min)(others, default=0.0)
        largest = 0.0 if own is None else max(own, other)
        values.append(sign * (own - other) / largest if largest > 0 else 0.0)
    return values


@given(clustered_networks())
def test_link_silhouette_is_its_formula(case):
    links, labels = case
    expected = silhouettes(matrix_of(*links), labels, sign=1)
    assert link_silhouette(*links, labels) == pytest.approx(expected, abs=1e-9)


@given(clustered_networks())
def test_distance_silhouette_is_rousseeuws_on_one_minus_cosine(case):
    links, labels = case
    rows = matrix_of(*links)
    if labels.max() == 0:
        assert not distance_silhouette(*links, labels).any()
        return
    distance = np.ones_like(rows)
    for i, j in np.ndindex(rows.shape):
        lengths = np.linalg.norm(rows[i]) * np.linalg.norm(rows[j])
        distance[i, j] = 1 - rows[i] @ rows[j] / lengths if lengths > 0 else 1.0
    expected = silhouettes(np.maximum(distance, 0), labels, sign=-1)
    assert distance_silhouette(*links, labels) == pytest.approx(expected, abs=1e-6)


def test_without_links_every_number_is_zero():
    none = np.zeros(0, dtype=np.int64)
    labels = np.arange(3)
    assert modularity(3, none, none, np.zeros(0), labels) == 0
    assert vos_quality(none, none, np.zeros(0), labels) == 0
    assert link_silhouette(3, none, none, np.zeros(0), labels).tolist() == [0, 0, 0]
    assert distance_silhouette(3, none, none, np.zeros(0), labels).tolist() == [0, 0, 0]
    assert not len(link_silhouette(0, none, none, np.zeros(0), none))


def test_density_and_harmonic_mean():
    assert density(6, 7) == pytest.approx(7 / 15)
    assert density(1, 0) == density(0, 0) == 0
    assert harmonic_mean(0.5, 0.75) == pytest.approx(0.6)
    assert harmonic_mean(0.0, 0.0) == harmonic_mean(-0.5, 0.5) == 0
