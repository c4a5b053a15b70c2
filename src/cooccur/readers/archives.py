"""What a file holds: itself, or the members of the archive it is.

Archives are read in memory, one level deep; nothing is unpacked to disk. Headers are not believed:
every read is bounded by what it really yields.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from cooccur.disk import TooManyBytesError, read_regular
from cooccur.errors import DataError
from cooccur.model import Problem
from cooccur.readers.bounded import BROKEN, BoundedStream, Limits, TooLargeError
from cooccur.readers.sources import Source, printable
from cooccur.readers.zips import ZIP, is_link, is_workbook, name_in_zip, read_zip_member, zip_file


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file or of a member of an archive."""

    path: str
    """That of the file; for members ``archive.zip/member.txt``."""
    data: bytes
    is_member: bool = False


def contents(source: Source, limits: Limits) -> Iterator[Content | Problem]:
    """What a source holds: itself, or the members of the archive it is, by path.

    Parameters
    ----------
    source : Source
        A file.
    limits : Limits
        How much is read at most.

    Raises
    ------
    DataError
        When the file itself cannot be read (``unreadable``, ``too-large``) or is an archive that
        cannot be opened (``archive``).
    """
    data = read_file(source, limits)
    opener = _opener(data)
    if opener is None:
        yield Content(source.path, data)
    else:
        yield from sorted(opener(source, data, limits), key=_path)


def _path(member: Content | Problem) -> str:
    return member.path if isinstance(member, Content) else member.file


def read_file(source: Source, limits: Limits, *, name: str = "file_bytes") -> bytes:
    """All bytes of a file, of which the limit of this name tells the most.

    Raises
    ------
    DataError
        When it cannot be read or is too large.
    """
    try:
        return read_regular(source.location, most=getattr(limits, name))
    except TooManyBytesError as error:
        raise _too_large(source.path, getattr(limits, name), name) from error
    except OSError as error:
        message = f"it cannot be read ({error.strerror or error}); check its permissions"
        raise DataError(message, code="unreadable", file=source.path) from error


def _too_large(path: str, limit: int, name: str = "file_bytes") -> DataError:
    message = (
        f"it is larger than {limit:,} bytes, the most that is read; split the export, or raise "
        f"the limit: --limit {name}=N"
    )
    return DataError(message, code="too-large", file=path)


_Members = Iterator[Content | Problem]
_Opener = Callable[[Source, bytes, Limits], _Members]
_GZIP: Final = b"\x1f\x8b\x08"
_XZ: Final = b"\xfd7zXZ\x00"
_BZIP2: Final = b"BZh"
_FOREIGN: Final = {b"Rar!\x1a\x07": "a RAR archive", b"7z\xbc\xaf\x27\x1c": "a 7z archive"}


def _opener(data: bytes) -> _Opener | None:
    """What opens the archive, None when it is none. A workbook is a zip file but no archive."""
    if data.startswith(ZIP):
        return None if is_workbook(data) else _zip_members
    if data.startswith((_GZIP, _XZ, _BZIP2)):
        return _compressed_members
    if _is_tar(data):
        return _tar_members
    return _refused if data.startswith(tuple(_FOREIGN)) else None


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _compressed_members(source: Source, data: bytes, limits: Limits) -> _Members:
    """The members of a compressed tar, or the one file that was compressed."""
    try:
        is_tar = _is_tar(BoundedStream(_decompressor(data), len(data), limits).read(512))
        stream = BoundedStream(_decompressor(data), len(data), limits)
        if is_tar:
            yield from _members_of_tar(source, stream, limits)
        else:
            yield _checked(inner_path(source), stream.read_all(limits.member_bytes), limits)
    except TooLargeError:
        yield _exploding(source.path)
    except BROKEN as error:
        raise _broken(source, error) from error


def _decompressor(data: bytes) -> io.BufferedIOBase:
    file = io.BytesIO(data)
    if data.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)
    return lzma.LZMAFile(file) if data.startswith(_XZ) else bz2.BZ2File(file)


def _broken(source: Source, error: Exception) -> DataError:
    message = f"the archive cannot be opened ({error}); download it again or unpack it yourself"
    return DataError(message, code="archive", file=source.path)


def _exploding(path: str) -> Problem:
    message = (
        "it grows beyond the limits of archives when it is decompressed; unpack it yourself, or "
        "raise them: --limit archive_bytes=N, archive_ratio=N, member_bytes=N"
    )
    return Problem(path, 0, "too-large", message)


def _tar_members(source: Source, data: bytes, limits: Limits) -> _Members:
    stream = BoundedStream(io.BytesIO(data), len(data), limits)
    try:
        yield from _members_of_tar(source, stream, limits)
    except TooLargeError:
        yield _exploding(source.path)


def _members_of_tar(source: Source, stream: BoundedStream, limits: Limits) -> _Members:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for n_members, info in enumerate(tar):
                if n_members >= limits.archive_members:
                    yield _too_many(source, limits)
                    return
                file = tar.extractfile(info) if info.isreg() else None
                if file is None or _is_hidden(info.name):
                    continue
                data = file.read(limits.member_bytes + 1)
                yield _checked(_member_path(source, info.name), data, limits)
    except BROKEN as error:
        yield Problem(source.path, 0, "archive", f"the archive is damaged ({error})")


def _too_many(source: Source, limits: Limits) -> Problem:
    message = (
        f"it has more than {limits.archive_members:,} members; those after them are not read: "
        "unpack it yourself, or raise the limit: --limit archive_members=N"
    )
    return Problem(source.path, 0, "too-large", message)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part[0] == "." and part.strip(".")) for part in parts)


def inner_path(source: Source) -> str:
    """What the one file is called that was compressed to this one."""
    return _member_path(source, PurePosixPath(source.path).stem)


def _member_path(source: Source, name: str) -> str:
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part.strip("./")]
    return "/".join([source.path, *map(printable, parts)])


def _checked(path: str, data: bytes, limits: Limits) -> Content | Problem:
    if len(data) > limits.member_bytes:
        error = _too_large(path, limits.member_bytes, "member_bytes")
        return Problem(path, 0, error.code, error.message)
    if _opener(data):
        message = "an archive inside an archive is not opened; unpack the outer one"
        return Problem(path, 0, "archive", message)
    return Content(path, data, is_member=True)


def _zip_members(source: Source, data: bytes, limits: Limits) -> _Members:
    try:
        with zip_file(data) as archive:
            yield from _members_of_zip(source, archive, limits)
    except BROKEN as error:
        raise _broken(source, error) from error


def _members_of_zip(source: Source, archive: zipfile.ZipFile, limits: Limits) -> _Members:
    # A name can be empty, which `ZipInfo.is_dir` of older Pythons does not expect.
    listed = (info for info in archive.infolist() if not info.filename.endswith("/"))
    infos = [info for info in listed if not is_link(info)]
    total = 0
    for info in infos[: limits.archive_members]:
        name = name_in_zip(info)
        path = _member_path(source, name)
        if _is_hidden(name):
            continue
        try:
            data = read_zip_member(archive, info, limits)
        except BROKEN as error:
            yield Problem(path, 0, "archive", f"this member cannot be read ({error})")
            continue
        except TooLargeError:
            yield _exploding(path)
            continue
        total += len(data)
        if total > limits.archive_bytes:
            yield _exploding(source.path)
            return
        yield _checked(path, data, limits)
    if len(infos) > limits.archive_members:
        yield _too_many(source, limits)


def _refused(source: Source, data: bytes, limits: Limits) -> _Members:  # noqa: ARG001
    name = next(name for magic, name in _FOREIGN.items() if data.startswith(magic))
    message = f"it is {name}, which cannot be opened here; unpack it, or pack it as .zip"
    raise DataError(message, code="archive", file=source.path)
