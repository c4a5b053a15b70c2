"""An earlier map, read from its page: what a later one goes on from, or is compared with."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np

from cooccur.disk import TooManyBytesError, is_folder, read_regular
from cooccur.errors import DataError
from cooccur.model import EarlierMap, Floats, Ints, KeywordNetwork, KnowledgeMap
from cooccur.stored import is_report, page_block, read_member

FORM: Final = "cooccur earlier map 1"
"""First entry of the compact form that manifests hold."""
RULE: Final = (
    "cluster",
    "resolution",
    "min_cluster_size",
    "similarity",
    "decimals",
    "prune",
    "prune_scope",
    "seed",
    "palette",
)
"""Options that decide on clusters, places and colours of one network."""

_MOST: Final = 1 << 26
_LARGEST: Final = 1 << 40
_MOST_CLUSTERS: Final = 1_000_000
_FARTHEST: Final = 1e6
_STEP: Final = 10_000
"""Parts of a unit that places are kept in."""


def read_earlier(path: str | PathLike[str]) -> EarlierMap:
    """The map in a page, in a report, or as the manifest of a later map holds it.

    Parameters
    ----------
    path : str or path
        A page (``.html``) or a report (folder or ZIP) that cooccur wrote.

    Returns
    -------
    EarlierMap

    Raises
    ------
    DataError
        When it cannot be read, or holds no such map.
    """
    found = _document(path)
    try:
        compact = found if found.get("form") == FORM else _compact(found)
        return _earlier(compact)
    except _DamagedError as damage:
        message = f"its data are damaged or of another version ({damage}); make the map again"
        raise DataError(message, code="unrecognised", file=str(path)) from damage


def read_page(path: str | PathLike[str]) -> dict[str, Any]:
    """All data that a page, or that of a report, shows.

    Raises
    ------
    DataError
        As of `read_earlier`.
    """
    found = _document(path)
    if "form" in found:
        raise _no_map(path)
    return found


def earlier_bytes(earlier: EarlierMap) -> bytes:
    """A map in the compact form that `read_earlier` reads: the same map gives the same bytes."""
    per_source, steps = _as_steps(earlier.source, earlier.target, earlier.n_nodes)
    compact = {
        "form": FORM,
        "title": earlier.title,
        "records": earlier.n_records,
        "keyword": earlier.keywords,
        "occurrences": earlier.occurrences.tolist(),
        "cluster": earlier.cluster.tolist(),
        "layout": [_parts(earlier.x), _parts(earlier.y)],
        "shown": [_parts(earlier.shown_x), _parts(earlier.shown_y)],
        "clusters": [earlier.numbers.tolist(), earlier.labels, earlier.colours],
        "next": earlier.next_number,
        "links": [earlier.n_links, earlier.counts, per_source, steps],
        "rule": earlier.rule,
    }
    return json.dumps(compact, separators=(",", ":")).encode()


def earlier_of(knowledge_map: KnowledgeMap) -> EarlierMap:
    """A map as a later one will find it in its page."""
    from cooccur.writers.page_data import held_links

    network, options = knowledge_map.network, knowledge_map.options
    nodes, clusters = network.node_columns, network.cluster_columns
    kept = network.link_columns.take(held_links(network.link_columns))
    colours = dict(zip(nodes["cluster"].tolist(), knowledge_map.colour, strict=True))
    numbers: Ints = clusters["cluster"]
    axes = (knowledge_map.x, knowledge_map.y, knowledge_map.shown_x, knowledge_map.shown_y)
    x, y, shown_x, shown_y = (np.round(values, 4) + 0.0 for values in axes)
    past = knowledge_map.earlier.next_number if knowledge_map.earlier else 0
    return EarlierMap(
        keywords=tuple(nodes["keyword"].tolist()),
        keys=tuple(nodes["key"].tolist()),
        occurrences=nodes["occurrences"],
        cluster=nodes["cluster"],
        numbers=numbers,
        labels=tuple(clusters["label"].tolist()),
        colours=tuple(colours[number] for number in numbers.tolist()),
        x=x,
        y=y,
        shown_x=shown_x,
        shown_y=shown_y,
        source=kept["source"],
        target=kept["target"],
        n_links=network.n_links,
        counts=counts_of(network),
        n_records=network.corpus.n_records,
        rule=rule_of(options),
        title=knowledge_map.title,
        next_number=max([past, *(numbers[-1:] + 1).tolist()]),
    )


def counts_of(network: KeywordNetwork) -> str:
    """The hash of the links of a network, see `EarlierMap.counts`."""
    from cooccur.writers.page_data import held_links

    links = network.link_columns.take(held_links(network.link_columns))
    steps = _as_steps(links["source"], links["target"], network.n_nodes)
    return _hash(*steps, links["cooccurrences"].tolist())


def rule_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that decide on clusters, places and colours, as a page holds them."""
    return {
        name: float(f"{value:.6g}") if isinstance(value, float) else value
        for name in RULE
        if (value := options.get(name)) is not None
    }


def _document(path: str | PathLike[str]) -> dict[str, Any]:
    from cooccur.writers.packing import unpacked

    file = Path(path)
    try:
        if is_folder(file) or is_report(file):
            data = read_member(file, "map.html")
        else:
            data = read_regular(file, most=_MOST)
    except FileNotFoundError as error:
        raise _not_found(path) from error
    except TooManyBytesError as error:
        message = f"it is larger than {_MOST >> 20} MB, no map is; name a page that cooccur wrote"
        raise DataError(message, code="too-large", file=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        message = f"it cannot be read ({getattr(error, 'strerror', error)}); check its permissions"
        raise DataError(message, code="unreadable", file=str(path)) from error
    if data is None:
        raise _not_found(path)
    block = page_block(data)
    try:
        found = json.loads(data if block is None else block)
    except (ValueError, RecursionError):
        found = None
    # Pages that pyvis draws hold data of their own.
    ours = isinstance(found, dict) and (found.get("form") == FORM or "signature" in found)
    if not ours or (block is None) != ("form" in found):
        raise _no_map(path)
    try:
        return unpacked(found)
    except (ValueError, RecursionError) as error:
        raise _no_map(path) from error


def _not_found(path: str | PathLike[str]) -> DataError:
    message = "there is no such page, or no map.html in this folder; name a map or report"
    return DataError(message, code="not-found", file=str(path))


def _no_map(path: str | PathLike[str]) -> DataError:
    message = "it holds no map of cooccur; name a page (map.html) or a report that cooccur wrote"
    return DataError(message, code="unrecognised", file=str(path))


class _DamagedError(Exception):
    """What is not as it must be; caught in this file only."""


def _compact(data: Mapping[str, Any]) -> dict[str, Any]:
    """The compact form of the data of a page."""
    nodes, clusters = _dict(data, "nodes"), _dict(data, "clusters")
    links, signature = _dict(data, "links"), _dict(data, "signature")
    layout, options = _dict(data, "layout"), _dict(data, "options")
    changes = data.get("changes")
    numbers = _list(clusters, "cluster")
    past = changes.get("next", 0) if isinstance(changes, dict) else 0
    n = len(_list(nodes, "keyword"))
    held = [_list(links, name) for name in ("per_source", "target_step", "cooccurrences")]
    shown = [_real(_list(nodes, axis), n, axis) for axis in "xy"]
    return {
        "title": data.get("title", ""),
        "records": signature.get("selected"),
        "keyword": _list(nodes, "keyword"),
        "occurrences": _list(nodes, "occurrences"),
        "cluster": _list(nodes, "cluster"),
        "layout": [_list(layout, "x"), _list(layout, "y")],
        "shown": [_parts(values) for values in shown],
        "clusters": [
            numbers,
            _list(clusters, "label") if "label" in clusters else [""] * len(numbers),
            _list(clusters, "colour"),
        ],
        "next": past,
        "links": [links.get("total"), _hash(*held), *held[:2]],
        "rule": rule_of(options),
    }


def _earlier(compact: Mapping[str, Any]) -> EarlierMap:
    from cooccur.prepare.keywords import comparison_key

    keywords = _texts(compact.get("keyword"), "keyword")
    n = len(keywords)
    keys = _keys(keywords, comparison_key)
    lists = [_part(compact, "clusters", 3), _part(compact, "layout", 2), _part(compact, "shown", 2)]
    (numbers_, labels, colours), layout, shown = lists
    numbers = _whole(numbers_, None, "clusters", most=_MOST_CLUSTERS)
    if (np.diff(numbers) <= 0).any():
        raise _DamagedError("clusters")
    cluster = _whole(compact.get("cluster"), n, "cluster", most=_MOST_CLUSTERS)
    if not np.isin(cluster, numbers).all():
        raise _DamagedError("cluster")
    total, counts, per_source, steps = _part(compact, "links", 4)
    source, target = _from_steps(per_source, steps, n)
    past = _whole([compact.get("next")], 1, "next", most=_MOST_CLUSTERS)
    rule = compact.get("rule")
    places = [_places(column, n) for column in (*layout, *shown)]
    return EarlierMap(
        keywords=tuple(keywords),
        keys=tuple(keys),
        occurrences=_whole(compact.get("occurrences"), n, "occurrences"),
        cluster=cluster,
        numbers=numbers,
        labels=tuple(_texts(labels, "labels", len(numbers))),
        colours=tuple(_texts(colours, "colours", len(numbers))),
        x=places[0],
        y=places[1],
        shown_x=places[2],
        shown_y=places[3],
        source=source,
        target=target,
        n_links=int(_whole([total], 1, "links")[0]),
        counts=str(counts),
        n_records=int(_whole([compact.get("records")], 1, "records")[0]),
        rule=rule if isinstance(rule, dict) else {},
        title=str(compact.get("title") or ""),
        next_number=max([int(past[0]), *(numbers[-1:] + 1).tolist()]),
    )


def _keys(keywords: Sequence[str], comparison_key: Callable[[str], str]) -> list[str]:
    """Comparison keys; networks of other programs may hold a keyword several times."""
    met: Counter[str] = Counter()
    keys = []
    for key in map(comparison_key, keywords):
        met[key] += 1
        keys.append(key if met[key] == 1 else f"{key}\x1f{met[key]}")
    return keys


def _dict(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    if not isinstance(found, dict):
        raise _DamagedError(name)
    return found


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list):
        raise _DamagedError(name)
    return found


def _part(compact: Mapping[str, Any], name: str, length: int) -> list[Any]:
    found = _list(compact, name)
    if len(found) != length:
        raise _DamagedError(name)
    return found


def _texts(values: object, name: str, length: int | None = None) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _DamagedError(name)
    if length is not None and len(values) != length:
        raise _DamagedError(name)
    return values


def _whole(values: object, length: int | None, name: str, most: int = _LARGEST) -> Ints:
    """Whole numbers from 0."""
    if not isinstance(values, list) or length not in (None, len(values)):
        raise _DamagedError(name)
    if not all(type(value) is int and 0 <= value <= most for value in values):
        raise _DamagedError(name)
    return np.array(values, dtype=np.int64)


def _real(values: list[Any], length: int, name: str) -> Floats:
    if len(values) != length or not all(type(value) in (int, float) for value in values):
        raise _DamagedError(name)
    if not all(math.isfinite(value) and abs(value) <= _FARTHEST for value in values):
        raise _DamagedError(name)
    return np.array(values, dtype=float)


def _places(parts: object, n: int) -> Floats:
    if not isinstance(parts, list):
        raise _DamagedError("layout")
    return np.round(_real(parts, n, "layout") / _STEP, 4)


def _parts(places: Floats) -> list[int]:
    return [int(value) for value in np.rint(places * _STEP).tolist()]


def _hash(*columns: list[Any]) -> str:
    text = json.dumps(columns, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_steps(source: Ints, target: Ints, n: int) -> tuple[list[int], list[int]]:
    begins = np.diff(source, prepend=-1) > 0
    steps = np.where(begins, target - source, np.diff(target, prepend=0))
    return np.bincount(source, minlength=n).tolist(), steps.tolist()


def _from_steps(per_source: object, steps: object, n: int) -> tuple[Ints, Ints]:
    counts = _whole(per_source, n, "links", most=n)
    rise = _whole(steps, int(counts.sum()), "links", most=n)
    source = np.repeat(np.arange(n), counts)
    whole = np.concatenate(([0], np.cumsum(rise)))
    first = np.repeat(np.cumsum(counts) - counts, counts)
    target = source + whole[1:] - whole[first]
    if (rise < 1).any() or (target >= n).any():
        raise _DamagedError("links")
    return source, target
