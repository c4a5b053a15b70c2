"""How keywords are grouped: by quality, spectrally or around centres; numbered from the largest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from cooccur.components import connected_components
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Floats, Ints, KeywordNetwork, Step
from cooccur.network.centres import simple_centres
from cooccur.network.leiden import improved, leiden
from cooccur.network.merging import merge_small_clusters
from cooccur.network.quality import (
    density,
    harmonic_mean,
    link_silhouette,
    modularity,
    node_strength,
    vos_quality,
)

LOYALTY: Final = 0.01
"""Share of the quality that may be given up for clusters like those of an earlier map: partitions
as good as that are many, and a better one on paper would only move keywords to and fro."""


@dataclass(frozen=True)
class Links:
    """The links that a clustering looks at: positive weights only."""

    n_nodes: int
    source: Ints
    target: Ints
    weight: Floats

    def within(self, nodes: Ints) -> Links:
        """The links among some nodes, which are numbered anew."""
        place = np.full(self.n_nodes, -1, dtype=np.int64)
        place[nodes] = np.arange(len(nodes))
        kept = (place[self.source] >= 0) & (place[self.target] >= 0)
        ends = (place[self.source[kept]], place[self.target[kept]])
        return Links(len(nodes), *ends, self.weight[kept])


def _vos(links: Links, resolution: float, seed: int, starts: int) -> Ints:
    return leiden(
        links.n_nodes,
        links.source,
        links.target,
        links.weight,
        node_weight=np.ones(links.n_nodes),
        resolution=resolution,
        seed=seed,
        starts=starts,
    )[0]


def _vos_from(links: Links, labels: Ints, resolution: float, seed: int) -> Ints:
    ends = (links.source, links.target, links.weight)
    loads = np.ones(links.n_nodes)
    return improved(
        links.n_nodes, *ends, labels, node_weight=loads, resolution=resolution, seed=seed
    )


def _modularity_from(links: Links, labels: Ints, resolution: float, seed: int) -> Ints:
    ends = (links.source, links.target, links.weight)
    loads = node_strength(links.n_nodes, links.source, links.target, links.weight)
    share = resolution / float(loads.sum())
    return improved(links.n_nodes, *ends, labels, node_weight=loads, resolution=share, seed=seed)


def _modularity(links: Links, resolution: float, seed: int, starts: int) -> Ints:
    strength = node_strength(links.n_nodes, links.source, links.target, links.weight)
    return leiden(
        links.n_nodes,
        links.source,
        links.target,
        links.weight,
        node_weight=strength,
        resolution=resolution / float(strength.sum()),
        seed=seed,
        starts=starts,
    )[0]


def _spectral(links: Links, resolution: float, seed: int, starts: int) -> Ints:  # noqa: ARG001 one form
    from cooccur.network.spectral import spectral

    lowest = connected_components(links.n_nodes, links.source, links.target)
    labels = np.empty(links.n_nodes, dtype=np.int64)
    found = 0
    for component in np.unique(lowest):
        nodes = np.flatnonzero(lowest == component)
        part = links.within(nodes)
        labels[nodes] = found + spectral(part.n_nodes, part.source, part.target, part.weight, seed)
        found = int(labels[nodes].max()) + 1
    return labels


def _simple_centres(links: Links, resolution: float, seed: int, starts: int) -> Ints:  # noqa: ARG001 one form
    return simple_centres(links.n_nodes, links.source, links.target, links.weight)


def _vos_value(links: Links, labels: Ints, resolution: float) -> float:
    return vos_quality(links.source, links.target, links.weight, labels, resolution=resolution)


def _modularity_value(links: Links, labels: Ints, resolution: float) -> float:
    ends = (links.source, links.target, links.weight)
    return modularity(links.n_nodes, *ends, labels, resolution=resolution)


@dataclass(frozen=True)
class Clustering:
    """One row of the table of clusterings."""

    name: str
    title: str
    group: Callable[[Links, float, int, int], Ints]
    """Cluster of every node from links, resolution, seed and starts; every node has a link."""
    value: Callable[[Links, Ints, float], float]
    """What the clustering maximises, from links, clusters and resolution."""
    source: str
    group_from: Callable[[Links, Ints, float, int], Ints] | None = None
    """The same from links, clusters to begin with, resolution and seed, where it can begin so."""


CLUSTERINGS: Final[dict[str, Clustering]] = {
    row.name: row
    for row in (
        Clustering(
            "vos",
            "VOS quality, maximised by Leiden",
            _vos,
            _vos_value,
            "Waltman, van Eck & Noyons (2010), J. Informetrics 4(4), 629",
            _vos_from,
        ),
        Clustering(
            "modularity",
            "Newman's modularity, maximised by Leiden",
            _modularity,
            _modularity_value,
            "Newman (2004), Phys. Rev. E 70, 056131",
            _modularity_from,
        ),
        Clustering(
            "spectral",
            "spectral clustering of every component; the resolution has no effect",
            _spectral,
            lambda links, labels, _resolution: _modularity_value(links, labels, 1.0),
            "Ng, Jordan & Weiss (2001), NIPS 14, 849",
        ),
        Clustering(
            "simple-centres",
            "themes of 3 to 12 keywords around the strongest links; the resolution has no effect",
            _simple_centres,
            lambda links, labels, _resolution: _modularity_value(links, labels, 1.0),
            "Coulter, Monarch & Konda (1998), J. Am. Soc. Inf. Sci. 49(13), 1206",
        ),
    )
}
"""How keywords can be grouped."""


def cluster(
    network: KeywordNetwork,
    *,
    method: str = "vos",
    resolution: float = 1.0,
    min_cluster_size: int = 1,
    seed: int = 0,
    starts: int = 6,
    earlier: Ints | None = None,
    is_unchanged: bool = False,
) -> KeywordNetwork:
    """The network with its keywords grouped, and how good the grouping is.

    Parameters
    ----------
    network : KeywordNetwork
        With ``weight`` on its links.
    method : str
        A name from `CLUSTERINGS`.
    resolution : float
        0 or more; more gives more and smaller clusters.
    min_cluster_size : int
        Smaller clusters join the one they are linked to most strongly, as far as there is one.
    seed : int
        Seed of everything random.
    starts : int
        Independent starts of Leiden's search, 1 or more: fewer are faster and may find less.
    earlier : ndarray of int, shape (n_nodes,), optional
        Cluster of each keyword in an earlier map, -1 for new ones. The search begins there, too,
        and what it comes to is taken unless a better grouping is better by more than `LOYALTY`.
    is_unchanged : bool
        Whether the earlier clusters are taken as they are.

    Returns
    -------
    KeywordNetwork
        Node column ``cluster``; cluster columns ``cluster, size, silhouette`` (-1..1),
        ``mean_year`` (mean of the members' ``mean_year``, NaN where none is known); quality
        ``modularity, silhouette, harmonic_mean, density, largest_component`` (share of the
        nodes), ``clustering_quality`` (what the method maximised).
        Clusters are numbered by size, then occurrences of their keywords, then comparison key;
        those of single keywords without links come last.

    Raises
    ------
    UnknownChoiceError
        When no clustering has this name.
    CallError
        When the resolution or the minimum size is below its range.

    Notes
    -----
    VOS clustering works on association strengths (form b). Other similarities are scaled so that
    their mean is that of the association strengths, which keeps the meaning of the resolution.
    Links whose weight is not positive (PMI, NPMI) are no links to a clustering, nor to the
    modularity and the silhouette that are reported.

    The modularity is Newman's at resolution 1, the silhouette `quality.link_silhouette`, both on
    the weights, whatever the method.
    """
    if method not in CLUSTERINGS:
        raise UnknownChoiceError("clustering", method, CLUSTERINGS)
    if not resolution >= 0 or min_cluster_size < 1:
        raise CallError(
            f"resolution {resolution}, min_cluster_size {min_cluster_size}: expected a "
            "resolution of 0 or more and a size of 1 or more"
        )
    weight = np.asarray(network.link_columns["weight"], dtype=float)
    links = _links(network, _scaled(network, weight) if method == "vos" else weight)
    row = CLUSTERINGS[method]
    if earlier is not None and is_unchanged:
        labels = earlier
    else:
        labels = _grouped(links, row.group, resolution, seed, starts)
        if earlier is not None and len(links.weight):
            labels = _loyal(links, labels, earlier, row, resolution=resolution, seed=seed)
    if min_cluster_size > 1 and not is_unchanged:
        ends = (network.link_columns["source"], network.link_columns["target"])
        strength = association_strength(network)
        labels = merge_small_clusters(*ends, strength, labels, min_cluster_size=min_cluster_size)
    labels = _numbered(network, labels)
    found = _assessed(network, labels, _links(network, weight))
    options = {
        "method": method,
        "resolution": resolution,
        "min_cluster_size": min_cluster_size,
        "seed": seed,
        "starts": starts,
    }
    quality = {"clustering_quality": CLUSTERINGS[method].value(links, labels, resolution)}
    return found.with_columns(quality=quality, step=Step("cluster", tuple(options.items())))


def _loyal(
    links: Links,
    labels: Ints,
    earlier: Ints,
    row: Clustering,
    *,
    resolution: float,
    seed: int,
) -> Ints:
    """The clusters that grew out of earlier ones, unless the others are better by far."""
    if row.group_from is None:
        return labels
    linked = np.unique(np.concatenate((links.source, links.target)))
    alone = np.arange(links.n_nodes) + int(earlier.max(initial=0)) + 1
    start = np.where(earlier >= 0, earlier, alone)
    grown = alone + links.n_nodes
    grown[linked] = row.group_from(links.within(linked), start[linked], resolution, seed)
    grown = np.unique(grown, return_inverse=True)[1]
    best = row.value(links, labels, resolution)
    given_up = best - row.value(links, grown, resolution)
    return grown if given_up <= LOYALTY * abs(best) else labels


def keep_clusters(network: KeywordNetwork) -> KeywordNetwork:
    """The network with the clusters it came with, assessed as those of `cluster`.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` on its nodes and ``weight`` on its links. Clusters without a member are
        left out and those after them move up; the order stays.

    Returns
    -------
    KeywordNetwork
        Columns and quality as of `cluster`, without ``clustering_quality``.
    """
    labels = np.unique(network.node_columns["cluster"], return_inverse=True)[1]
    weight = np.asarray(network.link_columns["weight"], dtype=float)
    found = _assessed(network, labels, _links(network, weight))
    return found.with_columns(step=Step("keep_clusters"))


def _links(network: KeywordNetwork, weight: Floats) -> Links:
    positive = weight > 0
    columns = network.link_columns
    ends = (columns["source"][positive], columns["target"][positive])
    return Links(network.n_nodes, *ends, weight[positive])


def _scaled(network: KeywordNetwork, weight: Floats) -> Floats:
    """Weights on the level of association strengths."""
    positive = weight > 0
    if not positive.any():
        return weight
    level = float(association_strength(network)[positive].mean() / weight[positive].mean())
    # Association strengths themselves are not touched, not even by rounding.
    return weight if abs(level - 1) < 1e-9 else weight * level


def association_strength(network: KeywordNetwork) -> Floats:
    """Association strength (form b) of every link, from co-occurrences as counted."""
    columns = network.link_columns
    source, target, strength = (columns[name] for name in ("source", "target", "strength"))
    total = node_strength(network.n_nodes, source, target, strength)
    return np.asarray(total.sum() * strength / (total[source] * total[target]), dtype=float)


def _grouped(
    links: Links,
    group: Callable[[Links, float, int, int], Ints],
    resolution: float,
    seed: int,
    starts: int,
) -> Ints:
    # Nodes without links are clusters of their own to every method: they only cost time.
    linked = np.unique(np.concatenate((links.source, links.target)))
    labels = np.arange(links.n_nodes) + links.n_nodes
    if len(linked):
        labels[linked] = group(links.within(linked), resolution, seed, starts)
    return np.unique(labels, return_inverse=True)[1]


def _numbered(network: KeywordNetwork, labels: Ints) -> Ints:
    """Clusters numbered by size, then occurrences, then comparison key; loose nodes last."""
    nodes, links = network.node_columns, network.link_columns
    _, place = np.unique(labels, return_inverse=True)
    n_clusters = int(place.max(initial=-1)) + 1
    sizes = np.bincount(place, minlength=n_clusters)
    counts = np.bincount(place, nodes["occurrences"], n_clusters)
    linked = np.zeros(n_clusters, dtype=bool)
    linked[place[links["source"]]] = linked[place[links["target"]]] = True
    first: dict[int, str] = {}
    for label, key in zip(place.tolist(), nodes["key"].tolist(), strict=True):
        first[label] = min(first.get(label, key), key)
    order = sorted(
        range(n_clusters), key=lambda c: (not linked[c], -sizes[c], -counts[c], first[c])
    )
    rank = np.empty(n_clusters, dtype=np.int64)
    rank[order] = np.arange(n_clusters)
    return rank[place]


def _assessed(network: KeywordNetwork, labels: Ints, links: Links) -> KeywordNetwork:
    n_nodes = network.n_nodes
    ends = (links.source, links.target, links.weight, labels)
    silhouette = link_silhouette(n_nodes, *ends)
    sizes = np.bincount(labels)
    lowest = connected_components(
        n_nodes, network.link_columns["source"], network.link_columns["target"]
    )
    q = modularity(n_nodes, *ends)
    s = float(silhouette.mean()) if n_nodes else 0.0
    found = network.with_columns(
        node={"cluster": labels},
        quality={
            "modularity": q,
            "silhouette": s,
            "harmonic_mean": harmonic_mean(q, s),
            "density": density(n_nodes, network.n_links),
            "largest_component": float(np.bincount(lowest).max()) / n_nodes if n_nodes else 0.0,
        },
    )
    table = Columns(
        {
            "cluster": np.arange(len(sizes)),
            "size": sizes,
            "silhouette": np.bincount(labels, silhouette) / np.maximum(sizes, 1),
            "mean_year": _mean_years(network, labels, len(sizes)),
        }
    )
    return replace(found, cluster_columns=table)


def _mean_years(network: KeywordNetwork, labels: Ints, n_clusters: int) -> Floats:
    """Mean of the mean years of each cluster's keywords; NaN where none is known."""
    unknown = np.full(network.n_nodes, np.nan)
    years = np.asarray(network.node_columns.get("mean_year", unknown), dtype=float)
    known = ~np.isnan(years)
    counts = np.bincount(labels[known], minlength=n_clusters)
    sums = np.bincount(labels[known], years[known], n_clusters)
    mean: Floats = np.divide(sums, counts, out=np.full(n_clusters, np.nan), where=counts > 0)
    return mean
