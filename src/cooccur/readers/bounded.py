"""Reading no more than a limit, whatever a header says."""

from __future__ import annotations

import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import IO, Any, Final

from cooccur.errors import CallError, UnknownChoiceError


def _limit(default: int, help: str) -> Any:  # noqa: A002, ANN401
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most: far above real exports, to stop what is made to explode.

    Every limit is a row of ``--limit NAME=N``, under its name here.
    """

    file_bytes: int = _limit(2 << 30, "Bytes of a file.")
    member_bytes: int = _limit(512 << 20, "Bytes of one member of an archive, decompressed.")
    archive_bytes: int = _limit(
        2 << 30, "Bytes of all members of an archive together, decompressed."
    )
    archive_ratio: int = _limit(
        200, "How many times its size an archive may grow to, where that is more than 16 MiB."
    )
    archive_members: int = _limit(10_000, "Members of an archive.")
    record_bytes: int = _limit(
        8 << 20, "Bytes (in tables: characters) of one record; longer ones are skipped."
    )
    keyword_length: int = _limit(500, "Characters of one keyword; longer ones are left out.")
    keywords_per_record: int = _limit(
        1_000, "Keywords in one list of a record; those after them are left out."
    )
    network_bytes: int = _limit(256 << 20, "Bytes of a network file.")
    network_nodes: int = _limit(100_000, "Nodes of a network file.")
    network_links: int = _limit(5_000_000, "Links of a network file.")


def limits_of(limit: Iterable[str]) -> Limits:
    """The limits with those changed that are given as ``NAME=N``, the last of a name counting.

    Parameters
    ----------
    limit : iterable of str
        Such as ``keyword_length=1000``; N may end in K, M or G (powers of 1,024).

    Raises
    ------
    CallError
        When a name is not known or N no whole number from 1.
    """
    changed: dict[str, int] = {}
    for one in limit:
        name, _, value = one.partition("=")
        name = name.strip().replace("-", "_")
        if name not in LIMITS:
            raise UnknownChoiceError("limit", name, LIMITS)
        found = _SIZE.fullmatch(value.strip().upper())
        if not found or not int(found[1]):
            message = f"the limit {one!r} was given; write NAME=N with N from 1, as {name}=1000"
            raise CallError(message)
        changed[name] = int(found[1]) * _UNITS[found[2]]
    return Limits(**changed)


def changed_limits(limits: Limits) -> tuple[str, ...]:
    """The limits that are not at their defaults, as ``NAME=N``."""
    values = ((name, getattr(limits, name), row.default) for name, row in LIMITS.items())
    return tuple(f"{name}={value}" for name, value, default in values if value != default)


LIMITS: Final = {row.name: row for row in fields(Limits)}
"""The limits by name, with default and meaning (``metadata["help"]``)."""
_SIZE: Final = re.compile(r"(\d{1,15})([KMG]?)")
_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class TooLargeError(Exception):
    """A limit was reached; never leaves this room."""


BROKEN: Final = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
"""What the standard library raises for archives that are damaged, cut short or protected."""


_RATIO_FROM: Final = 16 << 20
_CHUNK: Final = 1 << 20


class BoundedStream(io.BufferedIOBase):
    """A stream that raises `TooLargeError` when it yields too much for what it is made of.

    Parameters
    ----------
    stream : io.BufferedIOBase
        Yields what was compressed.
    compressed : int
        How many bytes it is made of.
    limits : Limits
        How much it may yield.
    """

    def __init__(
        self, stream: io.BufferedIOBase | IO[bytes], compressed: int, limits: Limits
    ) -> None:
        self._stream = stream
        self._most = min(limits.archive_bytes, max(_RATIO_FROM, compressed * limits.archive_ratio))
        self._total = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """As many bytes, or those that are left."""
        data = self._stream.read(-1 if size is None else size)
        self._total += len(data)
        if self._total > self._most:
            raise TooLargeError
        return data

    def read_all(self, limit: int) -> bytes:
        """All that is left, if it is no more than the limit."""
        chunks: list[bytes] = []
        while chunk := self.read(_CHUNK):
            chunks.append(chunk)
            if self._total > limit:
                raise TooLargeError
        return b"".join(chunks)
