"""Rules ``compound`` and ``letters``: the same letters, apart or with other marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SIGNS: Final = r"[\s'’\"“”‘`´.,;:!?/\\|·・、，；：()（）\[\]{}&《》〈〉「」『』-]"
"""Signs that do not tell keywords apart; ``C++``, ``C#`` and mathematics have others."""
_NO_LETTERS: Final = re.compile(_SIGNS)
_BETWEEN: Final = re.compile(rf"(?<=\d){_SIGNS}+(?=\d)")
_GREEK: Final = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "σ": "sigma",
    "ω": "omega",
}
_LIGATURES: Final = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"}
_SPELLED: Final = str.maketrans({**_GREEK, **_LIGATURES})


@lru_cache(maxsize=1 << 17)
def closed(text: str) -> str:
    """The letters, digits and meaningful signs of a key; numbers stay apart.

    Examples
    --------
    >>> closed("co occurrence"), closed("alzheimer's disease"), closed("1,2 diol")
    ('cooccurrence', 'alzheimersdisease', '1 2diol')
    """
    return _NO_LETTERS.sub("", _BETWEEN.sub("\x00", text)).replace("\x00", " ")


def closed_score(one: str, other: str) -> float:
    """How sure two keys of the same letters are one: less where they are short or lose signs."""
    is_blank_only = one.replace(" ", "") == other.replace(" ", "")
    if sum(map(str.isalpha, one)) < 4:
        return 0.85 if is_blank_only else 0.5
    # Title marks tell a journal from what it is about.
    if ("《" in one) != ("《" in other):
        return 0.5
    # Behind a word a single letter is a name of its own: locus t, vitamin c.
    longer = max(one, other, key=lambda key: key.count(" ")).split(" ")
    if any(len(word) == 1 and word.isalpha() for word in longer[1:]):
        return 0.8 if is_blank_only else 0.5
    return 0.97 if is_blank_only else 0.95


@lru_cache(maxsize=1 << 17)
def plain_letters(text: str) -> str:
    """A key without accents, Greek letters by their name.

    Examples
    --------
    >>> plain_letters("naïve bayes"), plain_letters("β carotene")
    ('naive bayes', 'beta carotene')
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_SPELLED))
    kept = "".join(c for c in apart if not ("\u0300" <= c <= "\u036f"))
    return unicodedata.normalize("NFC", kept)


def letters_score(_one: str, _other: str) -> float:
    """Accents seldom tell two keywords apart."""
    return 0.97
