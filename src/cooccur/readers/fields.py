"""What stands in the fields of a record, made plain: shared by all readers."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html.entities import html5
from typing import Final
from urllib.parse import unquote

_PLACEHOLDERS: Final = ("no terms assigned", "no keywords", "n/a", "null", "none", "nan")
_NO_KEYWORDS: Final = frozenset(
    spelling
    for text in ("", *_PLACEHOLDERS)
    for spelling in (text, text.upper(), text.title(), text.capitalize())
)
"""What exports and spreadsheets write where there is no keyword."""
PLACEHOLDERS: Final = _NO_KEYWORDS - {""}
"""The same without what is empty."""


def collapse(text: str) -> str:
    """The text with every run of white space as one blank, and none at its ends.

    U+3000 and U+00A0 are white space; U+FEFF, which stands where batches were glued together,
    is dropped.
    """
    return " ".join(text.replace("\ufeff", "").split())


def split_keywords(text: str, separators: str = ";；") -> list[str]:
    """The keywords of a list, in its order, without empty ones and placeholders.

    Parameters
    ----------
    text : str
        The whole field, its wrapped lines joined.
    separators : str
        Characters that each part two keywords.
    """
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return plain_keywords(collapse(text), separators[0])


def plain_keywords(text: str, separator: str) -> list[str]:
    """The keywords of a list in which white space is single blanks."""
    return [
        word
        for part in text.split(separator)
        if (word := part.strip()) not in _NO_KEYWORDS
        # Nearly all begin with a letter, and then one look is enough.
        and (word[0].isalnum() or any(map(str.isalnum, word)))
    ]


FIRST_YEAR: Final = 1500
LAST_YEAR: Final = 2100
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?(?!\d)")


def first_year(text: str) -> int:
    """The first year from 1500 to 2100 in a text, 0 when there is none.

    ``2019``, ``Aug 1 2019``, ``2015-03-03``, ``202406`` and ``20211220`` all tell their year.
    """
    found = _YEAR.search(text)
    return int(found[1]) if found else 0


def number(text: str, default: int = -1) -> int:
    """The whole number a text stands for (``12``, ``1,234``, ``12.0``), or the default."""
    digits = text.strip().replace(",", "").removesuffix(".0")
    # More digits than these are no count of anything, and would not fit 64 bits.
    return int(digits) if digits.isdecimal() and len(digits) <= 12 else default


# Bounded, or text that is made for it would be searched through again and again.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,9}/\S{1,1000}")


def clean_doi(text: str) -> str:
    """The DOI in a text, lower case and without resolver address; empty when there is none."""
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = unescape(text)
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found[0].rstrip(".,;:\"'>]}")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1]
    return doi.casefold()


_WOS_ID = re.compile(r"(?:([A-Z]{2,10}):)?([0-9A-Z][^\s:]*)")


def wos_id(text: str) -> str:
    """The accession number of the WOS platform with its prefix, or empty.

    ``ISI:`` and none are the older forms of ``WOS:`` for the same numbers. ``CNKI:0``, which
    CiteSpace gives every record that it converts, identifies none.
    """
    found = _WOS_ID.fullmatch(text.strip().upper())
    if not found or found[1] == "CNKI" or not found[2].strip("0"):
        return ""
    prefix = "WOS" if found[1] in (None, "ISI") else found[1]
    return f"{prefix}:{found[2]}"


_STATES: Final = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
_AMERICAN = re.compile(rf"(?:{_STATES.replace(' ', '|')})(?: +\d{{5}}(?:-\d{{4}})?)?|.*\bUSA")


def country_of(address: str) -> str:
    """The country of one address as WOS writes it, empty when the address names none.

    It is the text after the last comma, without the final dot: ``Peoples R China``, ``England``.
    Addresses in the United States end with state and code (``NY 10027 USA``): they give ``USA``.
    """
    place, comma, last = collapse(address).rstrip(" .;").rpartition(",")
    # The authors of an address stand before it in brackets, with commas of their own.
    if not comma or "]" in last or (place.startswith("[") and "]" not in place):
        return ""
    country = last.strip()
    if _AMERICAN.fullmatch(country):
        return "USA"
    if "@" in country or any(map(str.isdigit, country)):
        return ""
    # Records of old years are in capitals throughout; USSR and UK are so in all years.
    return country.title() if country.isupper() and len(country) > 4 else country


_NOT_WORD = re.compile(r"[\W_]+")


def match_key(title: str, first_author: str, source: str) -> str:
    r"""What identifies a record that has no id: title, first author, source, joined by ``\x1f``.

    Each part is case-folded after NFKC and has lost all white space and punctuation, so that
    differences of typing do not count. Empty when the title is.
    """
    known = _bare(title)
    return f"{known}\x1f{_bare_name(first_author)}\x1f{_bare_name(source)}" if known else ""


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


_bare_name = lru_cache(maxsize=1 << 14)(_bare)
_NOT_WORD_OF_LINE = re.compile(r"(?:[^\w\n]|_)+")


def match_keys(
    titles: Sequence[str], first_authors: Sequence[str], sources: Sequence[str]
) -> list[str]:
    """`match_key` of each record."""
    names = _bare_texts(first_authors)
    known = map(_bare_name, sources)
    return [
        f"{title}\x1f{author}\x1f{source}" if title else ""
        for title, author, source in zip(_bare_texts(titles), names, known, strict=True)
    ]


def _bare_texts(texts: Sequence[str]) -> list[str]:
    """`_bare` of each. No character makes a line end, nor joins with what stands before one."""
    if any("\n" in text for text in texts):
        texts = [text.replace("\n", " ") for text in texts]
    whole = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    return _NOT_WORD_OF_LINE.sub("", whole).split("\n") if texts else []


_LANGUAGES: Final = {
    "Chinese": "zh zho chi cn zh-cn chinese 中文 汉语 简体中文 中文(简体)",
    "English": "en eng english 英文 英语",
    "Japanese": "ja jpn jp japanese 日文 日语",
    "Korean": "ko kor korean 韩文 韩语",
    "French": "fr fre fra french 法文 法语",
    "German": "de ger deu german 德文 德语",
    "Spanish": "es spa spanish 西班牙文 西班牙语",
    "Portuguese": "pt por portuguese 葡萄牙语",
    "Russian": "ru rus russian 俄文 俄语",
    "Italian": "it ita italian 意大利语",
    "Dutch": "nl dut nld dutch",
    "Polish": "pl pol polish",
    "Turkish": "tr tur turkish",
    "Arabic": "ar ara arabic 阿拉伯语",
}
_LANGUAGE_NAMES: Final = {
    short: name for name, shorts in _LANGUAGES.items() for short in shorts.split()
}


def language_name(raw: str) -> str:
    """The language as WOS names it: ``Chinese`` for ``中文;``, ``zh`` and ``chi``.

    A name that is not in the table stays as it is; of several the first counts.
    """
    name = collapse(re.split("[;；,，]", raw)[0])
    return _LANGUAGE_NAMES.get(name.casefold(), name)


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=[^<>]*|\s*)/?>"
_MARK_UP = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|inf|it|italic|bold|sc|tt|small|span|font|正"
    rf"|jats:[a-z-]+|mml:[a-z-]+){_ATTRIBUTES}"
    r"|~\(\[[\d,，、~\-–]{1,20}\]\)",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(rf"</?(?:br|p|div|AbstractText){_ATTRIBUTES}|\(#br\)", re.IGNORECASE)


def unescape(text: str) -> str:
    """The text without HTML entities and mark-up such as ``<sub>``, ``<正>`` and ``(#br)``.

    Only what is an entity is taken for one: the ``&`` and ``;`` of ``VR&AR技术;`` stay, and so
    does ``R&D;``. Comparisons (``p < 0.05``) are no mark-up.
    """
    text = _without_mark_up(text)
    if "&" not in text:
        return text
    return _without_mark_up(_ENTITY.sub(_character, text))


def _without_mark_up(text: str) -> str:
    if "<" in text or "(#br)" in text or "~([" in text:
        return _MARK_UP.sub("", _LINE_BREAK.sub(" ", text))
    return text


def _character(entity: re.Match[str]) -> str:
    name = entity[0][1:]
    known = name.startswith("#") or name in html5
    return html.unescape(entity[0]) if known else entity[0]
