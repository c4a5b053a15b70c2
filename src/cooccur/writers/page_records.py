"""The records in the page: which of them, in what order, and what is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from cooccur.model import UNKNOWN_DATABASE, Corpus, Details, Incidence, Ints, KeywordNetwork

_AUTHORS_AT_MOST: Final = 6
_FEW_AUTHORS: Final = 3
_FEW_FROM: Final = 10_000
"""Of so many records each has fewer authors."""


@dataclass(frozen=True)
class RecordChoice:
    """The records a page holds."""

    rows: Ints
    """Their positions in the corpus, in the order of the page."""
    details: list[Details]
    """Their titles, authors and sources."""
    total: int
    """How many records have a shown keyword."""


def choose_records(network: KeywordNetwork, *, at_most: int) -> RecordChoice:
    """The records that have a shown keyword; when there are too many, the most cited.

    Parameters
    ----------
    network : KeywordNetwork
        Whose records.
    at_most : int
        Most records to choose.

    Returns
    -------
    RecordChoice
        By year descending, citations descending, title, id: not by their order in the files.
    """
    held = np.diff(network.incidence.indptr)
    rows = np.flatnonzero(held)
    total = len(rows)
    columns = network.corpus.record_columns
    if total > at_most:
        rows = _most_cited(network, rows, at_most)
    details = network.corpus.briefs(rows.tolist())
    years, cited = columns["year"][rows].tolist(), columns["citations"][rows].tolist()
    ids, matches = columns["id"][rows].tolist(), columns["match"][rows].tolist()
    order = sorted(
        range(len(rows)),
        key=lambda i: (-years[i], -cited[i], details[i].title, ids[i], matches[i]),
    )
    return RecordChoice(rows[order], [details[i] for i in order], total)


def _most_cited(network: KeywordNetwork, rows: Ints, at_most: int) -> Ints:
    """The most cited of these records, of equally cited ones the latest, in their order."""
    columns = network.corpus.record_columns
    cited, year = columns["citations"][rows], columns["year"][rows]
    last = np.lexsort((-year, -cited))[at_most - 1]
    surely = (cited > cited[last]) | ((cited == cited[last]) & (year > year[last]))
    alike = rows[(cited == cited[last]) & (year == year[last])]
    # Ties of the cut are broken by what a record is, never by where it stood.
    keys = zip(*(columns[name][alike].tolist() for name in ("id", "match")), strict=True)
    order = [row for _, row in sorted(zip(keys, alike.tolist(), strict=True))]
    chosen = np.concatenate([rows[surely], order[: at_most - np.count_nonzero(surely)]])
    return np.sort(chosen.astype(np.int64))


def record_columns(network: KeywordNetwork, chosen: RecordChoice) -> dict[str, Any]:
    """The columns of the chosen records, names of sources and databases as numbers of a list.

    Parameters
    ----------
    network : KeywordNetwork
        Whose records.
    chosen : RecordChoice
        As `choose_records` returns it.

    Returns
    -------
    dict
        ``total, title, authors, source, sources, year, citations, doi, database, databases, id,
        keywords``; year and citations are null where unknown, ``keywords`` are positions of nodes.
        ``also`` where records of several databases were merged: the row, the further database and
        the record's identifier there.
    """
    columns, rows = network.corpus.record_columns, chosen.rows
    dois, ids = columns["doi"][rows].tolist(), columns["id"][rows].tolist()
    sources, source = _coded([details.source for details in chosen.details])
    code = {name: number for number, name in enumerate(network.corpus.databases)}
    most = _AUTHORS_AT_MOST if len(rows) < _FEW_FROM else _FEW_AUTHORS
    return {
        "total": chosen.total,
        "title": [details.title for details in chosen.details],
        "authors": [_authors(details.authors, most) for details in chosen.details],
        "source": source,
        "sources": sources,
        "year": [year or None for year in columns["year"][rows].tolist()],
        "citations": [n if n >= 0 else None for n in columns["citations"][rows].tolist()],
        "doi": dois,
        "database": [code[name or UNKNOWN_DATABASE] for name in columns["database"][rows].tolist()],
        "databases": list(code),
        "id": ids,
        "keywords": _held(network.incidence, rows),
        **_also(network.corpus, rows),
    }


def _also(corpus: Corpus, rows: Ints) -> dict[str, list[list[Any]]]:
    """Of records in several databases the others, with what the record is called there."""
    pieces = corpus.piece_columns
    if "id" not in pieces:
        return {}
    place = {row: position for position, row in enumerate(rows.tolist())}
    own = list(corpus.record_columns.rows("database", "id"))
    code = {name: number for number, name in enumerate(corpus.databases)}
    found = set()
    for record, database, name in pieces.rows("record", "database", "id"):
        if record in place and (database, name) != own[record]:
            found.add((place[record], code[database or UNKNOWN_DATABASE], name))
    return {"also": [list(entry) for entry in sorted(found)]} if found else {}


def _coded(values: list[str]) -> tuple[list[str], list[int]]:
    names = sorted(set(values))
    number = {name: code for code, name in enumerate(names)}
    return names, [number[value] for value in values]


def _authors(authors: tuple[str, ...], most: int) -> str:
    shown = "; ".join(authors[:most])
    return f"{shown}; …" if len(authors) > most else shown


def _held(incidence: Incidence, rows: Ints) -> list[list[int]]:
    begin = incidence.indptr[rows]
    sizes = incidence.indptr[rows + 1] - begin
    stops = np.cumsum(sizes)
    row = np.repeat(np.arange(len(rows)), sizes)
    nodes = incidence.indices[np.arange(len(row)) - (stops - sizes - begin)[row]]
    held = nodes[np.lexsort((nodes, row))].tolist()
    return [held[a:b] for a, b in zip((stops - sizes).tolist(), stops.tolist(), strict=True)]
