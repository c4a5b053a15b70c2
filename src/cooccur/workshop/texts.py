"""What titles and abstracts tell: abbreviations with their long form, and how common words are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from cooccur.model import Corpus
from cooccur.prepare.keywords import comparison_key

_BATCH: Final = 2000
_BRACKETS: Final = re.compile(r"\(([^()]{2,80})\)|\[([^\[\]]{2,80})\]")
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
_ENDS: Final = re.compile(r"[,;，；、:：]|简称|以下简称|下称|又称")
_BEFORE: Final = 120
_FIRST: Final = re.compile("[,;]")
_RUNS: Final = re.compile(r"[^\W_]+")
_MARKS: Final = " ,;:'\"("
_SMALL: Final = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_SENTENCE: Final = re.compile(r"[.;:!?。；！？]\s")


@dataclass(frozen=True, eq=False)
class Texts:
    """What was found in all titles and abstracts."""

    definitions: dict[str, dict[str, int]]
    """By the key of an abbreviation: records that define it, by the key of its long form."""
    in_brackets: dict[tuple[str, str], int]
    """Records where a keyword in brackets follows a Chinese one at once."""
    word_records: dict[str, int]
    """Records that hold each of the words asked for."""
    other_case: dict[str, int]
    """By the key of an abbreviation: records with its letters in a case that defines nothing."""


def read_texts(
    corpus: Corpus,
    *,
    shorts: AbstractSet[str],
    keys: AbstractSet[str],
    words: set[str],
    progress: Callable[[float], None] = lambda _share: None,
) -> Texts:
    """Look through all titles and abstracts once, some records at a time.

    Parameters
    ----------
    corpus : Corpus
        With documents.
    shorts : set of str
        Keys that may be abbreviations.
    keys : set of str
        Keys of all keywords.
    words : set of str
        Words in lower case to be counted.
    progress : callable
        Called with how far it is (0..1).

    Returns
    -------
    Texts
    """
    definitions: dict[str, Counter[str]] = {}
    in_brackets: Counter[tuple[str, str]] = Counter()
    word_records: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    defining: set[str] = set()
    longest = max(map(len, keys), default=0)
    for first in range(0, len(corpus), _BATCH):
        progress(first / len(corpus))
        for found in corpus.details(range(first, min(first + _BATCH, len(corpus)))):
            text = f"{found.title}. {found.abstract}"
            if not text.isascii():
                text = unicodedata.normalize("NFKC", text)
            spelled = set(_WORDS.findall(text))
            word_records.update(words.intersection(map(str.lower, spelled)))
            forms.update(form for form in spelled if form.lower() in shorts)
            for short, long, form in set(_defined(text, shorts)):
                definitions.setdefault(short, Counter())[long] += 1
                defining.add(form)
            if not text.isascii():
                in_brackets.update(set(_beside_chinese(text, keys, longest)))
    return Texts(
        definitions={short: dict(longs) for short, longs in definitions.items()},
        in_brackets=dict(in_brackets),
        word_records=dict(word_records),
        other_case=_other_case(forms, defining),
    )


def _other_case(forms: Counter[str], defining: AbstractSet[str]) -> dict[str, int]:
    """Records with the letters of an abbreviation in a case that is not that of its definition."""
    found: Counter[str] = Counter()
    for form, n_records in forms.items():
        # At the begin of a sentence a word has a capital, too.
        if form not in defining and (form.islower() or not form.isupper()):
            found[form.lower()] += n_records
    return dict(found)


def _defined(text: str, shorts: AbstractSet[str]) -> Iterator[tuple[str, str, str]]:
    """Key of an abbreviation, key of its long form, and the abbreviation as it is spelled."""
    for found in _BRACKETS.finditer(text):
        inner = (found[1] or found[2]).strip()
        before = text[max(found.start() - _BEFORE, 0) : found.start()].rstrip()
        form = _FIRST.split(inner, maxsplit=1)[0].strip()
        if short := _short_key(form, shorts):
            if long := long_form(form, _SENTENCE.split(before)[-1]):
                yield short, comparison_key(long), form
        elif " " in inner and before:
            form = before.split()[-1]
            if (short := _short_key(form, shorts)) and long_form(form, inner) == inner:
                yield short, comparison_key(inner), form


def _short_key(text: str, shorts: AbstractSet[str]) -> str:
    """The key of the abbreviation that a text may be, empty when it is none that is asked for."""
    if not is_short(text):
        return ""
    key = comparison_key(text)
    if key in shorts:
        return key
    return key[:-1] if text[-1] == "s" and text[-2].isupper() and key[:-1] in shorts else ""


def is_short(text: str) -> bool:
    """Whether a text looks like an abbreviation: 2 to 10 signs, a capital, no second blank."""
    return (
        2 <= len(text) <= 10
        and text.count(" ") <= 1
        and text[0].isalnum()
        and sum(map(str.isupper, text)) >= 1
        and not text.istitle()
        and text.isascii()
    )


def long_form(short: str, text: str) -> str:
    """The end of a text that an abbreviation may stand for; empty when there is none.

    All letters and digits of the abbreviation must occur in it in their order, the first one at
    the beginning of a word; at most min(n + 5, 2 n) words are looked at, as Schwartz & Hearst do
    (A simple algorithm for identifying abbreviation definitions in biomedical text, 2003). Of
    several such ends that is taken in which most letters begin a word (they take the shortest),
    ties to the shortest.

    Parameters
    ----------
    short, text : str
        The abbreviation and what stands before its bracket.

    Examples
    --------
    >>> long_form("ANN", "we train an artificial neural network")
    'artificial neural network'
    >>> long_form("EHEC", "from enterohemorrhagic Escherichia coli")
    'enterohemorrhagic Escherichia coli'
    >>> long_form("XY", "an artificial neural network")
    ''
    """
    letters = "".join(c for c in short.lower() if c.isalnum())
    words = text.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    best, most = "", 0
    for first in reversed(range(len(words))):
        if not words[first].lower().lstrip(_MARKS).startswith(letters[0]):
            continue
        end = " ".join(words[first:]).strip(_MARKS)
        n_begin = _begun(letters, end.lower())
        if n_begin > most and len(end) > len(short):
            best, most = end, n_begin
    is_itself = short.lower() in best.lower().split()
    return best if not is_itself and best.count("(") == best.count(")") else ""


def _begun(letters: str, text: str) -> int:
    """How many letters begin a word where all are found in their order; 0 when they are not."""
    best = [0, *[-1] * len(letters)]
    for found in _RUNS.finditer(text):
        run, counts = found[0], found[0] not in _SMALL
        for at, character in enumerate(run):
            for place in range(len(letters) - 1, -1, -1):
                if letters[place] == character and best[place] >= 0 and (place or at == 0):
                    best[place + 1] = max(best[place + 1], best[place] + (at == 0 and counts))
        # The first letter is that of the first word.
        best[0] = -1
    return max(0, best[-1])


# Before these a Chinese keyword may begin.
_BOUNDARY: Final = frozenset("的和与及以了用对在是为于将把从到由即及等或如按向让使其种个")


def _beside_chinese(text: str, keys: AbstractSet[str], longest: int) -> Iterator[tuple[str, str]]:
    """Keywords in brackets and the Chinese keyword right before the bracket."""
    for found in _BRACKETS.finditer(text):
        # One sign more tells where the keyword begins.
        before = text[max(found.start() - longest - 1, 0) : found.start()].rstrip("”\"' 》」")
        if not before or not "\u4e00" <= before[-1] <= "\u9fff":
            continue
        inner = [comparison_key(part) for part in _ENDS.split(found[1] or found[2])]
        inner = [part for part in inner if part in keys and part.isascii() and len(part) > 1]
        if inner and (chinese := _ending_keyword(before, keys)):
            for part in inner:
                yield part, chinese


def _ending_keyword(before: str, keys: AbstractSet[str]) -> str:
    """The longest keyword that a text ends in, where a word seems to begin there."""
    for first in range(len(before) - 1):
        key = comparison_key(before[first:])
        if key in keys:
            sign = before[first - 1] if first else " "
            is_boundary = not "\u4e00" <= sign <= "\u9fff" or sign in _BOUNDARY
            return key if is_boundary and len(key) > 1 else ""
    return ""
