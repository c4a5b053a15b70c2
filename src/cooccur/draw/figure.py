"""The network view as a static picture: links, circles, labels that do not overlap, a legend."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.draw.appearance import font_px
from cooccur.draw.labels import place_labels
from cooccur.draw.text import ellipsis, text_width
from cooccur.model import Floats, KnowledgeMap
from cooccur.scene import Curve, Disc, Scene, Text

DRAWN_LINKS: Final = 1000
"""The strongest links are drawn; more make a picture grey."""

_INK: Final = "#1d2433"
_MARGIN: Final = 36.0
_HEAD: Final = 44.0
_LEGEND_LINE: Final = 19.0
_BEND: Final = 0.18
_LEGEND_WIDTH: Final = 250.0


def network_scene(
    knowledge_map: KnowledgeMap, *, width: float = 1100.0, height: float = 680.0
) -> Scene:
    """The network view of a map, to be written as a figure.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.
    width, height : float
        Of the picture, px; the legend stands at the right.

    Returns
    -------
    Scene
    """
    stage = width - _LEGEND_WIDTH
    x, y = _fitted(knowledge_map, stage, height)
    title = knowledge_map.title or "Keyword co-occurrence map"
    heading = Text(_MARGIN, _HEAD / 2 + 4, title, 17, _INK, bold=True, centred=False, halo=False)
    return Scene(
        width=width,
        height=height,
        title=title,
        curves=tuple(_curves(knowledge_map, x, y)),
        discs=(*_discs(knowledge_map, x, y), *_legend_discs(knowledge_map, stage)),
        texts=(
            *_labels(knowledge_map, x, y, stage, height),
            heading,
            *_legend_texts(knowledge_map, stage),
        ),
    )


def _fitted(knowledge_map: KnowledgeMap, width: float, height: float) -> tuple[Floats, Floats]:
    """Places in pixels: one scale for both axes, the middle of the map in that of the stage."""
    x, y = knowledge_map.shown_x, -knowledge_map.shown_y
    if not len(x):
        return x, y
    room = (width - 2 * _MARGIN, height - _HEAD - 2 * _MARGIN)
    spans = (float(np.ptp(x)), float(np.ptp(y)))
    scales = [space / span for space, span in zip(room, spans, strict=True) if span > 0]
    scale = min(scales, default=1.0)
    middle = ((x.min() + x.max()) / 2, (y.min() + y.max()) / 2)
    return (
        (x - middle[0]) * scale + width / 2,
        (y - middle[1]) * scale + (height + _HEAD) / 2,
    )


def _curves(knowledge_map: KnowledgeMap, x: Floats, y: Floats) -> list[Curve]:
    links = knowledge_map.network.link_columns
    strength = links["strength"]
    strongest = np.lexsort((links["target"], links["source"], -strength))[:DRAWN_LINKS]
    mean = float(strength[strongest].mean()) if len(strongest) else 1.0
    curves = []
    for row in strongest[::-1].tolist():
        one, other = int(links["source"][row]), int(links["target"][row])
        start, end = (float(x[one]), float(y[one])), (float(x[other]), float(y[other]))
        along = (end[0] - start[0], end[1] - start[1])
        control = (
            (start[0] + end[0]) / 2 - _BEND * along[1],
            (start[1] + end[1]) / 2 + _BEND * along[0],
        )
        wide = max(0.4, 1.25 * float(np.sqrt(strength[row] / mean)))
        colour = _mixed(knowledge_map.colour[one], knowledge_map.colour[other])
        curves.append(Curve(start, control, end, wide, colour, 0.45))
    return curves


def _mixed(one: str, other: str) -> str:
    """The colour halfway, lightened by 30 %."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(0.7 * (a + b) / 2 + 0.3 * 255):02x}" for a, b in pairs)


def _discs(knowledge_map: KnowledgeMap, x: Floats, y: Floats) -> list[Disc]:
    nodes = knowledge_map.network.node_columns
    rows = zip(
        x.tolist(),
        y.tolist(),
        knowledge_map.radius.tolist(),
        knowledge_map.colour,
        nodes["keyword"].tolist(),
        nodes["occurrences"].tolist(),
        strict=True,
    )
    discs = [
        Disc((px, py), radius, colour, f"{keyword} ({occurrences})")
        for px, py, radius, colour, keyword, occurrences in rows
    ]
    return discs[::-1]


def _labels(
    knowledge_map: KnowledgeMap, x: Floats, y: Floats, width: float, height: float
) -> list[Text]:
    nodes = knowledge_map.network.node_columns
    words = [ellipsis(keyword) for keyword in nodes["keyword"].tolist()]
    font = font_px(nodes["occurrences"])
    pairs = zip(words, font.tolist(), strict=True)
    widths = np.array([text_width(word, size) for word, size in pairs])
    boxes = place_labels(x, y, knowledge_map.radius, font, widths, width, height)
    return [
        Text(float(left + right) / 2, float(top + bottom) / 2, word, size, _INK)
        for (left, top, right, bottom), word, size in zip(boxes, words, font.tolist(), strict=True)
        if not np.isnan(left)
    ]


def _legend(knowledge_map: KnowledgeMap) -> list[tuple[int, str, str]]:
    """Number, label and colour of the clusters that have several keywords, at most twenty."""
    clusters = knowledge_map.network.cluster_columns
    members = knowledge_map.network.node_columns["cluster"].tolist()
    colour = dict(zip(members, knowledge_map.colour, strict=True))
    rows = zip(
        clusters["cluster"].tolist(),
        clusters["label"].tolist(),
        clusters["size"].tolist(),
        strict=True,
    )
    return [(number, label, colour[number]) for number, label, size in rows if size > 1][:20]


def _legend_discs(knowledge_map: KnowledgeMap, left: float) -> list[Disc]:
    return [
        Disc((left + 12, _HEAD + _MARGIN + row * _LEGEND_LINE), 5.5, colour)
        for row, (_, _, colour) in enumerate(_legend(knowledge_map))
    ]


def _legend_texts(knowledge_map: KnowledgeMap, left: float) -> list[Text]:
    return [
        Text(
            left + 26,
            _HEAD + _MARGIN + row * _LEGEND_LINE,
            ellipsis(f"#{number} {label}"),
            12.5,
            _INK,
            centred=False,
            halo=False,
        )
        for row, (number, label, _) in enumerate(_legend(knowledge_map))
    ]
