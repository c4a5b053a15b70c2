"""A scene by matplotlib: a figure to show, PDF and PNG files to print.

Nothing here touches matplotlib's settings or pyplot: a figure leaves no trace in a session.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from matplotlib import rc_context, rcParamsDefault
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke
from matplotlib.text import Text as Line
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from cooccur._version import __version__
from cooccur.errors import CooccurWarning
from cooccur.scene import Disc, Mark, Path, Raster, Rect, Scene, Text
from cooccur.writers.fonts import HINT, installed_fonts
from cooccur.writers.svg import HALO

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform

_KEPT: Final = ("backend", "backend_fallback", "interactive", "toolbar", "timezone")
_SETTINGS: Final[dict[Any, Any]] = {
    **{name: value for name, value in rcParamsDefault.items() if name not in _KEPT},
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "text.hinting": "none",
    "path.simplify": False,
    "path.snap": False,
    "agg.path.chunksize": 0,
}
_CODES: Final = {
    "M": [Outline.MOVETO],
    "L": [Outline.LINETO],
    "Q": [Outline.CURVE3] * 2,
    "C": [Outline.CURVE4] * 3,
}
_MM: Final = 25.4
_SCREEN: Final = 96
"""CSS pixels an inch."""
_CHINESE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class MapFigure(Figure):
    """A matplotlib figure that is saved as it was laid out, whatever the session's settings."""

    def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 as matplotlib takes it
        """Save the figure; see `matplotlib.figure.Figure.savefig`."""
        with _own_settings():
            super().savefig(fname, **options)

    def __repr__(self) -> str:
        width, height = self.get_size_inches() * _MM
        return f"<MapFigure of {width:.0f} x {height:.0f} mm>"

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=1.5 * _SCREEN)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
        # Notebooks draw figures by themselves only after pyplot was imported, and then cut them to
        # what is drawn, in the session's settings. What is shown has the size of print.
        width, height = (round(inches * _SCREEN) for inches in self.get_size_inches())
        data = base64.b64encode(self._repr_png_()).decode()
        shown = {"text/plain": repr(self), "image/png": data}
        return shown, {"image/png": {"width": width, "height": height}}


@contextmanager
def _own_settings() -> Iterator[None]:
    """Matplotlib's own defaults and ours instead of those of the session."""
    with rc_context(_SETTINGS), warnings.catch_warnings():
        # What has no glyph is told once, with what to do about it.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        yield


def matplotlib_figure(scene: Scene) -> MapFigure:
    """A scene as a matplotlib figure, of its size.

    Parameters
    ----------
    scene : Scene
        What to draw.

    Returns
    -------
    MapFigure
        A `matplotlib.figure.Figure` without axes.

    Warns
    -----
    CooccurWarning
        When no installed font has a glyph for some letters.
    """
    _warn_of_missing(scene)
    with _own_settings():
        figure = MapFigure(figsize=(scene.width / 72, scene.height / 72), dpi=100)
        figure.patch.set_facecolor(scene.background or "none")
        figure.patch.set_alpha(1.0 if scene.background else 0.0)
        place = Affine2D().scale(1 / 72, -1 / 72).translate(0, scene.height / 72)
        transform = place + figure.dpi_scale_trans
        for order, mark in enumerate(scene.marks):
            for artist in _artists(mark, transform):
                artist.set_zorder(order)
                figure.add_artist(artist)
    return figure


def pdf(scene: Scene) -> bytes:
    """The bytes of a PDF file: vectors, embedded fonts, searchable text.

    Parameters
    ----------
    scene : Scene
        What to draw.
    """
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    metadata = {
        "Title": _printable(scene.title),
        "Subject": _printable(scene.alt),
        "Keywords": _printable(_joined(scene.metadata)) or None,
        "Creator": f"cooccur {__version__}",
        "Producer": None,
        "CreationDate": None,
    }
    figure, buffer = matplotlib_figure(scene), io.BytesIO()
    with _own_settings():
        FigureCanvasPdf(figure).print_figure(buffer, format="pdf", metadata=metadata)
    return buffer.getvalue()


def png(scene: Scene, *, dpi: int = 300) -> bytes:
    """The bytes of a PNG file.

    Parameters
    ----------
    scene : Scene
        What to draw.
    dpi : int
        Pixels an inch.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    metadata = {"Title": _printable(scene.title), "Description": _printable(scene.alt)}
    metadata |= {name: _printable(text) for name, text in scene.metadata.items()}
    figure, buffer = matplotlib_figure(scene), io.BytesIO()
    with _own_settings():
        figure.set_dpi(dpi)
        # A size is cut to whole pixels; a hair more than the number wanted is that number.
        for axis, length in (("width", scene.width), ("height", scene.height)):
            getattr(figure, f"set_fig{axis}")((round(length / 72 * dpi) + 1e-3) / dpi)
        software = {"Software": f"cooccur {__version__}"}
        FigureCanvasAgg(figure).print_figure(
            buffer, format="png", dpi=dpi, metadata=metadata | software
        )
    return buffer.getvalue()


def _artists(mark: Mark, transform: Transform) -> list[Artist]:
    if isinstance(mark, Text):
        return list(_text(mark, transform))
    if isinstance(mark, Raster):
        return [_raster(mark, transform)]
    shape = {Disc: _disc, Rect: _rect, Path: _path}[type(mark)](mark)  # type: ignore[operator]
    shape.set_transform(transform)
    return [shape]


def _disc(disc: Disc) -> Circle:
    return Circle(
        disc.centre,
        disc.radius,
        facecolor=disc.fill or "none",
        edgecolor=disc.stroke or "none",
        linewidth=disc.stroke_width,
        alpha=disc.opacity,
    )


def _rect(rect: Rect) -> Rectangle | FancyBboxPatch:
    look: dict[str, Any] = {
        "facecolor": rect.fill,
        "edgecolor": "none",
        "linewidth": 0,
        "alpha": rect.opacity,
    }
    if not rect.round:
        return Rectangle((rect.x, rect.y), rect.width, rect.height, **look)
    corners = f"round,pad=0,rounding_size={rect.round}"
    return FancyBboxPatch((rect.x, rect.y), rect.width, rect.height, boxstyle=corners, **look)


def _path(path: Path) -> PathPatch:
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for name, step in path.commands:
        points += step or [points[0]]
        codes += _CODES.get(name, [Outline.CLOSEPOLY])
    return PathPatch(
        Outline(points, codes),
        facecolor=path.fill or "none",
        edgecolor=path.stroke or "none",
        linewidth=path.stroke_width if path.stroke else 0,
        alpha=path.opacity,
        capstyle="round",
        joinstyle="round",
    )


def _text(text: Text, transform: Transform) -> Iterator[Line]:
    words = _printable(text.text)
    look: dict[str, Any] = {
        "fontproperties": installed_fonts().properties(bold=text.bold),
        "fontsize": text.size,
        "horizontalalignment": {"start": "left", "middle": "center", "end": "right"}[text.anchor],
        "verticalalignment": "baseline",
        "transform": transform,
        "parse_math": False,
        "usetex": False,
    }
    if text.halo:
        # A stroke turns a text into outlines; the text itself stays one on top of them.
        rim = Stroke(linewidth=HALO * text.size, foreground="white", joinstyle="round")
        halo = Line(text.x, text.y, words, color="white", alpha=0.85, **look)
        halo.set_path_effects([rim])
        yield halo
    yield Line(text.x, text.y, words, color=text.colour, **look)


def _raster(raster: Raster, transform: Transform) -> BboxImage:
    box = Bbox.from_bounds(raster.x, raster.y, raster.width, raster.height)
    image = BboxImage(TransformedBbox(box, transform), interpolation="bilinear", origin="upper")
    image.set_data(raster.pixels)
    return image


def _printable(text: str) -> str:
    """Without what has no shape: control characters and halves of surrogate pairs."""
    return re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", " ", text)


def _joined(metadata: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {text}" for name, text in sorted(metadata.items()))


def _warn_of_missing(scene: Scene) -> None:
    missing = "".join(installed_fonts().missing(_printable(text.text) for text in scene.texts))
    if not missing:
        return
    if _CHINESE.search(missing):
        warnings.warn(CooccurWarning(HINT, code="no-figure"), stacklevel=3)
        return
    shown = " ".join(f"U+{ord(character):04X}" for character in missing[:5])
    told = (
        f"no installed font has {shown}; install one that has, or write .svg, which is set in the "
        "reader's fonts"
    )
    warnings.warn(CooccurWarning(told, code="no-figure"), stacklevel=3)
