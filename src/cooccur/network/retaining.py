"""Which links of a time slice are kept: the strongest, and not too many of one keyword."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Ints
from cooccur.network.pairs import Pairs
from cooccur.network.pruning import PRUNINGS

NO_LIMIT: Final = -1
_NEARLY: Final = 1e-9


@dataclass(frozen=True)
class LinkRule:
    """How many links of a slice are kept, the strongest first.

    Parameters
    ----------
    lrf : float
        Link retaining factor: at most so many links for each selected keyword; -1: all.
    links_per_node : int
        At most so many links of each keyword; -1: any number.
    prune : str
        A name from `PRUNINGS`, applied to what is left.
    decimals : int
        Decimals of the strengths.
    """

    lrf: float = 3.0
    links_per_node: int = 10
    prune: str = "none"
    decimals: int = 12

    def __post_init__(self) -> None:
        if self.lrf != NO_LIMIT and not 0 <= self.lrf < math.inf:
            raise CallError(f"--lrf is {self.lrf}; a number from 0, or -1 for all, is expected")
        if self.links_per_node != NO_LIMIT and self.links_per_node < 0:
            raise CallError(
                f"--links-per-node is {self.links_per_node}; a whole number from 0, or -1 for "
                "any number, is expected"
            )
        if self.prune not in PRUNINGS:
            raise UnknownChoiceError("pruning", self.prune, PRUNINGS)


def retained(
    pairs: Pairs,
    counts: Ints,
    ranks: Ints,
    rule: LinkRule,
    *,
    n_selected: int,
    least: tuple[Fraction, Fraction],
) -> NDArray[np.bool_]:
    """Whether each link of a slice is kept.

    Parameters
    ----------
    pairs : Pairs
        Of the slice.
    counts : array of int, shape (n_nodes,)
        Records of the slice that hold each node.
    ranks : array of int, shape (n_nodes,)
        Rank of each node's comparison key.
    rule : LinkRule
        How many links are kept.
    n_selected : int
        Keywords that are selected in the slice.
    least : (Fraction, Fraction)
        Fewest records of a link, and its least cosine times 100.

    Returns
    -------
    array of bool, shape (n_pairs,)

    Notes
    -----
    Links are sorted by the cosine of ``counts``, ties by co-occurrence, then by the keys of their
    ends. The thresholds come first, then ``lrf``, then ``links_per_node`` on what is left, which is
    walked through from the strongest, then the pruning.
    """
    source, target = pairs.source, pairs.target
    cosine = (pairs.count / np.sqrt(counts[source] * counts[target])).round(rule.decimals)
    low = np.minimum(ranks[source], ranks[target])
    high = np.maximum(ranks[source], ranks[target])
    order = np.lexsort((high, low, -pairs.count, -cosine))
    enough = (pairs.count >= math.ceil(least[0])) & (cosine * 100 >= float(least[1]) - _NEARLY)
    order = order[enough[order]]
    if rule.lrf != NO_LIMIT:
        # As the number is written: 0.29 times 100 is 29 here.
        order = order[: int(Fraction(str(rule.lrf)) * n_selected)]
    if rule.links_per_node != NO_LIMIT:
        order = order[_within_limit(source[order], target[order], rule.links_per_node)]
    ends = source[order], target[order]
    stays = PRUNINGS[rule.prune].keep(len(ranks), *ends, cosine[order], ranks)
    kept = np.zeros(len(cosine), dtype=bool)
    kept[order[stays]] = True
    return kept


def _within_limit(source: Ints, target: Ints, most: int) -> NDArray[np.bool_]:
    """Whether both ends have fewer than so many links when the turn of a link comes."""
    used: dict[int, int] = {}
    kept = np.zeros(len(source), dtype=bool)
    for link, ends in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
        if all(used.get(end, 0) < most for end in ends):
            kept[link] = True
            for end in ends:
                used[end] = used.get(end, 0) + 1
    return kept
