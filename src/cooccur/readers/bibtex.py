"""BibTeX, as WOS, Scopus and reference managers write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

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
from cooccur.readers.scopus_table import eid_in
from cooccur.readers.tex import untex
from cooccur.readers.wos import no_keyword_fields

_HEAD: Final = re.compile(
    rb"(?:\A|\n)[ \t]*+@[A-Za-z]++\s*+[{(]\s*+[^\s,{}=()]*+\s*+,\s*+[A-Za-z][\w-]*+\s*+=\s*+[{\"\w]"
)
_START: Final = re.compile(rb"@[ \t]*+([A-Za-z]++)\s*+[{(]")
_NEXT: Final = re.compile(rb"\n[ \t]*+@[ \t]*+[A-Za-z]++\s*+[{(]")
_LOST: Final = re.compile(rb"(?:\A|\n)[ \t]*+title[ \t]*+=[ \t]*+[{\"]", re.IGNORECASE)
_NO_RECORDS: Final = (b"comment", b"string", b"preamble")


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_HEAD.search(document, 0, 1 << 16))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    macros = _macros(document)
    line, at, limit, counted = 1, 0, 0, 0
    n_wos, n_with = 0, 0
    while found := _START.search(document, at):
        if found[1].lower() in _NO_RECORDS:
            at = found.end()
            continue
        if limit <= found.start():
            following = _NEXT.search(document, found.end())
            limit = following.start() + 1 if following else len(document)
        line += document.count(b"\n", counted, found.start())
        counted = found.start()
        lost = _LOST.search(document, at, found.start())
        if lost:
            yield Damage(line, "damaged-record", "an entry above this one has lost its beginning")
        block = _block(document, found.start(), limit)
        at = block.stop
        if block.reason:
            yield Damage(line, "damaged-record", block.reason)
        else:
            if not block.closed:
                yield Note(line, "unfinished-record", "the last brace of the entry is missing")
            entry = _entry(block, line, macros)
            n_wos += entry.database == "WOS"
            n_with += bool(entry.author_keywords or entry.index_keywords)
            yield entry
    if n_wos and not n_with:
        yield no_keyword_fields(n_wos)


class _Block(NamedTuple):
    """One ``@kind{key, name = value, …}`` taken apart."""

    kind: str
    key: str
    fields: Mapping[str, list[bytes]]
    """Name in lower case; the parts of the value with their braces or quotes."""
    start: int
    stop: int
    closed: bool
    reason: str
    """Why it cannot be read, or empty."""


_KEY: Final = re.compile(rb"@[ \t]*+([A-Za-z]++)\s*+[{(]\s*+([^\s,={}()\"]*+)\s*+,?")
_NAME: Final = re.compile(rb"[\s,]*+([A-Za-z][\w:.+/-]*+)\s*+=\s*+")
_END: Final = re.compile(rb"[\s,]*+[})]")
_KEYWORDS: Final = ("author_keywords", "keywords", "keyword", "keywords-plus")


def _block(document: bytes, start: int, limit: int) -> _Block:
    """The entry at ``start``; one without an end is taken to reach to ``limit``."""
    head = _KEY.match(document, start, limit)
    kind, key, at = (head[1].decode(), head[2], head.end()) if head else ("", b"", limit)
    fields: dict[str, list[bytes]] = {}
    reason = ""
    while name := _NAME.match(document, at, limit):
        parts, at = _value(document, name.end(), limit)
        if at < 0:
            reason = f"the value of {name[1].decode()} has no end"
            break
        fields.setdefault(name[1].decode().lower(), parts)
    end = None if reason else _END.match(document, at, limit)
    if not reason and not end and (rest := document[at:limit].strip(b" \t\n,")):
        found = rest[:40].partition(b"\n")[0].decode("utf-8", "replace")
        reason = f"expected another field or the end of the entry, found {found!r}"
    if not reason and not fields.keys() & {"title", "author", "editor", *_KEYWORDS}:
        reason = f"the entry has no title, author or keywords; it has {', '.join(fields) or 'none'}"
    stop = end.end() if end else limit
    return _Block(kind, key.decode("utf-8", "replace"), fields, start, stop, bool(end), reason)


_BARE: Final = re.compile(rb"[^\s,#{}()\"=]++")
_PLUS: Final = re.compile(rb"\s*+#\s*+")


def _value(document: bytes, at: int, limit: int) -> tuple[list[bytes], int]:
    """The parts of the value at ``at`` and where it ends, -1 if it does not."""
    parts: list[bytes] = []
    while True:
        lead = document[at : at + 1]
        if lead in (b"{", b'"'):
            end = _closing(document, at, limit)
        else:
            bare = _BARE.match(document, at, limit)
            end = bare.end() if bare else -1
        if end < 0:
            return parts, -1
        parts.append(document[at:end])
        plus = _PLUS.match(document, end, limit)
        if not plus:
            return parts, end
        at = plus.end()


_BRACES: Final = re.compile(rb"\\.|[{}]", re.DOTALL)
_BRACES_OR_QUOTES: Final = re.compile(rb"\\.|[{}\"]", re.DOTALL)


def _closing(document: bytes, at: int, limit: int) -> int:
    """Where the text in braces or quotes that begins at ``at`` ends, -1 if it does not."""
    depth = 0
    quoted = document[at : at + 1] == b'"'
    marks = _BRACES_OR_QUOTES if quoted else _BRACES
    for mark in marks.finditer(document, at + quoted, limit):
        depth += (mark[0] == b"{") - (mark[0] == b"}")
        if mark[0] == (b'"' if quoted else b"}") and depth <= 0:
            return mark.end()
    return -1


_MACRO: Final = re.compile(rb"@string\s*+[{(]\s*+([A-Za-z][\w:.+/-]*+)\s*+=\s*+", re.IGNORECASE)
# They stand at the head; a record that is read again must not search a whole file for them.
_MACRO_HEAD: Final = 1 << 16


def _macros(document: bytes) -> dict[str, str]:
    macros: dict[str, str] = {}
    for found in _MACRO.finditer(document, 0, _MACRO_HEAD):
        parts, _ = _value(document, found.end(), _MACRO_HEAD)
        macros[found[1].decode().lower()] = _text(parts, macros)
    return macros


_MOST_EXPANDED: Final = 1 << 12
"""Characters that names in a value may stand for together: names made of names grow without end."""


def _text(parts: list[bytes], macros: Mapping[str, str]) -> str:
    """A value without its braces or quotes, its parts joined; TeX stays as it is."""
    texts, left = [], _MOST_EXPANDED
    for part in parts:
        bare = part[:1] not in (b"{", b'"')
        inner = part if bare else part[1:-1]
        if not bare and inner[:1] == b"{" and _closing(inner, 0, len(inner)) == len(inner):
            inner = inner[1:-1]
        text = inner.decode("utf-8", "replace")
        if bare and (known := macros.get(text.lower())) is not None and len(known) <= left:
            text, left = known, left - len(known)
        texts.append(text)
    return "".join(texts)


_CITED: Final = re.compile(r"Cited by:? *(\d+)", re.IGNORECASE)


def _entry(block: _Block, line: int, macros: Mapping[str, str]) -> Entry:
    identifier = _identifier(_plain(block, macros, "unique-id")) or _identifier(block.key)
    link = _plain(block, macros, "url")
    scopus = _plain(block, macros, "source").casefold() == "scopus" or "scopus.com/" in link
    cited = _CITED.match(_plain(block, macros, "note"))
    author, index = _keywords(block, macros, scopus=scopus, wos=bool(identifier))
    years = (first_year(_plain(block, macros, n)) for n in ("year", "date", "earlyaccessdate"))
    return Entry(
        line=line,
        start=block.start,
        stop=block.stop,
        id=identifier or (eid_in(link) if scopus else ""),
        doi=clean_doi(_plain(block, macros, "doi")),
        match="" if identifier else _match(block, macros),
        year=next((year for year in years if year), 0),
        citations=int(cited[1]) if cited else number(_plain(block, macros, "times-cited")),
        references=number(_plain(block, macros, "number-of-cited-references")),
        language=language_name(_plain(block, macros, "language")),
        document_type=_plain(block, macros, "type") or block.kind,
        database="WOS" if identifier else "Scopus" if scopus else "",
        author_keywords=author,
        index_keywords=index,
    )


def _plain(block: _Block, macros: Mapping[str, str], *names: str) -> str:
    """The first of these fields that is not empty, as plain text."""
    for name in names:
        if name in block.fields:
            text = collapse(unescape(untex(_text(block.fields[name], macros))))
            if text:
                return text
    return ""


def _identifier(text: str) -> str:
    return wos_id(text) if text.startswith(("WOS:", "ISI:")) else ""


def _keywords(
    block: _Block, macros: Mapping[str, str], *, scopus: bool, wos: bool
) -> tuple[list[str], list[str]]:
    """Author keywords and index keywords."""
    author = _plain(block, macros, "author_keywords")
    index = _plain(block, macros, "keywords", "keyword")
    # Scopus calls its own terms "keywords", and has them also where the authors gave none.
    if not author and not scopus:
        author, index = index, _plain(block, macros, "keywords-plus")
    always = wos or scopus
    return (
        split_keywords(author, ";" if always or ";" in author else ","),
        split_keywords(index, ";" if always or ";" in index else ","),
    )


_SOURCES: Final = ("journal", "journaltitle", "booktitle", "school", "institution", "publisher")


def _match(block: _Block, macros: Mapping[str, str]) -> str:
    first_author = next(iter(_authors(block, macros)), "")
    return match_key(_plain(block, macros, "title"), first_author, _plain(block, macros, *_SOURCES))


_AND: Final = re.compile(r"[{}]| and ")


def _authors(block: _Block, macros: Mapping[str, str]) -> tuple[str, ...]:
    names = block.fields.get("author") or block.fields.get("editor") or []
    text = collapse(_text(names, macros))
    depth, start, authors = 0, 0, []
    for mark in _AND.finditer(text):
        depth += (mark[0] == "{") - (mark[0] == "}")
        # In braces stands one name: {Institute of Science and Technology}.
        if mark[0] == " and " and depth <= 0:
            authors.append(text[start : mark.start()])
            start = mark.end()
    authors.append(text[start:])
    plain = (collapse(unescape(untex(author))) for author in authors)
    return tuple(name for name in plain if name not in ("", "others"))


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    block = _block(document, start, stop)
    macros = _macros(document) if _has_names(block) else {}
    countries = (country_of(untex(address)) for address in _addresses(block))
    return Details(
        title=_plain(block, macros, "title"),
        abstract=_plain(block, macros, "abstract"),
        authors=_authors(block, macros),
        countries=tuple(dict.fromkeys(country for country in countries if country)),
        source=_plain(block, macros, *_SOURCES),
    )


_CORRESPONDING: Final = re.compile(r"\((?:corresponding|reprint) author\)", re.IGNORECASE)


def _addresses(block: _Block) -> list[str]:
    """WOS has one address a line, Scopus parts them by semicolons."""
    if "affiliation" in block.fields:
        lines = _text(block.fields["affiliation"], {}).split("\n")
        # They repeat addresses that stand below them in the order of the authors.
        return [line for line in lines if not _CORRESPONDING.search(line)] or lines
    if "unique-id" in block.fields:
        # What WOS calls affiliations are names of institutions, without country.
        return []
    return _text(block.fields.get("affiliations", []), {}).split(";")


def _has_names(block: _Block) -> bool:
    return any(
        part[:1] not in (b"{", b'"') and not part.isdigit()
        for parts in block.fields.values()
        for part in parts
    )


FORMATS: Final = (
    ReadFormat(
        name="bibtex",
        title="BibTeX (WOS, Scopus, reference managers)",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
