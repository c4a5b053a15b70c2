"""What databases have in common: combinations as columns of dots, their records as bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import INK, LINE, SOFT, FigureStyle, mixed, number, round_step
from cooccur.draw.figures.words import word
from cooccur.model import UNKNOWN_DATABASE, KnowledgeMap
from cooccur.scene import Scene

AT_MOST: Final = 24
"""Combinations that are drawn, those with the most records."""

_PAD: Final = 6.0
_SEVERAL: Final = "#2f6f9f"
_ONE: Final = "#b9c2d0"
_EMPTY: Final = "#e3e7ee"
_BAND: Final = "#f5f6f9"
_WIDE_STEP: Final = 46.0
"""Where few combinations need no more, the bars of databases get longer, pt."""
_LONGEST: Final = 0.25
"""Share of the width that the bars of databases take at most; then combinations get wider."""
_LEAST_STEP: Final = 5.0
_LEAST_WIDTH: Final = 170.0
"""Narrower figures have no bars of databases, pt."""


@dataclass(frozen=True, slots=True)
class _Combination:
    members: tuple[str, ...]
    records: int

    @property
    def colour(self) -> str:
        return _SEVERAL if len(self.members) > 1 else _ONE


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the bars of databases, their names and the columns of combinations stand."""

    bars: float
    """Right end of the bars of databases, where they begin; `_PAD`: there are none."""
    names: float
    left: float
    step: float
    n: int
    """Combinations that there is room for."""
    top: float
    bottom: float
    """Base of the bars of combinations."""
    row: float


def sources_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """The records of every combination of databases, the most first, and of every database.

    Notes
    -----
    An UpSet plot: Lex et al. (2014), IEEE Trans. Vis. Comput. Graph. 20(12), 1983.
    """
    missing = (
        "all records come from one database, so there is no overlap to draw; give exports of "
        "several, or choose another --view"
    )
    if knowledge_map.corpus.tally:
        missing = (
            "what databases have in common needs records, and these were only counted; "
            "choose another --view"
        )
    table = needed_table(knowledge_map, "database_overlap", missing)
    rows = list(table.rows("databases", "n_databases", "records", "shared"))
    totals = {text: shared for text, n, _, shared in rows if n == 1}
    found = [_Combination(tuple(text.split("; ")), records) for text, _, records, _ in rows]
    found = [combination for combination in found if combination.records]
    found.sort(key=lambda c: (-c.records, len(c.members), c.members))
    names = sorted(totals, key=lambda name: (-totals[name], name))
    sheet = Sheet(style)
    row = style.between(12.0, 14.0)
    head = sheet.style.between(86.0, 120.0)
    total = style.tall(26.0 + head + 12.0 + len(names) * row + 16.0)
    frame = _frame(sheet, names, min(len(found), AT_MOST), totals, (total, row))
    found = found[: frame.n]
    _draw_axis(sheet, found, frame)
    _draw_databases(sheet, names, totals, frame)
    _draw_combinations(sheet, found, names, frame)
    return sheet.scene(knowledge_map, total)


def _named(name: str, language: str) -> str:
    return word("unknown", language) if name == UNKNOWN_DATABASE else name


def _frame(
    sheet: Sheet,
    names: list[str],
    n: int,
    totals: dict[str, int],
    size: tuple[float, float],
) -> _Frame:
    style = sheet.style
    total, row = size
    numbers = sheet.wide(number(max(totals.values())))
    bars, names_at = _PAD, _PAD + 3
    if style.width >= _LEAST_WIDTH:
        bars = _PAD + numbers + 3 + style.between(34.0, 84.0)
        names_at = bars + 7
    named = max(sheet.wide(_named(name, style.language)) for name in names)
    left = names_at + min(named, 0.26 * style.width) + 9 + numbers + 4
    room = style.width - _PAD - left
    n = max(1, min(n, int(room / _LEAST_STEP)))
    longer = 0.0
    if bars > _PAD:
        longer = max(0.0, min(room - n * _WIDE_STEP, _LONGEST * style.width - bars))
    bottom = total - 16.0 - len(names) * row - 10.0
    places = (bars + longer, names_at + longer, left + longer)
    return _Frame(*places, (room - longer) / n, n, 26.0, bottom, row)


def _draw_axis(sheet: Sheet, found: list[_Combination], frame: _Frame) -> None:
    """Heading and grid of the bars of combinations."""
    language = sheet.style.language
    most = max(c.records for c in found)
    step = round_step(most, max(2.0, (frame.bottom - frame.top) / 18))
    right = frame.left + len(found) * frame.step
    text = sheet.fitted(word("shared records", language), sheet.style.width - 2 * _PAD, bold=True)
    start = min(frame.left, sheet.style.width - _PAD - sheet.wide(text, bold=True))
    sheet.text(text, start, 10.0, colour=INK, bold=True)
    for k in range(most // step + 1):
        y = frame.bottom - (frame.bottom - frame.top) * k * step / most
        sheet.line((frame.left, y), (right, y), LINE if k else SOFT, 0.5)
        sheet.text(number(k * step), frame.left - 4, y, anchor="end")


def _draw_databases(sheet: Sheet, names: list[str], totals: dict[str, int], frame: _Frame) -> None:
    """A row a database: its records as a bar to the left of its name."""
    style = sheet.style
    most = max(totals.values())
    room = frame.bars - _PAD - sheet.wide(number(most)) - 7
    top = frame.bottom + 10.0
    right = style.width - _PAD
    for k, name in enumerate(names):
        middle = top + (k + 0.5) * frame.row
        if k % 2 == 0:
            box = (_PAD, middle - frame.row / 2, right, middle + frame.row / 2)
            sheet.rect(box, _BAND, round=2.0)
        text = sheet.fitted(_named(name, style.language), 0.26 * style.width + 0.01)
        sheet.text(text, frame.names, middle, colour=INK)
        if frame.bars == _PAD:
            continue
        long, half = room * totals[name] / most, frame.row * 0.29
        box = (frame.bars - long, middle - half, frame.bars, middle + half)
        sheet.rect(box, mixed("#ffffff", INK, 0.42))
        sheet.text(number(totals[name]), frame.bars - long - 3, middle, anchor="end")
    if frame.bars == _PAD:
        return
    text = word("records of each", style.language)
    end = max(frame.bars, _PAD + sheet.wide(text))
    sheet.text(text, end, top + len(names) * frame.row + 8.0, anchor="end")


def _draw_combinations(
    sheet: Sheet, found: list[_Combination], names: list[str], frame: _Frame
) -> None:
    """A column a combination: its records as a bar, its databases as linked dots."""
    most = max(c.records for c in found)
    top = frame.bottom + 10.0
    radius = min(3.3, frame.step * 0.3, frame.row * 0.3)
    wide = min(40.0, frame.step * 0.62)
    # All numbers or none: of some alone nobody could tell why.
    is_told = sheet.wide(number(most), 6.0) <= frame.step
    for k, combination in enumerate(found):
        x = frame.left + (k + 0.5) * frame.step
        y = frame.bottom - (frame.bottom - frame.top) * combination.records / most
        sheet.rect((x - wide / 2, y, x + wide / 2, frame.bottom), combination.colour, round=0.8)
        text = number(combination.records)
        if is_told:
            sheet.text(text, x, y - 5.0, size=6.0, colour=INK, anchor="middle", halo=True)
        places = [names.index(name) for name in combination.members]
        for place in range(len(names)):
            if place not in places:
                sheet.disc((x, top + (place + 0.5) * frame.row), radius, _EMPTY)
        dark = mixed(combination.colour, INK, 0.35 if len(places) > 1 else 0.25)
        ends = [top + (place + 0.5) * frame.row for place in (min(places), max(places))]
        if len(places) > 1:
            sheet.line((x, ends[0]), (x, ends[1]), dark, 1.3)
        for place in places:
            sheet.disc((x, top + (place + 0.5) * frame.row), radius, dark)
