"""Where exports come from: the files that inputs stand for, each once, under names of their own."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from cooccur.disk import open_regular
from cooccur.errors import DataError
from cooccur.model import Problem, Refusal

Input: TypeAlias = str | os.PathLike[str]
"""A file, a folder that is searched through, or a glob."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read."""

    path: str
    """The shortest end of its path that tells it from all others."""
    location: Path
    """Where it lies."""
    named: bool
    """Whether it was named or matches a glob, and does not just lie in a folder."""


def find_sources(*inputs: Input, lenient: bool = False) -> tuple[list[Source], list[Problem]]:
    """The files that were named or lie in folders that were named, each once.

    Parameters
    ----------
    *inputs : str or os.PathLike
        Files, folders (searched through; hidden files, reports that cooccur wrote and the lists
        of a snapshot of OpenAlex are passed over) and globs, mixed.
    lenient : bool
        Whether something named that cannot be looked at is a `Refusal` and no error.

    Returns
    -------
    list of Source
        Sorted by path (code points). A path depends on what was given, not on how it was given
        nor on the working folder.
    list of Problem
        What lies in a folder but cannot be looked at.

    Raises
    ------
    DataError
        When something that was named does not exist (``not-found``), may not be looked at
        (``unreadable``) or is neither file nor folder (``unreadable``); not if lenient.
    """
    files: dict[tuple[int, int], tuple[str, Path, bool]] = {}
    problems: list[Problem] = []
    for given in inputs:
        try:
            for path in _matches(given):
                problems += _collect(files, path)
        except DataError as error:
            if not lenient:
                raise
            problems.append(Refusal(error.file, error.line, error.code, error.message))
    ends = _shortest_ends([location for location, _, _ in files.values()])
    sources = [
        Source(end, path, named) for end, (_, path, named) in zip(ends, files.values(), strict=True)
    ]
    return sorted(sources, key=lambda source: source.path), problems


_Files = dict[tuple[int, int], tuple[str, Path, bool]]


def _collect(files: _Files, path: Path) -> list[Problem]:
    """Add a file, or those of a folder; what lies in the folder but cannot be looked at."""
    status = _status(path)
    problems: list[Problem] = []
    if stat.S_ISREG(status.st_mode):
        _add(files, path, status, named=True)
    elif stat.S_ISDIR(status.st_mode):
        for found in _walk(path):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                _add(files, *found, named=False)
    else:
        raise DataError(_NOT_A_FILE, code="unreadable", file=printable(path))
    return problems


_NOT_A_FILE: Final = "this is a pipe, device or socket; save it as a file and give that"


def _matches(given: Input) -> list[Path]:
    """The path itself where it exists, otherwise what it matches as a glob."""
    text = os.fspath(given)
    if not text:
        # An empty name would be the working folder, which nobody meant.
        message = "the name of an input is empty; name files, folders or globs"
        raise DataError(message, code="not-found")
    path = Path(text).expanduser()
    try:
        if os.path.lexists(path) or not glob.has_magic(text):
            return [path]
        found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 a pattern may be absolute
    except ValueError:
        return [path]
    if not found:
        message = "no file matches this pattern; check the folder and the spelling"
        raise DataError(message, code="not-found", file=printable(text))
    return [Path(name) for name in found]


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        message = "there is no such file or folder; check the spelling and the working folder"
        raise DataError(message, code="not-found", file=printable(path)) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path | str, error: OSError) -> DataError:
    message = f"it cannot be read ({error.strerror or error}); check its permissions"
    return DataError(message, code="unreadable", file=printable(path))


def _walk(folder: Path) -> Iterator[tuple[Path, os.stat_result] | Problem]:
    """The regular files of a folder and all folders in it; each real folder is visited once."""
    visited: set[tuple[int, int]] = set()
    errors: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=errors.append, followlinks=True):
        status = _status(Path(place))
        if (status.st_dev, status.st_ino) in visited:
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = sorted(
            name for name in folders if not _is_hidden(name) and not _is_report(Path(place, name))
        )
        for name in sorted(name for name in names if not _is_hidden(name)):
            path = Path(place, name)
            try:
                found = _status(path)
            except DataError as error:
                yield Problem(printable(name), 0, error.code, error.message)
                continue
            if stat.S_ISREG(found.st_mode):
                if not _is_list_of_snapshot(path):
                    yield path, found
            else:
                yield Problem(printable(name), 0, "unreadable", _NOT_A_FILE)
    if errors and str(errors[0].filename) == str(folder):
        raise _unreadable(folder, errors[0])
    for refused in errors:
        unreadable = _unreadable(Path(refused.filename).name, refused)
        yield Problem(unreadable.file, 0, unreadable.code, unreadable.message)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _is_report(folder: Path) -> bool:
    """Whether a folder is a report of ours: what was made of the exports is none of them."""
    try:
        with (folder / "manifest.json").open("rb") as file:
            return b'"software": "cooccur"' in file.read(200)
    except OSError:
        return False


def _is_list_of_snapshot(path: Path) -> bool:
    """Whether a file lists those of the OpenAlex snapshot beside it, and is none of them."""
    if path.name != "manifest":
        return False
    try:
        with open_regular(path) as file:
            return _SNAPSHOT.match(file.read(200)) is not None
    except OSError:
        return False


_SNAPSHOT: Final = re.compile(rb'\s*\{\s*"entries"\s*:\s*\[\s*\{\s*"url"\s*:\s*"s3://openalex/')


def _add(
    files: dict[tuple[int, int], tuple[str, Path, bool]],
    path: Path,
    status: os.stat_result,
    *,
    named: bool,
) -> None:
    # Folders are resolved, the file's own name is kept: a link may be named better than its target.
    location = (path.parent.resolve() / path.name).as_posix()
    key = status.st_dev, status.st_ino
    if key in files:
        before, kept, was_named = files[key]
        location, path = min((before, kept), (location, path))
        named = named or was_named
    files[key] = location, path, named


def _shortest_ends(locations: list[str]) -> list[str]:
    """For each path the fewest last parts that no other path ends with."""
    parts = [location.split("/") for location in locations]
    ends = [""] * len(parts)
    open_rows, length = list(range(len(parts))), 1
    while open_rows:
        for row in open_rows:
            ends[row] = "/".join(parts[row][-length:])
        # A whole path counts as told apart: it is, although another may end with it.
        count = Counter(ends[row] for row in open_rows)
        open_rows = [r for r in open_rows if count[ends[r]] > 1 and length < len(parts[r])]
        length += 1
    return [printable(end) for end in ends]


def printable(path: Path | str) -> str:
    """A path as text that can be shown and encoded: what cannot becomes U+FFFD."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(path))
