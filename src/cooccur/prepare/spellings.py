"""What spellings of one keyword have in common, and which of them is shown.

A corpus has as many spellings as records, or more. What nearly all of them need is done for all of
them at once; those that need more are looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints

_QUOTES: Final = " \"'`“”„‟‘’‚‛«»‹›「」『』"
_TRAILING: Final = _QUOTES + ".。"
# All dash and connector punctuation of Unicode, and the minus signs.
_HYPHENS = re.compile(
    "[-_\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u203f\u2040\u2043\u2054\u2212\u2e17\u2e1a"
    "\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31-\ufe34\ufe4d-\ufe4f\ufe58\ufe63\uff0d\uff3f"
    "\U00010ead]"
)
# Fillers and variation selectors: Unicode calls them marks or letters, yet nobody sees them.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def comparison_key(keyword: str, *, hyphens: bool = True) -> str:
    """What two spellings of one keyword have in common; empty when nothing is left.

    NFKC, quotation marks and trailing periods trimmed, blanks collapsed, case folded, hyphens,
    dashes and underscores as blanks; control and invisible characters are dropped. The key of a
    key is itself.

    Parameters
    ----------
    keyword : str
        Any spelling.
    hyphens : bool
        Whether ``e-commerce`` and ``e commerce`` are one keyword.

    Examples
    --------
    >>> comparison_key("“Ｅ－Commerce”.") == comparison_key("e commerce")
    True
    """
    key = _folded(keyword, hyphens=hyphens)
    if keyword.isascii():
        return key
    # Case folding can undo NFKC, and trimming can uncover more to trim.
    while (again := _folded(key, hyphens=hyphens)) != key:
        key = again
    return key


def _folded(text: str, *, hyphens: bool) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _visible(text))
        if hyphens:
            text = _HYPHENS.sub(" ", text)
    elif not text.isprintable():
        text = _visible(text)
    text = text.casefold()
    if hyphens:
        text = text.replace("-", " ").replace("_", " ")
    return " ".join(text.split()).lstrip(_QUOTES).rstrip(_TRAILING)


def _visible(text: str) -> str:
    text = _IGNORABLE.sub("", text)
    if text.isprintable():
        return text
    unseen = ("Cc", "Cf", "Cs")
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in unseen)


def comparison_keys(spellings: Sequence[str], *, hyphens: bool) -> list[str]:
    """`comparison_key` of each."""
    whole = "\n".join(spellings)
    folded = whole.casefold()
    if hyphens:
        folded = folded.replace("-", " ").replace("_", " ")
    keys = folded.split("\n")
    if len(keys) != len(spellings):
        return [comparison_key(text, hyphens=hyphens) for text in spellings]
    for row in np.union1d(_strange(whole), _untidy(folded, _TRIMMED)).tolist():
        keys[row] = comparison_key(spellings[row], hyphens=hyphens)
    return keys


def shown(spellings: Sequence[str]) -> list[str]:
    """The spellings as they are displayed: without what cannot be seen and without wide gaps."""
    texts = list(spellings)
    whole = "\n".join(texts)
    if whole.count("\n") != len(texts) - 1:
        return list(map(_shown, texts))
    for row in np.union1d(_strange(whole), _untidy(whole, _BLANKS)).tolist():
        texts[row] = _shown(texts[row])
    return texts


def _shown(spelling: str) -> str:
    return " ".join(_visible(spelling).split())


_LF, _BLANK = b"\n "
_STRANGE: Final = np.ones(256, dtype=bool)
_STRANGE[[_LF, *range(_BLANK, 127)]] = False


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=bool)
    table[[ord(character) for character in characters if character.isascii()]] = True
    return table


_BLANKS: Final = (_table(" "), _table(" "))
_TRIMMED: Final = (_table(_QUOTES), _table(_TRAILING))
"""What is cut off at the beginning and at the end."""


def _bytes_of(lines: str) -> NDArray[np.uint8]:
    """The lines in UTF-8, each with its end."""
    return np.frombuffer(f"{lines}\n".encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _strange(lines: str) -> Ints:
    """The numbers of the lines that hold anything but printable ASCII."""
    data = _bytes_of(lines)
    return np.unique(np.searchsorted(np.flatnonzero(data == _LF), np.flatnonzero(_STRANGE[data])))


def _untidy(lines: str, edges: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Ints:
    """The numbers of the lines that have two blanks in a row, or such a character at an edge."""
    data = _bytes_of(lines)
    ends = np.flatnonzero(data == _LF)
    begins = np.append(0, ends[:-1] + 1)
    is_blank = data == _BLANK
    gaps = np.searchsorted(ends, np.flatnonzero(is_blank[1:] & is_blank[:-1]))
    at_edge = edges[0][data[begins]] | edges[1][data[ends - 1]]
    return np.union1d(gaps, np.flatnonzero(at_edge))


def most_frequent(
    vocabulary: Sequence[str], key_of: Ints, record: Ints, spelling: Ints
) -> list[str]:
    """The spelling of every key that most records have, of several the smallest by code point.

    Parameters
    ----------
    vocabulary : sequence of str
        All spellings.
    key_of : numpy.ndarray
        Number of the key of each spelling; -1: it does not occur.
    record, spelling : numpy.ndarray
        One row an occurrence, by record.
    """
    texts = np.empty(len(vocabulary), dtype=object)
    texts[:] = vocabulary
    best = np.full(key_of.max(initial=-1) + 1, "", dtype=object)
    used = np.flatnonzero(key_of >= 0)
    best[key_of[used]] = texts[used]
    # Only where spellings compete must they be counted. Those without a key stand in no row.
    competes = np.bincount(key_of + 1)[key_of + 1] > 1
    rows = competes[spelling]
    bits = len(vocabulary).bit_length()
    # Rows stand by record, and on nearly sorted numbers the stable sort is the fast one.
    pairs = np.sort(record[rows] << bits | spelling[rows], kind="stable")
    counted = pairs[differs(pairs)] & (1 << bits) - 1
    rivals = used[competes[used]]
    count = np.bincount(counted, minlength=len(vocabulary))[rivals]
    order = np.lexsort((-count, key_of[rivals]))
    rivals, count = rivals[order], count[order]
    leads = differs(key_of[rivals])
    best[key_of[rivals[leads]]] = texts[rivals[leads]]
    most = count[leads][np.cumsum(leads) - 1]
    tied = rivals[(count == most) & ~leads]
    for text, key in zip(texts[tied].tolist(), key_of[tied].tolist(), strict=True):
        best[key] = min(best[key], text)
    found: list[str] = best.tolist()
    return found


def differs(values: Ints) -> NDArray[np.bool_]:
    """Whether a value is another than the one before it."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
