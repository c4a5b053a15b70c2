"""Web of Science tagged text (``savedrecs.txt``, ``.ciw``, ``.isi``), and CNKI turned into it.

A record begins with ``PT x`` and ends with ``ER``. Both can be lost: then the next mark closes or
opens it. Fields are wrapped anywhere, keywords in their middle too: lines are joined with one
blank before a field is split.

CiteSpace turns CNKI exports into this form and fills its gaps with constants: ``UT CNKI:0``,
``DT Article``, ``TC 0``, ``NR 0``, ``PD JUN 15`` say nothing about the record there.

In the Zoological Record ``DE`` reads ``Taxon; Taxon [Heading / modifier / ] [Heading / / ]``: the
taxa, headings and modifiers become keywords, each for itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from cooccur.model import Details
from cooccur.read.entry import Damage, Document, Entry, Note, Parsed, ReadFormat
from cooccur.read.fields import (
    clean_doi,
    collapse,
    country_of,
    first_year,
    language_name,
    match_key,
    number,
    split_keywords,
    unescape,
    wos_id,
)
from cooccur.read.tagged import (
    FIRST_KIND,
    FieldLines,
    Memo,
    field_lines,
    fields_of,
    tag_kinds,
)

_TAGS: Final = [
    a + b for a in string.ascii_uppercase for b in string.ascii_uppercase + string.digits
]
_WANTED: Final = ("PT", "ER", "UT", "PY", "EA", "TC", "NR", "LA", "DT", "DI", "DE", "ID", "AK")
_NAMES: Final = np.array([*[""] * FIRST_KIND, *_WANTED], dtype=object)
_KINDS: Final = tag_kinds(_TAGS, _WANTED)
_LAST_MARK: Final = FIRST_KIND + 1
"""The kinds up to this one, ``PT`` and ``ER``, bound records."""

_GLUED: Final = re.compile(
    rb"(?:AU|AF|TI|SO|AB|DE|ID)[A-Z][a-z]|(?:PY|NR|TC|Z9)\d|UT[A-Z]+:|DI10\."
)
_BEGIN: Final = re.compile(rb"PT [A-Z][a-z]{0,11} *(?:\n|\Z)")
_END: Final = re.compile(rb"ER *(?:\n|\Z)")
_HEADER: Final = re.compile(rb"(?:FN|VR|EF)(?: .*)?|\s*")
_UNFINISHED: Final = "unfinished-record"


class _Place(NamedTuple):
    """Where a record lies: its field lines ``first:last``, its bytes ``start:stop``, its line."""

    first: int
    last: int
    start: int
    stop: int
    line: int


def _places(document: bytes, lines: FieldLines) -> Iterator[_Place | Note]:
    """Every record, and what stands between records although it belongs to none."""
    marks = np.flatnonzero(lines.kind <= _LAST_MARK)
    opened: _Place | None = None
    free = _Place(0, 0, 0, 0, 1)  # where the space between records begins
    for row, start, line, kind in zip(
        marks.tolist(),
        lines.start[marks].tolist(),
        lines.line[marks].tolist(),
        lines.kind[marks].tolist(),
        strict=True,
    ):
        if kind == FIRST_KIND and _BEGIN.match(document, start):
            if opened:
                yield from _unfinished(opened, row, start)
            elif start > free.start + 1:
                space = _Place(free.first, row, free.start, start, free.line)
                yield from _between(document, lines, space)
            opened = _Place(row + 1, 0, start, 0, line)
        elif kind == _LAST_MARK and (end := _END.match(document, start)):
            if opened:
                yield _Place(opened.first, row, opened.start, end.end(), opened.line)
            else:
                space = _Place(free.first, row, free.start, end.end(), free.line)
                yield from _between(document, lines, space)
            opened = None
            free = _Place(row + 1, 0, end.end(), 0, line + 1)
    if opened:
        yield from _unfinished(opened, len(lines.kind), len(document))
    else:
        rest = free._replace(last=len(lines.kind), stop=len(document))
        yield from _between(document, lines, rest)


def _unfinished(opened: _Place, last: int, stop: int) -> Iterator[_Place | Note]:
    message = "the record has no end mark ER; it was closed where the next one or the file ends"
    yield Note(opened.line, _UNFINISHED, message)
    yield opened._replace(last=last, stop=stop)


def _between(document: bytes, lines: FieldLines, space: _Place) -> Iterator[_Place | Note]:
    """A record that lost its ``PT``, or a note on lines that belong to no record, or nothing."""
    line = space.line
    for text in document[space.start : space.stop].split(b"\n"):
        if not _HEADER.fullmatch(text) and not _END.match(text):
            break
        line += 1
    else:
        return
    rows = slice(space.first, space.last)
    if len(set(lines.kind[rows].tolist())) < 2:
        yield Note(line, "foreign-lines", "these lines between records belong to none of them")
        return
    start = int(lines.start[space.first])
    yield Note(line, _UNFINISHED, "the record has no start mark PT")
    yield space._replace(start=start, line=int(lines.line[space.first]))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    lines = field_lines(document, _KINDS, glued=_GLUED)
    tags: list[str] = _NAMES[lines.kind].tolist()
    starts, stops = lines.start.tolist(), lines.stop.tolist()
    light = _LightReader(document)
    n_records, has_keywords = 0, False
    for place in _places(document, lines):
        if isinstance(place, Note):
            yield place
            continue
        rows = slice(place.first, place.last)
        spans = zip(starts[rows], stops[rows], strict=True)
        record = light.record(place, tags[rows], [document[a + 2 : b] for a, b in spans])
        n_records += 1
        if isinstance(record, Entry) and (record.author_keywords or record.index_keywords):
            has_keywords = True
        yield record
    if n_records and not has_keywords:
        yield no_keyword_fields(n_records)


def no_keyword_fields(n_records: int) -> Note:
    """A note that tells how to get the keywords that an export was saved without."""
    message = (
        f"none of its {n_records} records has author keywords or Keywords Plus; an export saved "
        "with a short record content has none: export it again with record content "
        "'Full Record' or 'Full Record and Cited References'"
    )
    return Note(1, "no-keyword-fields", message)


class _LightReader:
    """Makes entries of the fields that are cut out of every record.

    What few records need (a title where there is no id, a date where there is no year) is read
    from the whole record when it is needed.
    """

    def __init__(self, document: bytes) -> None:
        self._document = document
        self._years = Memo(first_year)
        self._counts = Memo(number)
        self._languages = Memo(language_name)
        self._types = Memo(collapse)

    def record(self, place: _Place, tags: list[str], values: list[bytes]) -> Entry | Damage:
        """The entry of one record, or why there is none."""
        fields = dict(zip(tags, values, strict=True))
        if len(fields) < len(tags):
            fields = _with_repeated(tags, values)
        get = fields.get
        uid = get("UT", b"").decode("utf-8", "replace").strip()
        if uid.startswith("CNKI:"):
            return self._converted(place, fields)
        identifier = wos_id(uid)
        author = _author_keywords(fields, zoological=uid.startswith("ZOOREC:"))
        index = _keywords(get("ID", b""))
        rest = {} if identifier else self._rest(place)
        match = _match(rest)
        if not (identifier or match or author or index or rest.get("AU")):
            return _damage(place, rest)
        return Entry(
            place.line,
            place.start,
            place.stop,
            identifier,
            clean_doi(get("DI", b"").decode("utf-8", "replace")),
            match,
            self._years[get("PY", b"")] or self._year(place, fields),
            self._count(place, fields, "TC"),
            self._count(place, fields, "NR"),
            self._languages[get("LA", b"")],
            self._types[get("DT", b"")],
            "WOS",
            author,
            index,
        )

    def _rest(self, place: _Place) -> dict[str, list[str]]:
        return fields_of(self._document[place.start : place.stop], _FIELD)

    def _year(self, place: _Place, fields: dict[str, bytes]) -> int:
        early = self._years[fields.get("EA", b"")]
        rest = {} if early else self._rest(place)
        dates = (first_year(" ".join(rest.get(tag, ()))) for tag in ("PD", "EY"))
        return early or next(filter(None, dates), 0)

    def _count(self, place: _Place, fields: dict[str, bytes], tag: str) -> int:
        count = self._counts[fields[tag]] if tag in fields else -1
        if count >= 0:
            return count
        rest = self._rest(place)
        if tag == "TC":
            return number("".join(rest.get("Z9", ())))
        return len(rest["CR"]) if "CR" in rest else -1

    def _converted(self, place: _Place, fields: dict[str, bytes]) -> Entry | Damage:
        """A CNKI record that CiteSpace turned into this form."""
        rest = self._rest(place)
        keywords = split_keywords(unescape(fields.get("DE", b"").decode("utf-8", "replace")))
        match = _match(rest)
        if not (match or keywords or rest.get("AU")):
            return _damage(place, rest)
        return Entry(
            line=place.line,
            start=place.start,
            stop=place.stop,
            doi=clean_doi(fields.get("DI", b"").decode("utf-8", "replace")),
            match=match,
            year=self._years[fields.get("PY", b"")],
            database="CNKI",
            author_keywords=keywords,
        )


def _with_repeated(tags: list[str], values: list[bytes]) -> dict[str, bytes]:
    """Fields by tag where one stands twice: keywords are united, else the first value counts."""
    fields: dict[str, bytes] = {}
    for tag, value in zip(tags, values, strict=True):
        if not fields.get(tag, b"").strip():
            fields[tag] = value
        elif tag in ("DE", "ID"):
            fields[tag] += b";" + value
    return fields


def _author_keywords(fields: dict[str, bytes], *, zoological: bool) -> list[str]:
    if zoological:
        return _zoological(fields.get("DE", b"").decode("utf-8", "replace"))
    if "DE" in fields or "AK" not in fields:
        return _keywords(fields.get("DE", b""))
    return keyword_list(fields["AK"].decode("utf-8", "replace"))


def _keywords(raw: bytes) -> list[str]:
    return split_keywords(unescape(raw.decode("utf-8", "replace")), ";") if raw else []


def _match(fields: dict[str, list[str]]) -> str:
    if not fields.get("TI"):
        return ""
    first_author = author_name(fields.get("AU", [""])[0])
    return match_key(_text(fields, "TI"), first_author, _text(fields, "SO"))


def _text(fields: dict[str, list[str]], tag: str) -> str:
    return collapse(unescape(" ".join(fields.get(tag, ()))))


def _damage(place: _Place, fields: dict[str, list[str]]) -> Damage:
    found = f"only {', '.join(fields)}" if fields else "no field at all"
    reason = f"the record has no id, title, authors or keywords (found {found})"
    return Damage(place.line, "damaged-record", reason)


def keyword_list(text: str) -> list[str]:
    """The keywords in ``AK`` of an all-databases save, none where it is an abstract in Korean.

    The same two letters stand for author keywords in some saves and for the Korean abstract in
    others.
    """
    keywords = split_keywords(unescape(text), ";")
    longest = max(map(len, keywords), default=0)
    return keywords if longest <= (100 if len(keywords) > 1 else 60) else []


_GROUP: Final = re.compile(r"\[([^\[\]]*)\]?")


def _zoological(text: str) -> list[str]:
    text = collapse(unescape(text)).rstrip(". ")
    taxa = split_keywords(_GROUP.sub(";", text), ";")
    terms = [term for group in _GROUP.findall(text) for term in group.split(" /")]
    return list(dict.fromkeys([*taxa, *split_keywords(";".join(terms), ";")]))


_FIELD: Final = re.compile(
    rb"^(AU|AF|TI|AB|C1|RP|SO|PD|EY|Z9|CR)(?: |$|(?=[A-Z][a-z]))"
    rb"(.*(?:\n(?![A-Z][A-Z0-9](?: |$)).*)*)",
    re.MULTILINE,
)


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = fields_of(document[start:stop], _FIELD)
    authors = fields.get("AF") or fields.get("AU") or []
    return Details(
        title=_text(fields, "TI"),
        abstract=_text(fields, "AB"),
        authors=tuple(name for author in authors if (name := author_name(author))),
        countries=countries(_addresses(fields.get("C1") or fields.get("RP") or [])),
        source=_text(fields, "SO"),
    )


_E_MAIL: Final = re.compile(r"\s*\([^()]*@[^()]*\)")


def author_name(text: str) -> str:
    """The name without an e-mail in brackets and the comma that CiteSpace puts after it."""
    return unescape(_E_MAIL.sub("", collapse(text))).strip(" ,")


def _addresses(lines: Sequence[str]) -> list[str]:
    """One address each: where they are wrapped they end with a dot."""
    if not any(line.endswith(".") for line in lines):
        return list(lines)
    addresses = [""]
    for line in lines:
        addresses[-1] = f"{addresses[-1]} {line}"
        if line.endswith("."):
            addresses.append("")
    return addresses


def countries(addresses: Iterable[str]) -> tuple[str, ...]:
    """The countries of these addresses, each once, in their order."""
    found = (country_of(unescape(address)) for address in addresses)
    return tuple(dict.fromkeys(country for country in found if country))


_TAGGED: Final = re.compile(rb"(?:\A|\n)PT [A-Z][a-z]{0,11} *\n[A-Z][A-Z0-9](?: |\n)")
_FILE_HEAD: Final = re.compile(rb"\s*FN [^\n]*\nVR 1\.0")
_CNKI_ID: Final = re.compile(rb"\nUT CNKI:")
_HEAD: Final = 1 << 16


def _recognises(document: Document) -> bool:
    if not isinstance(document, bytes):
        return False
    return bool(_FILE_HEAD.match(document) or _TAGGED.search(document, 0, _HEAD))


def _recognises_converted(document: Document) -> bool:
    if not isinstance(document, bytes) or not _recognises(document):
        return False
    return bool(_CNKI_ID.search(document, 0, _HEAD))


FORMATS: Final = (
    ReadFormat(
        name="citespace-cnki",
        title="CNKI export converted by CiteSpace",
        recognises=_recognises_converted,
        parse=_parse,
        details=_details,
    ),
    ReadFormat(
        name="wos-tagged",
        title="Web of Science tagged text (savedrecs.txt, .ciw, .isi)",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
