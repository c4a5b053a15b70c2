"""The network: circles, curved links, labels, and a key of the clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cooccur.draw.figures.legend import (
    circle_entries,
    cluster_entries,
    draw_legend,
    legend_height,
)
from cooccur.draw.figures.nodes import Picture, draw_labels, draw_links, draw_nodes, laid_out
from cooccur.draw.figures.pies import filling_of
from cooccur.draw.figures.sheet import Entry, Sheet
from cooccur.draw.figures.style import FigureStyle
from cooccur.model import KnowledgeMap
from cooccur.scene import Scene


def network_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Keywords coloured by cluster, linked where they share records."""
    sheet = Sheet(style)
    groups = [cluster_entries(sheet, knowledge_map)]
    return map_scene(sheet, knowledge_map, knowledge_map.colour, groups, numbered=True)


def map_scene(
    sheet: Sheet,
    knowledge_map: KnowledgeMap,
    colours: Sequence[str],
    groups: Sequence[Sequence[Entry]],
    *,
    numbered: bool = False,
) -> Scene:
    """The linked map in these colours over a legend of these groups and the size key."""
    style = sheet.style
    filling = filling_of(knowledge_map.network, style)
    picture, keys = framed(
        sheet, knowledge_map, colours, lambda p: [*groups, circle_entries(sheet, p, filling)]
    )
    draw_links(sheet, picture)
    draw_nodes(sheet, picture, filling)
    draw_labels(sheet, picture, names=numbered)
    draw_legend(sheet, keys, picture.stage[1])
    return sheet.scene(knowledge_map, picture.stage[1] + legend_height(sheet, keys))


def framed(
    sheet: Sheet,
    knowledge_map: KnowledgeMap,
    colours: Sequence[str],
    groups: Callable[[Picture], Sequence[Sequence[Entry]]],
    *,
    dots: float = 1.0,
) -> tuple[Picture, Sequence[Sequence[Entry]]]:
    """The keywords on a stage as tall as the map is, and the legend that goes under it."""
    style = sheet.style
    x, y = knowledge_map.shown_x, knowledge_map.shown_y
    shape = float(np.ptp(y) / max(np.ptp(x), 1e-9)) if len(x) > 1 else 0.6
    stage = (style.width, style.width * min(0.9, max(0.55, 1.04 * shape)))
    picture = laid_out(knowledge_map, style, stage, colours, dots=dots)
    total = style.tall(stage[1] + legend_height(sheet, groups(picture)))
    # The size key grows with the circles, and these with the stage that the legend leaves.
    for _ in range(3):
        stage = (style.width, max(40.0, total - legend_height(sheet, groups(picture))))
        picture = laid_out(knowledge_map, style, stage, colours, dots=dots)
    return picture, groups(picture)
