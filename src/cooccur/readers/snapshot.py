"""Works of the OpenAlex snapshot: compressed files of JSON lines, read piece by piece.

A part of the snapshot (``works/updated_date=2024-05-01/part_000.gz``) can hold gigabytes when it
is decompressed. It never stands in memory as a whole: entries are taken from one piece of it after
the other, and the long fields of a record are read by going through the file once more.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import FileIO
from itertools import chain
from typing import ClassVar, Final

from cooccur.disk import open_regular
from cooccur.model import SourceFile
from cooccur.readers.archives import inner_path
from cooccur.readers.bounded import BROKEN, Limits, TooLargeError
from cooccur.readers.columns import FileRecords, file_records
from cooccur.readers.decode import decode
from cooccur.readers.documents import OnDisk
from cooccur.readers.entry import Parsed
from cooccur.readers.keywords import Vocabulary
from cooccur.readers.openalex import FORMATS, VOCABULARY, begins_with_works, works
from cooccur.readers.sources import Source
from cooccur.readers.vocabularies import Chosen

_GZIP: Final = b"\x1f\x8b\x08"
_CHUNK: Final = 1 << 18
_PIECE: Final = 8 << 20


@dataclass(frozen=True)
class Compressed(OnDisk):
    """A compressed file whose records are found by going through it."""

    has_all: ClassVar[bool] = True

    def spans(self, spans: Sequence[tuple[int, int]]) -> list[bytes] | None:
        """The bytes at these places of the document; None when the file may be another one."""
        found: dict[int, bytes] = {}
        wanted = sorted(range(len(spans)), key=spans.__getitem__, reverse=True)
        held, begin = b"", 0
        try:
            with open_regular(self.location) as file:
                if not self.is_same():
                    return None
                for chunk in _inflated(file):
                    if not wanted:
                        break
                    held += chunk
                    while wanted and spans[wanted[-1]][1] <= begin + len(held):
                        start, stop = spans[wanted[-1]]
                        found[wanted.pop()] = held[start - begin : stop - begin]
                    # What lies before the next record is not looked at again.
                    first = spans[wanted[-1]][0] if wanted else begin
                    passed = min(max(0, first - begin), len(held))
                    held, begin = held[passed:], begin + passed
        except BROKEN:
            return None
        return None if wanted or not self.is_same() else [found[n] for n in range(len(spans))]


def read_snapshot(
    source: Source, limits: Limits, vocabulary: str = "", words: Vocabulary | None = None
) -> tuple[FileRecords, Compressed] | None:
    """The works of a compressed file of JSON lines, and where they stand.

    Parameters
    ----------
    source : Source
        Any file.
    limits : Limits
        How much is read at most. What a part grows to is bounded by ``archive_ratio`` alone,
        since it is not held in memory.
    vocabulary : str
        Which vocabulary counts as index keywords.
    words : Vocabulary, optional
        Of the files that were read before.

    Returns
    -------
    (FileRecords, Compressed) or None
        None when the file is anything else, or is damaged or encoded unlike the snapshot: then
        it is for the reader of all files.
    """
    try:
        with open_regular(source.location) as file:
            status = os.fstat(file.fileno())
            if file.read(len(_GZIP)) != _GZIP or status.st_size > limits.file_bytes:
                return None
            file.seek(0)
            pieces = _pieces(file, status.st_size, limits)
            first = next(pieces, b"")
            if not begins_with_works(first):
                return None
            digest = hashlib.sha256()
            empty = SourceFile(inner_path(source), FORMATS[0].name, "UTF-8", "", 0, 0, 0, 0)
            parsed = _parsed(chain([first], pieces), digest.update, vocabulary)
            records = file_records(empty, parsed, limits, words)
    except (_UnusualError, TooLargeError, *BROKEN):
        return None
    known = replace(records, file=replace(records.file, sha256=digest.hexdigest()))
    return known, Compressed(source.location, 0, status.st_size, status.st_mtime_ns)


class _UnusualError(Exception):
    """The file is not as those of the snapshot are."""


def _parsed(
    pieces: Iterable[bytes], seen: Callable[[bytes], None], vocabulary: str
) -> Iterator[Parsed]:
    chosen = Chosen(VOCABULARY, vocabulary)
    line, place = 1, 0
    for piece in pieces:
        seen(piece)
        decoded = decode(piece)
        if decoded is None or decoded.encoding != "UTF-8" or decoded.text is not piece:
            raise _UnusualError
        line = yield from works(piece, chosen, line=line, place=place)
        place += len(piece)
    yield from chosen.told()


def _pieces(file: FileIO, size: int, limits: Limits) -> Iterator[bytes]:
    """What was compressed, cut behind ends of lines.

    Raises
    ------
    TooLargeError
        When it grows beyond what its size lets expect.
    """
    most = max(_PIECE, size * limits.archive_ratio)
    total, length, held = 0, 0, []
    for chunk in _inflated(file):
        total += len(chunk)
        if total > most:
            raise TooLargeError
        length += len(chunk)
        held.append(chunk)
        if length < _PIECE:
            continue
        cut = chunk.rfind(b"\n") + 1
        if cut:
            held[-1] = chunk[:cut]
            yield b"".join(held)
            held = [chunk[cut:]]
            length = len(held[0])
        elif length > _PIECE + limits.record_bytes:
            raise _UnusualError
    if length:
        yield b"".join(held)


def _inflated(file: FileIO) -> Iterator[bytes]:
    """What was compressed, in chunks; a file may be several compressed ones in a row.

    Raises
    ------
    zlib.error
        When it is damaged.
    EOFError
        When it is cut short.
    """
    # 31: the window of 32 KB, and the header and checksum of gzip.
    stream = zlib.decompressobj(31)
    is_begun = False
    while data := file.read(_CHUNK):
        while data:
            if stream.eof:
                data = data.lstrip(b"\0") if is_begun else data
                if not data:
                    break
                stream, is_begun = zlib.decompressobj(31), False
            chunk = stream.decompress(data, _PIECE)
            is_begun = True
            if chunk:
                yield chunk
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
    if is_begun and not stream.eof:
        raise EOFError
