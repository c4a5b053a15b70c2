"""How wide a text is, without any font at hand, and how it is cut."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

ELLIPSIS: Final = "…"

# Usual advances of a plain sans-serif face, in thousandths of the font size.
_ADVANCES: Final = {
    222: "ijl‘’",
    278: " !,./:;I[\\]ft·",
    333: "()`r-“”„",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvxyzs",
    556: "abdeghnopqu0123456789$#L?_§€–",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—@",
}
_BY_CHARACTER: Final = {
    character: advance / 1000.0
    for advance, characters in _ADVANCES.items()
    for character in characters
}


def text_width(text: str, font_px: float) -> float:
    """The estimated width of a text in one line, in px.

    Parameters
    ----------
    text : str
        What is written.
    font_px : float
        Font size, px.

    Returns
    -------
    float
        Full-width characters count one em, Latin ones what they usually take in a plain
        sans-serif face, all others about what letters take; marks on a letter count nothing.
    """
    return font_px * sum(_advance(character) for character in text)


@cache
def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.category(character) in {"Mn", "Me", "Cc", "Cf"}:
        return 0.0
    # An accented letter is as wide as its base.
    base = unicodedata.normalize("NFKD", character)[0]
    return _BY_CHARACTER.get(base, 0.65 if base.isupper() else 0.55)


def ellipsis(text: str, n: int = 30) -> str:
    """The text, or its beginning and an ellipsis, in at most ``n`` characters.

    Parameters
    ----------
    text : str
        What is written.
    n : int
        Most characters, at least 1.
    """
    if len(text) <= n:
        return text
    end = n - 1
    while end > 0 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS
