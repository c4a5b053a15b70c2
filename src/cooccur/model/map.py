"""KnowledgeMap: a network with a place and a look for every keyword, and the map before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cooccur.model.columns import Floats, Ints
from cooccur.model.corpus import Corpus
from cooccur.model.network import Analyses, KeywordNetwork
from cooccur.model.reading import Step

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyvis.network

    from cooccur.writers.figure import MapFigure
    from cooccur.writers.notebook import Display


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
            ``evolution``, ``bursts``, ``years``, ``trends`` or ``sources``; without it the map's
            own view.
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
