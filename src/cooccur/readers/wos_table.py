"""Web of Science tables: tab-delimited text, ``.xls`` and ``.xlsx``.

Columns are looked up by name, for their number and order change from save to save: two-letter
codes in text, long names in workbooks. All lists are joined with ``;``, authors and addresses too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cooccur.model import Details
from cooccur.readers.entry import Damage, Document, Entry, Parsed, ReadFormat
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    first_year,
    language_name,
    match_key,
    number,
    split_keywords,
    unescape,
    wos_id,
)
from cooccur.readers.rows import Rows
from cooccur.readers.wos import countries, keyword_list, no_keyword_fields
from cooccur.readers.wos_brief import author_name

_LONG_NAMES: Final = {
    "180 Day Usage Count": "U1",
    "Abstract": "AB",
    "Addresses": "C1",
    "Article Title": "TI",
    "Author Full Names": "AF",
    "Author Keywords": "DE",
    "Authors": "AU",
    "Cited Reference Count": "NR",
    "Cited References": "CR",
    "Document Type": "DT",
    "DOI": "DI",
    "Early Access Date": "EA",
    "Keywords Plus": "ID",
    "Language": "LA",
    "Publication Date": "PD",
    "Publication Type": "PT",
    "Publication Year": "PY",
    "Reprint Addresses": "RP",
    "Since 2013 Usage Count": "U2",
    "Source Title": "SO",
    "Times Cited, All Databases": "Z9",
    "Times Cited, WoS Core": "TC",
    "UT (Unique ID)": "UT",
    "UT (Unique WOS ID)": "UT",
    "WoS Categories": "WC",
}
_CODES: Final = {name.casefold(): code for name, code in _LONG_NAMES.items()} | {
    code.casefold(): code for code in (*_LONG_NAMES.values(), "AK", "BA", "EY", "J9", "SN")
}
_ROWS_BEFORE_HEADER: Final = 20


def _header(rows: Rows) -> int:
    """The row of the header, -1 when there is none."""
    for position, row in enumerate(rows[:_ROWS_BEFORE_HEADER]):
        columns = _columns(row)
        # Other tables have some of these names too: the id, or a type beside the authors, decides.
        if {"TI", "SO"} <= columns.keys() and ("UT" in columns or {"PT", "AU"} <= columns.keys()):
            return position
    return -1


def _columns(header: Sequence[str]) -> dict[str, int]:
    """The column of every code that is known; of columns of one name the first."""
    columns: dict[str, int] = {}
    for column, name in enumerate(header):
        if code := _CODES.get(collapse(name).casefold()):
            columns.setdefault(code, column)
    return columns


def _recognises(document: Document) -> bool:
    return not isinstance(document, bytes) and _header(document) >= 0


def _parse(document: Document) -> Iterator[Parsed]:
    if isinstance(document, bytes) or (header := _header(document)) < 0:
        return
    columns = _columns(document[header])
    n_entries, n_with, is_foreign = 0, 0, False
    stop = header + 1
    while stop < len(document):
        start, stop = stop, _end(document, stop, columns, len(document[header]))
        if not any(cell.strip() for cell in document[start]):
            continue
        if "TI" in (found := _columns(document[start])) and "SO" in found:
            # Files were glued together: the header comes again.
            is_foreign = found != columns
            continue
        record = _record(_fields(document, start, stop, columns), start, stop)
        if is_foreign:
            record = Damage(start + 1, "damaged-record", _FOREIGN)
        if isinstance(record, Entry):
            n_entries += 1
            n_with += bool(record.author_keywords or record.index_keywords)
        yield record
    if n_entries and not n_with:
        yield no_keyword_fields(n_entries)


_FOREIGN: Final = (
    "it stands under a second header whose columns differ from those of the first; "
    "keep tables of different columns in files of their own"
)
_TYPE: Final = re.compile(r"[A-Z]|PT|Publication Type")


def _end(rows: Rows, start: int, columns: Mapping[str, int], width: int) -> int:
    """Where the record that begins in this row ends: a line break in a cell makes rows of it."""
    stop, n_cells = start + 1, len(rows[start])
    if columns.get("PT") != 0 or not _begins(rows[start]):
        return stop
    while stop < len(rows) and n_cells < width and any(rows[stop]) and not _begins(rows[stop]):
        n_cells += len(rows[stop]) - 1
        stop += 1
    return stop


def _begins(row: Sequence[str]) -> bool:
    """Whether a row begins with a publication type, or is a header that does."""
    return bool(row) and bool(_TYPE.fullmatch(row[0].strip()))


def _fields(rows: Rows, start: int, stop: int, columns: Mapping[str, int]) -> dict[str, str]:
    """The cells of one record by code."""
    row = list(rows[start])
    for rest in rows[start + 1 : stop]:
        row[-1:] = [f"{row[-1]} {rest[0]}", *rest[1:]]
    # A row may have cells more (a trailing tab) or fewer (cut short) than the header.
    return {code: row[column] if column < len(row) else "" for code, column in columns.items()}


def _record(fields: Mapping[str, str], start: int, stop: int) -> Entry | Damage:
    get = fields.get
    identifier = wos_id(get("UT", ""))
    author = split_keywords(unescape(get("DE", "")), ";") or keyword_list(get("AK", ""))
    index = split_keywords(unescape(get("ID", "")), ";")
    title = collapse(unescape(get("TI", "")))
    authors = _authors(fields, "AU", "AF")
    if not (identifier or title or author or index or authors):
        found = [code for code, cell in fields.items() if cell.strip()]
        reason = f"the row has no id, title, authors or keywords (found only {', '.join(found)})"
        return Damage(start + 1, "damaged-record", reason)
    source = collapse(unescape(get("SO", "")))
    first_author = authors[0] if authors else ""
    return Entry(
        line=start + 1,
        start=start,
        stop=stop,
        id=identifier,
        doi=clean_doi(get("DI", "")),
        match="" if identifier else match_key(title, first_author, source),
        year=next((y for tag in ("PY", "EA", "PD", "EY") if (y := first_year(get(tag, "")))), 0),
        citations=number(get("TC", ""), number(get("Z9", ""))),
        references=_n_references(fields),
        language=language_name(get("LA", "")),
        document_type=collapse(get("DT", "")),
        database="WOS",
        author_keywords=author,
        index_keywords=index,
    )


def _n_references(fields: Mapping[str, str]) -> int:
    count = number(fields.get("NR", ""))
    cited = fields.get("CR", "")
    return len(cited.split("; ")) if count < 0 and cited.strip() else count


def _authors(fields: Mapping[str, str], *codes: str) -> tuple[str, ...]:
    """The authors of the first of these columns that is filled."""
    text = next((fields[code] for code in codes if fields.get(code, "").strip()), "")
    return tuple(name for part in text.split(";") if (name := author_name(part)))


_BETWEEN_ADDRESSES: Final = re.compile(r";(?![^\[]*\])")
"""A semicolon, but not one in the brackets that hold the authors of an address."""


def _details(document: Document, start: int, stop: int) -> Details:
    if isinstance(document, bytes) or (header := _header(document)) < 0:
        return Details()
    fields = _fields(document, start, stop, _columns(document[header]))
    title, abstract, source = (
        collapse(unescape(fields.get(code, ""))) for code in ("TI", "AB", "SO")
    )
    addresses = fields.get("C1") or fields.get("RP") or ""
    return Details(
        title=title,
        abstract=abstract,
        authors=_authors(fields, "AF", "AU"),
        countries=countries(_BETWEEN_ADDRESSES.split(addresses)),
        source=source,
        usage_180=number(fields.get("U1", "")),
        usage_2013=number(fields.get("U2", "")),
    )


FORMATS: Final = (
    ReadFormat(
        name="wos-table",
        title="Web of Science table (tab-delimited text, .xls, .xlsx)",
        recognises=_recognises,
        parse=_parse,
        details=_details,
        table=True,
    ),
)
