"""The formulas of the similarities against worked numbers and against each other."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import UnknownChoiceError
from cooccur.network.cooccurrence import COUNTINGS, cooccurrence
from cooccur.network.similarity import SIMILARITIES, normalise

corpora = st.lists(st.lists(st.sampled_from("ABCDEFG"), max_size=6), max_size=20)
countings = st.sampled_from(sorted(COUNTINGS))


def weights(network, similarity):
    return normalise(network, similarity=similarity).link_columns["weight"]


def weight_between(network, pair, similarity):
    names = network.node_columns["keyword"]
    links = network.link_columns
    row = [
        names[a] + names[b] for a, b in zip(links["source"], links["target"], strict=True)
    ].index(pair)
    return weights(network, similarity)[row]


@pytest.mark.parametrize(
    ("similarity", "ab", "de"),
    [
        ("association_strength", 1.523810, 2.666667),
        ("cosine", 0.670820, 0.408248),
        ("jaccard", 0.5, 0.25),
        ("dice", 0.666667, 0.4),
        ("inclusion", 0.75, 0.5),
        ("equivalence", 0.45, 0.166667),
        ("pmi", 0.263034, 0.415037),
        ("npmi", 0.185885, 0.138346),
        ("proximity", 0.15, 0.166667),
        ("fractionalisation", 3 * (6 / 9 + 6 / 7) / 2, (6 / 6 + 6 / 2) / 2),
        ("none", 3, 1),
    ],
)
def test_worked_numbers_of_the_toy_corpus(corpus_t, similarity, ab, de):
    network = cooccurrence(corpus_t, min_occurrences=1)
    assert weight_between(network, "AB", similarity) == pytest.approx(ab, abs=1e-6)
    assert weight_between(network, "DE", similarity) == pytest.approx(de, abs=1e-6)


def test_pmi_is_negative_below_chance(corpus_t):
    network = cooccurrence(corpus_t, min_occurrences=1)
    assert weight_between(network, "AE", "pmi") == pytest.approx(-0.321928, abs=1e-6)


def test_keywords_of_every_record_have_the_highest_npmi(make_corpus):
    network = cooccurrence(make_corpus(["AB", "AB", "ABC"]))
    assert weights(network, "npmi").tolist() == [1]
    assert weights(network, "pmi").tolist() == [0]


def test_the_weights_of_two_triangles(graph_g6):
    weight = weights(graph_g6, "association_strength")
    assert weight == pytest.approx([3.5, 7 / 3, 7 / 3, 14 / 9, 7 / 3, 7 / 3, 3.5], abs=1e-6)


@given(corpora, countings)
def test_the_measures_of_overlap_are_ordered(make_corpus, rows, counting):
    network = cooccurrence(make_corpus(rows), counting=counting, min_occurrences=1)
    names = ["jaccard", "dice", "cosine", "inclusion"]
    table = np.array([weights(network, name) for name in names])
    assert (np.diff(table, axis=0) >= -1e-12).all()
    assert ((table > 0) & (table <= 1 + 1e-12)).all()


@given(corpora, countings)
def test_the_measures_agree_where_one_follows_from_another(make_corpus, rows, counting):
    network = cooccurrence(make_corpus(rows), counting=counting, min_occurrences=1)
    of = {name: weights(network, name) for name in SIMILARITIES}
    assert of["cosine"] ** 2 == pytest.approx(of["equivalence"])
    assert of["dice"] == pytest.approx(2 * of["jaccard"] / (1 + of["jaccard"]))
    assert of["pmi"] == pytest.approx(np.log2(of["proximity"] * max(len(rows), 1)))
    assert ((of["npmi"] <= 1 + 1e-12) & (of["npmi"] >= -1)).all()
    assert np.sign(of["npmi"]).tolist() == np.sign(of["pmi"]).tolist() or math.isclose(
        np.abs(of["npmi"] - of["pmi"]).max(initial=0), 1
    )


@given(corpora, st.floats(0.5, 9))
def test_association_strength_does_not_know_the_unit_of_counts(make_corpus, rows, factor):
    network = cooccurrence(make_corpus(rows), min_occurrences=1)
    larger = network.with_columns(
        node={"total_link_strength": network.node_columns["total_link_strength"] * factor},
        link={"strength": network.link_columns["strength"] * factor},
    )
    found = weights(larger, "association_strength")
    assert found == pytest.approx(weights(network, "association_strength"))


@given(corpora, st.sampled_from(sorted(SIMILARITIES)))
def test_the_order_of_the_two_keywords_does_not_matter(make_corpus, rows, similarity):
    mirrored = ["".join(chr(ord("A") + ord("G") - ord(k)) for k in row) for row in rows]
    one, other = (
        cooccurrence(make_corpus(given_rows), min_occurrences=1) for given_rows in (rows, mirrored)
    )
    assert sorted(weights(one, similarity)) == sorted(weights(other, similarity))


def test_a_network_without_links_has_no_weights(make_corpus):
    for similarity in SIMILARITIES:
        network = normalise(cooccurrence(make_corpus(["A", "B"])), similarity=similarity)
        assert network.link_columns["weight"].tolist() == []


def test_an_unknown_similarity_names_the_known_ones(corpus_t):
    with pytest.raises(UnknownChoiceError, match="association_strength, cosine"):
        normalise(cooccurrence(corpus_t), similarity="cosin")


def test_normalising_adds_a_column_and_a_step_to_a_new_network(corpus_t):
    network = cooccurrence(corpus_t)
    normalised = normalise(network, similarity="dice")
    assert "weight" not in network.link_columns
    assert normalised.history[-1].options == (("similarity", "dice"),)
