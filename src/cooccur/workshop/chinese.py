"""Rules ``script``, ``particle`` and ``tail``: characters and words that Chinese may leave out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from cooccur.prepare.keywords import is_chinese

if TYPE_CHECKING:
    from opencc import OpenCC

_TAIL: Final = re.compile(
    r"(?<=[\u4e00-\u9fff]{4})(?:软件|技术|研究|方法)$|(?<=[a-z]{4})软件$"
    r"|(?<=[\u4e00-\u9fff]{2}分析|[\u4e00-\u9fff]{2}计量|[\u4e00-\u9fff]{2}统计)法$"
)
"""A law ends in 法 as a method does; only behind these words it is a method."""
_PARTICLES: Final = re.compile(r"(?<=[\u4e00-\u9fff]{2})[的之](?=[\u4e00-\u9fff]{2})")
_AND: Final = re.compile(r"(?<=[\u4e00-\u9fff]{2})[与及](?=[\u4e00-\u9fff]{2})")


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=1 << 17)
def simplified(text: str) -> str:
    """A key in simplified characters, phrase by phrase, by OpenCC.

    Examples
    --------
    >>> simplified("共詞分析")
    '共词分析'
    """
    return _converter().convert(text) if is_chinese(text) else text


def script_score(_one: str, _other: str) -> float:
    """Characters of two scripts are the same word."""
    return 0.99


def without_particles(text: str) -> str:
    """A Chinese key without 的 and 之 between words, and with one character for "and".

    Examples
    --------
    >>> without_particles("图书馆的服务"), without_particles("教学与科研")
    ('图书馆服务', '教学和科研')
    """
    if text.isascii():
        return text
    return _AND.sub("和", _PARTICLES.sub("", text))


def particle_score(_one: str, _other: str) -> float:
    """Chinese titles and keywords take or leave them."""
    return 0.93


def without_tail(text: str) -> str:
    """A Chinese key of four or more characters without a last word that says what it is.

    Examples
    --------
    >>> without_tail("虚拟现实技术"), without_tail("citespace软件"), without_tail("信息技术")
    ('虚拟现实', 'citespace', '信息技术')
    """
    return text if text.isascii() else _TAIL.sub("", text)


def tail_score(one: str, other: str) -> float:
    """Of software and methods the last word says nothing, of technology and research it may."""
    longer = max(one, other, key=len)
    if min(one, other, key=len) != without_tail(longer):
        return 0.6
    return 0.93 if longer.endswith(("软件", "法")) else 0.8
