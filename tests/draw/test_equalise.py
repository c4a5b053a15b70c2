import numpy as np
import pytest

from cooccur.draw.equalise import equalise


def crowd(n=300, seed=0):
    chance = np.random.default_rng(seed)
    near = np.array([[500.0], [300.0]]) + 30 * chance.normal(size=(2, n))
    return np.clip(np.concatenate([near, chance.random((2, 40)) * [[1000], [600]]], axis=1), 0, 600)


def mean_gap(points):
    apart = np.hypot(*(points[:, :, None] - points[:, None, :]))
    np.fill_diagonal(apart, np.inf)
    return apart.min(axis=1).mean()


def test_a_crowd_takes_more_room_and_nobody_leaves_the_frame():
    points = crowd()
    moved = equalise(points, np.ones(340), 1000, 600, ease=0.5)
    assert mean_gap(moved) > 2 * mean_gap(points)
    assert (moved >= 0).all()
    assert (moved <= [[1000], [600]]).all()


def test_an_even_picture_stays_as_it_is():
    x, y = np.meshgrid((np.arange(20) + 0.5) * 50, (np.arange(12) + 0.5) * 50)
    points = np.stack([x.ravel(), y.ravel()])
    moved = equalise(points, np.ones(240), 1000, 600, ease=0.5)
    assert np.abs(moved - points).max() < 8


def test_more_ease_moves_less():
    points = crowd()
    moves = [
        np.abs(equalise(points, np.ones(340), 1000, 600, ease=ease) - points).mean()
        for ease in (0.2, 1.0, 10.0)
    ]
    assert moves == sorted(moves, reverse=True)


def test_neighbours_on_a_line_keep_their_order():
    x = np.sort(np.random.default_rng(3).beta(2, 6, 200)) * 1000
    moved = equalise(np.stack([x, np.full(200, 300.0)]), np.ones(200), 1000, 600, ease=0.3)
    assert (np.diff(moved[0]) > -0.5).all()


def test_who_wants_more_room_gets_it():
    points = np.array([[350.0, 450.0, 550.0, 650.0], [300.0] * 4])
    moved = equalise(points, np.array([1.0, 60.0, 60.0, 1.0]), 1000, 600, ease=0.3)
    gaps = np.diff(moved[0])
    assert gaps[1] > 1.2 * gaps[0]
    assert gaps[0] == pytest.approx(gaps[2], rel=0.02)
