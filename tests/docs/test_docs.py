"""The documentation is in step with the code, its links lead somewhere, and the site builds."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cooccur
from cooccur.errors import CODES
from cooccur.options import CHOICES, FIGURE_OPTIONS, OPTIONS
from cooccur.presets import PRESETS
from cooccur.readers.bounded import LIMITS
from cooccur.writers.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
SOURCES = sorted((ROOT / "src" / "cooccur").rglob("*.py"))


def prose(page):
    """The text of a page without its blocks of code."""
    return re.sub(r"^(`{3,}).*?^\1 *$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def rows(text):
    """The cells of all rows of the tables in a text."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def anchors(page):
    """What a link into a page can end in, as its headings are spelled there."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_inside_the_documentation_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_option_that_is_named_exists(page):
    known = {f"--{name.replace('_', '-')}" for name in (*OPTIONS, *FIGURE_OPTIONS)}
    known |= {"--output", "--renderer", "--study", "--save-study", "--json", "--quiet", "--help"}
    known |= {"--execute", "--to"}  # of nbconvert
    known |= {"--decisions", "--min-score", "--interactive", "--yes", "--list"}
    text = page.read_text("utf-8").replace("--keep-going", "")
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", text)) <= known


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_choice_that_is_named_exists(page):
    for name, values in CHOICES.items():
        spelled = f"--{name.replace('_', '-')}"
        for first, *more in re.findall(
            rf"`{spelled} ([a-z0-9_-]+)`((?:, `[a-z0-9_-]+`)*)", prose(page)
        ):
            named = {first, *re.findall(r"`([a-z0-9_-]+)`", more[0])}
            assert named <= set(values), (spelled, named)


def test_every_chapter_is_in_a_table_of_contents():
    listed = set()
    for page in DOCS.rglob("*.md"):
        text = page.read_text("utf-8")
        for block in re.findall(r"^```\{toctree\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                if line and not line.startswith(":"):
                    name = re.sub(r".*<(.*)>", r"\1", line)
                    listed.add((page.parent / f"{name}.md").resolve())
    assert listed == set(DOCS.rglob("*.md")) - {DOCS / "index.md"}


def test_the_page_on_presets_names_no_option_that_a_preset_does_not_set():
    parts = re.split(r"^## ", (DOCS / "presets.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [part.split("\n")[0] for part in parts] == list(PRESETS)
    for part, preset in zip(parts, PRESETS.values(), strict=True):
        told = [(o.strip("`-").replace("-", "_"), v) for o, v in rows(part)[2:]]
        wanted = [(o, "on" if v is True else str(v)) for o, v in preset.values.items()]
        assert told == wanted
        assert len(re.findall("^- ", part, re.MULTILINE)) == len(preset.differs)


def codes_in(tree):
    """Every text of a module that stands where a code does."""
    places = {"Note": 1, "Damage": 1, "Problem": 2, "Refusal": 2, "SkippedRecord": 2, "problem": 1}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        found = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        found += node.args[places[called] : places[called] + 1] if called in places else []
        for value in found:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield value.value


def test_every_code_that_is_used_is_in_the_table_of_codes():
    used = {code for path in SOURCES for code in codes_in(ast.parse(path.read_text("utf-8")))}
    assert len(used) > 15
    assert used <= set(CODES)


def test_no_code_is_listed_that_nothing_uses():
    text = "".join(path.read_text("utf-8") for path in SOURCES if path.name != "errors.py")
    assert [code for code in CODES if f'"{code}"' not in text] == []


def columns_told():
    """The columns of each table, as the page on tables lists them."""
    text = (DOCS / "reference" / "tables.md").read_text("utf-8")
    told = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        names = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows(part)))
        for file in re.findall(r"(\w+)\.csv", part.split("\n")[0]):
            told[file] = names
    return told


def test_the_page_on_tables_tells_every_column(export, tmp_path):
    keywords = "K1 信任;物流\n trust;logistics\n\nDS CNKI\n\n"
    records = [f"RT Journal Article\nSR 1\nA1 甲\nT1 题名{n}\nYR 2020\n{keywords}" for n in (1, 2)]
    (export / "CNKI.txt").write_text("".join(records), encoding="utf-8")
    options = {"slices": 2, "structure": "mca", "stability": True, "resamples": 2}
    options |= {"align_languages": True, "source_fair": True}
    cooccur.map(export).save(tmp_path / "earlier.html")
    options |= {"since": tmp_path / "earlier.html"}
    cooccur.map(export, **options).save(f"{tmp_path}/tables/")
    told = columns_told()
    assert set(told) == set(TABLES)
    for name in TABLES:
        header = (tmp_path / "tables" / f"{name}.csv").read_text("utf-8-sig").splitlines()[0]
        assert sorted(header.split(",")) == sorted(told[name]), name


def test_the_page_on_json_tells_every_key(export, run):
    import json

    text = (DOCS / "reference" / "json.md").read_text("utf-8")
    found = json.loads(run("map", export, "--json", "-q", "-o", "map.html").stdout)
    inner = [found[name][0] for name in ("files", "cluster_list", "top_keywords")]
    for key in {*found, *(key for row in inner for key in row)}:
        assert f"`{key}`" in text


def needed(name):
    if importlib.util.find_spec(name):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed, and here the site must be built")
    pytest.skip(f'{name} is not installed; pip install -e ".[docs]" brings it')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built with warnings as errors; CI has built it and tells where."""
    if built := os.environ.get("COOCCUR_SITE"):
        return Path(built)
    for name in ("sphinx", "myst_parser", "numpydoc", "pydata_sphinx_theme"):
        needed(name)
    out = tmp_path_factory.mktemp("site")
    words = ["-W", "--keep-going", "-q", "-j", "2", "-b", "html", "-d", f"{out}/doctrees"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words, str(DOCS), f"{out}/html"],
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return out / "html"


def test_the_site_builds_without_a_warning_and_holds_every_page(site):
    pages = {path.relative_to(DOCS).with_suffix(".html") for path in DOCS.rglob("*.md")}
    assert [page for page in pages if not (site / page).is_file()] == []
    assert "<math" in (site / "methods" / "similarity.html").read_text("utf-8")


def test_the_site_shows_the_tables_of_the_code(site):
    def text_of(name):
        return (site / "reference" / name).read_text("utf-8")

    options = text_of("options.html")
    assert all(f"--{name.replace('_', '-')}" in options for name in (*OPTIONS, *FIGURE_OPTIONS))
    assert all(f">{name}<" in options for name in LIMITS)
    assert all(f">{code}<" in text_of("codes.html") for code in CODES)
    names = [row["name"] for rows_ in cooccur.formats().values() for row in rows_]
    assert all(f">{name}<" in text_of("formats.html") for name in names)
    library = text_of("library.html")
    assert all(f'id="cooccur.{name}"' in library for name in ("map", "read", "report", "verify"))


def test_the_site_asks_for_nothing_from_outside(site, browser):
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index.html", "methods/clustering.html", "reference/network.html"):
        page.goto((site / name).as_uri())
        page.wait_for_timeout(200)
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
