import json
import warnings

import pytest

import cooccur
from cooccur.cli import cooccur as command
from cooccur.errors import CallError, CooccurWarning, DataError
from cooccur.repeat import Difference, Verification, input_differences, rerun, verify
from cooccur.reporting import Report, save_report

EXAMPLE_OPTIONS = {"min_occurrences": 1, "slices": 3, "title": "信任"}


@pytest.fixture
def two_exports(export, wos_text):
    (export / "second.txt").write_text(
        wos_text.replace("WOS:", "WOS:9").replace("Paper", "Other paper"), encoding="utf-8"
    )
    return export


@pytest.fixture
def page(two_exports, tmp_path):
    cooccur.map(two_exports, **EXAMPLE_OPTIONS).save(tmp_path / "map.html")
    return tmp_path / "map.html"


def kinds(found):
    return {(difference.kind, difference.name) for difference in found.differences}


def test_a_page_and_its_inputs_verify(page, two_exports):
    found = verify(page, two_exports)
    assert found.same
    assert found.differences == ()
    assert {"keywords", "links", "clusters", "slices"} <= set(found.checked)


def test_a_rerun_from_the_page_alone_gives_the_same_bytes(page, two_exports, tmp_path):
    rerun(page, two_exports).save(tmp_path / "again.html", f"{tmp_path}/again/")
    cooccur.map(two_exports, **EXAMPLE_OPTIONS).save(f"{tmp_path}/first/")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "first" / name).read_bytes()


def test_a_rerun_needs_no_thesaurus_and_no_stop_list(export, tmp_path):
    (tmp_path / "words.alias").write_text("trust\tsocial commerce\n", encoding="utf-8")
    (tmp_path / "stop.txt").write_bytes("logistics\r\n物流\r\n".encode("gb18030"))
    first = cooccur.map(export, thesaurus=tmp_path / "words.alias", stop_list=tmp_path / "stop.txt")
    first.save(tmp_path / "map.html")
    for name in ("words.alias", "stop.txt"):
        (tmp_path / name).unlink()
    rerun(tmp_path / "map.html", export).save(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "map.html").read_bytes()


def test_a_quiet_verification_tells_by_its_exit_code_alone(page, two_exports, capsys):
    words = ["verify", str(page), str(two_exports), "-q"]
    assert command.main(words, standalone_mode=False) == 0
    (two_exports / "second.txt").unlink()
    assert command.main(words, standalone_mode=False) == 1
    assert capsys.readouterr() == ("", "")


def test_a_changed_byte_in_an_input_is_named(page, two_exports):
    file = two_exports / "second.txt"
    file.write_bytes(file.read_bytes().replace(b"live streaming", b"live streamint", 1))
    found = verify(page, two_exports)
    assert not found.same
    assert ("input", "second.txt") in kinds(found)
    assert ("table", "keywords") in kinds(found)
    assert ("input", "savedrecs.txt") not in kinds(found)


def test_a_changed_byte_that_changes_no_table_is_named_too(page, two_exports):
    file = two_exports / "second.txt"
    file.write_bytes(file.read_bytes().replace(b"JOURNAL OF EXAMPLES", b"JOURNAL OF EXAMPLEZ"))
    found = verify(page, two_exports)
    assert not found.same
    assert kinds(found) == {("input", "second.txt"), ("file", "map.html")}


def test_missing_and_additional_inputs_are_named(page, two_exports, wos_text):
    (two_exports / "second.txt").rename(two_exports.parent / "elsewhere.txt")
    (two_exports / "third.txt").write_text(wos_text.replace("WOS:", "WOS:7"), encoding="utf-8")
    found = verify(page, two_exports)
    told = {difference.name: difference.what for difference in found.differences}
    assert told["second.txt"] == "missing"
    assert told["third.txt"] == "not there before"


def test_an_input_that_was_only_renamed_is_the_same(page, two_exports):
    (two_exports / "second.txt").rename(two_exports / "zweite.txt")
    assert verify(page, two_exports).same


@pytest.mark.parametrize("inputs", [("nowhere.txt",), ("nowhere.txt", "nothing/")])
def test_inputs_that_are_all_missing_are_named(page, inputs):
    found = verify(page, *inputs)
    assert not found.same
    assert {("input", "savedrecs.txt"), ("input", "second.txt")} <= kinds(found)
    assert found.checked == ()


def test_an_option_that_was_changed_in_the_manifest_is_named(two_exports, tmp_path):
    made = cooccur.map(two_exports, **EXAMPLE_OPTIONS).manifest
    made["options"]["min_occurrences"] = 9
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    found = verify(tmp_path / "manifest.json", two_exports)
    assert not found.same
    assert {("option", "min_occurrences"), ("table", "keywords")} <= kinds(found)


def test_a_page_that_shows_other_data_is_named(page, two_exports):
    data = page.read_bytes()
    page.write_bytes(data.replace(b'"social commerce"', b'"social commarce"', 1))
    found = verify(page, two_exports)
    assert not found.same
    assert kinds(found) == {("file", "map.html")}


def test_an_option_that_is_said_to_be_otherwise_is_named(page, two_exports):
    found = verify(page, two_exports, min_occurrences=6, seed=0)
    assert ("option", "min_occurrences") in kinds(found)
    assert ("option", "seed") not in kinds(found)
    assert verify(page, two_exports, **EXAMPLE_OPTIONS).same
    with pytest.raises(CallError, match="min_occurrences"):
        verify(page, two_exports, min_ocurrences=6)


def test_another_thesaurus_is_named(export, tmp_path):
    for name, word in (("a.txt", "faith"), ("b.txt", "hope")):
        (tmp_path / name).write_text(f"label\treplace by\ntrust\t{word}\n", encoding="utf-8")
    cooccur.map(export, thesaurus=tmp_path / "a.txt").save(tmp_path / "map.html")
    assert verify(tmp_path / "map.html", export, thesaurus=str(tmp_path / "a.txt")).same
    found = verify(tmp_path / "map.html", export, thesaurus=str(tmp_path / "b.txt"))
    assert ("option", "thesaurus") in kinds(found)


def test_a_file_in_the_manifest_that_was_changed_or_emptied_is_named(export, tmp_path):
    (tmp_path / "t.txt").write_text("label\treplace by\ntrust\tfaith\n", encoding="utf-8")
    made = cooccur.map(export, thesaurus=tmp_path / "t.txt").manifest
    row, stored = made["files"]["thesaurus"], tmp_path / "manifest.json"
    row["text"] = row["text"].replace("faith", "hope")
    stored.write_text(json.dumps(made), encoding="utf-8")
    assert (
        Difference("option", "thesaurus", "its content was changed")
        in verify(stored, export).differences
    )
    del row["text"]
    stored.write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(DataError, match=r"no content of t\.txt; make the map again"):
        rerun(stored, export)


def test_a_command_in_the_manifest_that_was_damaged_is_named(export, tmp_path):
    made = cooccur.map(export, min_occurrences=2).manifest
    made["command"] = "cooccur map INPUT... --title='open"
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    found = verify(tmp_path / "manifest.json", export)
    assert not found.same
    assert ("option", "min_occurrences") in kinds(found)


def test_tables_and_pages_that_are_missing_are_named(export, tmp_path):
    made = cooccur.map(export)
    told = json.loads(json.dumps(made.manifest))
    tables = told["results"]
    tables["wonders"] = tables.pop("links")
    folder = tmp_path / "report"
    save_report(Report({"manifest.json": json.dumps(told).encode()}, {}), folder)
    differences = set(verify(folder, export).differences)
    assert {
        Difference("table", "links", "not there before"),
        Difference("table", "wonders", "not made"),
        Difference("file", "tables/links.csv", "missing"),
        Difference("file", "map.html", "missing"),
    } <= differences


def test_another_version_is_told_and_alone_makes_nothing_differ(two_exports, tmp_path):
    made = cooccur.map(two_exports).manifest
    made["version"] = "0.0.1"
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    found = verify(tmp_path / "manifest.json", two_exports)
    assert found.same
    assert kinds(found) == {("version", "cooccur")}


def test_a_rerun_with_another_input_goes_on_and_says_it(page, two_exports):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rerun(page, two_exports)
    (two_exports / "second.txt").unlink()
    with pytest.warns(CooccurWarning, match=r"second\.txt: missing"):
        assert rerun(page, two_exports).network.n_nodes


@pytest.mark.parametrize("name", ["../../evil.txt", "..", "", "C:\\evil.txt", "/etc/evil"])
def test_a_manifest_writes_no_file_where_it_likes(export, tmp_path, name):
    (tmp_path / "t.txt").write_text("label\treplace by\ntrust\tfaith\n", encoding="utf-8")
    made = cooccur.map(export, thesaurus=tmp_path / "t.txt").manifest
    made["files"]["thesaurus"]["name"] = name
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert "/" not in rerun(tmp_path / "manifest.json", export).options["thesaurus"]
    assert sorted(tmp_path.rglob("*")) == before


def test_an_option_of_a_later_version_is_told(export, tmp_path):
    made = cooccur.map(export).manifest
    made["options"]["sparkle"] = True
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(DataError, match="sparkle"):
        rerun(tmp_path / "manifest.json", export)


def test_two_files_of_the_same_content_are_two_inputs():
    row = {"path": "a.txt", "sha256": "1"}
    twin = {"path": "b.txt", "sha256": "1"}
    assert input_differences([row, twin], [twin, row]) == []
    assert input_differences([row, twin], [row]) == [Difference("input", "b.txt", "missing")]
    (new,) = input_differences([row], [twin, row])
    assert (new.name, new.what) == ("b.txt", "not there before")


def test_a_network_of_another_program_is_verified_as_well(export, tmp_path):
    cooccur.map(export).save(tmp_path / "a.graphml")
    cooccur.map(tmp_path / "a.graphml").save(tmp_path / "b.html")
    assert verify(tmp_path / "b.html", tmp_path / "a.graphml").same


def test_the_commands_end_as_they_say(run, two_exports, tmp_path):
    assert run("map", "exports", "-q").returncode == 0
    done = run("verify", "map.html", "exports", "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["same"] is True
    assert run("rerun", "map.html", "exports", "-q", "-o", "again.html").returncode == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "map.html").read_bytes()
    (two_exports / "second.txt").unlink()
    done = run("verify", "map.html", "exports")
    assert done.returncode == 1
    assert b"input second.txt: missing" in done.stderr
    done = run("rerun", "map.html", "exports", "-o", "third.html")
    assert done.returncode == 0
    assert b"note[changed]: second.txt: missing" in done.stderr
    done = run("rerun", "map.html", "exports", "-o", "map.html")
    assert (done.returncode, done.stderr[:17]) == (2, b"error[bad-option]")
    assert run("verify", "exports/savedrecs.txt", "exports").returncode == 1


def test_a_verification_is_a_plain_value():
    found = Verification(same=False, differences=(Difference("input", "a", "new"),), checked=("x",))
    assert found.as_dict() == {
        "same": False,
        "differences": [{"kind": "input", "name": "a", "what": "new"}],
        "checked": ["x"],
    }
