/* Every word of the interface, in both languages. Keywords and titles of records stay as they are. */

const WORDS = {
  en: {
    languageName: "中文", otherLanguage: "切换为中文",
    untitled: "Keyword co-occurrence map",
    search: "Search keywords", searchHint: "Search keywords", nothingFound: "No keyword contains this",
    found: "{n} {n?keyword:keywords} found",
    views: "Views", network: "Network", overlay: "Overlay", density: "Density", tables: "Tables",
    timeline: "Timeline", timezone: "Timezone", themes: "Themes", evolution: "Evolution", bursts: "Bursts", trends: "Trends", structure: "Structure",
    nodeStyle: "Circles", discs: "Discs", treeRings: "Tree rings", ringYears: "Ring: year, thickness: its records", burstYear: "burst", pivotal: "betweenness ≥ 0.1",
    sources: "Databases", sector: "Sector: share of the records", unknownDatabase: "Unknown", severalDatabases: "{n} of them in several databases, in equal parts in the circle",
    opensIn: "{name} {text}, in a new tab", searchesIn: "Search {name} for the title, in a new tab",
    clusterKind: "Cluster", labelsBy: "Names by four measures", withLlr: "G² {g}, p {p}", burst: "burst",
    keywordsPerYear: "Occurrences per year", representative: "Representative records", members: "Keywords", others: "others", unplaced: "{n} {n?keyword:keywords} without a year not shown",
    tools: "Save and settings", savePng: "Save as PNG picture", saveSvg: "Save as SVG drawing",
    theme: "Light or dark", zoom: "Zoom", zoomIn: "Zoom in (+)", zoomOut: "Zoom out (−)", zoomFit: "Show all (0)",
    map: "Map", mapLabel: "Map of {n} {n?keyword:keywords}",
    help: "Arrow keys move the map, plus and minus zoom, 0 shows all, N and P step through the keywords, slash searches, Escape clears the choice. The tables list every keyword, cluster and link.",
    rail: "Details and legend", details: "Details of the choice", legend: "Legend", years: "Years",
    summary: "{nodes} {nodes?keyword:keywords}, {links}, {clusters} {clusters?cluster:clusters}, {records} {records?record:records}",
    linksAll: "{links} {links?link:links}", linksDrawn: "{drawn} of {links} {links?link:links} drawn",
    summaryCut: "{nodes} of {all} keywords, {links}, {clusters} {clusters?cluster:clusters}, {records} {records?record:records}",
    summaryNetwork: "{nodes} {nodes?keyword:keywords}, {links}, {clusters} {clusters?cluster:clusters}", networkFile: "File of the network", fileClusters: "clusters of the file",
    signatureNetwork: "network of {file}; N = {n}, E = {e}, density = {d}; Q = {q}, S = {s}, HM = {h}; largest component {lc}; {software}",
    keyword: "Keyword", link: "Link", close: "Close (Esc)",
    occurrences: "occurrences", inWindow: "{n} {n?occurrence:occurrences} in {years}", links: "links", totalLinkStrength: "total link strength",
    betweenness: "betweenness", firstYear: "first year", meanYear: "mean year", meanCitations: "mean citations",
    normalisedCitations: "normalised citations", pagerank: "PageRank", cluster: "cluster", frequency: "frequency",
    cooccurrences: "co-occurrences", strength: "link strength", weight: "similarity",
    association_strength: "association strength", cosine: "cosine", jaccard: "Jaccard", dice: "Dice",
    inclusion: "inclusion", equivalence: "equivalence index", pmi: "PMI", npmi: "NPMI",
    shareOf: "of {name}", perYear: "Records per year", strongest: "Strongest links", more: "Show all {n}",
    linkTo: "Records that hold both: {name}", records: "Records", ofTotal: "{n} of {m}", cited: "cited {n}",
    mostCited: "The page holds the {n} most cited of {m} records.", countedOnly: "counted in two passes, not kept", untitledRecord: "(no title)",
    strongestHeld: "The page holds the {n} strongest of {m} links.",
    clusters: "Clusters", onlyThis: "only", more1: "details", clusterDetails: "Details of {name}", onlyThisLong: "Show only {name}", showAll: "Show all", moreClusters: "{n} more {n?cluster:clusters}",
    keywordsIn: "{n} {n?keyword:keywords}", silhouetteIs: "silhouette {n}", meanYearIs: "mean year {n}",
    sizeKey: "Circle area: occurrences", weightedOccurrences: "weighted occurrences", sizeKeyFair: "Circle area: weighted occurrences", colour: "Colour", colourIs: "Colour: {name}", meanPublicationYear: "mean publication year",
    densityOf: "Density", itemDensity: "Item density", clusterDensity: "Cluster density", kernel: "Kernel width", low: "low", high: "high",
    significant: "Only significant links (q ≤ 0.05)",
    linkKey: "Links", minimum: "Minimum link strength", linkCount: "≥ {min}: {n} of {m} {m?link:links} shown", linkAll: "≥ {min}: all {m} {m?link:links} shown", linkAuto: "The strongest {n} of {m} links shown",
    show: "Show", names: "Cluster names on the map", labels: "Keywords on the map", reset: "Reset the map",
    about: "About this map", databases: "Databases", read: "Records read", kept: "kept", merged: "merged", skipped: "skipped",
    readIs: "{in} = {kept} kept + {merged} merged + {skipped} skipped", selected: "Records used", timespan: "Years",
    selection: "Selection", selectionIs: "occurrences ≥ {n}", selectionFair: "weighted occurrences ≥ {n}", selectionOnce: "{rule}; LRF = {lrf}, L/N = {most}, e = {e}",
    selectionSlices: "{n} {n?slice:slices} of {l} {l?year:years}, {rule}; LRF = {lrf}, L/N = {most}, e = {e}",
    pruning: "Pruning", prunedIs: "{how}, {scope}", pathfinder: "Pathfinder", mst: "minimum spanning tree", scopeMerged: "merged network", scopeSliced: "slices", scopeBoth: "slices and merged network", simpleCentres: "simple centres", net: "Network", netIs: "N = {n}, E = {e}", densityIs: "Density",
    modularity: "Modularity Q", silhouette: "Silhouette S", harmonic: "Harmonic mean (Q, S)", largest: "Largest component",
    largestIs: "{n} ({share})", method: "Method", software: "Software", full: "full counting", fractional: "fractional counting",
    vos: "VOS clusters", modularityClusters: "modularity clusters", spectral: "spectral clusters", resolution: "resolution {n}",
    signature: "{databases}; {years}; {selection}; N = {n}, E = {e}, density = {d}; Q = {q}, S = {s}, HM = {h}; largest component {lc}; {software}", stop: "; ", comma: ", ",
    allYears: "All years", fromYear: "First year shown", toYear: "Last year shown", recordsInYear: "{year}: {n}",
    sortBy: "Sort by {name}", table: "Table", tableKeywords: "Keywords", tableClusters: "Clusters", tableLinks: "Links", rank: "No.",
    filter: "Filter", filterHint: "Filter: text, or ≥ 10", filterLong: "Rows that hold this text; ≥ 10 and the like look at the sorted column", copy: "Copy", copyLong: "Copy the table, tab-separated", csvLong: "Save the table as CSV",
    copied: "Copied {n} {n?row:rows}", copyByHand: "Press Ctrl+C to copy {n} {n?row:rows}", moreRows: "{n} more {n?row:rows}",
    sigma: "sigma", burstStrength: "burst strength", burstBegin: "burst from", burstEnd: "burst to", stability: "stability",
    size: "size", label: "name", labelLlr: "LLR label", llr: "G²", pValue: "p", qValue: "q", labelLsi: "LSI label", labelMi: "MI label", labelTfidf: "TF-IDF label", topKeywords: "top keywords",
    source: "keyword", target: "with keyword", saved: "Saved {name}", chosen: "{name}: {n} occurrences, {m} links",
    chosenLink: "{name}: {n} co-occurrences", cleared: "Nothing is chosen",
    motor: "Motor themes", niche: "Niche themes", emerging: "Emerging or declining themes", basic: "Basic themes",
    centralityAxis: "Centrality (relevance)", densityAxis: "Density (development)", byRank: ", by rank", themeIs: "centrality {c}, density {d}",
    bandIs: "inclusion {i}, stability {s}", sharedKeywords: "{n} {n?keyword:keywords} shared", recordsIs: "{n} {n?record:records}", colon: ": ",
    newKeywords: "{n} new", lostKeywords: "{n} not in the next period", keptKeywords: "{n} kept in the next period (stability {s})",
    solidBand: "Name keyword shared", paleBand: "Other keywords shared", barKey: "Bar height: occurrences", overlapKey: "Keywords: + new, − lost, → kept (stability)",
    burst_year: "Year", burst_strength: "Strength", burst_begin: "Begin", burst_end: "End", burstTitle: "Top {n} {n?keyword:keywords} with the strongest citation bursts",
    cumulative: "Cumulative", keywordsOf: "Keywords", ofThemNew: " ({n} new)", trendTopics: "Trend topics", topicKey: "dot at the median year, line from the first to the third quartile",
    topicIs: "Q1 {a}, median {b}, Q3 {c}", donohue: "High-frequency threshold (Donohue): {t}, {n} {n?keyword:keywords}", price: "Price: {t}, {n} {n?keyword:keywords}", zipf: "Zipf: slope {s}, R² = {r}",
    structureTitle: "Conceptual structure", by_ca: "correspondence analysis", by_mca: "multiple correspondence analysis", by_mds: "multidimensional scaling",
    dimension: "Dim {n} ({p} %)", groupsTitle: "Groups", groupIs: "Group {n}", groupOf: "Group {n} ({k})", dendrogram: "Dendrogram", height: "Height", rootScale: " (square-root scale)",
    offScale: "{n} {n?keyword:keywords} beyond the axes: open circles at the edge",
    noRecords: "No record in these years",
    changes: "Changes", changesTitle: "Changes since the earlier map: {a} → {b} records", changesShort: "{a} → {b} records", then: "Earlier map", now: "This map",
    isNew: "new", grown: "grown", shrunk: "shrunk", steady: "unchanged", isGone: "gone", movedOnes: "moved", grownKey: "grown (inside: before)", shrunkKey: "shrunk (outside: before)", movedKey: "moved (rim: cluster before)",
    fromTo: "{a} → {b} occurrences", wereThere: "{n} {n?occurrence:occurrences} before", movedFrom: "moved from {name}", goneFrom: "{n} gone", newCluster: "new cluster", goneCluster: "does not go on", splitInto: "split into {names}", mergedFrom: "merged from {names}",
  },
  zh: {
    languageName: "EN", otherLanguage: "Switch to English",
    untitled: "关键词共现图谱",
    search: "检索关键词", searchHint: "检索关键词", nothingFound: "没有包含此内容的关键词", found: "找到 {n} 个关键词",
    views: "视图", network: "网络", overlay: "叠加", density: "密度", tables: "表格",
    timeline: "时间线", timezone: "时区", themes: "主题", evolution: "演化", bursts: "突现", trends: "趋势", structure: "结构",
    nodeStyle: "节点样式", discs: "圆点", treeRings: "年轮", ringYears: "年轮：年份，厚度为当年文献量", burstYear: "突现", pivotal: "中介中心性 ≥ 0.1",
    sources: "数据库", sector: "扇区：文献占比", unknownDatabase: "未知", severalDatabases: "其中 {n} 篇见于多个数据库，圆内均分计算",
    opensIn: "{name} {text}，在新标签页中打开", searchesIn: "在新标签页中按题名检索 {name}",
    clusterKind: "聚类", labelsBy: "四种算法的标签", withLlr: "G² {g}，p {p}", burst: "突现",
    keywordsPerYear: "各年频次", representative: "代表文献", members: "关键词", others: "其他", unplaced: "{n} 个无年份的关键词未显示",
    tools: "保存与设置", savePng: "保存为 PNG 图片", saveSvg: "保存为 SVG 矢量图",
    theme: "浅色或深色", zoom: "缩放", zoomIn: "放大（+）", zoomOut: "缩小（−）", zoomFit: "显示全图（0）",
    map: "图谱", mapLabel: "{n} 个关键词的图谱",
    help: "方向键移动，加号和减号缩放，0 显示全图，N 和 P 逐个浏览关键词，斜杠检索，Esc 取消选择。表格视图列出全部关键词、聚类和连线。",
    rail: "详情与图例", details: "所选内容", legend: "图例", years: "年份",
    summary: "{nodes} 个关键词，{links}，{clusters} 个聚类，{records} 篇文献",
    linksAll: "{links} 条连线", linksDrawn: "显示 {drawn}/{links} 条连线",
    summaryCut: "{nodes}/{all} 个关键词，{links}，{clusters} 个聚类，{records} 篇文献",
    summaryNetwork: "{nodes} 个关键词，{links}，{clusters} 个聚类", networkFile: "网络文件", fileClusters: "沿用文件中的聚类",
    signatureNetwork: "网络文件 {file}；N = {n}，E = {e}，密度 = {d}；Q = {q}，S = {s}，HM = {h}；最大连通分量 {lc}；{software}",
    keyword: "关键词", link: "连线", close: "关闭（Esc）",
    occurrences: "频次", inWindow: "{years} 年频次 {n}", links: "连线数", totalLinkStrength: "总连接强度",
    betweenness: "中介中心性", firstYear: "首现年份", meanYear: "平均年份", meanCitations: "篇均被引",
    normalisedCitations: "标准化被引", pagerank: "PageRank", cluster: "聚类", frequency: "所选时段频次",
    cooccurrences: "共现次数", strength: "连接强度", weight: "相似度",
    association_strength: "关联强度", cosine: "余弦相似度", jaccard: "Jaccard", dice: "Dice",
    inclusion: "包含指数", equivalence: "等价系数", pmi: "PMI", npmi: "NPMI",
    shareOf: "占“{name}”", perYear: "各年文献量", strongest: "最强连线", more: "显示全部 {n} 条",
    linkTo: "同时含有两词的文献：{name}", records: "文献", ofTotal: "{n}/{m}", cited: "被引 {n}",
    mostCited: "本页收录 {m} 篇文献中被引最多的 {n} 篇。", countedOnly: "分两遍计数，未保留题录", untitledRecord: "（无题名）",
    strongestHeld: "本页收录 {m} 条连线中最强的 {n} 条。",
    clusters: "聚类", onlyThis: "仅此", more1: "详情", clusterDetails: "{name} 的详情", onlyThisLong: "仅显示 {name}", showAll: "全部显示", moreClusters: "其余 {n} 个聚类",
    keywordsIn: "{n} 个关键词", silhouetteIs: "轮廓值 {n}", meanYearIs: "平均年份 {n}",
    sizeKey: "圆面积：频次", weightedOccurrences: "加权频次", sizeKeyFair: "圆面积：加权频次", colour: "颜色", colourIs: "颜色：{name}", meanPublicationYear: "平均发表年份",
    densityOf: "密度", itemDensity: "关键词密度", clusterDensity: "聚类密度", kernel: "核宽", low: "低", high: "高",
    significant: "仅显著连线（q ≤ 0.05）",
    linkKey: "连线", minimum: "最小连线强度", linkCount: "≥ {min}：显示 {n}/{m} 条连线", linkAll: "≥ {min}：显示全部 {m} 条连线", linkAuto: "显示最强的 {n}/{m} 条连线",
    show: "显示", names: "图上显示聚类名称", labels: "图上显示关键词", reset: "重置图谱",
    about: "图谱信息", databases: "数据库", read: "读入记录", kept: "保留", merged: "合并", skipped: "跳过",
    readIs: "{in} = 保留 {kept} + 合并 {merged} + 跳过 {skipped}", selected: "纳入文献", timespan: "时间跨度",
    selection: "筛选条件", selectionIs: "频次 ≥ {n}", selectionFair: "加权频次 ≥ {n}", selectionOnce: "{rule}；LRF = {lrf}，L/N = {most}，e = {e}",
    selectionSlices: "{n} 个时间切片（每片 {l} 年），{rule}；LRF = {lrf}，L/N = {most}，e = {e}",
    pruning: "网络裁剪", prunedIs: "{how}，{scope}", pathfinder: "寻径网络", mst: "最小生成树", scopeMerged: "合并网络", scopeSliced: "各切片网络", scopeBoth: "各切片及合并网络", simpleCentres: "简单中心聚类", net: "网络", netIs: "N = {n}，E = {e}", densityIs: "网络密度",
    modularity: "模块度 Q", silhouette: "轮廓值 S", harmonic: "调和平均 (Q, S)", largest: "最大连通分量",
    largestIs: "{n}（{share}）", method: "方法", software: "软件", full: "全计数", fractional: "分数计数",
    vos: "VOS 聚类", modularityClusters: "模块度聚类", spectral: "谱聚类", resolution: "分辨率 {n}",
    signature: "{databases}；{years}；{selection}；N = {n}，E = {e}，密度 = {d}；Q = {q}，S = {s}，HM = {h}；最大连通分量 {lc}；{software}", stop: "；", comma: "，",
    allYears: "全部年份", fromYear: "起始年份", toYear: "结束年份", recordsInYear: "{year}：{n}",
    sortBy: "按{name}排序", table: "表格", tableKeywords: "关键词", tableClusters: "聚类", tableLinks: "连线", rank: "序号",
    filter: "筛选", filterHint: "筛选：文字，或 ≥ 10", filterLong: "含有此文字的行；≥ 10 之类按排序列筛选", copy: "复制", copyLong: "复制表格（制表符分隔）", csvLong: "将表格保存为 CSV",
    copied: "已复制 {n} 行", copyByHand: "请按 Ctrl+C 复制 {n} 行", moreRows: "其余 {n} 行",
    sigma: "Sigma", burstStrength: "突现强度", burstBegin: "突现起始", burstEnd: "突现结束", stability: "稳定性",
    size: "规模", label: "名称", labelLlr: "LLR 标签", llr: "G²", pValue: "p", qValue: "q", labelLsi: "LSI 标签", labelMi: "MI 标签", labelTfidf: "TF-IDF 标签", topKeywords: "主要关键词",
    source: "关键词", target: "共现关键词", saved: "已保存 {name}", chosen: "{name}：频次 {n}，连线 {m}",
    chosenLink: "{name}：共现 {n} 次", cleared: "未选择",
    motor: "核心主题（发动机主题）", niche: "高度发展而孤立的主题", emerging: "新兴或衰退主题", basic: "基础与横向主题",
    centralityAxis: "中心度（主题重要性）", densityAxis: "密度（主题成熟度）", byRank: "，按名次", themeIs: "中心度 {c}，密度 {d}",
    bandIs: "包含指数 {i}，稳定性 {s}", sharedKeywords: "共有 {n} 个关键词", recordsIs: "{n} 篇文献", colon: "：",
    newKeywords: "新增 {n} 个", lostKeywords: "{n} 个未延续至下一时期", keptKeywords: "{n} 个延续至下一时期（稳定性 {s}）",
    solidBand: "共有主题名关键词", paleBand: "共有其他关键词", barKey: "条高：频次", overlapKey: "关键词数：+ 新增，− 消失，→ 延续（稳定性）",
    burst_year: "首现年", burst_strength: "强度", burst_begin: "开始", burst_end: "结束", burstTitle: "突现强度最高的 {n} 个关键词",
    cumulative: "累计", keywordsOf: "关键词", ofThemNew: "（新增 {n}）", trendTopics: "趋势主题", topicKey: "圆点为中位年，线段为第一至第三四分位",
    topicIs: "第一四分位 {a}，中位 {b}，第三四分位 {c}", donohue: "高频词阈值（Donohue）：{t}，{n} 个关键词", price: "普赖斯阈值：{t}，{n} 个关键词", zipf: "齐普夫定律：斜率 {s}，R² = {r}",
    structureTitle: "概念结构", by_ca: "对应分析", by_mca: "多重对应分析", by_mds: "多维尺度分析",
    dimension: "维度 {n}（{p}%）", groupsTitle: "分组", groupIs: "第 {n} 组", groupOf: "第 {n} 组（{k}）", dendrogram: "聚类树状图", height: "合并高度", rootScale: "（平方根刻度）",
    offScale: "{n} 个关键词超出坐标范围：空心圆置于边缘",
    noRecords: "所选年份没有文献",
    changes: "变化", changesTitle: "与先前图谱相比的变化：{a} → {b} 篇文献", changesShort: "{a} → {b} 篇文献", then: "先前图谱", now: "当前图谱",
    isNew: "新增", grown: "增长", shrunk: "减少", steady: "不变", isGone: "消失", movedOnes: "换组", grownKey: "增长（内圈：先前）", shrunkKey: "减少（外圈：先前）", movedKey: "换组（边框：先前聚类）",
    fromTo: "频次 {a} → {b}", wereThere: "先前频次 {n}", movedFrom: "原属 {name}", goneFrom: "{n} 个消失", newCluster: "新聚类", goneCluster: "不再延续", splitInto: "分裂为 {names}", mergedFrom: "由 {names} 合并而成",
  },
};

let language = "en";

/* A text of the interface; {names} in it are replaced, {name?one:many} chooses by number. */
function word(name, values) {
  const text = WORDS[language][name] ?? name;
  if (!values) return text;
  return text.replace(/\{(\w+)(?:\?(\w+):(\w+))?\}/g, (whole, key, one, many) => (one ? (String(values[key]) === "1" ? one : many) : String(values[key] ?? "")));
}

/* A number for reading; "–" where there is none. */
function figure(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const [whole, rest] = value.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest ? `${grouped}.${rest}` : grouped;
}

/* Control characters and marks that reverse the reading direction are never shown. */
function plain(text) {
  return String(text ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, " ").trim();
}

/* An element with attributes, listeners ("onclick": function) and children; never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);

/* Under which word the name of a column stands: mean_year under meanYear. */
const wordOf = (column) => column.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/* As texts are compared when one looks for them: whatever the case or width of letters. */
const fold = (text) => text.normalize("NFKC").toLowerCase();

function say(text) {
  byId("live").textContent = text;
}

/* Puts the words of the chosen language into the elements that ask for them. */
function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  const values = { n: figure(scene.nodes.n) };
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word, values);
  for (const [key, attribute] of [["wordLabel", "aria-label"], ["wordTitle", "title"], ["wordPlaceholder", "placeholder"]]) {
    const selector = `[data-${key.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase())}]`;
    for (const element of document.querySelectorAll(selector)) element.setAttribute(attribute, word(element.dataset[key], values));
  }
}
