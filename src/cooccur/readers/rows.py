"""Delimited text becomes rows of cells here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from typing import Final, TypeAlias

_LINES: Final = 20

Rows: TypeAlias = Sequence[Sequence[str]]


def delimited(text: bytes) -> Rows:
    """The rows of delimited text: tabs, commas or semicolons, quoted or not.

    Databases do not quote tab-delimited exports, and a cell may begin with a quotation mark there;
    spreadsheets that save them again do quote.

    Parameters
    ----------
    text : bytes
        UTF-8, LF line ends.
    """
    string = text.decode("utf-8", "replace")
    # A line without any of them may stand above the table.
    lines = islice(string.split("\n"), _LINES)
    head = next((line for line in lines if any(mark in line for mark in "\t,;")), "")
    delimiter = max("\t,;", key=head.count)
    if delimiter == "\t" and not _is_quoted(string):
        return [line.split("\t") for line in string.split("\n")]
    return _quoted_rows(string, delimiter)


_SAMPLE: Final = 1 << 18
_OPENED: Final = re.compile(r'(?:^|\t)"', re.MULTILINE)
_CLOSED: Final = re.compile(r'(?:^|\t)"(?:[^"]++|"")*+"(?=\t|$)', re.MULTILINE)


def _is_quoted(text: str) -> bool:
    """Whether cells that begin with a quotation mark end with one, and double those between."""
    head = text[:_SAMPLE]
    opened = len(_OPENED.findall(head))
    return opened > 0 and len(_CLOSED.findall(head)) >= 0.8 * opened


def _quoted_rows(text: str, delimiter: str) -> Rows:
    # The limit is one of the whole process, so it is put back.
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(limit)
