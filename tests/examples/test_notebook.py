"""The example notebook runs, and what is stored in it is what it gives."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
STUDY = ROOT / "examples" / "social-ecommerce"


@pytest.fixture(scope="module")
def stored():
    return nbformat.read(STUDY / "map.ipynb", as_version=4)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def texts(notebook):
    """What every code cell printed or showed as plain text."""
    return [o.get("text") or o.get("data", {}).get("text/plain") for o in outputs(notebook)]


def shown(notebook, kind):
    return [o["data"][kind] for o in outputs(notebook) if kind in o.get("data", {})]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_the_notebook_gives_what_it_holds(stored):
    spec = importlib.util.spec_from_file_location("run", ROOT / "scripts" / "run_notebook.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    again = script.run(STUDY / "map.ipynb")
    assert texts(again) == texts(stored)
    assert [cell.metadata for cell in again.cells] == [cell.metadata for cell in stored.cells]
    assert again.metadata == stored.metadata


def test_the_notebook_holds_the_map_figures_and_tables(stored):
    html = shown(stored, "text/html")
    assert sum(text.startswith("<iframe") for text in html) == 1
    assert sum("dataframe" in text for text in html) >= 5
    assert len(shown(stored, "image/png")) == 2
    assert [
        o for o in outputs(stored) if o.output_type == "error" or o.get("name") == "stderr"
    ] == []


def test_the_notebook_is_small_and_tells_nothing_of_the_machine(stored):
    text = (STUDY / "map.ipynb").read_text(encoding="utf-8")
    assert len(text.encode()) < 1_500_000
    assert str(ROOT) not in text
    assert f"{Path.home()}/" not in text
    assert {key for cell in stored.cells for key in cell.metadata} == set()


def test_the_script_writes_its_map(tmp_path, monkeypatch, capsys):
    import runpy

    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(STUDY / "make_map.py"))
    assert (tmp_path / "map.html").stat().st_size > 100_000
    assert "social commerce" in capsys.readouterr().out


def test_the_map_draws_inside_its_frame(browser, tmp_path, stored):
    output = next(text for text in shown(stored, "text/html") if text.startswith("<iframe"))
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><body>{output}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    for _ in range(100):
        frames = [frame for frame in page.frames if frame.url == "about:srcdoc"]
        if frames and frames[0].evaluate("document.documentElement.dataset.ready"):
            break
        page.wait_for_timeout(50)
    labels = frames[0].evaluate("window.cooccur.state().labels.length")
    page.close()
    assert labels > 30
    assert [url for url in asked if not url.startswith(("file:", "about:", "data:"))] == []
