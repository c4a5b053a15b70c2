"""Correspondence analysis, simple and multiple, and classical scaling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.axes import (
    benzecri_inertia,
    classical_scaling,
    correspondence_analysis,
    multiple_correspondence,
    signed,
)

TOY = ["ABC", "AB", "ACD", "BC", "ABCD", "DE", "AE"]
seeds = st.integers(0, 10_000)


def presence(rows, keywords="ABCDE"):
    return np.array([[float(keyword in row) for keyword in keywords] for row in rows])


def table(seed, *, binary=True):
    chance = np.random.default_rng(seed)
    numbers = chance.random((14, 6))
    return (numbers < 0.4).astype(float) if binary else numbers


def indicator(matrix):
    both = np.hstack([matrix, 1 - matrix])
    return both[:, both.any(axis=0)]


def by_singular_values(matrix):
    """Eigenvalues of the columns by the singular values of the standardised residuals."""
    share = matrix[matrix.any(axis=1)] / matrix.sum()
    share = share[:, share.any(axis=0)]
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    residual = (share - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    return np.linalg.svd(residual, compute_uv=False) ** 2


def same(found, expected):
    expected = expected[expected > 1e-9]
    return found == pytest.approx(expected, abs=1e-9)


def test_worked_eigenvalues_of_the_toy_corpus():
    found = multiple_correspondence(presence(TOY))
    expected = [0.472090, 0.246172, 0.192009, 0.065329, 0.024400]
    assert found.inertia == pytest.approx(expected, abs=1e-6)
    assert found.inertia.sum() == pytest.approx(1)
    corrected = benzecri_inertia(found.inertia, 5)
    assert corrected == pytest.approx([0.115676, 0.003331, 0, 0, 0], abs=1e-6)


@given(seeds, st.booleans())
def test_eigenvalues_are_squares_of_singular_values(seed, binary):
    matrix = table(seed, binary=binary)
    assert same(correspondence_analysis(matrix).inertia, by_singular_values(matrix))


@given(seeds)
def test_multiple_analysis_is_that_of_the_indicator_matrix(seed):
    matrix = table(seed)
    found = multiple_correspondence(matrix)
    used = indicator(matrix)
    assert same(found.inertia, by_singular_values(used))
    assert found.inertia.sum() == pytest.approx(used.shape[1] / 6 - 1)


@given(seeds, st.booleans())
def test_coordinates_are_centred_and_of_mean_square_inertia(seed, binary):
    found = correspondence_analysis(table(seed, binary=binary))
    assert found.mass.sum() == pytest.approx(1)
    assert found.mass @ found.principal == pytest.approx(0 * found.inertia, abs=1e-9)
    products = (found.standard.T * found.mass) @ found.standard
    assert products == pytest.approx(np.eye(len(found.inertia)), abs=1e-9)


@given(seeds)
def test_distances_of_principal_coordinates_are_those_of_chi_squared(seed):
    matrix = table(seed, binary=False)
    share = matrix / matrix.sum()
    profile = share / share.sum(axis=0)
    weight = 1 / share.sum(axis=1)
    points = correspondence_analysis(matrix).principal
    for i in range(6):
        for j in range(i):
            expected = (weight * (profile[:, i] - profile[:, j]) ** 2).sum()
            assert ((points[i] - points[j]) ** 2).sum() == pytest.approx(expected)


@given(seeds)
def test_the_two_categories_of_a_keyword_balance(seed):
    found = multiple_correspondence(table(seed))
    weighted = found.principal * found.mass[:, None]
    assert weighted[:6] == pytest.approx(-weighted[6:], abs=1e-9)


def test_a_keyword_of_all_records_stands_in_the_middle_with_one_category():
    matrix = np.column_stack([presence(TOY), np.ones(7)])
    found = multiple_correspondence(matrix)
    assert found.inertia.sum() == pytest.approx(11 / 6 - 1)
    assert found.principal[[5, 11]] == pytest.approx(np.zeros((2, 5)), abs=1e-9)


def test_empty_rows_and_columns_change_nothing():
    matrix = presence(TOY)
    plain = correspondence_analysis(matrix)
    wider = correspondence_analysis(np.pad(matrix, ((0, 2), (0, 1))))
    assert wider.inertia == pytest.approx(plain.inertia)
    assert wider.standard[:5] == pytest.approx(plain.standard)
    assert wider.standard[5].tolist() == [0] * len(plain.inertia)


# Three equal parts without any link have two axes of one inertia: any turn of them would do.
PARTS = ["AB", "AB", "A", "CD", "CD", "C", "EF", "EF", "E"]


@pytest.mark.parametrize("analysis", [correspondence_analysis, multiple_correspondence])
@given(rows=st.permutations(PARTS))
def test_axes_of_equal_inertia_do_not_depend_on_the_order_of_the_rows(analysis, rows):
    found = analysis(presence(rows, "ABCDEF"))
    expected = analysis(presence(PARTS, "ABCDEF"))
    assert found.inertia[0] == pytest.approx(found.inertia[1])
    assert found.standard.tolist() == expected.standard.tolist()


def test_axes_of_equal_inertia_run_through_the_foremost_rows():
    points, values = classical_scaling(1 - np.eye(4))
    assert values == pytest.approx([0.5] * 3)
    far = 0.75 / np.sqrt(1.5)
    assert points[:, 0] == pytest.approx([far, -far / 3, -far / 3, -far / 3])
    assert points[0, 1:] == pytest.approx([0, 0], abs=1e-9)
    assert points[2:, 1] == pytest.approx([-points[1, 1] / 2] * 2)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_equal_records_have_no_axes(n):
    for analysis in (correspondence_analysis, multiple_correspondence):
        assert analysis(np.ones((4, n))).standard.shape[1] == 0
    assert classical_scaling(np.zeros((n, n)))[0].shape == (n, 0)


@given(seeds, st.integers(1, 3))
def test_scaling_reproduces_euclidean_distances(seed, n_axes):
    points = np.random.default_rng(seed).normal(size=(9, n_axes))
    distance = np.linalg.norm(points[:, None] - points, axis=2)
    found, values = classical_scaling(distance)
    assert found.shape == (9, n_axes)
    assert np.linalg.norm(found[:, None] - found, axis=2) == pytest.approx(distance, abs=1e-7)
    assert (found**2).sum(axis=0) == pytest.approx(values)
    assert found.sum(axis=0) == pytest.approx(np.zeros(n_axes), abs=1e-7)


def test_scaling_drops_axes_below_zero():
    # No Euclidean space has a centre at 1 from three points that are 3 apart.
    distance = np.full((4, 4), 3.0) - 3 * np.eye(4)
    distance[3, :3] = distance[:3, 3] = 1
    found, values = classical_scaling(distance)
    assert found.shape == (4, 2)
    assert (values > 0).all()


def test_correction_of_a_single_variable_is_zero():
    assert benzecri_inertia(np.array([1.0]), 1).tolist() == [0]


def test_the_first_of_the_farthest_coordinates_is_positive():
    turned = signed(np.array([[-1.0, 1.0], [2.0, -3.0], [-2.0, 3.0]]))
    assert turned.tolist() == [[-1, -1], [2, 3], [-2, -3]]
