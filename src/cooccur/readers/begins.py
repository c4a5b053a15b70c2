"""Where exports begin inside a text, and where its lines do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.readers.entry import Document, ReadFormat

Recognise: TypeAlias = Callable[[Document], ReadFormat | None]


class Begin(NamedTuple):
    """Where an export begins."""

    place: int
    """Byte of the document."""
    kind: str
    """As in `MARKS`, or `HEADER`."""
    is_apart: bool
    """Whether one reader cannot read it together with an export of its kind above it."""


HEADER: Final = "header"
"""The kind of tables whose columns have names."""


class Lines(NamedTuple):
    """Where lines begin, and with which two bytes."""

    start: Ints
    pair: NDArray[np.uint16]
    dashes: Ints
    """Those tagged as lines of RIS and PubMed are."""


def lines_of(document: bytes) -> Lines:
    """The lines of a text of at least `SHORTEST` bytes."""
    text = np.frombuffer(document, dtype=np.uint8)
    start = np.append(0, np.flatnonzero(text[:-SHORTEST] == LF) + 1)
    pair = text[start].astype(np.uint16) << 8 | text[start + 1]
    is_tag = (text[start + 4] == _DASH) | ((text[start + 3] == _DASH) & (text[start + 4] == _BLANK))
    return Lines(start, pair, start[is_tag])


SHORTEST: Final = 6
LF, _DASH, _BLANK = b"\n- "


@cache
def pairs_table(twos: tuple[bytes, ...]) -> NDArray[np.bool_]:
    """Which two bytes, as `Lines.pair` has them, are among these."""
    found = np.zeros(1 << 16, dtype=bool)
    found[[int.from_bytes(two, "big") for two in twos]] = True
    return found
