"""Titles and abstracts: sentences with gaps, filled with the keywords of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from string import Formatter

from generator import chinese, english
from generator.chance import Chance
from generator.concepts import Concept
from generator.planting import Paper, title_case
from generator.shared import BURSTS

PATIENCE = 80
"""Tries for a title that does not say a thing twice, before one that does is taken."""

_BURSTS = {burst.concept for burst in BURSTS}


def worded(chance: Chance, paper: Paper, taken: set[str]) -> Paper:
    """The paper with a title that no other has, and an abstract."""
    language = chinese if paper.lang == "zh" else english
    tries = 0
    while True:
        gaps = _gaps(chance, paper)
        gaps |= {name: chance.pick(values) for name, values in language.EXTRAS.items()}
        sentence = _possible(chance, language.TITLES[paper.kind], gaps)
        title = sentence.format(**gaps)
        tries += 1
        if title not in taken and (tries > PATIENCE or not _stammers(sentence, gaps)):
            break
    taken.add(title)
    if paper.lang == "en":
        title = title_case(title) if chance.whether(0.45) else title[0].upper() + title[1:]
    banks = language.ABSTRACTS[paper.kind]
    parts = [_possible(chance, bank, gaps).format(**gaps) for bank in banks]
    return replace(paper, title=title, abstract=language.joined(chance, parts))


def _gaps(chance: Chance, paper: Paper) -> dict[str, str]:
    """Words for the gaps ``o f f2 f3 m m2 p p2``: the paper's own keywords before its topic's."""
    topical = [c for c in paper.topic.concepts if c.since <= paper.year]
    candidates = [
        *chance.shuffled(paper.concepts),
        *chance.shuffled(topical[:14]),
        *chance.shuffled(topical[14:]),
    ]
    gaps = {}
    for role, number in (("o", 1), ("f", 3), ("m", 2), ("p", 2)):
        fitting = list(dict.fromkeys(c for c in candidates if c.role == role))
        fitting.sort(key=lambda concept: _distance(concept, paper))
        for place, concept in enumerate(fitting[:number], start=1):
            name = role if place == 1 else f"{role}{place}"
            gaps[name] = (
                concept.zh.strip("“”") if paper.lang == "zh" else english.phrase(concept.en)
            )
    return gaps


def _distance(concept: Concept, paper: Paper) -> int:
    own = concept in paper.concepts
    if concept.topic == paper.topic.name or concept in _BURSTS:
        return 0 if own else 1
    # Keywords of all topics (social commerce) name a paper only if it has none of its own.
    return 3 if concept.topic == "hub" else 2


def _possible(chance: Chance, sentences: Sequence[str], gaps: dict[str, str]) -> str:
    return chance.pick([s for s in sentences if _names(s) <= gaps.keys()])


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _stammers(sentence: str, gaps: dict[str, str]) -> bool:
    """Whether one thing stands in a title twice, as in "supply chain supply chain finance"."""
    words = [gaps[name] for name in _names(sentence)]
    within = any(a in b for i, a in enumerate(words) for j, b in enumerate(words) if i != j)
    return within or bool(re.search(r"([^\W\da-z]{2})\1", sentence.format(**gaps)))
