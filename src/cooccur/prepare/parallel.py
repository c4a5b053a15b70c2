"""Keywords that records list in two languages, and what the places in their lists tell."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from cooccur.model import AUTHOR, INDEX, TRANSLATED, Corpus
from cooccur.prepare.keywords import Thesaurus, comparison_key, is_chinese
from cooccur.prepare.parts import Pair, folded

_ORDER_KNOWN: Final = (9, 1)
"""Hits and misses that are taken for granted before lists are seen: authors translate in order."""
_SURE: Final = 0.95
"""No list is trusted more: that its authors changed two words over shows in no other."""


class Words:
    """The vocabulary as comparison keys after the thesaurus, and how each is displayed."""

    def __init__(self, corpus: Corpus, thesaurus: Thesaurus | None, *, hyphens: bool) -> None:
        columns = corpus.keyword_columns
        self._vocabulary, self._hyphens = corpus.vocabulary, hyphens
        # Databases write their own keywords in capitals.
        listed = columns["keyword"][columns["kind"] != INDEX]
        self._rows = np.bincount(listed, minlength=len(corpus.vocabulary)).tolist()
        replaced = thesaurus.replacements(hyphens=hyphens) if thesaurus else {}
        self._replaced = {key: self._key(label) for key, label in replaced.items()}
        self._labels = {self._key(label): label for label in reversed(list(replaced.values()))}

    def _key(self, text: str) -> str:
        return comparison_key(text, hyphens=self._hyphens)

    def key(self, code: int) -> str:
        """What a keyword is compared by; empty when it is not to be aligned."""
        key = self._key(self._vocabulary[code])
        target = self._replaced.get(key, key)
        return "" if key in self._replaced and self._replaced.get(target) == target else target

    @cached_property
    def spelling(self) -> dict[str, str]:
        """How every key is displayed: as the thesaurus has it, or as most rows; ties: smallest."""
        best: dict[str, tuple[int, str]] = {}
        for text, n in zip(self._vocabulary, self._rows, strict=True):
            key = self._key(text)
            best[key] = min(best.get(key, (1, "")), (-n, text))
        return {key: " ".join(text.split()) for key, (_, text) in best.items()} | self._labels


class Lists(NamedTuple):
    """The two lists of a record as comparison keys."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]


def lists_in(corpus: Corpus, words: Words) -> Iterator[Lists]:
    """The lists of every record that has two, one Chinese and one not."""
    columns = corpus.keyword_columns
    rows = np.flatnonzero((columns["kind"] == AUTHOR) | (columns["kind"] == TRANSLATED))
    bilingual = np.zeros(len(corpus), dtype=bool)
    bilingual[columns["record"][columns["kind"] == TRANSLATED]] = True
    rows = rows[bilingual[columns["record"][rows]]]
    found: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    record, kind, code = (columns[name][rows].tolist() for name in ("record", "kind", "keyword"))
    key_of = {c: words.key(c) for c in set(code)}
    for at, of_kind, c in zip(record, kind, code, strict=True):
        found[at][of_kind == TRANSLATED].append(key_of[c])
    for own, other in found.values():
        lists = sorted((own, other), key=_share_of_chinese, reverse=True)
        short, long = sorted((len(own), len(other)))
        # Of much longer lists the keywords were not parted, or are not those of the other.
        if not short or long > 2 * short:
            continue
        if _share_of_chinese(lists[0]) > _share_of_chinese(lists[1]):
            yield Lists(*map(tuple, lists))


def _share_of_chinese(keys: Sequence[str]) -> float:
    return sum(map(is_chinese, keys)) / max(len(keys), 1)


EQUAL, _UNEQUAL, _APART = 0, 2, 1
"""Kinds of cells: lists of one length, of different ones; plus one where the places differ."""


def _cells(lists: Lists) -> dict[Pair, int]:
    """The kind of every pair of a Chinese and an English keyword of a record."""
    chinese, english = lists
    m, n = len(chinese), len(english)
    found: dict[Pair, int] = {}
    for i, ours in enumerate(chinese):
        if not is_chinese(ours):
            continue
        for j, theirs in enumerate(english):
            if theirs and not is_chinese(theirs):
                kind = EQUAL if m == n else _UNEQUAL
                pair, kind = (ours, folded(theirs)), kind + (j not in {i, n - m + i})
                found[pair] = min(kind, found.get(pair, kind))
    return found


@dataclass(frozen=True)
class Evidence:
    """What the lists tell of every pair of keywords that some record holds."""

    lists: tuple[Lists, ...]

    @cached_property
    def cells(self) -> list[dict[Pair, int]]:
        """The pairs of each record."""
        return [_cells(lists) for lists in self.lists]

    @cached_property
    def kinds(self) -> dict[Pair, list[int]]:
        """Records of each pair, by kind of cell."""
        found: dict[Pair, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for cells in self.cells:
            for pair, kind in cells.items():
                found[pair][kind] += 1
        return dict(found)

    @cached_property
    def chinese(self) -> Counter[str]:
        """Records of each Chinese keyword."""
        return Counter(key for lists in self.lists for key in set(lists.chinese))

    @cached_property
    def english(self) -> Counter[str]:
        """Records of each English keyword, plural forms folded."""
        return Counter(fold for lists in self.lists for fold in set(map(folded, lists.english)))

    @cached_property
    def spellings(self) -> dict[Pair, Counter[str]]:
        """The English keywords that a pair folds, with their records."""
        found: dict[Pair, Counter[str]] = defaultdict(Counter)
        for lists, cells in zip(self.lists, self.cells, strict=True):
            for ours in set(lists.chinese):
                for theirs in set(lists.english):
                    if (ours, folded(theirs)) in cells:
                        found[ours, folded(theirs)][theirs] += 1
        return found

    @cached_property
    def words(self) -> dict[str, str]:
        """For each folded English keyword its spelling with most records; ties: the smallest."""
        rows = Counter(key for lists in self.lists for key in set(lists.english))
        found: dict[str, str] = {}
        for key in sorted(rows, key=lambda key: (-rows[key], key)):
            found.setdefault(folded(key), key)
        return found

    @cached_property
    def weights(self) -> tuple[float, float, float, float]:
        """What a record adds to the log odds of a pair, by kind of cell."""
        hits = misses = near = far = 0
        for same, apart, edge, inner in self.kinds.values():
            if same:
                # The first time says that the two may belong together, the others confirm it.
                hits, misses, near, far = hits + same - 1, misses + apart, near + edge, far + inner
        for chinese, english in self.lists:
            if len(chinese) == len(english):
                alike = {key for key in chinese if key in english}
                n_hits = sum(chinese.index(key) == english.index(key) for key in alike)
                hits, misses = hits + n_hits, misses + len(alike) - n_hits
        return (*self._ratios(EQUAL, hits, misses), *self._ratios(_UNEQUAL, near, far))

    def _ratios(self, kind: int, hits: int, misses: int) -> tuple[float, float]:
        """Log likelihood ratios of the same place and of another one."""
        known_hits, known_misses = _ORDER_KNOWN
        q = (hits + known_hits) / (hits + misses + known_hits + known_misses)
        q = min(q, _SURE)
        likely, unlikely = self._expected(kind)
        same = sum(k == kind for cells in self.cells for k in cells.values())
        u = min(max((same - q * likely) / unlikely, 0.01), 0.99)
        return math.log(q / u), math.log((1 - q) / (1 - u))

    def _expected(self, *of_kinds: int) -> tuple[int, int]:
        """Translations if every keyword had one, and the other pairs."""
        likely = n_cells = 0
        for lists, cells in zip(self.lists, self.cells, strict=True):
            kind = EQUAL if len(lists.chinese) == len(lists.english) else _UNEQUAL
            if kind in of_kinds:
                n_cells += len(cells)
                sides = {ours for ours, _ in cells}, {theirs for _, theirs in cells}
                likely += min(map(len, sides))
        # Lists of one keyword have no other pairs; odds of one to one are fair then.
        return max(likely, 1), max(n_cells - likely, likely, 1)

    @cached_property
    def prior(self) -> float:
        """Log odds of a pair that nothing is known of."""
        likely, unlikely = self._expected(EQUAL, _UNEQUAL)
        return math.log(likely / unlikely)

    def log_odds(self, pair: Pair) -> float:
        """By places and joint occurrence, without parts."""
        counts = self.kinds[pair]
        places = math.fsum(n * weight for n, weight in zip(counts, self.weights, strict=True))
        dice = 2 * sum(counts) / (self.chinese[pair[0]] + self.english[pair[1]])
        return self.prior + places + math.log(2 * dice)
