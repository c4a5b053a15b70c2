/* The one scene that all views share: what is there, what is chosen, and who wants to know. */

const data = JSON.parse(byId("cooccur-data").textContent);
if (data.packed) Object.assign(data, JSON.parse(byId("cooccur-script").inflate(data.packed.deflated, data.packed.length)));
const DRAWN_LINKS = 1000;

/* How circles can be filled: what the data tell of. */
const STYLES = ["discs", data.years.first !== null && "rings", data.sources && "sources"].filter(Boolean);

/* Views are rows of this table: one file adds one. */
const cooccur = { views: {} };

/* In a page of thousands of keywords columns are written short: only what differs from one value, or
   nothing of what the counts by year tell. */
function unpackNodes() {
  const { nodes, years } = data;
  const TOLD = {
    first_year: (run) => (run.length ? years.first + run[0] : 0),
    // To two decimals, as in pages that hold it.
    mean_year: ([offset, ...counts]) => (counts.length ? Math.round(100 * (years.first + offset + counts.reduce((sum, count, i) => sum + i * count, 0) / counts.reduce((sum, count) => sum + count))) / 100 : null),
  };
  for (const [name, { usual, step, value }] of Object.entries(nodes)) {
    if (!step) continue;
    nodes[name] = new Array(nodes.keyword.length).fill(usual);
    let node = 0;
    step.forEach((further, i) => { nodes[name][(node += further)] = value[i]; });
  }
  for (const name of nodes.told || []) nodes[name] = years.nodes.map(TOLD[name]);
}

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1) || 1;

function readNodes() {
  unpackNodes();
  const n = data.nodes.keyword.length;
  const column = (name, missing) => Array.from({ length: n }, (_, i) => (data.nodes[name] ? data.nodes[name][i] : null) ?? missing);
  const x = Float64Array.from(column("x", 0));
  const y = Float64Array.from(column("y", 0), (value) => -value);
  const occurrences = Float64Array.from(column("occurrences", 0));
  // What sizes follow: weighted occurrences, where databases weigh the same.
  const sizes = Float64Array.from(column("weighted_occurrences", -1), (value, i) => (value < 0 ? occurrences[i] : value));
  return {
    n, x, y, homeX: x.slice(), homeY: y.slice(), occurrences, sizes,
    fair: sizes.map((size, i) => size / occurrences[i] || 0),
    keyword: data.nodes.keyword,
    label: data.nodes.keyword.map((text) => plain(text) || "·"),
    cluster: Int32Array.from(column("cluster", -1)),
    mean: meanOf(sizes),
    // Letters go by the frequent keywords: beside thousands of rare ones all of these would be huge.
    usual: meanOf(sizes.slice(0, 1000)),
    counts: occurrences.slice(),
    of: (name, node) => (data.nodes[name] ? data.nodes[name][node] : null),
  };
}

function readLinks(nodes) {
  const { per_source: perSource = [], target_step: steps = [], cooccurrences = [] } = data.links;
  const m = cooccurrences.length;
  const source = new Int32Array(m);
  const target = new Int32Array(m);
  let link = 0;
  perSource.forEach((count, from) => {
    for (let i = 0, to = from; i < count; i++, link++) {
      to += steps[link];
      source[link] = from;
      target[link] = to;
    }
  });
  const strength = Float64Array.from(data.links.strength || cooccurrences);
  const all = nodes.of("total_link_strength", 0) === null ? null : data.nodes.total_link_strength;
  const total = all ? all.reduce((sum, value) => sum + value, 0) : 0;
  const weight = data.links.weight
    ? Float64Array.from(data.links.weight, (value) => value ?? 0)
    : strength.map((value, i) => (all ? (value * total) / (all[source[i]] * all[target[i]] || 1) : 0));
  return { m, total: data.links.total ?? m, source, target, cooccurrences, strength, weight, counts: Float64Array.from(cooccurrences), value: strength.slice(), ...incident(nodes.n, source, target) };
}

/* The links of each node, as one long list and where each node's part of it begins. */
function incident(n, source, target) {
  const begin = new Int32Array(n + 1);
  for (let i = 0; i < source.length; i++) {
    begin[source[i] + 1]++;
    begin[target[i] + 1]++;
  }
  for (let i = 0; i < n; i++) begin[i + 1] += begin[i];
  const next = begin.slice(0, n);
  const list = new Int32Array(2 * source.length);
  for (let i = 0; i < source.length; i++) {
    list[next[source[i]]++] = i;
    list[next[target[i]]++] = i;
  }
  return { of: (node) => list.subarray(begin[node], begin[node + 1]) };
}

function readRecords(n) {
  const held = data.records.keywords || [];
  const begin = new Int32Array(n + 1);
  for (const row of held) for (const node of row) begin[node + 1]++;
  for (let i = 0; i < n; i++) begin[i + 1] += begin[i];
  const next = begin.slice(0, n);
  const list = new Int32Array(begin[n]);
  held.forEach((row, record) => { for (const node of row) list[next[node]++] = record; });
  return { ...data.records, n: held.length, cut: held.length < data.records.total, of: (node) => list.subarray(begin[node], begin[node + 1]) };
}

const scene = (() => {
  const nodes = readNodes();
  const links = readLinks(nodes);
  const records = readRecords(nodes.n);
  const years = data.years.first === null ? null : [data.years.first, data.years.last];
  const clusters = (data.clusters.cluster || []).map((number, i) => ({
    number, index: i, name: `#${number} ${plain(data.clusters.label?.[i] ?? data.clusters.top_keywords?.[i]?.[0])}`.trim(),
    label: plain(data.clusters.label?.[i] ?? ""), size: data.clusters.size?.[i] ?? 0,
    silhouette: data.clusters.silhouette?.[i] ?? null, meanYear: data.clusters.mean_year?.[i] ?? null,
  }));
  const state = { view: "network", selection: null, hover: null, hidden: new Set(), window: null, minimum: null, names: true, labels: true, style: STYLES.includes(data.options?.node_style) ? data.options.node_style : "discs", significant: false, score: null, density: "item", kernel: 0.125, theme: "light", lang: "en" };
  const listeners = [];
  let order = null;
  let linkOf = null;

  function update(changes) {
    const before = { ...state };
    Object.assign(state, changes);
    language = state.lang;
    if (state.selection && !isShown(state.selection)) state.selection = null;
    const changed = new Set(Object.keys(changes));
    if (state.selection?.kind === "note") state.selection = null;
    if (state.selection !== before.selection) changed.add("selection");
    if (changed.has("window")) count();
    if (["window", "hidden", "minimum", "significant"].some((key) => changed.has(key))) choose();
    for (const listener of listeners) listener(changed);
  }

  /* What stands in a hidden cluster cannot stay chosen. */
  function isShown(item) {
    return item.kind === "cluster" ? !state.hidden.has(item.id) : nodesOf(item).every((node) => !state.hidden.has(nodes.cluster[node]));
  }

  /* The keywords of an item: itself, the ends of a link, the members of a cluster. */
  function nodesOf({ kind, id }) {
    if (kind === "keyword") return [id];
    if (kind === "link") return [links.source[id], links.target[id]];
    return kind === "cluster" ? Array.from(nodes.cluster.keys()).filter((node) => nodes.cluster[node] === id) : [];
  }

  /* Occurrences and co-occurrences in the window of years; all of them where it is open. */
  function count() {
    const window = state.window;
    order = null;
    if (!window) {
      nodes.counts.set(nodes.occurrences);
      links.counts.set(links.cooccurrences);
      links.value.set(links.strength);
      return;
    }
    const [a, b] = window.map((year) => year - years[0]);
    for (let i = 0; i < nodes.n; i++) nodes.counts[i] = sumOf(data.years.nodes[i], a, b);
    if (data.links.years) for (let i = 0; i < links.m; i++) links.counts[i] = sumOf(data.links.years[i], a, b);
    else countTogether(window);
    for (let i = 0; i < links.m; i++) links.value[i] = (links.strength[i] * links.counts[i]) / links.cooccurrences[i];
  }

  function sumOf(run, a, b) {
    let sum = 0;
    for (let i = 1; i < run.length; i++) if (run[0] + i - 1 >= a && run[0] + i - 1 <= b) sum += run[i];
    return sum;
  }

  function countTogether([from, to]) {
    links.counts.fill(0);
    together((link, year) => { if (year >= from && year <= to) links.counts[link]++; });
  }

  /* Visits each link in each record of a known year that holds both of its ends. */
  function together(visit) {
    linkOf ??= new Map(links.cooccurrences.map((_, i) => [links.source[i] * nodes.n + links.target[i], i]));
    for (let record = 0; record < records.n; record++) {
      const year = records.year[record];
      if (year === null) continue;
      const held = records.keywords[record];
      for (let i = 0; i < held.length; i++) {
        for (let j = i + 1; j < held.length; j++) {
          const link = linkOf.get(held[i] * nodes.n + held[j]);
          if (link !== undefined) visit(link, year);
        }
      }
    }
  }

  const visible = (node) => nodes.counts[node] > 0 && !state.hidden.has(nodes.cluster[node]);

  const linkVisible = (link) =>
    links.value[link] > 0 && visible(links.source[link]) && visible(links.target[link]) && (!state.significant || isSignificant(link));

  const isSignificant = (link) => (data.links.q_value?.[link] ?? 1) <= 0.05;

  /* The links to draw, weakest first: by default the strongest, by the slider all from a strength on. */
  function choose() {
    order ??= Array.from(links.source, (_, i) => i).sort((p, q) => links.value[q] - links.value[p] || links.weight[q] - links.weight[p] || p - q);
    const drawn = [];
    let possible = 0;
    for (const link of order) {
      if (links.value[link] <= 0) break;
      if (!linkVisible(link)) continue;
      possible++;
      if (state.minimum === null ? drawn.length < DRAWN_LINKS : links.value[link] >= state.minimum) drawn.push(link);
    }
    scene.possible = possible;
    scene.drawn = drawn.reverse();
    const top = drawn.slice(-DRAWN_LINKS);
    scene.meanStrength = top.reduce((sum, link) => sum + links.value[link], 0) / top.length || 1;
  }

  const inWindow = (record) => !state.window || (records.year[record] !== null && records.year[record] >= state.window[0] && records.year[record] <= state.window[1]);

  function recordsOf(item) {
    if (item.kind === "keyword") return Array.from(records.of(item.id)).filter(inWindow);
    if (item.kind === "cluster") return (data.clusters.representatives?.[clusterAt(item.id).index] || []).filter((row) => row < records.n);
    const others = new Set(records.of(links.target[item.id]));
    return Array.from(records.of(links.source[item.id])).filter((record) => others.has(record) && inWindow(record));
  }

  /* Counts by year of a keyword or a link, over all years. */
  function byYear(item) {
    if (!years) return [];
    const counts = new Array(years[1] - years[0] + 1).fill(0);
    const runs = item.kind === "link" ? [data.links.years?.[item.id]] : nodesOf(item).map((node) => data.years.nodes[node]);
    if (runs[0]) for (const run of runs) run.slice(1).forEach((value, i) => { counts[run[0] + i] += value; });
    else {
      const others = new Set(records.of(links.target[item.id]));
      for (const record of records.of(links.source[item.id])) if (others.has(record) && records.year[record] !== null) counts[records.year[record] - years[0]]++;
    }
    return counts;
  }

  /* Whether a link can be seen, be it among the strongest that are drawn or not. */
  const listed = (link) => linkVisible(link) && (state.minimum === null || links.value[link] >= state.minimum);

  /* The links of a keyword that can be seen, strongest first. */
  function linksOf(node) {
    return Array.from(links.of(node))
      .filter(listed)
      .sort((p, q) => links.value[q] - links.value[p] || links.weight[q] - links.weight[p] || p - q);
  }

  const other = (link, node) => (links.source[link] === node ? links.target[link] : links.source[link]);

  const clusterAt = (number) => clusters.find((cluster) => cluster.number === number);

  const linkName = (link) => `${nodes.label[links.source[link]]} – ${nodes.label[links.target[link]]}`;

  function shownNodes() {
    const found = [];
    for (let i = 0; i < nodes.n; i++) if (visible(i)) found.push(i);
    return found;
  }

  return {
    nodes, links, records, years, clusters, state, update, visible, nodesOf, recordsOf, byYear, linksOf, listed, together, other, linkName, clusterAt, shownNodes, choose,
    subscribe: (listener) => listeners.push(listener), drawn: [], possible: 0, meanStrength: 1,
    clusterOf: (node) => clusterAt(nodes.cluster[node]),
  };
})();
