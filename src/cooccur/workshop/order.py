"""Rule ``order``: the same words in another order."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SMALL: Final = frozenset(["of", "the", "in", "for", "and", "&", "on", "to", "by", "a", "an"])
_PHRASE: Final = re.compile(r"^(.+?) (of|in|for|on|by) (?:the )?(.+)$")
_AND: Final = re.compile(r"^(.+?),? (?:and|&) (.+)$")


@lru_cache(maxsize=1 << 17)
def sorted_words(text: str) -> str:
    """The words of a key in the order of letters, without articles and prepositions.

    Examples
    --------
    >>> sorted_words("retrieval of information") == sorted_words("information retrieval")
    True
    """
    words = [word.strip(",;") for word in text.split(" ")]
    return " ".join(sorted(word for word in words if word and word not in _SMALL))


def order_score(one: str, other: str) -> float:
    """How sure two keys of the same words are one; 0 where the order makes the meaning."""
    return max(_as_read(one, other), _as_read(other, one), _shuffled(one, other))


def _as_read(one: str, other: str) -> float:
    """Whether the second is the first read in one of the ways that English has."""
    head, comma, rest = one.partition(", ")
    if comma and "," not in rest and f"{rest} {head}" == other:
        return 0.95
    found, turned = _AND.match(one), _AND.match(other)
    if found and turned and found.groups() == turned.groups()[::-1]:
        return 0.95
    if found := _PHRASE.match(one):
        first, preposition, second = found.groups()
        if f"{second} {first}" == other:
            return {"of": 0.92}.get(preposition, 0.8)
        if (turned := _PHRASE.match(other)) and turned.groups()[::2] == (second, first):
            return 0.3
    without = " ".join(word for word in one.split(" ") if word != "the")
    return 0.96 if without == other else 0.0


def _shuffled(one: str, other: str) -> float:
    """Words in any other order: in three or more they seldom mean something else."""
    first, second = one.split(" "), other.split(" ")
    if sorted(first) != sorted(second):
        return 0.0
    return 0.7 if sum(word not in _SMALL for word in first) > 2 else 0.4
