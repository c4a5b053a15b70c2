"""The table of figures: what can be drawn for print, and by which function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from cooccur.draw.figures.bursts import bursts_figure
from cooccur.draw.figures.changes import changes_figure
from cooccur.draw.figures.density import density_figure
from cooccur.draw.figures.evolution import evolution_figure
from cooccur.draw.figures.network import network_figure
from cooccur.draw.figures.overlay import overlay_figure
from cooccur.draw.figures.sources import sources_figure
from cooccur.draw.figures.structure import structure_figure
from cooccur.draw.figures.style import FigureStyle
from cooccur.draw.figures.themes import themes_figure
from cooccur.draw.figures.timeline import timeline_figure
from cooccur.draw.figures.timezone import timezone_figure
from cooccur.draw.figures.trends import trends_figure
from cooccur.draw.figures.years import years_figure
from cooccur.errors import UnknownChoiceError
from cooccur.model import KnowledgeMap
from cooccur.scene import Scene


class Figure(Protocol):
    """What draws a view of a map in a style."""

    def __call__(self, knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
        """The marks of the figure; `DataError` where the map does not hold what the view shows."""
        ...


FIGURES: Final[Mapping[str, tuple[str, Figure]]] = {
    "network": ("keywords and links, coloured by cluster", network_figure),
    "overlay": ("the network coloured by mean publication year", overlay_figure),
    "density": ("density of keywords as a surface", density_figure),
    "timeline": ("clusters as lines, keywords where they first appeared", timeline_figure),
    "timezone": ("keywords under the years they first appeared in", timezone_figure),
    "themes": ("strategic diagram of the clusters by centrality and density", themes_figure),
    "evolution": ("themes of each period and what they share", evolution_figure),
    "bursts": ("the keywords with the strongest bursts", bursts_figure),
    "years": ("records per year, their sum and growth", years_figure),
    "trends": ("the years that the records of trend topics centre on", trends_figure),
    "sources": ("records that databases have in common", sources_figure),
    "structure": ("keywords on the plane of --structure, in groups", structure_figure),
    "changes": ("clusters and keywords since the map of --since", changes_figure),
}
"""Every figure by name: what it shows, and the function that draws it."""

MILLIMETRES: Final = (40.0, 420.0)
"""Narrowest and widest figure."""


def draw_figure(knowledge_map: KnowledgeMap, view: str, *, style: FigureStyle) -> Scene:
    """The figure of a view.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    view : str
        A name from `FIGURES`.
    style : FigureStyle
        Its look.

    Returns
    -------
    Scene

    Raises
    ------
    UnknownChoiceError
        When no figure has this name.
    DataError
        When the map does not hold what the view shows.
    """
    if view not in FIGURES:
        raise UnknownChoiceError("view of a figure", view, FIGURES)
    return FIGURES[view][1](knowledge_map, style=style)
