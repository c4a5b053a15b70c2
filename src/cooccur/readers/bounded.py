"""Reading no more than a limit, whatever a header says."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Final


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most: far above real exports, to stop what is made to explode."""

    max_file_bytes: int = 2 << 30
    max_member_bytes: int = 512 << 20
    max_archive_bytes: int = 2 << 30
    """All members of one archive together, decompressed."""
    max_ratio: int = 200
    """Decompressed to compressed size, for what exceeds 16 MiB decompressed."""
    max_members: int = 10_000


class TooLargeError(Exception):
    """A limit was reached; never leaves this room."""


BROKEN: Final = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
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
        self._most = min(limits.max_archive_bytes, max(_RATIO_FROM, compressed * limits.max_ratio))
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
