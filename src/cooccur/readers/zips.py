"""Zip files: archives of exports, and workbooks (``.xlsx``), which are zip files too."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import Final

from cooccur.readers.bounded import BROKEN, BoundedStream, Limits

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""How zip files begin."""


def is_workbook(data: bytes) -> bool:
    """Whether it is an Office document (``.xlsx``), which is a zip file with certain members."""
    if not data.startswith(ZIP) or b"[Content_Types].xml" not in data:
        return False
    try:
        with zip_file(data) as archive:
            return "[Content_Types].xml" in archive.NameToInfo
    except BROKEN:
        return False


_END_OF_ZIP: Final = b"PK\x05\x06"
_LONGEST_COMMENT: Final = 1 << 16
_MOST_DIRECTORY: Final = 16 << 20


def zip_file(data: bytes) -> zipfile.ZipFile:
    """The zip file in these bytes, if its directory is of a size that can be looked at.

    Raises
    ------
    zipfile.BadZipFile
        When it is damaged or lists too many members.
    """
    end = data.rfind(_END_OF_ZIP, max(0, len(data) - _LONGEST_COMMENT - 22))
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
        raise zipfile.BadZipFile("it lists too many members")
    return zipfile.ZipFile(io.BytesIO(data))


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether the member is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


_UTF8_NAME: Final = 0x800


def name_in_zip(info: zipfile.ZipInfo) -> str:
    """The name; where the archive does not tell its encoding it is UTF-8 or, in China, GB18030."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def read_zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a member, whatever its header says about their number.

    Raises
    ------
    Exception
        One of `BROKEN` when it is damaged or protected by a password.
    """
    with archive.open(info) as stream:
        return BoundedStream(stream, info.compress_size, limits).read_all(limits.member_bytes)
