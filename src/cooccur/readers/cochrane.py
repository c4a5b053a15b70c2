"""Cochrane Library: ``Record #1 of 151``, then ``XX: value``, one field a line.

``KY`` mixes MeSH with Emtree: a star marks main topics, qualifiers stand in brackets or behind a
slash: ``*Neurosurgery [history]``, ``Bone disease /therapy``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cooccur.model import Details
from cooccur.readers.entry import (
    ABOVE,
    Damage,
    Document,
    Entry,
    Parsed,
    ReadFormat,
    foreign_lines,
)
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    first_year,
    language_name,
    match_key,
    split_keywords,
    unescape,
)
from cooccur.readers.tagged import fields_of, records

_START: Final = re.compile(rb"\nRecord #\d+ of \d+[^\n]*")
_FIELD: Final = re.compile(rb"\n([A-Z]{2,4}):(?![^ \n])([^\n]*+(?:\n(?![A-Z]{2,4}: |\n)[^\n]*+)*+)")
_HEAD: Final = re.compile(_START.pattern + rb"\n+[A-Z]{2,4}: ")


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_HEAD.search(b"\n" + document[: 1 << 12]))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    is_first = True
    for line, start, stop in records(document, _START):
        if is_first and document[:start].strip():
            yield foreign_lines(1, document[:start], ABOVE)
        is_first = False
        yield _entry(document, line, start, stop)


_Fields = dict[str, list[str]]


def _fields(document: bytes, start: int, stop: int) -> _Fields:
    return fields_of(document[start:stop], _FIELD)


def _text(fields: _Fields, tag: str) -> str:
    return collapse(unescape(" ".join(fields.get(tag, ()))))


_QUALIFIERS: Final = re.compile(r"\s+(?:\[[^\[\]]*\]?|/.*)$")


def term(keyword: str) -> str:
    """The keyword without the star and qualifiers."""
    return _QUALIFIERS.sub("", keyword.lstrip("*")).strip()


def _entry(document: bytes, line: int, start: int, stop: int) -> Entry | Damage:
    fields = _fields(document, start, stop)
    title = _text(fields, "TI")
    authors = fields.get("AU", [])
    terms = map(term, split_keywords(_text(fields, "KY")))
    keywords = list(dict.fromkeys(filter(None, terms)))
    if not (title or authors or keywords):
        reason = f"it has no title, authors or keywords, only {', '.join(fields)}"
        return Damage(line, "damaged-record", reason)
    return Entry(
        line=line,
        start=start,
        stop=stop,
        id=_text(fields, "ID"),
        doi=clean_doi(_text(fields, "DOI")),
        match=match_key(title, authors[0] if authors else "", _text(fields, "SO")),
        year=first_year(_text(fields, "YR")),
        language=language_name(_text(fields, "LA")),
        document_type=_text(fields, "PT"),
        database="Cochrane",
        index_keywords=keywords,
    )


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = _fields(document, start, stop)
    return Details(
        title=_text(fields, "TI"),
        abstract=_text(fields, "AB"),
        authors=tuple(collapse(unescape(author)) for author in fields.get("AU", ())),
        source=_text(fields, "SO"),
    )


FORMATS: Final = (
    ReadFormat(
        name="cochrane",
        title="Cochrane Library text",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
