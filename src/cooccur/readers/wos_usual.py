"""WOS records with nothing unusual about them, made columns together.

Nearly all records have the accession number of the core collection, a year, counts, and every tag
once. What is told of them is worked out for a whole file at a time, many times faster than record
by record. All others are left to whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import AUTHOR, INDEX, Ints
from cooccur.readers.entry import Entries
from cooccur.readers.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    clean_doi,
    collapse,
    first_year,
    language_name,
    number,
    split_keywords,
    unescape,
)
from cooccur.readers.keywords import PackedWords
from cooccur.readers.tagged import FIRST_KIND, FieldLines, parted
from cooccur.readers.wos_places import WANTED_KINDS, Places

_ID: Final = rb"WOS:0{0,14}[1-9A-Z][0-9A-Z]*+"
"""What `fields.wos_id` would leave as it is."""
_USUAL_ID: Final = re.compile(_ID)
_USUAL_IDS: Final = re.compile(rb"(?:" + _ID + rb"\n)*+" + _ID)

_DOI: Final = rb"10\.\d{4,9}/[!-$'-~]{0,900}+(?<=[a-z0-9])"
"""What `fields.clean_doi` would leave as it is."""
_USUAL_DOI: Final = re.compile(rb"(?:" + _DOI + rb")?")
_USUAL_DOIS: Final = re.compile(rb"(?:(?:" + _DOI + rb")?\n)*+")

_KINDS: Final = np.array([AUTHOR, INDEX], dtype=np.uint8)
_COLUMN: Final = {tag: kind - FIRST_KIND for tag, kind in WANTED_KINDS.items()}
_LF, _BLANK = b"\n "


def usual_entries(
    document: bytes, lines: FieldLines, found: Places
) -> tuple[Entries, NDArray[np.bool_]]:
    """The usual records, and which they are: the others must be looked at one by one.

    Parameters
    ----------
    document : bytes
        LF line ends.
    lines : FieldLines
        The fields that light reading looks at.
    found : Places
        Where the records lie.
    """
    fields = _Fields(document, lines, found)
    rows = np.flatnonzero(fields.usual(has=("UT", "PY", "TC", "NR"), has_not="AK"))
    identifiers = fields.column("UT", rows)
    year, cited, references = fields.numbers(("PY", "TC", "NR"), rows)
    # Another number may hold a year all the same.
    year[(year < FIRST_YEAR) | (year > LAST_YEAR)] = -1
    told = ((year, "PY", _year), (cited, "TC", _count), (references, "NR", _count))
    for numbers, tag, read in told:
        unknown = np.flatnonzero(numbers < 0)
        numbers[unknown] = list(map(read, fields.column(tag, rows[unknown])))
    usual = (year > 0) & (cited >= 0) & (references >= 0) & _have_usual_form(identifiers)
    if not usual.all():
        identifiers = list(compress(identifiers, usual.tolist()))
        rows, year, cited, references = (x[usual] for x in (rows, year, cited, references))
    columns = {
        "line": found.line[rows],
        "start": found.start[rows],
        "stop": found.stop[rows],
        "id": b"\n".join(identifiers).decode("ascii").split("\n") if len(rows) else [],
        "doi": _dois(fields.column("DI", rows)),
        "match": np.full(len(rows), "", dtype=object),
        "year": year,
        "citations": cited,
        "references": references,
        "language": list(map(_language, fields.column("LA", rows))),
        "document_type": list(map(_type, fields.column("DT", rows))),
        "database": np.full(len(rows), "WOS", dtype=object),
    }
    words, place = _words(fields.column("DE", rows), fields.column("ID", rows))
    entries = Entries(columns, words, place // 2, _KINDS[place % 2])
    is_usual = np.zeros(len(found.start), dtype=bool)
    is_usual[rows] = True
    return entries, is_usual


class _Fields:
    """Where the tags of every record stand, and their values."""

    def __init__(self, document: bytes, lines: FieldLines, found: Places) -> None:
        sizes = found.last - found.first
        before = np.cumsum(sizes) - sizes
        owner = np.repeat(np.arange(len(sizes)), sizes)
        rows = np.arange(len(owner)) + (found.first - before)[owner]
        start, stop = lines.start[rows], lines.stop[rows]
        self._document = document
        self._rows = np.full((len(sizes), len(WANTED_KINDS)), -1)
        self._rows[owner, lines.kind[rows] - FIRST_KIND] = np.arange(len(rows))
        self._start, self._stop = start + 3, stop - 1
        text = np.frombuffer(document, dtype=np.uint8)
        is_plain = text[np.minimum(start + 2, len(text) - 1)] == _BLANK
        is_plain &= text[stop - 1] == _LF
        # A tag that stands twice leaves fewer tags than lines.
        self._usual = np.count_nonzero(self._rows >= 0, axis=1) == sizes
        self._usual[owner[~is_plain]] = False

    def usual(self, *, has: Sequence[str], has_not: str) -> NDArray[np.bool_]:
        """Which records have every tag at most once, and each of them as it is always written."""
        held = self._rows[:, [_COLUMN[tag] for tag in has]] >= 0
        usual: NDArray[np.bool_] = self._usual & (self._rows[:, _COLUMN[has_not]] < 0)
        return usual & held.all(axis=1)

    def column(self, tag: str, records: Ints) -> list[bytes]:
        """The value of a tag in each of these records, empty where it has none."""
        rows = self._rows[records, _COLUMN[tag]]
        held = rows >= 0
        start = np.where(held, self._start[rows], 0).tolist()
        stop = np.where(held, self._stop[rows], 0).tolist()
        document = self._document
        return [document[a:b] for a, b in zip(start, stop, strict=True)]

    def numbers(self, tags: Sequence[str], records: Ints) -> Ints:
        """The numbers that these fields, which each record has, are in as many rows.

        -1 where anything but a few digits stands.
        """
        rows = self._rows[records][:, [_COLUMN[tag] for tag in tags]].T
        start = self._start[rows]
        size = self._stop[rows] - start
        text = np.frombuffer(self._document, dtype=np.uint8)
        is_number = (size > 0) & (size <= _MOST_DIGITS)
        numbers = np.zeros(rows.shape, dtype=np.int64)
        for place in range(_MOST_DIGITS):
            # A field ends with its line, so the last byte of a document is never part of one.
            digit = text[np.minimum(start + place, len(text) - 1)] - _ZERO
            is_inside = size > place
            is_number &= (digit <= 9) | ~is_inside
            numbers = np.where(is_inside, 10 * numbers + digit, numbers)
            if not place:
                is_number &= (digit > 0) | (size == 1)
        numbers[~is_number] = -1
        return numbers


_MOST_DIGITS: Final = 6
_ZERO: Final = np.uint8(ord("0"))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


# Of all of these there are few values.
@lru_cache(maxsize=1 << 12)
def _year(raw: bytes) -> int:
    return first_year(_text(raw))


@lru_cache(maxsize=1 << 12)
def _count(raw: bytes) -> int:
    return number(_text(raw))


@lru_cache(maxsize=1 << 12)
def _language(raw: bytes) -> str:
    return language_name(_text(raw))


@lru_cache(maxsize=1 << 12)
def _type(raw: bytes) -> str:
    return collapse(_text(raw))


def _have_usual_form(identifiers: list[bytes]) -> NDArray[np.bool_]:
    if _USUAL_IDS.fullmatch(b"\n".join(identifiers)):
        return np.ones(len(identifiers), dtype=bool)
    return np.array([_USUAL_ID.fullmatch(name) is not None for name in identifiers], dtype=bool)


def _dois(values: list[bytes]) -> list[str]:
    whole = b"\n".join([*values, b""])
    if whole.isascii():
        whole = whole.lower()
        if _USUAL_DOIS.fullmatch(whole):
            return whole.decode("ascii").split("\n")[:-1]
    return [_doi(raw) for raw in values]


def _doi(raw: bytes) -> str:
    if _USUAL_DOI.fullmatch(plain := raw.lower()):
        return plain.decode("ascii")
    return clean_doi(_text(raw))


@lru_cache(maxsize=1 << 14)
def wos_keyword(word: str) -> str:
    """The keyword that a word of a list is, empty if it is none."""
    return next(iter(split_keywords(word, ";")), "")


def _words(author: list[bytes], index: list[bytes]) -> tuple[PackedWords, Ints]:
    """The words of all lists, and which list each is of: two belong to a record."""
    lists = [b""] * (2 * len(author))
    lists[0::2], lists[1::2] = author, index
    # Documents hold no NUL.
    whole = b"\0".join(lists)
    if any(mark in whole for mark in (b"&", b"<", b"(#br)", b"~([")):
        whole = b"\0".join(map(_unescaped, lists))
    return parted(whole, wos_keyword)


def _unescaped(raw: bytes) -> bytes:
    if b"&" in raw or b"<" in raw or b"(#br)" in raw or b"~([" in raw:
        return ";".join(split_keywords(unescape(raw.decode("utf-8", "replace")), ";")).encode()
    return raw
