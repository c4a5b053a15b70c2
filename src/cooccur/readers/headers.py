"""Where tables begin inside a text: the lines that name columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cooccur.readers import cnki_table, dimensions, lens, openalex, refused, scopus_table, table
from cooccur.readers.begins import HEADER, LF, Begin, Lines, Recognise, pairs_table
from cooccur.readers.entry import Document
from cooccur.readers.fields import collapse
from cooccur.readers.rows import delimited

_IN_LINKS: Final = b"_name"
_CODES: Final = rb"PT\"?\t\"?(?:AU|BA)\"?\t"
_TELLING: Final = [
    (b"itle", re.compile(rb"itle\"?[,\t;]")),
    *((name.encode(), re.compile(f'{name}"?[,\t;]'.encode())) for name in ("作者", "关键词")),
    (b"\t", re.compile(_CODES)),
    (_IN_LINKS, re.compile(rb"_name\"?,")),
]
"""What is in every header, a part of it first: titles or what CNKI, WOS, OpenAlex have for them."""
_WEB: Final = pairs_table((b'"h', b"ht"))
_EXTRA: Final = (
    "rank,#,volume,issue,art. no.,page start,page end,author full names,isbn,issn,issns,pmid,pmcid,"
    "publication id,article title,author(s) id,funding"
)
_NAMES: Final = frozenset(
    (
        *scopus_table.COLUMNS,
        *lens.COLUMNS,
        *dimensions.COLUMNS,
        *openalex.COLUMNS,
        *table.COLUMNS,
        *refused.OF_PATENTS,
        *(name.casefold() for name in cnki_table.FIELDS),
        *_EXTRA.split(","),
    )
)
"""What columns are called, in lower case."""
_LABEL: Final = re.compile("[a-z]{2,20}-[\u3400-\u9fff]{1,12}")
_WOS: Final = re.compile(rb"\"?" + _CODES)
_NOTICE: Final = re.compile(rb"\"?About the data: ")
_LONGEST: Final = 1 << 14


class _Header(NamedTuple):
    """A header and the line above it that belongs to the table."""

    place: int
    text: bytes
    begin: int
    """Where the table begins."""
    is_inside: bool
    """Whether it stands behind something in its line."""


def headers(document: bytes, lines: Lines, recognise: Recognise) -> Iterator[Begin]:
    """The headers of tables, but those that only repeat the one above them."""
    above: bytes | None = None
    for header in _all_headers(document, lines, recognise):
        is_other = header.text != above or header.begin < header.place or header.is_inside
        if is_other or b"Jurisdiction" in header.text:
            yield Begin(header.begin, HEADER, is_apart=header.begin > 0)
        above = header.text


def _all_headers(document: bytes, lines: Lines, recognise: Recognise) -> Iterator[_Header]:
    # Looking for a part of a pattern is several times faster than looking for all of it.
    hits = {
        document.rfind(b"\n", 0, found.start()) + 1
        for part, pattern in _TELLING
        if part in document and (part != _IN_LINKS or _WEB[lines.pair].any())
        for found in pattern.finditer(document)
    }
    for start in sorted(hits):
        stop = document.find(b"\n", start)
        line = document[start : stop if stop >= 0 else len(document)]
        at = _header_in(line, recognise) if len(line) <= _LONGEST else -1
        if at >= 0 and _has_row(document, stop, line[at:]):
            place = start + at
            before = document.rfind(b"\n", 0, max(start - 1, 0)) + 1
            notice = _NOTICE.search(document, before, start)
            begin = notice.start() if notice and not at else place
            is_inside = begin > 0 and document[begin - 1] != LF
            yield _Header(place, line[at:], begin, is_inside)


def _has_row(document: bytes, stop: int, header: bytes) -> bool:
    """Whether below a header stands what can be a row: in a sentence columns are named too."""
    end = document.find(b"\n", stop + 1)
    below = document[stop:end] if stop >= 0 and end >= 0 else document[stop:] if stop >= 0 else b""
    mark = max((b",", b"\t", b";"), key=header.count)
    return below.count(mark) >= min(2, header.count(mark)) or not below.strip()


_CELL: Final = re.compile(r"[^,\t;]+")


def _header_in(line: bytes, recognise: Recognise) -> int:
    """The byte of a line where a header begins that reaches to its end, -1 if none does."""
    if (wos := _WOS.search(line)) and recognise(delimited(line[wos.start() :])):
        return wos.start()
    text = line.decode("utf-8", "replace")
    cells = list(_CELL.finditer(text))
    names = [_is_name(cell[0]) for cell in cells]
    if len(cells) > 1 and _fills(text, cells, names) and recognise(delimited(line)):
        return 0
    for place, cell in enumerate(cells[: -_FEWEST + 1]):
        left = names[place + 1 :]
        # Semicolons and blanks stand between keywords, which can be such names too.
        if not left[0] or sum(left) * 2 < len(left) or text[cell.end() :][:2] in _PROSE:
            continue
        if not all(map(_can_be_name, (after[0] for after in cells[place + 1 :]))):
            continue
        start = _name_at_end(cell) if text[cell.end()] != ";" else -1
        if start >= 0 and recognise(_rows(text[start:])):
            return len(text[:start].encode())
    return -1


def _fills(text: str, cells: list[re.Match[str]], names: list[bool]) -> bool:
    """Whether a header begins with the line; its first column may have a name of one's own."""
    if text[0].isspace() or text[cells[0].end() :][:2] in _PROSE:
        return False
    if names[0]:
        return names[1]
    marks = {text[cell.end()] for cell in cells[:2] if cell.end() < len(text)}
    return all(names[1:_FEWEST]) and len(marks) == 1 and _name_at_end(cells[0]) < 0


_FEWEST: Final = 3
_PROSE: Final = (", ", "; ")


def _rows(text: str) -> Document:
    return delimited(text.encode())


def _is_name(cell: str) -> bool:
    is_quoted = cell[:1] == cell[-1:] == '"' and len(cell) > 1
    name = collapse(cell[1:-1] if is_quoted else cell).casefold()
    return name in _NAMES or _LABEL.fullmatch(name) is not None


def _can_be_name(cell: str) -> bool:
    """Whether a column can be called so: Chinese names are known, others are short."""
    return _is_name(cell) or (
        cell.isascii() and len(cell) <= _LONGEST_NAME and not cell.endswith(".")
    )


_LONGEST_NAME: Final = 60


def _name_at_end(cell: re.Match[str]) -> int:
    """Where in the line a name begins that ends this cell; -1 if none does."""
    text = cell[0]
    for at in range(max(0, len(text) - _LONGEST_NAME), len(text)):
        if not _is_name(text[at:]) or not _can_begin(text, at):
            continue
        return cell.start() + at
    return -1


def _can_begin(text: str, at: int) -> bool:
    """Whether a word can begin here: behind a letter only one with a capital, or in quotes."""
    first, before = text[at], text[at - 1 : at]
    if first == '"':
        return text.endswith('"')
    return not before.isalnum() or not (first.islower() and before.isascii())
