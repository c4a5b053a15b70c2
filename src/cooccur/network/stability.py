"""How sure the clusters are: which of them are found again in corpora drawn from the corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError
from cooccur.model import Columns, Corpus, Floats, Incidence, Ints, KeywordNetwork, Step
from cooccur.network.clusters import cluster
from cooccur.network.cooccurrence import COUNTINGS
from cooccur.network.metrics import degree, total_link_strength
from cooccur.network.pairs import count_pairs
from cooccur.network.pruning import prune
from cooccur.network.similarity import normalise
from cooccur.network.sources import fair_weights, weighted_counts, weighted_pairs
from cooccur.network.trimming import trim

STARTS: Final = 3
"""Most starts of the search for the clusters of a resample: on networks of a few hundred keywords
it finds what ten find, in a third of the time."""

Regroup: TypeAlias = Callable[[KeywordNetwork], Ints]
"""From the counted network of a resample to a cluster for every node, 0 or more."""


def bootstrap_stability(
    network: KeywordNetwork,
    *,
    regroup: Regroup | None = None,
    resamples: int = 100,
    seed: int = 0,
    progress: Callable[[str, float], None] | None = None,
) -> KeywordNetwork:
    """The network with how often its clusters, and each keyword in its cluster, are found again.

    Records are drawn with replacement, as many as there are; the same keywords are counted,
    weighted and grouped again; and the clusters are compared.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` (0, 1, …) on its nodes, and its records.
    regroup : callable, optional
        How the counted network of a resample is weighted, pruned and grouped; see `resample` for
        what it holds. By default with the similarity and the clustering that the history of the
        network names (see `same_grouping`), over all years together and without pruning: a
        network that was cut into slices or pruned needs its own way.
    resamples : int
        1 or more.
    seed : int
        Seed of the draws. Every resample has a stream of its own: the first ones are the same
        however many follow.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    KeywordNetwork
        Cluster column ``stability`` (0..1): the mean, over the resamples that hold any of its
        keywords, of the largest Jaccard similarity between the cluster and a cluster of the
        resample. Above 0.75 a cluster is stable; below 0.5 it is dissolved, and should not be
        interpreted. Node column ``stability`` (0..1): in which share of the resamples that hold
        the keyword it stands in the cluster that is most similar to its own. Quality
        ``stability`` (0..1): the mean of the clusters, weighted by their sizes.
        A single keyword has nothing to stay with: clusters of one, and their keywords, have NaN
        and do not count in the mean, which is 0 where all are such.

    Raises
    ------
    CallError
        When the network has no clusters, or there are no resamples.

    Notes
    -----
    Only the keywords that a resample holds are compared in it. Of equally similar clusters the
    one that shares more keywords is meant, then the one with the lower number.

    Records that hold the same keywords of the network, of the same year, are interchangeable, and
    draws are made from the records in the order of these: the order of the input has no effect.

    References
    ----------
    Hennig (2007), Computational Statistics & Data Analysis 52(1), 258.
    Efron (1979), Annals of Statistics 7(1), 1.
    """
    if "cluster" not in network.node_columns:
        raise CallError("the network has no clusters to find again; cluster it first")
    if resamples < 1:
        raise CallError(f"resamples is {resamples}, at least 1 is needed")
    regroup = regroup or same_grouping(network)
    own = network.node_columns["cluster"]
    n_clusters = int(own.max(initial=-1)) + 1
    similarity, present = np.zeros((2, n_clusters))
    stayed, held = np.zeros((2, network.n_nodes))
    order = canonical_order(network)
    for number, stream in enumerate(np.random.SeedSequence(seed).spawn(resamples)):
        if progress:
            progress("testing stability", number / resamples)
        drawn = np.random.default_rng(stream).integers(len(order), size=len(order))
        sample = resample(network, order[np.sort(drawn)])
        here = sample.node_columns["occurrences"] > 0
        jaccard, stays = found_again(own[here], regroup(sample)[here], n_clusters)
        similarity += jaccard
        present += np.bincount(own[here], minlength=n_clusters) > 0
        stayed[here] += stays
        held += here
    if progress:
        progress("testing stability", 1.0)
    step = Step("bootstrap_stability", (("resamples", resamples), ("seed", seed)))
    return _reported(network, _share(similarity, present), _share(stayed, held), step)


def same_grouping(network: KeywordNetwork) -> Regroup:
    """What weighs, prunes and groups a resample by the options in the history of a network.

    Options that the history does not name are the defaults. Time slices are not cut again: the
    keywords stay those that were selected, and all their links of a resample are looked at.
    """
    options: dict[str, dict[str, Any]] = {"normalise": {}, "cluster": {}, "trim": {}, "prune": {}}
    options |= {step.name: dict(step.options) for step in network.history}
    grouping, pruning = options["cluster"], options["prune"]
    grouping["starts"] = min(STARTS, grouping.get("starts", STARTS))
    least = options["trim"].get("min_cooccurrences", 1)

    def regroup(sample: KeywordNetwork) -> Ints:
        weighted = normalise(trim(sample, min_cooccurrences=least), **options["normalise"])
        if pruning:
            weighted = prune(weighted, method=pruning["method"], decimals=pruning["decimals"])
        labels: Ints = cluster(weighted, **grouping).node_columns["cluster"]
        return labels

    return regroup


def canonical_order(network: KeywordNetwork) -> Ints:
    """Positions of the records by their keywords of the network, then by year.

    Records that are alike in both may stand in any order.
    """
    incidence = network.incidence
    ends = incidence.indptr.tolist()
    held = incidence.indices.tolist()
    year = network.corpus.record_columns["year"].tolist()
    rows = [(held[ends[r] : ends[r + 1]], year[r]) for r in range(incidence.n_records)]
    return np.array(sorted(range(len(rows)), key=rows.__getitem__), dtype=np.int64)


def resample(network: KeywordNetwork, records: Ints) -> KeywordNetwork:
    """The same keywords, counted over some of the records, each as often as it is named.

    Parameters
    ----------
    network : KeywordNetwork
        With its records.
    records : array of int, shape (n,)
        Positions of records, repeated at will.

    Returns
    -------
    KeywordNetwork
        Nodes as in ``network``, in the same order; those that no record holds are there, with no
        link. Node columns ``keyword, key, occurrences, frequency, links, total_link_strength``;
        link columns ``source, target, cooccurrences, strength, first_year``, counted in the way
        that the history names (full counting if it names none). Of the records only the
        ``year`` is kept. No history.
    """
    incidence = _repeated(network.incidence, records)
    year = network.corpus.record_columns["year"][records]
    share = COUNTINGS[_counting(network)].share
    pairs = count_pairs(incidence, share=share, year=year)
    # A resample is of the same databases: its records weigh what they weigh in the whole.
    weight = fair_weights(network.corpus) if _is_fair(network) else None
    if weight is not None:
        pairs = weighted_pairs(incidence, pairs, weight=weight[records], share=share)
    ends = (network.n_nodes, pairs.source, pairs.target)
    occurrences = np.bincount(incidence.indices, minlength=network.n_nodes)
    nodes = {
        "keyword": network.node_columns["keyword"],
        "key": network.node_columns["key"],
        "occurrences": occurrences,
        "frequency": occurrences,
        "links": degree(*ends),
        "total_link_strength": total_link_strength(*ends, pairs.strength),
    }
    if weight is not None:
        nodes["weighted_occurrences"] = weighted_counts(
            incidence.indices, incidence.rows, weight[records], network.n_nodes
        )
    nothing = np.zeros(0, dtype=np.int64)
    corpus = Corpus(
        Columns({"year": year}),
        Columns(dict.fromkeys(("record", "keyword", "kind"), nothing)),
        (),
        Columns(dict.fromkeys(("record", "file", "start", "stop"), nothing)),
    )
    return KeywordNetwork(corpus, Columns(nodes), pairs.links(), incidence)


def _repeated(incidence: Incidence, records: Ints) -> Incidence:
    lengths = np.diff(incidence.indptr)[records]
    indptr = np.concatenate(([0], np.cumsum(lengths)))
    shift = np.repeat(incidence.indptr[records] - indptr[:-1], lengths)
    indices = incidence.indices[shift + np.arange(indptr[-1])]
    return Incidence(indptr, indices, incidence.n_nodes)


def _counting(network: KeywordNetwork) -> str:
    named = [dict(step.options).get("counting") for step in network.history]
    return next((str(name) for name in reversed(named) if name), "full")


def _is_fair(network: KeywordNetwork) -> bool:
    return any(dict(step.options).get("source_fair") for step in network.history)


def found_again(cluster: Ints, labels: Ints, n_clusters: int) -> tuple[Floats, NDArray[np.bool_]]:
    """How much of each cluster another grouping of the same keywords finds again.

    Parameters
    ----------
    cluster, labels : array of int, shape (n,)
        The cluster of each keyword, and where the other grouping puts it; 0 or more.
    n_clusters : int
        Number of clusters, some of which may hold none of these keywords.

    Returns
    -------
    array of float, shape (n_clusters,)
        Largest Jaccard similarity with a group of the other grouping; 0 without keywords.
    array of bool, shape (n,)
        Whether the keyword stands in that group; of equally similar ones the group that shares
        most keywords, then that of the lowest number.
    """
    if not len(cluster):
        return np.zeros(n_clusters), np.zeros(0, dtype=bool)
    place = np.unique(labels, return_inverse=True)[1]
    n_groups = int(place.max()) + 1
    shared = np.bincount(cluster * n_groups + place, minlength=n_clusters * n_groups)
    shared = shared.reshape(n_clusters, n_groups)
    united = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
    jaccard = shared / united
    largest: Floats = jaccard.max(axis=1)
    best = np.where(jaccard == largest[:, None], shared, -1).argmax(axis=1)
    return largest, best[cluster] == place


def _share(total: Floats, number: Floats) -> Floats:
    share: Floats = np.divide(total, number, out=np.full(len(total), np.nan), where=number > 0)
    return share


def _reported(
    network: KeywordNetwork, of_cluster: Floats, of_node: Floats, step: Step
) -> KeywordNetwork:
    cluster = network.node_columns["cluster"]
    sizes = np.bincount(cluster, minlength=len(of_cluster))
    single = sizes < 2
    of_cluster = np.where(single, np.nan, of_cluster)
    known = ~np.isnan(of_cluster)
    weight = sizes[known]
    mean = float((of_cluster[known] * weight).sum() / max(weight.sum(), 1))
    return network.with_columns(
        node={"stability": np.where(single[cluster], np.nan, of_node)},
        cluster={"stability": of_cluster},
        quality={"stability": mean},
        step=step,
    )
