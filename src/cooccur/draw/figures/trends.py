"""Trend topics: the years that the records of each keyword centre on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.figures.legend import cluster_entries, draw_legend, legend_height
from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.nodes import labels_of
from cooccur.draw.figures.sheet import Entry, Sheet
from cooccur.draw.figures.style import INK, PAPER, SOFT, FigureStyle, mixed, number
from cooccur.draw.figures.times import draw_years, year_ticks
from cooccur.draw.figures.words import word
from cooccur.model import KnowledgeMap
from cooccur.scene import Scene

_MOST: Final = 40
_PAD: Final = 5.0


@dataclass(frozen=True, slots=True)
class _Topic:
    node: int
    q1: int
    median: int
    q3: int
    occurrences: int


def trends_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """A line from the first to the third quartile of each topic's years, a dot at the median."""
    table = needed_table(
        knowledge_map,
        "trends",
        "no keyword with a year is frequent enough for a trend; choose another --view",
    )
    sheet = Sheet(style)
    topics = [_Topic(*row) for row in table.rows("node", "q1", "median", "q3", "occurrences")]
    groups = [_entries(sheet), cluster_entries(sheet, knowledge_map)]
    under = legend_height(sheet, groups)
    row, top = style.between(9.0, 9.4), 16.0
    total = style.tall(top + min(_MOST, len(topics)) * row + 4 + under)
    shown = _chosen(topics, max(1, min(_MOST, int((total - under - top - 4) / 9.0))))
    row = (total - under - top - 4) / len(shown)
    first, last = min(topic.q1 for topic in shown), max(topic.q3 for topic in shown)
    names = labels_of(knowledge_map)
    aside = min(max(sheet.wide(names[topic.node]) for topic in shown), 0.36 * style.width)
    left, right = _PAD + aside + 10, style.width - _PAD - 22
    step = (right - left) / max(1, last - first)

    def at(year: int) -> float:
        return left + (year - first) * step

    draw_years(sheet, year_ticks(first, last, step, 24), at, (top, total - under - 4))
    largest = np.sqrt(max(topic.occurrences for topic in shown))
    for i, topic in enumerate(shown):
        y = top + (i + 0.5) * row
        colour = knowledge_map.colour[topic.node]
        x1, x2, x3 = at(topic.q1), at(topic.median), at(topic.q3)
        r = max(1.6, min(5.0, 0.54 * row) * float(np.sqrt(topic.occurrences) / largest))
        sheet.line((x1, y), (x3, y), mixed(PAPER, colour, 0.55), 1.3)
        sheet.disc((x2, y), r, mixed(colour, PAPER, 0.08), stroke=PAPER, stroke_width=0.4)
        sheet.text(sheet.fitted(names[topic.node], aside), _PAD, y, colour=INK)
        count = number(topic.occurrences)
        sheet.text(count, max(x3, x2 + r) + 3, y, size=6.25, halo=True)
    draw_legend(sheet, groups, total - under)
    return sheet.scene(knowledge_map, total)


def _chosen(topics: list[_Topic], room: int) -> list[_Topic]:
    """As many topics as have room, the most frequent of each median year first; by median."""
    ordered = sorted(topics, key=lambda topic: (-topic.occurrences, topic.node))
    seen: dict[int, int] = {}
    turns = []
    for topic in ordered:
        turns.append((seen.get(topic.median, 0), -topic.occurrences, topic.node, topic))
        seen[topic.median] = seen.get(topic.median, 0) + 1
    shown = [turn[3] for turn in sorted(turns, key=lambda turn: turn[:3])[:room]]
    return sorted(shown, key=lambda topic: (topic.median, topic.q1, topic.q3, topic.node))


def _entries(sheet: Sheet) -> list[Entry]:
    language, grey = sheet.style.language, mixed(SOFT, PAPER, 0.3)

    def whole(x: float, y: float) -> None:
        sheet.line((x, y), (x + 12, y), mixed(SOFT, PAPER, 0.5), 1.3)

    def dot(x: float, y: float) -> None:
        sheet.disc((x + 3, y), 2.6, grey)

    return [
        Entry(word("quartiles", language), 15, whole),
        Entry(word("median", language), 8, dot),
    ]
