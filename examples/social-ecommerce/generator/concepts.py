"""The shapes of what is planted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """One keyword in both languages.

    ``role`` says where a sentence may use it: (o)bject, (f)actor, (p)ractice, (m)ethod, x nowhere.
    """

    zh: str
    en: str
    role: str
    topic: str
    since: int = 0


@dataclass(frozen=True)
class Topic:
    """A planted topic; its keywords stand from frequent to rare."""

    name: str
    zh: str
    kinds: str
    """Kinds of papers: (b)ehaviour, (t)echnical, (p)ractice."""
    cnki: float
    wos: float
    """Size of the topic in each database."""
    curve: tuple[tuple[int, float], ...]
    """How large the topic is in some years; between them it changes evenly."""
    trend: str
    neighbours: tuple[str, ...]
    concepts: tuple[Concept, ...]

    def size(self, year: int) -> float:
        """How much is written on the topic in a year, compared with other topics."""
        before = max((point for point in self.curve if point[0] <= year), default=self.curve[0])
        after = min((point for point in self.curve if point[0] >= year), default=self.curve[-1])
        if after[0] == before[0]:
            return after[1]
        return before[1] + (after[1] - before[1]) * (year - before[0]) / (after[0] - before[0])


@dataclass(frozen=True)
class Hub:
    """A keyword that papers of all topics use, each with the given probability."""

    concept: Concept
    cnki: float
    wos: float


@dataclass(frozen=True)
class Burst:
    """A keyword that is in use mostly in a few years."""

    concept: Concept
    begin: int
    end: int
    topics: tuple[str, ...]
    """Papers of these topics take it up; empty: of all."""
    cnki: float
    wos: float
    """Share of these papers that take it up in the years of the burst."""


def concept(line: str, topic: str) -> Concept:
    """A concept from a line ``role | Chinese | English | first year``."""
    role, zh, en, *since = (part.strip() for part in line.split("|"))
    return Concept(zh, en, role, topic, int(since[0]) if since else 0)
