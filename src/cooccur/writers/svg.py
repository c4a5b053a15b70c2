"""A scene as SVG: real text, small, editable in any drawing program."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from cooccur.scene import Curve, Disc, Scene, Text

FONTS: Final = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'Hiragino Sans GB','WenQuanYi Micro Hei',system-ui,sans-serif"
)
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def svg(scene: Scene) -> bytes:
    """The bytes of an SVG file.

    Parameters
    ----------
    scene : Scene
        What to draw.

    Returns
    -------
    bytes
        UTF-8 text; the same bytes for the same scene.
    """
    width, height = f"{scene.width:g}", f"{scene.height:g}"
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{escape(FONTS)}" role="img">'
        ),
        f"<title>{_escaped(scene.title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        '<g fill="none" stroke-linecap="round">',
        *(_curve(curve) for curve in scene.curves),
        '</g>\n<g stroke="#fff" fill-opacity="0.86">',
        *(_disc(disc) for disc in scene.discs),
        '</g>\n<g dominant-baseline="central">',
        *(line for text in scene.texts for line in _text(text)),
        "</g>\n</svg>\n",
    ]
    return "\n".join(lines).encode()


def _curve(curve: Curve) -> str:
    points = (*curve.start, *curve.control, *curve.end)
    x1, y1, cx, cy, x2, y2 = (_number(value) for value in points)
    return (
        f'<path d="M{x1} {y1}Q{cx} {cy} {x2} {y2}" stroke="{curve.colour}" '
        f'stroke-width="{_number(curve.width)}" stroke-opacity="{_number(curve.opacity)}"/>'
    )


def _disc(disc: Disc) -> str:
    x, y, radius = (_number(value) for value in (*disc.centre, disc.radius))
    tooltip = f"<title>{_escaped(disc.tooltip)}</title>" if disc.tooltip else ""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{disc.colour}">{tooltip}</circle>'


def _text(text: Text) -> list[str]:
    anchor = ' text-anchor="middle"' if text.centred else ""
    weight = ' font-weight="600"' if text.bold else ""
    place = (
        f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
        f"{anchor}{weight}"
    )
    words = _escaped(text.text)
    written = f'<text {place} fill="{text.colour}">{words}</text>'
    if not text.halo:
        return [written]
    # A halo is a second text underneath: some programs ignore paint-order and whiten the words.
    rim = _number(max(2.2, 0.2 * text.size))
    halo = (
        f'<text {place} fill="none" stroke="#fff" stroke-opacity="0.78" stroke-width="{rim}" '
        f'stroke-linejoin="round" aria-hidden="true">{words}</text>'
    )
    return [halo, written]


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
