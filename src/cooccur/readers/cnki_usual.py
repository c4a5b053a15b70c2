"""CNKI records with nothing unusual about them, made columns together.

Nearly all records have one title and one list of keywords in one language. What is told of them is
worked out for a whole file at a time, many times faster than record by record. All others are left
to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import compress
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from cooccur.model import AUTHOR, Ints
from cooccur.readers.cnki_dialects import Dialect
from cooccur.readers.cnki_fields import (
    Words,
    database_of,
    first_name,
    keyword_in,
    keywords_in,
    year_of_link,
)
from cooccur.readers.entry import Entries
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    first_year,
    language_name,
    match_keys,
    unescape,
)
from cooccur.readers.keywords import PackedWords
from cooccur.readers.tagged import FIRST_KIND, Spans, field_lines, parted

_T = TypeVar("_T")


def usual_entries(
    document: bytes, dialect: Dialect, found: Spans
) -> tuple[Entries, NDArray[np.bool_]]:
    """The usual records, and which they are: the others must be looked at one by one.

    Parameters
    ----------
    document : bytes
        LF line ends.
    dialect : Dialect
        How it is written.
    found : Spans
        Where the records lie.
    """
    fields = _Fields(document, dialect, found)
    tags = dialect.tags
    every = np.arange(len(found.start))
    titles, lists = fields.first(tags.title, every), fields.whole(tags.keywords[0], every)
    # On an indented line stands a second list.
    usual = fields.usual
    usual &= [
        bool(title) and b"\n " not in listed for title, listed in zip(titles, lists, strict=True)
    ]
    rows = np.flatnonzero(usual)
    titles, lists = (list(compress(values, usual.tolist())) for values in (titles, lists))

    def read(group: tuple[bytes, ...], make: Callable[[bytes], _T]) -> list[_T]:
        return list(map(make, fields.first(group, rows))) if group else [make(b"")] * len(rows)

    years = read(tags.years, year_in)
    if 0 in years:
        links = read(tags.links, first_line)
        years = [year or year_of_link(link) for year, link in zip(years, links, strict=True)]
    words, row = _words(lists)
    columns = {
        "line": found.line[rows],
        "start": found.start[rows],
        "stop": found.stop[rows],
        "id": np.full(len(rows), "", dtype=object),
        "doi": read(tags.doi, _doi),
        "match": match_keys(
            _titles(titles),
            _first_authors(fields.first(tags.authors, rows)),
            read(tags.sources, plain_line),
        ),
        "year": years,
        "citations": np.full(len(rows), -1),
        "references": np.full(len(rows), -1),
        "language": read(tags.language, language_of),
        "document_type": read(tags.kind, plain_line),
        "database": read(tags.provider, provider_of),
    }
    kind = np.full(len(words), AUTHOR, dtype=np.uint8)
    return Entries(columns, words, row, kind), usual


class _Fields:
    """Where the fields of every record stand, and their values."""

    def __init__(self, document: bytes, dialect: Dialect, found: Spans) -> None:
        kind, start, stop, is_plain = _light(document, dialect)
        owner = np.searchsorted(found.start, start, side="right") - 1
        self._document = document
        self._column = {tag: position for position, tag in enumerate(dialect.wanted)}
        self._rows = np.full((len(found.start), len(dialect.wanted)), -1)
        # What is assigned last, which is the first of each tag, stays.
        inside = np.flatnonzero(owner >= 0)[::-1]
        self._rows[owner[inside], kind[inside]] = inside
        # The mark of a record can be such that it does not end the field above it.
        self._start, self._stop = start, np.minimum(stop, found.stop[owner])
        self.usual = np.ones(len(found.start), dtype=bool)
        """Which records have one title and one list, and no field that is written strangely."""
        self.usual[owner[inside][~is_plain[inside]]] = False
        for tag in (*dialect.tags.title, *dialect.tags.keywords):
            held = owner[inside[kind[inside] == self._column[tag]]]
            self.usual &= np.bincount(held, minlength=len(found.start)) <= 1
        n_titles = np.count_nonzero(
            np.isin(kind, [self._column[tag] for tag in dialect.tags.title])
        )
        if document.count(dialect.title) > n_titles:
            # Some title is written so that it is no field, but tells that two records melted.
            self.usual[:] = False
        if dialect.kinds is None:
            # What stands in the first line of the document is not found.
            self.usual[:1] = False

    def first(self, tags: tuple[bytes, ...], records: Ints) -> list[bytes]:
        """The first of these fields that is filled in each of these records."""
        values = self._values(tags[0], records)
        for tag in tags[1:]:
            if all(values):
                break
            values = [a or b for a, b in zip(values, self._values(tag, records), strict=True)]
        return values

    def _values(self, tag: bytes, records: Ints) -> list[bytes]:
        return [value.strip() for value in self.whole(tag, records)]

    def whole(self, tag: bytes, records: Ints) -> list[bytes]:
        """A field of each of these records, with the blanks around it; empty where it has none."""
        rows = self._rows[records, self._column[tag]]
        held = rows >= 0
        if not held.any():
            return [b""] * len(rows)
        start = np.where(held, self._start[rows], 0).tolist()
        stop = np.where(held, self._stop[rows], 0).tolist()
        document = self._document
        return [document[a:b] for a, b in zip(start, stop, strict=True)]


def _light(document: bytes, dialect: Dialect) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """Tag, start and stop of the value of every field asked for, and whether it can be trusted."""
    if dialect.kinds is None:
        number = {tag: position for position, tag in enumerate(dialect.wanted)}
        rows = [(number[m[1]], *m.span(2)) for m in dialect.light.finditer(document)]
        kind, start, stop = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return kind, start, stop, np.ones(len(kind), dtype=bool)
    lines = field_lines(document, dialect.kinds, glued=dialect.glued)
    kind = lines.kind.astype(np.int64) - FIRST_KIND
    text = np.frombuffer(document, dtype=np.uint8)
    after = text[np.minimum(lines.start + 2, len(text) - 1)]
    # Of tags with no blank behind them only the authors' are sure to be what they seem.
    is_plain = np.isin(after, _BEHIND_TAGS) | np.isin(kind, _positions(dialect))
    return kind, lines.start + 2, lines.stop, is_plain


def _positions(dialect: Dialect) -> list[int]:
    return [dialect.wanted.index(tag) for tag in dialect.tags.authors]


_BEHIND_TAGS: Final = np.array([*b" \n"], dtype=np.uint8)
_UTF8: Final = ("utf-8", "replace")


def first_line(value: bytes) -> str:
    """The first line: what stands below is no part of a value that never wraps."""
    return value.partition(b"\n")[0].decode(*_UTF8)


@lru_cache(maxsize=1 << 14)
def plain_line(value: bytes) -> str:
    """The first line without entities, mark-up and wide gaps."""
    return collapse(unescape(first_line(value)))


@lru_cache(maxsize=1 << 12)
def year_in(value: bytes) -> int:
    """The year that a line tells, or 0."""
    return first_year(first_line(value))


@lru_cache(maxsize=1 << 8)
def language_of(value: bytes) -> str:
    """The language as WOS names it."""
    return language_name(first_line(value))


@lru_cache(maxsize=1 << 8)
def provider_of(value: bytes) -> str:
    """The database that a provider's name stands for."""
    return database_of(first_line(value))


def _doi(value: bytes) -> str:
    return clean_doi(first_line(value)) if value else ""


_SEMICOLON, _COMMA = "；".encode(), "，".encode()
_MARK_UP: Final = (b"&", b"<", b"(#br)", b"~([")


def _titles(values: list[bytes]) -> list[str]:
    whole = b"\0".join(values)
    if any(mark in whole for mark in _MARK_UP):
        return [unescape(value.decode(*_UTF8)) for value in values]
    return whole.decode(*_UTF8).split("\0") if values else []


def _first_authors(values: list[bytes]) -> list[str]:
    whole = b"\0".join(values)
    if any(mark in whole for mark in (*_MARK_UP, _SEMICOLON)):
        return [first_name(value.decode(*_UTF8)) for value in values]
    firsts = b"\0".join([value.partition(b";")[0] for value in values])
    return firsts.decode(*_UTF8).split("\0") if values else []


def _words(lists: list[bytes]) -> tuple[PackedWords, Ints]:
    """The words of all lists, and which list each is of."""
    whole = b"\0".join([raw.strip() for raw in lists])
    if any(mark in whole for mark in (b"&", b"<", b",", _COMMA)):
        words = Words()
        whole = b"\0".join(
            [
                ";".join(keywords_in(raw.decode(*_UTF8), words)).encode() if _is_odd(raw) else raw
                for raw in lists
            ]
        )
    return parted(whole.replace(_SEMICOLON, b";"), keyword_in)


def _is_odd(raw: bytes) -> bool:
    """Whether more than semicolons may part what stands in a list."""
    if b"&" in raw or b"<" in raw:
        return True
    return b";" not in raw and (b"," in raw or _COMMA in raw)
