"""What was planted in a corpus is found in its map, and what was not is not."""

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import cooccur
from cooccur.network.bursts import find_bursts, strongest_bursts
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.significance import link_significance

# The benchmark uses the same plans: they are a package of their own, no fixtures.
sys.path.insert(0, str(Path(__file__).parent))

from planted import exports, growing, plans, scores


def corpus_of(plan, seed=1):
    return exports.corpus_of(growing.grow(plan, seed=seed))


@cache
def network_of(plan, seed=1, **options):
    return cooccur.map(corpus_of(plan, seed), **options).network


def pooled(found):
    """Recall and precision over several corpora."""
    hits = sum(f.recall * f.planted for f in found)
    right = sum(f.precision * f.found for f in found)
    return hits / sum(f.planted for f in found), right / sum(f.found for f in found)


def test_the_same_plan_and_seed_grow_the_same_records():
    plan = plans.burst_plan(200, lift=10)
    assert growing.grow(plan, seed=3) == growing.grow(plan, seed=3)
    assert growing.grow(plan, seed=3) != growing.grow(plan, seed=4)


def test_grown_records_keep_to_their_plan():
    plan = plans.changing_plan(2000, noise=0.1)
    records = growing.grow(plan, seed=1)
    assert len(records) == 2000
    assert {record.year for record in records} == set(plan.years)
    assert {len(record.keywords) for record in records} <= set(range(2, 8))
    assert all(len(set(record.keywords)) == len(record.keywords) for record in records)
    assert not [r for r in records if r.topic == "die" and r.year >= plans.SPLIT_YEARS[0]]


def test_shuffling_keeps_lengths_years_and_occurrences():
    records = growing.grow(plans.topic_plan(300, noise=0.1), seed=1)
    dealt = exports.shuffled(records, seed=1)
    assert dealt != records
    assert [(r.year, len(set(r.keywords))) for r in dealt] == [
        (r.year, len(r.keywords)) for r in records
    ]
    one, other = (sorted(k for r in group for k in r.keywords) for group in (records, dealt))
    assert one == other


def test_exports_of_both_databases_read_as_the_corpus_they_were_made_of(tmp_path):
    records = growing.grow(plans.topic_plan(400, noise=0.1), seed=1)
    (tmp_path / "savedrecs.txt").write_bytes(exports.wos_file(records[:250]))
    (tmp_path / "CNKI-1.txt").write_bytes(exports.cnki_file(records[250:]))
    read = cooccur.map(tmp_path, keyword_language="en").network
    made = cooccur.map(exports.corpus_of(records)).network
    assert [file.kept for file in read.corpus.files] == [150, 250]
    assert not read.corpus.skipped
    for one, other in ((read.nodes, made.nodes), (read.links, made.links)):
        columns = [c for c in other.columns if "citations" not in c]
        np.testing.assert_array_equal(one.index, other.index)
        for column in columns:
            np.testing.assert_array_equal(one[column], other[column])


def test_chinese_keywords_of_an_export_are_found_as_planted(tmp_path):
    plan = plans.topic_plan(600, noise=0.0)
    (tmp_path / "CNKI-1.txt").write_bytes(exports.cnki_file(growing.grow(plan, seed=1)))
    topic_of = {exports.chinese(word): topic for word, topic in plan.topic_of.items()}
    network = cooccur.map(tmp_path).network
    ari, _, n_keywords = scores.topics_found(network, topic_of)
    assert n_keywords >= 0.95 * len(topic_of)
    assert ari >= 0.95


@pytest.mark.parametrize("method", ["vos", "modularity", "spectral"])
def test_clusters_are_the_planted_topics(method):
    plan = plans.topic_plan(1500, noise=0.1)
    ari, _, n_keywords = scores.topics_found(network_of(plan, cluster=method), plan.topic_of)
    assert n_keywords == len(plan.topic_of)
    assert ari >= 0.95


def test_clusters_are_nearly_the_planted_topics_where_a_third_of_the_words_are_noise():
    plan = plans.topic_plan(2000, noise=0.3)
    assert scores.topics_found(network_of(plan), plan.topic_of)[0] >= 0.75


def test_simple_centres_never_mix_planted_topics():
    # A theme holds at most 12 keywords and a topic 20: themes are pieces of topics at best.
    plan = plans.topic_plan(2000, noise=0.0)
    network = network_of(plan, cluster="simple-centres", similarity="equivalence")
    assert scores.topics_found(network, plan.topic_of)[1] >= 0.95


def test_planted_topics_are_stable_and_clusters_of_shuffled_records_are_not():
    plan = plans.topic_plan(500, noise=0.1)
    dealt = exports.shuffled(growing.grow(plan, seed=1), seed=1)
    options = {"stability": True, "resamples": 5}
    assert network_of(plan, **options).quality["stability"] >= 0.75
    chance = cooccur.map(exports.corpus_of(dealt), **options).network
    assert chance.quality["stability"] < 0.5


def test_planted_bursts_are_found():
    corpora = [plans.burst_plan(4000, lift=10, seed=seed) for seed in (0, 1)]
    found = [scores.bursts_found(network_of(p, burst_gamma=1.5), p.bursts) for p in corpora]
    recall, precision = pooled(found)
    assert recall >= 0.9
    assert precision >= 0.8


def test_by_default_all_planted_bursts_are_found_and_they_are_the_strongest():
    for seed in (0, 1):
        plan = plans.burst_plan(4000, lift=10, seed=seed)
        network = find_bursts(cooccurrence(corpus_of(plan, seed)))
        assert scores.bursts_found(network, plan.bursts).recall >= 0.9
        strongest = strongest_bursts(network, top=len(plan.bursts))
        only = network.with_columns(tables={"bursts": strongest})
        assert scores.bursts_found(only, plan.bursts).precision >= 0.9


def test_few_keywords_burst_where_no_burst_was_planted():
    plan = plans.topic_plan(2000, noise=0.1)
    networks = [cooccurrence(corpus_of(plan, seed)) for seed in range(10)]
    for gamma, share in ((1.0, 0.06), (2.0, 0.005)):
        found = sum(find_bursts(n, gamma=gamma).tables["bursts"].length for n in networks)
        assert found <= share * sum(n.n_nodes for n in networks)


def test_planted_trends_show_in_the_mean_years():
    plan = plans.trend_plan(4000, noise=0.1)
    found = scores.trends_found(network_of(plan), plan)
    assert found.recall >= 0.9
    assert found.precision >= 0.9


def test_trend_topics_stand_on_the_right_side_of_the_middle():
    plan = plans.trend_plan(4000, noise=0.1)
    found = scores.trend_topics_found(network_of(plan), plan)
    assert found.found >= 10
    assert found.precision >= 0.95


def test_planted_links_are_significant_and_hardly_any_others():
    plan = plans.topic_plan(4000, noise=0.1)
    network = link_significance(cooccurrence(corpus_of(plan)))
    found = scores.links_found(network, plan.topic_of, min_cooccurrences=5)
    assert found.recall >= 0.9
    assert found.precision >= 0.95


@pytest.mark.parametrize("seed", range(20))
def test_at_most_a_twentieth_of_the_links_of_shuffled_records_is_significant(seed):
    records = exports.shuffled(growing.grow(plans.topic_plan(600, noise=0.0), seed=seed), seed=seed)
    network = link_significance(cooccurrence(exports.corpus_of(records)))
    assert network.n_links > 1000
    assert network.quality["significant_links"] <= 0.05


def test_themes_stand_in_the_planted_quadrants():
    plan, planted = plans.quadrant_plan(2000, noise=0.1)
    assert scores.quadrants_found(network_of(plan), plan, planted) == dict(planted)


def test_topics_that_stay_split_merge_die_and_are_born_are_seen():
    plan = plans.changing_plan(2000, noise=0.1)
    periods = ",".join(map(str, plans.SPLIT_YEARS))
    found = scores.changes_found(network_of(plan, periods=periods), plan)
    assert found == dict.fromkeys(found, True)
