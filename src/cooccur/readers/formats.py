"""The table of formats that can be read, and the way from inputs to a raw corpus.

To add a format: one module with its row, its name in `READ_FORMATS`, one sample in the tests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from cooccur.errors import DataError, UnknownChoiceError, UnrecognisedError
from cooccur.model import Corpus, Problem, Refusal, SourceFile, Step
from cooccur.readers import bibtex, cnki, cnki_table, ris, wos, wos_table
from cooccur.readers.archives import Content, contents, read_file
from cooccur.readers.bounded import Limits
from cooccur.readers.columns import FileRecords, file_records, joined
from cooccur.readers.decode import Decoded, decode
from cooccur.readers.documents import MOST_KEPT, Kept, KeptDocuments, sha256, size_of
from cooccur.readers.entry import Document, Note, ReadFormat
from cooccur.readers.rows import Rows, delimited
from cooccur.readers.sheets import is_sheet, sheet_encoding, sheets
from cooccur.readers.sources import Input, Source, find_sources
from cooccur.readers.strangers import stranger

READ_FORMATS: Final[tuple[ReadFormat, ...]] = (
    *wos.FORMATS,
    *cnki.FORMATS,
    *ris.FORMATS,
    *bibtex.FORMATS,
    *wos_table.FORMATS,
    *cnki_table.FORMATS,
)
"""In the order in which they are tried, tables after all others."""

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""


def read_sources(
    *inputs: Input,
    format: str | None = None,  # noqa: A002 named as on the command line
    lenient: bool = False,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Corpus:
    """All records of these exports, nothing merged.

    Parameters
    ----------
    *inputs : str or os.PathLike
        Files, folders (searched through), globs and archives, mixed. The content decides the
        format, never the name.
    format : str, optional
        Name of a format that overrides the detection.
    lenient : bool
        Whether something named that cannot be used is a `Refusal` among the problems of the
        corpus and no error.
    limits : Limits, optional
        How much is read at most.
    progress : callable, optional
        Called before every file.

    Raises
    ------
    DataError
        When something named does not exist or cannot be read, or nothing holds a record
        (``no-records``); not if lenient.
    UnrecognisedError
        When a file that was named is no export that can be read (not if lenient). Files in folders
        and archives are passed over with a problem ``passed-over``.
    UnknownChoiceError
        When no format has the name.
    """
    reader = _Reader(_format_named(format) if format else None, limits or Limits())
    sources, problems = find_sources(*inputs, lenient=lenient)
    found: list[tuple[FileRecords, Kept]] = []
    for position, source in enumerate(sources):
        if progress:
            progress("reading", position / len(sources))
        for outcome in reader.read(source):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            elif isinstance(outcome, DataError):
                is_named = source.named and outcome.file == source.path
                if is_named and not lenient:
                    raise outcome
                problems.append(_problem(outcome, is_named=is_named))
            else:
                found.append(outcome)
    found.sort(key=lambda pair: pair[0].file.path)
    if not lenient and not any(records.file.records_in for records, _ in found):
        raise _no_records(len(sources), problems)
    return joined(
        [records for records, _ in found],
        documents=KeptDocuments([kept for _, kept in found]),
        problems=problems,
        history=(Step("read", (("format", format),)),),
    )


def locations(corpus: Corpus, *inputs: Input) -> list[Path]:
    """Where the files lie that a corpus was read from.

    Parameters
    ----------
    corpus : Corpus
        As `read_sources` made it of these inputs.
    *inputs : str or os.PathLike
        Files, folders and globs.
    """
    sources, _ = find_sources(*inputs, lenient=True)
    read = {file.path for file in corpus.files}
    return [
        source.location
        for source in sources
        if source.path in read or any(path.startswith(f"{source.path}/") for path in read)
    ]


def _format_named(name: str) -> ReadFormat:
    for row in READ_FORMATS:
        if row.name == name:
            return row
    raise UnknownChoiceError("format", name, [row.name for row in READ_FORMATS])


_NO_EXPORT: Final = {"unrecognised", "refused", "empty"}


def _problem(error: DataError, *, is_named: bool) -> Problem:
    """What is said of a file that does not stop the others."""
    if is_named:
        return Refusal(error.file, error.line, error.code, error.message)
    code = "passed-over" if error.code in _NO_EXPORT else error.code
    return Problem(error.file, error.line, code, error.message)


def _no_records(n_files: int, problems: list[Problem]) -> DataError:
    first = f"; {problems[0].file}: {problems[0].message}" if problems else ""
    message = f"none of the {n_files} files that were given holds a record{first}"
    return DataError(message, code="no-records")


def recognise(document: Document) -> ReadFormat | None:
    """The format of a document, None when no reader knows it.

    Parameters
    ----------
    document : bytes or rows of cells
        As `decode` or `sheets` made it. Text is tried as a table as well.
    """
    candidates = (row for row in READ_FORMATS if not row.table)
    if found := next((row for row in candidates if row.recognises(document)), None):
        return found
    rows = _head_rows(document) if isinstance(document, bytes) else document
    tables = (row for row in READ_FORMATS if row.table)
    return next((row for row in tables if row.recognises(rows)), None)


_HEAD: Final = 1 << 16


def _head_rows(text: bytes) -> Rows:
    rows = delimited(text[:_HEAD])
    return rows[:-1] if len(text) > _HEAD else rows


_Outcome: TypeAlias = tuple[FileRecords, Kept] | Problem | DataError


class _Reader:
    """Reads one source after the other and keeps small documents while there is room."""

    def __init__(self, forced: ReadFormat | None, limits: Limits) -> None:
        self._forced = forced
        self._limits = limits
        self._room = MOST_KEPT

    def read(self, source: Source) -> Iterator[_Outcome]:
        """What every file in a source gave, or why it gave nothing."""
        try:
            parts = deque(contents(source, self._limits))
        except DataError as error:
            yield error
            return
        # Members go as they are read, or an archive would stand in memory twice.
        while parts:
            part = parts.popleft()
            try:
                yield part if isinstance(part, Problem) else self._file(part, source)
            except DataError as error:
                yield error

    def _file(self, content: Content, source: Source) -> tuple[FileRecords, Kept]:
        opened = _open(content)
        row, sheet = self._choose(opened, content)
        document = opened.document(row, sheet)
        file = SourceFile(content.path, row.name, opened.encoding, sha256(content.data), 0, 0, 0, 0)
        records = file_records(file, chain(opened.notes, row.parse(document)))
        if self._forced and not records.file.records_in:
            raise _unrecognised(content, opened, self._forced)
        size = size_of(document)
        keep = content.is_member or size <= self._room
        if keep and not content.is_member:
            self._room -= size
        again = Kept(
            path=content.path,
            format=row,
            sha256=file.sha256,
            document=document if keep else None,
            read_bytes=partial(read_file, source, self._limits),
            open=partial(_document, path=content.path, row=row, sheet=sheet),
        )
        return records, again

    def _choose(self, opened: _Opened, content: Content) -> tuple[ReadFormat, int]:
        """The format and which of the sheets has it."""
        candidates: Sequence[Document] = opened.sheets if opened.text is None else [opened.text]
        for position, document in enumerate(candidates):
            row = self._forced or recognise(document)
            if row and (row.table or opened.text is not None):
                return row, position
        raise _unrecognised(content, opened, self._forced)


@dataclass(frozen=True)
class _Opened:
    """A file as text, or as sheets when it is a workbook, or neither."""

    encoding: str
    text: bytes | None = None
    sheets: Sequence[Rows] = ()
    notes: Sequence[Note] = ()

    def document(self, row: ReadFormat, sheet: int) -> Document:
        """What a reader of this format wants."""
        if self.text is None:
            return self.sheets[sheet]
        return delimited(self.text) if row.table else self.text


def _open(content: Content) -> _Opened:
    if is_sheet(content.data):
        found = sheets(content.data, content.path)
        return _Opened(sheet_encoding(content.data), sheets=found)
    decoded = decode(content.data)
    if decoded is None:
        return _Opened("")
    return _Opened(decoded.encoding, text=decoded.text, notes=_encoding_notes(decoded))


def _document(data: bytes, *, path: str, row: ReadFormat, sheet: int) -> Document:
    return _open(Content(path, data)).document(row, sheet)


def _encoding_notes(decoded: Decoded) -> list[Note]:
    notes = []
    if decoded.is_guess:
        message = (
            f"the encoding is neither UTF-8, UTF-16 nor GB18030 and was taken for "
            f"{decoded.encoding}: check names with accents, or save the file as UTF-8"
        )
        notes.append(Note(1, "encoding", message))
    if decoded.replaced:
        message = (
            f"{decoded.replaced} characters of this {decoded.encoding} file could not be read "
            "and were replaced; the first stands here: export the file again"
        )
        notes.append(Note(decoded.line, "encoding", message))
    return notes


def _unrecognised(content: Content, opened: _Opened, forced: ReadFormat | None) -> DataError:
    if not content.data.strip() or (opened.text is not None and not opened.text.strip()):
        message = "the file is empty; export the records again"
        return UnrecognisedError(message, code="empty", file=content.path)
    found = stranger(content.data, opened.text)
    message = (
        f"no record of the format {forced.name} in it; {found.message}" if forced else found.message
    )
    return UnrecognisedError(message, code=found.code, file=content.path)
