"""The fonts that figures are set in: which are installed, how wide they are, what they lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

LATIN: Final = (
    "Arial",
    "Helvetica",
    "Helvetica Neue",
    "Liberation Sans",
    "Nimbus Sans",
    "Noto Sans",
)
CHINESE: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "DengXian",
    "SimHei",
    "SimSun",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
    "Noto Sans CJK KR",
    "Arial Unicode MS",
)
HINT: Final = (
    "no installed font has Chinese characters, so they are missing in PDF and PNG figures; "
    "install one (Debian, Ubuntu: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts; "
    "conda: font-ttf-noto-cjk; elsewhere Noto Sans SC from fonts.google.com) "
    "or write .svg, which is set in the reader's fonts"
)
_LAST: Final = "DejaVu Sans"  # comes with matplotlib
_PROBE: Final = "中国"
_UNITS: Final = 1000


@dataclass(frozen=True, eq=False)
class Fonts:
    """Families in the order in which each letter looks for its glyph."""

    families: tuple[str, ...]
    _faces: dict[bool, list[FT2Font]] = field(default_factory=dict)
    _advances: dict[tuple[str, bool], float] = field(default_factory=dict)

    def properties(self, *, bold: bool) -> FontProperties:
        """The families as matplotlib asks for them."""
        from matplotlib.font_manager import FontProperties

        return FontProperties(family=list(self.families), weight="bold" if bold else "normal")

    def width(self, text: str, size: float, bold: bool) -> float:  # noqa: FBT001 a Measure
        """The width of a text, pt."""
        return size * sum(self._advance(character, bold=bold) for character in text)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The characters for which no face has a glyph, in their order."""
        wanted = sorted(set("".join(texts)))
        faces = self._all(bold=False)
        return [c for c in wanted if not any(face.get_char_index(ord(c)) for face in faces)]

    def _all(self, *, bold: bool) -> list[FT2Font]:
        if bold not in self._faces:
            from matplotlib.font_manager import fontManager, get_font

            # Exactly the faces, in exactly the order, in which matplotlib looks for a glyph.
            self._faces[bold] = [
                get_font(path)
                for path in fontManager._find_fonts_by_props(self.properties(bold=bold))  # noqa: SLF001
            ]
        return self._faces[bold]

    def _advance(self, character: str, *, bold: bool) -> float:
        known = self._advances.get((character, bold))
        if known is None:
            faces = self._all(bold=bold)
            has = (face for face in faces if face.get_char_index(ord(character)))
            known = _advance_in(next(has, faces[-1]), character)
            self._advances[character, bold] = known
        return known


def _advance_in(face: FT2Font, character: str) -> float:
    from matplotlib.ft2font import LoadFlags

    face.set_size(_UNITS, 72)
    glyph = face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _UNITS


@cache
def installed_fonts() -> Fonts:
    """The best Latin face that is installed, then the best Chinese one.

    Returns
    -------
    Fonts
        Where no usual Latin face is installed the Latin letters of the Chinese one serve: they are
        drawn to stand beside its characters.
    """
    from matplotlib.font_manager import fontManager

    names = {entry.name for entry in fontManager.ttflist}
    chinese = next((name for name in CHINESE if name in names), None) or _any_chinese()
    latin = next((name for name in LATIN if name in names), None)
    chosen = (latin, chinese, _LAST)
    return Fonts(tuple(dict.fromkeys(name for name in chosen if name)))


def _any_chinese() -> str | None:
    """Any installed family that has common Chinese characters."""
    from matplotlib.font_manager import fontManager, get_font

    for entry in sorted(fontManager.ttflist, key=lambda entry: (entry.name, entry.fname)):
        if entry.name.startswith("Last Resort"):
            continue
        face = get_font(entry.fname)
        if all(face.get_char_index(ord(character)) for character in _PROBE):
            return str(entry.name)
    return None
