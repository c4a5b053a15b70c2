"""Names for clusters: which of its keywords tells a cluster's records from all others."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Floats, Incidence, Ints, KeywordNetwork, Step
from cooccur.network.metrics import leading_vector, multiplication
from cooccur.network.pairs import PIECE, count_pairs

TOP_KEYWORDS: Final = 5


@dataclass(frozen=True)
class Evidence:
    """How each keyword (one value a node) lies in the records of its own cluster."""

    cluster: Ints
    k11: Ints
    """Records of the cluster with the keyword."""
    k12: Ints
    """Assigned records of other clusters with it."""
    k21: Ints
    """Records of the cluster without it."""
    k22: Ints
    """All others."""
    within: Incidence
    """Records, and of their keywords those of the cluster they are assigned to."""
    records: Ints
    """Records assigned to each cluster (one value a cluster)."""

    @property
    def is_typical(self) -> NDArray[np.bool_]:
        """Whether the cluster has the keyword more often than all records together."""
        total = self.k11 + self.k12 + self.k21 + self.k22
        typical: NDArray[np.bool_] = self.k11 * total > (self.k11 + self.k12) * (
            self.k11 + self.k21
        )
        return typical


@dataclass(frozen=True)
class Labelling:
    """One row of the table of labellings."""

    name: str
    title: str
    score: Callable[[Evidence], Floats]
    """One value a keyword; -inf where it may not be a label."""
    source: str


def log_likelihood_ratio(k11: ArrayLike, k12: ArrayLike, k21: ArrayLike, k22: ArrayLike) -> Floats:
    r"""Dunning's G² of each 2 x 2 table.

    Parameters
    ----------
    k11, k12, k21, k22 : array_like of numbers >= 0
        Records inside and outside with the term, inside and outside without it.

    Returns
    -------
    array of float
        >= 0; 0 for a table without any association.

    Notes
    -----
    :math:`G^2 = 2 \sum k \ln (k N / (row \cdot column))`, where 0 ln 0 = 0.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61.
    """
    cells = np.stack(np.broadcast_arrays(k11, k12, k21, k22)).astype(np.float64)
    a, b, c, d = cells
    total = cells.sum(axis=0)
    expected = np.stack(
        ((a + b) * (a + c), (a + b) * (b + d), (c + d) * (a + c), (c + d) * (b + d))
    )
    ratio = np.divide(cells * total, expected, out=np.ones_like(cells), where=cells > 0)
    statistic: Floats = np.maximum(2 * (cells * np.log(ratio)).sum(axis=0), 0)
    return statistic


def _llr(evidence: Evidence) -> Floats:
    statistic = log_likelihood_ratio(evidence.k11, evidence.k12, evidence.k21, evidence.k22)
    return np.where(evidence.is_typical, statistic, -np.inf)


def _mutual_information(evidence: Evidence) -> Floats:
    k11, df = evidence.k11, evidence.k11 + evidence.k12
    inside = k11 + evidence.k21
    total = inside + evidence.k12 + evidence.k22
    # In one record anything rare would have the highest value of all.
    enough = (k11 >= 2) & evidence.is_typical
    ratio = np.divide(k11 * total, df * inside, out=np.ones(len(df)), where=enough)
    return np.where(enough, np.log2(ratio), -np.inf)


def _tfidf(evidence: Evidence) -> Floats:
    return evidence.k11 * _inverse_frequency(evidence)


def _inverse_frequency(evidence: Evidence) -> Floats:
    df = evidence.k11 + evidence.k12
    total = df + evidence.k21 + evidence.k22
    ratio = np.divide(total, df, out=np.ones(len(df)), where=df > 0)
    logarithm: Floats = np.log(ratio)
    return logarithm


def _lsi(evidence: Evidence) -> Floats:
    pairs = count_pairs(evidence.within, share=lambda _n_keywords: 1.0)
    idf = _inverse_frequency(evidence)
    # Left singular vectors of the terms x records matrix: eigenvectors of terms x terms.
    shared = pairs.count * idf[pairs.source] * idf[pairs.target]
    own = evidence.k11 * idf**2
    score = np.zeros(len(idf))
    for number in np.unique(evidence.cluster[own > 0]).tolist():
        members = np.flatnonzero(evidence.cluster == number)
        inside = evidence.cluster[pairs.source] == number
        product = multiplication(
            len(members),
            np.searchsorted(members, pairs.source[inside]),
            np.searchsorted(members, pairs.target[inside]),
            shared[inside],
            diagonal=own[members],
        )
        score[members] = np.abs(leading_vector(product, np.ones(len(members))))
    return score


LABELLINGS: Final[dict[str, Labelling]] = {
    row.name: row
    for row in (
        Labelling(
            "llr",
            "log-likelihood ratio of the cluster's records against all others",
            _llr,
            "Dunning (1993), Computational Linguistics 19(1), 61",
        ),
        Labelling(
            "mi",
            "mutual information, of keywords in at least 2 of the cluster's records",
            _mutual_information,
            "Church & Hanks (1990), Computational Linguistics 16(1), 22",
        ),
        Labelling(
            "lsi",
            "largest weight in the first latent dimension of the cluster's records",
            _lsi,
            "Deerwester et al. (1990), J. Am. Soc. Inf. Sci. 41(6), 391",
        ),
        Labelling(
            "tfidf",
            "records of the cluster, times the rarity of the keyword",
            _tfidf,
            "Salton & McGill (1983), Introduction to Modern Information Retrieval",
        ),
    )
}
"""Ways to choose the keyword that names a cluster."""


def label_clusters(network: KeywordNetwork, *, labels: str = "llr") -> KeywordNetwork:
    """The network with a name for every cluster, one of its own keywords.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` (0, 1, …) on its nodes.
    labels : str
        A name from `LABELLINGS`: which of the labels is shown.

    Returns
    -------
    KeywordNetwork
        Cluster columns added: ``label``; ``label_llr, label_mi, label_lsi, label_tfidf``; ``llr``
        and ``p_value``, the statistic of ``label_llr`` and its probability under chi-squared with
        one degree of freedom (0 and 1 where no keyword is typical of the cluster); ``records``
        that are assigned to it; ``top_keywords``, its five most frequent, parted by ``"; "``.

    Raises
    ------
    UnknownChoiceError
        When no labelling has this name.
    CallError
        When the network has no clusters.

    Notes
    -----
    Terms are the keywords of the network, present or absent in each record; records are assigned
    as in `assign_records`. Only members of a cluster can name it: a name that belongs to another
    cluster on the map would mislead, and so no two clusters share a name. Where the measure
    admits no member, or no record is assigned, the most frequent member is the name. Ties: more
    records of the cluster, then the comparison key.
    """
    if labels not in LABELLINGS:
        raise UnknownChoiceError("labelling", labels, LABELLINGS)
    if "cluster" not in network.node_columns:
        raise CallError("the network has no clusters to label; cluster it first")
    evidence = _evidence(network)
    keyword = network.node_columns["keyword"]
    scores = {name: row.score(evidence) for name, row in LABELLINGS.items()}
    best = {name: _best(network, evidence, score) for name, score in scores.items()}
    statistic = np.maximum(scores["llr"][best["llr"]], 0)
    columns: dict[str, ArrayLike] = {
        "label": keyword[best[labels]],
        **{f"label_{name}": keyword[nodes] for name, nodes in best.items()},
        "llr": statistic,
        "p_value": [math.erfc(math.sqrt(value / 2)) for value in statistic.tolist()],
        "records": evidence.records,
        "top_keywords": _top_keywords(network, len(evidence.records)),
    }
    return replace(
        network,
        cluster_columns=network.cluster_columns.with_columns(**columns),
        history=(*network.history, Step("label_clusters", (("labels", labels),))),
    )


def name_clusters(network: KeywordNetwork) -> KeywordNetwork:
    """The network with every cluster named after its most frequent keyword.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` (0, 1, …) on its nodes; records are not asked for.

    Returns
    -------
    KeywordNetwork
        Cluster columns added: ``label``, and ``top_keywords`` as of `label_clusters`. Ties: the
        comparison key.
    """
    top = _top_keywords(network, network.cluster_columns.length)
    # Nodes stand by occurrences, then by comparison key.
    first = np.unique(network.node_columns["cluster"], return_index=True)[1]
    names: NDArray[Any] = network.node_columns["keyword"][first]
    return network.with_columns(
        cluster={"label": names, "top_keywords": top}, step=Step("name_clusters")
    )


def _evidence(network: KeywordNetwork) -> Evidence:
    cluster, incidence = network.node_columns["cluster"], network.incidence
    of_record = assign_records(network)
    shared = of_record[incidence.rows] == cluster[incidence.indices]
    lengths = np.bincount(incidence.rows[shared], minlength=incidence.n_records)
    within = Incidence(
        np.concatenate(([0], np.cumsum(lengths))), incidence.indices[shared], network.n_nodes
    )
    records = np.bincount(of_record[of_record >= 0], minlength=cluster.max(initial=-1) + 1)
    k11 = np.bincount(within.indices, minlength=network.n_nodes)
    k12 = np.bincount(incidence.indices, minlength=network.n_nodes) - k11
    k21 = records[cluster] - k11
    k22 = records.sum() - k11 - k12 - k21
    return Evidence(cluster, k11, k12, k21, k22, within, records)


def assign_records(network: KeywordNetwork) -> Ints:
    """The cluster that holds most of each record's keywords; -1 for a record without any.

    Ties go to the larger cluster, then to the lower number.
    """
    cluster, incidence = network.node_columns["cluster"], network.incidence
    sizes = np.bincount(cluster)
    by_rank = np.lexsort((np.arange(len(sizes)), -sizes))
    place = np.argsort(by_rank)[cluster]
    width = len(sizes)
    assigned = np.full(incidence.n_records, -1, dtype=np.int64)
    step = max(PIECE // max(width, 1), 1)
    for start in range(0, incidence.n_records if width else 0, step):
        bounds = incidence.indptr[start : start + step + 1]
        some = slice(bounds[0], bounds[-1])
        cell = (incidence.rows[some] - start) * width + place[incidence.indices[some]]
        held = np.bincount(cell, minlength=(len(bounds) - 1) * width).reshape(-1, width)
        # Of equals argmax takes the first.
        winner = by_rank[held.argmax(axis=1)]
        assigned[start : start + step] = np.where(np.diff(bounds) > 0, winner, -1)
    return assigned


def _best(network: KeywordNetwork, evidence: Evidence, score: Floats) -> Ints:
    """The node that names each cluster."""
    key = np.argsort(np.argsort(network.node_columns["key"], kind="stable"))
    allowed = np.where(evidence.k11 > 0, score.round(10), -np.inf)
    occurrences = np.where(np.isinf(allowed), network.node_columns["occurrences"], 0)
    order = np.lexsort((key, -evidence.k11, -occurrences, -allowed, evidence.cluster))
    first = np.unique(evidence.cluster[order], return_index=True)[1]
    return order[first]


def _top_keywords(network: KeywordNetwork, n_clusters: int) -> list[str]:
    names: list[list[str]] = [[] for _ in range(n_clusters)]
    nodes = network.node_columns
    key = np.argsort(np.argsort(nodes["key"], kind="stable"))
    for node in np.lexsort((key, -nodes["occurrences"])).tolist():
        names[nodes["cluster"][node]].append(nodes["keyword"][node])
    return ["; ".join(members[:TOP_KEYWORDS]) for members in names]
