"""What is asked of the file system, so that no name and no kind of file can stop or drown a run."""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from os import PathLike
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class TooManyBytesError(OSError):
    """A file is larger than what is read at most."""


def read_regular(path: str | PathLike[str], *, most: int) -> bytes:
    """All bytes of an ordinary file. Nothing else is waited for: no pipe, no device.

    Parameters
    ----------
    path : str or path
        Name of the file.
    most : int
        How many bytes it may have.

    Raises
    ------
    TooManyBytesError
        When it has more.
    OSError
        When it cannot be read or is no file.
    """
    with open_regular(path) as file:
        return _all_of(file, os.fstat(file.fileno()).st_size, most)


def open_regular(path: str | PathLike[str]) -> FileIO:
    """An ordinary file, open for reading. Nothing else is waited for: no pipe, no device.

    Raises
    ------
    OSError
        When it cannot be read or is no file.
    """
    file = FileIO(os.open(path, _FLAGS))
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "this is no file")
    return file


def _all_of(file: FileIO, size: int, most: int) -> bytes:
    """All that is left of a file, whose size is only believed where it holds."""
    too_many = TooManyBytesError(errno.EFBIG, f"it is larger than {most:,} bytes")
    if size > most:
        raise too_many
    data = file.read(size + 1) or b""
    if len(data) == size and not (more := file.read(1)):
        return data
    parts = [data, more] if len(data) == size else [data]
    total = len(data)
    while chunk := file.read(_CHUNK):
        parts.append(chunk)
        total += len(chunk)
        if total > most:
            raise too_many
    return b"".join(parts)


def real_path(path: str | PathLike[str]) -> Path:
    """Where a name leads, links followed; links that lead in a circle lead to themselves."""
    return Path(os.path.realpath(path))


def is_folder(path: str | PathLike[str]) -> bool:
    """Whether this is a folder; names that no file can have are none."""
    return os.path.isdir(path)  # noqa: PTH112 Path.is_dir raises for some names
