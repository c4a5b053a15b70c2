"""Only the records of some years, document types or languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError
from cooccur.model import Corpus, Step

Years: TypeAlias = tuple[int | None, int | None]
"""First and last year, both inclusive; None: open."""

_YEARS = re.compile(
    r"(?P<only>[0-9]{4})|(?P<first>[0-9]{4})?\s*[-‐‑‒–—―−~〜至]\s*(?P<last>[0-9]{4})?"
)
_LANGUAGES: Final = {
    "chinese": "zh zh-cn cn chi zho 中文 汉语 简体中文",
    "english": "en eng 英文 英语",
    "french": "fr fre fra 法文 法语",
    "german": "de ger deu 德文 德语",
    "italian": "it ita 意大利文 意大利语",
    "japanese": "ja jp jpn 日文 日语",
    "korean": "ko kor 韩文 韩语",
    "portuguese": "pt por 葡萄牙文 葡萄牙语",
    "russian": "ru rus 俄文 俄语",
    "spanish": "es spa 西班牙文 西班牙语",
}
_LANGUAGE_NAMES: Final = {
    alias: name for name, aliases in _LANGUAGES.items() for alias in aliases.split()
}


def parse_years(text: str) -> Years:
    """The first and last year of ``2010-2020``, ``2010-``, ``-2020`` or ``2015``.

    Parameters
    ----------
    text : str
        Years of four digits; any kind of dash.

    Returns
    -------
    tuple of (int or None, int or None)
        None where the range is open.

    Raises
    ------
    CallError
        When the text is no such range, or the last year is before the first.

    Examples
    --------
    >>> parse_years("2010-2020"), parse_years("2010-"), parse_years("2015")
    ((2010, 2020), (2010, None), (2015, 2015))
    """
    found = _YEARS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found and found["only"]:
        return int(found["only"]), int(found["only"])
    begin, end = (int(found[name]) if found and found[name] else None for name in ("first", "last"))
    if begin is None and end is None:
        raise CallError(f"years {text!r} not understood; write 2010-2020, 2010-, -2020 or 2015")
    if begin is not None and end is not None and begin > end:
        raise CallError(f"years {text!r} end before they begin; write {end}-{begin}")
    return begin, end


def select_records(
    corpus: Corpus,
    *,
    years: Years | None = None,
    document_types: Iterable[str] = (),
    languages: Iterable[str] = (),
) -> Corpus:
    """The records that pass every filter given, with their keywords.

    A record whose value is unknown does not pass a filter on it.

    Parameters
    ----------
    corpus : Corpus
        Any.
    years : tuple of (int or None, int or None) or None
        First and last publication year, inclusive; None at an end: open.
    document_types : iterable of str
        A record passes with any of them; compared without case to each of its types
        (``Article; Early Access`` is both).
    languages : iterable of str
        A record passes with any of them. Names (``Chinese``, ``中文``) and codes (``zh``, ``cn``,
        ``chi``) are understood.

    Returns
    -------
    Corpus
        ``files`` still count all records read: a filter is no loss.
    """
    types, tongues = tuple(document_types), tuple(languages)
    rows = np.ones(len(corpus), dtype=bool)
    if years is not None:
        rows &= _within(corpus, years)
    if types:
        rows &= _has_any(corpus, "document_type", types, _plain)
    if tongues:
        rows &= _has_any(corpus, "language", tongues, _language)
    options = (("years", years), ("document_types", types), ("languages", tongues))
    selected = corpus if rows.all() else corpus.select(rows)
    return replace(selected, history=(*corpus.history, Step("select_records", options)))


def _within(corpus: Corpus, years: Years) -> NDArray[np.bool_]:
    year, (first, last) = corpus.record_columns["year"], years
    rows: NDArray[np.bool_] = year > 0
    if first is not None:
        rows &= year >= first
    if last is not None:
        rows &= year <= last
    return rows


def _has_any(
    corpus: Corpus, column: str, wanted: Iterable[str], name: Callable[[str], str]
) -> NDArray[np.bool_]:
    values, names = corpus.record_columns[column].tolist(), set(map(name, wanted))
    fits = {
        value: any(name(part) in names for part in re.split("[;；]", value))
        for value in set(values)
    }
    return np.array([fits[value] for value in values], dtype=bool)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _language(name: str) -> str:
    plain = _plain(name)
    return _LANGUAGE_NAMES.get(plain, plain)
