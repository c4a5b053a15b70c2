"""What spellings of one keyword have in common, and which of them is shown.

A corpus has as many spellings as records, or more. What nearly all of them need is done for all of
them at once; those that need more are looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.texts import Texts, differs

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
    data = _lines(spellings).translate(_PLAIN if hyphens else _SMALL)
    keys = data[:-1].decode("utf-8", "surrogatepass").split("\n")
    if len(keys) != len(spellings):
        return [comparison_key(text, hyphens=hyphens) for text in spellings]
    for row in _to_look_at(data, _TRIMMED).tolist():
        keys[row] = comparison_key(spellings[row], hyphens=hyphens)
    return keys


def shown(spellings: Sequence[str]) -> list[str]:
    """The spellings as they are displayed: without what cannot be seen and without wide gaps."""
    texts = list(spellings)
    data = _lines(texts)
    if data.count(b"\n") != len(texts):
        return list(map(_shown, texts))
    for row in _to_look_at(data, _BLANKS).tolist():
        texts[row] = _shown(texts[row])
    return texts


def _shown(spelling: str) -> str:
    return " ".join(_visible(spelling).split())


_LF, _BLANK, _LAST = b"\n ~"
_SMALL: Final = bytes(range(256)).lower()
_PLAIN: Final = _SMALL.replace(b"-", b" ").replace(b"_", b" ")


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=bool)
    table[[ord(character) for character in characters if character.isascii()]] = True
    return table


_BLANKS: Final = (_table(" "), _table(" "))
_TRIMMED: Final = (_table(_QUOTES), _table(_TRAILING))
"""What is cut off at the beginning and at the end."""


def _lines(texts: Sequence[str]) -> bytes:
    """The texts in UTF-8, each with its end."""
    return ("\n".join(texts) + "\n").encode("utf-8", "surrogatepass")


def _to_look_at(lines: bytes, edges: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Ints:
    """The numbers of the lines that are not usual.

    They hold anything but printable ASCII, or two blanks in a row, or such a character at an edge.
    """
    data = np.frombuffer(lines, dtype=np.uint8)
    # What is below the blank is above all others when the blank is taken off.
    odd = np.flatnonzero(data - np.uint8(_BLANK) > _LAST - _BLANK)
    is_end = data[odd] == _LF
    ends = odd[is_end]
    strange = np.cumsum(is_end)[~is_end]
    begins = np.append(0, ends[:-1] + 1)
    is_blank = data == _BLANK
    gaps = np.searchsorted(ends, np.flatnonzero(is_blank[1:] & is_blank[:-1]))
    at_edge = edges[0][data[begins]] | edges[1][data[ends - 1]]
    return np.unique(np.concatenate((strange, gaps, np.flatnonzero(at_edge))))


def numbered(texts: Sequence[str]) -> tuple[list[str], Ints]:
    """The texts, each once and by code point, and the number of each among them."""
    order, is_new = Texts(texts).ordered()
    numbers = np.empty(len(texts), dtype=np.int64)
    numbers[order] = np.cumsum(is_new) - 1
    return [texts[row] for row in order[is_new].tolist()], numbers


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
    used = np.flatnonzero(key_of >= 0)
    best = np.zeros(key_of.max(initial=-1) + 1, dtype=np.int64)
    best[key_of[used]] = used
    # Only where spellings compete must they be counted.
    rivals = used[np.bincount(key_of[used])[key_of[used]] > 1]
    count = _n_records(record, spelling, len(vocabulary))[rivals] if len(rivals) else rivals
    order = np.lexsort((-count, key_of[rivals]))
    rivals, count = rivals[order], count[order]
    leads = differs(key_of[rivals])
    best[key_of[rivals[leads]]] = rivals[leads]
    most = count[leads][np.cumsum(leads) - 1]
    tied = rivals[(count == most) & ~leads]
    found = [vocabulary[code] for code in best.tolist()]
    for code, key in zip(tied.tolist(), key_of[tied].tolist(), strict=True):
        found[key] = min(found[key], vocabulary[code])
    return found


def _n_records(record: Ints, spelling: Ints, n_spellings: int) -> Ints:
    """How many records have each spelling."""
    bits = n_spellings.bit_length()
    count = np.bincount(spelling, minlength=n_spellings)
    for some in by_records(record):
        pairs = record[some].astype(np.int64)
        pairs <<= bits
        pairs |= spelling[some]
        # Rows stand by record, and on nearly sorted numbers the stable sort is the fast one.
        pairs.sort(kind="stable")
        again = pairs[1:][pairs[1:] == pairs[:-1]] & (1 << bits) - 1
        np.subtract.at(count, again, 1)
    return count


_AT_ONCE: Final = 1 << 18


def by_records(record: Ints) -> Iterator[slice]:
    """Parts of the rows, each with whole records.

    Memory that was just used costs less than fresh one, so what can be done part by part is.
    """
    if (record[1:] < record[:-1]).any():
        yield slice(None)
        return
    start = 0
    while start < len(record):
        last = record[min(start + _AT_ONCE, len(record)) - 1]
        stop = int(np.searchsorted(record, last, side="right"))
        yield slice(start, stop)
        start = stop
