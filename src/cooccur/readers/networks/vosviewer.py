"""VOSviewer: map and network as text, and the JSON of VOSviewer Online."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final, NoReturn

from cooccur.errors import DataError
from cooccur.readers.decode import decode
from cooccur.readers.networks.raw import Link, Node, RawNetwork, Value, number, text_of

_TEXTS: Final = {"label", "sublabel", "description", "url"}


def read_vosviewer(
    map_text: bytes | None, raw: RawNetwork, *, network_text: bytes | None = None
) -> None:
    """Fill a network with the items of a map file and the links of a network file.

    Parameters
    ----------
    map_text : bytes, optional
        Cells parted by tabs (or commas) under a header: ``id, label, x, y, cluster``, weights and
        scores. Without it items are named by their ids.
    raw : RawNetwork
        What is filled.
    network_text : bytes, optional
        One link a line: two ids and, where it is not 1, a strength.

    Raises
    ------
    DataError
        Code ``network``, with the line.
    """
    if map_text is not None:
        _read_map(_text(map_text, raw), raw)
    if network_text is not None:
        _read_links(_text(network_text, raw), raw)
    else:
        raw.remark("a VOSviewer map file holds no links; give its network file beside it")
    if map_text is None:
        ids = dict.fromkeys(end for link in raw.links for end in link[:2])
        for identity in ids:
            raw.add_node(Node(identity, 0, identity, {}))
        raw.remark("a VOSviewer network file holds no labels; give its map file beside it")


def _text(data: bytes, raw: RawNetwork) -> str:
    try:
        # A line end inside a label is part of it.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = decode(data)
    if decoded is None:
        raise raw.bad("the file is no text; save it as UTF-8")
    return decoded.text.decode("utf-8", "replace")


def _rows(text: str, raw: RawNetwork) -> list[tuple[int, list[str]]]:
    """The cells of every line that is not empty, with its number."""
    head = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in head else ","
    rows: list[tuple[int, list[str]]] = []
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
        rows, line = [], 1
        try:
            for cells in reader:
                if cells:
                    rows.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            raise raw.bad(f"the line cannot be read ({error})", line=line) from error
        # A label that begins with a stray quotation mark swallows the lines that follow.
        if all(len(cells) == len(rows[0][1]) for _, cells in rows):
            break
    return rows


def _read_map(text: str, raw: RawNetwork) -> None:
    rows = _rows(text, raw)
    if not rows:
        raise raw.bad("the map file holds nothing; write it again")
    header = [cell.strip().lower() for cell in rows[0][1]]
    for line, cells in rows[1:]:
        if len(cells) > len(header) and any(cells[len(header) :]):
            message = f"{len(cells)} cells found, {len(header)} as in the header were expected"
            raise raw.bad(message, line=line)
        row = dict(zip(header, cells, strict=False))
        identity = row.pop("id", "").strip() or row.get("label", "")
        label = row.get("label", "") or identity
        if not identity:
            raise raw.bad("a row without id and label found", line=line)
        values: dict[str, Value] = {
            name: value for name, value in row.items() if name not in _TEXTS and value.strip()
        }
        raw.add_node(Node(identity, line, label, values))


def _read_links(text: str, raw: RawNetwork) -> None:
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        cells = [cell.strip() for cell in content.strip().split("\t" if "\t" in content else ",")]
        strength = cells[2] if len(cells) == 3 else "1"
        if not 2 <= len(cells) <= 3 or number(strength) != number(strength):
            message = f"{content.strip()[:40]!r} found, two ids and a strength were expected"
            raise raw.bad(message, line=line)
        raw.add_link(Link(cells[0], cells[1], line, {"strength": strength}))


def read_vosviewer_json(data: bytes, raw: RawNetwork) -> None:
    """Fill a network with the items, links and clusters of a VOSviewer JSON file.

    Raises
    ------
    DataError
        Code ``network``.
    """
    document = _document(data, raw)
    network = document.get("network", document)
    items, links = network.get("items"), network.get("links", [])
    if not isinstance(items, list) or not isinstance(links, list):
        raise raw.bad('no lists "items" and "links" in "network" found; export the map again')
    info = document.get("info")
    raw.title = str(info.get("title") or "") if isinstance(info, dict) else ""
    for place, item in enumerate(items, 1):
        raw.add_node(_item(item, place, raw))
    for place, link in enumerate(links, 1):
        if not isinstance(link, dict) or not {"source_id", "target_id"} <= link.keys():
            raise raw.bad(f"link {place} has no source_id and target_id; export the map again")
        source, target = (_identity(link[end]) for end in ("source_id", "target_id"))
        raw.add_link(Link(source, target, 0, {"strength": _plain(link.get("strength", 1))}))
    clusters = network.get("clusters")
    for cluster in clusters if isinstance(clusters, list) else ():
        if isinstance(cluster, dict) and cluster.get("label"):
            name = text_of(_plain(cluster.get("cluster", "")))
            raw.cluster_labels[name] = str(cluster["label"])


def _document(data: bytes, raw: RawNetwork) -> dict[str, Any]:
    def refuse(name: str) -> NoReturn:
        raise raw.bad(f"{name} found, which is no number of JSON")

    try:
        document = json.loads(_text(data, raw), parse_constant=refuse)
    except json.JSONDecodeError as error:
        message = f"the JSON cannot be read ({error.msg}); export the map again"
        raise raw.bad(message, line=error.lineno) from error
    except DataError:
        raise
    except (RecursionError, ValueError) as error:
        raise raw.bad("the JSON is nested too deeply or holds too long a number") from error
    if not isinstance(document, dict) or not isinstance(document.get("network", {}), dict):
        raise raw.bad('no "network" found; export the map again')
    return document


def _item(item: object, place: int, raw: RawNetwork) -> Node:
    if not isinstance(item, dict) or "id" not in item:
        raise raw.bad(f"item {place} has no id; export the map again")
    values: dict[str, Value] = {
        name: _plain(item[name]) for name in ("x", "y", "cluster") if item.get(name) is not None
    }
    for group, name in (("weights", "weight"), ("scores", "score")):
        entries = item.get(group)
        for key, value in entries.items() if isinstance(entries, dict) else ():
            values[f"{name}<{key.strip().lower()}>"] = _plain(value)
    return Node(_identity(item["id"]), 0, str(item.get("label") or ""), values)


def _identity(value: object) -> str:
    return value.strip() if isinstance(value, str) else text_of(_plain(value))


def _plain(value: object) -> Value:
    return value if isinstance(value, (str, float, int)) else str(value)
