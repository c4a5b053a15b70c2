"""The thesaurus workshop, from exports to files."""

import inspect
import json
import os
import select
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

import cooccur
from cooccur import synonyms
from cooccur.cli import cooccur as command
from cooccur.errors import CallError, CooccurWarning, DataError
from cooccur.prepare.thesaurus import read_thesaurus

RECORDS = [
    ("machine tools; consumer behavior; ANN", "We train an artificial neural network (ANN)."),
    ("machine tool; consumer behaviour; artificial neural network", ""),
    ("machine tools; live streaming; analysis", ""),
    ("livestreaming; analysis; live streaming", ""),
]
PAIRS = {
    ("machine tool", "machine tools"),
    ("consumer behaviour", "consumer behavior"),
    ("ANN", "artificial neural network"),
    ("livestreaming", "live streaming"),
    ("analysis", ""),
}


def wos(records):
    lines = ["FN Clarivate Analytics Web of Science", "VR 1.0"]
    for number, (keywords, abstract) in enumerate(records):
        lines += ["PT J", f"AU Writer-{number}, A", f"TI Paper number {number}", "DT Article"]
        lines += [f"DE {keywords}", *([f"AB {abstract}"] if abstract else [])]
        lines += ["PY 2020", f"UT WOS:{number:015d}", "ER", ""]
    return "\n".join([*lines, "EF", ""])


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A folder to work in, with one export."""
    (tmp_path / "a.txt").write_text(wos(RECORDS), encoding="utf-8-sig")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(shop):
    return {(row.variant, row.preferred) for row in shop.proposals}


def run(*arguments, keys=None):
    return CliRunner().invoke(command, ["thesaurus", "a.txt", *arguments], input=keys)


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "a.txt"}


def test_proposals_come_with_reason_score_and_evidence(study):
    shop = cooccur.thesaurus("a.txt")
    assert asked(shop) == PAIRS
    assert all(row.rule and 0 < row.score <= 1 and row.evidence for row in shop.proposals)
    assert list(shop.frame["decision"]) == ["undecided"] * 5
    assert not files(study)
    assert "5 proposals" in repr(shop)


def test_a_corpus_that_was_read_will_do_and_stands_alone(study):
    corpus = cooccur.read("a.txt")
    assert asked(cooccur.thesaurus(corpus)) == PAIRS
    with pytest.raises(CallError, match="stands alone"):
        cooccur.thesaurus(corpus, "a.txt")


def test_the_functions_options_are_those_of_the_command_with_the_same_defaults():
    params = {p.name: p for p in command.commands["thesaurus"].params}
    for name in ("inputs", "interactive", "as_list", "as_json", "quiet", "lang"):
        del params[name]
    taken = {
        **inspect.signature(synonyms.open_workshop).parameters,
        **inspect.signature(synonyms.thesaurus).parameters,
    }
    for name in ("inputs", "options", "progress"):
        del taken[name]
    assert set(taken) == set(params)
    defaults = command.commands["thesaurus"].make_context("thesaurus", ["a.txt"]).params
    for name, parameter in taken.items():
        if name != "output":  # the command writes without being told where
            assert (defaults[name] or None) == (parameter.default or None), name


def test_nothing_is_asked_without_a_terminal_and_proposals_wait_in_the_table(study):
    done = run()
    assert done.exit_code == 0
    assert (study / "thesaurus.txt").read_text("utf-8") == "label\treplace by\n"
    text = (study / "thesaurus.decisions.csv").read_text("utf-8-sig")
    assert text.count("undecided") == 5
    assert "5 undecided" in done.stderr


def test_an_edited_table_is_applied_and_refused_ones_are_not_asked_again(study):
    run("-q")
    table = study / "thesaurus.decisions.csv"
    text = table.read_text("utf-8-sig")
    text = text.replace("undecided,livestreaming,live streaming", "yes,livestreaming,webcasting")
    text = text.replace("undecided,machine tool", "no,machine tool")
    table.write_text(text, encoding="utf-8")
    run("-q")
    assert read_thesaurus(study / "thesaurus.txt").rows == (("livestreaming", "webcasting"),)
    assert ("machine tool", "machine tools") not in asked(
        cooccur.thesaurus("a.txt", output="thesaurus.txt")
    )


@pytest.mark.parametrize("arguments", [(), ("--yes",), ("-o", "t.alias", "--yes")])
def test_twice_is_once(study, arguments):
    run("-q", *arguments)
    first = files(study)
    assert len(first) == 2
    run("-q", *arguments)
    assert files(study) == first
    run("-q", *arguments[:2] * ("-o" in arguments))
    assert files(study) == first


def test_decisions_are_remembered_for_new_exports(study):
    run("--yes", "-q")
    more = [("machine tools; gene analyses", ""), ("machine tool; gene analysis", "")]
    (study / "b.txt").write_text(wos([*RECORDS, *more]).replace("UT WOS:", "UT WOS:9"), "utf-8")
    shop = cooccur.thesaurus("b.txt", output="thesaurus.txt")
    assert asked(shop) == {("gene analysis", "gene analyses")} or asked(shop) == {
        ("gene analyses", "gene analysis")
    }
    assert set(shop.rows) == PAIRS


def test_a_thesaurus_of_ones_own_is_kept_and_respected(study):
    own = study / "own.txt"
    own.write_text("label\treplace by\nmachine tools\tmachine tool\nX\tY\n", encoding="utf-8")
    shop = cooccur.thesaurus("a.txt", output="t.txt", thesaurus="own.txt", yes=True)
    rows = set(read_thesaurus(study / "t.txt").rows)
    assert {("machine tools", "machine tool"), ("X", "Y")} <= rows
    assert ("machine tool", "machine tools") not in rows
    assert len(shop.rows) == 6


def test_rows_that_were_added_to_the_output_stay(study):
    (study / "thesaurus.txt").write_text("label\treplace by\nP\tQ\n", encoding="utf-8")
    run("--yes", "-q")
    assert ("P", "Q") in read_thesaurus(study / "thesaurus.txt").rows


def test_where_thesaurus_and_decisions_differ_the_decisions_count_and_it_is_said(study):
    run("--yes", "-q")
    (study / "own.txt").write_text("label\treplace by\nANN\tants\n", encoding="utf-8")
    done = run("--thesaurus", "own.txt")
    assert "note[thesaurus]" in done.stderr
    assert ("ANN", "artificial neural network") in read_thesaurus(study / "thesaurus.txt").rows
    with pytest.warns(CooccurWarning, match="which counts"):
        cooccur.thesaurus("a.txt", output="thesaurus.txt", thesaurus="own.txt")


def test_citespaces_form_goes_out_and_in_and_says_what_it_cannot_hold(study):
    done = run("-o", "t.alias", "--yes")
    text = (study / "t.alias").read_text("utf-8")
    assert "artificial neural network#ANN\n" in text
    assert "1 dropped" in done.stderr
    shop = cooccur.thesaurus("a.txt", thesaurus="t.alias")
    assert asked(shop) == {("analysis", "")}


def test_a_map_takes_what_was_accepted(study):
    run("--yes", "-q")
    found = cooccur.map("a.txt", thesaurus="thesaurus.txt", min_occurrences=1)
    nodes = dict(
        zip(*(found.network.node_columns[n] for n in ("keyword", "occurrences")), strict=True)
    )
    assert nodes["machine tools"] == 3
    assert nodes["live streaming"] == 2
    assert not {"analysis", "ANN", "livestreaming"} & set(nodes)


def test_json_is_one_object_and_a_list_writes_nothing(study):
    done = run("--json", "-q")
    found = json.loads(done.stdout)
    assert found["records_in"] == found["kept"] + found["merged"] + found["skipped"] == 4
    assert found["undecided"] == len(found["proposals"]) == 5
    assert found["outputs"] == ["thesaurus.txt", "thesaurus.decisions.csv"]
    before = files(study)
    done = run("--list", "-o", "other.txt", "-q")
    assert len(done.stdout.splitlines()) == 5
    assert "livestreaming (1) → live streaming (2)" in done.stdout
    assert files(study) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "t.xlsx"), "no suffix that a thesaurus can have"),
        (("-o", "a.txt", "--decisions", "d.csv"), "is an input too"),
        (("--min-score", "2"), "min_score is 2"),
        (("--yes", "--list"), "exclude each other"),
    ],
)
def test_wrong_use_is_refused(study, arguments, said):
    (study / "keep").touch()
    done = run(*arguments)
    message = (
        str(done.exception) if isinstance(done.exception, CallError | DataError) else done.stderr
    )
    assert said in message
    assert done.exit_code
    assert set(files(study)) == {"keep"}


# The sitting.


def test_a_sitting_by_keys(study):
    done = run("--interactive", keys="yn?ye\nq")
    assert done.exit_code == 0, done.output
    rows = dict(read_thesaurus(study / "thesaurus.txt").rows)
    assert len(rows) == 2
    table = (study / "thesaurus.decisions.csv").read_text("utf-8-sig")
    assert (table.count("\naccepted"), table.count("\nrejected")) == (2, 1)
    assert "1/5" in done.stderr
    assert done.stderr.count("y accept") == 2


def test_undo_swap_edit_and_all_of_a_rule(study):
    shop = cooccur.thesaurus("a.txt")
    first, second = shop.proposals[:2]
    run("--interactive", "-q", keys="nus" + "y" + "emy name\n" + "aaa")
    rows = dict(read_thesaurus(study / "thesaurus.txt").rows)
    assert rows[first.preferred] == first.variant
    assert rows[second.variant] == "my name"
    assert len(rows) == 5


def test_a_sitting_goes_on_where_it_was_left(study):
    run("--interactive", "-q", keys="ynq")
    left = cooccur.thesaurus("a.txt", output="thesaurus.txt")
    assert len(left.proposals) == 3
    run("--interactive", "-q", keys="lll")
    run("--interactive", "-q", keys="yyy")
    assert not cooccur.thesaurus("a.txt", output="thesaurus.txt").proposals
    done = run("--interactive", keys="")
    assert "y accept" not in done.stderr


def test_the_end_of_the_keys_saves(study):
    run("--interactive", "-q", keys="y")
    assert len(read_thesaurus(study / "thesaurus.txt").rows) == 1


def test_breaking_off_keeps_what_was_decided(study, monkeypatch):
    keys = iter("yn")

    def press():
        try:
            return next(keys)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("cooccur.commands.dialogue._key", press)
    done = CliRunner().invoke(
        command, ["thesaurus", "a.txt", "--interactive", "-q"], standalone_mode=False
    )
    assert isinstance(done.exception, click.Abort)
    table = (study / "thesaurus.decisions.csv").read_text("utf-8-sig")
    assert (table.count("\naccepted"), table.count("\nrejected")) == (1, 1)


def test_a_disk_that_is_full_leaves_both_files_as_they_were(study, monkeypatch):
    run("--interactive", "-q", keys="yq")
    before = files(study)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cooccur.writers.files.written_beside", full)
    with pytest.raises(DataError, match="cannot be written"):
        cooccur.thesaurus("a.txt", output="thesaurus.txt", yes=True)
    monkeypatch.undo()
    assert files(study) == before


def in_terminal(folder, keys, *arguments):
    """Run the command in a terminal of its own and press keys when it asks."""
    import termios

    main, side = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cooccur", "thesaurus", "a.txt", *arguments],
        cwd=folder,
        stdin=side,
        stdout=side,
        stderr=side,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    os.close(side)
    said, waiting, shown = b"", list(keys), 0
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if not select.select([main], [], [], 0.1)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            said += os.read(main, 65536)
        except OSError:
            break
        if waiting and said.count(b"[y/n/s/e/a/l/u/q/?]") > shown:
            shown += 1
            # A key that is pressed before the terminal waits for one would be thrown away.
            while termios.tcgetattr(main)[3] & termios.ICANON and time.monotonic() < end:
                time.sleep(0.01)
            os.write(main, waiting.pop(0))
    os.close(main)
    return process.wait(timeout=30), said.decode()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo terminals")
def test_a_real_terminal_asks_takes_keys_and_breaks_off(study):
    code, said = in_terminal(study, [b"y", b"n", b"u", b"n", b"q"])
    assert code == 0, said
    assert "\x1b[32m  accepted" in said
    table = (study / "thesaurus.decisions.csv").read_text("utf-8-sig")
    assert (table.count("\naccepted"), table.count("\nrejected")) == (1, 1)
    code, said = in_terminal(study, [b"y", b"\x03"], "--lang", "zh")
    assert code == 130, said
    assert "已接受" in said
    table = (study / "thesaurus.decisions.csv").read_text("utf-8-sig")
    assert (table.count("\naccepted"), table.count("\nrejected")) == (2, 1)
