"""The whole vocabulary on one page: Corpus, KeywordNetwork, KnowledgeMap and what they are made of.

Values are frozen: a step takes one and returns a new one. Inside, columns are read-only numpy
arrays; pandas tables are built when asked for, and the long texts of a record (title, abstract)
are read from its file when asked for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyvis.network
    import scipy.sparse

    from cooccur.writers.figure import MapFigure
    from cooccur.writers.notebook import Display

AUTHOR: Final = 0
"""Kind of a keyword: given by the authors."""
INDEX: Final = 1
"""Kind of a keyword: given by the database (Keywords Plus)."""
TRANSLATED: Final = 2
"""Kind of a keyword: in the second, other-language list of a bilingual record."""

UNKNOWN_DATABASE: Final = "?"
"""How the database of records is named that do not tell it."""
PRIORITY: Final = (
    "WOS",
    "Scopus",
    "PubMed",
    "Cochrane",
    "PsycINFO",
    "Dimensions",
    "Lens",
    "OpenAlex",
    "CNKI",
    "CSSCI",
    "Wanfang",
)
"""Databases in the order in which they are believed when records of several were merged."""

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


class Columns(Mapping[str, NDArray[Any]]):
    """Named columns of one length, read-only.

    Parameters
    ----------
    columns : mapping of str to array_like
        All of the same length. Lists of str become object arrays.

    Raises
    ------
    ValueError
        When the lengths differ.
    """

    __slots__ = ("_columns", "_length")
    # Mapping would compare arrays, which have no one truth value.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __init__(self, columns: Mapping[str, ArrayLike]) -> None:
        self._columns = {name: _frozen(values) for name, values in columns.items()}
        lengths = {len(values) for values in self._columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns of different lengths: {sorted(lengths)}")
        self._length = lengths.pop() if lengths else 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def length(self) -> int:
        """Number of rows."""
        return self._length

    def with_columns(self, **columns: ArrayLike) -> Columns:
        """The same rows with columns added or replaced."""
        return Columns({**self._columns, **columns})

    def take(self, rows: NDArray[Any]) -> Columns:
        """The rows at these positions, or where this mask is true."""
        return Columns({name: values[rows] for name, values in self._columns.items()})

    def frame(self) -> pd.DataFrame:
        """A pandas table with a copy of every column."""
        import pandas as pd

        return pd.DataFrame({name: values.copy() for name, values in self._columns.items()})


def _frozen(values: ArrayLike) -> NDArray[Any]:
    if isinstance(values, (list, tuple)) and (not values or isinstance(values[0], (str, tuple))):
        array = np.empty(len(values), dtype=object)
        array[:] = values
    else:
        array = np.asarray(values).view()
    array.flags.writeable = False
    return array


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from files to map: its name and its options."""

    name: str
    options: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the user of a file should know; ``line`` is 1-based, 0 when there is none."""

    file: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal(Problem):
    """A problem of something the user named: it cannot be used, and no map is made of the rest."""


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A record that could not be kept, and why."""

    file: str
    line: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was found before: where it stands, what it went into, and on what evidence."""

    file: str
    line: int
    into_file: str
    into_line: int
    evidence: str
    value: str
    score: float = 1.0
    """How sure it is: 1 for what is exactly the same, less for what is only alike."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read, or one member of an archive."""

    path: str
    """The shortest end of the path that tells it from all other files."""
    format: str
    encoding: str
    sha256: str
    records_in: int
    kept: int
    merged: int
    skipped: int
    years: tuple[int, int] | None = None
    """First and last year of its records."""
    with_author_keywords: int = 0
    """Records that have them, before merging."""
    with_index_keywords: int = 0
    vocabularies: tuple[tuple[str, int], ...] = ()
    """Records that have terms of each vocabulary, where the format has several."""


@dataclass(frozen=True, slots=True)
class Details:
    """The long fields of a record."""

    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = ""
    usage_180: int = -1
    """How often it was used in the last 180 days (WOS), -1 when the export does not tell."""
    usage_2013: int = -1
    """How often it was used since 2013."""
    translated_title: str = ""
    """The title in a second language, where the export has one (CSSCI, Wanfang)."""


class Documents(Protocol):
    """Where the long fields of records are read again."""

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """The long fields of the records at these places of a file, in the order asked for.

        Parameters
        ----------
        file : int
            Position of the file in ``Corpus.files``.
        spans : sequence of (int, int)
            Start and stop of each record.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        ...

    def briefs(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        """Title, authors and source of these records; the rest may be missing.

        Parameters
        ----------
        file, spans
            As of `details`.

        Raises
        ------
        DataError
            When the file changed since it was first read.
        """
        ...


class NoDocuments:
    """For a corpus that was not read from files: all long fields are empty."""

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:  # noqa: ARG002
        """One empty `Details` a span."""
        return [Details() for _ in spans]

    briefs = details


@dataclass(frozen=True, eq=False)
class Corpus:
    """Records and their keywords.

    Records stand in the order of file path and place in the file. A record that was found
    several times has several pieces.
    """

    record_columns: Columns
    """One row a record: ``id, doi, match`` (str), ``year`` (0 unknown), ``citations, references``
    (-1 unknown), ``language, document_type, database`` (str), ``file`` (position in ``files``),
    ``line`` (1-based)."""
    keyword_columns: Columns
    """One row a keyword of a record, sorted by record: ``record``, ``keyword`` (position in
    ``vocabulary``), ``kind`` (`AUTHOR`, `INDEX`, `TRANSLATED`)."""
    vocabulary: tuple[str, ...]
    """Spellings. After preparation every one stands for one keyword, in the order of ``keys``."""
    piece_columns: Columns
    """One row a place where a record is described: ``record, file, start, stop``; a record's own
    place first. Where records of several databases were merged also ``database`` and ``id``, of the
    piece."""
    documents: Documents = field(default_factory=NoDocuments)
    files: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[SkippedRecord, ...] = ()
    merged: tuple[MergedRecord, ...] = ()
    history: tuple[Step, ...] = ()
    keys: tuple[str, ...] = ()
    """Comparison key of every spelling, ascending; empty before preparation."""

    def __len__(self) -> int:
        return self.record_columns.length

    def __repr__(self) -> str:
        return f"<Corpus of {len(self)} records, {len(self.vocabulary)} keywords>"

    def _repr_html_(self) -> str:
        from cooccur.writers.notebook import corpus_display

        return corpus_display(self).html

    @property
    def records_in(self) -> int:
        """Records that were read: kept + merged + skipped."""
        return sum(file.records_in for file in self.files)

    @property
    def kept(self) -> int:
        """Records left after merging and skipping, before any filter."""
        return sum(file.kept for file in self.files)

    @cached_property
    def databases(self) -> tuple[str, ...]:
        """The databases that the records come from, sorted; ``?``: records that do not tell."""
        names, _ = _piece_databases(self)
        return tuple(sorted({name or UNKNOWN_DATABASE for name in set(names)}))

    @cached_property
    def in_database(self) -> NDArray[np.bool_]:
        """Whether each record was found in each database, shape (n_records, n_databases).

        The columns are those of ``databases``. A record that was merged from several databases
        is in all of them; every record is in at least one.
        """
        member = np.zeros((len(self), len(self.databases)), dtype=bool)
        if len(self.databases) == 1:
            member[:] = True
        else:
            column = {name: place for place, name in enumerate(self.databases)}
            names, record = _piece_databases(self)
            member[record, [column[name or UNKNOWN_DATABASE] for name in names]] = True
        member.flags.writeable = False
        return member

    def select(self, rows: NDArray[np.bool_]) -> Corpus:
        """The records where the mask is true, with their keywords and places."""
        position = np.cumsum(rows) - 1
        keywords = self.keyword_columns.take(rows[self.keyword_columns["record"]])
        pieces = self.piece_columns.take(rows[self.piece_columns["record"]])
        return replace(
            self,
            record_columns=self.record_columns.take(rows),
            keyword_columns=keywords.with_columns(record=position[keywords["record"]]),
            piece_columns=pieces.with_columns(record=position[pieces["record"]]),
        )

    def details(self, records: Sequence[int]) -> list[Details]:
        """Title, abstract, authors, countries and source of these records.

        Parameters
        ----------
        records : sequence of int
            Positions of records.

        Returns
        -------
        list of Details
            In the order asked for. Where a record has several pieces, title and source are of the
            database that comes first in `PRIORITY` (the longest of several), abstract and list of
            authors are the longest, and countries are united.
        """
        return self._texts(records, self.documents.details)

    def briefs(self, records: Sequence[int]) -> list[Details]:
        """Title, authors and source of these records, several times faster than `details`.

        Parameters
        ----------
        records : sequence of int
            Positions of records.

        Returns
        -------
        list of Details
            In the order asked for; abstract, countries and usage may be missing.
        """
        return self._texts(records, self.documents.briefs)

    def _texts(
        self,
        records: Sequence[int],
        read: Callable[[int, Sequence[tuple[int, int]]], list[Details]],
    ) -> list[Details]:
        pieces = self.piece_columns
        first = np.searchsorted(pieces["record"], records, side="left")
        last = np.searchsorted(pieces["record"], records, side="right")
        files = pieces["file"].tolist()
        wanted: dict[int, list[int]] = {}
        for begin, end in zip(first.tolist(), last.tolist(), strict=True):
            for piece in range(begin, end):
                wanted.setdefault(files[piece], []).append(piece)
        found: dict[int, Details] = {}
        for file in sorted(wanted):
            places = sorted(set(wanted[file]))
            starts, stops = pieces["start"][places].tolist(), pieces["stop"][places].tolist()
            found.update(
                zip(places, read(file, list(zip(starts, stops, strict=True))), strict=True)
            )
        # Without several databases all pieces have the same say.
        names = pieces["database"].tolist() if "database" in pieces else [""] * pieces.length
        return [
            found[begin]
            if end - begin == 1
            else _united([found[p] for p in range(begin, end)], names[begin:end])
            for begin, end in zip(first.tolist(), last.tolist(), strict=True)
        ]

    @cached_property
    def records(self) -> pd.DataFrame:
        """One row a record, with its long fields except the abstract."""
        details = self.details(range(len(self)))
        columns = self.record_columns
        frame = columns.with_columns(
            file=[self.files[code].path for code in columns["file"]],
            title=[d.title for d in details],
            authors=["; ".join(d.authors) for d in details],
            source=[d.source for d in details],
            countries=["; ".join(d.countries) for d in details],
        ).frame()
        order = "id title authors source year document_type language doi citations references"
        return frame[[*order.split(), "countries", "database", "file", "line"]]

    @cached_property
    def keywords(self) -> pd.DataFrame:
        """One row a keyword of a record: ``record``, ``kind``, ``keyword``."""
        names = np.array(["author", "index", "translated"], dtype=object)
        spellings = np.array(self.vocabulary, dtype=object)
        columns = self.keyword_columns
        return Columns(
            {
                "record": columns["record"],
                "kind": names[columns["kind"]],
                "keyword": spellings[columns["keyword"]],
            }
        ).frame()


def _piece_databases(corpus: Corpus) -> tuple[list[str], Ints]:
    """The database of every place where a record is described, and the record."""
    pieces = corpus.piece_columns
    if "database" in pieces:
        return pieces["database"].tolist(), pieces["record"]
    return corpus.record_columns["database"].tolist(), np.arange(len(corpus))


def priority_of(database: str) -> int:
    """The place of a database in `PRIORITY`; all others share the last."""
    return PRIORITY.index(database) if database in PRIORITY else len(PRIORITY)


def _united(pieces: list[Details], databases: Sequence[str]) -> Details:
    if len(pieces) == 1:
        return pieces[0]
    ranks = [priority_of(name) for name in databases]

    def preferred(values: list[str]) -> str:
        known = [(-rank, len(text)) for rank, text in zip(ranks, values, strict=True) if text]
        kept = [text for text in values if text]
        return kept[max(range(len(kept)), key=known.__getitem__)] if kept else ""

    # Author lists are one value here: united they would name "Li, X" and "Li, Xiang" as two.
    return Details(
        title=preferred([p.title for p in pieces]),
        abstract=max((p.abstract for p in pieces), key=len, default=""),
        authors=max(
            (p.authors for p in pieces), key=lambda a: (len(a), len("".join(a))), default=()
        ),
        countries=tuple(dict.fromkeys(c for p in pieces for c in p.countries)),
        source=preferred([p.source for p in pieces]),
        usage_180=max((p.usage_180 for p in pieces), default=-1),
        usage_2013=max((p.usage_2013 for p in pieces), default=-1),
        translated_title=preferred([p.translated_title for p in pieces]),
    )


@dataclass(frozen=True, eq=False)
class Incidence:
    """Which records hold which nodes: compressed rows, ``indices[indptr[r]:indptr[r + 1]]``."""

    indptr: Ints
    indices: Ints
    n_nodes: int

    def __post_init__(self) -> None:
        if self.indptr[-1] != len(self.indices):
            raise ValueError("indptr does not end where indices end")

    @property
    def n_records(self) -> int:
        """Number of rows."""
        return len(self.indptr) - 1

    @cached_property
    def rows(self) -> Ints:
        """The record of every entry of ``indices``."""
        rows: Ints = np.repeat(np.arange(self.n_records), np.diff(self.indptr))
        rows.flags.writeable = False
        return rows

    def matrix(self) -> scipy.sparse.csr_array:
        """A sparse records x nodes matrix of 0 and 1."""
        from scipy.sparse import csr_array

        data = np.ones(len(self.indices), dtype=np.int64)
        return csr_array((data, self.indices, self.indptr), shape=(self.n_records, self.n_nodes))


@dataclass(frozen=True, eq=False)
class Slicing:
    """How the years were cut into slices, and which keywords were selected in each.

    Slices follow one another from the first to the last year, of the records or as asked for; the
    last one may be shorter. Records without a year stand in no slice.
    """

    begin: Ints
    """First year of each slice, shape (n_slices,)."""
    end: Ints
    """Last year of each slice, inclusive."""
    counts: Ints
    """Records of each slice that hold each node, shape (n_nodes, n_slices)."""
    selected: NDArray[np.bool_]
    """Whether each node was selected in each slice, shape (n_nodes, n_slices)."""
    table: Columns
    """One row a slice: ``slice`` (as ``2010`` or ``2010-2012``), ``begin, end, criterion`` (as
    applied), ``records``, ``keywords`` (distinct), ``selected``, ``selected_occurrences`` (sum of
    the counts of the selected), ``links`` (all between the selected), ``links_kept``."""

    @property
    def n_slices(self) -> int:
        """Number of slices."""
        return len(self.begin)

    def take(self, nodes: NDArray[Any]) -> Slicing:
        """The same slices with these nodes only."""
        return replace(self, counts=self.counts[nodes], selected=self.selected[nodes])


class Analyses(ABC):
    """The tables of the analyses by name, as pandas tables with keywords by their spelling.

    Each raises `KeyError` when its analysis was not made.
    """

    @abstractmethod
    def table(self, name: str) -> pd.DataFrame:
        """The table of this name."""

    @property
    def slices(self) -> pd.DataFrame:
        """One row a time slice, see `Slicing.table`; only of maps that were made by slices."""
        return self.table("slices")

    @property
    def bursts(self) -> pd.DataFrame:
        """One row a burst: ``keyword, year, strength, begin, end, level``."""
        return self.table("bursts")

    @property
    def years(self) -> pd.DataFrame:
        """One row a year: ``year, records, cumulative, keywords, new_keywords``."""
        return self.table("years")

    @property
    def themes(self) -> pd.DataFrame:
        """One row a cluster in the strategic diagram: ``centrality, density, quadrant, …``."""
        return self.table("themes")

    @property
    def evolution(self) -> pd.DataFrame:
        """One row a pair of themes of following periods, rows of ``table("period_themes")``."""
        return self.table("evolution")

    @property
    def trends(self) -> pd.DataFrame:
        """One row a trend topic: ``keyword, q1, median, q3`` (years), ``occurrences``."""
        return self.table("trends")


@dataclass(frozen=True, eq=False)
class KeywordNetwork(Analyses):
    """Keywords, the links between them, their clusters, and the records behind them all.

    Nodes stand by occurrences descending, then by comparison key; links by source, then target.
    Steps add columns; none of them changes a value that stands.
    """

    corpus: Corpus
    node_columns: Columns
    """One row a keyword: ``keyword`` (display spelling), ``key`` (comparison key),
    ``occurrences`` (records), later ``cluster, first_year, mean_year, links,
    total_link_strength, betweenness, …``. NaN or year 0 where a number does not exist."""
    link_columns: Columns
    """One row a link: ``source`` < ``target`` (positions of nodes), ``cooccurrences`` (records
    that hold both), ``strength`` (co-occurrence as counted, full or fractional), ``first_year``,
    later ``weight`` (similarity)."""
    incidence: Incidence
    """Rows as ``corpus``, columns as nodes."""
    cluster_columns: Columns = field(default_factory=lambda: Columns({}))
    """One row a cluster, #0 first: ``cluster, size, silhouette, mean_year, label, …``."""
    quality: Mapping[str, float] = field(default_factory=dict)
    """Numbers of the whole: ``modularity, silhouette, harmonic_mean, density,
    largest_component`` (share), ``clustering_quality``."""
    slicing: Slicing | None = None
    """Set where keywords were selected by time slices."""
    tables: Mapping[str, Columns] = field(default_factory=dict)
    """What analyses found that is neither of a keyword, a link nor a cluster, by name: ``slices,
    bursts, years, themes, evolution, trends, …``. Columns that name nodes hold their positions."""
    history: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        links = self.link_columns
        if links.length and not (
            (links["source"] < links["target"]).all() and links["target"].max() < self.n_nodes
        ):
            raise ValueError("a link must run from a lower to a higher node")
        if self.incidence.n_records != len(self.corpus) or self.incidence.n_nodes != self.n_nodes:
            raise ValueError("the incidence does not fit the records and nodes")

    def __repr__(self) -> str:
        return f"<KeywordNetwork of {self.n_nodes} keywords, {self.n_links} links>"

    def _repr_html_(self) -> str:
        from cooccur.writers.notebook import network_display

        return network_display(self).html

    @property
    def n_nodes(self) -> int:
        """Number of keywords."""
        return self.node_columns.length

    @property
    def n_links(self) -> int:
        """Number of links."""
        return self.link_columns.length

    def with_columns(
        self,
        *,
        node: Mapping[str, ArrayLike] | None = None,
        link: Mapping[str, ArrayLike] | None = None,
        cluster: Mapping[str, ArrayLike] | None = None,
        quality: Mapping[str, float] | None = None,
        tables: Mapping[str, Columns] | None = None,
        step: Step | None = None,
    ) -> KeywordNetwork:
        """The same network with columns, numbers, tables and a step added."""
        return replace(
            self,
            node_columns=self.node_columns.with_columns(**(node or {})),
            link_columns=self.link_columns.with_columns(**(link or {})),
            cluster_columns=self.cluster_columns.with_columns(**(cluster or {})),
            quality={**self.quality, **(quality or {})},
            tables={**self.tables, **(tables or {})},
            history=(*self.history, step) if step else self.history,
        )

    def records_of(self, node: int) -> Ints:
        """Positions of the records that hold a keyword."""
        rows: Ints = self.incidence.rows[self.incidence.indices == node]
        return rows

    def records_of_link(self, source: int, target: int) -> Ints:
        """Positions of the records that hold both keywords."""
        return np.intersect1d(self.records_of(source), self.records_of(target))

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """One row a keyword, indexed by its spelling."""
        return self.node_columns.frame().drop(columns="key").set_index("keyword")

    @cached_property
    def links(self) -> pd.DataFrame:
        """One row a link, its ends named by their spelling."""
        spelling = self.node_columns["keyword"]
        columns = self.link_columns
        return columns.with_columns(
            source=spelling[columns["source"]], target=spelling[columns["target"]]
        ).frame()

    @cached_property
    def clusters(self) -> pd.DataFrame:
        """One row a cluster, indexed by its number."""
        return self.cluster_columns.frame().set_index("cluster")

    def table(self, name: str) -> pd.DataFrame:
        """A table that an analysis added, keywords by their spelling.

        Parameters
        ----------
        name : str
            One of ``tables``.

        Raises
        ------
        KeyError
            When no analysis added such a table; the message lists those that did.
        """
        if name not in self.tables:
            raise KeyError(f"no table {name!r}; known: {', '.join(self.tables)}")
        columns = self.tables[name]
        if "node" not in columns:
            return columns.frame()
        keyword = self.node_columns["keyword"][columns["node"]]
        rest = {name: values for name, values in columns.items() if name != "node"}
        return Columns({"keyword": keyword, **rest}).frame()

    def figure(self, view: str = "network", *, width: float = 174.0) -> MapFigure:
        """A view of the network, laid out by default, as a matplotlib figure.

        Parameters
        ----------
        view : str
            As of `KnowledgeMap.figure`.
        width : float
            mm.
        """
        from cooccur.draw.layout import lay_out

        return lay_out(self).figure(view, width=width)

    def to_networkx(self) -> nx.Graph[str]:
        """A networkx graph with every number as an attribute.

        Returns
        -------
        networkx.Graph
            Nodes are spellings; numbers that do not exist (NaN) are left out.
        """
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        nodes = {name: values.tolist() for name, values in self.node_columns.items()}
        spelling = nodes.pop("keyword")
        del nodes["key"]
        for row, keyword in enumerate(spelling):
            graph.add_node(keyword, **_present(nodes, row))
        links = {name: values.tolist() for name, values in self.link_columns.items()}
        ends = list(zip(links.pop("source"), links.pop("target"), strict=True))
        for row, (source, target) in enumerate(ends):
            graph.add_edge(spelling[source], spelling[target], **_present(links, row))
        return graph


def _present(columns: Mapping[str, list[Any]], row: int) -> dict[str, Any]:
    cells = ((name, values[row]) for name, values in columns.items())
    return {name: value for name, value in cells if value == value}  # noqa: PLR0124 NaN is not itself


@dataclass(frozen=True, eq=False)
class EarlierMap:
    """A map as far as a later one goes on from it, or is compared with it."""

    keywords: tuple[str, ...]
    """Spellings, the most frequent keyword first."""
    keys: tuple[str, ...]
    """Comparison keys, each once."""
    occurrences: Ints
    cluster: Ints
    """Number of the cluster of each keyword; numbers may have gaps."""
    numbers: Ints
    """Numbers of the clusters, ascending."""
    labels: tuple[str, ...]
    """Names of the clusters."""
    colours: tuple[str, ...]
    """Of the clusters, as ``#rrggbb``."""
    x: Floats
    """Layout, to four decimals."""
    y: Floats
    shown_x: Floats
    """As drawn, to four decimals."""
    shown_y: Floats
    source: Ints
    """Ends of the links that are known: all, or the strongest of very many."""
    target: Ints
    n_links: int
    """Number of all links."""
    counts: str
    """Hash of the links and their co-occurrences."""
    n_records: int
    rule: Mapping[str, object]
    """Options that decide on clusters, places and colours."""
    title: str = ""
    next_number: int = 0
    """The lowest number that no cluster of this or an earlier map had."""

    @property
    def n_nodes(self) -> int:
        """Number of keywords."""
        return len(self.keywords)


@dataclass(frozen=True, eq=False)
class KnowledgeMap(Analyses):
    """A network with a place and a look for every keyword. Change it freely: no result changes."""

    network: KeywordNetwork
    x: Floats
    """Layout in standard form (methods: centroid 0, mean pairwise distance 1), y points up."""
    y: Floats
    shown_x: Floats
    """As drawn: the layout, moved only so far as labels need room."""
    shown_y: Floats
    title: str = ""
    lang: str = ""
    """Language the page opens in, ``en`` or ``zh``; empty: that of most kept records."""
    radius: Floats = field(default_factory=lambda: np.zeros(0))
    """Of every node, in pixels of a screen at normal zoom."""
    colour: tuple[str, ...] = ()
    """Of every node, as ``#rrggbb``."""
    palette: str = "cooccur"
    options: Mapping[str, object] = field(default_factory=dict)
    """All options of the call, as the command line names them."""
    attached: Mapping[str, bytes] = field(default_factory=dict)
    """Content of the files that options name, the thesaurus and the stop list, by option."""
    earlier: EarlierMap | None = None
    """The map that this one goes on from."""
    history: tuple[Step, ...] = ()

    def __repr__(self) -> str:
        return f"<KnowledgeMap of {self.network.n_nodes} keywords, {self.network.n_links} links>"

    def _repr_html_(self) -> str:
        return self.show().html

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}

    def show(self, *, view: str = "", height: int = 720) -> Display:
        """The interactive page for a notebook, as the last value of a cell.

        Parameters
        ----------
        view : str
            View that the page opens in, as of the option of this name; without it the map's own.
        height : int
            Of the frame, in CSS pixels.

        Returns
        -------
        Display
            The page in a sandboxed frame; a picture where the notebook is not trusted.

        Raises
        ------
        CallError
            When the view or the height cannot be used.
        """
        from cooccur.writers.notebook import map_display

        return map_display(self, view=view, height=height)

    def figure(self, view: str = "", *, width: float = 174.0) -> MapFigure:
        """A view as a matplotlib figure laid out at its final size, which notebooks show.

        Parameters
        ----------
        view : str
            ``network``, ``overlay``, ``density``, ``timeline``, ``timezone``, ``themes``,
            ``evolution``, ``bursts``, ``years`` or ``trends``; without it the map's own view.
        width : float
            mm.

        Raises
        ------
        CallError
            When the view or the width cannot be used.
        DataError
            When the map does not hold what the view shows.
        """
        from cooccur.writers.scenes import shown_figure

        return shown_figure(self, view=view or None, width=width)

    def save(
        self,
        *outputs: str | PathLike[str],
        renderer: str = "canvas",
        width: float = 174.0,
        dpi: int = 300,
        transparent: bool = False,
    ) -> list[Path]:
        """Write the map to files; the suffix of each name decides the format.

        Parameters
        ----------
        *outputs : str or path
            ``.html``, ``.svg``, ``.pdf``, ``.png``, ``.graphml``, ``.gexf``, ``.gml``, ``.net``,
            ``.json`` (VOSviewer), ``.vos.txt``, ``.csv``, ``.matrix.csv``, ``.alias``,
            ``.thesaurus.txt``, or a folder of tables (a name that ends in ``/``).
        renderer : str
            What draws a ``.html``: ``canvas`` or ``pyvis``.
        width : float
            Of figures, mm.
        dpi : int
            Pixels an inch of a ``.png``.
        transparent : bool
            Whether figures have no background.

        Returns
        -------
        list of Path
            The files that were written.

        Raises
        ------
        CallError
            When a suffix is not known.
        DataError
            When a file cannot be written.
        """
        from cooccur.options import FigureOptions
        from cooccur.writers.formats import write

        figures = FigureOptions(width=width, dpi=dpi, transparent=transparent)
        names = [str(output) for output in outputs]
        return write(self, names, renderer=renderer, figures=figures)

    def to_networkx(self) -> nx.Graph[str]:
        """A networkx graph with every number of the map, places included, as an attribute."""
        from cooccur.writers.graph import graph_of

        return graph_of(self)

    def to_pyvis(self) -> pyvis.network.Network:
        """A pyvis ``Network`` with fixed places, sizes, colours and safe titles."""
        from cooccur.writers.pyvis import to_pyvis

        return to_pyvis(self)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the map was made from and with, see `cooccur.manifest.manifest`."""
        from cooccur.manifest import manifest

        return manifest(self)

    @property
    def corpus(self) -> Corpus:
        """The records behind the map."""
        return self.network.corpus

    @property
    def records(self) -> pd.DataFrame:
        """One row a record."""
        return self.corpus.records

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """One row a keyword, with its place ``x, y``."""
        return self.network.nodes.assign(x=self.x, y=self.y)

    @property
    def links(self) -> pd.DataFrame:
        """One row a link."""
        return self.network.links

    @property
    def clusters(self) -> pd.DataFrame:
        """One row a cluster."""
        return self.network.clusters

    def table(self, name: str) -> pd.DataFrame:
        """A table that an analysis added, see `KeywordNetwork.table`."""
        return self.network.table(name)
