"""Which titles may be the same: those that share a rare run of letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints

_LONG_RUN: Final = 16
"""Letters of a run."""
_SHORT_RUN: Final = 4
"""Ideographs of a run."""
_RARE: Final = 24
"""A run that more titles have tells nothing."""
_RUNS: Final = 6
"""So many of its rarest runs stand for a title."""
_SAMPLED: Final = 48
"""Of longer titles every fourth run is looked at, always the same ones."""
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)


def alike(
    titles: Sequence[str],
    may_be_same: Callable[[Ints, Ints], NDArray[np.bool_]],
    *,
    ideographs: bool,
) -> tuple[Ints, Ints]:
    """Pairs of titles that share one of the rarest runs of letters of either.

    Parameters
    ----------
    titles : sequence of str
        Without blanks and punctuation.
    may_be_same : callable
        Which pairs of positions are wanted at all.
    ideographs : bool
        Whether they are Chinese, where fewer characters tell as much.

    Returns
    -------
    (Ints, Ints)
        Positions of the first and the second title of each pair, each pair once, the lower
        position first. A title that was mistyped, cut off or begun otherwise still shares runs
        with what it was.

    Notes
    -----
    Costs about the number of letters, not of pairs.
    """
    run = _SHORT_RUN if ideographs else _LONG_RUN
    owner, value = _runs(titles, run)
    order = np.argsort(value)
    owner, value = owner[order], value[order]
    owner, group, size = _shared(owner, value)
    chosen = _rarest(owner, group, size)
    kept = chosen[group]
    owner, group = owner[kept], group[kept]
    firsts, seconds = [], []
    for step in range(1, _RARE):
        same = np.flatnonzero(group[step:] == group[:-step]) if step < len(group) else owner[:0]
        if not len(same):
            break
        first, second = owner[same], owner[same + step]
        fits = may_be_same(first, second)
        firsts.append(first[fits])
        seconds.append(second[fits])
    if not firsts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    pair = np.unique(np.minimum(first, second) * len(titles) + np.maximum(first, second))
    return pair // len(titles), pair % len(titles)


def _runs(titles: Sequence[str], run: int) -> tuple[Ints, NDArray[np.uint64]]:
    """The title of every run of letters that is looked at, and a number that stands for it."""
    padded = [title.ljust(run, "\0") for title in titles]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    lengths = np.array([len(title) for title in padded], dtype=np.int64)
    n = len(letters) - run + 1
    if n <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    value = np.zeros(n, dtype=np.uint64)
    for k in range(run):
        value *= _PRIME
        value += letters[k : k + n]
    value ^= value >> np.uint64(29)
    value *= _PRIME
    value ^= value >> np.uint64(32)
    ends = np.cumsum(lengths)
    looked_at = np.repeat(lengths <= _SAMPLED, lengths)[:n] | (value & np.uint64(3) == 0)
    for k in range(1, run):
        # A run that reaches into the next title is none.
        across = ends[:-1] - k
        looked_at[across[across < n]] = False
    at = np.flatnonzero(looked_at)
    return np.searchsorted(ends, at, side="right"), value[at]


def _shared(owner: Ints, value: NDArray[np.uint64]) -> tuple[Ints, Ints, Ints]:
    """Of sorted runs those that 2 to `_RARE` titles have: title, group, and size of its group."""
    if not len(value):
        return owner, owner, owner
    begins = np.flatnonzero(np.append(True, value[1:] != value[:-1]))
    sizes = np.diff(np.append(begins, len(value)))
    size = np.repeat(sizes, sizes)
    kept = (size >= 2) & (size <= _RARE)
    group = np.repeat(np.arange(len(sizes)), sizes)[kept]
    return owner[kept], group, size[kept]


def _rarest(owner: Ints, group: Ints, size: Ints) -> NDArray[np.bool_]:
    """Which groups are among the smallest of some title."""
    chosen = np.zeros(int(group.max(initial=-1)) + 1, dtype=bool)
    # Runs stand by group, so that of groups of one size the first is taken.
    order = np.argsort(owner * (_RARE + 1) + size, kind="stable")
    sorted_owner = owner[order]
    begins = np.flatnonzero(np.append(True, sorted_owner[1:] != sorted_owner[:-1]))
    counts = np.diff(np.append(begins, len(order)))
    rank = np.arange(len(order)) - np.repeat(begins, counts)
    chosen[group[order[rank < _RUNS]]] = True
    return chosen
