"""What becomes of the fields of records that are made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import AUTHOR, INDEX, TRANSLATED, Columns, Corpus, Ints, priority_of
from cooccur.prepare.keywords import comparison_key, is_chinese


def _first_known(values: list[Any]) -> Any:  # noqa: ANN401 texts or numbers
    return next((value for value in values if value), values[0])


def _longest(values: list[str]) -> str:
    return max(values, key=len)


def _earliest(years: list[int]) -> int:
    return min((year for year in years if year), default=0)


_OWN: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "id": _first_known,
    "doi": _first_known,
    "match": _first_known,
    "database": _first_known,
    "citations": max,
    "references": max,
}
"""What does not depend on databases: the surviving record's own, or the largest number."""
_PREFERRED: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "language": _longest,
    "document_type": _longest,
    "year": _earliest,
}
"""What the database says that has priority among those that say it, and of its several values."""


def united_records(columns: Columns, groups: list[list[int]]) -> Columns:
    """The columns of records with those of every group united in its first row.

    Parameters
    ----------
    columns : Columns
        Of records.
    groups : list of list of int
        Rows of the same records, the survivor first.

    Returns
    -------
    Columns
        As many rows as before.

    Notes
    -----
    Identifier, DOI and database are the survivor's own where it has them, else the first of the
    others. Counts of citations and references are the largest. Year, document type and language
    are those of the database that comes first in `cooccur.model.PRIORITY` among those that tell
    them; where it tells several, the earliest year and the longest text.
    """
    names = columns["database"].tolist()
    rank = [priority_of(name) for name in names]
    united = {}
    for name, unite in (_OWN | _PREFERRED).items():
        known = columns[name].tolist()
        united[name] = columns[name].copy()
        for rows in groups:
            telling = rows
            if name in _PREFERRED:
                telling = [row for row in rows if known[row]] or rows
                best = min(rank[row] for row in telling)
                telling = [row for row in telling if rank[row] == best]
            united[name][rows[0]] = unite([known[row] for row in telling])
    return columns.with_columns(**united)


def united_keywords(corpus: Corpus, groups: list[list[int]], owner: Ints, place: Ints) -> Columns:
    """The keywords of all records of a group for its survivor, each once within its kind.

    Parameters
    ----------
    corpus : Corpus
        As read.
    groups : list of list of int
        Rows of the same records, the survivor first.
    owner : Ints
        The survivor of every record.
    place : Ints
        The rank of every record by file and line.
    """
    columns, kind = corpus.keyword_columns, corpus.keyword_columns["kind"]
    turned = _turned(corpus, groups)[columns["record"]]
    opposite = np.array([TRANSLATED, INDEX, AUTHOR])[kind]
    columns = columns.with_columns(kind=np.where(turned, opposite, kind).astype(kind.dtype))
    columns = moved(columns, owner, place)
    survives = np.zeros(len(corpus), dtype=bool)
    survives[[rows[0] for rows in groups]] = True
    united = survives[owner == np.arange(len(corpus))]
    rows = np.flatnonzero(united[columns["record"]])
    kept = np.ones(columns.length, dtype=bool)
    kept[rows] = _first_of_each(columns.take(rows), corpus.vocabulary)
    return columns.take(kept)


def _turned(corpus: Corpus, groups: list[list[int]]) -> NDArray[np.bool_]:
    """Records whose authors' list is in another language than that of their group's first."""
    columns = corpus.keyword_columns
    involved = np.zeros(len(corpus), dtype=bool)
    involved[[row for rows in groups for row in rows]] = True
    lists = columns.take(involved[columns["record"]] & (columns["kind"] == AUTHOR))
    chinese_codes = [c for c in np.unique(lists["keyword"]) if is_chinese(corpus.vocabulary[c])]
    has_list, chinese, turned = np.zeros((3, len(corpus)), dtype=bool)
    has_list[lists["record"]] = True
    chinese[lists["record"][np.isin(lists["keyword"], chinese_codes)]] = True
    for rows in groups:
        with_list = [row for row in rows if has_list[row]]
        turned[with_list] = chinese[with_list] != chinese[with_list[:1]]
    return turned


def _first_of_each(columns: Columns, vocabulary: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a keyword stands for the first time in its record and kind."""
    codes, code = np.unique(columns["keyword"], return_inverse=True)
    position: dict[str, int] = {}
    keys = [position.setdefault(comparison_key(vocabulary[c]), len(position)) for c in codes]
    key = np.array(keys, dtype=np.int64)[code]
    cell = (columns["record"].astype(np.int64) * 3 + columns["kind"]) * len(position) + key
    first = np.zeros(columns.length, dtype=bool)
    first[np.unique(cell, return_index=True)[1]] = True
    return first


def moved(columns: Columns, owner: Ints, place: Ints) -> Columns:
    """The rows with those of a merged record behind those of the one that survives."""
    record = columns["record"]
    position = np.cumsum(owner == np.arange(len(owner))) - 1
    target = position[owner[record]]
    order = np.argsort(target * len(owner) + place[record], kind="stable")
    return columns.with_columns(record=target).take(order)
