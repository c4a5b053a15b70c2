"""The help of commands and options in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HELP: Final[Mapping[str, str]] = {
    # The commands.
    "Keyword co-occurrence knowledge maps from the exports of literature databases.": (
        "用文献数据库（Web of Science、中国知网等）的导出文件绘制关键词共现知识图谱。"
    ),
    "a map of all exports in a folder: map.html": "由文件夹内全部导出文件生成 map.html",
    "what is in each file": "查看各文件的内容",
    "Make the keyword map of export files.": "由导出文件生成关键词图谱。",
    (
        "INPUT: files, folders (searched through), globs and archives, as downloaded. The content "
        "decides the format, never the name."
    ): (
        "INPUT：下载所得的文件、文件夹（含子文件夹）、通配符或压缩包。格式由内容判断，与文件名无关。"
    ),
    "Write all that a paper needs: page, figures, tables, networks, methods, manifest.": (
        "一次写出论文所需的全部内容：网页、图、表、网络文件、方法段落与清单。"
    ),
    "Make a map again from the options that stand in a page, figure, workbook or manifest.": (
        "按网页、图、工作簿或清单中保存的选项重新生成图谱。"
    ),
    "Tell whether a map comes out the same from these inputs, and what differs.": (
        "核对图谱能否由这些输入文件重现，并指出差异。"
    ),
    (
        "Ends with 0 when it does and with 1 when it does not. Options, where given, are those "
        "that the map is said to be made with."
    ): "一致时退出码为 0，不一致时为 1。如给出选项，则视为生成该图谱时所用的选项。",
    "Tell what is in each file: format, encoding, records, years, keywords, problems.": (
        "查看各文件的格式、编码、文献数、年份、关键词与问题。"
    ),
    "List what can be read and written.": "列出可读取和可写出的格式。",
    "Tell what is new, grown, shrunk, split, merged and gone from one map to a later one.": (
        "比较先后两个图谱：新增、增长、减少、分裂、合并与消失的内容。"
    ),
    (
        "OLD, NEW: pages (map.html) or reports (folder or ZIP) that cooccur wrote. Clusters are "
        "matched by their keywords, whatever their numbers."
    ): (
        "OLD、NEW：cooccur 写出的网页（map.html）或报告（文件夹或 ZIP）。"
        "聚类按共有关键词对应，与编号无关。"
    ),
    (
        "Where to write: .html (the new map with a view of the changes), .csv (two tables), "
        ".json, or a folder of all (a name that ends in /); repeatable."
    ): (
        "输出：.html（含变化视图的新图谱）、.csv（两个表格）、.json，或存放全部的文件夹"
        "（名称以 / 结尾）；可重复。"
    ),
    "Presets (docs/presets.md tells the sources and what is known to differ):": (
        "预设（出处与已知差异见 docs/presets.md）："
    ),
    "citespace: CiteSpace 6, node type Keyword": "citespace：CiteSpace 6，节点类型为关键词",
    "vosviewer: VOSviewer 1.6, co-occurrence of all keywords": (
        "vosviewer：VOSviewer 1.6，全部关键词共现"
    ),
    "biblioshiny: Biblioshiny of bibliometrix 4, co-occurrence network": (
        "biblioshiny：bibliometrix 4 的 Biblioshiny，共现网络"
    ),
    "Propose which keywords are one, ask about each, and write a thesaurus.": (
        "提出可合并的关键词，逐条询问，并写出同义词表。"
    ),
    (
        "Where no terminal is found nothing is asked: proposals are written to the table of "
        "decisions, undecided. Edit it and run the command again. What was decided is not asked "
        "again."
    ): (
        "不在终端中运行时不作询问：建议写入决定表，标为未定；修改后再次运行即可。"
        "已作决定的不再询问。"
    ),
    "Where to write: .txt as VOSviewer has it, .alias as CiteSpace has it.": (
        "输出文件：.txt 为 VOSviewer 格式，.alias 为 CiteSpace 格式。"
    ),
    "A thesaurus of your own, whose rows count as accepted.": "自备的同义词表，其各行视为已接受。",
    (
        "The table of decisions, read if it is there. [default: NAME.decisions.csv beside the "
        "output]"
    ): "决定表，如已存在则先读取。[默认：输出文件旁的 NAME.decisions.csv]",
    "Lowest score of proposals: the estimated share that is right.": (
        "建议的最低分值，即估计的正确率。"
    ),
    "Ask, even where no terminal is found.": "即使不在终端中也逐条询问。",
    "Accept all proposals.": "接受全部建议。",
    "Print the proposals and write nothing.": "只列出建议，不写文件。",
    # What is read and written.
    (
        "Where to write; the suffix decides what (see `cooccur formats`); repeatable. "
        "[default: map.html]"
    ): "输出文件，由后缀决定格式（见 cooccur formats）；可重复。[默认：map.html]",
    "Where to write: a folder, or a ZIP file.": "输出位置：文件夹或 ZIP 文件。",
    "As of `cooccur map`; repeatable. [default: rerun.html]": (
        "同 cooccur map；可重复。[默认：rerun.html]"
    ),
    "What draws a .html page.": "绘制 .html 网页的方式。",
    "Inputs and options of a study file (TOML); what is given beside it wins over it.": (
        "使用研究文件（TOML）中的输入和选项；命令行另行给出的优先。"
    ),
    "Write the inputs and options to a study file, too.": "同时将输入和选项保存为研究文件。",
    "Print one JSON object.": "在标准输出打印一个 JSON 对象。",
    "Say nothing but errors.": "除错误外不输出信息。",
    "Language of the console; without it that of the locale.": "控制台语言；默认随系统区域设置。",
    # Records.
    "Read everything as this format (see `cooccur formats`).": (
        "一律按此格式读取（见 cooccur formats）。"
    ),
    (
        "Which vocabulary counts as index keywords where an export has several (PubMed, "
        "Dimensions, Lens, OpenAlex); mesh-topics leaves out check tags such as Humans."
    ): (
        "导出文件含多种词表时，以哪一种作索引关键词（PubMed、Dimensions、Lens、OpenAlex）；"
        "mesh-topics 不含 Humans 之类的特征词。"
    ),
    (
        "What the columns of a table of your own hold, as title=题名,keywords=关键词; fields are "
        "title, authors, keywords, index, year, source, doi, abstract, language, type, citations."
    ): (
        "自备表格各列的内容，如 title=题名,keywords=关键词；字段有 title、authors、keywords、"
        "index、year、source、doi、abstract、language、type、citations。"
    ),
    (
        "Change a limit of what is read, as keywords_per_record=2000; repeatable (the "
        "documentation lists all)."
    ): "修改读取上限，如 keywords_per_record=2000；可重复（全部上限见文档）。",
    (
        "What reads files: this machine, or a Dask cluster (extra `dask`). It changes no result."
    ): "由谁读取文件：本机（local），或 Dask 集群（dask，需安装附加依赖 `dask`）；不影响结果。",
    (
        "With --engine dask: address of the cluster's scheduler, as tcp://HOST:8786; without it "
        "a cluster of --jobs workers is started on this machine."
    ): (
        "与 --engine dask 同用：集群调度器的地址，如 tcp://HOST:8786；"
        "默认在本机启动一个有 --jobs 个工作进程的集群。"
    ),
    "Processes that read files; auto: several where that pays. It changes no result.": (
        "读取文件的进程数；auto：值得时使用多个。不影响结果。"
    ),
    (
        "Merge records that were exported twice: also those that databases describe a little "
        "differently, or (strict) only on the same identifier, DOI, or title, author, source and "
        "year."
    ): (
        "合并重复导出的文献：normal 也合并各数据库著录略有出入者；strict 只合并标识号、DOI，"
        "或题名、作者、来源与年份相同者；off 不合并。"
    ),
    (
        "Count in two passes over the files and keep no records, for more of them than memory "
        "holds; with --merge off. Counts stay the same, what needs records is left out."
    ): (
        "分两遍读取文件计数，不保留题录，用于内存容纳不下的数据；须与 --merge off 同用。"
        "计数结果不变，需要题录的内容从略。"
    ),
    "Only records of these years, ends included, as 2010-2024.": (
        "只用这些年份的文献，含首尾，如 2010-2024。"
    ),
    "Only records of this document type; repeatable.": "只用此类型的文献；可重复。",
    "Only records in this language; repeatable.": "只用此语言的文献；可重复。",
    # Keywords.
    "Which words: author and index keywords, one of them, or title/abstract phrases.": (
        "用哪些词：全部关键词、仅作者关键词、仅索引关键词，或题名、摘要中的短语。"
    ),
    "Only author keywords of so many words, as 2-4 in CiteSpace; Chinese ones always count.": (
        "只用词数在此范围内的作者关键词，如 CiteSpace 的 2-4；中文关键词不受此限。"
    ),
    "Which list of a bilingual record: the record's own language, zh or en.": (
        "双语文献用哪一组关键词：文献本身的语言（own）、中文或英文。"
    ),
    (
        "Draw a Chinese and an English keyword of one meaning as one node; learnt from "
        "records that list both."
    ): "将含义相同的中英文关键词合并为一个节点；由同时列有中英文关键词的文献学得。",
    "With --align-languages: least estimated probability, 0 to 1.": (
        "与 --align-languages 同用：估计概率的下限，0 到 1。"
    ),
    "Weigh records so that each database weighs the same, however many it has.": (
        "为文献加权，使各数据库不论文献多少权重相等。"
    ),
    "Merge synonyms by a VOSviewer thesaurus or CiteSpace alias file.": (
        "按 VOSviewer 同义词表（thesaurus）或 CiteSpace alias 文件合并同义词。"
    ),
    "Leave out the keywords of this file, one a line.": "排除此文件中的关键词，每行一个。",
    "Leave out this keyword (the search term, say); repeatable.": (
        "排除此关键词（例如检索词）；可重复。"
    ),
    # Network.
    "Count a shared record as 1, or as 1/(n-1) for its n keywords.": (
        "计数方式：一篇文献中的一对关键词计 1（全计数），"
        "或计 1/(n-1)，n 为该文献的关键词数（分数计数）。"
    ),
    "What co-occurrences are normalised to.": "共现次数标准化所用的相似度。",
    (
        "Similarities that agree to so many decimals are equal when links are selected and pruned; "
        "CiteSpace keeps 2."
    ): "选取和裁剪连线时，相似度比较到小数点后几位；CiteSpace 为 2。",
    (
        "Fewest records a keyword needs; auto: the lowest number, at least 2, that keeps "
        "--max-keywords (with --slices: no minimum)."
    ): (
        "关键词的最低频次；auto：使关键词不超过 --max-keywords 的最小值，至少为 2"
        "（使用 --slices 时不设下限）。"
    ),
    "Most keywords in the map (with --slices the selection decides).": (
        "图谱中最多的关键词数（使用 --slices 时由筛选准则决定）。"
    ),
    "Fewest records a link needs.": "连线的最低共现次数。",
    "Leave out keywords without a link.": "去掉没有连线的关键词。",
    "Keep only the largest connected part.": "只保留最大连通分量。",
    "Select keywords in time slices of so many years.": "按时间切片筛选关键词，每片若干年。",
    (
        "How keywords of a slice are selected: g-index:K, top:N, top-percent:P[:MAX], "
        "thresholds:c,cc,ccv;c,cc,ccv;c,cc,ccv (first, middle, last slice), usage180:N or "
        "usage2013:N. With --slices: g-index:25; without it the whole period is one slice."
    ): (
        "切片内关键词的筛选准则：g-index:K、top:N、top-percent:P[:MAX]、"
        "thresholds:c,cc,ccv;c,cc,ccv;c,cc,ccv（首、中、末切片）、usage180:N 或 usage2013:N。"
        "使用 --slices 时默认为 g-index:25；不用 --slices 时整个时段作为一个切片。"
    ),
    "With --slices: fewest records a keyword needs in a slice.": (
        "使用 --slices 时：关键词在一个切片内的最低频次。"
    ),
    (
        "With --slices, link retaining factor: a slice keeps at most so many links for each "
        "selected keyword; -1: all."
    ): (
        "使用 --slices 时的连线保留系数（LRF）：每个切片保留的连线数不超过入选关键词数的若干倍；"
        "-1 为全部保留。"
    ),
    "With --slices: a slice keeps at most so many links of each keyword; -1: any number.": (
        "使用 --slices 时：每个切片中每个关键词最多保留的连线数；-1 为不限。"
    ),
    "Leave out links that stronger paths replace.": (
        "网络裁剪：去掉可由更强路径替代的连线（寻径网络或最小生成树）。"
    ),
    "Prune the merged network, the network of each slice, or both.": (
        "裁剪合并网络（merged）、各切片网络（sliced）或两者（both）。"
    ),
    # Clusters and analyses.
    "How keywords are grouped.": "聚类方法。",
    "More for more and smaller clusters.": "分辨率：越大，聚类越多、越小。",
    "Merge smaller clusters into their strongest neighbour.": (
        "聚类的最小规模；更小的并入与之联系最强的聚类。"
    ),
    "How clusters are named.": "聚类标签的提取算法。",
    "Rate of a keyword in a burst, in multiples of its usual rate.": (
        "突现状态下关键词的出现率是平时的几倍。"
    ),
    "What the begin of a burst costs.": "进入突现状态的代价，越大则突现越少。",
    "Fewest years (slices) of a burst.": "突现的最短持续年数（切片数）。",
    "States of the burst automaton; with more than 2, bursts have levels.": (
        "突现自动机的状态数；多于 2 时突现分级。"
    ),
    (
        "Periods of the thematic evolution: auto, a number of them, or the first years of the "
        "later ones, as 2010,2016."
    ): "主题演化的时期划分：auto、时期个数，或第二个时期起各时期的首年，如 2010,2016。",
    "Add the conceptual structure: correspondence analysis or scaling of the keywords.": (
        "增加概念结构分析：关键词的（多重）对应分析或多维尺度分析。"
    ),
    "Begin with what another program does by default; options given beside it win.": (
        "采用其他软件的默认设置；另行给出的选项优先。"
    ),
    "Tell how sure clusters and links are: resample the records, test the links.": (
        "评估聚类和连线的可靠程度：对文献重抽样，对连线作显著性检验。"
    ),
    (
        "Go on from an earlier map (its page or report): what is in both keeps cluster numbers, "
        "colours and places, and the page shows what changed."
    ): (
        "在先前图谱（网页或报告）的基础上更新：两图共有的聚类编号、颜色和关键词位置保持不变，"
        "网页显示变化。"
    ),
    "Resamples of --stability.": "--stability 的重抽样次数。",
    "Start of everything random.": "随机种子。",
    # Page and figures.
    "Title of the map.": "图谱标题。",
    "View that the page opens in.": "网页打开时的视图。",
    "Plain discs, CiteSpace's tree rings, or pies of the databases that hold the records.": (
        "节点样式：圆点（discs）、年轮（rings）或按文献来源数据库划分的饼图（sources）。"
    ),
    "Colours of the clusters; all are colour-blind safe but vos.": (
        "聚类配色；除 vos 外均对色觉障碍者友好。"
    ),
    (
        "Language of the console and of the page as it opens; without it that of the locale, and "
        "of most records."
    ): "控制台的语言和网页打开时的语言；默认前者随系统区域设置，后者随多数文献。",
    "Width of a figure, mm: 84 for one column, 174 for two.": "图宽（毫米）：单栏 84，双栏 174。",
    "Pixels an inch of a .png: 300 to 1200 for print.": "PNG 的分辨率（dpi）：印刷用 300 至 1200。",
    "Figures without a white background.": "图不加白色背景。",
}
"""English texts, as they stand in the code, and their Chinese."""
