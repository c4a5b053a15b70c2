"""Rule ``abbreviation``: an abbreviation and its long form, as texts or keywords define it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.folding import folded
from cooccur.workshop.keywords import Keywords, Pair
from cooccur.workshop.texts import Texts, is_short, long_form

_WITH_SHORT: Final = re.compile(r"^(?P<one>.+?),? ?[(\[](?P<other>[^()\[\]]+)[)\]]$")
_CLEAR_SHARE: Final = 0.6
_BY_RECORDS: Final = (0.0, 0.88, 0.93, 0.96)
"""Score of a definition by the number of records that give it, three or more alike."""
_BOTH_IN_ONE: Final = 0.96
_CHINESE: Final = (0.0, 0.5, 0.85, 0.9)
_TWO_LETTERS: Final = 0.7
"""Score at most of two letters that a single record defines."""
_ALSO_A_WORD: Final = 0.5
"""Score at most where texts hold the letters of an abbreviation in another case more often."""


def short_keys(keywords: Keywords) -> set[str]:
    """Keys that may be abbreviations: one word (or two) of two to ten signs."""
    return {
        keywords.keys[place]
        for place in keywords.with_letters
        if 2 <= len(keywords.keys[place]) <= 10 and keywords.keys[place].isascii()
    }


def abbreviation_pairs(keywords: Keywords, texts: Texts) -> Iterator[Pair]:
    """Abbreviations with their long forms; the long form is the one that stays.

    Texts define an abbreviation in brackets behind the long form or the other way round; it must
    mean the same in at least six of ten records that define it. Keywords define it as
    ``ANN (artificial neural network)`` or ``artificial neural network (ANN)``.
    """
    by_fold = _by_fold(keywords)
    defined: dict[str, dict[str, int]] = {}
    yield from _of_keywords(keywords, by_fold, defined)
    yield from _of_texts(keywords, texts, by_fold, defined)
    yield from _of_chinese(texts)


def _by_fold(keywords: Keywords) -> dict[str, str]:
    """The most frequent keyword of those that differ in number or spelling, by what they share."""
    best: dict[str, int] = {}
    for place in keywords.with_letters:
        key = folded(keywords.keys[place])
        if key not in best or keywords.occurrences[best[key]] < keywords.occurrences[place]:
            best[key] = place
    return {key: keywords.keys[place] for key, place in best.items()}


def _of_texts(
    keywords: Keywords, texts: Texts, by_fold: dict[str, str], defined: dict[str, dict[str, int]]
) -> Iterator[Pair]:
    for short in sorted({*texts.definitions, *defined}):
        longs, counts = texts.definitions.get(short, {}), dict(defined.get(short, {}))
        for long, n_records in longs.items():
            meaning = folded(long)
            counts[meaning] = counts.get(meaning, 0) + n_records
        total = sum(counts.values())
        for meaning, n_records in sorted(counts.items()):
            key = by_fold.get(meaning, "")
            if not key or n_records < _CLEAR_SHARE * total:
                continue
            # The keyword as the texts spell it, where it is one.
            spelled = [long for long in longs if folded(long) == meaning and long in keywords.place]
            key = max(spelled, key=lambda long: (longs[long], long), default=key)
            if key == short:
                continue
            score = _BY_RECORDS[min(n_records, 3)] * (0.5 + 0.5 * n_records / total)
            if len(short) == 2 and n_records == 1:
                score = min(score, _TWO_LETTERS)
            if texts.other_case.get(short, 0) > n_records:
                score = min(score, _ALSO_A_WORD)
            told = f"{key} ({short.upper()}) in {n_records} titles, abstracts or keywords"
            yield Pair(short, key, "abbreviation", round(score, 2), told, short=short)


def _of_keywords(
    keywords: Keywords, by_fold: dict[str, str], defined: dict[str, dict[str, int]]
) -> Iterator[Pair]:
    """Keywords that hold both forms with their long form; what they define goes to ``defined``."""
    for place in keywords.with_letters:
        key = keywords.keys[place]
        found = _WITH_SHORT.match(keywords.labels[place])
        if not found:
            continue
        one, other = found["one"].strip(), found["other"].strip()
        for short, long in ((one, other), (other, one)):
            if not is_short(short) or long_form(short, long) != long:
                continue
            told = f"the keyword {keywords.labels[place]} holds both"
            meaning = folded(comparison_key(long))
            long_key = by_fold.setdefault(meaning, key)
            if long_key != key:
                yield Pair(key, long_key, "abbreviation", _BOTH_IN_ONE, told, short=key)
            if comparison_key(short) in keywords.place:
                counts = defined.setdefault(comparison_key(short), {})
                counts[meaning] = counts.get(meaning, 0) + keywords.occurrences[place]


def _of_chinese(texts: Texts) -> Iterator[Pair]:
    """Latin keywords in brackets behind a Chinese one: an abbreviation, or the English term."""
    total: dict[str, int] = {}
    for (latin, _), n_records in texts.in_brackets.items():
        total[latin] = total.get(latin, 0) + n_records
    for (latin, chinese), n_records in sorted(texts.in_brackets.items()):
        share = n_records / total[latin]
        if share < _CLEAR_SHARE:
            continue
        score = round(_CHINESE[min(n_records, 3)] * (0.5 + 0.5 * share), 2)
        told = f"{chinese} ({latin}) in {n_records} titles, abstracts or keywords"
        short = latin if " " not in latin and len(latin) <= 6 else ""
        yield Pair(
            latin, chinese, "abbreviation" if short else "translation", score, told, short=short
        )
