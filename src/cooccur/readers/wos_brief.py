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

_MARK: Final = re.compile(rb"\n(?:A[UF]|TI|SO)")
_VALUE: Final = rb"[^\n]*+(?:\n [^\n]*+)*+"
"""What stands behind a tag, its lines indented as usual."""
_OTHERS: Final = rb"(?:\n(?!A[UF]|TI|SO)[A-Z][A-Z0-9](?: %b)?+(?=\n))*+" % _VALUE
_HEAD: Final = re.compile(
    rb"PT [^\n]*+%(others)b(?:\nAU (%(value)b)%(others)b)?+(?:\nAF (%(value)b)%(others)b)?+"
    rb"\nTI (%(value)b)%(others)b\nSO (%(value)b)(?=\n[A-Z][A-Z0-9][ \n])"
    % {b"others": _OTHERS, b"value": _VALUE}
)
"""How records begin, in the order of all exports."""

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
    head = _HEAD.match(record)
    # A tag that stands twice is not usual.
    if head is None or _MARK.search(record, head.end()):
        return None
    authors, full, title, source = head.groups(b"")
    if full.strip():
        authors = full
    names = map(author_name, authors.decode("utf-8", "replace").split("\n"))
    return Details(title=_text(title), authors=tuple(filter(None, names)), source=_source(source))


def _text(value: bytes) -> str:
    # Wrapped mark-up is mark-up as well, so lines are joined first.
    return collapse(unescape(" ".join(value.decode("utf-8", "replace").split())))


@lru_cache(maxsize=1 << 14)
def _source(value: bytes) -> str:
    return _text(value)
