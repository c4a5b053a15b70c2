"""The conceptual structure: keywords on a plane, their groups and their dendrogram."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.axes import multiple_correspondence
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.structure import (
    LINKAGES,
    METHODS,
    conceptual_structure,
    cut,
    number_of_groups,
)

corpora = st.lists(
    st.lists(st.sampled_from("ABCDEFGHIJ"), min_size=1, max_size=5), min_size=8, max_size=40
)


def structure_of(corpus, **options):
    network = cooccurrence(corpus, min_occurrences=1)
    return conceptual_structure(network, min_occurrences=1, **options)


def columns_of(network, name="structure"):
    return {column: values.tolist() for column, values in network.tables[name].items()}


def has_three_keywords(rows):
    return len({keyword for row in rows for keyword in row}) >= 3


def test_the_toy_corpus_on_the_plane_of_its_worked_eigenvalues(corpus_t):
    network = conceptual_structure(cooccurrence(corpus_t))
    columns = columns_of(network)
    assert columns["node"] == [0, 1, 2, 3, 4]
    # F, and the record that holds nothing else, do not take part.
    whole = 0.115676 + 0.003331
    assert network.quality["structure_inertia_x"] == pytest.approx(11567.6 / whole / 1e3, abs=1e-2)
    assert network.quality["structure_inertia_y"] == pytest.approx(333.1 / whole / 1e3, abs=1e-2)
    rows = ["ABC", "AB", "ACD", "BC", "ABCD", "DE", "AE"]
    matrix = np.array([[float(k in row) for k in "ABCDE"] for row in rows])
    expected = multiple_correspondence(matrix).principal[:5, :2]
    for axis, name in enumerate("xy"):
        assert np.abs(columns[name]) == pytest.approx(np.abs(expected[:, axis]), abs=1e-9)
        assert max(columns[name], key=abs) > 0


@pytest.mark.parametrize("method", METHODS)
def test_the_first_axis_parts_what_shares_no_records(make_corpus, method):
    corpus = make_corpus(["ABC", "AB", "BC", "ABC", "DEF", "DE", "EF", "DEF", "CD"])
    network = structure_of(corpus, method=method)
    x = dict(zip(network.node_columns["keyword"], columns_of(network)["x"], strict=True))
    one, other = [x[k] for k in "ABC"], [x[k] for k in "DEF"]
    assert max(one) < 0 < min(other) or max(other) < 0 < min(one)


def test_correspondence_analysis_draws_standard_coordinates(corpus_t):
    columns = columns_of(conceptual_structure(cooccurrence(corpus_t), method="ca"))
    mass = np.array([5, 4, 4, 3, 2]) / 18
    for axis in "xy":
        assert mass @ np.square(columns[axis]) == pytest.approx(1)


def test_the_largest_group_is_the_first_and_then_the_most_frequent(make_corpus):
    corpus = make_corpus(["AB", "AB", "CDE", "CDE", "FG", "FG", "F"])
    network = structure_of(corpus, method="mds", clusters=3)
    keyword = network.node_columns["keyword"]
    group = dict(zip(keyword, columns_of(network)["group"], strict=True))
    assert [group[k] for k in "CDEFGAB"] == [0, 0, 0, 1, 1, 2, 2]


def test_a_jump_in_height_tells_the_number_of_groups():
    assert number_of_groups(np.array([0.1, 0.2, 0.3, 2.0, 2.1]), max_groups=5) == 3
    assert number_of_groups(np.array([0.1, 0.2, 3.0, 4.0, 5.0]), max_groups=3) == 2
    assert number_of_groups(np.array([0.1, 2.9, 3.0, 4.0, 5.0]), max_groups=5) == 5
    assert number_of_groups(np.array([1.0, 1.0]), max_groups=5) == 2
    assert number_of_groups(np.zeros(9), max_groups=5) == 2


def test_undoing_merges_gives_groups():
    left, right = np.array([0, 1, 3, 5]), np.array([4, 2, 6, 7])
    assert cut(left, right, 1).tolist() == [0, 0, 0, 0, 0]
    assert cut(left, right, 2).tolist() == [1, 0, 0, 0, 1]
    assert cut(left, right, 3).tolist() == [0, 1, 1, 2, 0]
    assert cut(left, right, 5).tolist() == [0, 1, 2, 3, 4]


def members_of(columns, n):
    """The rows below every row of the dendrogram."""
    members = [{row} for row in range(n)]
    for left, right in zip(columns["left"], columns["right"], strict=True):
        members.append(members[left] | members[right])
    return members


@given(corpora.filter(has_three_keywords), st.sampled_from(sorted(METHODS)))
def test_the_dendrogram_is_that_of_average_linkage(make_corpus, rows, method):
    network = structure_of(make_corpus(rows), method=method)
    plane, tree = columns_of(network), columns_of(network, "dendrogram")
    points = np.column_stack([plane["x"], plane["y"]])
    n = len(points)
    members = members_of(tree, n)
    open_groups = set(range(n))

    def apart(one, other):
        pairs = [(a, b) for a in members[one] for b in members[other]]
        return np.mean([np.linalg.norm(points[a] - points[b]) for a, b in pairs])

    for row, (left, right) in enumerate(zip(tree["left"], tree["right"], strict=True)):
        nearest = min(apart(a, b) for a, b in combinations(sorted(open_groups), 2))
        assert apart(left, right) == pytest.approx(nearest, abs=1e-8)
        assert tree["height"][row] == pytest.approx(nearest, abs=1e-8)
        assert tree["size"][row] == len(members[n + row])
        open_groups = open_groups - {left, right} | {n + row}


@given(corpora.filter(has_three_keywords), st.sampled_from(LINKAGES))
def test_leaves_of_a_branch_and_of_a_group_stand_side_by_side(make_corpus, rows, linkage):
    network = structure_of(make_corpus(rows), linkage=linkage)
    columns = columns_of(network)
    n = len(columns["node"])
    leaf, group = np.array(columns["leaf"]), np.array(columns["group"])
    assert sorted(columns["leaf"]) == list(range(n))
    groups = [np.flatnonzero(group == g).tolist() for g in range(group.max() + 1)]
    assert 2 <= len(groups) <= 5
    for branch in [*members_of(columns_of(network, "dendrogram"), n), *groups]:
        assert np.ptp(leaf[sorted(branch)]) == len(branch) - 1


@given(
    corpora.filter(has_three_keywords),
    st.sampled_from(sorted(METHODS)),
    st.sampled_from(LINKAGES),
    st.randoms(),
)
def test_the_order_of_records_changes_nothing(make_corpus, rows, method, linkage, chance):
    shuffled = [chance.sample(row, len(row)) for row in chance.sample(rows, len(rows))]
    one, other = (
        structure_of(make_corpus(of), method=method, linkage=linkage) for of in (rows, shuffled)
    )
    assert one.quality == other.quality
    for name in ("structure", "dendrogram"):
        assert columns_of(one, name) == columns_of(other, name)


@given(corpora.filter(has_three_keywords), st.sampled_from(sorted(METHODS)))
def test_numbers_are_finite_and_shares_are_shares(make_corpus, rows, method):
    network = structure_of(make_corpus(rows), method=method)
    columns = columns_of(network)
    assert np.isfinite(columns["x"] + columns["y"]).all()
    x, y = network.quality["structure_inertia_x"], network.quality["structure_inertia_y"]
    assert 0 <= y <= x + 1e-9
    assert x + y <= 100 + 1e-9


def test_keywords_that_never_part_are_one_point(make_corpus):
    for method in METHODS:
        network = structure_of(make_corpus(["ABC", "ABC"]), method=method)
        columns = columns_of(network)
        assert columns["x"] == columns["y"] == [0, 0, 0]
        assert network.quality == {"structure_inertia_x": 0, "structure_inertia_y": 0}
        assert columns_of(network, "dendrogram")["height"] == [0, 0]


def test_only_the_most_frequent_keywords_take_part(corpus_t):
    network = conceptual_structure(cooccurrence(corpus_t), max_keywords=3)
    assert columns_of(network)["node"] == [0, 1, 2]
    assert columns_of(network, "dendrogram")["size"] == [2, 3]


@pytest.mark.parametrize("rows", [[], ["A"], ["AB", "AB", "C"]])
def test_fewer_than_three_keywords_are_refused(make_corpus, rows):
    network = cooccurrence(make_corpus(rows), min_occurrences=1)
    with pytest.raises(CallError, match=r"keywords occur in at least 2 records.* needs 3"):
        conceptual_structure(network)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_occurrences": 0}, "min_occurrences is 0, at least 1"),
        ({"max_clusters": 1}, "max_clusters is 1, at least 2"),
        ({"max_keywords": 2}, "max_keywords is 2, at least 3"),
        ({"clusters": 0}, "clusters is 0, auto or at least 1"),
        ({"clusters": "many"}, "clusters is 'many', auto or at least 1"),
        ({"clusters": 6}, "clusters is 6, but there are only 5 keywords"),
    ],
)
def test_options_out_of_range_are_refused(corpus_t, options, message):
    with pytest.raises(CallError, match=message):
        conceptual_structure(cooccurrence(corpus_t), **options)


def test_names_that_do_not_exist_are_refused(corpus_t):
    with pytest.raises(UnknownChoiceError, match="known: mca, ca, mds"):
        conceptual_structure(cooccurrence(corpus_t), method="pca")
    with pytest.raises(UnknownChoiceError, match="known: average, ward"):
        conceptual_structure(cooccurrence(corpus_t), linkage="single")


def test_the_network_it_was_given_stays_as_it_is(corpus_t):
    network = cooccurrence(corpus_t)
    found = conceptual_structure(network, clusters=2)
    assert not network.tables
    assert not network.quality
    assert network.history == found.history[:-1]
    assert ("clusters", 2) in found.history[-1].options
    assert list(found.table("structure")) == ["keyword", "x", "y", "group", "leaf"]
