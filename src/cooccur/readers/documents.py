"""Where the long fields of records are read again: titles, authors, abstracts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, cast

from cooccur.errors import DataError
from cooccur.model import Details
from cooccur.readers.entry import Document, ReadFormat


@dataclass(frozen=True)
class OnDisk:
    """A file whose bytes, but for a mark at their beginning, are its document."""

    location: Path
    shift: int
    """Bytes that stand before the document."""
    size: int
    changed: int
    """Time of the last change when the file was read, in nanoseconds."""
    has_all: ClassVar[bool] = False
    """Whether the document is never had as a whole, only its records."""

    def spans(self, spans: Sequence[tuple[int, int]]) -> list[bytes] | None:
        """The bytes at these places of the document; None when the file may be another one."""
        try:
            with self.location.open("rb", buffering=0) as file:
                if not self.is_same():
                    return None
                found = []
                for start, stop in spans:
                    file.seek(start + self.shift)
                    found.append(file.read(stop - start))
        except OSError:
            return None
        whole = all(len(part) == b - a for part, (a, b) in zip(found, spans, strict=True))
        return found if whole and self.is_same() else None

    def is_same(self) -> bool:
        """Whether size and time of the last change are those of the file that was read."""
        status = self.location.stat()
        return (status.st_size, status.st_mtime_ns) == (self.size, self.changed)


def on_disk(location: Path, data: bytes, document: Document) -> OnDisk | None:
    """Where a document stands byte by byte in the file it was read from; None if it does not."""
    if not isinstance(document, bytes) or not data.endswith(document):
        return None
    try:
        status = location.stat()
    except OSError:
        return None
    if status.st_size != len(data):
        return None
    return OnDisk(location, len(data) - len(document), len(data), status.st_mtime_ns)


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
    file: OnDisk | None = None
    """Where single records can be read without the rest."""

    def again(self) -> Document:
        """The whole document.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        if self.document is not None:
            return self.document
        data = self.read_bytes()
        if sha256(data) != self.sha256:
            raise _changed(self)
        return self.open(data)


def _changed(kept: Kept) -> DataError:
    message = "the file changed while it was being worked with; start again"
    return DataError(message, code="changed", file=kept.path)


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
        if kept.file and kept.file.has_all:
            records = kept.file.spans(spans)
            if records is None:
                raise _changed(kept)
            return [kept.format.details(record, 0, len(record)) for record in records]
        document = kept.again()
        return [kept.format.details(document, start, stop) for start, stop in spans]

    def briefs(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """Title, authors and source of the records at these places of a file.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        kept = self._documents[file]
        brief = kept.format.brief
        if brief is None or (kept.file and kept.file.has_all):
            return self.details(file, spans)
        records = kept.file.spans(spans) if kept.file and kept.document is None else None
        if records is None:
            # Only formats of text tell in brief.
            document = cast("bytes", kept.again())
            records = [document[start:stop] for start, stop in spans]
        return [brief(record) for record in records]


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
