"""The table of network formats that can be read, and the way from inputs to a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cooccur.disk import is_folder
from cooccur.errors import CallError
from cooccur.model import KeywordNetwork, SourceFile
from cooccur.readers.archives import read_file
from cooccur.readers.bounded import Limits
from cooccur.readers.decode import decode
from cooccur.readers.documents import sha256
from cooccur.readers.networks.assembly import assemble
from cooccur.readers.networks.gexf import read_gexf
from cooccur.readers.networks.graphml import read_graphml
from cooccur.readers.networks.pajek import read_pajek
from cooccur.readers.networks.raw import RawNetwork
from cooccur.readers.networks.vosviewer import read_vosviewer, read_vosviewer_json
from cooccur.readers.sources import Input, Source, find_sources

_HEAD: Final = 1 << 16
_SMALL_HEAD: Final = 1 << 12
_LINES: Final = 20


@dataclass(frozen=True)
class NetworkFormat:
    """One row of the table."""

    name: str
    title: str
    has: Callable[[str, str], bool]
    """Whether the head of a file, given with its suffix, is of this format."""


def _has_root(root: str) -> Callable[[str, str], bool]:
    pattern = re.compile(rf"\s*<(?:\?|!|\w+:|(?={root}\b))[\s\S]*")
    element = re.compile(rf"<(?:\w+:)?{root}[\s>]")

    def has(head: str, suffix: str) -> bool:  # noqa: ARG001 the same for all rows
        start = head[:_SMALL_HEAD]
        return bool(pattern.match(start) and element.search(start))

    return has


def _is_pajek(head: str, suffix: str) -> bool:
    lines = (line.strip() for line in head.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("%", "/*"))), "")
    is_whole = re.match(r"\*(network\b|vertices\s+\d)", first, re.IGNORECASE)
    return bool(is_whole) and suffix not in {".clu", ".vec"}


def _is_column(own: str) -> Callable[[str, str], bool]:
    def has(head: str, suffix: str) -> bool:
        is_column = re.match(r"\s*\*(vertices|partition|vector)\b", head, re.IGNORECASE)
        return suffix == own and bool(is_column)

    return has


def _is_json(head: str, suffix: str) -> bool:  # noqa: ARG001
    has_items = re.match(r"\s*\{", head) and re.search(r'"items"\s*:\s*\[', head)
    return bool(has_items and re.search(r'"(?:network|weights)"\s*:\s*\{', head))


_HEADER: Final = re.compile(
    r"(?:id|label|sublabel|description|url|x|y|cluster|weight(?:<[^<>\t]*>)?|score(?:<[^<>\t]*>)?"
    r"|red|green|blue)"
)


def _is_map(head: str, suffix: str) -> bool:  # noqa: ARG001
    first = head.split("\n", 1)[0].strip("\r").lower()
    cells = [cell.strip() for cell in first.split("\t" if "\t" in first else ",")]
    return "label" in cells and len(cells) > 1 and all(map(_HEADER.fullmatch, cells))


def _is_links(head: str, suffix: str) -> bool:  # noqa: ARG001
    lines = [line for line in head.split("\n")[:_LINES] if line.strip()]
    number = r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
    line = re.compile(rf"\d+([\t,])\d+(?:\1{number})?\s*")
    return bool(lines) and all(map(line.fullmatch, lines))


NETWORK_FORMATS: Final = (
    NetworkFormat("graphml", "GraphML network (networkx, Gephi, Cytoscape)", _has_root("graphml")),
    NetworkFormat("gexf", "GEXF network (Gephi)", _has_root("gexf")),
    NetworkFormat("pajek", "Pajek network or project (.net, .paj)", _is_pajek),
    NetworkFormat("pajek-partition", "clusters of a Pajek network (.clu)", _is_column(".clu")),
    NetworkFormat("pajek-vector", "occurrences of a Pajek network (.vec)", _is_column(".vec")),
    NetworkFormat("vosviewer-json", "VOSviewer JSON", _is_json),
    NetworkFormat("vosviewer-map", "VOSviewer map (text)", _is_map),
    NetworkFormat("vosviewer-network", "VOSviewer network (text)", _is_links),
)
"""In the order in which they are tried. The last parts of one network are given together: a map
and its network, a Pajek network and its partition and vector."""

_TOGETHER: Final = (
    ("pajek", "pajek-partition", "pajek-vector"),
    ("vosviewer-map", "vosviewer-network"),
)


def recognise_network(data: bytes, suffix: str) -> str:
    """The name of the network format of a file, empty when it is none.

    Parameters
    ----------
    data : bytes
        The file, or its first 64 KiB.
    suffix : str
        That of its name in lower case. It only tells a Pajek partition from a vector, which look
        the same; the content decides all else.
    """
    decoded = decode(data[:_HEAD])
    if decoded is None:
        return ""
    head = decoded.text.decode("utf-8", "replace")
    if len(data) >= _HEAD:
        head = head.rpartition("\n")[0] or head
    return next((row.name for row in NETWORK_FORMATS if row.has(head, suffix)), "")


def read_network(
    *inputs: Input,
    format: str | None = None,  # noqa: A002
    limits: Limits | None = None,
) -> KeywordNetwork | None:
    """The network that was named, None when the inputs are something else.

    Parameters
    ----------
    *inputs : str or os.PathLike
        One network; its parts count as one: map and network of VOSviewer, network, partition and
        vector of Pajek. Folders are never networks.
    format : str, optional
        Name of a format that overrides the detection.
    limits : Limits, optional
        How much is read at most.

    Returns
    -------
    KeywordNetwork or None
        See `cooccur.readers.networks.assembly.assemble`.

    Raises
    ------
    CallError
        When a network is given beside exports or other networks.
    DataError
        Code ``network``, when a file is a network but cannot be understood; ``too-large``.
    """
    forced = format if format in {row.name for row in NETWORK_FORMATS} else ""
    if format and not forced:
        return None
    files = [given for given in inputs if not is_folder(given)]
    sources, problems = find_sources(*files, lenient=True)
    kinds = {source.path: forced or _kind(source) for source in sources}
    # What does not exist is told by the reader of exports.
    if problems or not any(kinds.values()):
        return None
    name = next(path for path, kind in kinds.items() if kind)
    if not all(kinds.values()) or len(files) < len(inputs):
        message = f"{name} is a network and stands alone; make one map of it and one of the exports"
        raise CallError(message)
    parts = dict(zip(kinds.values(), sources, strict=True))
    if len(parts) < len(sources) or not _belong_together(parts):
        message = (
            f"{', '.join(kinds)} are {' and '.join(kinds.values())}; give one network, or the "
            "parts of one: a VOSviewer map and its network, a Pajek .net with .clu and .vec"
        )
        raise CallError(message)
    most = limits or Limits()
    found = {
        kind: (source, read_file(source, most, name="network_bytes"))
        for kind, source in parts.items()
    }
    return _network(found, most)


def _kind(source: Source) -> str:
    try:
        with source.location.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""  # reading it as an export says why
    return recognise_network(head, source.location.suffix.lower())


def _belong_together(parts: dict[str, Source]) -> bool:
    if len(parts) == 1:
        return not {"pajek-partition", "pajek-vector"} & parts.keys()
    return any(parts.keys() <= set(group) and group[0] in parts for group in _TOGETHER)


def _network(parts: dict[str, tuple[Source, bytes]], limits: Limits) -> KeywordNetwork:
    order = [row.name for row in NETWORK_FORMATS if row.name in parts]
    kind = order[0]
    source, data = parts[kind]
    content = {name: part for name, (_, part) in parts.items()}
    raw = RawNetwork(source.path, limits)
    if kind == "graphml":
        read_graphml(data, raw)
    elif kind == "gexf":
        read_gexf(data, raw)
    elif kind == "vosviewer-json":
        read_vosviewer_json(data, raw)
    elif kind == "pajek":
        columns = (content.get("pajek-partition"), content.get("pajek-vector"))
        read_pajek(data, raw, partition=columns[0], vector=columns[1])
    else:
        links = content.get("vosviewer-network")
        read_vosviewer(content.get("vosviewer-map"), raw, network_text=links)
    files = [
        SourceFile(parts[name][0].path, name, "", sha256(content[name]), 0, 0, 0, 0)
        for name in order
    ]
    return assemble(raw, files=files)
