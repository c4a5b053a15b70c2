"""Scopus CSV."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from cooccur.readers.fields import collapse, unescape
from cooccur.readers.table_forms import (
    Cells,
    Places,
    TableForm,
    listed,
    names_in,
    table_format,
)

COLUMNS: Final = {
    "authors": "authors",
    "title": "title",
    "year": "year",
    "source title": "source",
    "cited by": "citations",
    "doi": "doi",
    "link": "link",
    "affiliations": "addresses",
    "abstract": "abstract",
    "author keywords": "keywords",
    "index keywords": "index",
    "references": "references",
    "language of original document": "language",
    "document type": "kind",
    "eid": "id",
    "author(s) id": "other",
    "authors with affiliations": "other",
    "art. no.": "other",
    "publication stage": "other",
    "page count": "other",
}
_EID: Final = re.compile(r"2-s2\.0-\d+")


def eid_in(text: str) -> str:
    """The identifier of a Scopus record in a text or an address, or empty."""
    found = _EID.search(text)
    return found[0] if found else ""


def _is_header(where: Places) -> bool:
    # Other tables have titles and sources too; the rest is Scopus' own.
    if "id" in where:
        return bool(where.keys() & {"title", "authors", "source"})
    return {"title", "source"} <= where.keys() and len(where.get("other", ())) >= 2


_AFTER_DOT: Final = re.compile(r"(?<=\.),\s+")


def authors_in(text: str) -> list[str]:
    """The authors: ``Pan, Y., Yu, C.`` (2016), ``Pan Y., Yu C.`` (2020) or ``Pan Y.; Yu C.``."""
    if ";" in text:
        return names_in(text)
    if text.startswith("[No author"):
        return []
    names = (collapse(part) for part in _AFTER_DOT.split(unescape(text)))
    return [name for name in names if name]


def _aligned(row: Sequence[str], header: Sequence[str]) -> Sequence[str]:
    """Cells below their names where a row has funding texts more than the header has columns."""
    if not eid_in(row[-1]):
        return row
    names = [collapse(name).casefold() for name in header]
    funding = [at for at, name in enumerate(names) if name.startswith("funding")]
    first = funding[-1] if funding else len(header)
    return [*row[: first + 1], *row[first + 1 + len(row) - len(header) :]]


def _index(cells: Cells) -> Mapping[str, Sequence[str]]:
    return {"index": listed(cells, "index")}


def _n_references(text: str) -> int:
    return sum(1 for part in text.split("; ") if part.strip()) if text.strip() else -1


FORMATS: Final = (
    table_format(
        TableForm(
            name="scopus-table",
            title="Scopus table (CSV)",
            database="Scopus",
            columns=COLUMNS,
            is_header=_is_header,
            identifier=eid_in,
            authors=authors_in,
            index=_index,
            references=_n_references,
            aligned=_aligned,
        )
    ),
)
