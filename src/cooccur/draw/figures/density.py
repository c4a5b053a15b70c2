"""The density view: how many and how frequent the keywords around each place are."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.draw.density import item_density
from cooccur.draw.figures.legend import draw_legend, legend_height, ramp_entry
from cooccur.draw.figures.network import framed
from cooccur.draw.figures.nodes import Picture, at, draw_labels
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import INK, FigureStyle, heat
from cooccur.draw.figures.words import word
from cooccur.model import KnowledgeMap
from cooccur.scene import Raster, Scene

_CELL: Final = 0.8  # pt; the surface is smooth, and the file stays small
_DOTS: Final = 0.22


def density_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """The density of keywords, weighted by their occurrences, as a surface under their labels.

    References
    ----------
    van Eck & Waltman (2010), Scientometrics 84(2), 523–538.
    """
    sheet = Sheet(style)
    language = style.language
    ramp = ramp_entry(
        sheet,
        word("density", language),
        heat,
        word("low", language),
        word("high", language),
    )
    colours = [INK] * knowledge_map.network.n_nodes
    picture, keys = framed(sheet, knowledge_map, colours, lambda _picture: [[ramp]], dots=_DOTS)
    if picture.shown:
        sheet.add(_surface(picture))
    for node in reversed(picture.shown):
        sheet.disc(at(picture, node), max(0.5, float(picture.radius[node])), INK, opacity=0.75)
    draw_labels(sheet, picture)
    draw_legend(sheet, keys, picture.stage[1])
    return sheet.scene(knowledge_map, picture.stage[1] + legend_height(sheet, keys))


def _surface(picture: Picture) -> Raster:
    """The stage coloured by the density of occurrences, from 0 to the highest."""
    width, height = picture.stage
    columns, rows = max(2, round(width / _CELL)), max(2, round(height / _CELL))
    at_x, at_y = np.meshgrid(
        (np.arange(columns) + 0.5) * width / columns, (np.arange(rows) + 0.5) * height / rows
    )
    weight = picture.knowledge_map.network.node_columns["occurrences"].astype(float)
    density = item_density(picture.x, picture.y, weight, at_x, at_y)
    steps = np.array([list(bytes.fromhex(heat(i / 1024)[1:])) for i in range(1025)], dtype=np.uint8)
    # Sums in another order differ in their last digits; a colour must not.
    shares = np.round(density / max(float(density.max()), 1e-300), 9)
    return Raster(0.0, 0.0, width, height, steps[np.rint(1024 * shares).astype(np.int64)])
