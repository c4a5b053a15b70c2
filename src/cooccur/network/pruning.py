"""Links that say what other paths say already are left out: Pathfinder and spanning trees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Floats, Ints, KeywordNetwork, Step
from cooccur.network.trimming import keep_links

DECIMALS: Final = 12
"""Weights that agree to so many decimals are equal."""
_NEARLY: Final = 1e-12
"""Logarithms of lengths that differ by no more are equal."""


def pathfinder(
    n_nodes: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    r: float = np.inf,
    q: int | None = None,
) -> NDArray[np.bool_]:
    r"""Which links the Pathfinder network PFNET(r, q) keeps.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : array of int, shape (n_links,)
        Ends of the links, each link once.
    weight : array of float, shape (n_links,)
        Similarities; the higher, the nearer.
    r : float
        The length of a path is :math:`(\sum d^r)^{1/r}` over its links, their largest distance
        for infinity. The distance of a link is 1 / weight, which matters for finite r only; then
        a link whose weight is not positive is infinitely long, and stays where no other path is.
    q : int, optional
        Most links of a path; any number (n_nodes - 1) by default.

    Returns
    -------
    array of bool, shape (n_links,)
        False where some path of at most q links is strictly shorter than the link.

    Raises
    ------
    CallError
        When r or q is below 1.

    Notes
    -----
    For r = infinity and q = n_nodes - 1 the result is the union of all maximum spanning trees:
    groups of equal weight are tested against the components of all heavier links (Quirin et al.
    2008), which takes the time of sorting.

    References
    ----------
    Schvaneveldt, Durso & Dearholt (1989), Psychology of Learning and Motivation 24, 249; Quirin,
    Cordón, Guerrero-Bote, Vargas-Quesada & Moya-Anegón (2008), J. Informetrics 2, 912.
    """
    most = max(n_nodes - 1, 1)
    if not r >= 1 or (q is not None and q < 1):
        raise CallError(f"Pathfinder with r = {r} and q = {q}; numbers from 1 are expected")
    rounded = np.asarray(weight, dtype=float).round(DECIMALS)
    if np.isinf(r) and (q is None or q >= most):
        return _spanning(n_nodes, source, target, rounded, keys=None)
    return _by_paths(n_nodes, source, target, rounded, r, min(q or most, most))


def minimum_spanning_tree(
    n_nodes: int, source: Ints, target: Ints, weight: Floats, *, keys: Ints | None = None
) -> NDArray[np.bool_]:
    """Which links the spanning tree of the strongest links keeps, one tree a component.

    Parameters
    ----------
    n_nodes, source, target, weight
        As in `pathfinder`.
    keys : array of int, shape (n_nodes,), optional
        Rank of each node among equals; its position by default. Of equal links that with the
        lower ranks comes first.

    Returns
    -------
    array of bool, shape (n_links,)

    References
    ----------
    Kruskal (1956), Proc. Am. Math. Soc. 7(1), 48.
    """
    ranks = np.arange(n_nodes) if keys is None else keys
    rounded = np.asarray(weight, dtype=float).round(DECIMALS)
    return _spanning(n_nodes, source, target, rounded, keys=ranks)


def _spanning(
    n_nodes: int, source: Ints, target: Ints, weight: Floats, *, keys: Ints | None
) -> NDArray[np.bool_]:
    """Kruskal's walk: with keys one tree, without them every link that some tree holds."""
    low, high = source, target
    if keys is None:
        order = np.argsort(-weight, kind="stable")
    else:
        low = np.minimum(keys[source], keys[target])
        high = np.maximum(keys[source], keys[target])
        order = np.lexsort((high, low, -weight))
    root = list(range(n_nodes))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    kept = np.zeros(len(weight), dtype=bool)
    # Without keys all links of equal weight are tested before any of them joins two parts.
    is_new = np.ones(len(order), dtype=bool)
    if keys is None:
        is_new[1:] = np.diff(weight[order]) != 0
    for group in np.split(order, np.flatnonzero(is_new)[1:]):
        joining = [
            link for link in group.tolist() if find(int(source[link])) != find(int(target[link]))
        ]
        for link in joining:
            kept[link] = True
            root[find(int(source[link]))] = find(int(target[link]))
    return kept


def _by_paths(  # noqa: PLR0917
    n_nodes: int, source: Ints, target: Ints, weight: Floats, r: float, q: int
) -> NDArray[np.bool_]:
    """The definition itself, with the shortest paths of at most q links between all nodes."""
    one = np.full((n_nodes, n_nodes), np.inf)
    ends = source, target
    join: Callable[[Floats, Floats], Floats]
    if np.isinf(r):
        # Only the order of the distances matters, and whole numbers are compared exactly.
        length = np.unique(-weight, return_inverse=True)[1].astype(np.float64)
        join = np.maximum
    else:
        # Logarithms: a power r of a distance would soon be 0 or infinite.
        positive = weight > 0
        length = np.full(len(weight), np.inf)
        length[positive] = -np.log(weight[positive])

        def join(one: Floats, other: Floats) -> Floats:
            longer: Floats = np.logaddexp(r * one, r * other) / r
            return longer

    one[ends] = one[ends[::-1]] = length
    shortest = one
    for _ in range(q - 1):
        longer = _one_more(shortest, one, join)
        if (longer == shortest).all():
            break
        shortest = longer
    kept: NDArray[np.bool_] = length <= shortest[ends] + _NEARLY
    return kept


def _one_more(shortest: Floats, one: Floats, join: Callable[[Floats, Floats], Floats]) -> Floats:
    """The shortest paths with up to one link more."""
    found = shortest.copy()
    for via in range(len(one)):
        np.minimum(found, join(shortest[:, via, None], one[None, via, :]), out=found)
    return found


@dataclass(frozen=True)
class Pruning:
    """One row of the table of prunings."""

    name: str
    title: str
    keep: Callable[[int, Ints, Ints, Floats, Ints], NDArray[np.bool_]]
    """Which links stay, from nodes, ends, weights and the rank of each node's comparison key."""
    source: str


PRUNINGS: Final[dict[str, Pruning]] = {
    row.name: row
    for row in (
        Pruning(
            "none",
            "all links stay",
            lambda _n, source, _t, _w, _k: np.ones(len(source), dtype=bool),
            "",
        ),
        Pruning(
            "pathfinder",
            "links that no path of stronger links replaces, PFNET(infinity, N - 1)",
            lambda n, source, target, weight, _keys: pathfinder(n, source, target, weight),
            "Schvaneveldt (1990), Pathfinder Associative Networks",
        ),
        Pruning(
            "mst",
            "one spanning tree of the strongest links",
            lambda n, source, target, weight, keys: minimum_spanning_tree(
                n, source, target, weight, keys=keys
            ),
            "Kruskal (1956), Proc. Am. Math. Soc. 7(1), 48",
        ),
    )
}
"""Ways to prune a network."""


def key_ranks(network: KeywordNetwork) -> Ints:
    """The rank of each node's comparison key among all."""
    order = np.argsort(network.node_columns["key"], kind="stable")
    return np.argsort(order, kind="stable")


def prune(
    network: KeywordNetwork, *, method: str = "pathfinder", decimals: int = DECIMALS
) -> KeywordNetwork:
    """The network with the links that stay; no node is lost and no component falls apart.

    Parameters
    ----------
    network : KeywordNetwork
        With ``weight`` on its links.
    method : str
        A name from `PRUNINGS`.
    decimals : int
        Weights that agree to so many decimals are equal. CiteSpace stores two decimals, which
        makes many ties, and Pathfinder keeps all links of a tie.

    Returns
    -------
    KeywordNetwork
        Node columns ``links`` and ``total_link_strength`` are those of the links that stay.

    Raises
    ------
    UnknownChoiceError
        When no pruning has this name.
    """
    if method not in PRUNINGS:
        raise UnknownChoiceError("pruning", method, PRUNINGS)
    weight = np.asarray(network.link_columns["weight"], dtype=float).round(decimals)
    ends = network.link_columns["source"], network.link_columns["target"]
    kept = PRUNINGS[method].keep(network.n_nodes, *ends, weight, key_ranks(network))
    step = Step("prune", (("method", method), ("decimals", decimals), ("links", len(kept))))
    return keep_links(network, kept, step=step)
