"""Outputs are whole or as they were: killed at any moment, or with a disk that refuses."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cooccur.errors import DataError
from cooccur.writers import files
from cooccur.writers.files import write_files

OLD, NEW = b"old" * 5000, b"new" * 7000

_KILLS = textwrap.dedent(
    """
    import os, random, signal, sys, time
    from pathlib import Path
    from cooccur.writers.files import write_files

    folder, moments = Path(sys.argv[1]), int(sys.argv[2])
    paths = [folder / name for name in ("map.html", "map.keywords.csv", "map.links.csv")]
    old, new = b"old" * 5000, b"new" * 7000
    chance, seen = random.Random(1), {old: 0, new: 0}
    write_files(dict.fromkeys(paths, old))
    begin = time.perf_counter()
    write_files(dict.fromkeys(paths, old))
    took = time.perf_counter() - begin
    for moment in range(moments):
        child = os.fork()
        if not child:
            while True:
                write_files(dict.fromkeys(paths, new))
                write_files(dict.fromkeys(paths, old))
        time.sleep(chance.uniform(0, 3 * took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for path in paths:
            seen[path.read_bytes()] += 1
        for left in folder.glob(".*"):
            left.unlink()
    print(*seen.values())
    """
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed that was forked")
def test_a_run_that_is_killed_leaves_every_file_whole(tmp_path):
    command = [sys.executable, "-c", _KILLS, str(tmp_path), "300"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    counts = [int(count) for count in done.stdout.split()]
    assert sum(counts) == 900
    assert min(counts) > 50  # both were met: the moments lie in the writing


class Refusing:
    """Lets a number of calls pass, then the file system refuses one."""

    def __init__(self, real, left):
        self.real = real
        self.left = left

    def __call__(self, *arguments, **named):
        self.left -= 1
        if self.left == -1:
            raise OSError(28, "No space left on device")
        return self.real(*arguments, **named)


# All that is asked of the file system on the way, in one row of calls.
_CALLS = ("os.fsync", "os.fdopen", "tempfile.mkstemp", "Path.replace", "Path.chmod", "Path.mkdir")


@pytest.mark.parametrize("call", range(50))
def test_whichever_call_is_refused_all_is_as_it_was(tmp_path, monkeypatch, call):
    paths = [tmp_path / f"{n}.csv" for n in range(7)] + [tmp_path / "new" / "a.csv"]
    for path in paths[:6]:
        path.write_bytes(OLD)
    counter = Refusing(lambda real, *arguments, **named: real(*arguments, **named), call)
    for name in _CALLS:
        owner, _, attribute = name.partition(".")
        target = getattr(files, owner)
        real = getattr(target, attribute)
        monkeypatch.setattr(
            target, attribute, lambda *a, _real=real, **named: counter(_real, *a, **named)
        )
    try:
        write_files(dict.fromkeys(paths, NEW))
    except DataError as error:
        refused = error
    else:
        refused = None
    monkeypatch.undo()
    if refused:
        assert refused.code == "cannot-write"
        assert [path.read_bytes() for path in paths[:6]] == [OLD] * 6
        assert not paths[6].exists()
        assert not paths[7].parent.exists()
    else:
        assert call > 40
        assert [path.read_bytes() for path in paths] == [NEW] * 8
    assert not list(tmp_path.rglob(".*"))


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 256 KiB, where one may be made."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if (
        not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_keeps_what_was_there(small_disk):
    path = small_disk / "map.html"
    write_files({path: OLD})
    with pytest.raises(DataError, match="No space left"):
        write_files({small_disk / "a.csv": NEW, path: b"x" * (1 << 20)})
    assert path.read_bytes() == OLD
    assert [left.name for left in small_disk.iterdir()] == ["map.html"]


def test_a_folder_in_the_way_puts_the_other_files_back(tmp_path):
    paths = [tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"]
    paths[0].write_bytes(OLD)
    paths[1].mkdir()
    with pytest.raises(DataError):
        write_files(dict.fromkeys(paths, NEW))
    assert paths[0].read_bytes() == OLD
    assert not paths[2].exists()


def test_a_link_is_left_where_it_is(tmp_path):
    (tmp_path / "real.csv").write_bytes(OLD)
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_files({tmp_path / "link.csv": NEW})
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == NEW


def test_inputs_are_only_read(run, export):
    file = next(export.iterdir())
    before = file.stat()
    Path(file).chmod(0o444)
    assert run("map", "exports", "-o", "map.html", "-q").returncode == 0
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_where_files_have_one_name_only_the_old_one_is_copied(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    old, folder = tmp_path / "a.csv", tmp_path / "b.csv"
    old.write_bytes(OLD)
    folder.mkdir()
    with pytest.raises(DataError):
        write_files({old: NEW, folder: NEW})
    assert old.read_bytes() == OLD
    write_files({old: NEW})
    assert old.read_bytes() == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
