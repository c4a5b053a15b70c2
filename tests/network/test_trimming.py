"""What is left when rare links, small components and lonely nodes are taken away."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.slices import sliced_cooccurrence
from cooccur.network.trimming import trim

corpora = st.lists(st.lists(st.sampled_from("ABCDEFGHI"), max_size=4), max_size=14)


def links_of(network):
    spelling, columns = network.node_columns["keyword"], network.link_columns
    ends = zip(columns["source"].tolist(), columns["target"].tolist(), strict=True)
    return {frozenset((spelling[a], spelling[b])) for a, b in ends}


def pieces_of(names, links):
    """The components as sets, by joining what shares a member."""
    pieces = [{name} for name in names]
    for link in links:
        joined = [piece for piece in pieces if piece & link]
        pieces = [piece for piece in pieces if not piece & link] + [set().union(*joined)]
    return pieces


@pytest.fixture
def network(make_corpus):
    """ABC meet twice, D meets C once, EF twice, and G nobody."""
    return cooccurrence(make_corpus(["ABC", "ABC", "CD", "EF", "EF", "G"]), min_occurrences=1)


@pytest.mark.parametrize(
    ("options", "keywords", "links"),
    [
        ({}, "ABCDEFG", {"AB", "AC", "BC", "CD", "EF"}),
        ({"min_cooccurrences": 2}, "ABCDEFG", {"AB", "AC", "BC", "EF"}),
        ({"drop_isolates": True}, "ABCDEF", {"AB", "AC", "BC", "CD", "EF"}),
        ({"min_cooccurrences": 2, "drop_isolates": True}, "ABCEF", {"AB", "AC", "BC", "EF"}),
        ({"largest_component": True}, "ABCD", {"AB", "AC", "BC", "CD"}),
        ({"min_cooccurrences": 2, "largest_component": True}, "ABC", {"AB", "AC", "BC"}),
        ({"min_cooccurrences": 3, "drop_isolates": True}, "", set()),
    ],
)
def test_what_is_left_of_a_small_network(network, options, keywords, links):
    trimmed = trim(network, **options)
    assert set(trimmed.node_columns["keyword"]) == set(keywords)
    assert links_of(trimmed) == {frozenset(pair) for pair in links}


def test_of_equal_components_that_of_the_first_node_is_kept(make_corpus):
    network = cooccurrence(make_corpus(["CD", "BA", "B"]), min_occurrences=1)
    trimmed = trim(network, largest_component=True)
    assert trimmed.node_columns["keyword"].tolist() == ["B", "A"]


@given(corpora, st.integers(1, 3), st.booleans(), st.booleans())
def test_the_rest_is_what_the_words_say(make_corpus, rows, least, largest, lonely):
    network = cooccurrence(make_corpus(rows), min_occurrences=1)
    trimmed = trim(
        network, min_cooccurrences=least, largest_component=largest, drop_isolates=lonely
    )
    together = {
        frozenset(pair)
        for pair in combinations("ABCDEFGHI", 2)
        if sum(set(pair) <= set(row) for row in rows) >= least
    }
    order = network.node_columns["keyword"].tolist()
    pieces = pieces_of(order, together)
    names = set(order)
    if largest and pieces:
        names = max(pieces, key=lambda piece: (len(piece), -min(map(order.index, piece))))
    if lonely:
        names = {name for name in names if any(name in link for link in together)}
    assert trimmed.node_columns["keyword"].tolist() == [name for name in order if name in names]
    links = {link for link in together if link <= names}
    assert links_of(trimmed) == links
    held = [sorted(set(row) & names) for row in rows]
    inside = trimmed.incidence
    found = [
        sorted(
            trimmed.node_columns["keyword"][inside.indices[inside.indptr[r] : inside.indptr[r + 1]]]
        )
        for r in range(len(rows))
    ]
    assert found == held


def test_strengths_are_those_of_the_links_that_are_left(network):
    nodes = trim(network, min_cooccurrences=2).node_columns
    told = dict(zip(nodes["keyword"], nodes["total_link_strength"].tolist(), strict=True))
    assert told == {"A": 4, "B": 4, "C": 4, "D": 0, "E": 2, "F": 2, "G": 0}
    assert dict(zip(nodes["keyword"], nodes["links"].tolist(), strict=True))["C"] == 2


def test_the_slices_of_dropped_nodes_go_with_them(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="g-index:5")
    trimmed = trim(network, drop_isolates=True)
    assert trimmed.slicing.counts.tolist() == network.slicing.counts[:5].tolist()
    assert trimmed.slicing.selected.shape == (5, 3)


def test_trimming_leaves_its_input_alone_and_says_what_it_did(network):
    before = {name: values.copy() for name, values in network.link_columns.items()}
    trimmed = trim(network, min_cooccurrences=2, largest_component=True)
    for name, values in before.items():
        np.testing.assert_array_equal(network.link_columns[name], values)
    step = trimmed.history[-1]
    assert step.name == "trim"
    assert dict(step.options) == {
        "min_cooccurrences": 2,
        "largest_component": True,
        "drop_isolates": False,
    }


def test_a_network_without_nodes_is_trimmed(make_corpus):
    empty = cooccurrence(make_corpus([]))
    options = {"min_cooccurrences": 2, "largest_component": True, "drop_isolates": True}
    assert trim(empty, **options).n_nodes == 0


def test_a_minimum_below_one_is_refused(network):
    with pytest.raises(CallError, match="--min-cooccurrences"):
        trim(network, min_cooccurrences=0)
