"""The interactive page: one HTML file with data, style and script in it, which asks for nothing.

The script stands in ``templates/js``, one thought a file; ``SCRIPTS`` says in which order they make
one. To add a view: one file that puts itself into ``cooccur.views``, one name here.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from cooccur.model import KnowledgeMap
from cooccur.writers.page_data import page_data
from cooccur.writers.safe import content_hash, json_block

SCRIPTS: Final = (
    "words",
    "scene",
    "colours",
    "signature",
    "camera",
    "labels",
    "pens",
    "network",
    "overlay",
    "density",
    "stage",
    "pointer",
    "panel",
    "legend",
    "search",
    "years",
    "tables",
    "export",
    "main",
)
"""The parts of the script, in the order in which they are put together."""

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
        allows this script and this style by their hashes, and no request to anywhere.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    data = page_data(knowledge_map)
    script, style = page_script(), page_style()
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        _template("page.html.j2")
    )
    text = template.render(
        lang="zh-CN" if data["lang"] == "zh" else "en",
        title=knowledge_map.title.strip() or _TITLES.get(data["lang"], _TITLES["en"]),
        software=data["signature"]["software"],
        policy=_policy(script, style),
        # What follows is ours or escaped for the block it stands in; nothing of it is of the data.
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        data=Markup(json_block(data)),  # noqa: S704
    )
    # Half of a surrogate pair cannot be written as UTF-8; a damaged title must not cost the page.
    return f"{text}\n".encode("utf-8", "replace")


def page_script() -> str:
    """The whole script: its parts in order, in one function, without what only readers need."""
    from rjsmin import jsmin

    parts = "\n".join(_template(f"js/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{jsmin(parts)}\n}})();'


def page_style() -> str:
    """The style sheet, without what only readers need."""
    from rcssmin import cssmin

    return str(cssmin(_template("page.css")))


def _template(name: str) -> str:
    # A checkout on Windows may have CRLF, which would change the hashes.
    path = files("cooccur.writers").joinpath("templates", *name.split("/"))
    return path.read_bytes().decode().replace("\r\n", "\n")


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{content_hash(script)}'; "
        f"style-src '{content_hash(style)}'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
