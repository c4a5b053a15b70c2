"""Whether links are more than chance: exact probabilities, false discoveries, the family tested."""

from dataclasses import replace
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.significance import adjust, link_significance, upper_tail

corpora = st.lists(st.lists(st.sampled_from("ABCDEFGH"), max_size=5), min_size=1, max_size=25)
shares = st.lists(st.floats(0, 1), max_size=30)


def exact_tail(count, first, second, n_records):
    """P(X >= count) by counting every way to draw the second set."""
    ways = sum(
        comb(first, k) * comb(n_records - first, second - k)
        for k in range(count, min(first, second) + 1)
        if second - k <= n_records - first
    )
    return float(Fraction(ways, comb(n_records, second)))


def significance_of(corpus, **options):
    return link_significance(cooccurrence(corpus, min_occurrences=1, **options))


def by_keywords(network, column):
    keyword, links = network.node_columns["keyword"], network.link_columns
    ends = zip(links["source"].tolist(), links["target"].tolist(), strict=True)
    pairs = ["".join(sorted((keyword[a], keyword[b]))) for a, b in ends]
    return dict(zip(pairs, links[column].tolist(), strict=True))


def one_tail(count, first, second, n_records):
    numbers = (np.array([number]) for number in (count, first, second))
    return upper_tail(*numbers, n_records=n_records)[0]


@st.composite
def tables(draw):
    n_records = draw(st.integers(0, 40))
    first, second = draw(st.integers(0, n_records)), draw(st.integers(0, n_records))
    return draw(st.integers(0, min(first, second))), first, second, n_records


@given(tables())
def test_the_probability_is_that_of_counting_all_draws(table):
    assert one_tail(*table) == pytest.approx(exact_tail(*table), rel=1e-11)


@pytest.mark.parametrize(
    "table",
    [
        (250, 300, 300, 5000),
        (12, 20, 40, 9000),
        (900, 1000, 4000, 20000),
        (210, 1000, 4000, 20000),
        (190, 1000, 4000, 20000),
        (3, 600, 400, 997),
    ],
)
def test_tiny_and_large_probabilities_are_right_to_nine_digits(table):
    assert one_tail(*table) == pytest.approx(exact_tail(*table), rel=1e-9, abs=0)


def test_a_probability_too_small_for_a_number_is_0_and_one_near_1_is_1():
    assert one_tail(20000, 20000, 20000, 60000) == 0
    assert one_tail(1, 50000, 50000, 100000) == 1


@pytest.mark.parametrize("table", [(1, 9, 2, 8), (1, 2, 9, 8), (3, 2, 4, 8)])
def test_impossible_counts_are_refused(table):
    with pytest.raises(CallError, match="8 records"):
        one_tail(*table)


@given(shares, st.integers(0, 50))
def test_q_is_the_smallest_level_at_which_the_step_up_procedure_calls_a_test_significant(p, more):
    n_tests = len(p) + more
    expected = [
        min([1.0, *(n_tests * t / sum(other <= t for other in p) for t in p if t >= own)])
        for own in p
    ]
    assert adjust(np.array(p), n_tests=n_tests).tolist() == pytest.approx(expected)


@given(shares)
def test_q_is_not_below_p_and_keeps_its_order(p):
    p = np.sort(p)
    q = adjust(p, n_tests=len(p))
    assert (q >= p).all()
    assert (np.diff(q) >= 0).all()


def test_worked_numbers_of_the_toy_corpus(corpus_t):
    network = significance_of(corpus_t)
    p = by_keywords(network, "p_value")
    # A stands in 5 of 8 records, B in 4: (C(5,3) C(3,1) + C(5,4)) / C(8,4).
    assert p["AB"] == pytest.approx(35 / 70)
    # D in 3 and E in 2, together in 1: 1 - C(5,2) / C(8,2).
    assert p["DE"] == pytest.approx(1 - 10 / 28)
    assert network.quality["significant_links"] == 0


@given(corpora)
def test_the_family_of_tests_is_all_pairs_of_keywords(make_corpus, records):
    corpus = make_corpus(records)
    network = significance_of(corpus)
    sets = [set(record) for record in records if record]
    keywords = sorted(set().union(*sets))
    p = {}
    for place, one in enumerate(keywords):
        for other in keywords[place + 1 :]:
            with_one = sum(one in held for held in sets)
            with_other = sum(other in held for held in sets)
            both = sum({one, other} <= held for held in sets)
            p[one + other] = exact_tail(both, with_one, with_other, len(sets))
    q = dict(zip(p, adjust(np.array([*p.values()]), n_tests=len(p)).tolist(), strict=True))
    found = by_keywords(network, "q_value")
    assert found == pytest.approx({pair: q[pair] for pair in found})
    share = sum(value <= 0.05 for value in found.values()) / max(len(found), 1)
    assert network.quality["significant_links"] == pytest.approx(share)


def test_records_without_any_keyword_do_not_count_and_those_without_a_node_do(make_corpus):
    records = ["AB", "AB", "A", "B", "X", "Y"]
    p = [
        link_significance(cooccurrence(make_corpus(some), min_occurrences=2)).link_columns
        for some in (records, [*records, "", ""], [*records, "Z", "W"])
    ]
    same, empty, more = (columns["p_value"].item() for columns in p)
    assert same == empty == pytest.approx(exact_tail(2, 3, 3, 6))
    assert more == pytest.approx(exact_tail(2, 3, 3, 8))


def test_the_q_of_a_link_is_the_same_in_a_pruned_network(corpus_t):
    network = cooccurrence(corpus_t, min_occurrences=1)
    kept = np.array([0, 3, 6])
    pruned = replace(network, link_columns=network.link_columns.take(kept))
    for name in ("p_value", "q_value"):
        whole = link_significance(network).link_columns[name]
        assert link_significance(pruned).link_columns[name].tolist() == whole[kept].tolist()


def shuffled(rng, n_records, n_keywords):
    """Records of 3 to 9 keywords of very different frequencies, which meet by chance."""
    weight = 1 / np.arange(1, n_keywords + 1) ** 0.8
    names = [f"k{n}" for n in range(n_keywords)]
    lengths = rng.integers(3, 10, n_records)
    return [
        rng.choice(names, size=n, replace=False, p=weight / weight.sum()).tolist() for n in lengths
    ]


def test_few_links_of_random_corpora_are_called_significant(make_corpus):
    rngs = [np.random.default_rng(seed) for seed in range(20)]
    found = [link_significance(cooccurrence(make_corpus(shuffled(g, 300, 120)))) for g in rngs]
    assert min(network.n_links for network in found) > 500
    assert np.mean([network.quality["significant_links"] for network in found]) <= 0.05


def test_links_inside_planted_groups_are_significant_and_those_between_are_not(make_corpus):
    rng = np.random.default_rng(1)
    groups = ["ABCDE", "FGHIJ", "KLMNO", "PQRST"]
    records = [rng.choice([*groups[r % 4]], 3, replace=False).tolist() for r in range(240)]
    between = ["AF", "BK", "IQ"]
    q = by_keywords(significance_of(make_corpus([*records, *between])), "q_value")
    assert min(q[pair] for pair in between) > 0.9
    assert max(value for pair, value in q.items() if pair not in between) <= 0.05


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_records_has_no_effect(make_corpus, records, random):
    other = random.sample(records, len(records))
    one, two = significance_of(make_corpus(records)), significance_of(make_corpus(other))
    for name in ("p_value", "q_value"):
        assert one.link_columns[name].tolist() == two.link_columns[name].tolist()


@pytest.mark.parametrize("records", [[], [""], ["A"], ["A", "B"]])
def test_a_corpus_without_links_has_no_significant_ones(make_corpus, records):
    network = significance_of(make_corpus(records))
    assert network.quality["significant_links"] == 0
    assert network.link_columns["q_value"].tolist() == []


def test_links_without_records_are_not_significant(graph_g6):
    network = link_significance(graph_g6)
    assert network.link_columns["p_value"].tolist() == [1] * 7
    assert network.quality["significant_links"] == 0


def test_testing_leaves_the_network_alone(corpus_t):
    network = cooccurrence(corpus_t)
    before = list(network.link_columns)
    assert link_significance(network).history[-1].name == "link_significance"
    assert list(network.link_columns) == before
    assert "significant_links" not in network.quality
