"""The files of VOSviewer: map and network as text, and the JSON of VOSviewer Online."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from cooccur.model import KnowledgeMap

_WEIGHTS: Final = (
    ("Links", "links"),
    ("Total link strength", "total_link_strength"),
    ("Occurrences", "occurrences"),
)
_SCORES: Final = (
    ("Avg. pub. year", "mean_year"),
    ("Avg. citations", "mean_citations"),
    ("Avg. norm. citations", "normalised_citations"),
)
_LINKS_SHOWN: Final = 1000
_DIGITS: Final = 10


def map_text(knowledge_map: KnowledgeMap) -> bytes:
    """The map file: one keyword a line, cells parted by tabs under a header.

    Returns
    -------
    bytes
        UTF-8, LF. ``id`` (from 1), ``label, x, y`` (standard form, y up), ``cluster`` (from 1),
        ``weight<Links>, weight<Occurrences>, score<Avg. pub. year>``, then
        ``weight<Total link strength>`` and the scores of citations. A score that no keyword has
        is left out, and its cell is empty where a keyword has none. A label that holds a tab or
        line end, or begins with a quotation mark, stands between quotation marks.
    """
    nodes = _nodes(knowledge_map)
    columns = [
        ("id", nodes["id"]),
        ("label", [_quoted(label) for label in nodes["label"]]),
        *((name, nodes[name]) for name in ("x", "y", "cluster")),
        *_columns(knowledge_map, "weight", _WEIGHTS[0::2]),
        *_columns(knowledge_map, "score", _SCORES[:1]),
        *_columns(knowledge_map, "weight", _WEIGHTS[1:2]),
        *_columns(knowledge_map, "score", _SCORES[1:]),
    ]
    lines = ["\t".join(name for name, _ in columns)]
    rows = zip(*(values for _, values in columns), strict=True)
    lines += ["\t".join("" if value is None else str(value) for value in row) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def network_text(knowledge_map: KnowledgeMap) -> bytes:
    """The network file: the ids of the ends and the strength of every link, parted by tabs."""
    rows = ("\t".join(map(str, link)) + "\n" for link in _links(knowledge_map))
    return "".join(rows).encode()


def vosviewer_json(knowledge_map: KnowledgeMap) -> bytes:
    """The map as VOSviewer Online reads it, with the names and colours of its clusters.

    Nothing that VOSviewer shows as HTML is filled but titles and labels, which it escapes.
    """
    nodes = _nodes(knowledge_map)
    names = ("id", "label", "x", "y", "cluster")
    groups = [("weights", _WEIGHTS), ("scores", _SCORES)]
    items: list[dict[str, Any]] = [
        dict(zip(names, row, strict=True))
        for row in zip(*(nodes[name] for name in names), strict=True)
    ]
    for group, columns in groups:
        for name, values in _columns(knowledge_map, "", columns):
            for item, value in zip(items, values, strict=True):
                if value is not None:
                    item.setdefault(group, {})[name] = value
    keys = ("source_id", "target_id", "strength")
    links = [dict(zip(keys, link, strict=True)) for link in _links(knowledge_map)]
    network: dict[str, Any] = {"items": items, "links": links}
    clusters = knowledge_map.network.cluster_columns
    if "label" in clusters:
        numbers = (clusters["cluster"] + 1).tolist()
        named = zip(numbers, clusters["label"].tolist(), strict=True)
        network["clusters"] = [{"cluster": number, "label": label} for number, label in named]
    document = {
        "info": {"title": knowledge_map.title},
        "config": _config(knowledge_map),
        "network": network,
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _config(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    colours = dict(zip(_nodes(knowledge_map)["cluster"], knowledge_map.colour, strict=False))
    is_overlay = knowledge_map.options.get("view") == "overlay"
    return {
        "parameters": {
            "item_size": "Occurrences",
            "item_color": _SCORES[0][0] if is_overlay else "Cluster",
            "max_n_links": _LINKS_SHOWN,
            "largest_component": False,
        },
        "terminology": {
            "item": "Keyword",
            "items": "Keywords",
            "link": "Co-occurrence link",
            "links": "Co-occurrence links",
            "link_strength": "Co-occurrences",
            "total_link_strength": "Total link strength",
        },
        "color_schemes": {
            "cluster_colors": [
                {"cluster": cluster, "color": colours[cluster]} for cluster in sorted(colours)
            ]
        },
    }


def _nodes(knowledge_map: KnowledgeMap) -> dict[str, list[Any]]:
    columns, n = knowledge_map.network.node_columns, knowledge_map.network.n_nodes
    clusters = (columns["cluster"] + 1).tolist() if "cluster" in columns else [1] * n
    return {
        "id": list(range(1, n + 1)),
        "label": columns["keyword"].tolist(),
        "x": [round(value, 4) + 0.0 for value in knowledge_map.x.tolist()],
        "y": [round(value, 4) + 0.0 for value in knowledge_map.y.tolist()],
        "cluster": clusters,
    }


def _columns(
    knowledge_map: KnowledgeMap, kind: str, names: tuple[tuple[str, str], ...]
) -> list[tuple[str, list[float | None]]]:
    """Weights or scores that some keyword has, under the names of VOSviewer."""
    columns = knowledge_map.network.node_columns
    found = []
    for title, column in names:
        values = columns[column].tolist() if column in columns else []
        numbers = [None if math.isnan(value) else _number(value) for value in values]
        if any(value is not None for value in numbers):
            found.append((f"{kind}<{title}>" if kind else title, numbers))
    return found


def _links(knowledge_map: KnowledgeMap) -> list[tuple[int, int, float]]:
    links = knowledge_map.network.link_columns
    source, target = (links["source"] + 1).tolist(), (links["target"] + 1).tolist()
    strength = [_number(value, exact=True) for value in links["strength"].tolist()]
    return list(zip(source, target, strength, strict=True))


def _number(value: float, *, exact: bool = False) -> float:
    """Whole numbers without decimals, others to ten digits unless they are to be exact."""
    if float(value).is_integer():
        return int(value)
    return value if exact else float(f"{value:.{_DIGITS}g}")


def _quoted(label: str) -> str:
    if label.startswith('"') or any(character in label for character in "\t\n\r"):
        return '"' + label.replace('"', '""') + '"'
    return label
