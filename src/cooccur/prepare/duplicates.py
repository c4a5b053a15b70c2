"""Records that were exported several times, made one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.model import (
    AUTHOR,
    INDEX,
    TRANSLATED,
    Columns,
    Corpus,
    Ints,
    MergedRecord,
    SourceFile,
    Step,
)
from cooccur.prepare.keywords import comparison_key, is_chinese

MATCH_EVIDENCE: Final = "title + author + source + year"
"""How the list of merged records names the weakest evidence; the others are ``id``, ``doi``."""


def merge_duplicates(corpus: Corpus) -> Corpus:
    """The corpus with every record once.

    Records are the same on the evidence of, from the strongest to the weakest: an identifier
    they share; a DOI they share; title, first author, source and year they share (a record
    without year fits any). Each piece of evidence joins all who have it, except those who
    contradict another of them: by a different identifier of the same database or, for the
    weakest evidence, by a different DOI or year. Where two contradict each other nobody can say
    to which of them a third one belongs, so it joins neither. Evidence is taken in the order of
    its text, so that the order of records does not matter.

    Parameters
    ----------
    corpus : Corpus
        As read.

    Returns
    -------
    Corpus
        The first of the same records, by file and line, survives: with its own values where they
        are known, else the others'; the longest document type and language, the earliest year,
        the largest counts; the keywords of all, each once within its kind. Where the authors'
        lists of two exports are in different languages, the later list counts as translation.
        The others are listed in ``merged``, and ``files`` are counted anew.

    Raises
    ------
    AssertionError
        When the records of a file are not the sum of kept, merged and skipped ones: a mistake of
        this program.
    """
    groups = _same_records(corpus)
    owner = np.arange(len(corpus))
    for survivor, *others in groups:
        owner[others] = survivor
    kept = owner == np.arange(len(corpus))
    merged = replace(
        corpus,
        files=_recounted(corpus, ~kept),
        history=(*corpus.history, Step("merge_duplicates")),
    )
    if not groups:
        return merged
    return replace(
        merged,
        record_columns=_united_records(corpus.record_columns, groups).take(kept),
        keyword_columns=_united_keywords(corpus, groups, owner),
        piece_columns=_moved(corpus.piece_columns, owner, _places(corpus)),
        merged=(*corpus.merged, *_listed(corpus, groups)),
    )


@dataclass
class _Group:
    """Records known to be the same, and the facts by which others can contradict them."""

    rows: list[int]
    facts: dict[str, set[Any]]


def _same_records(corpus: Corpus) -> list[list[int]]:
    """Rows of each record that stands there several times, by file and line."""
    columns = {name: values.tolist() for name, values in corpus.record_columns.items()}
    groups: dict[int, _Group] = {}
    for rows, ignored in _evidence(columns):
        candidates = {id(group): group for group in (_group(groups, columns, r) for r in rows)}
        clear = _uncontested(list(candidates.values()), ignored)
        for other in clear[1:]:
            clear[0].rows += other.rows
            for fact, values in other.facts.items():
                clear[0].facts.setdefault(fact, set()).update(values)
            groups.update((row, clear[0]) for row in other.rows)
    place = _places(corpus).tolist()
    distinct = {id(group): group.rows for group in groups.values() if len(group.rows) > 1}
    ordered = [sorted(rows, key=place.__getitem__) for rows in distinct.values()]
    return sorted(ordered, key=lambda rows: place[rows[0]])


def _evidence(columns: dict[str, list[Any]]) -> Iterator[tuple[list[int], frozenset[str]]]:
    """Rows that share something, and the facts that do not speak against it; strongest first."""
    identifiers = map(_identifier, columns["id"], columns["database"])
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


def _shared(keys: Iterable[str]) -> list[tuple[str, list[int]]]:
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        if key and first.setdefault(key, row) != row:
            shared.setdefault(key, [first[key]]).append(row)
    return sorted(shared.items())


def _group(groups: dict[int, _Group], columns: dict[str, list[Any]], row: int) -> _Group:
    if row not in groups:
        space, _, name = _identifier(columns["id"][row], columns["database"][row]).partition(":")
        facts = {"id " + space: name, "doi": columns["doi"][row], "year": columns["year"][row]}
        known = {fact: {value} for fact, value in facts.items() if value}
        groups[row] = _Group([row], known)
    return groups[row]


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
    rank = np.empty(len(corpus), dtype=np.int64)
    rank[np.lexsort((columns["line"], columns["file"]))] = np.arange(len(corpus))
    return rank


def _recounted(corpus: Corpus, gone: NDArray[np.bool_]) -> tuple[SourceFile, ...]:
    merged = np.bincount(corpus.record_columns["file"][gone], minlength=len(corpus.files))
    files = []
    for file, n in zip(corpus.files, merged.tolist(), strict=True):
        if file.records_in != file.kept + file.merged + file.skipped:
            raise AssertionError(f"{file.path}: records_in is not kept + merged + skipped")
        files.append(replace(file, kept=file.kept - n, merged=file.merged + n))
    return tuple(files)


def _first_known(values: list[Any]) -> Any:  # noqa: ANN401 texts or numbers
    return next((value for value in values if value), values[0])


def _longest(values: list[str]) -> str:
    return max(values, key=len)


def _earliest(years: list[int]) -> int:
    return min((year for year in years if year), default=0)


_UNITE: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "id": _first_known,
    "doi": _first_known,
    "match": _first_known,
    "database": _first_known,
    "language": _longest,
    "document_type": _longest,
    "year": _earliest,
    "citations": max,
    "references": max,
}


def _united_records(columns: Columns, groups: list[list[int]]) -> Columns:
    united = {}
    for name, unite in _UNITE.items():
        known = columns[name].tolist()
        united[name] = columns[name].copy()
        for rows in groups:
            united[name][rows[0]] = unite([known[row] for row in rows])
    return columns.with_columns(**united)


def _united_keywords(corpus: Corpus, groups: list[list[int]], owner: Ints) -> Columns:
    columns, kind = corpus.keyword_columns, corpus.keyword_columns["kind"]
    turned = _turned(corpus, groups)[columns["record"]]
    opposite = np.array([TRANSLATED, INDEX, AUTHOR])[kind]
    columns = columns.with_columns(kind=np.where(turned, opposite, kind).astype(kind.dtype))
    columns = _moved(columns, owner, _places(corpus))
    survives = np.zeros(len(corpus), dtype=bool)
    survives[[rows[0] for rows in groups]] = True
    united = survives[owner == np.arange(len(corpus))]
    rows = np.flatnonzero(united[columns["record"]])
    kept = np.ones(columns.length, dtype=bool)
    kept[rows] = _first_of_each(columns.take(rows), corpus.vocabulary)
    return columns.take(kept)


def _turned(corpus: Corpus, groups: list[list[int]]) -> NDArray[np.bool_]:
    """Records whose authors' list is in another language than that of their group's first."""
    columns = corpus.keyword_columns
    involved = np.zeros(len(corpus), dtype=bool)
    involved[[row for rows in groups for row in rows]] = True
    lists = columns.take(involved[columns["record"]] & (columns["kind"] == AUTHOR))
    chinese_codes = [c for c in np.unique(lists["keyword"]) if is_chinese(corpus.vocabulary[c])]
    has_list, chinese, turned = np.zeros((3, len(corpus)), dtype=bool)
    has_list[lists["record"]] = True
    chinese[lists["record"][np.isin(lists["keyword"], chinese_codes)]] = True
    for rows in groups:
        listed = [row for row in rows if has_list[row]]
        turned[listed] = chinese[listed] != chinese[listed[:1]]
    return turned


def _first_of_each(columns: Columns, vocabulary: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether a keyword stands for the first time in its record and kind."""
    codes, code = np.unique(columns["keyword"], return_inverse=True)
    position: dict[str, int] = {}
    keys = [position.setdefault(comparison_key(vocabulary[c]), len(position)) for c in codes]
    key = np.array(keys, dtype=np.int64)[code]
    cell = (columns["record"].astype(np.int64) * 3 + columns["kind"]) * len(position) + key
    first = np.zeros(columns.length, dtype=bool)
    first[np.unique(cell, return_index=True)[1]] = True
    return first


def _moved(columns: Columns, owner: Ints, place: Ints) -> Columns:
    """The rows with those of a merged record behind those of the one that survives."""
    record = columns["record"]
    position = np.cumsum(owner == np.arange(len(owner))) - 1
    target = position[owner[record]]
    order = np.argsort(target * len(owner) + place[record], kind="stable")
    return columns.with_columns(record=target).take(order)


def _listed(corpus: Corpus, groups: list[list[int]]) -> list[MergedRecord]:
    columns = corpus.record_columns
    path = [file.path for file in corpus.files]
    listed = []
    for survivor, *others in groups:
        into = path[columns["file"][survivor]], int(columns["line"][survivor])
        shared = _evidence_names(columns, [survivor, *others])
        for row, (evidence, value) in zip(others, shared[1:], strict=True):
            file, line = path[columns["file"][row]], int(columns["line"][row])
            listed.append(MergedRecord(file, line, *into, evidence, value))
    return sorted(listed, key=lambda record: (record.file, record.line))


def _evidence_names(columns: Columns, rows: list[int]) -> list[tuple[str, str]]:
    """The strongest evidence each record shares with another of its group."""
    ids, dois, matches, years = (
        columns[name][rows].tolist() for name in ("id", "doi", "match", "year")
    )
    n_ids, n_dois = Counter(ids), Counter(dois)
    named = []
    for identifier, doi, match, year in zip(ids, dois, matches, years, strict=True):
        if identifier and n_ids[identifier] > 1:
            named.append(("id", identifier))
        elif doi and n_dois[doi] > 1:
            named.append(("doi", doi))
        else:
            named.append((MATCH_EVIDENCE, " / ".join([*match.split("\x1f"), str(year or "?")])))
    return named
