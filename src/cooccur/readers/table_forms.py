"""Tables of databases: what their columns are called, and how a row becomes a record.

Columns are looked up by name, since users choose them and their order changes. A header may come
again where files were glued together, with other columns too: every row is read by the header
above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import zip_longest
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from cooccur.model import Details
from cooccur.readers.entry import (
    Damage,
    Document,
    Entry,
    Note,
    Parsed,
    ReadFormat,
    Settings,
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
)
from cooccur.readers.rows import Rows
from cooccur.readers.vocabularies import Chosen

ROWS_BEFORE_HEADER: Final = 20
"""Rows in which the first header must stand."""

Places: TypeAlias = Mapping[str, Sequence[int]]
"""The columns of every field, in their order."""
Cells: TypeAlias = Mapping[str, Sequence[str]]
"""What stands in these columns in one row."""


def listed(cells: Cells, name: str, separators: str = ";") -> list[str]:
    """The keywords in all columns of a field."""
    return [k for cell in cells.get(name, ()) for k in split_keywords(unescape(cell), separators)]


def first(cells: Cells, *names: str) -> str:
    """The first of these fields that is filled."""
    found = (cell for name in names for cell in cells.get(name, ()) if not cell.isspace())
    return next(filter(None, found), "")


def names_in(text: str, separator: str = ";") -> list[str]:
    """The names of a list of authors."""
    return [name for part in unescape(text).split(separator) if (name := collapse(part))]


def countries_of(cells: Cells) -> list[str]:
    """The countries at the ends of addresses that semicolons part."""
    return [country_of(unescape(a)) for cell in cells.get("addresses", ()) for a in cell.split(";")]


def _own(cells: Cells) -> list[str]:
    return listed(cells, "keywords")


def _no_index(_cells: Cells) -> Mapping[str, Sequence[str]]:
    return {}


def as_it_is(row: Sequence[str], header: Sequence[str]) -> Sequence[str]:
    """The row, with nothing known of how its columns could have been shifted."""
    del header
    return row


@dataclass(frozen=True, eq=False)
class TableForm:
    """One kind of table."""

    name: str
    title: str
    database: str
    columns: Mapping[str, str]
    """The field of every column that is known, by its name in lower case.

    Fields are ``id, title, authors, source, year, date, doi, abstract, citations, references,
    language, kind, addresses, keywords`` and those that the functions below look at.
    """
    is_header: Callable[[Places], bool]
    """Whether a row with columns of these fields is the header of such a table."""
    identifier: Callable[[str], str] = str.strip
    authors: Callable[[str], list[str]] = names_in
    keywords: Callable[[Cells], list[str]] = _own
    index: Callable[[Cells], Mapping[str, Sequence[str]]] = _no_index
    """Index keywords by vocabulary."""
    vocabulary: str = ""
    """The vocabulary that counts when none is asked for; empty where there is only one."""
    references: Callable[[str], int] = number
    countries: Callable[[Cells], Sequence[str]] = countries_of
    aligned: Callable[[Sequence[str], Sequence[str]], Sequence[str]] = as_it_is
    """The cells of a row below the names of a header, if there are more of them than names."""


def places(form: TableForm, row: Sequence[str]) -> Places:
    """The columns of every field if this row is a header, else nothing."""
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(row):
        name = form.columns.get(collapse(cell).casefold()) if len(cell) < 200 else None
        if name:
            found.setdefault(name, []).append(position)
    return found if found and form.is_header(found) else {}


def recognises(document: Document, *, form: TableForm) -> bool:
    """Whether one of the first rows is a header of this form."""
    if isinstance(document, bytes):
        return False
    return any(places(form, row) for row in document[:ROWS_BEFORE_HEADER])


class _Same:
    """A document as a key: equal only to itself."""

    def __init__(self, document: Rows) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.document is other.document


class _Header(NamedTuple):
    """A header, and where it stands."""

    row: int
    where: Places
    names: Sequence[str]


# Records are read again one by one, and each has to know the header above it.
@lru_cache(maxsize=2)
def _headers(form: TableForm, same: _Same) -> list[_Header]:
    headers: list[_Header] = []
    names: set[str] = set()
    for at, row in enumerate(same.document):
        if headers and len(names.intersection(row)) < _FEWEST:
            continue
        if where := places(form, row):
            headers.append(_Header(at, where, row))
            names.update(filter(None, row))
    return headers


_FEWEST: Final = 2
"""Names that a later header shares with those above it."""


def _is_filled(row: Sequence[str]) -> bool:
    return any(cell and not cell.isspace() for cell in row)


def parse(document: Document, *, form: TableForm, asked: str) -> Iterator[Parsed]:
    """All records of a table."""
    if isinstance(document, bytes):
        return
    headers = _headers(form, _Same(document))
    chosen = Chosen(form.vocabulary, asked)
    for header, below in zip_longest(headers, headers[1:]):
        for at in range(header.row + 1, below.row if below else len(document)):
            row = document[at]
            if not _is_filled(row):
                continue
            if any(row[len(header.names) :]):
                message = f"the row has {len(row)} cells, its header {len(header.names)}"
                yield Note(at + 1, "damaged-record", message)
            yield _record(form, _cells(form, row, header), at, chosen)
    if form.vocabulary and headers:
        yield from chosen.told()


def _cells(form: TableForm, row: Sequence[str], header: _Header) -> dict[str, list[str]]:
    if len(row) > len(header.names):
        row = form.aligned(row, header.names)
    return {
        name: [row[column] for column in columns if column < len(row)]
        for name, columns in header.where.items()
    }


def _record(form: TableForm, cells: Cells, at: int, chosen: Chosen) -> Entry | Damage:
    identifier = form.identifier(first(cells, "id"))
    title = collapse(unescape(first(cells, "title")))
    authors = form.authors(first(cells, "authors"))
    own = form.keywords(cells)
    found = form.index(cells)
    index = chosen.terms(found) if form.vocabulary else [k for ks in found.values() for k in ks]
    if not (identifier or title or authors or own or index):
        told = [name for name in cells if first(cells, name)]
        reason = f"the row has no id, title, authors or keywords (found only {', '.join(told)})"
        return Damage(at + 1, "damaged-record", reason)
    source = collapse(unescape(first(cells, "source")))
    years = (first_year(cell) for name in ("year", "date") for cell in cells.get(name, ()))
    return Entry(
        line=at + 1,
        start=at,
        stop=at + 1,
        id=identifier,
        doi=clean_doi(first(cells, "doi")),
        match=match_key(title, authors[0] if authors else "", source),
        year=next((year for year in years if year), 0),
        citations=_citations(cells),
        references=form.references(first(cells, "references")),
        language=language_name(first(cells, "language")),
        document_type=collapse(first(cells, "kind")),
        database=form.database,
        author_keywords=own,
        index_keywords=index,
    )


def _citations(cells: Cells) -> int:
    """How often it was cited; an empty cell means never, a missing column that nobody knows."""
    if not cells.get("citations"):
        return -1
    return number(first(cells, "citations") or "0")


def details(document: Document, start: int, stop: int, *, form: TableForm) -> Details:
    """The long fields of the record in this row."""
    if isinstance(document, bytes) or start >= min(stop, len(document)):
        return Details()
    headers = _headers(form, _Same(document))
    above = bisect_right(headers, start, key=itemgetter(0)) - 1
    if above < 0:
        return Details()
    cells = _cells(form, document[start], headers[above])
    return Details(
        title=collapse(unescape(first(cells, "title"))),
        abstract=collapse(unescape(first(cells, "abstract"))),
        authors=tuple(form.authors(first(cells, "authors"))),
        countries=tuple(dict.fromkeys(filter(None, form.countries(cells)))),
        source=collapse(unescape(first(cells, "source"))),
    )


def table_format(form: TableForm, settings: Settings | None = None) -> ReadFormat:
    """The row of the table of formats for this form."""
    return ReadFormat(
        name=form.name,
        title=form.title,
        recognises=partial(recognises, form=form),
        parse=partial(parse, form=form, asked=settings.vocabulary if settings else ""),
        details=partial(details, form=form),
        table=True,
        configured=partial(table_format, form) if form.vocabulary else None,
    )
