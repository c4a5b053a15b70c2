"""How sure it is that two descriptions, of two databases, are of one publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from cooccur.prepare.wording import (
    Name,
    Source,
    Title,
    listed,
    name_of,
    numbers_in,
    source_of,
    title_of,
)

_NO_AUTHOR: Final = 0.03
_NO_SOURCE: Final = 0.02
_OTHER_SOURCE: Final = 0.02
_OTHER_YEAR: Final = 0.02
_NO_YEAR: Final = 0.01
_SUBTITLE: Final = 0.04
_TRANSLATED: Final = 0.02


@dataclass(frozen=True, slots=True)
class Description:
    """What two records are compared by."""

    titles: tuple[str, ...]
    """Its own, then a translated one."""
    authors: tuple[str, ...]
    source: str
    year: int
    """0 when unknown."""
    document_type: str


def likeness(one: Description, other: Description) -> float:
    """A number from 0 to 1: how much speaks for one publication.

    Parameters
    ----------
    one, other : Description
        Of two databases, whose identifiers do not contradict each other.

    Returns
    -------
    float
        The likeness of the titles, less what is unknown or not quite the same; 0 where anything
        contradicts: another word, number or part in the title, another author or source, years
        more than one apart.

    Notes
    -----
    Of the titles, mark-up, case, accents, punctuation and hyphens do not count; a mistyped letter
    or a missing subtitle lowers the likeness. A preprint and the article, a conference paper and
    the article in a journal are two publications.
    """
    apart = abs(one.year - other.year) if one.year and other.year else None
    if apart is not None and apart > 1:
        return 0.0
    author = same_author(one.authors, other.authors)
    source = same_source(one.source, other.source)
    if author is False or (source is False and not _both_of_conferences(one, other)):
        return 0.0
    title = max(
        (
            _titles(a, b) - _TRANSLATED * bool(place)
            for place, a, b in _combinations(one.titles, other.titles)
        ),
        default=0.0,
    )
    if title <= 0 or not _is_enough(one, other, title, author=author, source=source, apart=apart):
        return 0.0
    lacking = (
        _NO_AUTHOR * (author is None)
        + _NO_SOURCE * (source is None)
        + _OTHER_SOURCE * (source is False)
        + (_NO_YEAR if apart is None else _OTHER_YEAR * apart)
    )
    return round(max(0.0, title - lacking), 4)


def _combinations(ones: Sequence[str], others: Sequence[str]) -> list[tuple[int, str, str]]:
    return [(i + j, a, b) for i, a in enumerate(ones) for j, b in enumerate(others) if a and b]


_SHORT_WORDS: Final = 4
_SHORT_LETTERS: Final = 20
_SHORT_IDEOGRAPHS: Final = 8
_SURE: Final = 0.97


def _is_enough(
    one: Description,
    other: Description,
    title: float,
    *,
    author: bool | None,
    source: bool | None,
    apart: int | None,
) -> bool:
    """Whether the title is telling enough for how much of the rest is known."""
    known = [title_of(text) for text in (*one.titles, *other.titles) if text]
    if any(_is_short(t) for t in known):
        # "Editorial" and "Trust" are titles of many.
        exact = title == 1.0 and author is True and source is True and apart == 0
        return exact and not any(_is_generic(t) for t in known)
    if author is None and source is None:
        # A Chinese and an English description of one paper share its translated title only.
        n_authors = {len(one.authors), len(other.authors)}
        return title >= _SURE and apart == 0 and len(n_authors) == 1 and 0 not in n_authors
    if source is False:
        return title >= _SURE and author is True and apart == 0
    return author is True or title >= _SURE


def _is_short(title: Title) -> bool:
    if title.is_ideographic:
        return len(title.words) < _SHORT_IDEOGRAPHS
    return len(title.words) < _SHORT_WORDS or len(title.text) < _SHORT_LETTERS


_GENERIC: Final = re.compile(
    r"editorial.*|introduction.*|preface|foreword|prologue|epilogue|abstracts?|announcements?|news"
    r"|commentary|comments?|discussion|reply|response|book ?reviews?|reviews?|obituary|index"
    r"|erratum|errata|corrigend(?:um|a)|correction|retraction|letter.*|in memoriam|contents"
    r"|in this issue|from the editors?|conclusions?|acknowledge?ments?|untitled"
    r"|卷首语|编者按|编后|前言|序言?|后记|书评|简讯|目录|征稿.*|更正|勘误|编者的话|主持人语"
)


def _is_generic(title: Title) -> bool:
    return not title.words or _GENERIC.fullmatch(title.text) is not None


_CONFERENCE: Final = re.compile(r"conference|proceeding|meeting|cpaper|conf\b|会议", re.IGNORECASE)


def _both_of_conferences(one: Description, other: Description) -> bool:
    # A volume has several names: of its series, its editors and its meeting.
    preprint = source_of(one.source).is_preprint or source_of(other.source).is_preprint
    types = (one.document_type, other.document_type)
    return not preprint and all(_CONFERENCE.search(text) for text in types)


_MARKS: Final = listed(
    "erratum errata corrigendum corrigenda correction corrections retraction retracted withdrawn "
    "addendum reply replies response responses rejoinder rebuttal comment comments commentary "
    "discussion editorial protocol supplement abstract update updated pilot part parts volume"
)
_CHINESE_MARKS: Final = re.compile(
    r"[上中下续补一二三四五六七八九十甲乙丙丁篇]+|.*(?:勘误|更正|补正|撤稿|答复|回应|商榷|书评|续篇"
    r"|[之其第][一二三四五六七八九十]+).*"
)
_LEAST_HEAD_WORDS: Final = 3
_LEAST_HEAD: Final = 15
_LEAST_HEAD_IDEOGRAPHS: Final = 6


@lru_cache(maxsize=1 << 16)
def _titles(one: str, other: str) -> float:
    """The likeness of two titles, 0 where a word or number tells them apart."""
    a, b = title_of(one), title_of(other)
    if a.is_ideographic != b.is_ideographic or not a.words or not b.words:
        return 0.0
    if a.words == b.words:
        return 1.0
    if a.numbers == b.numbers and same_words(a.words, b.words):
        return ratio(a.text, b.text) / 100
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    found = (_without_subtitle(short, long, cut) for cut in long.cuts)
    return max(found, default=0.0)


def _without_subtitle(short: Title, long: Title, cut: int) -> float:
    """The likeness of a title to the beginning of another, up to where a subtitle may begin."""
    head, tail = long.words[:cut], long.words[cut:]
    letters = len("".join(short.words))
    if short.is_ideographic:
        is_telling = letters >= _LEAST_HEAD_IDEOGRAPHS
    else:
        is_telling = letters >= _LEAST_HEAD and len(short.words) >= _LEAST_HEAD_WORDS
    if not is_telling or not _MARKS.isdisjoint(tail) or _CHINESE_MARKS.fullmatch("".join(tail)):
        return 0.0
    numbers = numbers_in(head)
    # A year or a number of cases may be left out with a subtitle, the number of a part may not.
    small = [n for n in (long.numbers - numbers).elements() if len(n) < 3]
    if small or numbers != short.numbers or not same_words(short.words, head):
        return 0.0
    between = "" if short.is_ideographic else " "
    return ratio(short.text, between.join(head)) / 100 - _SUBTITLE


_FILLERS: Final = listed("the a an of and in on for to with by 的 之 与 和 及 s")
_OPPOSED: Final = listed(
    "hyper hypo macro micro meso nano intra inter extra pre post peri ante over under up down in "
    "ex im out un non dis a ir il de re mono bi di tri poly multi uni homo hetero endo exo anti "
    "pro sub super trans cis iso eu dys north south east west left right"
)


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles have the same words but for slips.

    Slips are fillers that are missing, words that are written together or apart, and mistyped
    letters: one in words from five letters, two in words from nine. What turns the meaning of a
    word (``hyper``, ``hypo``, ``un``) is none.
    """
    ours, theirs = Counter(one), Counter(other)
    left = [word for word in one if word in (ours - theirs)]
    right = [word for word in other if word in (theirs - ours)]
    if "".join(left) == "".join(right):
        return True
    left, right = ([word for word in words if word not in _FILLERS] for words in (left, right))
    if "".join(left) == "".join(right):
        return True
    if len(left) > 1 + len(one) // 6:
        return False
    for word in left:
        near = next((place for place, w in enumerate(right) if _is_slip(word, w)), None)
        if near is None:
            return False
        del right[near]
    return not right


@lru_cache(maxsize=1 << 16)
def _is_slip(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    slips = 0 if longest < 5 else 1 if longest < 9 else 2
    if not slips or any(map(str.isdigit, one + other)):
        return False
    if OSA.distance(one, other, score_cutoff=slips) > slips:
        return False
    return not _is_opposed(one, other)


def _is_opposed(one: str, other: str) -> bool:
    for i in range(min(6, len(one))):
        rest = one[i:]
        if len(rest) >= 3 and other.endswith(rest):
            heads = {one[:i], other[: len(other) - len(rest)]}
            if len(heads) == 2 and heads <= _OPPOSED | {""}:
                return True
    return False


def same_author(ones: Sequence[str], others: Sequence[str]) -> bool | None:
    """Whether the first authors are the same; None when that cannot be told.

    It cannot where one list is empty or the names are in two scripts, and is doubtful where each
    first author stands further down in the other list.
    """
    if not ones or not others:
        return None
    found = _same_name(ones[0], others[0])
    if found is not False:
        return found
    turned = any(_same_name(ones[0], name) for name in others[1:]) and any(
        _same_name(name, others[0]) for name in ones[1:]
    )
    return None if turned else False


@lru_cache(maxsize=1 << 16)
def _same_name(one: str, other: str) -> bool | None:
    a, b = name_of(one), name_of(other)
    if a.is_ideographic != b.is_ideographic:
        return None
    if a.is_ideographic or a == b:
        return a.family == b.family
    if not a.family or not b.family:
        return None
    if _same_order(a, b):
        return True
    if a.is_sure and b.is_sure:
        return bool(a.given and b.given) and _same_parts(a, b)
    turned = [Name(n.given, n.family, is_sure=True, is_ideographic=False) for n in (a, b)]
    return (
        _same_parts(a, b)
        or (not a.is_sure and _same_order(turned[0], b))
        or (not b.is_sure and _same_order(a, turned[1]))
    )


def _same_order(one: Name, other: Name) -> bool:
    if not one.family or not other.family:
        return False
    if one.given and other.given and _initial(one) != _initial(other):
        return False
    ours, theirs = (tuple(map(_sound, name.family)) for name in (one, other))
    if "".join(ours) == "".join(theirs):
        return True
    # Of a double name one part may be all that is told, or stand with the given names.
    shared = {part for part in ours if len(part) > 2} & set(theirs)
    if shared and (len(ours) > 1) != (len(theirs) > 1):
        return True
    whole = "".join(ours), "".join(theirs)
    longest = max(map(len, whole))
    slips = 0 if longest < 5 else 1 if longest < 8 else 2
    return bool(slips) and OSA.distance(*whole, score_cutoff=slips) <= slips


def _initial(name: Name) -> str:
    letter = name.given[0][0]
    return "y" if letter in "ij" else letter


def _same_parts(one: Name, other: Name) -> bool:
    """Whether the same parts are told in another order: ``Ming, Li`` for ``Li, Ming``."""
    ours, theirs = (sorted((*name.family, *name.given)) for name in (one, other))
    return "".join(ours) == "".join(theirs) and max(map(len, ours)) > 1


_SOUNDS: Final = (
    ("shch", "sch"),
    ("kh", "h"),
    ("ph", "f"),
    ("tz", "ts"),
    ("cz", "ch"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("aa", "a"),
    ("lyu", "lu"),
    ("ks", "x"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yy", "y"),
    ("iy", "y"),
    ("ij", "y"),
    ("ii", "y"),
    ("i", "y"),
    ("j", "y"),
    ("yy", "y"),
)


@lru_cache(maxsize=1 << 16)
def _sound(name: str) -> str:
    """A name as the ways of writing it in Latin letters have it in common."""
    if name == "lv":
        return "lu"
    for spelling, sound in _SOUNDS:
        name = name.replace(spelling, sound)
    return name


_MISTYPED_SOURCE: Final = 92.0


@lru_cache(maxsize=1 << 16)
def same_source(one: str, other: str) -> bool | None:
    """Whether two names are of the same source; None when that cannot be told.

    Abbreviations (``J Gambl Stud``), initials (``PNAS``) and additions (``Addiction (Abingdon,
    England)``) are understood.
    """
    a, b = source_of(one), source_of(other)
    if not a.words or not b.words:
        return None
    if a.is_preprint != b.is_preprint:
        return False
    if a.is_ideographic != b.is_ideographic:
        return None
    return any(_same_source(ours, theirs) for ours in _with_heads(a) for theirs in _with_heads(b))


def _with_heads(source: Source) -> list[tuple[str, ...]]:
    names = [source.words, *(source.words[:head] for head in source.heads)]
    return [*names, source.words[source.parallel :]] if source.parallel else names


def _same_source(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other):
        return all(map(_is_short_for, one, other)) or _is_mistyped(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and 3 <= len(short[0]) == len(long):
        return short[0] == "".join(word[0] for word in long)
    return _is_mistyped(one, other)


def _is_mistyped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    # The letter of a section is all that tells some journals apart.
    if [w for w in one if len(w) < 3] != [w for w in other if len(w) < 3]:
        return False
    if numbers_in(one) != numbers_in(other):
        return False
    return same_words(one, other) and ratio(" ".join(one), " ".join(other)) >= _MISTYPED_SOURCE


def _is_short_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    letters = iter(long)
    return len(short) > 1 and short[0] == long[0] and all(letter in letters for letter in short)
