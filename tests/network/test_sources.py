"""Databases that weigh the same, against sums written out record by record."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Columns
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.similarity import SIMILARITIES, normalise
from cooccur.network.slices import sliced_cooccurrence
from cooccur.network.sources import fair_weights, source_table, weighted_counts
from cooccur.network.stability import resample

RECORDS = ["ABC", "AB", "ACD", "BC", "ABCD", "DE", "AE", "F", ""]
DATABASES = ["WOS", "WOS", "WOS", "WOS", "CNKI", "CNKI", "WOS+CNKI", "WOS", "CNKI"]
keyword_lists = st.lists(st.text("ABCDE", max_size=4), min_size=1, max_size=12)
databases = st.sampled_from(["WOS", "CNKI", "Scopus", "WOS+CNKI", "WOS+Scopus"])


@pytest.fixture(scope="session")
def made(make_corpus):
    """A corpus of these records, each from one or several databases."""

    def made(records, names, *, years=None):
        corpus = make_corpus([sorted(set(record)) for record in records], years=years)
        places = [(r, name) for r, joined in enumerate(names) for name in joined.split("+")]
        pieces = Columns(
            {
                "record": np.array([r for r, _ in places], dtype=np.int64),
                "database": [name for _, name in places],
                **{name: np.zeros(len(places), np.int64) for name in ("file", "start", "stop")},
            }
        )
        first = [joined.split("+")[0] for joined in names]
        columns = corpus.record_columns.with_columns(database=first)
        return replace(corpus, record_columns=columns, piece_columns=pieces)

    return made


def weights(records, names):
    """N / (D n_d) summed over the databases of each record, written out."""
    held = [
        set(joined.split("+")) if record else set()
        for record, joined in zip(records, names, strict=True)
    ]
    sizes = Counter(name for one in held for name in one)
    n = sum(map(bool, records))
    return [sum(n / (len(sizes) * sizes[name]) for name in one) for one in held]


def counted(records, weight):
    occurrences, strength = Counter(), Counter()
    for record, value in zip(records, weight, strict=True):
        for one in set(record):
            occurrences[one] += value
        for pair in combinations(sorted(set(record)), 2):
            strength[pair] += value
    return occurrences, strength


def found(network):
    keyword = network.node_columns["keyword"].tolist()
    links = network.link_columns
    ends = zip(links["source"].tolist(), links["target"].tolist(), strict=True)
    pairs = [tuple(sorted((keyword[a], keyword[b]))) for a, b in ends]
    weighted = network.node_columns["weighted_occurrences"].tolist()
    return (
        dict(zip(keyword, weighted, strict=True)),
        dict(zip(pairs, links["strength"].tolist(), strict=True)),
    )


def test_the_weights_of_a_small_corpus_are_those_written_out(made):
    weight = fair_weights(made(RECORDS, DATABASES))
    # 8 records with keywords, 6 in WOS and 3 in CNKI: 8 / (2 * 6) and 8 / (2 * 3).
    np.testing.assert_allclose(weight[:5], [2 / 3, 2 / 3, 2 / 3, 2 / 3, 4 / 3])
    np.testing.assert_allclose(weight[6], 2 / 3 + 4 / 3)
    np.testing.assert_allclose(weight[:8].sum(), 8)


def test_sums_of_weights_have_ten_decimals():
    one = np.zeros(1, dtype=np.int64)
    assert weighted_counts(one, one, np.array([2 / 3]), 1).tolist() == [round(2 / 3, 10)]


@given(keyword_lists, st.data())
def test_counts_are_those_of_a_sum_record_by_record(made, records, data):
    names = data.draw(st.lists(databases, min_size=len(records), max_size=len(records)))
    corpus = made(records, names)
    network = cooccurrence(corpus, min_occurrences=1, source_fair=True)
    if fair_weights(corpus) is None:
        assert "weighted_occurrences" not in network.node_columns
        return
    occurrences, strength = counted(records, weights(records, names))
    weighted, strengths = found(network)
    assert weighted == pytest.approx(occurrences)
    assert strengths == pytest.approx(strength)
    plain = cooccurrence(corpus, min_occurrences=1)
    np.testing.assert_array_equal(
        network.node_columns["occurrences"], plain.node_columns["occurrences"]
    )
    np.testing.assert_array_equal(
        network.link_columns["cooccurrences"], plain.link_columns["cooccurrences"]
    )


@pytest.mark.parametrize("names", [["WOS"] * 9, [""] * 9, ["WOS", "CNKI"] * 4 + ["CNKI"]])
def test_one_database_or_equal_ones_change_nothing(made, names):
    records = RECORDS
    corpus = made(records, names)
    fair, plain = cooccurrence(corpus, source_fair=True), cooccurrence(corpus)
    assert set(fair.node_columns) == set(plain.node_columns)
    for name in plain.node_columns:
        np.testing.assert_array_equal(fair.node_columns[name], plain.node_columns[name])
    np.testing.assert_array_equal(fair.link_columns["strength"], plain.link_columns["strength"])


@pytest.mark.parametrize("similarity", sorted(set(SIMILARITIES) - {"none", "proximity"}))
@pytest.mark.parametrize("counting", ["full", "fractional"])
def test_to_repeat_all_records_of_a_database_changes_no_similarity(made, similarity, counting):
    records, names = RECORDS[:8], [name.partition("+")[0] for name in DATABASES[:8]]
    again = [(r, n) for r, n in zip(records, names, strict=True) if n == "CNKI"] * 3
    more = records + [r for r, _ in again], names + [n for _, n in again]
    options = {"min_occurrences": 1, "source_fair": True, "counting": counting}
    one, other = (
        normalise(cooccurrence(made(*both), **options), similarity=similarity)
        for both in ((records, names), more)
    )

    def by_name(network, column):
        keyword, links = network.node_columns["keyword"], network.link_columns
        ends = zip(keyword[links["source"]], keyword[links["target"]], strict=True)
        return dict(zip((tuple(sorted(e)) for e in ends), links[column].tolist(), strict=True))

    assert by_name(one, "weight") == pytest.approx(by_name(other, "weight"))
    scale = len(records) / len(more[0])
    scaled = {keyword: value * scale for keyword, value in found(other)[0].items()}
    assert found(one)[0] == pytest.approx(scaled)


def test_the_small_database_gets_its_share_of_the_keywords(made):
    records = [f"A{letter}" for letter in "BCDE" * 5] + ["XY", "XY", "X"]
    names = ["WOS"] * 20 + ["CNKI"] * 3
    kept = {
        fair: set(
            cooccurrence(made(records, names), max_keywords=3, source_fair=fair)
            .node_columns["keyword"]
            .tolist()
        )
        for fair in (False, True)
    }
    assert not {"X", "Y"} & kept[False]
    assert {"A", "X", "Y"} == kept[True]


def test_a_keyword_of_one_record_is_not_chosen_for_its_weight(made):
    records, names = ["AB"] * 20 + ["AX", "BY", "AZ"], ["WOS"] * 20 + ["CNKI"] * 3
    network = cooccurrence(made(records, names), source_fair=True)
    assert set(network.node_columns["keyword"].tolist()) == {"A", "B"}


@given(st.permutations(range(9)))
def test_the_order_of_the_records_changes_no_bit(made, order):
    def strengths(places):
        corpus = made([RECORDS[p] for p in places], [DATABASES[p] for p in places])
        network = cooccurrence(corpus, min_occurrences=1, source_fair=True, counting="fractional")
        return network.link_columns["strength"].tolist(), found(network)[0]

    assert strengths(order) == strengths(range(9))


def test_one_slice_of_all_keywords_is_the_plain_network(made):
    corpus = made(RECORDS, DATABASES, years=[2020] * 9)
    sliced = sliced_cooccurrence(corpus, select="top:9", source_fair=True)
    plain = cooccurrence(corpus, min_occurrences=1, source_fair=True)
    assert found(sliced) == found(plain)


def test_slices_weigh_what_is_selected_in_them(made):
    years = [2019, 2019, 2020, 2020, 2020, 2021, 2021, 2021, 2021]
    corpus = made(RECORDS, DATABASES, years=years)
    network = sliced_cooccurrence(corpus, select="top:2", source_fair=True)
    occurrences, _ = counted(RECORDS, fair_weights(corpus))
    weighted, _ = found(network)
    assert all(weighted[keyword] <= occurrences[keyword] + 1e-9 for keyword in weighted)
    plain = sliced_cooccurrence(corpus, select="top:2")
    assert network.node_columns["keyword"].tolist() == plain.node_columns["keyword"].tolist()
    assert network.n_links == plain.n_links


def test_records_without_a_year_weigh_nothing_in_slices(made):
    corpus = made(RECORDS, DATABASES, years=[2019, 0, 2019, 0, 2020, 2020, 0, 2020, 2020])
    network = sliced_cooccurrence(corpus, select="top:9", source_fair=True)
    weight = fair_weights(corpus)
    dated = [place for place in range(9) if place not in {1, 3, 6}]
    occurrences, _ = counted(
        [RECORDS[place] for place in dated], [weight[place] for place in dated]
    )
    assert found(network)[0] == pytest.approx(occurrences)


def test_a_resample_weighs_its_records_as_the_whole_does(made):
    network = cooccurrence(made(RECORDS, DATABASES), min_occurrences=1, source_fair=True)
    same = resample(network, np.arange(9))
    np.testing.assert_allclose(same.link_columns["strength"], network.link_columns["strength"])
    np.testing.assert_allclose(
        same.node_columns["weighted_occurrences"], network.node_columns["weighted_occurrences"]
    )


def test_the_table_of_sources_counts_each_database(made):
    network = cooccurrence(made(RECORDS, DATABASES), min_occurrences=1)
    table = source_table(network)
    keyword = network.node_columns["keyword"][table["node"]].tolist()
    columns = (keyword, table["database"].tolist(), table["occurrences"].tolist())
    rows = {(word, name): count for word, name, count in zip(*columns, strict=True)}
    assert rows["A", "WOS"] == 4
    assert rows["A", "CNKI"] == 2
    assert rows["E", "WOS"] == 1
    assert rows["E", "CNKI"] == 2
    assert ("F", "CNKI") not in rows
    assert all(count > 0 for count in rows.values())


def test_one_database_has_no_table_of_sources(made):
    assert source_table(cooccurrence(made(RECORDS, ["WOS"] * 9))) is None


def test_keywords_of_three_databases_are_counted_in_each(made):
    network = cooccurrence(made(["AB", "A", "AB"], ["WOS", "CNKI", "WOS+Scopus"]))
    columns = source_table(network)
    rows = zip(*(columns[name].tolist() for name in columns), strict=True)
    found = {(network.node_columns["keyword"][node], name): n for node, name, n in rows}
    assert found == {
        ("A", "CNKI"): 1,
        ("A", "Scopus"): 1,
        ("A", "WOS"): 2,
        ("B", "Scopus"): 1,
        ("B", "WOS"): 2,
    }
