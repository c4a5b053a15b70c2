"""Papers with their topics and keywords: the study before it is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.chance import Chance, zipf
from generator.concepts import Concept, Topic
from generator.shared import BURSTS, HUBS, TAILS, VARIANTS
from generator.topics import TOPICS

_BY_NAME = {topic.name: topic for topic in TOPICS}

INDEX_TERMS = (
    *("IMPACT", "MODEL", "WORD-OF-MOUTH", "TRUST", "SATISFACTION", "INFORMATION-TECHNOLOGY"),
    *("BEHAVIOR", "ANTECEDENTS", "USER ACCEPTANCE", "PERFORMANCE", "INTERNET", "ONLINE"),
    *("CONSUMERS", "LOYALTY", "INFORMATION", "PERCEPTIONS", "INTENTION", "DETERMINANTS"),
    *("QUALITY", "EXPERIENCE", "ENGAGEMENT", "COMMUNICATION", "STRATEGIES", "MANAGEMENT"),
    *("DECISION-MAKING", "MEDIATING ROLE", "CONSEQUENCES", "MOTIVATION", "SYSTEM", "ADOPTION"),
    *("GROWTH", "INNOVATION", "COMPETITION", "NETWORKS", "PRICE", "DYNAMICS", "CHOICE"),
    *("ATTITUDES", "RISK", "SALES", "EMPIRICAL-ANALYSIS", "DESIGN", "SELF", "POWER", "WEB"),
    *("SOCIAL NETWORKS", "MODERATING ROLE", "CULTURE", "GENDER", "FRAMEWORK", "TECHNOLOGY"),
    *("KNOWLEDGE", "CAPABILITIES", "OPTIMIZATION", "CLASSIFICATION", "ALGORITHM", "EFFICIENCY"),
    *("REPUTATION SYSTEMS", "PRODUCT", "BRAND", "COMMON METHOD VARIANCE", "PRESENCE", "USAGE"),
    *("EQUILIBRIUM", "DEMAND", "MARKETS", "CONSUMPTION", "PARTICIPATION", "IDENTITY", "EMOTIONS"),
    *("UNIFIED THEORY", "FIT INDEXES", "VALIDATION", "EVOLUTION", "POLICY", "CHAIN", "CHOICES"),
)
"""Words that Keywords Plus holds in any social science."""


@dataclass(frozen=True)
class Paper:
    """A paper; ``keywords`` are spelled as its authors wrote them."""

    database: str
    year: int
    topic: Topic
    kind: str
    concepts: tuple[Concept, ...]
    lang: str
    """Language of its words, zh or en."""
    form: str = "article"
    """article, review, thesis, conference, newspaper, note, or online (not yet in an issue)."""
    keywords: tuple[str, ...] = ()
    """One a concept, or none at all."""
    translated: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    language: str = "English"
    title: str = ""
    abstract: str = ""

    @property
    def dated(self) -> bool:
        """Whether the export tells the year."""
        return self.database == "wos" or self.form != "online"


def plant(chance: Chance, database: str, volumes: dict[int, int]) -> list[Paper]:
    """Papers of a database, newest first."""
    papers = []
    for year in sorted(volumes, reverse=True):
        for _ in range(volumes[year]):
            topic = chance.draw(TOPICS, [_share(t, database) * t.size(year) for t in TOPICS])
            kind = "r" if chance.whether(0.04) else chance.pick(topic.kinds)
            concepts = _concepts(chance, database, year, topic)
            lang = "zh" if database == "cnki" and not chance.whether(0.02) else "en"
            papers.append(Paper(database, year, topic, kind, concepts, lang))
    return papers


def _share(item: object, database: str) -> float:
    share: float = getattr(item, database)
    return share


def _concepts(chance: Chance, database: str, year: int, topic: Topic) -> tuple[Concept, ...]:
    number = chance.draw((3, 4, 5, 6), (0.16, 0.34, 0.32, 0.18))
    hubs = [
        hub.concept
        for hub in HUBS
        if hub.concept.since <= year and chance.whether(_share(hub, database))
    ][: 2 if chance.whether(0.4) else 1]
    bursts = _taken_up(chance, database, year, topic)
    other: list[Concept] = []
    if chance.whether(0.07):
        neighbour = _BY_NAME[chance.pick(topic.neighbours)]
        other = _of_topic(chance, neighbour, year, chance.between(1, 2))
    own = _of_topic(chance, topic, year, max(2, number - len(hubs) - len(bursts) - len(other)))
    own = [own[0], *(_rare(chance, concept, topic, year) for concept in own[1:])]
    chosen = list(dict.fromkeys([*bursts, *own, *other, *hubs]))[:7]
    return tuple(chance.shuffled(chosen))


def _taken_up(chance: Chance, database: str, year: int, topic: Topic) -> list[Concept]:
    found = []
    for burst in BURSTS:
        if burst.concept.since > year or (burst.topics and topic.name not in burst.topics):
            continue
        share = _share(burst, database) * (1 if burst.begin <= year <= burst.end else 0.03)
        if chance.whether(share):
            found.append(burst.concept)
    return found[:2]


def _of_topic(chance: Chance, topic: Topic, year: int, number: int) -> list[Concept]:
    weights = [
        weight if concept.since <= year else 0.0
        for concept, weight in zip(topic.concepts, zipf(len(topic.concepts), 0.8), strict=True)
    ]
    known = [c for c, w in zip(topic.concepts, weights, strict=True) if w]
    return chance.some(known, number, [w for w in weights if w])


def _rare(chance: Chance, concept: Concept, topic: Topic, year: int) -> Concept:
    objects = [c for c in topic.concepts if c.role == "o" and c.since <= year]
    if not objects or not chance.whether(0.25):
        return concept
    base = chance.pick(objects)
    zh, en = chance.pick(TAILS)
    return Concept(base.zh + zh, f"{base.en} {en}", "x", topic.name, base.since)


def spell(chance: Chance, paper: Paper, *, translate: bool) -> Paper:
    """The paper with its keywords as authors and editors spell them."""
    style = chance.draw(("lower", "title", "sentence"), (0.72, 0.18, 0.1))
    english = tuple(_english(chance, c.en, style) for c in paper.concepts)
    if paper.lang == "en":
        return replace(paper, keywords=english)
    chinese = tuple(_variant(chance, c.zh, 0.12) for c in paper.concepts)
    return replace(paper, keywords=chinese, translated=english if translate else ())


def _variant(chance: Chance, keyword: str, probability: float) -> str:
    if keyword in VARIANTS and chance.whether(probability):
        return chance.pick(VARIANTS[keyword])
    return keyword


def _english(chance: Chance, keyword: str, style: str) -> str:
    keyword = _variant(chance, keyword, 0.15)
    if "-" in keyword and keyword.islower() and chance.whether(0.1):
        keyword = keyword.replace("-", " ")
    elif keyword.startswith("live streaming") and chance.whether(0.25):
        keyword = keyword.replace("live streaming", "live-streaming")
    if style == "title":
        return title_case(keyword)
    return keyword[0].upper() + keyword[1:] if style == "sentence" else keyword


def title_case(text: str) -> str:
    """English words with capitals, small words and words with capitals of their own aside."""
    words = text.split(" ")
    small = {"a", "an", "and", "as", "by", "for", "from", "in", "of", "on", "the", "to", "with"}
    after = [True, *(word.endswith((":", "?")) for word in words)]
    return " ".join(
        word
        if word in small and not first
        else "-".join(w[:1].upper() + w[1:] for w in word.split("-"))
        for word, first in zip(words, after, strict=False)
    )


def index_keywords(chance: Chance, paper: Paper) -> tuple[str, ...]:
    """Keywords Plus: upper case, half of them from the topic, half from everywhere."""
    general = chance.some(INDEX_TERMS, chance.between(0, 2), zipf(len(INDEX_TERMS), 12))
    topical = _of_topic(chance, paper.topic, paper.year, chance.between(1, 2))
    return tuple(chance.shuffled(list(dict.fromkeys([*general, *(c.en.upper() for c in topical)]))))
