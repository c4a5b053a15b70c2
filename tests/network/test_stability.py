"""Whether clusters are found again: draws, comparison of clusters, planted and missing groups."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.network.clusters import cluster
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.similarity import normalise
from cooccur.network.stability import (
    bootstrap_stability,
    canonical_order,
    found_again,
    resample,
    same_grouping,
)

corpora = st.lists(st.lists(st.sampled_from("ABCDEFGH"), max_size=5), min_size=1, max_size=15)
NUMBERS = ("occurrences", "frequency", "links", "total_link_strength")


def clustered(corpus, *, counting="full", **options):
    return cluster(normalise(cooccurrence(corpus, min_occurrences=1, counting=counting)), **options)


def drawn_from(groups, n_records, *, seed=1):
    """Records of three keywords, all of one group."""
    rng = np.random.default_rng(seed)
    return [
        rng.choice([*groups[r % len(groups)]], 3, replace=False).tolist() for r in range(n_records)
    ]


@pytest.fixture
def planted(make_corpus):
    """Two groups of eight keywords, three records that join them, and a keyword that is alone."""
    records = [*drawn_from(["ABCDEFGH", "STUVWXYZ"], 160), "AS", "BT", "CU", "1", "1"]
    return clustered(make_corpus(records))


def samples_of(network, **options):
    """Occurrences of every keyword in every resample."""
    seen = []

    def regroup(sample):
        seen.append(sample.node_columns["occurrences"].tolist())
        return np.zeros(sample.n_nodes, dtype=np.int64)

    bootstrap_stability(network, regroup=regroup, **options)
    return seen


def test_planted_groups_are_found_again(planted):
    network = bootstrap_stability(planted)
    assert network.cluster_columns["size"].tolist() == [8, 8, 1]
    assert network.cluster_columns["stability"][:2].min() > 0.95
    assert network.node_columns["stability"][:16].min() > 0.95
    assert network.quality["stability"] > 0.95


def test_a_single_keyword_has_no_stability(planted):
    network = bootstrap_stability(planted, resamples=3)
    alone = network.node_columns["keyword"] == "1"
    assert np.isnan(network.node_columns["stability"]).tolist() == alone.tolist()
    assert np.isnan(network.cluster_columns["stability"]).tolist() == [False, False, True]


def test_groups_of_a_random_corpus_are_not_found_again(make_corpus):
    keywords = [f"k{n:02d}" for n in range(40)]
    network = clustered(make_corpus(drawn_from([keywords], 200)))
    assert len(network.cluster_columns["size"]) > 2
    found = bootstrap_stability(network, resamples=30)
    assert found.quality["stability"] < 0.5
    assert found.cluster_columns["stability"].max() < 0.6
    assert found.node_columns["stability"].mean() < 0.6


def test_worked_numbers_of_the_comparison():
    # {0,1,2} and {3,4,5} against {0,1}, {2,3}, {4,5}; the second cluster keeps two, like {4,5}.
    jaccard, stays = found_again(np.array([0, 0, 0, 1, 1, 1]), np.array([4, 4, 7, 7, 9, 9]), 3)
    assert jaccard.tolist() == pytest.approx([2 / 3, 2 / 3, 0])
    assert stays.tolist() == [True, True, False, False, True, True]


def test_equally_similar_groups_are_told_apart_by_what_they_share_then_by_number():
    # {0,1,2} is 1/3 of {0} and of {1,2} with three others: the latter shares more.
    _, stays = found_again(np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 1, 1]), 2)
    assert stays[:3].tolist() == [False, True, True]
    _, stays = found_again(np.array([0, 0]), np.array([5, 2]), 1)
    assert stays.tolist() == [False, True]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=14))
def test_the_comparison_is_that_of_sets(pairs):
    own, other = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    jaccard, stays = found_again(own, other, 4)
    expected = np.zeros(len(pairs), dtype=bool)
    for number in range(4):
        members = set(np.flatnonzero(own == number).tolist())
        groups = [set(np.flatnonzero(other == label).tolist()) for label in range(5)]
        ranks = [
            (Fraction(len(members & g), len(members | g)), len(members & g), -label)
            for label, g in enumerate(groups)
            if g
        ]
        if not members:
            assert jaccard[number] == 0
            continue
        best = max(ranks)
        assert jaccard[number] == pytest.approx(float(best[0]))
        expected[list(members & groups[-best[2]])] = True
    assert stays.tolist() == expected.tolist()


@given(corpora, st.lists(st.integers(0, 14), max_size=20), st.sampled_from(["full", "fractional"]))
def test_a_resample_is_counted_as_a_corpus_with_these_records(
    make_corpus, records, drawn, counting
):
    network = cooccurrence(make_corpus(records), min_occurrences=1, counting=counting)
    chosen = [place % len(records) for place in drawn]
    sample = resample(network, np.array(chosen, dtype=np.int64))
    again = make_corpus([records[place] for place in chosen])
    expected = cooccurrence(again, min_occurrences=1, counting=counting)

    def links_of(one):
        spelling, columns = one.node_columns["keyword"], one.link_columns
        ends = zip(columns["source"].tolist(), columns["target"].tolist(), strict=True)
        pairs = ["".join(sorted((spelling[a], spelling[b]))) for a, b in ends]
        return dict(zip(pairs, columns["strength"].tolist(), strict=True))

    def nodes_of(one):
        columns = (one.node_columns[name].tolist() for name in ("keyword", *NUMBERS))
        return {keyword: numbers for keyword, *numbers in zip(*columns, strict=True) if numbers[0]}

    assert links_of(sample) == links_of(expected)
    assert nodes_of(sample) == {k: pytest.approx(v) for k, v in nodes_of(expected).items()}
    assert (sample.n_nodes, len(sample.corpus)) == (network.n_nodes, len(chosen))


def test_a_resample_keeps_the_years_of_its_records(corpus_t):
    sample = resample(cooccurrence(corpus_t, min_occurrences=1), np.array([5, 5, 0]))
    assert sample.corpus.record_columns["year"].tolist() == [2021, 2021, 2019]
    assert sorted(sample.link_columns["first_year"].tolist()) == [2019, 2019, 2019, 2021]


def test_all_records_once_are_grouped_as_the_network_was(planted):
    every = np.arange(len(planted.corpus))
    again = same_grouping(planted)(resample(planted, every))
    assert again.tolist() == planted.node_columns["cluster"].tolist()
    coarse = clustered(planted.corpus, resolution=0)
    again = same_grouping(coarse)(resample(coarse, every))
    assert again.tolist() == [0] * 16 + [1]


def test_a_grouping_that_never_changes_is_wholly_stable(planted):
    own = planted.node_columns["cluster"]
    network = bootstrap_stability(planted, regroup=lambda _sample: own, resamples=5)
    assert network.quality["stability"] == 1
    assert np.nanmin(network.node_columns["stability"]) == 1


def test_one_group_of_all_is_as_similar_as_the_clusters_are_large(make_corpus):
    network = clustered(make_corpus(["ABC"] * 30 + ["DEFGHI"] * 30))
    found = bootstrap_stability(
        network, regroup=lambda one: np.zeros(one.n_nodes, dtype=np.int64), resamples=4
    )
    # All nine keywords are in every resample.
    assert found.cluster_columns["stability"].tolist() == pytest.approx([6 / 9, 3 / 9])
    assert found.quality["stability"] == pytest.approx((6 * 6 / 9 + 3 * 3 / 9) / 9)


def test_only_keywords_that_a_resample_holds_are_compared(make_corpus):
    # The last two are rare: where both are missing, their cluster is not looked for.
    network = clustered(make_corpus(["ABC"] * 40 + ["YZ"]))
    assert network.node_columns["cluster"].tolist() == [0, 0, 0, 1, 1]
    assert 0 in [counts[-1] for counts in samples_of(network, resamples=20)]
    found = bootstrap_stability(network, resamples=20)
    assert found.cluster_columns["stability"].tolist() == [1, 1]
    assert found.node_columns["stability"].tolist() == [1] * 5


def test_a_cluster_that_no_resample_holds_has_no_stability(make_corpus):
    network = clustered(make_corpus(["ABC"] * 200 + ["YZ"]))
    seed = next(s for s in range(99) if not samples_of(network, resamples=1, seed=s)[0][-1])
    found = bootstrap_stability(network, resamples=1, seed=seed)
    assert np.isnan(found.cluster_columns["stability"]).tolist() == [False, True]
    assert found.quality["stability"] == 1


def test_draws_hold_as_many_records_and_the_first_do_not_depend_on_those_that_follow(planted):
    few, many = samples_of(planted, resamples=2), samples_of(planted, resamples=5)
    assert many[:2] == few
    assert len({tuple(counts) for counts in many}) == 5
    assert samples_of(planted, resamples=2, seed=1) != few
    mean = np.mean(samples_of(planted, resamples=200), axis=0)
    assert mean == pytest.approx(planted.node_columns["occurrences"], rel=0.1, abs=0.5)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from("ABCDEF"), max_size=4), st.integers(2000, 2002))),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_records_has_no_effect(make_corpus, dated, random):
    def network_of(rows):
        return clustered(make_corpus([r for r, _ in rows], years=[year for _, year in rows]))

    one, two = network_of(dated), network_of(random.sample(dated, len(dated)))
    years = [n.corpus.record_columns["year"][canonical_order(n)].tolist() for n in (one, two)]
    assert years[0] == years[1]
    found = [bootstrap_stability(network, resamples=3) for network in (one, two)]
    for name in ("node_columns", "cluster_columns"):
        columns = [getattr(network, name)["stability"] for network in found]
        np.testing.assert_array_equal(*columns)


@settings(max_examples=25)
@given(corpora)
def test_shares_lie_between_0_and_1_and_only_single_keywords_have_none(make_corpus, records):
    network = bootstrap_stability(clustered(make_corpus(records)), resamples=4)
    assert 0 <= network.quality["stability"] <= 1
    for columns in (network.node_columns, network.cluster_columns):
        known = columns["stability"][~np.isnan(columns["stability"])]
        assert ((known >= 0) & (known <= 1)).all()
    single = network.cluster_columns["size"] == 1
    assert np.isnan(network.cluster_columns["stability"])[single].all()


@pytest.mark.parametrize("records", [[], [""], ["A"], ["A", "B"]])
def test_a_corpus_without_links_has_no_stability(make_corpus, records):
    network = bootstrap_stability(clustered(make_corpus(records)), resamples=3)
    assert network.quality["stability"] == 0
    assert np.isnan(network.node_columns["stability"]).all()


def test_progress_is_told_from_0_to_1(planted):
    told = []
    bootstrap_stability(planted, resamples=4, progress=lambda *what: told.append(what))
    assert told == [("testing stability", share) for share in (0, 0.25, 0.5, 0.75, 1)]


def test_a_network_without_clusters_and_no_resamples_are_refused(planted, corpus_t):
    with pytest.raises(CallError, match="no clusters"):
        bootstrap_stability(cooccurrence(corpus_t))
    with pytest.raises(CallError, match="resamples is 0"):
        bootstrap_stability(planted, resamples=0)


def test_the_step_is_kept_and_the_network_left_alone(planted):
    before = list(planted.node_columns)
    step = bootstrap_stability(planted, resamples=2, seed=7).history[-1]
    assert (step.name, dict(step.options)) == ("bootstrap_stability", {"resamples": 2, "seed": 7})
    assert list(planted.node_columns) == before
    assert "stability" not in planted.quality
