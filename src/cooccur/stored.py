"""The manifest that stands in a file: page, figure, workbook, report or the manifest itself."""

from __future__ import annotations

import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Final

from cooccur.disk import is_folder, read_regular
from cooccur.errors import DataError
from cooccur.manifest import FORM
from cooccur.readers.bounded import BROKEN

MANIFEST: Final = "manifest.json"
"""Name of the manifest in a report."""

_MOST: Final = 1 << 28
_HTML: Final = re.compile(
    rb'<script type="application/json" id="cooccur-manifest">(.*?)</script>', re.DOTALL
)
_DATA: Final = re.compile(
    rb'<script type="application/json" id="cooccur-data">(.*?)</script>', re.DOTALL
)
_SVG: Final = re.compile(rb'<metadata id="cooccur">(.*?)</metadata>', re.DOTALL)
_PDF: Final = re.compile(rb"/Keywords\s*\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_PDF_ESCAPE: Final = re.compile(rb"\\(.)", re.DOTALL)
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def read_manifest(path: str | PathLike[str]) -> dict[str, Any]:
    """The manifest in a file that cooccur wrote.

    Parameters
    ----------
    path : str or path
        A page, figure (SVG, PDF, PNG), workbook, ``manifest.json``, or a report (folder or ZIP).

    Returns
    -------
    dict
        As `cooccur.manifest.manifest` makes it.

    Raises
    ------
    DataError
        When the file cannot be read or holds no manifest.
    """
    file = Path(path)
    try:
        data = read_regular(file / MANIFEST if is_folder(file) else file, most=_MOST)
    except FileNotFoundError as error:
        message = "there is no such file, or no manifest.json in this folder; name a map or report"
        raise DataError(message, code="not-found", file=str(path)) from error
    except OSError as error:
        message = f"it cannot be read ({error.strerror}); check its permissions"
        raise DataError(message, code="unreadable", file=str(path)) from error
    return _checked(_found(data), str(path))


def read_member(report: str | PathLike[str], name: str) -> bytes | None:
    """A file of a report (folder or ZIP), None when it is not there or this is no report."""
    path = Path(report)
    try:
        if is_folder(path):
            return read_regular(path / name, most=_MOST)
        data = io.BytesIO(read_regular(path, most=_MOST))
        with zipfile.ZipFile(data) as archive, archive.open(name) as file:
            return file.read(_MOST)
    except (*BROKEN, KeyError):
        return None


def is_report(path: str | PathLike[str]) -> bool:
    """Whether this is the folder or ZIP file of a report."""
    return read_member(path, MANIFEST) is not None


def page_block(page: bytes) -> bytes | None:
    """The data that a page shows, as they stand in it; None when this is no page."""
    match = _DATA.search(page)
    return match.group(1) if match else None


def _found(data: bytes) -> Any:  # noqa: ANN401 whatever JSON can hold
    for starts, find in _KINDS:
        if data.startswith(starts):
            text = find(data)
            break
    else:
        match = _HTML.search(data)
        text = (
            match.group(1).decode("utf-8", "replace") if match else data.decode("utf-8", "replace")
        )
    return _json(text)


def _json(text: str) -> Any:  # noqa: ANN401 whatever JSON can hold
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _checked(found: Any, file: str) -> dict[str, Any]:  # noqa: ANN401 whatever JSON can hold
    if not isinstance(found, dict) or found.get("software") != "cooccur":
        message = (
            "it holds no manifest of cooccur; name a page, figure, workbook, report or "
            "manifest.json that cooccur wrote"
        )
        raise DataError(message, code="unrecognised", file=file)
    if found.get("manifest") != FORM:
        message = (
            f"its manifest has the form {found.get('manifest')!r}, this version of cooccur reads "
            f"{FORM}; install cooccur {found.get('version')}"
        )
        raise DataError(message, code="unrecognised", file=file)
    for name, kind in _SHAPE.items():
        if not isinstance(found.get(name), kind):
            message = f"its manifest is damaged: {name} is missing; make the map again"
            raise DataError(message, code="unrecognised", file=file)
    inputs, files = found["inputs"], found["files"].values()
    if not all(isinstance(row, dict) and {"path", "sha256"} <= set(row) for row in inputs):
        raise DataError("its manifest is damaged: inputs", code="unrecognised", file=file)
    if not all(isinstance(row, dict) and {"name", "sha256"} <= set(row) for row in files):
        raise DataError("its manifest is damaged: files", code="unrecognised", file=file)
    return found


_SHAPE: Final = {
    "version": str,
    "command": str,
    "versions": dict,
    "inputs": list,
    "options": dict,
    "files": dict,
    "results": dict,
}


def _in_svg(data: bytes) -> str:
    match = _SVG.search(data)
    found = _json(html.unescape(match.group(1).decode("utf-8", "replace"))) if match else None
    return str(found.get("manifest", "")) if isinstance(found, dict) else ""


def _in_pdf(data: bytes) -> str:
    for match in _PDF.finditer(data):
        escaped = match.group(1)
        text = _PDF_ESCAPE.sub(
            lambda e: {b"n": b"\n", b"r": b"\r"}.get(e.group(1), e.group(1)), escaped
        ).decode("latin-1")
        begin = text.find("manifest: {") + len("manifest: ")
        try:
            _, end = json.JSONDecoder().raw_decode(text, begin)
        except ValueError:
            continue
        return text[begin:end]
    return ""


def _in_png(data: bytes) -> str:
    for kind, content in _chunks(data):
        name, _, text = content.partition(b"\0")
        if kind == b"tEXt" and name == b"manifest":
            return text.decode("latin-1")
        if kind == b"zTXt" and name == b"manifest":
            return _inflated(text[1:]).decode("latin-1")
        if kind == b"iTXt" and name == b"manifest":
            return text[2:].split(b"\0", 2)[-1].decode("utf-8", "replace")
    return ""


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return b""


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        yield kind, data[place + 8 : place + 8 + length]
        place += length + 12


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if MANIFEST in archive.namelist():
                with archive.open(MANIFEST) as file:
                    return file.read(_MOST).decode("utf-8", "replace")
    except BROKEN:
        return ""
    return _in_workbook(data)


def _in_workbook(data: bytes) -> str:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_name("manifest").to_python(skip_empty_area=False)
    except CalamineError:
        return ""
    return "".join(str(row[0]) for row in rows[1:] if row)


_KINDS: Final[tuple[tuple[bytes, Callable[[bytes], str]], ...]] = (
    (_PNG, _in_png),
    (b"%PDF", _in_pdf),
    (b"PK", _in_zip),
    (b"<svg", _in_svg),
    (b"<?xml", _in_svg),
)
"""How files begin that are neither pages nor manifests, and where the manifest stands in them."""
