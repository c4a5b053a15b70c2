"""Exports of several formats in one file, as they come about when downloads are put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple, cast

from cooccur.model import Details
from cooccur.readers.begins import HEADER, Begin, Recognise
from cooccur.readers.entry import Damage, Document, Entries, Entry, Note, Parsed, ReadFormat
from cooccur.readers.marks import begins
from cooccur.readers.rows import delimited

_DAMAGED: Final = {"foreign-lines", "unfinished-record", "damaged-record"}
_TELLING: Final = {"wos-tagged", "citespace-cnki", "ris", "wos-table"}
"""Formats that cannot swallow another export without a word."""


def may_be_glued(document: bytes, row: ReadFormat, codes: set[str]) -> bool:
    """Whether a text should be looked through for exports of other formats.

    Parameters
    ----------
    document : bytes
        The text.
    row : ReadFormat
        The format it was read as.
    codes : set of str
        Of what was wrong with it then.
    """
    if row.name not in _TELLING or codes & _DAMAGED:
        return True
    # Works of OpenAlex can be a single line, at the end of the last one of these.
    return document[-_TAIL:].rstrip().endswith((b"]", b"}"))


_TAIL: Final = 256


class _Part(NamedTuple):
    """A piece of a document that is of one format."""

    start: int
    stop: int
    line: int
    """How many lines stand above it."""
    format: ReadFormat


def glued_format(document: bytes, row: ReadFormat, recognise: Recognise) -> ReadFormat | None:
    """A format that reads every part of a document by its own one; None when it is one export.

    Parameters
    ----------
    document : bytes
        Text as readers get it.
    row : ReadFormat
        The format it was read as.
    recognise : callable
        Tells the format of a part.
    """
    parts = _parts(document, row.name, recognise)
    if len(parts) < 2:
        return None
    names = list(dict.fromkeys(part.format.name for part in parts))
    # Its name must tell it from the reader of one export.
    names = names * 2 if len(names) == 1 else names
    glued = _Glued(parts)
    return ReadFormat(
        name=" + ".join(names),
        title="several exports in one file",
        recognises=lambda _: False,
        parse=glued.parse,
        details=glued.details,
    )


def _parts(document: bytes, read_as: str, recognise: Recognise) -> list[_Part]:
    cuts: list[Begin] = []
    for begin in begins(document, read_as, recognise):
        if begin.is_apart or not cuts or begin.kind != cuts[-1].kind:
            cuts.append(begin)
    if not cuts:
        return []
    # A table with headings of one's own has no mark, but may stand above the others.
    if cuts[0].place:
        cuts.insert(0, Begin(0, HEADER, is_apart=True))
    parts: list[_Part] = []
    line, counted = 0, 0
    for begin, after in zip_longest(cuts, cuts[1:]):
        start, stop = begin.place, after.place if after else len(document)
        line += document.count(b"\n", counted, start)
        counted = start
        row = recognise(document[start:stop])
        if parts and (row is None or (row is parts[-1].format and not begin.is_apart)):
            parts[-1] = parts[-1]._replace(stop=stop)
        elif row:
            parts.append(_Part(start, stop, line, row))
    return [part._replace(start=0, line=0) if part is parts[0] else part for part in parts]


class _Glued:
    """Reads a document part by part; places of records are those in the whole document."""

    def __init__(self, parts: list[_Part]) -> None:
        self._parts = parts
        self._starts = [part.start for part in parts]
        self._last: tuple[int, Document, Document] | None = None

    def parse(self, document: Document) -> Iterator[Parsed]:
        """All records of all parts."""
        for part in self._parts:
            for found in part.format.parse(_document(document, part)):
                yield _moved(found, part)

    def details(self, document: Document, start: int, stop: int) -> Details:
        """The long fields of a record. Records are asked for part by part."""
        place = bisect_right(self._starts, start) - 1
        part = self._parts[place]
        if not self._last or self._last[0] != place or self._last[1] is not document:
            self._last = place, document, _document(document, part)
        return part.format.details(self._last[2], start - part.start, stop - part.start)


def _moved(found: Parsed, part: _Part) -> Parsed:
    """What was found in a part, where it stands in the whole."""
    if isinstance(found, Entry):
        start, stop = found.start + part.start, found.stop + part.start
        return found._replace(line=found.line + part.line, start=start, stop=stop)
    if isinstance(found, Entries):
        return found.moved(by=part.start, lines=part.line)
    if isinstance(found, Damage | Note):
        return found._replace(line=found.line + part.line)
    return found


def _document(document: Document, part: _Part) -> Document:
    """The part as its reader wants it. A table has fewer rows than bytes, so places stay apart."""
    # Only texts are cut into parts.
    text = cast("bytes", document)[part.start : part.stop]
    return delimited(text) if part.format.table else text
