"""What the analyses found, for the page: bursts, themes, their evolution, trends, structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from cooccur.model import Columns, KeywordNetwork
from cooccur.writers.numbers import rounded
from cooccur.writers.page_records import RecordChoice

_LAWS: Final = (
    "donohue_threshold",
    "donohue_keywords",
    "price_threshold",
    "price_keywords",
    "zipf_slope",
    "zipf_r2",
)


def analyses(network: KeywordNetwork) -> dict[str, Any]:
    """The tables of the analyses as JSON values; what no analysis added is left out.

    Parameters
    ----------
    network : KeywordNetwork
        With ``tables``.

    Returns
    -------
    dict
        ``slices, bursts, themes, evolution, trends, growth, laws, structure``, nodes by position.
    """
    found = {
        name: make(network) for name, (table, make) in _PARTS.items() if table in network.tables
    }
    laws = {name: network.quality[name] for name in _LAWS if name in network.quality}
    if laws:
        found["laws"] = dict(
            zip(laws, rounded(np.array(list(laws.values())), digits=6), strict=True)
        )
    return found


def representatives(network: KeywordNetwork, chosen: RecordChoice) -> list[list[int]] | None:
    """Of each cluster its representative records, by their place in the page; None: not known."""
    table = network.tables.get("representatives")
    if table is None:
        return None
    place = {row: position for position, row in enumerate(chosen.rows.tolist())}
    found: dict[int, list[int]] = {
        number: [] for number in network.cluster_columns["cluster"].tolist()
    }
    for cluster, record in table.rows("cluster", "record"):
        if record in place:
            found[cluster].append(place[record])
    return list(found.values())


def _columns(table: Columns, *names: str) -> dict[str, Any]:
    """Whole numbers and words as they are, others to six digits."""
    found: dict[str, Any] = {}
    for name in names:
        values = table[name]
        is_real = np.issubdtype(values.dtype, np.floating)
        found[name] = rounded(values, digits=6) if is_real else values.tolist()
    return found


def _slices(network: KeywordNetwork) -> dict[str, Any]:
    table = network.tables["slices"]
    names = ("begin", "end", "criterion", "records", "keywords", "selected", "links", "links_kept")
    return {"label": table["slice"].tolist(), **_columns(table, *names)}


def _bursts(network: KeywordNetwork) -> dict[str, Any]:
    names = ("node", "year", "strength", "begin", "end", "level")
    return _columns(network.tables["bursts"], *names)


def _themes(network: KeywordNetwork) -> dict[str, Any]:
    names = ("cluster", "centrality", "density", "x", "y", "quadrant", "occurrences")
    origin = [network.quality.get(f"theme_origin_{axis}", 0.0) for axis in "xy"]
    return {
        **_columns(network.tables["themes"], *names),
        "origin": rounded(np.array(origin), digits=6),
    }


def _evolution(network: KeywordNetwork) -> dict[str, Any]:
    tables = network.tables
    themes = tables["period_themes"]
    members: list[list[int]] = [[] for _ in range(themes.length)]
    for theme, node in tables["theme_keywords"].rows("theme", "node"):
        members[theme].append(node)
    rows = _rows(tables["evolution"], "source", "target", "inclusion", "stability", "solid")
    for row in rows:
        both = set(members[row["source"]]).intersection(members[row["target"]])
        row["shared"] = sorted(both)
    return {
        "periods": _rows(tables["periods"], "begin", "end", "records"),
        "themes": [
            {**row, "nodes": nodes}
            for row, nodes in zip(
                _rows(themes, "period", "node", "occurrences"), members, strict=True
            )
        ],
        "bands": rows,
        "overlap": _rows(tables["overlap"], "kept", "new", "lost", "keywords", "stability"),
    }


def _rows(table: Columns, *names: str) -> list[dict[str, Any]]:
    columns = _columns(table, *names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _trends(network: KeywordNetwork) -> dict[str, Any]:
    return _columns(network.tables["trends"], "node", "q1", "median", "q3")


def _growth(network: KeywordNetwork) -> dict[str, Any]:
    names = ("year", "records", "cumulative", "keywords", "new_keywords")
    return _columns(network.tables["years"], *names)


def _structure(network: KeywordNetwork) -> dict[str, Any]:
    shares = [network.quality.get(f"structure_inertia_{axis}", np.nan) for axis in "xy"]
    return {
        **_columns(network.tables["structure"], "node", "x", "y", "group", "leaf"),
        "inertia": rounded(np.array(shares), digits=6),
        "merges": _rows(network.tables["dendrogram"], "left", "right", "height"),
    }


_PARTS: Final[Mapping[str, tuple[str, Callable[[KeywordNetwork], dict[str, Any]]]]] = {
    "slices": ("slices", _slices),
    "bursts": ("bursts", _bursts),
    "themes": ("themes", _themes),
    "evolution": ("evolution", _evolution),
    "trends": ("trends", _trends),
    "growth": ("years", _growth),
    "structure": ("structure", _structure),
}
"""Part of the page: the table it needs, and what makes it."""
