import io
import json
import re
import zipfile
from dataclasses import replace

import click
import pytest

import cooccur
from cooccur import reporting
from cooccur.cli import cooccur as command
from cooccur.errors import CallError, DataError
from cooccur.manifest import manifest_bytes
from cooccur.options import FIGURE_OPTIONS, OPTIONS, FigureOptions
from cooccur.reporting import (
    DEFAULT_OUTPUT,
    Report,
    make_report,
    packed,
    refuse_inputs,
    save_report,
)
from cooccur.stored import read_manifest
from cooccur.writers.readme import FILES, readme
from cooccur.writers.tables import TABLES

VIEWS = """
network overlay density timeline timezone themes evolution bursts years trends sources structure
changes
"""
SMALL = FigureOptions(width=84, dpi=72)
PROMISED = """
map.html network.graphml network.gexf network.net vosviewer_map.txt vosviewer_network.txt
vosviewer.json metrics.json methods.en.md methods.zh.md manifest.json README.md tables/tables.xlsx
tables/tables.tex tables/keywords.csv tables/links.csv tables/clusters.csv tables/records.csv
tables/merged.csv tables/skipped.csv tables/years.csv tables/themes.csv tables/slices.csv
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory, wos_text):
    folder = tmp_path_factory.mktemp("a-place-nobody-knows")
    (folder / "savedrecs.txt").write_text(wos_text, encoding="utf-8")
    knowledge_map = cooccur.map(folder, min_occurrences=1, slices=2, title="信任 & trust")
    return knowledge_map, make_report(knowledge_map, figures=SMALL)


def test_it_has_every_file_that_is_promised(made):
    _, report = made
    assert set(PROMISED.split()) <= set(report.files)
    assert all(report.files.values())


def test_every_view_is_drawn_three_times_or_told_to_be_left_out(made):
    _, report = made
    for view in VIEWS.split():
        drawn = [f"figures/{view}{end}" in report.files for end in (".svg", ".pdf", ".png")]
        assert all(drawn) or (not any(drawn) and report.left_out[f"figures/{view}"]), view
    assert "figures/network.pdf" in report.files


def test_the_readme_tells_of_every_file_and_only_of_those(made):
    _, report = made
    text = report.files["README.md"].decode()
    told = set(re.findall(r"^\| `(.+?)`", text, re.MULTILINE))
    stems = {re.sub(r"^(figures/\w+)\.\w+$", r"\1", name) for name in report.files}
    assert told == stems
    assert stems <= set(FILES)
    for name in report.left_out:
        assert f"- `{name}`: " in text


def test_a_report_that_lacks_nothing_says_nothing_of_what_was_left_out():
    left_out = {"figures/bursts": "no years"}
    assert b"Left out" not in readme(["map.html"], signature="")
    assert b"- `figures/bursts`: no years" in readme([], signature="", left_out=left_out)


def test_every_table_that_can_be_written_is_explained():
    assert {f"tables/{name}.csv" for name in TABLES} <= set(FILES)
    assert {f"figures/{view}" for view in VIEWS.split()} <= set(FILES)


def test_the_metrics_add_up_and_name_the_files(made):
    knowledge_map, report = made
    found = json.loads(report.files["metrics.json"])
    assert found["records_in"] == found["kept"] + found["merged"] + found["skipped"] == 12
    assert found["outputs"] == sorted(report.files)
    assert found["left_out"] == dict(report.left_out)
    assert found["nodes"] == knowledge_map.network.n_nodes


def test_the_manifest_stands_in_all_that_can_hold_it(made, tmp_path):
    knowledge_map, report = made
    assert report.files["manifest.json"] == manifest_bytes(knowledge_map)
    holding = [n for n in report.files if n.endswith((".html", ".svg", ".pdf", ".png", ".xlsx"))]
    for name in holding:
        path = tmp_path / name.replace("/", "_")
        path.write_bytes(report.files[name])
        assert read_manifest(path) == knowledge_map.manifest, name


def test_the_same_map_gives_the_same_bytes(made):
    knowledge_map, report = made
    again = make_report(replace(knowledge_map), figures=SMALL)
    assert [name for name in report.files if report.files[name] != again.files[name]] == []


def test_no_file_tells_a_folder_a_clock_or_its_own_name(made, tmp_path):
    _, report = made
    save_report(report, tmp_path / "a-name-of-its-own")
    for path in (tmp_path / "a-name-of-its-own").rglob("*"):
        if not path.is_file():
            continue
        contents = [path.read_bytes()]
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                contents += [book.read(name) for name in book.namelist()]
        for content in contents:
            assert b"a-place-nobody-knows" not in content, path.name
            assert b"a-name-of-its-own" not in content, path.name
            assert not re.search(rb"CreationDate|ModDate|tIME|20\d\d-\d\d-\d\dT[^0]", content)


def test_a_zip_holds_the_same_files_under_the_same_date(made, tmp_path):
    _, report = made
    path = save_report(report, tmp_path / "r.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == sorted(report.files)
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert all(archive.read(name) == content for name, content in report.files.items())
    assert path.read_bytes() == packed(dict(reversed(report.files.items())))
    assert read_manifest(path) == json.loads(report.files["manifest.json"])


def test_an_earlier_report_is_replaced_and_other_files_are_left_alone(made, tmp_path):
    _, report = made
    folder = save_report(report, tmp_path / "r")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "figures" / "mine.svg").write_text("mine", encoding="utf-8")
    fewer = {name: content for name, content in report.files.items() if "themes" not in name}
    save_report(replace(report, files=fewer), folder)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == {*fewer, "notes.txt", "figures/mine.svg"}


def test_only_files_of_ours_are_ever_taken_away(made, tmp_path):
    _, report = made
    folder = tmp_path / "r"
    folder.mkdir()
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    (folder / "thesis.docx").write_text("mine", encoding="utf-8")
    told = {"outputs": ["../precious.txt", "thesis.docx", 3, None]}
    (folder / "metrics.json").write_text(json.dumps(told), encoding="utf-8")
    save_report(report, folder)
    assert (tmp_path / "precious.txt").exists()
    assert (folder / "thesis.docx").exists()


def test_a_report_that_cannot_be_written_leaves_nothing(made, tmp_path, monkeypatch):
    _, report = made

    def full(contents):
        raise DataError("no space", code="cannot-write")

    monkeypatch.setattr(reporting, "write_files", full)
    with pytest.raises(DataError, match="no space"):
        save_report(report, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_report_beside_which_a_file_cannot_be_written_is_taken_back(made, tmp_path):
    report = Report(dict(list(made[1].files.items())[:2]), {})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError) as caught:
        save_report(report, tmp_path / "r", also={tmp_path / "file" / "study.toml": b""})
    assert caught.value.code == "cannot-write"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    with pytest.raises(DataError) as caught:
        save_report(report, tmp_path / "file" / "r")
    assert caught.value.code == "cannot-write"


def test_a_folder_that_appears_meanwhile_is_left_alone(made, tmp_path, monkeypatch):
    def write(contents):
        (tmp_path / "r").mkdir()
        (tmp_path / "r" / "thesis.docx").write_bytes(b"mine")

    monkeypatch.setattr(reporting, "write_files", write)
    with pytest.raises(DataError) as caught:
        save_report(made[1], tmp_path / "r")
    assert caught.value.code == "cannot-write"
    assert [path.name for path in tmp_path.rglob("*")] == ["r", "thesis.docx"]


def test_the_library_writes_a_report_in_one_call(export, tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "make_report", lambda _, **__: Report({"a": b"1"}, {}))
    assert cooccur.report(export, output=tmp_path / "r", min_occurrences=3) == tmp_path / "r"
    assert (tmp_path / "r" / "a").read_bytes() == b"1"
    with pytest.raises(CallError, match="name of the report is empty"):
        cooccur.report(export, output="")


def test_an_output_among_the_inputs_is_refused(export, tmp_path):
    with pytest.raises(CallError, match="input"):
        refuse_inputs(export, [export])
    (tmp_path / "r.zip").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("r.zip", "file"):
        with pytest.raises(CallError, match="another name"):
            refuse_inputs(tmp_path / name, [export])


def test_a_report_inside_the_inputs_is_not_read_again(export):
    before = cooccur.map(export)
    inside = export / "deeper" / "report"
    files = {"manifest.json": manifest_bytes(before), "old.txt": b"PT J\nDE old\nER\n\nEF\n"}
    save_report(Report(files, {}), inside)
    after = cooccur.map(export)
    assert after.manifest == before.manifest
    assert after.corpus.problems == ()
    (inside / "manifest.json").write_text('{"software": "other"}', encoding="utf-8")
    assert cooccur.map(export).manifest != before.manifest


def test_a_map_without_years_has_a_report_too(tmp_path):
    text = "PT J\nTI One\nDE alone; together\nUT WOS:1\nER\n\nEF\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    report = make_report(cooccur.map(tmp_path / "a.txt"), figures=SMALL)
    assert "figures/timeline" in report.left_out
    assert "figures/network.svg" in report.files
    assert "figures/timeline" in report.files["README.md"].decode()


def test_the_command_writes_verifies_and_names_a_changed_table(run, export, tmp_path):
    done = run("report", "exports", "--width", "84", "--dpi", "72", "--json")
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["outputs"] == [DEFAULT_OUTPUT]
    assert len(done.stderr.splitlines()) <= 100
    assert run("verify", DEFAULT_OUTPUT, "exports", "-q").returncode == 0
    table = tmp_path / DEFAULT_OUTPUT / "tables" / "records.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    done = run("verify", DEFAULT_OUTPUT, "exports")
    assert done.returncode == 1
    assert b"file tables/records.csv: changed" in done.stderr


def test_the_commands_take_every_option_of_a_map():
    for name, table in (
        ("report", {**OPTIONS, **FIGURE_OPTIONS}),
        ("verify", OPTIONS),
        ("rerun", FIGURE_OPTIONS),
    ):
        offered = {option.name for option in command.commands[name].params}
        assert set(table) <= offered, name
        options = [p for p in command.commands[name].params if isinstance(p, click.Option)]
        assert all(option.help for option in options)


def test_the_command_and_the_library_write_to_the_same_place_by_default():
    (output,) = (p for p in command.commands["report"].params if p.name == "output")
    assert output.default == DEFAULT_OUTPUT


def test_a_report_of_real_exports_comes_out_the_same(real, tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "_figures", lambda *_: ({}, {}))
    files = [real / "wos" / f"taiwan_part{part}.txt" for part in ("1_500", "2_500", "3_133")]
    knowledge_map = cooccur.map(*files, preset="citespace")
    report = make_report(knowledge_map)
    assert set(PROMISED.split()) <= set(report.files)
    for name in ("r", "r.zip"):
        assert cooccur.verify(save_report(report, tmp_path / name), *files).same
    (tmp_path / "r" / "tables" / "links.csv").unlink()
    (difference,) = cooccur.verify(tmp_path / "r", *files).differences
    assert str(difference) == "file tables/links.csv: missing"
    with zipfile.ZipFile(io.BytesIO(report.files["tables/tables.xlsx"])) as book:
        assert book.testzip() is None


@pytest.mark.parametrize("told", ["{", "[]", '{"outputs": 3}', '{"outputs": ["../x", 7]}'])
def test_of_a_folder_whose_report_is_damaged_nothing_is_taken_away(tmp_path, told):
    (tmp_path / "metrics.json").write_text(told, encoding="utf-8")
    assert list(reporting._earlier_names(tmp_path)) == []
