"""Turning points: pivotal keywords that links between clusters lead to, and sigma."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cooccur.errors import CallError
from cooccur.model import Columns, Floats, KeywordNetwork

LARGEST_EXPONENT: Final = 709.0
"""Of e, before numbers are infinite."""


def turning_points(network: KeywordNetwork, *, least: float = 0.1) -> Columns:
    """Links between clusters with an end of high betweenness.

    Parameters
    ----------
    network : KeywordNetwork
        With node columns ``cluster`` and ``betweenness``.
    least : float
        Betweenness (0..1) that the higher of both ends needs, inclusive.

    Returns
    -------
    Columns
        One row a link, sorted by betweenness descending, then by the comparison keys of both
        ends: ``link`` (position), ``source, target`` (nodes), ``betweenness`` (the higher of both
        ends).

    Raises
    ------
    CallError
        When ``least`` is below 0.

    References
    ----------
    Chen (2006), JASIST 57(3), 359.
    """
    if not isinstance(least, (int, float)) or not 0 <= least < math.inf:
        raise CallError(f"least is {least!r}; a number from 0 is expected")
    nodes, links = network.node_columns, network.link_columns
    source, target = links["source"], links["target"]
    highest = np.maximum(nodes["betweenness"][source], nodes["betweenness"][target])
    crosses = nodes["cluster"][source] != nodes["cluster"][target]
    link = np.flatnonzero(crosses & (highest >= least))
    rank = np.argsort(np.argsort(nodes["key"], kind="stable"))
    order = np.lexsort((rank[target[link]], rank[source[link]], -highest[link]))
    link = link[order]
    return Columns(
        {
            "link": link,
            "source": source[link],
            "target": target[link],
            "betweenness": highest[link],
        }
    )


def sigma(betweenness: ArrayLike, strength: ArrayLike) -> Floats:
    r"""How pivotal and at the same time suddenly noticed each keyword is.

    Parameters
    ----------
    betweenness : array_like of float
        B, 0..1.
    strength : array_like of float, of the same shape
        Of the strongest burst, >= 0; NaN without any.

    Returns
    -------
    array of float
        :math:`(B + 1)^{\mathrm{strength}}` >= 1, at most e to 709; 1 without a burst.

    References
    ----------
    Chen et al. (2009), J. Informetrics 3, 191.
    """
    exponent = np.log1p(betweenness) * np.nan_to_num(strength)
    value: Floats = np.exp(np.minimum(exponent, LARGEST_EXPONENT))
    return value
