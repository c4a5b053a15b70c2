"""Keys under a figure: the clusters by number and name, colours of a number, sizes of circles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from cooccur.draw.figures.nodes import Picture
from cooccur.draw.figures.pies import Pies
from cooccur.draw.figures.rings import PIVOTAL, PURPLE, RED, Rings
from cooccur.draw.figures.sheet import Draw, Entry, Sheet, cut, key_height, plain
from cooccur.draw.figures.style import LINE, PAPER, SOFT, mixed, viridis
from cooccur.draw.figures.words import word
from cooccur.model import UNKNOWN_DATABASE, KnowledgeMap

_MOST_CLUSTERS: Final = 20
_PAD: Final = 5.0
_RAMP: Final = 60.0  # length of a band of colours, pt


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
    several = [number for number, size in columns.rows("cluster", "size") if size > 1]
    entries = [
        Entry(cut(names[number]), 8.0, _swatch(sheet, mixed(colours[number], PAPER, 0.14)))
        for number in several[:_MOST_CLUSTERS]
    ]
    more = len(several) - _MOST_CLUSTERS
    if more > 0:
        name = "more clusters" if more > 1 else "more cluster"
        text = word(name, sheet.style.language, n=more)
        entries.append(Entry(text))
    return entries


def circle_entries(sheet: Sheet, picture: Picture, filling: Rings | Pies | None) -> list[Entry]:
    """What the sizes of circles say, and their rings, sectors and rims."""
    return [*size_entries(sheet, picture), *filling_entries(sheet, picture, filling)]


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
    for count in shown:
        r = max(floor, unit * float(np.sqrt(count)))
        circle = _disc(sheet, r, r, mixed(SOFT, PAPER, 0.45))
        entries.append(Entry(f"{count:,}", 2 * r + 3, circle, 2 * r))
    return _titled(sheet, word(name, sheet.style.language), entries)


def _nearest(rounds: Sequence[int], wanted: float) -> int:
    return min(rounds, key=lambda count: abs(np.log(count / max(wanted, 1.0))))


def _disc(sheet: Sheet, middle: float, radius: float, colour: str) -> Draw:
    return lambda x, y: sheet.disc((x + middle, y), radius, colour)


def _swatch(sheet: Sheet, colour: str) -> Draw:
    return _disc(sheet, 2.8, 2.6, colour)


def _titled(sheet: Sheet, title: str, entries: list[Entry]) -> list[Entry]:
    """The entries, with a title before the sample of the first."""
    first = entries[0]
    before = sheet.wide(f"{title}  ")

    def draw(x: float, y: float) -> None:
        sheet.text(title, x, y, colour=SOFT)
        first.draw(x + before, y)

    return [replace(first, sample=before + first.sample, draw=draw), *entries[1:]]


def filling_entries(sheet: Sheet, picture: Picture, filling: Rings | Pies | None) -> list[Entry]:
    """What rings, sectors and rims say."""
    language = sheet.style.language
    entries = []
    if isinstance(filling, Pies):
        entries += _database_entries(sheet, filling)
    elif filling is not None:
        first, last = str(filling.first), str(filling.last)
        entries.append(ramp_entry(sheet, word("rings", language), viridis, first, last, bands=12))
        if filling.has_bursts:
            entries.append(Entry(word("burst", language), 8.0, _swatch(sheet, RED)))
    nodes = picture.knowledge_map.network.node_columns
    if "betweenness" in nodes and (nodes["betweenness"] >= PIVOTAL).any():
        rim = lambda x, y: sheet.disc((x + 2.8, y), 2.4, PAPER, stroke=PURPLE, stroke_width=0.9)  # noqa: E731
        entries.append(Entry(word("pivotal", language), 8.0, rim))
    return entries


def _database_entries(sheet: Sheet, pies: Pies) -> list[Entry]:
    """The databases in their colours."""
    language, shares = sheet.style.language, pies.shares
    entries = [
        Entry(
            word("unknown", language) if name == UNKNOWN_DATABASE else cut(plain(name)),
            8.0,
            _swatch(sheet, colour),
        )
        for name, colour in zip(shares.databases, shares.colours, strict=True)
    ]
    return _titled(sheet, word("databases", language), entries)


def ramp_entry(
    sheet: Sheet,
    title: str,
    colour: Callable[[float], str],
    low: str,
    high: str,
    *,
    bands: int = 24,
) -> Entry:
    """A title and bands of colours, those of the shares 0 to 1, between two words."""
    before, between = sheet.wide(title) + 6, sheet.wide(low) + 4
    colours = [colour(i / (bands - 1)) for i in range(bands)]
    step = _RAMP / bands

    def draw(x: float, y: float) -> None:
        sheet.text(title, x, y, colour=SOFT)
        sheet.text(low, x + before, y, colour=SOFT)
        x = x + before + between
        for i, band in enumerate(colours):
            # Each band reaches under the next: no gaps shine through where edges are smoothed.
            reach = step if i + 1 == bands else 1.6 * step
            sheet.rect((x + i * step, y - 2.6, x + i * step + reach, y + 2.6), band)

    return Entry(high, before + between + _RAMP + 4, draw)


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
