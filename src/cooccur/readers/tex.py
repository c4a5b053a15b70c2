"""TeX's way of writing accents, letters, quotes and mathematics, made plain."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ANY: Final = re.compile(r"[\\{}$~`]|''|--")


def untex(text: str) -> str:
    r"""The text without TeX: ``Gr{\"o}bner \& $\alpha$`` is ``Gröbner & α``.

    Commands that only change the type face are dropped, unknown ones stay as they are.
    """
    if not _ANY.search(text):
        return text
    text = _ACCENT.sub(_accented, text)
    text = _MATHEMATICS.sub(_mathematics, text)
    return _MARK.sub(_decoded, text)


_ACCENT: Final = re.compile(
    r"\\(?:([`'^\"~=.])|([uvHcdbkr])(?:\s++|(?=\{)))\s*+\{?\s*+(\\[ij](?![A-Za-z])|[A-Za-z])\}?"
)
_COMBINING: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "k": "\u0328",
    "r": "\u030a",
}


def _accented(found: re.Match[str]) -> str:
    # The dotless letters are only there to carry an accent.
    letter = found[3].lstrip("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[found[1] or found[2]])


_MATHEMATICS: Final = re.compile(r"(?<!\\)\$([^$]*+)\$")
_RAISED: Final = re.compile(r"(?<!\\)[_^]")


def _mathematics(found: re.Match[str]) -> str:
    inner = found[1]
    # Scopus does not escape currency: "from $5 to $10" is no formula.
    if " " in inner and not any(mark in inner for mark in "\\^_"):
        return found[0].replace("$", "\\$")
    return _RAISED.sub("", inner)


_MARK: Final = re.compile(r"\\([A-Za-z]+)\s?|\\(.)|``?|''|---?|[{}~]", re.DOTALL)
_SIGNS: Final = {"``": '"', "''": '"', "`": "'", "---": "—", "--": "–", "{": "", "}": "", "~": " "}
_ESCAPED: Final = {
    "\\": " ",
    "\n": " ",
    " ": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    "-": "",
    "/": "",
    "!": "",
    "(": "",
    ")": "",
    "[": "",
    "]": "",
}


def _decoded(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED.get(found[1], found[0])
    if found[2]:
        return _ESCAPED.get(found[2], found[2])
    return _SIGNS[found[0]]


_LETTERS: Final = "ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ th þ TH Þ dh ð DH Ð"
_GREEK: Final = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"
)
_SYMBOLS: Final = (
    "textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblright ” "
    'textquotedblleft “ textquotedbl " textregistered ® texttrademark ™ textcopyright © '
    "textdegree ° degree ° circ ° textmu μ times × pm ± leq ≤ le ≤ geq ≥ ge ≥ neq ≠ approx ≈ "
    "infty ∞ rightarrow → to → cdot · ldots … dots … textellipsis … textasciitilde ~ sim ~ "
    "textasciicircum ^ textunderscore _ textbackslash \\ textless < textgreater > textbar | "
    "textdollar $ ast *"
)
_FACES: Final = (
    "emph textit textbf textsc textrm textsf texttt textup textsl textsuperscript textsubscript "
    "text mathrm mathbf mathit mathcal mathbb mathsf mathtt boldsymbol ensuremath mbox it bf rm em "
    "sc tt sl sf left right displaystyle url uppercase lowercase MakeUppercase MakeLowercase"
)


def _table(words: str) -> dict[str, str]:
    names = words.split()
    return dict(zip(names[::2], names[1::2], strict=True))


_NAMED: Final = {
    **_table(_LETTERS),
    **_table(_GREEK),
    **_table(_SYMBOLS),
    **dict.fromkeys(_FACES.split(), ""),
}
