"""The table of formats that can be read.

To add a format: one module with its row, its name in `READ_FORMATS`, one sample in the tests.
"""

from __future__ import annotations

from typing import Final

from cooccur.errors import UnknownChoiceError
from cooccur.readers import (
    bibtex,
    cnki,
    cnki_table,
    cochrane,
    cssci,
    dimensions,
    lens,
    openalex,
    pubmed,
    refused,
    ris,
    scopus_table,
    scopus_text,
    table,
    wos,
    wos_table,
)
from cooccur.readers.entry import Document, ReadFormat
from cooccur.readers.rows import Rows, delimited

READ_FORMATS: Final[tuple[ReadFormat, ...]] = (
    *wos.FORMATS,
    *cnki.FORMATS,
    *ris.FORMATS,
    *bibtex.FORMATS,
    *cssci.FORMATS,
    *scopus_text.FORMATS,
    *pubmed.FORMATS,
    *cochrane.FORMATS,
    *openalex.FORMATS,
    *wos_table.FORMATS,
    *cnki_table.FORMATS,
    *scopus_table.FORMATS,
    *dimensions.FORMATS,
    *lens.FORMATS,
    *refused.FORMATS,
    *table.FORMATS,
)
"""In the order in which they are tried, tables after all others, and any table last."""

ANY_TABLE: Final = table.FORMATS[0].name
STREAMED: Final = openalex.FORMATS[0].name
"""The format whose compressed files are read piece by piece."""


def format_named(name: str) -> ReadFormat:
    """The format of this name.

    Raises
    ------
    UnknownChoiceError
        When no format has it.
    """
    for row in READ_FORMATS:
        if row.name == name:
            return row
    raise UnknownChoiceError("format", name, [row.name for row in READ_FORMATS])


def recognise(document: Document) -> ReadFormat | None:
    """The format of a document, None when no reader knows it.

    Parameters
    ----------
    document : bytes or rows of cells
        As `decode` or `sheets` made it. Text is tried as a table as well.
    """
    candidates = (row for row in READ_FORMATS if not row.table)
    if found := next((row for row in candidates if row.recognises(document)), None):
        return found
    rows = head_rows(document) if isinstance(document, bytes) else document
    tables = (row for row in READ_FORMATS if row.table)
    return next((row for row in tables if row.recognises(rows)), None)


_HEAD: Final = 1 << 16


def head_rows(text: bytes) -> Rows:
    """The first rows of a text that may be a table."""
    rows = delimited(text[:_HEAD])
    return rows[:-1] if len(text) > _HEAD else rows
