"""What was planted, counted from the plan and not from the files."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypedDict

from generator.concepts import Burst
from generator.planting import Paper
from generator.shared import BURSTS, HUBS
from generator.topics import TOPICS

TOP = 50
"""Keywords that are listed with their occurrences."""

VISIBLE = 7
"""Papers in its years from which on a planted burst can be expected to be found."""


class BurstRow(TypedDict):
    """A planted burst in one language; ``inside`` and ``outside`` count papers by its years."""

    keyword: str
    begin: int
    end: int
    topic: str
    inside: int
    outside: int


def fold(keyword: str) -> str:
    """What is left of a keyword when case, hyphens, quotes and outer blanks do not count."""
    text = unicodedata.normalize("NFKC", keyword).strip().strip("\"'“”‘’").rstrip(".")
    return " ".join(re.sub(r"[-‐-―−_]", " ", text.casefold()).split())


def study(
    cnki: Sequence[Paper], wos: Sequence[Paper], files: dict[str, list[Paper]]
) -> dict[str, object]:
    """All of ``truth.json``; ``files`` holds the papers as exported, the repeated ones too."""
    papers = [*cnki, *wos]
    exported = sum(len(held) for held in files.values())
    bursts = [row for burst in BURSTS for row in _burst(burst, papers)]
    return {
        "records_in": exported,
        "merged": exported - len(papers),
        "kept": len(papers),
        "skipped": 0,
        "with_author_keywords": sum(1 for p in papers if p.keywords),
        "with_index_keywords": sum(1 for p in papers if p.index),
        "with_translated_keywords": sum(1 for p in papers if any(p.translated)),
        "without_any_keyword": sum(1 for p in papers if not p.keywords and not p.index),
        "without_year": sum(1 for p in papers if not p.dated),
        "files": {name: _file(held) for name, held in files.items()},
        "years": {"cnki": _years(cnki), "wos": _years(wos)},
        "top_author_keywords": {
            "all": _top(p.keywords for p in papers),
            "cnki": _top(p.keywords for p in cnki),
            "wos": _top(p.keywords for p in wos),
        },
        "top_keywords": {
            "all": _top((*p.keywords, *p.index) for p in papers),
            "wos": _top((*p.keywords, *p.index) for p in wos),
        },
        "topics": [_topic(topic.name, papers) for topic in TOPICS],
        "keyword_topics": _keyword_topics(papers),
        "hubs": sorted({fold(x) for hub in HUBS for x in (hub.concept.zh, hub.concept.en)}),
        "bursts": [row for row in bursts if row["inside"] >= VISIBLE],
        "faint_bursts": [row for row in bursts if row["inside"] < VISIBLE],
    }


def _file(papers: Sequence[Paper]) -> dict[str, int]:
    return {
        "records": len(papers),
        "with_author_keywords": sum(1 for p in papers if p.keywords),
        "with_index_keywords": sum(1 for p in papers if p.index),
        "without_year": sum(1 for p in papers if not p.dated),
    }


def _years(papers: Iterable[Paper]) -> dict[str, int]:
    counts = Counter(p.year for p in papers if p.dated)
    return {str(year): counts[year] for year in sorted(counts)}


def _top(keyword_lists: Iterable[Sequence[str]]) -> list[dict[str, object]]:
    counts: Counter[str] = Counter()
    for keywords in keyword_lists:
        counts.update({fold(keyword) for keyword in keywords})
    ranked = sorted(counts, key=lambda key: (-counts[key], key))[:TOP]
    return [{"keyword": key, "occurrences": counts[key]} for key in ranked]


def _topic(name: str, papers: Sequence[Paper]) -> dict[str, object]:
    topic = next(topic for topic in TOPICS if topic.name == name)
    own = [p for p in papers if p.topic == topic]
    return {
        "name": topic.name,
        "zh": topic.zh,
        "trend": topic.trend,
        "papers": len(own),
        "share_2008_2014": _part(own, papers, 2008, 2014),
        "share_2019_2025": _part(own, papers, 2019, 2025),
        "years": _years(own),
    }


def _part(some: Sequence[Paper], papers: Sequence[Paper], first: int, last: int) -> float:
    inside = [sum(1 for p in group if first <= p.year <= last) for group in (some, papers)]
    return round(inside[0] / inside[1], 4)


def _keyword_topics(papers: Sequence[Paper]) -> dict[str, str]:
    topics = {}
    for paper in papers:
        for spelled in (paper.keywords, paper.translated):
            for concept, keyword in zip(paper.concepts, spelled, strict=False):
                topics[fold(keyword)] = concept.topic
    return dict(sorted(topics.items()))


def _burst(burst: Burst, papers: Sequence[Paper]) -> list[BurstRow]:
    rows: list[BurstRow] = []
    for key in dict.fromkeys((fold(burst.concept.zh), fold(burst.concept.en))):
        years = [p.year for p in papers if p.dated and key in map(fold, p.keywords)]
        inside = sum(1 for year in years if burst.begin <= year <= burst.end)
        rows.append(
            {
                "keyword": key,
                "begin": burst.begin,
                "end": burst.end,
                "topic": burst.concept.topic,
                "inside": inside,
                "outside": len(years) - inside,
            }
        )
    return rows
