"""The overlay: the network coloured by the mean publication year of each keyword."""

from __future__ import annotations

import numpy as np

from cooccur.draw.appearance import GREY
from cooccur.draw.figures.legend import ramp_entry
from cooccur.draw.figures.needed import no_figure
from cooccur.draw.figures.network import map_scene
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import FigureStyle, viridis
from cooccur.draw.figures.words import word
from cooccur.model import KnowledgeMap
from cooccur.scene import Scene


def overlay_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Keywords coloured by their mean publication year, between its 5th and 95th percentile."""
    years = knowledge_map.network.node_columns.get("mean_year", np.zeros(0))
    known = years[np.isfinite(years)]
    if not len(known):
        raise no_figure(
            "no record of a keyword has a year, which the overlay colours; choose another --view"
        )
    low, high = (float(value) for value in np.percentile(known, (5, 95)))
    shares = np.clip((years - low) / (high - low or 1.0), 0.0, 1.0)
    colours = [viridis(share) if share == share else GREY for share in shares.tolist()]  # noqa: PLR0124 NaN
    sheet = Sheet(style)
    title = word("mean year", style.language)
    ramp = ramp_entry(sheet, title, viridis, f"{low:.1f}", f"{high:.1f}")
    return map_scene(sheet, knowledge_map, colours, [[ramp]])
