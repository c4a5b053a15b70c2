"""Entries of WOS records with nothing unusual about them, made column by column.

Nearly all records have the accession number of the core collection, a year, counts, and every tag
once. What is told of them is worked out for a whole file at a time, several times faster than
record by record. All others are left to whoever asks.
"""

from __future__ import annotations

import codecs
import re
import string
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.readers.entry import Entry
from cooccur.readers.fields import (
    PLACEHOLDERS,
    clean_doi,
    collapse,
    first_year,
    language_name,
    number,
    plain_keywords,
    split_keywords,
    unescape,
)
from cooccur.readers.tagged import FieldLines, Memo
from cooccur.readers.wos_places import WANTED_KINDS, Place

_USUAL_ID: Final = re.compile(r"WOS:0{0,14}[1-9A-Z][0-9A-Z]*")
"""What `fields.wos_id` would leave as it is."""


def usual_entries(
    lines: FieldLines, values: Sequence[bytes], found: Sequence[Place]
) -> list[Entry | None]:
    """The entry of each record, None where the record must be looked at by itself.

    Parameters
    ----------
    lines : FieldLines
        The fields that light reading looks at.
    values : sequence of bytes
        Their values, still wrapped.
    found : sequence of Place
        The records, in the order of the document.
    """
    if not found:
        return []
    columns = _Columns(lines.kind, values, found)
    identifiers = _texts(columns["UT"])
    years, types, languages = Memo(first_year), Memo(collapse), Memo(language_name)
    counts = Memo(number)
    year = [years[raw] for raw in columns["PY"]]
    cited, references = ([counts[raw] for raw in columns[tag]] for tag in ("TC", "NR"))
    entries = map(
        Entry,
        [place.line for place in found],
        [place.start for place in found],
        [place.stop for place in found],
        identifiers,
        [clean_doi(raw.decode("utf-8", "replace")) for raw in columns["DI"]],
        repeat(""),
        year,
        cited,
        references,
        [languages[raw] for raw in columns["LA"]],
        [types[raw] for raw in columns["DT"]],
        repeat("WOS"),
        _keyword_lists(columns["DE"]),
        _keyword_lists(columns["ID"]),
    )
    is_usual = columns.is_usual(without="AK").tolist()
    return [
        entry if fits and year and cited >= 0 and n >= 0 and _USUAL_ID.fullmatch(name) else None
        for entry, fits, year, cited, n, name in zip(
            entries, is_usual, year, cited, references, identifiers, strict=True
        )
    ]


class _Columns:
    """The values of a tag, one of each record, and which records have a tag more than once."""

    def __init__(
        self, kind: NDArray[np.uint8], values: Sequence[bytes], found: Sequence[Place]
    ) -> None:
        self._kind = kind
        self._values = np.empty(len(values), dtype=object)
        self._values[:] = values
        rows = np.arange(len(values))
        first, last = (np.array([getattr(p, name) for p in found]) for name in ("first", "last"))
        self._owner: Ints = np.searchsorted(first, rows, side="right") - 1
        self._inside = rows < np.where(self._owner >= 0, last[self._owner], 0)
        self._n = len(found)
        self._unusual = np.zeros(self._n, dtype=bool)

    def _rows(self, tag: str) -> Ints:
        return np.flatnonzero((self._kind == WANTED_KINDS[tag]) & self._inside)

    def __getitem__(self, tag: str) -> list[bytes]:
        rows = self._rows(tag)
        owner = self._owner[rows]
        self._unusual |= np.bincount(owner, minlength=self._n) > 1
        column = np.full(self._n, b"", dtype=object)
        column[owner] = self._values[rows]
        values: list[bytes] = column.tolist()
        return values

    def is_usual(self, *, without: str) -> NDArray[np.bool_]:
        """Which records have every tag that was asked for at most once, and one tag not at all."""
        usual = ~self._unusual
        usual[self._owner[self._rows(without)]] = False
        return usual


def _texts(column: Iterable[bytes]) -> list[str]:
    return [raw.decode("utf-8", "replace").strip() for raw in column]


def _keyword_lists(column: list[bytes]) -> list[list[str]]:
    """The keywords of every list."""
    # Made plain together; documents hold no NUL.
    plain = [b"" if b"&" in raw or b"<" in raw else raw for raw in column]
    whole = b"\0".join(plain)
    if b"#br" in whole or b"~(" in whole or codecs.BOM_UTF8 in whole:
        plain = [b""] * len(column)
        whole = b"\0".join(plain)
    text = _spaced(whole)
    for spaced in ("; ", " ;", "\0 ", " \0"):
        text = text.replace(spaced, spaced.strip(" "))
    text = text.strip(" ")
    listed_of = text.split("\0")
    if len(listed_of) != len(column):
        listed_of, plain = [""] * len(column), [b""] * len(column)
    if _has_doubtful(text):
        lists = [plain_keywords(listed, ";") for listed in listed_of]
    else:
        lists = [listed.split(";") if listed else [] for listed in listed_of]
    for row, (raw, used) in enumerate(zip(column, plain, strict=True)):
        if raw and not used:
            lists[row] = split_keywords(unescape(raw.decode("utf-8", "replace")), ";")
    return lists


_CONTROLS: Final = bytes([*range(1, 32), 127])


def _spaced(lists: bytes) -> str:
    """The text with every run of white space as one blank."""
    joined = lists.replace(b"\n   ", b" ").replace(b"\n\0", b"\0").rstrip(b"\n")
    is_plain = joined.isascii() and len(joined.translate(None, _CONTROLS)) == len(joined)
    if is_plain and b"  " not in joined:
        return joined.decode("ascii")
    return " ".join(lists.decode("utf-8", "replace").split())


_BEGINS: Final = np.zeros(256, dtype=bool)
_BEGINS[np.frombuffer((string.ascii_letters + string.digits).encode(), dtype=np.uint8)] = True
_PARTS: Final = np.zeros(256, dtype=bool)
_PARTS[[0, ord(";")]] = True


def _has_doubtful(text: str) -> bool:
    """Whether lists without blanks around their separators may hold what is no keyword."""
    if text.startswith(";") or text.endswith(";") or ";\0" in text:
        return True
    data = np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)
    first = np.append(0, np.flatnonzero(_PARTS[data]) + 1)
    head = data[first[first < len(data)]]
    # Nearly all begin with a letter; a list may be empty, and then the next separator follows.
    if not (_BEGINS[head] | (head == 0)).all():
        return True
    return not PLACEHOLDERS.isdisjoint(text.replace("\0", ";").split(";"))
