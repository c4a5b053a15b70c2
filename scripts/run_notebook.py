"""Runs the example notebook and stores what it gives: ``python scripts/run_notebook.py``.

It is run in a copy of its folder, so that what it writes leaves no trace. Nothing of when and where
it was run is stored.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient

NOTEBOOK: Final = (
    Path(__file__).resolve().parents[1] / "examples" / "social-ecommerce" / "map.ipynb"
)


def run(path: Path, *, timeout: int = 300) -> nbformat.NotebookNode:
    """A notebook with the outputs it gives now.

    Parameters
    ----------
    path : Path
        The notebook; it finds the files beside it.
    timeout : int
        Seconds that a cell may take.

    Returns
    -------
    NotebookNode
        With no other metadata than the kernel's and the language's names.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as room:
        folder = shutil.copytree(path.parent, Path(room) / path.parent.name)
        NotebookClient(
            notebook,
            timeout=timeout,
            record_timing=False,
            resources={"metadata": {"path": str(folder)}},
        ).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        cell.id, cell.metadata = f"cell-{number}", {}
    return notebook


def main() -> None:
    """Store the example notebook with the outputs it gives now."""
    text = nbformat.writes(run(NOTEBOOK))
    NOTEBOOK.write_bytes(f"{text.rstrip()}\n".encode())
    sys.stdout.write(f"{NOTEBOOK.name}: {len(text):,} characters\n")


if __name__ == "__main__":
    main()
