"""Rule ``plural``: singular and plural of English and Latin nouns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cooccur.workshop.lists import listed, listed_pairs

_GENITIVE: Final = re.compile("['’]s$|(?<=s)['’]$")
_UNCHANGED: Final = listed("unchanged")
_IRREGULAR: Final = listed_pairs("irregular")
# Longer words that end in an irregular one: cyanobacteria, microalgae, greenhouses.
_ENDINGS: Final = tuple(
    (plural, _IRREGULAR[plural])
    for plural in ("bacteria", "algae", "larvae", "rhizobia", "houses", "spectra", "leaves")
)
_TWO_MEANINGS: Final = listed("two-meanings")
"""Singulars that are another keyword than their plural where they stand alone."""


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """The singular of an English noun in lower case; other words are left as they are.

    Words in -ss, -us, -is and -ics and those of at most three letters are no plurals; the sign of
    the genitive is left out.

    Examples
    --------
    >>> [singular(w) for w in "studies analyses matrices boxes viruses diseases virus".split()]
    ['study', 'analysis', 'matrix', 'box', 'virus', 'disease', 'virus']
    """
    word = _GENITIVE.sub("", word)
    if len(word) < 4 or word in _UNCHANGED or not word.isalpha() or not word.isascii():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for plural, one in _ENDINGS:
        if word.endswith(plural):
            return word.removesuffix(plural) + one
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    return _without_ending(word)


def _without_ending(word: str) -> str:
    if word.endswith(("yses", "theses")):
        return f"{word[:-2]}is"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes") and len(word) > 5:
        return word[:-2]
    if word.endswith("uses") and len(word) > 5 and word[-5] not in "aoe":
        return word[:-2]
    return word[:-1]


def singular_words(text: str) -> str:
    """A key with every word in the singular."""
    return " ".join([singular(word) for word in text.split(" ")])


def plural_score(one: str, other: str) -> float:
    """How sure two keys that differ in number are one: most where it is the last word's."""
    first, second = one.split(" "), other.split(" ")
    if len(first) != len(second):
        return 0.0
    differ = [
        place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]
    ]
    if differ != [len(first) - 1]:
        return 0.9
    if len(first) == 1 and singular(first[0]) in _TWO_MEANINGS:
        return 0.5
    return 0.96
