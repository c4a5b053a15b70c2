"""Runs all cases in one process with bounded memory, and prints what came of each as JSON."""

import contextlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cases import CASES

from cooccur.cli import main

_MEMORY = 3 << 30
_SECONDS = 20
_WAITING = 200
"""Seconds on the clock, which runs on while other work takes the processor."""


def call(*arguments):
    """Exit code, standard output and standard error of the command."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.argv = ["cooccur", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        except BaseException as error:  # noqa: BLE001 whatever it is, it is a finding
            code = f"{type(error).__name__}: {error}"[:200]
    for stream in (out, err):
        stream.flush()
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def run(name, place):
    """What came of a case, inspected and, for every fifth, mapped."""
    folder = Path(tempfile.mkdtemp(dir=place))
    os.chdir(folder)
    arguments = CASES[name](folder)
    before = names_in(folder)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    signal.alarm(_WAITING)
    started = time.process_time()
    code, out, err = call("inspect", "--json", *arguments)
    result = {"name": name, "exit": code, "err": err, "seconds": time.process_time() - started}
    with contextlib.suppress(ValueError):
        result["report"] = json.loads(out)
    if list(CASES).index(name) % 5 == 0:
        target = Path(tempfile.mkdtemp(dir=place)) / "map.html"
        code, _, err = call("map", "-q", "-o", str(target), *arguments)
        result |= {"map_exit": code, "map_err": err, "left": names_in(target.parent)}
    result["touched"] = names_in(folder) != before
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.alarm(0)
    return result


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    stdout = sys.stdout
    with tempfile.TemporaryDirectory() as place:
        for name in sys.argv[1:] or CASES:
            stdout.write(json.dumps(run(name, place)) + "\n")
            stdout.flush()
        os.chdir("/")
