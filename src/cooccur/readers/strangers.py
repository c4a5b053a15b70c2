"""What a file is that no reader recognises, said so that its owner knows what to do."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cooccur.readers.sheets import OLE2
from cooccur.readers.zips import ZIP


class Stranger(NamedTuple):
    """What something looks like."""

    code: str
    """``unrecognised``, or ``refused`` where no export can be meant."""
    message: str


_AGAIN: Final = "export the records again and give that file"
_AS_TEXT: Final = "save it as plain text or as .xlsx"
_OTHER_DATABASE: Final = "export from that database as RIS or BibTeX"

_BYTES: Final = (
    (b"%PDF", "a PDF document", _AGAIN),
    (b"\x89PNG", "an image", _AGAIN),
    (b"\xff\xd8\xff", "an image", _AGAIN),
    (b"GIF8", "an image", _AGAIN),
    (b"SQLite format 3", "a database file", _AGAIN),
    (OLE2, "an Office document or a workbook without the columns of an export", _AS_TEXT),
    (ZIP[0], "an Office document or a workbook without the columns of an export", _AS_TEXT),
)
_TEXTS: Final = tuple(
    (re.compile(rf"\s*(?:{pattern})".encode(), re.IGNORECASE), looks_like, advice)
    for pattern, looks_like, advice in (
        (r"\{\\rtf", "an RTF document", _AS_TEXT),
        (r"(?:<\?xml[^>]*>\s*)?<xml>\s*<records>", "EndNote XML", "export it as RIS"),
        (r"(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<head)", "a web page", _AGAIN),
        (r"<", "XML", _OTHER_DATABASE),
        (r"[\[{]", "JSON", _OTHER_DATABASE),
    )
)
_LOGIN: Final = re.compile("password|log ?in|sign ?in|登录|登陆".encode(), re.IGNORECASE)
_HEAD: Final = 1 << 16


def stranger(data: bytes, text: bytes | None) -> Stranger:
    """What an unrecognised file looks like and what to do about it.

    Parameters
    ----------
    data : bytes
        The file.
    text : bytes or None
        The file as UTF-8, None when it is no text.
    """
    looks_like, advice = _look(data, (text or b"")[:_HEAD])
    if looks_like == "a web page" and _LOGIN.search(text or data, 0, _HEAD):
        looks_like = "a web page that asks to sign in, not the export"
        return Stranger("refused", f"it looks like {looks_like}; sign in and {_AGAIN}")
    if not looks_like:
        looks_like = f"text that begins with {_beginning(text)}" if text else "no text"
    expected = "an export of a literature database was expected; "
    return Stranger("unrecognised", f"it looks like {looks_like}, {expected}{advice}")


def _look(data: bytes, text: bytes) -> tuple[str, str]:
    for magic, looks_like, advice in _BYTES:
        if data.startswith(magic):
            return looks_like, advice
    for pattern, looks_like, advice in _TEXTS:
        if pattern.match(text):
            return looks_like, advice
    return "", "see 'cooccur formats' for what can be read, or name the format"


def _beginning(text: bytes) -> str:
    first = text.strip().partition(b"\n")[0][:160].decode("utf-8", "replace")
    return repr(first[:40])
