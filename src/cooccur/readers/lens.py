"""Lens CSV of scholarly works. Its patents carry Lens ids too: `cooccur.readers.refused`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from cooccur.readers.table_forms import Cells, Places, TableForm, listed, table_format

COLUMNS: Final = {
    "lens id": "id",
    "title": "title",
    "date published": "date",
    "publication year": "year",
    "publication type": "kind",
    "source title": "source",
    "author/s": "authors",
    "abstract": "abstract",
    "fields of study": "fields",
    "keywords": "keywords",
    "mesh terms": "mesh",
    "doi": "doi",
    "references": "references",
    "citing works count": "citations",
    # Of patents.
    "jurisdiction": "patent",
    "kind": "patent",
    "display key": "patent",
    "application number": "patent",
    "inventors": "patent",
}
_ID: Final = re.compile(r"\d{3}-\d{3}-\d{3}-\d{3}-\d{2}[\dX]")


def lens_id(text: str) -> str:
    """The identifier of Lens in a text or an address, or empty."""
    found = _ID.search(text)
    return found[0] if found else ""


def _is_header(where: Places) -> bool:
    return "id" in where and len(where) > 1 and "patent" not in where


def _index(cells: Cells) -> Mapping[str, Sequence[str]]:
    return {"fields": listed(cells, "fields"), "mesh": listed(cells, "mesh")}


def _n_references(text: str) -> int:
    return len(_ID.findall(text)) if text.strip() else -1


FORMATS: Final = (
    table_format(
        TableForm(
            name="lens",
            title="Lens scholarly works (CSV)",
            database="Lens",
            columns=COLUMNS,
            is_header=_is_header,
            identifier=lens_id,
            index=_index,
            vocabulary="fields",
            references=_n_references,
        )
    ),
)
