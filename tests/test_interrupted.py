"""Ctrl-C ends a run that several processes work for, at any moment and without a trace."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

N_FILES, RECORDS_A_FILE = 6, 1500
COMMAND = "from cooccur.cli import main; print('ready', flush=True); main()"
"""The command, which answers from the word on: while Python starts, Python answers."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs process groups")


@pytest.fixture(autouse=True)
def _heard():
    """Ctrl-C reaches what is started here, even where a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, wos_text):
    """Exports that take some seconds to read; their records differ in their numbers only."""
    place = tmp_path_factory.mktemp("exports")
    head, _, body = wos_text.partition("PT J\n")
    record = "PT J\n" + body.partition("PT J\n")[0]
    for file in range(N_FILES):
        numbers = range(file * RECORDS_A_FILE, (file + 1) * RECORDS_A_FILE)
        records = (record.replace("UT WOS:" + "0" * 9, f"UT WOS:{n:09d}") for n in numbers)
        text = f"{head}{''.join(records)}EF\n"
        (place / f"savedrecs-{file}.txt").write_text(text, encoding="utf-8-sig", newline="\n")
    return place


def started(folder, place):
    command = [sys.executable, "-c", COMMAND, "map", str(folder), "--jobs", "2"]
    command += ["-o", str(place / "map.html"), "-o", str(place / "tables") + "/"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, start_new_session=True, **pipes)
    assert process.stdout.readline() == b"ready\n"
    return process


def has_members(group):
    """Whether a process of the group still runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def seconds(folder, tmp_path_factory):
    """How long the map takes from the word on."""
    process = started(folder, tmp_path_factory.mktemp("whole"))
    begin = time.monotonic()
    process.communicate(timeout=60)
    return time.monotonic() - begin


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4, 0.55])
def test_an_interrupted_map_leaves_nothing_behind(folder, seconds, tmp_path, share):
    process = started(folder, tmp_path)
    time.sleep(share * seconds)
    if process.poll() is not None:
        process.communicate()
        pytest.skip("the map was made before it could be interrupted")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    deadline = time.monotonic() + 10
    while has_members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not has_members(process.pid)
    assert list(Path(tmp_path).iterdir()) == []
