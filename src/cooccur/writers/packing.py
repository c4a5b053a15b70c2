"""The long columns of a page of very many records, deflated inside its data block."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

PACKED_FROM: Final = 3_000_000
"""Bytes from which the long parts are packed; most pages stay readable as they are."""

_LONG: Final = ("evolution", "layout", "links", "nodes", "records", "years")
_RATIO: Final = 64  # columns shrink to an eighth or so
_LEVEL: Final = 5  # the next takes twice as long for 2 % less


def packed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a page as its block holds them.

    Parameters
    ----------
    data : mapping
        As `page_data` gives them.

    Returns
    -------
    dict
        The same, or, where ``evolution, layout, links, nodes, records, years`` are long together,
        ``packed`` in their place: ``deflated`` (their JSON as RFC 1951, in base64) and ``length``
        (bytes of it).
    """
    long = {name: data[name] for name in _LONG if name in data}
    text = json.dumps(long, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    held = text.encode("utf-8", "replace")
    if len(held) < PACKED_FROM:
        return dict(data)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = base64.b64encode(packer.compress(held) + packer.flush()).decode()
    rest = {name: value for name, value in data.items() if name not in long}
    return {**rest, "packed": {"length": len(held), "deflated": deflated}}


def unpacked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a page, whether packed or not.

    Raises
    ------
    ValueError
        When the packed part is damaged, or would be larger than such data ever are.
    """
    rest = dict(data)
    held = rest.pop("packed", None)
    if held is None:
        return rest
    try:
        deflated = base64.b64decode(held["deflated"], validate=True)
        opener = zlib.decompressobj(-zlib.MAX_WBITS)
        text = opener.decompress(deflated, _RATIO * len(deflated))
    except (KeyError, TypeError, zlib.error) as error:
        raise ValueError("the packed data are damaged") from error
    found = json.loads(text) if opener.eof else None
    if not isinstance(found, dict):
        raise ValueError("the packed data are damaged")  # noqa: TRY004 as of other damage
    return {**rest, **found}


def same_data(one: bytes, other: bytes) -> bool:
    """Whether two data blocks hold the same, also when two versions of zlib packed them."""
    if one == other or b'"packed":' not in one:
        return one == other
    try:
        return unpacked(json.loads(one)) == unpacked(json.loads(other))
    except (ValueError, RecursionError):
        return False
