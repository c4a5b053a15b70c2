"""What two passes found in all files together: sums over what was found in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from cooccur.model import (
    Columns,
    Corpus,
    Ints,
    NoDocuments,
    Problem,
    SkippedRecord,
    SourceFile,
    Tally,
)
from cooccur.options import Options
from cooccur.passes import KINDS, Pairs, Preparation, Words
from cooccur.readers.sources import Source

ROOM: Final = 1 << 18
"""So many cells of pairs wait to be added up, or as many as were found before."""


class Sums:
    """Records of each of many words, and the years of these records; words come as they are met."""

    def __init__(self) -> None:
        self.code: defaultdict[str, int] = defaultdict(count().__next__)
        """Number of each word."""
        self._records = np.zeros(_FEW, dtype=np.int64)
        self._years: dict[int, tuple[int, int]] = {}
        self._masks: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return len(self.code)

    @property
    def records(self) -> Ints:
        """Records of each word, by its number."""
        return self._records[: len(self.code)]

    def add(self, words: Sequence[str], records: Ints) -> Ints:
        """More records of these words; their numbers."""
        found = np.fromiter(map(self.code.__getitem__, words), np.int64, len(words))
        self._records = _grown(self._records, len(self.code))
        np.add.at(self._records, found, records)
        return found

    def add_years(self, codes: Ints, years: Ints) -> None:
        """Years that words were met in, one row a word and year."""
        for year in np.unique(years).tolist():
            mask, bit = self._years.setdefault(year, divmod(len(self._years), _BITS))
            if mask == len(self._masks):
                self._masks.append(np.zeros(_FEW, dtype=np.uint64))
            self._masks[mask] = _grown(self._masks[mask], len(self.code))
            self._masks[mask][codes[years == year]] |= np.uint64(1 << bit)

    def by_year(self) -> dict[int, tuple[int, int]]:
        """Words of each year, and those that no earlier year has."""
        found = {}
        seen = np.zeros(len(self.code), dtype=bool)
        for year in sorted(self._years):
            mask, bit = self._years[year]
            bits = _grown(self._masks[mask], len(seen))[: len(seen)]
            held = (bits & np.uint64(1 << bit)) != 0
            found[year] = int(held.sum()), int((held & ~seen).sum())
            seen |= held
        return found


_FEW: Final = 1 << 10
_BITS: Final = 64
_Array = TypeVar("_Array", bound=NDArray[Any])


def _grown(values: _Array, length: int) -> _Array:
    """The values, with room for so many."""
    if length <= len(values):
        return values
    larger = np.zeros(max(length, 2 * len(values)), dtype=values.dtype)
    larger[: len(values)] = values
    return cast("_Array", larger)


class FirstPass:
    """What the first pass found in all files.

    Parameters
    ----------
    options : Options
        All options.
    sources : sequence of Source
        The files.
    problems : list of Problem
        Of what lies in a folder but cannot be looked at.
    """

    def __init__(
        self, options: Options, sources: Sequence[Source], problems: list[Problem]
    ) -> None:
        self.options = options
        self.preparation = Preparation.of(options)
        self.sources = sources
        self.problems = problems
        self.has_keywords = False
        self.keywords = Sums()
        self.spellings = Sums()
        self.told: Counter[int] = Counter()
        self.cited: Counter[int] = Counter()
        self.digests: list[tuple[str, ...]] = []
        self._files: list[tuple[SourceFile, tuple[str, ...]]] = []
        self._skipped: list[SkippedRecord] = []
        self._chinese = self._with_keywords = 0
        self._kinds: Counter[tuple[str, ...]] = Counter()
        self._records: Counter[int] = Counter()

    def add(self, found: Words) -> None:
        """One more file."""
        self._files += zip(found.files, found.databases, strict=True)
        self.digests.append(tuple(file.sha256 for file in found.files))
        self.problems += found.problems
        self._skipped += found.skipped
        self.has_keywords |= found.has_keywords
        self._chinese += found.chinese
        self._with_keywords += found.with_keywords
        self._kinds.update(found.kinds)
        codes = self.keywords.add(found.keys, found.records)
        keyword, year = found.keyword_years
        self.keywords.add_years(codes[keyword], np.array(found.years)[year])
        self.spellings.add(found.spellings, found.spelled)
        counters = (self._records, self.told, self.cited)
        for counter, values in zip(counters, found.of_year.tolist(), strict=True):
            counter.update(dict(zip(found.years, values, strict=True)))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the records, ascending, and 0 for unknown ones at the end."""
        return (*sorted(year for year in self._records if year > 0), 0)

    @property
    def selected(self) -> int:
        """Records that were chosen."""
        return self._kinds.total()

    def corpus(self) -> Corpus:
        """All that is known of the files, without records."""
        from cooccur.readers.columns import joined

        ordered = sorted(self._files, key=lambda pair: pair[0].path)
        # Where records were skipped in a file is told in the order of the files.
        place = {file.path: number for number, (file, _) in enumerate(ordered)}
        return replace(
            joined([], documents=NoDocuments(), history=self.preparation.history()),
            files=tuple(file for file, _ in ordered),
            problems=tuple(sorted(self.problems, key=lambda told: (told.file, told.line))),
            skipped=tuple(sorted(self._skipped, key=lambda record: place[record.file])),
        )

    def tally(self, mapped: Ints) -> Tally:
        """What is told of the records; ``mapped`` are those with a node, by ``years``."""
        kinds = sorted(self._kinds.items())
        columns = [[kind[column] for kind, _ in kinds] for column in range(len(KINDS))]
        kept = sum(file.kept for file, _ in self._files)
        known = self.years[:-1]
        years = (*range(known[0], known[-1] + 1), 0) if known else (0,)
        keywords = self.keywords.by_year()
        either = [{year: pair[column] for year, pair in keywords.items()} for column in (0, 1)]
        return Tally(
            kinds=Columns(
                {
                    **dict(zip(KINDS, columns, strict=True)),
                    "records": np.array([n for _, n in kinds], dtype=np.int64),
                }
            ),
            years=Columns(
                {
                    "year": np.array(years),
                    "records": by_year(self._records, years),
                    "mapped": by_year(dict(zip(self.years, mapped, strict=True)), years),
                    "keywords": by_year(either[0], years),
                    "new_keywords": by_year(either[1], years),
                }
            ),
            occurrences=np.sort(self.keywords.records)[::-1],
            with_keywords=self._with_keywords,
            databases=tuple(
                names for _, names in sorted(self._files, key=lambda pair: pair[0].path)
            ),
            language="zh" if self._chinese * 2 > kept else "en",
        )

    def choose(self) -> tuple[list[str], int]:
        """The keys of the keywords that are kept, most frequent first, and their minimum."""
        from cooccur.network.cooccurrence import choose_keywords

        keys = sorted(self.keywords.code)
        order = np.fromiter(map(self.keywords.code.__getitem__, keys), np.int64, len(keys))
        codes, minimum = choose_keywords(
            self.keywords.records[order],
            min_occurrences=self.options.min_occurrences,
            max_keywords=self.options.max_keywords,
        )
        return [keys[code] for code in codes.tolist()], minimum


def by_year(counts: Mapping[int, int], years: Sequence[int]) -> Ints:
    """A number of each of these years, 0 where there is none."""
    return np.array([counts.get(year, 0) for year in years], dtype=np.int64)


class SecondPass:
    """What the second pass found in all files.

    Parameters
    ----------
    n_nodes, n_years : int
        As `cooccur.passes.pairs_of` numbers them.
    """

    def __init__(self, n_nodes: int, n_years: int) -> None:
        self._cells = [np.zeros(0, dtype=np.int64)]
        self._met = [np.zeros(0, dtype=np.int64)]
        self._waiting = 0
        self.of_nodes = np.zeros((3, n_nodes, n_years), dtype=np.int64)
        self.mapped = np.zeros(n_years, dtype=np.int64)

    def add(self, pairs: Pairs) -> None:
        """One more file."""
        self._cells.append(pairs.cells)
        self._met.append(pairs.met)
        self._waiting += len(pairs.cells)
        self.of_nodes += pairs.of_nodes
        self.mapped += pairs.mapped
        # To sort what is there for every file would take longer than to read it.
        if self._waiting > max(ROOM, len(self._cells[0])):
            self.found()

    def found(self) -> tuple[Ints, Ints]:
        """The cells, ascending, and the records of each."""
        cells, place = np.unique(np.concatenate(self._cells), return_inverse=True)
        met = np.zeros(len(cells), dtype=np.int64)
        np.add.at(met, place, np.concatenate(self._met))
        self._cells, self._met, self._waiting = [cells], [met], 0
        return cells, met
