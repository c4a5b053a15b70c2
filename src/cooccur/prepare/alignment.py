"""A Chinese-English dictionary of keywords, learnt from records that list them in both languages.

Nothing is looked up: what counts is where two keywords stand in their lists, how often they are
listed together, and what their parts pair with in the rest of the corpus.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from cooccur.model import Columns, Corpus, Step
from cooccur.prepare.keywords import SEPARATOR, Thesaurus
from cooccur.prepare.parallel import EQUAL, Evidence, Words, lists_in
from cooccur.prepare.parts import Pair, Partners

DEFAULT_SCORE: Final = 0.9
"""Alignments below it are left alone."""
_ROUNDS: Final = 4
_PART: Final = math.log(4)
"""What a part that finds its partner adds to the log odds of a pair."""
_PARTS_AT_MOST: Final = 4
"""So many parts count at most: parts of one keyword do not speak independently."""
_LEAST: Final = 0.5
"""Pairs with a lower score are no links that parts are learnt from."""


@dataclass(frozen=True)
class Alignment:
    """One keyword in two languages, and what speaks for it."""

    chinese: str
    english: str
    """Display spellings: those of most records."""
    score: float
    """Estimated probability that the two mean the same, 0..1."""
    records: int
    """Records that list both."""
    same_place: int
    """Of these, records whose lists are of one length and have both at the same place."""
    chinese_records: int
    """Records with two lists that have the Chinese keyword."""
    english_records: int
    parts: int
    """Parts that pair in other keywords too, less those whose partner is missing."""
    variants: tuple[str, ...] = ()
    """Other spellings of the English keyword (plural, blank) that stand for the Chinese one."""

    @property
    def label(self) -> str:
        """Both languages, as they are shown."""
        return f"{self.chinese}{SEPARATOR}{self.english}"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Rows of a thesaurus that make one keyword of all."""
        return tuple((word, self.label) for word in (self.chinese, self.english, *self.variants))


def align(
    corpus: Corpus,
    *,
    score: float = DEFAULT_SCORE,
    thesaurus: Thesaurus | None = None,
    hyphens: bool = True,
) -> tuple[Alignment, ...]:
    """Which Chinese and English keywords mean the same, by the records that list both.

    Parameters
    ----------
    corpus : Corpus
        As read and merged: keywords stand in the order of their lists.
    score : float
        The lowest score of what is returned.
    thesaurus : Thesaurus or None
        Comes first: what it replaces is aligned as its replacement, what it drops is not, and a
        keyword that it replaces by itself stays alone.
    hyphens : bool
        Whether spellings that differ by hyphen and blank are one keyword.

    Returns
    -------
    tuple of Alignment
        By score descending, then number of records, then keys. No keyword stands in two of them.

    Notes
    -----
    The score is o / (1 + o). The odds o of a pair begin with T : C - T, where T is the number of
    translations if every keyword had one and C that of all pairs in all records. They are
    multiplied with

    - q / u for each record in which both stand at the same place, (1 - q) / (1 - u) for each in
      which they do not. q is how often a pair that stood at one place in a record does so again in
      another, keywords that both lists write alike included, with 9 hits and 1 miss taken for
      granted, and 0.95 at most; u is how often pairs that are no translations stand at the same
      place. In lists of different lengths places are counted from the begin or the end, and q and
      u are other ones.
    - 2 d, where d is the Dice coefficient of the two over all records.
    - 4 for each part (pair of ideographs, word, Latin letters, number) that finds its partner in
      the other keyword, 1/4 for each that misses it; at most 256 and at least 1/256. Parts are
      partners when they pair in at least two other keywords that are linked.

    Pairs are linked one to one in each record, the likeliest first, and partners learnt from the
    links; both is done four times. At last pairs are linked one to one over the corpus
    (competitive linking).

    References
    ----------
    Competitive linking: Melamed (2000), Computational Linguistics 26(2), 221.
    """
    words = Words(corpus, thesaurus, hyphens=hyphens)
    evidence = Evidence(tuple(lists_in(corpus, words)))
    basic = {pair: evidence.log_odds(pair) for pair in sorted(evidence.kinds)}
    odds, votes = basic, dict.fromkeys(basic, 0)
    for _ in range(_ROUNDS):
        partners = Partners(_linked(evidence, odds), evidence.words)
        votes = {pair: partners.votes(pair) for pair in basic}
        odds = {pair: basic[pair] + _PART * _bounded(votes[pair]) for pair in basic}
    found = [
        _alignment(evidence, pair, _score(odds[pair]), votes[pair], words)
        for pair in _one_to_one(odds)
        if _score(odds[pair]) >= score
    ]
    return tuple(sorted(found, key=lambda a: (-a.score, -a.records, a.chinese, a.english)))


def note_alignments(corpus: Corpus, alignments: Iterable[Alignment], *, score: float) -> Corpus:
    """The corpus with a step in its history that tells how its languages were aligned."""
    found = tuple(alignments)
    step = Step("align_languages", (("score", score), ("alignments", found)))
    return replace(corpus, history=(*corpus.history, step))


def alignments_of(corpus: Corpus) -> tuple[Alignment, ...] | None:
    """The alignments that the history of a corpus tells; None when there was no such step."""
    for step in corpus.history:
        if step.name == "align_languages":
            return tuple(dict(step.options)["alignments"])  # type: ignore[arg-type]
    return None


def alignment_table(alignments: Sequence[Alignment]) -> Columns:
    """One row an alignment: ``chinese, english, variants`` (parted by semicolons), then numbers.

    The numbers are ``score, records, same_place, chinese_records, english_records, parts``, as
    `Alignment` explains them.
    """
    whole = ("records", "same_place", "chinese_records", "english_records", "parts")
    return Columns(
        {
            "chinese": [a.chinese for a in alignments],
            "english": [a.english for a in alignments],
            "variants": ["; ".join(a.variants) for a in alignments],
            "score": np.array([a.score for a in alignments], dtype=np.float64),
            **{
                name: np.array([getattr(a, name) for a in alignments], dtype=np.int64)
                for name in whole
            },
        }
    )


def _bounded(votes: int) -> int:
    return max(-_PARTS_AT_MOST, min(votes, _PARTS_AT_MOST))


def _score(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(log_odds, 30.0)))), 6)


def _one_to_one(odds: dict[Pair, float]) -> Iterator[Pair]:
    """Pairs, the likeliest first, each keyword once."""
    taken: set[tuple[str, int]] = set()
    for pair in sorted(odds, key=lambda pair: (-round(odds[pair], 9), pair)):
        sides = {(pair[0], 0), (pair[1], 1)}
        if not sides & taken:
            taken |= sides
            yield pair


def _linked(evidence: Evidence, odds: dict[Pair, float]) -> set[Pair]:
    """Pairs that are linked in some record."""
    return {
        pair
        for cells in evidence.cells
        for pair in _one_to_one({pair: odds[pair] for pair in cells})
        if _score(odds[pair]) >= _LEAST
    }


def _alignment(evidence: Evidence, pair: Pair, score: float, votes: int, words: Words) -> Alignment:
    chinese, english = pair
    keys = sorted(evidence.spellings[pair].items(), key=lambda item: (-item[1], item[0]))
    first, *others = (words.spelling[key] for key, _ in keys)
    counts = evidence.kinds[pair]
    return Alignment(
        chinese=words.spelling[chinese],
        english=first,
        score=score,
        records=sum(counts),
        same_place=counts[EQUAL],
        chinese_records=evidence.chinese[chinese],
        english_records=evidence.english[english],
        parts=votes,
        variants=tuple(others),
    )
