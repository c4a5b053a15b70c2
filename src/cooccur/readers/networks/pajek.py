"""Pajek: networks (``.net``), projects (``.paj``), partitions (``.clu``), vectors (``.vec``)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cooccur.readers.decode import decode
from cooccur.readers.networks.raw import Link, Node, RawNetwork, Value, number

_REFERENCE: Final = re.compile(r"&#(\d{1,7});")
_ESCAPED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?=\s|$)')
_PLAIN: Final = re.compile(r'"([^"]*)"')
_WORD: Final = re.compile(r"\S+")
_SPACE: Final = re.compile(r"[ \t]*")


def read_pajek(
    data: bytes, raw: RawNetwork, *, partition: bytes | None = None, vector: bytes | None = None
) -> None:
    r"""Fill a network with the vertices, edges and arcs of a Pajek file.

    Parameters
    ----------
    data : bytes
        A network or a project file, of which the first network, partition and vector count.
    raw : RawNetwork
        What is filled. Clusters are the attribute ``cluster``, a vector the ``occurrences``.
    partition, vector : bytes, optional
        A ``.clu`` and a ``.vec`` file of the same vertices.

    Raises
    ------
    DataError
        Code ``network``, with the line.

    Notes
    -----
    In labels between quotation marks ``\"`` and ``\\`` stand for a quotation mark and a
    backslash. In files without a byte-order mark ``&#233;`` stands for a character beyond ASCII,
    as Pajek writes it. The y of Pajek points down.
    """
    reader = _Reader(raw, decodes=not data.startswith(b"\xef\xbb\xbf"))
    reader.read(_lines(data, raw))
    for name, content in (("cluster", partition), ("occurrences", vector)):
        if content is not None:
            reader.column(name, _lines(content, raw))
    reader.finish()


def _lines(data: bytes, raw: RawNetwork) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    decoded = decode(data)
    if decoded is None:
        raise raw.bad("the file is no text; write it again")
    for number_, line in enumerate(decoded.text.decode("utf-8", "replace").split("\n"), 1):
        if line.strip() and not line.lstrip().startswith(("%", "/*")):
            yield number_, line.strip()


@dataclass
class _Reader:
    raw: RawNetwork
    decodes: bool
    labels: dict[int, tuple[int, str, dict[str, Value]]] = field(default_factory=dict)
    n_vertices: int = 0
    section: str = ""
    is_over: bool = False
    """Whether the first network was read: it is the one that counts."""
    row: int = 0
    columns: dict[str, list[float]] = field(default_factory=dict)

    def read(self, lines: Iterator[tuple[int, str]]) -> None:
        for line, text in lines:
            if text.startswith("*"):
                self._section(text, line, lines)
            elif self.is_over:
                continue
            elif self.section == "vertices":
                self._vertex(text, line)
            else:
                self._links(text, line)

    def _section(self, text: str, line: int, lines: Iterator[tuple[int, str]]) -> None:
        word, _, rest = text[1:].partition(" ")
        name = word.lower()
        if name in {"partition", "vector"}:
            self.column({"partition": "cluster", "vector": "occurrences"}[name], lines)
            return
        if name == "network":
            if self.n_vertices and not self.is_over:
                self.raw.remark("only the first network of the project was read", line=line)
            self.is_over = self.n_vertices > 0
        elif name in {"vertices", "vertex"}:
            self.n_vertices = self.n_vertices if self.is_over else self._count(rest, line)
        elif name not in {"arcs", "edges", "arcslist", "edgeslist", "matrix"}:
            raise self.raw.bad(f"the section *{word[:40]} found, which is not known", line=line)
        self.section, self.row = ("vertices" if name == "vertex" else name), 0

    def _count(self, text: str, line: int) -> int:
        found = number((text.split() or [""])[0])
        if not found >= 0 or not found.is_integer():
            message = f"*Vertices {text.strip()[:40]!r} found, the number of vertices was expected"
            raise self.raw.bad(message, line=line)
        return int(found)

    def column(self, name: str, lines: Iterator[tuple[int, str]]) -> None:
        """One number a vertex."""
        values: list[float] = []
        count = None
        for line, text in lines:
            if text.startswith("*"):
                count = count or self._count(text.partition(" ")[2], line)
                continue
            values.append(number(text.split()[0]))
            if math.isnan(values[-1]):
                raise self.raw.bad(f"{text[:40]!r} found, a number was expected", line=line)
            if len(values) == count:
                break
        self.columns.setdefault(name, values)

    def _vertex(self, text: str, line: int) -> None:
        head = _WORD.match(text)
        place = number(head[0]) if head else number(None)
        if not head or not 1 <= place <= self.n_vertices or not place.is_integer():
            message = f"{text[:40]!r} found, a vertex from 1 to {self.n_vertices} was expected"
            raise self.raw.bad(message, line=line)
        begin = _SPACE.match(text, head.end())
        label, rest = self._label(text, begin.end() if begin else head.end())
        values: dict[str, Value] = {}
        numbers = [number(word) for word in rest.split()[:2]]
        if len(numbers) == 2 and not any(map(math.isnan, numbers)):
            values = {"x": numbers[0], "y": -numbers[1]}
        self.labels[int(place)] = (line, label, values)

    def _label(self, text: str, begin: int) -> tuple[str, str]:
        """The label and what follows it."""
        if found := _ESCAPED.match(text, begin):
            label = re.sub(r'\\(["\\])', r"\1", found[1])
        elif found := _PLAIN.match(text, begin) or _WORD.match(text, begin):
            label = found[1] if found.re is _PLAIN else found[0]
        else:
            return "", ""
        if self.decodes:
            label = _REFERENCE.sub(_character, label)
        return label, text[found.end() :]

    def _links(self, text: str, line: int) -> None:
        words = text.split()
        if self.section in {"arcs", "edges"}:
            strength = words[2] if len(words) > 2 else 1.0
            self._link(words[0], words[1] if len(words) > 1 else "", strength, line)
        elif self.section in {"arcslist", "edgeslist"}:
            for target in words[1:]:
                self._link(words[0], target, 1.0, line)
        elif self.section == "matrix":
            self.row += 1
            for column, word in enumerate(words, 1):
                if number(word) != 0:
                    self._link(str(self.row), str(column), word, line)
        else:
            message = f"{text[:40]!r} found, *Vertices with the number of vertices was expected"
            raise self.raw.bad(message, line=line)

    def _link(self, source: str, target: str, strength: Value, line: int) -> None:
        ends = (number(source), number(target))
        if not all(1 <= end <= self.n_vertices and end.is_integer() for end in ends):
            message = (
                f"a link from {source[:20]!r} to {target[:20]!r} found, two vertices from 1 to "
                f"{self.n_vertices} were expected"
            )
            raise self.raw.bad(message, line=line)
        self.raw.add_link(Link(str(int(ends[0])), str(int(ends[1])), line, {"strength": strength}))

    def finish(self) -> None:
        """Hand the vertices over, those without a line of their own included."""
        for name, numbers in self.columns.items():
            if len(numbers) != self.n_vertices:
                message = (
                    f"{len(numbers)} numbers found for {name}, one for each of the "
                    f"{self.n_vertices} vertices was expected; give the file of this network"
                )
                raise self.raw.bad(message)
        for place in range(1, self.n_vertices + 1):
            line, label, values = self.labels.get(place, (0, "", {}))
            values |= {name: column[place - 1] for name, column in self.columns.items()}
            self.raw.add_node(Node(str(place), line, label, values))


def _character(found: re.Match[str]) -> str:
    code = int(found[1])
    return chr(code) if 0x7F < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]
