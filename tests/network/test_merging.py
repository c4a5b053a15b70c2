"""Small clusters: which one they join, and which stay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.merging import merge_small_clusters


def merged(links, labels, size):
    source, target, strength = (np.array(column) for column in zip(*links, strict=True))
    found = merge_small_clusters(
        source, target, strength.astype(float), np.array(labels), min_cluster_size=size
    )
    return found.tolist()


def test_a_small_cluster_joins_the_one_with_the_strongest_links_for_its_size():
    # Node 5 has 3 to the cluster of three (1 a node) and 2.5 to that of two (1.25 a node).
    links = [(0, 5, 3.0), (3, 5, 2.5), (0, 1, 1), (1, 2, 1), (3, 4, 1)]
    assert merged(links, [0, 0, 0, 1, 1, 2], 2) == [0, 0, 0, 1, 1, 1]


def test_the_smallest_goes_first_and_takes_its_links_along():
    # 4 joins {2, 3}; the three of them have size enough, so that {0, 1} must join them.
    links = [(0, 1, 1), (0, 4, 1), (2, 3, 1), (3, 4, 9)]
    assert merged(links, [0, 0, 1, 1, 2], 3) == [1, 1, 1, 1, 1]


def test_a_cluster_that_nothing_links_to_another_stays():
    assert merged([(0, 1, 1), (2, 3, 1)], [0, 0, 1, 1, 2], 3) == [0, 0, 1, 1, 2]


def test_ties_go_to_the_lowest_label():
    # Of two single nodes the first goes first: it takes the label of the other.
    assert merged([(0, 1, 1), (0, 3, 1), (1, 2, 1)], [1, 2, 0, 0], 2) == [2, 2, 0, 0]
    assert merged([(0, 2, 1), (0, 4, 1), (1, 2, 1), (3, 4, 1)], [2, 0, 0, 1, 1], 2)[0] == 0


def naive(links, labels, size):
    """The rule as it is said, step by step on a matrix."""
    labels, stuck = list(labels), set()
    while True:
        sizes = {c: labels.count(c) for c in set(labels)}
        small = sorted((n, c) for c, n in sizes.items() if n < size and c not in stuck)
        if not small:
            return labels
        label = small[0][1]
        pull = {}
        for a, b, strength in links:
            ends = {labels[a], labels[b]}
            if label in ends and len(ends) == 2:
                (other,) = ends - {label}
                pull[other] = pull.get(other, 0.0) + strength / sizes[other]
        if not pull:
            stuck.add(label)
            continue
        best = min(pull, key=lambda c: (-round(pull[c], 9), c))
        labels = [best if c == label else c for c in labels]


@st.composite
def cases(draw):
    n = draw(st.integers(2, 10))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    chosen = sorted(draw(st.sets(st.sampled_from(pairs), min_size=1)))
    # Powers of two: their sums are exact, so ties are ties in any order of adding.
    strength = st.sampled_from([0.25, 0.5, 1.0, 2.0, 8.0])
    links = [(a, b, draw(strength)) for a, b in chosen]
    labels = draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    return links, np.unique(labels, return_inverse=True)[1].tolist(), draw(st.integers(1, 6))


@given(cases())
def test_the_queue_follows_the_rule(case):
    links, labels, size = case
    assert merged(links, labels, size) == naive(links, labels, size)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_in_a_connected_network_none_is_left_too_small(size):
    links = [(a, a + 1, 1.0 + a % 3) for a in range(19)]
    assert (
        np.bincount(np.unique(merged(links, range(20), size), return_inverse=True)[1]).min() >= size
    )
