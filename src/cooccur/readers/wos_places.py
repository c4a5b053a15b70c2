"""Where the records of WOS tagged text lie, also where a mark is lost between them."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from cooccur.model import Ints
from cooccur.readers.entry import Note, foreign_lines
from cooccur.readers.tagged import FIRST_KIND, FieldLines, field_lines, tag_kinds

_TAGS: Final = [
    a + b for a in string.ascii_uppercase for b in string.ascii_uppercase + string.digits
]
_WANTED: Final = ("PT", "ER", "UT", "PY", "EA", "TC", "NR", "LA", "DT", "DI", "DE", "ID", "AK")
_NAMES: Final = np.array([*[""] * FIRST_KIND, *_WANTED], dtype=object)
_KINDS: Final = tag_kinds(_TAGS, _WANTED)
WANTED_KINDS: Final = {tag: FIRST_KIND + place for place, tag in enumerate(_WANTED)}
"""The kinds of the fields of light reading by their tags."""
_LAST_MARK: Final = FIRST_KIND + 1
"""The kinds up to this one, ``PT`` and ``ER``, bound records."""

GLUED: Final = r"(?:AU|AF|TI|SO|AB|DE|ID)[A-Z][a-z]|(?:PY|NR|TC|Z9)\d|UT[A-Z]+:|DI10\."
"""A tag without the blank after it, and what tells that the rest of the word is a value."""

_GLUED: Final = re.compile(GLUED.encode())
_BEGIN: Final = re.compile(rb"PT [A-Z][a-z]{0,11} *(?:\n|\Z)")
_END: Final = re.compile(rb"ER *(?:\n|\Z)")
_HEADER: Final = re.compile(rb"(?:FN|VR|EF)(?: .*)?|\s*")
_UNFINISHED: Final = "unfinished-record"
_BETWEEN: Final = "lines between records that belong to none of them: "


def light_fields(document: bytes) -> FieldLines:
    """Where the fields of light reading begin."""
    return field_lines(document, _KINDS, glued=_GLUED)


def tags_of(lines: FieldLines, rows: slice) -> list[str]:
    """The tags of some of these fields."""
    tags: list[str] = _NAMES[lines.kind[rows]].tolist()
    return tags


class Place(NamedTuple):
    """Where a record lies: its field lines ``first:last``, its bytes ``start:stop``, its line."""

    first: int
    last: int
    start: int
    stop: int
    line: int


class Places(NamedTuple):
    """Where records lie, in the order of the document: the values of `Place` as columns."""

    first: Ints
    last: Ints
    start: Ints
    stop: Ints
    line: Ints

    def place(self, row: int) -> Place:
        """Where one of them lies."""
        return Place(*(int(column[row]) for column in self))


def places(document: bytes, lines: FieldLines) -> tuple[Places, list[Note]]:
    """Every record, and what stands between records although it belongs to none."""
    if found := _regular(document, lines):
        return found, []
    parts = list(_careful(document, lines))
    rows = [part for part in parts if isinstance(part, Place)]
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(Place._fields)).T
    return Places(*columns), [part for part in parts if isinstance(part, Note)]


_ABOVE: Final = re.compile(rb"(?:FN [^\n]*\n)?(?:VR [^\n]*\n)?")
_BELOW: Final = re.compile(rb"\s*(?:EF\s*)?")
_LF, _BLANK = b"\n "


def _regular(document: bytes, lines: FieldLines) -> Places | None:
    """The places of records that follow one another as they should; None if any does not."""
    marks = np.flatnonzero(lines.kind <= _LAST_MARK)
    begins, ends = marks[0::2], marks[1::2]
    if not len(ends) or len(begins) != len(ends):
        return None
    start, end = lines.start[begins], lines.start[ends]
    text = np.frombuffer(document, dtype=np.uint8)
    if len(text) < end[-1] + 3:
        return None
    letter = text[start + 3]
    as_usual = (
        (lines.kind[begins] == FIRST_KIND)
        & (lines.kind[ends] == _LAST_MARK)
        & (text[start + 2] == _BLANK)
        & (letter >= ord("A"))
        & (letter <= ord("Z"))
        & (text[start + 4] == _LF)
        & (text[end + 2] == _LF)
    )
    gaps = start[1:] - end[:-1]
    is_regular = (
        as_usual.all()
        # Between records stands a blank line, or none.
        and ((gaps == 3) | (gaps == 4)).all()
        and _ABOVE.fullmatch(document, 0, int(start[0]))
        and _BELOW.fullmatch(document, int(end[-1]) + 3)
    )
    return Places(begins + 1, ends, start, end + 3, lines.line[begins]) if is_regular else None


def _careful(document: bytes, lines: FieldLines) -> Iterator[Place | Note]:
    marks = np.flatnonzero(lines.kind <= _LAST_MARK)
    opened: Place | None = None
    free = Place(0, 0, 0, 0, 1)  # where the space between records begins
    for row, start, line, kind in zip(
        marks.tolist(),
        lines.start[marks].tolist(),
        lines.line[marks].tolist(),
        lines.kind[marks].tolist(),
        strict=True,
    ):
        if kind == FIRST_KIND and _BEGIN.match(document, start):
            if opened:
                yield from _unfinished(opened, row, start)
            elif start > free.start + 1:
                space = Place(free.first, row, free.start, start, free.line)
                yield from _between(document, lines, space)
            opened = Place(row + 1, 0, start, 0, line)
        elif kind == _LAST_MARK and (end := _END.match(document, start)):
            if opened:
                yield Place(opened.first, row, opened.start, end.end(), opened.line)
            else:
                space = Place(free.first, row, free.start, end.end(), free.line)
                yield from _between(document, lines, space)
            opened = None
            free = Place(row + 1, 0, end.end(), 0, line + 1)
    if opened:
        yield from _unfinished(opened, len(lines.kind), len(document))
    else:
        rest = free._replace(last=len(lines.kind), stop=len(document))
        yield from _between(document, lines, rest)


def _unfinished(opened: Place, last: int, stop: int) -> Iterator[Place | Note]:
    message = "the record has no end mark ER; it was closed where the next one or the file ends"
    yield Note(opened.line, _UNFINISHED, message)
    yield opened._replace(last=last, stop=stop)


def _between(document: bytes, lines: FieldLines, space: Place) -> Iterator[Place | Note]:
    """A record that lost its ``PT``, or a note on lines that belong to no record, or nothing."""
    start, line = space.start, space.line
    for text in document[space.start : space.stop].split(b"\n"):
        if not _HEADER.fullmatch(text) and not _END.match(text):
            break
        start, line = start + len(text) + 1, line + 1
    else:
        return
    n_kinds = len(set(lines.kind[space.first : space.last].tolist()))
    if n_kinds < 2:
        yield foreign_lines(line, document[start : space.stop], _BETWEEN)
    else:
        yield Note(line, _UNFINISHED, "the record has no start mark PT")
        yield space._replace(start=start, line=line)
