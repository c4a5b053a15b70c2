"""The table of formats that can be read, and the way from inputs to a raw corpus.

To add a format: one module with its row, its name in `READ_FORMATS`, one sample in the tests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from cooccur.errors import CallError, DataError, UnknownChoiceError, UnrecognisedError
from cooccur.model import Corpus, NoDocuments, Problem, Refusal, SourceFile, Step
from cooccur.readers import (
    bibtex,
    cnki,
    cnki_table,
    cochrane,
    cssci,
    dimensions,
    lens,
    openalex,
    pubmed,
    refused,
    ris,
    scopus_table,
    scopus_text,
    table,
    wos,
    wos_table,
)
from cooccur.readers.archives import Content, contents, read_file
from cooccur.readers.bounded import Limits, changed_limits
from cooccur.readers.columns import FileRecords, file_records, joined
from cooccur.readers.decode import Decoded, decode
from cooccur.readers.documents import (
    MOST_KEPT,
    Kept,
    KeptDocuments,
    OnDisk,
    on_disk,
    sha256,
    size_of,
)
from cooccur.readers.entry import Document, Note, Parsed, ReadFormat, Settings
from cooccur.readers.glued import glued_format, may_be_glued
from cooccur.readers.keywords import Vocabulary
from cooccur.readers.rows import Rows, delimited
from cooccur.readers.sheets import is_sheet, sheet_encoding, sheets
from cooccur.readers.snapshot import read_snapshot
from cooccur.readers.sources import Input, Source, find_sources
from cooccur.readers.strangers import stranger
from cooccur.readers.table import has_columns, parse_columns
from cooccur.readers.workers import delivered, number_of_workers

if TYPE_CHECKING:
    from cooccur.readers.dask_engine import Cluster

READ_FORMATS: Final[tuple[ReadFormat, ...]] = (
    *wos.FORMATS,
    *cnki.FORMATS,
    *ris.FORMATS,
    *bibtex.FORMATS,
    *cssci.FORMATS,
    *scopus_text.FORMATS,
    *pubmed.FORMATS,
    *cochrane.FORMATS,
    *openalex.FORMATS,
    *wos_table.FORMATS,
    *cnki_table.FORMATS,
    *scopus_table.FORMATS,
    *dimensions.FORMATS,
    *lens.FORMATS,
    *refused.FORMATS,
    *table.FORMATS,
)
"""In the order in which they are tried, tables after all others, and any table last."""

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""


def _cluster(scheduler: str, jobs: int | str) -> Cluster:
    from cooccur.readers.dask_engine import Cluster

    return Cluster(scheduler, jobs)


def read_sources(
    *inputs: Input,
    format: str | None = None,  # noqa: A002 named as on the command line
    lenient: bool = False,
    limits: Limits | None = None,
    progress: Progress | None = None,
    columns: str | None = None,
    vocabulary: str = "",
    jobs: int | str = "auto",
    engine: str = "local",
    scheduler: str = "",
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
    columns : str, optional
        Which columns of a table of one's own hold what: ``title=题名,keywords=关键词``. Every table
        that has these columns is read by them, whatever else it may be.
    vocabulary : str
        Which vocabulary counts as index keywords where a format has several.
    jobs : int or ``auto``
        How many processes read at most; ``auto``: several where it pays. The result is the same.
    engine : {"local", "dask"}
        Whether this machine reads, or the workers of a Dask cluster. The result is the same.
    scheduler : str
        Address of the cluster; without it one is started on this machine.

    Raises
    ------
    CallError
        When no table has the columns that are named, or no cluster reads.
    DataError
        When something named does not exist or cannot be read, or nothing holds a record
        (``no-records``); not if lenient.
    UnrecognisedError
        When a file that was named is no export that can be read (not if lenient). Files in folders
        and archives are passed over with a problem ``passed-over``.
    UnknownChoiceError
        When no format has the name.
    """
    _keep_freed_memory()
    settings = Settings(vocabulary, parse_columns(columns) if columns else {})
    reader = _Reader(format, limits or Limits(), settings)
    sources, problems = find_sources(*inputs, lenient=lenient)
    # Whether any table has the columns that are named is known to none that reads some of them.
    n_workers = 1 if columns else number_of_workers(jobs, sources)
    cluster = _cluster(scheduler, jobs) if engine == "dask" and not columns else None
    found: list[tuple[FileRecords, Kept]] = []
    refusals: list[DataError] = []
    for position, outcomes in enumerate(reader.read_all(sources, n_workers, cluster)):
        source = sources[position]
        if progress:
            progress("reading", position / len(sources))
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                problems.append(outcome)
            elif isinstance(outcome, DataError):
                is_named = source.named and outcome.file == source.path
                if is_named and not lenient:
                    refusals.append(outcome)
                    if not columns:
                        raise outcome
                problems.append(_problem(outcome, is_named=is_named))
            else:
                found.append(outcome)
    if columns and not reader.has_columns:
        raise CallError(_no_columns(settings.columns, reader.names))
    if refusals:
        raise refusals[0]
    found.sort(key=lambda pair: pair[0].file.path)
    if not lenient and not any(records.file.records_in for records, _ in found):
        raise _no_records(len(sources), problems)
    return joined(
        [records for records, _ in found],
        documents=KeptDocuments([kept for _, kept in found]),
        problems=problems,
        history=(step_of_reading(format, limits or Limits(), columns, vocabulary),),
    )


def step_of_reading(
    format: str | None,  # noqa: A002
    limits: Limits,
    columns: str | None,
    vocabulary: str,
) -> Step:
    """The step ``read`` with what `read_sources` was told."""
    options = (
        ("format", format),
        ("limit", changed_limits(limits)),
        ("columns", columns),
        ("vocabulary", vocabulary),
    )
    return Step("read", options)


@cache
def _keep_freed_memory() -> None:
    """Have glibc keep the memory of one file for the next one.

    It gives pieces as large as files back at once and fetches them anew, which costs more than
    reading, until a larger piece was freed, once. Elsewhere this does nothing.
    """
    bytes(_LARGEST_PIECE)


def read_source(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002
    limits: Limits | None = None,
    vocabulary: str = "",
) -> Corpus:
    """The records of one file alone, without their long fields; empty when it is no export.

    Parameters
    ----------
    source : Source
        The file. When it was named and cannot be used, a `Refusal` is among the problems.
    format, limits, vocabulary
        As of `read_sources`.
    """
    reader = _Reader(format, limits or Limits(), Settings(vocabulary, {}))
    parts = list(reader.found(source))
    problems = [part for part in parts if isinstance(part, Problem)]
    problems += [
        _problem(part, is_named=source.named and part.file == source.path)
        for part in parts
        if isinstance(part, DataError)
    ]
    found = [part.records for part in parts if isinstance(part, _Found)]
    return joined(found, documents=NoDocuments(), problems=problems)


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


_LARGEST_PIECE: Final = 31 << 20
"""What glibc takes into account is at most 32 MiB. It is never touched, so it takes no memory."""
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


class _Found(NamedTuple):
    """What was found in one file, and what is needed to look at it again."""

    records: FileRecords
    row: ReadFormat | None
    """None when another process tells it: the name, in ``records.file``, is the same everywhere."""
    sheet: int
    document: Document | None
    """None when another process tells it, but for members of archives."""
    file: OnDisk | None
    """None for members of archives."""
    is_member: bool


_Parcel: TypeAlias = list[_Found | Problem | DataError]


class _Reader:
    """Reads one source after the other and keeps small documents while there is room."""

    def __init__(self, format_name: str | None, limits: Limits, settings: Settings) -> None:
        forced = _format_named(format_name) if format_name else None
        self._arguments = format_name, limits, settings
        self.has_columns = False
        """Whether any table had the columns that the user names."""
        self.names: Sequence[str] = ()
        """The first row of a table that had not."""
        self._rows = {row.name: _configured(row, settings) for row in READ_FORMATS}
        self._forced = self._rows[forced.name] if forced else None
        self._columns = settings.columns
        self._limits = limits
        self._room = MOST_KEPT
        self._vocabulary = Vocabulary()

    def read_all(
        self, sources: Sequence[Source], n_workers: int, cluster: Cluster | None = None
    ) -> Iterator[Iterable[_Outcome]]:
        """What every file in each source gave, or why it gave nothing."""
        if n_workers < 2 and not cluster:
            for source in sources:
                yield self._outcomes(self.found(source), source)
            return
        read = _Parcels(*self._arguments)
        handed = (
            cluster.delivered(read, sources) if cluster else delivered(read, sources, n_workers)
        )
        with closing(handed) as parcels:
            for source, parcel in zip(sources, parcels, strict=True):
                yield self._outcomes(self.found(source) if parcel is None else parcel, source)

    def _outcomes(
        self, parts: Iterable[_Found | Problem | DataError], source: Source
    ) -> Iterator[_Outcome]:
        for part in parts:
            if isinstance(part, _Found):
                yield part.records, self._kept(part, source)
            else:
                yield part

    def found(self, source: Source) -> Iterator[_Found | Problem | DataError]:
        """What was found in every file in a source, or why nothing was."""
        if (streamed := self._streamed(source)) is not None:
            yield streamed
            return
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

    def _streamed(self, source: Source) -> _Found | None:
        """What was found in a compressed file of JSON lines; None when it is anything else."""
        if self._columns or (self._forced and self._forced.name != _STREAMED):
            return None
        found = read_snapshot(source, self._limits, self._arguments[2].vocabulary, self._vocabulary)
        if found is None or not found[0].file.records_in:
            return None
        records, place = found
        return _Found(records, self._rows[_STREAMED], 0, None, place, is_member=False)

    def _file(self, content: Content, source: Source) -> _Found:
        opened = _open(content)
        row, sheet = self._choose(opened, content)
        document = opened.document(row, sheet)
        digest = sha256(content.data)
        file = SourceFile(content.path, row.name, opened.encoding, digest, 0, 0, 0, 0)
        records = self._records(file, opened, row.parse(document))
        text = None if self._forced else opened.text
        if text is not None and (several := self._glued(text, row, records)):
            row, document = several, text
            file = replace(file, format=row.name)
            records = self._records(file, opened, row.parse(document))
        if self._forced and not records.file.records_in:
            raise _unrecognised(content, opened, self._forced)
        place = None
        if not content.is_member:
            place = on_disk(source.location, content.data, document)
        return _Found(records, row, sheet, document, place, content.is_member)

    def _kept(self, found: _Found, source: Source) -> Kept:
        file, document = found.records.file, found.document
        row = found.row or self._rows[file.format]
        if document is not None and not found.is_member:
            size = size_of(document)
            if size <= self._room:
                self._room -= size
            else:
                document = None
        return Kept(
            path=file.path,
            format=row,
            sha256=file.sha256,
            document=document,
            read_bytes=partial(read_file, source, self._limits),
            open=partial(_document, path=file.path, row=row, sheet=found.sheet),
            file=found.file,
        )

    def _glued(self, text: bytes, row: ReadFormat, records: FileRecords) -> ReadFormat | None:
        """What reads the text if it holds several exports."""
        codes = {problem.code for problem in records.problems}
        codes |= {record.code for record in records.skipped}
        if not may_be_glued(text, row, codes):
            return None
        return glued_format(text, row, self._recognise)

    def _records(self, file: SourceFile, opened: _Opened, parsed: Iterable[Parsed]) -> FileRecords:
        notes_and_records = chain(opened.notes, parsed)
        return file_records(file, notes_and_records, self._limits, self._vocabulary)

    def _choose(self, opened: _Opened, content: Content) -> tuple[ReadFormat, int]:
        """The format and which of the sheets has it."""
        candidates: Sequence[Document] = opened.sheets if opened.text is None else [opened.text]
        for position, document in enumerate(candidates):
            row = self._by_columns(document) or self._forced or self._recognise(document)
            if row and (row.table or opened.text is not None):
                return row, position
        raise _unrecognised(content, opened, self._forced)

    def _by_columns(self, document: Document) -> ReadFormat | None:
        """The format of any table, if this is one with the columns that the user names."""
        if not self._columns or (self._forced and self._forced.name != _ANY_TABLE):
            return None
        rows = _head_rows(document) if isinstance(document, bytes) else document
        if not has_columns(rows, self._columns):
            self.names = self.names or next((row for row in rows if len(row) > 1), ())
            return None
        self.has_columns = True
        return self._rows[_ANY_TABLE]

    def _recognise(self, document: Document) -> ReadFormat | None:
        row = recognise(document)
        # A table without the columns that are named has others, which are guessed.
        return self._rows[row.name] if row and row.name != _ANY_TABLE else row


class _Parcels:
    """Reads sources for another process."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 those of `_Reader`
        self._arguments = arguments
        self._reader: _Reader | None = None

    def __reduce__(self) -> tuple[type[_Parcels], tuple[Any, ...]]:
        return _Parcels, self._arguments

    def __call__(self, source: Source) -> _Parcel | None:
        """What was found in a source; None where the other process has to look itself."""
        # One reader for all of them remembers the keywords it has seen.
        self._reader = self._reader or _Reader(*self._arguments)
        return _parcel(self._reader, source)


def _parcel(reader: _Reader, source: Source) -> _Parcel | None:
    names = {row.name for row in READ_FORMATS}
    parcel: _Parcel = []
    for found in reader.found(source):
        if not isinstance(found, _Found):
            parcel.append(found)
        elif found.records.file.format in names:
            document = found.document if found.is_member else None
            records = found.records.alone()
            parcel.append(found._replace(records=records, row=None, document=document))
        else:
            return None
    return parcel


_ANY_TABLE: Final = table.FORMATS[0].name
_STREAMED: Final = openalex.FORMATS[0].name


def _configured(row: ReadFormat, settings: Settings) -> ReadFormat:
    return row.configured(settings) if row.configured else row


def _no_columns(columns: Mapping[str, Sequence[str]], found: Sequence[str]) -> str:
    named = ", ".join(name for names in columns.values() for name in names)
    shown = ", ".join(name[:40] for name in found[:20]) or "no table at all"
    return f"no table has the columns {named} that --columns names; found was: {shown}"


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
