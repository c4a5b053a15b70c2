r"""Tagged text, cut fast: where its records lie, where their fields lie, what one record says.

Documents are UTF-8 bytes with LF line ends (`cooccur.readers.decode`). Most of an export is text
that a map never looks at (abstracts, cited references), so nothing is decoded before it is wanted:
positions come first, and only the fields asked for are cut out.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.readers.fields import PLACEHOLDERS
from cooccur.readers.keywords import PackedWords

NO_TAG: Final = 0
OTHER_TAG: Final = 1
FIRST_KIND: Final = 2
"""Kinds of lines: no field begins here; a field nobody asked for; from here on those asked for."""

_BLOCK: Final = 1 << 20
_LF: Final = 10
_BLANK: Final = 32


def records(document: bytes, start_mark: re.Pattern[bytes]) -> Iterator[tuple[int, int, int]]:
    r"""Line, start and stop of every record that begins with a mark and ends where the next does.

    Parameters
    ----------
    document : bytes
        LF line ends.
    start_mark : re.Pattern
        Begins with a literal ``\n``, which keeps the search fast; the record begins after it. A
        mark at the very start of the document counts as well.
    """
    columns = (column.tolist() for column in spans(document, start_mark))
    yield from zip(*columns, strict=True)


class Spans(NamedTuple):
    """Where records lie, one row each: what `records` tells, by columns."""

    line: Ints
    start: Ints
    stop: Ints


def spans(document: bytes, start_mark: re.Pattern[bytes]) -> Spans:
    """The same as `records` for all records at once."""
    starts = [found.start() + 1 for found in start_mark.finditer(document)]
    if start_mark.match(b"\n" + document[: 1 << 12]):
        starts.insert(0, 0)
    start = np.array(starts, dtype=np.int64)
    ends = np.flatnonzero(np.frombuffer(document, dtype=np.uint8) == _LF)
    stop = np.append(start[1:], len(document))[: len(start)]
    return Spans(np.searchsorted(ends, start) + 1, start, stop)


def has_line(document: bytes, mark: re.Pattern[bytes], within: int) -> bool:
    r"""Whether a line near the beginning is such a mark.

    Parameters
    ----------
    document : bytes
        LF line ends.
    mark : re.Pattern
        Begins with a literal ``\n``, as of `records`.
    within : int
        How many bytes are looked through.
    """
    begin = b"\n" + document[: 1 << 12]
    return bool(mark.match(begin) or mark.search(document, 0, within))


class FieldLines(NamedTuple):
    """The lines where a field begins, one row each, in the order of the document."""

    kind: NDArray[np.uint8]
    """Which of the tags asked for: ``FIRST_KIND`` plus its position."""
    start: Ints
    """Byte where the line begins."""
    stop: Ints
    """Byte where the next field begins, asked for or not."""
    line: Ints
    """1-based number of the line."""


def tag_kinds(tags: Iterable[str], wanted: Iterable[str]) -> NDArray[np.uint8]:
    """The kind of every two bytes that a line may begin with, for `field_lines`.

    Parameters
    ----------
    tags : iterable of str
        All tags of two ASCII characters that the format may have.
    wanted : iterable of str
        Those asked for; the first is of kind ``FIRST_KIND``.
    """
    kinds = np.zeros(1 << 16, dtype=np.uint8)
    for tag in tags:
        kinds[int.from_bytes(tag.encode("ascii"), "big")] = OTHER_TAG
    for position, tag in enumerate(wanted):
        kinds[int.from_bytes(tag.encode("ascii"), "big")] = FIRST_KIND + position
    return kinds


def field_lines(
    document: bytes, kinds: NDArray[np.uint8], *, glued: re.Pattern[bytes] | None = None
) -> FieldLines:
    """Where fields of tags of two characters begin and end.

    A tag stands at the start of its line and is followed by a blank or the end of the line. All
    other lines, indented or not, continue the field above them.

    Parameters
    ----------
    document : bytes
        LF line ends.
    kinds : numpy.ndarray
        From `tag_kinds`.
    glued : re.Pattern, optional
        Matches a tag together with the beginning of a value that follows it without a blank.
    """
    kinds_found, starts, lines, before = [], [], [], 0
    for begin in range(0, len(document), _BLOCK):
        kind, start, line, n_lines = _block(document, begin, kinds, glued)
        kinds_found.append(kind)
        starts.append(start)
        lines.append(line + before)
        before += n_lines
    start = _joined(starts, np.int64)
    stop = np.append(start[1:], len(document))[: len(start)]
    kind = _joined(kinds_found, np.uint8)
    asked = kind >= FIRST_KIND
    return FieldLines(kind[asked], start[asked], stop[asked], _joined(lines, np.int64)[asked])


def _block(
    document: bytes, begin: int, kinds: NDArray[np.uint8], glued: re.Pattern[bytes] | None
) -> tuple[NDArray[np.uint8], Ints, Ints, int]:
    """Kind, start and line of the fields that begin in a block, and how many lines begin there.

    Block by block the arrays in between stay in the processor's cache.
    """
    # The byte before the block tells whether a line begins with it; three after it hold a tag.
    before = document[begin - 1 : begin] if begin else b"\n"
    size = min(_BLOCK, len(document) - begin)
    text = b"".join((before, document[begin : begin + size + 2], b"\n\n"))
    buffer = np.frombuffer(text, dtype=np.uint8)
    every = np.flatnonzero(buffer[:size] == _LF) + 1
    unindented = np.flatnonzero(buffer[every] > _BLANK)
    starts = every[unindented]
    kind = kinds[buffer[starts].astype(np.uint16) << 8 | buffer[starts + 1]]
    after = buffer[starts + 2]
    is_field = (kind != NO_TAG) & ((after == _BLANK) | (after == _LF))
    if glued:
        for row in np.flatnonzero((kind != NO_TAG) & ~is_field).tolist():
            is_field[row] = glued.match(document, begin - 1 + int(starts[row])) is not None
    place = starts[is_field] + (begin - 1)
    return kind[is_field], place, unindented[is_field] + 1, len(every)


def _joined(parts: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)


def fields_of(record: bytes, field: re.Pattern[bytes]) -> dict[str, list[str]]:
    """The lines of every field of one record by tag, without the blanks around them.

    Parameters
    ----------
    record : bytes
        One record.
    field : re.Pattern
        Group 1 is the tag, group 2 the value with its continuation lines.
    """
    fields: dict[str, list[str]] = {}
    for found in field.finditer(record):
        lines = found[2].decode("utf-8", "replace").split("\n")
        fields.setdefault(found[1].decode("ascii"), []).extend(
            line.strip() for line in lines if line.strip()
        )
    return fields


_SEPARATORS: Final = bytes.maketrans(b";", b"\0")
_PLAIN: Final = bytes([*range(33, 127), *range(0x80, 0xC0), *range(0xE5, 0xEA)])
"""What ASCII but blanks, and the Chinese characters from U+5000 to U+9FFF are made of."""
_SPECIAL: Final = bytes(byte not in _PLAIN for byte in range(256))
_BEGINS: Final = np.zeros(256, dtype=bool)
_BEGINS[[*string.digits.encode(), *string.ascii_letters.encode(), *range(0xE4, 0xEA)]] = True
_BEGINS_PLACEHOLDER: Final = np.zeros(256, dtype=bool)
_BEGINS_PLACEHOLDER[[ord(text[0]) for text in PLACEHOLDERS]] = True
_PLACEHOLDER_SIZES: Final = sorted({len(text) for text in PLACEHOLDERS})


def parted(lists: bytes, keyword: Callable[[str], str]) -> tuple[PackedWords, Ints]:
    """The keywords of lists, and which list each is of.

    Parameters
    ----------
    lists : bytes
        Lists of words with semicolons between them, and a NUL between two lists. Their lines can
        be wrapped, the next one indented by three blanks.
    keyword : callable
        Makes a keyword of a word, empty if it is none. It is not asked for words of printable
        ASCII and Chinese characters that begin with a letter or digit, are no placeholder and
        have no blank too many: it would leave them as they are.
    """
    if not lists.isascii():
        # A character that is cut in two is none.
        lists = lists.decode("utf-8", "replace").encode()
    whole = lists.translate(_SEPARATORS) + b"\0"
    special = np.flatnonzero(np.frombuffer(whole.translate(_SPECIAL), dtype=bool))
    byte = np.frombuffer(whole, dtype=np.uint8)[special]
    ends = np.flatnonzero(byte == 0)
    place = np.zeros(len(ends), dtype=np.int64)
    np.cumsum(np.frombuffer(lists, dtype=np.uint8)[special[ends[:-1]]] == 0, out=place[1:])
    idle = _are_idle(special, byte, ends)
    place = np.compress(~idle[ends], place)
    is_text = np.ones(len(whole), dtype=bool)
    is_text[np.compress(idle, special)] = False
    text = np.frombuffer(whole, dtype=np.uint8)[is_text]
    left = np.flatnonzero(~idle)
    special, byte = (special - np.cumsum(idle))[left], byte[left]
    end = special[np.flatnonzero(byte == 0)]
    begin = np.append(0, end + 1)[:-1]
    rows = np.flatnonzero(_are_odd(text, special, byte, begin, end))
    spans = zip(begin[rows].tolist(), end[rows].tolist(), strict=True)
    data, words, parts, at = text.tobytes(), [], [], 0
    for a, b in spans:
        word = keyword(data[a:b].decode())
        words.append(word)
        parts += [data[at:a], f"{word}\0".encode() if word else b""]
        at = b + 1
    held = np.ones(len(end), dtype=bool)
    held[rows] = list(map(bool, words))
    data = b"".join([*parts, data[at:]])
    return PackedWords(data, int(np.count_nonzero(held))), place[held]


def _are_idle(special: Ints, byte: NDArray[np.uint8], ends: Ints) -> NDArray[np.bool_]:
    """Which of these bytes say nothing.

    All but one blank of a wrap, a blank behind a separator, and the separator behind no word.
    """
    idle = np.zeros(len(special), dtype=bool)
    wraps = np.flatnonzero(byte[:-3] == _LF)
    blanks = [byte[wraps + n] == _BLANK for n in (1, 2, 3)]
    wraps = wraps[np.logical_and.reduce(blanks) & (special[wraps + 3] - special[wraps] == 3)]
    for n in range(3):
        idle[wraps + n] = True
    left = np.flatnonzero(~idle)
    place, kind = (special - np.cumsum(idle))[left], byte[left]
    is_first = (np.diff(place) == 1) & (kind[1:] == _BLANK) & (kind[:-1] == 0)
    idle[np.compress(is_first, left[1:])] = True
    sizes = np.diff((special - np.cumsum(idle))[ends], prepend=-1)
    idle[ends[sizes == 1]] = True
    return idle


def _are_odd(
    text: NDArray[np.uint8], special: Ints, byte: NDArray[np.uint8], begin: Ints, end: Ints
) -> NDArray[np.bool_]:
    """Which words may not be keywords as they are."""
    is_strange: NDArray[np.bool_] = (byte != 0) & (byte != _BLANK)
    # The Chinese characters from U+4E00 to U+4FFF share their first byte with others.
    rows = np.flatnonzero(byte == 0xE4)
    is_strange[rows] = text[special[rows] + 1] < 0xB8
    is_strange[1:] |= (np.diff(special) == 1) & (byte[1:] == _BLANK) & (byte[:-1] == _BLANK)
    first = text[begin]
    odd: NDArray[np.bool_] = ~_BEGINS[first] | (text[end - 1] == _BLANK)
    odd[np.cumsum(byte == 0)[is_strange]] = True
    rows = np.flatnonzero(_BEGINS_PLACEHOLDER[first])
    odd[rows[np.isin((end - begin)[rows], _PLACEHOLDER_SIZES)]] = True
    return odd


_T = TypeVar("_T")


class Memo(dict[bytes, _T]):
    """What a function makes of bytes, worked out once for every distinct value.

    Parameters
    ----------
    make : callable
        Takes the bytes decoded (UTF-8) and without white space around them.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], _T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: bytes) -> _T:
        value = self[raw] = self._make(raw.decode("utf-8", "replace").strip())
        return value
