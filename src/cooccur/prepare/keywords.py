"""Keywords that can be compared: one spelling for each, once in each record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import AUTHOR, INDEX, TRANSLATED, Columns, Corpus, Ints, Problem, Step

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
_WORDS: Final = re.compile(r"([0-9]{1,3})(?:[-–~]([0-9]{1,3}))?")
_IDEOGRAPH = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


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
) -> Corpus:
    """The corpus with one spelling for each keyword, and each keyword once in a record.

    The order is: choose lists, fold spellings by `comparison_key`, replace by the thesaurus
    (once: a replacement is not replaced again), drop what is stopped or hidden, drop repeats.

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
    frequent = _most_frequent(corpus.vocabulary, key_of, record, spelling)
    display = dict(zip(keys, frequent, strict=True))
    target = keys
    if thesaurus:
        target = _replaced(keys, thesaurus, hyphens=hyphens)
        display |= _labels(thesaurus, hyphens=hyphens)
    stopped, hidden = tuple(stop_list), tuple(hide)
    dropped = {comparison_key(word, hyphens=hyphens) for word in ("", *stopped, *hidden)}
    kept = sorted(set(target) - dropped)
    place = {key: code for code, key in enumerate(kept)}
    code = np.array([*(place.get(key, -1) for key in target), -1], dtype=np.int64)
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
        keyword_columns=_once_a_record(record, code[key_of][spelling], kind, len(kept)),
        vocabulary=tuple(_shown(display[key]) for key in kept),
        keys=tuple(kept),
        problems=corpus.problems + (thesaurus.problems if thesaurus else ()),
        history=(*corpus.history, Step("clean_keywords", tuple(options.items()))),
    )


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
    record, spelling = (
        columns[name].astype(np.int64, copy=False) for name in ("record", "keyword")
    )
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
    """Distinct keys, and the position of its key for every spelling (-1: does not occur)."""
    occurs = np.flatnonzero(np.bincount(spelling, minlength=len(vocabulary)))
    position: dict[str, int] = {}
    key_of = np.full(len(vocabulary), -1, dtype=np.int64)
    keys = _comparison_keys([vocabulary[code] for code in occurs.tolist()], hyphens=hyphens)
    key_of[occurs] = [position.setdefault(key, len(position)) for key in keys]
    return list(position), key_of


def _comparison_keys(spellings: list[str], *, hyphens: bool) -> list[str]:
    """`comparison_key` of each; those of ASCII, nearly all of most corpora, worked out at once."""
    plain = [text.isascii() and text.isprintable() for text in spellings]
    # What can be printed holds no line end.
    whole = "\n".join([text for text, is_plain in zip(spellings, plain, strict=True) if is_plain])
    whole = whole.casefold()
    if hyphens:
        whole = whole.replace("-", " ").replace("_", " ")
    folded = iter(whole.split("\n"))
    keys = []
    for text, is_plain in zip(spellings, plain, strict=True):
        if is_plain:
            key = next(folded)
            key = " ".join(key.split()) if "  " in key else key
            keys.append(key.lstrip(_QUOTES).rstrip(_TRAILING))
        else:
            keys.append(comparison_key(text, hyphens=hyphens))
    return keys


def _most_frequent(
    vocabulary: tuple[str, ...], key_of: Ints, record: Ints, spelling: Ints
) -> list[str]:
    """The spelling of every key that most records have."""
    # Only where spellings compete must they be counted. Those without a key stand in no row.
    competes = np.bincount(key_of + 1)[key_of + 1] > 1
    rows = competes[spelling]
    bits = len(vocabulary).bit_length()
    # Rows stand by record, and on nearly sorted numbers the stable sort is the fast one.
    pairs = np.sort(record[rows] << bits | spelling[rows], kind="stable")
    counted = pairs[_differs(pairs)] & (1 << bits) - 1
    count = np.bincount(counted, minlength=len(vocabulary)).tolist()
    n_keys = key_of.max(initial=-1) + 1
    best, n_records = [""] * n_keys, [-1] * n_keys
    for text, key, n in zip(vocabulary, key_of.tolist(), count, strict=True):
        if key >= 0 and (n > n_records[key] or (n == n_records[key] and text < best[key])):
            best[key], n_records[key] = text, n
    return best


def _differs(values: Ints) -> NDArray[np.bool_]:
    """Whether a value is another than the one before it."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


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


def _shown(spelling: str) -> str:
    if spelling.isascii() and spelling.isprintable() and "  " not in spelling:
        return spelling.strip()
    return " ".join(_visible(spelling).split())


def _once_a_record(record: Ints, keyword: Ints, kind: Ints, n_keywords: int) -> Columns:
    kept = keyword >= 0
    if not kept.all():
        record, keyword, kind = record[kept], keyword[kept], kind[kept]
    # One number a row, so that one sort orders rows and puts the authors' before the database's;
    # in place, since fresh memory costs more than the arithmetic.
    bits = n_keywords.bit_length()
    row = record << bits
    row |= keyword
    row <<= 1
    row |= kind
    row.sort(kind="stable")
    row = row[_differs(row >> 1)]
    kind = (row & 1).astype(kind.dtype)
    row >>= 1
    keyword = row & (1 << bits) - 1
    row >>= bits
    return Columns({"record": row, "keyword": keyword, "kind": kind})
