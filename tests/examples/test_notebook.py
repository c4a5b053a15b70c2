"""The example notebook runs, and what is stored in it is what it gives."""

import shutil
from pathlib import Path

import nbformat
import pytest

STUDY = Path(__file__).resolve().parents[2] / "examples" / "social-ecommerce"


def texts(notebook):
    """What every code cell printed or showed as plain text."""
    return [
        [o.get("text") or o.get("data", {}).get("text/plain") for o in cell["outputs"]]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_the_notebook_gives_what_it_holds(tmp_path):
    from nbclient import NotebookClient

    folder = tmp_path / "study"
    shutil.copytree(STUDY, folder)
    stored = nbformat.read(STUDY / "map.ipynb", as_version=4)
    again = nbformat.read(STUDY / "map.ipynb", as_version=4)
    NotebookClient(again, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    assert texts(again) == texts(stored)
    shown = again.cells[1]["outputs"][0]["data"]
    assert shown["text/html"].startswith("<iframe")
    assert shown["text/plain"].startswith("<KnowledgeMap")


def test_the_script_writes_its_map(tmp_path, monkeypatch, capsys):
    import runpy

    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(STUDY / "make_map.py"))
    assert (tmp_path / "map.html").stat().st_size > 100_000
    assert "social commerce" in capsys.readouterr().out


def test_the_map_draws_inside_its_frame(browser, tmp_path):
    notebook = nbformat.read(STUDY / "map.ipynb", as_version=4)
    output = notebook.cells[1]["outputs"][0]["data"]["text/html"]
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
