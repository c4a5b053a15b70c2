import os
import socket
from pathlib import Path

import pytest

from cooccur.errors import DataError
from cooccur.readers import sources
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
    (folder / "a").mkdir()
    (folder / "a" / "up").symlink_to(folder)
    (folder / "sub" / "up").symlink_to(folder)
    assert len(paths(folder)) == 3


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder):
    (folder / "a[1].txt").write_text("x")
    assert paths(folder / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize(
    "name",
    [
        "no.txt",
        "no*.txt",
        "a.txt/b",
        "nul\0.txt",
        "nul\0/no*.txt",
        "[",
        "no[0-9]",
    ],
)
def test_what_does_not_exist_is_told(folder, name):
    with pytest.raises(DataError) as told:
        find_sources(str(folder / name))
    assert told.value.code == "not-found"
    assert told.value.file.isprintable()


def test_an_empty_name_is_not_the_working_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with pytest.raises(DataError, match="name of an input is empty"):
        find_sources("")
    sources, problems = find_sources("", "a.txt", lenient=True)
    assert [source.path for source in sources] == ["a.txt"]
    assert [problem.code for problem in problems] == ["not-found"]


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


def denied(monkeypatch, owner, name, wanted):
    """Have the file system refuse a path, as it does not to root."""
    real = getattr(owner, name)

    def call(path, *arguments, **named):
        if Path(path).name == wanted:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **named)

    monkeypatch.setattr(owner, name, call)


def test_a_folder_that_is_refused_is_told_where_it_is_named_and_passed_over_in_another(
    folder, monkeypatch
):
    denied(monkeypatch, os, "scandir", "sub")
    with pytest.raises(DataError, match=r"Permission denied\); check its permissions") as told:
        find_sources(folder / "sub")
    assert (told.value.code, Path(told.value.file).name) == ("unreadable", "sub")
    found, problems = find_sources(folder)
    assert [source.path for source in found] == ["a.txt"]
    assert [(problem.file, problem.code) for problem in problems] == [("sub", "unreadable")]


def test_a_file_that_may_not_be_looked_at_is_told(folder, monkeypatch):
    denied(monkeypatch, Path, "stat", "b.txt")
    with pytest.raises(DataError, match="check its permissions") as told:
        find_sources(folder / "sub" / "b.txt")
    assert told.value.code == "unreadable"
    found, problems = find_sources(folder)
    assert len(found) == 2
    assert [(problem.file, problem.code) for problem in problems] == [("b.txt", "unreadable")]


def test_a_list_of_a_snapshot_that_cannot_be_read_is_a_file_as_any(folder, monkeypatch):
    (folder / "manifest").write_text('{"entries": [{"url": "s3://openalex/data/works/a.gz"}]}')
    before = [source.path for source in find_sources(folder)[0]]
    denied(monkeypatch, sources, "open_regular", "manifest")
    after = [source.path for source in find_sources(folder)[0]]
    assert sorted(set(after) - set(before)) == ["manifest"]


def test_nothing_in_a_path_can_steer_a_terminal():
    assert printable("a\x1b[31m\u202eb\udcff.txt") == "a\ufffd[31m\ufffdb\ufffd.txt"
