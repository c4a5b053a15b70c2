"""Outputs are written beside their place and moved into it: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cooccur.errors import DataError


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files so that each is either whole or as it was before.

    All of them are written under temporary names first; none is moved into place unless all
    could be written.

    Parameters
    ----------
    contents : mapping of Path to bytes
        What to write where. Missing folders are made.

    Raises
    ------
    DataError
        Code ``cannot-write``, when the file system refuses.
    """
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting.append((_written_beside(path, content), path))
        while waiting:
            beside, path = waiting[0]
            beside.replace(path)
            del waiting[0]
    except OSError as error:
        raise DataError(
            f"cannot be written ({error.strerror or error}); "
            "choose a place with write permission and free space",
            code="cannot-write",
            file=str(path),
        ) from error
    finally:
        for beside, _ in waiting:
            beside.unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode_of(path))
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    return beside


def _mode_of(path: Path) -> int:
    """The mode the file has, or a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
