import numpy as np
import pytest

from cooccur.draw.descent import minimise


def bowl(points):
    steep = np.array([[1.0, 100.0, 1e4]])
    return float((steep * (points - 3) ** 2).sum() / 2), steep * (points - 3)


def banana(points):
    x, y = points[:, 0]
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    slope = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
    return float(value), np.array(slope)[:, None]


def test_a_bowl_is_left_at_its_bottom():
    points, value = minimise(bowl, np.zeros((2, 3)), np.ones(3))
    assert value == pytest.approx(0, abs=1e-6)
    assert points == pytest.approx(np.full((2, 3), 3.0), abs=1e-3)


def test_a_bent_valley_is_followed_to_its_end():
    points, _ = minimise(banana, np.array([[-1.2], [1.0]]), np.ones(1))
    assert points[:, 0] == pytest.approx([1, 1], abs=1e-3)


def test_no_step_goes_up():
    seen = []

    def watched(points):
        seen.append(bowl(points)[0])
        return bowl(points)

    values = [minimise(watched, np.zeros((2, 3)), np.ones(3), max_steps=n)[1] for n in range(12)]
    assert values == sorted(values, reverse=True)
    assert values[0] == seen[0]
    assert values[-1] < values[0]


def test_a_start_at_the_minimum_stays_and_is_not_written_on():
    start = np.full((2, 3), 3.0)
    points, value = minimise(bowl, start, np.ones(3))
    assert value == 0
    assert points.tolist() == start.tolist()


def test_a_rougher_tolerance_ends_sooner():
    def steps(tolerance):
        count = [0]

        def counted(points):
            count[0] += 1
            value, slope = bowl(points)
            return value + 1.0, slope

        minimise(counted, np.zeros((2, 3)), np.ones(3), tolerance=tolerance)
        return count[0]

    assert steps(1e-1) < steps(1e-9)
