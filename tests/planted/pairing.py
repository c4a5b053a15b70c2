"""How many of the pairs that are the same were merged, and how many merged pairs are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import cooccur
from cooccur.model import Corpus
from planted.twins import Description, export, twins

Place: TypeAlias = tuple[str, int]
Pair: TypeAlias = frozenset[Place]


@dataclass(frozen=True)
class Pairing:
    """Pairs that are the same, and pairs that were merged."""

    same: frozenset[Pair]
    merged: Mapping[Pair, float]
    """With the lowest score of what holds their group together."""

    def found(self, least: float = 0.0) -> tuple[float, float]:
        """Precision and recall of the merges of at least this score."""
        merged = {pair for pair, score in self.merged.items() if score >= least}
        right = len(merged & self.same)
        return right / max(1, len(merged)), right / max(1, len(self.same))


def places_of(corpus: Corpus) -> list[Place]:
    """File and line of every record."""
    columns = corpus.record_columns
    rows = zip(columns["file"].tolist(), columns["line"].tolist(), strict=True)
    return [(corpus.files[file].path, line) for file, line in rows]


def pairs_of(groups: Iterable[Iterable[Place]]) -> set[Pair]:
    """All pairs inside of groups."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def merged_pairs(corpus: Corpus) -> dict[Pair, float]:
    """Every pair that was merged, with the lowest score of its group."""
    groups: defaultdict[Place, list[Place]] = defaultdict(list)
    score: defaultdict[Place, float] = defaultdict(lambda: 1.0)
    for record in corpus.merged:
        into = record.into_file, record.into_line
        groups[into].append((record.file, record.line))
        score[into] = min(score[into], record.score)
    return {
        pair: score[into] for into, others in groups.items() for pair in pairs_of([[into, *others]])
    }


def grouped(truth: Mapping[Place, Hashable]) -> list[list[Place]]:
    """The places of each name."""
    groups: defaultdict[Hashable, list[Place]] = defaultdict(list)
    for place, name in truth.items():
        groups[name].append(place)
    return list(groups.values())


@dataclass(frozen=True)
class Gold:
    """A gold set on disk, and the truth about it."""

    folder: Path
    described: Mapping[Place, Description]

    def pairing(self, merge: str) -> Pairing:
        """What merging finds."""
        corpus = cooccur.read(self.folder, merge=merge, jobs=1)
        groups = grouped({place: d.number for place, d in self.described.items()})
        return Pairing(frozenset(pairs_of(groups)), merged_pairs(corpus))

    def kind(self, pair: Pair) -> str:
        """What was done to one of the descriptions of a pair."""
        return self.described[min(pair)].kind

    def by_kind(self, pairing: Pairing) -> dict[str, tuple[int, int, int]]:
        """Of each kind the pairs that are the same, those found, and those merged wrongly."""
        same = Counter(map(self.kind, pairing.same))
        found = Counter(self.kind(pair) for pair in pairing.same & pairing.merged.keys())
        wrong = Counter(self.kind(pair) for pair in pairing.merged.keys() - pairing.same)
        kinds = sorted({d.kind for d in self.described.values()})
        return {kind: (same[kind], found[kind], wrong[kind]) for kind in kinds}


def gold(n: int, *, seed: int, folder: Path) -> Gold:
    """A gold set of n publications and their lookalikes, written into a folder."""
    files = export(twins(n, seed=seed), folder)
    corpus = cooccur.read(folder, merge="off", jobs=1)
    waiting = {name: iter(described) for name, described in files.items()}
    places = places_of(corpus)
    return Gold(folder, {place: next(waiting[place[0]]) for place in places})
