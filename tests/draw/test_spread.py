import numpy as np
import pytest

from cooccur.components import connected_components
from cooccur.draw.labels import place_labels
from cooccur.draw.spread import STAGE, UNIT, _close_pairs, make_room, push_apart
from cooccur.draw.vos import vos_layout

PAGE = (1130.0, 792.0)


@pytest.fixture(scope="module")
def lay_out(association, looks_of):
    """Layout of a network and the places shown."""

    def lay_out(network):
        columns = network.link_columns
        links = columns["source"], columns["target"]
        weight = association(network.n_nodes, np.stack(links, axis=1), columns["strength"])[2]
        points = vos_layout(network.n_nodes, *links, weight)
        component = connected_components(network.n_nodes, *links)
        return points, make_room(points, component, *looks_of(network))

    return lay_out


def on_a_page(shown):
    """Places on a page of 1440 x 900 px: one scale, all centres in its margins."""
    x, y = shown[:, 0], -shown[:, 1]
    scale = min((PAGE[0] - 128) / np.ptp(x), (PAGE[1] - 68) / np.ptp(y))
    middle = [(side.max() + side.min()) / 2 for side in (x, y)]
    return (x - middle[0]) * scale + PAGE[0] / 2, (y - middle[1]) * scale + PAGE[1] / 2


@pytest.fixture(scope="module")
def labelled(looks_of):
    """Which keywords get a label on a page."""

    def labelled(network, shown):
        boxes = place_labels(*on_a_page(shown), *looks_of(network), *PAGE)
        return ~np.isnan(boxes[:, 0])

    return labelled


@pytest.fixture(scope="module")
def overlapping_circles(looks_of):
    """How many pairs of circles overlap on a page."""

    def overlapping_circles(network, shown):
        x, y = on_a_page(shown)
        radius = looks_of(network)[0]
        apart = np.hypot(x[:, None] - x, y[:, None] - y) - radius[:, None] - radius
        return int((np.triu(apart < -0.5, 1)).sum())

    return overlapping_circles


def rank_correlation(one, other):
    ranks = []
    for points in (one, other):
        upper = np.triu_indices(len(points), 1)
        apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))[upper]
        ranks.append(np.argsort(np.argsort(apart)))
    return np.corrcoef(*ranks)[0, 1]


def test_the_frequent_keywords_of_real_maps_are_labelled(
    lay_out, labelled, overlapping_circles, real_network
):
    _, shown = lay_out(real_network)
    found = labelled(real_network, shown)
    assert found[:20].sum() >= 19
    assert found[:50].sum() >= min(35, len(found))
    assert found.sum() >= min(90, 0.8 * len(found))
    assert overlapping_circles(real_network, shown) == 0


@pytest.fixture(scope="module")
def hairball(planted, network_of):
    ends = planted(250, 4000) + [(0, other) for other in range(1, 250)]
    occurrences = np.ceil(900 / np.arange(1, 251) ** 0.9)
    names = ["the search term", *(f"{'long ' * (n % 4)}keyword {n}" for n in range(1, 250))]
    return network_of(250, set(ends), occurrences=occurrences, keywords=names)


def test_a_dense_hairball_can_be_read(lay_out, labelled, overlapping_circles, hairball):
    points, shown = lay_out(hairball)
    found = labelled(hairball, shown)
    assert found[:20].sum() >= 19
    assert found[:50].sum() >= 35
    assert found.sum() >= 90
    assert overlapping_circles(hairball, shown) == 0
    assert rank_correlation(points, shown) > 0.8


def test_the_picture_fills_the_stage_and_stays_on_it(lay_out, hairball):
    _, shown = lay_out(hairball)
    size = np.ptp(shown, axis=0) * UNIT
    assert (np.abs(shown) * UNIT <= np.array(STAGE) / 2 + 1e-6).all()
    assert size[0] > 0.9 * STAGE[0] or size[1] > 0.9 * STAGE[1]
    assert (size > 0.6 * np.array(STAGE)).all()


def test_isolated_keywords_and_outliers_leave_the_main_body_its_room(
    lay_out, labelled, planted, network_of
):
    ends = [*planted(100, 500), (99, 100)]
    network = network_of(112, ends, occurrences=np.r_[np.arange(200, 100, -1), [3] * 12])
    _, shown = lay_out(network)
    main = np.ptp(shown[:100], axis=0) * UNIT
    assert (main > 0.6 * np.array(STAGE)).all()
    assert shown[101:, 1].max() < shown[:101, 1].min()
    assert labelled(network, shown)[101:].all()


def test_components_of_equal_size_lie_side_by_side(lay_out, labelled, network_of):
    cliques = [(5 * c + i, 5 * c + j) for c in range(8) for i in range(5) for j in range(i)]
    network = network_of(40, [(b, a) for a, b in cliques])
    _, shown = lay_out(network)
    boxes = [
        (shown[5 * c : 5 * c + 5].min(axis=0), shown[5 * c : 5 * c + 5].max(axis=0))
        for c in range(8)
    ]
    for i, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[:i]:
            assert ((high < other_low) | (other_high < low)).any()
    assert labelled(network, shown).all()


def test_the_smallest_maps(lay_out, network_of):
    def shown(n_nodes, ends):
        return lay_out(network_of(n_nodes, ends))[1]

    assert shown(0, []).shape == (0, 2)
    assert shown(1, []).tolist() == [[0, 0]]
    for ends in ([], [(0, 1)]):
        pair = shown(2, ends)
        assert np.hypot(*(pair[0] - pair[1])) * UNIT > 100
    assert np.isfinite(shown(3, [(0, 1), (1, 2)])).all()


def test_boxes_that_are_free_stay_and_overlapping_ones_part():
    places = np.array([[100.0, 104.0, 400.0], [100.0, 101.0, 300.0]])
    half = np.array([30.0, 30.0, 30.0]), np.array([8.0, 8.0, 8.0])
    bounds = np.zeros((2, 3)), np.full((2, 3), 500.0)
    moved = push_apart(places, *half, *bounds)
    assert moved[:, 2] == pytest.approx(places[:, 2], abs=0.1)
    # By the short way: flat boxes part upwards and downwards.
    assert abs(moved[1, 0] - moved[1, 1]) > 14
    assert abs(moved[0, 0] - moved[0, 1]) < 20


def test_a_large_box_stays_and_small_ones_make_room():
    places = np.array([[250.0, 255.0], [250.0, 252.0]])
    half = np.array([60.0, 3.0]), np.array([40.0, 3.0])
    moved = push_apart(places, *half, np.zeros((2, 2)), np.full((2, 2), 500.0))
    shift = np.hypot(*(moved - places))
    assert shift[0] < 1
    assert shift[1] > 30


def test_many_boxes_on_one_point_part_without_leaving_their_bounds():
    places = np.full((2, 60), 250.0)
    half = np.full(60, 8.0)
    moved = push_apart(places, half, half, np.full((2, 60), 100.0), np.full((2, 60), 400.0))
    apart = np.abs(moved[:, :, None] - moved[:, None, :]).max(axis=0)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 12
    assert moved.min() >= 100
    assert moved.max() <= 400


def test_every_close_pair_is_found_once():
    chance = np.random.default_rng(5)
    places = chance.random((2, 300)) * [[1000], [600]] - 20
    half_width, half_height = chance.random(300) * 60 + 2, chance.random(300) * 15 + 2
    found = _close_pairs(places, half_width, half_height)
    pairs = [tuple(sorted(pair)) for pair in zip(*(side.tolist() for side in found), strict=True)]
    assert len(pairs) == len(set(pairs))
    apart = np.abs(places[:, :, None] - places[:, None, :])
    reach = [np.add.outer(half, half) for half in (half_width, half_height)]
    touching = np.argwhere(np.triu((apart[0] < reach[0]) & (apart[1] < reach[1]), 1))
    assert {tuple(pair) for pair in touching.tolist()} <= set(pairs)
    assert len(pairs) < 300 * 299 / 2 / 4


def test_thousands_of_keywords_are_spread_over_the_stage(labelled, planted, network_of, looks_of):
    n = 2500
    occurrences = np.ceil(2000 / np.arange(1, n + 1) ** 0.8)
    network = network_of(n, planted(n, 8000), occurrences=occurrences)
    points = np.random.default_rng(2).normal(size=(n, 2)) ** 3
    shown = make_room(points, np.zeros(n, dtype=np.int64), *looks_of(network))
    assert (np.ptp(shown, axis=0) * UNIT > 0.8 * np.array(STAGE)).all()
    assert labelled(network, shown)[:20].sum() >= 19
    cells = np.histogram2d(*shown.T, bins=(12, 8))[0]
    assert cells.max() < 6 * n / 96
