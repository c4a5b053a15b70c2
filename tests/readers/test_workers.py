"""Files read by several processes."""

import io
import os
import time
import zipfile
from functools import partial

import pytest

from cooccur.errors import CallError, DataError
from cooccur.pipeline import read
from cooccur.readers import reader, workers
from cooccur.readers.bounded import Limits
from cooccur.readers.documents import OnDisk, on_disk
from cooccur.readers.entry import Settings
from cooccur.readers.sources import Source, find_sources
from cooccur.readers.workers import delivered, number_of_workers

RECORD = (
    "PT J\nAU Author, {n}\nTI Title {n}\nSO J EX\nDE k{n}; trust\nTC 1\nPY 2020\nUT WOS:{n}\nER\n"
)


def export(*numbers):
    records = "\n".join(RECORD.format(n=number) for number in numbers)
    return f"FN Clarivate Analytics Web of Science\nVR 1.0\n{records}\nEF".encode()


@pytest.fixture
def folder(tmp_path):
    """Exports, an archive of one, one with a damaged record, and what is none."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("inner.txt", export(7, 8))
    contents = {
        "a.txt": export(1, 2),
        "b.txt": b"\xef\xbb\xbf" + export(3, 4),
        "c.txt": export(5).replace(b"ER\n", b"ER\n\nPT J\nER\n"),
        "d.zip": archive.getvalue(),
        "e.txt": b"nothing to see",
        "f.txt": export(6) + b"RT Journal Article\nSR 1\nT1 T\nK1 x;y\nYR 2020\n",
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def told(corpus):
    columns = {name: values.tolist() for name, values in corpus.record_columns.items()}
    keywords = {name: values.tolist() for name, values in corpus.keyword_columns.items()}
    rows = range(len(corpus))
    texts = corpus.details(rows), corpus.briefs(rows)
    reports = corpus.files, corpus.problems, corpus.skipped, corpus.merged, corpus.history
    return columns, keywords, corpus.vocabulary, texts, reports


def test_any_number_of_processes_reads_the_same(folder):
    alone = told(read(folder, jobs=1))
    assert told(read(folder, jobs=3)) == alone
    assert len(alone[0]["id"]) > 7


def test_errors_are_those_of_one_process(folder):
    named = folder / "e.txt"
    messages = []
    for jobs in (1, 2):
        with pytest.raises(DataError) as error:
            read(folder / "a.txt", named, jobs=jobs)
        messages.append((str(error.value), error.value.code, error.value.file))
    assert messages[0] == messages[1]


def exits(_source):
    os._exit(3)


def test_what_a_worker_does_not_deliver_is_left_to_the_caller(folder):
    sources, _ = find_sources(folder)
    # Workers cannot import this module, nor would they survive the call.
    assert list(delivered(exits, sources, 2)) == [None] * len(sources)


def test_a_worker_that_cannot_start_delivers_nothing(folder, monkeypatch):
    monkeypatch.setattr("sys.executable", str(folder / "missing"))
    sources, _ = find_sources(folder)
    assert list(delivered(len, sources[:2], 2)) == [None, None]
    assert told(read(folder, jobs=2)) == told(read(folder, jobs=1))


def test_workers_end_when_nobody_waits_for_them_any_more(folder, monkeypatch):
    started = []
    start = workers._started
    monkeypatch.setattr(workers, "_started", lambda: started.append(start()) or started[-1])
    parcels = delivered(partial(getattr, "x"), find_sources(folder)[0], 2)
    next(parcels)
    parcels.close()
    assert all(worker.poll() is not None for worker in started)
    assert len(started) == 2


def test_workers_are_had_where_they_pay(folder, monkeypatch):
    sources, _ = find_sources(folder)
    assert number_of_workers("auto", sources) == 1
    assert number_of_workers(2, sources) == 2
    assert number_of_workers(99, sources) == len(sources)
    assert number_of_workers(4, []) == 1
    monkeypatch.setattr(workers, "PAYS_FROM", 1)
    monkeypatch.setattr(workers, "processors", lambda: 3)
    assert number_of_workers("auto", sources) == 3
    assert number_of_workers("auto", sources[:1]) == 1
    for source in sources:
        source.location.unlink()
    assert number_of_workers("auto", sources) == 1


def test_processors_are_those_that_this_process_may_use(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", {0: {0, 3, 5}}.__getitem__, raising=False)
    assert workers.processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    assert workers.processors() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers.processors() == 1


def test_what_the_caller_has_to_look_at_itself_is_no_parcel(folder):
    found = {source.path: source for source in find_sources(folder)[0]}
    read_one = reader.Parcels(None, Limits(), Settings())
    assert [part.records.file.records_in for part in read_one(found["a.txt"])] == [2]
    (problem,) = read_one(found["e.txt"])
    assert (problem.file, problem.code) == ("e.txt", "unrecognised")
    # Several exports in one file have a reader of their own, which only this process knows.
    assert read_one(found["f.txt"]) is None


def test_a_record_is_read_from_its_place_in_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfabcdef")
    place = on_disk(path, path.read_bytes(), b"abcdef")
    assert isinstance(place, OnDisk)
    assert place.spans([(4, 6), (0, 2), (2, 5)]) == [b"ef", b"ab", b"cde"]
    assert on_disk(path, b"\xef\xbb\xbfabcdef", b"other") is None
    assert on_disk(path, b"\xef\xbb\xbfabcdef", [["a row"]]) is None
    assert on_disk(path, b"\xef\xbb\xbfabcde", b"abcde") is None


def test_a_file_that_may_have_changed_is_not_read_in_part(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abcdef")
    place = on_disk(path, b"abcdef", b"abcdef")
    for shift in (5, -5):
        os.utime(path, (time.time() + shift,) * 2)
        assert place.spans([(0, 2)]) is None
    for text in (b"abcde", b"abcdefg"):
        path.write_bytes(text)
        os.utime(path, ns=(place.changed, place.changed))
        assert place.spans([(0, 2)]) is None
    path.unlink()
    assert place.spans([(0, 2)]) is None
    assert on_disk(path, b"abcdef", b"abcdef") is None
    assert Source("a.txt", path, named=True).location == path


def test_a_file_that_changes_while_it_is_read_is_not_believed(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abcdef")
    seen = iter([True, False])
    monkeypatch.setattr(OnDisk, "is_same", lambda _: next(seen))
    assert on_disk(path, b"abcdef", b"abcdef").spans([(0, 2)]) is None


def test_briefs_of_a_large_file_are_its_own_or_none(tmp_path, monkeypatch):
    monkeypatch.setattr("cooccur.readers.reader.MOST_KEPT", 0)
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + export(1, 2))
    corpus = read(path)
    assert [found.title for found in corpus.briefs([1, 0])] == ["Title 2", "Title 1"]
    path.write_bytes(b"\xef\xbb\xbf" + export(1, 3))
    later = time.time() + 5
    os.utime(path, (later, later))
    with pytest.raises(DataError) as error:
        corpus.briefs([1])
    assert error.value.code == "changed"


def test_a_number_of_processes_that_makes_no_sense_is_refused(folder):
    for jobs in (0, "many", 1.5):
        with pytest.raises(CallError, match="jobs"):
            read(folder, jobs=jobs)
