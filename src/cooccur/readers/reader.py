"""One source after the other: what every file in it holds, here or for another process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from cooccur.errors import DataError
from cooccur.model import Problem, SourceFile
from cooccur.readers.archives import Content, contents, read_file
from cooccur.readers.bounded import Limits
from cooccur.readers.columns import FileRecords, file_records
from cooccur.readers.documents import MOST_KEPT, Kept, OnDisk, on_disk, sha256, size_of
from cooccur.readers.entry import Document, Parsed, ReadFormat, Settings
from cooccur.readers.formats import (
    ANY_TABLE,
    READ_FORMATS,
    STREAMED,
    format_named,
    head_rows,
    recognise,
)
from cooccur.readers.glued import glued_format, may_be_glued
from cooccur.readers.keywords import Vocabulary
from cooccur.readers.opened import Opened, document_again, opened, unrecognised
from cooccur.readers.snapshot import read_snapshot
from cooccur.readers.sources import Source
from cooccur.readers.table import has_columns
from cooccur.readers.workers import delivered

if TYPE_CHECKING:
    from cooccur.readers.dask_engine import Cluster

Outcome: TypeAlias = tuple[FileRecords, Kept] | Problem | DataError


class Found(NamedTuple):
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


_Parcel: TypeAlias = list[Found | Problem | DataError]


class Reader:
    """Reads one source after the other and keeps small documents while there is room."""

    def __init__(self, format_name: str | None, limits: Limits, settings: Settings) -> None:
        forced = format_named(format_name) if format_name else None
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
    ) -> Iterator[Iterable[Outcome]]:
        """What every file in each source gave, or why it gave nothing."""
        if n_workers < 2 and not cluster:
            for source in sources:
                yield self._outcomes(self.found(source), source)
            return
        read = Parcels(*self._arguments)
        handed = (
            cluster.delivered(read, sources) if cluster else delivered(read, sources, n_workers)
        )
        with closing(handed) as parcels:
            for source, parcel in zip(sources, parcels, strict=True):
                yield self._outcomes(self.found(source) if parcel is None else parcel, source)

    def _outcomes(
        self, parts: Iterable[Found | Problem | DataError], source: Source
    ) -> Iterator[Outcome]:
        for part in parts:
            if isinstance(part, Found):
                yield part.records, self._kept(part, source)
            else:
                yield part

    def found(self, source: Source) -> Iterator[Found | Problem | DataError]:
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

    def _streamed(self, source: Source) -> Found | None:
        """What was found in a compressed file of JSON lines; None when it is anything else."""
        if self._columns or (self._forced and self._forced.name != STREAMED):
            return None
        found = read_snapshot(source, self._limits, self._arguments[2].vocabulary, self._vocabulary)
        if found is None or not found[0].file.records_in:
            return None
        records, place = found
        return Found(records, self._rows[STREAMED], 0, None, place, is_member=False)

    def _file(self, content: Content, source: Source) -> Found:
        whole = opened(content)
        row, sheet = self._choose(whole, content)
        document = whole.document(row, sheet)
        digest = sha256(content.data)
        file = SourceFile(content.path, row.name, whole.encoding, digest, 0, 0, 0, 0)
        records = self._records(file, whole, row.parse(document))
        text = None if self._forced else whole.text
        if text is not None and (several := self._glued(text, row, records)):
            row, document = several, text
            file = replace(file, format=row.name)
            records = self._records(file, whole, row.parse(document))
        if self._forced and not records.file.records_in:
            raise unrecognised(content, whole, self._forced)
        place = None
        if not content.is_member:
            place = on_disk(source.location, content.data, document)
        return Found(records, row, sheet, document, place, content.is_member)

    def _kept(self, found: Found, source: Source) -> Kept:
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
            open=partial(document_again, path=file.path, row=row, sheet=found.sheet),
            file=found.file,
        )

    def _glued(self, text: bytes, row: ReadFormat, records: FileRecords) -> ReadFormat | None:
        """What reads the text if it holds several exports."""
        codes = {problem.code for problem in records.problems}
        codes |= {record.code for record in records.skipped}
        if not may_be_glued(text, row, codes):
            return None
        return glued_format(text, row, self._recognise)

    def _records(self, file: SourceFile, whole: Opened, parsed: Iterable[Parsed]) -> FileRecords:
        notes_and_records = chain(whole.notes, parsed)
        return file_records(file, notes_and_records, self._limits, self._vocabulary)

    def _choose(self, whole: Opened, content: Content) -> tuple[ReadFormat, int]:
        """The format and which of the sheets has it."""
        candidates: Sequence[Document] = whole.sheets if whole.text is None else [whole.text]
        for position, document in enumerate(candidates):
            row = self._by_columns(document) or self._forced or self._recognise(document)
            if row and (row.table or whole.text is not None):
                return row, position
        raise unrecognised(content, whole, self._forced)

    def _by_columns(self, document: Document) -> ReadFormat | None:
        """The format of any table, if this is one with the columns that the user names."""
        if not self._columns or (self._forced and self._forced.name != ANY_TABLE):
            return None
        rows = head_rows(document) if isinstance(document, bytes) else document
        if not has_columns(rows, self._columns):
            self.names = self.names or next((row for row in rows if len(row) > 1), ())
            return None
        self.has_columns = True
        return self._rows[ANY_TABLE]

    def _recognise(self, document: Document) -> ReadFormat | None:
        row = recognise(document)
        # A table without the columns that are named has others, which are guessed.
        return self._rows[row.name] if row and row.name != ANY_TABLE else row


class Parcels:
    """Reads sources for another process."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 those of `Reader`
        self._arguments = arguments
        self._reader: Reader | None = None

    def __reduce__(self) -> tuple[type[Parcels], tuple[Any, ...]]:
        return Parcels, self._arguments

    def __call__(self, source: Source) -> _Parcel | None:
        """What was found in a source; None where the other process has to look itself."""
        # One reader for all of them remembers the keywords it has seen.
        self._reader = self._reader or Reader(*self._arguments)
        return _parcel(self._reader, source)


def _parcel(reader: Reader, source: Source) -> _Parcel | None:
    names = {row.name for row in READ_FORMATS}
    parcel: _Parcel = []
    for found in reader.found(source):
        if not isinstance(found, Found):
            parcel.append(found)
        elif found.records.file.format in names:
            document = found.document if found.is_member else None
            records = found.records.alone()
            parcel.append(found._replace(records=records, row=None, document=document))
        else:
            return None
    return parcel


def _configured(row: ReadFormat, settings: Settings) -> ReadFormat:
    return row.configured(settings) if row.configured else row
