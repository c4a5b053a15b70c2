import os
import socket

import pytest

from cooccur.errors import DataError
from cooccur.readers.sources import find_sources, printable


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "sub/a.txt", "sub/b.txt", ".hidden", "__MACOSX/c.txt", ".git/d.txt"):
        path = tmp_path / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "exports"


def paths(*inputs):
    sources, problems = find_sources(*inputs)
    assert problems == []
    return [source.path for source in sources]


def test_a_folder_is_searched_through_but_not_its_hidden_files(folder):
    assert paths(folder) == ["b.txt", "exports/a.txt", "sub/a.txt"]


def test_a_path_is_shown_by_its_shortest_end_that_no_other_has(folder):
    assert paths(folder / "a.txt") == ["a.txt"]
    assert paths(folder / "sub", folder / "a.txt") == [
        "b.txt", "exports/a.txt", "sub/a.txt"
    ]  # fmt: skip


def test_neither_working_folder_nor_order_nor_way_of_naming_change_paths(folder, monkeypatch):
    expected = paths(folder)
    monkeypatch.chdir(folder / "sub")
    assert paths("..") == expected
    assert paths("b.txt", "../a.txt", "./a.txt") == expected
    assert paths(f"{folder}/sub/*", "../*.txt") == expected
    assert paths(f"{folder}/**/[ab].txt") == expected


def test_a_file_given_twice_counts_once_and_is_named_if_it_was(folder):
    sources, _ = find_sources(folder, folder / "a.txt", folder / "sub" / ".." / "a.txt")
    assert [source.named for source in sources] == [False, True, False]


def test_a_link_to_a_file_that_is_there_counts_once(folder):
    (folder / "z.txt").symlink_to(folder / "a.txt")
    assert len(paths(folder)) == 3


def test_links_that_lead_in_a_circle_end(folder):
    (folder / "sub" / "up").symlink_to(folder)
    assert len(paths(folder)) == 3


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder):
    (folder / "a[1].txt").write_text("x")
    assert paths(folder / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize("name", ["no.txt", "no*.txt", "a.txt/b", "nul\0.txt", "[", "no[0-9]"])
def test_what_does_not_exist_is_told(folder, name):
    with pytest.raises(DataError) as told:
        find_sources(str(folder / name))
    assert told.value.code == "not-found"
    assert told.value.file.isprintable()


def test_a_pipe_is_refused_without_being_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError) as told:
        find_sources(tmp_path / "pipe")
    assert told.value.code == "unreadable"


def test_a_socket_in_a_folder_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("plug")
        sources, problems = find_sources(tmp_path)
    assert sources == []
    assert [(p.file, p.code) for p in problems] == [("plug", "unreadable")]


def test_a_link_to_nothing_in_a_folder_is_passed_over(folder):
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    sources, problems = find_sources(folder)
    assert len(sources) == 3
    assert [(p.file, p.code) for p in problems] == [("gone.txt", "not-found")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(folder):
    (folder / "sub").chmod(0)
    try:
        with pytest.raises(DataError, match="permissions") as told:
            find_sources(folder / "sub")
        assert told.value.code == "unreadable"
        sources, problems = find_sources(folder)
        assert len(sources) == 1
        assert [p.code for p in problems] == ["unreadable"]
    finally:
        (folder / "sub").chmod(0o700)


def test_nothing_in_a_path_can_steer_a_terminal():
    assert printable("a\x1b[31m\u202eb\udcff.txt") == "a\ufffd[31m\ufffdb\ufffd.txt"
