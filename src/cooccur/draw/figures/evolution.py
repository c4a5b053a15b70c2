"""Thematic evolution: themes of each period, what they share with the next, and the overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cooccur.draw.figures.alluvial import (
    Bar,
    Flow,
    band,
    edge,
    flows_between,
    ordered,
    stacked,
)
from cooccur.draw.figures.legend import draw_legend, legend_height
from cooccur.draw.figures.needed import no_figure
from cooccur.draw.figures.nodes import labels_of
from cooccur.draw.figures.sheet import Entry, Sheet, cut
from cooccur.draw.figures.style import (
    INK,
    NORMAL,
    PAPER,
    SMALLEST,
    SOFT,
    FigureStyle,
    mixed,
    number,
    span,
)
from cooccur.draw.figures.words import word
from cooccur.model import Columns, KnowledgeMap
from cooccur.scene import Scene

_NEEDED: Final = ("periods", "period_themes", "evolution", "overlap")
_PAD: Final = 5.0
_BASE: Final = "#4545b8"


@dataclass(frozen=True)
class _Frame:
    """Where the columns stand."""

    xs: list[float]
    gap: float
    bar: float
    """Width of a bar, pt."""
    right: float
    """Room for names behind the last column."""


def evolution_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Themes as bars, a column a period, with bands for the keywords they share.

    References
    ----------
    Cobo, López-Herrera, Herrera-Viedma & Herrera (2011), J. Informetrics 5(1), 146–166.
    """
    tables = knowledge_map.network.tables
    if any(name not in tables for name in _NEEDED) or not tables["period_themes"].length:
        raise no_figure(
            "no period has a theme, so there is no evolution to draw; choose another --view "
            "or other --periods"
        )
    sheet = Sheet(style)
    labels = labels_of(knowledge_map)
    themes = tables["period_themes"]
    columns = ordered(themes, tables["evolution"])
    groups = [_entries(sheet)]
    under = legend_height(sheet, groups)
    most = max(len(column) for column in columns)
    total = style.tall(max(style.width * style.between(1.0, 0.6), 70 + most * 10.5 + under))
    frame = _frame_of(sheet, [labels[themes["node"][theme]] for theme in columns[-1]], len(columns))
    radius = style.between(8.5, 10.5)
    middle = 34.0 + radius
    top = middle + radius + 9 if tables["overlap"].length else 30.0
    bars = stacked(columns, themes["occurrences"].tolist(), top, total - under - 3)
    _draw_heads(sheet, frame, tables["periods"])
    _draw_overlap(sheet, frame, tables["overlap"], middle, radius)
    colours = [knowledge_map.colour[node] for node in themes["node"].tolist()]
    flows = flows_between(bars, tables["evolution"], themes["size"].tolist())
    _draw_flows(sheet, frame, bars, flows, colours)
    for theme, bar in bars.items():
        left = frame.xs[bar.period] - frame.bar / 2
        box = (left, bar.top, left + frame.bar, bar.top + bar.height)
        sheet.rect(box, colours[theme], round=min(1.2, bar.height / 2))
    _draw_names(sheet, frame, bars, themes, labels)
    draw_legend(sheet, groups, total - under)
    return sheet.scene(knowledge_map, total)


def _frame_of(sheet: Sheet, last: Sequence[str], n: int) -> _Frame:
    style = sheet.style
    bar = style.between(5.0, 7.0)
    wanted = max((sheet.wide(cut(name)) for name in last), default=0.0) + 6
    right = min(max(20.0, wanted), 0.25 * style.width)
    left = style.between(22.0, 30.0)
    gap = (style.width - left - right - bar / 2 - _PAD) / (n - 1) if n > 1 else style.width
    return _Frame([left + i * gap for i in range(n)], gap, bar, right)


def _draw_heads(sheet: Sheet, frame: _Frame, periods: Columns) -> None:
    room = min(frame.gap, 2 * frame.xs[0]) - 2
    rows = periods.rows("begin", "end", "records")
    for x, (begin, end, records) in zip(frame.xs, rows, strict=True):
        years = span(begin, end)
        size = next((s for s in (8.0, 7.0) if sheet.wide(years, s, bold=True) <= room), SMALLEST)
        sheet.text(years, x, 8, size=size, colour=INK, bold=True, anchor="middle")
        name = "record of" if records == 1 else "records of"
        text = word(name, sheet.style.language, n=number(records))
        if sheet.wide(text) > room:
            text = number(records)
        sheet.text(text, x, 17, anchor="middle")


def _draw_overlap(sheet: Sheet, frame: _Frame, overlap: Columns, y: float, radius: float) -> None:
    """How many keywords each period has, keeps, gains and loses."""
    if not overlap.length:
        return
    rows = list(overlap.rows("keywords", "kept", "new", "lost", "stability"))
    most = max(1, *(row[0] for row in rows))
    sizes = [max(6.5, radius * math.sqrt(row[0] / most)) for row in rows]
    soft = mixed(PAPER, SOFT, 0.75)
    for p, (held, kept, new, lost, stability) in enumerate(rows):
        x, r = frame.xs[p], sizes[p]
        near, far = 0.72 * r + 1, 0.72 * r + 6
        if p and new:
            sheet.arrow((x - far, y - far), (x - near, y - near), soft)
            sheet.text(f"+{number(new)}", x - far - 1.5, y - far + 0.5, size=6.25, anchor="end")
        if p + 1 < len(rows):
            start, end = x + r + 2, frame.xs[p + 1] - sizes[p + 1] - 2
            after = rows[p + 1]
            texts = (f"{number(kept)} ({number(stability, 2)})", number(kept))
            fits = [text for text in texts if sheet.wide(text, 6.25) <= end - start - 2]
            if kept and end - start > 6:
                sheet.arrow((start, y), (end, y), soft)
                sheet.text(
                    fits[0] if fits else "", (start + end) / 2, y + 6, size=6.25, anchor="middle"
                )
            out = f"−{number(lost)}"
            both = sheet.wide(out, 6.25) + sheet.wide(f"+{number(after[2])}", 6.25)
            if lost and 2 * far + 6 + both < frame.gap - 0.72 * (sizes[p + 1] - r):
                sheet.arrow((x + near, y - near), (x + far, y - far), soft)
                sheet.text(out, x + far + 1.5, y - far + 0.5, size=6.25)
        sheet.disc((x, y), r, PAPER, stroke=mixed(PAPER, INK, 0.55), stroke_width=0.7)
        sheet.text(number(held), x, y, size=6.5, colour=INK, bold=True, anchor="middle")


def _draw_flows(
    sheet: Sheet, frame: _Frame, bars: dict[int, Bar], flows: list[Flow], colours: list[str]
) -> None:
    """Bands from bar to bar, the solid ones on top."""
    for flow in sorted(flows, key=lambda f: (f.is_solid, f.inclusion, f.source, f.target)):
        x1 = frame.xs[bars[flow.source].period] + frame.bar / 2
        x2 = frame.xs[bars[flow.target].period] - frame.bar / 2
        (a, b), (c, d) = flow.start, flow.end
        b, d = max(b, a + 0.4), max(d, c + 0.4)
        colour = colours[flow.source]
        shape = band(x1, (a, b), x2, (c, d))
        sheet.path(shape, fill=colour, opacity=0.42 if flow.is_solid else 0.15)
        if not flow.is_solid:
            for line in (edge(x1, a, x2, c), edge(x1, b, x2, d)):
                sheet.path(line, stroke=mixed(PAPER, colour, 0.42), width=0.35)


def _draw_names(
    sheet: Sheet, frame: _Frame, bars: dict[int, Bar], themes: Columns, labels: list[str]
) -> None:
    """The names of themes, the most frequent first, none over another."""
    counts, nodes = themes["occurrences"].tolist(), themes["node"].tolist()
    taken: list[tuple[int, float]] = []
    for theme in sorted(bars, key=lambda t: (-counts[t], t)):
        bar = bars[theme]
        is_last = bar.period == len(frame.xs) - 1
        room = frame.right if is_last else min(110.0, frame.gap - frame.bar - 6)
        size = sheet.style.between(6.25, NORMAL)
        text = sheet.fitted(cut(labels[nodes[theme]]), room - 3, size)
        near = any(p == bar.period and abs(y - bar.middle) < 1.16 * NORMAL for p, y in taken)
        if not text or near:
            continue
        taken.append((bar.period, bar.middle))
        x = frame.xs[bar.period] + frame.bar / 2 + 2.5
        sheet.text(text, x, bar.middle, size=size, colour=INK, halo=True)


def _entries(sheet: Sheet) -> list[Entry]:
    language = sheet.style.language

    def solid(x: float, y: float) -> None:
        sheet.rect((x, y - 2.6, x + 11, y + 2.6), _BASE, opacity=0.42)

    def pale(x: float, y: float) -> None:
        sheet.rect((x, y - 2.6, x + 11, y + 2.6), _BASE, opacity=0.15)
        for rim in (y - 2.6, y + 2.6):
            sheet.line((x, rim), (x + 11, rim), mixed(PAPER, _BASE, 0.42), 0.35)

    def bar(x: float, y: float) -> None:
        sheet.rect((x, y - 3.2, x + 4.5, y + 3.2), _BASE, round=1)

    def ring(x: float, y: float) -> None:
        sheet.disc((x + 3, y), 2.7, PAPER, stroke=mixed(PAPER, INK, 0.55), stroke_width=0.7)

    return [
        Entry(word("solid band", language), 14, solid),
        Entry(word("pale band", language), 14, pale),
        Entry(word("bar", language), 7.5, bar),
        Entry(word("overlap", language), 8.5, ring),
    ]
