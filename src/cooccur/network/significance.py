"""Which links are more than chance: an exact test of every pair, and false discoveries kept few."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Floats, Ints, KeywordNetwork, Step
from cooccur.network.pairs import Pairs, count_pairs

SIGNIFICANT: Final = 0.05
"""Links are called significant up to this q: so large a share of false ones is expected."""
NEGLIGIBLE: Final = 1e-18
"""A term that adds less than this share to a sum of falling terms ends it."""


def link_significance(network: KeywordNetwork) -> KeywordNetwork:
    """The network with the probability of every link if its keywords met only by chance.

    Parameters
    ----------
    network : KeywordNetwork
        With its records: what is tested is counted from them, whatever links were pruned away.

    Returns
    -------
    KeywordNetwork
        Link columns added: ``p_value``, the probability (0..1) that at least as many records hold
        both keywords if each of the two is drawn anew, as often as it occurs, from the records;
        0 where it is too small for a number (below about 1e-308). ``q_value`` (0..1), the share
        of false ones among all links at least as significant, by Benjamini and Hochberg. Quality
        ``significant_links`` (0..1), the share of the links with a q of at most 0.05; 0 without
        links.

    Notes
    -----
    The test is the one-sided hypergeometric one (Fisher's exact test): of N records s_i hold the
    one keyword, and the s_j records of the other are drawn without replacement. N is the number
    of records of the corpus that have any keyword, chosen for the map or not: a record without
    keywords could hold neither, and would make every pair look rarer by chance than it is.

    The family of tests is all pairs of keywords, n (n - 1) / 2, not only those that meet: that a
    pair meets at all is part of what is tested. The q of a link is therefore the same however
    the network was pruned.

    Chance is the same for all records here. Where records differ much in their number of
    keywords, more than by a Poisson law, keywords of the long ones meet more often than this
    chance has it; of those that differ less, less often.

    References
    ----------
    Fisher (1935), J. Royal Statistical Society 98(1), 39.
    Benjamini & Hochberg (1995), J. Royal Statistical Society B 57(1), 289.
    """
    pairs = count_pairs(network.incidence, share=lambda _n_keywords: 1.0)
    occurrences = np.bincount(network.incidence.indices, minlength=network.n_nodes)
    p = upper_tail(
        pairs.count,
        occurrences[pairs.source],
        occurrences[pairs.target],
        n_records=_records_with_keywords(network),
    )
    q = adjust(p, n_tests=network.n_nodes * (network.n_nodes - 1) // 2)
    link, met = _places(network, pairs)
    # A link that no record backs, as of a network without records, tells nothing.
    columns = {name: np.ones(network.n_links) for name in ("p_value", "q_value")}
    columns["p_value"][met] = p[link]
    columns["q_value"][met] = q[link]
    significant = np.count_nonzero(columns["q_value"] <= SIGNIFICANT) / max(network.n_links, 1)
    return network.with_columns(
        link=columns,
        quality={"significant_links": significant},
        step=Step("link_significance"),
    )


def _records_with_keywords(network: KeywordNetwork) -> int:
    held = np.zeros(len(network.corpus), dtype=bool)
    held[network.corpus.keyword_columns["record"]] = True
    return int(np.count_nonzero(held))


def _places(network: KeywordNetwork, pairs: Pairs) -> tuple[Ints, Ints]:
    """Where the links stand among the pairs, and which links stand there at all."""
    links = network.link_columns
    pair = pairs.source * network.n_nodes + pairs.target
    wanted = links["source"] * network.n_nodes + links["target"]
    place = np.searchsorted(pair, wanted)
    met = np.flatnonzero(np.append(pair, -1)[place] == wanted)
    return place[met], met


def upper_tail(count: Ints, first: Ints, second: Ints, *, n_records: int) -> Floats:
    """Probability that two random sets of records share at least so many records.

    Parameters
    ----------
    count : array of int, shape (n,)
        Records shared, from 0 to the smaller of the two sizes.
    first, second : array of int, shape (n,)
        Sizes of the two sets, from 0 to ``n_records``.
    n_records : int
        Records that both sets are drawn from.

    Returns
    -------
    array of float, shape (n,)
        0..1, right to about 9 digits even where it is tiny.

    Raises
    ------
    CallError
        When a set is larger than the whole, or shares more than it holds.

    Notes
    -----
    Of the two tails the one beyond the mode is added up, where every term is smaller than the one
    before: nothing is lost by subtraction in a small probability.
    """
    smaller = np.minimum(first, second)
    if (np.maximum(first, second) > n_records).any() or (count > smaller).any():
        raise CallError(
            f"{n_records} records: expected sets of at most so many, "
            "and at most as many shared as the smaller set holds"
        )
    mode = (first + 1) * (second + 1) // (n_records + 2)
    outside = n_records - first - second
    above = count > mode
    start = np.where(above, count, count - 1)
    # Nothing is below the least number that two sets must share.
    certain = ~above & (start < np.maximum(-outside, 0))
    start[certain] = mode[certain]
    up = _falling_sum(
        start[above],
        first[above],
        second[above],
        outside[above],
        ratio=lambda k, a, b, o: (a - k) * (b - k) / ((k + 1) * (o + k + 1)),
        step=1,
    )
    below = ~above
    down = _falling_sum(
        start[below],
        first[below],
        second[below],
        outside[below],
        ratio=lambda k, a, b, o: k * (o + k) / ((a - k + 1) * (b - k + 1)),
        step=-1,
    )
    tail = np.exp(_log_probability(start, first, second, n_records))
    tail[above] *= up
    tail[below] = 1 - tail[below] * down
    tail[certain] = 1
    probability: Floats = np.clip(tail, 0, 1)
    return probability


def _log_probability(shared: Ints, first: Ints, second: Ints, n_records: int) -> Floats:
    """Logarithm of the probability that exactly so many are shared."""
    factorial = np.array([math.lgamma(k + 1) for k in range(n_records + 1)])

    def choose(n: Ints | int, k: Ints) -> Floats:
        chosen: Floats = factorial[n] - factorial[k] - factorial[n - k]
        return chosen

    return (
        choose(first, shared)
        + choose(n_records - first, second - shared)
        - choose(n_records, second)
    )


def _falling_sum(
    start: Ints,
    first: Ints,
    second: Ints,
    outside: Ints,
    *,
    ratio: Callable[[Floats, Floats, Floats, Floats], Floats],
    step: int,
) -> Floats:
    """Sum of the probabilities from ``start`` on outwards, in units of the first one."""
    total = np.ones(len(start))
    term = np.ones(len(start))
    k, a, b, o = (np.asarray(values, dtype=float) for values in (start, first, second, outside))
    rest = np.arange(len(start))
    while len(rest):
        term *= ratio(k, a, b, o)
        total[rest] += term
        going = term > NEGLIGIBLE * total[rest]
        rest, term, k = rest[going], term[going], k[going] + step
        a, b, o = a[going], b[going], o[going]
    return total


def adjust(p: Floats, *, n_tests: int) -> Floats:
    """Benjamini and Hochberg's q of each p, in the order given.

    Parameters
    ----------
    p : array of float, shape (n,)
        0..1.
    n_tests : int
        At least n; the tests that are not given had a p of 1.

    Returns
    -------
    array of float, shape (n,)
        From p to 1. Calling those with a q of at most x significant keeps the expected share of
        false ones among them at x or below.
    """
    order = np.argsort(-p, kind="stable")
    rank = np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(p[order] * (n_tests / rank)), 1)
    return adjusted
