"""Networks of corpora too large to be held: counted in two passes over the files.

The first pass finds how many records have each keyword, the second, among the keywords that are
kept, how many have each two of them. What is found in a file are counts, and counts of files are
added up: nothing of a record is kept, so memory grows with the largest file and with the number of
distinct keywords, not with the number of records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from os import PathLike
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import numpy as np

from cooccur.errors import CallError, DataError
from cooccur.model import (
    Columns,
    Corpus,
    Floats,
    Incidence,
    Ints,
    KeywordNetwork,
    NoDocuments,
    SourceFile,
    Step,
)
from cooccur.options import OPTIONS, Options, options_of
from cooccur.readers.sources import Source, find_sources

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""

OF_COUNTING: Final = (
    "format",
    "limit",
    "vocabulary",
    "merge",
    "years",
    "document_type",
    "language",
    "keywords",
    "stop_list",
    "hide",
    "min_occurrences",
    "max_keywords",
    "jobs",
    "engine",
    "scheduler",
)
"""The options of a map that two passes can heed."""
_T = TypeVar("_T")


def count(
    *inputs: str | PathLike[str],
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> KeywordNetwork:
    """The frequent keywords of these exports and their links, counted in two passes.

    Parameters
    ----------
    *inputs : str or path
        Files, folders, globs and archives, mixed.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).
    **options
        Options of a map, of those in `OF_COUNTING`. Records cannot be merged this way, which has
        to be said: ``merge="off"``.

    Returns
    -------
    KeywordNetwork
        Without records. Nodes and links are those of the map that `cooccur.map` makes of the same
        files, with the same ``keyword, key, occurrences, first_year, mean_year, links,
        total_link_strength, mean_citations, normalised_citations`` and ``cooccurrences,
        strength, first_year``.

    Raises
    ------
    CallError
        When an option needs records.
    DataError
        When no record with a keyword is found.
    """
    chosen = options_of(options)
    _check(chosen)
    tell = progress or _silent
    sources, _ = find_sources(*inputs)
    total = _Total()
    for found in _each(partial(_frequencies, chosen), sources, chosen, partial(tell, "reading")):
        total.add(found)
    kept, minimum = total.choose(chosen)
    keys = tuple(kept)
    links = _Links(len(keys), total.years)
    task = partial(_pairs, chosen, keys, total.years)
    for pairs in _each(task, sources, chosen, partial(tell, "counting")):
        links.add(pairs)
    return _network(total, links, keys, minimum)


def _silent(_stage: str, _share: float) -> None:
    return


def _check(options: Options) -> None:
    given = options.as_dict()
    for name, option in OPTIONS.items():
        if name in given and name not in OF_COUNTING and getattr(options, name) != option.default:
            raise CallError(f"--{name.replace('_', '-')} needs records, and counting keeps none")
    if options.merge != "off":
        raise CallError("counting keeps no records and merges none; say so with merge='off'")
    if options.keywords in ("title", "abstract"):
        raise CallError(f"--keywords {options.keywords} needs records, and counting keeps none")


def _each(
    task: Callable[[Source], _T],
    sources: Sequence[Source],
    options: Options,
    tell: Callable[[float], None],
) -> Iterator[_T]:
    """What a task gives for every source, by the engine that was chosen."""
    from cooccur.readers.dask_engine import Cluster
    from cooccur.readers.workers import delivered, number_of_workers

    n_workers = number_of_workers(options.jobs, sources)
    if options.engine == "dask":
        handed = Cluster(options.scheduler, options.jobs).delivered(task, sources)
    elif n_workers > 1:
        handed = delivered(task, sources, n_workers)
    else:
        handed = (task(source) for source in sources)
    with closing(handed) as found:
        for position, (source, one) in enumerate(zip(sources, found, strict=True)):
            tell(position / len(sources))
            yield task(source) if one is None else one


def _prepared(options: Options, source: Source) -> tuple[Corpus, Corpus]:
    """The chosen records of a file, with their keywords as exported and in one spelling each."""
    from cooccur.prepare.filters import parse_years, select_records
    from cooccur.prepare.keywords import clean_keywords
    from cooccur.prepare.thesaurus import read_stop_list
    from cooccur.readers.bounded import limits_of
    from cooccur.readers.formats import read_source

    corpus = read_source(
        source,
        format=options.format,
        limits=limits_of(options.limit),
        vocabulary=options.vocabulary,
    )
    selected = select_records(
        corpus,
        years=parse_years(options.years) if options.years else None,
        document_types=options.document_type,
        languages=options.language,
    )
    cleaned = clean_keywords(
        selected,
        keywords=options.keywords,
        stop_list=read_stop_list(options.stop_list) if options.stop_list else (),
        hide=options.hide,
    )
    return selected, cleaned


class _Frequencies(NamedTuple):
    """What the first pass finds in a file."""

    files: tuple[SourceFile, ...]
    selected: int
    keywords: dict[str, int]
    """Records of every keyword, by its key."""
    spellings: dict[str, int]
    """Records of every spelling."""
    of_year: dict[int, tuple[int, int]]
    """Records that tell their citations, and all these citations, by year (0: unknown)."""


def _frequencies(options: Options, source: Source) -> _Frequencies:
    from cooccur.network.cooccurrence import occurrences
    from cooccur.prepare.keywords import KEYWORD_CHOICES

    selected, cleaned = _prepared(options, source)
    rows = selected.keyword_columns
    counted = np.isin(rows["kind"], KEYWORD_CHOICES[options.keywords])
    once = np.unique(
        np.stack([rows["record"][counted], rows["keyword"][counted]]).astype(np.int64), axis=1
    )
    spelled = np.bincount(once[1], minlength=len(selected.vocabulary)).tolist()
    spellings: Counter[str] = Counter()
    for spelling, n in zip(selected.vocabulary, spelled, strict=True):
        if n:
            spellings[spelling] += n
    year, citations = (selected.record_columns[name] for name in ("year", "citations"))
    known = citations >= 0
    years, place = np.unique(year, return_inverse=True)
    told = np.bincount(place, known, len(years)).astype(np.int64).tolist()
    cited = np.bincount(place, np.where(known, citations, 0), len(years)).astype(np.int64)
    return _Frequencies(
        selected.files,
        len(selected),
        dict(zip(cleaned.keys, occurrences(cleaned).tolist(), strict=True)),
        dict(spellings),
        dict(zip(years.tolist(), zip(told, cited.tolist(), strict=True), strict=True)),
    )


class _Total:
    """What the first pass found in all files."""

    def __init__(self) -> None:
        self.files: list[SourceFile] = []
        self.selected = 0
        self.keywords: Counter[str] = Counter()
        self.spellings: Counter[str] = Counter()
        self.told: Counter[int] = Counter()
        self.cited: Counter[int] = Counter()

    def add(self, found: _Frequencies) -> None:
        """One more file."""
        self.files += found.files
        self.selected += found.selected
        self.keywords.update(found.keywords)
        self.spellings.update(found.spellings)
        for year, (told, cited) in found.of_year.items():
            self.told[year] += told
            self.cited[year] += cited

    @property
    def years(self) -> tuple[int, ...]:
        """All years, ascending, and 0 for unknown ones at the end."""
        return (*sorted(self.told.keys() - {0}), 0)

    def choose(self, options: Options) -> tuple[list[str], int]:
        """The keys of the keywords that are kept, most frequent first, and their minimum."""
        from cooccur.network.cooccurrence import choose_keywords

        keys = sorted(self.keywords)
        if not keys:
            raise DataError("no record that was counted has a keyword", code="no-keywords")
        numbers = np.array([self.keywords[key] for key in keys], dtype=np.int64)
        codes, minimum = choose_keywords(
            numbers, min_occurrences=options.min_occurrences, max_keywords=options.max_keywords
        )
        return [keys[code] for code in codes.tolist()], minimum


class _Pairs(NamedTuple):
    """What the second pass finds in a file."""

    codes: Ints
    """Pairs of nodes, each as ``source * n_nodes + target``, ascending."""
    met: Ints
    first_year: Ints
    by_year: Ints
    """Records, records that tell citations, and citations of each node and year: (3, n, years)."""


def _pairs(options: Options, keys: Sequence[str], years: Sequence[int], source: Source) -> _Pairs:
    from cooccur.network.cooccurrence import presence
    from cooccur.network.pairs import count_pairs

    _, cleaned = _prepared(options, source)
    place = {key: node for node, key in enumerate(keys)}
    node_of = np.array([place.get(key, -1) for key in cleaned.keys] or [-1], dtype=np.int64)
    record, keyword = presence(cleaned)
    node = node_of[keyword]
    record, node = record[node >= 0].astype(np.int64), node[node >= 0]
    order = np.lexsort((node, record))
    record, node = record[order], node[order]
    lengths = np.bincount(record, minlength=len(cleaned))
    incidence = Incidence(np.concatenate(([0], np.cumsum(lengths))), node, len(keys))
    year, citations = (cleaned.record_columns[name] for name in ("year", "citations"))
    pairs = count_pairs(incidence, share=lambda _: 1.0, year=year)
    # The last layer is that of records without a year.
    layer = np.where(year > 0, np.searchsorted(years[:-1], year), len(years) - 1)[record]
    cell, shape = node * len(years) + layer, (len(keys), len(years))
    told = citations >= 0
    values = (np.ones(len(told)), told, np.where(told, citations, 0))
    by_year = [
        np.bincount(cell, value[record], len(keys) * len(years)).reshape(shape) for value in values
    ]
    return _Pairs(
        pairs.source * len(keys) + pairs.target,
        pairs.count,
        pairs.first_year,
        np.array(by_year).astype(np.int64),
    )


class _Links:
    """What the second pass found in all files."""

    def __init__(self, n_nodes: int, years: Sequence[int]) -> None:
        none = np.zeros(0, dtype=np.int64)
        self.found = _Pairs(none, none, none, np.zeros((3, n_nodes, len(years)), dtype=np.int64))

    def add(self, pairs: _Pairs) -> None:
        """One more file."""
        before = self.found
        codes, place = np.unique(np.append(before.codes, pairs.codes), return_inverse=True)
        count = np.zeros(len(codes), dtype=np.int64)
        np.add.at(count, place, np.append(before.met, pairs.met))
        unknown = np.iinfo(np.int64).max
        first = np.full(len(codes), unknown)
        years = np.append(before.first_year, pairs.first_year)
        np.minimum.at(first, place, np.where(years > 0, years, unknown))
        first[first == unknown] = 0
        self.found = _Pairs(codes, count, first, before.by_year + pairs.by_year)


def _network(total: _Total, links: _Links, keys: Sequence[str], minimum: int) -> KeywordNetwork:
    from cooccur.network.cooccurrence import overlay
    from cooccur.network.metrics import degree, total_link_strength
    from cooccur.prepare.spellings import comparison_keys, shown

    best: dict[str, str] = {}
    spellings = sorted(total.spellings.items(), key=lambda item: (-item[1], item[0]))
    folded = comparison_keys([spelling for spelling, _ in spellings], hyphens=True)
    for key, (spelling, _) in zip(folded, spellings, strict=True):
        best.setdefault(key, spelling)
    found, n_nodes = links.found, len(keys)
    source, target = np.divmod(found.codes, n_nodes)
    strength: Floats = found.met.astype(np.float64)
    records, told, cited = found.by_year
    of_year = [
        np.array([counter[year] for year in total.years]) for counter in (total.told, total.cited)
    ]
    held = np.array([total.keywords[key] for key in keys], dtype=np.int64)
    nodes = {
        "keyword": shown([best[key] for key in keys]),
        "key": list(keys),
        "occurrences": held,
        "frequency": held,
        "links": degree(n_nodes, source, target),
        "total_link_strength": total_link_strength(n_nodes, source, target, strength),
        **overlay(np.array(total.years), (records, told, cited), (of_year[0], of_year[1])),
    }
    columns = {
        "source": source,
        "target": target,
        "cooccurrences": found.met,
        "strength": strength,
        "first_year": found.first_year,
    }
    told_options = (("min_occurrences", minimum), ("records", total.selected))
    none = Incidence(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), n_nodes)
    return KeywordNetwork(
        _no_records(total.files),
        Columns(nodes),
        Columns(columns),
        none,
        history=(Step("count_in_two_passes", told_options),),
    )


def _no_records(files: Sequence[SourceFile]) -> Corpus:
    from cooccur.readers.columns import joined

    ordered = tuple(sorted(files, key=lambda file: file.path))
    return replace(joined([], documents=NoDocuments()), files=ordered)
