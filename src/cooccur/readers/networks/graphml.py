"""GraphML: networkx, Gephi, Cytoscape, igraph, yEd and cooccur itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cooccur.readers.networks.markup import read_markup
from cooccur.readers.networks.raw import Link, Node, RawNetwork, Value, number


def read_graphml(data: bytes, raw: RawNetwork) -> None:
    """Fill a network with the nodes and edges of a GraphML file.

    Nested graphs are one; hyperedges are passed over. A label is the attribute ``label`` or
    ``name``, or the text that yEd draws.

    Raises
    ------
    DataError
        Code ``network``, with the line.
    """
    reader = _Reader(raw)
    read_markup(data, raw, start=reader.start, end=reader.end)
    if reader.hyperedges:
        raw.remark(f"{reader.hyperedges} hyperedges were passed over: a link has two ends")


@dataclass
class _Key:
    name: str
    kind: str
    """``node``, ``edge``, ``graph``, ``all``."""
    default: str | None = None


@dataclass
class _Open:
    """A node or an edge whose element is not closed yet."""

    kind: str
    line: int
    ends: tuple[str, ...]
    """Id of the node, or those of the ends."""
    values: dict[str, Value] = field(default_factory=dict)


@dataclass
class _Reader:
    raw: RawNetwork
    keys: dict[str, _Key] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    key: _Key | None = None
    hyperedges: int = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if name == "key":
            self._declare(attributes, line)
        elif name == "node":
            self.stack.append(_Open(name, line, (self._given(attributes, "id", name, line),)))
        elif name == "edge":
            ends = (self._given(attributes, end, name, line) for end in ("source", "target"))
            self.stack.append(_Open(name, line, tuple(ends)))
        elif name == "data":
            self.key = self.keys.get(attributes.get("key", ""))
        elif name == "Geometry" and self.stack:
            self._place(attributes)
        elif name == "hyperedge":
            self.hyperedges += 1

    def end(self, name: str, text: str, line: int) -> None:  # noqa: ARG002 the same for all readers
        if name == "default" and self.key:
            self.key.default = text
        elif name in {"data", "key"}:
            if name == "data" and self.key and self.stack and text:
                self.stack[-1].values[self.key.name] = text
            self.key = None
        elif name == "NodeLabel" and self.stack and text.strip():
            self.stack[-1].values.setdefault("label", text.strip())
        elif name in {"node", "edge"}:
            self._close(self.stack.pop())

    def _declare(self, attributes: Mapping[str, str], line: int) -> None:
        identity = self._given(attributes, "id", "key", line)
        name = attributes.get("attr.name") or identity
        self.key = _Key(name.strip().lower(), attributes.get("for", "all"))
        self.keys[identity] = self.key

    def _given(self, attributes: Mapping[str, str], name: str, element: str, line: int) -> str:
        if name not in attributes:
            raise self.raw.bad(
                f"<{element}> without {name!r} found; write the file again", line=line
            )
        return attributes[name]

    def _place(self, attributes: Mapping[str, str]) -> None:
        """Where yEd draws the node; its y points down."""
        x, y = number(attributes.get("x")), number(attributes.get("y"))
        self.stack[-1].values.setdefault("x", x)
        self.stack[-1].values.setdefault("y", -y)

    def _close(self, found: _Open) -> None:
        for key in self.keys.values():
            if key.default is not None and key.kind in {found.kind, "all"}:
                found.values.setdefault(key.name, key.default)
        if found.kind == "edge":
            self.raw.add_link(Link(found.ends[0], found.ends[1], found.line, found.values))
            return
        label = str(found.values.pop("label", "") or found.values.pop("name", ""))
        self.raw.add_node(Node(found.ends[0], found.line, label, found.values))
