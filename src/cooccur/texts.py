"""Very many short texts, compared and put into order all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints

END: Final = "\0"
_PADDING: Final = bytes(8)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_STEP: Final = 7
_MORE: Final = 8
_SHOWN: Final = np.array(
    [(1 << 64) - (1 << 64 - 8 * min(n, _STEP)) for n in range(_MORE + 1)], dtype=np.uint64
)
"""What is kept of eight bytes when so many of them, or more, are of the text."""
_EQUAL: Final = (
    np.array([(1 << 64) - (1 << 64 - 8 * n) for n in range(_MORE + 1)], dtype=np.uint64)
    .astype(">u8")
    .view(np.uint64)
)


class Texts:
    """Texts as bytes of UTF-8, one behind the other.

    Parameters
    ----------
    texts : sequence of str
        Any texts, also ones that no file could hold.
    data : bytes, optional
        The same in UTF-8, `END` behind each, where that is at hand.
    """

    def __init__(self, texts: Sequence[str], data: bytes | None = None) -> None:
        data = _utf_8(END.join([*texts, ""])) if data is None else data
        self._data = data + _PADDING
        n_places = len(data)
        self.end: Ints = np.flatnonzero(np.frombuffer(self._data, np.uint8, n_places) == 0)
        if len(self.end) != len(texts):
            self.end = np.cumsum([len(_utf_8(text)) + 1 for text in texts], dtype=np.int64) - 1
        self.begin: Ints = np.append(0, self.end + 1)[:-1]
        self._eight = np.ndarray((n_places,), ">u8", self._data, strides=(1,))

    def __len__(self) -> int:
        return len(self.end)

    def chosen(self, rows: Ints) -> list[str]:
        """The texts at these rows."""
        spans = zip(self.begin[rows].tolist(), self.end[rows].tolist(), strict=True)
        if self._data.isascii():
            text = self._data.decode("ascii")
            return [text[a:b] for a, b in spans]
        return [self._data[a:b].decode("utf-8", "surrogatepass") for a, b in spans]

    def hashes(self) -> NDArray[np.uint64]:
        """A number of each text that two different ones hardly ever have in common."""
        rows = np.arange(len(self))
        part = self._part(rows, 0)
        value = _mixed(part)
        place = 0
        while len(rows := rows[(part & np.uint64(_MORE)) != 0]):
            place += _STEP
            part = self._part(rows, place)
            value[rows] = _mixed(value[rows] ^ part)
        value *= _MIX
        return value

    def same_as(self, others: Texts, rows: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether each text is the one of the others that stands at this row."""
        mine, its, size = self.begin, others.begin[rows], self.end - self.begin
        same: NDArray[np.bool_] = size == others.end[rows] - its
        left = np.flatnonzero(same)
        mine, its, size = mine[left], its[left], size[left]
        while len(left):
            # Which of the bytes comes first in a number does not matter here.
            differs = self._eight[mine].view(np.uint64) ^ others._eight[its].view(np.uint64)
            differs &= _EQUAL[np.minimum(size, _MORE)]
            is_other = differs != 0
            same[left[is_other]] = False
            goes_on = np.flatnonzero((size > _MORE) & ~is_other)
            left, size = left[goes_on], size[goes_on] - _MORE
            mine, its = mine[goes_on] + _MORE, its[goes_on] + _MORE
        return same

    def ordered(self) -> tuple[Ints, NDArray[np.bool_]]:
        """The rows by code point of their texts, and whether each differs from the one before it.

        The rows of one and the same text stand in their order.
        """
        order = np.arange(len(self))
        rows, spot, place = order, order.copy(), 0
        part = self._part(rows, place)
        group, is_new = np.zeros_like(order), np.zeros(len(order), dtype=bool)
        while len(spot):
            by_part = np.lexsort((part, group)) if place else np.argsort(part, kind="stable")
            rows, part = rows[by_part], part[by_part]
            order[spot] = rows
            begins = differs(part) | differs(group)
            is_new[spot] = begins
            # Those that are alike so far, and go on.
            left = ((part & np.uint64(_MORE)) != 0) & ~(begins & np.append(begins[1:], True))
            group, rows, spot = np.cumsum(begins)[left], rows[left], spot[left]
            place += _STEP
            part = self._part(rows, place)
        return order, is_new

    def _part(self, rows: Ints, place: int) -> NDArray[np.uint64]:
        """Seven bytes of these texts as a number, and how many there are from this place on."""
        start = self.begin[rows] + place
        left = np.minimum(self.end[rows] - start, _MORE)
        part: NDArray[np.uint64] = self._eight[start].astype(np.uint64)
        part &= _SHOWN[left]
        part |= left.astype(np.uint64)
        return part


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = values * _MIX
    mixed ^= mixed >> np.uint64(32)
    return mixed


def _utf_8(text: str) -> bytes:
    # Half of a surrogate pair, which damaged files can hold, has a place in the order as well.
    return text.encode("utf-8", "surrogatepass")


def differs(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether a value is another than the one before it."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
