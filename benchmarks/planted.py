"""How much of what was planted in made-up corpora cooccur finds, as Markdown tables.

``python benchmarks/planted.py [--sizes 500,2000,10000] [--seeds 1,2,3] [--only topics,bursts]``
The same arguments give the same tables.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cooccur
from cooccur.model import KeywordNetwork

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from planted import exports, growing, plans, scores

Rows = Iterator[tuple[object, ...]]

METHODS = (
    {"cluster": "vos"},
    {"cluster": "vos", "min_occurrences": 5},
    {"cluster": "modularity"},
    {"cluster": "spectral"},
    {"cluster": "spectral", "min_occurrences": 5},
    {"cluster": "simple-centres"},
    {"cluster": "simple-centres", "similarity": "equivalence"},
)
SHUFFLES = 20


def mapped(plan: growing.Plan, seed: int, **options: object) -> KeywordNetwork:
    """The network of the map of a grown corpus."""
    return cooccur.map(exports.corpus_of(growing.grow(plan, seed=seed)), **options).network


def topics(n_records: int, seed: int) -> Rows:
    """Clusters."""
    for noise in (0.0, 0.1, 0.2, 0.3, 0.5):
        plan = plans.topic_plan(n_records, noise=noise)
        for options in METHODS:
            network = mapped(plan, seed, **options)
            ari, homogeneity, held = scores.topics_found(network, plan.topic_of)
            n_clusters = int((network.cluster_columns["size"] > 1).sum())
            method = " ".join(map(str, options.values()))
            yield n_records, noise, seed, method, held, n_clusters, ari, homogeneity


def bursts(n_records: int, seed: int) -> Rows:
    """Bursts."""
    for lift in (20, 10, 6, 4):
        plan = plans.burst_plan(n_records, lift=lift, seed=seed)
        for gamma in (1.0, 1.5, 2.0):
            found = scores.bursts_found(mapped(plan, seed, burst_gamma=gamma), plan.bursts)
            yield n_records, lift, seed, gamma, *found


def false_bursts(n_records: int, seed: int) -> Rows:
    """Bursts where nothing was planted."""
    for gamma in (1.0, 1.5, 2.0):
        network = mapped(plans.topic_plan(n_records, noise=0.1), seed, burst_gamma=gamma)
        found = network.tables["bursts"].length
        yield n_records, seed, gamma, network.n_nodes, found, found / network.n_nodes


def trends(n_records: int, seed: int) -> Rows:
    """Trends."""
    for noise in (0.0, 0.1, 0.3):
        plan = plans.trend_plan(n_records, noise=noise)
        network = mapped(plan, seed)
        topics = scores.trend_topics_found(network, plan)
        yield n_records, noise, seed, *scores.trends_found(network, plan), topics.found, topics[1]


def links(n_records: int, seed: int) -> Rows:
    """Significant links between keywords of one topic."""
    for noise in (0.0, 0.1, 0.2, 0.3, 0.5):
        plan = plans.topic_plan(n_records, noise=noise)
        network = mapped(plan, seed, stability=True, resamples=1)
        share = network.quality["significant_links"]
        every = scores.links_found(network, plan.topic_of)
        often = scores.links_found(network, plan.topic_of, min_cooccurrences=5)
        yield n_records, noise, seed, share, every.recall, often.recall, every.precision


def shuffled(n_records: int, seed: int) -> Rows:
    """Significant links of shuffled records."""
    records = growing.grow(plans.topic_plan(n_records, noise=0.0), seed=seed)
    found = []
    seeds = range(seed, seed + SHUFFLES)
    for shuffle in seeds:
        corpus = exports.corpus_of(exports.shuffled(records, seed=shuffle))
        network = cooccur.map(corpus, stability=True, resamples=1).network
        found.append(network.quality["significant_links"])
    some = sum(share > 0 for share in found)
    yield n_records, seed, f"{seeds[0]}-{seeds[-1]}", network.n_links, some, max(found)


def stability(n_records: int, seed: int) -> Rows:
    """Stability of clusters, planted and shuffled."""
    for noise in (0.0, 0.1, 0.3):
        records = growing.grow(plans.topic_plan(n_records, noise=noise), seed=seed)
        pair = [
            cooccur.map(exports.corpus_of(r), stability=True, resamples=20).network
            for r in (records, exports.shuffled(records, seed=seed))
        ]
        yield n_records, noise, seed, *(network.quality["stability"] for network in pair)


def quadrants(n_records: int, seed: int) -> Rows:
    """Quadrants of the strategic diagram."""
    for noise, resolution in ((0.05, 1.0), (0.1, 1.0), (0.15, 1.0), (0.15, 1.5)):
        plan, planted = plans.quadrant_plan(n_records, noise=noise)
        network = mapped(plan, seed, resolution=resolution)
        found = scores.quadrants_found(network, plan, planted)
        right = [name for name in planted if found[name] == planted[name]]
        wrong = dict.fromkeys(planted.values(), 0)
        for name in planted.keys() - set(right):
            wrong[planted[name]] += 1
        missed = ", ".join(f"{number} {kind}" for kind, number in wrong.items() if number)
        ari = scores.topics_found(network, plan.topic_of)[0]
        yield n_records, noise, seed, resolution, len(right), len(planted), ari, missed or "none"


def evolution(n_records: int, seed: int) -> Rows:
    """Thematic evolution over three periods."""
    for noise in (0.0, 0.1, 0.2, 0.3):
        plan = plans.changing_plan(n_records, noise=noise)
        periods = ",".join(map(str, plans.SPLIT_YEARS))
        found = scores.changes_found(mapped(plan, seed, periods=periods), plan)
        missed = ", ".join(name for name, is_seen in found.items() if not is_seen)
        yield n_records, noise, seed, sum(found.values()), len(found), missed or "none"


TABLES: dict[str, tuple[Callable[[int, int], Rows], str]] = {
    "topics": (topics, "records noise seed method keywords clusters ARI homogeneity"),
    "bursts": (bursts, "records lift seed gamma recall precision planted found"),
    "false_bursts": (false_bursts, "records seed gamma keywords bursts share"),
    "trends": (
        trends,
        "records noise seed recall precision planted found topics_shown right_side",
    ),
    "links": (links, "records noise seed significant recall recall_from_5_records precision"),
    "shuffled": (shuffled, "records seed shuffles links shuffles_with_any highest_share"),
    "stability": (stability, "records noise seed planted shuffled"),
    "quadrants": (quadrants, "records noise seed resolution right planted ARI missed"),
    "evolution": (evolution, "records noise seed seen planted missed"),
}


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.3f}"
    return str(value)


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,2000,10000", help="numbers of records")
    parser.add_argument("--seeds", default="1", help="seeds of the corpora")
    parser.add_argument("--only", default=",".join(TABLES), help="names of tables")
    chosen = parser.parse_args()
    for name in chosen.only.split(","):
        rows, heads = TABLES[name]
        columns = heads.split()
        print(f"\n## {rows.__doc__}\n")
        print(f"| {' | '.join(column.replace('_', ' ') for column in columns)} |")
        print(f"|{'---|' * len(columns)}")
        for size in map(int, chosen.sizes.split(",")):
            for seed in map(int, chosen.seeds.split(",")):
                for row in rows(size, seed):
                    print(f"| {' | '.join(map(_cell, row))} |", flush=True)


if __name__ == "__main__":
    main()
