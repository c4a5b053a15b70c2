"""How keywords are grouped: VOS, modularity or spectral clustering, numbered from the largest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from cooccur.errors import UnknownChoiceError
from cooccur.model import Columns, Floats, Ints, KeywordNetwork, Step
from cooccur.network.leiden import leiden
from cooccur.network.metrics import components
from cooccur.network.quality import (
    density,
    harmonic_mean,
    link_silhouette,
    modularity,
    node_strength,
    vos_quality,
)


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


def _vos(links: Links, *, resolution: float, seed: int) -> Ints:
    equal = np.ones(links.n_nodes)
    return leiden(
        links.n_nodes,
        links.source,
        links.target,
        links.weight,
        node_weight=equal,
        resolution=resolution,
        seed=seed,
    )[0]


def _modularity(links: Links, *, resolution: float, seed: int) -> Ints:
    strength = node_strength(links.n_nodes, links.source, links.target, links.weight)
    total = float(strength.sum())
    return leiden(
        links.n_nodes,
        links.source,
        links.target,
        links.weight,
        node_weight=strength,
        resolution=resolution / total if total else resolution,
        seed=seed,
    )[0]


def _spectral(links: Links, *, resolution: float, seed: int) -> Ints:  # noqa: ARG001 one form
    from cooccur.network.spectral import spectral

    lowest = components(links.n_nodes, links.source, links.target)
    labels = np.empty(links.n_nodes, dtype=np.int64)
    found = 0
    for component in np.unique(lowest):
        nodes = np.flatnonzero(lowest == component)
        part = links.within(nodes)
        labels[nodes] = found + spectral(part.n_nodes, part.source, part.target, part.weight, seed)
        found = int(labels[nodes].max()) + 1
    return labels


@dataclass(frozen=True)
class Clustering:
    """One row of the table of clusterings."""

    name: str
    title: str
    group: Callable[..., Ints]
    source: str


CLUSTERINGS: Final[dict[str, Clustering]] = {
    row.name: row
    for row in (
        Clustering(
            "vos",
            "VOS quality, maximised by Leiden",
            _vos,
            "Waltman, van Eck & Noyons (2010), J. Informetrics 4(4), 629",
        ),
        Clustering(
            "modularity",
            "Newman's modularity, maximised by Leiden",
            _modularity,
            "Newman (2004), Phys. Rev. E 70, 056131",
        ),
        Clustering(
            "spectral",
            "spectral clustering of every component; the resolution has no effect",
            _spectral,
            "Ng, Jordan & Weiss (2001), NIPS 14, 849",
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
) -> KeywordNetwork:
    """The network with its keywords grouped, and how good the grouping is.

    Parameters
    ----------
    network : KeywordNetwork
        With ``weight`` on its links.
    method : str
        A name from `CLUSTERINGS`.
    resolution : float
        More gives more and smaller clusters.
    min_cluster_size : int
        Smaller clusters join the one they are linked to most strongly, as far as there is one.
    seed : int
        Seed of everything random.

    Returns
    -------
    KeywordNetwork
        Node column ``cluster``; cluster columns ``cluster, size, silhouette, mean_year``; quality
        ``modularity, silhouette, harmonic_mean, density, largest_component, clustering_quality``.
        Clusters are numbered by size, those of single keywords without links last.

    Raises
    ------
    UnknownChoiceError
        When no clustering has this name.

    Notes
    -----
    VOS clustering works on association strengths (form b). Other similarities are scaled so that
    their mean is that of the association strengths, which keeps the meaning of the resolution.
    Links whose weight is not positive (PMI, NPMI) are no links to a clustering, nor to the
    modularity and the silhouette that are reported.
    """
    if method not in CLUSTERINGS:
        raise UnknownChoiceError("clustering", method, CLUSTERINGS)
    weight = np.asarray(network.link_columns["weight"], dtype=float)
    links = _links(network, _scaled(network, weight) if method == "vos" else weight)
    labels = CLUSTERINGS[method].group(links, resolution=resolution, seed=seed)
    labels = _merged(network, labels, min_cluster_size)
    labels = _numbered(network, labels)
    options = {
        "method": method,
        "resolution": resolution,
        "min_cluster_size": min_cluster_size,
        "seed": seed,
    }
    found = _assessed(network, labels, _links(network, weight))
    quality = {"clustering_quality": _own_quality(method, links, labels, resolution)}
    return found.with_columns(quality=quality, step=Step("cluster", tuple(options.items())))


def _links(network: KeywordNetwork, weight: Floats) -> Links:
    positive = weight > 0
    columns = network.link_columns
    ends = (columns["source"][positive], columns["target"][positive])
    return Links(network.n_nodes, *ends, weight[positive])


def association_strength(network: KeywordNetwork) -> Floats:
    """Association strength (form b) of every link, from co-occurrences as counted."""
    columns = network.link_columns
    source, target, strength = (columns[name] for name in ("source", "target", "strength"))
    total = node_strength(network.n_nodes, source, target, strength)
    return np.asarray(total.sum() * strength / (total[source] * total[target]), dtype=float)


def _scaled(network: KeywordNetwork, weight: Floats) -> Floats:
    """Weights on the level of association strengths."""
    positive = weight > 0
    if not positive.any():
        return weight
    level = float(association_strength(network)[positive].mean() / weight[positive].mean())
    # Association strengths themselves are not touched, not even by rounding.
    return weight if abs(level - 1) < 1e-9 else weight * level


def _merged(network: KeywordNetwork, labels: Ints, min_cluster_size: int) -> Ints:
    """Small clusters in the ones they are linked to most strongly for their size, smallest first."""
    strength = association_strength(network)
    source, target = network.link_columns["source"], network.link_columns["target"]
    labels = labels.copy()
    stuck: set[int] = set()
    while True:
        sizes = np.bincount(labels)
        small = [
            (int(size), label)
            for label, size in enumerate(sizes.tolist())
            if 0 < size < min_cluster_size and label not in stuck
        ]
        if not small:
            return labels
        label = min(small)[1]
        begin, end = labels[source], labels[target]
        leaving = (begin == label) != (end == label)
        other = np.where(begin == label, end, begin)[leaving]
        if not len(other):
            stuck.add(label)
            continue
        pull = np.bincount(other, strength[leaving], len(sizes)) / np.maximum(sizes, 1)
        labels[labels == label] = int(pull.argmax())


def _numbered(network: KeywordNetwork, labels: Ints) -> Ints:
    """Clusters numbered by size, then occurrences, then comparison key; loose nodes last."""
    nodes = network.node_columns
    _, place = np.unique(labels, return_inverse=True)
    n_clusters = int(place.max()) + 1 if len(place) else 0
    sizes = np.bincount(place, minlength=n_clusters)
    counts = np.bincount(place, nodes["occurrences"], n_clusters)
    linked = np.bincount(place, nodes["links"] > 0, n_clusters) > 0
    first: dict[int, str] = {}
    for label, key in zip(place.tolist(), nodes["key"].tolist(), strict=True):
        first[label] = min(first.get(label, key), key)
    order = sorted(
        range(n_clusters), key=lambda c: (not linked[c], -sizes[c], -counts[c], first[c])
    )
    rank = np.empty(n_clusters, dtype=np.int64)
    rank[order] = np.arange(n_clusters)
    return rank[place]


def _own_quality(method: str, links: Links, labels: Ints, resolution: float) -> float:
    ends = (links.source, links.target, links.weight, labels)
    if method == "vos":
        return vos_quality(*ends, resolution=resolution)
    return modularity(links.n_nodes, *ends, resolution=resolution)


def _assessed(network: KeywordNetwork, labels: Ints, links: Links) -> KeywordNetwork:
    n_nodes = network.n_nodes
    ends = (links.source, links.target, links.weight, labels)
    silhouette = link_silhouette(n_nodes, *ends)
    sizes = np.bincount(labels)
    lowest = components(n_nodes, network.link_columns["source"], network.link_columns["target"])
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
    years = np.asarray(network.node_columns["mean_year"], dtype=float)
    known = ~np.isnan(years)
    counts = np.bincount(labels[known], minlength=n_clusters)
    sums = np.bincount(labels[known], years[known], n_clusters)
    return np.divide(sums, counts, out=np.full(n_clusters, np.nan), where=counts > 0)
