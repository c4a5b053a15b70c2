"""Records that stand for a cluster: those that hold most of it, the most cited first."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Columns, Ints, KeywordNetwork, Step
from cooccur.network.labels import assign_records

PER_CLUSTER: Final = 5


def representatives(network: KeywordNetwork, *, per_cluster: int = PER_CLUSTER) -> KeywordNetwork:
    """The network with the records that represent each cluster.

    Parameters
    ----------
    network : KeywordNetwork
        With ``cluster`` on its nodes.
    per_cluster : int
        At most so many records of each cluster.

    Returns
    -------
    KeywordNetwork
        Table ``representatives``: ``cluster``, ``record`` (position), ``coverage`` (keywords of the
        cluster that the record holds), ``citations`` (-1 unknown); by cluster, then coverage and
        citations descending. Ties: the later year, then what the record is, never where it stood.

    Notes
    -----
    Only records that are assigned to the cluster (`assign_records`) represent it, as the citing
    articles of a cluster do in CiteSpace: sorted by coverage, then by citations.

    References
    ----------
    Chen, Ibekwe-SanJuan & Hou (2010), JASIST 61(7), 1386.
    """
    cluster, incidence = network.node_columns["cluster"], network.incidence
    assigned = assign_records(network)
    inside = cluster[incidence.indices] == assigned[incidence.rows]
    coverage = np.bincount(incidence.rows[inside], minlength=incidence.n_records)
    records = np.flatnonzero(assigned >= 0)
    records = records[_is_near_the_top(assigned[records], coverage[records], per_cluster)]
    citations = network.corpus.record_columns["citations"]
    facts = np.stack((assigned, -coverage, -citations, -network.corpus.record_columns["year"]))
    order = records[np.lexsort(facts[::-1, records])]
    # What a record is must be known only of those that may be chosen: few of many.
    differs = (np.diff(facts[:, order], axis=1) != 0).any(axis=0)
    alike = np.concatenate(([0], np.cumsum(differs)))[: len(order)]
    foremost = np.searchsorted(alike, alike)
    order = np.sort(order[_rank(assigned[order])[foremost] < per_cluster])
    order = order[np.lexsort((_identity(network, order), *facts[::-1, order]))]
    chosen = order[_rank(assigned[order]) < per_cluster]
    table = Columns(
        {
            "cluster": assigned[chosen],
            "record": chosen,
            "coverage": coverage[chosen],
            "citations": citations[chosen],
        }
    )
    step = Step("representatives", (("per_cluster", per_cluster),))
    return network.with_columns(tables={"representatives": table}, step=step)


def _is_near_the_top(cluster: Ints, coverage: Ints, n: int) -> NDArray[np.bool_]:
    """Whether fewer than n records of its cluster hold more of it."""
    width = int(coverage.max(initial=0)) + 1
    size = (int(cluster.max(initial=-1)) + 1) * width
    held = np.bincount(cluster * width + coverage, minlength=size).reshape(-1, width)
    more = held[:, ::-1].cumsum(axis=1)[:, ::-1] - held
    near: NDArray[np.bool_] = (more < n)[cluster, coverage]
    return near


def _rank(cluster: Ints) -> Ints:
    """The place of every row among those of its cluster, which stand together."""
    begins = np.flatnonzero(np.diff(cluster, prepend=-1))
    sizes = np.diff([*begins.tolist(), len(cluster)])
    rank: Ints = np.arange(len(cluster)) - np.repeat(begins, sizes)
    return rank


def _identity(network: KeywordNetwork, records: Ints) -> Ints:
    """Rank of what each record is: id, DOI and title key."""
    columns = network.corpus.record_columns
    keys = list(
        zip(*(columns[name][records].tolist() for name in ("id", "doi", "match")), strict=True)
    )
    rank = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([rank[key] for key in keys], dtype=np.int64)
