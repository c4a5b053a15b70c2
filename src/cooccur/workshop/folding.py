"""Rules that fold keys: two keywords are a pair where one or several folds make them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import prod
from typing import Final

from cooccur.workshop.british import american_words, british_score
from cooccur.workshop.chinese import (
    particle_score,
    script_score,
    simplified,
    tail_score,
    without_particles,
    without_tail,
)
from cooccur.workshop.compounds import closed, closed_score, letters_score, plain_letters
from cooccur.workshop.keywords import Keywords, Pair
from cooccur.workshop.order import order_score, sorted_words
from cooccur.workshop.plurals import plural_score, singular_words

_MOST_ALIKE: Final = 12
"""More keys than this that become alike say more of the folds than of the keys."""
_TOGETHER: Final = 0.97
"""What every fold beyond the first takes from the score."""
_MOST_FOLDS: Final = 3


@dataclass(frozen=True, slots=True)
class Fold:
    """A rule that says what of a key does not count."""

    name: str
    title: str
    evidence: str
    fold: Callable[[str], str]
    score: Callable[[str, str], float]
    """Of two keys that this fold alone makes alike."""


SCRIPT: Final = Fold(
    "script",
    "traditional and simplified characters",
    "traditional and simplified characters",
    simplified,
    script_score,
)
PARTICLE: Final = Fold(
    "particle",
    "with and without 的; 与, 和 and 及",
    "they differ in a particle",
    without_particles,
    particle_score,
)
TAIL: Final = Fold(
    "tail",
    "with and without 软件, 技术, 研究, 方法 or 法 at the end",
    "they differ in a last word that adds little",
    without_tail,
    tail_score,
)
LETTERS: Final = Fold(
    "letters",
    "with and without accents; Greek letters and their names",
    "they differ in accents or Greek letters",
    plain_letters,
    letters_score,
)
BRITISH: Final = Fold(
    "british",
    "British and American spelling",
    "British and American spelling",
    american_words,
    british_score,
)
PLURAL: Final = Fold(
    "plural", "singular and plural", "singular and plural", singular_words, plural_score
)
ORDER: Final = Fold(
    "order",
    "the same words in another order",
    "the same words in another order",
    sorted_words,
    order_score,
)
COMPOUND: Final = Fold(
    "compound",
    "together or apart; punctuation",
    "the same letters, written together or apart",
    closed,
    closed_score,
)
FOLDS: Final = (SCRIPT, PARTICLE, TAIL, LETTERS, BRITISH, PLURAL, ORDER, COMPOUND)
# Words that are put in order must still be words, so that these two do not go together.
_SERIES: Final = (
    tuple(fold for fold in FOLDS if fold is not ORDER),
    tuple(fold for fold in FOLDS if fold is not COMPOUND),
)


def folded(text: str, folds: Sequence[Fold] = _SERIES[0]) -> str:
    """A key after several folds, in their order."""
    return reduce(lambda key, fold: fold.fold(key), folds, text)


def fold_pairs(keywords: Keywords) -> Iterator[Pair]:
    """All pairs of keywords that folds make alike, each once, with the fewest folds it takes.

    Parameters
    ----------
    keywords : Keywords
        Of a prepared corpus.

    Yields
    ------
    Pair
        Its score is that of the rule, or the product of those that were needed together.
    """
    seen = set()
    for folds in _SERIES:
        alike: dict[str, list[str]] = {}
        for place in keywords.with_letters:
            key = keywords.keys[place]
            alike.setdefault(folded(key, folds), []).append(key)
        for keys in alike.values():
            if not 1 < len(keys) <= _MOST_ALIKE:
                continue
            for one, other in combinations(keys, 2):
                if (one, other) not in seen and (pair := _explained(one, other, folds)):
                    seen.add((one, other))
                    yield pair


def _explained(one: str, other: str, folds: Sequence[Fold]) -> Pair | None:
    """The pair with the fewest folds that make it alike, of these the surest; None without."""
    for n_folds in range(1, _MOST_FOLDS + 1):
        best: tuple[float, Sequence[Fold]] = (0.0, ())
        for chosen in combinations(folds, n_folds):
            if folded(one, chosen) == folded(other, chosen):
                score = prod(_scores(one, other, chosen)) * _TOGETHER ** (n_folds - 1)
                # Ties to the fold that stands first.
                best = max(best, (score, chosen), key=lambda found: found[0])
        score, needed = best
        if score:
            return Pair(
                one=one,
                other=other,
                rule="+".join(fold.name for fold in needed),
                score=round(score, 2),
                evidence="; ".join(fold.evidence for fold in needed),
            )
    return None


def _scores(one: str, other: str, folds: Sequence[Fold]) -> Iterator[float]:
    """The score of every fold, for the keys as the folds before have left them and those after."""
    for place, fold in enumerate(folds):
        others = [*folds[:place], *folds[place + 1 :]]
        yield fold.score(folded(one, others), folded(other, others))
