"""Names, options and values that are made to run somewhere: they stay text in every output."""

import csv
import io
import re
import unicodedata
import zipfile

import pytest

import cooccur

EVIL = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1+1",
    "-2+3",
    "＝1+1",
    "</script><script>window.x=1</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "tr\x1b[31mu\u202est",
    "\\input{/etc/passwd}$x$",
)
_FORMULA = re.compile(r"\s*[=+@＝＋＠]|\s*-(?![\d.])")
_TITLE = "=T</title><script>window.y=1</script>\x1b[31m\u202e"
_OUTPUTS = ("a.html", "a.svg", "a.csv", "a.xlsx", "a.graphml", "a.gexf", "a.tex", "t/")
NAMES = ("=cmd.txt", "\x1b]0;x\x07.txt", "<script>alert(1)<x>.txt", "a\u202eb.txt")


def records(number):
    return "".join(
        f"PT J\nAU {word}, A\nTI {word} title\nSO {word}\nLA {word}\nDT {word}\n"
        f"DE {'; '.join(EVIL[(n + k) % len(EVIL)] for k in range(5))}\n"
        f"PY {2010 + n}\nUT WOS:{number}{n:014d}\nER\n\n"
        for n, word in enumerate(EVIL)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("evil")
    (place / "in").mkdir()
    for number, name in enumerate(NAMES):
        try:
            (place / "in" / name).write_text(f"FN x\nVR 1.0\n{records(number)}EF\n", "utf-8")
        except OSError:
            pytest.skip("this file system has no such names")
    found = cooccur.map(place / "in", title=_TITLE, hide=["=hid\x1b"], min_occurrences=1, lang="en")
    found.save(*(f"{place}/{name}" for name in _OUTPUTS))
    return place


def test_no_cell_of_a_table_starts_a_formula(folder):
    tables = [*folder.glob("*.csv"), *(folder / "t").iterdir()]
    assert len(tables) > 10
    for path in tables:
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        assert not [cell for row in rows for cell in row if _FORMULA.match(cell)], path.name


def test_no_cell_of_a_workbook_is_a_formula(folder):
    with zipfile.ZipFile(folder / "a.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<hyperlink " in sheet for sheet in sheets)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.graphml", "a.gexf"])
def test_nothing_becomes_mark_up(folder, name):
    text = (folder / name).read_text(encoding="utf-8")
    for start in ("<script>window", "<script>alert", "<img src=x", "<svg onload"):
        assert start not in text


def test_tex_runs_no_command(folder):
    assert "\\input{/etc" not in (folder / "a.tex").read_text(encoding="utf-8")


def test_the_terminal_gets_no_codes(run, folder):
    done = run("map", folder / "in", "--title", _TITLE, "-o", "a\x1b[31m.html", "--lang", "en")
    assert done.returncode == 0
    for text in (done.stderr.decode(), done.stdout.decode()):
        assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]
