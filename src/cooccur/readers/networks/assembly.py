"""From what a file says to a network of keywords: names, occurrences, links, clusters, places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.model import (
    Columns,
    Corpus,
    Floats,
    Incidence,
    Ints,
    KeywordNetwork,
    Problem,
    SourceFile,
    Step,
)
from cooccur.prepare.keywords import comparison_key
from cooccur.readers.networks.raw import Link, Node, RawNetwork, number, text_of

OCCURRENCES: Final = (
    "occurrences",
    "weight<occurrences>",
    "weight<documents>",
    "documents",
    "frequency",
    "freq",
    "count",
    "size",
    "weight",
    "value",
)
"""Attributes of nodes that can tell occurrences, the best first; then any other ``weight<…>`` but
links and total link strength."""
COUNTED: Final = OCCURRENCES[:7]
"""Those that tell records, not only how large a node is drawn."""
CLUSTERS: Final = (
    "cluster",
    "modularity_class",
    "modularity class",
    "community",
    "partition",
    "group",
)
"""Attributes of nodes that can tell clusters, the best first."""
STRENGTHS: Final = ("strength", "cooccurrences", "weight", "value", "frequency", "count")
"""Attributes of links that can tell their strength, the best first; without one it is 1."""

_COLUMNS: Final = {
    "weight<links>": "links",
    "weight<total link strength>": "total_link_strength",
    "score<avg. pub. year>": "mean_year",
    "score<avg. citations>": "mean_citations",
    "score<avg. norm. citations>": "normalised_citations",
}
_WHOLE: Final = {"first_year", "burst_begin", "burst_end"}
"""Years, 0 where unknown."""
_DRAWN: Final = {"x", "y", "z", "r", "g", "b", "red", "green", "blue", "size", "viz", "label", "id"}
_KEPT_OF_LINKS: Final = ("first_year", "p_value", "q_value")
_NAMED: Final = 6
_ROUNDED_FROM: Final = 10.0


def assemble(raw: RawNetwork, *, files: Sequence[SourceFile]) -> KeywordNetwork:
    """The network that a file holds.

    Parameters
    ----------
    raw : RawNetwork
        Filled by a reader.
    files : sequence of SourceFile
        The files it was read from, the main one first, for the report.

    Returns
    -------
    KeywordNetwork
        Without records. Node columns: ``keyword`` (label, or id), ``key``, ``occurrences``
        (`OCCURRENCES`; otherwise total link strength), ``frequency``, ``first_year`` (0 unless
        the file tells it), ``links, total_link_strength``; where the file has them ``mean_year,
        mean_citations, normalised_citations``, ``cluster`` (0, 1, … by size, then as the file
        numbers them; nodes without one are alone, after all others) and ``x, y``; then every other
        attribute that is a number. Link columns ``source, target, cooccurrences, strength,
        first_year``: links between the same two nodes are one, their strengths added up,
        directions dropped. Cluster columns ``cluster, label`` where the file names clusters.
        What was changed is told in the problems of the corpus (code ``network``).

    Raises
    ------
    DataError
        Code ``network``: no node, an id that stands twice, a link to an unknown node, a strength
        that is no number.
    """
    if not raw.nodes:
        raise raw.bad("no node found; write the network again")
    position = _positions(raw)
    source, target, links = _links(raw, position)
    columns, told = _node_columns(raw, source, target, links["strength"])
    order = sorted(
        range(len(raw.nodes)), key=lambda i: (-columns["occurrences"][i], columns["key"][i])
    )
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    low, high = np.minimum(rank[source], rank[target]), np.maximum(rank[source], rank[target])
    by_ends = np.lexsort((high, low))
    nodes = Columns(columns).take(np.array(order, dtype=np.int64))
    clusters = _cluster_columns(raw, nodes, np.array(order))
    step = Step("read_network", (("format", files[0].format), ("title", raw.title), *told))
    return KeywordNetwork(
        corpus=_no_records(raw, files),
        node_columns=nodes.with_columns(**clusters[0]),
        link_columns=Columns({"source": low, "target": high, **links}).take(by_ends),
        incidence=Incidence(np.zeros(1, np.int64), np.zeros(0, np.int64), len(order)),
        cluster_columns=clusters[1],
        history=(step,),
    )


def _positions(raw: RawNetwork) -> dict[str, int]:
    position: dict[str, int] = {}
    for place, node in enumerate(raw.nodes):
        if node.id in position:
            first = raw.nodes[position[node.id]].line
            where = f" (first in line {first})" if first else ""
            message = f"the id {node.id[:60]!r} stands twice{where}; every node needs its own"
            raise raw.bad(message, line=node.line)
        position[node.id] = place
    return position


def _names(raw: RawNetwork) -> list[str]:
    """The label of every node; of equal ones the later are numbered."""
    names = [node.label or node.id for node in raw.nodes]
    taken, seen = set(names), Counter[str]()
    doubled = 0
    for place, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            doubled += 1
            while (new := f"{name} ({seen[name]})") in taken:
                seen[name] += 1
            taken.add(new)
            names[place] = new
    if doubled:
        raw.remark(f"{doubled} nodes have the label of another one and were numbered: (2), (3), …")
    return names


def _node_columns(
    raw: RawNetwork, source: Ints, target: Ints, strength: Floats
) -> tuple[dict[str, Any], list[tuple[str, object]]]:
    """Columns in the order of the file, and what they were taken from."""
    names = _names(raw)
    given = _attributes(raw.nodes)
    strengths = _sums(len(names), source, target, strength)
    occurrences, origin = _occurrences(raw, given, strengths)
    folded = [comparison_key(name) for name in names]
    alike = Counter(folded)
    columns: dict[str, Any] = {
        "keyword": names,
        "key": [
            key if alike[key] == 1 else f"{key}\x1f{name}"
            for key, name in zip(folded, names, strict=True)
        ],
        "occurrences": occurrences,
        "frequency": occurrences,
        "first_year": np.zeros(len(names), dtype=np.int64),
        "mean_year": np.full(len(names), np.nan),
    }
    used = {origin, *CLUSTERS, *_DRAWN}
    lost = []
    for name, values in given.items():
        column = _COLUMNS.get(name) or re.sub(r"[^a-z0-9]+", "_", name).strip("_")
        is_new = column not in columns or column in {"first_year", "mean_year", "frequency"}
        if name in used or column in {"links", "total_link_strength"}:
            continue
        if values is None or not is_new or not column or column[0].isdigit():
            lost.append(name)
        elif column in _WHOLE or (column == "frequency" and _is_whole(values)):
            columns[column] = np.nan_to_num(values).astype(np.int64)
        elif column != "frequency":
            columns[column] = values
    if lost:
        more = f" and {len(lost) - _NAMED} more" * (len(lost) > _NAMED)
        raw.remark(f"attributes of nodes that were not used: {', '.join(lost[:_NAMED])}{more}")
    degrees = np.bincount(source, minlength=len(names)) + np.bincount(target, minlength=len(names))
    columns |= {"links": degrees, "total_link_strength": strengths}
    columns |= {} if len(source) else _told_sums(given)
    columns |= _places(given)
    told: list[tuple[str, object]] = [
        ("occurrences", origin),
        ("is_counted", origin in COUNTED),
    ]
    return columns, told


def _attributes(nodes: Sequence[Node]) -> dict[str, Floats | None]:
    """Every attribute as numbers, NaN where a node has none; None where one is no number."""
    columns: dict[str, Floats | None] = {}
    for name in sorted({name for node in nodes for name in node.values}):
        values = [node.values.get(name, "") for node in nodes]
        numbers = np.array([number(value) for value in values])
        filled = np.array(
            [str(value).strip().lower() not in {"", "nan", "none"} for value in values]
        )
        columns[name] = None if (np.isnan(numbers) & filled).any() else numbers
    return columns


def _is_whole(values: Floats) -> bool:
    return bool((~np.isnan(values)).all() and (values == np.floor(values)).all())


def _occurrences(
    raw: RawNetwork, given: dict[str, Floats | None], strengths: Floats
) -> tuple[Ints, str]:
    """Occurrences, at least 1, and the attribute that tells them."""
    others = [name for name in given if name.startswith("weight<")]
    for name in (*OCCURRENCES, *others):
        values = given.get(name)
        if values is None or np.isnan(values).any() or (values < 0).any() or name in _COLUMNS:
            continue
        if values.max() >= 2**53:
            continue
        if _is_whole(values) and values.max() > 0:
            return values.astype(np.int64), name
        # Shares such as a PageRank would all become 1.
        if values.max() >= _ROUNDED_FROM:
            raw.remark(f"occurrences are {name!r}, which is no count, rounded")
            return np.maximum(np.floor(values + 0.5), 1).astype(np.int64), name
    raw.remark("no attribute tells occurrences; the total link strength stands for them")
    return np.maximum(np.floor(strengths + 0.5), 1).astype(np.int64), "total_link_strength"


def _told_sums(given: dict[str, Floats | None]) -> dict[str, ArrayLike]:
    """Links and total link strength as a file tells them that holds no links."""
    columns: dict[str, ArrayLike] = {}
    for column, name in (
        ("links", "weight<links>"),
        ("total_link_strength", "weight<total link strength>"),
    ):
        values = given.get(column, given.get(name))
        if values is not None and not np.isnan(values).any():
            columns[column] = values.astype(np.int64) if column == "links" else values
    return columns


def _places(given: dict[str, Floats | None]) -> dict[str, ArrayLike]:
    """``x, y`` where every node has a place and they differ."""
    x, y = given.get("x"), given.get("y")
    if x is None or y is None or np.isnan(x).any() or np.isnan(y).any():
        return {}
    return {"x": x, "y": y} if len(x) == 1 or np.ptp(x) > 0 or np.ptp(y) > 0 else {}


def _links(raw: RawNetwork, position: dict[str, int]) -> tuple[Ints, Ints, dict[str, NDArray[Any]]]:
    """Ends and columns of the links, each pair of nodes once."""
    source, target, strength, rows = [], [], [], []
    loops = weak = 0
    for link in raw.links:
        ends = [_end(raw, link, end, position) for end in (link.source, link.target)]
        value = _strength(raw, link)
        if ends[0] == ends[1]:
            loops += 1
        elif not value > 0:
            weak += 1
        else:
            source.append(min(ends))
            target.append(max(ends))
            strength.append(value)
            rows.append(link)
    code = np.array(source, dtype=np.int64) * len(position) + np.array(target, dtype=np.int64)
    pairs, first, place = np.unique(code, return_index=True, return_inverse=True)
    merged = len(code) - len(pairs)
    sums = np.bincount(place, np.array(strength), len(pairs)).astype(np.float64)
    for count, words in (
        (loops, "links from a node to itself were left out"),
        (weak, "links without a positive strength were left out"),
        (merged, "links repeat another one, or run back; their strengths were added up"),
    ):
        if count:
            raw.remark(f"{count} {words}")
    # What was added up must not depend on the order of the file.
    sums = sums.round(10) if merged else sums
    columns = _link_columns(raw, [rows[i] for i in first.tolist()], sums, is_whole=not merged)
    return pairs // max(len(position), 1), pairs % max(len(position), 1), columns


def _end(raw: RawNetwork, link: Link, end: str, position: dict[str, int]) -> int:
    if end not in position:
        message = f"a link to {end[:60]!r} found, which is no node; add the node or drop the link"
        raise raw.bad(message, line=link.line)
    return position[end]


def _strength(raw: RawNetwork, link: Link) -> float:
    for name in STRENGTHS:
        given = link.values.get(name)
        if given is None or not str(given).strip():
            continue
        value = number(given)
        if math.isnan(value):
            message = f"the {name} {str(given)[:40]!r} of a link found, a number was expected"
            raise raw.bad(message, line=link.line)
        return value
    return 1.0


def _link_columns(
    raw: RawNetwork, rows: list[Link], strength: Floats, *, is_whole: bool
) -> dict[str, NDArray[Any]]:
    """``cooccurrences, strength, first_year`` and tests of significance."""
    counted = strength
    if is_whole and all("cooccurrences" in link.values for link in rows):
        counted = np.array([number(link.values["cooccurrences"]) for link in rows])
        counted = strength if np.isnan(counted).any() else counted
    columns: dict[str, NDArray[Any]] = {
        "cooccurrences": counted.astype(np.int64) if _is_whole(counted) else counted,
        "strength": strength,
        "first_year": np.zeros(len(rows), dtype=np.int64),
    }
    for name in _KEPT_OF_LINKS:
        if is_whole and rows and all(name in link.values for link in rows):
            values = np.array([number(link.values[name]) for link in rows])
            columns[name] = np.nan_to_num(values).astype(int) if name in _WHOLE else values
    known = {*STRENGTHS, *_KEPT_OF_LINKS, "label", "id", "type", "key"}
    lost = sorted({name for link in raw.links for name in link.values} - known)
    if lost:
        more = f" and {len(lost) - _NAMED} more" * (len(lost) > _NAMED)
        raw.remark(f"attributes of links that were not used: {', '.join(lost[:_NAMED])}{more}")
    return columns


def _sums(n: int, source: Ints, target: Ints, strength: Floats) -> Floats:
    total = np.bincount(source, strength, n) + np.bincount(target, strength, n)
    return np.asarray(total, dtype=np.float64).round(10)


def _cluster_columns(
    raw: RawNetwork, nodes: Columns, order: Ints
) -> tuple[dict[str, ArrayLike], Columns]:
    """The node column ``cluster`` and the names of the clusters, where the file has them."""
    for name in CLUSTERS:
        values = [raw.nodes[i].values.get(name) for i in order.tolist()]
        told = [None if value is None else text_of(value) for value in values]
        if any(told):
            break
    else:
        return {}, Columns({})
    sizes = Counter(value for value in told if value)
    by_size = sorted(sizes, key=lambda value: (-sizes[value], _order(value)))
    rank = {value: place for place, value in enumerate(by_size)}
    labels = np.zeros(nodes.length, dtype=np.int64)
    alone = len(rank)
    for place, value in enumerate(told):
        labels[place] = rank[value] if value else alone
        alone += not value
    names = [raw.cluster_labels.get(v, "" if _is_number(v) else v) for v in by_size]
    names += [""] * (alone - len(rank))
    known = Columns({"cluster": np.arange(alone), "label": names}) if any(names) else Columns({})
    return {"cluster": labels}, known


def _order(name: str) -> tuple[bool, float, str]:
    """Numbers by their value, then words."""
    return (not _is_number(name), number(name) if _is_number(name) else 0.0, name)


def _is_number(text: str) -> bool:
    return not math.isnan(number(text))


def _no_records(raw: RawNetwork, files: Sequence[SourceFile]) -> Corpus:
    """The report of the files, in a corpus that is empty."""
    whole, text = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object)
    texts = ("id", "doi", "match", "language", "document_type", "database")
    numbers = ("year", "citations", "references", "file", "line")
    return Corpus(
        record_columns=Columns({**dict.fromkeys(texts, text), **dict.fromkeys(numbers, whole)}),
        keyword_columns=Columns(dict.fromkeys(("record", "keyword", "kind"), whole)),
        vocabulary=(),
        piece_columns=Columns(dict.fromkeys(("record", "file", "start", "stop"), whole)),
        files=tuple(files),
        problems=tuple(Problem(raw.path, r.line, "network", r.message) for r in raw.remarks),
    )
