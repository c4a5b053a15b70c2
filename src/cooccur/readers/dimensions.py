"""Dimensions CSV and XLSX. It has no author keywords; MeSH is the one list of keywords."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from cooccur.readers.fields import country_of
from cooccur.readers.table_forms import (
    Cells,
    Places,
    TableForm,
    first,
    listed,
    names_in,
    table_format,
)

COLUMNS: Final = {
    "publication id": "id",
    "doi": "doi",
    "title": "title",
    "abstract": "abstract",
    "source title": "source",
    "source title/anthology title": "source",
    "anthology title": "source",
    "mesh terms": "mesh",
    "concepts": "concepts",
    "pubyear": "year",
    "publication date": "date",
    "publication date (online)": "date",
    "publication type": "kind",
    "document type": "kind",
    "authors": "authors",
    "authors (raw affiliation)": "addresses",
    "country of standardized research organization": "countries",
    "country of research organization": "countries",
    "times cited": "citations",
    "fields of research (anzsrc 2020)": "fields",
    "fields of research (anzsrc 2008)": "fields",
    "fields of research": "fields",
    "sustainable development goals": "goals",
}
_CODE: Final = re.compile(r"^\d{2,6} +")


def _is_header(where: Places) -> bool:
    return {"id", "title"} <= where.keys() and bool(where.keys() & {"year", "citations", "kind"})


def _without_codes(terms: Sequence[str]) -> list[str]:
    """The names of fields and goals without their numbers: ``3211 Oncology``."""
    return [_CODE.sub("", term) for term in terms]


def _index(cells: Cells) -> Mapping[str, Sequence[str]]:
    return {
        "mesh": listed(cells, "mesh"),
        "fields": _without_codes(listed(cells, "fields")),
        "goals": [term.lstrip("0123456789 ") for term in listed(cells, "goals")],
        "concepts": listed(cells, "concepts"),
    }


_NEXT_AUTHOR: Final = re.compile(r"\);\s*")


def _countries(cells: Cells) -> Sequence[str]:
    """In ``Name (Org, City, Country; Org, City, Country); …`` the ends of all addresses."""
    if told := first(cells, "countries"):
        return names_in(told)
    authors = _NEXT_AUTHOR.split(first(cells, "addresses"))
    addresses = (a for author in authors for a in author.partition("(")[2].split(";"))
    return [country_of(address.strip().removesuffix(")")) for address in addresses]


FORMATS: Final = (
    table_format(
        TableForm(
            name="dimensions",
            title="Dimensions table (CSV, XLSX)",
            database="Dimensions",
            columns=COLUMNS,
            is_header=_is_header,
            index=_index,
            vocabulary="mesh",
            countries=_countries,
        )
    ),
)
