import io
import re
import warnings
from dataclasses import replace

import numpy as np
import pytest
from rich.cells import cell_len

import cooccur
from cooccur import talk, words
from cooccur.errors import CooccurWarning
from cooccur.repeat import Difference, Verification

ASCII_WORD = re.compile(r"[A-Za-z][a-z]{3,}")


@pytest.fixture
def chinese():
    words.speak("zh")
    yield
    words.speak("en")


@pytest.fixture
def sliced(export):
    return cooccur.map(export, slices=4, select="top:5", min_occurrences=1, prune="pathfinder")


def said_by(capsys, say, *arguments):
    say(*arguments)
    return capsys.readouterr().err


def test_reading_and_map_are_told_in_english_by_default(capsys, sliced):
    said = said_by(capsys, talk.say_source, sliced) + said_by(capsys, talk.say_map, sliced, ["a"])
    assert "12 records in 1 file(s): 12 kept, 0 merged, 0 skipped" in said
    assert "12 author, 7 index" in said
    assert "3 slices of 4 year(s)" in said
    assert "links kept / all" in said
    assert "written: a" in said


def test_reading_and_map_are_told_in_chinese(capsys, chinese, sliced):
    said = said_by(capsys, talk.say_source, sliced) + said_by(capsys, talk.say_map, sliced, ["a"])
    assert "读入 1 个文件，共 12 条记录：保留 12，合并 0，跳过 0" in said
    assert "作者 12，索引 7" in said
    assert "3 个时间切片（每片 4 年），top:5，LRF=3" in said
    assert "寻径网络裁剪（合并网络）" in said
    assert "已写出：a" in said
    for head in ("时间切片", "序号", "聚类", "文件"):
        line = next(line for line in said.splitlines() if line.startswith(head))
        assert not ASCII_WORD.search(line), line


def test_the_rows_of_a_chinese_table_stand_under_their_heads(capsys, chinese, sliced):
    lines = said_by(capsys, talk.say_map, sliced, []).splitlines()
    start = next(row for row, line in enumerate(lines) if line.startswith("序号"))
    head = lines[start]
    for line in lines[start + 1 : start + 4]:
        # The numbers end where their head ends.
        assert cell_len(head.partition("频次")[0] + "频次") == cell_len(
            re.match(r"(.*?\d) +\d+\.\d\d", line)[1]
        )
        assert cell_len(head.partition("首现年份")[0]) == cell_len(line.rpartition("  ")[0]) + 2


def test_an_empty_map_is_explained_in_chinese(capsys, chinese, export):
    empty = cooccur.map(export, min_occurrences=999)
    assert "没有关键词出现 999 次" in said_by(capsys, talk.say_map, empty, [])


def test_notes_keep_their_code_and_are_told_once(capsys, chinese):
    warning = CooccurWarning("a.txt: missing; the map may come out otherwise", code="changed")
    said = said_by(capsys, talk.say_notes, [warning, warning])
    assert said == "note[changed]: a.txt：缺失；图谱可能不同\n"


def test_problems_keep_code_file_and_line(capsys, chinese, export):
    (export / "b.txt").write_text("FN Clarivate\nVR 1.0\nTI x\nER\n\nEF\n", encoding="utf-8")
    (export / "notes.txt").write_text("call the library\n", encoding="utf-8")
    said = said_by(capsys, talk.say_reading, cooccur.read(export))
    assert "note[passed-over]: 不是导出文件，已略过：notes.txt" in said
    assert "note[foreign-lines]: b.txt:3: 记录之间有 2 行不属于任何记录" in said


def test_a_network_of_another_program_is_told_in_chinese(capsys, chinese, tmp_path):
    (tmp_path / "a.net").write_text('*Vertices 2\n1 "x"\n2 "y"\n*Edges\n1 2 3\n', encoding="utf-8")
    found = cooccur.map(tmp_path / "a.net")
    said = said_by(capsys, talk.say_source, found)
    assert "a.net：网络文件（pajek），2 个关键词，1 条连线，不含文献" in said
    assert "没有表示频次的属性，以总连接强度代替" in said


def test_differences_are_told_in_chinese(capsys, chinese):
    before, after = "0123456789abcdef", "fedcba9876543210"
    differences = (
        Difference("input", "a.txt", f"changed (sha256 {before[:12]}… before, {after[:12]}… now)"),
        Difference("option", "seed", "0 before, 1 now"),
        Difference("table", "links", "not made"),
    )
    found = Verification(same=False, differences=differences, checked=())
    assert said_by(capsys, talk.say_verification, found).splitlines() == [
        "不一致",
        "输入文件 a.txt：已改变（原 sha256 为 0123456789ab……，现为 fedcba987654……）",
        "选项 seed：原为 0，现为 1",
        "表格 links：未生成",
    ]
    same = replace(found, same=True, differences=(), checked=("a", "b"))
    assert said_by(capsys, talk.say_verification, same) == "一致：2 个表格完全相同\n"


def test_long_lists_say_how_much_more_there_is(capsys, export, sliced, wos_text):
    for number in range(talk._SHOWN_FILES + 3):
        text = wos_text.replace("WOS:", f"WOS:{number}").replace("Paper", f"Paper {number}")
        (export / f"a{number}.txt").write_text(text, encoding="utf-8")
        (export / f"b{number}.txt").write_text(f"call the library {number}\n", encoding="utf-8")
    said = said_by(capsys, talk.say_reading, cooccur.read(export))
    assert "… and 4 more files" in said
    more = talk._SHOWN_FILES + 3 - talk._SHOWN_PROBLEMS
    assert re.search(rf"note\[passed-over\]: .* and {more} more\n", said)
    one = Difference("table", "links", "not made")
    differences = (one,) * (talk._SHOWN_DIFFERENCES + 2)
    found = Verification(same=False, differences=differences, checked=())
    assert said_by(capsys, talk.say_verification, found).endswith("… and 2 more\n")
    many = cooccur.map(export, slices=1, select="top:5", min_occurrences=1)
    talk_slices = replace(many.network.slicing, table=doubled(many.network.slicing.table, 9))
    network = replace(many.network, slicing=talk_slices)
    said = said_by(capsys, talk.say_map, replace(many, network=network), [])
    assert re.search(r"… and \d+ more slices", said)


def doubled(columns, times):
    return columns.take(np.tile(np.arange(columns.length), times))


def test_keywords_that_occur_once_are_said_to_be_in_the_map(capsys, export):
    (export / "b.txt").write_text("PT J\nTI A\nDE kites\nUT WOS:99\nER\n\nEF\n", encoding="utf-8")
    said = said_by(capsys, talk.say_map, cooccur.map(export, min_occurrences=1), [])
    assert "no minimum: keywords that occur once are in the map" in said


def test_a_map_emptied_by_its_selection_says_what_to_loosen(capsys, export):
    empty = cooccur.map(export, min_occurrences=1, min_cooccurrences=99, drop_isolates=True)
    assert empty.network.n_nodes == 0
    assert "loosen --select, --min-cooccurrences or" in said_by(capsys, talk.say_map, empty, [])


def test_what_others_warn_of_is_not_kept_for_the_end():
    def both():
        with talk.collected() as notes:
            warnings.warn("theirs", RuntimeWarning, stacklevel=1)
            warnings.warn(CooccurWarning("ours", code="changed"), stacklevel=1)
        return notes

    with pytest.warns(RuntimeWarning, match="theirs"):
        notes = both()
    assert [str(note) for note in notes] == ["ours"]


def test_an_error_keeps_its_code_and_place(capsys, chinese):
    talk.say_error("the file is empty; export the records again", code="empty", place="a.txt:1")
    assert capsys.readouterr().err == "error[empty]: a.txt:1: 文件为空；请重新导出\n"


def test_progress_is_silent_where_no_terminal_is(capsys, chinese):
    with talk.progress(quiet=False) as progress:
        progress("reading", 0.5)
    assert capsys.readouterr().err == ""


def test_progress_on_a_terminal_is_told_in_chinese(monkeypatch, chinese):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with talk.progress(quiet=False) as progress:
        progress("laying out", 0.5)
    assert "布局" in terminal.getvalue()
