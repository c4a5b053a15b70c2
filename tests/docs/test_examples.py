"""What the documentation shows is what happens: its commands and code run, its output comes out.

In README.md and docs/: lines of a ```bash block that begin with ``cooccur`` or ``python`` are run,
```python blocks too, one after the other in a copy of the example study; a block with a caption is
first written to the file of that name. A ```text block right behind one of them holds lines of its
output, in this order (… stands for others, and at an end of a line for the rest of it).
"""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pytest

from cooccur import cli

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
STUDY = ROOT / "examples" / "social-ecommerce"
TOY = DOCS / "methods" / "toy.txt"
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=fence) *$", re.MULTILINE | re.DOTALL
)
RUN = ("bash", "console", "python")


@dataclass
class Block:
    language: str
    text: str
    caption: str = ""
    output: list[str] = field(default_factory=list)


def blocks(text):
    """The blocks of a page that are written or run, each with the output that is shown."""
    found, end = [], 0
    for match in BLOCK.finditer(text):
        info, body = match["info"].strip(), match["body"]
        language = info.removeprefix("{code-block}").strip()
        caption = ""
        while option := re.match(r":(\w+): *(.*)\n", body):
            caption = option[2] if option[1] == "caption" else caption
            body = body[option.end() :]
        is_behind = not text[end : match.start()].strip()
        end = match.end()
        if language == "text" and found and is_behind and not caption:
            found[-1].output += body.splitlines()
        elif caption or language in RUN:
            found.append(Block(language, body.lstrip("\n") if caption else body, caption))
    return found


def commands(block):
    """The lines of a block that are run, each as a list of words."""
    lines = block.text.replace("\\\n", " ").splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [line for line in words if line and line[0] in {"cooccur", "python"}]


def command_outcome(words):
    """Exit code and all the words of a command, which runs in this process to save its start."""
    if words[0] == "python":
        done = subprocess.run(
            [sys.executable, *words[1:]],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout.decode()
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        mock.patch.object(sys, "argv", list(words)),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        pytest.raises(SystemExit) as left,
    ):
        cli.main()
    return left.value.code, said.buffer.getvalue().decode()


def outcome(block, names, folder):
    """Everything that a block says when it is run."""
    told = ""
    with contextlib.chdir(folder):
        if block.language == "python":
            said = io.StringIO()
            code = compile(block.text, "<documentation>", "exec")
            with contextlib.redirect_stdout(said):
                exec(code, names)  # noqa: S102 our own text
            return said.getvalue()
        for words in commands(block):
            code, said = command_outcome(words)
            is_meant = any(line.startswith(("error[", "not the same")) for line in block.output)
            assert (code != 0) == is_meant, f"{' '.join(words)}: {said}"
            told += said
    return told


def missing(shown, said):
    """The first line of the output shown that does not come in its turn; None when all do."""
    lines = iter(line.rstrip() for line in said.splitlines())
    for expected in (line.rstrip() for line in shown):
        if expected in {"", "…"}:
            continue
        start = expected.removesuffix("…")
        if not any(
            line == expected or (start != expected and line.startswith(start)) for line in lines
        ):
            return expected
    return None


def is_run(page):
    languages = {block.language for block in blocks(page.read_text("utf-8"))}
    return not languages.isdisjoint(RUN)


PAGES = [page for page in (ROOT / "README.md", *sorted(DOCS.rglob("*.md"))) if is_run(page)]


def room_for(page, tmp_path):
    """A folder as the page takes it: the example study, or the root of the repository."""
    if page.name == "README.md":
        (tmp_path / "examples").mkdir()
        shutil.copytree(STUDY, tmp_path / "examples" / STUDY.name)
        (tmp_path / "exports").symlink_to(STUDY / "wos")
        return tmp_path
    folder = tmp_path / STUDY.name
    shutil.copytree(STUDY, folder)
    shutil.copy(TOY, folder)
    return folder


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_the_page_shows_is_what_happens(page, tmp_path, monkeypatch):
    # The console speaks the language of the locale.
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if page.stem.endswith("-zh") else "C.UTF-8")
    folder = room_for(page, tmp_path)
    names = {"__name__": "__main__"}
    for block in blocks(page.read_text("utf-8")):
        if block.caption:
            (folder / block.caption).write_text(block.text, encoding="utf-8", newline="\n")
        if block.language in RUN:
            said = outcome(block, names, folder)
            assert missing(block.output, said) is None, said


def test_the_tutorial_runs_the_same_commands_in_both_languages():
    english, chinese = (
        [commands(b) if b.language == "bash" else b.text for b in blocks(text)]
        for text in ((DOCS / name).read_text("utf-8") for name in ("tutorial.md", "tutorial-zh.md"))
    )
    assert english == chinese
    assert sum(len(run) for run in english if isinstance(run, list)) >= 5


def test_output_that_does_not_come_is_noticed():
    assert missing(["one", "…", "th…"], "zero\none\ntwo\nthree\n") is None
    assert missing(["two", "one"], "one\ntwo\n") == "one"
