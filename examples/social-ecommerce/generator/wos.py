"""Papers in the layout of a Web of Science plain text export with full records."""

from __future__ import annotations

from dataclasses import dataclass

from generator import places
from generator.chance import Chance, zipf
from generator.planting import Paper

WIDTH = 72
"""Characters of a value on one line; longer values go on after three blanks."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_TYPES = {
    "article": "Article",
    "online": "Article; Early Access",
    "conference": "Proceedings Paper",
    "review": "Review",
    "note": "Editorial Material",
}
_ACCESS = ("gold", "Green Published, gold", "hybrid", "Bronze", "Green Submitted")

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Reference:
    """An invented paper that papers of the study cite."""

    year: int
    text: str


@dataclass(frozen=True)
class Author:
    """An author who does not exist, as the name says."""

    number: int
    university: places.University

    @property
    def name(self) -> str:
        """As in AU, with the one initial that all authors here have."""
        return f"Author-{self.number:03d}, {chr(65 + self.number % 26)}"


def references(chance: Chance, number: int) -> list[Reference]:
    """What may be cited, the most cited first."""
    found = []
    for place in range(1, number + 1):
        who, year = chance.between(1, 900), chance.between(1985, 2024)
        name = "[Anonymous]" if chance.whether(0.03) else f"Author-{who:03d} {chr(65 + who % 26)}"
        source = _plain(chance.pick(places.JOURNALS).short)
        text = f"{name}, {year}, {source}, V{chance.between(1, 60)}, P{chance.between(1, 900)}"
        doi = f"10.5555/ref.{year}.{place:04d}"
        if chance.whether(0.02):
            text += f", DOI [{doi}, {doi}.v2]"
        elif chance.whether(0.8):
            text += f", DOI {doi}"
        found.append(Reference(year, text))
    return found


def record(chance: Chance, paper: Paper, number: int, citable: list[Reference]) -> str:
    """One record; ``number`` makes its UT and DOI."""
    journal = chance.draw(places.JOURNALS, zipf(len(places.JOURNALS), 4))
    authors = _authors(chance)
    fields = [
        *_head(paper, journal, authors),
        *_addresses(chance, authors),
        *_citations(chance, paper, citable),
        *_publisher(journal, paper),
        *_issue(chance, paper, number),
        *_end(chance, paper, journal, number),
    ]
    return "".join(f"{tag} {value}\n" for tag, value in fields) + "ER\n\n"


def file(records: list[str]) -> bytes:
    """A whole export: byte-order mark, header, and no line end after EF."""
    header = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
    return (header + "".join(records) + "EF").encode("utf-8-sig")


def _wrapped(value: str) -> str:
    lines = [""]
    for word in value.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n   ".join(lines)


def _plain(abbreviation: str) -> str:
    return abbreviation.replace(".", "").upper()


def _authors(chance: Chance) -> list[Author]:
    number = chance.draw((1, 2, 3, 4, 5), (12, 28, 32, 19, 9))
    homes = [places.university(chance) for _ in range(chance.between(1, min(3, number)))]
    people = places.author_numbers(chance, number, 520)
    return [Author(who, homes[place % len(homes)]) for place, who in enumerate(people)]


def _head(paper: Paper, journal: places.Journal, authors: list[Author]) -> Fields:
    names = [author.name for author in authors]
    meeting = paper.form == "conference"
    source = f"{paper.year} Example Conference on E-Business (EXCEB)" if meeting else journal.name
    fields = [
        ("PT", "C" if meeting else "J"),
        ("AU", "\n   ".join(names)),
        ("AF", "\n   ".join(f"{name}." for name in names)),
        ("TI", _wrapped(paper.title)),
        ("SO", _wrapped(source.upper())),
        ("LA", paper.language),
        ("DT", _TYPES[paper.form]),
    ]
    if meeting:
        fields += [
            ("CT", f"Example Conference on E-Business (EXCEB {paper.year})"),
            ("CY", f"JUN 03-05, {paper.year}"),
            ("CL", "Example City, EXAMPLELAND"),
        ]
    if paper.keywords:
        fields.append(("DE", _wrapped("; ".join(paper.keywords))))
    if paper.index:
        fields.append(("ID", _wrapped("; ".join(paper.index))))
    return [*fields, ("AB", paper.abstract)] if paper.abstract else fields


def _addresses(chance: Chance, authors: list[Author]) -> Fields:
    homes = list(dict.fromkeys(author.university for author in authors))
    lines = [
        f"[{'; '.join(f'{a.name}.' for a in authors if a.university == home)}] {home.address}"
        for home in homes
    ]
    first = authors[0]
    mails = [f"author-{a.number:03d}@{a.university.word.lower()}.example" for a in authors]
    fields = [
        ("C1", "\n   ".join(lines)),
        ("C3", _wrapped("; ".join(dict.fromkeys(home.name for home in homes)))),
        ("RP", f"{first.name} (corresponding author), {first.university.address}"),
        ("EM", _wrapped("; ".join(mails))),
    ]
    if chance.whether(0.3):
        grant = f"EX{chance.between(10000, 99999)}"
        fields += [
            ("FU", _wrapped(f"Example Foundation for Social Science [{grant}]")),
            ("FX", _wrapped(f"This work was supported by an example grant, number {grant}.")),
        ]
    return fields


def _citations(chance: Chance, paper: Paper, citable: list[Reference]) -> Fields:
    known = [reference for reference in citable if reference.year <= paper.year]
    number = chance.between(2, 5) if paper.form == "note" else chance.between(10, 38)
    cited = sorted(r.text for r in chance.some(known, number, zipf(len(known), 40)))
    age = max(0, 2025 - paper.year)
    # Few papers are cited often: the share of a small number is large when divided by it.
    times = int(age * 1.5 / (chance.between(3, 100) / 100)) if age else chance.between(0, 3)
    return [
        ("CR", "\n   ".join(cited)),
        ("NR", str(len(cited))),
        ("TC", str(times)),
        ("Z9", str(times + times // 12)),
        ("U1", str(chance.between(0, 12))),
        ("U2", str(chance.between(12, 90))),
    ]


def _publisher(journal: places.Journal, paper: Paper) -> Fields:
    fields = [
        ("PU", "EXAMPLE ACADEMIC PRESS"),
        ("PI", "EXAMPLE CITY"),
        ("PA", "1 EXAMPLE ST, EXAMPLE CITY, EXAMPLELAND"),
    ]
    if paper.form == "conference":
        return fields
    number = places.JOURNALS.index(journal)
    return [
        *fields,
        ("SN", f"9999-{2000 + number}"),
        ("EI", f"9999-{3000 + number}"),
        ("J9", _plain(journal.short)),
        ("JI", journal.short),
    ]


def _issue(chance: Chance, paper: Paper, number: int) -> Fields:
    doi = ("DI", f"10.5555/example.{paper.year}.{number:04d}")
    early = f"{chance.pick(_MONTHS[6:11])} {paper.year}"
    pages = chance.between(6, 24)
    if paper.form == "online":
        return [doi, ("EA", early), ("PG", str(pages))]
    first = chance.between(1, 900)
    place = [("BP", str(first)), ("EP", str(first + pages - 1))]
    if paper.form == "conference":
        return [("PY", str(paper.year)), *place, doi, ("PG", str(pages))]
    fields = [("PY", str(paper.year)), ("VL", str(paper.year - 1990))]
    if chance.whether(0.85):
        fields = [("PD", chance.pick(_MONTHS)), *fields]
    if chance.whether(0.8):
        fields.append(("IS", str(chance.between(1, 12))))
    if chance.whether(0.3):
        place = [("AR", str(100000 + number))]
    fields += [*place, *([doi] if chance.whether(0.93) else [])]
    if paper.year >= 2019 and chance.whether(0.5):
        fields.append(("EA", f"{chance.pick(_MONTHS)} {paper.year - 1}"))
    return [*fields, ("PG", str(pages))]


def _end(chance: Chance, paper: Paper, journal: places.Journal, number: int) -> Fields:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    index = "Conference Proceedings Citation Index - Social Science &amp; Humanities (CPCI-SSH)"
    fields = [
        ("WC", _wrapped(journal.category)),
        ("WE", index if paper.form == "conference" else journal.index),
        ("SC", _wrapped(journal.area)),
        ("GA", "".join(chance.pick(letters) for _ in range(5))),
        ("UT", f"WOS:999000000{number:06d}"),
    ]
    if chance.whether(0.35):
        fields.append(("OA", chance.pick(_ACCESS)))
    # The blank at the end is what these exports have.
    return [*fields, ("DA", "2025-11-18 ")]
