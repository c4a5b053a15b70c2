"""The plans: what is planted, and nothing else, so that a finding is either right or wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from planted.growing import Burst, Plan, Topic

GENERIC = tuple(f"generic {place:02d}" for place in range(12))
"""Words of all topics."""
N_TOPICS = 8
SPLIT_YEARS = (2011, 2017)
"""First years of the second and the third period of `changing_plan`."""


def words_of(topic: str, number: int) -> tuple[str, ...]:
    """The words of a topic, the most frequent first."""
    return tuple(f"{topic} word {rank:02d}" for rank in range(number))


def _topics(number: int = N_TOPICS, n_words: int = 20) -> tuple[Topic, ...]:
    names = [f"topic {place:02d}" for place in range(number)]
    return tuple(Topic(name, words_of(name, n_words)) for name in names)


def topic_plan(n_records: int, *, noise: float) -> Plan:
    """Eight topics of twenty words that stay as they are."""
    return Plan(n_records, _topics(), noise=noise, generic=GENERIC, n_rare=n_records)


def burst_plan(n_records: int, *, lift: float, noise: float = 0.1, seed: int = 0) -> Plan:
    """The topics of `topic_plan` with two bursts of two to four years in each."""
    chance, plan = random.Random(seed), topic_plan(n_records, noise=noise)
    bursts = []
    for place in range(2 * len(plan.topics)):
        length = 2 + int(chance.random() * 3)
        begin = plan.first_year + int(chance.random() * (plan.n_years - length + 1))
        topic = plan.topics[place // 2].name
        word = f"burst {place:02d}"
        bursts.append(Burst(word, topic, begin, begin + length - 1, base=0.04, lift=lift))
    return replace(plan, bursts=tuple(bursts))


def trend_plan(n_records: int, *, noise: float) -> Plan:
    """The topics of `topic_plan`; in each two words rise and two fall."""
    plan = topic_plan(n_records, noise=noise)
    return replace(
        plan,
        rising=frozenset(topic.words[rank] for topic in plan.topics for rank in (1, 4)),
        falling=frozenset(topic.words[rank] for topic in plan.topics for rank in (2, 3)),
    )


def quadrant_plan(n_records: int, *, noise: float) -> tuple[Plan, Mapping[str, str]]:
    """Two topics for each quadrant of the strategic diagram, and the quadrant of each.

    Dense topics have few words, which meet all the time; loose ones many. Central topics lend
    words to each other's records by the noise of the plan; isolated ones never do.
    """
    kinds = (("motor", 7, True), ("niche", 7, False), ("basic", 30, True), ("emerging", 30, False))
    topics, planted = [], {}
    for kind, n_words, is_open in kinds:
        for place in range(2):
            name = f"{kind} topic {place:02d}"
            topics.append(Topic(name, words_of(name, n_words), is_open=is_open, offset=8.0))
            planted[name] = kind
    return Plan(n_records, tuple(topics), noise=noise), planted


def changing_plan(n_records: int, *, noise: float) -> Plan:
    """Topics that stay, split, merge, die and are born at the borders of three periods."""
    middle, late = SPLIT_YEARS
    parts = {name: words_of(name, 10) for name in ("split a", "split b", "merge a", "merge b")}
    topics = [
        *(Topic(name, words_of(name, 20)) for name in ("stay a", "stay b", "stay c")),
        Topic("split", _mixed(parts["split a"], parts["split b"]), end=middle - 1),
        Topic("split a", parts["split a"], begin=middle),
        Topic("split b", parts["split b"], begin=middle),
        Topic("merge a", parts["merge a"], end=late - 1),
        Topic("merge b", parts["merge b"], end=late - 1),
        Topic("merge", _mixed(parts["merge a"], parts["merge b"]), begin=late),
        Topic("die", words_of("die", 20), end=middle - 1),
        Topic("fade", words_of("fade", 20), end=late - 1),
        Topic("born", words_of("born", 20), begin=middle),
        Topic("late", words_of("late", 20), begin=late),
    ]
    return Plan(n_records, tuple(topics), noise=noise, generic=GENERIC, n_rare=n_records)


def _mixed(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for pair in zip(one, other, strict=True) for word in pair)
