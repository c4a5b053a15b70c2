"""The databases in the page: how many of each keyword's records are from where."""

from __future__ import annotations

from typing import Any

import numpy as np

from cooccur.draw.figures.pies import Shares
from cooccur.model import KeywordNetwork
from cooccur.writers.numbers import rounded


def sources_data(network: KeywordNetwork) -> dict[str, Any]:
    """Columns by database, the one with the most records first; nothing where there is only one.

    Parameters
    ----------
    network : KeywordNetwork
        With its records.

    Returns
    -------
    dict
        ``sources``: ``database, colour, records``, and ``occurrences``, for each database a list
        with the occurrences of each keyword. ``parts`` where records are in several databases: the
        same, but such a record counts in equal parts in each.
    """
    if len(network.corpus.databases) < 2:
        return {}
    shares = Shares(network)
    found: dict[str, Any] = {
        "database": list(shares.databases),
        "colour": list(shares.colours),
        "records": list(shares.records),
        "occurrences": shares.occurrences.T.tolist(),
    }
    if not np.array_equal(shares.parts, shares.occurrences):
        found["parts"] = [rounded(column, decimals=3) for column in shares.parts.T]
    return {"sources": found}
