"""Publications as several databases describe them, and others that only look the same.

Every publication has a number; descriptions of one number are the same. What differs between two
descriptions is one of `CORRUPTIONS`, or several; what makes two publications look alike is one of
`LOOKALIKES`.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


def _listed(text: str) -> list[str]:
    return text.split("|")


WHAT = _listed(
    "trust|social capital|digital literacy|user engagement|knowledge sharing|brand loyalty|"
    "information overload|privacy concern|job satisfaction|emotional exhaustion|open innovation|"
    "supply chain resilience|gamification|peer review|data governance|β-amyloid deposition|"
    "soil respiration|carbon storage|nitrogen uptake|drought tolerance|gene expression|"
    "urban sprawl|land-use change|air pollution|health literacy|vaccine hesitancy|"
    "problem gambling|risk perception|climate anxiety|remote work|crowdfunding|e-government|"
    "smart-city planning|machine translation|citation behaviour|research evaluation"
)
HOW = _listed(
    "a structural equation model|a systematic review|a longitudinal study|a meta-analysis|"
    "evidence from panel data|a mixed-methods approach|a cross-sectional survey|"
    "lessons from three cases|an agent-based simulation|a bibliometric analysis|"
    "insights from interviews with practitioners|a randomised controlled trial|"
    "a conceptual framework and research agenda|a comparative perspective|a scoping review"
)
WHO = _listed(
    "older adults|university students|rural households|small firms|public libraries|nurses|"
    "primary schools|online communities|start-up founders|migrant workers|dairy farms|"
    "coastal cities|boreal forests|hospital managers|secondary-school teachers|taxi drivers"
)
WHERE = _listed(
    "China|Brazil|Germany|Finland|Kenya|India|Québec|Japan|South Africa|the Netherlands|Spain|"
    "Nigeria|Chile|Viet Nam|Poland|Australia"
)
FORMS = (
    "The effect of {a} on {b} among {who} in {where}",
    "{A} and {b} in {who}",
    "How {a} shapes {b}",
    "Does {a} matter for {b} of {who}?",
    "Linking {a} to {b} in {where}",
    "Understanding {a} among {who}",
    "From {a} to {b}",
    "Mapping the field of {a} and {b}",
)
SOURCES = _listed(
    "Journal of Information Science|Scientometrics|Journal of Business Research|"
    "International Journal of Information Management|Global Change Biology|Plant and Soil|"
    "Journal of Gambling Studies|Addiction|Computers in Human Behavior|Government Information "
    "Quarterly|Landscape and Urban Planning|Journal of the Association for Information Science and "
    "Technology|Forest Ecology and Management|Social Science & Medicine|Tourism Management|"
    "Energy Policy|Higher Education|Nurse Education Today"
)
FAMILIES = _listed(
    "Müller|Schröder|Jørgensen|García-López|Núñez|Łukasiewicz|Dvořák|Smith|Johnson|O'Brien|Wang|"
    "Zhang|Li|Chen|Liu|Yang|Nguyen|Kowalski|Rossi|Dubois|Lefèvre|Silva|van der Berg|Tanaka|Kim|"
    "Andersson|Häkkinen|Öztürk|Иванов|Соколова|Цветков|Достоевский"
)
GIVEN = _listed(
    "Jörg|Anna|Mei-Ling|Xiao-Ming|Maria José|John|Wei|Peter|Åsa|Élise|Tomasz|Igor|Hiroshi|Sara|"
    "Lucía|David|Emma|Yu|Jan Willem|Olga"
)
CYRILLIC = {"Иванов": "Ivanov", "Соколова": "Sokolova", "Цветков": "Tsvetkov"}
CYRILLIC["Достоевский"] = "Dostoevsky"
SPELLED_OUT = {"ü": "ue", "ö": "oe", "ø": "o", "å": "a", "é": "e", "è": "e", "í": "i", "ñ": "n"}
SPELLED_OUT |= {"ú": "u", "ó": "o", "ř": "r", "á": "a", "ä": "a", "ł": "l", "É": "E", "Ö": "O"}
SPELLED_OUT |= {"Å": "A", "Ł": "L"}

TOPICS = _listed(
    "用户画像|数字人文|信息茧房|乡村振兴|知识图谱|智慧图书馆|阅读推广|网络舆情|数据素养|"
    "深度学习|开放科学|生态文明|健康信息|学科服务|直播电商|社会资本"
)
PLACES = _listed("上海|长三角|高校|公共图书馆|社交媒体|农村地区|医院|开放平台|西部地区|社区")
CHINESE_FORMS = (
    "基于{a}的{place}{b}研究",
    "{place}{a}与{b}的关系及其影响因素",
    "我国{place}{a}服务模式探析",
    "{a}视角下{place}{b}路径研究",
)
CHINESE_SOURCES = _listed(
    "图书情报工作|情报科学|中国图书馆学报|情报理论与实践|武汉大学学报（哲学社会科学版）"
)
CHINESE_NAMES = _listed("王芳|李明|张伟|刘洋|陈静|杨帆|赵磊|黄丽|周杰|吴敏|徐强|孙悦")


@dataclass(frozen=True)
class Description:
    """What one database tells of a publication."""

    number: int
    title: str
    authors: tuple[str, ...]
    source: str
    year: int
    doi: str
    database: str
    english: str = ""
    kind: str = "none"
    """The corruption of its publication, or what it looks like."""


Change = Callable[[Description, random.Random], Description]


def _case(d: Description, rng: random.Random) -> Description:
    turn = rng.choice((str.upper, str.title, str.lower))
    return replace(d, title=turn(d.title), source=d.source.upper())


def _punctuation(d: Description, rng: random.Random) -> Description:
    title = d.title.replace(": ", rng.choice((" - ", ". ", " — ", ":")))
    title = title.replace("-", rng.choice(("‐", " ", "-", "–"))).replace("'", "’")
    title = title.replace(" and ", rng.choice((" & ", " and ")))
    return replace(d, title=title + rng.choice((".", "", " .", "*")))


def _subtitle(d: Description, rng: random.Random) -> Description:
    return replace(d, title=re.split(": |：|——", d.title)[0])


def _names(d: Description, rng: random.Random) -> Description:
    return replace(d, authors=tuple(_written(name, rng) for name in d.authors))


def _written(name: str, rng: random.Random) -> str:
    family, _, given = name.partition(", ")
    family = CYRILLIC.get(family, family)
    if rng.random() < 0.5:
        family = "".join(SPELLED_OUT.get(letter, letter) for letter in family)
        given = "".join(SPELLED_OUT.get(letter, letter) for letter in given)
    initials = [part[0] for part in re.split("[ -]", given)]
    return rng.choice(
        (
            f"{family}, {given.replace('-', '').capitalize()}",
            f"{family}, {'.'.join(initials)}.",
            f"{family} {''.join(initials)}",
            f"{given} {family}",
            f"{family.upper()}, {given}",
        )
    )


def _year(d: Description, rng: random.Random) -> Description:
    return replace(d, year=d.year + rng.choice((-1, 1)))


def _source(d: Description, rng: random.Random) -> Description:
    fillers = {"of", "the", "and", "for", "in", "&"}
    words = [word for word in d.source.split() if word not in fillers]
    if len(words) < 2:
        return replace(d, source=f"{d.source} ({rng.choice(('Abingdon, England', 'Print'))})")
    short = " ".join(word[:4] + "." * (len(word) > 4) for word in words)
    return replace(d, source=rng.choice((short, short.replace(".", ""), f"{d.source}.")))


def _typing(d: Description, rng: random.Random) -> Description:
    words = d.title.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if not long:
        return d
    place = rng.choice(long)
    word = words[place]
    k = rng.randrange(1, len(word) - 2)
    words[place] = rng.choice(
        (
            word[:k] + word[k + 1 :],
            word[:k] + word[k + 1] + word[k] + word[k + 2 :],
            word[:k] + word[k] + word[k:],
        )
    )
    return replace(d, title=" ".join(words))


def _mark_up(d: Description, rng: random.Random) -> Description:
    title = d.title.replace("β", "beta").replace(" in ", " <i>in</i> ").replace("é", "e")
    return replace(d, title=title)


def _unchanged(d: Description, rng: random.Random) -> Description:
    return d


def _several(d: Description, rng: random.Random) -> Description:
    for change in rng.sample((_case, _punctuation, _names, _year, _source, _typing), 3):
        d = change(d, rng)
    return d


CORRUPTIONS: dict[str, Change] = {
    "none": _unchanged,
    "case": _case,
    "punctuation": _punctuation,
    "subtitle": _subtitle,
    "names": _names,
    "year": _year,
    "source": _source,
    "typing": _typing,
    "mark-up": _mark_up,
    "several": _several,
}


def _other_author(d: Description, rng: random.Random) -> Description:
    return replace(d, authors=_people(rng, avoid=d.authors[0]))


def _later(d: Description, rng: random.Random) -> Description:
    return replace(d, year=d.year + rng.choice((2, 3, 5)))


def _other_source(d: Description, rng: random.Random) -> Description:
    return replace(d, source=rng.choice([s for s in SOURCES if s != d.source]))


def _preprint(d: Description, rng: random.Random) -> Description:
    return replace(d, source=rng.choice(("arXiv", "SSRN Electronic Journal", "medRxiv")))


def _part(d: Description, rng: random.Random) -> Description:
    one, two = rng.choice(((" Part I", " Part II"), (" 1", " 2"), (". Part A", ". Part B")))
    return replace(d, title=f"{_subtitle(d, rng).title}{rng.choice((one, two, ': II'))}")


def _notice(d: Description, rng: random.Random) -> Description:
    before = ("Erratum: ", "Corrigendum to: ", "Reply to: ", "Comment on: ", "Retraction of: ")
    after = (": a reply", ": erratum", " (Retracted article)", ": Response to commentators")
    if rng.random() < 0.5:
        return replace(d, title=rng.choice(before) + d.title)
    return replace(d, title=_subtitle(d, rng).title + rng.choice(after))


def _report(d: Description, rng: random.Random) -> Description:
    title = f"{_subtitle(d, rng).title}: annual report {d.year - 1}"
    return replace(d, title=title, year=d.year + 1)


def _other_word(d: Description, rng: random.Random) -> Description:
    lists = [*WHAT, *WHO, *WHERE]
    found = [word for word in lists if word in d.title]
    if not found:
        return replace(d, title=f"Revisiting {d.title}")
    word = rng.choice(found)
    same = next(words for words in (WHAT, WHO, WHERE) if word in words)
    other = rng.choice([w for w in same if w != word])
    return replace(d, title=d.title.replace(word, other, 1))


def _other_method(d: Description, rng: random.Random) -> Description:
    title, colon, how = d.title.partition(": ")
    if not colon:
        return _other_word(d, rng)
    return replace(d, title=f"{title}: {rng.choice([h for h in HOW if h != how])}")


def _opposite(d: Description, rng: random.Random) -> Description:
    one, other = rng.choice(
        (
            ("hypertension", "hypotension"),
            ("men", "women"),
            ("northern regions", "southern regions"),
            ("microeconomic models", "macroeconomic models"),
            ("formal institutions", "informal institutions"),
        )
    )
    del one
    return replace(d, title=f"{_subtitle(d, rng).title} with {other}")


LOOKALIKES: dict[str, Change] = {
    "other author": _other_author,
    "years later": _later,
    "other journal": _other_source,
    "preprint": _preprint,
    "part": _part,
    "notice": _notice,
    "yearly report": _report,
    "other word": _other_word,
    "other method": _other_method,
    "opposite": _opposite,
}


def _people(rng: random.Random, avoid: str = "") -> tuple[str, ...]:
    families = [family for family in FAMILIES if not avoid.startswith(family)]
    chosen = rng.sample(families, rng.randint(1, 4))
    return tuple(f"{family}, {rng.choice(GIVEN)}" for family in chosen)


def _publication(rng: random.Random, number: int) -> Description:
    a, b = rng.sample(WHAT, 2)
    form = rng.choice(FORMS)
    title = form.format(
        a=a, b=b, A=a[0].upper() + a[1:], who=rng.choice(WHO), where=rng.choice(WHERE)
    )
    if rng.random() < 0.7 or len(title) < 40:
        title = f"{title}: {rng.choice(HOW)}"
    return Description(
        number,
        title,
        _people(rng),
        rng.choice(SOURCES),
        rng.randint(1998, 2024),
        f"10.{rng.randint(1000, 9999)}/x.{number}",
        "WOS",
    )


def _chinese(rng: random.Random, number: int) -> Description:
    a, b = rng.sample(TOPICS, 2)
    title = rng.choice(CHINESE_FORMS).format(a=a, b=b, place=rng.choice(PLACES))
    if rng.random() < 0.5:
        title += f"——以{rng.choice(PLACES)}为例"
    english = _publication(rng, number)
    names = tuple(rng.sample(CHINESE_NAMES, rng.randint(1, 3)))
    source = rng.choice(CHINESE_SOURCES)
    return Description(
        number, title, names, source, english.year, "", "CNKI", english.title, kind="chinese"
    )


def twins(n: int, *, seed: int) -> list[Description]:
    """Descriptions of n publications and of as many lookalikes as there are corruptions.

    Parameters
    ----------
    n : int
        Publications that have descriptions in two or three databases; about half as many have one
        and a lookalike in another database, and n / 5 are Chinese.
    seed : int
        Of chance.

    Returns
    -------
    list of Description
        In no order that tells anything.
    """
    rng = random.Random(seed)
    made = [d for number in range(n) for d in _twin(rng, number)]
    made += [d for number in range(n, n + n // 2) for d in _lookalike(rng, number, 10 * n)]
    made += [d for number in range(2 * n, 2 * n + n // 5) for d in _chinese_twin(rng, number)]
    rng.shuffle(made)
    return made


def _twin(rng: random.Random, number: int) -> list[Description]:
    """Two or three descriptions of one publication."""
    name, change = rng.choice(list(CORRUPTIONS.items()))
    first = replace(_publication(rng, number), kind=name)
    changed = replace(change(first, rng), database="Scopus")
    # A DOI is missing in one of them at least, or there would be nothing to find out.
    lost = rng.choice(("first", "changed", "both"))
    if lost != "first":
        changed = replace(changed, doi="")
    if lost != "changed":
        first = replace(first, doi="")
    made = [first, changed]
    if rng.random() < 0.3:
        other = rng.choice((_case, _punctuation, _names, _source))
        made.append(replace(other(first, rng), database="", doi=""))
    return made


def _lookalike(rng: random.Random, number: int, apart: int) -> list[Description]:
    """Descriptions of two publications that look the same."""
    name, change = rng.choice(list(LOOKALIKES.items()))
    first = replace(_publication(rng, number), kind=name, doi="")
    head = re.split(": ", first.title)[0]
    if name == "opposite":
        first = replace(first, title=f"{head} with hypertension")
    if name == "yearly report":
        first = replace(first, title=f"{head}: annual report {first.year - 2}")
    second = change(replace(first, number=number + apart), rng)
    if rng.random() < 0.5:
        second = _names(_case(second, rng), rng)
    return [first, replace(second, database="Scopus")]


def _chinese_twin(rng: random.Random, number: int) -> list[Description]:
    """A publication in two Chinese databases, and perhaps in Web of Science."""
    first = _chinese(rng, number)
    second = replace(first, database="CSSCI")
    turn = rng.randrange(5)
    if turn == 0:
        second = _subtitle(second, rng)
    elif turn == 1:
        second = _year(second, rng)
    elif turn == 2:
        second = replace(second, title=second.title.replace("——", "："))
    elif turn == 3:
        second = replace(second, number=-number, title=_chinese(rng, number).title)
    else:
        latin = tuple(f"{family}, A" for family in rng.sample(FAMILIES, len(first.authors)))
        english = replace(first, title=first.english, authors=latin)
        return [first, second, replace(english, source="LIBRARY", database="WOS")]
    return [first, second]


def export(descriptions: Sequence[Description], folder: Path) -> dict[str, list[Description]]:
    """Write the descriptions as exports of their databases.

    Returns
    -------
    dict of str to list of Description
        Name of every file, and what it holds, in the order of its records.
    """
    of: dict[str, list[Description]] = defaultdict(list)
    for description in descriptions:
        of[_FILES[description.database][0]].append(description)
    for name, write in _FILES.values():
        if of[name]:
            text = write(of[name])
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return dict(of)


def _wos(found: Sequence[Description]) -> str:
    lines = ["FN Clarivate Analytics Web of Science", "VR 1.0"]
    for place, d in enumerate(found, 1):
        names = "\n   ".join(d.authors)
        lines += ["PT J", f"AU {names}", f"AF {names}", f"TI {d.title}", f"SO {d.source.upper()}"]
        lines += ["LA English", "DT Article", "DE one; two", f"PY {d.year}", "TC 1", "NR 3"]
        lines += [f"DI {d.doi}"] * bool(d.doi)
        lines += [f"UT WOS:{place:015d}", "ER", ""]
    return "\n".join([*lines, "EF", ""])


def _scopus(found: Sequence[Description]) -> str:
    head = (
        "Authors,Title,Year,Source title,Cited by,DOI,Author Keywords,Index Keywords,Document Type,"
    )
    head += "Source,EID"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head.split(","))
    for place, d in enumerate(found, 1):
        names = "; ".join(d.authors)
        row = [names, d.title, d.year, d.source, 2, d.doi, "one; three", "four", "Article"]
        writer.writerow([*row, "Scopus", f"2-s2.0-{85000000000 + place}"])
    return "\ufeff" + out.getvalue()


def _ris(found: Sequence[Description]) -> str:
    lines = []
    for d in found:
        lines += ["TY  - JOUR", *(f"AU  - {name}" for name in d.authors), f"TI  - {d.title}"]
        lines += [f"T2  - {d.source}", f"PY  - {d.year}", "KW  - five", "ER  - ", ""]
    return "\n".join(lines)


def _cnki(found: Sequence[Description]) -> str:
    lines = []
    for d in found:
        lines += ["RT Journal Article", "SR 1", f"A1 {';'.join(d.authors)};", f"T1 {d.title}"]
        lines += [f"JF {d.source}", f"YR {d.year}", "K1 甲;乙", "DS CNKI", "LA 中文;", ""]
    return "\n".join(lines)


def _cssci(found: Sequence[Description]) -> str:
    lines = []
    for d in found:
        lines += [f"【来源篇名】{d.title}", f"【英文篇名】{d.english}"]
        lines += [f"【来源作者】{'/'.join(d.authors)}", f"【期    刊】{d.source}"]
        lines += [f"【年代卷期】{d.year},38(020):30-40", "【关 键 词】甲/丙", "-" * 40, ""]
    return "\n".join(lines)


_FILES: dict[str, tuple[str, Callable[[Sequence[Description]], str]]] = {
    "WOS": ("wos.txt", _wos),
    "Scopus": ("scopus.csv", _scopus),
    "": ("library.ris", _ris),
    "CNKI": ("cnki.txt", _cnki),
    "CSSCI": ("cssci.txt", _cssci),
}
