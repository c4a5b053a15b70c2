"""A view of a map as a figure file: the scene in the right fonts, then the bytes of a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.style import POINTS_PER_MM, FigureStyle, Measure, estimated_width
from cooccur.errors import UnknownChoiceError
from cooccur.model import KnowledgeMap
from cooccur.options import FigureOptions
from cooccur.scene import Scene
from cooccur.summary import main_language

if TYPE_CHECKING:
    from cooccur.writers.figure import MapFigure

SUFFIXES: Final = (".svg", ".pdf", ".png")
"""What figures are written as."""


def figure_file(
    knowledge_map: KnowledgeMap,
    suffix: str,
    *,
    view: str | None = None,
    options: FigureOptions | None = None,
    metadata: Mapping[str, str] | None = None,
) -> bytes:
    """The bytes of a figure.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    suffix : str
        One of `SUFFIXES`.
    view : str, optional
        A name from `draw.figure.FIGURES`; without it the view that the map was made for.
    options : FigureOptions, optional
        Width, resolution, background.
    metadata : mapping of str to str, optional
        What is embedded in the file; without it the manifest.

    Returns
    -------
    bytes
        The same for the same map, options, metadata and installed fonts; ``.svg`` depends on no
        fonts.

    Raises
    ------
    UnknownChoiceError
        When no figure has this name or suffix.
    DataError
        When the map does not hold what the view shows.

    Warns
    -----
    CooccurWarning
        When no installed font has a glyph for some letters of a PDF or PNG.
    """
    from cooccur.manifest import manifest_line

    chosen = options or FigureOptions()
    if metadata is None:
        metadata = {"manifest": manifest_line(knowledge_map)}
    if suffix not in SUFFIXES:
        raise UnknownChoiceError("format of a figure", suffix, SUFFIXES)
    if suffix == ".svg":
        from cooccur.writers.svg import svg

        return svg(_scene(knowledge_map, view, chosen, estimated_width, metadata))
    from cooccur.writers.figure import pdf, png
    from cooccur.writers.fonts import installed_fonts

    scene = _scene(knowledge_map, view, chosen, installed_fonts().width, metadata)
    return pdf(scene) if suffix == ".pdf" else png(scene, dpi=chosen.dpi)


def shown_figure(
    knowledge_map: KnowledgeMap, *, view: str | None = None, width: float = 174.0
) -> MapFigure:
    """A view as a matplotlib figure, for notebooks.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    view : str, optional
        A name from `draw.figure.FIGURES`; without it the view that the map was made for.
    width : float
        mm.

    Raises
    ------
    UnknownChoiceError, CallError, DataError
        As `figure_file`.
    """
    from cooccur.writers.figure import matplotlib_figure
    from cooccur.writers.fonts import installed_fonts

    options = FigureOptions(width=width)
    return matplotlib_figure(_scene(knowledge_map, view, options, installed_fonts().width, None))


def _scene(
    knowledge_map: KnowledgeMap,
    view: str | None,
    options: FigureOptions,
    measure: Measure,
    metadata: Mapping[str, str] | None,
) -> Scene:
    style = FigureStyle(
        width=options.width * POINTS_PER_MM,
        measure=measure,
        language=knowledge_map.lang or main_language(knowledge_map.corpus),
        transparent=options.transparent,
        node_style=str(knowledge_map.options.get("node_style") or "discs"),
    )
    name = view or str(knowledge_map.options.get("view") or "network")
    return replace(draw_figure(knowledge_map, name, style=style), metadata=dict(metadata or {}))
