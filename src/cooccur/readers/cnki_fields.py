"""What CNKI writes into its fields, in whatever form: lists, names, dates, marks."""

from __future__ import annotations

import re
from typing import Final

from cooccur.model import Details
from cooccur.readers.fields import collapse, split_keywords, unescape

_CJK: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def has_cjk(text: str) -> bool:
    """Whether a text has a Chinese character (or a Japanese one of the same block)."""
    return bool(_CJK.search(text))


class Words(dict[str, str]):
    """Keywords by how they stand in lists; most keywords of an export stand in many lists."""

    def __missing__(self, raw: str) -> str:
        keyword = self[raw] = keyword_in(raw)
        return keyword


def keyword_in(raw: str) -> str:
    """The keyword that a word of a list is, empty if it is none."""
    # Nearly all are Chinese characters and nothing else: there is nothing to make plain.
    is_plain = raw.isalnum() and "\u3400" <= raw[0] <= "\u9fff"
    return raw if is_plain else next(iter(split_keywords(raw)), "")


def keywords_in(text: str, words: Words) -> list[str]:
    """The keywords of a list as CNKI writes it.

    They are parted by semicolons. Records without keywords of their own have a machine-made list
    with commas, told by its last comma or by three commas among Chinese characters.
    """
    if "&" in text or "<" in text:
        text = unescape(text)
    if "；" in text:
        text = text.replace("；", ";")
    if ";" not in text and ("," in text or "，" in text):
        parted = text.strip().replace("，", ",")
        if parted.endswith(",") or (parted.count(",") >= 3 and has_cjk(parted)):
            text = parted.replace(",", ";")
    return [keyword for part in text.split(";") if (keyword := words[part])]


def bilingual(text: str, words: Words, *, is_chinese: bool) -> tuple[list[str], list[str]]:
    """The keywords in the record's own language, and those of its second list.

    The second list stands on the line below the first, indented by a blank; a line without indent
    continues the list above it.
    """
    first, _, second = text.partition("\n ")
    own = keywords_in(first, words)
    if not second or second.isspace():
        return own, []
    other = keywords_in(second, words)
    if is_chinese and not any(map(has_cjk, own)) and any(map(has_cjk, other)):
        return other, own
    return own, other


def first_name(authors: str) -> str:
    """The first of a list of authors parted by semicolons."""
    return unescape(authors).replace("；", ";").partition(";")[0]


def names_in(authors: str) -> tuple[str, ...]:
    """All of a list of authors parted by semicolons."""
    names = map(collapse, unescape(authors).replace("；", ";").split(";"))
    return tuple(name for name in names if name)


_DATE_IN_LINK: Final = re.compile(r"\.((?:19|20)\d\d)(?:0[1-9]|1[0-2])[0-3]\d\.\d{4}(?!\d)")


def year_of_link(link: str) -> int:
    """The year in the address of an online-first paper (``….R.20211220.1131.001.html``), or 0."""
    found = _DATE_IN_LINK.search(link)
    return int(found[1]) if found else 0


def database_of(provider: str) -> str:
    """The database that a provider's name stands for; CNKI where none is told."""
    if not provider or "CNKI" in provider.upper() or "知网" in provider:
        return "CNKI"
    return "Wanfang" if "万方" in provider or "wanfang" in provider.casefold() else ""


def plain_details(
    *, title: str, abstract: str, authors: str, source: str, translated_title: str = ""
) -> Details:
    """The long fields without entities and CNKI's marks. Affiliations there tell no country."""
    return Details(
        title=collapse(unescape(title)),
        abstract=collapse(unescape(abstract)),
        authors=names_in(authors),
        source=collapse(unescape(source)),
        translated_title=collapse(unescape(translated_title)),
    )
