"""What changed since an earlier map: where its clusters went, which keywords came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cooccur.draw.appearance import GREY
from cooccur.draw.figures.alluvial import Bar, Flow, band, flows_between, ordered, stacked
from cooccur.draw.figures.changed import Change, Colours, changed, draw_list
from cooccur.draw.figures.legend import cluster_colours, draw_legend, legend_height
from cooccur.draw.figures.needed import needed_table
from cooccur.draw.figures.sheet import Entry, Sheet, cut, plain
from cooccur.draw.figures.style import INK, NORMAL, PAPER, FigureStyle, mixed, number
from cooccur.draw.figures.words import word
from cooccur.model import Columns, KnowledgeMap
from cooccur.scene import Scene

_PAD: Final = 5.0
_MOST: Final = 20
"""Clusters of each map, the largest; those of one keyword are left out."""
_KINDS: Final = ("new", "grown", "shrunk", "gone")
_PALE: Final = 0.22
_BASE: Final = "#4545b8"


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A cluster of one of the maps."""

    period: int
    """0 in the earlier map, 1 in this one."""
    number: int
    name: str
    size: int
    colour: str
    is_new: bool = False


def changes_figure(knowledge_map: KnowledgeMap, *, style: FigureStyle) -> Scene:
    """Clusters of both maps with bands for the keywords they share; under them lists of keywords.

    References
    ----------
    Rosvall & Bergstrom (2010), PLoS ONE 5(1), e8694 (alluvial diagrams).
    """
    lack = "the map goes on from no earlier one; name one with --since, or choose another --view"
    table = needed_table(knowledge_map, "cluster_changes", lack)
    keywords = needed_table(knowledge_map, "changes", lack)
    sheet = Sheet(style)
    colours = _colours(knowledge_map)
    clusters = _clusters_of(table, colours)
    bands = _bands(clusters, keywords)
    lists = {kind: changed(knowledge_map, keywords, kind, colours) for kind in _KINDS}
    groups = [_entries(sheet)]
    across = 4 if style.wideness > 0.5 else 2
    rows = _rows(lists, across, round(style.between(6, 10)))
    row = style.between(9.0, 9.4)
    under = legend_height(sheet, groups)
    listed = sum(16.0 + n * row + 5 for n in rows)
    longest = max(sum(c.period == period for c in clusters) for period in (0, 1))
    flowing = max(style.width * style.between(0.7, 0.4), longest * 11.0)
    total = style.tall(22.0 + flowing + 8 + listed + under)
    bottom = total - under - listed - 8
    _draw_clusters(sheet, knowledge_map, clusters, bands, (22.0, bottom))
    y = bottom + 8
    for start, n in zip(range(0, len(_KINDS), across), rows, strict=True):
        kinds = _KINDS[start : start + across]
        for place, kind in enumerate(kinds):
            wide = (style.width - 2 * _PAD + 12) / across
            left = _PAD + place * wide
            draw_list(sheet, kind, lists[kind], (left, y, left + wide - 12), (row, n))
        y += 16.0 + n * row + 5
    draw_legend(sheet, groups, total - under)
    return sheet.scene(knowledge_map, total)


def _rows(lists: Mapping[str, Sequence[Change]], across: int, most: int) -> list[int]:
    """The lines that the lists side by side need, at most so many."""
    lengths = [len(lists[kind]) for kind in _KINDS]
    return [min(most, max(1, *lengths[start : start + across])) for start in range(0, 4, across)]


def _colours(knowledge_map: KnowledgeMap) -> Colours:
    earlier = knowledge_map.earlier
    then = dict(zip(earlier.numbers.tolist(), earlier.colours, strict=True)) if earlier else {}
    return then, cluster_colours(knowledge_map)


def _clusters_of(table: Columns, colours: Colours) -> list[_Cluster]:
    """The largest clusters of both maps, those of the earlier one first."""
    found = []
    sides = (
        ("earlier_cluster", "earlier_label", "earlier_keywords"),
        ("cluster", "label", "keywords"),
    )
    for period, names in enumerate(sides):
        side = [
            _Cluster(
                period,
                own,
                f"#{own} {plain(label)}".rstrip(),
                size,
                colours[period].get(own, GREY),
                period == 1 and change == "new",
            )
            for own, label, size, change in table.rows(*names, "change")
            if own >= 0 and size > 1
        ]
        side.sort(key=lambda cluster: (-cluster.size, cluster.number))
        found += side[:_MOST]
    return found


def _bands(clusters: list[_Cluster], keywords: Columns) -> Columns:
    """How many keywords the clusters share, positions in place of numbers."""
    place = {(c.period, c.number): i for i, c in enumerate(clusters)}
    counts = Counter(keywords.rows("earlier_cluster", "cluster"))
    shared = sorted(
        (place[0, was], place[1, now], n)
        for (was, now), n in counts.items()
        if (0, was) in place and (1, now) in place
    )
    source, target, n = ([row[i] for row in shared] for i in range(3))
    ones = [1.0] * len(shared)
    return Columns(
        {"source": source, "target": target, "shared": n, "inclusion": ones, "solid": ones}
    )


def _draw_clusters(
    sheet: Sheet,
    knowledge_map: KnowledgeMap,
    clusters: list[_Cluster],
    bands: Columns,
    ends: tuple[float, float],
) -> None:
    if not clusters:
        return
    style = sheet.style
    bar = style.between(6.0, 8.0)
    room = [
        min(max((sheet.wide(cut(c.name), bold=c.is_new) for c in side), default=0.0), share)
        for side, share in (
            ([c for c in clusters if c.period == period], 0.3 * style.width) for period in (0, 1)
        )
    ]
    xs = (_PAD + room[0] + 4, style.width - _PAD - room[1] - 4 - bar)
    _draw_heads(sheet, knowledge_map, (xs[0] + bar, xs[1]))
    periods = Columns(
        {"period": [c.period for c in clusters], "occurrences": [c.size for c in clusters]}
    )
    sizes = [c.size for c in clusters]
    if bands.length:
        columns = ordered(periods, bands)
    else:
        columns = [[i for i, c in enumerate(clusters) if c.period == p] for p in (0, 1)]
    bars = stacked(columns, sizes, *ends)
    flows = _hung(flows_between(bars, bands, sizes), bars)
    for flow in sorted(flows, key=lambda f: (f.source, f.target)):
        shape = band(xs[0] + bar, flow.start, xs[1], flow.end)
        sheet.path(shape, fill=clusters[flow.source].colour, opacity=0.34)
    for i, place in bars.items():
        cluster, x = clusters[i], xs[clusters[i].period]
        lower = [(flow.start, flow.end)[cluster.period][1] for flow in flows if i in _ends(flow)]
        box = (x, place.top, x + bar, place.top + place.height)
        sheet.rect(box, mixed(PAPER, cluster.colour, _PALE))
        if lower:
            sheet.rect((*box[:3], min(box[3], max(lower))), cluster.colour)
    _draw_names(sheet, clusters, bars, (xs[0] - 4, xs[1] + bar + 4), room)


def _ends(flow: Flow) -> tuple[int, int]:
    return flow.source, flow.target


def _hung(flows: Iterable[Flow], bars: Mapping[int, Bar]) -> list[Flow]:
    """The flows moved to the tops of their bars: what is left under them is gone, or new."""
    tops: dict[int, float] = {}
    flows = list(flows)
    for flow in flows:
        for i, (y, _) in zip(_ends(flow), (flow.start, flow.end), strict=True):
            tops[i] = min(y, tops.get(i, y))
    shift = {i: bars[i].top - top for i, top in tops.items()}

    def moved(ends: tuple[float, float], by: float) -> tuple[float, float]:
        top, bottom = ends[0] + by, ends[1] + by
        return top, max(bottom, top + 0.4)

    return [
        replace(
            flow,
            start=moved(flow.start, shift[flow.source]),
            end=moved(flow.end, shift[flow.target]),
        )
        for flow in flows
    ]


def _draw_heads(sheet: Sheet, knowledge_map: KnowledgeMap, xs: tuple[float, float]) -> None:
    """What the columns are: over the earlier one to its left, over this one to its right."""
    earlier, width = knowledge_map.earlier, sheet.style.width
    records = (earlier.n_records if earlier else 0, knowledge_map.network.corpus.n_records)
    texts = [
        word(name, sheet.style.language, n=number(n))
        for name, n in zip(("then", "now"), records, strict=True)
    ]
    if sum(sheet.wide(text, bold=True) for text in texts) > width - 2 * _PAD - 8:
        texts = [word(f"{name} short", sheet.style.language) for name in ("then", "now")]
    wide = [sheet.wide(text, bold=True) for text in texts]
    left = max(_PAD, xs[0] - wide[0])
    right = min(xs[1], width - _PAD - wide[1])
    if left + wide[0] + 8 > right:
        left, right = _PAD, width - _PAD - wide[1]
    for text, x in zip(texts, (left, right), strict=True):
        sheet.text(text, x, 9.0, colour=INK, bold=True)


def _draw_names(
    sheet: Sheet,
    clusters: list[_Cluster],
    bars: Mapping[int, Bar],
    xs: tuple[float, float],
    room: Sequence[float],
) -> None:
    """The names of clusters, the largest first, none over another; new ones bold."""
    taken: list[tuple[int, float]] = []
    for i in sorted(bars, key=lambda i: (-clusters[i].size, i)):
        cluster, y = clusters[i], bars[i].middle
        if any(p == cluster.period and abs(y - other) < 1.16 * NORMAL for p, other in taken):
            continue
        taken.append((cluster.period, y))
        limit = room[cluster.period] + 0.01
        text = sheet.fitted(cut(cluster.name), limit, bold=cluster.is_new)
        anchor = "start" if cluster.period else "end"
        sheet.text(text, xs[cluster.period], y, colour=INK, bold=cluster.is_new, anchor=anchor)


def _entries(sheet: Sheet) -> list[Entry]:
    language = sheet.style.language

    def bar(shade: str) -> Entry:
        def draw(x: float, y: float) -> None:
            sheet.rect((x, y - 3.2, x + 4.5, y + 3.2), shade)

        name = "kept part" if shade == _BASE else "changed part"
        return Entry(word(name, language), 7.5, draw)

    return [
        bar(_BASE),
        bar(mixed(PAPER, _BASE, _PALE)),
        Entry(word("bar of keywords", language)),
        Entry(word("numbers", language)),
    ]
