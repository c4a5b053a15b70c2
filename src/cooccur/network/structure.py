"""The conceptual structure of a field: keywords on a plane by the records they share, in groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Floats, Ints, KeywordNetwork, Step
from cooccur.network.axes import (
    benzecri_inertia,
    classical_scaling,
    correspondence_analysis,
    multiple_correspondence,
    signed,
)

LINKAGES: Final = ("average", "ward")
"""Distances between groups of keywords."""

_DIGITS: Final = 10


def _by_ca(matrix: Floats) -> tuple[Floats, Floats]:
    found = correspondence_analysis(matrix)
    return found.standard, found.inertia


def _by_mca(matrix: Floats) -> tuple[Floats, Floats]:
    found, n_keywords = multiple_correspondence(matrix), matrix.shape[1]
    return signed(found.principal[:n_keywords]), benzecri_inertia(found.inertia, n_keywords)


def _by_mds(matrix: Floats) -> tuple[Floats, Floats]:
    both = matrix.T @ matrix
    held = np.diag(both)
    distance = 1 - both / np.sqrt(np.outer(held, held))
    np.fill_diagonal(distance, 0)
    return classical_scaling(distance)


@dataclass(frozen=True)
class Method:
    """One row of the table of methods."""

    name: str
    title: str
    place: Callable[[Floats], tuple[Floats, Floats]]
    """Coordinates of the keywords and weight of the axes, from records x keywords of 0 and 1."""
    source: str


METHODS: Final[dict[str, Method]] = {
    row.name: row
    for row in (
        Method(
            "mca",
            "multiple correspondence analysis; inertia as corrected by Benzécri",
            _by_mca,
            "Greenacre (1984), Theory and Applications of Correspondence Analysis",
        ),
        Method(
            "ca",
            "correspondence analysis, standard coordinates",
            _by_ca,
            "Benzécri (1973), L'analyse des données",
        ),
        Method(
            "mds",
            "classical multidimensional scaling of 1 - cosine",
            _by_mds,
            "Torgerson (1952), Psychometrika 17(4), 401",
        ),
    )
}
"""Ways to place keywords on a plane by the records they share."""


def conceptual_structure(
    network: KeywordNetwork,
    *,
    method: str = "mca",
    min_occurrences: int = 2,
    clusters: int | str = "auto",
    linkage: str = "average",
    max_clusters: int = 5,
    max_keywords: int = 100,
) -> KeywordNetwork:
    """The network with its keywords on a plane, and grouped by how near they lie there.

    Parameters
    ----------
    network : KeywordNetwork
        Counted.
    method : str
        A name from `METHODS`.
    min_occurrences, max_keywords : int
        Keywords with fewer records are left out, and all but the most frequent so many. Records
        without any of the others are left out too.
    clusters : int or "auto"
        Number of groups, 1 to the number of keywords. ``"auto"``: see `number_of_groups`.
    linkage : str
        A name from `LINKAGES`.
    max_clusters : int
        At most so many groups when they are counted automatically; at least 2.

    Returns
    -------
    KeywordNetwork
        Two tables added. ``structure``, one row a keyword, in the order of the nodes: ``node``,
        ``x``, ``y``, ``group`` (0, 1, …; the largest first, then that of the most frequent
        keyword), ``leaf`` (place in the dendrogram, 0 first). ``dendrogram``, one row a merge,
        the lowest first: ``left``, ``right``, ``height``, ``size`` (keywords); with n keywords a
        number below n is a row of ``structure``, n + t is what row t of ``dendrogram`` merged.
        Numbers of quality added: ``structure_inertia_x``, ``structure_inertia_y``, what the axes
        explain, per cent.

    Raises
    ------
    UnknownChoiceError
        When no method or no linkage has this name.
    CallError
        When a number is out of range, or fewer than 3 keywords are frequent enough.

    References
    ----------
    Aria & Cuccurullo (2017), J. Informetrics 11(4), 959 (bibliometrix draws this figure).
    """
    if method not in METHODS:
        raise UnknownChoiceError("method", method, METHODS)
    if linkage not in LINKAGES:
        raise UnknownChoiceError("linkage", linkage, LINKAGES)
    _check(min_occurrences, clusters, max_clusters, max_keywords)
    node, matrix = _presence(network, min_occurrences, max_keywords)
    if len(node) < 3:
        raise CallError(
            f"{len(node)} keywords occur in at least {min_occurrences} records; a conceptual "
            "structure needs 3 keywords or more: lower min_occurrences or keep more keywords"
        )
    if clusters != "auto" and int(clusters) > len(node):
        raise CallError(f"clusters is {clusters}, but there are only {len(node)} keywords")
    places, weight = METHODS[method].place(matrix)
    plane, percent = _plane(places, weight)
    merges, leaf = _dendrogram(plane, linkage)
    n_groups = (
        number_of_groups(merges["height"], max_groups=max_clusters)
        if clusters == "auto"
        else int(clusters)
    )
    group = cut(merges["left"], merges["right"], n_groups)
    options: dict[str, object] = {
        "method": method,
        "min_occurrences": min_occurrences,
        "clusters": n_groups,
        "asked_clusters": clusters,
        "linkage": linkage,
        "max_clusters": max_clusters,
        "max_keywords": max_keywords,
    }
    x, y = plane.T
    structure = Columns({"node": node, "x": x, "y": y, "group": group, "leaf": leaf})
    return network.with_columns(
        quality={"structure_inertia_x": percent[0], "structure_inertia_y": percent[1]},
        tables={"structure": structure, "dendrogram": merges},
        step=Step("conceptual_structure", tuple(options.items())),
    )


def _check(min_occurrences: int, clusters: int | str, max_clusters: int, max_keywords: int) -> None:
    least = (
        ("min_occurrences", min_occurrences, 1),
        ("max_clusters", max_clusters, 2),
        ("max_keywords", max_keywords, 3),
    )
    for name, value, lowest in least:
        if value < lowest:
            raise CallError(f"{name} is {value}, at least {lowest} is needed")
    if clusters != "auto" and (isinstance(clusters, str) or clusters < 1):
        raise CallError(f"clusters is {clusters!r}, auto or at least 1 is needed")


def _presence(
    network: KeywordNetwork, min_occurrences: int, max_keywords: int
) -> tuple[Ints, Floats]:
    """The nodes that take part, and the records with any of them x these nodes, 0 and 1."""
    incidence = network.incidence
    held = np.bincount(incidence.indices, minlength=network.n_nodes)
    node = np.flatnonzero(held >= min_occurrences)[:max_keywords]
    place = np.full(network.n_nodes, -1, dtype=np.int64)
    place[node] = np.arange(len(node))
    column = place[incidence.indices]
    rows, record = np.unique(incidence.rows[column >= 0], return_inverse=True)
    matrix = np.zeros((len(rows), len(node)))
    matrix[record, column[column >= 0]] = 1
    return node, matrix


def _plane(places: Floats, weight: Floats) -> tuple[Floats, list[float]]:
    """The first two axes, rounded, and what they explain; 0 where there is no such axis."""
    plane = np.zeros((len(places), 2))
    n_axes = min(2, places.shape[1])
    plane[:, :n_axes] = places[:, :n_axes].round(_DIGITS) + 0.0  # no -0.0
    total = float(weight.sum())
    share = [100 * value / total for value in weight[:2].tolist()] if total else []
    return plane, [round(value, _DIGITS) for value in (*share, 0.0, 0.0)[:2]]


def _dendrogram(plane: Floats, linkage: str) -> tuple[Columns, Ints]:
    """Merges of the keywords, and the place of each keyword among the leaves."""
    from scipy.cluster import hierarchy

    tree = hierarchy.linkage(plane, linkage)
    leaf = np.empty(len(plane), dtype=np.int64)
    leaf[hierarchy.leaves_list(tree)] = np.arange(len(plane))
    left, right, height, size = tree.T
    merges = {
        "left": left.astype(np.int64),
        "right": right.astype(np.int64),
        "height": height.round(_DIGITS),
        "size": size.astype(np.int64),
    }
    return Columns(merges), leaf


def number_of_groups(height: Floats, *, max_groups: int) -> int:
    """Number of groups before the merge whose height stands out most from the one before.

    Parameters
    ----------
    height : ndarray of float, shape (n - 1,)
        Of the merges of n >= 3 items, ascending.
    max_groups : int
        At least 2.

    Returns
    -------
    int
        2 to ``max_groups``, and fewer than n; of equal jumps the one with fewer groups.
    """
    jumps = np.diff(height)[::-1].round(_DIGITS)
    return 2 + int(jumps[: max_groups - 1].argmax())


def cut(left: Ints, right: Ints, n_groups: int) -> Ints:
    """The group of every item when the last merges are undone.

    Parameters
    ----------
    left, right : ndarray of int, shape (n - 1,)
        What each merge joins: items, or n + t for the result of merge t.
    n_groups : int
        1 to n.

    Returns
    -------
    ndarray of int, shape (n,)
        0, 1, …; the largest group first, of equal ones that with the first item.
    """
    n = len(left) + 1
    inside = np.arange(n)
    for merge in range(n - n_groups):
        inside[(inside == left[merge]) | (inside == right[merge])] = n + merge
    _, first, code = np.unique(inside, return_index=True, return_inverse=True)
    rank = np.empty(n_groups, dtype=np.int64)
    rank[np.lexsort((first, -np.bincount(code)))] = np.arange(n_groups)
    return rank[code]
