"""How CNKI's tagged texts are written: their tags, and what a record and a field look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.readers.tagged import tag_kinds


class Tags(NamedTuple):
    """Which tags hold what; of several the first that is filled counts."""

    title: tuple[bytes, ...]
    authors: tuple[bytes, ...]
    keywords: tuple[bytes, ...]
    abstract: tuple[bytes, ...]
    sources: tuple[bytes, ...]
    years: tuple[bytes, ...]
    links: tuple[bytes, ...] = ()
    kind: tuple[bytes, ...] = ()
    doi: tuple[bytes, ...] = ()
    language: tuple[bytes, ...] = ()
    provider: tuple[bytes, ...] = ()
    translated_title: tuple[bytes, ...] = ()


class Dialect(NamedTuple):
    """One way of writing tagged text."""

    tags: Tags
    start: re.Pattern[bytes]
    """The line that begins a record."""
    title: bytes
    """How the line of a title begins."""
    last: re.Pattern[bytes]
    """A line after which a record can end; tells where, if the start of the next is lost."""
    light: re.Pattern[bytes]
    """Tag and value of the fields an entry needs."""
    full: re.Pattern[bytes]
    """Tag and value of all fields."""
    wanted: tuple[bytes, ...]
    """The tags that `light` looks for."""
    kinds: NDArray[np.uint8] | None = None
    """Where all tags are two characters: of what kind each is, for `tagged.field_lines`."""
    glued: re.Pattern[bytes] | None = None
    """Tags, with what follows them, that have no blank behind them."""


def _dialect(
    tags: Tags,
    *,
    start: bytes,
    title: bytes,
    last: bytes,
    any_tag: bytes,
    form: tuple[bytes, ...],
    short: Iterable[str] = (),
    glued: re.Pattern[bytes] | None = None,
) -> Dialect:
    """A dialect whose field is ``form`` (before the tag, any tag, after the tag) and its value.

    A value reaches to the next line that begins with any tag. ``short`` are the tags where all
    have two characters.
    """
    before, every, after = form
    wanted = tuple(sorted({tag for group in tags._replace(abstract=()) for tag in group}))
    asked = b"|".join(re.escape(tag) for tag in wanted)
    rest = after + rb"([^\n]*+(?:\n(?!" + any_tag + rb")[^\n]*+)*+)"
    return Dialect(
        tags=tags,
        start=re.compile(start),
        title=title,
        last=re.compile(last),
        light=re.compile(rb"\n" + before + rb"(" + asked + rb")" + rest),
        full=re.compile(rb"\n(?=" + any_tag + rb")" + before + rb"(" + every + rb")" + rest),
        wanted=wanted,
        kinds=tag_kinds(short, [tag.decode() for tag in wanted]) if short else None,
        glued=glued,
    )


# A tag is followed by a blank; only that of the authors of books is not.
REFWORKS: Final = _dialect(
    Tags(
        title=(b"T1",),
        authors=(b"A1",),
        keywords=(b"K1",),
        abstract=(b"AB",),
        sources=(b"JF", b"PB"),
        years=(b"YR", b"FD"),
        links=(b"LK", b"UL"),
        kind=(b"RT",),
        doi=(b"DO",),
        language=(b"LA",),
    ),
    start=rb"\nRT [A-Z][^\n]{2,60}\n(?=SR|A[13D]|T1|CL|DB|FD|JF|K1|PB|YR)",
    title=b"\nT1 ",
    last=rb"\n(?:DS|LA|CN|SN|DO|LK) [^\n]*",
    any_tag=(
        rb"(?:(?:RT|SR|T1|A[23D]|CL|JF|JO|PB|PP|YR|FD|IS|[vV][oO]|[OS]P|K1|AB|SN|CN|LA|D[SBO]|LK|U[LR]L?)"
        rb"(?![^ \n])|A1(?![a-z0-9]))"
    ),
    form=(b"", rb"[A-Za-z][A-Za-z0-9]", rb"(?:(?![^ \n])|(?<=A1)(?![a-z0-9]))"),
    short=[
        *("RT", "SR", "T1", "A1", "A2", "A3", "AD", "CL", "JF", "JO", "PB", "PP", "YR", "FD", "IS"),
        *("vo", "vO", "Vo", "VO", "OP", "SP", "K1", "AB", "SN", "CN", "LA", "DS", "DB", "DO", "LK"),
        *("UL", "UR"),
    ],
    glued=re.compile(rb"A1[^a-z0-9]|U[LR]L(?![^ \n])"),
)
ENDNOTE: Final = _dialect(
    Tags(
        title=(b"%T",),
        authors=(b"%A",),
        keywords=(b"%K",),
        abstract=(b"%X",),
        sources=(b"%J", b"%B", b"%I"),
        years=(b"%D", b"%8"),
        links=(b"%U",),
        kind=(b"%0",),
        doi=(b"%R",),
        language=(b"%G",),
    ),
    start=rb"\n%0 ",
    title=b"\n%T ",
    last=rb"\n%[W@LPRU] [^\n]*",
    any_tag=rb"%[!-~](?![^ \n])",
    form=(b"", rb"%[!-~]", rb"(?![^ \n])"),
    short=[f"%{chr(code)}" for code in range(ord("!"), ord("~") + 1)],
)
COLON: Final = rb"[ \t]*+(?::|\xef\xbc\x9a)"
NOTEEXPRESS: Final = _dialect(
    Tags(
        title=(b"Title",),
        authors=(b"Author",),
        keywords=(b"Keywords",),
        abstract=(b"Abstract",),
        sources=(b"Journal", b"Secondary Title", b"Tertiary Title", b"Publisher"),
        years=(b"Year", b"Date", b"TryDate"),
        links=(b"URL",),
        kind=(b"Reference Type",),
        doi=(b"DOI",),
        language=(b"Language",),
        provider=(b"Database Provider",),
        translated_title=(b"Translated Title",),
    ),
    start=rb"\n\{Reference Type\}" + COLON,
    title=b"\n{Title}",
    last=rb"\n\{(?:Database Provider|Language|SrcDatabase)\}[^\n]*",
    any_tag=rb"\{[^}\n]{1,60}\}" + COLON,
    form=(rb"\{", rb"[^}\n]++", rb"\}" + COLON),
)
# Between the halves of a label stands a hyphen, and then Chinese: "COVID-19:" is no label.
_HALF: Final = rb"-[\xe3-\xe9][^\s:\xef]{1,40}+"
_LABEL: Final = rb"(?:DataType|[A-Z][A-Za-z]{1,19}" + _HALF + rb")" + COLON
SELF_DEFINED: Final = _dialect(
    Tags(
        title=(b"Title",),
        authors=(b"Author",),
        keywords=(b"Keyword",),
        abstract=(b"Summary",),
        sources=(b"Source",),
        years=(b"Year", b"PubTime"),
        links=(b"Link", b"URL"),
        doi=(b"DOI",),
    ),
    start=rb"\n(?:DataType:|SrcDatabase-)",
    title=b"\nTitle-",
    last=rb"\n(?:Link|CLC|PageCount)-[^\n]*",
    any_tag=_LABEL,
    form=(b"", rb"[A-Za-z]++", rb"(?:" + _HALF + rb"|(?<=DataType))" + COLON),
)
_FIRST_LABEL: Final = re.compile(rb"\s*+(?=" + _LABEL + rb")([A-Za-z]++)")


def dialect_in(document: bytes, dialect: Dialect) -> Dialect:
    """The dialect as it is used in this document."""
    if dialect is not SELF_DEFINED:
        return dialect
    # The user chooses the fields, so that any of them can be the first of a record.
    first = _FIRST_LABEL.match(document)
    return (
        dialect._replace(start=re.compile(rb"\n" + first[1] + rb"(?=[-:])")) if first else dialect
    )
