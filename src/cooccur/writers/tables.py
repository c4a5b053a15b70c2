"""Tables as CSV: UTF-8 with byte-order mark, LF, snake_case headers, no cell that starts a formula.

Columns are named in one place, here, and keep their order; columns that later analyses add follow.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from cooccur.model import Columns, KnowledgeMap
from cooccur.network.bursts import strongest_bursts
from cooccur.summary import distinct_keywords, selection_of
from cooccur.writers.links import links_of

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
BURST_COLUMNS: Final = ("keyword", "year", "strength", "begin", "end")
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
COORDINATES: Final = frozenset({"x", "y"})


def csv_bytes(table: Table, *, coordinates: Collection[str] = COORDINATES) -> bytes:
    """A table as the bytes of a CSV file; the columns of coordinates have four decimals."""
    header, rows = table
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(name, None) for name in header])
    places = [4 if name in coordinates else None for name in header]
    # By columns: what a column holds is asked once, and each word of a column is looked at once.
    columns = [_cells(*pair) for pair in zip(zip(*rows, strict=True), places, strict=False)]
    writer.writerows(zip(*columns, strict=True))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cells(values: Sequence[object], places: int | None) -> list[str]:
    kinds = set(map(type, values))
    if kinds == {int}:
        return list(map(str, values))
    if kinds == {str}:
        words = {value: _cell(value, None) for value in set(values)}
        return [words[value] for value in values]
    return [_cell(value, places) for value in values]


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
    for name in ("first_year", "burst_begin", "burst_end"):
        if name in columns:
            columns[name] = _years(columns[name])
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


def burst_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a keyword with a burst, its strongest, by begin, then strength."""
    network = knowledge_map.network
    strongest = strongest_bursts(network, top=max(network.n_nodes, 1))
    return _named(knowledge_map, strongest, BURST_COLUMNS, only=True)


def all_bursts_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a burst, by begin, then strength."""
    columns = knowledge_map.network.tables["bursts"]
    return _named(knowledge_map, columns, (*BURST_COLUMNS, "level"))


def slice_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a time slice; without slices one row that tells of the whole period."""
    network = knowledge_map.network
    if "slices" in network.tables:
        return _named(knowledge_map, network.tables["slices"], ())
    begin, end = network.corpus.span or (0, 0)
    pruned = [dict(step.options) for step in network.history if step.name == "prune"]
    table: dict[str, Any] = {
        "slice": [str(begin) if begin == end else f"{begin}-{end}" if begin else ""],
        "begin": _years([begin]),
        "end": _years([end]),
        "criterion": [selection_of(knowledge_map)],
        "records": [network.corpus.n_records],
        "keywords": [distinct_keywords(network.corpus)],
        "selected": [network.n_nodes],
        "selected_occurrences": [int(network.node_columns["occurrences"].sum())],
        "links": [pruned[0]["links"] if pruned else network.n_links],
        "links_kept": [network.n_links],
    }
    return _table(table, list(table))


def turning_point_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a link between clusters with an end of high betweenness."""
    network = knowledge_map.network
    table: dict[str, Any] = dict(network.tables["turning_points"])
    for end in ("source", "target"):
        table[end] = network.node_columns["keyword"][table[end]]
    del table["link"]
    return _table(table, list(table))


def theme_keyword_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a keyword of a theme of a period."""
    network = knowledge_map.network
    header = ("theme", "period", "keyword", "occurrences")
    return _named(knowledge_map, network.tables["theme_keywords"], header, only=True)


def representative_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a record that represents a cluster: those that hold most of it, by citations."""
    columns = knowledge_map.network.tables["representatives"]
    records = columns["record"].tolist()
    corpus = knowledge_map.corpus
    details = corpus.details(records)
    year = corpus.record_columns["year"][columns["record"]].tolist()
    cited = columns["citations"].tolist()
    table: dict[str, Any] = {
        "cluster": columns["cluster"],
        "coverage": columns["coverage"],
        "citations": ["" if value < 0 else value for value in cited],
        "year": _years(year),
        "title": [detail.title for detail in details],
        "authors": ["; ".join(detail.authors) for detail in details],
        "source": [detail.source for detail in details],
        "doi": corpus.record_columns["doi"][columns["record"]],
        "id": corpus.record_columns["id"][columns["record"]],
    }
    return _table(table, list(table))


def _named(
    knowledge_map: KnowledgeMap, columns: Columns, order: Sequence[str], *, only: bool = False
) -> Table:
    """A table whose nodes are named by their spelling."""
    table: dict[str, Any] = dict(columns)
    if "node" in table:
        table["keyword"] = knowledge_map.network.node_columns["keyword"][table.pop("node")]
    if only:
        table = {name: values for name, values in table.items() if name in order}
    return _table(table, [name for name in order if name in table])


def _plain(name: str) -> Callable[[KnowledgeMap], Table]:
    """The writer of an analysis' table as it stands."""

    def table(knowledge_map: KnowledgeMap) -> Table:
        return _named(knowledge_map, knowledge_map.network.tables[name], ("keyword",))

    return table


def source_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a keyword and database that holds it."""
    columns = knowledge_map.network.tables["sources"]
    return _named(knowledge_map, columns, ("keyword", "database", "occurrences"))


def changes_table(name: str, columns: Columns) -> Table:
    """The table ``changes`` or ``cluster_changes``; what stands in one map only is empty."""
    missing = {
        "changes": {
            "cluster": -1,
            "earlier_cluster": -1,
            "occurrences": -1,
            "earlier_occurrences": -1,
            "rank": 0,
            "earlier_rank": 0,
        },
        "cluster_changes": {"cluster": -1, "earlier_cluster": -1},
    }[name]
    table: dict[str, Any] = {
        column: [
            "" if column in missing and value == missing[column] else value
            for value in values.tolist()
        ]
        for column, values in columns.items()
    }
    return _table(table, list(table))


def _changes(name: str) -> Callable[[KnowledgeMap], Table]:
    return lambda knowledge_map: changes_table(name, knowledge_map.network.tables[name])


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
    links = links_of(knowledge_map.corpus, columns["title"])
    columns["link"] = [next(iter(found.values()), "") for found in links]
    return _table(columns, list(columns))


def merged_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a record that was merged into another."""
    header = ["file", "line", "into_file", "into_line", "evidence", "value", "score"]
    return header, [[getattr(row, name) for name in header] for row in knowledge_map.corpus.merged]


def skipped_table(knowledge_map: KnowledgeMap) -> Table:
    """One row a record that was skipped."""
    header = ["file", "line", "code", "reason"]
    return header, [[getattr(row, name) for name in header] for row in knowledge_map.corpus.skipped]


def _years(years: Iterable[int]) -> list[object]:
    return ["" if year == 0 else int(year) for year in years]


def _table(columns: Mapping[str, Any], order: Sequence[str]) -> Table:
    header = [name for name in order if name in columns]
    header += [name for name in columns if name not in order]
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
    "bursts": burst_table,
    "bursts_all": all_bursts_table,
    "representatives": representative_table,
    "turning_points": turning_point_table,
    "slices": slice_table,
    "theme_keywords": theme_keyword_table,
    "changes": _changes("changes"),
    "cluster_changes": _changes("cluster_changes"),
    "sources": source_table,
    **{
        name: _plain(name)
        for name in (
            "years",
            "themes",
            "periods",
            "period_themes",
            "evolution",
            "overlap",
            "trends",
            "structure",
            "dendrogram",
            "alignments",
            "database_overlap",
        )
    },
}
"""Every table that a folder of tables may hold; what no analysis was asked for is not written."""

_NEEDS: Final = {"bursts_all": "bursts", "slices": "years"}
_ALWAYS: Final = frozenset({"keywords", "links", "clusters", "records", "merged", "skipped"})


def tables_of(knowledge_map: KnowledgeMap) -> dict[str, Callable[[KnowledgeMap], Table]]:
    """The tables that this map has."""
    found = knowledge_map.network.tables
    # Of records that were only counted there is no list.
    always = _ALWAYS - ({"records"} if knowledge_map.corpus.tally else set())
    return {
        name: table
        for name, table in TABLES.items()
        if name in always or _NEEDS.get(name, name) in found
    }
