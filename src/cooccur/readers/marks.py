"""Where exports begin inside a text: the lines that no other export can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.readers import cnki_table, dimensions, lens, openalex, refused, scopus_table, table
from cooccur.readers.cnki_dialects import COLON
from cooccur.readers.entry import Document, ReadFormat
from cooccur.readers.fields import collapse
from cooccur.readers.rows import delimited

Recognise: TypeAlias = Callable[[Document], ReadFormat | None]


class Begin(NamedTuple):
    """Where an export begins."""

    place: int
    """Byte of the document."""
    kind: str
    """As in `MARKS`, or `HEADER`."""
    is_apart: bool
    """Whether one reader cannot read it together with an export of its kind above it."""


_CSSCI: Final = "南京大学中国社会科学研究评价中心|【来源篇名】"
_WORKS: Final = rb"\{\s*+\"(?:id\"\s*:\s*\"https://(?:api\.)?openalex\.org/W|results\"\s*:\s*\[|meta\"\s*:\s*\{)"
MARKS: Final = {
    "wos": rb"FN [^\n]*\nVR 1\.0|PT [A-Z][a-z]{0,11} *\n+[A-Z][A-Z0-9] ",
    "refworks": rb"RT [A-Z][^\n]{2,60}\n(?:SR|A1|T1|AD|A3|DB) ?",
    "endnote": rb"%0 [A-Z]",
    "noteexpress": rb"\{Reference Type\}" + COLON,
    "self_defined": rb"(?:DataType: ?\d+\n)?SrcDatabase-[\xe3-\xe9][^\n:]{2,20}:",
    "ris": rb"TY {1,2}-(?![^ \n])[^\n]*\n\s*[A-Z][A-Z0-9] {1,2}-(?![^ \n])",
    "bibtex": rb"@[A-Za-z]++\s*+[{(]\s*+[^\s,{}=()]*+\s*+,\s*+[A-Za-z][\w-]*+\s*+=\s*+[{\"\w]",
    "html": rb"<(?:html|table)\b",
    "pubmed": rb"PMID- \d+ *\n",
    "cochrane": rb"Record #\d+ of \d+\n",
    "scopus": rb"Scopus *\nEXPORT DATE:",
    "cssci": _CSSCI.encode(),
    "openalex": rb"(?:\[\s*+)?" + _WORKS,
}
"""How the first line of an export begins, by kind."""
HEADER: Final = "header"
"""The kind of tables whose columns have names."""

_TWO: Final = {
    "wos": "FN PT",
    "refworks": "RT",
    "endnote": "%0",
    "noteexpress": "{R",
    "self_defined": "Da Sr",
    "ris": "TY",
    "bibtex": " ".join(f"@{letter}" for letter in map(chr, range(65, 123))),
    "html": "<h <t",
    "pubmed": "PM",
    "cochrane": "Re",
    "scopus": "Sc",
}
"""The two characters that a mark can begin with."""
_TWO_BYTES: Final = {
    name: [two.encode() for two in twos.split()] for name, twos in _TWO.items()
} | {
    "cssci": [b"\xe5\x8d", b"\xe3\x80"],
    "openalex": [b"[\n", b"[{", b"[ ", b"{\n", b'{"', b"{ "],
}
_TAGGED: Final = rb"[A-Z][A-Z0-9] {1,2}-(?![^ \n])"


class _Inside(NamedTuple):
    """A mark that is believed behind the last line of an export that does not end with a line end.

    It reaches into the line below, whose beginning is looked for first: it is all but never there.
    """

    mark: re.Pattern[bytes]
    """Begins with a literal, which keeps the search fast."""
    twos: tuple[bytes, ...]
    """The two bytes that a line below can begin with; none: as those of RIS and PubMed do."""
    below: re.Pattern[bytes]
    """How it begins."""
    last: bytes = b""
    """Bytes that end an export that can be a single line."""


def _inside_mark(mark: bytes, twos: str, below: bytes, last: bytes = b"") -> _Inside:
    pairs = tuple(two.encode()[:2].replace(b".", b"\n") for two in twos.split())
    return _Inside(re.compile(mark), pairs, re.compile(below), last)


_INSIDE: Final = {
    "wos": (
        _inside_mark(rb"FN [A-Z][^\n]*\nVR 1\.0", "VR", rb"VR 1\.0"),
        _inside_mark(rb"PT [A-Z] *\n(?:AU|BA|GP|CA) [A-Z]", "AU BA GP CA", rb"[A-Z]{2} [A-Z]"),
    ),
    "refworks": (_inside_mark(rb"RT [A-Z][^\n]{2,60}\nSR 1", "SR", b"SR 1"),),
    "endnote": (
        _inside_mark(rb"%0 [A-Z][A-Za-z /]{2,40}\n%[A-Z+@] ", "%A %T %+ %K %J", rb"%[A-Z+] "),
    ),
    "noteexpress": (
        _inside_mark(rb"\{Reference Type\}" + COLON, "{T {A {S {J {Y {K", rb"\{[A-Z]"),
    ),
    "self_defined": (
        _inside_mark(rb"DataType: ?\d+\nSrcDatabase-", "Sr", b"SrcDatabase-"),
        _inside_mark(
            rb"SrcDatabase-[\xe3-\xe9][^\n:]{2,20}:[^\n]*\n[A-Z][A-Za-z]{1,19}-[\xe3-\xe9]",
            "Ti Au Or So Ke Su Ye",
            rb"[A-Z][A-Za-z]{1,19}-[\xe3-\xe9]",
        ),
    ),
    "ris": (_inside_mark(rb"TY {1,2}- *[A-Z]{2,8} *\n+" + _TAGGED, "", _TAGGED),),
    "bibtex": (
        _inside_mark(
            rb"@[A-Za-z]++[{(][^\s,{}=()]*+,\s*+[A-Za-z][\w-]*+\s*+=\s*+[{\"\w]",
            "}. }} },",
            rb"\}",
            b"}",
        ),
    ),
    "html": (_inside_mark(rb"<html\b", "<t </ <m <h <b", b"<", b">"),),
    "pubmed": (
        _inside_mark(
            rb"PMID- \d+ *\n[A-Z]{2,4} {0,2}- ", "", rb"[A-Z][A-Z0-9][A-Z ]{2}-(?![^ \n])"
        ),
    ),
    "cochrane": (
        _inside_mark(
            rb"Record #\d+ of \d+\n+[A-Z]{2,4}: ", "ID AU TI SO YR", rb"[A-Z]{2}:(?![^ \n])"
        ),
    ),
    "scopus": (_inside_mark(rb"Scopus *\nEXPORT DATE:", "EX", b"EXPORT DATE:"),),
    "cssci": tuple(
        _inside_mark(text.encode(), "\u3010", "【".encode()) for text in _CSSCI.split("|")
    ),
    "openalex": (_inside_mark(_WORKS, ']. }. }, {" },', rb"[\]{}]", b"]}"),),
}
_TELL: Final = {
    "wos",
    "refworks",
    "endnote",
    "noteexpress",
    "self_defined",
    "ris",
    "bibtex",
    "openalex",
}
"""Kinds whose readers find, or tell of, records that begin in the line where another one ends."""


def _mark(without: str | None = None) -> bytes:
    marks = [
        b"(?P<%s>%s)" % (name.encode(), mark) for name, mark in MARKS.items() if name != without
    ]
    # WOS ends without a line end, CNKI with a blank: what follows stands behind them.
    return rb"(?:EF| )?(?=" + b"|".join(marks) + rb")"


@cache
def _marks(without: str | None = None) -> re.Pattern[bytes]:
    """The marks of all kinds but this one."""
    return re.compile(_mark(without))


@cache
def _table(twos: tuple[bytes, ...]) -> NDArray[np.bool_]:
    found = np.zeros(1 << 16, dtype=bool)
    found[[int.from_bytes(two, "big") for two in twos]] = True
    return found


@cache
def _pairs(without: str | None = None) -> NDArray[np.bool_]:
    """Which two bytes a line can begin with that is a mark of another kind."""
    marks = [two for name, twos in _TWO_BYTES.items() if name != without for two in twos]
    return _table((b"EF", *marks, *(b" " + two[:1] for two in marks)))


class _Lines(NamedTuple):
    """Where lines begin, and with which two bytes."""

    start: Ints
    pair: NDArray[np.uint16]
    dashes: Ints
    """Those tagged as lines of RIS and PubMed are."""


def _lines(document: bytes) -> _Lines:
    text = np.frombuffer(document, dtype=np.uint8)
    start = np.append(0, np.flatnonzero(text[:-_SHORTEST] == _LF) + 1)
    pair = text[start].astype(np.uint16) << 8 | text[start + 1]
    is_tag = (text[start + 4] == _DASH) | ((text[start + 3] == _DASH) & (text[start + 4] == _BLANK))
    return _Lines(start, pair, start[is_tag])


_SHORTEST: Final = 6
_LF, _DASH, _BLANK = b"\n- "


def begins(document: bytes, read_as: str, recognise: Recognise) -> list[Begin]:
    """Where exports begin that its first one cannot be read together with; empty for one export.

    Parameters
    ----------
    document : bytes
        Text as readers get it.
    read_as : str
        The format that it seems to be of.
    recognise : callable
        Tells the format of a part, or of rows.

    Returns
    -------
    list of Begin
        By place; that of the first export is among them if it has a mark.
    """
    if len(document) < _SHORTEST:
        return []
    lines = _lines(document)
    first = _marks().match(document)
    kind = first.lastgroup if first else _KIND_OF.get(read_as)
    inside = list(_inside(document, lines, first.lastgroup if first else None))
    headers = list(_headers(document, lines, recognise))
    other = _found(document, lines, _pairs(kind), _marks(kind))
    is_one = next(other, None) is None and not inside and not any(h.place for h in headers)
    if is_one and (first or not _has_table_above(document, lines, recognise)):
        # Nearly all: with a single kind of marks there is nothing to cut.
        return []
    found = {begin.place: begin for begin in (*inside, *headers)}
    for begin in _found(document, lines, _pairs(), _marks()):
        found.setdefault(begin.place, begin)
    return [found[place] for place in sorted(found)]


def _has_table_above(document: bytes, lines: _Lines, recognise: Recognise) -> bool:
    """Whether a table with headings of one's own stands above the first mark."""
    mark = next(_found(document, lines, _pairs(), _marks()), None)
    above = document[: mark.place] if mark else b""
    return bool(above.strip()) and recognise(above) is not None


_KIND_OF: Final = {
    "cnki-refworks": "refworks",
    "cnki-endnote": "endnote",
    "noteexpress": "noteexpress",
    "cnki-self-defined": "self_defined",
    "cnki-html": "html",
    "scopus-text": "scopus",
    "wos-tagged": "wos",
    "citespace-cnki": "wos",
} | {name: name for name in ("ris", "bibtex", "pubmed", "cochrane", "cssci", "openalex")}
"""The kind of the format of a document that does not begin with a mark."""


def _found(
    document: bytes, lines: _Lines, pairs: NDArray[np.bool_], marks: re.Pattern[bytes]
) -> Iterator[Begin]:
    """The marks that begin a line."""
    for start in lines.start[pairs[lines.pair]].tolist():
        found = marks.match(document, start)
        if found and found.lastgroup:
            yield Begin(found.end(), found.lastgroup, is_apart=False)


def _inside(document: bytes, lines: _Lines, own: str | None) -> Iterator[Begin]:
    """The marks that stand behind something in their line."""
    for name, marks in _INSIDE.items():
        for mark in marks if name != own or name not in _TELL else ():
            if not _may_have(document, lines, mark):
                continue
            yield from _behind(document, name, mark.mark)


def _behind(document: bytes, name: str, mark: re.Pattern[bytes]) -> Iterator[Begin]:
    """The first such mark of every line, where the line does not begin with one."""
    after = 0
    while found := mark.search(document, after):
        place = _begin_of(document, found.start(), name)
        line = document.rfind(b"\n", 0, place) + 1
        first = _marks().match(document, line)
        if place > line + (document[line : line + 1] == b" ") and (
            not first or first.lastgroup != name
        ):
            yield Begin(place, name, is_apart=True)
        after = document.find(b"\n", found.end())
        if after < 0:
            return


_TAIL: Final = 256


def _may_have(document: bytes, lines: _Lines, mark: _Inside) -> bool:
    if document[-_TAIL:].rstrip()[-1:] in mark.last:
        return True
    starts = lines.start[_table(mark.twos)[lines.pair]] if mark.twos else lines.dashes
    return any(mark.below.match(document, start) for start in starts.tolist())


_LIST: Final = re.compile(rb"\[\s*\Z")
_LOOK_BACK: Final = 80


def _begin_of(document: bytes, place: int, name: str) -> int:
    """Where the export begins whose mark stands here: works may stand in a list."""
    if name == "openalex":
        above = document[max(0, place - _LOOK_BACK) : place]
        if found := _LIST.search(above):
            return place - len(above) + found.start()
    return place


_TITLE: Final = re.compile(rb"itle\"?[,\t;]")
_CHINESE: Final = tuple(re.compile(f'{name}"?[,\t;]'.encode()) for name in ("作者", "关键词"))
_CODES: Final = re.compile(rb"PT\"?\t\"?(?:AU|BA)\"?\t")
_NAME: Final = re.compile(rb"_name\"?,")
_WEB: Final = _table((b'"h', b"ht"))
# One of these is in every header: a cell for titles, or what stands for it in CNKI, WOS, OpenAlex.
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
_WOS: Final = re.compile(rb"\"?PT\"?\t\"?(?:AU|BA)\"?\t")
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


def _headers(document: bytes, lines: _Lines, recognise: Recognise) -> Iterator[Begin]:
    """The headers of tables, but those that only repeat the one above them."""
    above: bytes | None = None
    for header in _all_headers(document, lines, recognise):
        is_other = header.text != above or header.begin < header.place or header.is_inside
        if is_other or b"Jurisdiction" in header.text:
            yield Begin(header.begin, HEADER, is_apart=header.begin > 0)
        above = header.text


def _all_headers(document: bytes, lines: _Lines, recognise: Recognise) -> Iterator[_Header]:
    patterns = [_TITLE, *(_CHINESE if not document.isascii() else ())]
    patterns += [_CODES] if b"\t" in document else []
    patterns += [_NAME] if _WEB[lines.pair].any() else []
    hits = {
        document.rfind(b"\n", 0, found.start()) + 1
        for pattern in patterns
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
            is_inside = begin > 0 and document[begin - 1] != _LF
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
