"""Keywords that can be compared: one spelling for each, once in each record."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import AUTHOR, INDEX, TRANSLATED, Columns, Corpus, Ints, Problem, Step
from cooccur.prepare.spellings import (
    by_records,
    comparison_key,
    comparison_keys,
    most_frequent,
    numbered,
    shown,
)
from cooccur.texts import differs

__all__ = [
    "KEYWORD_CHOICES",
    "LANGUAGE_CHOICES",
    "SEPARATOR",
    "Thesaurus",
    "clean_keywords",
    "comparison_key",
    "is_chinese",
    "parse_words",
]

KEYWORD_CHOICES: Final[dict[str, tuple[int, ...]]] = {
    "author": (AUTHOR,),
    "index": (INDEX,),
    "all": (AUTHOR, INDEX),
    "title": (AUTHOR,),
    "abstract": (AUTHOR,),
}
"""Which kinds of keywords a choice takes; phrases of titles and abstracts are of kind `AUTHOR`."""

LANGUAGE_CHOICES: Final = ("own", "zh", "en")
"""Which list of a bilingual record counts."""

SEPARATOR: Final = " \N{MIDDLE DOT} "
"""Stands between the two languages of a label."""

_WORDS: Final = re.compile(r"([0-9]{1,3})(?:[-–~]([0-9]{1,3}))?")
_IDEOGRAPH = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_chinese(keyword: str) -> bool:
    """Whether a keyword holds a CJK ideograph."""
    return _IDEOGRAPH.search(keyword) is not None


@dataclass(frozen=True)
class Thesaurus:
    """Which keyword is replaced by which, as its file says it."""

    rows: tuple[tuple[str, str], ...]
    """A variant and what replaces it; an empty replacement drops the keyword."""
    name: str = ""
    """Name of the file, without folder."""
    problems: tuple[Problem, ...] = ()
    """Rows that contradict each other or form a chain."""

    def replacements(self, *, hyphens: bool = True) -> dict[str, str]:
        """The replacement of every variant by its comparison key; the first row of a key counts."""
        found: dict[str, str] = {}
        for variant, preferred in self.rows:
            found.setdefault(comparison_key(variant, hyphens=hyphens), preferred)
        return found


def clean_keywords(
    corpus: Corpus,
    *,
    keywords: str = "all",
    keyword_language: str = "own",
    thesaurus: Thesaurus | None = None,
    stop_list: Iterable[str] = (),
    hide: Iterable[str] = (),
    hyphens: bool = True,
    author_words: tuple[int, int] | None = None,
    aligned: Iterable[tuple[str, str]] = (),
) -> Corpus:
    """The corpus with one spelling for each keyword, and each keyword once in a record.

    The order is: choose lists, fold spellings by `comparison_key`, replace by the thesaurus
    (once: a replacement is not replaced again), unite the languages, drop what is stopped or
    hidden, drop repeats.

    Parameters
    ----------
    corpus : Corpus
        With keywords as exported, or phrases.
    keywords : str
        A name from `KEYWORD_CHOICES`. Where authors and database give the same keyword to a
        record it counts once, as the authors'.
    keyword_language : str
        ``own``: the record's own list. ``zh``, ``en``: of a record with two lists the one that
        has the larger share of keywords in that language (Chinese: with an ideograph), its own
        when they are alike. Never both.
    thesaurus : Thesaurus or None
        Replacements; the label that the thesaurus gives is displayed.
    stop_list, hide : iterable of str
        Keywords to drop, in any spelling.
    hyphens : bool
        Whether spellings that differ by hyphen and blank are one keyword.
    author_words : (int, int), optional
        Fewest and most words of an author keyword, hyphens as blanks; keywords with an ideograph
        and those of the database always count. CiteSpace takes 2 to 4.
    aligned : iterable of (str, str)
        Keywords and the label of both languages that each gets; see `prepare.alignment`. To stop
        or hide one of them is to stop or hide the label.

    Returns
    -------
    Corpus
        ``vocabulary`` holds one spelling a keyword, ordered by comparison key: the spelling most
        records have, ties to the smallest by code point. ``keyword_columns`` are sorted by record
        and keyword.

    Raises
    ------
    UnknownChoiceError
        When ``keywords`` or ``keyword_language`` is no known name.
    """
    if keywords not in KEYWORD_CHOICES:
        raise UnknownChoiceError("choice of keywords", keywords, KEYWORD_CHOICES)
    if keyword_language not in LANGUAGE_CHOICES:
        raise UnknownChoiceError("keyword language", keyword_language, LANGUAGE_CHOICES)
    record, spelling, kind = _occurrences(corpus, KEYWORD_CHOICES[keywords], keyword_language)
    if author_words:
        fits = _has_words(corpus.vocabulary, *author_words)[spelling] | (kind != AUTHOR)
        record, spelling, kind = record[fits], spelling[fits], kind[fits]
    keys, key_of = _folded_spellings(corpus.vocabulary, spelling, hyphens=hyphens)
    spelled = most_frequent(corpus.vocabulary, key_of, record, spelling)
    target, labels = keys, {}
    if thesaurus:
        target = _replaced(keys, thesaurus, hyphens=hyphens)
        labels = _labels(thesaurus, hyphens=hyphens)
    both = Thesaurus(tuple(aligned))
    united = both.replacements(hyphens=hyphens)
    labels |= _labels(both, hyphens=hyphens)
    target = _replaced(target, both, hyphens=hyphens) if united else target
    stopped, hidden = tuple(stop_list), tuple(hide)
    dropped = {comparison_key(word, hyphens=hyphens) for word in ("", *stopped, *hidden)}
    dropped |= {comparison_key(united[key], hyphens=hyphens) for key in dropped & united.keys()}
    number = np.arange(len(keys))
    if target is not keys:
        display = dict(zip(keys, spelled, strict=True)) | labels
        keys, number = numbered(target)
        spelled = [display[key] for key in keys]
    kept = _not_among(keys, dropped)
    if not kept.all():
        keys, spelled = list(compress(keys, kept)), list(compress(spelled, kept))
    code = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)[np.append(number, -1)]
    options = {
        "keywords": keywords,
        "keyword_language": keyword_language,
        "thesaurus": thesaurus.rows if thesaurus else (),
        "stop_list": stopped,
        "hide": hidden,
        "hyphens": hyphens,
        "author_words": author_words,
    }
    return replace(
        corpus,
        keyword_columns=_once_a_record(record, spelling, kind, code[key_of], len(keys)),
        vocabulary=tuple(shown(spelled)),
        keys=tuple(keys),
        problems=corpus.problems + (thesaurus.problems if thesaurus else ()),
        history=(*corpus.history, Step("clean_keywords", tuple(options.items()))),
    )


def _not_among(keys: list[str], dropped: Iterable[str]) -> NDArray[np.bool_]:
    """Whether each of the ascending keys stays."""
    kept = np.ones(len(keys), dtype=bool)
    for key in dropped:
        place = bisect_left(keys, key)
        if place < len(keys) and keys[place] == key:
            kept[place] = False
    return kept


def parse_words(text: str) -> tuple[int, int]:
    """Fewest and most words of ``2-4`` or ``3``.

    Raises
    ------
    CallError
        When the text is no such range.
    """
    found = _WORDS.fullmatch(text.strip())
    fewest, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= fewest <= most:
        raise CallError(f"--author-words is {text!r}; a range of words such as 2-4 is expected")
    return fewest, most


def _has_words(vocabulary: tuple[str, ...], fewest: int, most: int) -> NDArray[np.bool_]:
    """Whether each spelling has so many words, or is written in ideographs."""
    fits = [
        is_chinese(text) or fewest <= len(comparison_key(text).split()) <= most
        for text in vocabulary
    ]
    return np.array(fits, dtype=bool)


def _occurrences(corpus: Corpus, kinds: tuple[int, ...], language: str) -> tuple[Ints, Ints, Ints]:
    columns, kind = corpus.keyword_columns, corpus.keyword_columns["kind"]
    record, spelling = columns["record"], columns["keyword"]
    own = (kind == kinds[0]) | (kind == kinds[-1])
    if language != "own" and AUTHOR in kinds and (kind == TRANSLATED).any():
        other = kind == TRANSLATED
        turned = _prefers_translation(corpus, language)[record]
        own = np.where(other | (kind == AUTHOR), turned == other, own)
        kind = np.where(other, AUTHOR, kind)
    if own.all():
        return record, spelling, kind
    return record[own], spelling[own], kind[own]


def _prefers_translation(corpus: Corpus, language: str) -> NDArray[np.bool_]:
    columns = corpus.keyword_columns
    wanted = language == "zh"
    of_language = np.array([is_chinese(s) == wanted for s in corpus.vocabulary], dtype=bool)
    fits = of_language[columns["keyword"]]

    def count(rows: NDArray[np.bool_]) -> Ints:
        return np.bincount(columns["record"][rows], minlength=len(corpus))

    own, other = columns["kind"] == AUTHOR, columns["kind"] == TRANSLATED
    share_own = count(own & fits) / np.maximum(count(own), 1)
    share_other = count(other & fits) / np.maximum(count(other), 1)
    prefers: NDArray[np.bool_] = share_other > share_own
    return prefers


def _folded_spellings(
    vocabulary: tuple[str, ...], spelling: Ints, *, hyphens: bool
) -> tuple[list[str], Ints]:
    """Distinct keys, ascending, and the number of its key for each spelling (-1: not there)."""
    occurs = np.flatnonzero(np.bincount(spelling, minlength=len(vocabulary)))
    spellings = [vocabulary[code] for code in occurs.tolist()]
    keys, numbers = numbered(comparison_keys(spellings, hyphens=hyphens))
    key_of = np.full(len(vocabulary), -1, dtype=np.int64)
    key_of[occurs] = numbers
    return keys, key_of


def _replaced(keys: list[str], thesaurus: Thesaurus, *, hyphens: bool) -> list[str]:
    """What stands for every key after the thesaurus; empty: it is dropped."""
    replacements = thesaurus.replacements(hyphens=hyphens)
    return [
        comparison_key(replacements[key], hyphens=hyphens) if key in replacements else key
        for key in keys
    ]


def _labels(thesaurus: Thesaurus, *, hyphens: bool) -> dict[str, str]:
    """The first label the thesaurus gives for each key that replaces another."""
    return {comparison_key(label, hyphens=hyphens): label for _, label in reversed(thesaurus.rows)}


def _once_a_record(
    record: Ints, spelling: Ints, kind: Ints, code_of: Ints, n_keywords: int
) -> Columns:
    """The keyword of every spelling, -1 for none, once in each record."""
    bits = n_keywords.bit_length()
    none = np.zeros(0, dtype=np.int64)
    parts = [(none, none, kind[:0])]
    for some in by_records(record):
        held, which = record[some].astype(np.int64), kind[some]
        keyword = code_of[spelling[some]]
        kept = keyword >= 0
        if not kept.all():
            held, keyword, which = held[kept], keyword[kept], which[kept]
        # One number a row, so that one sort orders rows, the authors' before the database's.
        row = held << bits
        row |= keyword
        row <<= 1
        row |= which
        row.sort(kind="stable")
        row = row[differs(row >> 1)]
        which = (row & 1).astype(kind.dtype)
        row >>= 1
        parts.append((row >> bits, row & (1 << bits) - 1, which))
    columns = zip(("record", "keyword", "kind"), zip(*parts, strict=True), strict=True)
    return Columns({name: np.concatenate(arrays) for name, arrays in columns})
