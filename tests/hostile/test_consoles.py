"""Consoles of any encoding and paths of any name, for the commands beside ``map``."""

import json

import pytest
from samples import WOS

import cooccur

CHINESE = WOS.replace("social commerce", "信任😀é").replace("trust", "社群 community")
ENCODINGS = ("gbk", "cp1252", "ascii")
FOLDERS = ("导出 文件", 'it\'s a "folder"', "plain")


@pytest.fixture(params=list(zip(ENCODINGS, FOLDERS, strict=True)), ids=ENCODINGS)
def place(request, tmp_path):
    """A console that knows few characters, and two exports in a folder of an odd name."""
    encoding, name = request.param
    folder = tmp_path / name
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system has no such names")
    (folder / "导 出.txt").write_text(CHINESE, encoding="utf-8")
    more = CHINESE.replace("WOS:0", "WOS:1").replace("community", "communities")
    (folder / 'it\'s "more".txt').write_text(more, encoding="utf-8")
    return encoding, folder


def decoded(done, encoding):
    """What was said, which has to be of the console's encoding; no error of ours is an accident."""
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout.decode(encoding), done.stderr.decode(encoding)


def test_thesaurus_and_diff_speak_and_write_anywhere(run, place):
    encoding, folder = place
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    tell = ("--lang", "en" if encoding == "cp1252" else "zh")
    inputs = [path for path in sorted(folder.iterdir()) if path.suffix == ".txt"]
    words = folder / "词 表.txt"
    decoded(run("thesaurus", *inputs, "--yes", "-o", words, *tell, env=env), encoding)
    assert "communit" in words.read_text(encoding="utf-8")
    out, _ = decoded(run("thesaurus", *inputs, "--list", *tell, env=env), encoding)
    assert "communit" in out
    pages = [folder / "旧 图.html", folder / "new's.html"]
    for page, files in zip(pages, (inputs[:1], inputs), strict=True):
        cooccur.map(*files, min_occurrences=1).save(page)
    names = ("变 化.html", "变.csv", "it's/")
    outputs = [part for name in names for part in ("-o", f"{folder}/{name}")]
    done = run("diff", *pages, *outputs, "--json", *tell, env=env)
    assert done.returncode == 0, done.stderr
    # Whatever the console knows, JSON is UTF-8.
    assert len(json.loads(done.stdout)["outputs"]) >= len(names)
    assert done.stderr.decode(encoding)
    assert (folder / "变 化.html").exists()
    wrong = run("diff", folder / "没有.html", pages[0], *tell, env=env)
    assert wrong.returncode == 1
    assert wrong.stderr.decode(encoding).startswith("error[not-found]")
