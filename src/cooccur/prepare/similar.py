"""Records whose descriptions are so much alike that they are of one publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import UNKNOWN_DATABASE, Corpus, Details, Ints

THRESHOLD: Final = 0.9
"""The least score of a merge; ``benchmarks/merging.py`` tells how it was chosen."""

_BILINGUAL: Final = frozenset({"CSSCI", "Wanfang"})
"""Databases whose exports have a translated title."""
_MOST_OF_ONE_TITLE: Final = 24


@dataclass(frozen=True, slots=True)
class Similar:
    """Two records that are described alike."""

    score: float
    one: int
    other: int
    told: tuple[Details, Details]
    """What they were compared by."""


def similar_within(corpus: Corpus, group: Ints) -> list[Similar]:
    """Pairs of one database with the same title that its two forms of export write differently.

    Parameters
    ----------
    corpus : Corpus
        As read.
    group : Ints
        A number of every record that it has in common with those known to be the same.

    Returns
    -------
    list of Similar
        At most one of the two with an identifier, and of one year.
    """
    if all(corpus.record_columns["id"].tolist()):
        return []
    names = ("match", "database", "year", "id")
    columns = {name: corpus.record_columns[name].tolist() for name in names}
    same: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (match, name) in enumerate(zip(columns["match"], columns["database"], strict=True)):
        if match and name:
            same[name, match.partition("\x1f")[0]].append(row)
    year, identifier = columns["year"], columns["id"]
    pairs = [
        (one, other)
        for rows in same.values()
        if 1 < len(rows) <= _MOST_OF_ONE_TITLE
        for one, other in combinations(rows, 2)
        if group[one] != group[other]
        and not (identifier[one] and identifier[other])
        and (year[one] == year[other] or not (year[one] and year[other]))
    ]
    return _compared(corpus, pairs, {})


def similar_across(corpus: Corpus, group: Ints) -> list[Similar]:
    """Pairs of records of different databases, or of ones that do not tell theirs.

    Parameters
    ----------
    corpus, group
        As of `similar_within`.

    Returns
    -------
    list of Similar
        With a score of at least `THRESHOLD`.
    """
    if len(corpus.databases) < 2 and corpus.databases != (UNKNOWN_DATABASE,):
        return []
    pool = _Pool(corpus, group)
    asked = pool.asked()
    if not asked.any():
        return []
    latin, chinese, told = _titles(corpus, pool, asked)
    pairs: set[tuple[int, int]] = set()
    for titles, ideographs in ((latin, False), (chinese, True)):
        pairs.update(_nearly_alike(titles, pool, ideographs=ideographs))
    return _compared(corpus, sorted(pairs), told)


class _Pool:
    """What is known of records before their titles are looked at."""

    def __init__(self, corpus: Corpus, group: Ints) -> None:
        columns = corpus.record_columns
        names = columns["database"].tolist()
        codes = {name: code for code, name in enumerate(sorted({*names} - {""}))}
        self.database = np.array([codes.get(name, -1) for name in names], dtype=np.int64)
        self.n_databases = len(codes)
        dois: dict[str, int] = {"": 0}
        self.doi = np.array(
            [dois.setdefault(doi, len(dois)) for doi in columns["doi"].tolist()], dtype=np.int64
        )
        self.year = columns["year"]
        self.group = group

    def asked(self) -> NDArray[np.bool_]:
        """Records that any other one may be the same as.

        Those of a group with a DOI can only be the same as one without, and nobody can be the
        same as a record of a database that the own group has already.
        """
        n_groups = int(self.group.max(initial=-1)) + 1
        with_doi = np.zeros(n_groups, dtype=bool)
        with_doi[self.group[self.doi > 0]] = True
        asked = np.zeros(len(self.group), dtype=bool)
        for code in range(-1, self.n_databases):
            of_it = self.database == code
            has_it = np.zeros(n_groups, dtype=bool)
            if code >= 0:
                has_it[self.group[of_it]] = True
            bare = of_it & ~with_doi[self.group]
            others = ~has_it[self.group]
            if code < 0 and of_it.sum() < 2:
                others &= ~of_it
            if of_it.any():
                asked |= others & ~with_doi[self.group]
            if bare.any():
                asked |= others
        return asked

    def may_be_same(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which pairs of records nothing speaks against but, perhaps, their titles."""
        fits = np.zeros(len(one), dtype=bool)
        first, second = self.year[one], self.year[other]
        # Years tell most pairs apart: the rest is looked at for few.
        near = np.flatnonzero((np.abs(first - second) <= 1) | (first == 0) | (second == 0))
        one, other = one[near], other[near]
        first, second = self.doi[one], self.doi[other]
        wanted = (first == second) | (first == 0) | (second == 0)
        first, second = self.database[one], self.database[other]
        wanted &= (first != second) | (first < 0)
        wanted &= self.group[one] != self.group[other]
        fits[near] = wanted
        return fits


_Titled = list[tuple[int, str]]
"""Rows with their titles without blanks and punctuation."""


def _titles(
    corpus: Corpus, pool: _Pool, asked: NDArray[np.bool_]
) -> tuple[_Titled, _Titled, dict[int, Details]]:
    """Titles in Latin letters and Chinese ones, and what had to be read again for them."""
    from cooccur.prepare.wording import bare, has_ideographs

    matches, names = (corpus.record_columns[name].tolist() for name in ("match", "database"))
    latin: _Titled = []
    chinese: _Titled = []
    unread, bilingual = [], []
    for row in np.flatnonzero(asked).tolist():
        title = matches[row].partition("\x1f")[0]
        if not title:
            unread.append(row)
        elif has_ideographs(title):
            chinese.append((row, title))
            if names[row] in _BILINGUAL:
                bilingual.append(row)
        else:
            latin.append((row, title))
    # Titles that are known only by reading again are in Latin letters: Web of Science.
    wanted = _of_years(unread, [row for row, _ in latin] + bilingual, pool)
    if len({names[row] for row in unread}) > 1:
        wanted = unread
    if not (latin or wanted or unread):
        bilingual = []
    told: dict[int, Details] = {}
    for rows, of_row in ((wanted, "title"), (bilingual, "translated_title")):
        found = dict(zip(rows, corpus.briefs(rows), strict=True))
        latin += [(row, getattr(details, of_row)) for row, details in found.items()]
        told |= found
    latin = [(row, text) for row, title in latin if (text := bare(title))]
    return latin, chinese, told


def _of_years(rows: list[int], others: list[int], pool: _Pool) -> list[int]:
    """The rows of a year in which, or next to which, one of the others is."""
    years = {int(pool.year[row]) for row in others}
    if 0 in years:
        return rows
    near = {year + step for year in years for step in (-1, 0, 1)} | ({0} if years else set())
    return [row for row in rows if int(pool.year[row]) in near]


_ALIKE: Final = 80.0
_HEAD_ALIKE: Final = 84.0
_LEAST_HEAD: Final = 6


def _nearly_alike(titles: _Titled, pool: _Pool, *, ideographs: bool) -> Iterable[tuple[int, int]]:
    """Pairs of rows whose titles, or the beginnings of them, are about the same."""
    from rapidfuzz.fuzz import ratio

    from cooccur.prepare.candidates import alike

    if len(titles) < 2:
        return
    texts = [text for _, text in titles]
    rows = np.array([row for row, _ in titles], dtype=np.int64)
    first, second = alike(
        texts, lambda a, b: pool.may_be_same(rows[a], rows[b]), ideographs=ideographs
    )
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        a, b = texts[one], texts[other]
        short = min(len(a), len(b))
        if ratio(a, b, score_cutoff=_ALIKE) or (
            short >= _LEAST_HEAD and ratio(a[:short], b[:short], score_cutoff=_HEAD_ALIKE)
        ):
            yield min(rows[one], rows[other]).item(), max(rows[one], rows[other]).item()


def _compared(
    corpus: Corpus, pairs: Sequence[tuple[int, int]], told: dict[int, Details]
) -> list[Similar]:
    """The pairs that are alike when all that is known of them is looked at."""
    if not pairs:
        return []
    from cooccur.prepare.likeness import Description, likeness

    rows = sorted({row for pair in pairs for row in pair} - told.keys())
    told = told | dict(zip(rows, corpus.briefs(rows), strict=True))
    years, types = (corpus.record_columns[name].tolist() for name in ("year", "document_type"))
    described = {
        row: Description(
            (told[row].title, told[row].translated_title),
            told[row].authors,
            told[row].source,
            years[row],
            types[row],
        )
        for row in {row for pair in pairs for row in pair}
    }
    scored = [
        Similar(likeness(described[one], described[other]), one, other, (told[one], told[other]))
        for one, other in pairs
    ]
    return [pair for pair in scored if pair.score >= THRESHOLD]
