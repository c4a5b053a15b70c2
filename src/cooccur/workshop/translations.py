"""Rule ``translation``: a Chinese keyword and the English one that its records list beside it."""

from __future__ import annotations

from typing import Final

from cooccur.model import TRANSLATED, Corpus
from cooccur.prepare.alignment import align
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.keywords import Pair

_MOST_SURE: Final = 0.96


def translation_pairs(corpus: Corpus) -> tuple[tuple[Pair, ...], dict[str, str]]:
    """Pairs of the two languages, from `cooccur.prepare.alignment.align`.

    Parameters
    ----------
    corpus : Corpus
        As it was read.

    Returns
    -------
    tuple of Pair
    dict of str to str
        Labels of all keywords in them, by key.
    """
    if not (corpus.keyword_columns["kind"] == TRANSLATED).any():
        return (), {}
    pairs, labels = [], {}
    for found in align(corpus):
        told = f"listed together in {found.records} records"
        chinese = comparison_key(found.chinese)
        labels[chinese] = found.chinese
        for english in (found.english, *found.variants):
            key = comparison_key(english)
            labels[key] = english
            score = round(_MOST_SURE * found.score, 2)
            pairs.append(Pair(chinese, key, "translation", score, told))
    return tuple(pairs), labels
