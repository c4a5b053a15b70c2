"""RIS, as WOS, Scopus, EndNote (from CNKI), EBSCO, ProQuest, IEEE, Lens and others write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from cooccur.model import Details
from cooccur.readers.entry import (
    Damage,
    Document,
    Entry,
    Note,
    Parsed,
    ReadFormat,
    foreign_lines,
)
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
from cooccur.readers.lens import lens_id
from cooccur.readers.mesh import CHECK_TAGS, heading, is_marked
from cooccur.readers.scopus_table import eid_in
from cooccur.readers.tagged import fields_of, records
from cooccur.readers.wos import no_keyword_fields

_TAG: Final = rb"[A-Z][A-Z0-9] {1,2}-(?![^ \n])"
_VALUE: Final = rb" {1,2}-(?![^ \n])([^\n]*+(?:\n(?!" + _TAG + rb")[^\n]*+)*+)"
_FIELD: Final = re.compile(rb"\n([A-Z][A-Z0-9])" + _VALUE)
# All that an entry needs; abstracts are the greater part of a file.
_LIGHT: Final = re.compile(
    rb"\n(TY|ID|TI|T[12]|AU|A1|KW|PY|Y[1R]|D[ABOP]|C6|LA|AN|N1|M3|L3|UR|J[AFO]|J2|BT|PB)" + _VALUE
)
_START: Final = re.compile(rb"\nTY {1,2}-(?![^ \n])")
_END: Final = re.compile(rb"\nER {1,2}-[ \t]*+")

_TITLES: Final = ("TI", "T1", "BT")
_AUTHORS: Final = ("AU", "A1")
_SOURCES: Final = ("T2", "JF", "JO", "JA", "J2", "BT", "PB")
_YEARS: Final = ("PY", "Y1", "YR", "DA", "C6")

_Fields = dict[str, list[str]]


_HEAD: Final = re.compile(_START.pattern + rb"[^\n]*\n\s*" + _TAG)


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_HEAD.search(b"\n" + document[: 1 << 12]))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    told: set[str] = set()
    n_wos, n_with = 0, 0
    for piece in _pieces(document):
        if not piece.has_start and not _LIGHT.search(b"\n" + document[piece.start : piece.stop]):
            yield foreign_lines(piece.line, document[piece.start : piece.stop])
            continue
        if not (piece.has_start and piece.has_end):
            missing = "ER" if piece.has_start else "TY"
            yield Note(piece.line, "unfinished-record", f"the {missing} line of it is missing")
        entry = _entry(document, piece)
        yield entry
        if isinstance(entry, Entry):
            n_wos += entry.database == "WOS"
            has_keywords = bool(entry.author_keywords or entry.index_keywords)
            n_with += has_keywords
            mixed = _mixed(entry)
            if has_keywords and mixed in _MIXED.keys() - told:
                told.add(mixed)
                yield Note(piece.line, "mixed-keywords", _MIXED[mixed])
    if n_wos and not n_with:
        yield no_keyword_fields(n_wos)


_MIXED: Final = {
    "WOS": "KW holds author keywords and Keywords Plus: those in capitals at its end are taken for "
    "Keywords Plus (right for 99 of 100 where it was checked)",
    "Scopus": "KW holds author keywords and index keywords without telling which: all are taken "
    "for author keywords",
    "MeSH": "KW holds author keywords and headings of MeSH: those with a star, qualifiers or check "
    "tags are taken for index keywords, the others for author keywords",
}


def _mixed(entry: Entry) -> str:
    """What is mixed with the author keywords of this record."""
    if entry.database in _MIXED:
        return entry.database
    return "MeSH" if entry.index_keywords else ""


class _Piece(NamedTuple):
    """A record, or what stands where one should be."""

    line: int
    start: int
    stop: int
    has_start: bool
    has_end: bool


def _pieces(document: bytes) -> Iterator[_Piece]:
    found = records(document, _START)
    first = next(found, None)
    above = first[1] if first else len(document)
    for line, start, stop in chain(((1, 0, above),), (first,) if first else (), found):
        counted = after = start
        while (begin := _filled(document, after, stop)) < stop:
            line += document.count(b"\n", counted, begin)  # noqa: PLW2901
            end = _END.search(document, begin, stop)
            has_start = after == start >= above
            counted, after = begin, end.end() if end else stop
            yield _Piece(line, begin, after, has_start, bool(end))


_BLANK: Final = re.compile(rb"\s*+")


def _filled(document: bytes, start: int, stop: int) -> int:
    blank = _BLANK.match(document, start, stop)
    return blank.end() if blank else start


def _entry(document: bytes, piece: _Piece) -> Entry | Damage:
    fields = _fields(document, piece.start, piece.stop, _LIGHT)
    title = unescape(_joined(fields, _TITLES))
    authors = _lines(fields, _AUTHORS)
    keywords = [k for line in fields.get("KW", ()) for k in _split(line)]
    if not (title or authors or keywords):
        found = ", ".join(fields)
        reason = f"it has no title, author or keywords, only {found}"
        return Damage(piece.line, "damaged-record", reason)
    database = _database(fields)
    identifier = _identifier(fields, database)
    author, index = _kinds(keywords, database)
    years = (first_year(_joined(fields, (tag,))) for tag in _YEARS)
    notes = "\n".join(fields.get("N1", ()))
    source = _joined(fields, _SOURCES)
    return Entry(
        line=piece.line,
        start=piece.start,
        stop=piece.stop,
        id=identifier,
        doi=_doi(fields),
        match=""
        if database == "WOS" and identifier
        else match_key(title, next(iter(authors), ""), unescape(source)),
        year=next((year for year in years if year), 0),
        citations=_noted(_CITED, notes),
        references=_noted(_REFERENCES, notes),
        language=language_name(_joined(fields, ("LA",))),
        document_type=_joined(fields, ("M3", "TY") if database == "Scopus" else ("TY",)),
        database=database,
        author_keywords=author,
        index_keywords=index,
    )


def _fields(document: bytes, start: int, stop: int, field: re.Pattern[bytes]) -> _Fields:
    # A pattern that begins with the end of a line is found fast.
    return fields_of(b"\n" + document[start:stop], field)


def _joined(fields: _Fields, tags: tuple[str, ...]) -> str:
    """The first of these fields that is filled, its lines joined."""
    return next((collapse(" ".join(fields[tag])) for tag in tags if fields.get(tag)), "")


def _lines(fields: _Fields, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of the first of these fields that is filled, each once."""
    lines = next((fields[tag] for tag in tags if fields.get(tag)), [])
    return tuple(dict.fromkeys(collapse(unescape(line)) for line in lines))


def _split(line: str) -> list[str]:
    """The keywords of a line, mostly one."""
    return split_keywords(unescape(line))


_DATABASES: Final = {
    "web of science": "WOS",
    "cnki": "CNKI",
    "知网": "CNKI",
    "scopus": "Scopus",
    "wanfang": "Wanfang",
    "万方": "Wanfang",
    "pubmed": "PubMed",
    "medline": "PubMed",
    "psycinfo": "PsycINFO",
    "psyh": "PsycINFO",
    "proquest": "ProQuest",
    "ieee": "IEEE",
    "ebsco": "EBSCO",
}
_ADDRESSES: Final = {
    "scopus.com/": "Scopus",
    "lens.org/": "Lens",
    "pubmed.ncbi.nlm.nih.gov/": "PubMed",
    "ncbi.nlm.nih.gov/pubmed/": "PubMed",
    "app.dimensions.ai/": "Dimensions",
    "ieeexplore.ieee.org/": "IEEE",
    "proquest.com/": "ProQuest",
}


def _database(fields: _Fields) -> str:
    accession = _joined(fields, ("AN",))
    if accession.startswith(("WOS:", "ISI:")) and len(accession) > 4:
        return "WOS"
    told = _joined(fields, ("DB",)).casefold() + "\n" + _joined(fields, ("DP",)).casefold()
    if found := next((name for words, name in _DATABASES.items() if words in told), ""):
        return found
    links = " ".join(fields.get("UR", ()))
    return next((name for address, name in _ADDRESSES.items() if address in links), "")


_PUBMED_LINK: Final = re.compile(r"nlm\.nih\.gov/(?:pubmed/)?(\d+)")


def _identifier(fields: _Fields, database: str) -> str:
    """The identifier of a record in its database, where the database is known by its form."""
    links = " ".join(fields.get("UR", ()))
    if database == "WOS":
        return wos_id(_joined(fields, ("AN",)))
    if database == "Scopus":
        return eid_in(links)
    if database == "Lens":
        return lens_id(_joined(fields, ("ID",))) or lens_id(links)
    if database == "PubMed":
        accession = _joined(fields, ("AN",))
        found = _PUBMED_LINK.search(links)
        return accession if accession.isdecimal() else found[1] if found else ""
    return ""


def _kinds(keywords: list[str], database: str) -> tuple[list[str], list[str]]:
    """Author keywords and index keywords of a record whose keywords stand in one list."""
    if database == "WOS":
        n_author = _before_plus(keywords)
        return keywords[:n_author], keywords[n_author:]
    marked = [is_marked(keyword) for keyword in keywords]
    if database == "Scopus" or not any(marked):
        return keywords, []
    # Where there is one heading of MeSH there are others, and these need no mark.
    of_mesh = [
        has_mark or (keyword[0].isupper() and keyword.casefold() in CHECK_TAGS)
        for keyword, has_mark in zip(keywords, marked, strict=True)
    ]
    pairs = list(zip(keywords, of_mesh, strict=True))
    index = dict.fromkeys(heading(keyword) for keyword, is_mesh in pairs if is_mesh)
    return [keyword for keyword, is_mesh in pairs if not is_mesh], list(index)


def _before_plus(keywords: list[str]) -> int:
    """How many keywords are the authors': WOS puts Keywords Plus, all in capitals, after them."""
    n_author = len(keywords)
    while n_author and keywords[n_author - 1].isupper():
        n_author -= 1
    return n_author


def _doi(fields: _Fields) -> str:
    links = [link for link in fields.get("UR", ()) if "doi.org/" in link]
    texts = (_joined(fields, ("DO",)), *fields.get("L3", ()), *fields.get("M3", ()), *links)
    return next((doi for text in texts if (doi := clean_doi(text))), "")


# The count of the Core Collection is what the other exports of WOS tell.
_CITED: Final = re.compile(
    r"^(?:Times Cited in Web of Science Core Collection|Total Times Cited|Cited By) *: *([\d,]+)",
    re.MULTILINE,
)
_REFERENCES: Final = re.compile(r"^Cited Reference Count *: *([\d,]+)", re.MULTILINE)


def _noted(what: re.Pattern[str], notes: str) -> int:
    found = what.search(notes)
    return number(found[1]) if found else -1


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = _fields(document, start, stop, _FIELD)
    # Only these two end an address with its country.
    addresses = fields.get("AD", []) if _database(fields) in ("WOS", "Scopus") else []
    countries = (country_of(address) for address in addresses)
    return Details(
        title=collapse(unescape(_joined(fields, _TITLES))),
        abstract=collapse(unescape(_joined(fields, ("AB", "N2")))),
        authors=_lines(fields, _AUTHORS),
        countries=tuple(dict.fromkeys(country for country in countries if country)),
        source=unescape(_joined(fields, _SOURCES)),
    )


FORMATS: Final = (
    ReadFormat(
        name="ris",
        title="RIS (WOS, Scopus, CNKI, EBSCO, ProQuest, IEEE, Lens, reference managers)",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
