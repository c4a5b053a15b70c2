"""PubMed: MEDLINE text (``.nbib``, ``pubmed-….txt``).

Tags of two to four letters stand before a hyphen; a line that begins with blanks continues the
field above it. ``OT`` holds the authors' keywords, ``MH`` the headings of MeSH, one a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from cooccur.model import Details
from cooccur.readers.entry import (
    ABOVE,
    Damage,
    Document,
    Entry,
    Parsed,
    ReadFormat,
    Settings,
    foreign_lines,
)
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    country_of,
    first_year,
    language_name,
    match_key,
    split_keywords,
    unescape,
)
from cooccur.readers.tagged import records
from cooccur.readers.vocabularies import Chosen

_START: Final = re.compile(rb"\nPMID *-(?![^ \n])")
_VALUE: Final = rb" {0,2}-(?![^ \n])([^\n]*+(?:\n[ \t]++[^\n]*+)*+)"
_FIELD: Final = re.compile(rb"\n([A-Z]{2,4})" + _VALUE)
_LIGHT: Final = re.compile(
    rb"\n(PMID|TI|BTI|AU|FAU|JT|TA|DP|DEP|CRDT|EDAT|PT|LA|LID|AID|OT|MH)" + _VALUE
)
_HEAD: Final = re.compile(_START.pattern + rb" *\d+ *\n(?:[A-Z]{2,4} {0,2}- |[ \t]|\n|$)")

_Fields = dict[str, list[str]]


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_HEAD.search(b"\n" + document[: 1 << 12]))


def _parse(document: Document, *, asked: str) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    chosen = Chosen("mesh", asked)
    is_first = True
    for line, start, stop in records(document, _START):
        if is_first and document[:start].strip():
            yield foreign_lines(1, document[:start], ABOVE)
        is_first = False
        yield _entry(document, (line, start, stop), chosen)
    if not is_first:
        yield from chosen.told()


def _fields(document: bytes, start: int, stop: int, field: re.Pattern[bytes]) -> _Fields:
    """The values of every field, wrapped lines joined with one blank."""
    fields: _Fields = {}
    for tag, value in field.findall(b"\n" + document[start:stop]):
        text = collapse(value.decode("utf-8", "replace"))
        if text:
            fields.setdefault(tag.decode("ascii"), []).append(text)
    return fields


def _first(fields: _Fields, *tags: str) -> str:
    return next((fields[tag][0] for tag in tags if fields.get(tag)), "")


def _entry(document: bytes, place: tuple[int, int, int], chosen: Chosen) -> Entry | Damage:
    line, start, stop = place
    fields = _fields(document, start, stop, _LIGHT)
    title = unescape(_first(fields, "TI", "BTI"))
    authors = fields.get("FAU") or fields.get("AU") or []
    own = [word for text in fields.get("OT", ()) for word in split_keywords(unescape(text))]
    headings = [unescape(text) for text in fields.get("MH", ())]
    index = chosen.terms({"mesh": headings})
    identifier = _first(fields, "PMID")
    if not (title or authors or own or index):
        found = ", ".join(fields)
        reason = f"it has no title, authors or keywords, only {found}"
        return Damage(line, "damaged-record", reason)
    years = (first_year(_first(fields, tag)) for tag in ("DP", "DEP", "EDAT", "CRDT"))
    return Entry(
        line=line,
        start=start,
        stop=stop,
        id=identifier if identifier.isdecimal() else "",
        doi=_doi(fields),
        match=match_key(title, authors[0] if authors else "", _first(fields, "JT", "TA")),
        year=next((year for year in years if year), 0),
        language=language_name(_first(fields, "LA")),
        document_type="; ".join(fields.get("PT", ())),
        database="PubMed",
        author_keywords=own,
        index_keywords=index,
    )


def _doi(fields: _Fields) -> str:
    texts = [text for tag in ("LID", "AID") for text in fields.get(tag, ())]
    marked = (clean_doi(text) for text in texts if text.endswith("[doi]"))
    return next(filter(None, marked), "")


# What follows the country in an address.
_CONTACT: Final = re.compile(r"\.?\s+(?:Electronic address:|\S+@).*|\.\s+\S+@.*")


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = _fields(document, start, stop, _FIELD)
    addresses = (a for text in fields.get("AD", ()) for a in text.split(";"))
    countries = (country_of(_CONTACT.sub("", address)) for address in addresses)
    return Details(
        title=unescape(_first(fields, "TI", "BTI")),
        abstract=unescape(_first(fields, "AB")),
        authors=tuple(fields.get("FAU") or fields.get("AU") or ()),
        countries=tuple(dict.fromkeys(filter(None, countries))),
        source=_first(fields, "JT", "TA"),
    )


def _format(settings: Settings | None = None) -> ReadFormat:
    return ReadFormat(
        name="pubmed",
        title="PubMed text (MEDLINE, .nbib)",
        recognises=_recognises,
        parse=partial(_parse, asked=settings.vocabulary if settings else ""),
        details=_details,
        configured=_format,
    )


FORMATS: Final = (_format(),)
