"""Keywords that came, grew, shrank and went since an earlier map, in lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cooccur.draw.appearance import GREY
from cooccur.draw.figures.sheet import Sheet, plain
from cooccur.draw.figures.style import INK, PAPER, mixed, number
from cooccur.draw.figures.words import word
from cooccur.model import Columns, KnowledgeMap

Colours: TypeAlias = tuple[Mapping[int, str], Mapping[int, str]]
"""Of the clusters of the earlier map and of this one, by their numbers."""


@dataclass(frozen=True, slots=True)
class Change:
    """A keyword in one of the lists."""

    keyword: str
    colour: str
    text: str
    """Its occurrences; where it stands in both maps its shares of their records."""
    weight: float
    """How much it changed, records."""


def changed(
    knowledge_map: KnowledgeMap, keywords: Columns, kind: str, colours: Colours
) -> list[Change]:
    """The keywords that changed in one way, those by the most records first."""
    earlier = knowledge_map.earlier
    now, then = knowledge_map.network.corpus.n_records, earlier.n_records if earlier else 0
    growth = now / then if now and then else 1.0
    found = []
    names = (
        "keyword",
        "change",
        "cluster",
        "earlier_cluster",
        "occurrences",
        "earlier_occurrences",
        "share",
        "earlier_share",
    )
    for keyword, change, own, was, count, before, share, share_before in keywords.rows(*names):
        if change != kind:
            continue
        both = count >= 0 and before > 0
        text = number(max(count, before))
        if both and now and then:
            text = f"{number(100 * share_before, 1)} → {number(100 * share, 1)} %"
        elif both:
            text = f"{number(before)} → {number(count)}"
        colour = colours[1].get(own, GREY) if own >= 0 else colours[0].get(was, GREY)
        weight = abs(count - growth * before) if both else float(max(count, before))
        found.append(Change(plain(keyword) or "·", colour, text, weight))
    return sorted(found, key=lambda change: -change.weight)


def draw_list(
    sheet: Sheet,
    kind: str,
    changes: Sequence[Change],
    at: tuple[float, float, float],
    lines: tuple[float, int],
) -> None:
    """The keywords that changed in one way, with their number over them."""
    (left, y, right), (row, most) = at, lines
    title = word(kind, sheet.style.language, n=number(len(changes)))
    sheet.text(sheet.fitted(title, right - left, bold=True), left, y + 5, colour=INK, bold=True)
    sheet.line((left, y + 11.5), (right, y + 11.5), mixed(PAPER, INK, 0.3), 0.5)
    for i, change in enumerate(changes[:most]):
        middle = y + 14 + (i + 0.5) * row
        if kind == "gone":
            sheet.disc((left + 2.6, middle), 2.0, PAPER, stroke=change.colour, stroke_width=0.8)
        else:
            sheet.disc((left + 2.6, middle), 2.4, mixed(change.colour, PAPER, 0.14))
        room = right - left - 8 - sheet.wide(change.text) - 4
        sheet.text(sheet.fitted(change.keyword, room), left + 8, middle, colour=INK)
        sheet.text(change.text, right, middle, anchor="end")
