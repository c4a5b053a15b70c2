"""Papers in the layout of a CNKI RefWorks export."""

from __future__ import annotations

from generator import places
from generator.chance import Chance, zipf
from generator.planting import Paper

_KINDS = {
    "thesis": "Dissertation/Thesis",
    "conference": "Conference Proceeding",
    "newspaper": "Newspaper Article",
}
_HALF_WIDTH = str.maketrans("，：；？（）", ",:;?()")


def record(chance: Chance, paper: Paper) -> str:
    """One record with the blank line that ends it."""
    lines = [f"RT {_KINDS.get(paper.form, 'Journal Article')}", "SR 1"]
    half = chance.whether(0.75)
    title, abstract = (
        text.translate(_HALF_WIDTH) if half else text for text in (paper.title, paper.abstract)
    )
    origin = {
        "thesis": _thesis,
        "conference": _conference,
        "newspaper": _newspaper,
    }.get(paper.form, _journal)
    head, tail = origin(chance, paper, title)
    lines += [*head, *_keywords(chance, paper)]
    lines += [f"AB {_abstract(paper, abstract)}", *tail, "DS CNKI", "", ""]
    return "\r\n".join(lines)


def file(records: list[str]) -> bytes:
    """A whole export: no byte-order mark, and blank lines at its end."""
    return ("".join(records) + "\r\n\r\n").encode("utf-8")


def _journal(chance: Chance, paper: Paper, title: str) -> tuple[list[str], list[str]]:
    people = places.author_numbers(chance, chance.draw((1, 2, 3, 4), (40, 32, 20, 8)), 380)
    number = chance.draw(range(len(places.JOURNALS_ZH)), zipf(len(places.JOURNALS_ZH), 4))
    first = chance.between(1, 150)
    lines = [*_people(chance, paper, people), f"T1 {title}"]
    if paper.lang == "en":
        lines.append(f"JF {places.JOURNALS[number % len(places.JOURNALS)].name}")
    else:
        lines.append(f"JF {places.JOURNALS_ZH[number]}")
    if paper.form == "online":
        lines.append(f"OP 1-{chance.between(6, 19)}")
    else:
        lines += [f"YR {paper.year}", f"IS {chance.between(1, 12):02d}"]
        if chance.whether(0.45):
            lines.append(f"vo {paper.year - 1975 - number}")
        last = first + chance.between(2, 12)
        lines.append(f"OP {first}-{last}" + (f"+{last + 12}" if chance.whether(0.08) else ""))
    tail = [f"SN 9999-{1000 + number}", f"CN 99-{1000 + number}/F"]
    if paper.lang == "en":
        return lines, [tail[0], "LA 英文;"]
    return lines, [*tail, "LA 中文" if paper.form == "online" else "LA 中文;"]


def _people(chance: Chance, paper: Paper, numbers: list[int]) -> list[str]:
    if paper.lang == "en":
        word = chance.pick(places.WORDS)
        return [
            "A1 " + "".join(f"Author-{n:03d} {chr(65 + n % 26)};" for n in numbers),
            f"AD School of Business,Example University {word},Example City 000000,China;",
        ]
    lines = ["A1 " + "".join(f"作者{n:03d};" for n in numbers)]
    if paper.form == "note" and chance.whether(0.4):
        return lines
    schools = dict.fromkeys(
        f"示例大学{places.STEMS[n % 10]}{chance.pick(places.SCHOOLS_ZH)};" for n in numbers
    )
    return [*lines, "AD " + "".join(schools)]


def _thesis(chance: Chance, paper: Paper, title: str) -> tuple[list[str], list[str]]:
    number = places.author_numbers(chance, 1, 380)[0]
    lines = [
        f"A1 作者{number + 400:03d}",
        f"A3 导师{chance.between(1, 60):03d}",
        f"PB 示例大学{places.STEMS[number % 10]}",
        f"T1 {title}",
        f"CL {'博士' if chance.whether(0.15) else '硕士'}",
        f"YR {paper.year}",
    ]
    return lines, ["LA 中文;"]


def _conference(chance: Chance, paper: Paper, title: str) -> tuple[list[str], list[str]]:
    people = places.author_numbers(chance, chance.between(1, 3), 380)
    lines = [
        *_people(chance, paper, people),
        f"T1 {title}",
        f"JF 第{chance.between(3, 18)}届示例电子商务学术会议论文集",
        "PB 示例电子商务学会",
        "PP 中国示例市",
        f"YR {paper.year}",
        f"OP {chance.between(4, 9)}",
    ]
    return lines, ["LA 中文;"]


def _newspaper(chance: Chance, paper: Paper, title: str) -> tuple[list[str], list[str]]:
    day = f"{paper.year}-{chance.between(1, 12):02d}-{chance.between(1, 28):02d}"
    lines = [
        f"A1 作者{chance.between(1, 380):03d};",
        f"T1 {title}",
        f"JF {chance.pick(places.NEWSPAPERS_ZH)}",
        f"FD {day}",
        f"OP {chance.between(1, 12):03d}",
    ]
    return lines, ["CN 99-0001", "LA 中文;"]


def _keywords(chance: Chance, paper: Paper) -> list[str]:
    if not paper.keywords:
        return []
    own = ";".join(paper.keywords) + (";" if chance.whether(0.03) else "")
    return [f"K1 {own}", " " + ";".join(paper.translated), ""]


def _abstract(paper: Paper, abstract: str) -> str:
    if paper.form == "note":
        return f"<正>{abstract}"
    if paper.form != "thesis":
        return abstract
    words = [concept.zh for concept in paper.concepts]
    # Theses are the ones with several paragraphs, and CNKI writes their ends in this way.
    return "\r\r\n\t".join(
        (
            abstract,
            "全文共分五章。",
            f"第1章介绍{words[0]}的研究背景、研究意义与论文结构。",
            f"第2章回顾{words[0]}与{words[1]}的相关文献,界定核心概念。",
            f"第3章建立分析框架,说明{words[1]}与{words[2]}的测量方法和数据来源。",
            f"第4章给出{words[2]}的分析结果并加以讨论。第5章总结全文,指出不足与展望。",
        )
    )
