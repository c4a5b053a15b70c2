"""What a page tells of a WOS record, found fast where the record has nothing unusual.

A page holds up to 20,000 records. Looking for three fields costs a tenth of taking the whole
record apart, which is left for records that look different from what is usual.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cooccur.model import Details
from cooccur.readers.fields import collapse, unescape

_MARK: Final = re.compile(rb"\n(AU|AF|TI|SO)")
_VALUE: Final = re.compile(rb" ([^\n]*(?:\n [^\n]*)*)(?=\n[A-Z][A-Z0-9][ \n])")
"""What stands behind a tag, its lines indented as usual, up to the next tag."""

_E_MAIL: Final = re.compile(r"\s*+\([^()@]*+@[^()]*+\)")


@lru_cache(maxsize=1 << 16)
def author_name(text: str) -> str:
    """The name without an e-mail in brackets and the comma that CiteSpace puts after it."""
    return unescape(_E_MAIL.sub("", collapse(text))).strip(" ,")


def usual_brief(record: bytes) -> Details | None:
    """Title, authors and source of a record; None when it must be looked at closely.

    Parameters
    ----------
    record : bytes
        From its ``PT`` on, UTF-8 with LF line ends.
    """
    if not record.startswith(b"PT "):
        return None
    values: dict[bytes, bytes] = {}
    for mark in _MARK.finditer(record):
        tag = mark[1]
        # A tag that stands twice, or without a blank after it, is not usual.
        found = None if tag in values else _VALUE.match(record, mark.end())
        if not found:
            return None
        values[tag] = found[1]
    authors = values.get(b"AF", b"")
    if not authors.strip():
        authors = values.get(b"AU", b"")
    names = map(author_name, authors.decode("utf-8", "replace").split("\n"))
    return Details(
        title=_text(values.get(b"TI", b"")),
        authors=tuple(filter(None, names)),
        source=_source(values.get(b"SO", b"")),
    )


def _text(value: bytes) -> str:
    # Wrapped mark-up is mark-up as well, so lines are joined first.
    return collapse(unescape(" ".join(value.decode("utf-8", "replace").split())))


@lru_cache(maxsize=1 << 14)
def _source(value: bytes) -> str:
    return _text(value)
