"""Keywords and links on a figure: where they stand, how large they are, how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.draw.figures.pies import Pies
from cooccur.draw.figures.rings import PIVOTAL, PURPLE, Rings
from cooccur.draw.figures.sheet import Sheet, cut, plain
from cooccur.draw.figures.style import INK, PAPER, SMALLEST, FigureStyle, mixed, written
from cooccur.draw.labels import LINE, Box, Circles, Name, place_all
from cooccur.model import Floats, KnowledgeMap
from cooccur.scene import Point

DRAWN_LINKS: Final = 1000
"""So many of the strongest links are drawn over two columns, half of them over one; more make a
picture grey."""

_STAGE: Final = 1130.0 * 792.0  # px², the stage that the radii of a map are meant for
_BEND: Final = 0.18
_PALE: Final = 0.14  # how far a disc goes towards white

Bow: TypeAlias = Callable[[int, int, Point, Point], Point]
"""Control point of the curve between two keywords, given them and where they stand."""

Ink: TypeAlias = Callable[[int, int], float]
"""Share of the usual opacity that the link of two keywords has."""


@dataclass(frozen=True, eq=False)
class Picture:
    """The keywords of a map on a figure, most frequent first; NaN where one has no place."""

    knowledge_map: KnowledgeMap
    x: Floats
    y: Floats
    radius: Floats
    font: Floats
    words: list[str]
    colours: Sequence[str]
    stage: tuple[float, float]

    @property
    def shown(self) -> list[int]:
        """Positions of the keywords that have a place."""
        return np.flatnonzero(~np.isnan(self.x)).tolist()


def picture_at(
    knowledge_map: KnowledgeMap,
    style: FigureStyle,
    *,
    radius: Floats,
    x: Floats | None = None,
    y: Floats | None = None,
    stage: tuple[float, float] = (0.0, 0.0),
) -> Picture:
    """The keywords at places of a view's own, in the colours of their clusters."""
    nowhere = np.full(len(radius), np.nan)
    words = [cut(label) for label in labels_of(knowledge_map)]
    return Picture(
        knowledge_map,
        nowhere if x is None else x,
        nowhere if y is None else y,
        radius,
        fonts(knowledge_map, style),
        words,
        knowledge_map.colour,
        stage,
    )


def labels_of(knowledge_map: KnowledgeMap) -> list[str]:
    """What is written for each keyword."""
    return [plain(word) or "·" for word in knowledge_map.network.node_columns["keyword"].tolist()]


def fonts(knowledge_map: KnowledgeMap, style: FigureStyle) -> Floats:
    """The font size of each keyword's label, pt: never below `SMALLEST`."""
    counts = knowledge_map.network.node_columns["occurrences"].astype(float)
    relative = np.sqrt(counts / counts.mean()) if counts.sum() else np.zeros(len(counts))
    size = style.between(5.5, 5.3) + style.between(1.0, 1.55) * relative
    # Quarters of a point: print shows no finer steps, and files stay small.
    found: Floats = np.clip(np.round(4 * size) / 4, SMALLEST, style.between(8.5, 11.0))
    return found


def radii(knowledge_map: KnowledgeMap, style: FigureStyle, area: float) -> Floats:
    """The radius of each keyword's circle, pt, on a stage of so many pt²."""
    scale = np.sqrt(area / _STAGE) * style.between(1.3, 1.05)
    found: Floats = np.maximum(0.8, knowledge_map.radius * scale)
    return found


def largest_scale(places: Floats, room: Floats, length: float) -> tuple[float, float]:
    """The largest scale at which all places, with their room on both sides, fit into a length.

    Returns
    -------
    scale, shift : float
        A place stands at ``scale * place + shift``.
    """
    below, above = 1e-6, 1e7
    for _ in range(60):
        scale = float(np.sqrt(below * above))
        if np.max(scale * places + room) - np.min(scale * places - room) <= length:
            below = scale
        else:
            above = scale
    low, high = np.min(below * places - room), np.max(below * places + room)
    return below, float((length - (high - low)) / 2 - low)


def laid_out(
    knowledge_map: KnowledgeMap,
    style: FigureStyle,
    stage: tuple[float, float],
    colours: Sequence[str],
    *,
    dots: float = 1.0,
) -> Picture:
    """The map's own places on a stage: one scale for both axes, nothing beyond the edge.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    style : FigureStyle
        Its look.
    stage : (float, float)
        Width and height, pt.
    colours : sequence of str
        Of every keyword.
    dots : float
        Circles are drawn at this share of their radius.
    """
    x, y = knowledge_map.shown_x, -knowledge_map.shown_y
    words = [cut(label) for label in labels_of(knowledge_map)]
    font = fonts(knowledge_map, style)
    radius = radii(knowledge_map, style, stage[0] * stage[1])
    if len(x):
        pairs = zip(words, font.tolist(), strict=True)
        extent = [style.measure(word, size, False) for word, size in pairs]  # noqa: FBT003
        labelled = (np.arange(len(x)) < 80) & (radius > 0.62 * font)
        wide = np.where(labelled, np.maximum(radius, np.array(extent) / 2 + 1), radius + 2)
        margin = 8.0
        across = largest_scale(x, wide, stage[0] - 2 * margin)
        down = largest_scale(y, np.maximum(radius, 0.62 * font), stage[1] - 2 * margin)
        scale = min(across[0], down[0], 1e6 if len(x) > 1 else 1.0)
        x = scale * x + margin + _middle(scale * x, wide, stage[0] - 2 * margin)
        y = scale * y + margin + _middle(scale * y, radius, stage[1] - 2 * margin)
    return Picture(knowledge_map, x, y, radius * dots, font, words, colours, stage)


def _middle(places: Floats, room: Floats, length: float) -> float:
    low, high = float(np.min(places - room)), float(np.max(places + room))
    return (length - (high - low)) / 2 - low


def strongest_links(picture: Picture, most: int = DRAWN_LINKS) -> list[int]:
    """The links to draw, the weakest first: both ends have a place."""
    links = picture.knowledge_map.network.link_columns
    has_place = ~np.isnan(picture.x)
    both = np.flatnonzero(has_place[links["source"]] & has_place[links["target"]])
    order = np.lexsort((links["target"][both], links["source"][both], -links["strength"][both]))
    found: list[int] = both[order[:most]][::-1].tolist()
    return found


def bent(_one: int, _other: int, start: Point, end: Point) -> Point:
    """To the same side for every link, seen from the lower to the higher keyword."""
    return (
        (start[0] + end[0]) / 2 - _BEND * (end[1] - start[1]),
        (start[1] + end[1]) / 2 + _BEND * (end[0] - start[0]),
    )


def draw_links(
    sheet: Sheet,
    picture: Picture,
    *,
    bow: Bow = bent,
    ink: Ink = lambda _a, _b: 1.0,
) -> None:
    """Curved links, the strongest on top; ``ink`` is the share of the usual opacity."""
    links = picture.knowledge_map.network.link_columns
    chosen = strongest_links(picture, round(sheet.style.between(0.5, 1.0) * DRAWN_LINKS))
    if not chosen:
        return
    ends = np.stack([links["source"][chosen], links["target"][chosen]], axis=1).tolist()
    strength: NDArray[np.float64] = links["strength"][chosen]
    unit = sheet.style.between(0.4, 0.55)
    wide = np.maximum(0.18, unit * np.sqrt(strength / strength.mean())).tolist()
    for (one, other), width in zip(ends, wide, strict=True):
        colour = mixed(mixed(picture.colours[one], picture.colours[other], 0.5), PAPER, 0.3)
        start, end = at(picture, one), at(picture, other)
        points = (start, bow(one, other, start, end), end)
        sheet.curve(points, colour, width, opacity=0.45 * ink(one, other))


def at(picture: Picture, node: int) -> Point:
    """Where a keyword stands."""
    return float(picture.x[node]), float(picture.y[node])


def draw_nodes(sheet: Sheet, picture: Picture, filling: Rings | Pies | None = None) -> None:
    """The circles, the most frequent in front, each with a rim of paper that keeps links off."""
    nodes = picture.knowledge_map.network.node_columns
    counts = nodes["occurrences"].tolist()
    central = nodes["betweenness"].tolist() if "betweenness" in nodes else [0.0] * len(counts)
    for node in reversed(picture.shown):
        centre, r = at(picture, node), float(picture.radius[node])
        sheet.disc(centre, r + min(0.45, 0.4 * r), PAPER)
        is_pivotal = central[node] >= PIVOTAL
        rim, width = (PURPLE, min(0.3 * r, 0.4 + 2.6 * central[node])) if is_pivotal else ("", 0.0)
        tip = f"{picture.words[node]} ({counts[node]})"
        if filling is not None:
            filling.draw(sheet, node, centre, r)
            if is_pivotal:
                sheet.disc(centre, r, "", stroke=rim, stroke_width=width)
        else:
            fill = mixed(picture.colours[node], PAPER, _PALE)
            sheet.disc(centre, r, fill, stroke=rim, stroke_width=width, tooltip=tip)


def draw_labels(
    sheet: Sheet,
    picture: Picture,
    *,
    names: bool = False,
    aside: bool = False,
    blocked: Sequence[Box] = (),
) -> None:
    """The labels that have room, on halos; and the numbers of clusters where they are wanted."""
    pairs = list(zip(picture.words, picture.font.tolist(), strict=True))
    widths = np.array([sheet.wide(word, size) for word, size in pairs])
    network = picture.knowledge_map.network
    found, numbers = place_all(
        Circles(picture.x, picture.y, picture.radius),
        picture.font,
        widths,
        picture.stage,
        names=_numbers(sheet, picture) if names else (),
        cluster=network.node_columns.get("cluster"),
        unit=0.5,
        aside=aside,
        blocked=blocked,
    )
    colour = dict(
        zip(
            network.node_columns.get("cluster", np.array([])).tolist(),
            picture.colours,
            strict=False,
        )
    )
    size = sheet.style.between(7.5, 9.5)
    for number, box in numbers.items():
        _halo_text(sheet, f"#{number}", box, size, written(colour[number]), bold=True)
    for (word, font), box in reversed(list(zip(pairs, found.tolist(), strict=True))):
        if not np.isnan(box[0]):
            _halo_text(sheet, word, tuple(box), font, INK)


def _halo_text(
    sheet: Sheet, text: str, box: Box, size: float, colour: str, *, bold: bool = False
) -> None:
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    sheet.text(text, *middle, size=size, colour=colour, bold=bold, anchor="middle", halo=True)


def _numbers(sheet: Sheet, picture: Picture) -> list[Name]:
    """Clusters of three keywords or more, to be named by their number."""
    cluster = picture.knowledge_map.network.node_columns["cluster"]
    counts = picture.knowledge_map.network.node_columns["occurrences"].astype(float)
    size = sheet.style.between(7.5, 9.5)
    found = []
    for number in picture.knowledge_map.network.cluster_columns["cluster"].tolist()[:20]:
        members = np.flatnonzero((cluster == number) & ~np.isnan(picture.x))
        if len(members) < 3:
            continue
        x, y, weight = picture.x[members], picture.y[members], counts[members]
        middle = (
            float((x * weight).sum() / weight.sum()),
            float((y * weight).sum() / weight.sum()),
        )
        spread = max(15.0, float(np.hypot(x - middle[0], y - middle[1]).mean()))
        wide = sheet.wide(f"#{number}", size, bold=True) + 3
        found.append(Name(number, wide, LINE * size, *middle, spread))
    return found
