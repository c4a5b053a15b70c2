"""Where exports begin inside a text: the lines that no other export can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.readers.begins import (
    SHORTEST,
    Begin,
    Lines,
    Recognise,
    lines_of,
    pairs_table,
)
from cooccur.readers.cnki_dialects import COLON
from cooccur.readers.headers import headers

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
def _pairs(without: str | None = None) -> NDArray[np.bool_]:
    """Which two bytes a line can begin with that is a mark of another kind."""
    marks = [two for name, twos in _TWO_BYTES.items() if name != without for two in twos]
    return pairs_table((b"EF", *marks, *(b" " + two[:1] for two in marks)))


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
    if len(document) < SHORTEST:
        return []
    lines = lines_of(document)
    first = _marks().match(document)
    kind = first.lastgroup if first else _KIND_OF.get(read_as)
    inside = list(_inside(document, lines, first.lastgroup if first else None))
    tables = list(headers(document, lines, recognise))
    other = _found(document, lines, _pairs(kind), _marks(kind))
    is_one = next(other, None) is None and not inside and not any(h.place for h in tables)
    if is_one and (first or not _has_table_above(document, lines, recognise)):
        # Nearly all: with a single kind of marks there is nothing to cut.
        return []
    found = {begin.place: begin for begin in (*inside, *tables)}
    for begin in _found(document, lines, _pairs(), _marks()):
        found.setdefault(begin.place, begin)
    return [found[place] for place in sorted(found)]


def _has_table_above(document: bytes, lines: Lines, recognise: Recognise) -> bool:
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
    document: bytes, lines: Lines, pairs: NDArray[np.bool_], marks: re.Pattern[bytes]
) -> Iterator[Begin]:
    """The marks that begin a line."""
    for start in lines.start[pairs[lines.pair]].tolist():
        found = marks.match(document, start)
        if found and found.lastgroup:
            yield Begin(found.end(), found.lastgroup, is_apart=False)


def _inside(document: bytes, lines: Lines, own: str | None) -> Iterator[Begin]:
    """The marks that stand behind something in their line."""
    lines = _few(lines)
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


_PAIRS_BELOW: Final = pairs_table(
    tuple(two for marks in _INSIDE.values() for mark in marks for two in mark.twos)
)


def _few(lines: Lines) -> Lines:
    """Those of the lines that begin as lines below a mark do."""
    rows = np.flatnonzero(_PAIRS_BELOW[lines.pair])
    return lines._replace(start=lines.start[rows], pair=lines.pair[rows])


_TAIL: Final = 256


def _may_have(document: bytes, lines: Lines, mark: _Inside) -> bool:
    if document[-_TAIL:].rstrip()[-1:] in mark.last:
        return True
    starts = lines.start[pairs_table(mark.twos)[lines.pair]] if mark.twos else lines.dashes
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
