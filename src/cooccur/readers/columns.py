"""The records of one file as columns, and the columns of many files as one corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.model import (
    AUTHOR,
    INDEX,
    TRANSLATED,
    Columns,
    Corpus,
    Documents,
    Problem,
    SkippedRecord,
    SourceFile,
    Step,
)
from cooccur.readers.bounded import Limits
from cooccur.readers.entry import CELLS, Damage, Entries, Entry, Note, Parsed
from cooccur.readers.keywords import (
    PackedWords,
    Vocabulary,
    by_first_use,
    packed,
    put_together,
    unified,
)


@dataclass(frozen=True)
class FileRecords:
    """What one file gave: ``records`` one row a record, ``keywords`` one a keyword of a record."""

    file: SourceFile
    records: Columns
    keywords: Columns
    vocabulary: Sequence[str]
    """The keywords by their number. One can stand there several times; several files can have the
    same vocabulary, which then is longer than that of each."""
    problems: Sequence[Problem]
    skipped: Sequence[SkippedRecord]

    def alone(self) -> FileRecords:
        """The same with a vocabulary that holds no more than this file's keywords."""
        if isinstance(self.vocabulary, PackedWords):
            return self
        known, keyword = np.unique(self.keywords["keyword"], return_inverse=True)
        return replace(
            self,
            keywords=self.keywords.with_columns(keyword=keyword.astype(np.int32)),
            vocabulary=[self.vocabulary[code] for code in known.tolist()],
        )


_TEXTS: Final = ("id", "doi", "match", "language", "document_type", "database")
_NUMBERS: Final = tuple(name for name in CELLS if name not in _TEXTS)
_KINDS: Final = np.array([AUTHOR, INDEX, TRANSLATED], dtype=np.uint8)
_TOGETHER: Final = 1 << 12


def file_records(
    file: SourceFile,
    parsed: Iterable[Parsed],
    limits: Limits | None = None,
    vocabulary: Vocabulary | None = None,
) -> FileRecords:
    """What a reader found in a file, as columns.

    Parameters
    ----------
    file : SourceFile
        The file, its records not yet counted.
    parsed : iterable of Entry, Entries, Damage or Note
        From the reader.
    limits : Limits, optional
        Longer records are skipped, longer keywords left out and longer lists cut.
    vocabulary : Vocabulary, optional
        Of the files that were read before: keywords of several files stand in memory once.
    """
    vocabulary = vocabulary or Vocabulary()
    table = _Table(file.path, limits or Limits(), vocabulary)
    problems: list[Problem] = []
    vocabularies: Counter[str] = Counter()
    for part in parsed:
        if isinstance(part, Entry):
            table.add(part)
        elif isinstance(part, Entries):
            table.add_all(part)
        elif isinstance(part, Damage):
            table.skipped.append(SkippedRecord(file.path, *part))
        elif isinstance(part, Note):
            problems.append(Problem(file.path, *part))
        else:
            vocabularies.update(part.n_records)
    records, keywords = table.finished()
    years = records["year"][records["year"] > 0]
    counted = replace(
        file,
        records_in=records.length + len(table.skipped),
        kept=records.length,
        skipped=len(table.skipped),
        years=(int(years.min()), int(years.max())) if len(years) else None,
        with_author_keywords=_n_with(keywords, AUTHOR),
        with_index_keywords=_n_with(keywords, INDEX),
        vocabularies=tuple(sorted(vocabularies.items())),
    )
    problems += [Problem(file.path, *note) for note in table.notes]
    words = vocabulary.words if table.packed is None else put_together(table.packed)
    return FileRecords(counted, records, keywords, words, problems, table.skipped)


def _n_with(keywords: Columns, kind: int) -> int:
    """How many records have keywords of a kind."""
    return int(np.count_nonzero(np.bincount(keywords["record"][keywords["kind"] == kind])))


class _Block(NamedTuple):
    """Some records of a file, and a row for each of their keywords."""

    cells: dict[str, NDArray[Any]]
    record: NDArray[Any]
    kind: NDArray[np.uint8]
    code: NDArray[np.int32]


class _Table:
    """Entries taken apart into columns. None of them is kept: there are many."""

    def __init__(self, path: str, limits: Limits, vocabulary: Vocabulary) -> None:
        self.notes: list[Note] = []
        self.skipped: list[SkippedRecord] = []
        self._path = path
        self._limits = limits
        self._vocabulary = vocabulary
        self._waiting: list[Entry] = []
        self._blocks: list[_Block] = []
        self.packed: list[PackedWords] | None = None
        """The words by their number, each as often as it stands in the file; None while they are
        those of the vocabulary. Numbering again and again what is told by columns takes longer
        than all the rest, so it is left to where files are joined."""

    def add(self, entry: Entry) -> None:
        """One more row."""
        self._waiting.append(entry)
        if len(self._waiting) >= _TOGETHER:
            self._settle()

    def add_all(self, entries: Entries) -> None:
        """Many more rows."""
        self._settle()
        if self.packed is None:
            self.packed, blocks, self._blocks = [], self._blocks, []
            for block in blocks:
                words = [self._vocabulary.words[code] for code in block.code.tolist()]
                self._blocks.append(block._replace(code=self._numbered(words)))
        cells = {name: _cells(name, entries.columns[name]) for name in CELLS}
        codes = self._numbered(entries.words)
        self._keep(_Block(cells, entries.row, entries.kind, codes))

    def _numbered(self, words: Sequence[str]) -> NDArray[np.int32]:
        if self.packed is None:
            return self._vocabulary.codes(words)
        first = sum(map(len, self.packed))
        self.packed.append(words if isinstance(words, PackedWords) else packed(words))
        return np.arange(first, first + len(words), dtype=np.int32)

    def _are_too_long(self, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of these words, numbered last, are too long."""
        longest = self._limits.keyword_length
        if self.packed is None:
            return self._vocabulary.too_long(codes, longest)
        last = self.packed[-1]
        return last.are_longer(longest)[codes - sum(map(len, self.packed[:-1]))]

    def _settle(self) -> None:
        """Take apart the entries that wait for it: together is faster than one by one."""
        entries, self._waiting = self._waiting, []
        if not entries:
            return
        columns = list(zip(*entries, strict=True))
        lists = list(chain.from_iterable(zip(*columns[len(CELLS) :], strict=True)))
        words = list(chain.from_iterable(lists))
        cell = np.repeat(np.arange(len(lists)), list(map(len, lists)))
        cells = {name: _cells(name, column) for name, column in zip(CELLS, columns, strict=False)}
        codes = self._numbered(words)
        self._keep(_Block(cells, cell // len(_KINDS), _KINDS[cell % len(_KINDS)], codes))

    def _keep(self, block: _Block) -> None:
        sizes = block.cells["stop"] - block.cells["start"]
        fits = sizes <= self._limits.record_bytes
        if not fits.all():
            for row in np.flatnonzero(~fits).tolist():
                reason = _too_long(int(sizes[row]), self._limits)
                line = int(block.cells["line"][row])
                self.skipped.append(SkippedRecord(self._path, line, "too-long", reason))
            block = _chosen(block, fits)
        self._blocks.append(self._cut(block))

    def _cut(self, block: _Block) -> _Block:
        """The keywords that are neither too long nor too many."""
        most = self._limits.keywords_per_record
        cell = block.record * len(_KINDS) + block.kind
        counts = np.bincount(cell)
        are_long = self._are_too_long(block.code)
        if counts.max(initial=0) <= most and not are_long.any():
            return block
        place = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
        kept = (place < most) & ~are_long
        n_kept = np.bincount(cell[kept], minlength=len(counts))
        for shorter in np.flatnonzero(n_kept < counts).tolist():
            line = int(block.cells["line"][shorter // len(_KINDS)])
            self.notes.append(_too_large(line, int(counts[shorter]), int(n_kept[shorter])))
        return block._replace(
            record=block.record[kept], kind=block.kind[kept], code=block.code[kept]
        )

    def finished(self) -> tuple[Columns, Columns]:
        """One row a record, and one a keyword of a record."""
        self._settle()
        block = _united(self._blocks)
        if self.packed is not None and len(self._blocks) > 1:
            block = _in_order(block)
            self.skipped.sort(key=lambda record: record.line)
        record = block.record.astype(np.int32, copy=False)
        keywords = Columns({"record": record, "keyword": block.code, "kind": block.kind})
        return Columns(block.cells), keywords


def _cells(name: str, values: Any) -> NDArray[Any]:  # noqa: ANN401 arrays and sequences
    if name in _NUMBERS:
        return np.asarray(values, dtype=np.int64)
    if isinstance(values, np.ndarray):
        return values
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


def _united(blocks: Sequence[_Block]) -> _Block:
    """All these records, one block behind the other."""
    if len(blocks) == 1:
        return blocks[0]
    sizes = [len(block.cells["start"]) for block in blocks]
    before = np.cumsum([0, *sizes]).tolist()
    none = _Block({name: _cells(name, ()) for name in CELLS}, *_NO_KEYWORDS)
    every = [none, *blocks]
    return _Block(
        {name: np.concatenate([block.cells[name] for block in every]) for name in CELLS},
        np.concatenate(
            [none.record, *(b.record + n for b, n in zip(blocks, before, strict=False))]
        ),
        np.concatenate([block.kind for block in every]),
        np.concatenate([block.code for block in every]),
    )


_KEYWORD_COLUMNS: Final = ("record", "kind", "keyword")
_NO_KEYWORDS: Final = (np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.int32))


def _in_order(block: _Block) -> _Block:
    """The records in the order of the document."""
    order = np.argsort(block.cells["start"], kind="stable")
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    record = position[block.record]
    rows = np.argsort(record, kind="stable")
    cells = {name: values[order] for name, values in block.cells.items()}
    return _Block(cells, record[rows], block.kind[rows], block.code[rows])


def _chosen(block: _Block, rows: NDArray[np.bool_]) -> _Block:
    """The records where the mask is true."""
    words = rows[block.record]
    return _Block(
        {name: values[rows] for name, values in block.cells.items()},
        (np.cumsum(rows) - 1)[block.record[words]],
        block.kind[words],
        block.code[words],
    )


def _too_long(size: int, limits: Limits) -> str:
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
    vocabularies = {id(f.vocabulary): f.vocabulary for f in files}
    codes_of, words = unified(list(vocabularies.values()))
    codes = dict(zip(vocabularies, codes_of, strict=True))
    none: dict[str, NDArray[Any]] = dict(zip(_KEYWORD_COLUMNS, _NO_KEYWORDS, strict=True))
    parts = {name: [values] for name, values in none.items()}
    first = 0
    for f, size in zip(files, sizes, strict=True):
        parts["record"].append(f.keywords["record"] + np.int32(first))
        parts["kind"].append(f.keywords["kind"])
        parts["keyword"].append(codes[id(f.vocabulary)][f.keywords["keyword"]])
        first += size
    columns = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    keyword, order = by_first_use(columns["keyword"], len(words))
    columns["keyword"] = keyword
    return Columns(columns), tuple([words[code] for code in order.tolist()])
