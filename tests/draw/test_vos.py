import hashlib
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cooccur.components import connected_components
from cooccur.draw import energy, vos
from cooccur.draw.descent import minimise
from cooccur.draw.energy import VosEnergy
from cooccur.draw.vos import objective, standard_form, vos_layout
from cooccur.errors import CallError

G6 = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
WORKED = np.array([(-1.5, 0.5), (-1.5, -0.5), (-0.75, 0), (0.75, 0), (1.5, 0.5), (1.5, -0.5)])


def distances(points):
    return np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))


def mean_distance(points):
    return distances(points)[np.triu_indices(len(points), 1)].mean()


def at_the_best_scale(points, links):
    """The objective (2, 1) after the best uniform rescaling."""
    push = distances(points).sum() / 2
    pull = objective(points, *links) + push
    return -push * push / (4 * pull)


def test_the_objective_of_the_worked_example(association):
    assert objective(WORKED, *association(6, G6)) == pytest.approx(-19.607984, abs=1e-6)
    assert at_the_best_scale(WORKED, association(6, G6)) == pytest.approx(-22.695, abs=1e-6)
    assert mean_distance(WORKED) == pytest.approx(1.909977, abs=1e-6)
    assert WORKED.var(axis=0) == pytest.approx([1.6875, 0.166667], abs=1e-6)


def test_the_optimum_of_the_worked_example_is_found(association):
    links = association(6, G6)
    points = vos_layout(6, *links)
    assert at_the_best_scale(points, links) == pytest.approx(-39.988091, abs=1e-5)
    assert np.sort(np.abs(points[:, 0])) == pytest.approx([0.5425] * 2 + [0.8638] * 4, abs=2e-4)
    assert np.sort(np.abs(points[:, 1])) == pytest.approx([0, 0] + [0.0224] * 4, abs=2e-4)


@given(
    arrays(float, (7, 2), elements=st.floats(-100, 100, width=16)),
    st.floats(0, 6),
    st.floats(0.125, 8),
    st.booleans(),
)
def test_standard_form_tells_nothing_of_how_the_picture_was_held(points, angle, scale, mirrored):
    if np.linalg.matrix_rank(points - points.mean(axis=0), tol=1e-3) < 2:
        return
    form = standard_form(points)
    assert np.abs(form.mean(axis=0)).max() < 1e-9
    assert abs((form[:, 0] * form[:, 1]).sum()) < 1e-8
    assert form[:, 0].var() >= form[:, 1].var() - 1e-12
    assert (np.median(form, axis=0) <= 1e-12).all()
    assert mean_distance(form) == pytest.approx(1.0)
    np.testing.assert_allclose(standard_form(form), form, atol=1e-7)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    held = scale * (points * ([-1, 1] if mirrored else [1, 1])) @ turn + 3
    np.testing.assert_allclose(distances(standard_form(held)), distances(form), atol=1e-6)


def test_one_node_two_nodes_and_nodes_on_one_point(association):
    none = association(1, [])
    assert vos_layout(0, *none).shape == (0, 2)
    assert vos_layout(1, *none).tolist() == [[0, 0]]
    assert vos_layout(2, *association(2, [(0, 1)])).tolist() == [[-0.5, 0], [0.5, 0]]
    assert vos_layout(2, *none).tolist() == [[-0.5, 0], [0.5, 0]]
    assert standard_form(np.ones((4, 2))).tolist() == [[0, 0]] * 4


def test_keywords_with_the_same_links_do_not_fall_on_one_point(association):
    points = vos_layout(9, *association(9, [(0, leaf) for leaf in range(1, 9)]))
    assert distances(points)[np.triu_indices(9, 1)].min() > 0.1
    assert np.abs(points[0]).max() < 0.01


def test_the_order_of_the_nodes_does_not_change_the_picture(association, planted):
    ends = planted(40, 240)
    points = vos_layout(40, *association(40, ends))
    place = np.random.default_rng(1).permutation(40)
    turned = [tuple(sorted((place[a], place[b]))) for a, b in ends]
    other = vos_layout(40, *association(40, turned))[place]
    np.testing.assert_allclose(distances(other), distances(points), atol=2e-3)


def test_a_factor_on_all_weights_does_not_change_the_layout(association, planted):
    source, target, weight = association(30, planted(30, 90))
    points = vos_layout(30, source, target, weight)
    other = vos_layout(30, source, target, 1e-4 * weight)
    np.testing.assert_allclose(distances(other), distances(points), atol=1e-3)


def best_of_long_runs(n_nodes, links, runs=20):
    function = VosEnergy(n_nodes, *links)
    softness = 1.0 / np.bincount(np.concatenate(links[:2]), np.tile(links[2], 2), n_nodes)
    values = [
        minimise(
            function,
            np.random.default_rng([77, run]).normal(size=(2, n_nodes)),
            softness,
            tolerance=1e-10,
        )[1]
        for run in range(runs)
    ]
    return min(values)


@pytest.mark.parametrize(("n_nodes", "n_links"), [(60, 130), (120, 300), (150, 1500)])
def test_no_long_run_beats_the_layout_by_half_a_per_cent(association, planted, n_nodes, n_links):
    links = association(n_nodes, planted(n_nodes, n_links, seed=n_nodes))
    value = at_the_best_scale(vos_layout(n_nodes, *links), links)
    assert value <= 0.995 * best_of_long_runs(n_nodes, links)


def test_no_long_run_beats_the_layout_of_real_keywords_by_half_a_per_cent(real_network):
    columns = real_network.link_columns
    n = real_network.n_nodes
    root = connected_components(n, columns["source"], columns["target"])
    kept = root == np.bincount(root).argmax()
    place = np.cumsum(kept) - 1
    inside = kept[columns["source"]]
    links = (
        place[columns["source"][inside]],
        place[columns["target"][inside]],
        columns["weight"][inside],
    )
    n = int(kept.sum())
    value = at_the_best_scale(vos_layout(n, *links), links)
    assert value <= 0.995 * best_of_long_runs(n, links)


def test_a_large_network_on_the_grid_is_as_good_as_pair_by_pair(association, planted, monkeypatch):
    links = association(600, planted(600, 3000))
    exact = at_the_best_scale(vos_layout(600, *links), links)
    monkeypatch.setattr(energy, "EXACT_LIMIT", 100)
    monkeypatch.setattr(vos, "EXACT_LIMIT", 100)
    assert at_the_best_scale(vos_layout(600, *links), links) <= 0.999 * exact


@pytest.mark.parametrize("limit", [1500, 20])
def test_components_lie_apart_and_their_shapes_stay(association, planted, monkeypatch, limit):
    monkeypatch.setattr(energy, "EXACT_LIMIT", limit)
    monkeypatch.setattr(vos, "EXACT_LIMIT", limit)
    ends = [*planted(40, 120), (40, 41), (42, 43), (42, 44), (43, 44)]
    points = vos_layout(47, *association(47, ends))
    assert np.isfinite(points).all()
    assert mean_distance(points) == pytest.approx(1.0)
    centre = points[:40].mean(axis=0)
    reach = np.hypot(*(points[:40] - centre).T).max()
    assert np.hypot(*(points[40:] - centre).T).min() > 2 * reach
    alone = vos_layout(40, *association(40, planted(40, 120)))
    shapes = [standard_form(points[:40]), alone]
    together, apart = (distances(shape)[np.triu_indices(40, 1)] for shape in shapes)
    assert np.corrcoef(together, apart)[0, 1] > 0.97


def test_a_network_without_links_is_spread_evenly(association):
    points = vos_layout(30, *association(30, []))
    assert distances(points)[np.triu_indices(30, 1)].min() > 0.05


@pytest.mark.parametrize(("attraction", "repulsion"), [(1.0, 0.0), (3.0, 1.0), (2.0, -1.0)])
def test_other_exponents_lower_their_own_objective(association, planted, attraction, repulsion):
    links = association(40, planted(40, 120))

    def lowest(points):
        options = {"attraction": attraction, "repulsion": repulsion}
        return min(objective(s * points, *links, **options) for s in np.geomspace(0.01, 100, 400))

    points = vos_layout(40, *links, attraction=attraction, repulsion=repulsion)
    assert lowest(points) < lowest(vos_layout(40, *links))


def test_attraction_must_be_the_larger_exponent(association):
    with pytest.raises(CallError, match="attraction 1 and repulsion 1"):
        vos_layout(3, *association(3, [(0, 1)]), attraction=1, repulsion=1)


SCRIPT = """
import hashlib
from conftest import association, planted
from cooccur.draw.vos import vos_layout
parts = [(300, planted(300, 900)), (90, planted(60, 150)), (1600, planted(1600, 2600))]
whole = b"".join(vos_layout(n, *association(n, ends)).tobytes() for n, ends in parts)
print(hashlib.sha256(whole).hexdigest())
"""


def test_threads_and_hash_seeds_do_not_change_a_bit(request):
    def run(threads):
        settings = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), threads)
        found = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=request.path.parent,
            env={**settings, "PYTHONHASHSEED": threads},
            capture_output=True,
            text=True,
            check=True,
        )
        return found.stdout

    one = run("1")
    assert len(one.strip()) == 2 * hashlib.sha256().digest_size
    assert run("2") == one


@given(st.integers(1, 12), st.data())
def test_components_are_those_of_networkx(n_nodes, data):
    node = st.integers(0, n_nodes - 1)
    ends = data.draw(st.lists(st.tuples(node, node), max_size=15))
    graph = nx.Graph(ends)
    graph.add_nodes_from(range(n_nodes))
    expected = {v: min(part) for part in nx.connected_components(graph) for v in part}
    source, target = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    root = connected_components(n_nodes, source, target)
    assert root.tolist() == [expected[v] for v in range(n_nodes)]


def test_a_picture_of_no_point_or_of_one_place_is_centred():
    assert vos.centred(np.zeros((0, 2))).shape == (0, 2)
    assert vos.centred(np.full((3, 2), 7.5)).tolist() == [[0, 0]] * 3
