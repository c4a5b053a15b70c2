"""CNKI's text exports: RefWorks, EndNote, NoteExpress, self-defined and E-Study."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Details
from cooccur.readers.cnki_dialects import (
    COLON,
    ENDNOTE,
    NOTEEXPRESS,
    REFWORKS,
    SELF_DEFINED,
    Dialect,
    dialect_in,
)
from cooccur.readers.cnki_fields import (
    Words,
    bilingual,
    first_name,
    has_cjk,
    keywords_in,
    plain_details,
    year_of_link,
)
from cooccur.readers.cnki_usual import (
    first_line,
    language_of,
    plain_line,
    provider_of,
    usual_entries,
    year_in,
)
from cooccur.readers.entry import (
    ABOVE,
    Damage,
    Document,
    Entry,
    Note,
    Parsed,
    ReadFormat,
    foreign_lines,
)
from cooccur.readers.fields import (
    clean_doi,
    match_key,
    unescape,
)
from cooccur.readers.tagged import Spans, has_line, spans


def _parse(document: Document, *, dialect: Dialect) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    dialect = dialect_in(document, dialect)
    found = spans(document, dialect.start)
    is_usual = np.zeros(0, dtype=bool)
    if len(found.start):
        entries, is_usual = usual_entries(document, dialect, found)
        yield entries
    words = Words()
    for span in chain(
        _above(document, dialect, found), _unusual(document, dialect, found, is_usual)
    ):
        if span.note == _FOREIGN:
            yield foreign_lines(span.line, document[span.start : span.stop], ABOVE)
        elif span.note:
            yield Note(span.line, *span.note)
        if span.note != _FOREIGN:
            yield _entry(document, dialect, span, words)


class _Span(NamedTuple):
    """Where a record lies, and a note (code, message) where something is wrong."""

    line: int
    start: int
    stop: int
    note: tuple[str, str] | None = None


_FOREIGN: Final = ("foreign-lines", ABOVE)
_NO_START: Final = ("unfinished-record", "the line that begins this record is missing")


def _above(document: bytes, dialect: Dialect, found: Spans) -> Iterator[_Span]:
    """What stands above the first mark of a record."""
    above = document[: found.start[0]] if len(found.start) else document
    if above.strip():
        note = _NO_START if dialect.title in b"\n" + above else _FOREIGN
        yield from _parted(document, dialect, _Span(1, 0, len(above), note))


def _unusual(
    document: bytes, dialect: Dialect, found: Spans, is_usual: NDArray[np.bool_]
) -> Iterator[_Span]:
    for row in np.flatnonzero(~is_usual).tolist():
        line, start, stop = (int(column[row]) for column in found)
        span = _Span(line, start, stop)
        title = document.find(dialect.title, span.start, span.stop)
        if title < 0 or document.find(dialect.title, title + 1, span.stop) < 0:
            yield span
        else:
            yield from _parted(document, dialect, span)


def _parted(document: bytes, dialect: Dialect, span: _Span) -> Iterator[_Span]:
    """The record at this place, or those that melted into it: no record has two titles."""
    title = span.start
    if not document.startswith(dialect.title[1:], title):
        title = document.find(dialect.title, span.start, span.stop)
    while title >= 0:
        other = document.find(dialect.title, title + 1, span.stop)
        cut = _end_between(document, dialect, title, other) if other >= 0 else 0
        if cut:
            yield span._replace(stop=cut)
            line = span.line + document.count(b"\n", span.start, cut)
            span = _Span(line, cut, span.stop, _NO_START)
        title = other
    yield span


def _end_between(document: bytes, dialect: Dialect, title: int, other: int) -> int:
    """Where the record of the first title ends; 0 if both titles seem to be lines of one."""
    end = 0
    for found in dialect.last.finditer(document, title, other):
        end = found.end()
    if not end:
        blank = document.rfind(b"\n\n", title, other + 1)
        if blank < 0:
            return 0
        below = _pairs(document, blank + 2, other, dialect.full)
        # In an abstract any line can stand, and above it a blank one.
        end = 0 if any(tag in dialect.tags.abstract for tag, _ in below) else blank + 1
    while end and document[end] == ord("\n") and end <= other:
        end += 1
    return end


def _entry(document: bytes, dialect: Dialect, span: _Span, words: Words) -> Entry | Damage:
    pairs = _pairs(document, span.start, span.stop, dialect.light)
    fields = dict(reversed(pairs))
    tags = dialect.tags
    title = unescape(_first(fields, tags.title).decode(*_UTF8))
    authors = _first(fields, tags.authors).decode(*_UTF8)
    language = language_of(_first(fields, tags.language))
    own, translated = _keywords(pairs, tags.keywords, title, language, words)
    if not (title or authors or own or translated):
        return _damage(document, dialect, span)
    year = year_in(_first(fields, tags.years))
    return Entry(
        line=span.line,
        start=span.start,
        stop=span.stop,
        doi=clean_doi(first_line(doi)) if (doi := _first(fields, tags.doi)) else "",
        match=match_key(title, first_name(authors), plain_line(_first(fields, tags.sources))),
        year=year or year_of_link(first_line(_first(fields, tags.links))),
        language=language,
        document_type=plain_line(_first(fields, tags.kind)),
        database=provider_of(_first(fields, tags.provider)),
        author_keywords=own,
        translated_keywords=translated,
    )


def _pairs(
    document: bytes, start: int, stop: int, field: re.Pattern[bytes]
) -> list[tuple[bytes, bytes]]:
    # A field begins after the end of a line, which the first line of a document lacks.
    if start:
        return field.findall(document, start - 1, stop)
    return field.findall(b"\n" + document[:stop])


_UTF8: Final = ("utf-8", "replace")


def _first(fields: Mapping[bytes, bytes], tags: tuple[bytes, ...]) -> bytes:
    """The first of these fields that is filled."""
    for tag in tags:
        value = fields.get(tag)
        if value and (value := value.strip()):
            return value
    return b""


def _keywords(
    pairs: list[tuple[bytes, bytes]],
    tags: tuple[bytes, ...],
    title: str,
    language: str,
    words: Words,
) -> tuple[list[str], Sequence[str]]:
    listed = b";".join([value for tag, value in pairs if tag in tags]).decode(*_UTF8).lstrip(" ")
    if "\n " not in listed:
        return keywords_in(listed, words), ()
    return bilingual(listed, words, is_chinese=language == "Chinese" or has_cjk(title))


def _damage(document: bytes, dialect: Dialect, span: _Span) -> Damage:
    tags = [tag for tag, _ in _pairs(document, span.start, span.stop, dialect.full)]
    found = b", ".join(tags[:20]).decode(*_UTF8)
    return Damage(span.line, "damaged-record", f"it has no title, author or keywords, only {found}")


def _details(document: Document, start: int, stop: int, *, dialect: Dialect) -> Details:
    if not isinstance(document, bytes):
        return Details()
    pairs = _pairs(document, start, stop, dialect.full)
    fields = dict(reversed(pairs))
    tags = dialect.tags
    return plain_details(
        title=_first(fields, tags.title).decode(*_UTF8),
        abstract=_first(fields, tags.abstract).decode(*_UTF8),
        authors=b";".join(value for tag, value in pairs if tag in tags.authors).decode(*_UTF8),
        source=plain_line(_first(fields, tags.sources)),
        translated_title=_first(fields, tags.translated_title).decode(*_UTF8),
    )


def _brief(record: bytes, *, dialect: Dialect) -> Details:
    pairs = dialect.light.findall(b"\n" + record)
    fields = dict(reversed(pairs))
    tags = dialect.tags
    return plain_details(
        title=_first(fields, tags.title).decode(*_UTF8),
        abstract="",
        authors=b";".join(value for tag, value in pairs if tag in tags.authors).decode(*_UTF8),
        source=plain_line(_first(fields, tags.sources)),
        translated_title=_first(fields, tags.translated_title).decode(*_UTF8),
    )


def _recognises(document: Document, *, head: re.Pattern[bytes]) -> bool:
    return isinstance(document, bytes) and has_line(document, head, 1 << 12)


def _format(name: str, title: str, head: bytes, dialect: Dialect) -> ReadFormat:
    return ReadFormat(
        name=name,
        title=title,
        recognises=partial(_recognises, head=re.compile(rb"\n" + head)),
        parse=partial(_parse, dialect=dialect),
        details=partial(_details, dialect=dialect),
        brief=partial(_brief, dialect=dialect),
    )


FORMATS: Final = (
    _format(
        "cnki-refworks",
        "CNKI RefWorks text",
        rb"RT [A-Z][^\n]{2,60}\n(?:SR|A1|T1|AD|A3|DB) ?",
        REFWORKS,
    ),
    _format("cnki-endnote", "CNKI EndNote text", rb"%0 [A-Z]", ENDNOTE),
    _format("noteexpress", "NoteExpress text", rb"\{Reference Type\}" + COLON, NOTEEXPRESS),
    _format(
        "cnki-self-defined",
        "CNKI self-defined and E-Study text",
        rb"(?:DataType: ?\d+\n)?(?:SrcDatabase|Title|Author|Keyword)-[\xe3-\xe9][^\n:]{2,20}:",
        SELF_DEFINED,
    ),
)
