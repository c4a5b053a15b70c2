"""Growth: records of each year as bars, their sum as a line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.sheet import Entry, Sheet
from cooccur.draw.figures.style import LINE, SOFT, FigureStyle, number, round_step
from cooccur.draw.figures.times import year_ticks
from cooccur.draw.figures.words import word
from cooccur.model import Columns, KnowledgeMap
from cooccur.scene import Scene, polyline

_BAR: Final = "#8fa5cc"
_CURVE: Final = "#b4581a"
_PAD: Final = 5.0


@dataclass(frozen=True)
class _Frame:
    """Where the axes stand, and what a year and a number are in points."""

    left: float
    top: float
    right: float
    bottom: float
    first: int
    last: int

    @property
    def cell(self) -> float:
        return (self.right - self.left) / (self.last - self.first + 1)

    def x(self, year: int) -> float:
        return self.left + (year - self.first + 0.5) * self.cell

    def y(self, value: float, most: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / most


def years_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Records of each year and all until then, with the mean annual growth.

    Notes
    -----
    The mean annual growth is :math:`(n_b / n_a)^{1/(b-a)} - 1` of the records of the first year a
    and the last year b.
    """
    table = needed_table(
        knowledge_map,
        "years",
        "no record has a year, so there is no growth to draw; choose another --view",
    )
    sheet = Sheet(style)
    entries = _entries(sheet, knowledge_map, table)
    total = style.tall(style.width * style.between(0.68, 0.46))
    keys = sheet.key(entries, _PAD, 2, style.width - _PAD)
    parts, step, sums = _scales(
        int(table["records"].max()), int(table["cumulative"].max()), total - keys - 30
    )
    frame = _Frame(
        left=_PAD + 12 + sheet.wide(number(parts * step)),
        top=keys + 10,
        right=style.width - _PAD - 4 - sheet.wide(number(parts * sums)),
        bottom=total - 16,
        first=int(table["year"][0]),
        last=int(table["year"][-1]),
    )
    _draw_axes(sheet, frame, parts, step, sums)
    wide = min(22.0, max(0.6, frame.cell * 0.76))
    for year, count in table.rows("year", "records"):
        x = frame.x(year)
        box = (x - wide / 2, frame.y(count, parts * step), x + wide / 2, frame.bottom)
        sheet.rect(box, _BAR)
    points = [
        (frame.x(year), frame.y(count, parts * sums))
        for year, count in table.rows("year", "cumulative")
    ]
    sheet.path(polyline(points), stroke=_CURVE, width=1.1)
    if frame.cell > 6:
        for point in points:
            sheet.disc(point, 1.5, _CURVE, stroke="#ffffff", stroke_width=0.5)
    return sheet.scene(knowledge_map, total)


def _scales(most: int, total: int, height: float) -> tuple[int, int, int]:
    """Number of parts of both axes, and what a part is of records and of their sum."""
    step = round_step(max(1, most), max(2.0, height / 26))
    parts = math.ceil(most / step)
    sums = round_step(total, parts)
    # Between 1, 2, 5 and 10 there are steps that leave less of the axis empty.
    power = 10 ** max(0, math.floor(math.log10(max(1.0, total / parts))))
    fine = [k * power for k in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)]
    sums = next((int(k) for k in fine if k == int(k) and k * parts >= total), sums)
    return parts, step, sums


def _draw_axes(sheet: Sheet, frame: _Frame, parts: int, step: int, sums: int) -> None:
    for i in range(parts + 1):
        y = frame.y(i, parts)
        sheet.line((frame.left, y), (frame.right, y), LINE if i else SOFT, 0.5)
        sheet.text(number(i * step), frame.left - 3, y, anchor="end")
        sheet.text(number(i * sums), frame.right + 3, y, colour=_CURVE)
    for year in year_ticks(frame.first, frame.last, frame.cell, 24):
        sheet.text(str(year), frame.x(year), frame.bottom + 7.5, anchor="middle")


def _entries(sheet: Sheet, knowledge_map: KnowledgeMap, table: Columns) -> list[Entry]:
    language = sheet.style.language
    first, last = int(table["year"][0]), int(table["year"][-1])

    def bar(x: float, y: float) -> None:
        sheet.rect((x, y - 2.5, x + 6, y + 2.5), _BAR)

    def curve(x: float, y: float) -> None:
        sheet.line((x, y), (x + 10, y), _CURVE, 1.1)
        sheet.disc((x + 5, y), 1.5, _CURVE, stroke="#ffffff", stroke_width=0.5)

    entries = [
        Entry(word("per year", language), 9, bar),
        Entry(word("cumulative", language), 13, curve),
    ]
    if last > first:
        ratio = float(table["records"][-1]) / float(table["records"][0])
        growth = number(100 * (ratio ** (1 / (last - first)) - 1), 1)
        text = word("growth", language, a=first, b=last, g=growth)
        entries.append(Entry(text))
    if undated := knowledge_map.corpus.n_undated:
        entries.append(Entry(word("undated", language, n=number(undated))))
    return entries
