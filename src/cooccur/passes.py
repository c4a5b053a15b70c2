"""What two passes over the files find in each of them: counts, and nothing of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cooccur.model import (
    Corpus,
    Incidence,
    Ints,
    NoDocuments,
    Problem,
    SkippedRecord,
    SourceFile,
    Step,
)
from cooccur.options import Options
from cooccur.readers.bounded import Limits
from cooccur.readers.sources import Source

KINDS: Final = ("database", "document_type", "language")
"""What is told of records beside their keywords, years and citations."""


@dataclass(frozen=True)
class Preparation:
    """How the records of a file are read, chosen, and their keywords brought into one spelling."""

    format: str | None
    limits: Limits
    vocabulary: str
    years: tuple[int | None, int | None] | None
    document_types: tuple[str, ...]
    languages: tuple[str, ...]
    keywords: str
    stop_list: tuple[str, ...]
    hide: tuple[str, ...]

    @classmethod
    def of(cls, options: Options) -> Preparation:
        """The preparation that these options ask for; the stop list is read."""
        from cooccur.prepare.filters import parse_years
        from cooccur.prepare.thesaurus import read_stop_list
        from cooccur.readers.bounded import limits_of

        return cls(
            format=options.format,
            limits=limits_of(options.limit),
            vocabulary=options.vocabulary,
            years=parse_years(options.years) if options.years else None,
            document_types=options.document_type,
            languages=options.language,
            keywords=options.keywords,
            stop_list=tuple(read_stop_list(options.stop_list)) if options.stop_list else (),
            hide=options.hide,
        )

    def read(self, source: Source) -> Corpus:
        """The records of a file, with their keywords as exported."""
        from cooccur.readers.reading import read_source

        return read_source(
            source, format=self.format, limits=self.limits, vocabulary=self.vocabulary
        )

    def select(self, corpus: Corpus) -> Corpus:
        """The records that were chosen."""
        from cooccur.prepare.filters import select_records

        return select_records(
            corpus,
            years=self.years,
            document_types=self.document_types,
            languages=self.languages,
        )

    def clean(self, selected: Corpus) -> Corpus:
        """The chosen records, with their keywords in one spelling each."""
        from cooccur.prepare.keywords import clean_keywords

        return clean_keywords(
            selected, keywords=self.keywords, stop_list=self.stop_list, hide=self.hide
        )

    def history(self) -> tuple[Step, ...]:
        """The steps that the records of every file take."""
        from cooccur.readers.columns import joined
        from cooccur.readers.reading import step_of_reading

        read = step_of_reading(self.format, self.limits, None, self.vocabulary)
        none = joined([], documents=NoDocuments(), history=(read,))
        return self.clean(self.select(none)).history


class Words(NamedTuple):
    """What the first pass finds in a file."""

    files: tuple[SourceFile, ...]
    """The file itself, or the members of an archive."""
    problems: tuple[Problem, ...]
    skipped: tuple[SkippedRecord, ...]
    has_keywords: bool
    """Whether any record has one, chosen or not."""
    chinese: int
    """Records in Chinese, before any filter."""
    databases: tuple[tuple[str, ...], ...]
    """Those of the chosen records of each file, sorted."""
    kinds: Counter[tuple[str, ...]]
    """Chosen records by `KINDS`."""
    with_keywords: int
    years: tuple[int, ...]
    """Of the chosen records, ascending, 0 for unknown ones."""
    of_year: Ints
    """Records, records that tell their citations, and these citations: shape (3, n_years)."""
    keys: tuple[str, ...]
    """Distinct keywords."""
    records: Ints
    """Records of each."""
    keyword_years: Ints
    """Positions of keywords and years that meet in a record, without year 0: shape (2, n)."""
    spellings: tuple[str, ...]
    """As exported."""
    spelled: Ints
    """Records of each."""


def words_of(preparation: Preparation, source: Source) -> Words:
    """The first pass over a file.

    Parameters
    ----------
    preparation : Preparation
        How it is read.
    source : Source
        The file.
    """
    from cooccur.network.cooccurrence import presence
    from cooccur.network.pairs import distinct
    from cooccur.summary import chinese_records

    corpus = preparation.read(source)
    selected = preparation.select(corpus)
    cleaned = preparation.clean(selected)
    columns = selected.record_columns
    years, layer = np.unique(columns["year"], return_inverse=True)
    record, keyword = presence(cleaned)
    cells = distinct(keyword * np.int64(len(years)) + layer[record])
    keyword_years = np.stack(np.divmod(cells, max(len(years), 1)))
    spellings, spelled = _spellings(selected, preparation.keywords)
    return Words(
        files=corpus.files,
        problems=corpus.problems,
        skipped=corpus.skipped,
        has_keywords=corpus.keyword_columns.length > 0,
        chinese=chinese_records(corpus),
        databases=_databases(selected),
        kinds=Counter(zip(*(columns[name].tolist() for name in KINDS), strict=True)),
        with_keywords=len(np.unique(record)),
        years=tuple(years.tolist()),
        of_year=np.stack(
            [np.bincount(layer, value, len(years)) for value in _cited(columns["citations"])]
        ).astype(np.int64),
        keys=cleaned.keys,
        records=np.bincount(keyword, minlength=len(cleaned.keys)),
        keyword_years=keyword_years[:, years[keyword_years[1]] > 0],
        spellings=spellings,
        spelled=spelled,
    )


def _databases(selected: Corpus) -> tuple[tuple[str, ...], ...]:
    names: list[set[str]] = [set() for _ in selected.files]
    columns = (selected.record_columns[name].tolist() for name in ("file", "database"))
    for file, name in set(zip(*columns, strict=True)):
        names[file].add(name)
    return tuple(tuple(sorted(found)) for found in names)


def _cited(citations: Ints) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """What a record adds to the records, to those that tell their citations, and to these."""
    return np.ones(len(citations)), citations >= 0, np.maximum(citations, 0)


def _spellings(selected: Corpus, keywords: str) -> tuple[tuple[str, ...], Ints]:
    """The spellings of the kinds that were chosen, and the records of each."""
    from cooccur.network.pairs import distinct
    from cooccur.prepare.keywords import KEYWORD_CHOICES

    rows, size = selected.keyword_columns, max(len(selected.vocabulary), 1)
    counted = np.isin(rows["kind"], KEYWORD_CHOICES[keywords])
    once = distinct(rows["record"][counted] * np.int64(size) + rows["keyword"][counted]) % size
    records = np.bincount(once, minlength=size)
    return tuple(compress(selected.vocabulary, records)), records[records > 0]


class Pairs(NamedTuple):
    """What the second pass finds in a file."""

    digests: tuple[str, ...]
    """The sha256 of the file, or of each member of an archive."""
    cells: Ints
    """``(source * n_nodes + target) * n_years + year``, ascending, where any record is."""
    met: Ints
    """Records of each cell."""
    of_nodes: Ints
    """Records, records that tell citations, and these citations: shape (3, n_nodes, n_years)."""
    mapped: Ints
    """Records with a node, shape (n_years,)."""


def pairs_of(
    preparation: Preparation, keys: Sequence[str], years: Sequence[int], source: Source
) -> Pairs:
    """The second pass over a file.

    Parameters
    ----------
    preparation : Preparation
        How it is read.
    keys : sequence of str
        Keywords that were chosen: the nodes.
    years : sequence of int
        Of all files, ascending, 0 for records without one at the end.
    source : Source
        The file.
    """
    from cooccur.network.cooccurrence import presence
    from cooccur.network.pairs import count_pairs, count_pairs_by_year

    corpus = preparation.read(source)
    cleaned = preparation.clean(preparation.select(corpus))
    place = {key: node for node, key in enumerate(keys)}
    node_of = np.array([place.get(key, -1) for key in cleaned.keys] or [-1], dtype=np.int64)
    record, keyword = presence(cleaned)
    node = node_of[keyword]
    record, node = record[node >= 0].astype(np.int64), node[node >= 0]
    order = np.lexsort((node, record))
    record, node = record[order], node[order]
    lengths = np.bincount(record, minlength=len(cleaned))
    incidence = Incidence(np.concatenate(([0], np.cumsum(lengths))), node, len(keys))
    year, size = cleaned.record_columns["year"], len(years)
    # The last layer is that of records without a year.
    layer = np.where(year > 0, np.searchsorted(years[:-1], year), size - 1)
    pairs = count_pairs(incidence, share=lambda _: 1.0)
    link, at, met = count_pairs_by_year(incidence, pairs.source, pairs.target, layer + 1)
    cell = node * size + layer[record]
    values = _cited(cleaned.record_columns["citations"])
    of_nodes = [np.bincount(cell, value[record], len(keys) * size) for value in values]
    return Pairs(
        digests=tuple(file.sha256 for file in corpus.files),
        cells=(pairs.source * len(keys) + pairs.target)[link] * size + at - 1,
        met=met,
        of_nodes=np.stack(of_nodes).reshape(3, len(keys), size).astype(np.int64),
        mapped=np.bincount(layer[lengths > 0], minlength=size),
    )
