"""The records of one file as columns, and the columns of many files as one corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final

import numpy as np

from cooccur.model import (
    AUTHOR,
    INDEX,
    TRANSLATED,
    Columns,
    Corpus,
    Documents,
    Ints,
    Problem,
    SkippedRecord,
    SourceFile,
    Step,
)
from cooccur.readers.bounded import Limits
from cooccur.readers.entry import Damage, Entry, Note, Parsed, Vocabularies


@dataclass(frozen=True)
class FileRecords:
    """What one file gave, without knowing of any other: keywords have the file's own numbers.

    ``records`` has one row a record, ``keywords`` one a keyword of a record.
    """

    file: SourceFile
    records: Columns
    keywords: Columns
    vocabulary: Sequence[str]
    problems: Sequence[Problem]
    skipped: Sequence[SkippedRecord]


class _Codes(dict[str, int]):
    """Numbers words in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        return code


_TEXTS: Final = ("id", "doi", "match", "language", "document_type", "database")
_NUMBERS: Final = ("line", "start", "stop", "year", "citations", "references")
_CELLS: Final = tuple(name for name in Entry._fields if name in {*_TEXTS, *_NUMBERS})
_KINDS: Final = np.array([AUTHOR, INDEX, TRANSLATED])
_TOGETHER: Final = 1 << 12


def file_records(
    file: SourceFile, parsed: Iterable[Parsed], limits: Limits | None = None
) -> FileRecords:
    """What a reader found in a file, as columns.

    Parameters
    ----------
    file : SourceFile
        The file, its records not yet counted.
    parsed : iterable of Entry, Damage or Note
        From the reader.
    limits : Limits, optional
        Longer records are skipped, longer keywords left out and longer lists cut.
    """
    limits = limits or Limits()
    table = _Table(limits)
    skipped: list[SkippedRecord] = []
    problems: list[Problem] = []
    vocabularies: Counter[str] = Counter()
    for part in parsed:
        if isinstance(part, Entry):
            if part.stop - part.start > limits.record_bytes:
                reason = _too_long(part, limits)
                skipped.append(SkippedRecord(file.path, part.line, "too-long", reason))
            else:
                table.add(part)
        elif isinstance(part, Damage):
            skipped.append(SkippedRecord(file.path, *part))
        elif isinstance(part, Note):
            problems.append(Problem(file.path, *part))
        elif isinstance(part, Vocabularies):
            vocabularies.update(part.n_records)
    table.settle()
    problems += [Problem(file.path, *note) for note in table.notes]
    records = table.records()
    years = records["year"][records["year"] > 0]
    counted = replace(
        file,
        records_in=records.length + len(skipped),
        kept=records.length,
        skipped=len(skipped),
        years=(int(years.min()), int(years.max())) if len(years) else None,
        with_author_keywords=table.n_with(AUTHOR),
        with_index_keywords=table.n_with(INDEX),
        vocabularies=tuple(sorted(vocabularies.items())),
    )
    return FileRecords(counted, records, table.keywords(), table.vocabulary(), problems, skipped)


class _Table:
    """Entries taken apart into columns. None of them is kept: there are many."""

    def __init__(self, limits: Limits) -> None:
        self.notes: list[Note] = []
        self._limits = limits
        self._waiting: list[Entry] = []
        self._cells: tuple[list[Any], ...] = tuple([] for _ in _CELLS)
        self._code_of = _Codes()
        self._codes: list[int] = []
        self._counts: list[int] = []

    def add(self, entry: Entry) -> None:
        """One more row."""
        self._waiting.append(entry)
        if len(self._waiting) >= _TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Take apart the entries that wait for it: together is faster than one by one."""
        entries, self._waiting = self._waiting, []
        if not entries:
            return
        columns = list(zip(*entries, strict=True))
        for cells, column in zip(self._cells, columns, strict=False):
            cells.extend(column)
        lists = list(chain.from_iterable(zip(*columns[len(_CELLS) :], strict=True)))
        words = list(chain.from_iterable(lists))
        most, longest = self._limits.keywords_per_record, self._limits.keyword_length
        if max(map(len, lists)) > most or max(map(len, words), default=0) > longest:
            words = []
            for place, listed in enumerate(lists):
                kept = [word for word in listed[:most] if len(word) <= longest]
                if len(kept) < len(listed):
                    line = entries[place // len(_KINDS)].line
                    self.notes.append(_too_large(line, len(listed), len(kept)))
                lists[place] = kept
                words += kept
        code_of = self._code_of
        self._codes += [code_of[word] for word in words]
        self._counts += map(len, lists)

    def records(self) -> Columns:
        """One row an entry."""
        columns = dict(zip(_CELLS, self._cells, strict=True))
        numbers = {name: np.array(columns[name], dtype=np.int64) for name in _NUMBERS}
        return Columns({**columns, **numbers})

    def keywords(self) -> Columns:
        """One row a keyword of an entry."""
        n_entries = len(self._counts) // len(_KINDS)
        return Columns(
            {
                "record": np.repeat(np.repeat(np.arange(n_entries), len(_KINDS)), self._counts),
                "keyword": np.array(self._codes, dtype=np.int64),
                "kind": np.repeat(np.tile(_KINDS, n_entries), self._counts),
            }
        )

    def vocabulary(self) -> list[str]:
        """The keywords by their number."""
        return list(self._code_of)

    def n_with(self, kind: int) -> int:
        """How many entries have keywords of a kind."""
        return sum(map(bool, self._counts[kind :: len(_KINDS)]))


def _too_long(entry: Entry, limits: Limits) -> str:
    size = entry.stop - entry.start
    return (
        f"the record has {size:,} bytes, more than the {limits.record_bytes:,} of a record; look "
        f"at the file here, or raise the limit: --limit record_bytes={size}"
    )


def _too_large(line: int, n_words: int, n_read: int) -> Note:
    message = (
        f"{n_words - n_read:,} of the {n_words:,} entries of a list are too long or too many to "
        "be keywords and were not read; look at the file here, or raise the limits: --limit "
        "keywords_per_record=N, --limit keyword_length=N"
    )
    return Note(line, "too-long", message)


def joined(
    files: Sequence[FileRecords],
    *,
    documents: Documents,
    problems: Sequence[Problem] = (),
    history: tuple[Step, ...] = (),
) -> Corpus:
    """One corpus of all records of these files, in this order, nothing merged.

    Parameters
    ----------
    files : sequence of FileRecords
        In the order in which ``documents`` counts them.
    documents : Documents
        Where long fields are read again.
    problems : sequence of Problem
        Of files that gave no records.
    history : tuple of Step
        How it came about.
    """
    sizes = [f.records.length for f in files]
    empty = Columns(
        {name: [] for name in _TEXTS} | {name: np.zeros(0, np.int64) for name in _NUMBERS}
    )
    columns = {
        name: np.concatenate([empty[name], *(f.records[name] for f in files)]) for name in empty
    }
    columns["file"] = np.repeat(np.arange(len(files)), sizes)
    spans = {name: columns.pop(name) for name in ("start", "stop")}
    pieces = {"record": np.arange(sum(sizes)), "file": columns["file"], **spans}
    keywords, vocabulary = _joined_keywords(files, sizes)
    told = [*problems, *(problem for f in files for problem in f.problems)]
    corpus = Corpus(
        record_columns=Columns(columns),
        keyword_columns=keywords,
        vocabulary=vocabulary,
        piece_columns=Columns(pieces),
        documents=documents,
        files=tuple(f.file for f in files),
        problems=tuple(sorted(told, key=lambda problem: (problem.file, problem.line))),
        skipped=tuple(record for f in files for record in f.skipped),
        history=history,
    )
    if corpus.records_in != len(corpus) + len(corpus.skipped):
        raise AssertionError("a record was lost: records_in is not kept + skipped")
    return corpus


def _joined_keywords(
    files: Sequence[FileRecords], sizes: Sequence[int]
) -> tuple[Columns, tuple[str, ...]]:
    code_of = _Codes()
    before = np.cumsum([0, *sizes])
    none = np.zeros(0, dtype=np.int64)
    parts: dict[str, list[Ints]] = {"record": [none], "keyword": [none], "kind": [none]}
    for f, first in zip(files, before.tolist(), strict=False):
        codes = np.array([code_of[word] for word in f.vocabulary], dtype=np.int64)
        parts["record"].append(f.keywords["record"] + first)
        parts["keyword"].append(codes[f.keywords["keyword"]])
        parts["kind"].append(f.keywords["kind"])
    columns = Columns({name: np.concatenate(arrays) for name, arrays in parts.items()})
    return columns, tuple(code_of)
