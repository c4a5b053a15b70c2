import numpy as np
import pytest

from cooccur.draw import energy
from cooccur.draw.energy import VosEnergy

EXPONENTS = [(2.0, 1.0, 0.0), (2.0, 1.0, 0.01), (1.0, 0.0, 0.0), (2.0, 0.0, 0.1), (1.5, -1.0, 0.2)]


def power(distance, exponent):
    return np.log(distance) if exponent == 0 else distance**exponent / exponent


@pytest.mark.parametrize(("attraction", "repulsion", "cohesion"), EXPONENTS)
def test_the_energy_is_the_sum_over_all_pairs(
    association, planted, attraction, repulsion, cohesion
):
    source, target, weight = links = association(250, planted(250, 700))
    points = np.random.default_rng(0).normal(size=(2, 250))
    distance = np.hypot(*(points[:, :, None] - points[:, None, :]))
    pairs = distance[np.triu_indices(250, 1)]
    expected = (weight * power(distance[source, target], attraction)).sum()
    expected -= power(pairs, repulsion).sum()
    expected += cohesion * power(pairs, attraction).sum()
    function = VosEnergy(250, *links, attraction=attraction, repulsion=repulsion, cohesion=cohesion)
    assert function(points)[0] == pytest.approx(expected)


def slope(function, points, gradient):
    """Slope along the gradient, measured and told."""
    direction = gradient / np.sqrt((gradient**2).sum())
    ahead, behind = (function(points + s * direction)[0] for s in (1e-5, -1e-5))
    return (ahead - behind) / 2e-5, np.sqrt((gradient**2).sum())


@pytest.mark.parametrize(("attraction", "repulsion", "cohesion"), EXPONENTS)
def test_the_gradient_is_the_slope_of_the_energy(
    association, planted, attraction, repulsion, cohesion
):
    links = association(200, planted(200, 500))
    function = VosEnergy(200, *links, attraction=attraction, repulsion=repulsion, cohesion=cohesion)
    points = np.random.default_rng(0).normal(size=(2, 200))
    measured, told = slope(function, points, function(points)[1])
    assert measured == pytest.approx(told, rel=1e-4)


@pytest.mark.parametrize("cohesion", [0.0, 0.01])
def test_on_the_grid_energy_and_gradient_are_close_to_exact(
    association, planted, monkeypatch, cohesion
):
    links = association(800, planted(800, 3000))
    function = VosEnergy(800, *links, cohesion=cohesion)
    points = np.random.default_rng(0).normal(size=(2, 800))
    value, gradient = function(points)
    monkeypatch.setattr(energy, "EXACT_LIMIT", 10)
    on_grid, grid_gradient = function(points)
    assert on_grid == pytest.approx(value, rel=2e-3)
    difference = np.sqrt(((grid_gradient - gradient) ** 2).sum() / (gradient**2).sum())
    assert difference < 5e-3
    measured, told = slope(function, points, grid_gradient)
    assert measured == pytest.approx(told, rel=1e-3)


def test_nodes_on_one_point_give_no_nan(association):
    function = VosEnergy(3, *association(3, [(0, 1)]))
    value, gradient = function(np.zeros((2, 3)))
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()
