"""Workbooks become rows of cells here, in a process of their own.

A damaged workbook can make its reader ask for more memory than there is, and that ends the process
which asked. It must not be the one that holds the other files.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from typing import Final

from cooccur.errors import DataError
from cooccur.readers.rows import Rows
from cooccur.readers.zips import ZIP

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How ``.xls`` and other old Office files begin."""

_SECONDS: Final = 600
_MEMORY: Final = 4 << 30


_NAMES_IN_OLE2: Final = tuple(
    name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage")
)


def is_sheet(data: bytes) -> bool:
    """Whether the bytes, if they are no archive, are a workbook (``.xls``, ``.xlsx``)."""
    if data.startswith(OLE2):
        return any(name in data for name in _NAMES_IN_OLE2)
    return data.startswith(ZIP) and b"xl/workbook" in data


def sheet_encoding(data: bytes) -> str:
    """What stands for the encoding of a workbook: ``XLS`` or ``XLSX``."""
    return "XLS" if data.startswith(OLE2) else "XLSX"


def sheets(data: bytes, path: str) -> list[Rows]:
    """The rows of every sheet of a workbook that has any, cells as text.

    Whole numbers lose their ``.0``, dates are in ISO form.

    Parameters
    ----------
    data : bytes
        A workbook.
    path : str
        Its name in messages.

    Raises
    ------
    DataError
        When it cannot be opened (``archive``).
    """
    path_of_packages = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": path_of_packages, "RUST_BACKTRACE": "0"}
    command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
    try:
        done = subprocess.run(  # noqa: S603 the command is ours; the data come through a pipe
            command,
            input=data,
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _cannot_open(path, str(error)) from error
    if done.returncode:
        # What it says itself; whatever ends it otherwise writes a trace nobody wants to read.
        said = done.stderr.decode("utf-8", "replace").strip() if done.returncode == _SAID else ""
        raise _cannot_open(path, said or "it is damaged or too large")
    rows: list[Rows] = json.loads(done.stdout)
    return rows


def _cannot_open(path: str, reason: str) -> DataError:
    message = f"the workbook cannot be opened ({reason}); save it again, without a password"
    return DataError(message, code="archive", file=path)


_SAID: Final = 3


def main() -> None:
    """The other process: a workbook on standard input, its rows as JSON on standard output."""
    from python_calamine import CalamineError, CalamineWorkbook

    _limit_memory()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        found = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except CalamineError as error:
        sys.stderr.write(str(error))
        sys.exit(_SAID)
    rows = [[[_cell(value) for value in row] for row in sheet] for sheet in found if sheet]
    json.dump(rows, sys.stdout)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover Windows has no such limits
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
