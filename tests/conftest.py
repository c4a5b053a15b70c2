"""What all tests share."""

import dataclasses
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"

settings.register_profile("default", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def real():
    """The folder of real exports, which cannot be part of the repository."""
    if not REAL.is_dir():
        pytest.skip("the real exports are not part of the repository and not beside it")
    return REAL


@pytest.fixture(scope="session")
def example_map():
    """The map of the example: English and Chinese records of eighteen years."""
    import cooccur

    return cooccur.map(Path(__file__).parents[1] / "examples/social-ecommerce", lang="en")


@pytest.fixture(scope="session")
def full_map(example_map):
    """The map of the example with data for every view: it goes on from one of its first years."""
    import cooccur
    from cooccur.earlier import earlier_of
    from cooccur.network.changes import changes_between
    from cooccur.network.structure import conceptual_structure

    first = cooccur.map(Path(__file__).parents[1] / "examples/social-ecommerce", years="2000-2019")
    earlier = earlier_of(first)
    changes = changes_between(earlier, earlier_of(example_map))
    network = conceptual_structure(example_map.network, clusters=4).with_columns(
        tables={"changes": changes.keywords, "cluster_changes": changes.clusters}
    )
    history = (*example_map.history, network.history[-1])
    return dataclasses.replace(example_map, network=network, history=history, earlier=earlier)


def wos_record(number, author, index=(), *, year=2020, title=None):
    lines = [
        "PT J",
        f"AU Writer-{number}, A",
        f"TI {title or f'Paper number {number}'}",
        "SO JOURNAL OF EXAMPLES",
        "LA English",
        "DT Article",
        *([f"DE {'; '.join(author)}"] if author else []),
        *([f"ID {'; '.join(index)}"] if index else []),
        "NR 0",
        f"TC {number}",
        f"PY {year}",
        f"UT WOS:{number:015d}",
        "ER",
        "",
    ]
    return "\n".join(lines) + "\n"


TRADE = ("social commerce", "trust", "purchase intention", "live streaming")
VILLAGE = ("rural e-commerce", "poverty alleviation", "logistics")


@pytest.fixture(scope="session")
def wos_text():
    """Twelve records in two groups of keywords, in the form of a WOS plain text export."""
    records = [
        wos_record(n, TRADE[n % 3 :] if n % 2 else TRADE[:3], ("TRUST",), year=2015 + n)
        for n in range(1, 8)
    ]
    records += [wos_record(n, VILLAGE, year=2015 + n) for n in range(8, 12)]
    records.append(wos_record(12, (*VILLAGE, "trust"), year=2022))
    head = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
    return f"{head}{''.join(records)}EF\n"


@pytest.fixture
def export(tmp_path, wos_text):
    """A folder with one export of twelve records."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "savedrecs.txt").write_text(wos_text, encoding="utf-8-sig", newline="\n")
    return folder


@pytest.fixture
def run(tmp_path):
    """Run the command in a folder of its own; return what came of it."""

    def run(*arguments, cwd=tmp_path, env=None, **settings):
        return subprocess.run(
            [sys.executable, "-m", "cooccur", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", **(env or {})},
            capture_output=True,
            timeout=120,
            check=False,
            **settings,
        )

    return run


def chromium():
    """Path of a Chromium or Chrome, or an empty string."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("COOCCUR_CHROMIUM"), *(shutil.which(name) for name in names)]
    return next((path for path in found if path), "")


@pytest.fixture(scope="session")
def browser():
    """One headless browser for all tests of pages."""
    path = chromium()
    missing = "" if path else "no Chromium or Chrome was found; COOCCUR_CHROMIUM can name one"
    if not importlib.util.find_spec("playwright"):
        missing = "playwright is not installed"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{missing}, and here pages must be tested")
    if missing:
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()
