"""XML as a stream of elements, without document types and the entities they could define."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from cooccur.readers.decode import decode
from cooccur.readers.networks.raw import RawNetwork

_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_HEAD: Final = 200
_DEEPEST: Final = 200

Start = Callable[[str, Mapping[str, str], int], None]
"""Called with the name of an element (without prefix), its attributes and its line."""
End = Callable[[str, str, int], None]
"""Called with the name of an element, its own text and its line."""


def read_markup(data: bytes, raw: RawNetwork, *, start: Start, end: End) -> None:
    """Call ``start`` and ``end`` for every element of an XML document.

    Parameters
    ----------
    data : bytes
        The file.
    raw : RawNetwork
        Whose file it is, for messages.
    start, end : callable
        What takes the elements.

    Raises
    ------
    DataError
        Code ``network``: the document is not well-formed, nested too deeply, in no known
        encoding, or has a document type: that may define entities that grow beyond all limits or
        fetch other files.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    texts: list[list[str]] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        if len(texts) >= _DEEPEST:
            raise raw.bad(f"more than {_DEEPEST} elements inside one another found", line=line)
        texts.append([])
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        start(name.rpartition(":")[2], local, line)

    def closed(name: str) -> None:
        end(name.rpartition(":")[2], "".join(texts.pop()), parser.CurrentLineNumber)

    def said(text: str) -> None:
        texts[-1].append(text)

    def typed(*_: object) -> NoReturn:
        message = (
            "a document type (<!DOCTYPE …>) found, which could define entities without end; "
            "delete it and give the file again"
        )
        raise raw.bad(message, line=parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = said, typed
    try:
        parser.Parse(_utf8(data, raw), True)  # noqa: FBT003 expat takes no keyword
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"the XML is not well-formed ({reason}); write the file again"
        raise raw.bad(message, line=error.lineno) from error


def _utf8(data: bytes, raw: RawNetwork) -> bytes:
    """The document in UTF-8: what it declares counts, then what it looks like."""
    declared = _DECLARED.search(data, 0, _HEAD)
    # What declares itself in ASCII is no UTF-16, whatever it says.
    if declared and not declared[1].lower().startswith(
        (b"utf-16", b"utf-32", b"ucs", b"iso-10646")
    ):
        try:
            return data.decode(declared[1].decode("ascii")).encode().removeprefix(b"\xef\xbb\xbf")
        except (LookupError, UnicodeError, ValueError):
            pass
    decoded = decode(data)
    if decoded is None:
        raise raw.bad("the file is no text; write it again as UTF-8")
    return decoded.text
