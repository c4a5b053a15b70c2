"""The records in the page: which of them, in what order, and what is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from cooccur.model import Details, Incidence, Ints, KeywordNetwork

_AUTHORS_AT_MOST: Final = 6


@dataclass(frozen=True)
class RecordChoice:
    """The records a page holds."""

    rows: Ints
    """Their positions in the corpus, in the order of the page."""
    details: list[Details]
    """Their long fields."""
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
        # Ties of the cut are broken by what a record is, never by where it stood.
        keys = zip(
            (-columns["citations"][rows]).tolist(),
            (-columns["year"][rows]).tolist(),
            columns["id"][rows].tolist(),
            columns["match"][rows].tolist(),
            rows.tolist(),
            strict=True,
        )
        rows = np.array([key[-1] for key in sorted(keys)[:at_most]], dtype=np.int64)
        rows.sort()
    details = network.corpus.details(rows.tolist())
    years, cited = columns["year"][rows].tolist(), columns["citations"][rows].tolist()
    ids, matches = columns["id"][rows].tolist(), columns["match"][rows].tolist()
    order = sorted(
        range(len(rows)),
        key=lambda i: (-years[i], -cited[i], details[i].title, ids[i], matches[i]),
    )
    return RecordChoice(rows[order], [details[i] for i in order], total)


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
        keywords``; year and citations are null where unknown, ``id`` is left out where a DOI tells
        the record, ``keywords`` are positions of nodes.
    """
    columns, rows = network.corpus.record_columns, chosen.rows
    dois, ids = columns["doi"][rows].tolist(), columns["id"][rows].tolist()
    sources, source = _coded([details.source for details in chosen.details])
    databases, database = _coded(columns["database"][rows].tolist())
    return {
        "total": chosen.total,
        "title": [details.title for details in chosen.details],
        "authors": [_authors(details.authors) for details in chosen.details],
        "source": source,
        "sources": sources,
        "year": [year or None for year in columns["year"][rows].tolist()],
        "citations": [n if n >= 0 else None for n in columns["citations"][rows].tolist()],
        "doi": dois,
        "database": database,
        "databases": databases,
        "id": ["" if doi else name for name, doi in zip(ids, dois, strict=True)],
        "keywords": _held(network.incidence, rows),
    }


def _coded(values: list[str]) -> tuple[list[str], list[int]]:
    names = sorted(set(values))
    number = {name: code for code, name in enumerate(names)}
    return names, [number[value] for value in values]


def _authors(authors: tuple[str, ...]) -> str:
    shown = "; ".join(authors[:_AUTHORS_AT_MOST])
    return f"{shown}; …" if len(authors) > _AUTHORS_AT_MOST else shown


def _held(incidence: Incidence, rows: Ints) -> list[list[int]]:
    begin, end = incidence.indptr[rows].tolist(), incidence.indptr[rows + 1].tolist()
    return [np.sort(incidence.indices[a:b]).tolist() for a, b in zip(begin, end, strict=True)]
