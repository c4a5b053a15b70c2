"""Rule ``british``: British and American spellings of a word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cooccur.workshop.lists import listed_pairs

_WHOLE: Final = listed_pairs("british")
_PATTERNS: Final = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (
            r"(?<=[a-z]{2})our(?=(?:s|ed|er|ers|ing|al|ally|ism|ist|ite|ites|able|ful|less|hood)?$)",
            "or",
        ),
        (r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational|able)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e|ed|er|ers|ing)$)", "yz"),
        (r"(?<=[a-z]{2}[bcdfghlmnpstv])re(?=s?$)", "er"),
        (r"(?<=[bnt])red$", "ered"),
        (r"(?<=[a-z]{2}[aeiou]l)l(?=(?:ed|er|ers|ing|or|ors|ation)$)", ""),
        (r"(?<=[a-z]{2})ogue(?=s?$)", "og"),
        (r"sulph", "sulf"),
        (r"(?<=[a-z])ae(?=[a-z]{2})|^ae(?=[dgmnorst][a-z]{4})", "e"),
        (r"(?<=[a-z])oe(?=(?:[dms]|st|tu|ia|ac)[a-z])|^oe(?=[dst][a-z]{3})", "e"),
    )
)


@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """The American spelling of a word, by pattern: no dictionary stands behind it.

    It makes words that do not exist, too (``rise`` becomes ``rize``); what counts is whether two
    keywords of a corpus become the same.

    Examples
    --------
    >>> [american(w) for w in "behaviour organisation centre modelling haemoglobin".split()]
    ['behavior', 'organization', 'center', 'modeling', 'hemoglobin']
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word in _WHOLE:
        return _WHOLE[word]
    for pattern, replacement in _PATTERNS:
        word = pattern.sub(replacement, word)
    return word


def american_words(text: str) -> str:
    """A key with every word in American spelling."""
    return " ".join([american(word) for word in text.split(" ")])


def british_score(_one: str, _other: str) -> float:
    """Where a corpus holds both spellings they seldom are two words."""
    return 0.97
