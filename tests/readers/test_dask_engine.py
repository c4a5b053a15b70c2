"""Files read by the workers of a Dask cluster: the same result, whatever happens to a worker."""

import importlib.util
import os
import signal
import sys
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path

import pytest

import cooccur
from cooccur import _version
from cooccur.errors import CallError, DataError
from cooccur.readers import dask_engine
from cooccur.readers.dask_engine import deliver
from cooccur.readers.sources import Source, find_sources

sys.path.insert(0, str(Path(__file__).parents[1]))

from planted.snapshots import write_snapshot

needs_dask = pytest.mark.skipif(
    not importlib.util.find_spec("distributed"), reason='dask is missing: pip install ".[dask]"'
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("openalex"), parts=8, per_part=40)


def written(folder, snapshot, **options):
    made = cooccur.map(snapshot, **options)
    made.save(f"{folder}/tables/", folder / "map.html")
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*"))}


@needs_dask
@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_worker_that_is_killed_changes_no_byte(snapshot, tmp_path, monkeypatch):
    clients, killed = [], []
    connect = dask_engine._client

    @contextmanager
    def watched(address):
        with connect(address) as client:
            clients.append(client)
            yield client

    def kill(what, done):
        # The first file was delivered, others wait in the memory of workers or for one of them.
        if what == "reading" and done > 0 and not killed:
            killed.extend(sorted(clients[0].run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr(dask_engine, "_client", watched)
    (tmp_path / "dask").mkdir()
    (tmp_path / "local").mkdir()
    far = written(tmp_path / "dask", snapshot, engine="dask", jobs=2, progress=kill)
    assert len(killed) == 2
    assert far == written(tmp_path / "local", snapshot, jobs=1)
    assert len(far) > 10


@needs_dask
def test_a_scheduler_that_does_not_answer_is_told(snapshot, monkeypatch):
    monkeypatch.setattr(dask_engine, "PATIENCE", 0.3)
    with pytest.raises(CallError, match=r"no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        cooccur.read(snapshot, engine="dask", scheduler="tcp://127.0.0.1:9")


@needs_dask
@pytest.mark.parametrize("address", ["nonsense", "foo://there:1", "tcp://there"])
def test_an_address_that_is_none_is_told(snapshot, address):
    with pytest.raises(CallError, match=r"tcp://HOST:PORT"):
        cooccur.read(snapshot, engine="dask", scheduler=address)


def test_without_dask_it_is_told_how_to_install_it(snapshot, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CallError, match=r'pip install "cooccur\[dask\]"'):
        cooccur.read(snapshot, engine="dask")


def test_a_call_that_makes_no_sense_is_refused(snapshot):
    with pytest.raises(CallError, match="engine"):
        cooccur.read(snapshot, engine="spark")
    with pytest.raises(CallError, match="--scheduler is given without --engine dask"):
        cooccur.read(snapshot, scheduler="tcp://there:8786")


def test_a_worker_looks_only_at_the_file_that_was_meant(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"abc")
    source = find_sources(tmp_path)[0][0]
    size, version = 3, _version.__version__
    found = deliver(str, source, size, version)
    assert found.size == 0
    assert found.version == ""
    others = [deliver(str, source, 4, version), deliver(str, source, 2, version)]
    for other in (*others, *(deliver(str, source, size, told) for told in ("0", "999"))):
        assert other.found == b""
        with pytest.raises((DataError, CallError)) as error:
            dask_engine._found(other, source)
        assert error.value.code in {"not-found", "bad-option"}
    missing = Source("b.txt", tmp_path / "b.txt", named=True)
    with pytest.raises(DataError, match="finds no such file; put the files") as error:
        dask_engine._found(deliver(str, missing, 5, version), missing)
    assert (error.value.code, error.value.file) == ("not-found", "b.txt")


class Ended:
    """A future that came to a bad end."""

    def __init__(self, error):
        self.error = error

    def exception(self):
        return self.error


class Lost:
    """A future whose scheduler is gone."""

    def exception(self):
        raise CancelledError


@needs_dask
def test_a_scheduler_that_is_lost_on_the_way_is_told():
    with pytest.raises(CallError, match="scheduler at tcp://there:1 was lost"):
        dask_engine._answer(Lost(), "tcp://there:1")


def test_a_cluster_that_does_not_start_is_told(monkeypatch):
    monkeypatch.setattr(dask_engine, "_START", "raise SystemExit")
    with (
        pytest.raises(CallError, match="cannot be started on this machine"),
        dask_engine._local_cluster(1),
    ):
        pass


def test_a_cluster_that_does_not_end_is_ended(monkeypatch, tmp_path):
    stays = "import time; print('there', flush=True); time.sleep(5); open('ended', 'x').close()"
    monkeypatch.setattr(dask_engine, "_START", stays)
    monkeypatch.setattr(dask_engine, "PATIENCE", 0.1)
    monkeypatch.chdir(tmp_path)
    with dask_engine._local_cluster(1) as address:
        assert address == "there"
    assert not (tmp_path / "ended").exists()


def test_where_a_scheduler_is_named_no_cluster_is_started(monkeypatch):
    monkeypatch.setattr(dask_engine, "_local_cluster", None)
    with dask_engine.Cluster("tcp://there:1")._address(9) as address:
        assert address == "tcp://there:1"


@needs_dask
def test_what_kills_every_worker_is_left_to_the_caller():
    from distributed import KilledWorker

    error = KilledWorker("read", None, 4)
    assert dask_engine._answer(Ended(error), "tcp://there:1") is None


@needs_dask
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CancelledError(), "scheduler at tcp://there:1 was lost"),
        (ConnectionResetError("gone"), "scheduler at tcp://there:1 was lost"),
        (ModuleNotFoundError("No module named 'cooccur'"), "No module named 'cooccur'.*same vers"),
    ],
)
def test_a_cluster_that_cannot_read_is_told(error, told):
    with pytest.raises(CallError, match=told):
        dask_engine._answer(Ended(error), "tcp://there:1")
