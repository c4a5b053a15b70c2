import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import DataError
from cooccur.model import Problem
from cooccur.readers.archives import Content, contents
from cooccur.readers.bounded import BoundedStream, Limits, TooLargeError
from cooccur.readers.sources import Source

FILES = {"b.txt": b"second", "in/a.txt": b"first"}


def zipped(files, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **options)
    return file.getvalue()


def tarred(files, mode="w"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@pytest.fixture
def opened(tmp_path):
    def opened(data, limits=None, name="my.bin"):
        (tmp_path / name).write_bytes(data)
        source = Source(name, tmp_path / name, named=True)
        return list(contents(source, limits or Limits()))

    return opened


def codes(parts):
    problems = [part for part in parts if isinstance(part, Problem)]
    # What is wrong with a member has no line.
    assert not any(problem.line for problem in problems)
    return [problem.code for problem in problems]


def held(parts):
    return {part.path: part.data for part in parts if isinstance(part, Content)}


@pytest.mark.parametrize(
    "data",
    [
        zipped(FILES),
        tarred(FILES),
        tarred(FILES, "w:gz"),
        tarred(FILES, "w:xz"),
        tarred(FILES, "w:bz2"),
    ],
    ids=["zip", "tar", "tar.gz", "tar.xz", "tar.bz2"],
)
def test_members_are_told_by_content_and_sorted(opened, data):
    parts = opened(data)
    assert [(p.path, p.data, p.is_member) for p in parts] == [
        ("my.bin/b.txt", b"second", True),
        ("my.bin/in/a.txt", b"first", True),
    ]


def test_any_other_file_holds_itself(opened):
    assert opened(b"PT J\n") == [Content("my.bin", b"PT J\n")]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_single_compressed_file_holds_one_member(opened, pack):
    assert held(opened(pack(b"PT J\n"), name="a.txt.gz")) == {"a.txt.gz/a.txt": b"PT J\n"}


def test_a_workbook_is_no_archive(opened):
    data = zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert held(opened(data)) == {"my.bin": data}


def test_a_workbook_in_an_archive_is_a_member(opened):
    book = zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert held(opened(zipped({"a.xlsx": book}))) == {"my.bin/a.xlsx": book}


def test_an_archive_in_an_archive_is_not_opened(opened):
    parts = opened(zipped({"a.txt": b"x", "b.zip": zipped(FILES)}))
    assert list(held(parts)) == ["my.bin/a.txt"]
    assert codes(parts) == ["archive"]


def test_hidden_members_are_passed_over(opened):
    files = {"__MACOSX/a.txt": b"x", "._b.txt": b"x", "in/.DS_Store": b"x", "c.txt": b"x"}
    assert list(held(opened(zipped(files)))) == ["my.bin/c.txt"]
    assert list(held(opened(tarred(files)))) == ["my.bin/c.txt"]


def test_links_and_devices_are_passed_over(opened):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in [("a", tarfile.SYMTYPE), ("b", tarfile.FIFOTYPE), ("c", tarfile.LNKTYPE)]:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert opened(file.getvalue()) == []
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert opened(file.getvalue()) == []


def test_names_of_members_lead_nowhere(opened):
    names = [part.path for part in opened(tarred({"../../x/./a.txt": b"x", "/etc/b.txt": b"x"}))]
    assert names == ["my.bin/etc/b.txt", "my.bin/x/a.txt"]


def test_a_chinese_name_without_encoding_is_read(opened):
    data = zipped({"??.txt": b"x"}).replace(b"??.txt", "文献".encode("gb18030")[:2] + b".txt")
    assert list(held(opened(data))) == ["my.bin/文.txt"]


def test_a_member_that_is_too_large_is_told_and_the_rest_read(opened):
    limits = Limits(member_bytes=10)
    files = {"a.txt": b"x" * 11, "b.txt": b"x" * 10}
    for data in (zipped(files), tarred(files), tarred(files, "w:gz")):
        parts = opened(data, limits)
        assert list(held(parts)) == ["my.bin/b.txt"]
        assert codes(parts) == ["too-large"]


def test_an_archive_that_explodes_is_stopped(opened):
    bomb = b"\0" * (17 << 20)
    for data in (zipped({"a.txt": bomb}), tarred({"a.txt": bomb}, "w:xz"), gzip.compress(bomb)):
        parts = opened(data)
        assert held(parts) == {}
        assert codes(parts) == ["too-large"]


def test_what_stays_small_may_grow_as_often_as_it_likes(opened):
    data = b"\0" * (15 << 20)
    assert held(opened(zipped({"a.txt": data}))) == {"my.bin/a.txt": data}


@pytest.mark.parametrize("ratio", [200, 300])
def test_what_is_larger_may_grow_as_often_as_the_limit_says(ratio):
    data, limits = bytes(17 << 20), Limits(archive_ratio=ratio)
    compressed = -(-len(data) // ratio)
    assert BoundedStream(io.BytesIO(data), compressed, limits).read() == data
    with pytest.raises(TooLargeError):
        BoundedStream(io.BytesIO(data), compressed - 1, limits).read()


def test_a_bounded_stream_gives_as_many_bytes_as_are_asked_for():
    stream = BoundedStream(io.BytesIO(b"abcdef"), 6, Limits())
    assert (stream.read(2), stream.read(1), stream.read(None)) == (b"ab", b"c", b"def")


def test_the_size_in_a_header_is_not_believed(opened):
    data = bytearray(zipped({"a.txt": b"x" * 1000}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (5).to_bytes(4, "little")
    parts = opened(bytes(data), Limits(member_bytes=100))
    assert held(parts) == {}
    assert codes(parts) in (["archive"], ["too-large"])


def test_all_members_together_have_a_limit(opened):
    files = {"a.txt": b"x" * 600, "b.txt": b"y" * 600}
    limits = Limits(archive_bytes=1000)
    assert codes(opened(zipped(files), limits)) == ["too-large"]
    assert codes(opened(tarred(files), limits)) == ["too-large"]


def test_members_beyond_the_limit_are_not_read(opened):
    files = {f"{n}.txt": b"x" for n in range(5)}
    for data in (zipped(files), tarred(files)):
        parts = opened(data, Limits(archive_members=3))
        assert len(held(parts)) == 3
        assert codes(parts) == ["too-large"]
        assert codes(opened(data, Limits(archive_members=5))) == []


def test_a_directory_of_a_zip_file_without_end_is_refused(opened):
    data = bytearray(zipped(FILES))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = b"\xff\xff\xff\x7f"
    with pytest.raises(DataError, match="too many members"):
        opened(bytes(data))


@pytest.mark.parametrize("comment", [b"", b"x" * 0xFFFF])
@pytest.mark.parametrize("beyond", [0, 1])
def test_the_directory_of_a_zip_file_is_at_most_16_mib_long(opened, comment, beyond):
    data = bytearray(zipped(FILES))
    data[-10:-6] = ((16 << 20) + beyond).to_bytes(4, "little")
    data[-2:] = len(comment).to_bytes(2, "little")
    with pytest.raises(DataError) as told:
        opened(bytes(data + comment))
    assert ("too many members" in str(told.value)) == bool(beyond)


def test_the_directory_of_a_zip_file_is_measured_wherever_it_stands(opened):
    for letters in range(1, 33, 2):
        data = bytearray(zipped({"a" * letters: b"x"}))
        data[-10:-6] = ((16 << 20) + 1).to_bytes(4, "little")
        with pytest.raises(DataError, match="too many members"):
            opened(bytes(data))


def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(DataError) as told:
        list(contents(Source("my.bin", tmp_path / "my.bin", named=True), Limits()))
    assert (told.value.code, told.value.file) == ("unreadable", "my.bin")


def test_a_file_that_is_too_large_is_told(opened):
    with pytest.raises(DataError) as told:
        opened(b"x" * 11, Limits(file_bytes=10))
    assert (told.value.code, told.value.file) == ("too-large", "my.bin")


def test_a_protected_member_is_told(opened):
    data = bytearray(zipped({"a.txt": b"x", "b.txt": b"y"}))
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    parts = opened(bytes(data))
    assert list(held(parts)) == ["my.bin/b.txt"]
    assert codes(parts) == ["archive"]


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c"])
def test_other_archives_are_refused_with_advice(opened, head):
    with pytest.raises(DataError, match="unpack it") as told:
        opened(head + b"xxxx")
    assert told.value.code == "archive"


def test_a_tar_cut_short_keeps_its_whole_members(opened):
    data = tarred({"a.txt": b"x" * 100, "b.txt": b"y" * 2000})[:2000]
    parts = opened(data)
    assert held(parts)["my.bin/a.txt"] == b"x" * 100
    assert codes(parts) == ["archive"]


@given(data=st.data(), pack=st.sampled_from(["zip", "tar", "gz", "xz"]))
def test_a_damaged_archive_raises_nothing_else(tmp_path_factory, data, pack):
    whole = {
        "zip": zipped(FILES),
        "tar": tarred(FILES),
        "gz": tarred(FILES, "w:gz"),
        "xz": tarred(FILES, "w:xz"),
    }[pack]
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4)) if broken else 0):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / f"broken.{pack}"
    path.write_bytes(broken)
    try:
        list(contents(Source("broken", path, named=True), Limits()))
    except DataError as error:
        assert error.code in {"archive", "too-large"}  # noqa: PT017 most are read without error


def test_a_workbook_cut_short_is_no_workbook_and_said_to_be_damaged(opened):
    whole = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert held(opened(whole)) == {"my.bin": whole}
    with pytest.raises(DataError) as told:
        opened(whole[:-30])
    assert told.value.code == "archive"


@pytest.mark.parametrize(
    ("written", "name"),
    [("信任.txt".encode(), "信任.txt"), ("信任.txt".encode("gb18030"), "信任.txt"),
     (b"caf\x82.txt", "café.txt")],
)  # fmt: skip
def test_a_name_whose_encoding_is_not_told_is_read_as_it_looks(opened, written, name):
    plain = b"x" * len(written)
    assert list(held(opened(zipped({plain.decode(): b"1"}).replace(plain, written)))) == [
        f"my.bin/{name}"
    ]


def test_a_name_whose_encoding_is_told_is_read_in_it(opened):
    assert list(held(opened(zipped({"café.txt": b"1", "信任.txt": b"2"})))) == [
        "my.bin/café.txt",
        "my.bin/信任.txt",
    ]


def test_what_else_is_told_of_a_member_does_not_tell_the_encoding_of_its_name(opened):
    data = bytearray(zipped({"xxxx.txt": b"1"}).replace(b"xxxx", "信任".encode("gb18030")))
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 4  # How it was compressed.
    assert list(held(opened(bytes(data)))) == ["my.bin/信任.txt"]


def test_a_member_without_a_name_is_read(opened):
    data = zipped({"a.txt": b"text"}).replace(b"a.txt", b"\0.txt")
    assert [part.data for part in opened(data)] == [b"text"]
