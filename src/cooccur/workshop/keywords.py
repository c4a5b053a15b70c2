"""The keywords that rules compare, and the values that rules give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from cooccur.model import Corpus

_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, eq=False)
class Keywords:
    """Every keyword of a prepared corpus, in the order of comparison keys."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    occurrences: tuple[int, ...]
    """Records that hold it."""
    n_records: int

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def place(self) -> dict[str, int]:
        """Position of every key."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def with_letters(self) -> tuple[int, ...]:
        """Positions of keywords that hold a letter: numbers and signs alone are not compared."""
        return tuple(place for place, key in enumerate(self.keys) if _LETTER.search(key))


def keywords_of(corpus: Corpus) -> Keywords:
    """The keywords of a corpus that `cooccur.prepare.keywords.clean_keywords` prepared."""
    counts = np.bincount(corpus.keyword_columns["keyword"], minlength=len(corpus.vocabulary))
    return Keywords(
        keys=corpus.keys,
        labels=corpus.vocabulary,
        occurrences=tuple(counts.tolist()),
        n_records=len(corpus),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two keywords that may be one, found by a rule."""

    one: str
    """Comparison key."""
    other: str
    rule: str
    """Name of the rule; several that were needed together are joined by ``+``."""
    score: float
    """Estimated share of such pairs that are one keyword, 0..1."""
    evidence: str
    short: str = ""
    """The key of the two that is an abbreviation of the other, and does not stay."""

    @property
    def ends(self) -> tuple[str, str]:
        """Both keys, the smaller first."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


@dataclass(frozen=True, slots=True)
class Drop:
    """A keyword that may say nothing of a topic."""

    key: str
    rule: str
    score: float
    evidence: str
