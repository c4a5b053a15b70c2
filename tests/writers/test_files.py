import stat

import pytest

from cooccur.errors import DataError
from cooccur.writers import files
from cooccur.writers.files import write_files


def test_contents_are_written_byte_for_byte_and_folders_are_made(tmp_path):
    target = tmp_path / "new" / "图.html"
    write_files({target: b"a\r\nb\x00"})
    assert target.read_bytes() == b"a\r\nb\x00"


def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"")
    old.chmod(0o640)
    write_files({new: b"1", old: b"2"})
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.parametrize("failing", range(1, 4))
def test_when_a_write_fails_every_old_file_stands_and_nothing_is_left_beside(
    tmp_path, monkeypatch, failing
):
    paths = [tmp_path / f"{number}.csv" for number in range(3)]
    for path in paths:
        path.write_bytes(b"old")
    calls = []

    def fsync(handle):
        calls.append(handle)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(DataError, match="No space left") as caught:
        write_files(dict.fromkeys(paths, b"new"))
    assert caught.value.code == "cannot-write"
    assert [path.read_bytes() for path in paths] == [b"old"] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.csv", "1.csv", "2.csv"]


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="file"):
        write_files({tmp_path / "file" / "map.html": b""})
