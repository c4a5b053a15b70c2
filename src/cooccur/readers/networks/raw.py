"""What a network file says, before it is made a network of keywords."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from cooccur.errors import DataError
from cooccur.readers.bounded import Limits

Value: TypeAlias = str | float
"""Of an attribute: text as it stands, or a number."""


class Node(NamedTuple):
    """One node as its file names it."""

    id: str
    line: int
    """1-based line of the file, 0 where the format has none."""
    label: str
    """Empty where the file gives none."""
    values: Mapping[str, Value]
    """Attributes by their name in lower case."""


class Link(NamedTuple):
    """One link as its file names it."""

    source: str
    target: str
    line: int
    values: Mapping[str, Value]


class Remark(NamedTuple):
    """What the user of a file should know."""

    line: int
    message: str


@dataclass
class RawNetwork:
    """Nodes and links in the order of the file; readers fill it."""

    path: str
    limits: Limits = field(default_factory=Limits)
    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cluster_labels: dict[str, str] = field(default_factory=dict)
    """Names of clusters by what the nodes call them."""
    title: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def add_node(self, node: Node) -> None:
        """Add a node.

        Raises
        ------
        DataError
            Code ``too-large``, when there are more than the limit ``network_nodes``.
        """
        if len(self.nodes) >= self.limits.network_nodes:
            raise self._too_many("nodes", self.limits.network_nodes, node.line)
        self.nodes.append(node)

    def add_link(self, link: Link) -> None:
        """Add a link.

        Raises
        ------
        DataError
            Code ``too-large``, when there are more than the limit ``network_links``.
        """
        if len(self.links) >= self.limits.network_links:
            raise self._too_many("links", self.limits.network_links, link.line)
        self.links.append(link)

    def _too_many(self, what: str, most: int, line: int) -> DataError:
        message = (
            f"more than {most:,} {what} found, the most that is read; filter them, or raise the "
            f"limit: --limit network_{what}=N"
        )
        return DataError(message, code="too-large", file=self.path, line=line)

    def bad(self, message: str, *, line: int = 0) -> DataError:
        """The error that the file is not as its format wants it."""
        told = message if "; " in message else f"{message}; write the network again"
        return DataError(told, code="network", file=self.path, line=line)

    def remark(self, message: str, *, line: int = 0) -> None:
        """Keep something that the user should know."""
        self.remarks.append(Remark(line, message))


def number(value: Value | None) -> float:
    """The number that an attribute is, NaN when it is none."""
    if value is None:
        return math.nan
    try:
        found = float(value)
    except ValueError:
        return math.nan
    return found if math.isfinite(found) else math.nan


def text_of(value: Value) -> str:
    """An attribute as the name of something: whole numbers without their decimals."""
    found = number(value)
    is_whole = not math.isnan(found) and found.is_integer()
    return str(int(found)) if is_whole else str(value).strip()
