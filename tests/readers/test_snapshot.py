"""Works of the OpenAlex snapshot: read piece by piece and decoded by type, with the same result."""

import gzip
import importlib.util
import json
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CooccurError, DataError
from cooccur.model import Details
from cooccur.pipeline import read
from cooccur.readers import formats, openalex, reader, snapshot
from cooccur.readers.openalex_typed import typed_decoder

sys.path.insert(0, str(Path(__file__).parents[1]))

from planted.snapshots import lines, write_snapshot

needs_msgspec = pytest.mark.skipif(
    not importlib.util.find_spec("msgspec"), reason='msgspec is missing: pip install ".[dask]"'
)


def told(corpus):
    columns = {name: values.tolist() for name, values in corpus.record_columns.items()}
    words = [corpus.vocabulary[code] for code in corpus.keyword_columns["keyword"].tolist()]
    owners = corpus.keyword_columns["record"].tolist()
    rows = range(len(corpus))
    texts = corpus.details(rows), corpus.briefs(rows)
    return columns, words, owners, texts, corpus.files, corpus.problems, corpus.skipped


@pytest.fixture
def whole(monkeypatch):
    """Makes every file be read as a whole."""

    def whole():
        monkeypatch.setattr(reader, "read_snapshot", lambda *_: None)

    return whole


def test_a_snapshot_is_read_and_its_lists_are_passed_over(tmp_path):
    root = write_snapshot(tmp_path, parts=3, per_part=20)
    corpus = read(root)
    assert len(corpus) == 60
    assert {problem.code for problem in corpus.problems} == {"vocabularies"}
    assert corpus.files[0].path == "part_001.gz/part_001"
    details = corpus.details([0, 39])
    assert details[1].title.startswith("Études 20: ")
    assert details[1].abstract == "We study trade and trade"
    assert details[1].countries == ("Germany",)
    (root / "updated_date=2024-05-01" / "manifest").write_text('{"entries": []}')
    assert [p.code for p in read(root).problems if p.file.endswith("manifest")] == ["passed-over"]


@pytest.mark.parametrize("piece", [1, 700, 5_000, 1 << 20])
def test_pieces_give_what_the_whole_gives(tmp_path, monkeypatch, whole, piece):
    damaged = lines(1, 9) + b'{"id": "https://openalex.org/W99", "title": "cut\n' + lines(9, 20)
    (tmp_path / "a.gz").write_bytes(gzip.compress(damaged[:7000]) + gzip.compress(damaged[7000:]))
    (tmp_path / "b.gz").write_bytes(gzip.compress(lines(20, 30).rstrip(b"\n")) + b"\0" * 512)
    monkeypatch.setattr(snapshot, "_PIECE", piece)
    found = told(read(tmp_path))
    whole()
    assert found == told(read(tmp_path))
    assert len(found[0]["id"]) == 29
    assert len(found[-1]) == 1


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(lines(1, 40))[:-200],
        gzip.compress(lines(1, 40)) + b"no member",
        gzip.compress(lines(1, 5) + b'{"id": "https://openalex.org/W9", "title": "\xff"}\n'),
        gzip.compress(b"\xef\xbb\xbf" + lines(1, 5)),
        gzip.compress(lines(1, 5).replace(b"\n", b"\r\n")),
        gzip.compress(lines(1, 5).replace(b"\n", b"\r")),
        gzip.compress(lines(1, 5).replace(b"\n", b"\n\xef\xbb\xbf")),
        gzip.compress(lines(1, 5).replace(b"Trade", b"Tra\0de")),
        gzip.compress(json.dumps(json.loads(lines(1, 2)), indent=1).encode()),
        gzip.compress(b'{"id": "https://openalex.org/W1"}'),
        gzip.compress(b'{"id": "https://openalex.org/W1", "title": "cut\n' + lines(1, 5)),
        gzip.compress(b""),
        b"\x1f\x8b\x08",
    ],
    ids=[
        "cut",
        "tail",
        "bytes",
        "mark",
        "lines",
        "old",
        "glued",
        "nul",
        "pretty",
        "one",
        "first",
        "empty",
        "head",
    ],
)
def test_what_is_unlike_the_snapshot_is_read_as_any_file(tmp_path, whole, data):
    (tmp_path / "a.gz").write_bytes(data)
    (tmp_path / "b.gz").write_bytes(gzip.compress(lines(50, 60)))
    found = told(read(tmp_path))
    whole()
    assert found == told(read(tmp_path))


def test_a_part_does_not_stand_in_memory(tmp_path, monkeypatch):
    (tmp_path / "a.gz").write_bytes(gzip.compress(lines(1, 200)))
    limits = ["member_bytes=1K", "archive_bytes=1K"]
    assert len(read(tmp_path, limit=limits)) == 199
    assert len(read(tmp_path, limit=[*limits, "record_bytes=100"], lenient=True)) == 0
    monkeypatch.setattr(snapshot, "_PIECE", 1000)
    problems = read(tmp_path, limit=[*limits, "archive_ratio=1"], lenient=True).problems
    assert [problem.code for problem in problems] == ["too-large"]


UNHELD = ("member_bytes=1K", "archive_bytes=1K")


@pytest.mark.parametrize(("less", "found"), [(0, 199), (1, 0)])
def test_a_part_has_at_most_as_many_bytes_as_any_file(tmp_path, less, found):
    data = gzip.compress(lines(1, 200))
    (tmp_path / "a.gz").write_bytes(data)
    limits = [*UNHELD, f"file_bytes={len(data) - less}"]
    assert len(read(tmp_path, limit=limits, lenient=True)) == found


def test_a_work_that_is_longer_than_a_piece_is_read_as_any(tmp_path, monkeypatch):
    first, long, *rest = lines(1, 20).splitlines(keepends=True)
    long = long.replace(b"{", b'{"x": "' + b"y" * 9000 + b'", ', 1)
    (tmp_path / "a.gz").write_bytes(gzip.compress(first + long + b"".join(rest)))
    monkeypatch.setattr(snapshot, "_PIECE", 4000)
    assert len(read(tmp_path, limit=UNHELD)) == 19


def test_records_of_a_part_that_changed_are_not_read(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(lines(1, 20)))
    corpus = read(path)
    assert [found.title[:8] for found in corpus.details([7, 0, 7])] == [
        "Études 8",
        "Études 1",
        "Études 8",
    ]
    path.write_bytes(gzip.compress(lines(1, 20, seed=2)))
    os.utime(path, (time.time() + 5,) * 2)
    for read_again in (corpus.details, corpus.briefs):
        with pytest.raises(DataError) as error:
            read_again([3])
        assert error.value.code == "changed"


def test_a_part_that_was_damaged_behind_the_back_of_the_clock_is_told(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(lines(1, 20)))
    corpus, before = read(path), path.stat()
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(DataError) as error:
        corpus.details([3])
    assert error.value.code == "changed"


def test_a_work_longer_than_any_may_be_is_skipped_alone(tmp_path, monkeypatch, whole):
    first, long, *rest = lines(1, 20).splitlines(keepends=True)
    long = long.replace(b"{", b'{"x": "' + b"y" * 9000 + b'", ', 1)
    (tmp_path / "a.gz").write_bytes(gzip.compress(first + long + b"".join(rest)))
    monkeypatch.setattr(snapshot, "_PIECE", 4000)
    found = told(read(tmp_path, limit=["record_bytes=4K"]))
    assert len(found[0]["id"]) == 18
    assert [record.code for record in found[-1]] == ["too-long"]
    whole()
    assert found == told(read(tmp_path, limit=["record_bytes=4K"]))


def test_without_msgspec_works_are_decoded_by_json(monkeypatch):
    by_type = list(openalex._parse(lines(1, 5), asked=""))
    monkeypatch.setitem(sys.modules, "msgspec", None)
    decoder = typed_decoder.__wrapped__
    assert decoder() is None
    monkeypatch.setattr(openalex, "typed_decoder", decoder)
    assert list(openalex._parse(lines(1, 5), asked="")) == by_type


@pytest.mark.parametrize("text", [b'{"id": ', b'{"id": ' + b"[" * 100_000, b""])
def test_what_is_no_work_has_no_details(text):
    (row,) = (row for row in formats.READ_FORMATS if row.name == "openalex")
    assert row.details(text, 0, len(text)) == Details()


def by_json(document):
    """What is found of a document without decoding by type."""
    decoder, openalex.typed_decoder = openalex.typed_decoder, lambda: None
    try:
        return list(openalex._parse(document, asked="mesh"))
    finally:
        openalex.typed_decoder = decoder


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(["https://openalex.org/W5", "https://openalex.org/A5", "2020", "\ud800"]),
)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["display_name", "source", "author", "field", "is_major_topic", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
NAMES = (*json.loads(lines(1, 2)), "host_venue", "x")
CHANGED = st.dictionaries(st.sampled_from(NAMES), ANY, max_size=4)


@st.composite
def documents(draw):
    """Works with values of any kind in any field, and lines that are cut or hold something else."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        work = json.loads(lines(number + 1, number + 2)) | draw(CHANGED)
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=3)):
            work.pop(name, None)
        text = json.dumps(work, ensure_ascii=draw(st.booleans()))
        cut = draw(st.one_of(st.just(len(text)), st.integers(0, len(text))))
        found.append(text[:cut] + draw(st.sampled_from(["", "", " ", "\t", ",", "x", '{"id": 1}'])))
    end = draw(st.sampled_from(["\n", "\n\n", "\n \n"]))
    return (end.join(found) + end).encode("utf-8", "replace")


@needs_msgspec
@given(documents())
def test_decoding_by_type_finds_what_json_finds(document):
    assert list(openalex._parse(document, asked="mesh")) == by_json(document)


@needs_msgspec
@pytest.mark.parametrize(
    "line",
    [
        '{"id":"https://openalex.org/W1","referenced_works_count":1,"x":' + "9" * 5000 + "}",
        '{"id":"https://openalex.org/W1","referenced_works_count":1,"x":' + "[" * 50_000,
        '{"id":"https://openalex.org/W1","referenced_works_count":-1,"referenced_works":["a"]}',
        '{"id":"https://openalex.org/W1","referenced_works_count":1,"title":"\\ud800"}',
        '{"id":"https://openalex.org/W1","referenced_works_count":1,"cited_by_count":NaN}',
        '{"id":"https://openalex.org/W1","id":"https://openalex.org/W2"}',
        '{"meta":{"count":1},"results":[{"id":"https://openalex.org/W1"}]}',
        '[{"id":"https://openalex.org/W1"},',
    ],
)
def test_what_cannot_be_decoded_by_type_is_decoded_by_json(line):
    document = lines(1, 3) + f"{line}\n".encode() + lines(3, 5)
    found = list(openalex._parse(document, asked="mesh"))
    assert found == by_json(document)
    assert len(found) > 4


@needs_msgspec
def test_a_usual_work_is_decoded_by_type():
    decode = typed_decoder()
    found = [decode(line) for line in lines(1, 20).splitlines()]
    assert all("authorships" in work and "counts_by_year" not in work for work in found)
    assert "counts_by_year" not in openalex._work_in(lines(1, 2).rstrip(), decode)


def test_works_are_not_read_as_another_format_that_is_asked_for(tmp_path):
    root = write_snapshot(tmp_path, parts=1, per_part=2)
    with pytest.raises(CooccurError):
        read(root, format="cnki-refworks")
