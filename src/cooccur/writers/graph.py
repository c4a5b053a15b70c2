"""Networks as files of other programs: GraphML, GEXF, GML and Pajek."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, tostring

import numpy as np

from cooccur.model import KnowledgeMap

if TYPE_CHECKING:
    import networkx as nx

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
    """The network as a Pajek ``.net`` file: places in 0..1, links weighted by co-occurrences."""
    network = knowledge_map.network
    out = io.StringIO()
    out.write(f"*Vertices {network.n_nodes}\n")
    places = zip(_unit(knowledge_map.shown_x), _unit(-knowledge_map.shown_y), strict=True)
    for number, (keyword, (x, y)) in enumerate(
        zip(network.node_columns["keyword"], places, strict=True), start=1
    ):
        name = keyword.replace("\\", "\\\\").replace('"', '\\"')
        out.write(f'{number} "{name}" {x:.4f} {y:.4f} 0.5000\n')
    out.write("*Edges\n")
    links = network.link_columns
    columns = (links[name].tolist() for name in ("source", "target", "strength"))
    for source, target, strength in zip(*columns, strict=True):
        out.write(f"{source + 1} {target + 1} {strength:.10g}\n")
    return out.getvalue().encode()


def _unit(values: Any) -> list[float]:  # noqa: ANN401
    low, high = (float(np.min(values)), float(np.max(values))) if len(values) else (0.0, 0.0)
    span = (high - low) or 1.0
    return [0.05 + 0.9 * (float(v) - low) / span if high > low else 0.5 for v in values]


def _xml_safe(graph: nx.Graph[str]) -> nx.Graph[str]:
    import networkx as nx

    names = {node: _NOT_XML.sub("\ufffd", node) for node in graph}
    if all(old == new for old, new in names.items()):
        return graph
    return nx.relabel_nodes(graph, names)
