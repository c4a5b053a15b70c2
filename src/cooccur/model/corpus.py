"""Corpus: records, their keywords, and where they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cooccur.model.columns import Columns, Ints
from cooccur.model.reading import (
    UNKNOWN_DATABASE,
    Details,
    Documents,
    MergedRecord,
    NoDocuments,
    Problem,
    SkippedRecord,
    SourceFile,
    Step,
    priority_of,
)
from cooccur.model.tally import Tally

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Corpus:
    """Records and their keywords.

    Records stand in the order of file path and place in the file. A record that was found
    several times has several pieces.
    """

    record_columns: Columns
    """One row a record: ``id, doi, match`` (str), ``year`` (0 unknown), ``citations, references``
    (-1 unknown), ``language, document_type, database`` (str), ``file`` (position in ``files``),
    ``line`` (1-based)."""
    keyword_columns: Columns
    """One row a keyword of a record, sorted by record: ``record``, ``keyword`` (position in
    ``vocabulary``), ``kind`` (`AUTHOR`, `INDEX`, `TRANSLATED`)."""
    vocabulary: tuple[str, ...]
    """Spellings. After preparation every one stands for one keyword, in the order of ``keys``."""
    piece_columns: Columns
    """One row a place where a record is described: ``record, file, start, stop``; a record's own
    place first. Where records of several databases were merged also ``database`` and ``id``, of the
    piece."""
    documents: Documents = field(default_factory=NoDocuments)
    files: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[SkippedRecord, ...] = ()
    merged: tuple[MergedRecord, ...] = ()
    history: tuple[Step, ...] = ()
    keys: tuple[str, ...] = ()
    """Comparison key of every spelling, ascending; empty before preparation."""
    tally: Tally | None = None
    """Set where records were counted in two passes over the files: then none is here."""

    def __len__(self) -> int:
        return self.record_columns.length

    def __repr__(self) -> str:
        return f"<Corpus of {len(self)} records, {len(self.vocabulary)} keywords>"

    def _repr_html_(self) -> str:
        from cooccur.writers.notebook import corpus_display

        return corpus_display(self).html

    @property
    def records_in(self) -> int:
        """Records that were read: kept + merged + skipped."""
        return sum(file.records_in for file in self.files)

    @property
    def kept(self) -> int:
        """Records left after merging and skipping, before any filter."""
        return sum(file.kept for file in self.files)

    @property
    def n_records(self) -> int:
        """Records that were selected, be they here or only counted."""
        return int(self.tally.kinds["records"].sum()) if self.tally else len(self)

    @property
    def n_undated(self) -> int:
        """Those of them without a year."""
        if self.tally:
            return int(self.tally.years["records"][-1])
        return int(np.count_nonzero(self.record_columns["year"] <= 0))

    @property
    def span(self) -> tuple[int, int] | None:
        """Their first and last year, None when no year is known."""
        years = (self.tally.years if self.tally else self.record_columns)["year"]
        known = years[years > 0]
        return (int(known.min()), int(known.max())) if len(known) else None

    def counts_of(self, column: str) -> Counter[str]:
        """How many of them have each ``database``, ``document_type`` or ``language``."""
        if not self.tally:
            return Counter(self.record_columns[column].tolist())
        found: Counter[str] = Counter()
        kinds = self.tally.kinds
        for name, n in zip(kinds[column].tolist(), kinds["records"].tolist(), strict=True):
            found[name] += n
        return found

    @cached_property
    def databases(self) -> tuple[str, ...]:
        """The databases that the records come from, sorted; ``?``: records that do not tell."""
        names, _ = _piece_databases(self)
        return tuple(sorted({name or UNKNOWN_DATABASE for name in set(names)}))

    @cached_property
    def in_database(self) -> NDArray[np.bool_]:
        """Whether each record was found in each database, shape (n_records, n_databases).

        The columns are those of ``databases``. A record that was merged from several databases
        is in all of them; every record is in at least one.
        """
        member = np.zeros((len(self), len(self.databases)), dtype=bool)
        if len(self.databases) == 1:
            member[:] = True
        else:
            column = {name: place for place, name in enumerate(self.databases)}
            names, record = _piece_databases(self)
            member[record, [column[name or UNKNOWN_DATABASE] for name in names]] = True
        member.flags.writeable = False
        return member

    def select(self, rows: NDArray[np.bool_]) -> Corpus:
        """The records where the mask is true, with their keywords and places."""
        position = np.cumsum(rows) - 1
        keywords = self.keyword_columns.take(rows[self.keyword_columns["record"]])
        pieces = self.piece_columns.take(rows[self.piece_columns["record"]])
        return replace(
            self,
            record_columns=self.record_columns.take(rows),
            keyword_columns=keywords.with_columns(record=position[keywords["record"]]),
            piece_columns=pieces.with_columns(record=position[pieces["record"]]),
        )

    def details(self, records: Sequence[int]) -> list[Details]:
        """Title, abstract, authors, countries and source of these records.

        Parameters
        ----------
        records : sequence of int
            Positions of records.

        Returns
        -------
        list of Details
            In the order asked for. Where a record has several pieces, title and source are of the
            database that comes first in `PRIORITY` (the longest of several), abstract and list of
            authors are the longest, and countries are united.
        """
        return self._texts(records, self.documents.details)

    def briefs(self, records: Sequence[int]) -> list[Details]:
        """Title, authors and source of these records, several times faster than `details`.

        Parameters
        ----------
        records : sequence of int
            Positions of records.

        Returns
        -------
        list of Details
            In the order asked for; abstract, countries and usage may be missing.
        """
        return self._texts(records, self.documents.briefs)

    def _texts(
        self,
        records: Sequence[int],
        read: Callable[[int, Sequence[tuple[int, int]]], list[Details]],
    ) -> list[Details]:
        pieces = self.piece_columns
        first = np.searchsorted(pieces["record"], records, side="left")
        last = np.searchsorted(pieces["record"], records, side="right")
        files = pieces["file"].tolist()
        wanted: dict[int, list[int]] = {}
        for begin, end in zip(first.tolist(), last.tolist(), strict=True):
            for piece in range(begin, end):
                wanted.setdefault(files[piece], []).append(piece)
        found: dict[int, Details] = {}
        for file in sorted(wanted):
            places = sorted(set(wanted[file]))
            starts, stops = pieces["start"][places].tolist(), pieces["stop"][places].tolist()
            found.update(
                zip(places, read(file, list(zip(starts, stops, strict=True))), strict=True)
            )
        # Without several databases all pieces have the same say.
        names = pieces["database"].tolist() if "database" in pieces else [""] * pieces.length
        return [
            found[begin]
            if end - begin == 1
            else _united([found[p] for p in range(begin, end)], names[begin:end])
            for begin, end in zip(first.tolist(), last.tolist(), strict=True)
        ]

    @cached_property
    def records(self) -> pd.DataFrame:
        """One row a record, with its long fields except the abstract."""
        details = self.details(range(len(self)))
        columns = self.record_columns
        frame = columns.with_columns(
            file=[self.files[code].path for code in columns["file"]],
            title=[d.title for d in details],
            authors=["; ".join(d.authors) for d in details],
            source=[d.source for d in details],
            countries=["; ".join(d.countries) for d in details],
        ).frame()
        order = "id title authors source year document_type language doi citations references"
        return frame[[*order.split(), "countries", "database", "file", "line"]]

    @cached_property
    def keywords(self) -> pd.DataFrame:
        """One row a keyword of a record: ``record``, ``kind``, ``keyword``."""
        names = np.array(["author", "index", "translated"], dtype=object)
        spellings = np.array(self.vocabulary, dtype=object)
        columns = self.keyword_columns
        return Columns(
            {
                "record": columns["record"],
                "kind": names[columns["kind"]],
                "keyword": spellings[columns["keyword"]],
            }
        ).frame()


def _piece_databases(corpus: Corpus) -> tuple[list[str], Ints]:
    """The database of every place where a record is described, and the record."""
    pieces = corpus.piece_columns
    if "database" in pieces:
        return pieces["database"].tolist(), pieces["record"]
    return corpus.record_columns["database"].tolist(), np.arange(len(corpus))


def _united(pieces: list[Details], databases: Sequence[str]) -> Details:
    ranks = [priority_of(name) for name in databases]

    def preferred(values: list[str]) -> str:
        known = [(-rank, len(text)) for rank, text in zip(ranks, values, strict=True) if text]
        kept = [text for text in values if text]
        return kept[max(range(len(kept)), key=known.__getitem__)] if kept else ""

    # Author lists are one value here: united they would name "Li, X" and "Li, Xiang" as two.
    return Details(
        title=preferred([p.title for p in pieces]),
        abstract=max((p.abstract for p in pieces), key=len, default=""),
        authors=max(
            (p.authors for p in pieces), key=lambda a: (len(a), len("".join(a))), default=()
        ),
        countries=tuple(dict.fromkeys(c for p in pieces for c in p.countries)),
        source=preferred([p.source for p in pieces]),
        usage_180=max((p.usage_180 for p in pieces), default=-1),
        usage_2013=max((p.usage_2013 for p in pieces), default=-1),
        translated_title=preferred([p.translated_title for p in pieces]),
    )
