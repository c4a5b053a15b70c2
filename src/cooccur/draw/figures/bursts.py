"""The table of bursts as CiteSpace prints it: a row a keyword, with a bar over all years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.draw.figures.needed import no_figure
from cooccur.draw.figures.nodes import labels_of
from cooccur.draw.figures.rings import has_years, yearly_counts
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import (
    INK,
    LINE,
    NORMAL,
    PAPER,
    SOFT,
    FigureStyle,
    mixed,
    number,
    round_step,
)
from cooccur.draw.figures.words import word
from cooccur.model import KnowledgeMap
from cooccur.scene import Scene

AT_MOST: Final = 25

_PAD: Final = 6.0
_BEFORE: Final = mixed(PAPER, "#14b9b1", 0.24)
_AFTER: Final = mixed(PAPER, "#14a8a0", 0.85)
_BURST: Final = "#d7263d"
_TALL: Final = {_BEFORE: 0.24, _AFTER: 0.38, _BURST: 0.64}


@dataclass(frozen=True, slots=True)
class _Burst:
    node: int
    year: int
    strength: float
    begin: int
    end: int


def bursts_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """The 25 keywords with the strongest bursts, by begin, and when each was in use."""
    rows = _strongest(knowledge_map)
    if not rows:
        raise no_figure(
            "no keyword has a burst, so there is no table of bursts; lower --burst-s or "
            "--burst-min-duration, or choose another --view"
        )
    sheet = Sheet(style)
    row = style.between(9.5, 10.5)
    top = 33.0
    total = style.tall(top + len(rows) * row + 5)
    row = (total - top - 5) / len(rows)
    _, first, last = _years(knowledge_map)
    bar = _draw_columns(sheet, knowledge_map, rows, top, row)
    cell = (style.width - _PAD - bar) / (last - first + 1)
    _draw_head(sheet, len(rows), (bar, cell, first, last), top, len(rows) * row)
    for i, burst in enumerate(rows):
        middle = top + (i + 0.5) * row
        for year in range(first, last + 1):
            in_burst = burst.begin <= year <= burst.end
            colour = _BURST if in_burst else _BEFORE if year < burst.year else _AFTER
            tall = _TALL[colour] * row
            left = bar + (year - first) * cell
            space = 0.4 if cell > 2.5 else 0.0
            sheet.rect((left, middle - tall / 2, left + cell - space, middle + tall / 2), colour)
    return sheet.scene(knowledge_map, total)


def _strongest(knowledge_map: KnowledgeMap) -> list[_Burst]:
    """Of each keyword the strongest burst of the first level; the 25 strongest, by begin."""
    table = knowledge_map.network.tables.get("bursts")
    if table is None or not table.length or not has_years(knowledge_map.network):
        return []
    rows = table.rows("node", "year", "strength", "begin", "end")
    level = table["level"].tolist() if "level" in table else [1] * table.length
    best: dict[int, tuple[int, float, _Burst]] = {}
    for rank, values in zip(level, rows, strict=True):
        burst = _Burst(*values)
        known = best.get(burst.node)
        if known is None or (rank, -burst.strength) < known[:2]:
            best[burst.node] = (rank, -burst.strength, burst)
    strongest = sorted((found[2] for found in best.values()), key=lambda b: (-b.strength, b.node))
    return sorted(strongest[:AT_MOST], key=lambda b: (b.begin, -b.strength, b.node))


def _years(knowledge_map: KnowledgeMap) -> tuple[np.ndarray, int, int]:
    counts, first = yearly_counts(knowledge_map.network)
    return counts, first, first + counts.shape[1] - 1


def _draw_columns(
    sheet: Sheet, knowledge_map: KnowledgeMap, rows: list[_Burst], top: float, row: float
) -> float:
    """Write the keywords and numbers; gives where the bars begin."""
    style, labels = sheet.style, labels_of(knowledge_map)
    numbers = [
        ("year", [str(burst.year) for burst in rows], 0.6),
        ("strength", [number(burst.strength, 2) for burst in rows], 0.0),
        ("begin", [str(burst.begin) for burst in rows], 0.0),
        ("end", [str(burst.end) for burst in rows], 0.0),
    ]
    title = word("keyword", style.language)
    wanted = max(sheet.wide(labels[burst.node]) for burst in rows)
    names = min(max(wanted, sheet.wide(title, bold=True)), style.between(0.36, 0.3) * style.width)
    head = top - 6.5
    sheet.text(title, _PAD, head, colour=INK, bold=True)
    for i, burst in enumerate(rows):
        text = sheet.fitted(labels[burst.node], names)
        sheet.text(text, _PAD, top + (i + 0.5) * row, colour=INK)
    x = _PAD + names
    for name, texts, least in numbers:
        if style.wideness < least:
            continue
        title = word(name, style.language)
        wide = max(sheet.wide(title, bold=True), *(sheet.wide(text) for text in texts))
        x += wide + style.between(4.5, 9)
        sheet.text(title, x, head, colour=INK, bold=True, anchor="end")
        for i, text in enumerate(texts):
            sheet.text(text, x, top + (i + 0.5) * row, colour=INK, anchor="end")
    return x + style.between(6, 12)


def _draw_head(
    sheet: Sheet,
    n: int,
    axis: tuple[float, float, int, int],
    top: float,
    tall: float,
) -> None:
    """The title, the years, and the three rules of a table."""
    bar, cell, first, last = axis
    style, right = sheet.style, sheet.style.width - _PAD
    title = word("bursts", style.language, n=n)
    size = next((s for s in (9, 8, 7) if sheet.wide(title, s, bold=True) <= right - _PAD), NORMAL)
    sheet.text(
        sheet.fitted(title, right - _PAD, size, bold=True),
        _PAD,
        9,
        size=size,
        colour=INK,
        bold=True,
    )
    for y, colour, width in ((18.0, INK, 0.8), (top - 0.5, SOFT, 0.4), (top + tall + 1, INK, 0.8)):
        sheet.line((_PAD, y), (right, y), colour, width)
    step = round_step(last - first, (right - bar) / 24)
    for year in range(-(-first // step) * step, last + 1, step):
        x, half = bar + (year - first + 0.5) * cell, sheet.wide(str(year)) / 2
        sheet.line((x, top), (x, top + tall), LINE, 0.4)
        if x - half >= bar - 4 and x + half <= right + 4:
            sheet.text(str(year), x, top - 6.5, anchor="middle")
