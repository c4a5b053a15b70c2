"""pyvis as a second exporter: its `Network`, and an offline page around the vis-network it ships.

pyvis' own pages ask servers for style sheets and run mark-up that stands in titles; therefore the
page here is ours, and titles are plain text that its tooltips cannot take for mark-up.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cooccur.model import KnowledgeMap
from cooccur.summary import signature
from cooccur.writers.safe import content_hash, json_block

if TYPE_CHECKING:
    from pyvis.network import Network

_STAGE: Final = 420.0
"""Screen pixels for one unit of the layout, whose mean distance between keywords is 1."""
_DRAWN_LINKS: Final = 1000
_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "hideEdgesOnDrag": True},
    "nodes": {"shape": "dot", "borderWidth": 1, "font": {"strokeWidth": 3}},
    "edges": {"smooth": False, "selectionWidth": 1},
}


def to_pyvis(knowledge_map: KnowledgeMap) -> Network:
    """A pyvis network with fixed places, sizes, colours and safe titles.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.

    Returns
    -------
    pyvis.network.Network
        Ids are whole numbers, in the order of ``knowledge_map.nodes``; links are the strongest
        1,000. ``generate_html()`` and everything else of pyvis can follow.
    """
    from pyvis.network import Network

    network = Network(height="720px", width="100%", cdn_resources="in_line")
    for node in _nodes(knowledge_map):
        network.add_node(node.pop("id"), **node)
    # `add_edge` looks at every edge before it adds one; ours are distinct already.
    network.edges.extend(_edges(knowledge_map))
    network.set_options(json.dumps(_OPTIONS))
    return network


def _nodes(knowledge_map: KnowledgeMap) -> list[dict[str, Any]]:
    columns = knowledge_map.network.node_columns
    numbers = columns.rows("keyword", "occurrences", "links", "cluster")
    looks = zip(
        knowledge_map.shown_x.tolist(),
        knowledge_map.shown_y.tolist(),
        knowledge_map.radius.tolist(),
        knowledge_map.colour,
        strict=True,
    )
    return [
        {
            "id": number,
            "label": keyword,
            "title": safe_title(f"{keyword}\n{occurrences} records, {links} links, #{cluster}"),
            "x": round(x * _STAGE, 2),
            "y": round(-y * _STAGE, 2),
            "size": round(radius, 2),
            "color": colour,
            "physics": False,
        }
        for number, ((keyword, occurrences, links, cluster), (x, y, radius, colour)) in enumerate(
            zip(numbers, looks, strict=True)
        )
    ]


def _edges(knowledge_map: KnowledgeMap) -> list[dict[str, Any]]:
    links = knowledge_map.network.link_columns
    strongest = np.lexsort((links["target"], links["source"], -links["strength"]))[:_DRAWN_LINKS]
    strength = links["strength"][strongest]
    width = np.maximum(0.4, 1.25 * np.sqrt(strength / strength.mean())) if len(strength) else []
    # The strongest are drawn last, on top.
    return [
        {
            "from": int(links["source"][row]),
            "to": int(links["target"][row]),
            "width": round(float(thick), 2),
            "title": str(int(links["cooccurrences"][row])),
            "color": {"inherit": "both", "opacity": 0.35},
        }
        for row, thick in reversed(list(zip(strongest.tolist(), width, strict=True)))
    ]


def safe_title(text: str) -> str:
    """A tooltip text that pyvis' page cannot take for mark-up.

    That page shows all tooltips as HTML as soon as one of them holds the letters ``href``.
    """
    for character, written in {"&": "＆", "<": "‹", ">": "›"}.items():
        text = text.replace(character, written)
    return text.replace("href", "h\u200bref")


def pyvis_page(knowledge_map: KnowledgeMap) -> bytes:
    """One HTML file around vis-network that asks nothing of the network.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to draw.

    Returns
    -------
    bytes
        UTF-8 text; the same bytes for the same map.
    """
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(
        loader=PackageLoader("cooccur.writers"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        keep_trailing_newline=True,
    )
    vis = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    ours = files("cooccur.writers") / "templates" / "pyvis"
    library = _text(vis / "vis-network.min.js").split("\n//# sourceMappingURL")[0]
    script = _text(ours / "page.js")
    title = knowledge_map.title or "关键词共现图谱 · Keyword co-occurrence map"
    page = environment.get_template("pyvis/page.html.j2").render(
        title=title,
        signature=signature(knowledge_map),
        style=_text(vis / "vis-network.css") + _text(ours / "page.css"),
        data=json_block(_page_data(knowledge_map)),
        scripts=[library, script],
        hashes=[content_hash(library), content_hash(script)],
    )
    return page.encode()


def _text(resource: Any) -> str:  # noqa: ANN401 importlib.resources has no one public type
    return str(resource.read_bytes().decode("utf-8")).replace("\r\n", "\n")


def _page_data(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    clusters = knowledge_map.network.cluster_columns
    cluster = knowledge_map.network.node_columns["cluster"].tolist()
    colour_of = dict(zip(cluster, knowledge_map.colour, strict=True))
    return {
        "nodes": _nodes(knowledge_map),
        "edges": _edges(knowledge_map),
        "options": _OPTIONS,
        "clusters": [
            {"number": number, "label": label, "size": size, "colour": colour_of[number]}
            for number, label, size in clusters.rows("cluster", "label", "size")
            if size > 1
        ],
    }
