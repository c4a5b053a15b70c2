"""Thesaurus files and stop lists: which keywords are one, and which are none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cooccur.errors import DataError
from cooccur.model import Problem
from cooccur.prepare.keywords import Thesaurus, comparison_key

__all__ = ["Thesaurus", "parse_stop_list", "parse_thesaurus", "read_stop_list", "read_thesaurus"]

_Line = tuple[int, str, str]
"""Line number, variant, what replaces it."""

_FORMS: Final = (
    "a VOSviewer thesaurus (first line label<TAB>replace by) or a CiteSpace alias file "
    "(primary#secondary in every line)"
)
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_thesaurus(path: str | Path) -> Thesaurus:
    """The thesaurus in a file; see `parse_thesaurus`.

    Raises
    ------
    DataError
        When the file cannot be read or a line of it is not understood.
    """
    file = Path(path)
    return parse_thesaurus(text_of(file), name=file.name)


def read_stop_list(path: str | Path) -> tuple[str, ...]:
    """The keywords of a stop list file; see `parse_stop_list`.

    Raises
    ------
    DataError
        When the file cannot be read or a line of it is not understood.
    """
    file = Path(path)
    return parse_stop_list(text_of(file), name=file.name)


def text_of(file: Path) -> str:
    """The text of a file that the user wrote, in UTF-8, UTF-16 or GB18030.

    Raises
    ------
    DataError
        When there is no such file or it cannot be read.
    """
    where = str(file)
    try:
        if not file.exists():
            message = "there is no such file; check the name"
            raise DataError(message, code="not-found", file=where)
        if not file.is_file():
            message = "this is no file, a text file was expected; name one"
            raise DataError(message, code="unreadable", file=where)
        data = file.read_bytes()
    except OSError as error:
        message = f"the file cannot be read ({error.strerror}); check its permissions"
        raise DataError(message, code="unreadable", file=where) from error
    return _decoded(data, file.name)


def _decoded(data: bytes, name: str) -> str:
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = "the text is neither UTF-8 nor GB18030; save it as UTF-8"
    raise DataError(message, code="encoding", file=name)


def parse_stop_list(text: str, *, name: str = "") -> tuple[str, ...]:
    r"""The keywords of a stop list, one a line; ``#`` and a blank begin a comment.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        Name of the file for messages.

    Raises
    ------
    DataError
        When a line holds a tab: it is a row of a thesaurus, not a keyword.

    Examples
    --------
    >>> parse_stop_list("# too general\nanalysis\n#MeToo\n")
    ('analysis', '#MeToo')
    """
    words = []
    for number, line in _lines(text):
        if line.startswith("# "):
            continue
        if "\t" in line.strip():
            message = (
                f"{_start(line)} found, expected one keyword a line without tabs; "
                "replacements belong into a thesaurus file"
            )
            raise _bad_line(name, number, message)
        words.append(line.strip())
    return tuple(words)


def _lines(text: str) -> list[tuple[int, str]]:
    lines = enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1)
    return [(number, line) for number, line in lines if line.strip()]


def _start(line: str) -> str:
    return repr(line.strip()[:60])


def _bad_line(name: str, number: int, message: str) -> DataError:
    return DataError(message, code="thesaurus", file=name, line=number)


def parse_thesaurus(text: str, *, name: str = "") -> Thesaurus:
    """The thesaurus a text holds, in VOSviewer's or CiteSpace's form, told by its first line.

    VOSviewer: a header with the columns ``label`` and ``replace by``, then cells parted by tabs;
    an empty replacement drops the keyword. CiteSpace (``citespace.alias``): the keyword that
    stays, ``#`` or a tab, the keyword that goes; ``@PHRASE`` before a keyword is left out.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        Name of the file for messages. Only where keywords are parted by a tab and no header says
        which of them stays, its ending ``.alias`` tells CiteSpace's form.

    Returns
    -------
    Thesaurus
        Rows in the order of the text. ``problems`` (code ``thesaurus``) name a variant that is
        replaced in two ways (the first counts) and a replacement that is replaced itself:
        replacements are made once, so that a chain is not followed.

    Raises
    ------
    DataError
        When the form or a line is not understood.
    """
    lines = _lines(text)
    if not lines:
        raise DataError(f"the file holds nothing, expected {_FORMS}", code="empty", file=name)
    number, first = lines[0]
    header = [cell.casefold() for cell in _cells(first)]
    if {"label", "replace by"} <= set(header):
        rows = _vosviewer_rows(lines[1:], header, name)
    elif "#" in first and "\t" not in first:
        rows = _alias_rows(lines, "#", name)
    elif "\t" in first and name.casefold().endswith(".alias"):
        rows = _alias_rows(lines, "\t", name)
    else:
        raise _bad_line(name, number, f"{_start(first)} found, expected {_FORMS}; write one")
    checked = [_checked(row, name) for row in rows]
    return Thesaurus(
        rows=tuple((variant, preferred) for _, variant, preferred in checked),
        name=name,
        problems=tuple(_problems(checked, name)),
    )


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    # Spreadsheets put cells with commas or quotation marks between quotation marks.
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _vosviewer_rows(lines: list[tuple[int, str]], header: list[str], name: str) -> Iterator[_Line]:
    label, replacement = header.index("label"), header.index("replace by")
    for number, line in lines:
        cells = _cells(line)
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) > len(header) or len(cells) <= max(label, replacement):
            message = (
                f"{len(cells)} cells found, expected {len(header)} parted by tabs; "
                "write label<TAB>replacement, or label<TAB> to drop the keyword"
            )
            raise _bad_line(name, number, message)
        yield number, cells[label], cells[replacement]


def _alias_rows(lines: list[tuple[int, str]], separator: str, name: str) -> Iterator[_Line]:
    shown = "<TAB>" if separator == "\t" else separator
    for number, line in lines:
        parts = [part.strip().removeprefix("@PHRASE").strip() for part in line.split(separator)]
        if len(parts) != 2 or not all(parts):
            message = (
                f"{_start(line)} found, expected primary{shown}secondary; write one pair "
                "of keywords a line, or use VOSviewer's form for keywords with this sign"
            )
            raise _bad_line(name, number, message)
        yield number, parts[1], parts[0]


def _checked(row: _Line, name: str) -> _Line:
    number, variant, preferred = row
    if not comparison_key(variant) or (preferred and not comparison_key(preferred)):
        found = preferred if comparison_key(variant) else variant
        message = f"{found!r} found, expected a keyword; write one or delete the line"
        raise _bad_line(name, number, message)
    return row


def _problems(rows: list[_Line], name: str) -> Iterator[Problem]:
    by_key: dict[str, _Line] = {}
    for row in rows:
        by_key.setdefault(comparison_key(row[1]), row)
    for number, variant, preferred in rows:
        first, _, counts = by_key[comparison_key(variant)]
        target = comparison_key(preferred)
        if comparison_key(counts) != target:
            message = (
                f"{variant!r} was given another replacement in line {first}, which counts; "
                "delete one of the two lines"
            )
            yield Problem(name, number, "thesaurus", message)
        elif target in by_key and target != comparison_key(by_key[target][2]):
            later, _, end = by_key[target]
            fate = f"replaced by {end!r}" if end else "dropped"
            message = (
                f"{variant!r} becomes {preferred!r}, which line {later} says is {fate}: "
                f"replacements are made once, so it stays {preferred!r}; "
                "write here what you want it to become"
            )
            yield Problem(name, number, "thesaurus", message)
