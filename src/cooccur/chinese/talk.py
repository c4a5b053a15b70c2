"""What is said of reading, maps and files, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TALK: Final[Mapping[str, str]] = {
    # Progress.
    "reading": "读取文件",
    "preparing keywords": "整理关键词",
    "counting": "统计共现",
    "clustering": "聚类",
    "measuring": "计算指标",
    "analysing": "分析",
    "testing stability": "检验稳定性",
    "laying out": "布局",
    "drawing": "绘图",
    "writing": "写出文件",
    # Reading.
    "{records} records in {files} file(s): {kept} kept, {merged} merged, {skipped} skipped": (
        "读入 {files} 个文件，共 {records} 条记录：保留 {kept}，合并 {merged}，跳过 {skipped}"
    ),
    "file": "文件",
    "format": "格式",
    "encoding": "编码",
    "records": "文献",
    "years": "年份",
    "with keywords": "含关键词的文献",
    "{author} author, {index} index": "作者 {author}，索引 {index}",
    "… and {n} more": "……另有 {n} 条",
    "… and {n} more files": "……另有 {n} 个文件",
    "{names}: network ({format}) of {nodes} keywords, {links} links, no records": (
        "{names}：网络文件（{format}），{nodes} 个关键词，{links} 条连线，不含文献"
    ),
    "passed over, no exports: {names}": "不是导出文件，已略过：{names}",
    "passed over, no exports: {names} and {n} more": (
        "不是导出文件，已略过：{names} 等，另有 {n} 个"
    ),
    "merged by {evidence}": "合并依据：{evidence}",
    "id": "标识号",
    "title + author + source + year": "题名、作者、来源与年份相同",
    "similar title + author + source + year": "题名、作者、来源与年份相近",
    "{n} records are in several databases": "{n} 条文献见于多个数据库",
    # What changed between two maps.
    "records: {before} before, {now} now": "文献：先前 {before} 篇，现在 {now} 篇",
    (
        "keywords: {new} new, {grown} grown, {shrunk} shrunk, {gone} gone, {steady} unchanged, "
        "{moved} moved to another cluster"
    ): (
        "关键词：新增 {new}，增长 {grown}，减少 {shrunk}，消失 {gone}，不变 {steady}；"
        "换到其他聚类 {moved}"
    ),
    (
        "clusters: {survived} go on, {new} new, {gone} gone, {grown} grown, {shrunk} shrunk, "
        "{split} split, {merged} merged"
    ): (
        "聚类：延续 {survived}，新增 {new}，消失 {gone}，增长 {grown}，减少 {shrunk}，"
        "分裂 {split}，合并 {merged}"
    ),
    "links between keywords of both maps: {kept} kept, {new} new, {gone} gone": (
        "两图共有关键词之间的连线：保留 {kept}，新增 {new}，消失 {gone}"
    ),
    "split into {numbers}": "分裂为 {numbers}",
    "merged from {numbers}": "由 {numbers} 合并",
    "new: {keywords}": "新增：{keywords}",
    "grown, as a share of the records: {keywords}": "增长（占文献比例）：{keywords}",
    "shrunk, as a share of the records: {keywords}": "减少（占文献比例）：{keywords}",
    "gone: {keywords}": "消失：{keywords}",
    "earlier": "先前",
    "change": "变化",
    "survived": "延续",
    "new": "新增",
    "gone": "消失",
    "grown": "增长",
    "shrunk": "减少",
    "steady": "不变",
    # Slices, keywords, clusters, bursts.
    "no languages to align: no record lists keywords in Chinese and English": (
        "没有可合并的双语关键词：没有文献同时列有中英文关键词"
    ),
    "{pairs} Chinese and English keywords are one, {nodes} of them in the map": (
        "已合并 {pairs} 对中英文关键词，其中 {nodes} 对在图谱中"
    ),
    "slice": "时间切片",
    "criterion": "筛选准则",
    "keywords": "关键词",
    "selected": "入选",
    "links kept / all": "连线（保留/全部）",
    "… and {n} more slices": "……另有 {n} 个时间切片",
    "rank": "序号",
    "keyword": "关键词",
    "frequency": "频次",
    "centrality": "中介中心性",
    "first year": "首现年份",
    "cluster": "聚类",
    "label": "标签",
    "size": "规模",
    "silhouette": "轮廓值",
    "mean year": "平均年份",
    "top keywords": "主要关键词",
    # The workshop of the thesaurus.
    "comparing keywords": "比较关键词",
    "reading abstracts": "读取摘要",
    (
        "{records} records, {keywords} keywords in {spellings} spellings: those that differ by "
        "case, width, hyphens or blanks are one already"
    ): (
        "{records} 条文献，{keywords} 个关键词，共 {spellings} 种写法："
        "仅大小写、全半角、连字符或空格不同者已视为同一关键词"
    ),
    "rule": "规则",
    "proposals": "建议",
    "first": "首条",
    "dropped": "删去",
    "accepted": "已接受",
    "rejected": "已拒绝",
    "replace by": "替换为",
    "{accepted} accepted, {rejected} rejected, {undecided} undecided": (
        "已接受 {accepted}，已拒绝 {rejected}，未定 {undecided}"
    ),
    "to decide, edit the column decision of {file}, or answer in a terminal": (
        "请修改 {file} 的 decision 列，或在终端中逐条回答"
    ),
    "y accept, n reject, s swap the two, e edit what stays, l later": (
        "y 接受，n 拒绝，s 对调，e 改写保留词，l 以后再定"
    ),
    "a accept all of this rule, u undo, q save and quit, ? these lines": (
        "a 接受此规则的全部建议，u 撤销，q 保存并退出，? 显示本说明"
    ),
    "traditional and simplified characters": "繁体与简体",
    "with and without 的; 与, 和 and 及": "有无“的”；与、和、及",
    "with and without 软件, 技术, 研究, 方法 or 法 at the end": (
        "末尾有无“软件”“技术”“研究”“方法”“法”"
    ),
    "with and without accents; Greek letters and their names": "重音符号；希腊字母与其名称",
    "British and American spelling": "英式与美式拼写",
    "singular and plural": "单数与复数",
    "the same words in another order": "词序不同",
    "together or apart; punctuation": "连写或分写；标点",
    "an abbreviation and its long form, from titles, abstracts and keywords": (
        "缩写与全称（据题名、摘要和关键词）"
    ),
    "a rare keyword one letter away from a common one": "罕见词与常见词仅差一个字母",
    "a Chinese keyword and its English one": "中文关键词与对应的英文关键词",
    "a keyword without a topic, for the stop list": "不表示主题的词，可列入停用词表",
    "… and {n} more clusters, {single} of one keyword": (
        "……另有 {n} 个聚类，其中 {single} 个仅含一个关键词"
    ),
    "burst": "突现关键词",
    "year": "首现年份",
    "strength": "突现强度",
    "begin": "开始",
    "end": "结束",
    # The map.
    "no minimum: keywords that occur once are in the map": (
        "未设频次下限：只出现一次的关键词也在图谱中"
    ),
    "the map is empty: no keyword occurs {n} times; lower the minimum": (
        "图谱为空：没有关键词出现 {n} 次；请降低 --min-occurrences"
    ),
    (
        "the map is empty: no keyword is left; loosen --select, --min-cooccurrences or "
        "--drop-isolates"
    ): "图谱为空：没有剩下的关键词；请放宽 --select、--min-cooccurrences 或 --drop-isolates",
    "written: {output}": "已写出：{output}",
    # The signature.
    "; ": "；",
    ", ": "，",
    "no years": "无年份",
    "occurrences >= {n}": "频次 ≥ {n}",
    "network of {file}": "网络文件 {file}",
    "{n} slices of {years} year(s)": "{n} 个时间切片（每片 {years} 年）",
    "LRF={lrf:g}, L/N={most}, e={e:g}": "LRF={lrf:g}，L/N={most}，e={e:g}",
    "{how} ({scope})": "{how}（{scope}）",
    "N={n}, E={e} (density {density:.4f})": "N={n}，E={e}（密度 {density:.4f}）",
    "largest component {share:.0%}": "最大连通分量 {share:.0%}",
    "Q={q:.4f}, S={s:.4f}": "Q={q:.4f}，S={s:.4f}",
    "harmonic mean {value:.4f}": "调和平均 {value:.4f}",
    "pathfinder": "寻径网络裁剪",
    "mst": "最小生成树裁剪",
    "merged": "合并网络",
    "sliced": "各切片网络",
    "both": "各切片及合并网络",
    # Whether a map came out the same.
    "same: {n} tables came out equal": "一致：{n} 个表格完全相同",
    "not the same": "不一致",
    "{kind} {name}: {what}": "{kind} {name}：{what}",
    "input": "输入文件",
    "option": "选项",
    "version": "版本",
    "table": "表格",
    # Formats.
    "Read (the content decides, never the name):": "可读取（由内容判断，与文件名无关）：",
    "Written (the suffix decides):": "可写出（由后缀决定）：",
    "Web of Science tagged text (savedrecs.txt, .ciw, .isi)": (
        "Web of Science 纯文本（savedrecs.txt、.ciw、.isi）"
    ),
    "CNKI export converted by CiteSpace": "经 CiteSpace 转换的 CNKI 数据",
    "CNKI RefWorks text": "CNKI RefWorks 文本",
    "CNKI EndNote text": "CNKI EndNote 文本",
    "NoteExpress text": "NoteExpress 文本",
    "CNKI self-defined and E-Study text": "CNKI 自定义格式与 E-Study 文本",
    "RIS (WOS, Scopus, CNKI, EBSCO, ProQuest, IEEE, Lens, reference managers)": (
        "RIS（WOS、Scopus、CNKI、EBSCO、ProQuest、IEEE、Lens、文献管理软件）"
    ),
    "CSSCI text": "CSSCI 文本",
    "Scopus plain text": "Scopus 纯文本",
    "Scopus table (CSV)": "Scopus 表格（CSV）",
    "PubMed text (MEDLINE, .nbib)": "PubMed 文本（MEDLINE、.nbib）",
    "Cochrane Library text": "Cochrane Library 文本",
    "OpenAlex works (JSON, JSON Lines, also compressed)": (
        "OpenAlex 文献（JSON、JSON Lines，可压缩）"
    ),
    "OpenAlex table (CSV of its web page)": "OpenAlex 表格（网页导出的 CSV）",
    "Dimensions table (CSV, XLSX)": "Dimensions 表格（CSV、XLSX）",
    "Lens scholarly works (CSV)": "Lens 学术文献（CSV）",
    "patents, grants, trials (Lens, Dimensions, Google Patents): counted and refused": (
        "专利、基金项目、临床试验（Lens、Dimensions、Google Patents）：计数后拒绝"
    ),
    "any table with a header (CSV, TSV, XLSX, XLS); --columns names its columns": (
        "任何有表头的表格（CSV、TSV、XLSX、XLS），列由 --columns 指定"
    ),
    "BibTeX (WOS, Scopus, reference managers)": "BibTeX（WOS、Scopus、文献管理软件）",
    "Web of Science table (tab-delimited text, .xls, .xlsx)": (
        "Web of Science 表格（制表符分隔文本、.xls、.xlsx）"
    ),
    "CNKI self-defined .xls (HTML)": "CNKI 自定义 .xls（HTML）",
    "sheet or CSV with CNKI's Chinese column names": "含 CNKI 中文列名的工作表或 CSV",
    "GraphML network (networkx, Gephi, Cytoscape)": "GraphML 网络（networkx、Gephi、Cytoscape）",
    "GEXF network (Gephi)": "GEXF 网络（Gephi）",
    "VOSviewer map (text)": "VOSviewer map 文件（文本）",
    "VOSviewer network (text)": "VOSviewer network 文件（文本）",
    "Pajek network or project (.net, .paj)": "Pajek 网络或工程（.net、.paj）",
    "clusters of a Pajek network (.clu)": "Pajek 网络的聚类（.clu）",
    "occurrences of a Pajek network (.vec)": "Pajek 网络的频次（.vec）",
    "interactive map, one page that opens offline in any browser": (
        "交互式图谱，单个网页，可在任何浏览器中离线打开"
    ),
    "figure of --view as vectors with real text, for editing": (
        "--view 所选视图的矢量图，文字可编辑"
    ),
    "figure of --view as vectors with embedded fonts": "--view 所选视图的矢量图，嵌入字体",
    "figure of --view in pixels, see --dpi": "--view 所选视图的位图，分辨率见 --dpi",
    "GraphML network (Gephi, Cytoscape, networkx)": "GraphML 网络（Gephi、Cytoscape、networkx）",
    "GEXF network with places and colours (Gephi)": "GEXF 网络，含坐标与颜色（Gephi）",
    "GML network": "GML 网络",
    "Pajek network, its clusters NAME.clu and occurrences NAME.vec": (
        "Pajek 网络，另有聚类 NAME.clu 和频次 NAME.vec"
    ),
    "VOSviewer JSON (VOSviewer, VOSviewer Online)": (
        "VOSviewer 的 JSON（VOSviewer、VOSviewer Online）"
    ),
    "VOSviewer's NAME.vos.map.txt and NAME.vos.network.txt": (
        "VOSviewer 的 NAME.vos.map.txt 与 NAME.vos.network.txt"
    ),
    "matrices: NAME.matrix.cooccurrences.csv, .similarities.csv, .occurrences.csv": (
        "矩阵：NAME.matrix.cooccurrences.csv、.similarities.csv、.occurrences.csv"
    ),
    "the thesaurus of the map as CiteSpace's alias file": (
        "图谱所用的同义词表（CiteSpace alias 文件）"
    ),
    "the thesaurus of the map in VOSviewer's form": "图谱所用的同义词表（VOSviewer 格式）",
    "all tables in one workbook": "全部表格（一个工作簿）",
    "tables of a paper: LaTeX with booktabs": "论文用表格：LaTeX 三线表（booktabs）",
    "two tables: NAME.keywords.csv and NAME.links.csv": (
        "两个表格：NAME.keywords.csv 与 NAME.links.csv"
    ),
    "a folder of all tables: a name that ends in /": "存放全部表格的文件夹：名称以 / 结尾",
}
"""English texts, as they stand in the code, and their Chinese."""
