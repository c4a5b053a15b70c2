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
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from cooccur.model import Details
from cooccur.readers.entry import Damage, Document, Entry, Note, Parsed, ReadFormat
from cooccur.readers.fields import (
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
from cooccur.readers.tagged import FieldLines, Memo, fields_of, has_line
from cooccur.readers.wos_brief import author_name, usual_brief
from cooccur.readers.wos_places import GLUED, Place, light_fields, places, tags_of
from cooccur.readers.wos_usual import usual_entries


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    lines = light_fields(document)
    found, notes = places(document, lines)
    yield from notes
    if not len(found.start):
        return
    entries, is_usual = usual_entries(document, lines, found)
    n_entries, n_with = len(entries), bool(entries.words)
    yield entries
    light = _LightReader(document, lines)
    for row in np.flatnonzero(~is_usual).tolist():
        record = light.record(found.place(row))
        if isinstance(record, Entry):
            n_entries += 1
            n_with = n_with or bool(record.author_keywords or record.index_keywords)
        yield record
    if n_entries and not n_with:
        yield no_keyword_fields(n_entries)


def no_keyword_fields(n_records: int) -> Note:
    """A note that tells how to get the keywords that an export was saved without."""
    message = (
        f"none of its {n_records} records has author keywords or Keywords Plus; an export saved "
        "with a short record content has none: export it again with record content "
        "'Full Record' or 'Full Record and Cited References'"
    )
    return Note(1, "no-keyword-fields", message)


def _fields_with(tags: str) -> re.Pattern[bytes]:
    """A pattern of fields with these tags (``AU|TI``), for `fields_of`."""
    begins = rf"[A-Z][A-Z0-9](?: |$)|{GLUED}"
    pattern = rf"^(?={begins})({tags}) ?(.*(?:\n(?: |(?!{begins})).*)*)"
    return re.compile(pattern.encode(), re.MULTILINE)


_SELDOM: Final = _fields_with("AU|TI|SO|PD|EY|Z9|CR")
_LONG: Final = _fields_with("AU|AF|TI|AB|C1|RP|SO|U1|U2")


class _LightReader:
    """Makes entries of the fields that are cut out of every record.

    What few records need (a title where there is no id, a date where there is no year) is read
    from the whole record when it is needed.
    """

    def __init__(self, document: bytes, lines: FieldLines) -> None:
        self._document = document
        self._lines = lines
        self._years = Memo(first_year)
        self._counts = Memo(number)
        self._languages = Memo(language_name)
        self._types = Memo(collapse)

    def record(self, place: Place) -> Entry | Damage:
        """The entry of one record, or why there is none."""
        rows = slice(place.first, place.last)
        tags = tags_of(self._lines, rows)
        spans = zip(self._lines.start[rows].tolist(), self._lines.stop[rows].tolist(), strict=True)
        values = [self._document[start + 2 : stop] for start, stop in spans]
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
        match = _match(rest) if rest else ""
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

    def _rest(self, place: Place) -> dict[str, list[str]]:
        return fields_of(self._document[place.start : place.stop], _SELDOM)

    def _year(self, place: Place, fields: dict[str, bytes]) -> int:
        early = self._years[fields.get("EA", b"")]
        rest = {} if early else self._rest(place)
        dates = (first_year(" ".join(rest.get(tag, ()))) for tag in ("PD", "EY"))
        return early or next(filter(None, dates), 0)

    def _count(self, place: Place, fields: dict[str, bytes], tag: str) -> int:
        count = self._counts[fields[tag]] if tag in fields else -1
        if count >= 0:
            return count
        rest = self._rest(place)
        if tag == "TC":
            return number("".join(rest.get("Z9", ())))
        return len(rest["CR"]) if "CR" in rest else -1

    def _converted(self, place: Place, fields: dict[str, bytes]) -> Entry | Damage:
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
    filled: dict[str, list[bytes]] = {}
    for tag, value in zip(tags, values, strict=True):
        listed = filled.setdefault(tag, [])
        if value.strip() and (not listed or tag in ("DE", "ID")):
            listed.append(value)
    return {tag: b";".join(listed) for tag, listed in filled.items()}


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


def _damage(place: Place, fields: dict[str, list[str]]) -> Damage:
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
    words = (word.strip(". ") for word in (*taxa, *split_keywords(";".join(terms), ";")))
    return list(dict.fromkeys(word for word in words if word))


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = fields_of(document[start:stop], _LONG)
    authors = fields.get("AF") or fields.get("AU") or []
    return Details(
        title=_text(fields, "TI"),
        abstract=_text(fields, "AB"),
        authors=tuple(name for author in authors if (name := author_name(author))),
        countries=countries(_addresses(fields.get("C1") or fields.get("RP") or [])),
        source=_text(fields, "SO"),
        usage_180=number(_text(fields, "U1")),
        usage_2013=number(_text(fields, "U2")),
    )


def _brief(record: bytes) -> Details:
    return usual_brief(record) or _details(record, 0, len(record))


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


_TAGGED: Final = re.compile(rb"\nPT [A-Z][a-z]{0,11} *\n+[A-Z][A-Z0-9](?: |\n)")
_FILE_HEAD: Final = re.compile(rb"\s*FN [^\n]*\nVR 1\.0")
_CNKI_ID: Final = b"\nUT CNKI:"
_HEAD: Final = 1 << 16


def _recognises(document: Document) -> bool:
    if not isinstance(document, bytes):
        return False
    return bool(_FILE_HEAD.match(document)) or has_line(document, _TAGGED, _HEAD)


def _recognises_converted(document: Document) -> bool:
    if not isinstance(document, bytes) or document.find(_CNKI_ID, 0, _HEAD) < 0:
        return False
    return _recognises(document)


FORMATS: Final = (
    ReadFormat(
        name="citespace-cnki",
        title="CNKI export converted by CiteSpace",
        recognises=_recognises_converted,
        parse=_parse,
        details=_details,
        brief=_brief,
    ),
    ReadFormat(
        name="wos-tagged",
        title="Web of Science tagged text (savedrecs.txt, .ciw, .isi)",
        recognises=_recognises,
        parse=_parse,
        details=_details,
        brief=_brief,
    ),
)
