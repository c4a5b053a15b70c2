"""Networks as files of other programs: GraphML, GEXF, GML and Pajek."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, tostring

import numpy as np

from cooccur.model import Floats, KnowledgeMap

if TYPE_CHECKING:
    import networkx as nx

_LINE_END: Final = re.compile("\r\n|[\r\n]")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graph_of(knowledge_map: KnowledgeMap) -> nx.Graph[str]:
    """A networkx graph with every number of the map, places included, as an attribute."""
    graph = knowledge_map.network.to_networkx()
    for keyword, x, y in zip(graph, knowledge_map.x, knowledge_map.y, strict=True):
        graph.nodes[keyword].update(x=round(float(x), 4), y=round(float(y), 4))
    return graph


def graphml(knowledge_map: KnowledgeMap) -> bytes:
    """The network as GraphML; attributes are named as the columns of the tables."""
    import networkx as nx

    graph = _xml_safe(graph_of(knowledge_map))
    for keyword in graph:
        graph.nodes[keyword]["label"] = keyword
    text = "\n".join(nx.generate_graphml(graph, named_key_ids=True))
    # Readers take a bare carriage return for a line end.
    text = text.replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def gexf(knowledge_map: KnowledgeMap) -> bytes:
    """The network as GEXF, with places, sizes and colours for Gephi."""
    from networkx.readwrite.gexf import GEXFWriter

    graph = _xml_safe(graph_of(knowledge_map))
    looks = _looks(knowledge_map)
    for keyword, look in zip(graph, looks, strict=True):
        graph.nodes[keyword].update(label=keyword, viz=look)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph(graph)
    root: Element = writer.xml
    for meta in root.iter():
        # networkx writes the day into the file; the same network has to give the same bytes.
        meta.attrib.pop("lastmodifieddate", None)
        if meta.tag.endswith("creator"):
            meta.text = "cooccur"
    writer.indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _looks(knowledge_map: KnowledgeMap) -> list[dict[str, Any]]:
    places = zip(knowledge_map.shown_x, knowledge_map.shown_y, strict=True)
    looks = zip(places, knowledge_map.radius, knowledge_map.colour, strict=True)
    return [
        {
            # Gephi's stage is some hundred units wide; the standard form about three.
            "position": {"x": round(float(x) * 400, 2), "y": round(float(y) * 400, 2), "z": 0},
            "size": round(float(radius), 2),
            "color": dict(zip("rgb", bytes.fromhex(colour[1:]), strict=True), a=1.0),
        }
        for (x, y), radius, colour in looks
    ]


def gml(knowledge_map: KnowledgeMap) -> bytes:
    """The network as GML (names in ASCII with character references, as the format asks)."""
    import networkx as nx

    graph = graph_of(knowledge_map)
    # GML keys are plain letters: the underscores of the column names are not allowed in them.
    for _, attributes in graph.nodes(data=True):
        _without_underscores(attributes)
    for _, _, attributes in graph.edges(data=True):
        _without_underscores(attributes)
    return ("\n".join(nx.generate_gml(graph)) + "\n").encode()


def _without_underscores(attributes: dict[str, Any]) -> None:
    for name in [name for name in attributes if "_" in name]:
        attributes[name.replace("_", "")] = attributes.pop(name)


def pajek(knowledge_map: KnowledgeMap) -> bytes:
    r"""The network as a Pajek ``.net`` file: places in 0..1 (y down), links by their strength.

    Notes
    -----
    In labels ``\\`` and ``\"`` stand for a backslash and a quotation mark; a line end, for
    which there is no sign, becomes a blank. With characters beyond ASCII the file begins with a
    byte-order mark, without which Pajek does not take it for UTF-8, and a comment, since other
    programs pass over the line that holds the mark.
    """
    network = knowledge_map.network
    out = io.StringIO()
    names = _on_one_line(network.node_columns["keyword"].tolist())
    if not all(name.isascii() and "&#" not in name for name in names):
        out.write("\ufeff% keywords in UTF-8\n")
    out.write(f"*Vertices {network.n_nodes}\n")
    x, y = _unit(knowledge_map.x, -knowledge_map.y)
    for number, (name, *place) in enumerate(zip(names, x, y, strict=True), start=1):
        label = name.replace("\\", "\\\\").replace('"', '\\"')
        out.write(f'{number} "{label}" {place[0]:.6f} {place[1]:.6f} 0.5000\n')
    out.write("*Edges\n")
    for source, target, strength in network.link_columns.rows("source", "target", "strength"):
        shown = int(strength) if float(strength).is_integer() else strength
        out.write(f"{source + 1} {target + 1} {shown}\n")
    return out.getvalue().encode("utf-8", "replace")


def pajek_clusters(knowledge_map: KnowledgeMap) -> bytes:
    """The clusters as a Pajek partition (``.clu``), from 1: 0 is no part in Pajek."""
    return _pajek_column((knowledge_map.network.node_columns["cluster"] + 1).tolist())


def pajek_occurrences(knowledge_map: KnowledgeMap) -> bytes:
    """The occurrences as a Pajek vector (``.vec``)."""
    return _pajek_column(knowledge_map.network.node_columns["occurrences"].tolist())


def _pajek_column(values: list[int]) -> bytes:
    lines = [f"*Vertices {len(values)}", *map(str, values)]
    return ("\n".join(lines) + "\n").encode()


def _on_one_line(names: list[str]) -> list[str]:
    """Names without line ends; those that became equal to another are numbered."""
    flat = [_LINE_END.sub(" ", name) for name in names]
    taken = {name for name, old in zip(flat, names, strict=True) if name == old}
    for place, name in enumerate(flat):
        if name == names[place]:
            continue
        number = 1
        while flat[place] in taken:
            number += 1
            flat[place] = f"{name} ({number})"
        taken.add(flat[place])
    return flat


def _unit(x: Floats, y: Floats) -> tuple[list[float], list[float]]:
    """Both coordinates in 0.05..0.95, on one scale: distances keep their proportions."""
    if not len(x):
        return [], []
    middle = [(float(np.max(v)) + float(np.min(v))) / 2 for v in (x, y)]
    span = max(float(np.ptp(x)), float(np.ptp(y))) or 1.0
    found = [(v - at) * (0.9 / span) + 0.5 for v, at in zip((x, y), middle, strict=True)]
    return found[0].tolist(), found[1].tolist()


def _xml_safe(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The graph under names that XML can hold, still all different."""
    import networkx as nx

    names = {node: _NOT_XML.sub("\ufffd", node) for node in graph}
    if all(old == new for old, new in names.items()):
        return graph
    taken = {old for old, new in names.items() if old == new}
    for old, new in names.items():
        if old != new:
            number = 1
            while names[old] in taken:
                number += 1
                names[old] = f"{new} ({number})"
            taken.add(names[old])
    return nx.relabel_nodes(graph, names)
