"""What a reader hands over: entries, damages and notes, and the row that describes a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Details, Ints

Document: TypeAlias = bytes | Sequence[Sequence[str]]
"""One export as a reader sees it.

Text formats get UTF-8 bytes whose lines end with LF, without byte-order marks and NULs; sheets
and delimited tables get rows of cells.
"""


class Entry(NamedTuple):
    """The light fields of one record; the rest is read again by ``ReadFormat.details``."""

    line: int
    """1-based line (row) of the document where the record starts."""
    start: int
    """Where the record starts in the document: byte offset, or row index."""
    stop: int
    """Where it ends (exclusive)."""
    id: str = ""
    """Identifier of the database (``WOS:000…``), empty if there is none that can be trusted."""
    doi: str = ""
    """DOI, lower case, without resolver address."""
    match: str = ""
    """Title, first author and source joined by ``\\x1f``: identifies records without an id."""
    year: int = 0
    """Publication year, 0 when unknown."""
    citations: int = -1
    """Times cited, -1 when the export does not tell."""
    references: int = -1
    """Number of cited references, -1 when the export does not tell."""
    language: str = ""
    """``English``, ``Chinese``, … as WOS names languages; empty when the export does not tell."""
    document_type: str = ""
    """As exported, several parted by ``"; "``."""
    database: str = ""
    """``WOS``, ``CNKI``, …"""
    author_keywords: Sequence[str] = ()
    index_keywords: Sequence[str] = ()
    translated_keywords: Sequence[str] = ()
    """The second, other-language list of a bilingual record."""


@dataclass(frozen=True)
class Entries:
    """The light fields of many records by columns, for formats that are read that way."""

    columns: Mapping[str, Any]
    """A sequence or array for each field of `Entry` that is no list of keywords."""
    words: Sequence[str]
    """Their keywords one after the other."""
    row: Ints
    """The record of each keyword, ascending."""
    kind: NDArray[np.uint8]
    """`AUTHOR`, `INDEX` or `TRANSLATED`; ascending in each record."""

    def __len__(self) -> int:
        return len(self.columns["start"])

    def moved(self, *, by: int, lines: int) -> Entries:
        """The same records in a document that has so many more bytes and lines above them."""
        columns = self.columns
        places = {name: columns[name] + by for name in ("start", "stop")}
        return replace(self, columns={**columns, **places, "line": columns["line"] + lines})

    def __iter__(self) -> Iterator[Entry]:
        """One entry after the other."""
        lists: list[tuple[list[str], ...]] = [([], [], []) for _ in range(len(self))]
        for word, row, kind in zip(self.words, self.row.tolist(), self.kind.tolist(), strict=True):
            lists[row][kind].append(word)
        cells = (np.asarray(self.columns[name]).tolist() for name in CELLS)
        for *values, (author, index, translated) in zip(*cells, lists, strict=True):
            yield Entry._make([*values, author, index or (), translated or ()])


CELLS: Final = Entry._fields[:-3]
"""The fields of an entry that are no lists of keywords."""


class Damage(NamedTuple):
    """A record that cannot be kept."""

    line: int
    code: str
    reason: str


class Note(NamedTuple):
    """Something about the file that its user should know; no record is lost by it."""

    line: int
    code: str
    message: str


def foreign_lines(line: int, text: bytes, words: str = "lines that belong to no record: ") -> Note:
    """The note that lines belong to no record, and how many of them say something."""
    number = sum(1 for one in text.split(b"\n") if one.strip())
    return Note(line, "foreign-lines", f"{words}{number}")


ABOVE: Final = "lines above the first record that belong to no record: "


class Vocabularies(NamedTuple):
    """How many records have terms of each vocabulary, where a format has several; comes last."""

    n_records: Mapping[str, int]
    line: int = 1


Parsed: TypeAlias = Entry | Entries | Damage | Note | Vocabularies


def one_by_one(parsed: Iterable[Parsed]) -> list[Entry | Damage | Note | Vocabularies]:
    """Every part for itself, by line; a note stands above the record that begins on its line."""
    parts: list[Entry | Damage | Note | Vocabularies] = []
    for part in parsed:
        if isinstance(part, Entries):
            parts += part
        else:
            parts.append(part)
    return sorted(parts, key=lambda part: (part.line, not isinstance(part, Note)))


@dataclass(frozen=True)
class Settings:
    """What the user says of how some formats are read."""

    vocabulary: str = ""
    """Which vocabulary counts as index keywords; empty: that of the format."""
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names of columns of a table of one's own, by field."""


@dataclass(frozen=True)
class ReadFormat:
    """One row of the table of formats."""

    name: str
    """As in ``--format`` and in reports, such as ``cnki-refworks``."""
    title: str
    """As people call it, such as ``CNKI RefWorks text``."""
    recognises: Callable[[Document], bool]
    """Whether this is the format; looks at the head of the document only."""
    parse: Callable[[Document], Iterator[Parsed]]
    """All records, in the order of the document; those told by columns may come before others."""
    details: Callable[[Document, int, int], Details]
    """The long fields of the record at ``start:stop``."""
    table: bool = False
    """Whether the document is rows of cells."""
    brief: Callable[[bytes], Details] | None = None
    """Title, authors and source alone, of the bytes of one record; the same as ``details`` finds.

    None where a record cannot be understood without the rest of its document.
    """
    configured: Callable[[Settings], ReadFormat] | None = None
    """The same format read by these settings; None where none of them matters to it."""
