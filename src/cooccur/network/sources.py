"""Databases of unequal size: what each holds of a keyword, and weights that make them equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Columns, Corpus, Floats, Incidence, Ints, KeywordNetwork
from cooccur.network.pairs import Pairs, count_pairs


def fair_weights(corpus: Corpus) -> Floats | None:
    """The weight of every record when each database weighs the same; None when all weigh 1.

    Parameters
    ----------
    corpus : Corpus
        Prepared: only records with a keyword count.

    Returns
    -------
    array of float, shape (n_records,), or None
        Above 0. None as well when all records come from one database.

    Notes
    -----
    A record weighs ``sum over its databases d of N / (D n_d)``, where N is the number of records,
    D that of databases and n_d the number of records in d. So each database weighs N / D and all
    records weigh N. Records without a keyword count in none of these numbers.
    """
    held = np.zeros(len(corpus), dtype=bool)
    held[corpus.keyword_columns["record"]] = True
    member = corpus.in_database
    sizes = member[held].sum(axis=0)
    known = sizes > 0
    if known.sum() < 2:
        return None
    share = np.zeros(len(sizes))
    share[known] = held.sum() / (known.sum() * sizes[known])
    weights: Floats = (member * share).sum(axis=1).round(12)
    # What only a database without keywords holds adds nothing, whatever it weighs.
    weights[weights <= 0] = 1.0
    return None if (weights == 1).all() else weights


def weighted_pairs(
    incidence: Incidence,
    pairs: Pairs,
    *,
    weight: Floats,
    share: Callable[[int], float],
) -> Pairs:
    """The pairs with the strengths that they have when records weigh differently.

    Parameters
    ----------
    incidence : Incidence
        That the pairs were counted in.
    pairs : Pairs
        As `count_pairs` gives them.
    weight : array of float, shape (n_records,)
        Weight of each record.
    share : callable
        As of `count_pairs`.

    Returns
    -------
    Pairs
        With other strengths. They are added up by ascending weight, so that the order of the
        records cannot be told from them.
    """
    size = max(incidence.n_nodes, 1)
    code = pairs.source * size + pairs.target
    strength = np.zeros(len(code))
    for value in np.unique(weight).tolist():
        part = count_pairs(_only(incidence, weight == value), share=share)
        strength[np.searchsorted(code, part.source * size + part.target)] += value * part.strength
    return replace(pairs, strength=strength)


def _only(incidence: Incidence, rows: NDArray[np.bool_]) -> Incidence:
    """The same records, of which those outside the mask hold nothing."""
    lengths = np.where(rows, np.diff(incidence.indptr), 0)
    indptr = np.concatenate(([0], np.cumsum(lengths)))
    return Incidence(indptr, incidence.indices[rows[incidence.rows]], incidence.n_nodes)


def weighted_counts(place: Ints, record: Ints, weight: Floats, length: int) -> Floats:
    """Sum of the weights of the records at every place, the same for any order of the rows."""
    total = np.zeros(length)
    for value in np.unique(weight).tolist():
        total += value * np.bincount(place[weight[record] == value], minlength=length)
    return total.round(10)


def effective_occurrences(network: KeywordNetwork) -> Floats:
    """What similarities take for the occurrences of each node: those that strengths are made of."""
    nodes = network.node_columns
    name = "weighted_occurrences" if "weighted_occurrences" in nodes else "frequency"
    return nodes[name].astype(np.float64)


def source_table(network: KeywordNetwork) -> Columns | None:
    """How often each database has each keyword; None when there is only one database.

    Returns
    -------
    Columns or None
        ``node, database`` (str), ``occurrences``: one row a node and database that holds it, by
        node, then database. A record of several databases counts in each of them.
    """
    names = network.corpus.databases
    if len(names) < 2:
        return None
    incidence = network.incidence
    counts = np.zeros((network.n_nodes, len(names)), dtype=np.int64)
    for column in range(len(names)):
        inside = network.corpus.in_database[:, column]
        held = incidence.indices[inside[incidence.rows]]
        counts[:, column] = np.bincount(held, minlength=network.n_nodes)
    node, database = np.nonzero(counts)
    return Columns(
        {
            "node": node,
            "database": np.array(names, dtype=object)[database],
            "occurrences": counts[node, database],
        }
    )
