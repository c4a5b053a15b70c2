"""Files of unknown make are read whole, never longer than may be, and nothing is waited for."""

import os

import pytest

from cooccur import disk
from cooccur.disk import TooManyBytesError, open_regular, read_regular


def test_a_file_is_read_up_to_its_limit(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_regular(path, most=5) == b"12345"
    with pytest.raises(TooManyBytesError, match="larger than 4 bytes"):
        read_regular(path, most=4)


@pytest.mark.parametrize("told", [0, 3, 5, 6, 9])
def test_a_size_that_does_not_hold_changes_nothing(tmp_path, monkeypatch, told):
    # As in /proc, on some shares, and while another program goes on writing.
    path = tmp_path / "a"
    path.write_bytes(b"123456")
    monkeypatch.setattr(disk, "_CHUNK", 2)
    with open_regular(path) as file:
        assert disk._all_of(file, told, 9) == b"123456"
    with open_regular(path) as file, pytest.raises(TooManyBytesError):
        disk._all_of(file, min(told, 3), 3)


def test_a_device_is_no_file_and_is_closed_again():
    with open(os.devnull, "rb") as free:  # noqa: PTH123 the next number is free again
        number = free.fileno()
    for _ in range(3):
        with pytest.raises(OSError, match="this is no file"):
            open_regular(os.devnull)
    with open(os.devnull, "rb") as file:  # noqa: PTH123
        assert file.fileno() == number
