"""The methods text: what it says is what was done, all of it, in both languages."""

import inspect
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cooccur
from cooccur.draw.figures.density import density_figure
from cooccur.draw.layout import lay_out
from cooccur.draw.vos import vos_layout
from cooccur.errors import CooccurError, UnknownChoiceError
from cooccur.network import (
    bursts,
    evolution,
    leiden,
    metrics,
    quality,
    significance,
    slices,
    stability,
    structure,
    themes,
    trends,
)
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.selection import parse_selection
from cooccur.network.similarity import SIMILARITIES
from cooccur.options import CHOICES, HOW, OPTIONS, Options
from cooccur.prepare import alignment
from cooccur.prepare.filters import parse_years
from cooccur.presets import PRESETS
from cooccur.writers.markdown import cell, escaped
from cooccur.writers.methods import FORMULAS, LANGUAGES, SOFTWARE, _present, methods_text
from cooccur.writers.references import WORKS, References

ZH = 1
CHOSEN = {
    "keywords": {
        "all": ("Author keywords and index", "以作者关键词和索引"),
        "author": ("Author keywords were", "以作者关键词为"),
        "index": ("Index keywords (", "以索引关键词"),
        "title": ("phrases of the titles", "题名中的英文短语"),
        "abstract": ("phrases of the abstracts", "摘要中的英文短语"),
    },
    "keyword_language": {
        "zh": ("the Chinese one was taken", "采用中文关键词"),
        "en": ("the English one was taken", "采用英文关键词"),
    },
    "merge": {
        "off": ("not checked for duplicates", "未作查重"),
        "normal": ("or by descriptions that agreed", "题名仅有拼写出入"),
    },
    "counting": {"full": ("in full", "全计数法"), "fractional": ("fractionally", "分数计数法")},
    "similarity": {
        "association_strength": ("by the association strength", "采用关联强度"),
        "cosine": ("by the cosine", "采用余弦系数"),
        "jaccard": ("by the Jaccard", "采用Jaccard"),
        "dice": ("by the Dice", "采用Dice"),
        "inclusion": ("by the inclusion", "采用包含指数"),
        "equivalence": ("by the equivalence", "采用等价系数"),
        "pmi": ("by the pointwise", "采用点互信息"),
        "npmi": ("by the normalised pointwise", "采用归一化点互信息"),
        "proximity": ("by the proximity", "采用邻近指数"),
        "fractionalisation": ("by the fractionalisation", "采用分数化系数"),
        "none": ("by the co-occurrence as counted", "采用原始共现次数"),
    },
    "prune": {
        "none": ("network was not pruned", "网络未作裁剪"),
        "pathfinder": ("pruned by Pathfinder", "寻径网络算法"),
        "mst": ("pruned by a minimum spanning tree", "最小生成树算法"),
    },
    "prune_scope": {
        "both": ("network of each slice and the merged network were", "各切片网络和合并网络"),
        "sliced": ("network of each slice was", "对各切片网络进行"),
        "merged": ("The merged network was", "对合并网络"),
    },
    "cluster": {
        "vos": ("by VOS clustering", "采用VOS聚类"),
        "modularity": ("by modularity clustering", "采用模块度聚类"),
        "spectral": ("by spectral clustering", "采用谱聚类"),
        "simple-centres": ("by the simple-centres", "采用简单中心算法"),
    },
    "labels": {
        "llr": ("by log-likelihood", "采用对数似然率"),
        "mi": ("by mutual information", "采用互信息"),
        "lsi": ("by latent semantic", "采用潜在语义索引"),
        "tfidf": ("by tf–idf", "采用TF-IDF"),
    },
    "structure": {
        "ca": ("obtained by correspondence", "进行对应分析"),
        "mca": ("obtained by multiple", "进行多重对应分析"),
        "mds": ("obtained by multidimensional", "进行多维尺度分析"),
    },
    "periods": {"auto": ("; chosen automatically)", "，自动划分）")},
    "align_languages": {True: ("English keywords of one meaning were united", "中英文关键词合并")},
    "source_fair": {
        True: ("Each database was to weigh the same; all records come from one", "同一数据库")
    },
    "two_passes": {True: ("The files were read twice", "文件分两遍读取")},
    "drop_isolates": {True: ("Keywords without a link were", "剔除孤立节点")},
    "largest_component": {True: ("Only the largest connected", "仅保留最大连通分量")},
}
"""What says that an option was chosen, English and Chinese."""
FOUND = {
    "records_in": (r"held (\d+) record", r"共含题录(\d+)条"),
    "merged": (r"(\d+) records? w\w+ merged into", r"合并重复题录(\d+)条"),
    "skipped": (r"(\d+) records? could not be used", r"剔除无法使用的题录(\d+)条"),
    "kept": (r"which left (\d+) record", r"保留题录(\d+)条"),
    "selected": (r"were selected \((\d+) record", r"得到文献(\d+)篇"),
    "included": (r"so that (\d+) record", r"纳入分析的文献为(\d+)篇"),
    "distinct": (r"(\d+) distinct keyword", r"不同的关键词(\d+)个"),
    "thesaurus": (r"thesaurus “(.+?)”", r"叙词表“(.+?)”"),
    "stop_list": (r"stop list “(.+?)”", r"停用词表“(.+?)”"),
    "since": (r"from an earlier one \(“(.+?)”\)", r"由先前图谱“(.+?)”更新"),
    "continued": (r"of its clusters (\d+), at least", r"其中(\d+)个聚类至少"),
    "begun": (r"numbers and colours, and (\d+) (?:is|are) new", r"另有(\d+)个新聚类"),
    "align_score": (r"probability of at least (\d[\d.]*)\.\s", r"估计概率不低于(\d[\d.]*)，"),
    "author_words": (r"those of (\d+(?: to \d+)?) words", r"由(\d+(?:—\d+)?)个词构成"),
    "minimum": (r"in at least (\d+) records? were selected, at", r"频次不低于(\d+)次的关键词作为"),
    "max_keywords": (r"at most the (\d+) most frequent", r"频次最高的(\d+)个"),
    "least": (r"fewer than (\d+) selected occ", r"频次合计低于(\d+)次"),
    "slices": (r"time slices? of (\d+) year", r"每个切片(\d+)年"),
    "n_slices": (r"into (\d+) time slice", r"划分为(\d+)个时间切片"),
    "e": (r"\(e = (.+?)\)", r"（e(?: = |)(.+?)）"),
    "lrf": (r"LRF = (.+?) and", r"（LRF(?: = |)(.+?)）"),
    "links_per_node": (r"L/N = (.+?) links", r"（L/N(?: = |)(.+?)）"),
    "decimals": (r"agreed to (\d+) decimal", r"精确到小数点后(\d+)位"),
    "min_cooccurrences": (r"fewer than (\d+) co-occ", r"共现次数低于(\d+)次"),
    "resolution": (r"a resolution of (\S+)", r"分辨率为(.+?)，"),
    "min_cluster_size": (r"Clusters of fewer than (\d+)", r"少于(\d+)个关键词的聚类"),
    "burst_s": (r"of s = (.+?),", r"s = (.+?)，"),
    "burst_gamma": (r"γ = (\S+)", r"γ = (.+?)，"),
    "burst_min_duration": (r"duration of (\d+)", r"持续时间为(\d+)"),
    "burst_states": (r"with (\d+) states?, a ratio", r"状态数为(\d+)，"),
    "bursts": (r"(\d+) bursts? of", r"突现(\d+)次"),
    "resamples": (r"(\d+) bootstrap", r"(\d+)次自助重抽样"),
    "seed": (r"the random seed (\d+)", r"随机种子为(\d+)"),
    "preset": (r"preset “(\w+)”", r"预设“(\w+)”"),
    "N": (r"N = (\d+) node", r"N = (\d+)个节点"),
    "E": (r"E = (\d+) link", r"E = (\d+)条连线"),
    "density": (r"a density of ([\d.]+\d)", r"网络密度为([\d.]+)"),
    "clusters": (r"This gave (\d+) cluster", r"共得到(\d+)个聚类"),
    "Q": (r"Q = (−?[\d.]+\d)", r"Q = (−?[\d.]+)"),
    "S": (r"S = (−?[\d.]+\d)", r"S = (−?[\d.]+)"),
    "harmonic": (r"mean of both of (−?[\d.]+\d)", r"调和平均值为(−?[\d.]+)"),
}
"""Where a value stands, English and Chinese."""
CRITERIA = {
    "g-index": (r"factor k = (.+?):", r"比例因子k = (.+?)）"),
    "top": (r"the top (\d+) keywords", r"前(\d+)个关键词（Top N）"),
    "top-percent": (
        r"top (\S+)\s% of the keywords by occurrences, at most (\d+)",
        r"前(\S+?)%的.+?至多(\d+)个",
    ),
    "thresholds": (
        r"ccv\) of (.+?) in the first, (.+?) in the middle and (.+?) in the last",
        r"首个切片为(.+?)，中间切片为(.+?)，末个切片为(.+?)，",
    ),
    "usage180": (r"the (\d+) keywords .+? in the last 180", r"最近180天.+?选取前(\d+)个"),
    "usage2013": (r"the (\d+) keywords .+? since 2013", r"2013年以来.+?选取前(\d+)个"),
}
YEARS = {
    r"published from (\d+) to (\d+) ?\S* ?.*?were selected": "between",
    r"published in (\d+)[ ,].*?were selected": "in",
    r"published from (\d+) on\b": "from",
    r"published up to (\d+)": "to",
    r"发表年份（(\d+)—(\d+)年）": "between",
    r"发表年份（(\d+)年）": "in",
    r"发表年份（(\d+)年及以后）": "from",
    r"发表年份（(\d+)年及以前）": "to",
}
LISTS = {
    "document_type": (
        r"of document type (“.*?”)(?= and in language|\s+were)",
        r"文献类型（(“.*?”)）",
    ),
    "language": (r"in language (“.*?”) were", r"语种（(“.*?”)）"),
    "hide": (r"The keywords? (“.*?”) (?:was|were) left", r"剔除关键词(“.*?”)。"),
}


def unescaped(text):
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def number(text):
    if text in {"no limit", "不限"}:
        return -1
    text = text.replace("−", "-")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) else text


def read_table(text):
    """Every option with its value, out of the table of parameters."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("| `"):
            continue
        name, value = (part.strip() for part in re.split(r"(?<!\\)\|", line)[1:3])
        default, value = OPTIONS[name.strip("`")].default, unescaped(value)
        if value == "–":
            read = default if default in (None, "", ()) else None
        elif value.startswith('"'):
            words = tuple(json.loads(f"[{value}]"))
            read = words if default == () else words[0]
        elif isinstance(default, bool):
            read = {"yes": True, "no": False}[value]
        elif isinstance(default, (int, float)) or name in {"`slices`", "`min_occurrences`"}:
            read = number(value)
        else:
            read = value
        found[name.strip("`")] = read
    return found


def read_prose(text):
    """Every parameter and result that the sentences say."""
    lang = text.startswith("# 研究方法") * ZH
    prose = text.partition("## 图题与图注" if lang else "## Figure captions")[0]
    # What is known to differ from another program says nothing about this map.
    prose = re.sub("^- .*", "", prose, flags=re.MULTILINE)
    found = {}
    for name, said in CHOSEN.items():
        chosen = [value for value, words in said.items() if words[lang] in prose]
        assert len(chosen) < 2, (name, chosen)
        if chosen:
            found[name] = chosen[0]
    for name, patterns in FOUND.items():
        if match := re.search(patterns[lang], prose):
            found[name] = match[1] if name == "author_words" else number(unescaped(match[1]))
    if spans := re.search(r"(?:periods? \(|个时期（)(.+?)[;)）]", prose):
        found["spans"] = re.findall(r"\d{4}(?:-\d{4})?", re.sub("[–—]", "-", spans[1]))
    if "author_words" in found:
        found["author_words"] = "-".join(re.findall(r"\d+", found["author_words"]))
    for name, patterns in LISTS.items():
        if match := re.search(patterns[lang], prose):
            found[name] = tuple(map(unescaped, re.findall("“(.*?)”", match[1])))
    for name, patterns in CRITERIA.items():
        if match := re.search(patterns[lang], prose):
            found["select"] = name, tuple(", ".join(match.groups()).split(", "))
    for pattern, kind in YEARS.items():
        if match := re.search(pattern, prose):
            first, last = int(match[1]), int(match[match.lastindex])
            found["years"] = (first if kind != "to" else None, last if kind != "from" else None)
            break
    return found


def read_parameters(text):
    """All parameters, out of the sentences and the table."""
    return {**read_table(text), "said": read_prose(text)}


def in_effect(options, network):
    """What sentences have to say of these options: nothing of what had no effect."""
    is_sliced, is_selected = bool(options.slices), bool(options.slices or options.select)
    said = {
        name: getattr(options, name)
        for name in ("keywords", "counting", "similarity", "prune", "cluster", "labels")
    }
    said |= {name: getattr(options, name) for name in ("burst_s", "burst_gamma", "seed")}
    said |= {name: getattr(options, name) for name in ("burst_min_duration", "burst_states")}
    files = ("thesaurus", "stop_list", "since")
    for name in ("preset", "structure", "document_type", "language", "hide", *files):
        if getattr(options, name):
            said[name] = getattr(options, name)
    going_on = [step for step in network.history if step.name == "continue_clusters"]
    for step in going_on:
        said |= dict(zip(("continued", "begun"), dict(step.options).values(), strict=True))
    for name in ("min_cooccurrences", "min_cluster_size"):
        if getattr(options, name) > 1:
            said[name] = getattr(options, name)
    yes = ("two_passes", "drop_isolates", "largest_component", "align_languages", "source_fair")
    said |= {name: True for name in yes if getattr(options, name)}
    if options.two_passes:
        del said["labels"]
    for name, is_used in (
        ("keyword_language", options.keyword_language != "own"),
        ("merge", options.merge != "strict"),
        ("align_score", options.align_languages),
        ("periods", options.periods == "auto" and network.tables["periods"].length),
        ("resamples", options.stability),
        ("author_words", options.author_words),
        ("resolution", options.cluster in {"vos", "modularity"}),
        ("decimals", is_sliced or options.prune != "none"),
    ):
        said |= {name: getattr(options, name)} if is_used else {}
    said |= {"years": parse_years(options.years)} if options.years else {}
    if is_sliced:
        said |= {name: getattr(options, name) for name in ("slices", "e", "lrf", "links_per_node")}
        said["n_slices"] = network.slicing.n_slices
        said |= {"prune_scope": options.prune_scope} if options.prune != "none" else {}
    if is_selected:
        selection = parse_selection(options.select or "g-index:25")
        numbers = re.split("[:;,]", selection.text.partition(":")[2])
        said["select"] = selection.criterion.name, tuple(numbers)
        if options.min_occurrences not in {"auto", 1}:
            said["least"] = options.min_occurrences
    else:
        step = dict(next(s for s in network.history if s.name == "cooccurrence").options)
        said["minimum"] = step["min_occurrences"]
        said["max_keywords"] = options.max_keywords
    return said


def results(knowledge_map):
    corpus, network = knowledge_map.corpus, knowledge_map.network
    periods = network.tables["periods"]
    counts = {
        "records_in": corpus.records_in,
        "merged": len(corpus.merged),
        "skipped": len(corpus.skipped),
        "kept": corpus.kept,
        "included": len({*corpus.keyword_columns["record"].tolist()}),
        "distinct": len({*corpus.keyword_columns["keyword"].tolist()}),
        **_counted(corpus.tally),
        "N": network.n_nodes,
        "E": network.n_links,
        "clusters": network.cluster_columns.length,
        "bursts": network.tables["bursts"].length,
        "spans": [
            str(begin) if begin == end else f"{begin}-{end}"
            for begin, end in zip(periods["begin"], periods["end"], strict=True)
        ],
    }
    names = {
        "density": "density",
        "Q": "modularity",
        "S": "silhouette",
        "harmonic": "harmonic_mean",
    }
    reals = {name: round(network.quality[column], 4) for name, column in names.items()}
    # That there is none of these is said in other words.
    none = {name for name in ("merged", "skipped", "bursts", "spans") if not counts[name]}
    return {name: value for name, value in (counts | reals).items() if name not in none}


def _counted(tally):
    """The same of records that were counted and not kept."""
    return {"included": tally.with_keywords, "distinct": len(tally.occurrences)} if tally else {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_two_passes_count_is_read_back(study, lang):
    made = cooccur.map(*inputs(study), merge="off", two_passes=True, language="English")
    read = read_parameters(methods_text(made, lang=lang))
    said = read.pop("said")
    assert read == made.options
    assert said.pop("selected") == 13
    assert said == in_effect(Options(**made.options), made.network) | results(made)


@pytest.fixture(scope="module")
def study(tmp_path_factory, wos_text):
    """A folder with an export of twelve records, one of them again, a thesaurus and a stop list."""
    folder = tmp_path_factory.mktemp("study")
    for name, text in (
        ("savedrecs.txt", wos_text),
        ("again.txt", wos_text[: wos_text.index("ER\n") + 3] + "\nEF\n"),
        ("same_words.txt", "label\treplace by\nlogistics\ttransport\n"),
        ("stop|list_*.txt", "poverty alleviation\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    cooccur.map(*inputs(folder), hide="trust").save(folder / "earlier_map.html")
    return folder


def inputs(study):
    return study / "savedrecs.txt", study / "again.txt"


positive = st.floats(0.125, 8, allow_nan=False).map(lambda value: round(value, 3))
limits = st.sampled_from([-1, 1, 2.5, 4])
words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="“”"),
    min_size=1,
    max_size=8,
)
SELECT = (
    "g-index:7",
    "g-index:2.5",
    "top:9",
    "top-percent:60:80",
    "thresholds:1,1,0;1,1,0;2,1,0.5",
)
GIVEN = {
    "limit": st.sampled_from([(), ("keyword_length=400",)]),
    "vocabulary": st.sampled_from(CHOICES["vocabulary"]),
    "merge": st.sampled_from(CHOICES["merge"]),
    "two_passes": st.booleans(),
    "years": st.sampled_from(["2016-2021", "2016-", "-2021", None]),
    "document_type": st.lists(words, max_size=2).map(lambda more: ("Article", *more)),
    "language": st.sampled_from([(), ("English",), ("zh", "en")]),
    "keywords": st.sampled_from(["all", "author", "title"]),
    "author_words": st.sampled_from(["", "1-4", "2"]),
    "keyword_language": st.sampled_from(CHOICES["keyword_language"]),
    "align_languages": st.booleans(),
    "align_score": st.sampled_from([0.9, 0.75]),
    "thesaurus": st.sampled_from([None, "same_words.txt"]),
    "stop_list": st.sampled_from([None, "stop|list_*.txt"]),
    "hide": st.lists(words, max_size=2, unique=True).map(tuple),
    "counting": st.sampled_from(CHOICES["counting"]),
    "source_fair": st.booleans(),
    "similarity": st.sampled_from(CHOICES["similarity"]),
    "decimals": st.integers(1, 12),
    "min_occurrences": st.sampled_from(["auto", 1, 2]),
    "max_keywords": st.integers(4, 300),
    "min_cooccurrences": st.integers(1, 2),
    "drop_isolates": st.booleans(),
    "largest_component": st.booleans(),
    "slices": st.sampled_from([None, 1, 2, 3]),
    "select": st.sampled_from([None, *SELECT]),
    "e": st.sampled_from([-1, 1, 1.5]),
    "lrf": limits,
    "links_per_node": st.sampled_from([-1, 1, 10]),
    "prune": st.sampled_from(CHOICES["prune"]),
    "prune_scope": st.sampled_from(CHOICES["prune_scope"]),
    "cluster": st.sampled_from(CHOICES["cluster"]),
    "resolution": positive,
    "min_cluster_size": st.integers(1, 4),
    "labels": st.sampled_from(CHOICES["labels"]),
    "burst_s": positive.map(lambda value: value + 1),
    "burst_gamma": positive,
    "burst_min_duration": st.integers(1, 3),
    "burst_states": st.integers(2, 3),
    "periods": st.sampled_from(["auto", "2", "2018,2020"]),
    "since": st.sampled_from([None, "earlier_map.html"]),
    "structure": st.sampled_from(["", "ca", "mds"]),
    "preset": st.sampled_from(CHOICES["preset"]),
    "stability": st.booleans(),
    "resamples": st.integers(1, 3),
    "seed": st.integers(0, 99),
    "title": st.text(max_size=20),
    "view": st.sampled_from(CHOICES["view"]),
    "node_style": st.sampled_from(CHOICES["node_style"]),
    "palette": st.sampled_from(CHOICES["palette"]),
    "lang": st.sampled_from(CHOICES["lang"]),
}


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({}, optional=GIVEN))
def test_all_parameters_and_results_are_read_back_out_of_both_texts(study, given):
    files = {
        name: str(study / given[name])
        for name in ("thesaurus", "stop_list", "since")
        if given.get(name)
    }
    try:
        knowledge_map = cooccur.map(*inputs(study), **given | files)
    except CooccurError:
        assume(False)  # noqa: FBT003 hypothesis' own way to pass over an example
    options = replace(Options(**knowledge_map.options))
    for lang in LANGUAGES:
        read = read_parameters(methods_text(knowledge_map, lang=lang))
        said = read.pop("said")
        assert read == knowledge_map.options
        said.pop("selected", None)
        assert said == in_effect(options, knowledge_map.network) | results(knowledge_map)


def test_every_option_that_can_be_given_is_drawn():
    # The number of processes is no parameter of a result; columns are those of one's own table.
    assert set(GIVEN) == set(OPTIONS) - {"format", "columns", *HOW}


@pytest.fixture(scope="module")
def plain(study):
    return cooccur.map(*inputs(study))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_search_is_left_blank_and_cannot_be_overlooked(plain, lang):
    text = methods_text(plain, lang=lang)
    blanks = {
        "en": ("**[search query]**", "**[date of search]**", "**[search field]**"),
        "zh": ("【检索式】", "【检索日期】", "【检索字段】"),
    }
    assert all(text.count(blank) == 1 for blank in blanks[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_flow_of_records_adds_up(study, lang):
    text = methods_text(cooccur.map(*inputs(study), years="2018-", keywords="author"), lang=lang)
    flow = text.partition("```text")[2].partition("```")[0]
    read, total, merged, skipped, kept, out, selected, without, included, mapped = map(
        int, re.findall(r"n = (\d+)", flow)
    )
    assert read == total == merged + skipped + kept == 13
    assert kept == out + selected == out + without + included
    assert (merged, out, mapped <= included) == (1, 2, True)


def test_a_map_of_two_databases_names_both(study, tmp_path):
    cnki = (
        "RT Journal Article\nSR 1\nA1 李四\nT1 数字图书馆\nJF 图书\nYR 2019\n"
        "K1 知识发现;数字图书馆\nDS CNKI\n\n"
    )
    (tmp_path / "cnki.txt").write_text(cnki, encoding="utf-8")
    text = methods_text(cooccur.map(*inputs(study), tmp_path / "cnki.txt"))
    assert "Web of Science and China National Knowledge Infrastructure (CNKI)" in text
    assert "(Web of Science: 13; China National Knowledge Infrastructure (CNKI): 1)" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_was_used_is_in_the_references(study, lang):
    used = methods_text(cooccur.map(*inputs(study), similarity="jaccard", prune="mst"), lang=lang)
    assert "Jaccard (1901)" in used
    assert "Kruskal (1956)" in used
    assert "Schvaneveldt" not in used
    assert "Hennig" not in used
    assert "Salton" not in used


def test_every_number_of_a_chinese_citation_has_its_work(plain):
    prose, _, works = methods_text(plain, lang="zh").partition("## 参考文献")
    cited = {int(n) for group in re.findall(r"\[([\d,]+)\]", prose) for n in group.split(",")}
    assert cited == set(range(1, len(works.strip().splitlines()) + 1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_a_caption_for_each_view_with_data_and_for_no_other(study, lang):
    corpus = cooccur.read(*inputs(study))
    no_years = corpus.record_columns.with_columns(year=np.zeros(len(corpus), dtype=np.int64))
    dated = methods_text(cooccur.map(corpus), lang=lang)
    undated = methods_text(cooccur.map(replace(corpus, record_columns=no_years)), lang=lang)
    mark = r"\*\*(?:Figure |图)\d+"
    assert len(re.findall(mark, dated)) == 10
    assert len(re.findall(mark, undated)) == 3  # network, density, themes
    assert ("Timeline" if lang == "en" else "时间线") not in undated


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ("Conceptual structure of 100 keywords by multiple", "Changes since the earlier")),
        ("zh", ("概念结构图**（100个关键词）", "与先前图谱相比的变化**。")),
    ],
)
def test_the_structure_and_the_changes_have_captions_where_there_are_any(full_map, lang, titles):
    text = methods_text(full_map, lang=lang)
    assert all(title in text for title in titles)
    assert not re.search(r"））|None|Undefined", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("n_records", [0, 1, 2, 12])
@pytest.mark.parametrize("minimum", [1, 99])
def test_small_and_empty_maps_say_no_number_that_does_not_exist(plain, lang, n_records, minimum):
    corpus = plain.corpus.select(np.arange(len(plain.corpus)) < n_records)
    network = cooccurrence(corpus, min_occurrences=minimum)
    for knowledge_map in (lay_out(network), lay_out(trends.trends(metrics.measure(network)))):
        text = methods_text(knowledge_map, lang=lang)
        assert not re.search(r"None|nan|\{|\}|True|False|\binf\b|Undefined", text)
        assert f"N = {network.n_nodes}" in text


def test_a_chinese_text_has_chinese_punctuation_around_its_words(plain):
    text = methods_text(plain, lang="zh").partition("## 参数表")[0]
    assert not re.search(r"[\u4e00-\u9fff][,;:.()?]|[,;:()?][\u4e00-\u9fff]", text)
    assert not re.search(r"。。|，，|，。|；。| 。", text)


def test_an_english_text_is_free_of_doubled_blanks_and_stray_punctuation(plain):
    text = methods_text(plain).partition("```text")[0]
    assert not re.search(r"[^ \n]  +|\.\.| [,.;:]|,\.|\( | \)", text)
    assert all(unicodedata.east_asian_width(c) not in "WF" for c in text)


HOSTILE = (
    "*a* _b_",
    "`x` | y",
    "<b>&amp;</b>",
    "[l](u) ![i](u)",
    "$1$ ~~z~~ @k",
    "\\",
    "C# 1. #",
    "a\u202eb\x07\nc",
)


@pytest.mark.parametrize("word", HOSTILE)
def test_text_of_others_is_shown_as_it_is(word):
    from markdown_it import MarkdownIt

    shown = MarkdownIt("gfm-like", {"linkify": False}).renderInline(f"“{escaped(word)}”")
    plain = " ".join("".join(c if c.isprintable() else " " for c in word).split())
    html = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == f"“{html}”"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_keywords_and_names_neither_break_the_table_nor_the_flow(study, lang):
    hidden = (*HOSTILE, "```", "“")
    knowledge_map = cooccur.map(*inputs(study), hide=hidden, document_type=("Article", "```\n# x"))
    text = methods_text(knowledge_map, lang=lang)
    assert read_table(text) == knowledge_map.options
    assert len(re.findall("^```", text, re.MULTILINE)) == 2
    assert len(re.findall("^# ", text, re.MULTILINE)) == 1
    assert not set(re.findall(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", text))


@given(st.text(max_size=12))
def test_any_text_in_a_cell_is_read_back(text):
    assert read_table(f"| `title` | {cell(text)} | – |\n") == {"title": text}


def test_a_network_of_another_program_is_said_to_be_read(tmp_path):
    path = tmp_path / "net_*.net"
    path.write_text('*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Edges\n1 2 3\n2 3 1\n')
    text = methods_text(cooccur.map(path))
    assert "was read from the file “net\\_\\*.net”" in text
    assert "N = 3 nodes (keywords) and E = 2 links" in text
    assert "## Flow" not in text
    assert "retrieved from" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_tells_its_program_and_what_is_known_to_differ(study, preset, lang):
    text = methods_text(cooccur.map(*inputs(study), preset=preset, seed=3), lang=lang)
    listed = text.partition(f"“{preset}”")[2].partition("\n## ")[0]
    assert PRESETS[preset].title in listed
    assert listed.count("\n- ") == len(PRESETS[preset].differs)
    assert ("except for" if lang == "en" else "除外") not in listed


def test_a_preset_that_was_changed_says_so_and_nothing_that_is_no_longer_true(study):
    text = methods_text(
        cooccur.map(*inputs(study), preset="citespace", prune="pathfinder", resolution=2, lrf=5)
    )
    assert "except for lrf = 5." in text
    assert "Pruning is off" not in text
    assert " --" not in text.partition("## Parameters")[0]


def test_every_similarity_has_its_formula():
    assert set(FORMULAS) == set(SIMILARITIES)


@pytest.mark.parametrize(
    ("name", "function"),
    {
        "alignment": alignment.align,
        "leiden": leiden.leiden,
        "modularity": quality.modularity,
        "silhouette": quality.link_silhouette,
        "betweenness": metrics.measure,
        "slices": slices.sliced_cooccurrence,
        "layout": vos_layout,
        "density": density_figure,
        "bursts": bursts.find_bursts,
        "themes": themes.strategic_diagram,
        "evolution": evolution.evolve,
        "trends": trends.trend_topics,
        "donohue": trends.frequency_laws,
        "structure": structure.conceptual_structure,
        "stability": stability.bootstrap_stability,
        "significance": significance.link_significance,
    }.items(),
)
def test_works_without_a_row_in_a_table_are_those_of_the_docstrings(name, function):
    document = " ".join(inspect.getdoc(function).split())
    assert all(work in document for work in WORKS[name].split("; "))


def test_every_such_work_is_checked_against_its_docstring():
    checked = test_works_without_a_row_in_a_table_are_those_of_the_docstrings.pytestmark[0]
    assert {name for name, _ in checked.args[1]} == set(WORKS)


def test_the_software_is_cited_as_the_citation_file_says():
    citation = Path(__file__).resolve().parents[2] / "CITATION.cff"
    lines = dict(re.findall(r"^(\w+): \"?(.*?)\"?$", citation.read_text("utf-8"), re.MULTILINE))
    assert lines["title"] in SOFTWARE
    assert f"version {lines['version']} " in SOFTWARE


def test_a_work_that_two_tables_name_is_listed_once():
    references = References(numbered=False)
    first = references.cite(
        "van Eck & Waltman (2010), Scientometrics 84, 523; VOSviewer Manual 1.6"
    )
    assert first == " (van Eck & Waltman, 2010)"
    references.cite("van Eck & Waltman (2010), Scientometrics 84(2), 523–538")
    assert len(references.works()) == 1


def test_several_works_are_cited_in_order():
    source = "Chen (2006), JASIST 57(3), 359; Chen (2014), The Manual; A, B & C (2001), X 1, 2"
    assert References(numbered=False).cite(source) == " (Chen, 2006, 2014; A et al., 2001)"
    assert References(numbered=True).cite(source) == "[1,2,3]"
    assert References(numbered=True).cite("as in CiteSpace") == ""


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_value_that_does_not_exist_is_never_printed(value):
    assert _present("") == ""
    with pytest.raises(ValueError, match="does not exist"):
        _present(value)


def test_another_language_is_refused(plain):
    with pytest.raises(UnknownChoiceError):
        methods_text(plain, lang="de")


def test_the_same_map_gives_the_same_text_and_is_left_alone(plain):
    before = dict(plain.options), plain.history
    assert methods_text(plain) == methods_text(plain)
    assert (dict(plain.options), plain.history) == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_citespace_on_a_real_corpus_is_told_with_its_numbers(real, lang):
    knowledge_map = cooccur.map(real / "wos" / "taiwan_part1_500.txt", preset="citespace")
    text = methods_text(knowledge_map, lang=lang)
    read = read_parameters(text)
    said = read.pop("said")
    assert read == knowledge_map.options
    assert said["select"] == ("g-index", ("25",))
    assert (said["lrf"], said["links_per_node"], said["e"], said["decimals"]) == (3, 10, 1, 2)
    numbers = results(knowledge_map)
    assert {name: said[name] for name in numbers} == numbers
    assert np.isclose(said["Q"], knowledge_map.network.quality["modularity"], atol=5e-5)
