"""Tables as CSV: UTF-8 with byte-order mark, LF, snake_case headers, no cell that starts a formula.

Columns are named in one place, here, and keep their order; columns that later analyses add follow.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from cooccur.model import KnowledgeMap

Table: TypeAlias = tuple[Sequence[str], Iterable[Sequence[object]]]
"""Header and rows."""

KEYWORD_COLUMNS: Final = (
    "keyword",
    "occurrences",
    "frequency",
    "cluster",
    "first_year",
    "mean_year",
    "links",
    "total_link_strength",
    "betweenness",
    "eigenvector",
    "pagerank",
    "mean_citations",
    "normalised_citations",
    "x",
    "y",
)
LINK_COLUMNS: Final = ("source", "target", "cooccurrences", "weight", "first_year")
CLUSTER_COLUMNS: Final = (
    "cluster",
    "size",
    "silhouette",
    "mean_year",
    "label",
    "label_llr",
    "label_lsi",
    "label_mi",
    "label_tfidf",
    "top_keywords",
)
_FORMULA_STARTS: Final = tuple("=+-@＝＋－＠")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]+")
_COORDINATES: Final = frozenset({"x", "y"})


def csv_bytes(table: Table) -> bytes:
    """A table as the bytes of a CSV file."""
    header, rows = table
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    places = [4 if name in _COORDINATES else None for name in header]
    for row in rows:
        writer.writerow([_cell(value, p) for value, p in zip(row, places, strict=True)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cell(value: object, places: int | None) -> str:
    if isinstance(value, str):
        value = _CONTROL.sub(" ", value)
        # A leading apostrophe is what spreadsheets take for "this is text".
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return f"{round(value, places) + 0.0:.{places}f}" if places else f"{value:.10g}"
    return str(value)


def keyword_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a keyword, by occurrences, then comparison key."""
    columns: dict[str, Any] = {
        **knowledge_map.network.node_columns,
        "x": knowledge_map.x,
        "y": knowledge_map.y,
    }
    del columns["key"]
    columns["first_year"] = _years(columns["first_year"])
    return _table(columns, KEYWORD_COLUMNS)


def link_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a link, its ends named by their spelling."""
    network = knowledge_map.network
    spelling = network.node_columns["keyword"]
    columns: dict[str, Any] = dict(network.link_columns)
    columns["source"] = spelling[columns["source"]]
    columns["target"] = spelling[columns["target"]]
    columns["first_year"] = _years(columns["first_year"])
    return _table(columns, LINK_COLUMNS)


def cluster_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a cluster, the largest first."""
    return _table(dict(knowledge_map.network.cluster_columns), CLUSTER_COLUMNS)


def record_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a selected record, by file and line."""
    frame = knowledge_map.records
    columns = {name: frame[name].tolist() for name in frame.columns}
    columns["year"] = _years(columns["year"])
    for name in ("citations", "references"):
        columns[name] = ["" if value < 0 else value for value in columns[name]]
    return _table(columns, list(columns))


def merged_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a record that was merged into another."""
    header = ["file", "line", "into_file", "into_line", "evidence", "value"]
    return header, [[getattr(row, name) for name in header] for row in knowledge_map.corpus.merged]


def skipped_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a record that was skipped."""
    header = ["file", "line", "code", "reason"]
    return header, [[getattr(row, name) for name in header] for row in knowledge_map.corpus.skipped]


def _years(years: Iterable[int]) -> list[object]:
    return ["" if year == 0 else int(year) for year in years]


def _table(columns: Mapping[str, Any], order: Sequence[str]) -> Table:
    header = [*order, *(name for name in columns if name not in order)]
    values = [columns[name] for name in header]
    cells = [v.tolist() if hasattr(v, "tolist") else list(v) for v in values]
    return header, zip(*cells, strict=True)


TABLES: Final[dict[str, Callable[[KnowledgeMap], Table]]] = {
    "keywords": keyword_table,
    "links": link_table,
    "clusters": cluster_table,
    "records": record_table,
    "merged": merged_table,
    "skipped": skipped_table,
}
"""Every table that a folder of tables holds."""
