"""The way from inputs to a raw corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from cooccur.errors import CallError, DataError
from cooccur.model import Corpus, NoDocuments, Problem, Refusal, Step
from cooccur.readers.bounded import Limits, changed_limits
from cooccur.readers.columns import FileRecords, joined
from cooccur.readers.documents import Kept, KeptDocuments
from cooccur.readers.entry import Settings
from cooccur.readers.reader import Found, Reader
from cooccur.readers.sources import Input, Source, find_sources
from cooccur.readers.table import parse_columns
from cooccur.readers.workers import number_of_workers

if TYPE_CHECKING:
    from cooccur.readers.dask_engine import Cluster

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""


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
    reader = Reader(format, limits or Limits(), settings)
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


def _cluster(scheduler: str, jobs: int | str) -> Cluster:
    from cooccur.readers.dask_engine import Cluster

    return Cluster(scheduler, jobs)


@cache
def _keep_freed_memory() -> None:
    """Have glibc keep the memory of one file for the next one.

    It gives pieces as large as files back at once and fetches them anew, which costs more than
    reading, until a larger piece was freed, once. Elsewhere this does nothing.
    """
    bytes(_LARGEST_PIECE)


_LARGEST_PIECE: Final = 31 << 20
"""What glibc takes into account is at most 32 MiB. It is never touched, so it takes no memory."""


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
    reader = Reader(format, limits or Limits(), Settings(vocabulary, {}))
    parts = list(reader.found(source))
    problems = [part for part in parts if isinstance(part, Problem)]
    problems += [
        _problem(part, is_named=source.named and part.file == source.path)
        for part in parts
        if isinstance(part, DataError)
    ]
    found = [part.records for part in parts if isinstance(part, Found)]
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


def _no_columns(columns: Mapping[str, Sequence[str]], found: Sequence[str]) -> str:
    named = ", ".join(name for names in columns.values() for name in names)
    shown = ", ".join(name[:40] for name in found[:20]) or "no table at all"
    return f"no table has the columns {named} that --columns names; found was: {shown}"
