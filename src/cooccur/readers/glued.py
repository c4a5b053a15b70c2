"""Exports of several formats in one file, as they come about when downloads are put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from typing import Final, NamedTuple, TypeAlias

from cooccur.model import Details
from cooccur.readers.cnki_dialects import COLON
from cooccur.readers.entry import Damage, Document, Entry, Note, Parsed, ReadFormat
from cooccur.readers.rows import delimited

_Recognise: TypeAlias = Callable[[Document], ReadFormat | None]

# WOS ends without a line end, CNKI with a blank: what follows stands behind them.
# The bytes that one can begin with rule out most lines at once.
_MARK: Final = (
    rb"(?:EF| )?(?=[FPRSDT%{@<\"\xe3\xe5])(?="
    rb"(?P<wos>FN [^\n]*\nVR 1\.0|PT [A-Z][a-z]{0,11} *\n+[A-Z][A-Z0-9] )"
    rb"|(?P<refworks>RT [A-Z][^\n]{2,60}\n(?:SR|A1|T1|AD|A3|DB) ?)"
    rb"|(?P<endnote>%0 [A-Z])"
    rb"|(?P<noteexpress>\{Reference Type\}" + COLON + rb")"
    rb"|(?P<self_defined>(?:DataType: ?\d+\n)?SrcDatabase-[\xe3-\xe9][^\n:]{2,20}:)"
    rb"|(?P<ris>TY {1,2}-(?![^ \n])[^\n]*\n\s*[A-Z][A-Z0-9] {1,2}-(?![^ \n]))"
    rb"|(?P<bibtex>@[A-Za-z]++\s*+[{(]\s*+[^\s,{}=()]*+\s*+,\s*+[A-Za-z][\w-]*+\s*+=\s*+[{\"\w])"
    rb"|(?P<html><(?:html|table)\b)"
    rb"|(?P<table>\"?PT\"?\t\"?(?:AU|BA)\"?\t)"
    rb"|(?P<pubmed>PMID- \d+ *\n)"
    rb"|(?P<cochrane>Record #\d+ of \d+\n)"
    rb"|(?P<scopus>Scopus\nEXPORT DATE:)"
    + "|(?P<cssci>南京大学中国社会科学研究评价中心|【来源篇名】)".encode()
    + rb")"
)
_FIRST: Final = re.compile(_MARK)
_BEGIN: Final = re.compile(rb"\n" + _MARK)
_DAMAGED: Final = {"foreign-lines", "unfinished-record", "damaged-record"}
_TELLING: Final = {"wos-tagged", "citespace-cnki", "ris", "wos-table"}
"""Formats that cannot swallow another export without a word."""


def may_be_glued(row: ReadFormat, codes: set[str]) -> bool:
    """Whether a text should be looked through for exports of other formats.

    Parameters
    ----------
    row : ReadFormat
        The format it was read as.
    codes : set of str
        Of what was wrong with it then.
    """
    return row.name not in _TELLING or bool(codes & _DAMAGED)


class _Part(NamedTuple):
    """A piece of a document that is of one format."""

    start: int
    stop: int
    line: int
    """How many lines stand above it."""
    format: ReadFormat


def glued_format(document: bytes, recognise: _Recognise) -> ReadFormat | None:
    """A format that reads every part of a document by its own one; None when it is one export.

    Parameters
    ----------
    document : bytes
        Text as readers get it.
    recognise : callable
        Tells the format of a part.
    """
    parts = _parts(document, recognise)
    names = list(dict.fromkeys(part.format.name for part in parts))
    if len(names) < 2:
        return None
    glued = _Glued(parts)
    return ReadFormat(
        name=" + ".join(names),
        title="several exports in one file",
        recognises=lambda _: False,
        parse=glued.parse,
        details=glued.details,
    )


def _parts(document: bytes, recognise: _Recognise) -> list[_Part]:
    cuts: list[int] = []
    kind = None
    first = _FIRST.match(document)
    for found in chain((first,) if first else (), _BEGIN.finditer(document)):
        if found.lastgroup != kind:
            kind = found.lastgroup
            cuts.append(found.end())
    if not cuts:
        return []
    # A table with headings in words has no mark of its own, but may stand above the others.
    if not document[: cuts[0]].strip() or not recognise(document[: cuts[0]]):
        cuts[0] = 0
    parts: list[_Part] = []
    line, counted = 0, 0
    cuts = [0, *cuts] if cuts[0] else cuts
    for start, stop in pairwise([*cuts, len(document)]):
        line += document.count(b"\n", counted, start)
        counted = start
        row = recognise(document[start:stop])
        if parts and row in (None, parts[-1].format):
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
    if isinstance(found, Damage | Note):
        return found._replace(line=found.line + part.line)
    return found


def _document(document: Document, part: _Part) -> Document:
    """The part as its reader wants it. A table has fewer rows than bytes, so places stay apart."""
    if not isinstance(document, bytes):
        return document
    text = document[part.start : part.stop]
    return delimited(text) if part.format.table else text
