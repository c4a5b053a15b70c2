"""A scene as SVG: real text, small, editable in any drawing program."""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from collections.abc import Mapping
from functools import singledispatch
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.scene import Disc, Mark, Path, Raster, Rect, Scene, Text

FONTS: Final = (
    "Arial,Helvetica,'Liberation Sans','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',"
    "'PingFang SC','Microsoft YaHei','Hiragino Sans GB','WenQuanYi Micro Hei',sans-serif"
)
HALO: Final = 0.24
"""Width of the halo around a text, in font sizes."""

_MM_PER_POINT: Final = 25.4 / 72.0
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
        UTF-8 text, sized in mm; the same bytes for the same scene.
    """
    width, height = _number(scene.width), _number(scene.height)
    size = " ".join(
        f'{name}="{_number(length * _MM_PER_POINT)}mm"'
        for name, length in (("width", scene.width), ("height", scene.height))
    )
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" '
            f'font-family="{escape(FONTS)}" role="img">'
        ),
        f"<title>{_escaped(scene.title)}</title>",
        f"<desc>{_escaped(scene.alt)}</desc>",
        *_metadata(scene.metadata),
        *(
            [f'<rect width="{width}" height="{height}" fill="{scene.background}"/>']
            * bool(scene.background)
        ),
        *(line for mark in scene.marks for line in _drawn(mark)),
        "</svg>\n",
    ]
    return "\n".join(lines).encode()


def _metadata(metadata: Mapping[str, str]) -> list[str]:
    if not metadata:
        return []
    text = json.dumps(metadata, ensure_ascii=False, sort_keys=True)
    return [f'<metadata id="cooccur">{_escaped(text)}</metadata>']


@singledispatch
def _drawn(mark: Mark) -> list[str]:
    raise TypeError(f"no mark of a scene: {mark!r}")


@_drawn.register
def _(disc: Disc) -> list[str]:
    x, y, radius = (_number(value) for value in (*disc.centre, disc.radius))
    look = f'fill="{disc.fill or "none"}"' + _opacity(disc.opacity)
    if disc.stroke_width:
        look += f' stroke="{disc.stroke}" stroke-width="{_number(disc.stroke_width)}"'
    tooltip = f"<title>{_escaped(disc.tooltip)}</title>" if disc.tooltip else ""
    shape = f'<circle cx="{x}" cy="{y}" r="{radius}" {look}'
    return [f"{shape}>{tooltip}</circle>" if tooltip else f"{shape}/>"]


@_drawn.register
def _(rect: Rect) -> list[str]:
    x, y, width, height = (_number(v) for v in (rect.x, rect.y, rect.width, rect.height))
    corner = f' rx="{_number(rect.round)}"' if rect.round else ""
    place = f'x="{x}" y="{y}" width="{width}" height="{height}"{corner}'
    return [f'<rect {place} fill="{rect.fill}"{_opacity(rect.opacity)}/>']


@_drawn.register
def _(path: Path) -> list[str]:
    steps = "".join(
        name + " ".join(f"{_number(x)} {_number(y)}" for x, y in points)
        for name, points in path.commands
    )
    look = f'fill="{path.fill or "none"}"'
    if path.stroke:
        look += f' stroke="{path.stroke}" stroke-width="{_number(path.stroke_width)}"'
        look += ' stroke-linecap="round" stroke-linejoin="round"'
    return [f'<path d="{steps}" {look}{_opacity(path.opacity)}/>']


@_drawn.register
def _(text: Text) -> list[str]:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="bold"' if text.bold else ""
    place = (
        f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
        f"{anchor}{weight}"
    )
    words = _escaped(text.text)
    written = f'<text {place} fill="{text.colour}">{words}</text>'
    if not text.halo:
        return [written]
    # A halo is a second text underneath: some programs ignore paint-order and whiten the words.
    halo = (
        f'<text {place} fill="none" stroke="#fff" stroke-opacity="0.85" '
        f'stroke-width="{_number(HALO * text.size)}" stroke-linejoin="round" '
        f'aria-hidden="true">{words}</text>'
    )
    return [halo, written]


@_drawn.register
def _(raster: Raster) -> list[str]:
    x, y, width, height = (_number(v) for v in (raster.x, raster.y, raster.width, raster.height))
    data = base64.b64encode(png_of(raster.pixels)).decode()
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none"'
    return [f'<image {place} href="data:image/png;base64,{data}"/>']


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """Pixels as a PNG file.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (rows, columns, 3)
        Red, green and blue, rows from the top.
    """
    rows, columns = pixels.shape[:2]

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    # Every row is written as its difference to the one above, which a smooth surface likes.
    above = np.vstack([np.zeros_like(pixels[:1]), pixels[:-1]])
    lines = np.empty((rows, 3 * columns + 1), dtype=np.uint8)
    lines[:, 0] = 2
    lines[:, 1:] = (pixels - above).reshape(rows, -1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _opacity(value: float) -> str:
    return "" if value >= 1 else f' opacity="{_number(value)}"'


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
