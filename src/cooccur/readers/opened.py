"""Files opened: as text, or as sheets when they are workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cooccur.errors import DataError, UnrecognisedError
from cooccur.readers.archives import Content
from cooccur.readers.decode import Decoded, decode
from cooccur.readers.entry import Document, Note, ReadFormat
from cooccur.readers.rows import Rows, delimited
from cooccur.readers.sheets import is_sheet, sheet_encoding, sheets
from cooccur.readers.strangers import stranger


@dataclass(frozen=True)
class Opened:
    """A file as text, or as sheets when it is a workbook, or neither."""

    encoding: str
    text: bytes | None = None
    sheets: Sequence[Rows] = ()
    notes: Sequence[Note] = ()

    def document(self, row: ReadFormat, sheet: int) -> Document:
        """What a reader of this format wants."""
        if self.text is None:
            return self.sheets[sheet]
        return delimited(self.text) if row.table else self.text


def opened(content: Content) -> Opened:
    """The text or the sheets in the bytes of a file."""
    if is_sheet(content.data):
        found = sheets(content.data, content.path)
        return Opened(sheet_encoding(content.data), sheets=found)
    decoded = decode(content.data)
    if decoded is None:
        return Opened("")
    return Opened(decoded.encoding, text=decoded.text, notes=_encoding_notes(decoded))


def document_again(data: bytes, *, path: str, row: ReadFormat, sheet: int) -> Document:
    """The document of a file that was read before."""
    return opened(Content(path, data)).document(row, sheet)


def _encoding_notes(decoded: Decoded) -> list[Note]:
    notes = []
    if decoded.is_guess:
        message = (
            f"the encoding is neither UTF-8, UTF-16 nor GB18030 and was taken for "
            f"{decoded.encoding}: check names with accents, or save the file as UTF-8"
        )
        notes.append(Note(1, "encoding", message))
    if decoded.replaced:
        message = (
            f"{decoded.replaced} characters of this {decoded.encoding} file could not be read "
            "and were replaced; the first stands here: export the file again"
        )
        notes.append(Note(decoded.line, "encoding", message))
    return notes


def unrecognised(content: Content, opened: Opened, forced: ReadFormat | None) -> DataError:
    """The error that a file is no export, with what it seems to be."""
    if not content.data.strip() or (opened.text is not None and not opened.text.strip()):
        message = "the file is empty; export the records again"
        return UnrecognisedError(message, code="empty", file=content.path)
    found = stranger(content.data, opened.text)
    message = (
        f"no record of the format {forced.name} in it; {found.message}" if forced else found.message
    )
    return UnrecognisedError(message, code=found.code, file=content.path)
