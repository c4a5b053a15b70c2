r"""Tables for a paper: LaTeX with booktabs, for ``\input``.

``tables.tex`` holds the most frequent rows as floating tables, each with its caption and label;
``supplement.tex`` holds them all as long tables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cooccur.model import KnowledgeMap
from cooccur.summary import main_language
from cooccur.writers.tables import TABLES, tables_of

TOP: Final = 25
"""Rows of a floating table."""

_ESCAPES: Final = {
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    '"': "\\char34{}",
    "`": "\\textasciigrave{}",
}
_SPECIAL: Final = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_LIGATURE: Final = re.compile("(?<=[-,'])(?=[-,'])")


@dataclass(frozen=True)
class _Column:
    """One column of a printed table."""

    name: str
    """As in the CSV."""
    title: tuple[str, str]
    """English and Chinese."""
    places: int | None = None
    """Decimals; None: as it is."""
    width: str = ""
    """Of a column of text that may be broken into lines."""


@dataclass(frozen=True)
class _Printed:
    """One row of the table of printed tables."""

    table: str
    caption: tuple[str, str]
    columns: tuple[_Column, ...]
    by: str = ""
    """The rows with the most of this are the top ones; empty: the first."""


_KEYWORD: Final = _Column("keyword", ("Keyword", "关键词"))
_PRINTED: Final = (
    _Printed(
        "keywords",
        ("Keywords by occurrences", "关键词频次"),
        (
            _KEYWORD,
            _Column("occurrences", ("Occurrences", "频次")),
            _Column("links", ("Links", "连线数")),
            _Column("total_link_strength", ("Link strength", "总连接强度"), 0),
            _Column("betweenness", ("Betweenness", "中介中心性"), 2),
            _Column("cluster", ("Cluster", "聚类")),
            _Column("first_year", ("First year", "首现年份")),
            _Column("mean_year", ("Mean year", "平均年份"), 1),
        ),
    ),
    _Printed(
        "clusters",
        ("Clusters", "聚类"),
        (
            _Column("cluster", ("Cluster", "聚类")),
            _Column("size", ("Size", "规模")),
            _Column("silhouette", ("Silhouette", "轮廓值"), 3),
            _Column("mean_year", ("Mean year", "平均年份"), 0),
            _Column("label", ("Label", "标签"), width="0.22"),
            _Column("top_keywords", ("Top keywords", "主要关键词"), width="0.36"),
        ),
    ),
    _Printed(
        "bursts",
        ("Keywords with the strongest bursts", "突现强度最高的关键词"),
        (
            _KEYWORD,
            _Column("year", ("First year", "首现年份")),
            _Column("strength", ("Strength", "强度"), 2),
            _Column("begin", ("Begin", "开始")),
            _Column("end", ("End", "结束")),
        ),
        by="strength",
    ),
    _Printed(
        "slices",
        ("Time slices", "时间切片"),
        (
            _Column("slice", ("Slice", "切片")),
            _Column("criterion", ("Criterion", "选取标准"), width="0.28"),
            _Column("records", ("Records", "文献量")),
            _Column("keywords", ("Keywords", "关键词数")),
            _Column("selected", ("Selected", "入选数")),
            _Column("links_kept", ("Links kept", "保留连线")),
            _Column("links", ("Links", "全部连线")),
        ),
    ),
    _Printed(
        "years",
        ("Records and keywords by year", "历年文献与关键词"),
        (
            _Column("year", ("Year", "年份")),
            _Column("records", ("Records", "文献量")),
            _Column("cumulative", ("Cumulative", "累计")),
            _Column("keywords", ("Keywords", "关键词数")),
            _Column("new_keywords", ("New keywords", "新增关键词")),
        ),
    ),
)
_FLOATING: Final = frozenset({"keywords", "clusters", "bursts"})
_HEAD: Final = (
    "% {what}\n"
    "% In the preamble: \\usepackage{{{packages}}}\n"
    "% Chinese needs XeLaTeX or LuaLaTeX, \\usepackage[fontset=fandol]{{ctex}} or other fonts.\n"
)


def tables_tex(knowledge_map: KnowledgeMap) -> bytes:
    r"""The tables of a paper: of keywords, clusters and bursts the first 25 rows.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map. Captions and heads are in its language.

    Returns
    -------
    bytes
        LaTeX in UTF-8, one ``table`` after the other, labelled ``tab:cooccur-keywords`` and so on.
        A table without rows is left out.
    """
    parts = [_HEAD.format(what="Tables of a paper, for \\input{tables}.", packages="booktabs")]
    for row in _printed(knowledge_map, _FLOATING):
        header, cells = _cells(knowledge_map, row)
        if cells:
            parts.append(_floating(knowledge_map, row, header, cells))
    return "\n".join(parts).encode("utf-8", "replace")


def supplement_tex(knowledge_map: KnowledgeMap) -> bytes:
    r"""All rows of the printed tables, as ``longtable``.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map. Captions and heads are in its language.
    """
    what = "Whole tables for a supplement, for \\input{supplement}."
    parts = [_HEAD.format(what=what, packages="booktabs,longtable")]
    for row in _printed(knowledge_map, {row.table for row in _PRINTED}):
        header, cells = _cells(knowledge_map, row)
        if cells:
            parts.append(_long(knowledge_map, row, header, cells))
    return "\n".join(parts).encode("utf-8", "replace")


def _printed(knowledge_map: KnowledgeMap, names: set[str] | frozenset[str]) -> list[_Printed]:
    held = tables_of(knowledge_map)
    return [row for row in _PRINTED if row.table in names and row.table in held]


def _cells(knowledge_map: KnowledgeMap, row: _Printed) -> tuple[list[_Column], list[list[object]]]:
    """The columns that the map has, and the values in them."""
    header, rows = TABLES[row.table](knowledge_map)
    place = {name: position for position, name in enumerate(header)}
    columns = [column for column in row.columns if column.name in place]
    positions = [place[column.name] for column in columns]
    return columns, [[cells[position] for position in positions] for cells in map(list, rows)]


def _floating(
    knowledge_map: KnowledgeMap,
    row: _Printed,
    columns: Sequence[_Column],
    cells: list[list[object]],
) -> str:
    top = cells[:TOP]
    if row.by:
        by = [column.name for column in columns].index(row.by)
        strongest = sorted(range(len(cells)), key=lambda i: -_number(cells[i][by]))[:TOP]
        top = [cells[i] for i in sorted(strongest)]
    lines = [
        "\\begin{table}[htbp]",
        "\\centering\\small",
        f"\\caption{{{_caption(knowledge_map, row, len(top), len(cells))}}}",
        f"\\label{{tab:cooccur-{row.table}}}",
        f"\\begin{{tabular}}{{{_alignment(columns)}}}",
        "\\toprule",
        _head(knowledge_map, columns),
        "\\midrule",
        *(_line(columns, values) for values in top),
        "\\bottomrule",
        "\\end{tabular}",
        "\\end{table}\n",
    ]
    return "\n".join(lines)


def _long(
    knowledge_map: KnowledgeMap,
    row: _Printed,
    columns: Sequence[_Column],
    cells: list[list[object]],
) -> str:
    head = _head(knowledge_map, columns)
    lines = [
        "{\\small",
        f"\\begin{{longtable}}{{{_alignment(columns)}}}",
        (
            f"\\caption{{{_caption(knowledge_map, row, len(cells), len(cells))}}}"
            f"\\label{{tab:cooccur-all-{row.table}}}\\\\"
        ),
        f"\\toprule\n{head}\n\\midrule\n\\endfirsthead",
        f"\\toprule\n{head}\n\\midrule\n\\endhead",
        "\\bottomrule\n\\endlastfoot",
        *(_line(columns, values) for values in cells),
        "\\end{longtable}}\n",
    ]
    return "\n".join(lines)


def _language(knowledge_map: KnowledgeMap) -> int:
    lang = knowledge_map.lang or main_language(knowledge_map.corpus)
    return 1 if lang == "zh" else 0


def _caption(knowledge_map: KnowledgeMap, row: _Printed, shown: int, total: int) -> str:
    language = _language(knowledge_map)
    caption = row.caption[language]
    if shown == total:
        return f"{caption}。" if language else f"{caption}."
    return (
        f"{caption}（前 {shown} 个，共 {total} 个）。"
        if language
        else (f"{caption} (the first {shown} of {total}).")
    )


def _head(knowledge_map: KnowledgeMap, columns: Sequence[_Column]) -> str:
    language = _language(knowledge_map)
    return " & ".join(escape(column.title[language]) for column in columns) + " \\\\"


def _alignment(columns: Sequence[_Column]) -> str:
    return "".join(
        f"p{{{column.width}\\linewidth}}" if column.width else _SIDES.get(column.name, "r")
        for column in columns
    )


_SIDES: Final[Mapping[str, str]] = {"keyword": "l", "slice": "l"}


def _line(columns: Sequence[_Column], values: Sequence[object]) -> str:
    cells = (_cell(column, value) for column, value in zip(columns, values, strict=True))
    return " & ".join(cells) + " \\\\"


def _cell(column: _Column, value: object) -> str:
    if isinstance(value, float):
        return (
            "--"
            if math.isnan(value)
            else f"{round(value, column.places or 0) + 0.0:.{column.places or 0}f}"
        )
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return escape(text) if text else "--"


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else -math.inf


def escape(text: str) -> str:
    r"""A text as LaTeX prints it: no sign of it is a command, Chinese stays as it is.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> print(escape("R&D_50% [18F]"))
    R\&D\_50\% [18F]
    """
    plain = _UNSEEN.sub(" ", text)
    # Two hyphens, commas or apostrophes would run together into another sign.
    parted = _LIGATURE.sub("\x00", plain)
    escaped = _SPECIAL.sub(lambda found: _ESCAPES[found.group()], parted).replace("\x00", "{}")
    # After the end of a row a bracket or star would be read as an argument of it.
    return f"{{}}{escaped}" if escaped.lstrip().startswith(("[", "*")) else escaped
