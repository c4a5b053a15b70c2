"""What reading tells: steps, problems, files, and the long fields of records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

AUTHOR: Final = 0
"""Kind of a keyword: given by the authors."""
INDEX: Final = 1
"""Kind of a keyword: given by the database (Keywords Plus)."""
TRANSLATED: Final = 2
"""Kind of a keyword: in the second, other-language list of a bilingual record."""

UNKNOWN_DATABASE: Final = "?"
"""How the database of records is named that do not tell it."""
PRIORITY: Final = (
    "WOS",
    "Scopus",
    "PubMed",
    "Cochrane",
    "PsycINFO",
    "Dimensions",
    "Lens",
    "OpenAlex",
    "CNKI",
    "CSSCI",
    "Wanfang",
)
"""Databases in the order in which they are believed when records of several were merged."""


def priority_of(database: str) -> int:
    """The place of a database in `PRIORITY`; all others share the last."""
    return PRIORITY.index(database) if database in PRIORITY else len(PRIORITY)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from files to map: its name and its options."""

    name: str
    options: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the user of a file should know; ``line`` is 1-based, 0 when there is none."""

    file: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal(Problem):
    """A problem of something the user named: it cannot be used, and no map is made of the rest."""


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A record that could not be kept, and why."""

    file: str
    line: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was found before: where it stands, what it went into, and on what evidence."""

    file: str
    line: int
    into_file: str
    into_line: int
    evidence: str
    value: str
    score: float = 1.0
    """How sure it is: 1 for what is exactly the same, less for what is only alike."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read, or one member of an archive."""

    path: str
    """The shortest end of the path that tells it from all other files."""
    format: str
    encoding: str
    sha256: str
    records_in: int
    kept: int
    merged: int
    skipped: int
    years: tuple[int, int] | None = None
    """First and last year of its records."""
    with_author_keywords: int = 0
    """Records that have them, before merging."""
    with_index_keywords: int = 0
    vocabularies: tuple[tuple[str, int], ...] = ()
    """Records that have terms of each vocabulary, where the format has several."""


@dataclass(frozen=True, slots=True)
class Details:
    """The long fields of a record."""

    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = ""
    usage_180: int = -1
    """How often it was used in the last 180 days (WOS), -1 when the export does not tell."""
    usage_2013: int = -1
    """How often it was used since 2013."""
    translated_title: str = ""
    """The title in a second language, where the export has one (CSSCI, Wanfang)."""


class Documents(Protocol):
    """Where the long fields of records are read again."""

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """The long fields of the records at these places of a file, in the order asked for.

        Parameters
        ----------
        file : int
            Position of the file in ``Corpus.files``.
        spans : sequence of (int, int)
            Start and stop of each record.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        ...

    def briefs(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """Title, authors and source of these records; the rest may be missing.

        Parameters
        ----------
        file, spans
            As of `details`.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        ...


class NoDocuments:
    """For a corpus that was not read from files: all long fields are empty."""

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:  # noqa: ARG002
        """One empty `Details` a span."""
        return [Details() for _ in spans]

    briefs = details
