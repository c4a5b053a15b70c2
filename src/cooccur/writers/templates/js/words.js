/* Every word of the interface, in both languages. Keywords and titles of records stay as they are. */

const WORDS = {
  en: {
    languageName: "中文", otherLanguage: "切换为中文",
    untitled: "Keyword co-occurrence map",
    search: "Search keywords", searchHint: "Search keywords", nothingFound: "No keyword contains this",
    found: "{n} {n?keyword:keywords} found",
    views: "Views", network: "Network", overlay: "Years", density: "Density", tables: "Table",
    tools: "Save and settings", savePng: "Save as PNG picture", saveSvg: "Save as SVG drawing",
    theme: "Light or dark", zoom: "Zoom", zoomIn: "Zoom in (+)", zoomOut: "Zoom out (−)", zoomFit: "Show all (0)",
    map: "Map", mapLabel: "Map of {n} {n?keyword:keywords}",
    help: "Arrow keys move the map, plus and minus zoom, 0 shows all, N and P step through the keywords, slash searches, Escape clears the choice. The table view lists every keyword.",
    rail: "Details and legend", details: "Details of the choice", legend: "Legend", years: "Years",
    summary: "{nodes} {nodes?keyword:keywords}, {links}, {clusters} {clusters?cluster:clusters}, {records} {records?record:records}",
    linksAll: "{links} {links?link:links}", linksDrawn: "{drawn} of {links} {links?link:links} drawn",
    summaryCut: "{nodes} of {all} keywords, {links}, {clusters} {clusters?cluster:clusters}, {records} {records?record:records}",
    keyword: "Keyword", link: "Link", close: "Close (Esc)",
    occurrences: "occurrences", inWindow: "{n} {n?occurrence:occurrences} in {years}", links: "links", totalLinkStrength: "total link strength",
    betweenness: "betweenness", firstYear: "first year", meanYear: "mean year", meanCitations: "mean citations",
    normalisedCitations: "normalised citations", pagerank: "PageRank", cluster: "cluster", frequency: "frequency",
    cooccurrences: "co-occurrences", strength: "link strength", weight: "similarity",
    association_strength: "association strength", cosine: "cosine", jaccard: "Jaccard", dice: "Dice",
    inclusion: "inclusion", equivalence: "equivalence index", pmi: "PMI", npmi: "NPMI",
    shareOf: "of {name}", perYear: "Records per year", strongest: "Strongest links", more: "Show all {n}",
    linkTo: "Records that hold both: {name}", records: "Records", ofTotal: "{n} of {m}", cited: "cited {n}",
    mostCited: "The page holds the {n} most cited of {m} records.", untitledRecord: "(no title)",
    strongestHeld: "The page holds the {n} strongest of {m} links.",
    clusters: "Clusters", onlyThis: "only", onlyThisLong: "Show only {name}", showAll: "Show all", moreClusters: "{n} more {n?cluster:clusters}",
    keywordsIn: "{n} {n?keyword:keywords}", silhouetteIs: "silhouette {n}", meanYearIs: "mean year {n}",
    sizeKey: "Circle area: occurrences", meanYearKey: "Colour: mean publication year",
    linkKey: "Links", minimum: "Minimum link strength", linkCount: "≥ {min}: {n} of {m} {m?link:links} shown", linkAll: "≥ {min}: all {m} {m?link:links} shown", linkAuto: "The strongest {n} of {m} links shown",
    show: "Show", names: "Cluster names on the map", labels: "Keywords on the map", reset: "Reset the map",
    about: "About this map", databases: "Databases", read: "Records read", kept: "kept", merged: "merged", skipped: "skipped",
    readIs: "{in} = {kept} kept + {merged} merged + {skipped} skipped", selected: "Records used", timespan: "Years",
    selection: "Selection", selectionIs: "occurrences ≥ {n}", net: "Network", netIs: "N = {n}, E = {e}", densityIs: "Density",
    modularity: "Modularity Q", silhouette: "Silhouette S", harmonic: "Harmonic mean (Q, S)", largest: "Largest component",
    largestIs: "{n} ({share})", method: "Method", software: "Software", full: "full counting", fractional: "fractional counting",
    vos: "VOS clusters", modularityClusters: "modularity clusters", spectral: "spectral clusters", resolution: "resolution {n}",
    signature: "{databases}; {years}; {selection}; N = {n}, E = {e}, density = {d}; Q = {q}, S = {s}, HM = {h}; largest component {lc}; {software}", stop: "; ", comma: ", ",
    allYears: "All years", fromYear: "First year shown", toYear: "Last year shown", recordsInYear: "{year}: {n}",
    sortBy: "Sort by {name}", tableOf: "All {n} {n?keyword:keywords}", rank: "No.", saved: "Saved {name}", chosen: "{name}: {n} occurrences, {m} links",
    chosenLink: "{name}: {n} co-occurrences", cleared: "Nothing is chosen",
    noRecords: "No record in these years",
  },
  zh: {
    languageName: "EN", otherLanguage: "Switch to English",
    untitled: "关键词共现图谱",
    search: "检索关键词", searchHint: "检索关键词", nothingFound: "没有包含此内容的关键词", found: "找到 {n} 个关键词",
    views: "视图", network: "网络", overlay: "年份", density: "密度", tables: "表格",
    tools: "保存与设置", savePng: "保存为 PNG 图片", saveSvg: "保存为 SVG 矢量图",
    theme: "浅色或深色", zoom: "缩放", zoomIn: "放大（+）", zoomOut: "缩小（−）", zoomFit: "显示全图（0）",
    map: "图谱", mapLabel: "{n} 个关键词的图谱",
    help: "方向键移动，加号和减号缩放，0 显示全图，N 和 P 逐个浏览关键词，斜杠检索，Esc 取消选择。表格视图列出全部关键词。",
    rail: "详情与图例", details: "所选内容", legend: "图例", years: "年份",
    summary: "{nodes} 个关键词，{links}，{clusters} 个聚类，{records} 篇文献",
    linksAll: "{links} 条连线", linksDrawn: "显示 {drawn}/{links} 条连线",
    summaryCut: "{nodes}/{all} 个关键词，{links}，{clusters} 个聚类，{records} 篇文献",
    keyword: "关键词", link: "连线", close: "关闭（Esc）",
    occurrences: "频次", inWindow: "{years} 年频次 {n}", links: "连线数", totalLinkStrength: "总连接强度",
    betweenness: "中介中心性", firstYear: "首现年份", meanYear: "平均年份", meanCitations: "篇均被引",
    normalisedCitations: "标准化被引", pagerank: "PageRank", cluster: "聚类", frequency: "所选时段频次",
    cooccurrences: "共现次数", strength: "连接强度", weight: "相似度",
    association_strength: "关联强度", cosine: "余弦相似度", jaccard: "Jaccard", dice: "Dice",
    inclusion: "包含指数", equivalence: "等价系数", pmi: "PMI", npmi: "NPMI",
    shareOf: "占“{name}”", perYear: "各年文献量", strongest: "最强连线", more: "显示全部 {n} 条",
    linkTo: "同时含有两词的文献：{name}", records: "文献", ofTotal: "{n}/{m}", cited: "被引 {n}",
    mostCited: "本页收录 {m} 篇文献中被引最多的 {n} 篇。", untitledRecord: "（无题名）",
    strongestHeld: "本页收录 {m} 条连线中最强的 {n} 条。",
    clusters: "聚类", onlyThis: "仅此", onlyThisLong: "仅显示 {name}", showAll: "全部显示", moreClusters: "其余 {n} 个聚类",
    keywordsIn: "{n} 个关键词", silhouetteIs: "轮廓值 {n}", meanYearIs: "平均年份 {n}",
    sizeKey: "圆面积：频次", meanYearKey: "颜色：平均发表年份",
    linkKey: "连线", minimum: "最小连线强度", linkCount: "≥ {min}：显示 {n}/{m} 条连线", linkAll: "≥ {min}：显示全部 {m} 条连线", linkAuto: "显示最强的 {n}/{m} 条连线",
    show: "显示", names: "图上显示聚类名称", labels: "图上显示关键词", reset: "重置图谱",
    about: "图谱信息", databases: "数据库", read: "读入记录", kept: "保留", merged: "合并", skipped: "跳过",
    readIs: "{in} = 保留 {kept} + 合并 {merged} + 跳过 {skipped}", selected: "纳入文献", timespan: "时间跨度",
    selection: "筛选条件", selectionIs: "频次 ≥ {n}", net: "网络", netIs: "N = {n}，E = {e}", densityIs: "网络密度",
    modularity: "模块度 Q", silhouette: "轮廓值 S", harmonic: "调和平均 (Q, S)", largest: "最大连通分量",
    largestIs: "{n}（{share}）", method: "方法", software: "软件", full: "全计数", fractional: "分数计数",
    vos: "VOS 聚类", modularityClusters: "模块度聚类", spectral: "谱聚类", resolution: "分辨率 {n}",
    signature: "{databases}；{years}；{selection}；N = {n}，E = {e}，密度 = {d}；Q = {q}，S = {s}，HM = {h}；最大连通分量 {lc}；{software}", stop: "；", comma: "，",
    allYears: "全部年份", fromYear: "起始年份", toYear: "结束年份", recordsInYear: "{year}：{n}",
    sortBy: "按{name}排序", tableOf: "全部 {n} 个关键词", rank: "序号", saved: "已保存 {name}", chosen: "{name}：频次 {n}，连线 {m}",
    chosenLink: "{name}：共现 {n} 次", cleared: "未选择",
    noRecords: "所选年份没有文献",
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
