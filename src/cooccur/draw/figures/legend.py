"""Keys under a figure: the clusters by number and name, colours of a number, sizes of circles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cooccur.draw.figures.nodes import Picture
from cooccur.draw.figures.pies import Pies
from cooccur.draw.figures.rings import PIVOTAL, PURPLE, RED, Rings
from cooccur.draw.figures.sheet import Entry, Sheet, cut, key_height, plain
from cooccur.draw.figures.style import LINE, PAPER, SOFT, mixed, viridis
from cooccur.draw.figures.words import word
from cooccur.model import UNKNOWN_DATABASE, KnowledgeMap

_MOST_CLUSTERS = 20
_PAD = 5.0


def cluster_names(knowledge_map: KnowledgeMap) -> dict[int, str]:
    """Number and name of every cluster, ``#0 trust``."""
    columns = knowledge_map.network.cluster_columns
    labels = columns.get("label", np.array([""] * columns.length, dtype=object)).tolist()
    numbers = columns["cluster"].tolist()
    return {
        number: f"#{number} {plain(label)}".rstrip()
        for number, label in zip(numbers, labels, strict=True)
    }


def cluster_colours(knowledge_map: KnowledgeMap) -> dict[int, str]:
    """The colour of every cluster."""
    members = knowledge_map.network.node_columns["cluster"].tolist()
    return dict(zip(members, knowledge_map.colour, strict=True))


def cluster_entries(sheet: Sheet, knowledge_map: KnowledgeMap) -> list[Entry]:
    """The clusters of several keywords, at most twenty, and how many more there are."""
    columns = knowledge_map.network.cluster_columns
    names, colours = cluster_names(knowledge_map), cluster_colours(knowledge_map)
    sizes = zip(columns["cluster"].tolist(), columns["size"].tolist(), strict=True)
    several = [number for number, size in sizes if size > 1]
    entries = [
        Entry(cut(names[number]), 8.0, _swatch(sheet, mixed(colours[number], PAPER, 0.14)))
        for number in several[:_MOST_CLUSTERS]
    ]
    more = len(several) - _MOST_CLUSTERS
    if more > 0:
        name = "more clusters" if more > 1 else "more cluster"
        text = word(name, sheet.style.language, n=more)
        entries.append(Entry(text, 0.0, lambda _x, _y: None))
    return entries


def _swatch(sheet: Sheet, colour: str) -> Callable[[float, float], None]:
    return lambda x, y: sheet.disc((x + 2.8, y), 2.6, colour)


def size_entries(sheet: Sheet, picture: Picture) -> list[Entry]:
    """Circles of a few round numbers of occurrences, as large as they are drawn."""
    nodes = picture.knowledge_map.network.node_columns
    name = "weighted_occurrences" if "weighted_occurrences" in nodes else "occurrences"
    counts = nodes[name]
    if not len(counts):
        return []
    most = max(1, int(counts.max()))
    unit = float(picture.radius[counts.argmax()]) / np.sqrt(most)
    rounds = [k * 10**p for p in range(6) for k in (1, 2, 5) if k * 10**p <= most]
    shown = sorted({rounds[-1], _nearest(rounds, most / 4), _nearest(rounds, most / 20)})
    floor = float(np.nanmin(picture.radius)) if len(picture.radius) else 0.0
    entries = []
    for place, count in enumerate(shown):
        r = max(floor, unit * float(np.sqrt(count)))
        title = word(name, sheet.style.language) + "  " if place == 0 else ""
        before = sheet.wide(title) if title else 0.0
        draw = _circle(sheet, title, before, r)
        entries.append(Entry(f"{count:,}", before + 2 * r + 3, draw, 2 * r))
    return entries


def _nearest(rounds: Sequence[int], wanted: float) -> int:
    return min(rounds, key=lambda count: abs(np.log(count / max(wanted, 1.0))))


def _circle(sheet: Sheet, title: str, before: float, r: float) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        sheet.text(title.rstrip(), x, y, colour=SOFT)
        sheet.disc((x + before + r, y), r, mixed(SOFT, PAPER, 0.45))

    return draw


def filling_entries(sheet: Sheet, picture: Picture, filling: Rings | Pies | None) -> list[Entry]:
    """What rings, sectors and rims say."""
    language = sheet.style.language
    entries = []
    if isinstance(filling, Pies):
        entries += _database_entries(sheet, filling)
    elif filling is not None:
        draw = _ramp(
            sheet, [viridis(i / 11) for i in range(12)], word("rings", language), str(filling.first)
        )
        entries.append(
            Entry(
                str(filling.last),
                _ramp_width(sheet, word("rings", language), str(filling.first)),
                draw,
            )
        )
        if filling.has_bursts:
            entries.append(Entry(word("burst", language), 8.0, _swatch(sheet, RED)))
    nodes = picture.knowledge_map.network.node_columns
    if "betweenness" in nodes and (nodes["betweenness"] >= PIVOTAL).any():
        rim = lambda x, y: sheet.disc((x + 2.8, y), 2.4, PAPER, stroke=PURPLE, stroke_width=0.9)  # noqa: E731
        entries.append(Entry(word("pivotal", language), 8.0, rim))
    return entries


def _database_entries(sheet: Sheet, pies: Pies) -> list[Entry]:
    """The databases in their colours."""
    found = []
    title = word("databases", sheet.style.language) + "  "
    shares = pies.shares
    for place, (name, colour) in enumerate(zip(shares.databases, shares.colours, strict=True)):
        before = sheet.wide(title) if place == 0 else 0.0
        shown = (
            word("unknown", sheet.style.language) if name == UNKNOWN_DATABASE else cut(plain(name))
        )
        draw = _titled_swatch(sheet, title if place == 0 else "", before, colour)
        found.append(Entry(shown, before + 8.0, draw))
    return found


def _titled_swatch(
    sheet: Sheet, title: str, before: float, colour: str
) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        sheet.text(title.rstrip(), x, y, colour=SOFT)
        sheet.disc((x + before + 2.8, y), 2.6, colour)

    return draw


def ramp_entry(sheet: Sheet, title: str, colours: Sequence[str], low: str, high: str) -> Entry:
    """A title and a band of colours between two words."""
    return Entry(high, _ramp_width(sheet, title, low), _ramp(sheet, colours, title, low))


_RAMP = 60.0


def _ramp_width(sheet: Sheet, title: str, low: str) -> float:
    return sheet.wide(title) + 6 + sheet.wide(low) + 4 + _RAMP + 4


def _ramp(
    sheet: Sheet, colours: Sequence[str], title: str, low: str
) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        sheet.text(title, x, y, colour=SOFT)
        x += sheet.wide(title) + 6
        sheet.text(low, x, y, colour=SOFT)
        x += sheet.wide(low) + 4
        step = _RAMP / len(colours)
        for i, colour in enumerate(colours):
            # Each band reaches under the next: no gaps shine through where edges are smoothed.
            reach = step if i + 1 == len(colours) else 1.6 * step
            sheet.rect((x + i * step, y - 2.6, x + i * step + reach, y + 2.6), colour)

    return draw


def legend_height(sheet: Sheet, groups: Sequence[Sequence[Entry]]) -> float:
    """The height that a legend of these groups of entries takes under a figure."""
    width = sheet.style.width - 2 * _PAD
    rows = sum(key_height(sheet, group, width) for group in groups if group)
    return rows + 9.0 if rows else 4.0


def draw_legend(sheet: Sheet, groups: Sequence[Sequence[Entry]], top: float) -> None:
    """A rule, and under it the groups of entries, each on lines of its own."""
    shown = [group for group in groups if group]
    if not shown:
        return
    right = sheet.style.width - _PAD
    sheet.line((_PAD, top + 2), (right, top + 2), LINE, 0.6)
    y = top + 5.5
    for group in shown:
        y += sheet.key(group, _PAD, y, right)
