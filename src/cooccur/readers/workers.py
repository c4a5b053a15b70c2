"""Files read by several processes, which hand over what they found one file after the other.

Workers are started as programs of their own, not forked nor spawned from the caller's main module:
so a script without a guard around its main part, a notebook and a program with threads can all
have them. What a worker does not deliver is for the caller to read.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from cooccur.readers.sources import Source

if TYPE_CHECKING:
    import subprocess
    from concurrent.futures import Future

PAYS_FROM: Final = 1 << 31
"""Bytes of sources from which workers pay. Below they save no more than they cost."""

_START: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from cooccur.readers.workers import work; work()"
)

_T = TypeVar("_T")
Read = Callable[[Source], _T]


def number_of_workers(jobs: int | str, sources: Sequence[Source]) -> int:
    """How many processes read these sources; 1: none but this one.

    Parameters
    ----------
    jobs : int or ``auto``
        At most so many; ``auto``: as many as there are processors, where the sources are large.
    sources : sequence of Source
        What is to be read.
    """
    if jobs != "auto":
        return min(int(jobs), max(1, len(sources)))
    if len(sources) < 2 or sum(map(_size, sources)) < PAYS_FROM:
        return 1
    return min(processors(), len(sources))


def _size(source: Source) -> int:
    try:
        return source.location.stat().st_size
    except OSError:
        return 0


def processors() -> int:
    """How many processors this process may use."""
    # What this process may use can be less than what the machine has.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def delivered(
    read: Read[_T], sources: Sequence[Source], n_workers: int
) -> Generator[_T | None, None, None]:
    """What reading each source gives, in their order; None where no worker could deliver it.

    Parameters
    ----------
    read : callable
        Takes a source; can be pickled, and so can what it returns.
    sources : sequence of Source
        Dealt out to the workers in turn.
    n_workers : int
        Number of processes.
    """
    # What only some maps need would take its time at the start of all of them.
    from concurrent.futures import Future

    futures: list[Future[_T | None]] = [Future() for _ in sources]
    workers = []
    collectors = []
    try:
        for first in range(n_workers):
            worker = _started()
            workers.append(worker)
            share = slice(first, None, n_workers)
            arguments = (worker, (read, sources[share]), futures[share])
            collectors.append(threading.Thread(target=_collect, args=arguments, daemon=True))
            collectors[-1].start()
        for future in futures:
            yield future.result()
    finally:
        for worker in filter(None, workers):
            worker.kill()
            worker.wait()
        for collector in collectors:
            collector.join()


def _started() -> subprocess.Popen[bytes] | None:
    import subprocess

    command = [sys.executable, "-c", _START]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)  # noqa: S603 ourselves
    except OSError:
        return None


def _collect(
    worker: subprocess.Popen[bytes] | None, task: object, futures: Sequence[Future[Any]]
) -> None:
    """Fill in what a worker delivers; nothing from the first file on that it fails at."""
    place = 0
    try:
        if worker and worker.stdin and worker.stdout:
            with worker.stdout as found:
                with worker.stdin as asked:
                    pickle.dump(sys.path, asked)
                    pickle.dump(task, asked)
                while place < len(futures):
                    futures[place].set_result(pickle.load(found))  # noqa: S301 our own process
                    place += 1
    except (OSError, EOFError, ValueError, TypeError, AttributeError, pickle.PickleError):
        pass
    finally:
        for future in futures[place:]:
            future.set_result(None)


def work(source: BinaryIO | None = None, target: BinaryIO | None = None) -> None:
    """Read what the standard input asks for, and write what was found to the standard output."""
    incoming, outgoing = source or sys.stdin.buffer, target or sys.stdout.buffer
    read, sources = pickle.load(incoming)  # noqa: S301 written by `delivered`
    for one in sources:
        outgoing.write(pickle.dumps(read(one), protocol=pickle.HIGHEST_PROTOCOL))
        outgoing.flush()
