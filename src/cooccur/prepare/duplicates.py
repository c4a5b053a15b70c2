"""Records that were exported several times, made one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Columns, Corpus, Ints, MergedRecord, SourceFile, Step
from cooccur.prepare.similar import THRESHOLD, Similar, similar_across, similar_within
from cooccur.prepare.uniting import moved, united_keywords, united_records

MATCH_EVIDENCE: Final = "title + author + source + year"
"""How the list of merged records names the weakest evidence; the others are ``id``, ``doi``."""


SIMILAR_EVIDENCE: Final = "similar title + author + source + year"
"""How it names descriptions that are alike and not the same."""
EVIDENCE: Final = ("id", "doi", MATCH_EVIDENCE, SIMILAR_EVIDENCE)
"""All evidence, the strongest first."""


def merge_duplicates(corpus: Corpus, *, merge: str = "normal") -> Corpus:
    """The corpus with every record once.

    Records are the same on the evidence of, from the strongest to the weakest: an identifier
    they share; a DOI they share; title, first author, source and year they share (a record
    without year fits any); and, unless only strict evidence counts, a description so much alike
    that it is of one publication (`cooccur.prepare.likeness.likeness`). Each piece of evidence
    joins all who have it, except those who contradict another of them: by a different identifier
    of the same database or, for the two weakest, by a different DOI; for what is the same also by
    a different year; for what is alike by another record of the same database, which writes each
    publication once. Where two contradict each other nobody can say to which of them a third one
    belongs, so it joins neither. Evidence is taken in the order of its score and text, so that the
    order of records does not matter.

    Parameters
    ----------
    corpus : Corpus
        As read.
    merge : str
        ``normal``, or ``strict``: nothing that is only alike.

    Returns
    -------
    Corpus
        The first of the same records, by file and line, survives, with what all of them tell:
        `cooccur.prepare.uniting.united_records` says which value is kept where they differ. It
        keeps the keywords of all, each once within its kind; where the authors' lists of two
        exports are in different languages, the later list counts as translation. The others are
        listed in ``merged``, and ``files`` are counted anew.

    Raises
    ------
    AssertionError
        When the records of a file are not the sum of kept, merged and skipped ones: a mistake of
        this program.
    """
    places = _places(corpus)
    groups, similar = _same_records(corpus, places.tolist(), alike=merge != "strict")
    owner = np.arange(len(corpus))
    for survivor, *others in groups:
        owner[others] = survivor
    kept = owner == np.arange(len(corpus))
    merged = replace(
        corpus,
        files=_recounted(corpus, ~kept),
        history=(*corpus.history, Step("merge_duplicates", _options(merge))),
    )
    if not groups:
        return merged
    return replace(
        merged,
        record_columns=united_records(corpus.record_columns, groups).take(kept),
        keyword_columns=united_keywords(corpus, groups, owner, places),
        piece_columns=moved(_told_apart(corpus), owner, places),
        merged=(*corpus.merged, *_listed(corpus, groups, similar, places.tolist())),
    )


def _options(merge: str) -> tuple[tuple[str, object], ...]:
    return (("merge", merge), *((("threshold", THRESHOLD),) if merge != "strict" else ()))


@dataclass
class _Group:
    """Records known to be the same, and the facts by which others can contradict them."""

    rows: list[int]
    facts: dict[str, set[Any]]


class _Groups:
    """All groups of records of a corpus, while they grow."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self._columns = columns
        self._of: dict[int, _Group] = {}
        self.within = frozenset(f"in {name}" for name in {*columns["database"]} - {""})
        """Facts that say that a database holds a record."""

    def of(self, row: int) -> _Group:
        """The group of a record."""
        if row not in self._of:
            columns = self._columns
            name = columns["database"][row]
            space, _, number = _identifier(columns["id"][row], name).partition(":")
            facts = {
                "id " + space: number,
                "doi": columns["doi"][row],
                "year": columns["year"][row],
            }
            known = {fact: {value} for fact, value in facts.items() if value}
            # No two records have this in common before they are known to be the same.
            known |= {f"in {name}": {row}} if name else {}
            self._of[row] = _Group([row], known)
        return self._of[row]

    def join(self, rows: Iterable[int], ignored: frozenset[str]) -> None:
        """Make one of the groups of these records, but for those that contradict another."""
        candidates = {id(group): group for group in map(self.of, rows)}
        self._unite(_uncontested(list(candidates.values()), ignored))

    def join_pairs(self, pairs: Sequence[Similar], ignored: frozenset[str]) -> None:
        """Make one of the groups of each pair, but for those that contradict one they touch."""
        for linked in _linked([(self.of(pair.one), self.of(pair.other)) for pair in pairs]):
            clear = {id(group) for group in _uncontested(_distinct(linked), ignored)}
            held = [(a, b) for a, b in linked if id(a) in clear and id(b) in clear]
            for chain in _linked(held):
                self._unite(sorted(_distinct(chain), key=lambda group: -len(group.rows)))

    def _unite(self, groups: list[_Group]) -> None:
        for other in groups[1:]:
            groups[0].rows += other.rows
            for fact, values in other.facts.items():
                groups[0].facts.setdefault(fact, set()).update(values)
            self._of.update((row, groups[0]) for row in other.rows)

    def numbers(self, n: int) -> Ints:
        """A number of each of the first n records that its whole group has."""
        number = np.arange(n)
        for row, group in self._of.items():
            number[row] = group.rows[0]
        return number

    def several(self) -> list[list[int]]:
        """The rows of every group of more than one record."""
        distinct = {id(group): group.rows for group in self._of.values()}
        return [rows for rows in distinct.values() if len(rows) > 1]


_Link: TypeAlias = tuple[_Group, _Group]


def _distinct(links: Iterable[_Link]) -> list[_Group]:
    return list({id(group): group for link in links for group in link}.values())


def _linked(links: Sequence[_Link]) -> list[list[_Link]]:
    """The links of each set of groups that hang together."""
    root: dict[int, int] = {}

    def find(name: int) -> int:
        while (above := root.setdefault(name, name)) != name:
            root[name] = name = root[above]
        return name

    for one, other in links:
        root[find(id(one))] = find(id(other))
    together: defaultdict[int, list[_Link]] = defaultdict(list)
    for link in links:
        together[find(id(link[0]))].append(link)
    return list(together.values())


_LOOKED_AT: Final = ("id", "doi", "match", "database", "year")


def _same_records(
    corpus: Corpus, place: list[int], *, alike: bool
) -> tuple[list[list[int]], list[Similar]]:
    """Rows of each record that stands there several times, by file and line; and what is alike."""
    columns = {name: corpus.record_columns[name].tolist() for name in _LOOKED_AT}
    groups = _Groups(columns)
    for rows, ignored in _evidence(columns):
        groups.join(rows, ignored | groups.within)
    similar: list[Similar] = []
    if alike:
        for find, ignored in (
            (similar_within, groups.within),
            (similar_across, frozenset({"year"})),
        ):
            found = find(corpus, groups.numbers(len(corpus)))
            by_score: defaultdict[float, list[Similar]] = defaultdict(list)
            for pair in found:
                by_score[pair.score].append(pair)
            for score in sorted(by_score, reverse=True):
                groups.join_pairs(by_score[score], ignored)
            similar += found
    similar = [pair for pair in similar if groups.of(pair.one) is groups.of(pair.other)]
    ordered = [sorted(rows, key=place.__getitem__) for rows in groups.several()]
    return sorted(ordered, key=lambda rows: place[rows[0]]), similar


def _evidence(columns: dict[str, list[Any]]) -> Iterator[tuple[list[int], frozenset[str]]]:
    """Rows that share something, and the facts that do not speak against it; strongest first."""
    names = {*columns["database"]}
    identifiers = columns["id"]
    # Nearly all exports of one database write identifiers in one way.
    if len(names) > 1 or len({":" in identifier for identifier in identifiers if identifier}) > 1:
        identifiers = list(map(_identifier, identifiers, columns["database"]))
    for _, rows in _shared(identifiers):
        yield rows, frozenset({"doi", "year"})
    for _, rows in _shared(columns["doi"]):
        yield rows, frozenset({"year"})
    # A title alone says little: "Editorial" has many authors.
    matches = [rows for m, rows in _shared(columns["match"]) if not m.endswith("\x1f\x1f")]
    for rows in matches:
        by_year: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            by_year[columns["year"][row]].append(row)
        for year in sorted(by_year.keys() - {0}):
            yield by_year[year], frozenset()
    for rows in matches:
        yield rows, frozenset()


def _identifier(identifier: str, database: str) -> str:
    """The identifier with its database, which many carry as a prefix (``WOS:000…``)."""
    return identifier if ":" in identifier or not identifier else f"{database}:{identifier}"


def _shared(keys: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Each key that several rows have, with these rows."""
    known = np.flatnonzero(np.fromiter(map(bool, keys), bool, len(keys)))
    hashes = np.fromiter(map(hash, keys), np.int64, len(keys))[known]
    ordered = np.sort(hashes)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(several):
        return []
    place = np.minimum(np.searchsorted(several, hashes), len(several) - 1)
    # Only of these, few of many, it must be known what they are.
    shared: dict[str, list[int]] = {}
    for row in known[several[place] == hashes].tolist():
        shared.setdefault(keys[row], []).append(row)
    return sorted((key, rows) for key, rows in shared.items() if len(rows) > 1)


def _uncontested(groups: list[_Group], ignored: frozenset[str]) -> list[_Group]:
    """Those that contradict none of the others, the largest first.

    Two contradict each other when both know a fact and have no value of it in common.
    """
    if len(groups) == 1:
        return groups
    informed: Counter[str] = Counter()
    holders: dict[tuple[str, Any], set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        informed.update(group.facts.keys() - ignored)
        for fact, values in group.facts.items():
            for value in values:
                holders[fact, value].add(place)

    def agreeing(fact: str, values: set[Any]) -> int:
        # There is nearly always one value, and then no set has to be built.
        sets = [holders[fact, value] for value in values]
        return len(sets[0] if len(sets) == 1 else set().union(*sets))

    clear = [
        group
        for group in groups
        if all(
            agreeing(fact, group.facts[fact]) == informed[fact]
            for fact in group.facts.keys() - ignored
        )
    ]
    return sorted(clear, key=lambda group: -len(group.rows))


def _places(corpus: Corpus) -> Ints:
    """The rank of every record by file and line."""
    columns = corpus.record_columns
    order = np.arange(len(corpus))
    file, line = columns["file"], columns["line"]
    behind = (file[1:] > file[:-1]) | ((file[1:] == file[:-1]) & (line[1:] >= line[:-1]))
    if behind.all():
        return order
    rank = np.empty(len(corpus), dtype=np.int64)
    rank[np.lexsort((line, file))] = order
    return rank


def _recounted(corpus: Corpus, gone: NDArray[np.bool_]) -> tuple[SourceFile, ...]:
    merged = np.bincount(corpus.record_columns["file"][gone], minlength=len(corpus.files))
    files = []
    for file, n in zip(corpus.files, merged.tolist(), strict=True):
        if file.records_in != file.kept + file.merged + file.skipped:
            raise AssertionError(f"{file.path}: records_in is not kept + merged + skipped")
        files.append(replace(file, kept=file.kept - n, merged=file.merged + n))
    return tuple(files)


def _told_apart(corpus: Corpus) -> Columns:
    """The pieces, with their databases and identifiers where there are several databases."""
    pieces = corpus.piece_columns
    if len(corpus.databases) == 1 or "database" in pieces:
        return pieces
    told = {name: corpus.record_columns[name][pieces["record"]] for name in ("database", "id")}
    return pieces.with_columns(**told)


def _listed(
    corpus: Corpus, groups: list[list[int]], similar: list[Similar], place: list[int]
) -> list[MergedRecord]:
    columns = {name: values.tolist() for name, values in corpus.record_columns.items()}
    path = [file.path for file in corpus.files]
    alike: defaultdict[int, list[Similar]] = defaultdict(list)
    for pair in similar:
        alike[pair.one].append(pair)
        alike[pair.other].append(pair)
    reasons = [
        (row, rows[0], why) for rows in groups for row, why in _reasons(columns, rows, alike, place)
    ]
    listed = []
    for row, survivor, why in reasons:
        if isinstance(why, Similar):
            year = columns["year"][row]
            evidence, value, score = SIMILAR_EVIDENCE, _both(why, row, year), why.score
        else:
            (evidence, value), score = why, 1.0
        (file, line), into = (
            (path[columns["file"][r]], columns["line"][r]) for r in (row, survivor)
        )
        listed.append(MergedRecord(file, line, *into, evidence, value, score))
    return sorted(listed, key=lambda record: (record.file, record.line))


_Reason: TypeAlias = tuple[str, str] | Similar


def _reasons(
    columns: dict[str, list[Any]],
    rows: list[int],
    alike: dict[int, list[Similar]],
    place: list[int],
) -> Iterator[tuple[int, _Reason]]:
    """For each record but the first why it belongs to those before it, the strongest first."""
    holders: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    keys_of: dict[int, list[tuple[int, str]]] = {}
    for row in rows:
        texts = (
            _identifier(columns["id"][row], columns["database"][row]),
            columns["doi"][row],
            columns["match"][row],
        )
        keys_of[row] = [(rank, text) for rank, text in enumerate(texts) if text]
        for key in keys_of[row]:
            holders[key].append(row)
    # Rank of the evidence, its score, and where both records stand, which no two have in common.
    waiting: list[tuple[int, float, int, int, int, str, Similar | None]] = []
    reached: set[int] = set()

    def reach(row: int) -> None:
        reached.add(row)
        for rank, text in keys_of[row]:
            for other in holders.pop((rank, text), ()):
                heappush(waiting, (rank, 0.0, place[other], place[row], other, text, None))
        for pair in alike.get(row, ()):
            other = pair.one if pair.other == row else pair.other
            heappush(waiting, (3, -pair.score, place[other], place[row], other, "", pair))

    reach(rows[0])
    while waiting:
        rank, _, _, _, row, text, pair = heappop(waiting)
        if row in reached:
            continue
        yield row, pair or _named(rank, text, columns, row)
        reach(row)


def _named(rank: int, text: str, columns: dict[str, list[Any]], row: int) -> tuple[str, str]:
    if rank < 2:
        # Identifiers are told as they stand in the export.
        return EVIDENCE[rank], text if rank else columns["id"][row]
    year = str(columns["year"][row] or "?")
    return MATCH_EVIDENCE, " / ".join([*text.split("\x1f"), year])


def _both(pair: Similar, row: int, year: int) -> str:
    """The two titles, and author, source and year of the record that is listed."""
    from cooccur.prepare.wording import bare

    own, its = pair.told if pair.one == row else pair.told[::-1]
    titles = own.title if bare(own.title) == bare(its.title) else f"{own.title} ≈ {its.title}"
    return " / ".join([titles, *own.authors[:1], own.source, str(year or "?")])
