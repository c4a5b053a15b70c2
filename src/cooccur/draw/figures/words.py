"""The words on figures, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "untitled": ("Keyword co-occurrence map", "关键词共现图谱"),
    "alt": ("{n} keywords, {e} links, {r} records", "{n} 个关键词，{e} 条连线，{r} 篇文献"),
    "occurrences": ("Occurrences", "频次"),
    "weighted_occurrences": ("Weighted occurrences", "加权频次"),
    "mean year": ("Mean publication year", "平均发表年份"),
    "density": ("Keyword density", "关键词密度"),
    "low": ("low", "低"),
    "high": ("high", "高"),
    "others": ("Others", "其他"),
    "more clusters": ("{n} more clusters", "其余 {n} 个聚类"),
    "more cluster": ("1 more cluster", "其余 1 个聚类"),
    "unplaced": ("Keywords without a year, not shown: {n}", "未显示无年份的关键词：{n} 个"),
    "rings": ("Rings: records of each year", "年轮：各年文献量"),
    "burst": ("Burst", "突现"),
    "databases": ("Databases", "数据库"),
    "shared records": ("Records found in exactly these databases", "恰见于所示数据库的文献量"),
    "records of each": ("Records of each", "各库文献量"),
    "unknown": ("Unknown", "未知"),
    "pivotal": ("Betweenness ≥ 0.1", "中介中心性 ≥ 0.1"),
    "motor": ("Motor themes", "核心主题"),
    "niche": ("Niche themes", "孤立主题"),
    "emerging": ("Emerging or declining themes", "新兴或衰退主题"),
    "basic": ("Basic themes", "基础主题"),
    "motor short": ("Motor", "核心"),
    "niche short": ("Niche", "孤立"),
    "emerging short": ("Emerging/declining", "新兴/衰退"),
    "basic short": ("Basic", "基础"),
    "centrality axis": ("Centrality", "中心度"),
    "density axis": ("Density", "密度"),
    "by rank": (" (rank)", "（名次）"),
    "keyword": ("Keyword", "关键词"),
    "year": ("Year", "首现年"),
    "strength": ("Strength", "强度"),
    "begin": ("Begin", "开始"),
    "end": ("End", "结束"),
    "bursts": (
        "Top {n} keywords with the strongest citation bursts",
        "突现强度最高的 {n} 个关键词",
    ),
    "records": ("Records", "文献量"),
    "per year": ("Records per year", "年文献量"),
    "cumulative": ("Cumulative records", "累计文献量"),
    "growth": ("Mean annual growth, {a}–{b}: {g} %", "年均增长率（{a}–{b}）：{g} %"),
    "undated": ("Records without a year: {n}", "无年份的文献：{n} 篇"),
    "quartiles": ("First to third quartile of years", "年份的第一至第三四分位"),
    "median": ("Median year; area: occurrences", "中位年份；面积：频次"),
    "records of": ("{n} records", "{n} 篇文献"),
    "record of": ("1 record", "1 篇文献"),
    "solid band": ("Name keyword shared", "共有主题名关键词"),
    "pale band": ("Other keywords shared", "共有其他关键词"),
    "bar": ("Bar height: occurrences", "条高：频次"),
    "overlap": (
        "Keywords: + new, − lost, → kept (stability)",
        "关键词数：+ 新增，− 消失，→ 延续（稳定性）",
    ),
}


def word(name: str, language: str, **values: object) -> str:
    """A word or line of a figure, with these values filled in."""
    return _WORDS[name][language == "zh"].format(**values)
