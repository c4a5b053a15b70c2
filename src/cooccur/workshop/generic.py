"""Rule ``generic``: keywords that say nothing of a topic by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cooccur.workshop.keywords import Drop, Keywords
from cooccur.workshop.lists import listed
from cooccur.workshop.plurals import singular_words

_FEWEST_RECORDS: Final = 2
_SPREAD: Final = 0.5
_FEWEST_FOR_SPREAD: Final = 50


_GENERIC: Final = listed("generic")
_BROAD: Final = listed("broad")
"""Words that are a topic in some fields."""
_BROAD_SHARE: Final = 0.02
_CERTAIN, _BROAD_SCORE, _FREQUENT = 0.92, 0.65, 0.65
"""Scores."""


def generic_terms(keywords: Keywords) -> Iterator[Drop]:
    """Keywords to put on the stop list.

    A keyword of at least two records is proposed when it stands in a list of English and Chinese
    words that any study may use (number does not count); when it stands in a list of broad terms
    and at least 2 % of all records hold it; or when at least half of all records, and of at least
    50, hold it: then it is what was searched for.

    Parameters
    ----------
    keywords : Keywords
        Of a prepared corpus.

    Yields
    ------
    Drop
    """
    for key, n_records in zip(keywords.keys, keywords.occurrences, strict=True):
        if n_records < _FEWEST_RECORDS:
            continue
        share = n_records / keywords.n_records
        words = singular_words(key)
        spread = f"in {n_records} of {keywords.n_records} records"
        if words in _GENERIC or key in _GENERIC:
            yield Drop(key, "generic", _CERTAIN, f"no topic by itself; {spread}")
        elif share >= _SPREAD and keywords.n_records >= _FEWEST_FOR_SPREAD:
            yield Drop(
                key, "generic", _FREQUENT, f"perhaps the term that was searched for; {spread}"
            )
        elif share >= _BROAD_SHARE and (words in _BROAD or key in _BROAD):
            yield Drop(key, "generic", _BROAD_SCORE, f"a broad term; {spread}")
