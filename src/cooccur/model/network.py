"""KeywordNetwork: keywords, the links between them, and what analyses found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.model.columns import Columns, Ints
from cooccur.model.corpus import Corpus
from cooccur.model.reading import Step

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import scipy.sparse

    from cooccur.writers.figure import MapFigure


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
