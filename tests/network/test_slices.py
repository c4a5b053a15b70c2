"""Networks built slice by slice, against the same thing written with dicts and fractions."""

import math
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.pruning import prune
from cooccur.network.retaining import NO_LIMIT, LinkRule
from cooccur.network.similarity import normalise
from cooccur.network.slices import sliced_cooccurrence, time_slices

ALL = LinkRule(lrf=NO_LIMIT, links_per_node=NO_LIMIT)
dated = st.lists(
    st.tuples(
        st.lists(st.sampled_from("ABCDEFGHI"), max_size=6),
        st.sampled_from([0, 2001, 2002, 2003, 2006]),
    ),
    max_size=25,
)


def corpus_of(make_corpus, rows):
    return make_corpus([words for words, _ in rows], years=[year for _, year in rows])


def values_of(network, column):
    nodes = network.node_columns
    return dict(zip(nodes["keyword"], nodes[column].tolist(), strict=True))


def links_of(network, column="strength"):
    spelling, columns = network.node_columns["keyword"], network.link_columns
    ends = zip(columns["source"], columns["target"], columns[column].tolist(), strict=True)
    return {tuple(sorted((spelling[a], spelling[b]))): value for a, b, value in ends}


def table_of(network, *names):
    return [network.slicing.table[name].tolist() for name in names]


def same_network(one, other):
    for mine, its in (
        (one.node_columns, other.node_columns),
        (one.link_columns, other.link_columns),
    ):
        assert list(mine) == list(its)
        for name in mine:
            np.testing.assert_array_equal(mine[name], its[name], err_msg=name)
    np.testing.assert_array_equal(one.incidence.indices, other.incidence.indices)


class Naive:
    """Chapter and verse of the method, slowly: top N or the g-index, full or fractional."""

    def __init__(self, rows, *, length, top=None, scale=None, e=1, lrf=-1, most=-1, shares=False):
        self.frequency, self.strength = Counter(), Counter()
        self.first, self.first_link = {}, {}
        self.selected, self.kept = [], []
        years = [year for _, year in rows if year]
        begins = range(min(years, default=0), max(years, default=-1) + 1, length)
        for begin in begins:
            inside = [set(words) for words, year in rows if year and 0 <= year - begin < length]
            counts = Counter(word for words in inside for word in words)
            order = sorted((w for w in counts if counts[w] >= e), key=lambda w: (-counts[w], w))
            g = top or 0
            while scale and g < len(order):
                if (g + 1) ** 2 > Fraction(scale) * sum(counts[w] for w in order[: g + 1]):
                    break
                g += 1
            chosen = set(order[:g])
            self.selected.append(chosen)
            for word in chosen:
                self.frequency[word] += counts[word]
                self.first.setdefault(word, begin)
            self._link(inside, counts, chosen, begin, lrf=lrf, most=most, shares=shares)

    def _link(self, inside, counts, chosen, begin, *, lrf, most, shares):
        together, weight = Counter(), Counter()
        for words in inside:
            held = sorted(words & chosen)
            for pair in combinations(held, 2):
                together[pair] += 1
                weight[pair] += Fraction(1, len(held) - 1) if shares else 1
        squared = {(a, b): Fraction(n * n, counts[a] * counts[b]) for (a, b), n in together.items()}
        order = sorted(together, key=lambda pair: (-squared[pair], -together[pair], pair))
        if lrf >= 0:
            order = order[: math.floor(Fraction(str(lrf)) * len(chosen))]
        used, kept = Counter(), []
        for pair in order:
            if most < 0 or max(used[end] for end in pair) < most:
                used.update(pair)
                kept.append(pair)
        self.kept.append(kept)
        for pair in kept:
            self.strength[pair] += weight[pair]
            self.first_link.setdefault(pair, begin)


@pytest.mark.parametrize(
    ("scale", "g"), [("0.5", [1, 1, 1]), ("1", [2, 2, 1]), ("2", [3, 4, 2]), ("5", [3, 4, 4])]
)
def test_worked_numbers_of_the_toy_corpus(corpus_t, scale, g):
    network = sliced_cooccurrence(corpus_t, select=f"g-index:{scale}")
    assert table_of(network, "selected") == [g]
    assert table_of(network, "criterion") == [[f"g={number}" for number in g]]
    assert table_of(network, "records", "keywords") == [[2, 3, 3], [3, 4, 4]]
    assert table_of(network, "slice") == [["2019", "2020", "2021"]]


def test_counts_of_the_slices_of_the_toy_corpus(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="g-index:5")
    counts = dict(
        zip(network.node_columns["keyword"], network.slicing.counts.tolist(), strict=True)
    )
    assert counts == {
        "A": [2, 2, 1],
        "B": [2, 2, 0],
        "C": [1, 3, 0],
        "D": [0, 2, 1],
        "E": [0, 0, 2],
        "F": [0, 0, 1],
    }


def test_frequency_and_first_year_are_those_of_the_slices_where_a_keyword_is_selected(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="g-index:1")
    assert values_of(network, "frequency") == {"A": 4, "B": 2, "C": 3, "E": 2}
    assert values_of(network, "occurrences") == {"A": 5, "B": 4, "C": 4, "E": 2}
    assert values_of(network, "first_year") == {"A": 2019, "B": 2019, "C": 2020, "E": 2021}


def test_strength_is_counted_in_the_slices_that_kept_a_link_and_cooccurrences_in_all(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="g-index:1")
    assert links_of(network) == {("A", "B"): 2, ("A", "C"): 2}
    assert links_of(network, "cooccurrences") == {("A", "B"): 3, ("A", "C"): 3}
    assert links_of(network, "first_year") == {("A", "B"): 2019, ("A", "C"): 2020}
    assert values_of(network, "total_link_strength") == {"A": 4, "B": 2, "C": 2, "E": 0}


def test_similarity_is_that_of_the_selected_occurrences(corpus_t):
    network = normalise(sliced_cooccurrence(corpus_t, select="g-index:1"), similarity="cosine")
    found = links_of(network, "weight")
    assert found["A", "B"] == pytest.approx(2 / math.sqrt(4 * 2))
    assert found["A", "C"] == pytest.approx(2 / math.sqrt(4 * 3))


@settings(max_examples=300)
@given(
    dated,
    st.integers(1, 4),
    st.sampled_from(["top:1", "top:3", "top:50", "g-index:0.5", "g-index:1", "g-index:2.3"]),
    st.sampled_from([-1, 1, 2]),
    st.sampled_from([-1, 0, 0.4, 1, 2.5]),
    st.sampled_from([-1, 0, 1, 2]),
    st.booleans(),
)
def test_every_number_is_that_of_the_slow_way(  # noqa: PLR0917 one a strategy
    make_corpus, rows, length, select, e, lrf, most, shares
):
    name, number = select.split(":")
    expected = Naive(
        rows,
        length=length,
        top=int(number) if name == "top" else None,
        scale=number if name == "g-index" else None,
        e=e,
        lrf=lrf,
        most=most,
        shares=shares,
    )
    network = sliced_cooccurrence(
        corpus_of(make_corpus, rows),
        slices=length,
        select=select,
        e=e,
        links=LinkRule(lrf=lrf, links_per_node=most),
        counting="fractional" if shares else "full",
    )
    assert values_of(network, "frequency") == expected.frequency
    assert values_of(network, "first_year") == expected.first
    assert links_of(network) == pytest.approx(expected.strength)
    assert links_of(network, "first_year") == expected.first_link
    names = network.node_columns["keyword"]
    assert [set(names[column]) for column in network.slicing.selected.T] == expected.selected
    assert table_of(network, "selected", "links_kept") == [
        [len(words) for words in expected.selected],
        [len(pairs) for pairs in expected.kept],
    ]
    sums = (network.slicing.counts * network.slicing.selected).sum(axis=0)
    assert table_of(network, "selected_occurrences") == [sums.tolist()]


@given(dated, st.randoms(use_true_random=False))
def test_the_order_of_records_and_keywords_changes_nothing(make_corpus, rows, random):
    mixed = [(random.sample(words, len(words)), year) for words, year in rows]
    random.shuffle(mixed)
    options = {"slices": 2, "select": "top:4", "links": LinkRule(lrf=1, links_per_node=2)}
    one = sliced_cooccurrence(corpus_of(make_corpus, rows), **options)
    other = sliced_cooccurrence(corpus_of(make_corpus, mixed), **options)
    for name, values in one.node_columns.items():
        np.testing.assert_array_equal(values, other.node_columns[name])
    for name, values in one.link_columns.items():
        np.testing.assert_array_equal(values, other.link_columns[name])
    for name, values in one.slicing.table.items():
        np.testing.assert_array_equal(values, other.slicing.table[name])


@pytest.mark.parametrize("counting", ["full", "fractional"])
@given(dated)
def test_one_slice_of_everything_is_the_plain_network(make_corpus, counting, rows):
    corpus = corpus_of(make_corpus, rows)
    plain = cooccurrence(corpus, counting=counting, min_occurrences=1, max_keywords=99)
    for select in ("g-index:999999999", "top:99", "top-percent:100:99"):
        whole = sliced_cooccurrence(
            corpus, slices=None, select=select, links=ALL, counting=counting
        )
        same_network(whole, plain)
        assert whole.slicing is None
        assert not whole.tables


@given(dated, st.integers(1, 9))
def test_what_is_not_cut_adds_up_to_the_plain_network(make_corpus, rows, length):
    corpus = corpus_of(make_corpus, [row for row in rows if row[1]])
    plain = cooccurrence(corpus, min_occurrences=1, max_keywords=99)
    whole = sliced_cooccurrence(corpus, slices=length, select="top-percent:100:99", links=ALL)
    assert values_of(whole, "frequency") == values_of(plain, "occurrences")
    assert values_of(whole, "total_link_strength") == values_of(plain, "total_link_strength")
    assert links_of(whole) == links_of(plain)
    assert whole.slicing.counts.sum(axis=1).tolist() == plain.node_columns["occurrences"].tolist()
    if length == 1:
        assert values_of(whole, "first_year") == values_of(plain, "first_year")


@given(dated, st.sampled_from(["top", "g-index"]), st.integers(1, 5), st.integers(0, 5))
def test_more_are_selected_when_the_number_grows(make_corpus, rows, name, number, more):
    corpus = corpus_of(make_corpus, rows)
    few, many = (
        set(sliced_cooccurrence(corpus, select=f"{name}:{n}").node_columns["keyword"])
        for n in (number, number + more)
    )
    assert few <= many


@given(dated)
def test_similarities_of_slices_stay_within_their_range(make_corpus, rows):
    corpus = corpus_of(make_corpus, rows)
    network = sliced_cooccurrence(corpus, select="top:3", links=LinkRule(1.5, 2))
    for similarity in ("cosine", "jaccard", "dice", "inclusion", "npmi"):
        weight = normalise(network, similarity=similarity).link_columns["weight"]
        assert (weight <= 1 + 1e-12).all()


def test_the_last_slice_may_be_shorter():
    assert time_slices(2010, 2016, 3) == [(2010, 2012), (2013, 2015), (2016, 2016)]
    assert time_slices(2010, 2009, 3) == []


def test_a_slice_without_records_is_there_and_selects_nothing(make_corpus):
    network = sliced_cooccurrence(make_corpus(["AB", "AC"], years=[2001, 2004]))
    assert table_of(network, "slice", "records", "selected", "links") == [
        ["2001", "2002", "2003", "2004"],
        [1, 0, 0, 1],
        [2, 0, 0, 2],
        [1, 0, 0, 1],
    ]


def test_slices_begin_and_end_with_the_years_asked_for(corpus_t):
    network = sliced_cooccurrence(corpus_t, slices=2, years=(2018, 2020))
    assert table_of(network, "slice", "records") == [["2018-2019", "2020"], [2, 3]]
    assert values_of(network, "frequency") == {"A": 4, "B": 4, "C": 4, "D": 2}
    assert values_of(network, "first_year")["A"] == 2018
    half_open = sliced_cooccurrence(corpus_t, years=(None, 2019))
    assert table_of(half_open, "slice") == [["2019"]]
    assert sliced_cooccurrence(corpus_t, years=(2030, None)).n_nodes == 0


def test_where_no_year_is_known_there_are_slices_only_if_both_ends_are_asked_for(make_corpus):
    corpus = make_corpus(["AB"])
    for years, n_slices in (((None, None), 0), ((2001, None), 0), ((None, 2019), 0)):
        assert sliced_cooccurrence(corpus, years=years).slicing.n_slices == n_slices
    assert sliced_cooccurrence(corpus, years=(2001, 2003)).slicing.n_slices == 3


def test_records_without_a_year_stand_in_no_slice_but_their_counts_are_told(make_corpus):
    network = sliced_cooccurrence(make_corpus(["AB", "AB", "CD"], years=[2020, 0, 0]))
    assert values_of(network, "frequency") == {"A": 1, "B": 1}
    assert values_of(network, "occurrences") == {"A": 2, "B": 2}
    assert links_of(network) == {("A", "B"): 1}
    assert links_of(network, "cooccurrences") == {("A", "B"): 2}


def test_a_selection_without_slices_does_not_ask_for_years(make_corpus):
    network = sliced_cooccurrence(
        make_corpus(["AB", "AB", "CD"]), slices=None, select="top:2", links=ALL
    )
    assert values_of(network, "frequency") == {"A": 2, "B": 2}
    assert values_of(network, "first_year") == {"A": 0, "B": 0}


@pytest.mark.parametrize("records", [[], [""], ["A"]])
@pytest.mark.parametrize("years", [None, 2020])
@pytest.mark.parametrize("slices", [None, 1, 5])
def test_corpora_with_next_to_nothing_make_a_network(make_corpus, records, years, slices):
    corpus = make_corpus(records, years=years and [years] * len(records))
    network = sliced_cooccurrence(corpus, slices=slices, min_occurrences=1)
    assert network.n_nodes == (records == ["A"] and (slices is None or years is not None))
    assert network.n_links == 0


def test_ties_are_decided_by_the_comparison_key(make_corpus):
    network = sliced_cooccurrence(make_corpus(["DCBA"], years=[2020]), select="top:2")
    assert network.node_columns["keyword"].tolist() == ["A", "B"]


def test_fewest_records_keep_a_keyword_out_of_a_slice(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="top:9", e=2)
    assert values_of(network, "frequency") == {"A": 4, "B": 4, "C": 3, "D": 2, "E": 2}
    assert table_of(network, "selected") == [[2, 4, 1]]


def test_a_minimum_counts_the_selected_occurrences(corpus_t):
    network = sliced_cooccurrence(corpus_t, select="g-index:1", min_occurrences=3)
    assert values_of(network, "frequency") == {"A": 4, "C": 3}
    assert table_of(network, "criterion", "selected", "links") == [
        ["g=2", "g=2", "g=1"],
        [1, 2, 0],
        [0, 1, 0],
    ]
    assert dict(network.history[-1].options)["min_occurrences"] == 3


def test_links_are_retained_strongest_first_then_by_cooccurrence_then_by_key(make_corpus):
    corpus = make_corpus(["AB", "AB", "CD", "CE", "EF"], years=[2020] * 5)
    kept = [
        set(links_of(sliced_cooccurrence(corpus, links=LinkRule(lrf, -1))))
        for lrf in (0, 0.17, 0.34, 0.5, 0.67)
    ]
    # AB has the cosine 1.
    assert kept[1] == {("A", "B")}
    # C and E hold two records each: CD and EF tie at 1 / sqrt 2, before CE at 1 / 2.
    assert kept[2] == {("A", "B"), ("C", "D")}
    assert kept[3] == {("A", "B"), ("C", "D"), ("E", "F")}
    assert len(kept[4]) == 4


def test_of_equal_links_that_with_the_lowest_key_comes_first(make_corpus):
    corpus = make_corpus(["BC", "AD"], years=[2020, 2020])
    assert set(links_of(sliced_cooccurrence(corpus, links=LinkRule(0.25)))) == {("A", "D")}


def test_the_factor_counts_the_keywords_that_are_left(make_corpus):
    corpus = make_corpus(["ABCD", "ABC"], years=[2020, 2020])
    assert sliced_cooccurrence(corpus, links=LinkRule(0.5)).n_links == 2
    network = sliced_cooccurrence(corpus, links=LinkRule(0.5), min_occurrences=2)
    assert set(links_of(network)) == {("A", "B")}


def test_the_factor_is_taken_as_it_is_written(make_corpus):
    corpus = make_corpus(["".join(chr(0x4E00 + n) for n in range(100))], years=[2020])
    network = sliced_cooccurrence(corpus, select="top:100", links=LinkRule(0.29, -1))
    assert network.n_links == 29


def test_a_keyword_keeps_only_so_many_links_and_the_factor_comes_first(make_corpus):
    corpus = make_corpus(["AB", "AC", "AD", "BC"], years=[2020] * 4)
    one = sliced_cooccurrence(corpus, links=LinkRule(-1, 1))
    # BC is the strongest after AD; then B and C are used up.
    assert set(links_of(one)) == {("A", "D"), ("B", "C")}
    first = sliced_cooccurrence(corpus, links=LinkRule(0.5, 1))
    assert set(links_of(first)) == {("A", "D"), ("B", "C")}
    assert sliced_cooccurrence(corpus, links=LinkRule(0, -1)).n_links == 0
    assert sliced_cooccurrence(corpus, links=LinkRule(-1, 0)).n_nodes == 4


def test_links_outside_the_factor_are_not_looked_at_when_others_are_refused(make_corpus):
    corpus = make_corpus(["AB", "AB", "AC", "AC", "DE", "D", "E"], years=[2020] * 7)
    # By cosine: AB and AC .707, DE .5; the first two are looked at, one of them is kept.
    network = sliced_cooccurrence(corpus, links=LinkRule(0.4, 1))
    assert set(links_of(network)) == {("A", "B")}


def test_two_decimals_make_ties_that_counts_decide(make_corpus):
    # The cosine of AB is 1, that of CD 110 / sqrt(110 x 111) = .995.
    records = ["AB", "D", *["CD"] * 110]
    corpus = make_corpus(records, years=[2020] * len(records))
    for decimals, expected in ((12, ("A", "B")), (2, ("C", "D"))):
        rule = LinkRule(lrf=0.25, decimals=decimals)
        assert set(links_of(sliced_cooccurrence(corpus, links=rule))) == {expected}


def test_thresholds_cut_links_by_records_and_cosine(corpus_t):
    def links(setting):
        select = f"thresholds:{setting};{setting};{setting}"
        return set(links_of(sliced_cooccurrence(corpus_t, select=select)))

    assert links("1,0,0") == links("1,1,0") >= {("B", "D"), ("A", "E")}
    assert links("1,2,0") == {("A", "B"), ("A", "C"), ("A", "D"), ("B", "C"), ("C", "D")}
    assert links("1,1.5,0") == links("1,2,0")
    # 2019: AB 1; AC and BC .707. 2020: AD 1; AC, BC and CD .816. 2021: AE and DE .707.
    assert links("1,1,100") == {("A", "B"), ("A", "D")}
    assert links("1,1,81.64") == links("1,1,100") | {("A", "C"), ("B", "C"), ("C", "D")}
    assert links("1,1,81.65") == links("1,1,100")
    assert links("3,1,0") == set()


def test_a_cosine_that_is_the_threshold_reaches_it(make_corpus):
    # 29 / 50, times 100, is a little less than 58 as a binary fraction.
    records = [*["AB"] * 29, *["A"] * 21, *["B"] * 21]
    corpus = make_corpus(records, years=[2020] * len(records))
    for ccv, n_links in (("58", 1), ("58.0001", 0)):
        setting = f"1,1,{ccv}"
        select = f"thresholds:{setting};{setting};{setting}"
        assert sliced_cooccurrence(corpus, select=select).n_links == n_links


def test_thresholds_follow_the_slices(corpus_t):
    select = "thresholds:2,1,0;3,1,0;1,1,0"
    network = sliced_cooccurrence(corpus_t, select=select)
    assert table_of(network, "criterion", "selected") == [
        ["2, 1, 0", "3, 1, 0", "1, 1, 0"],
        [2, 1, 4],
    ]


def test_usage_selects_by_the_sum_of_its_records_and_counts_records(corpus_t):
    usage = np.array([0, 0, 5, 0, 1, -1, 1, -1])
    network = sliced_cooccurrence(corpus_t, select="usage180:2", usage=usage)
    # 2019 nothing was used; 2020: A 6, C 6, D 6, B 1; 2021: A 1, E 1, for unknown is nothing.
    assert values_of(network, "frequency") == {"A": 3, "C": 3, "E": 2}
    assert table_of(network, "selected") == [[0, 2, 2]]
    with pytest.raises(CallError, match="usage2013"):
        sliced_cooccurrence(corpus_t, select="usage2013:2")


@given(dated)
def test_pruned_slices_are_merged(make_corpus, rows):
    corpus = corpus_of(make_corpus, rows)
    pruned = sliced_cooccurrence(corpus, select="top:6", links=LinkRule(-1, -1, "pathfinder"))
    years = sorted({year for _, year in rows if year})
    expected = defaultdict(float)
    for year in years:
        part = corpus_of(make_corpus, [row for row in rows if row[1] == year])
        network = sliced_cooccurrence(part, select="top:6", links=ALL)
        network = prune(normalise(network, similarity="cosine"))
        for pair, strength in links_of(network).items():
            expected[pair] += strength
    assert links_of(pruned) == expected


def test_pruning_a_slice_keeps_its_components_at_any_number_of_decimals(make_corpus):
    records = ["A"] * 300 + ["AB", "BC"] + ["B"] * 200
    corpus = make_corpus(records, years=[2020] * len(records))
    for method in ("pathfinder", "mst"):
        rule = LinkRule(prune=method, decimals=2)
        network = sliced_cooccurrence(corpus, links=rule)
        assert set(links_of(network)) == {("A", "B"), ("B", "C")}


@pytest.mark.parametrize(
    "options",
    [
        {"slices": 0},
        {"e": -2},
        {"e": float("nan")},
        {"min_occurrences": 0},
        {"min_occurrences": "few"},
        {"select": "top:0"},
    ],
)
def test_numbers_that_cannot_be_used_are_refused(corpus_t, options):
    with pytest.raises(CallError):
        sliced_cooccurrence(corpus_t, **options)


@pytest.mark.parametrize(
    "options",
    [{"lrf": -2}, {"lrf": math.inf}, {"lrf": math.nan}, {"links_per_node": -2}],
)
def test_a_rule_that_makes_no_sense_is_refused(options):
    with pytest.raises(CallError, match="--"):
        LinkRule(**options)


def test_unknown_names_are_refused(corpus_t):
    with pytest.raises(UnknownChoiceError, match="fractional"):
        sliced_cooccurrence(corpus_t, counting="double")
    with pytest.raises(UnknownChoiceError, match="mst"):
        LinkRule(prune="tree")


def test_slicing_leaves_its_input_alone_and_says_what_it_did(corpus_t):
    before = {name: values.copy() for name, values in corpus_t.keyword_columns.items()}
    network = sliced_cooccurrence(corpus_t, slices=2, select="top:3")
    for name, values in before.items():
        np.testing.assert_array_equal(corpus_t.keyword_columns[name], values)
    assert [step.name for step in network.history] == ["cooccurrence", "slice"]
    assert dict(network.history[-1].options) == {
        "slices": 2,
        "select": "top:3",
        "e": 1,
        "lrf": 3.0,
        "links_per_node": 10,
        "prune": "none",
        "decimals": 12,
        "min_occurrences": 1,
    }
