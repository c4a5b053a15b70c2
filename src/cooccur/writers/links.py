"""Links out from records, built from checked patterns only: what fits none gives no link.

The page has the same table in its script (``scripts/build_page.py`` puts it there) and checks again
before it links anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from cooccur.model import Corpus

LONGEST_TITLE: Final = 200
"""Characters of a title that are searched for."""

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A place that records are found at."""

    name: str
    """What is written on the link."""
    pattern: str
    """What the whole identifier looks like, as Python and JavaScript both read it."""
    address: str
    """Where ``{}`` stands for the identifier."""
    database: str = ""
    """The only database whose identifiers are meant; empty: they tell it by themselves."""


DOI: Final = Target(
    "DOI",
    # No step of the path may be a dot or two, which browsers take for "here" and "up".
    r"10\.[0-9]{4,9}/(?!(?:.*/)?\.{1,2}(?:/|$))[-._;()/:<>\[\]+#A-Za-z0-9]{1,200}",
    "https://doi.org/{}",
)
TARGETS: Final = (
    Target("WOS", r"WOS:[0-9A-Z]{15}", "https://www.webofscience.com/wos/woscc/full-record/{}"),
    Target(
        "WOS",
        r"(?:BCI|CSCD|DIIDW|INSPEC|KJD|MEDLINE|RSCI|SCIELO|ZOOREC):[0-9A-Z]{4,24}",
        "https://www.webofscience.com/wos/alldb/full-record/{}",
    ),
    Target(
        "Scopus",
        r"2-s2\.0-[0-9]{5,12}",
        "https://www.scopus.com/record/display.uri?eid={}",
    ),
    Target("PubMed", r"[1-9][0-9]{0,7}", "https://pubmed.ncbi.nlm.nih.gov/{}/", "PubMed"),
    Target("OpenAlex", r"W[1-9][0-9]{3,11}", "https://openalex.org/{}", "OpenAlex"),
    Target(
        "Lens",
        r"[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{2}[0-9X]",
        "https://www.lens.org/lens/scholar/article/{}",
        "Lens",
    ),
    Target(
        "Dimensions",
        r"pub\.[1-9][0-9]{3,11}",
        "https://app.dimensions.ai/details/publication/{}",
        "Dimensions",
    ),
    Target(
        "Cochrane",
        r"CN-[0-9]{8}",
        "https://www.cochranelibrary.com/central/doi/10.1002/central/{}/full",
        "Cochrane",
    ),
)
"""Where an identifier leads; the first that fits counts."""
SEARCHES: Final = (
    Target("CNKI", "", "https://kns.cnki.net/kns8s/defaultresult/index?korder=TI&kw={}", "CNKI"),
)
"""Databases whose exports tell no identifier: their records are searched for by their title."""


def record_links(
    *,
    doi: str = "",
    ids: Iterable[tuple[str, str]] = (),
    title: str = "",
    databases: Iterable[str] = (),
) -> dict[str, str]:
    """The links of a record.

    Parameters
    ----------
    doi : str
        Its DOI, without any prefix.
    ids : iterable of (str, str)
        Database and identifier of each export that holds it.
    title : str
        Searched for where a database has no identifiers.
    databases : iterable of str
        Where it was found.

    Returns
    -------
    dict of str to str
        Addresses by what is written on the link, the surest first; nothing for what fits no
        pattern. All are https, on the hosts of the table, and ASCII.
    """
    found = {}
    if re.fullmatch(DOI.pattern, doi):
        found[DOI.name] = _address(DOI, doi)
    for database, name in ids:
        for target in TARGETS:
            is_meant = target.database in {"", database}
            if is_meant and re.fullmatch(target.pattern, name):
                found.setdefault(target.name, _address(target, name))
                break
    shown = " ".join(_UNSEEN.sub(" ", title).split())[:LONGEST_TITLE]
    places = set(databases)
    for target in SEARCHES:
        if shown and target.database in places:
            found.setdefault(target.name, _address(target, shown))
    return found


def identifiers(corpus: Corpus) -> list[list[tuple[str, str]]]:
    """Database and identifier of each record, in every export that holds it, its own first."""
    own = corpus.record_columns.rows("database", "id")
    found = [[(database, name)] if name else [] for database, name in own]
    pieces = corpus.piece_columns
    if "id" in pieces:
        for record, database, name in pieces.rows("record", "database", "id"):
            if name and (database, name) not in found[record]:
                found[record].append((database, name))
    return found


def links_of(corpus: Corpus, titles: Iterable[str]) -> list[dict[str, str]]:
    """The links of every record of a corpus, as `record_links` gives them."""
    names, member = corpus.databases, corpus.in_database
    rows = zip(
        corpus.record_columns["doi"].tolist(), identifiers(corpus), titles, member, strict=True
    )
    return [
        record_links(
            doi=doi,
            ids=ids,
            title=title,
            databases=[name for name, held in zip(names, places.tolist(), strict=True) if held],
        )
        for doi, ids, title, places in rows
    ]


def _address(target: Target, name: str) -> str:
    return target.address.format(quote(name, safe="/:!'()*"))
