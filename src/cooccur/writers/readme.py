"""What every file of a report is, in English and Chinese: one row a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cooccur._version import __version__

FILES: Final[Mapping[str, tuple[str, str]]] = {
    "map.html": (
        "the interactive map, one page that opens offline in any browser",
        "交互式图谱，单个网页，可在任何浏览器中离线打开",
    ),
    "methods.en.md": ("a paragraph for the methods section, in English", "英文方法段落"),
    "methods.zh.md": ("a paragraph for the methods section, in Chinese", "中文方法段落"),
    "metrics.json": (
        "the numbers of the run: records, files, network, clusters, and the files of this report",
        "运行结果数值：文献、文件、网络、聚类及本报告的文件清单",
    ),
    "manifest.json": (
        "inputs and their hashes, options, versions and hashes of the tables, to make it again",
        "输入文件及其哈希、全部选项、版本与各表哈希，用于重新生成与核对",
    ),
    "README.md": ("this file", "本文件"),
    "network.graphml": (
        "the network for Gephi, Cytoscape, networkx",
        "网络（GraphML，用于 Gephi、Cytoscape、networkx）",
    ),
    "network.gexf": ("the network with places and colours for Gephi", "网络（GEXF，含坐标与颜色）"),
    "network.net": ("the network for Pajek", "网络（Pajek）"),
    "network.clu": ("the clusters for Pajek", "聚类（Pajek 分区文件）"),
    "network.vec": ("the occurrences for Pajek", "频次（Pajek 向量文件）"),
    "vosviewer_map.txt": ("keywords for VOSviewer (map file)", "VOSviewer 地图文件（关键词）"),
    "vosviewer_network.txt": ("links for VOSviewer (network file)", "VOSviewer 网络文件（连线）"),
    "vosviewer.json": ("map and network for VOSviewer Online", "VOSviewer Online 所用 JSON"),
    "figures/network": ("keywords and links, coloured by cluster", "关键词共现网络，按聚类着色"),
    "figures/overlay": ("the network coloured by mean year", "按平均年份着色的网络"),
    "figures/density": ("the density of keywords", "关键词密度图"),
    "figures/timeline": ("clusters along the years", "聚类时间线"),
    "figures/timezone": ("keywords by the year they first appear in", "时区图，按首现年份排列"),
    "figures/themes": ("strategic diagram of the clusters", "聚类战略坐标图"),
    "figures/evolution": ("themes of each period and what they share", "主题演化图"),
    "figures/bursts": ("keywords with the strongest bursts", "突现强度最高的关键词"),
    "figures/years": ("records by year", "历年文献量"),
    "figures/trends": ("the years that topics centre on", "主题趋势图"),
    "figures/sources": ("records that databases have in common", "各数据库文献的重合情况"),
    "figures/structure": ("conceptual structure: keywords on a plane, in groups", "概念结构图"),
    "figures/changes": ("what changed since the earlier map", "与先前图谱相比的变化"),
    "tables/tables.xlsx": ("all tables in one workbook", "全部表格（一个工作簿）"),
    "tables/tables.tex": (
        "the most frequent keywords, the clusters and bursts for LaTeX (booktabs)",
        "LaTeX 三线表：高频关键词、聚类、突现",
    ),
    "tables/supplement.tex": (
        "the same and more tables with all rows for LaTeX (longtable)",
        "LaTeX 长表：全部行",
    ),
    "tables/keywords.csv": ("keywords of the map", "图谱中的关键词"),
    "tables/links.csv": ("links between them", "关键词之间的连线"),
    "tables/clusters.csv": ("clusters", "聚类"),
    "tables/records.csv": ("selected records", "入选文献"),
    "tables/merged.csv": ("records that were merged into others", "被合并的重复文献"),
    "tables/skipped.csv": ("records that could not be read, and why", "未能读取的文献及原因"),
    "tables/bursts.csv": ("the strongest burst of each keyword", "各关键词的最强突现"),
    "tables/bursts_all.csv": ("all bursts", "全部突现"),
    "tables/turning_points.csv": (
        "links between clusters at a keyword of high betweenness",
        "跨聚类且一端中介中心性较高的连线（转折点）",
    ),
    "tables/changes.csv": (
        "what changed of the keywords since the earlier map",
        "与先前图谱相比关键词的变化",
    ),
    "tables/cluster_changes.csv": (
        "what changed of the clusters since the earlier map",
        "与先前图谱相比聚类的变化",
    ),
    "tables/representatives.csv": ("records that represent a cluster", "各聚类的代表文献"),
    "tables/theme_keywords.csv": ("keywords of the themes of each period", "各时期主题的关键词"),
    "tables/slices.csv": ("time slices and what was selected in them", "时间切片及入选情况"),
    "tables/sources.csv": ("occurrences in each database", "各数据库中的频次"),
    "tables/database_overlap.csv": (
        "records that databases have in common",
        "各数据库文献的重合情况",
    ),
    "tables/alignments.csv": (
        "Chinese and English keywords drawn as one, with score and evidence",
        "合并为一的中英文关键词及其得分与依据",
    ),
    "tables/years.csv": ("records and keywords by year", "历年文献与关键词"),
    "tables/themes.csv": ("centrality and density of the clusters", "各聚类的中心度与密度"),
    "tables/periods.csv": ("periods of the thematic evolution", "主题演化的时期"),
    "tables/period_themes.csv": ("themes of each period", "各时期的主题"),
    "tables/evolution.csv": ("what themes of following periods share", "相邻时期主题之间的联系"),
    "tables/overlap.csv": (
        "keywords kept, new and lost between periods",
        "时期间关键词的留存与更替",
    ),
    "tables/trends.csv": ("quartiles of the years of each keyword", "各关键词年份的四分位数"),
    "tables/structure.csv": ("conceptual structure: places and groups", "概念结构：坐标与分组"),
    "tables/dendrogram.csv": ("conceptual structure: merges of the tree", "概念结构：聚类树"),
}
"""What a file is, English and Chinese; figures without their suffix."""

_HEAD: Final = """\
# Keyword co-occurrence map / 关键词共现图谱

Written by cooccur {version}. / 由 cooccur {version} 生成。

{signature}

| file / 文件 | what it is | 说明 |
|---|---|---|
"""
_FOOT: Final = """
To make the same again / 重新生成：`cooccur rerun manifest.json INPUT...`
To check it / 核对：`cooccur verify manifest.json INPUT...`
"""


def readme(names: list[str], *, signature: str, left_out: Mapping[str, str] | None = None) -> bytes:
    """The README of a report.

    Parameters
    ----------
    names : list of str
        Names of its files, from its folder on.
    signature : str
        One line on the map.
    left_out : mapping of str to str, optional
        What is not there, and why.

    Returns
    -------
    bytes
        Markdown in UTF-8.
    """
    kinds: dict[str, list[str]] = {}
    for name in names:
        stem = name.rpartition(".")[0] if name.startswith("figures/") else name
        kinds.setdefault(stem, []).append(name.removeprefix(stem))
    order = {stem: place for place, stem in enumerate(FILES)}
    lines = []
    for stem in sorted(kinds, key=lambda stem: (order.get(stem, len(order)), stem)):
        english, chinese = FILES.get(stem, ("", ""))
        endings = " ".join(ending for ending in kinds[stem] if ending)
        lines.append(f"| `{stem}`{f' {endings}' * bool(endings)} | {english} | {chinese} |\n")
    text = _HEAD.format(version=__version__, signature=_cell(signature)) + "".join(lines)
    if left_out:
        text += "\nLeft out, since the records tell nothing of it / 因数据不足未输出：\n\n"
        text += "".join(f"- `{name}`: {_cell(reason)}\n" for name, reason in left_out.items())
    return (text + _FOOT).encode("utf-8", "replace")


def _cell(text: str) -> str:
    """A text that Markdown shows as it is."""
    plain = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in plain)
