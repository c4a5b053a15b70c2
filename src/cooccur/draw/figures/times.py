"""What views along time share: when keywords first appeared, circles, years, and their foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from cooccur.draw.figures.legend import circle_entries, draw_legend, legend_height
from cooccur.draw.figures.needed import no_figure
from cooccur.draw.figures.nodes import Picture, radii
from cooccur.draw.figures.pies import Pies
from cooccur.draw.figures.rings import Rings
from cooccur.draw.figures.sheet import Entry, Sheet
from cooccur.draw.figures.style import LINE, FigureStyle, round_step
from cooccur.draw.figures.words import word
from cooccur.model import Floats, Ints, KnowledgeMap

STRIP: Final = 15.0
"""Height of the strip that the years stand in, above the keywords, pt."""


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
        raise no_figure(
            f"no record of a keyword has a year, which the {view} needs; choose another --view"
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


def radii_for(knowledge_map: KnowledgeMap, style: FigureStyle) -> Floats:
    """Radii of the circles before the view makes them smaller."""
    return radii(knowledge_map, style, style.width * (0.7 * style.width))


def year_ticks(first: int, last: int, step: float, room: float) -> list[int]:
    """The round years between two whose numbers have room, years being ``step`` pt apart."""
    size = round_step(last - first, (last - first) * step / room) if last > first else 1
    start = -(-first // size) * size
    return list(range(start, last + 1, size))


def draw_years(
    sheet: Sheet, years: Iterable[int], at: Callable[[int], float], ends: tuple[float, float]
) -> None:
    """A rule a year between two heights, and its number in the strip above them."""
    top, bottom = ends
    for year in years:
        sheet.line((at(year), top), (at(year), bottom), LINE, 0.4)
        sheet.text(str(year), at(year), top / 2, anchor="middle")


class Foot:
    """What stands under keywords along time: how many have no year and no place, and the legend.

    Parameters
    ----------
    sheet : Sheet
        Where it is drawn.
    times : ndarray of int, shape (n_nodes,)
        As of `first_times`.
    filling : Rings or Pies, optional
        Of the circles.
    groups : sequence of sequence of Entry
        Lines of the legend above that of the circles.
    """

    def __init__(
        self,
        sheet: Sheet,
        times: Ints,
        filling: Rings | Pies | None,
        groups: Sequence[Sequence[Entry]] = (),
    ) -> None:
        self._sheet = sheet
        self._missing = int((times <= 0).sum())
        self._note = 9.0 if self._missing else 0.0
        self._filling = filling
        self._groups = groups

    def height(self, picture: Picture) -> float:
        """Of the note and the legend, pt."""
        return legend_height(self._sheet, self._keys(picture)) + self._note

    def draw(self, picture: Picture, top: float, bottom: float) -> None:
        """The note under the top, the legend on the bottom of the page."""
        sheet, keys = self._sheet, self._keys(picture)
        if self._missing:
            text = word("unplaced", sheet.style.language, n=self._missing)
            sheet.text(sheet.fitted(text, sheet.style.width - 10), 5, top + self._note / 2)
        draw_legend(sheet, keys, bottom - legend_height(sheet, keys))

    def _keys(self, picture: Picture) -> list[Sequence[Entry]]:
        return [*self._groups, circle_entries(self._sheet, picture, self._filling)]
