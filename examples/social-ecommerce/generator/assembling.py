"""The papers of each database as they are exported, with the gaps and repeats of real life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.chance import Chance
from generator.planting import Paper, index_keywords, plant, spell
from generator.wording import worded

CNKI_YEARS = dict(
    zip(
        range(2008, 2026),
        (7, 8, 10, 13, 17, 22, 28, 36, 39, 40, 42, 46, 54, 58, 55, 49, 42, 34),
        strict=True,
    )
)
WOS_YEARS = dict(
    zip(
        range(2008, 2026),
        (6, 7, 9, 11, 14, 17, 20, 24, 26, 29, 32, 37, 45, 54, 62, 67, 74, 66),
        strict=True,
    )
)
"""Six hundred papers each; of the last year only a part is in the databases yet."""

BATCH = 500
"""As many records as both databases give at a time."""
OVERLAP = 12
"""Records that stand in both WOS batches: the second one was begun too early."""
TWICE = (41, 187, 402)
"""Places of the CNKI records that were ticked again for the second batch."""


def cnki(chance: Chance, taken: set[str]) -> list[Paper]:
    """The papers from CNKI, those without a year first; their titles are added to ``taken``."""
    papers = []
    for paper in plant(chance, "cnki", CNKI_YEARS):
        shown = replace(paper, form=_cnki_form(chance, paper))
        shown = spell(chance, shown, translate=shown.form != "note" and chance.whether(0.78))
        shown = worded(chance, shown, taken)
        if shown.form == "note" or (shown.form == "newspaper" and chance.whether(0.5)):
            shown = replace(shown, keywords=(), translated=())
        papers.append(shown)
    return sorted(papers, key=lambda paper: paper.dated)


def wos(chance: Chance, taken: set[str]) -> list[Paper]:
    """The papers from the Web of Science, early access first; titles are added to ``taken``."""
    papers = []
    for paper in plant(chance, "wos", WOS_YEARS):
        shown = replace(paper, form=_wos_form(chance, paper))
        shown = worded(chance, spell(chance, shown, translate=False), taken)
        if chance.whether(0.795):
            shown = replace(shown, index=index_keywords(chance, shown))
        if shown.form == "note" or chance.whether(0.06):
            shown = replace(shown, keywords=())
        if shown.form == "note":
            shown = replace(shown, abstract="")
        language = chance.draw(("English", "Spanish", "Chinese", "Portuguese"), (97, 1, 1, 1))
        papers.append(replace(shown, language=language))
    return sorted(papers, key=lambda paper: paper.form != "online")


def cnki_batches(items: Sequence[Paper]) -> tuple[list[int], list[int]]:
    """Places of the papers in the first and in the second file."""
    return list(range(BATCH)), [*range(BATCH, len(items)), *TWICE]


def wos_batches(items: Sequence[Paper]) -> tuple[list[int], list[int]]:
    """Places of the papers in the first and in the second file."""
    return list(range(BATCH)), list(range(BATCH - OVERLAP, len(items)))


def _cnki_form(chance: Chance, paper: Paper) -> str:
    if paper.lang == "en":
        return "article"
    if paper.year == max(CNKI_YEARS) and chance.whether(0.4):
        return "online"
    forms = ("article", "thesis", "conference", "newspaper", "note")
    thesis = 0.06 if paper.year >= 2010 else 0.0
    return chance.draw(forms, (0.88, thesis, 0.012, 0.01, 0.037))


def _wos_form(chance: Chance, paper: Paper) -> str:
    if paper.kind == "r":
        return "review"
    if paper.year == max(WOS_YEARS) and chance.whether(0.2):
        return "online"
    meetings = 0.25 if paper.year <= 2014 else 0.07
    return chance.draw(("article", "conference", "note"), (1 - meetings - 0.015, meetings, 0.015))
