"""Which records several databases share."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from cooccur.model import Columns, KeywordNetwork


def database_overlap(network: KeywordNetwork) -> Columns | None:
    """How many records every combination of databases has in common; None with one database.

    Parameters
    ----------
    network : KeywordNetwork
        With the records behind it.

    Returns
    -------
    Columns or None
        ``databases`` (names joined by ``"; "``), ``n_databases``, ``records`` (found in exactly
        these), ``shared`` (found in all of these, whatever others have them), ``share`` (of the
        records that any of these has, 0 to 1: the Jaccard index of two). One row a database, a
        pair, and a larger combination with records of its own; by number of databases, then
        records shared, the most first.
    """
    names, member = network.corpus.databases, network.corpus.in_database
    if len(names) < 2:
        return None
    exact, counts = np.unique(member, axis=0, return_counts=True)
    records = {
        tuple(np.flatnonzero(row).tolist()): n
        for row, n in zip(exact, counts.tolist(), strict=True)
    }
    sets = {*combinations(range(len(names)), 1), *combinations(range(len(names)), 2), *records}
    sets.discard(())
    rows = []
    for chosen in sets:
        held = member[:, chosen]
        shared, any_of = int(held.all(axis=1).sum()), int(held.any(axis=1).sum())
        text = "; ".join(names[column] for column in chosen)
        share = round(shared / any_of, 10) if any_of else 0.0
        rows.append((len(chosen), -shared, text, records.get(chosen, 0), share))
    rows.sort()
    return Columns(
        {
            "databases": [row[2] for row in rows],
            "n_databases": np.array([row[0] for row in rows], dtype=np.int64),
            "records": np.array([row[3] for row in rows], dtype=np.int64),
            "shared": np.array([-row[1] for row in rows], dtype=np.int64),
            "share": np.array([row[4] for row in rows], dtype=np.float64),
        }
    )
