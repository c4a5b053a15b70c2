"""What keywords are made of, and which parts of two languages pair over many keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, TypeAlias

Pair: TypeAlias = tuple[str, str]
"""Comparison keys of a Chinese and an English keyword."""

_OTHERS: Final = 2
"""So many other pairs make two parts partners."""
_OFTEN: Final = 0.5
"""Partners that are missed when they are not there: Dice coefficient at least this."""
_SOMETIMES: Final = 0.3
"""Partners that count when they are there."""
_SECOND: Final = 0.4
"""How often, compared with the best partner, another one must pair to be a translation, too."""
_FILLERS: Final = frozenset(
    ("a", "an", "and", "at", "based", "by", "for", "from", "in", "of", "on", "s", "the", "to")
)
_IDEOGRAPHS: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD: Final = re.compile(r"[^\W_]+")
_RUN: Final = re.compile(f"[{_IDEOGRAPHS}]+|(?:(?![{_IDEOGRAPHS}])[^\\W_])+")
_IDEOGRAPH: Final = re.compile(f"[{_IDEOGRAPHS}]")


def singular(word: str) -> str:
    """A word without the ending of a plural.

    Examples
    --------
    >>> [singular(word) for word in ("libraries", "indexes", "services", "analysis")]
    ['library', 'index', 'service', 'analysis']
    """
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 16)
def folded(key: str) -> str:
    """What plural forms and spellings with and without blanks have in common."""
    return "".join(singular(word) for word in _WORD.findall(key)) or key.strip()


@lru_cache(maxsize=1 << 16)
def english_parts(key: str) -> tuple[str, ...]:
    """The words of an English keyword that mean something, as singulars, each once."""
    words = (singular(word) for word in _WORD.findall(key) if word not in _FILLERS)
    return tuple(dict.fromkeys(words))


@lru_cache(maxsize=1 << 16)
def chinese_parts(key: str) -> tuple[str, ...]:
    """The pairs of ideographs of a Chinese keyword and its words in other letters, each once."""
    found: list[str] = []
    for run in _RUN.findall(key):
        if _IDEOGRAPH.match(run) and len(run) > 1:
            found += (a + b for a, b in pairwise(run))
        else:
            found.append(run)
    return tuple(dict.fromkeys(found))


class Partners:
    """How often parts of linked keywords pair.

    Parameters
    ----------
    links : iterable of (str, str)
        Keywords that are linked.
    words : mapping of str to str
        The English keyword that stands for each English side of a pair.
    """

    def __init__(self, links: Iterable[Pair], words: Mapping[str, str]) -> None:
        self._links = frozenset(links)
        self._words = words
        self._together: Counter[Pair] = Counter()
        self._alone: Counter[str] = Counter()
        for link in self._links:
            chinese, english = chinese_parts(link[0]), english_parts(words[link[1]])
            self._together.update(product(chinese, english))
            self._alone.update(f"z{part}" for part in chinese)
            self._alone.update(f"e{part}" for part in english)
        self._best: dict[str, float] = {}
        for (ours, theirs), n in self._together.items():
            dice = self._dice(ours, theirs, 0)
            if n >= _OTHERS and dice >= _OFTEN:
                for part in (f"z{ours}", f"e{theirs}"):
                    self._best[part] = max(dice, self._best.get(part, 0.0))

    def _dice(self, ours: str, theirs: str, own: int) -> float:
        """How often two parts pair, without the link (1) that is asked about."""
        together = self._together[ours, theirs] - own
        alone = self._alone[f"z{ours}"] + self._alone[f"e{theirs}"] - 2 * own
        return 2 * together / alone if together > 0 else 0.0

    def votes(self, pair: Pair) -> int:
        """Parts of the two that find their partner in the other, less those that miss it."""
        own = int(pair in self._links)
        chinese, english = chinese_parts(pair[0]), english_parts(self._words[pair[1]])
        if not english:
            return 0
        alike = {part for part in chinese if _stands_in(part, english)}
        found = {f"z{part}" for part in alike} | {f"e{part}" for part in alike}
        missing = set(self._best)
        for ours, theirs in product(chinese, english):
            dice, ends = self._dice(ours, theirs, own), (f"z{ours}", f"e{theirs}")
            if dice >= _SOMETIMES and self._together[ours, theirs] - own >= _OTHERS:
                found.update(ends)
            # A second translation is none that is missing.
            missing -= {part for part in ends if dice >= _SECOND * self._best.get(part, 1.0)}
        parts = {f"z{part}" for part in chinese} | {f"e{part}" for part in english}
        missing &= parts - found
        # Between two words that found theirs stands a pair of ideographs that is none.
        covered = set("".join(part for part in chinese if f"z{part}" in found))
        missing -= {f"z{part}" for part in chinese if set(part) <= covered}
        # A name or number in other letters that only the Chinese one has tells them apart.
        missing |= {f"z{part}" for part in chinese if not _IDEOGRAPH.match(part)} - found
        return len(found & parts) - len(missing)


def _stands_in(part: str, words: tuple[str, ...]) -> bool:
    """Whether a word in Latin letters stands among the words, or is their initials."""
    if _IDEOGRAPH.match(part):
        return False
    initials = "".join(word[0] for word in words)
    return singular(part) in words or (len(part) > 1 and part in initials)
