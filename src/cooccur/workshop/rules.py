"""The table of rules, and all that they find in a corpus.

To add a rule: one file with a function that yields pairs, one row in `RULES`, one line in
`found_in`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cooccur.model import Corpus
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.abbreviations import abbreviation_pairs, short_keys
from cooccur.workshop.folding import FOLDS, fold_pairs
from cooccur.workshop.generic import generic_terms
from cooccur.workshop.keywords import Drop, Keywords, Pair, keywords_of
from cooccur.workshop.spelling import spelling_candidates, spelling_pairs
from cooccur.workshop.texts import read_texts
from cooccur.workshop.translations import translation_pairs

RULES: Final[dict[str, str]] = {
    **{fold.name: fold.title for fold in FOLDS},
    "abbreviation": "an abbreviation and its long form, from titles, abstracts and keywords",
    "spelling": "a rare keyword one letter away from a common one",
    "translation": "a Chinese keyword and its English one",
    "generic": "a keyword without a topic, for the stop list",
}
"""Every reason of a proposal and what it means."""


@dataclass(frozen=True, eq=False)
class Found:
    """The keywords of a corpus and what the rules say of them."""

    keywords: Keywords
    pairs: tuple[Pair, ...]
    """From the most to the least certain, ties by key; one for each two keywords."""
    drops: tuple[Drop, ...]
    n_spellings: int = 0
    """Spellings of all keywords: those that differ by case, width, hyphens or blanks are one."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Labels of keywords of the other language, which stand in no list that counts, by key."""

    def label(self, key: str) -> str:
        """How a keyword is displayed."""
        place = self.keywords.place.get(key)
        return self.others.get(key, key) if place is None else self.keywords.labels[place]

    def occurrences(self, key: str) -> int:
        """Records that hold it, 0 when it stands in no list that counts."""
        place = self.keywords.place.get(key)
        return 0 if place is None else self.keywords.occurrences[place]


def found_in(
    corpus: Corpus,
    prepared: Corpus,
    *,
    progress: Callable[[str, float], None] = lambda _stage, _share: None,
) -> Found:
    """All pairs and generic terms that the rules find.

    Parameters
    ----------
    corpus : Corpus
        As it was read: its bilingual records are what translations come from.
    prepared : Corpus
        The same with clean keywords; its titles and abstracts are read.
    progress : callable
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    Found
    """
    keywords = keywords_of(prepared)
    progress("comparing keywords", 0.0)
    pairs = list(fold_pairs(keywords))
    candidates = spelling_candidates(keywords)
    texts = read_texts(
        prepared,
        shorts=short_keys(keywords),
        keys=keywords.place.keys(),
        words={word for found in candidates for word in (found.word, found.other_word)},
        progress=lambda share: progress("reading abstracts", share),
    )
    pairs += abbreviation_pairs(keywords, texts)
    pairs += spelling_pairs(keywords, candidates, texts)
    translated, others = translation_pairs(corpus)
    return Found(
        keywords=keywords,
        pairs=_best([*pairs, *translated]),
        drops=tuple(generic_terms(keywords)),
        n_spellings=sum(comparison_key(text) in keywords.place for text in corpus.vocabulary),
        others=others,
    )


def _best(pairs: list[Pair]) -> tuple[Pair, ...]:
    """The most certain pair of each two keywords."""
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.ends, pair.rule, pair.evidence))
    best: dict[tuple[str, str], Pair] = {}
    for pair in ranked:
        best.setdefault(pair.ends, pair)
    return tuple(best.values())
