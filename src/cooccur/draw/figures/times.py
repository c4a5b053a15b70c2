"""When keywords first appeared, and circles for views along time."""

from __future__ import annotations

import numpy as np

from cooccur.draw.figures.nodes import radii
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import FigureStyle, round_step
from cooccur.draw.figures.words import word
from cooccur.errors import DataError
from cooccur.model import Floats, Ints, KnowledgeMap


def first_times(knowledge_map: KnowledgeMap, view: str) -> Ints:
    """The first year of each keyword, or that of the slice it lies in; 0 where it has none.

    Raises
    ------
    DataError
        When no keyword has one.
    """
    network = knowledge_map.network
    years = np.asarray(network.node_columns.get("first_year", np.zeros(network.n_nodes)), dtype=int)
    if not (years > 0).any():
        raise DataError(
            f"no record of a keyword has a year, which the {view} needs; choose another --view",
            code="no-figure",
        )
    if network.slicing is None:
        return years
    begin, end = network.slicing.begin, network.slicing.end
    place = np.clip(np.searchsorted(begin, years, side="right") - 1, 0, len(begin) - 1)
    inside = (years >= begin[place]) & (years <= end[place])
    times: Ints = np.where(inside, begin[place], years)
    return times


def time_span(knowledge_map: KnowledgeMap, times: Ints) -> tuple[int, int]:
    """First and last time of the axis."""
    slicing = knowledge_map.network.slicing
    if slicing is not None:
        return int(slicing.begin[0]), int(slicing.begin[-1])
    known = times[times > 0]
    return int(known.min()), int(known.max())


def radii_for(knowledge_map: KnowledgeMap, style: FigureStyle, height: float) -> Floats:
    """Radii of the circles on a stage of this height, before any view makes them smaller."""
    return radii(knowledge_map, style, style.width * height)


def year_ticks(first: int, last: int, step: float, room: float) -> list[int]:
    """The round years between two whose numbers have room, years being ``step`` pt apart."""
    size = round_step(last - first, (last - first) * step / room) if last > first else 1
    start = -(-first // size) * size
    return list(range(start, last + 1, size))


def draw_missing(sheet: Sheet, times: Ints, y: float) -> None:
    """How many keywords a view along time cannot show."""
    missing = int((times <= 0).sum())
    if missing:
        text = word("unplaced", sheet.style.language, n=missing)
        sheet.text(sheet.fitted(text, sheet.style.width - 10), 5, y)
