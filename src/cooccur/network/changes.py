"""What is new, grown, shrunk, split, merged and gone from one map to a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Columns, EarlierMap, Floats, Ints
from cooccur.network.continuing import match_clusters, places_in

GROWTH: Final = 1.2
"""A keyword has grown when its share of the records, a cluster when its number of keywords, is at
least so many times what it was; it has shrunk when it is at most the inverse."""
LEAST: Final = 2
"""Records of a keyword, or keywords of a cluster, that such a change makes out at least."""
SPLIT: Final = 1 / 3
"""A cluster has split when at least two clusters hold at least this share of its keywords."""
MERGED: Final = 1 / 2
"""A cluster has been merged from those of which it holds more than this share of the keywords."""
MEMBERS: Final = 2
"""Keywords that such a part of a cluster has at least."""


@dataclass(frozen=True, eq=False)
class Changes:
    """What changed from one map to a later one."""

    earlier: EarlierMap
    later: EarlierMap
    keywords: Columns
    """One row a keyword, those of the later map in its order, then those that are gone:
    ``keyword``, ``change`` (``new``, ``grown``, ``steady``, ``shrunk``, ``gone``), ``moved`` (1: to
    a cluster that its own does not go on as), ``cluster``, ``earlier_cluster``, ``occurrences``,
    ``earlier_occurrences``, ``share``, ``earlier_share`` (of the records), ``rank``,
    ``earlier_rank`` (by occurrences, from 1). -1, of ranks 0, of shares NaN where it stands in one
    map only."""
    clusters: Columns
    """One row a cluster, those of the later map by number, then those that are gone: ``cluster``,
    ``earlier_cluster`` (-1 without), ``label``, ``earlier_label``, ``change`` (``survived``,
    ``new``, ``gone``), ``size_change`` (``grown``, ``steady``, ``shrunk`` or empty), ``keywords``,
    ``earlier_keywords``, ``shared``, ``split_into``, ``merged_from`` (numbers, or empty)."""
    links: Columns
    """One row: ``links``, ``earlier_links``, and of those between keywords of both maps ``kept``,
    ``new``, ``gone``; -1 where a page holds only the strongest."""

    def counts(self) -> dict[str, Any]:
        """How many keywords, clusters and links changed in which way, as plain JSON values."""
        kinds = ("new", "grown", "steady", "shrunk", "gone")
        changes = self.keywords["change"].tolist()
        of_clusters, sizes = (self.clusters[n].tolist() for n in ("change", "size_change"))
        links = {name: int(values[0]) for name, values in self.links.items()}
        return {
            "records": self.later.n_records,
            "earlier_records": self.earlier.n_records,
            "keywords": {
                **{kind: changes.count(kind) for kind in kinds},
                "moved": int(self.keywords["moved"].sum()),
            },
            "clusters": {
                **{kind: of_clusters.count(kind) for kind in ("survived", "new", "gone")},
                **{kind: sizes.count(kind) for kind in ("grown", "shrunk")},
                "split": sum(map(bool, self.clusters["split_into"].tolist())),
                "merged": sum(map(bool, self.clusters["merged_from"].tolist())),
            },
            "links": {name: None if count < 0 else count for name, count in links.items()},
        }


def changes_between(earlier: EarlierMap, later: EarlierMap) -> Changes:
    """What changed from one map to a later one of the same field.

    Parameters
    ----------
    earlier, later : EarlierMap
        Two maps.

    Returns
    -------
    Changes
        Clusters are matched by their keywords (`match_clusters`), whatever their numbers.
    """
    place = places_in(earlier, list(later.keys))
    both = np.flatnonzero(place >= 0)
    was, now = earlier.cluster[place[both]], later.cluster[both]
    weight = earlier.occurrences[place[both]].astype(float)
    shared = _Shared(was, now, match_clusters(was, now, weight))
    return Changes(
        earlier,
        later,
        _keywords(earlier, later, place, shared),
        _clusters(earlier, later, shared),
        _links(earlier, later, place),
    )


class _Shared:
    """How many of the keywords that stand in both maps two clusters share."""

    def __init__(self, was: Ints, now: Ints, kept: dict[int, int]) -> None:
        self.kept = kept
        self.into: dict[int, dict[int, int]] = {}
        for one, other in zip(was.tolist(), now.tolist(), strict=True):
            row = self.into.setdefault(one, {})
            row[other] = row.get(other, 0) + 1

    def follower(self, number: int) -> int:
        """The cluster that one goes on as, or that holds most of it; -1 when none does."""
        if number in self.kept:
            return self.kept[number]
        row = self.into.get(number, {})
        return min(row, key=lambda other: (-row[other], other), default=-1)

    def split(self, number: int) -> list[int]:
        """The clusters that one has split into."""
        row = self.into.get(number, {})
        total = sum(row.values())
        parts = [c for c, n in row.items() if n >= max(MEMBERS, SPLIT * total - 1e-9)]
        return sorted(parts) if len(parts) > 1 else []

    def merged(self, number: int) -> list[int]:
        """The earlier clusters that one has been merged from."""
        parts = [
            earlier
            for earlier, row in self.into.items()
            if row.get(number, 0) >= MEMBERS and row[number] > MERGED * sum(row.values())
        ]
        return sorted(parts) if len(parts) > 1 else []


def _keywords(earlier: EarlierMap, later: EarlierMap, place: Ints, shared: _Shared) -> Columns:
    old = place >= 0
    gone = np.setdiff1d(np.arange(earlier.n_nodes), place[old])
    before = np.append(earlier.occurrences, 0)[place]
    change = _kinds(before, later.occurrences, earlier.n_records, later.n_records)
    was = np.append(earlier.cluster, -1)[place]
    follower = {number: shared.follower(number) for number in earlier.numbers.tolist()}
    moved = [
        int(number >= 0 and follower[number] != own)
        for number, own in zip(was.tolist(), later.cluster.tolist(), strict=True)
    ]
    rank, rank_before = _ranks(later.occurrences), _ranks(earlier.occurrences)
    none = np.full(len(gone), -1)
    nothing = np.zeros(len(gone), dtype=np.int64)
    names = [earlier.keywords[i] for i in gone.tolist()]
    # What is not in a map may stand in its records all the same, too rarely.
    counts = np.concatenate([later.occurrences, none])
    counts_before = np.concatenate([np.where(old, before, -1), earlier.occurrences[gone]])
    columns: dict[str, Any] = {
        "keyword": [*later.keywords, *names],
        "change": [*change, *["gone"] * len(gone)],
        "moved": np.array([*moved, *nothing.tolist()], dtype=np.int64),
        "cluster": np.concatenate([later.cluster, none]),
        "earlier_cluster": np.concatenate([was, earlier.cluster[gone]]),
        "occurrences": counts,
        "earlier_occurrences": counts_before,
        "share": _shares(counts, later.n_records),
        "earlier_share": _shares(counts_before, earlier.n_records),
        "rank": np.concatenate([rank, nothing]),
        "earlier_rank": np.concatenate([np.append(rank_before, 0)[place], rank_before[gone]]),
    }
    return Columns(columns)


def _kinds(before: Ints, now: Ints, records_before: int, records: int) -> list[str]:
    """How the share of each keyword changed; without records its occurrences count."""
    growth = records / records_before if records and records_before else 1.0
    found = []
    for was, own in zip(before.tolist(), now.tolist(), strict=True):
        expected = was * growth
        if not was:
            found.append("new")
        elif own >= GROWTH * expected - 1e-9 and own - expected >= LEAST - 1e-9:
            found.append("grown")
        elif GROWTH * own <= expected + 1e-9 and expected - own >= LEAST - 1e-9:
            found.append("shrunk")
        else:
            found.append("steady")
    return found


def _ranks(occurrences: Ints) -> Ints:
    """1 for the most frequent; equally frequent ones share the first rank of theirs."""
    ordered = np.sort(-occurrences)
    return np.searchsorted(ordered, -occurrences).astype(np.int64) + 1


def _shares(counts: Ints, records: int) -> Floats:
    shares = counts / records if records else np.full(len(counts), np.nan)
    return np.where(counts > 0, shares, np.nan)


def _clusters(earlier: EarlierMap, later: EarlierMap, shared: _Shared) -> Columns:
    labels = dict(zip(later.numbers.tolist(), later.labels, strict=True))
    labels_before = dict(zip(earlier.numbers.tolist(), earlier.labels, strict=True))
    sizes, sizes_before = _sizes(later), _sizes(earlier)
    origin = {now: was for was, now in shared.kept.items()}
    pairs = [(origin.get(number, -1), number) for number in later.numbers.tolist()]
    pairs += [(number, -1) for number in earlier.numbers.tolist() if number not in shared.kept]
    rows = []
    for was, now in pairs:
        size, size_before = sizes.get(now, 0), sizes_before.get(was, 0)
        kind = "new" if was < 0 else "gone" if now < 0 else "survived"
        kept = shared.into.get(was, {}).get(now, 0)
        grown = _kinds(np.array([size_before]), np.array([size]), 0, 0)[0]
        rows.append(
            (
                now,
                was,
                labels.get(now, ""),
                labels_before.get(was, ""),
                kind,
                grown if kind == "survived" else "",
                size,
                size_before,
                kept,
                _numbers(shared.split(was)),
                _numbers(shared.merged(now)),
            )
        )
    names = (
        "cluster",
        "earlier_cluster",
        "label",
        "earlier_label",
        "change",
        "size_change",
        "keywords",
        "earlier_keywords",
        "shared",
        "split_into",
        "merged_from",
    )
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return Columns({name: _column(values) for name, values in zip(names, columns, strict=True)})


def _column(values: tuple[Any, ...]) -> NDArray[Any]:
    if values and isinstance(values[0], str):
        texts = np.empty(len(values), dtype=object)
        texts[:] = values
        return texts
    return np.array(values, dtype=np.int64)


def _sizes(one: EarlierMap) -> dict[int, int]:
    numbers, counts = np.unique(one.cluster, return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def _numbers(found: list[int]) -> str:
    return "; ".join(map(str, found))


def _links(earlier: EarlierMap, later: EarlierMap, place: Ints) -> Columns:
    known = len(earlier.source) == earlier.n_links and len(later.source) == later.n_links
    counts = [-1, -1, -1]
    if known:
        back = np.full(max(earlier.n_nodes, 1), -1, dtype=np.int64)
        back[place[place >= 0]] = np.flatnonzero(place >= 0)
        before = _pairs(back[earlier.source], back[earlier.target])
        inside = np.where(place >= 0, np.arange(len(place)), -1)
        now = _pairs(inside[later.source], inside[later.target])
        counts = [len(before & now), len(now - before), len(before - now)]
    names = ("links", "earlier_links", "kept", "new", "gone")
    values = (later.n_links, earlier.n_links, *counts)
    return Columns({name: np.array([value]) for name, value in zip(names, values, strict=True)})


def _pairs(source: Ints, target: Ints) -> set[tuple[int, int]]:
    both = (source >= 0) & (target >= 0)
    low, high = np.minimum(source, target)[both], np.maximum(source, target)[both]
    return set(zip(low.tolist(), high.tolist(), strict=True))
