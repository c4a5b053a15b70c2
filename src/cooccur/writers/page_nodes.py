"""The keywords in the page: columns, written short where there are thousands of keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from cooccur.model import KnowledgeMap
from cooccur.writers.numbers import rounded

SHORT_FROM: Final = 2_000
"""From so many keywords on their columns are written short."""

_EXACT: Final = (
    "occurrences",
    "frequency",
    "cluster",
    "first_year",
    "links",
    "burst_begin",
    "burst_end",
)
_MEASURES: Final = (
    "mean_year",
    "total_link_strength",
    "weighted_occurrences",
    "betweenness",
    "eigenvector",
    "pagerank",
    "mean_citations",
    "normalised_citations",
    "burst_strength",
    "sigma",
    "stability",
)
_SHOWN: Final = {
    "weighted_occurrences": 2,
    "betweenness": 6,
    "pagerank": 5,
    "mean_citations": 2,
    "normalised_citations": 2,
    "burst_strength": 3,
    "sigma": 3,
    "stability": 3,
}
"""Decimals that the page shows of a measure, or a few more: beyond them nothing is seen."""
_PLAIN: Final = frozenset({"keyword", "x", "y", "occurrences", "cluster", "links"})
"""Columns that are whole in every page."""
_UNSEEN: Final = "eigenvector"
"""No view shows it."""


def node_columns(knowledge_map: KnowledgeMap, years: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the keywords, most frequent keyword first.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Of which the keywords are.
    years : mapping
        ``first`` (year) and ``nodes`` (counts by year of each keyword behind the number of years
        before them), as in the page.

    Returns
    -------
    dict
        Lists by name. From `SHORT_FROM` keywords on measures have as many decimals as are shown,
        what no view shows is left out, a column that mostly holds one value is ``{usual, step,
        value}`` (the values that differ and the steps from one to the next), and ``told`` names
        the columns that the counts by year tell.
    """
    columns = knowledge_map.network.node_columns
    is_short = len(columns["keyword"]) >= SHORT_FROM
    nodes: dict[str, Any] = {
        "keyword": columns["keyword"].tolist(),
        "x": rounded(knowledge_map.shown_x, decimals=4),
        "y": rounded(knowledge_map.shown_y, decimals=4),
    }
    for name in _EXACT:
        if name in columns:
            nodes[name] = [int(value) for value in columns[name].tolist()]
    if nodes.get("frequency") == nodes["occurrences"]:
        del nodes["frequency"]  # the same without slices
    for name in _MEASURES:
        if name not in columns or (is_short and name == _UNSEEN):
            continue
        decimals = _SHOWN.get(name) if is_short else None
        digits = 6 if decimals is None else None
        nodes[name] = rounded(columns[name], digits=digits, decimals=decimals)
    return _short(nodes, columns, years) if is_short else nodes


def _short(
    nodes: dict[str, Any], columns: Mapping[str, Any], years: Mapping[str, Any]
) -> dict[str, Any]:
    told = []
    for name, values in _told_by_years(years).items():
        if name in columns and np.allclose(columns[name], values, rtol=0, equal_nan=True):
            told.append(name)
            del nodes[name]
    packed = {name: _packed(nodes[name]) for name in nodes if name not in _PLAIN}
    return {**nodes, **packed, "told": told}


def _told_by_years(years: Mapping[str, Any]) -> dict[str, list[float]]:
    first, runs = years["first"], years["nodes"]
    if first is None:
        return {}
    return {
        "first_year": [first + run[0] if run else 0 for run in runs],
        "mean_year": [
            first + run[0] + np.average(np.arange(len(run) - 1), weights=run[1:]) if run else np.nan
            for run in runs
        ],
    }


def _packed(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """A column that mostly holds one value as the others and where they are."""
    usual, times = min(Counter(values).items(), key=lambda pair: (-pair[1], str(pair[0])))
    if 2 * times < len(values):
        return values
    places = [place for place, value in enumerate(values) if value != usual]
    return {
        "usual": usual,
        "step": [place - before for before, place in pairwise([0, *places])],
        "value": [values[place] for place in places],
    }
