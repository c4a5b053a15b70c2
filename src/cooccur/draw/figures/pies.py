"""Circles as pies: how the records of a keyword are shared out among the databases."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from cooccur.draw.appearance import GREY
from cooccur.draw.figures.rings import Rings, has_years
from cooccur.draw.figures.sheet import Sheet
from cooccur.draw.figures.style import PAPER, FigureStyle
from cooccur.model import Floats, Ints, KeywordNetwork
from cooccur.scene import Command, Point

COLOURS: Final = ("#28598a", "#e8912d", "#62b5e5", "#8a4128", "#9e42fa", "#b27334")
"""Of the databases, that with the most records first. Any two can be told apart in every vision
(CIEDE2000 of 10 and more), and each from the colours of clusters in full vision."""

_LARGE: Final = 2.6  # pt; smaller circles have no room for lines between their sectors
_CLOCK: Final = -math.pi / 2  # the first sector begins at the top


class Shares:
    """What the databases have of the keywords of a network.

    Parameters
    ----------
    network : KeywordNetwork
        Its records may come from any number of databases.
    """

    def __init__(self, network: KeywordNetwork) -> None:
        corpus, incidence = network.corpus, network.incidence
        member = corpus.in_database
        names = corpus.databases
        totals = member.sum(axis=0).tolist()
        order = sorted(range(len(names)), key=lambda place: (-totals[place], names[place]))
        self.databases: tuple[str, ...] = tuple(names[place] for place in order)
        """Most records first."""
        self.records: tuple[int, ...] = tuple(totals[place] for place in order)
        """Records of each database."""
        held = member[:, order][incidence.rows].astype(float)
        self.occurrences: Ints = _sums(incidence.indices, held, network.n_nodes).astype(np.int64)
        """Occurrences of each keyword in each database, shape (n_nodes, n_databases)."""
        parts = held / np.maximum(held.sum(axis=1, keepdims=True), 1)
        self.parts: Floats = np.round(_sums(incidence.indices, parts, network.n_nodes), 9)
        """The same, but a record in k databases counts 1/k in each: rows sum to occurrences."""

    @property
    def colours(self) -> tuple[str, ...]:
        """The colour of each database; beyond `COLOURS` grey."""
        return tuple(COLOURS[: len(self.databases)]) + (GREY.lower(),) * (
            len(self.databases) - len(COLOURS)
        )


def _sums(node: Ints, values: Floats, n_nodes: int) -> Floats:
    columns = [np.bincount(node, weights=column, minlength=n_nodes) for column in values.T]
    found: Floats = np.stack(columns, axis=1)
    return found


class Pies:
    """The pies of all keywords of a network.

    Parameters
    ----------
    network : KeywordNetwork
        Its records come from several databases.
    """

    def __init__(self, network: KeywordNetwork) -> None:
        self.shares = Shares(network)

    def draw(self, sheet: Sheet, node: int, centre: Point, radius: float) -> None:
        """Draw the pie of a keyword, clockwise from the top, the largest database first."""
        parts = self.shares.parts[node]
        total = float(parts.sum())
        colours = self.shares.colours
        filled = np.flatnonzero(parts).tolist()
        if len(filled) < 2:
            sheet.disc(centre, radius, colours[filled[0]] if filled else GREY.lower())
            return
        begin = 0.0
        line, width = (PAPER, 0.3) if radius > _LARGE else ("", 0.0)
        for place in filled:
            end = begin + float(parts[place]) / total
            sector = _sector(centre, radius, begin, end)
            sheet.path(sector, fill=colours[place], stroke=line, width=width)
            begin = end


def _sector(centre: Point, radius: float, begin: float, end: float) -> list[Command]:
    """A sector between two shares of the circle; its arc in curves of at most a quarter."""

    def at(share: float, reach: float = 1.0, turn: float = 0.0) -> Point:
        angle = _CLOCK + math.tau * share
        x, y = math.cos(angle) - turn * math.sin(angle), math.sin(angle) + turn * math.cos(angle)
        return centre[0] + reach * radius * x, centre[1] + reach * radius * y

    steps = max(1, math.ceil(4 * (end - begin) - 1e-9))
    length = (end - begin) / steps
    pull = 4 / 3 * math.tan(math.tau * length / 4)
    commands: list[Command] = [("M", (centre,)), ("L", (at(begin),))]
    for step in range(steps):
        a, b = begin + step * length, begin + (step + 1) * length
        commands.append(("C", (at(a, turn=pull), at(b, turn=-pull), at(b))))
    return [*commands, ("Z", ())]


def filling_of(network: KeywordNetwork, style: FigureStyle) -> Rings | Pies | None:
    """What circles are filled with: rings or pies, or nothing where the records tell none."""
    if style.node_style == "rings" and has_years(network):
        return Rings(network)
    if style.node_style == "sources" and len(network.corpus.databases) > 1:
        return Pies(network)
    return None
