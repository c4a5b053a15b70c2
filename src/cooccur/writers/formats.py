"""The table of what can be written, and `write`, which the suffix of a name steers.

To add a format: one function from a map to bytes, one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cooccur.disk import is_folder, real_path
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import KnowledgeMap
from cooccur.options import FigureOptions
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
            ".net": (".net", ".clu", ".vec"),
            ".vos.txt": (".vos.map.txt", ".vos.network.txt"),
            ".matrix.csv": tuple(f".matrix.{name}.csv" for name in _MATRICES),
        }
        return several.get(self.suffix, (self.suffix,))


_PAIR: Final = ("keywords", "links")
"""The tables of a ``.csv``."""
_MATRICES: Final = ("cooccurrences", "similarities", "occurrences")
"""The files of a ``.matrix.csv``."""


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
    from cooccur.writers.graph import pajek, pajek_clusters, pajek_occurrences

    files = {".net": pajek(knowledge_map), ".vec": pajek_occurrences(knowledge_map)}
    if "cluster" in knowledge_map.network.node_columns:
        files[".clu"] = pajek_clusters(knowledge_map)
    return files


def _vosviewer(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.vosviewer import map_text, network_text

    return {
        ".vos.map.txt": map_text(knowledge_map),
        ".vos.network.txt": network_text(knowledge_map),
    }


def _vosviewer_json(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.vosviewer import vosviewer_json

    return {".json": vosviewer_json(knowledge_map)}


def _matrices(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.matrix import cooccurrence_matrix, occurrence_vector, similarity_matrix

    makers = (cooccurrence_matrix, similarity_matrix, occurrence_vector)
    return {
        f".matrix.{name}.csv": make(knowledge_map)
        for name, make in zip(_MATRICES, makers, strict=True)
    }


def _alias(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.alias import citespace_alias

    return {".alias": citespace_alias(knowledge_map)}


def _thesaurus(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.alias import vosviewer_thesaurus

    return {".thesaurus.txt": vosviewer_thesaurus(knowledge_map)}


def _csv(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.tables import TABLES, csv_bytes

    return {f".{name}.csv": csv_bytes(TABLES[name](knowledge_map)) for name in _PAIR}


def _folder(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.tables import csv_bytes, tables_of

    return {
        f"{name}.csv": csv_bytes(table(knowledge_map))
        for name, table in tables_of(knowledge_map).items()
    }


def _figure(suffix: str) -> Callable[[KnowledgeMap], Mapping[str, bytes]]:
    return lambda knowledge_map: _figures(knowledge_map, suffix, FigureOptions())


def _figures(
    knowledge_map: KnowledgeMap, suffix: str, options: FigureOptions
) -> Mapping[str, bytes]:
    from cooccur.manifest import manifest_line
    from cooccur.writers.scenes import figure_file

    metadata = {"manifest": manifest_line(knowledge_map)}
    return {suffix: figure_file(knowledge_map, suffix, options=options, metadata=metadata)}


def _xlsx(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.xlsx import xlsx

    return {".xlsx": xlsx(knowledge_map)}


def _tex(knowledge_map: KnowledgeMap) -> Mapping[str, bytes]:
    from cooccur.writers.latex import tables_tex

    return {".tex": tables_tex(knowledge_map)}


WRITE_FORMATS: Final = (
    WriteFormat(".html", "interactive map, one page that opens offline in any browser", _html),
    WriteFormat(".svg", "figure of --view as vectors with real text, for editing", _figure(".svg")),
    WriteFormat(".pdf", "figure of --view as vectors with embedded fonts", _figure(".pdf")),
    WriteFormat(".png", "figure of --view in pixels, see --dpi", _figure(".png")),
    WriteFormat(".graphml", "GraphML network (Gephi, Cytoscape, networkx)", _graphml),
    WriteFormat(".gexf", "GEXF network with places and colours (Gephi)", _gexf),
    WriteFormat(".gml", "GML network", _gml),
    WriteFormat(".net", "Pajek network, its clusters NAME.clu and occurrences NAME.vec", _pajek),
    WriteFormat(".json", "VOSviewer JSON (VOSviewer, VOSviewer Online)", _vosviewer_json),
    WriteFormat(".vos.txt", "VOSviewer's NAME.vos.map.txt and NAME.vos.network.txt", _vosviewer),
    WriteFormat(
        ".matrix.csv",
        "matrices: NAME.matrix.cooccurrences.csv, .similarities.csv, .occurrences.csv",
        _matrices,
    ),
    WriteFormat(".alias", "the thesaurus of the map as CiteSpace's alias file", _alias),
    WriteFormat(".thesaurus.txt", "the thesaurus of the map in VOSviewer's form", _thesaurus),
    WriteFormat(".xlsx", "all tables in one workbook", _xlsx),
    WriteFormat(".tex", "tables of a paper: LaTeX with booktabs", _tex),
    WriteFormat(".csv", "two tables: NAME.keywords.csv and NAME.links.csv", _csv),
    WriteFormat("/", "a folder of all tables: a name that ends in /", _folder),
)
_FIGURES: Final = (".svg", ".pdf", ".png")
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
        Code ``bad-option``, when no format has this suffix.
    """
    if not output:
        raise CallError("the name of an output is empty", code="bad-option")
    folder = output.endswith(("/", "\\")) or is_folder(output)
    path = Path(output)
    # A suffix of two parts, as .matrix.csv, is more than the .csv it ends in.
    endings = ("".join(path.suffixes[-2:]), path.suffix)
    for suffix in ("/",) if folder else (ending.lower() for ending in endings):
        for row in WRITE_FORMATS:
            if row.suffix == suffix:
                return row
    known = ", ".join(row.suffix for row in WRITE_FORMATS)
    raise CallError(
        f"the output {output!r} has no suffix that can be written; known: {known} "
        "(a folder of tables ends in /)",
        code="bad-option",
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
    taken = {real_path(name) for name in inputs}
    for output in outputs:
        row = format_of(output)
        if any(real_path(_target(output, row, ending)) in taken for ending in row.endings):
            raise CallError(f"the output {output!r} is an input too; choose another name")


def _target(output: str, row: WriteFormat, ending: str) -> Path:
    """The file that an output's name and an ending of its format make."""
    path = Path(output)
    if row.suffix == "/":
        return path / ending
    return path.parent / (path.name[: -len(row.suffix)] + ending)


def write(
    knowledge_map: KnowledgeMap,
    outputs: Sequence[str],
    *,
    renderer: str = "canvas",
    figures: FigureOptions | None = None,
    also: Mapping[Path, bytes] | None = None,
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
    figures : FigureOptions, optional
        Width, resolution and background of ``.svg``, ``.pdf`` and ``.png``.
    also : mapping of Path to bytes, optional
        Other files that are written with them, or not if they cannot be.

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
        if row.suffix in _FIGURES:
            files = _figures(knowledge_map, row.suffix, figures or FigureOptions())
        else:
            render = RENDERERS[renderer] if row.suffix == ".html" else row.render
            files = render(knowledge_map)
        for ending, content in files.items():
            contents[_target(output, row, ending)] = content
    write_files({**contents, **(also or {})})
    return list(contents)
