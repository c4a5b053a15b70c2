"""Counts of keywords and pairs, the choice of keywords, and what the records tell of each."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.cooccurrence import (
    COUNTINGS,
    choose_keywords,
    cooccurrence,
    link_years,
    occurrences,
    yearly,
)

records = st.lists(st.lists(st.sampled_from("ABCDEFGH"), max_size=7), max_size=25)
dated = st.lists(
    st.tuples(
        st.lists(st.sampled_from("ABCDEFGH"), max_size=7),
        st.sampled_from([0, 999, 2001, 2002, 2005]),
        st.integers(-1, 9),
    ),
    max_size=25,
)


def links_of(network, column="cooccurrences"):
    spelling = network.node_columns["keyword"]
    columns = network.link_columns
    ends = zip(columns["source"], columns["target"], columns[column].tolist(), strict=True)
    return {tuple(sorted((spelling[a], spelling[b]))): value for a, b, value in ends}


def values_of(network, column):
    nodes = network.node_columns
    return dict(zip(nodes["keyword"], nodes[column].tolist(), strict=True))


def counted_by_hand(rows, kept, *, fractional=False):
    pairs = Counter()
    for row in rows:
        members = sorted(set(row) & set(kept))
        for pair in combinations(members, 2):
            pairs[pair] += Fraction(1, len(members) - 1) if fractional else 1
    return pairs


def test_full_counting_of_the_toy_corpus(corpus_t):
    network = cooccurrence(corpus_t, min_occurrences=1)
    assert values_of(network, "occurrences") == {"A": 5, "B": 4, "C": 4, "D": 3, "E": 2, "F": 1}
    expected = {"AB": 3, "AC": 3, "AD": 2, "AE": 1, "BC": 3, "BD": 1, "CD": 2, "DE": 1}
    assert {"".join(pair): n for pair, n in links_of(network).items()} == expected
    assert values_of(network, "total_link_strength")["A"] == 9
    assert values_of(network, "links") == {"A": 4, "B": 3, "C": 3, "D": 4, "E": 2, "F": 0}


def test_fractional_counting_of_the_toy_corpus(corpus_t):
    strength = links_of(cooccurrence(corpus_t, counting="fractional"), "strength")
    sixths = {"AB": 11, "AC": 8, "AD": 5, "AE": 6, "BC": 11, "BD": 2, "CD": 5, "DE": 6}
    expected = {pair: value / 6 for pair, value in sixths.items()}
    assert {"".join(pair): n for pair, n in strength.items()} == pytest.approx(expected, abs=1e-6)


def test_fractional_counting_still_tells_how_many_records_hold_both(corpus_t):
    full, fractional = (cooccurrence(corpus_t, counting=name) for name in COUNTINGS)
    assert links_of(full) == links_of(fractional)


def test_a_keyword_repeated_in_one_record_counts_once(make_corpus):
    network = cooccurrence(make_corpus(["ABA", "BAB"]))
    assert values_of(network, "occurrences") == {"A": 2, "B": 2}
    assert links_of(network) == {("A", "B"): 2}
    assert occurrences(make_corpus(["ABA", "BAB"])).tolist() == [2, 2]


@given(records, st.integers(1, 4), st.integers(1, 9))
def test_counts_equal_a_double_loop(make_corpus, rows, minimum, at_most):
    corpus = make_corpus(rows)
    for counting in COUNTINGS:
        network = cooccurrence(
            corpus, counting=counting, min_occurrences=minimum, max_keywords=at_most
        )
        single = Counter(keyword for row in rows for keyword in set(row))
        ranked = sorted(single, key=lambda keyword: (-single[keyword], keyword))
        kept = [keyword for keyword in ranked if single[keyword] >= minimum][:at_most]
        assert network.node_columns["keyword"].tolist() == kept
        assert values_of(network, "occurrences") == {keyword: single[keyword] for keyword in kept}
        assert links_of(network) == counted_by_hand(rows, kept)
        by_hand = counted_by_hand(rows, kept, fractional=counting == "fractional")
        strength = {pair: float(value) for pair, value in by_hand.items()}
        assert links_of(network, "strength") == pytest.approx(strength, abs=1e-12)


@given(records)
def test_fractional_counting_gives_one_for_every_record_that_links_a_keyword(make_corpus, rows):
    network = cooccurrence(make_corpus(rows), counting="fractional", min_occurrences=1)
    expected = Counter(keyword for row in rows if len(set(row)) > 1 for keyword in set(row))
    total = values_of(network, "total_link_strength")
    assert total == pytest.approx({keyword: expected[keyword] for keyword in total}, abs=1e-9)


@given(records)
def test_the_counts_add_up_to_the_pairs_of_all_records(make_corpus, rows):
    corpus = make_corpus(rows)
    sizes = [len(set(row)) for row in rows]
    full = cooccurrence(corpus, min_occurrences=1).link_columns
    assert full["cooccurrences"].sum() == sum(n * (n - 1) // 2 for n in sizes)
    fractional = cooccurrence(corpus, counting="fractional", min_occurrences=1).link_columns
    assert fractional["strength"].sum() == pytest.approx(sum(n for n in sizes if n > 1) / 2)
    assert (fractional["strength"] <= fractional["cooccurrences"]).all()


@given(dated, st.randoms(use_true_random=False), st.sampled_from(sorted(COUNTINGS)))
def test_the_order_of_records_and_keywords_changes_no_bit(make_corpus, rows, random, counting):
    shuffled = [(random.sample(row, len(row)), *rest) for row, *rest in rows]
    random.shuffle(shuffled)
    one, other = (
        cooccurrence(
            make_corpus(
                [row for row, _, _ in given_rows],
                years=[year for _, year, _ in given_rows],
                citations=[cited for _, _, cited in given_rows],
            ),
            counting=counting,
        )
        for given_rows in (rows, shuffled)
    )
    for columns in ("node_columns", "link_columns"):
        for name, values in getattr(one, columns).items():
            found = getattr(other, columns)[name]
            assert values.tolist() == found.tolist() or values.tobytes() == found.tobytes()


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 12))
def test_the_automatic_minimum_is_the_lowest_that_fits(counts, at_most):
    counts = np.array(counts, dtype=np.int64)
    chosen, minimum = choose_keywords(counts, max_keywords=at_most)
    fitting = [n for n in range(2, 8) if 0 < (counts >= n).sum() <= at_most]
    highest = counts.max(initial=0)
    assert minimum == (1 if highest < 2 else min(fitting, default=highest))
    ranked = sorted(np.flatnonzero(counts), key=lambda code: (-counts[code], code))
    assert chosen.tolist() == [code for code in ranked if counts[code] >= minimum][:at_most]


def test_the_automatic_minimum_is_two_where_everything_fits(corpus_t):
    network = cooccurrence(corpus_t)
    assert network.node_columns["keyword"].tolist() == list("ABCDE")
    assert dict(network.history[-1].options)["min_occurrences"] == 2


def test_the_minimum_is_one_where_no_keyword_occurs_twice(make_corpus):
    network = cooccurrence(make_corpus(["AB", "CD"]), max_keywords=3)
    assert network.node_columns["keyword"].tolist() == list("ABC")
    assert dict(network.history[-1].options)["min_occurrences"] == 1


def test_ties_at_the_top_are_cut_by_comparison_key():
    chosen, minimum = choose_keywords(np.array([3, 4, 4, 4, 1]), max_keywords=2)
    assert (chosen.tolist(), minimum) == ([1, 2], 4)


def test_a_keyword_of_one_record_is_not_chosen_for_its_weight_alone():
    weighted = np.array([5.0, 3.5, 2.5])
    chosen, minimum = choose_keywords(np.array([1, 3, 2]), weighted=weighted)
    assert (chosen.tolist(), minimum) == ([1, 2], 2)
    chosen, minimum = choose_keywords(np.array([1, 1, 1]), max_keywords=2, weighted=weighted)
    assert (chosen.tolist(), minimum) == ([0, 1], 3)


def test_a_minimum_is_inclusive_and_then_cut():
    chosen, minimum = choose_keywords(np.array([5, 2, 3, 3, 3]), min_occurrences=3, max_keywords=3)
    assert (chosen.tolist(), minimum) == ([0, 2, 3], 3)


@pytest.mark.parametrize("options", [{"min_occurrences": 0}, {"max_keywords": 0}])
def test_a_limit_below_one_is_refused(corpus_t, options):
    with pytest.raises(CallError, match="at least 1"):
        cooccurrence(corpus_t, **options)


def test_a_word_for_the_minimum_is_refused(corpus_t):
    with pytest.raises(CallError, match="'many'"):
        cooccurrence(corpus_t, min_occurrences="many")


def test_an_unknown_counting_names_the_known_ones(corpus_t):
    with pytest.raises(UnknownChoiceError, match="full, fractional"):
        cooccurrence(corpus_t, counting="half")


@pytest.mark.parametrize("rows", [[], [[]], [[], []]])
def test_a_corpus_without_keywords_gives_an_empty_network(make_corpus, rows):
    network = cooccurrence(make_corpus(rows))
    assert (network.n_nodes, network.n_links) == (0, 0)
    assert yearly(network)[1].shape == (0, 0)
    assert link_years(network).length == 0


def test_a_single_keyword_is_a_node_without_links(make_corpus):
    network = cooccurrence(make_corpus(["A"]))
    assert (network.n_nodes, network.n_links) == (1, 0)
    assert values_of(network, "total_link_strength") == {"A": 0}


def test_the_largest_component_leaves_out_the_rest(make_corpus):
    rows = ["AB", "AB", "C", "C", "C", "C", "DEF", "DEF"]
    network = cooccurrence(make_corpus(rows), largest_component=True)
    assert network.node_columns["keyword"].tolist() == list("DEF")
    assert links_of(network) == {("D", "E"): 2, ("D", "F"): 2, ("E", "F"): 2}
    assert network.incidence.n_records == len(rows)


def test_of_equal_components_the_one_with_the_most_frequent_keyword_stays(make_corpus):
    network = cooccurrence(make_corpus(["AB", "AB", "CD", "CD", "D"]), largest_component=True)
    assert network.node_columns["keyword"].tolist() == list("DC")


def test_a_selection_overrules_minimum_and_maximum(corpus_t):
    network = cooccurrence(corpus_t, selection=[5, 0, 2], max_keywords=1)
    assert network.node_columns["keyword"].tolist() == list("ACF")
    assert links_of(network) == {("A", "C"): 3}


def test_a_selected_keyword_that_no_record_holds_is_left_out(make_corpus):
    corpus = make_corpus(["AB", "BC"]).select(np.array([False, True]))
    assert cooccurrence(corpus, selection=[0, 1]).node_columns["keyword"].tolist() == ["B"]


def test_fractions_refer_to_the_keywords_that_are_nodes(corpus_t):
    network = cooccurrence(corpus_t, counting="fractional", selection=[0, 1])
    assert links_of(network, "strength") == {("A", "B"): 3}


def test_the_incidence_holds_the_nodes_of_each_record(corpus_t):
    network = cooccurrence(corpus_t)
    keyword = network.node_columns["keyword"]
    bounds = network.incidence.indptr
    rows = ["".join(keyword[network.incidence.indices[a:b]]) for a, b in pairwise(bounds)]
    assert rows == ["ABC", "AB", "ACD", "BC", "ABCD", "DE", "AE", ""]


def test_nodes_carry_the_comparison_key(make_corpus):
    corpus = replace(make_corpus([["E-Commerce"], ["E-Commerce"]]), keys=("e commerce",))
    network = cooccurrence(corpus)
    assert network.node_columns["key"].tolist() == ["e commerce"]


def test_mean_years_of_the_toy_corpus(corpus_t):
    network = cooccurrence(corpus_t, min_occurrences=1)
    expected = {"A": 2019.8, "B": 2019.5, "C": 2019.75, "D": 2020 + 1 / 3, "E": 2021, "F": 2021}
    assert values_of(network, "mean_year") == pytest.approx(expected, abs=1e-6)
    assert values_of(network, "first_year")["D"] == 2020
    assert links_of(network, "first_year")["C", "D"] == 2020


@given(dated)
def test_years_and_citations_equal_a_loop_over_the_records(make_corpus, rows):
    network = cooccurrence(
        make_corpus(
            [row for row, _, _ in rows],
            years=[year for _, year, _ in rows],
            citations=[cited for _, _, cited in rows],
        ),
        min_occurrences=1,
    )

    def mean(values):
        return float(sum(values) / len(values)) if values else np.nan

    def normalised(year, cited):
        peers = mean([Fraction(c) for _, y, c in rows if y == year and c >= 0])
        return cited / peers if peers else 0

    for keyword in values_of(network, "key"):
        held = [(year, cited) for row, year, cited in rows if keyword in row]
        years = [year for year, _ in held if year]
        cited = [cited for _, cited in held if cited >= 0]
        scores = [normalised(year, cited) for year, cited in held if year and cited >= 0]
        found = {name: values_of(network, name)[keyword] for name in network.node_columns}
        assert found["first_year"] == min(years, default=0)
        assert found["mean_year"] == pytest.approx(mean(years), nan_ok=True)
        assert found["mean_citations"] == pytest.approx(mean(cited), nan_ok=True)
        assert found["normalised_citations"] == pytest.approx(mean(scores), nan_ok=True)
    for (a, b), first in links_of(network, "first_year").items():
        together = [year for row, year, _ in rows if a in row and b in row and year]
        assert first == min(together, default=0)


def test_years_without_records_are_there_with_zero(make_corpus):
    corpus = make_corpus(["AB", "A", "AB", "B"], years=[2, 2, 5, 0])
    years, counts = yearly(cooccurrence(corpus))
    assert years.tolist() == [2, 3, 4, 5]
    assert counts.tolist() == [[2, 0, 0, 1], [1, 0, 0, 1]]


@given(dated)
def test_link_years_equal_a_loop_over_the_records(make_corpus, rows):
    corpus = make_corpus([row for row, _, _ in rows], years=[year for _, year, _ in rows])
    network = cooccurrence(corpus, min_occurrences=1)
    columns = link_years(network)
    keyword, links = network.node_columns["keyword"], network.link_columns
    found = {
        (keyword[links["source"][link]], keyword[links["target"][link]], year): number
        for link, year, number in zip(
            *(values.tolist() for values in columns.values()), strict=True
        )
    }
    expected = Counter()
    place = {name: position for position, name in enumerate(keyword)}
    for row, year, _ in rows:
        for pair in combinations(sorted(set(row), key=place.get), 2):
            expected[*pair, year] += year > 0
    assert found == {cell: number for cell, number in expected.items() if number}


def test_history_and_corpus_go_on(corpus_t):
    network = cooccurrence(corpus_t)
    assert network.corpus is corpus_t
    assert network.history[:-1] == corpus_t.history
    assert network.history[-1].name == "cooccurrence"


@pytest.mark.parametrize(
    "files",
    [
        ["wos/taiwan_part1_500.txt", "wos/taiwan_part2_500.txt", "wos/taiwan_part3_133.txt"],
        ["wos/plaintext_full_pluriversal_103.txt"],
        ["cnki"],
    ],
)
def test_the_counts_of_real_exports_equal_a_loop_over_their_records(real, files):
    from cooccur.prepare.keywords import clean_keywords
    from cooccur.readers.reading import read_sources

    corpus = clean_keywords(read_sources(*(real / file for file in files)))
    rows = [[] for _ in range(len(corpus))]
    columns = corpus.keyword_columns
    for record, keyword in zip(
        *(columns[name].tolist() for name in ("record", "keyword")), strict=True
    ):
        rows[record].append(corpus.vocabulary[keyword])
    assert max(map(len, rows)) > 3
    for counting in COUNTINGS:
        network = cooccurrence(corpus, counting=counting)
        kept = network.node_columns["keyword"].tolist()
        single = Counter(keyword for row in rows for keyword in row)
        assert values_of(network, "occurrences") == {keyword: single[keyword] for keyword in kept}
        assert 1 < network.n_nodes <= 250
        assert links_of(network) == counted_by_hand(rows, kept)
        by_hand = counted_by_hand(rows, kept, fractional=counting == "fractional")
        strength = {pair: float(value) for pair, value in by_hand.items()}
        assert links_of(network, "strength") == pytest.approx(strength, abs=1e-9)
