"""Where the long fields of records are read again: titles, authors, abstracts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from cooccur.errors import DataError
from cooccur.model import Details
from cooccur.readers.entry import Document, ReadFormat


@dataclass(frozen=True)
class Kept:
    """One document and how to get it again."""

    path: str
    format: ReadFormat
    sha256: str
    document: Document | None
    """None when it is too large to be kept."""
    read_bytes: Callable[[], bytes]
    """Reads the file again."""
    open: Callable[[bytes], Document]
    """Makes the document of its bytes."""


class KeptDocuments:
    """The documents behind a corpus: small ones are kept, large ones read again.

    Parameters
    ----------
    documents : sequence of Kept
        In the order of ``Corpus.files``.
    """

    def __init__(self, documents: Sequence[Kept]) -> None:
        self._documents = documents

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """The long fields of the records at these places of a file, in the order asked for.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        kept = self._documents[file]
        document = kept.document
        if document is None:
            data = kept.read_bytes()
            if sha256(data) != kept.sha256:
                message = "the file changed while it was being worked with; start again"
                raise DataError(message, code="changed", file=kept.path)
            document = kept.open(data)
        return [kept.format.details(document, start, stop) for start, stop in spans]


def sha256(data: bytes) -> str:
    """The SHA-256 of these bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


MOST_KEPT: Final = 64 << 20
"""Bytes of documents that are kept in memory; members of archives come on top."""


def size_of(document: Document) -> int:
    """About how many bytes a document takes."""
    if isinstance(document, bytes):
        return len(document)
    return sum(60 + len(cell) for row in document for cell in row)
