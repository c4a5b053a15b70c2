"""From pairs to proposals: every group of keywords gets one that stays, and no chains are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from cooccur.errors import DataError
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.decisions import ACCEPTED, GIVEN, REJECTED, Proposal
from cooccur.workshop.keywords import Drop, Pair
from cooccur.workshop.rules import Found

_Ends = frozenset[str]
_NOTHING: Final = ""


@dataclass(frozen=True, eq=False)
class Decided:
    """What decisions say of keys."""

    replaced: Mapping[str, tuple[str, str]]
    """By the key of a variant: key and label of what replaces it in the end."""
    refused: AbstractSet[_Ends]
    """Keys of two that are not one; of a keyword and nothing where it is not to be dropped."""
    given: AbstractSet[str]
    """Keys that a person's own thesaurus prefers; they stay."""


def decided_by(decisions: Sequence[Proposal]) -> Decided:
    """Accepted rows followed to their end, and what was refused.

    Raises
    ------
    DataError
        Code ``thesaurus``, when accepted rows replace each other in a circle.
    """
    accepted = [row for row in decisions if row.decision == ACCEPTED]
    direct = {row.ends[0]: (row.ends[1], row.preferred) for row in accepted}
    replaced = {key: _end_of(key, direct) for key, (target, _) in direct.items() if key != target}
    return Decided(
        replaced=replaced,
        refused={frozenset(row.ends) for row in decisions if row.decision == REJECTED},
        given={row.ends[1] for row in accepted if row.rule == GIVEN and row.preferred},
    )


def _end_of(key: str, direct: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    seen = [key]
    target, label = direct[key]
    while target in direct and direct[target][0] != target:
        if target in seen:
            chain = " -> ".join([*seen, target])
            message = f"accepted replacements form a circle: {chain}; reject one of them"
            raise DataError(message, code="thesaurus")
        seen.append(target)
        target, label = direct[target]
    return target, label


def proposals_of(found: Found, decided: Decided, *, min_score: float) -> Iterator[Proposal]:
    """What is still to be decided, every keyword at most once as a variant.

    Pairs are taken from the most to the least certain, and join groups; a pair that would put two
    keywords into one group that were refused as one is left out. In each group one keyword stays:
    one that the user's thesaurus prefers or that is to be dropped (there is one at most: what is
    a variant of it is dropped with it), else one that accepted rows prefer, else one that is no
    abbreviation of another, else the most frequent, ties to the smallest key. Every other member
    is proposed as a variant of it, on the evidence of their own pair, or else of the weakest pair
    on the way between them.

    Parameters
    ----------
    found : Found
        Keywords, pairs and generic terms.
    decided : Decided
        Decisions so far.
    min_score : float
        Less certain pairs are left out.
    """
    drops = [
        drop
        for drop in found.drops
        if drop.score >= min_score
        and drop.key not in decided.replaced
        and drop.key not in decided.given
        and frozenset((drop.key, _NOTHING)) not in decided.refused
    ]
    yield from (_dropped(drop, found) for drop in drops)
    groups = _Groups(found, decided, {drop.key for drop in drops})
    for pair in found.pairs:
        if pair.score >= min_score:
            groups.join(pair)
    yield from groups.proposals()


def _dropped(drop: Drop, found: Found) -> Proposal:
    return Proposal(
        variant=found.label(drop.key),
        preferred=_NOTHING,
        rule=drop.rule,
        score=drop.score,
        occurrences=found.occurrences(drop.key),
        evidence=drop.evidence,
    )


class _Groups:
    """Keywords joined by pairs, each group a tree."""

    def __init__(self, found: Found, decided: Decided, drops: AbstractSet[str]) -> None:
        self._found, self._decided = found, decided
        self._group: dict[str, list[str]] = {}
        self._links: dict[str, list[tuple[str, Pair]]] = {}
        self._direct: dict[_Ends, Pair] = {}
        self._shorts: set[str] = set()
        dropped = {key for key, (target, _) in decided.replaced.items() if not target}
        self._staying = decided.given | drops | dropped
        self._targets = {key: label for key, label in decided.replaced.values() if key}
        self._refused: dict[str, set[str]] = {}
        for ends in decided.refused:
            keys = [self._root(key) for key in ends if key]
            for key in keys:
                self._refused.setdefault(key, set()).update(keys)

    def _root(self, key: str) -> str:
        """What stands for a key after what was decided; what was dropped stands for itself."""
        return self._decided.replaced.get(key, (key, ""))[0] or key

    def join(self, pair: Pair) -> None:
        """Join the groups of two keywords, if nothing that was decided speaks against it."""
        one, other = (self._root(key) for key in pair.ends)
        if one == other or frozenset(pair.ends) in self._decided.refused:
            return
        self._direct.setdefault(frozenset((one, other)), pair)
        first, second = (self._group.get(key, [key]) for key in (one, other))
        if first is not second and self._is_refused(first, second):
            return
        if pair.short and self._root(pair.short) == pair.short:
            self._shorts.add(pair.short)
        if first is second:
            return
        members = [*first, *second]
        self._group.update(dict.fromkeys(members, members))
        self._links.setdefault(one, []).append((other, pair))
        self._links.setdefault(other, []).append((one, pair))

    def _is_refused(self, first: list[str], second: list[str]) -> bool:
        if sum(key in self._staying for key in (*first, *second)) > 1:
            return True
        others = set(second)
        return any(not others.isdisjoint(self._refused.get(key, ())) for key in first)

    def proposals(self) -> Iterator[Proposal]:
        """One for every member of a group but the one that stays."""
        for members in {id(group): group for group in self._group.values()}.values():
            preferred = min(members, key=self._rank)
            for key, weakest in self._reached(preferred):
                yield self._proposal(key, preferred, weakest)

    def _rank(self, key: str) -> tuple[bool, bool, bool, int, str]:
        return (
            key not in self._staying,
            key not in self._targets,
            key in self._shorts,
            -self._found.occurrences(key),
            key,
        )

    def _reached(self, preferred: str) -> Iterator[tuple[str, Pair]]:
        """Every other member and the weakest pair on the way to it."""
        waiting: list[tuple[str, str, Pair | None]] = [(preferred, "", None)]
        while waiting:
            key, came_from, weakest = waiting.pop()
            if weakest:
                yield key, weakest
            for other, pair in self._links.get(key, ()):
                if other != came_from:
                    worse = weakest if weakest and weakest.score < pair.score else pair
                    waiting.append((other, key, worse))

    def _proposal(self, key: str, preferred: str, weakest: Pair) -> Proposal:
        pair = self._direct.get(frozenset((key, preferred)))
        told = pair or weakest
        return Proposal(
            variant=self._label(key),
            preferred=self._label(preferred),
            rule=told.rule,
            score=told.score,
            occurrences=self._found.occurrences(key),
            preferred_occurrences=self._found.occurrences(preferred),
            evidence=told.evidence if pair else f"by way of others; {told.evidence}",
        )

    def _label(self, key: str) -> str:
        return self._targets.get(key) or self._found.label(key)


def thesaurus_rows(decisions: Iterable[Proposal]) -> tuple[tuple[str, str], ...]:
    """Accepted rows without chains: variant and what replaces it, empty to drop it.

    Returns
    -------
    tuple of (str, str)
        Grouped by what replaces them, in the order of comparison keys; dropped ones last.

    Raises
    ------
    DataError
        Code ``thesaurus``, when accepted rows replace each other in a circle.
    """
    accepted = [row for row in decisions if row.decision == ACCEPTED]
    replaced = decided_by(accepted).replaced
    labels: dict[str, str] = {}
    for row in sorted(accepted, key=lambda row: (row.rule != GIVEN, row.preferred)):
        labels.setdefault(row.ends[1], row.preferred)
    rows = {row.ends[0]: row.variant for row in sorted(accepted, key=lambda row: row.variant)}
    found = []
    for key, variant in rows.items():
        target = replaced.get(key, (key, ""))[0]
        label = labels.get(target, "")
        found.append(((not target, target, comparison_key(variant)), (variant, label)))
    return tuple(row for _, row in sorted(found))
