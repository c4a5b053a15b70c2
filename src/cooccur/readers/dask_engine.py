"""Files read by the workers of a Dask cluster: on this machine, or on as many as there are.

The same function that reads a file here is handed to the workers, which find the file by its path,
and what they find is put together here in the same order. So the result is the same, whichever
worker reads what, how often one of them dies, and in which order they are done.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from cooccur._version import __version__
from cooccur.errors import CallError, DataError
from cooccur.readers.sources import Source
from cooccur.readers.workers import processors

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE: Final = 20.0
"""Seconds that a scheduler has to answer."""

_START: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from cooccur.readers.dask_engine import serve; serve()"
)
_SAME: Final = (
    "all machines need the same versions of Python, cooccur and dask: start scheduler and workers "
    "from one environment"
)
_T = TypeVar("_T")


class _Answer(NamedTuple):
    """What a worker says of a file: what it found, or why it did not look."""

    found: bytes = b""
    version: str = ""
    """Of cooccur on the worker, where it is another one."""
    size: int | None = 0
    """Of the file as the worker sees it, where it is another one; None: there is no file."""


@dataclass(frozen=True)
class Cluster:
    """Where the workers are.

    Parameters
    ----------
    scheduler : str
        Address of the cluster's scheduler; without it a cluster is started on this machine.
    jobs : int or ``auto``
        How many workers a cluster on this machine has.
    """

    scheduler: str = ""
    jobs: int | str = "auto"

    def delivered(
        self, read: Callable[[Source], _T], sources: Sequence[Source]
    ) -> Generator[_T | None, None, None]:
        """What reading each source gives, in their order; None where no worker could deliver it.

        Parameters
        ----------
        read : callable
            Takes a source; can be pickled, and so can what it returns.
        sources : sequence of Source
            Files that the workers see under the same paths.

        Raises
        ------
        CallError
            When dask is not installed, no scheduler answers, or workers run another version.
        DataError
            When a worker does not see a file (``not-found``).
        """
        _require_dask()
        with _quiet(), self._address(len(sources)) as address, _client(address) as client:
            futures = [
                client.submit(deliver, read, *_task(source), pure=False, retries=2)
                for source in sources
            ]
            for place, source in enumerate(sources):
                answer = _answer(futures[place], address)
                # What was taken over need not be held by a worker any longer.
                futures[place].release()
                yield None if answer is None else _found(answer, source)

    def _address(self, n_sources: int) -> AbstractContextManager[str]:
        if self.scheduler:
            return nullcontext(self.scheduler)
        wanted = processors() if self.jobs == "auto" else int(self.jobs)
        return _local_cluster(max(1, min(wanted, n_sources)))


def _require_dask() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        message = (
            '--engine dask needs dask, which is not there; install it: pip install "cooccur[dask]"'
        )
        raise CallError(message) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing of what Dask logs: what matters of it is told as an error."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _client(address: str) -> Iterator[Client]:
    from distributed import Client
    from distributed.comm import get_address_host_port

    try:
        # A client that was given no address at all waits for its own end in vain.
        get_address_host_port(address, strict=True)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        message = (
            f"no Dask scheduler answers at {address[:200]!r} ({_told(error)}); start one with "
            "`dask scheduler`, give its address as tcp://HOST:PORT, and check that its port can be "
            "reached"
        )
        raise CallError(message) from error
    try:
        yield client
    finally:
        client.close()


def _told(error: BaseException) -> str:
    """An error in one short line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _task(source: Source) -> tuple[Source, int | None, str]:
    location = source.location.absolute()
    return replace(source, location=location), _size(location), __version__


def _size(location: Path) -> int | None:
    try:
        return location.stat().st_size
    except OSError:
        return None


def deliver(
    read: Callable[[Source], Any], source: Source, size: int | None, version: str
) -> _Answer:
    """What a worker finds in a file, if it is the file that was meant."""
    if version != __version__:
        return _Answer(version=__version__)
    seen = _size(source.location)
    if seen != size:
        return _Answer(size=seen)
    return _Answer(pickle.dumps(read(source), protocol=pickle.HIGHEST_PROTOCOL))


def _answer(future: Future[Any], address: str) -> _Answer | None:
    """What a worker answered; None where the caller has to look itself."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        error = future.exception()
        if error is None:
            answer: _Answer = future.result()
            return answer
    except (CancelledError, OSError) as lost:
        raise _lost(address) from lost
    if isinstance(error, (CancelledError, OSError)):
        raise _lost(address) from error
    # A file that kills every worker that reads it may be read where there is more memory.
    if isinstance(error, KilledWorker):
        return None
    raise CallError(f"the workers at {address} cannot read ({_told(error)}); {_SAME}") from error


def _lost(address: str) -> CallError:
    message = f"the Dask scheduler at {address} was lost on the way; look at its log, start again"
    return CallError(message)


def _found(answer: _Answer, source: Source) -> Any:  # noqa: ANN401 whatever reading gives
    if answer.version:
        raise CallError(
            f"a worker runs cooccur {answer.version} and this is {__version__}; {_SAME}"
        )
    if answer.found:
        return pickle.loads(answer.found)  # noqa: S301 from a worker of ours
    there = "finds no such file" if answer.size is None else f"finds {answer.size:,} bytes there"
    message = (
        f"a worker of the cluster {there}; put the files on a file system that all machines mount "
        "at the same place, and give them by that path"
    )
    raise DataError(message, code="not-found", file=source.path)


@contextmanager
def _local_cluster(n_workers: int) -> Iterator[str]:
    """The address of a cluster on this machine, which ends with the block.

    It is a program of its own: workers that were spawned from here would run the caller's main
    module again, be it a script without a guard.
    """
    command = [sys.executable, "-c", _START]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere) as program:  # noqa: S603 ourselves
        into, out = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
        try:
            with suppress(BrokenPipeError):
                pickle.dump(sys.path, into)
                pickle.dump(n_workers, into)
                into.flush()
            address = out.readline().decode().strip()
            if not address:
                message = (
                    "a Dask cluster cannot be started on this machine; try `dask scheduler` and "
                    "`dask worker` by hand and give the address with --scheduler"
                )
                raise CallError(message)
            yield address
        finally:
            # It ends when its input does.
            with suppress(BrokenPipeError):
                into.close()
            try:
                program.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                program.kill()


def serve() -> None:
    """Keep a cluster on this machine, tell its address, and end with the standard input."""
    from distributed import LocalCluster

    n_workers = pickle.load(sys.stdin.buffer)  # noqa: S301 written by `_local_cluster`
    with (
        tempfile.TemporaryDirectory(prefix="cooccur-", ignore_cleanup_errors=True) as folder,
        LocalCluster(
            n_workers=n_workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=folder,
        ) as cluster,
    ):
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.buffer.read()
