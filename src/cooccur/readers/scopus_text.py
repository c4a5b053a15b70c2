"""Scopus plain text: a head without tags (authors, ids, title, ``(2013) Source, …``), then fields.

``INDEX KEYWORDS`` joins the terms of each vocabulary with semicolons and the vocabularies with
commas: ``article; web browser, Bibliometrics; Humans``. Headings have commas of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from cooccur.model import Details
from cooccur.readers.entry import Damage, Document, Entry, Note, Parsed, ReadFormat
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    country_of,
    language_name,
    match_key,
    number,
    split_keywords,
    unescape,
)
from cooccur.readers.scopus_table import authors_in, eid_in

_FILE_HEAD: Final = re.compile(rb"\s*Scopus\s*\nEXPORT DATE:[^\n]*\n?")
_END: Final = re.compile(rb"\nSOURCE: ?Scopus[^\n]*")
_TAGS: Final = (
    rb"DOI|AFFILIATIONS|ABSTRACT|AUTHOR KEYWORDS|INDEX KEYWORDS|FUNDING DETAILS|FUNDING TEXT \d+|"
    rb"REFERENCES|CORRESPONDENCE ADDRESS|EDITORS|PUBLISHER|SPONSORS|CONFERENCE [A-Z ]+|ISSN|ISBN|"
    rb"CODEN|PUBMED ID|LANGUAGE OF ORIGINAL DOCUMENT|ABBREVIATED SOURCE TITLE|DOCUMENT TYPE|"
    rb"PUBLICATION STAGE|OPEN ACCESS|MOLECULAR SEQUENCE NUMBERS|CHEMICALS/CAS|TRADENAMES|"
    rb"MANUFACTURERS|SOURCE"
)
_FIELD: Final = re.compile(rb"\n(" + _TAGS + rb"):([^\n]*+(?:\n(?!(?:" + _TAGS + rb"):)[^\n]*+)*+)")


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_FILE_HEAD.match(document))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    at, line, counted = 0, 1, 0
    while (start := _filled(document, at)) < len(document):
        # Where exports were glued together the head of a file comes again.
        if head := _FILE_HEAD.match(document, start):
            at = head.end()
            continue
        line += document.count(b"\n", counted, start)
        counted = start
        end = _END.search(document, start)
        at = end.end() if end else len(document)
        if not end:
            yield Note(line, "unfinished-record", "its last line, SOURCE: Scopus, is missing")
        yield _entry(document, line, start, at)


_BLANK: Final = re.compile(rb"\s*+")


def _filled(document: bytes, at: int) -> int:
    blank = _BLANK.match(document, at)
    return blank.end() if blank else at


class _Record(NamedTuple):
    """The lines of the head, and the fields below it."""

    authors: str
    title: str
    published: str
    """``(2013) PLoS ONE, 8 (5), art. no. e64841, . Cited 603 times.``"""
    link: str
    fields: dict[str, str]


_PUBLISHED: Final = re.compile(r"\((\d{4})\) *([^,]*)")
_CITED: Final = re.compile(r"Cited ([\d,]+) times?\.?$")
_IDS: Final = re.compile(r"(?:\d{6,}; ?)*\d{6,};?|\[No author id.*")


def _record(document: bytes, start: int, stop: int) -> _Record:
    text = b"\n" + document[start:stop]
    tagged = _FIELD.search(text)
    head = text[: tagged.start()] if tagged else text
    lines = [line for raw in head.decode("utf-8", "replace").split("\n") if (line := raw.strip())]
    where = next((at for at, line in enumerate(lines) if _PUBLISHED.match(line)), -1)
    above = [line for line in lines[: max(where, 0)] if not _IDS.fullmatch(line)]
    fields = {
        tag.decode("ascii"): value.decode("utf-8", "replace").strip()
        for tag, value in reversed(_FIELD.findall(text))
    }
    return _Record(
        authors=above[0] if len(above) > 1 else "",
        title=collapse(unescape(" ".join(above[1:] if len(above) > 1 else above))),
        published=lines[where] if where >= 0 else "",
        link=next((line for line in lines if line.startswith("http")), ""),
        fields=fields,
    )


def _entry(document: bytes, line: int, start: int, stop: int) -> Entry | Damage:
    record = _record(document, start, stop)
    get = record.fields.get
    authors = authors_in(record.authors)
    own = split_keywords(unescape(get("AUTHOR KEYWORDS", "")))
    index = terms_in(unescape(get("INDEX KEYWORDS", "")))
    if not (record.title or authors or own or index):
        found = ", ".join(record.fields) or "lines without a field"
        return Damage(line, "damaged-record", f"no title, authors or keywords, only {found}")
    published = _PUBLISHED.match(record.published)
    cited = _CITED.search(record.published)
    source = collapse(unescape(published[2])) if published else ""
    return Entry(
        line=line,
        start=start,
        stop=stop,
        id=eid_in(record.link),
        doi=clean_doi(get("DOI", "")),
        match=match_key(record.title, authors[0] if authors else "", source),
        year=int(published[1]) if published else 0,
        citations=number(cited[1]) if cited else 0 if published else -1,
        references=_n_references(get("REFERENCES", "")),
        language=language_name(get("LANGUAGE OF ORIGINAL DOCUMENT", "")),
        document_type=collapse(get("DOCUMENT TYPE", "")),
        database="Scopus",
        author_keywords=own,
        index_keywords=index,
    )


_BETWEEN: Final = re.compile(r"; *\n")


def _n_references(text: str) -> int:
    return sum(1 for part in _BETWEEN.split(text) if part.strip()) if text else -1


def terms_in(text: str) -> list[str]:
    """Index keywords, where a comma parts vocabularies but also words of one heading.

    The terms of a vocabulary stand in alphabetical order. So ``Models, Theoretical; Periodicals``
    begins with a heading, since no list begins with ``Theoretical; Periodicals``.
    """
    terms: list[str] = []
    lists = split_keywords(text)
    for term, following in zip_longest(lists, lists[1:], fillvalue=""):
        *parts, last = term.split(", ")
        if parts and following and last.casefold() > following.casefold():
            last = f"{parts.pop()}, {last}"
        terms += [*parts, last]
    return list(dict.fromkeys(word for part in terms if (word := part.strip())))


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    record = _record(document, start, stop)
    addresses = record.fields.get("AFFILIATIONS", "").split(";")
    countries = (country_of(unescape(address)) for address in addresses)
    published = _PUBLISHED.match(record.published)
    return Details(
        title=record.title,
        abstract=collapse(unescape(record.fields.get("ABSTRACT", ""))),
        authors=tuple(authors_in(record.authors)),
        countries=tuple(dict.fromkeys(filter(None, countries))),
        source=collapse(unescape(published[2])) if published else "",
    )


FORMATS: Final = (
    ReadFormat(
        name="scopus-text",
        title="Scopus plain text",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
