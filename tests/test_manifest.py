import hashlib
import json
import shlex
import struct
import zlib

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cooccur
from cooccur import stored
from cooccur.errors import DataError
from cooccur.manifest import command, flags, manifest_bytes
from cooccur.options import HOW, OPTIONS, options_of
from cooccur.stored import read_manifest
from cooccur.writers.tables import csv_bytes, keyword_table


@pytest.fixture
def thesaurus(tmp_path):
    path = tmp_path / "lists" / "thesaurus.txt"
    path.parent.mkdir()
    path.write_text("label\treplace by\nlive streaming\tlive commerce\n", encoding="utf-8")
    return path


@pytest.fixture
def made(export, thesaurus):
    return cooccur.map(export, thesaurus=thesaurus, hide=["logistics"], seed=3)


def test_it_names_every_input_with_its_hash_and_its_records(made, export):
    (row,) = made.manifest["inputs"]
    data = (export / "savedrecs.txt").read_bytes()
    assert row["path"] == "savedrecs.txt"
    assert row["sha256"] == hashlib.sha256(data).hexdigest()
    assert row["records_in"] == row["kept"] + row["merged"] + row["skipped"] == 12


def test_it_holds_all_options_and_the_content_of_the_files_they_name(made, thesaurus):
    assert set(made.manifest["options"]) == set(OPTIONS) - set(HOW)
    assert made.manifest["options"]["hide"] == ["logistics"]
    assert made.manifest["options"]["thesaurus"] == "thesaurus.txt"
    kept = made.manifest["files"]["thesaurus"]
    assert kept["text"] == thesaurus.read_text(encoding="utf-8")
    assert kept["sha256"] == hashlib.sha256(thesaurus.read_bytes()).hexdigest()


def test_its_hashes_are_those_of_the_tables(made):
    data = csv_bytes(keyword_table(made))
    assert made.manifest["results"]["keywords"] == hashlib.sha256(data).hexdigest()
    assert {"keywords", "links", "clusters", "merged", "skipped"} <= set(made.manifest["results"])


def test_the_preset_and_what_it_sets_both_stand_in_it(export):
    found = cooccur.map(export, preset="vosviewer", min_occurrences=1).manifest
    assert found["options"]["preset"] == "vosviewer"
    assert found["options"]["max_keywords"] == 1000
    assert found["command"] == "cooccur map INPUT... --preset=vosviewer --min-occurrences=1"


def test_a_corpus_that_was_read_before_keeps_the_options_of_its_reading(export):
    corpus = cooccur.read(export, merge="off", format="wos-tagged")
    found = cooccur.map(corpus).manifest["options"]
    assert (found["merge"], found["format"]) == ("off", "wos-tagged")


@given(title=st.text(max_size=30), hide=st.lists(st.text(max_size=9), max_size=3))
def test_the_command_says_what_differs_from_the_defaults_and_no_more(title, hide):
    options = options_of({"title": title, "hide": hide, "slices": 2})
    words = shlex.split(command(vars(options)))
    assert words[:3] == ["cooccur", "map", "INPUT..."]
    told = [f"--hide={word}" for word in hide] + ["--slices=2"]
    assert words[3:] == told + [f"--title={title}"] * bool(title)
    assert flags(vars(options_of({}))) == []


@pytest.mark.parametrize("suffix", [".html", ".svg", ".pdf", ".png", ".xlsx"])
def test_every_kind_of_file_gives_it_back(made, tmp_path, suffix):
    made.save(tmp_path / f"a{suffix}")
    assert read_manifest(tmp_path / f"a{suffix}") == made.manifest


def test_a_hostile_thesaurus_comes_back_from_every_kind_of_file(export, tmp_path):
    words = "label\treplace by\n</script>\\(x\\) _x000D_\t“\U0001f600” & ]]> \\n {} ((\n"
    path = tmp_path / "t.txt"
    path.write_bytes((words + "\t\n".join(f"w {n}  " for n in range(9000)) + "\t\n").encode())
    made = cooccur.map(export, thesaurus=path, title=")) \\ (( <b> manifest: {")
    for suffix in (".html", ".svg", ".pdf", ".png", ".xlsx"):
        made.save(tmp_path / f"b{suffix}")
        assert read_manifest(tmp_path / f"b{suffix}") == made.manifest, suffix


def test_a_file_that_is_no_utf_8_comes_back_byte_by_byte(export, tmp_path):
    path = tmp_path / "stop.txt"
    path.write_bytes("物流\r\n电子商务\r\n".encode("gb18030"))
    kept = cooccur.map(export, stop_list=path).manifest["files"]["stop_list"]
    assert "base64" in kept


def test_it_tells_no_folder_no_clock_and_is_the_same_twice(export, tmp_path, thesaurus):
    one, other = (manifest_bytes(cooccur.map(export, thesaurus=thesaurus)) for _ in range(2))
    assert one == other
    assert str(tmp_path).encode() not in one
    assert json.loads(one)["software"] == "cooccur"


def chunk(kind, content):
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def test_a_picture_that_another_program_saved_again_gives_it_back(made, tmp_path):
    text = json.dumps(made.manifest)
    wide, pixels = text.encode(), zlib.compress(b"\0\0\0\0")
    picture = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", pixels)
    path = tmp_path / "a.png"
    for told in (
        chunk(b"zTXt", b"manifest\0\0" + zlib.compress(wide)),
        chunk(b"iTXt", b"manifest\0\0\0\0\0" + wide),
        chunk(b"tEXt", b"Software\0x") + chunk(b"tEXt", b"manifest\0" + wide),
    ):
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + picture + told + chunk(b"IEND", b""))
        assert read_manifest(path) == made.manifest
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"manifest\0\0no zlib"))
    with pytest.raises(DataError, match="no manifest"):
        read_manifest(path)


def test_a_workbook_of_others_has_none(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="no manifest"):
        read_manifest(tmp_path / "a.xlsx")


def test_what_cannot_be_read_is_told_as_that(tmp_path, monkeypatch):
    with pytest.raises(DataError, match=r"no such file, or no manifest\.json") as caught:
        read_manifest(tmp_path)
    assert caught.value.code == "not-found"

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(stored, "read_regular", refuse)
    with pytest.raises(DataError, match=r"Permission denied\); check its permissions") as caught:
        read_manifest(tmp_path / "map.html")
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"<svg/>", b"\xff\xfe"],
)
def test_a_file_without_manifest_is_told(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DataError, match="no manifest") as caught:
        read_manifest(tmp_path / "file")
    assert caught.value.code == "unrecognised"


def test_a_damaged_or_newer_manifest_is_told(made, tmp_path):
    for change in ({"manifest": 9}, {"inputs": None}, {"inputs": [{}]}, {"files": {"x": 1}}):
        text = json.dumps({**made.manifest, **change})
        (tmp_path / "m.json").write_text(text, encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_manifest(tmp_path / "m.json")
        assert caught.value.code == "unrecognised"


def test_limits_of_a_corpus_read_before_are_told(tmp_path):
    (tmp_path / "a.txt").write_text(
        "FN x\nVR 1.0\n"
        + "".join(
            f"PT J\nAU A\nTI title {n}\nDE trust; live streaming\nUT WOS:{n}\nER\n\n"
            for n in range(3)
        ),
        encoding="utf-8",
    )
    corpus = cooccur.read(tmp_path / "a.txt", limit=["keyword_length=5"])
    made = cooccur.map(corpus, min_occurrences=1)
    assert made.manifest["options"]["limit"] == ["keyword_length=5"]
    assert "--limit=keyword_length=5" in made.manifest["command"]
    assert made.network.n_nodes == 1


def test_in_a_pdf_words_that_only_begin_like_a_manifest_are_passed_over(made, tmp_path):
    made.save(tmp_path / "a.pdf")
    other = b"/Keywords (manifest: {not ours)"
    (tmp_path / "b.pdf").write_bytes(
        (tmp_path / "a.pdf").read_bytes().replace(b"/Keywords", other + b" /Keywords", 1)
    )
    assert read_manifest(tmp_path / "b.pdf") == made.manifest
