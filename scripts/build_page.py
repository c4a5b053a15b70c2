"""Writes the script and the style of the page as they are shipped, without what only readers need.

To be run after every change in ``src/cooccur/writers/templates``: ``python scripts/build_page.py``.
The script stands in ``templates/js``, one thought a file; ``SCRIPTS`` says in which order they make
one. To add a view: one file that puts itself into ``cooccur.views``, one name here.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import zlib
from pathlib import Path
from typing import Final

from cooccur.writers import links

TEMPLATES: Final = Path(__file__).parents[1] / "src" / "cooccur" / "writers" / "templates"

SCRIPTS: Final = (
    "words",
    "scene",
    "colours",
    "signature",
    "camera",
    "labels",
    "pens",
    "rings",
    "links",
    "sources",
    "network",
    "overlay",
    "density",
    "timeline",
    "timezone",
    "chart",
    "axes",
    "themes",
    "evolution",
    "bursts",
    "trends",
    "structure",
    "changes",
    "stage",
    "pointer",
    "panel",
    "legend",
    "search",
    "years",
    "tables",
    "export",
    "address",
    "main",
)
"""The parts of the script, in the order in which they are put together."""


def built() -> dict[str, str]:
    """The kept files by name, as their sources give them.

    Returns
    -------
    dict
        Text of ``page.js``, ``unpack.min.js`` and ``page.min.css``; the same sources give the same
        text.
    """
    import minify  # tdewolff-minify has no wheel for every machine, so only developers need it

    parts = "\n".join(_kept_in_order(_source(f"js/{name}.js")) for name in SCRIPTS)
    parts = parts.replace('"TARGETS"', _targets())
    script = f'(() => {{\n"use strict";\n{parts}\n}})();\n'
    return {
        "page.js": minify.string("application/javascript", script) + "\n",
        "unpack.min.js": minify.string("application/javascript", _source("unpack.js")) + "\n",
        "page.min.css": minify.string("text/css", _source("page.css")) + "\n",
    }


def _targets() -> str:
    """The table of links out, as the script has it."""
    rows = (links.DOI, *links.TARGETS, *links.SEARCHES)
    return json.dumps([[t.name, t.pattern, t.address, t.database] for t in rows])


def _kept_in_order(script: str) -> str:
    """The same script, so written that the minifier leaves its declarations in their order.

    tdewolff-minify 2.24.12 joins declarations of one kind that follow one another and puts those
    that take an array or object apart first, even where they need what stood before them. So these
    are the only ones that stay ``const``: all others become ``let``, which is not joined with it.
    """
    script = re.sub(r"\bconst (?=[\w$])", "let ", script)
    return re.sub(r"^( *)let \[([\w, ]+)\] = ", r"\1let \2;\n\1[\2] = ", script, flags=re.MULTILINE)


def _source(name: str) -> str:
    # A checkout on Windows may have CRLF, which the minifier keeps inside template literals.
    return (TEMPLATES / name).read_bytes().decode().replace("\r\n", "\n")


def packed(script: str) -> str:
    """A script deflated (RFC 1951), in base64, as ``unpack.js`` reads it.

    Kept as a file since another version of zlib may pack it otherwise, and pages are the same
    bytes everywhere.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(script.encode()) + packer.flush()
    return base64.b64encode(deflated).decode() + "\n"


def main() -> None:
    """Writes the kept files and says how large they are."""
    kept = built()
    kept["page.packed"] = packed(kept.pop("page.js").rstrip("\n"))
    for name, text in kept.items():
        (TEMPLATES / name).write_bytes(text.encode())
        sys.stdout.write(f"{name}: {len(text.encode()):,} bytes\n")


if __name__ == "__main__":
    main()
