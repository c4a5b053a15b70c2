"""GEXF, the format of Gephi (1.1 to 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cooccur.readers.networks.markup import read_markup
from cooccur.readers.networks.raw import Link, Node, RawNetwork, Value


def read_gexf(data: bytes, raw: RawNetwork) -> None:
    """Fill a network with the nodes and edges of a GEXF file.

    The place and the size that Gephi draws count where no attribute is called ``x, y, size``.
    Times and nested nodes are not kept apart.

    Raises
    ------
    DataError
        Code ``network``, with the line.
    """
    reader = _Reader(raw)
    read_markup(data, raw, start=reader.start, end=reader.end)


@dataclass
class _Open:
    kind: str
    line: int
    attributes: Mapping[str, str]
    values: dict[str, Value] = field(default_factory=dict)
    drawn: dict[str, Value] = field(default_factory=dict)


@dataclass
class _Reader:
    raw: RawNetwork
    kind: str = "node"
    """Of the attributes that are being declared."""
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """Title of an attribute by kind and id."""
    defaults: dict[tuple[str, str], str] = field(default_factory=dict)
    declared: str = ""
    stack: list[_Open] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if name == "attributes":
            self.kind = attributes.get("class", "node")
        elif name == "attribute":
            self.declared = attributes.get("id", "")
            title = attributes.get("title") or self.declared
            self.names[self.kind, self.declared] = title.strip().lower()
        elif name in {"node", "edge"}:
            needed = ("id",) if name == "node" else ("source", "target")
            for need in needed:
                if need not in attributes:
                    message = f"<{name}> without {need!r} found; write the file again"
                    raise self.raw.bad(message, line=line)
            self.stack.append(_Open(name, line, attributes))
        elif self.stack:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: Mapping[str, str]) -> None:
        """What stands inside a node or an edge."""
        found = self.stack[-1]
        if name == "attvalue":
            identity = attributes.get("for", attributes.get("id", ""))
            title = self.names.get((found.kind, identity), identity.strip().lower())
            found.values[title] = attributes.get("value", "")
        elif name == "position":
            found.drawn |= {axis: attributes[axis] for axis in "xy" if axis in attributes}
        elif name == "size" and "value" in attributes:
            found.drawn["size"] = attributes["value"]

    def end(self, name: str, text: str, line: int) -> None:  # noqa: ARG002 the same for all readers
        if name == "default" and self.declared:
            self.defaults[self.kind, self.declared] = text
        elif name == "attribute":
            self.declared = ""
        elif name in {"node", "edge"}:
            self._close(self.stack.pop())

    def _close(self, found: _Open) -> None:
        for (kind, identity), default in self.defaults.items():
            if kind == found.kind:
                found.values.setdefault(self.names[kind, identity], default)
        given = found.attributes
        if found.kind == "edge":
            if "weight" in given and "weight" in found.values and "strength" not in found.values:
                found.values["strength"] = given["weight"]
            elif "weight" in given:
                found.values.setdefault("weight", given["weight"])
            self.raw.add_link(Link(given["source"], given["target"], found.line, found.values))
            return
        drawn = found.drawn
        if {"x", "y"} & found.values.keys():
            drawn = {name: value for name, value in drawn.items() if name == "size"}
        label = str(given.get("label") or found.values.pop("label", ""))
        self.raw.add_node(Node(given["id"], found.line, label, {**drawn, **found.values}))
