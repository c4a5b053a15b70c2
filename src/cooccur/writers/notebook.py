"""How maps, networks and corpora show themselves in a notebook.

A map is its page in a sandboxed frame. A notebook that is not trusted drops the frame but keeps
what stands inside it, which browsers never draw: there a picture of the map appears. That picture
is an SVG file: sharper and smaller than pixels, and the same on every machine. All else is a small
table, which needs no trust.
"""

from __future__ import annotations

import base64
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from cooccur.errors import CallError, CooccurWarning, DataError, UnknownChoiceError
from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap
from cooccur.options import CHOICES

HEIGHT: Final = 720
"""Of the frame, in CSS pixels."""
HEIGHTS: Final = (200, 4000)
"""Lowest and highest frame."""
LARGE: Final = 2_000_000
"""From so many bytes on a map is told to be heavy for a notebook."""

_PICTURE_AT_MOST: Final = 1_000_000
_PICTURED_NODES: Final = 500
_ROWS: Final = 12
_TRUST: Final = (
    '<p>Trust this notebook to explore the map. <span lang="zh">信任此笔记本后可交互查看图谱。'
    "</span></p>"
)
_QUALITY: Final = {"density": "density", "modularity": "modularity Q", "silhouette": "silhouette S"}


@dataclass(frozen=True)
class Display:
    """What a notebook shows as the last value of a cell."""

    html: str
    text: str
    """Where no HTML is shown."""

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}


def map_display(knowledge_map: KnowledgeMap, *, view: str = "", height: int = HEIGHT) -> Display:
    """The interactive page of a map in a frame.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to show.
    view : str
        View that the page opens in; without it the map's own.
    height : int
        Of the frame, in CSS pixels; the frame is as wide as the cell.

    Returns
    -------
    Display
        One ``<iframe>`` that holds the whole page: it asks for nothing and cannot reach the
        notebook. Inside stands a picture for notebooks that are not trusted.

    Raises
    ------
    UnknownChoiceError
        When no view has this name.
    CallError
        When the height cannot be used.

    Warns
    -----
    CooccurWarning
        When the output is larger than `LARGE`.
    """
    from cooccur.writers.html import page

    if view and view not in CHOICES["view"]:
        raise UnknownChoiceError("view", view, CHOICES["view"])
    if not HEIGHTS[0] <= height <= HEIGHTS[1]:
        raise CallError(f"height {height!r}: {HEIGHTS[0]} to {HEIGHTS[1]} pixels are expected")
    if view:
        knowledge_map = replace(knowledge_map, options={**knowledge_map.options, "view": view})
    title = knowledge_map.title.strip() or "Keyword co-occurrence map"
    html = frame(page(knowledge_map), _picture(knowledge_map, title), title=title, height=height)
    size = len(html.encode())
    if size > LARGE:
        told = (
            f"the map adds {size / 1e6:.1f} MB to the notebook; to keep it small write the map to "
            'a file, knowledge_map.save("map.html"), or show a figure, knowledge_map.figure()'
        )
        warnings.warn(CooccurWarning(told, code="too-large"), stacklevel=3)
    return Display(html, repr(knowledge_map))


def frame(page: bytes, inside: str, *, title: str, height: int = HEIGHT) -> str:
    """HTML that shows a page inside a notebook.

    Parameters
    ----------
    page : bytes
        A whole HTML page in UTF-8.
    inside : str
        HTML for notebooks that show no frames.
    title : str
        What the frame holds, for screen readers.
    height : int
        In CSS pixels.

    Returns
    -------
    str
        One ``<iframe>``; the page in it cannot reach the notebook.
    """
    return (
        f'<iframe title="{_shown(title)}" width="100%" height="{height}" '
        'style="border:0;display:block" sandbox="allow-scripts allow-downloads allow-popups" '
        f'srcdoc="{escape(page.decode(), quote=True)}">{_TRUST}{inside}</iframe>'
    )


def network_display(network: KeywordNetwork) -> Display:
    """The numbers of a network, its largest clusters and, of up to 500 keywords, its picture."""
    nodes, clusters = network.node_columns, network.cluster_columns
    facts: list[tuple[str, object]] = [
        ("records", network.corpus.n_records),
        ("keywords", network.n_nodes),
        ("links", network.n_links),
        *(
            (title, f"{network.quality[name]:.4g}")
            for name, title in _QUALITY.items()
            if name in network.quality
        ),
    ]
    parts = [_table([name for name, _ in facts], [[value for _, value in facts]])]
    if {"cluster", "label", "size"} <= set(clusters):
        header = [name for name in ("cluster", "label", "size", "mean_year") if name in clusters]
        rows = zip(*(clusters[name].tolist() for name in header), strict=True)
        parts.append(_table(header, ([_number(value) for value in row] for row in rows)))
    if "cluster" in nodes and 0 < network.n_nodes <= _PICTURED_NODES:
        from cooccur.draw.layout import lay_out

        parts.append(_picture(lay_out(network), repr(network)))
    return Display(f"<div>{''.join(parts)}</div>", repr(network))


def corpus_display(corpus: Corpus) -> Display:
    """What was read from each file, and what became of it."""
    header = ("file", "format", "records", "kept", "merged", "skipped", "years")
    rows = [
        (
            file.path,
            file.format,
            file.records_in,
            file.kept,
            file.merged,
            file.skipped,
            "–".join(map(str, file.years)) if file.years else "",
        )
        for file in corpus.files
    ]
    summary = f"{corpus.records_in} records read, {corpus.kept} kept"
    if len(corpus) != corpus.kept:
        summary += f", {len(corpus)} selected"
    summary += f"; {len(corpus.vocabulary)} keywords"
    if corpus.problems:
        summary += f"; {len(corpus.problems)} notes in .problems"
    return Display(f"<div><p>{summary}</p>{_table(header, rows)}</div>", repr(corpus))


def _picture(knowledge_map: KnowledgeMap, title: str) -> str:
    """The map's view as an image, or the network where no figure shows that view."""
    from cooccur.draw.figure import FIGURES
    from cooccur.writers.scenes import figure_file

    view = str(knowledge_map.options.get("view") or "network")
    try:
        picture = figure_file(
            knowledge_map, ".svg", view=view if view in FIGURES else "network", metadata={}
        )
    except DataError:
        picture = figure_file(knowledge_map, ".svg", view="network", metadata={})
    if len(picture) > _PICTURE_AT_MOST:
        return ""
    data = base64.b64encode(picture).decode()
    return f'<img alt="{_shown(title)}" src="data:image/svg+xml;base64,{data}">'


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of the first rows, and how many there are more."""
    rows = list(rows)
    head = "".join(f"<th>{_shown(name)}</th>" for name in header)
    body = "".join(
        f"<tr>{''.join(f'<td>{_shown(value)}</td>' for value in row)}</tr>" for row in rows[:_ROWS]
    )
    rest = f"<p>… and {len(rows) - _ROWS} more</p>" if len(rows) > _ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _number(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}" if value == value else ""  # noqa: PLR0124 NaN is not itself
    return value


def _shown(value: object) -> str:
    """Text for HTML, with control codes and direction marks spelled out."""
    text = "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c
        for c in str(value)
    )
    return escape(text, quote=True)
