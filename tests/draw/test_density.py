"""The density of keywords at places of a map."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.density import cluster_density, item_density, mean_distance
from cooccur.errors import CallError

X6 = np.array([-1.5, -1.5, -0.75, 0.75, 1.5, 1.5])
Y6 = np.array([0.5, -0.5, 0, 0, 0.5, -0.5])
DEGREE = np.array([2.0, 2, 3, 3, 2, 2])
seeds = st.integers(0, 10_000)


def scattered(seed, n=12, n_places=7):
    chance = np.random.default_rng(seed)
    x, y = chance.normal(size=(2, n))
    at_x, at_y = chance.normal(size=(2, n_places))
    return x, y, chance.integers(1, 50, n).astype(float), at_x, at_y


def test_worked_densities_of_the_toy_graph():
    at = np.array([X6[2], 0.0])
    found = item_density(X6, Y6, DEGREE, at, np.zeros(2))
    assert found == pytest.approx([3.000003, 0.000311], abs=1e-6)
    assert mean_distance(X6, Y6) == pytest.approx(1.909977, abs=1e-6)


@given(seeds, st.floats(0.05, 2))
def test_the_density_equals_a_double_loop(seed, width):
    x, y, weight, at_x, at_y = scattered(seed)
    pairs = [(i, j) for i in range(len(x)) for j in range(i)]
    mean = sum(math.hypot(x[i] - x[j], y[i] - y[j]) for i, j in pairs) / len(pairs)
    expected = [
        sum(
            w * math.exp(-((math.hypot(p - a, q - b) / (mean * width)) ** 2))
            for a, b, w in zip(x, y, weight, strict=True)
        )
        for p, q in zip(at_x, at_y, strict=True)
    ]
    found = item_density(x, y, weight, at_x, at_y, width=width)
    assert found == pytest.approx(np.array(expected))
    assert (found >= 0).all()


@given(seeds)
def test_the_density_is_linear_in_the_weight(seed):
    x, y, weight, at_x, at_y = scattered(seed)
    other = np.arange(12.0)
    both = item_density(x, y, 3 * weight + other, at_x, at_y)
    one, rest = item_density(x, y, weight, at_x, at_y), item_density(x, y, other, at_x, at_y)
    assert both == pytest.approx(3 * one + rest)


@given(seeds, st.floats(0, 6.3), st.floats(0.01, 100))
def test_turning_and_scaling_the_map_change_nothing(seed, angle, scale):
    x, y, weight, at_x, at_y = scattered(seed)

    def turned(a, b):
        cos, sin = scale * math.cos(angle), scale * math.sin(angle)
        return cos * a - sin * b, sin * a + cos * b

    before = item_density(x, y, weight, at_x, at_y)
    after = item_density(*turned(x, y), weight, *turned(at_x, at_y))
    assert after == pytest.approx(before, rel=1e-6)


@given(seeds)
def test_the_densities_of_the_clusters_add_up(seed):
    x, y, weight, at_x, at_y = scattered(seed)
    cluster = np.arange(12) % 3
    parts = cluster_density(x, y, weight, at_x, at_y, cluster=cluster)
    assert parts.shape == (3, 7)
    assert parts.sum(axis=0) == pytest.approx(item_density(x, y, weight, at_x, at_y))
    alone = item_density(x, y, np.where(cluster == 1, weight, 0), at_x, at_y)
    assert parts[1] == pytest.approx(alone)


def test_a_grid_keeps_its_shape():
    at_x, at_y = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 3))
    cluster = np.array([0, 0, 0, 1, 1, 1])
    assert item_density(X6, Y6, DEGREE, at_x, at_y).shape == (3, 5)
    assert cluster_density(X6, Y6, DEGREE, at_x, at_y, cluster=cluster).shape == (2, 3, 5)


def test_many_places_and_keywords_are_done_in_pieces():
    x, y, weight, at_x, at_y = scattered(1, n=1500, n_places=1500)
    whole = item_density(x, y, weight, at_x, at_y)
    last = item_density(x, y, weight, at_x[-3:], at_y[-3:])
    assert whole[-3:].tolist() == last.tolist()
    distances = np.hypot(x[:, None] - x, y[:, None] - y)
    assert mean_distance(x, y) == pytest.approx(distances.sum() / (1500 * 1499))


def test_a_single_keyword_and_coincident_ones_have_a_unit_of_1():
    at = np.array([0.0, 0.125])
    for n in (1, 2):
        none = np.zeros(n)
        found = item_density(none, none, np.full(n, 4.0), at, np.zeros(2))
        assert found == pytest.approx([4 * n, 4 * n * math.exp(-1)])


def test_without_keywords_there_is_no_density():
    none, at = np.zeros(0), np.zeros(2)
    assert item_density(none, none, none, at, at).tolist() == [0, 0]
    cluster = np.zeros(0, dtype=np.int64)
    assert cluster_density(none, none, none, at, at, cluster=cluster).shape == (0, 2)


@pytest.mark.parametrize("width", [0, -1, math.nan])
def test_a_width_that_is_not_above_0_is_refused(width):
    with pytest.raises(CallError, match="width of the density is"):
        item_density(X6, Y6, DEGREE, X6, Y6, width=width)
