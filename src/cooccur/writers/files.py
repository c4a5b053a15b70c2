"""Outputs are written beside their place and moved into it: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cooccur.disk import real_path
from cooccur.errors import DataError


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files so that all of them are new, or all are as they were before.

    All are written under temporary names first and moved into place when the disk holds them.
    Where moving one fails, those that were moved are put back. A run that is killed leaves each
    file whole: as it was, or new.

    Parameters
    ----------
    contents : mapping of Path to bytes
        What to write where. Missing folders are made.

    Raises
    ------
    DataError
        Code ``cannot-write``, when the file system refuses.
    """
    # A link is left where it is, and what it leads to is written.
    contents = {real_path(p) if p.is_symlink() else p: data for p, data in contents.items()}
    change = _Change()
    path = Path()
    try:
        for path, content in contents.items():
            change.prepare(path, content)
        for path in contents:
            change.move(path)
        change.keep()
    except OSError as error:
        raise refused(path, error) from error
    finally:
        change.undo()
    # The files stand in their place; that a power cut keeps them there is one thing more.
    with contextlib.suppress(OSError):
        _sync_folders(path.parent for path in contents)


def refused(path: Path, error: OSError) -> DataError:
    """The error that the file system did not let something be written."""
    return DataError(
        f"cannot be written ({error.strerror or error}); "
        "choose a place with write permission and free space",
        code="cannot-write",
        file=str(path),
    )


class _Change:
    """What was done so far, and how it is undone."""

    def __init__(self) -> None:
        self._beside: dict[Path, Path] = {}
        self._before: dict[Path, Path | None] = {}
        self._folders: list[Path] = []

    def prepare(self, path: Path, content: bytes) -> None:
        """Write a file beside its place."""
        self._make_folder(path.parent)
        self._beside[path] = written_beside(path, content)

    def _make_folder(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            with contextlib.suppress(FileExistsError):
                one.mkdir()
                self._folders.append(one)

    def move(self, path: Path) -> None:
        """Put a file in its place; what was there keeps a name of its own until the end."""
        self._before[path] = _second_name(path)
        self._beside[path].replace(path)
        del self._beside[path]

    def keep(self) -> None:
        """From now on there is nothing to undo."""
        before, self._before = self._before, {}
        self._folders.clear()
        for old in filter(None, before.values()):
            with contextlib.suppress(OSError):
                old.unlink()

    def undo(self) -> None:
        """Put everything back that was not kept."""
        for beside in self._beside.values():
            with contextlib.suppress(OSError):
                beside.unlink()
        for path, old in self._before.items():
            with contextlib.suppress(OSError):
                is_moved = path not in self._beside
                if old is None and is_moved:
                    path.unlink()
                elif old is not None and is_moved:
                    old.replace(path)
                elif old is not None:
                    # Renaming one name of a file to another name of it would do nothing.
                    old.unlink()
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _second_name(path: Path) -> Path | None:
    """Another name for the file that is there, None when there is none or no name can be given.

    Where the file system knows no second names the file is copied.
    """
    if not path.is_file():
        return None
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    os.close(handle)
    second = Path(name)
    try:
        second.unlink()
        second.hardlink_to(path)
    except OSError:
        return written_beside(path, path.read_bytes())
    return second


def written_beside(path: Path, content: bytes) -> Path:
    """A new file in the folder of another one, with its mode, whole and on the disk.

    Raises
    ------
    OSError
        When it cannot be written; then it is not there.
    """
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


def _sync_folders(folders: Iterable[Path]) -> None:
    """See to it that the names in these folders are on the disk; Windows cannot be asked."""
    if os.name == "nt":  # pragma: no cover
        return
    for folder in dict.fromkeys(folders):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
