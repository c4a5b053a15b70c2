import ast
import io
import string
from pathlib import Path

import click
import pytest

import cooccur
from cooccur import words
from cooccur.chinese.help import HELP
from cooccur.chinese.messages import CLICK, MEANINGS, MESSAGES
from cooccur.chinese.talk import TALK
from cooccur.cli import cooccur as command
from cooccur.errors import CODES
from cooccur.help import Context, _width, columns, wrapped

SOURCE = Path(cooccur.__file__).parent
TEXTS = {**HELP, **CLICK, **MEANINGS, **MESSAGES, **TALK}


@pytest.fixture
def chinese():
    words.speak("zh")
    yield
    words.speak("en")


def holes(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def bare(text):
    """A text whose holes have no names."""
    parts = string.Formatter().parse(text)
    return "".join(said + "{}" * (name is not None) for said, name, _, _ in parts)


def read(node):
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def trees():
    paths = [path for path in SOURCE.rglob("*.py") if path.parent.name != "chinese"]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture(scope="module")
def said():
    """Every text of the code, values as ``{}``; the texts inside of others, too."""
    return {read(node) for tree in trees() for node in ast.walk(tree)} - {None}


def test_the_words_of_every_message_are_still_those_of_the_code(said):
    whole = "\n".join(sorted(said))
    for text in MESSAGES:
        # Some messages are put together of two: what a file looks like, and what to do.
        parts = (part.strip(";, ") for part in bare(text).split("{}"))
        assert all(part in whole for part in parts), text


def test_every_text_is_one_that_the_code_still_says(said):
    assert [text for text in TALK if text not in said] == []
    whole = "\n".join(
        text for one in all_commands() for text in [one.epilog or "", one.help, *helps_of(one)]
    )
    assert [text for text in HELP if text not in whole] == []


def test_every_text_that_is_said_has_a_translation():
    calls = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if isinstance(call.func, ast.Name) and call.args]

    def first_words(*names):
        return {read(call.args[0]) for call in calls if call.func.id in names} - {None}

    first, stages = first_words("spoken", "say"), first_words("tell", "progress")
    missing = [text for text in first | stages if text not in TEXTS]
    assert missing == []
    assert len(first) > 20
    assert len(stages) > 8


def test_every_code_and_title_has_a_translation():
    assert set(CODES.values()) == set(MEANINGS)
    titles = {row["title"] for rows in cooccur.formats().values() for row in rows}
    assert titles - set(TALK) == {"VOSviewer JSON"}


def all_commands():
    return [command, *command.commands.values()]


def helps_of(one):
    """The paragraphs of a command's help and the help of its options."""
    parts = [" ".join(part.split()) for part in one.help.split("\n\n") if "\b" not in part]
    return [*parts, *(param.help for param in one.params if isinstance(param, click.Option))]


@pytest.mark.parametrize("one", all_commands(), ids=lambda one: one.name)
def test_every_command_and_option_has_help_in_both_languages(one):
    assert all(helps_of(one))
    assert [text for text in helps_of(one) if text not in {**HELP, **CLICK}] == []


def test_no_value_is_lost_in_a_translation():
    for text, translation in TEXTS.items():
        assert holes(text) == holes(translation), text


def test_translations_are_chinese_and_can_be_shown_on_a_chinese_windows_console():
    without = {
        "Q={q:.4f}, S={s:.4f}",
        "{how} ({scope})",
        "LRF={lrf:g}, L/N={most}, e={e:g}",
        "{kind} {name}: {what}",
        "only {fields}",
    }
    without |= {"; ", ", "}
    for text, translation in TEXTS.items():
        assert translation.encode("gbk")
        has_chinese = any("\u4e00" <= character <= "\u9fff" for character in translation)
        assert has_chinese or text in without, text


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_TW.UTF-8", "LANG": "C"}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["map", "--lang", "zh"], {"LANG": "C"}, "zh"),
        (["map", "--lang=en", "a"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["map", "--lang", "de"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["map", "--lang"], {"LANG": "C"}, "en"),
        (["map", "--", "--lang", "zh"], {"LANG": "C"}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_or_else_of_the_locale(arguments, environment, expected):
    assert words.console_language(arguments, environment, ()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chinese (Simplified)_China", "zh"),
        ("zh_CN", "zh"),
        ("English_Austria", "en"),
        (None, "en"),
    ],
)
def test_without_variables_the_system_tells_the_language(monkeypatch, name, expected):
    monkeypatch.setattr("locale.getlocale", lambda: (name, "936"))
    assert words.console_language([], {}, ()) == expected


def test_a_locale_that_python_cannot_read_is_english(monkeypatch):
    def unknown():
        raise ValueError("unknown locale: UTF-8")

    monkeypatch.setattr("locale.getlocale", unknown)
    assert words.console_language([], {}, ()) == "en"


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", "zh"), ("gbk", "zh"), ("cp1252", "en"), ("ascii", "en")]
)
def test_a_console_that_knows_no_chinese_is_spoken_to_in_english(encoding, expected):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert words.console_language(["--lang", "zh"], {}, [stream]) == expected


def test_a_message_keeps_its_values_and_the_words_in_them_are_translated(chinese):
    found = words.spoken_message(
        "it looks like a PDF document, an export of a literature database was expected; "
        "export the records again and give that file",
        code="unrecognised",
    )
    assert found == ("内容似为 PDF 文档，应为文献数据库的导出文件；请重新导出，再使用所得文件")
    message = "--width is 9; a width from 40 to 420 mm is expected"
    assert words.spoken_message(message, code="bad-option").startswith("--width 的值为 9，")


def test_a_message_without_translation_follows_what_its_code_means(chinese):
    found = words.spoken_message("something new; do that", code="thesaurus")
    assert found == "同义词表或停用词表中有一行无法解析：something new; do that"
    assert words.spoken_message("something new", code="") == "something new"


def test_no_message_is_taken_for_another(chinese):
    for text, translation in {**MESSAGES, **CLICK}.items():
        values = {name: f"<{name}>" for name in holes(text)}
        found = words.spoken_message(text.format(**values), code="")
        assert found == translation.format(**values)


def test_braces_in_a_value_are_no_holes(chinese):
    message = "unknown palette '{x}{0}'; known: vos"
    assert (
        words.spoken_message(message, code="bad-option") == "palette 没有取值 '{x}{0}'；可选：vos"
    )


def test_english_is_said_as_it_stands():
    assert words.spoken("written: {output}", output="a.html") == "written: a.html"
    assert words.spoken_message("anything", code="empty") == "anything"


def help_of(one):
    return one.get_help(Context(one, info_name=one.name, terminal_width=80))


@pytest.mark.parametrize("one", all_commands(), ids=lambda one: one.name)
def test_no_line_of_the_chinese_help_is_too_wide_or_begins_with_a_stop(chinese, one):
    text = help_of(one)
    # What cannot be parted, as the list of an option's values, may stand out.
    for line in text.splitlines():
        assert columns(line) <= 80 or "|" in line or "  --" in line, line
        assert not line.strip().startswith(tuple("，。；：、）”")), line
    assert "Options" not in text
    assert "default" not in text.partition("预设")[0].replace("defaults", "")


@pytest.mark.parametrize("one", all_commands(), ids=lambda one: one.name)
def test_the_english_help_is_the_one_click_writes(one):
    context = click.Context(one, info_name=one.name, terminal_width=80)
    assert help_of(one) == one.get_help(context)


def test_wrapped_text_is_all_there():
    text = "只用词数在此范围内的 author keywords（如 CiteSpace 的 2-4）。  [默认：a b]"
    lines = wrapped(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(columns, lines)) <= 20
    assert lines[-1] == "[默认：a b]"


@pytest.mark.parametrize(
    ("told", "width"), [("72", 70), ("300", 98), ("9", 50), ("wide", 78), ("0", 78), ("-3", 78)]
)
def test_help_is_as_wide_as_the_console_where_that_is_known(monkeypatch, told, width):
    monkeypatch.setenv("COLUMNS", told)
    monkeypatch.setattr("sys.stdout", io.StringIO())  # no console
    assert _width(100) == width
