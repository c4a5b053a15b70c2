"""The interactive page: one HTML file with data, style and script in it, which asks for nothing.

Its script and its style are kept beside the template as ``scripts/build_page.py`` makes them from
their sources, ``templates/js`` and ``templates/page.css``: run that after every change there. The
script is packed, and a small one unpacks it in the browser.
"""

from __future__ import annotations

import base64
import zlib
from importlib.resources import files
from typing import Final

from cooccur.model import KnowledgeMap
from cooccur.writers.page_data import page_data
from cooccur.writers.safe import content_hash, json_block

_TITLES: Final = {"en": "Keyword co-occurrence map", "zh": "关键词共现图谱"}


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
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    data = page_data(knowledge_map)
    script, style, unpacker = page_script(), page_style(), _template("unpack.min.js").strip()
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        _template("page.html.j2")
    )
    text = template.render(
        lang="zh-CN" if data["lang"] == "zh" else "en",
        title=knowledge_map.title.strip() or _TITLES.get(data["lang"], _TITLES["en"]),
        software=data["signature"]["software"],
        policy=_policy(script, unpacker, style=style),
        # What follows is ours or escaped for the block it stands in; nothing of it is of the data.
        script=Markup(_template("page.packed").strip()),  # noqa: S704
        script_length=len(script.encode()),
        unpacker=Markup(unpacker),  # noqa: S704
        style=Markup(style),  # noqa: S704
        data=Markup(json_block(data)),  # noqa: S704
        manifest=Markup(json_block(knowledge_map.manifest)),  # noqa: S704
    )
    # Half of a surrogate pair cannot be written as UTF-8; a damaged title must not cost the page.
    return f"{text}\n".encode("utf-8", "replace")


def page_script() -> str:
    """The whole script, without what only readers need."""
    packed = base64.b64decode(_template("page.packed"))
    return zlib.decompress(packed, -zlib.MAX_WBITS).decode()


def page_style() -> str:
    """The style sheet, without what only readers need."""
    return _template("page.min.css").rstrip("\n")


def _template(name: str) -> str:
    # A checkout on Windows may have CRLF, which would change the hashes.
    path = files("cooccur.writers").joinpath("templates", *name.split("/"))
    return path.read_bytes().decode().replace("\r\n", "\n")


def _policy(*scripts: str, style: str) -> str:
    hashes = " ".join(f"'{content_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; "
        f"style-src '{content_hash(style)}'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
