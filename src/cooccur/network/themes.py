"""The strategic diagram: how central each theme is, and how dense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Floats, Ints, KeywordNetwork, Step
from cooccur.network.sources import effective_occurrences

AXES: Final = ("rank", "value")
"""What the axes of the diagram can show: ranks, or centrality and density themselves."""
ORIGINS: Final[dict[str, Callable[[Floats], Any]]] = {"median": np.median, "mean": np.mean}
"""Where the axes of the diagram can cross. On ranks both are at (n + 1) / 2 unless there are ties;
the median is that of Cobo et al. (2011), the mean that of bibliometrix."""

_QUADRANTS: Final = np.array([["emerging", "niche"], ["basic", "motor"]], dtype=object)
"""By whether the centrality is high, and whether the density is."""


def strategic_diagram(
    network: KeywordNetwork, *, axes: str = "rank", origin: str = "median"
) -> KeywordNetwork:
    """The network with a table of its themes, each with its place in the strategic diagram.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` (0, 1, …) on its nodes. Every cluster of at least two keywords is a
        theme.
    axes : str
        ``rank`` or ``value``: what the diagram shows.
    origin : str
        ``median`` or ``mean`` of the themes: where the axes cross.

    Returns
    -------
    KeywordNetwork
        Table ``themes``, one row a theme in the order of the clusters: ``cluster``; ``label``
        (that of the cluster, or else its most frequent keyword); ``size`` (keywords);
        ``occurrences`` (sum over its keywords); ``centrality, density`` (>= 0, see `callon`);
        ``centrality_rank, density_rank`` (1 = lowest, means of the ranks of equal ones);
        ``quadrant`` (``motor``: central and dense, ``basic``: only central, ``niche``: only
        dense, ``emerging``: neither, that is emerging or declining; a value at the origin counts
        as high); ``x, y`` (centrality and density as the axes show them).
        Quality ``theme_origin_x, theme_origin_y``, where the axes cross; absent without themes.

    Raises
    ------
    UnknownChoiceError
        When the axes or the origin have no such form.
    CallError
        When the network has no clusters.

    References
    ----------
    Callon, Courtial & Laville (1991), Scientometrics 22, 155; Cobo, López-Herrera,
    Herrera-Viedma & Herrera (2011), J. Informetrics 5(1), 146.
    """
    if axes not in AXES:
        raise UnknownChoiceError("axes", axes, AXES)
    if origin not in ORIGINS:
        raise UnknownChoiceError("origin", origin, ORIGINS)
    if "cluster" not in network.node_columns:
        raise CallError("the network has no clusters to be themes; cluster it first")
    cluster, theme = themes_of(network)
    centrality, density = callon(network, theme)
    ranks = average_ranks(centrality), average_ranks(density)
    x, y = ranks if axes == "rank" else (centrality, density)
    middle = [float(np.round(ORIGINS[origin](v), 10)) for v in (x, y) if len(v)]
    # Without themes there is no middle, and nothing to compare with it.
    x_origin, y_origin = middle or (0.0, 0.0)
    high = (x >= x_origin).astype(np.int64), (y >= y_origin).astype(np.int64)
    inside = theme >= 0
    occurrences = network.node_columns["occurrences"][inside]
    table: dict[str, ArrayLike] = {
        "cluster": cluster,
        "label": _labels(network, cluster),
        "size": np.bincount(theme[inside], minlength=len(cluster)),
        "occurrences": _sums(theme[inside], occurrences, len(cluster)).astype(np.int64),
        "centrality": centrality,
        "density": density,
        "centrality_rank": ranks[0],
        "density_rank": ranks[1],
        "quadrant": _QUADRANTS[high],
        "x": x,
        "y": y,
    }
    return network.with_columns(
        tables={"themes": Columns(table)},
        quality=dict(zip(("theme_origin_x", "theme_origin_y"), middle, strict=False)),
        step=Step("strategic_diagram", (("axes", axes), ("origin", origin))),
    )


def themes_of(network: KeywordNetwork) -> tuple[Ints, Ints]:
    """The clusters that are themes, ascending, and the position of each node's theme among them.

    Returns
    -------
    (array of int, shape (n_themes,); array of int, shape (n_nodes,))
        -1 for nodes in no theme: those that are alone in their cluster.
    """
    labels = network.node_columns["cluster"]
    sizes = np.bincount(labels)
    is_theme = sizes >= 2
    place = np.where(is_theme, np.cumsum(is_theme) - 1, -1)
    return np.flatnonzero(is_theme), place[labels]


def callon(network: KeywordNetwork, theme: Ints) -> tuple[Floats, Floats]:
    """Callon's centrality and density of every theme.

    Parameters
    ----------
    network : KeywordNetwork
        With ``strength`` on its links and ``frequency`` on its nodes.
    theme : ndarray of int, shape (n_nodes,)
        Theme of each node from 0, -1 for none.

    Returns
    -------
    (ndarray of float, ndarray of float), both of shape (n_themes,)
        To 10 decimals. Centrality: 10 times the sum of the equivalence indices of the links to
        other themes; links to keywords in no theme do not count, so that all centralities add up
        to 20 times the sum over the links between themes. Density: 100 times the sum over the
        links inside, divided by the number of keywords.

    Notes
    -----
    The equivalence index of a link is its strength squared over the product of the frequencies
    of its ends.

    References
    ----------
    Callon, Courtial & Laville (1991), Scientometrics 22, 155.
    """
    links, frequency = network.link_columns, effective_occurrences(network)
    source, target = links["source"], links["target"]
    equivalence = links["strength"] ** 2 / (frequency[source] * frequency[target])
    one, other = theme[source], theme[target]
    sizes = np.bincount(theme[theme >= 0])
    between = (one >= 0) & (other >= 0) & (one != other)
    within = (one >= 0) & (one == other)
    outer = equivalence[between]
    centrality = 10 * (
        _sums(one[between], outer, len(sizes)) + _sums(other[between], outer, len(sizes))
    )
    density = 100 * _sums(one[within], equivalence[within], len(sizes)) / np.maximum(sizes, 1)
    # Equal themes must get equal ranks, whatever the order in which their links are added up.
    return centrality.round(10), density.round(10)


def average_ranks(values: Floats) -> Floats:
    """Rank of each value, 1 for the lowest; equal values share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return ranks


def _sums(place: Ints, values: NDArray[Any], length: int) -> Floats:
    return np.bincount(place, values, length).astype(np.float64)


def _labels(network: KeywordNetwork, cluster: Ints) -> NDArray[Any]:
    if "label" in network.cluster_columns:
        return network.cluster_columns["label"][cluster]
    # The most frequent keyword of a cluster is the first one.
    numbers, first = np.unique(network.node_columns["cluster"], return_index=True)
    keywords: NDArray[Any] = network.node_columns["keyword"][first]
    return keywords[np.searchsorted(numbers, cluster)]
