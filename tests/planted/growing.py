"""From a plan to records: topics with words of their own, generic words, bursts and trends."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

LENGTHS = (3, 4, 5, 6, 7)
"""How many keywords a record has."""
LENGTH_WEIGHTS = (0.2, 0.3, 0.25, 0.15, 0.1)
GROWTH = 3.0
"""How many times as many records the last year has as the first."""


@dataclass(frozen=True)
class Topic:
    """What some records of some years are about."""

    name: str
    words: tuple[str, ...]
    """Its keywords, the most frequent first."""
    begin: int = 0
    end: int = 9999
    """First and last year in which records are about it."""
    share: float = 1.0
    """Of the records of a year, in comparison with that of other topics."""
    is_open: bool = True
    """Whether its records use words of other topics, and theirs use its words."""
    offset: float = 2.0
    """The word of rank r, from 0, has the weight 1 / (r + offset): Zipf's law, or flatter."""


@dataclass(frozen=True)
class Burst:
    """A keyword that records of a topic take up far more often in some years than in others."""

    word: str
    topic: str
    begin: int
    end: int
    base: float
    """Share of the topic's records that hold it in other years."""
    lift: float
    """How many times as large this share is from ``begin`` to ``end``."""


@dataclass(frozen=True)
class Plan:
    """A corpus to be grown."""

    n_records: int
    topics: tuple[Topic, ...]
    first_year: int = 2005
    n_years: int = 18
    noise: float = 0.0
    """Probability that a keyword of a record is one of another topic."""
    generic: tuple[str, ...] = ()
    """Words of all topics."""
    generic_rate: float = 0.5
    """Probability of one of them in a record; of a second one it is this to the square."""
    n_rare: int = 0
    """Words of no topic, all alike and rare: what most keywords of a real corpus are."""
    rare_rate: float = 0.3
    bursts: tuple[Burst, ...] = ()
    rising: frozenset[str] = frozenset()
    """Words whose weight in their topic rises from 0.1 to 1.9 of the usual one."""
    falling: frozenset[str] = frozenset()

    @property
    def years(self) -> range:
        """All years, in order."""
        return range(self.first_year, self.first_year + self.n_years)

    @property
    def topic_of(self) -> dict[str, str]:
        """The topic of every word that has one; of several the first."""
        found: dict[str, str] = {}
        for topic in self.topics:
            for word in topic.words:
                found.setdefault(word, topic.name)
        return {**{burst.word: burst.topic for burst in self.bursts}, **found}


@dataclass(frozen=True)
class Record:
    """One record of a grown corpus."""

    year: int
    topic: str
    keywords: tuple[str, ...]


class Wheel(Generic[T]):
    """Items that are drawn by their weights."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = tuple(items)
        self._upto = list(accumulate(weights))

    def draw(self, chance: random.Random) -> T:
        """One item."""
        place = bisect(self._upto, chance.random() * self._upto[-1])
        return self.items[min(place, len(self.items) - 1)]


def grow(plan: Plan, *, seed: int) -> tuple[Record, ...]:
    """The records of a plan, in no order of years.

    Only `random.Random.random` is used, whose numbers are promised to stay the same.
    """
    chance = random.Random(seed)
    slope = (GROWTH - 1) / max(plan.n_years - 1, 1)
    volumes = Wheel(plan.years, [1 + slope * place for place in range(plan.n_years)])
    wheels = {year: _of_year(plan, year) for year in plan.years}
    generic = Wheel(plan.generic, _zipf(len(plan.generic), 2.0))
    lengths = Wheel(LENGTHS, LENGTH_WEIGHTS)
    records = []
    for _ in range(plan.n_records):
        year = volumes.draw(chance)
        wheel = wheels[year]
        topic = wheel.topics.draw(chance)
        extra = _bursting(plan, topic, year, chance)
        if plan.generic:
            rates = (plan.generic_rate, plan.generic_rate**2)
            extra += [generic.draw(chance) for rate in rates if chance.random() < rate]
        if plan.n_rare and chance.random() < plan.rare_rate:
            extra.append(f"rare {int(chance.random() * plan.n_rare):05d}")
        own = max(lengths.draw(chance) - len(extra), 2)
        held = _own(topic, own, wheel, plan.noise, chance)
        records.append(Record(year, topic.name, tuple(dict.fromkeys((*held, *extra)))[:7]))
    return tuple(records)


@dataclass(frozen=True)
class _Wheels:
    """What is drawn in a year."""

    topics: Wheel[Topic]
    words: dict[str, Wheel[str]]
    """Of each topic."""
    others: dict[str, Wheel[Topic]]
    """Topics that each open topic borrows words from."""


def _zipf(number: int, offset: float) -> list[float]:
    return [1 / (rank + offset) for rank in range(number)]


def _of_year(plan: Plan, year: int) -> _Wheels:
    alive = [topic for topic in plan.topics if topic.begin <= year <= topic.end]
    share = (year - plan.first_year) / max(plan.n_years - 1, 1)
    ramp = dict.fromkeys(plan.rising, 0.1 + 1.8 * share)
    ramp |= dict.fromkeys(plan.falling, 1.9 - 1.8 * share)
    words = {
        topic.name: Wheel(
            topic.words,
            [
                weight * ramp.get(word, 1.0)
                for word, weight in zip(
                    topic.words, _zipf(len(topic.words), topic.offset), strict=True
                )
            ],
        )
        for topic in alive
    }
    lending = {
        topic.name: [other for other in alive if other.is_open and other != topic]
        for topic in alive
        if topic.is_open
    }
    others = {
        name: Wheel(found, [other.share for other in found])
        for name, found in lending.items()
        if found
    }
    return _Wheels(Wheel(alive, [topic.share for topic in alive]), words, others)


def _bursting(plan: Plan, topic: Topic, year: int, chance: random.Random) -> list[str]:
    found = []
    for burst in plan.bursts:
        if burst.topic == topic.name:
            lift = burst.lift if burst.begin <= year <= burst.end else 1.0
            if chance.random() < burst.base * lift:
                found.append(burst.word)
    return found


def _own(
    topic: Topic, number: int, wheel: _Wheels, noise: float, chance: random.Random
) -> list[str]:
    """Different words of the topic; each is one of another topic by the noise."""
    held: list[str] = []
    while len(held) < min(number, len(topic.words)):
        source = topic
        if noise and topic.name in wheel.others and chance.random() < noise:
            source = wheel.others[topic.name].draw(chance)
        word = wheel.words[source.name].draw(chance)
        if word not in held:
            held.append(word)
    return held
