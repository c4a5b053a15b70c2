"""Turning points: which links count, and their order; sigma."""

import numpy as np
import pytest

from cooccur.errors import CallError
from cooccur.model import Columns
from cooccur.network.metrics import measure
from cooccur.network.turning import sigma, turning_points


def test_the_bridge_between_two_triangles_is_a_turning_point(graph_g6):
    points = turning_points(measure(graph_g6))
    assert {name: values.tolist() for name, values in points.items()} == {
        "link": [3],
        "source": [2],
        "target": [3],
        "betweenness": [0.6],
    }


def test_links_within_a_cluster_are_none(make_network):
    network = measure(make_network(3, [(0, 1), (1, 2)], cluster=[0, 0, 0]))
    assert network.node_columns["betweenness"][1] == 1
    assert turning_points(network).length == 0


def test_one_end_must_reach_the_least_betweenness(make_network):
    network = make_network(4, [(0, 1), (2, 3)], cluster=[0, 1, 0, 1])
    network = network.with_columns(node={"betweenness": np.array([0.0, 0.1, 0.05, 0.09])})
    assert turning_points(network)["link"].tolist() == [0]
    assert turning_points(network, least=0.05)["link"].tolist() == [0, 1]
    assert turning_points(network, least=0.2).length == 0


def test_turning_points_stand_by_betweenness_then_by_keys(make_network):
    network = make_network(5, [(0, 2), (0, 3), (1, 2), (1, 4)], cluster=[0, 0, 1, 1, 1])
    values = {"betweenness": np.array([0.3, 0.3, 0.2, 0.0, 0.5]), "key": list("bacde")}
    points = turning_points(network.with_columns(node=values))
    assert points["betweenness"].tolist() == [0.5, 0.3, 0.3, 0.3]
    ends = list(zip(points["source"].tolist(), points["target"].tolist(), strict=True))
    assert ends == [(1, 4), (1, 2), (0, 2), (0, 3)]


def test_a_network_without_links_has_none(make_network):
    points = turning_points(measure(make_network(2, [], cluster=[0, 1])))
    assert isinstance(points, Columns)
    assert points.length == 0


def test_a_least_below_zero_is_refused(graph_g6):
    with pytest.raises(CallError, match=r"least is -0\.1"):
        turning_points(measure(graph_g6), least=-0.1)


def test_worked_number_of_sigma():
    assert sigma(0.18, 5.27) == pytest.approx(2.392314, abs=1e-6)
    assert sigma([0.5, 0.0, 1.0], [np.nan, 9.0, 1e6]).tolist()[:2] == [1, 1]
    assert np.isfinite(sigma(1.0, 1e6))
