import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

HEAVY = ("numpy", "pandas", "scipy", "sklearn", "networkx", "matplotlib", "pyvis", "rich", "jinja2")
NOT_BY_DEFAULT = ("sklearn", "matplotlib", "pyvis", "networkx", "pandas")


def imported(code):
    script = f"{code}\nimport sys; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_and_import_load_nothing_heavy():
    code = "from cooccur.cli import cooccur\ncooccur.main(['--help'], standalone_mode=False)"
    assert not imported(code).intersection(HEAVY)
    assert not imported("import cooccur").intersection(HEAVY)


def test_a_default_map_loads_no_package_that_it_does_not_need(export, tmp_path):
    code = (
        "from cooccur.cli import cooccur\n"
        f"cooccur.main(['map', {str(export)!r}, '-o', {str(tmp_path / 'm.html')!r}], "
        "standalone_mode=False)"
    )
    assert not imported(code).intersection(NOT_BY_DEFAULT)


def test_the_example_of_the_help_works(run, export, tmp_path):
    done = run("map", "exports/")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert 'id="cooccur-data"' in page
    said = done.stderr.decode()
    assert "12 records" in said
    assert "social commerce" in said
    assert "written: map.html" in said
    assert len(said.splitlines()) <= 100


def test_json_is_one_object_that_adds_up(run, export):
    done = run("map", "exports", "--json", "-o", "m.html")
    found = json.loads(done.stdout)
    assert found["records_in"] == found["kept"] + found["merged"] + found["skipped"] == 12
    assert found["selected"] == 12
    assert found["keywords"] == 7
    assert found["outputs"] == ["m.html"]
    assert found["top_keywords"][0] == {"keyword": "TRUST", "occurrences": 8}
    assert sum(row["size"] for row in found["cluster_list"]) == found["nodes"]
    for name in ("modularity", "silhouette", "harmonic_mean", "density", "largest_component"):
        assert isinstance(found[name], float), name
    (file,) = found["files"]
    assert (file["path"], file["with_author_keywords"], file["with_index_keywords"]) == (
        "savedrecs.txt",
        12,
        7,
    )
    assert file["years"] == [2016, 2026]


def test_every_output_is_written(run, export, tmp_path):
    outputs = ["a.html", "a.graphml", "a.gexf", "a.gml", "a.net", "a.csv", "tables/"]
    done = run("map", "exports", "-q", *(part for name in outputs for part in ("-o", name)))
    assert (done.returncode, done.stderr) == (0, b"")
    written = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert written == {
        "a.html",
        "a.graphml",
        "a.gexf",
        "a.gml",
        "a.net",
        "a.clu",
        "a.vec",
        "a.keywords.csv",
        "a.links.csv",
    }
    tables = {path.name for path in (tmp_path / "tables").iterdir()}
    expected = ["keywords", "links", "clusters", "records", "merged", "skipped", "bursts"]
    expected += ["bursts_all", "representatives", "slices", "years", "themes", "theme_keywords"]
    expected += ["turning_points", "periods", "period_themes", "evolution", "overlap", "trends"]
    assert tables == {f"{name}.csv" for name in expected}
    assert len(pd.read_csv(tmp_path / "tables" / "records.csv")) == 12


def test_a_preset_is_overruled_by_the_options_given_and_by_no_other(run, export):
    def minimum(*arguments):
        done = run("map", "exports", "--json", "-q", *arguments)
        return json.loads(done.stdout)["min_occurrences"]

    assert minimum("--preset", "vosviewer") == 5
    assert minimum("--preset", "vosviewer", "--min-occurrences", "3") == 3
    # What is given wins even where it is the default.
    assert minimum("--preset", "vosviewer", "--min-occurrences", "auto") == minimum() == 2


def test_a_map_of_slices_says_what_each_slice_selected(run, export, tmp_path):
    done = run("map", "exports", "--preset", "citespace", "--slices", "4", "-o", "tables/")
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "2016-2019" in said
    assert "3 slices of 4 year(s), g-index:25, LRF=3, L/N=10, e=1" in " ".join(said.split())
    slices = pd.read_csv(tmp_path / "tables" / "slices.csv")
    assert slices["slice"].tolist() == ["2016-2019", "2020-2023", "2024-2026"]
    assert slices["records"].sum() == 12


def test_inspect_tells_what_is_in_each_file(run, export):
    found = json.loads(run("inspect", "exports", "--json").stdout)
    assert found["records_in"] == 12
    assert found["files"][0]["format"] == "wos-tagged"


def test_formats_lists_readers_and_writers(run):
    said = run("formats").stdout.decode()
    assert "cnki-refworks" in said
    assert ".graphml" in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["map", "exports", "--colour", "red"], b"bad-option"),
        (["map", "exports", "-o", "map.docx"], b"bad-option"),
        (["map", "exports", "--similarity", "cos"], b"bad-option"),
        (["map", "exports", "--years", "soon"], b"bad-option"),
        (["map"], b"bad-option"),
        (["draw"], b"bad-option"),
        (["map", "exports/savedrecs.txt", "-o", "exports/savedrecs.txt"], b"bad-option"),
        (["map", "exports", "-o", ""], b"bad-option"),
        (["map", "nowhere", "--select", "top:0"], b"bad-option"),
        (["map", "nowhere", "--select", "best:5"], b"bad-option"),
        (["map", "nowhere", "--author-words", "many"], b"bad-option"),
        (["map", "nowhere", "--lrf", "-3"], b"bad-option"),
        (["map", "nowhere", "--preset", "excel"], b"bad-option"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why_in_few_lines(run, export, arguments, code):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error[" + code)
    assert len(done.stderr.splitlines()) <= 4
    assert max(map(len, done.stderr.splitlines())) < 1000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", b"empty"),
        (b"%PDF-1.7 something", b"unrecognised"),
        (b"<html><title>Sign in</title><body>Please sign in</body></html>", b"refused"),
        (b"just a note to myself\n", b"unrecognised"),
    ],
)
def test_data_that_cannot_be_used_ends_with_1_and_leaves_no_output(run, tmp_path, content, code):
    (tmp_path / "file.txt").write_bytes(content)
    done = run("map", "file.txt", "--json")
    assert done.returncode == 1
    assert done.stderr.startswith(b"error[" + code), done.stderr
    assert b"Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_a_missing_file_is_named(run):
    done = run("map", "nowhere.txt")
    assert done.returncode == 1
    assert b"error[not-found]: nowhere.txt" in done.stderr


def test_records_without_keywords_end_with_advice(run, tmp_path):
    record = "PT J\nAU A, B\nTI A title\nPY 2020\nUT WOS:1\nER\n\nEF\n"
    (tmp_path / "short.txt").write_text(f"FN Clarivate\nVR 1.0\n{record}", encoding="utf-8")
    done = run("map", "short.txt")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(b"error[no-keywords]")
    assert b"--keywords title" in done.stderr


def test_a_file_in_a_folder_that_is_no_export_is_passed_over_in_one_line(run, export):
    (export / "notes.txt").write_text("call the library\n", encoding="utf-8")
    done = run("map", "exports")
    assert done.returncode == 0
    assert done.stderr.decode().count("notes.txt") == 1
    assert run("inspect", "exports").returncode == 0


def test_a_named_file_that_is_no_export_ends_inspect_with_1_and_json(run, export):
    (export / "notes.txt").write_text("call the library\n", encoding="utf-8")
    done = run("inspect", "exports/notes.txt", "exports/savedrecs.txt", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["records_in"] == 12


@pytest.mark.parametrize("command", [["map"], ["inspect", "--json"]])
@pytest.mark.parametrize(
    "content",
    [
        "PT J\nTI Without keywords\nUT WOS:1\nER\n\nEF\n",
        "RT Journal Article\nSR 1\n",
        "FN Clarivate\nVR 1.0\n" + "nothing\n" * 9,
    ],
)
def test_a_run_that_fails_after_reading_says_one_line(run, tmp_path, command, content):
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    done = run(command[0], "a.txt", *command[1:])
    if done.returncode:
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert done.stderr.startswith(b"error[no-")
    else:
        assert command[0] == "inspect"
        assert json.loads(done.stdout)["kept"] == 1


def test_records_that_were_all_skipped_are_not_blamed_on_filters(run, tmp_path):
    (tmp_path / "a.txt").write_text("RT Journal Article\nSR 1\n", encoding="utf-8")
    said = run("map", "a.txt").stderr
    assert b"skipped" in said
    assert b"filters" not in said


def test_inspect_prints_json_of_the_rest_when_a_named_file_is_missing(run, export):
    done = run("inspect", "nowhere.txt", "exports", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["records_in"] == 12
    assert [problem["code"] for problem in found["problems"]] == ["not-found"]


def test_a_broken_archive_in_a_folder_stops_neither_map_nor_inspect(run, export):
    (export / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert run("map", "exports").returncode == 0
    assert run("inspect", "exports").returncode == 0
    assert run("inspect", "exports/broken.zip").returncode == 1


def test_no_output_replaces_a_file_that_was_found_in_a_folder_or_by_a_glob(run, export):
    path = (export / "savedrecs.txt").rename(export / "savedrecs.net")
    before = path.read_bytes()
    for given in ("exports", "exports/*.net"):
        done = run("map", given, "-o", "exports/savedrecs.net")
        assert (done.returncode, path.read_bytes() == before) == (2, True)
    assert run("map", "exports", "-o", "exports/map.net").returncode == 0
    assert run("map", "exports", "-o", "exports/map.net").returncode == 0


def test_no_output_holds_the_folder_of_a_thesaurus_or_stop_list(run, export, tmp_path):
    (export / "names.txt").write_text("label\treplace by\ntrust\tconfidence\n", encoding="utf-8")
    run("map", "exports/savedrecs.txt", "--thesaurus", export / "names.txt", "-o", "a.html")
    run("map", "exports/savedrecs.txt", "--thesaurus", "exports/names.txt", "-o", "b.html")
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.html").read_bytes()
    assert b'"thesaurus":"names.txt"' in page


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("arguments", [["formats"], ["inspect", "exports", "--json", "-q"]])
def test_a_full_disk_behind_stdout_ends_with_one_line(export, tmp_path, arguments):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cooccur", *arguments],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error[cannot-write]")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
def test_closed_streams_do_not_stop_a_map(export, tmp_path):
    command = f"{shlex.quote(sys.executable)} -m cooccur map exports --json >&- 2>&-"
    assert subprocess.run(command, shell=True, cwd=tmp_path, check=False).returncode == 0  # noqa: S602 our own words
    assert (tmp_path / "map.html").exists()


def test_the_command_alone_shows_its_help(run):
    done = run()
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.decode().startswith("Usage: cooccur")


def test_an_empty_map_says_why(run, export):
    done = run("map", "exports", "--min-occurrences", "999")
    assert done.returncode == 0
    assert b"no keyword occurs 999 times" in done.stderr


def test_control_codes_never_reach_the_terminal_raw(run, tmp_path, wos_text):
    hostile = wos_text.replace("trust", "tr\x1b[31must\u202e")
    (tmp_path / "a.txt").write_text(hostile, encoding="utf-8")
    done = run("map", "a.txt")
    assert done.returncode == 0
    assert b"\x1b" not in done.stderr
    assert "\u202e".encode() not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_a_console_that_knows_no_chinese_shows_escapes(run, tmp_path, wos_text, encoding):
    chinese = wos_text.replace("trust", "信任😀é")
    (tmp_path / "a.txt").write_text(chinese, encoding="utf-8")
    done = run("map", "a.txt", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "信任" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes_everywhere(run, tmp_path, export, wos_text):
    second = wos_text.replace("WOS:0000", "WOS:1111").replace("trust", "Trust")
    (export / "more.txt").write_text(second, encoding="utf-8")
    elsewhere = tmp_path / "another place"
    elsewhere.mkdir()
    files = ["savedrecs.txt", "more.txt"]
    outputs = ("html", "graphml", "gexf", "gml", "net", "csv")
    first = [part for name in outputs for part in ("-o", f"one.{name}")]
    other = [part for name in outputs for part in ("-o", f"other.{name}")]
    env = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "OPENBLAS_NUM_THREADS": "1"}
    run("map", *(f"exports/{name}" for name in files), "-q", *first, "-o", "t1/")
    done = run(
        "map",
        *(export / name for name in reversed(files)),
        "-q",
        *other,
        "-o",
        "t2/",
        cwd=elsewhere,
        env=env,
    )
    assert done.returncode == 0, done.stderr
    pairs = [
        (path, elsewhere / path.name.replace("one", "other")) for path in tmp_path.glob("one.*")
    ]
    pairs += [(path, elsewhere / "t2" / path.name) for path in (tmp_path / "t1").iterdir()]
    # A .csv makes two files and a .net three.
    assert len(pairs) == len(outputs) + 1 + 2 + 19
    for one, two in pairs:
        assert one.read_bytes() == two.read_bytes(), one.name


CHINESE = {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["map", "--help"], CHINESE),
        (["map", "--help", "--lang", "zh"], {"LC_ALL": "C.UTF-8"}),
        (["--lang=zh", "map", "--help"], {"LC_ALL": "C.UTF-8"}),
        (["report", "-h"], {"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "PYTHONUTF8": "1"}),
    ],
)
def test_help_follows_the_locale_and_the_option(run, arguments, env):
    said = run(*arguments, env=env).stdout.decode()
    assert said.startswith("用法：cooccur ")
    assert "图谱标题。" in said
    assert "Options" not in said


def test_help_in_english_wins_over_a_chinese_locale(run):
    said = run("map", "--help", "--lang", "en", env=CHINESE).stdout.decode()
    assert said.startswith("Usage: cooccur map")
    assert "用法" not in said


@pytest.mark.parametrize(
    "command", ["map", "report", "rerun", "verify", "inspect", "formats", "thesaurus"]
)
def test_every_command_takes_a_language(run, command):
    done = run(command, "--lang", "zh", "--help")
    assert done.returncode == 0
    assert "--lang en|zh" in done.stdout.decode()


def test_a_chinese_help_loads_nothing_heavy():
    code = (
        "from cooccur import words\nfrom cooccur.cli import cooccur\nwords.speak('zh')\n"
        "cooccur.main(['map', '--help'], standalone_mode=False)"
    )
    assert not imported(code).intersection(HEAVY)


def test_a_run_in_a_chinese_locale_speaks_chinese(run, export):
    said = run("map", "exports", env=CHINESE).stderr.decode()
    assert "共 12 条记录" in said
    assert "已写出：map.html" in said
    assert "records" not in said
    assert "共 12 条记录" in run("inspect", "exports", "--lang", "zh").stderr.decode()
    assert "可读取" in run("formats", "--lang", "zh").stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["map", "nowhere.txt"], "error[not-found]: nowhere.txt: 没有这个文件或文件夹；"),
        (["map", "a.pdf"], "error[unrecognised]: a.pdf: 内容似为 PDF 文档，应为文献数据库"),
        (["map", "empty.txt"], "error[empty]: empty.txt: 文件为空；"),
        (["map", "exports", "--colour", "red"], "error[bad-option]: 没有选项 --colour"),
        (["map", "exports", "--seed", "x"], "error[bad-option]: 选项 --seed 的值为 'x'，应为整数"),
        (
            ["map", "exports", "--labels", "x"],
            "error[bad-option]: 选项 --labels 没有取值 'x'；可选：",
        ),
        (["map", "exports", "--seed", "-1"], "error[bad-option]: --seed 的值为 -1，应为不小于 0"),
        (["map", "exports", "--min-occurrences", "x"], "error[bad-option]: 选项 --min-occurrences"),
        (
            ["map", "exports", "--years", "soon"],
            "error[bad-option]: --years 的值 'soon' 无法识别；",
        ),
        (["map", "exports", "--years", "1990"], "error[no-records]: 筛选后 12 篇文献无一保留；"),
        (["map", "exports", "-o", "a.doc"], "error[bad-option]: 无法识别输出 'a.doc' 的后缀；"),
        (["map", "exports", "-o", "no/a.html"], "error[cannot-write]: no/a.html: 无法写出（"),
        (["inspect"], "error[bad-option]: 缺少参数 INPUT...（见 cooccur inspect --help）"),
        (["map"], "error[bad-option]: 没有给出输入；"),
        (["draw"], "error[bad-option]: 没有命令 draw（见 cooccur --help）"),
        (["verify", "exports", "exports"], "error[not-found]: exports: 没有这个文件，或文件夹中"),
    ],
)
def test_an_error_in_chinese_keeps_code_file_and_value(run, export, tmp_path, arguments, said):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 something")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "no").touch()
    done = run(*arguments, env=CHINESE)
    assert done.returncode in {1, 2}
    assert done.stderr.decode().startswith(said)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_that_knows_no_chinese_is_spoken_to_in_english(run, export, tmp_path, encoding):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = run("map", "exports", "--lang", "zh", env=env)
    assert done.returncode == 0
    assert b"12 records" in done.stderr
    assert '<html lang="zh' in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert run("map", "--help", "--lang", "zh", env=env).stdout.startswith(b"Usage:")


def test_files_and_json_do_not_follow_the_locale(run, export, tmp_path):
    outputs = [
        part
        for name in ("a.html", "a.svg", "a.graphml", "a.csv", "a.xlsx", "a.tex", "t/")
        for part in ("-o", name)
    ]
    found = []
    for env in ({"LC_ALL": "C"}, CHINESE):
        done = run("map", "exports", "--json", "-q", "--slices", "4", *outputs, env=env)
        assert done.returncode == 0, done.stderr
        files = sorted([*tmp_path.glob("a.*"), *(tmp_path / "t").iterdir()])
        found.append([done.stdout, *(path.read_bytes() for path in files)])
        found[-1] += [
            run(*arguments, "--json", env=env).stdout
            for arguments in (["inspect", "exports"], ["formats"], ["verify", "a.html", "exports"])
        ]
    assert found[0] == found[1]
    assert len(found[0]) > 20
