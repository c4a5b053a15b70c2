"""Exports that are recognised but are no literature: patents, grants, clinical trials, policies.

Databases give them the same form and the same ids as papers. Each of their records is counted and
skipped, so that the reader of a report knows what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cooccur.model import Details
from cooccur.readers.entry import Damage, Document, Parsed, ReadFormat
from cooccur.readers.fields import collapse
from cooccur.readers.table_forms import ROWS_BEFORE_HEADER

_PATENTS: Final = (
    "jurisdiction,kind,kind code,application number,inventor,inventors,inventor/author,assignee,"
    "applicants,priority numbers,earliest priority date,priority date,ipcr classifications,"
    "cpc classifications,ipc,cpc,publication number,patent number,grant date,legal status,"
    "original assignee,current assignee,filing date,filing/creation date"
)
OF_PATENTS: Final = frozenset(_PATENTS.split(","))
_FEWEST: Final = 3
_IDS: Final = {
    "patent id": "a patent",
    "grant id": "a grant",
    "trial id": "a clinical trial",
    "clinical trial id": "a clinical trial",
    "policy document id": "a policy document",
    "dataset id": "a data set",
}
_OF_PAPERS: Final = frozenset({"authors", "author/s", "publication id", "journal"})


def _found(document: Document) -> tuple[int, str]:
    """The row of the header and what the rows below it are; -1 when they may be literature."""
    head = () if isinstance(document, bytes) else document[:ROWS_BEFORE_HEADER]
    for at, row in enumerate(head):
        names = {collapse(cell).casefold() for cell in row if len(cell) < 40}
        if names & _OF_PAPERS:
            continue
        if len(names & OF_PATENTS) >= _FEWEST:
            return at, "a patent"
        if (known := sorted(names & _IDS.keys())) and "title" in names:
            return at, _IDS[known[0]]
    return -1, ""


def _recognises(document: Document) -> bool:
    return _found(document)[0] >= 0


def _parse(document: Document) -> Iterator[Parsed]:
    header, what = _found(document)
    if isinstance(document, bytes) or header < 0:
        return
    reason = f"it is {what} and no literature; export papers instead"
    for at in range(header + 1, len(document)):
        if any(cell.strip() for cell in document[at]):
            yield Damage(at + 1, "refused", reason)


def _no_details(document: Document, start: int, stop: int) -> Details:
    del document, start, stop
    return Details()


FORMATS: Final = (
    ReadFormat(
        name="no-literature",
        title="patents, grants, trials (Lens, Dimensions, Google Patents): counted and refused",
        recognises=_recognises,
        parse=_parse,
        details=_no_details,
        table=True,
    ),
)
