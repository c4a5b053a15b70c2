"""The table of what can be written, and `write`, which the suffix of a name steers.

To add a format: one function from a map to bytes, one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import KnowledgeMap
from cooccur.writers.files import write_files


@dataclass(frozen=True)
class WriteFormat:
    """One row of the table of formats."""

    suffix: str
    title: str
    render: Callable[[KnowledgeMap], Mapping[str, bytes]]
    """File contents by what follows the stem of the name: ``{".html": …}``."""

    @property
    def endings(self) -> tuple[str, ...]:
        """What follows the stem in the names of its files."""
        from cooccur.writers.tables import TABLES

        several = {
            "/": tuple(f"{name}.csv" for name in TABLES),
            ".csv": tuple(f".{name}.csv" for name in _PAIR),
        }
        return several.get(self.suffix, (self.suffix,))


_PAIR: Final = ("keywords", "links")
"""The tables of a ``.csv``."""


def _html(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.html import page

    return {".html": page(knowledge_map)}


def _pyvis_html(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.pyvis import pyvis_page

    return {".html": pyvis_page(knowledge_map)}


def _graphml(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.graph import graphml

    return {".graphml": graphml(knowledge_map)}


def _gexf(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.graph import gexf

    return {".gexf": gexf(knowledge_map)}


def _gml(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.graph import gml

    return {".gml": gml(knowledge_map)}


def _pajek(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.graph import pajek

    return {".net": pajek(knowledge_map)}


def _csv(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.tables import TABLES, csv_bytes

    return {f".{name}.csv": csv_bytes(TABLES[name](knowledge_map)) for name in _PAIR}


def _folder(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.tables import TABLES, csv_bytes

    return {f"{name}.csv": csv_bytes(table(knowledge_map)) for name, table in TABLES.items()}


WRITE_FORMATS: Final = (
    WriteFormat(".html", "interactive map, one page that opens offline in any browser", _html),
    WriteFormat(".graphml", "GraphML network (Gephi, Cytoscape, networkx)", _graphml),
    WriteFormat(".gexf", "GEXF network with places and colours (Gephi)", _gexf),
    WriteFormat(".gml", "GML network", _gml),
    WriteFormat(".net", "Pajek network", _pajek),
    WriteFormat(".csv", "two tables: NAME.keywords.csv and NAME.links.csv", _csv),
    WriteFormat("/", "a folder of all tables: a name that ends in /", _folder),
)
RENDERERS: Final[Mapping[str, Callable[[KnowledgeMap], Mapping[str, bytes]]]] = {
    "canvas": _html,
    "pyvis": _pyvis_html,
}
"""What draws the page."""


def format_of(output: str) -> WriteFormat:
    """The format that the name of an output asks for.

    Parameters
    ----------
    output : str
        Name of a file, or of a folder when it ends in ``/`` or is one.

    Raises
    ------
    CallError
        Code ``unknown-format``, when no format has this suffix.
    """
    if not output:
        raise CallError("the name of an output is empty", code="unknown-format")
    folder = output.endswith(("/", "\\")) or Path(output).is_dir()
    suffix = "/" if folder else Path(output).suffix.lower()
    for row in WRITE_FORMATS:
        if row.suffix == suffix:
            return row
    known = ", ".join(row.suffix for row in WRITE_FORMATS)
    raise CallError(
        f"the output {output!r} has no suffix that can be written; known: {known} "
        "(a folder of tables ends in /)",
        code="unknown-format",
    )


def refuse_inputs(outputs: Sequence[str], inputs: Iterable[str | Path]) -> None:
    """Check that no output would replace an input.

    Parameters
    ----------
    outputs : sequence of str
        Names of files and folders.
    inputs : iterable of str or Path
        Files that are read.

    Raises
    ------
    CallError
        When an output is one of the inputs.
    """
    taken = {Path(name).resolve() for name in inputs}
    for output in outputs:
        row = format_of(output)
        if any(_target(output, row, ending).resolve() in taken for ending in row.endings):
            raise CallError(f"the output {output!r} is an input too; choose another name")


def _target(output: str, row: WriteFormat, ending: str) -> Path:
    """The file that an output's name and an ending of its format make."""
    path = Path(output)
    if row.suffix == "/":
        return path / ending
    return path.parent / (path.name.removesuffix(path.suffix) + ending)


def write(
    knowledge_map: KnowledgeMap, outputs: Sequence[str], *, renderer: str = "canvas"
) -> list[Path]:
    """Write a map to files; the suffix of each name decides the format.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to write.
    outputs : sequence of str
        Names of files and folders.
    renderer : str
        What draws a ``.html``: ``canvas`` or ``pyvis``.

    Returns
    -------
    list of Path
        The files that were written, each whole. If anything fails none is.

    Raises
    ------
    CallError
        When a suffix or the renderer is not known.
    DataError
        Code ``cannot-write``, when the file system refuses.
    """
    if renderer not in RENDERERS:
        raise UnknownChoiceError("renderer", renderer, RENDERERS)
    contents: dict[Path, bytes] = {}
    for output in outputs:
        row = format_of(output)
        render = RENDERERS[renderer] if row.suffix == ".html" else row.render
        for ending, content in render(knowledge_map).items():
            contents[_target(output, row, ending)] = content
    write_files(contents)
    return list(contents)
