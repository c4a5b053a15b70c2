"""CiteSpace's tree rings: one ring a year, as thick as its count, the oldest inside."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import PAPER, viridis
from cooccur.model import Ints, KeywordNetwork
from cooccur.scene import Point

PIVOTAL: Final = 0.1
"""Betweenness from which a keyword has a purple rim."""
PURPLE: Final = "#7b1fa2"
RED: Final = "#d62728"
"""Of the years of a burst."""

_THINNEST: Final = 0.12  # pt; what would be thinner is not worth a stroke, unless it burst


class Rings:
    """The rings of all keywords of a network.

    Parameters
    ----------
    network : KeywordNetwork
        Some of its records have a year.
    """

    def __init__(self, network: KeywordNetwork) -> None:
        self._counts, self.first = yearly_counts(network)
        self.last = self.first + self._counts.shape[1] - 1
        self._bursts: dict[int, set[int]] = {}
        if "bursts" in network.tables:
            table = network.tables["bursts"]
            for node, begin, end in table.rows("node", "begin", "end"):
                self._bursts.setdefault(node, set()).update(range(begin, end + 1))

    @property
    def has_bursts(self) -> bool:
        """Whether any ring is red."""
        return bool(self._bursts)

    def draw(self, sheet: Sheet, node: int, centre: Point, radius: float) -> None:
        """Draw the rings of a keyword."""
        counts = self._counts[node]
        edges = np.cumsum(counts) / max(int(counts.sum()), 1)
        outer, years = float("inf"), max(1, self.last - self.first)
        for place in np.flatnonzero(counts)[::-1].tolist():
            edge = float(edges[place]) * radius
            burst = self.first + place in self._bursts.get(node, ())
            if outer - edge < _THINNEST and not burst:
                continue
            rim = 0.15 if outer - edge > 0.6 and radius > 3.5 else 0.0
            outer = edge
            colour = RED if burst else viridis(place / years)
            sheet.disc(centre, max(outer, 0.4), colour, stroke=PAPER * bool(rim), stroke_width=rim)


def has_years(network: KeywordNetwork) -> bool:
    """Whether any record has a year."""
    return network.corpus.span is not None


def yearly_counts(network: KeywordNetwork) -> tuple[Ints, int]:
    """Records of each keyword and year, shape (n_nodes, n_years), and the first year."""
    first, last = network.corpus.span or (1, 0)
    counts = np.zeros((network.n_nodes, last - first + 1), dtype=np.int64)
    if network.corpus.tally:
        table = network.tables["keyword_years"]
        counts[table["node"], table["year"] - first] = table["records"]
        return counts, first
    year = network.corpus.record_columns["year"][network.incidence.rows]
    dated = year > 0
    np.add.at(counts, (network.incidence.indices[dated], year[dated] - first), 1)
    return counts, first
