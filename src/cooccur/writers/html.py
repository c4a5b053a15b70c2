"""The interactive page: one HTML file with data, style and script in it, which asks for nothing.

Its script and its style are kept beside the template as ``scripts/build_page.py`` makes them from
their sources, ``templates/js`` and ``templates/page.css``: run that after every change there. The
script is packed, and a small one unpacks it in the browser.
"""

from __future__ import annotations

import base64
import pkgutil
import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

from cooccur.model import KnowledgeMap
from cooccur.writers.packing import packed
from cooccur.writers.page_data import page_data
from cooccur.writers.safe import content_hash, json_block

_TITLES: Final = {"en": "Keyword co-occurrence map", "zh": "关键词共现图谱"}
_HOLE: Final = re.compile(r"\{\{ (\w+) \}\}")
_ESCAPED: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
)


def page(knowledge_map: KnowledgeMap) -> bytes:
    """The interactive page of a map.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to show.

    Returns
    -------
    bytes
        One HTML file, UTF-8 with LF. The same map gives the same bytes. Its content security policy
        allows these scripts and this style by their hashes, and no request to anywhere.
    """
    return page_of(page_data(knowledge_map), knowledge_map.manifest)


def page_of(data: Mapping[str, Any], manifest: Mapping[str, Any] | None) -> bytes:
    """The interactive page of these data, see `page_data`; without manifest it cannot be rerun."""
    script, style, unpacker = page_script(), page_style(), _template("unpack.min.js").strip()
    words = {
        "lang": "zh-CN" if data["lang"] == "zh" else "en",
        "title": data["title"].strip() or _TITLES.get(data["lang"], _TITLES["en"]),
        "software": data["signature"]["software"],
        "policy": _policy(script, unpacker, style=style),
    }
    # These are ours or escaped for the block they stand in; nothing of them is of the data.
    blocks = {
        "script": _template("page.packed").strip(),
        "script_length": str(len(script.encode())),
        "unpacker": unpacker,
        "style": style,
        "data": json_block(packed(data)),
        "manifest": json_block(manifest),
    }
    text = _filled(_template("page.html.j2"), words, blocks)
    # Half of a surrogate pair cannot be written as UTF-8; a damaged title must not cost the page.
    return text.encode("utf-8", "replace")


def _filled(template: str, words: Mapping[str, str], blocks: Mapping[str, str]) -> str:
    """The template with what belongs into its holes, words escaped and blocks as they are."""
    known = {**{name: word.translate(_ESCAPED) for name, word in words.items()}, **blocks}
    return _HOLE.sub(lambda hole: known[hole[1]], template)


def page_script() -> str:
    """The whole script, without what only readers need."""
    packed = base64.b64decode(_template("page.packed"))
    return zlib.decompress(packed, -zlib.MAX_WBITS).decode()


def page_style() -> str:
    """The style sheet, without what only readers need."""
    return _template("page.min.css").rstrip("\n")


def _template(name: str) -> str:
    # A checkout on Windows may have CRLF, which would change the hashes.
    data = pkgutil.get_data("cooccur.writers", f"templates/{name}") or b""
    return data.decode().replace("\r\n", "\n")


def _policy(*scripts: str, style: str) -> str:
    hashes = " ".join(f"'{content_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; "
        f"style-src '{content_hash(style)}'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
