"""Rule ``spelling``: a rare keyword that is one letter away from a common one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cooccur.workshop.folding import folded
from cooccur.workshop.keywords import Keywords, Pair
from cooccur.workshop.texts import Texts

_SHORTEST: Final = 7
_PREFIXES: Final = re.compile(
    "^(?:un|in|im|non|dis|mis|de|re|pre|pro|hypo|hyper|intra|inter|endo|exo|ecto|macro|micro|mono|nano|"
    "meso|homo|hetero|anti|ante|auto|allo|iso|bi|di|tri|tetra|poly|oligo|sub|super|ab|ad|e|a)"
)
_CHEMICAL: Final = re.compile("[aeiou](?:ne|te|se)s?$")
"""Alkanes and alkenes, nitrates and nitrites, maltase and maltose."""
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final = frozenset("".join(sorted(pair)) for row in _ROWS for pair in pairwise(row)) | {
    "lr",
    "cs",
    "sz",
    "ck",
    "mn",
    "vy",
    "bp",
    "dt",
    "fv",
}
"""Letters side by side on a keyboard, or taken for one another."""
_MORE_COMMON: Final = 20
_SOME_MORE: Final = 4
_RARE: Final = 2
_SURE, _LIKELY, _GUESS = 0.92, 0.8, 0.55


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two keywords that differ in one letter of one word."""

    one: str
    other: str
    word: str
    """The word of the first that differs."""
    other_word: str


def spelling_candidates(keywords: Keywords) -> tuple[Candidate, ...]:
    """Keywords of the same words but one, which differs by one letter or two that changed places.

    Words of fewer than seven letters, with other numbers, with another first letter, or that
    differ only in what folds take away are no candidates.
    """
    words: dict[str, set[str]] = {}
    for place in keywords.with_letters:
        key = keywords.keys[place]
        if key.isascii():
            for word in key.split(" "):
                if len(word) >= _SHORTEST and word.isalpha():
                    words.setdefault(word, set()).add(key)
    found = set()
    for one, other in _near_words(sorted(words)):
        for key in words[one]:
            turned = " ".join(other if word == one else word for word in key.split(" "))
            if turned in words[other]:
                found.add((key, turned, one, other))
    return tuple(Candidate(*row) for row in sorted(found) if folded(row[0]) != folded(row[1]))


def _near_words(words: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words one edit apart: they share what is left when one letter is taken away."""
    from rapidfuzz.distance import OSA

    left: dict[str, list[str]] = {}
    for word in words:
        # The first letter stays: a word that begins otherwise is another word.
        for short in {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}:
            left.setdefault(short, []).append(word)
    seen = set()
    for near in left.values():
        for place, one in enumerate(near):
            for other in near[place + 1 :]:
                if (one, other) not in seen and OSA.distance(one, other, score_cutoff=1) == 1:
                    seen.add((one, other))
                    yield one, other


def spelling_pairs(
    keywords: Keywords, candidates: tuple[Candidate, ...], texts: Texts
) -> Iterator[Pair]:
    """The candidates of which one is a slip of the other.

    A slip is rare in titles, abstracts and keywords where the right word is common; two words
    that are both established, as nitrate and nitrite, are no pair.
    """
    in_keywords: dict[str, int] = {}
    for key, n_records in zip(keywords.keys, keywords.occurrences, strict=True):
        for word in set(key.split(" ")):
            in_keywords[word] = in_keywords.get(word, 0) + n_records

    def common(word: str) -> int:
        return max(texts.word_records.get(word, 0), in_keywords.get(word, 0))

    for found in candidates:
        rare, often = sorted((found.word, found.other_word), key=lambda word: (common(word), word))
        score = _score(rare, often, common(rare), common(often))
        if score:
            told = f"spelled {rare} in {common(rare)} records and {often} in {common(often)}"
            yield Pair(found.one, found.other, "spelling", score, told)


def _score(rare: str, often: str, n_rare: int, n_often: int) -> float:
    if n_rare > _RARE or _is_other_word(rare, often):
        return 0.0
    if n_often < _SOME_MORE * n_rare or not _is_usual_slip(rare, often):
        return _GUESS
    return _SURE if n_often >= _MORE_COMMON * n_rare and len(rare) > _SHORTEST else _LIKELY


def _is_other_word(one: str, other: str) -> bool:
    """Whether the letter that differs is one that makes another word of it."""
    if _prefix(one) != _prefix(other):
        return True
    if sorted(one) == sorted(other):
        return False
    start = _shared(one, other)
    end = _shared(one[::-1], other[::-1])
    # computation(al), genetic(s), orthology and orthologs: endings are grammar, and those of
    # chemistry and of Latin names are names.
    if end < 2 or (len(one) != len(other) and end < 3) or start < 1:
        return True
    is_chemical = bool(_CHEMICAL.search(one) and _CHEMICAL.search(other))
    return end <= 3 and is_chemical and "y" not in one[-end - 1] + other[-end - 1]


def _prefix(word: str) -> str:
    found = _PREFIXES.match(word)
    return found[0] if found else ""


def _shared(one: str, other: str) -> int:
    """How many first letters two words share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_usual_slip(one: str, other: str) -> bool:
    """Whether fingers and ears make it: letters doubled, left out or turned, vowels, neighbours.

    A consonant in place of another one is more often another word: irrigation, irritation.
    """
    if len(one) != len(other):
        return True
    differ = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(differ) == 2:
        return True
    pair = "".join(sorted(differ[0]))
    return all(letter in "aeiouy" for letter in pair) or pair in _NEIGHBOURS
