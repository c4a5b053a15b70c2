import numpy as np
import pytest

from cooccur.draw.appearance import GREY, colour_of
from cooccur.draw.layout import lay_out, standard_form, vos_layout
from cooccur.errors import UnknownChoiceError
from cooccur.model import Step

G6 = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]


@pytest.fixture(scope="module")
def network(planted, network_of):
    return network_of(60, planted(60, 200), cluster=np.arange(60) % 10)


def test_a_map_has_places_in_standard_form_and_places_to_show(network):
    found = lay_out(network, seed=3, title="Trade", lang="zh", palette="vos")
    points = np.stack([found.x, found.y], axis=1)
    np.testing.assert_allclose(standard_form(points), points, atol=1e-9)
    assert found.network is network
    assert found.shown_x.shape == found.shown_y.shape == (60,)
    assert (found.title, found.lang, found.palette) == ("Trade", "zh", "vos")


def test_radius_and_colour_follow_occurrences_and_cluster(looks_of, network):
    found = lay_out(network)
    assert found.radius.tolist() == looks_of(network)[0].tolist()
    assert found.colour[0] == found.colour[10] == "#4545B8"
    assert found.colour[9] == colour_of(9)


def test_the_history_tells_the_step(network):
    options = (("attraction", 2), ("repulsion", 1), ("seed", 3))
    assert lay_out(network, seed=3).history == (Step("lay_out", options),)


def test_two_runs_give_the_same_places(network):
    one, other = lay_out(network), lay_out(network)
    for name in ("x", "y", "shown_x", "shown_y"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


def test_the_layout_follows_the_weights_of_the_links(network_of):
    strong = np.array([1.0, 1, 1, 1, 1, 1, 9])
    plain, weighted = network_of(6, G6), network_of(6, G6, weight=strong)
    gaps = [
        np.hypot(found.x[4] - found.x[5], found.y[4] - found.y[5])
        for found in (lay_out(plain), lay_out(weighted))
    ]
    assert gaps[1] < 0.5 * gaps[0]


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan])
def test_weights_that_are_not_all_positive_give_way_to_association_strength(network_of, bad):
    weight = np.array([1.0, 1, 1, bad, 1, 1, 1])
    one, other = lay_out(network_of(6, G6)), lay_out(network_of(6, G6, weight=weight))
    assert one.x.tolist() == other.x.tolist()


def test_the_level_of_a_similarity_does_not_matter_beside_isolated_keywords(planted, network_of):
    ends = planted(30, 90)
    plain = network_of(33, ends)
    source, target = plain.link_columns["source"], plain.link_columns["target"]
    total = np.bincount(np.concatenate((source, target)), minlength=33)
    strength = total.sum() / (total[source] * total[target])
    expected = vos_layout(33, source, target, strength)
    small = lay_out(network_of(33, ends, weight=0.001 * strength))
    np.testing.assert_allclose(small.x, expected[:, 0], atol=1e-6)
    np.testing.assert_allclose(small.y, expected[:, 1], atol=1e-6)


@pytest.mark.parametrize("n_nodes", [0, 1, 2, 3])
def test_the_smallest_networks_have_a_map(network_of, n_nodes):
    found = lay_out(network_of(n_nodes, []))
    assert np.isfinite(found.shown_x).all()
    assert found.x.shape == found.radius.shape == (n_nodes,)
    assert found.colour == (GREY,) * n_nodes


def test_an_unknown_palette_is_refused(network):
    with pytest.raises(UnknownChoiceError, match="rainbow"):
        lay_out(network, palette="rainbow")
