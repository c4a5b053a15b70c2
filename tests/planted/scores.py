"""How much of what was planted a map shows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from cooccur.model import KeywordNetwork
from planted.growing import Burst, Plan


class Found(NamedTuple):
    """Recall and precision (0..1; NaN where nothing was found), how many were planted and found."""

    recall: float
    precision: float
    planted: int
    found: int


def _found(hits: int, planted: int, right: int, found: int) -> Found:
    return Found(hits / planted, right / found if found else math.nan, planted, found)


def topics_found(network: KeywordNetwork, topic_of: Mapping[str, str]) -> tuple[float, float, int]:
    """Adjusted Rand index and homogeneity of the clusters, over the keywords that have a topic.

    Homogeneity is 1 where every cluster holds words of one topic only, however many clusters
    there are. The third number is that of the keywords.
    """
    from sklearn.metrics import adjusted_rand_score, homogeneity_score

    columns = network.node_columns
    pairs = [
        (topic_of[keyword], cluster)
        for keyword, cluster in zip(columns["keyword"], columns["cluster"].tolist(), strict=True)
        if keyword in topic_of
    ]
    topics, clusters = zip(*pairs, strict=True)
    ari = float(adjusted_rand_score(topics, clusters))
    return ari, float(homogeneity_score(topics, clusters)), len(pairs)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Years that two spans share, over the years of both (0..1)."""
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    lengths = (one[1] - one[0] + 1) + (other[1] - other[0] + 1)
    return max(shared, 0) / (lengths - max(shared, 0))


def bursts_found(network: KeywordNetwork, planted: Iterable[Burst]) -> Found:
    """Bursts of the same keyword in nearly the same years (at least half of the union).

    Every burst of every keyword of the map counts; one that was not planted is a false one.
    """
    spans = {burst.word: (burst.begin, burst.end) for burst in planted}
    table = network.tables["bursts"]
    keywords = network.node_columns["keyword"][table["node"]]
    years = zip(table["begin"].tolist(), table["end"].tolist(), strict=True)
    right = [
        keyword
        for keyword, span in zip(keywords, years, strict=True)
        if keyword in spans and overlap(span, spans[keyword]) >= 0.5
    ]
    return _found(len(set(right)), len(spans), len(right), table.length)


def trends_found(network: KeywordNetwork, plan: Plan, *, z: float = 3.0) -> Found:
    """Keywords whose mean year is off that of the records, by z standard errors, the right way."""
    year = network.corpus.record_columns["year"]
    columns = network.node_columns
    error = year.std() / np.sqrt(columns["occurrences"])
    off = (columns["mean_year"] - year.mean()) / error
    direction = np.where(np.abs(off) >= z, np.sign(off), 0).astype(int).tolist()
    planted = {**dict.fromkeys(plan.rising, 1), **dict.fromkeys(plan.falling, -1)}
    called = {k: d for k, d in zip(columns["keyword"], direction, strict=True) if d}
    right = sum(planted.get(keyword) == way for keyword, way in called.items())
    return _found(right, len(planted), right, len(called))


def trend_topics_found(network: KeywordNetwork, plan: Plan) -> Found:
    """Planted keywords that the trend topics show on the right side of the records' median year.

    Recall is their share of the planted ones, precision their share of the planted ones shown.
    """
    middle = float(np.median(network.corpus.record_columns["year"]))
    table = network.tables["trends"]
    medians = dict(
        zip(network.node_columns["keyword"][table["node"]], table["median"].tolist(), strict=True)
    )
    shown = [word for word in (*plan.rising, *plan.falling) if word in medians]
    right = sum((medians[w] > middle) if w in plan.rising else (medians[w] < middle) for w in shown)
    return _found(right, len(plan.rising) + len(plan.falling), right, len(shown))


def links_found(
    network: KeywordNetwork, topic_of: Mapping[str, str], *, min_cooccurrences: int = 1
) -> Found:
    """Significant links between words of one topic; any other significant link is a false one."""
    links, keyword = network.link_columns, network.node_columns["keyword"]
    topic = np.array([topic_of.get(k, f"none {k}") for k in keyword], dtype=object)
    inside = topic[links["source"]] == topic[links["target"]]
    significant = links["q_value"] <= 0.05
    wanted = inside & (links["cooccurrences"] >= min_cooccurrences)
    return _found(
        int((wanted & significant).sum()),
        int(wanted.sum()),
        int((inside & significant).sum()),
        int(significant.sum()),
    )


def cluster_of(network: KeywordNetwork, words: Iterable[str]) -> int:
    """The cluster that holds most of these words; of several the first."""
    wanted = set(words)
    columns = network.node_columns
    held = [
        c
        for k, c in zip(columns["keyword"], columns["cluster"].tolist(), strict=True)
        if k in wanted
    ]
    return max(Counter(held).items(), key=lambda item: (item[1], -item[0]))[0]


def quadrants_found(
    network: KeywordNetwork, plan: Plan, planted: Mapping[str, str]
) -> dict[str, str]:
    """The quadrant that the strategic diagram gives to every planted topic."""
    table = network.tables["themes"]
    quadrant = dict(zip(table["cluster"].tolist(), table["quadrant"], strict=True))
    return {
        topic.name: quadrant[cluster_of(network, topic.words)]
        for topic in plan.topics
        if topic.name in planted
    }


class Themes:
    """The thematic evolution of a map, asked by words."""

    def __init__(self, network: KeywordNetwork) -> None:
        themes, held = network.tables["period_themes"], network.tables["theme_keywords"]
        self._period = themes["period"].tolist()
        keyword = network.node_columns["keyword"]
        self._words: dict[int, set[str]] = {}
        for theme, node in zip(held["theme"].tolist(), held["node"].tolist(), strict=True):
            self._words.setdefault(theme, set()).add(keyword[node])
        bands = network.tables["evolution"]
        self._bands = {
            (s, t): i
            for s, t, i in zip(
                bands["source"].tolist(),
                bands["target"].tolist(),
                bands["inclusion"].tolist(),
                strict=True,
            )
        }

    def theme(self, period: int, words: Iterable[str]) -> int:
        """The theme that is these words more than any other is (by Jaccard's index), or -1.

        It must hold at least half of the words, and they must be at least half of it.
        """
        wanted = set(words)
        fits = {
            theme: len(held & wanted) / len(held | wanted)
            for theme, held in self._words.items()
            if self._period[theme] == period
            and 2 * len(held & wanted) >= max(len(held), len(wanted))
        }
        return max(fits, key=lambda theme: (fits[theme], -theme), default=-1)

    def band(self, source: int, target: int) -> float:
        """Inclusion of the band between two themes, 0 if there is none."""
        return self._bands.get((source, target), 0.0)

    def heirs(self, theme: int, *, inclusion: float = 0.5) -> set[int]:
        """Themes of the next period that share so much with a theme."""
        return {t for (s, t), share in self._bands.items() if s == theme and share >= inclusion}

    def ancestors(self, theme: int, *, inclusion: float = 0.5) -> set[int]:
        """Themes of the period before that share so much with a theme."""
        return {s for (s, t), share in self._bands.items() if t == theme and share >= inclusion}


def changes_found(network: KeywordNetwork, plan: Plan) -> dict[str, bool]:
    """Whether the evolution shows each planted change, and topics that stay as staying.

    A theme lives on in those of the next period that share at least half of the keywords of the
    smaller one.
    """
    words = {topic.name: topic.words for topic in plan.topics}
    themes = Themes(network)

    def at(period: int, name: str) -> int:
        return themes.theme(period, words[name])

    def parts(whole: int, halves: tuple[int, int], kin: set[int]) -> bool:
        return whole >= 0 and min(halves) >= 0 and halves[0] != halves[1] and kin >= set(halves)

    split, merged = at(0, "split"), at(2, "merge")
    halves = (at(1, "split a"), at(1, "split b"))
    sources = (at(1, "merge a"), at(1, "merge b"))
    stays = {
        name: all(at(p, name) >= 0 for p in range(3))
        and all(at(p + 1, name) in themes.heirs(at(p, name)) for p in range(2))
        for name in ("stay a", "stay b", "stay c")
    }
    return {
        **stays,
        "split": parts(split, halves, themes.heirs(split)),
        "merge": parts(merged, sources, themes.ancestors(merged)),
        "die": at(0, "die") >= 0 and not themes.heirs(at(0, "die")),
        "fade": at(1, "fade") in themes.heirs(at(0, "fade")) and not themes.heirs(at(1, "fade")),
        "born": at(1, "born") >= 0 and not themes.ancestors(at(1, "born")),
        "late": at(2, "late") >= 0 and not themes.ancestors(at(2, "late")),
    }
