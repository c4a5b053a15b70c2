import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_first_block_holds_two_complete_lines(readme):
    lines = blocks(readme, "")[0].splitlines()
    assert len(lines) == 2
    assert all(line.startswith("pip install") and " && " in line for line in lines)
    assert "cooccur map examples/" in lines[0]
    assert lines[1].endswith("pytest")


def test_the_library_example_runs(readme, tmp_path, monkeypatch):
    (code,) = blocks(readme, "python")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 our own text
    assert (tmp_path / "map.html").is_file()
    assert (tmp_path / "network.graphml").is_file()


def test_every_file_that_the_readme_links_exists(readme):
    links = re.findall(r"\]\((?!http)([^)]+)\)", readme)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def test_every_option_that_the_readme_names_exists(readme, run):
    offered = run("map", "--help").stdout.decode()
    for option in set(re.findall(r"`(--[a-z-]+)", readme)):
        assert option in offered
