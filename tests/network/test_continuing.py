from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Columns
from cooccur.network.clusters import LOYALTY, cluster
from cooccur.network.continuing import KEPT, continue_clusters, match_clusters, with_numbers
from cooccur.network.similarity import normalise

MEMBERS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=14
)


def matchings_by_hand(members):
    """Every set of pairs that may be, with what it weighs."""
    ones = sorted({one for one, _, _ in members})
    others = [*sorted({other for _, other, _ in members}), *[None] * len(ones)]
    shared = {}
    for one, other, _ in members:
        shared[one, other] = shared.get((one, other), 0) + 1
    for chosen in permutations(others, len(ones)):
        pairs = {(a, b) for a, b in zip(ones, chosen, strict=True) if b is not None}
        kept = [sum(n for (a, _), n in shared.items() if a == one) for one, _ in pairs]
        fits = (
            shared.get(p, 0) and shared[p] >= KEPT * n - 1e-9
            for p, n in zip(pairs, kept, strict=True)
        )
        if all(fits):
            yield sum(w for a, b, w in members if (a, b) in pairs), pairs


@given(MEMBERS)
def test_the_heaviest_pairs_go_on(members):
    one, other, weight = (np.array(column) for column in zip(*members, strict=True))
    found = match_clusters(one, other, weight.astype(float))
    weights = {frozenset(pairs): total for total, pairs in matchings_by_hand(members)}
    assert weights[frozenset(found.items())] == max(weights.values())


@given(MEMBERS, st.randoms(use_true_random=False))
def test_the_order_of_the_keywords_changes_nothing(members, chance):
    dealt = chance.sample(members, len(members))
    found = [
        match_clusters(np.array(a), np.array(b), np.array(w, dtype=float))
        for a, b, w in (zip(*rows, strict=True) for rows in (members, dealt))
    ]
    assert found[0] == found[1]


def test_of_two_halves_of_equal_weight_the_lower_number_goes_on():
    assert match_clusters(np.zeros(4, int), np.array([5, 5, 7, 7]), np.ones(4)) == {0: 5}
    assert match_clusters(np.array([3, 3, 4, 4]), np.zeros(4, int), np.ones(4)) == {3: 0}


def test_a_cluster_that_left_few_of_its_keywords_does_not_go_on_there():
    now = np.array([0] * 4 + [1])
    assert match_clusters(np.array([1, 1, 1, 1, 2]), now, np.ones(5)) == {1: 0, 2: 1}
    was = np.array([1, 1, 1, 1, 2, 2])
    now = np.array([0, 0, 0, 3, 0, 0])
    # Cluster 2 is heavier in #0; only one of the four of 1 is in #3.
    assert match_clusters(was, now, np.array([1.0, 1, 1, 9, 9, 9])) == {2: 0}


def test_maps_without_a_common_keyword_have_no_pair():
    none = np.zeros(0, dtype=np.int64)
    assert match_clusters(none, none, np.zeros(0)) == {}


@pytest.fixture
def cliques(make_network):
    """Three triangles: keywords 0 to 2, 3 to 5, 6 to 8."""
    ends = [(a + 3 * c, b + 3 * c) for c in range(3) for a, b in ((0, 1), (0, 2), (1, 2))]
    return normalise(make_network(9, ends))


def names(*nodes):
    return [f"k{node:05d}" for node in nodes]


def test_what_goes_on_keeps_its_number_and_the_new_has_one_that_no_cluster_had(
    cliques, make_earlier
):
    found = cluster(cliques)
    earlier = make_earlier(names(0, 1, 6, 7, 99), [4, 4, 1, 1, 2], next_number=8)
    found, numbers = continue_clusters(found, earlier)
    assert numbers.tolist() == [1, 4, 8]
    named = with_numbers(found, numbers)
    assert named.node_columns["cluster"].tolist() == [4] * 3 + [8] * 3 + [1] * 3
    assert named.cluster_columns["cluster"].tolist() == [1, 4, 8]
    assert dict(named.history[-1].options) == {"kept": 2, "new": 1}


def test_numbers_stand_in_every_table_that_names_clusters(cliques):
    table = Columns({"cluster": np.array([2, 0]), "x": np.array([1.5, 2.5])})
    found = cluster(cliques).with_columns(tables={"themes": table, "years": Columns({"year": [1]})})
    named = with_numbers(found, np.array([3, 5, 9]))
    assert named.tables["themes"]["cluster"].tolist() == [9, 3]
    assert found.tables["themes"]["cluster"].tolist() == [2, 0]


def test_clusters_that_grew_are_taken_unless_others_are_better_by_far(make_network):
    # A ring of twelve has many groupings of one quality.
    ring = normalise(make_network(12, [(i, (i + 1) % 12) for i in range(12)]))
    turned = np.array([(i + 1) % 12 // 4 for i in range(12)])
    free = cluster(ring)
    grown = cluster(ring, earlier=turned)
    groups = {tuple(np.flatnonzero(grown.node_columns["cluster"] == c)) for c in range(3)}
    best = free.quality["clustering_quality"]
    if abs(best - grown.quality["clustering_quality"]) <= LOYALTY * best:
        assert groups == {tuple(np.flatnonzero(turned == c)) for c in range(3)}
    # Nothing is gained by pairs that are not linked: the search for better ones wins.
    torn = np.array([0, 1] * 6)
    mended = cluster(ring, earlier=torn).quality["clustering_quality"]
    assert mended >= (1 - LOYALTY) * best


@pytest.mark.parametrize("method", ["vos", "modularity", "spectral", "simple-centres"])
def test_every_method_may_go_on_from_earlier_clusters(cliques, method):
    earlier = np.array([0, 0, 0, 1, 1, 1, -1, -1, -1])
    found = cluster(cliques, method=method, earlier=earlier)
    assert len(set(found.node_columns["cluster"].tolist())) == 3


def test_unchanged_clusters_are_taken_as_they_are(cliques):
    labels = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2])
    found = cluster(cliques, earlier=labels, is_unchanged=True)
    groups = found.node_columns["cluster"]
    assert ((groups[:, None] == groups) == (labels[:, None] == labels)).all()
