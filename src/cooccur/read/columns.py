"""The records of one file as columns, and the columns of many files as one corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from cooccur.read.entry import Damage, Entry, Note, Parsed


@dataclass(frozen=True)
class FileRecords:
    """What one file gave: in ``records`` one row a record, in ``keywords`` one a keyword of a record.

    It knows of no other file: keywords are numbered by the file's own vocabulary.
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


def file_records(file: SourceFile, parsed: Iterable[Parsed]) -> FileRecords:
    """What a reader found in a file, as columns.

    Parameters
    ----------
    file : SourceFile
        The file, its records not yet counted.
    parsed : iterable of Entry, Damage or Note
        From the reader.
    """
    entries: list[Entry] = []
    skipped: list[SkippedRecord] = []
    problems: list[Problem] = []
    for part in parsed:
        if isinstance(part, Entry):
            entries.append(part)
        elif isinstance(part, Damage):
            skipped.append(SkippedRecord(file.path, *part))
        elif isinstance(part, Note):
            problems.append(Problem(file.path, *part))
    values: list[Sequence[Any]] = list(zip(*entries, strict=True)) or [()] * len(Entry._fields)
    cells = dict(zip(Entry._fields, values, strict=True))
    records = Columns(
        {name: list(cells[name]) for name in _TEXTS}
        | {name: np.array(cells[name], dtype=np.int64) for name in _NUMBERS}
    )
    keywords, vocabulary = _keywords(entries)
    years = records["year"][records["year"] > 0]
    counted = replace(
        file,
        records_in=len(entries) + len(skipped),
        kept=len(entries),
        skipped=len(skipped),
        years=(int(years.min()), int(years.max())) if len(years) else None,
        with_author_keywords=sum(map(bool, cells["author_keywords"])),
        with_index_keywords=sum(map(bool, cells["index_keywords"])),
    )
    return FileRecords(counted, records, keywords, vocabulary, problems, skipped)


def _keywords(entries: Sequence[Entry]) -> tuple[Columns, list[str]]:
    code_of = _Codes()
    codes: list[int] = []
    counts: list[int] = []
    for entry in entries:
        for words in (entry.author_keywords, entry.index_keywords, entry.translated_keywords):
            codes.extend([code_of[word] for word in words])
            counts.append(len(words))
    kinds = np.tile(np.array([AUTHOR, INDEX, TRANSLATED]), len(entries))
    rows = np.repeat(np.arange(len(entries)), 3)
    columns = Columns(
        {
            "record": np.repeat(rows, counts),
            "keyword": np.array(codes, dtype=np.int64),
            "kind": np.repeat(kinds, counts),
        }
    )
    return columns, list(code_of)


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
