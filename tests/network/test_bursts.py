"""Bursts: worked numbers, a search over all sequences, what no burst can break, the tables."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.model import Columns, Slicing
from cooccur.network.bursts import (
    burst_runs,
    burst_states,
    find_bursts,
    strongest_bursts,
)
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.metrics import measure

TOTAL = [50, 50, 60, 60, 60, 60, 60, 60]
STEPS = [1, 1, 12, 12, 25, 25, 50, 50, 25, 12, 1, 1]
gammas = st.sampled_from([0.0, 0.3, 0.5, 1.0, 1.7, 3.0])
ratios = st.sampled_from([1.1, 1.5, 2.0, 3.0])


@st.composite
def batches(draw, max_size=8):
    """Relevant and total events of one series."""
    pairs = st.integers(0, 12).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
    both = draw(st.lists(pairs, min_size=1, max_size=max_size))
    return [r for r, _ in both], [d for _, d in both]


def one_series(relevant, total, **options):
    """The bursts of a single series as (begin, end, strength, level)."""
    runs = burst_runs([relevant], total, **{"min_duration": 1, **options})
    names = ("begin", "end", "strength", "level")
    return list(zip(*(runs[name].tolist() for name in names), strict=True))


def rates(relevant, total, s, states):
    usual = min(sum(relevant) / sum(total), 1 - 1e-12)
    return [min(usual * s**state, 1 - 1e-12) for state in range(states)]


def sigma_of(rate, r, d):
    """Cost of a batch by its formula, the binomial coefficient left in."""
    return -(math.log(math.comb(d, r)) + r * math.log(rate) + (d - r) * math.log1p(-rate))


def cost_of(sequence, relevant, total, *, s, gamma, states):
    rate = rates(relevant, total, s, states)
    cost, before = 0.0, 0
    for state, r, d in zip(sequence, relevant, total, strict=True):
        cost += max(state - before, 0) * gamma * math.log(len(total)) + sigma_of(rate[state], r, d)
        before = state
    return cost


def cheapest_of_all(relevant, total, **options):
    """By trying every sequence: the least cost, and of equals the lowest in every batch."""
    every = list(itertools.product(range(options["states"]), repeat=len(total)))
    cost = [cost_of(sequence, relevant, total, **options) for sequence in every]
    least = min(cost)
    equal = [seq for seq, c in zip(every, cost, strict=True) if c < least + 1e-8]
    return [min(column) for column in zip(*equal, strict=True)], least


@pytest.mark.parametrize("gamma", [0.5, 1, 2])
def test_first_worked_example(gamma):
    [(begin, end, strength, level)] = one_series([1, 1, 2, 8, 9, 2, 1, 1], TOTAL, gamma=gamma)
    assert (begin, end, level) == (3, 4, 1)
    assert strength == pytest.approx(5.687048, abs=1e-6)


def test_second_worked_example():
    [(begin, end, strength, level)] = one_series([0, 0, 0, 0, 3, 4, 6, 9], TOTAL)
    assert (begin, end, level) == (6, 7, 1)
    assert strength == pytest.approx(4.986174, abs=1e-6)


@settings(max_examples=300)
@given(batches(max_size=10), ratios, gammas)
def test_no_sequence_of_two_states_is_cheaper(series, s, gamma):
    if not any(series[0]):
        return
    options = {"s": s, "gamma": gamma, "states": 2}
    found = burst_states([series[0]], series[1], **options)[0].tolist()
    lowest, least = cheapest_of_all(*series, **options)
    assert cost_of(found, *series, **options) == pytest.approx(least, abs=1e-8)
    assert found == lowest


@settings(max_examples=150)
@given(batches(max_size=6), ratios, gammas)
def test_no_sequence_of_three_states_is_cheaper(series, s, gamma):
    if not any(series[0]):
        return
    options = {"s": s, "gamma": gamma, "states": 3}
    found = burst_states([series[0]], series[1], **options)[0].tolist()
    lowest, least = cheapest_of_all(*series, **options)
    assert cost_of(found, *series, **options) == pytest.approx(least, abs=1e-8)
    assert found == lowest


@given(batches(), ratios, gammas, st.integers(2, 4))
def test_strength_is_what_the_state_below_would_cost_more(series, s, gamma, states):
    relevant, total = series
    for begin, end, strength, level in one_series(*series, s=s, gamma=gamma, states=states):
        rate = rates(relevant, total, s, states)
        saved = sum(
            sigma_of(rate[level - 1], relevant[t], total[t])
            - sigma_of(rate[level], relevant[t], total[t])
            for t in range(begin, end + 1)
        )
        assert strength == pytest.approx(saved, abs=1e-6)


@given(batches(), ratios, gammas)
def test_every_strength_pays_for_its_entry(series, s, gamma):
    entry = gamma * math.log(len(series[1]))
    for _, _, strength, _ in one_series(*series, s=s, gamma=gamma):
        assert strength > 0
        assert strength >= entry - 1e-8


@given(batches(max_size=12), ratios, st.lists(gammas, min_size=2, max_size=2))
def test_a_higher_gamma_never_makes_more_bursts(series, s, two):
    fewer, more = (len(one_series(*series, s=s, gamma=gamma)) for gamma in (max(two), min(two)))
    assert fewer <= more


@given(batches(max_size=12), ratios, gammas, st.integers(2, 4))
def test_reversing_time_reverses_the_states(series, s, gamma, states):
    options = {"s": s, "gamma": gamma, "states": states}
    forward = burst_states([series[0]], series[1], **options)
    backward = burst_states([series[0][::-1]], series[1][::-1], **options)
    assert backward[0, ::-1].tolist() == forward[0].tolist()


@given(st.lists(batches(max_size=1), min_size=1, max_size=6), st.integers(2, 3))
def test_every_series_is_looked_at_by_itself(columns, states):
    relevant = np.array([r for r, _ in columns] + [[0]]).T
    relevant = np.concatenate((relevant, relevant[:, ::-1], 0 * relevant))
    total = np.full(relevant.shape[1], 12)
    together = burst_states(relevant, total, states=states)
    alone = [burst_states([row], total, states=states)[0] for row in relevant]
    assert together.tolist() == np.array(alone).tolist()


def test_bursts_of_a_higher_level_lie_within_those_of_a_lower_one():
    bursts = one_series(STEPS, [100] * 12, s=1.4, gamma=0.5, states=4)
    assert {level for *_, level in bursts} == {1, 2, 3}
    for begin, end, _, level in bursts:
        below = [b for b in bursts if b[3] == level - 1]
        assert level == 1 or any(b[0] <= begin and end <= b[1] for b in below)


def test_a_keyword_without_events_has_no_burst():
    assert one_series([0, 0, 0], [5, 5, 5], gamma=0) == []
    assert one_series([0, 0], [0, 0], gamma=0) == []


def test_a_constant_share_has_no_burst():
    assert one_series([2, 4, 6, 2], [10, 20, 30, 10], gamma=0) == []
    assert one_series([5, 8], [5, 8], gamma=0) == []


def test_a_single_batch_has_no_burst():
    assert one_series([3], [5]) == []


def test_a_burst_may_last_over_a_batch_without_events_but_not_end_in_one():
    relevant, total = [1, 1, 1, 1, 9, 0, 9, 0, 1, 1], [30, 30, 30, 30, 30, 0, 30, 0, 30, 30]
    assert [(b, e) for b, e, *_ in one_series(relevant, total)] == [(4, 6)]


def test_a_batch_without_events_at_the_end_changes_only_the_price_of_an_entry():
    relevant, total = [1, 1, 2, 8, 9, 2, 1, 1], TOTAL
    same_price = math.log(8) / math.log(9)
    longer = one_series([*relevant, 0], [*total, 0], gamma=same_price)
    assert longer == one_series(relevant, total, gamma=1)


def test_a_burst_from_the_first_batch_pays_too():
    # It saves 3.37: more than ln 8 = 2.08, less than 2 ln 8.
    relevant = [6, 5, 1, 1, 1, 1, 1, 1]
    [(begin, end, strength, _)] = one_series(relevant, [60] * 8, gamma=1)
    assert (begin, end) == (0, 1)
    assert math.log(8) < strength < 2 * math.log(8)
    assert one_series(relevant, [60] * 8, gamma=2) == []


def test_a_burst_that_saves_just_its_price_is_none():
    # p0 is 1/3: the first batch saves 2 ln 2 - ln 2, an entry costs ln 2.
    assert one_series([2, 0], [3, 3], gamma=1) == []
    assert [(b, e) for b, e, *_ in one_series([2, 0], [3, 3], gamma=0.99)] == [(0, 0)]


def test_a_rate_that_would_pass_one_is_capped():
    [(begin, end, strength, _)] = one_series([3, 9, 9, 3], [9, 9, 9, 9], gamma=0.5)
    assert (begin, end) == (1, 2)
    assert strength == pytest.approx(18 * math.log(3 / 2), abs=1e-6)


def test_many_states_do_not_overflow():
    assert burst_states([[1, 1, 10, 1]], [10] * 4, s=1e200, states=4).tolist() == [[0, 0, 1, 0]]


def test_a_keyword_of_the_last_batch_only_can_burst():
    relevant, total = [0, 0, 0, 0, 6], [20] * 5
    assert [(b, e) for b, e, *_ in one_series(relevant, total)] == [(4, 4)]
    assert one_series(relevant, total, min_duration=2) == []


def test_no_series_and_no_batches_are_no_error():
    assert burst_states(np.zeros((0, 3)), [1, 1, 1]).shape == (0, 3)
    assert burst_states(np.zeros((3, 0)), []).shape == (3, 0)
    assert burst_runs(np.zeros((3, 0)), [], states=3).length == 0


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("s", [1, 0.5, math.inf, math.nan, "2"]),
        ("gamma", [-0.1, math.inf, math.nan, "1"]),
        ("min_duration", [0, 1.5, True]),
        ("states", [1, 2.0, True]),
    ],
)
def test_an_option_that_cannot_be_used_is_named(corpus_t, option, values):
    network = cooccurrence(corpus_t, min_occurrences=1)
    for value in values:
        with pytest.raises(CallError, match=f"--burst-{option.replace('_', '-')} is"):
            find_bursts(network, **{option: value})


@pytest.mark.parametrize(
    ("relevant", "total"), [([[1, 2]], [1]), ([1, 2], [3, 3]), ([[4]], [3]), ([[-1]], [3])]
)
def test_counts_that_do_not_fit_are_refused(relevant, total):
    with pytest.raises(ValueError, match="relevant"):
        burst_states(relevant, total)


# Keywords of every year: "up" bursts in 2014 and 2015, "late" in 2017 and 2018.
SERIES = {"up": [1, 1, 2, 8, 9, 2, 1, 1], "late": [0, 0, 0, 0, 3, 4, 6, 9]}
YEARS = range(2011, 2019)


def records_of(series=SERIES, total=TOTAL):
    """(keywords, year) of each record: the first ones of a year hold each keyword."""
    return [
        ([keyword for keyword, counts in series.items() if n < counts[t]] or ["rest"], year)
        for t, year in enumerate(YEARS)
        for n in range(total[t])
    ]


def network_of(make_corpus, records, **options):
    corpus = make_corpus([keywords for keywords, _ in records], years=[y for _, y in records])
    return cooccurrence(corpus, min_occurrences=1, **options)


def rows_of(table):
    return list(zip(*(table[name].tolist() for name in table), strict=True))


def test_bursts_of_keywords_by_the_records_of_each_year(make_corpus):
    network = find_bursts(measure(network_of(make_corpus, records_of())))
    table = network.table("bursts").round(6)
    columns = ["keyword", "year", "strength", "begin", "end", "level"]
    assert table.columns.tolist() == columns
    assert table.to_numpy().tolist() == [
        ["up", 2011, 5.687048, 2014, 2015, 1],
        ["late", 2015, 4.986174, 2017, 2018, 1],
    ]
    nodes = network.nodes
    assert nodes.loc["up", ["burst_begin", "burst_end"]].tolist() == [2014, 2015]
    assert nodes.loc["rest", ["burst_begin", "burst_end", "sigma"]].tolist() == [0, 0, 1]
    assert math.isnan(nodes.loc["rest", "burst_strength"])
    assert network.history[-1].name == "find_bursts"
    assert dict(network.history[-1].options)["batches"] == "years"


def test_records_without_a_year_count_nowhere(make_corpus):
    dated, more = (
        find_bursts(network_of(make_corpus, records_of() + extra)).tables["bursts"]
        for extra in ([], [(["up", "late"], 0)] * 5)
    )
    assert sorted(dated["strength"]) == sorted(more["strength"])


def test_a_year_without_records_is_a_batch(make_corpus):
    records = [("A", 2010)] + [("B", 2010)] * 9 + [("A", 2012)] * 6 + [("B", 2012)] * 4
    network = network_of(make_corpus, records)
    # In 2012 A saves 6 ln 2 + 4 ln(.3/.65) = 1.07: more than ln 2 and .9 ln 3, less than ln 3.
    assert find_bursts(network, min_duration=1).tables["bursts"].length == 0
    assert find_bursts(network, min_duration=1, gamma=0.9).tables["bursts"].length == 1


def test_half_life_is_the_years_until_half_of_the_records(make_corpus):
    counts = {"A": {2010: 1, 2013: 1, 2015: 2}, "B": {2012: 3, 2020: 2}, "C": {0: 4}}
    records = [
        (keyword, year)
        for keyword, of in counts.items()
        for year, n in of.items()
        for _ in range(n)
    ]
    nodes = find_bursts(network_of(make_corpus, records)).nodes
    assert nodes.loc[["A", "B"], "half_life"].tolist() == [3, 0]
    assert math.isnan(nodes.loc["C", "half_life"])


def test_without_betweenness_there_is_no_sigma(make_corpus):
    assert "sigma" not in find_bursts(network_of(make_corpus, records_of())).node_columns


def test_sigma_joins_betweenness_and_the_strongest_burst(make_corpus):
    network = network_of(make_corpus, records_of())
    between = np.full(network.n_nodes, 0.18)
    found = find_bursts(network.with_columns(node={"betweenness": between})).nodes
    assert found.loc["up", "sigma"] == pytest.approx(1.18**5.6870483163)


def test_a_corpus_without_years_or_keywords_has_an_empty_table(make_corpus):
    for records in ([], [("", 2010)], [("A", 0), ("AB", 0)], [("A", 2010)]):
        for states in (2, 3):
            network = find_bursts(network_of(make_corpus, records), states=states)
            assert network.tables["bursts"].length == 0
            assert network.node_columns["burst_begin"].tolist() == [0] * network.n_nodes
            assert strongest_bursts(network).length == 0


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_the_records_changes_nothing(make_corpus, random):
    records = records_of()
    shuffled = random.sample(records, len(records))
    one, other = (find_bursts(measure(network_of(make_corpus, r))) for r in (records, shuffled))
    assert rows_of(one.tables["bursts"]) == rows_of(other.tables["bursts"])
    for name in ("burst_strength", "burst_begin", "burst_end", "sigma", "half_life"):
        np.testing.assert_array_equal(one.node_columns[name], other.node_columns[name])


def test_the_network_is_left_alone(make_corpus):
    network = network_of(make_corpus, records_of())
    before = {name: values.copy() for name, values in network.node_columns.items()}
    find_bursts(network)
    assert not network.tables
    assert list(network.node_columns) == list(before)
    for name, values in before.items():
        np.testing.assert_array_equal(network.node_columns[name], values)


def sliced(make_corpus, counts, selected, first=2000, length=2):
    """A network of keywords A, B, … with slices of two years, selected where a 1 stands."""
    counts, selected = np.array(counts), np.array(selected) == 1
    begin = first + length * np.arange(counts.shape[1])
    keywords = "ABCDEFG"[: len(counts)]
    network = network_of(make_corpus, [(keyword, first) for keyword in keywords])
    table = Columns({"selected_occurrences": np.where(selected, counts, 0).sum(axis=0)})
    return replace(network, slicing=Slicing(begin, begin + length - 1, counts, selected, table))


def test_in_slices_only_selected_keywords_count(make_corpus):
    network = sliced(
        make_corpus,
        [[5, 1, 1, 8, 9, 2, 1, 1], [9] * 8, [40, 40, 50, 43, 42, 49, 50, 50]],
        [[0, 1, 1, 1, 1, 1, 1, 0], [0] * 8, [1] * 8],
    )
    found = find_bursts(network)
    relevant, total = [0, 1, 1, 8, 9, 2, 1, 0], [40, 41, 51, 51, 51, 51, 51, 50]
    [(begin, end, strength, level)] = one_series(relevant, total, min_duration=2)
    assert (begin, end) == (3, 4)
    # A is seen in 2000 but selected from 2002; its burst lasts from 2006 to the end of 2009.
    assert rows_of(found.tables["bursts"]) == [(0, 2002, strength, 2006, 2009, level)]
    assert dict(found.history[-1].options)["batches"] == "slices"


def test_bursts_stand_by_begin_then_strength_then_key(make_corpus):
    early, low, high = [9, 8, 1, 1, 1, 1], [1, 1, 1, 8, 8, 1], [1, 1, 1, 12, 12, 1]
    rest = [300] * 6
    network = sliced(make_corpus, [low, high, low, early, rest], np.ones((5, 6)))
    bursts = find_bursts(network).tables["bursts"]
    assert bursts["node"].tolist() == [3, 1, 0, 2]
    keys = Columns({**network.node_columns, "key": ["z", "y", "x", "w", "v"]})
    turned = find_bursts(replace(network, node_columns=keys)).tables["bursts"]
    assert turned["node"].tolist() == [3, 1, 2, 0]


def test_of_several_bursts_the_strongest_then_the_earliest_is_shown(make_corpus):
    twice = [1, 9, 9, 1, 1, 1, 9, 9, 1, 1]
    later = [1, 8, 8, 1, 1, 1, 9, 9, 1, 1]
    network = find_bursts(sliced(make_corpus, [twice, later, [300] * 10], np.ones((3, 10))))
    assert network.tables["bursts"].length == 4
    assert network.node_columns["burst_begin"].tolist() == [2002, 2012, 0]
    top = strongest_bursts(network)
    assert list(top) == ["node", "year", "strength", "begin", "end"]
    assert [(row[0], row[3], row[4]) for row in rows_of(top)] == [(0, 2002, 2005), (1, 2012, 2015)]


def test_the_top_is_chosen_by_strength_and_shown_by_begin(make_corpus):
    counts = [[8, 8, 1, 1, 1, 1], [1, 1, 1, 12, 12, 1], [1, 1, 9, 9, 1, 1], [1, 1, 1, 1, 12, 12]]
    network = find_bursts(sliced(make_corpus, [*counts, [300] * 6], np.ones((5, 6))))
    assert strongest_bursts(network)["node"].tolist() == [0, 2, 1, 3]
    assert strongest_bursts(network, top=3)["node"].tolist() == [2, 1, 3]
    with pytest.raises(CallError, match="top is 0"):
        strongest_bursts(network, top=0)


def test_the_strongest_are_of_the_first_level(make_corpus):
    network = sliced(make_corpus, [STEPS, [300] * 12], np.ones((2, 12)))
    found = find_bursts(network, s=1.4, gamma=0.5, states=4)
    table = found.tables["bursts"]
    assert set(table["level"]) == {1, 2, 3}
    first = table.take(table["level"] == 1)
    assert found.node_columns["burst_strength"][0] == first["strength"].max()
    assert strongest_bursts(found)["begin"].tolist() == first["begin"].tolist()
