"""Titles, names and sources as databases spell them, taken apart into what can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_IDEOGRAPH: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAS_IDEOGRAPH: Final = re.compile(f"[{_IDEOGRAPH}]")
_WORD: Final = re.compile(rf"[{_IDEOGRAPH}]|(?:(?![{_IDEOGRAPH}])[^\W_])+")
_MARK_UP: Final = re.compile(r"</?[a-z][a-z:-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʼ´`′")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

_PLAIN_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def listed(text: str) -> frozenset[str]:
    """The words of a list of words."""
    return frozenset(text.split())


def _written(letters: str, spellings: str) -> dict[str, str]:
    """Letters with what is written for them, ``-`` for nothing."""
    written = spellings.replace("-", " - ").split()
    pairs = zip(letters, written, strict=True)
    return {letter: spelling.strip("-") for letter, spelling in pairs}


_GREEK_LETTERS: Final = "αβγδεζηθικλμνξοπρσςτυφχψω"
_GREEK: Final = str.maketrans(
    _written(
        _GREEK_LETTERS,
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "sigma sigma tau upsilon phi chi psi omega",
    )
)
_LATIN: Final = str.maketrans(
    _written(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e i i g",
    )
    | _written(_GREEK_LETTERS, "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
)


def folded(text: str) -> str:
    """The text in lower case, without accents and mark-up, and ligatures taken apart."""
    if text.isascii():
        return _MARK_UP.sub("", text).lower() if "<" in text else text.lower()
    text = unicodedata.normalize("NFKD", _MARK_UP.sub("", text)).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", text).translate(_PLAIN_LETTERS)


_NOT_WORD: Final = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """The folded text without blanks and punctuation."""
    return _NOT_WORD.sub("", folded(text))


def has_ideographs(text: str) -> bool:
    """Whether a text holds Chinese or Japanese characters."""
    return not text.isascii() and _HAS_IDEOGRAPH.search(text) is not None


def words_of(text: str) -> list[str]:
    """The words of a folded text; every ideograph is one."""
    text = text.translate(_APOSTROPHES).replace("&", " and ")
    return _WORD.findall(_THOUSANDS.sub("", text))


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared."""

    words: tuple[str, ...]
    cuts: tuple[int, ...]
    """After how many words a subtitle may begin."""
    numbers: Counter[str]
    """Everything in it that counts or dates, Roman numbers as digits."""
    is_ideographic: bool

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return ("" if self.is_ideographic else " ").join(self.words)


_SUBTITLE: Final = re.compile(r"[:：;；?？.。=]\s|[:：]|\s[-‐-―−]+\s|[‒-―−]+|--+|\s?[(（\[]")
_BRACKETS: Final = re.compile(r"\s*\[(.*)\]\s*\.?\s*")


@lru_cache(maxsize=1 << 16)
def title_of(text: str) -> Title:
    """The words of a title, where subtitles may begin, and its numbers.

    Parameters
    ----------
    text : str
        As a database writes it; brackets around the whole, with which PubMed marks translated
        titles, are dropped.
    """
    whole = _BRACKETS.fullmatch(text)
    plain = folded(whole[1] if whole else text).translate(_GREEK)
    words = _counted(words_of(plain))
    cuts, before = [], 0
    for part in _SUBTITLE.split(plain)[:-1]:
        before += len(words_of(part))
        cuts.append(before)
    n = len(words)
    return Title(
        tuple(words),
        tuple(sorted({cut for cut in cuts if 0 < cut < n})),
        numbers_in(words),
        has_ideographs(plain),
    )


_PARTS: Final = listed(
    "part parts volume vol type types phase study paper stage grade class chapter book section "
    "series no number article report essay lecture note case level model group teil partie parte "
    "experiment"
)
_ROMAN: Final = {
    roman: str(value)
    for value, romans in enumerate(("ii", "iii", "iv", "", "vi", "vii", "viii", "ix", "", "xi"), 2)
    for roman in romans.split()
}
_COUNTED: Final = {
    word: str(value)
    for value, words in enumerate(
        (
            "one i first 一 上",
            "two second 二 下",
            "three third 三",
            "four fourth 四",
            "five v fifth 五",
            "six sixth 六",
            "seven seventh 七",
            "eight eighth 八",
            "nine ninth 九",
            "ten x tenth 十",
        ),
        1,
    )
    for word in words.split()
}
_DIGITS: Final = re.compile(r"\d+")


def _counted(words: list[str]) -> list[str]:
    """The words with digits for ``ii`` and for ``two`` after a word such as *part*."""
    found: list[str] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if word in _ROMAN:
            found.append(_ROMAN[word])
        elif word in _COUNTED and (before in _PARTS or (word == "i" and place == len(words) - 1)):
            found.append(_COUNTED[word])
        else:
            found.append(word)
    return found


def numbers_in(words: Sequence[str]) -> Counter[str]:
    """What counts or dates among these words.

    A single letter counts after a word such as *part*: ``part b`` is not ``part c``.
    """
    found: Counter[str] = Counter()
    for place, word in enumerate(words):
        if word.isalpha():
            is_part = len(word) == 1 and word != "a" and place and words[place - 1] in _PARTS
            if is_part and word.isascii():
                found[word] += 1
        else:
            found.update(digits.lstrip("0") or "0" for digits in _DIGITS.findall(word))
    return found


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an author as it is compared."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    is_sure: bool
    """Whether it is told which part is which."""
    is_ideographic: bool


_PARTICLES: Final = listed(
    "de da do dos das del della di du la le van von der den ter ten el al bin ibn y e jr sr ii iii "
    "phd md"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_NAME_PART: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1 << 16)
def name_of(text: str) -> Name:
    """Family and given names of an author.

    Parameters
    ----------
    text : str
        ``Li, Ming``, ``Li M``, ``M. Li``, ``Ming Li`` or ``李明``; Cyrillic and Greek letters are
        written in Latin ones.
    """
    if has_ideographs(text):
        return Name(("".join(_HAS_IDEOGRAPH.findall(text)),), (), is_sure=True, is_ideographic=True)
    head, comma, tail = text.partition(",")
    family, given = _parts(head), _parts(tail)
    if comma and family:
        return Name(_without_particles(family), given, is_sure=True, is_ideographic=False)
    raw = text.replace(",", " ").split()
    for cut in range(1, len(raw)):
        if _are_initials(raw[cut:]):
            return Name(
                _without_particles(_parts(" ".join(raw[:cut]))),
                _initials(raw[cut:]),
                is_sure=True,
                is_ideographic=False,
            )
    for cut in range(len(raw) - 1, 0, -1):
        if _are_initials(raw[:cut]):
            return Name(
                _without_particles(_parts(" ".join(raw[cut:]))),
                _initials(raw[:cut]),
                is_sure=True,
                is_ideographic=False,
            )
    family = _without_particles(family)
    return Name(family[-1:], family[:-1], is_sure=len(family) < 2, is_ideographic=False)


def _are_initials(parts: list[str]) -> bool:
    return all(
        (part.isupper() or len(part) == 1) and _INITIALS.fullmatch(part) is not None
        for part in parts
    )


def _initials(parts: list[str]) -> tuple[str, ...]:
    return tuple(letter.casefold() for part in parts for letter in part if letter.isalpha())


def _parts(text: str) -> tuple[str, ...]:
    plain = folded(text).translate(_LATIN).translate(_APOSTROPHES)
    return tuple(_NAME_PART.findall(plain))


def _without_particles(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part not in _PARTICLES) or parts


@dataclass(frozen=True, slots=True)
class Source:
    """The name of a journal or book as it is compared."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    """After how many words an addition begins: ``Addiction (Abingdon, England)``."""
    parallel: int
    """After how many words the name in another language begins, 0: there is none."""
    is_ideographic: bool
    is_preprint: bool


_EMPTY_WORDS: Final = listed(
    "the of and for in on to a an de la le les des du et der die das und fur y del e di"
)
_ADDITION: Final = re.compile(r"\s?[(（\[/:：=;]|\s-\s")
_PREPRINT: Final = re.compile(
    r"arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|socarxiv|techrxiv|edarxiv|chinaxiv|\bssrn\b|preprint"
    r"|research square|\bosf\b|authorea|working paper",
)


@lru_cache(maxsize=1 << 14)
def source_of(text: str) -> Source:
    """The words of a source that tell it from others, and where additions begin."""
    plain = folded(text)
    words = _telling(plain)
    heads, before = [], 0
    for part in _ADDITION.split(plain)[:-1]:
        before += len(_telling(part))
        heads.append(before)
    return Source(
        tuple(words),
        tuple(sorted({head for head in heads if 0 < head < len(words)})),
        len(_telling(plain.partition(" = ")[0])) if " = " in plain else 0,
        has_ideographs(plain),
        _PREPRINT.search(plain) is not None,
    )


def _telling(text: str) -> list[str]:
    words = words_of(text)
    return [word for word in words if word not in _EMPTY_WORDS] or words
