"""Trend topics, growth and the laws of frequency."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.trends import (
    SHOWN_LAWS,
    frequency_laws,
    growth,
    keyword_growth,
    trend_topics,
    trends,
    year_quartiles,
)

years_held = st.lists(st.integers(1990, 2025), min_size=1, max_size=30)
dated = st.lists(
    st.tuples(
        st.lists(st.sampled_from("ABCDEFGH"), max_size=5),
        st.one_of(st.just(0), st.integers(2010, 2016)),
    ),
    max_size=40,
)


def network_of(make_corpus, rows):
    corpus = make_corpus([row for row, _ in rows], years=[year for _, year in rows])
    return cooccurrence(corpus, min_occurrences=1)


def topics_of(network, **options):
    columns = trend_topics(network, **options)
    keyword = network.node_columns["keyword"][columns["node"]].tolist()
    rest = [columns[name].tolist() for name in ("q1", "median", "q3", "occurrences")]
    return list(zip(keyword, *rest, strict=True))


def test_the_worked_quartiles_and_their_rounding(make_corpus):
    held = [2015, 2016, 2018, 2018, 2019, 2020, 2021]
    counts = np.array([[held.count(year) for year in range(2015, 2022)]])
    assert year_quartiles(np.arange(2015, 2022), counts).tolist() == [[2017, 2018, 2019.5]]
    assert topics_of(network_of(make_corpus, [("A", year) for year in held])) == [
        ("A", 2017, 2018, 2020, 7)
    ]


@given(st.lists(years_held, min_size=1, max_size=5))
def test_quartiles_equal_those_of_numpy(held):
    years = np.arange(1990, 2026)
    counts = np.array([[one.count(year) for year in years] for one in held])
    expected = [np.quantile(one, [0.25, 0.5, 0.75]) for one in held]
    assert year_quartiles(years, counts) == pytest.approx(np.array(expected), abs=1e-9)


@given(dated, st.integers(1, 4), st.integers(1, 3))
def test_topics_equal_a_loop_over_the_keywords(make_corpus, rows, least, per_year):
    found = []
    for keyword in "ABCDEFGH":
        held = [year for row, year in rows if keyword in row]
        if len(held) >= least and any(held):
            cuts = [round(q) for q in np.quantile([y for y in held if y], [0.25, 0.5, 0.75])]
            found.append((keyword, *cuts, len(held)))
    found.sort(key=lambda topic: (topic[2], -topic[4], topic[0]))
    seen, expected = Counter(), []
    for topic in found:
        seen[topic[2]] += 1
        if seen[topic[2]] <= per_year:
            expected.append(topic)
    network = network_of(make_corpus, rows)
    assert topics_of(network, min_occurrences=least, per_year=per_year) == expected


def test_of_equally_frequent_topics_the_lower_key_stays(make_corpus):
    network = network_of(make_corpus, [("BAC", 2020), ("CAB", 2020)])
    topics = topics_of(network, min_occurrences=2, per_year=2)
    assert [topic[0] for topic in topics] == ["A", "B"]


@pytest.mark.parametrize("option", ["min_occurrences", "per_year"])
def test_options_below_one_are_refused(corpus_t, option):
    with pytest.raises(CallError, match=f"{option} is 0, at least 1"):
        trends(cooccurrence(corpus_t), **{option: 0})


def test_growth_of_the_toy_corpus(corpus_t):
    network = cooccurrence(corpus_t)
    columns = {name: values.tolist() for name, values in growth(network).items()}
    assert columns == {
        "year": [2019, 2020, 2021],
        "records": [2, 3, 3],
        "cumulative": [2, 5, 8],
        "keywords": [3, 4, 4],
        "new_keywords": [3, 1, 2],
    }
    years, gathered = keyword_growth(network)
    assert years.tolist() == [2019, 2020, 2021]
    assert gathered[0].tolist() == [2, 4, 5]


@given(dated)
def test_growth_equals_a_loop_over_the_years(make_corpus, rows):
    columns = growth(network_of(make_corpus, rows))
    known = [year for _, year in rows if year]
    span = range(min(known), max(known) + 1) if known else []
    assert columns["year"].tolist() == list(span)
    earlier, gathered = set(), 0
    for place, year in enumerate(span):
        held = [row for row, of_row in rows if of_row == year]
        keywords = {keyword for row in held for keyword in row}
        gathered += len(held)
        found = tuple(int(columns[name][place]) for name in list(columns)[1:])
        assert found == (len(held), gathered, len(keywords), len(keywords - earlier))
        earlier |= keywords


def test_growth_counts_keywords_that_are_no_nodes(corpus_t):
    assert growth(cooccurrence(corpus_t, max_keywords=1))["keywords"].tolist() == [3, 4, 4]


@pytest.mark.parametrize(("singles", "threshold"), [(10, 4), (100, 13.650972), (1566, 55.466508)])
def test_worked_thresholds_of_donohue(singles, threshold):
    laws = frequency_laws(np.array([60, 4, *[1] * singles, 0]))
    assert laws["singles"] == singles
    assert laws["donohue_threshold"] == pytest.approx(threshold, abs=1e-6)
    assert laws["donohue_keywords"] == (2 if singles == 10 else 1)


@pytest.mark.parametrize(("highest", "threshold"), [(16, 2.996), (117, 8.101674)])
def test_worked_thresholds_of_price(highest, threshold):
    laws = frequency_laws(np.array([2, 3, 9, highest]))
    assert laws["price_threshold"] == pytest.approx(threshold, abs=1e-6)
    assert laws["price_keywords"] == (3 if highest == 16 else 2)


def test_the_line_of_zipf_is_found_where_it_holds():
    laws = frequency_laws(np.array([720720 // rank for rank in range(1, 17)]))
    assert laws["zipf_slope"] == pytest.approx(-1, abs=1e-9)
    assert laws["zipf_intercept"] == pytest.approx(math.log(720720), abs=1e-9)
    assert laws["zipf_r2"] == pytest.approx(1, abs=1e-9)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=60).filter(lambda s: len(set(s)) > 1))
def test_laws_equal_those_of_plain_code(counts):
    laws = frequency_laws(np.array(counts))
    ranked = sorted(counts, reverse=True)
    x, y = np.log(range(1, len(ranked) + 1)), np.log(ranked)
    assert (laws["zipf_slope"], laws["zipf_intercept"]) == pytest.approx(np.polyfit(x, y, 1))
    assert laws["zipf_r2"] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)
    for percent in (40, 80):
        covering = next(k for k in range(1, 99) if 100 * sum(ranked[:k]) >= percent * sum(ranked))
        assert laws[f"keywords_covering_{percent}"] == covering


@given(st.permutations([9, 7, 7, 4, 2, 2, 1, 1, 1, 0]))
def test_laws_do_not_depend_on_the_order(counts):
    assert frequency_laws(np.array(counts)) == frequency_laws(np.sort(counts))


def test_laws_that_cannot_be_told_are_nan():
    none = frequency_laws(np.zeros(3, dtype=np.int64))
    nan = {name for name, value in none.items() if math.isnan(value)}
    lines = {"zipf_slope", "zipf_intercept", "zipf_r2"}
    assert nan == {"donohue_threshold", "price_threshold"} | lines
    assert {value for name, value in none.items() if name not in nan} == {0}
    level = frequency_laws(np.array([3, 3, 3]))
    assert (level["zipf_slope"], level["donohue_threshold"]) == (0, 0)
    assert math.isnan(level["zipf_r2"])
    assert math.isnan(frequency_laws(np.array([3]))["zipf_slope"])


def test_trends_add_two_tables_and_the_laws(corpus_t):
    network = cooccurrence(corpus_t)
    before = dict(network.quality), dict(network.tables), network.history
    found = trends(network, min_occurrences=2, per_year=1)
    assert (network.quality, network.tables, network.history) == before
    assert found.table("trends").to_numpy().tolist() == [
        ["A", 2019, 2020, 2020, 5],
        ["E", 2021, 2021, 2021, 2],
    ]
    assert found.table("years")["records"].tolist() == [2, 3, 3]
    # All six keywords count, F too, which is no node.
    assert list(found.quality) == list(SHOWN_LAWS)
    assert found.quality["donohue_threshold"] == 1
    assert found.quality["donohue_keywords"] == 6
    assert found.history[-1].options == (("min_occurrences", 2), ("per_year", 1))


@pytest.mark.parametrize("rows", [[], [("", 2020)], [("AB", 0)], [("A", 2020)]])
def test_corpora_with_next_to_nothing_have_valid_tables(make_corpus, rows):
    found = trends(network_of(make_corpus, rows), min_occurrences=1)
    is_dated = any(year for _, year in rows)
    assert found.tables["years"].length == is_dated
    assert found.tables["trends"].length == (is_dated and rows[0][0] == "A")


@given(dated, st.randoms())
def test_the_order_of_records_changes_nothing(make_corpus, rows, chance):
    shuffled = [
        (chance.sample(row, len(row)), year) for row, year in chance.sample(rows, len(rows))
    ]
    one, other = (trends(network_of(make_corpus, of), min_occurrences=1) for of in (rows, shuffled))
    assert str(one.quality) == str(other.quality)
    for name, table in one.tables.items():
        for column, values in table.items():
            assert values.tolist() == other.tables[name][column].tolist()
