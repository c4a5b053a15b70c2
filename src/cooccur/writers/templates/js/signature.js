/* What CiteSpace prints into its maps: from which data, chosen how, how good. */

const databaseText = () => (data.signature.databases || []).map(([name, n]) => `${plain(name) || "?"} ${figure(n)}`).join(word("comma"));

const spanText = (years) => (years ? (years[0] === years[1] ? String(years[0]) : years.join("–")) : "–");

function largestText() {
  const share = data.signature.largest_component;
  return share === null || share === undefined ? "–" : word("largestIs", { n: figure(Math.round(share * data.signature.nodes)), share: `${figure(100 * share)}%` });
}

function methodText() {
  const options = data.options || {};
  const names = { vos: "vos", modularity: "modularityClusters", spectral: "spectral", "simple-centres": "simpleCentres" };
  const foreign = data.signature.network;
  const parts = [foreign ? "" : options.counting, options.similarity].filter((name) => Object.hasOwn(WORDS.en, name)).map((name) => word(name));
  if (foreign && foreign.has_clusters) return [...parts, word("fileClusters")].join(word("comma"));
  if (names[options.cluster]) parts.push(word(names[options.cluster]));
  if (typeof options.resolution === "number") parts.push(word("resolution", { n: options.resolution }));
  return parts.join(word("comma"));
}

/* How keywords and links were selected: by occurrences, or slice by slice. */
function selectionText() {
  const { slices, select, lrf, links_per_node: most, e } = data.options || {};
  if (!data.slices) return word(data.options?.source_fair ? "selectionFair" : "selectionIs", { n: data.signature.min_occurrences ?? 1 });
  const [name, rest = ""] = (select || "g-index:25").split(/:(.*)/);
  const rule = { "g-index": `g-index (k = ${rest})`, top: `Top ${rest}`, "top-percent": `Top ${rest.split(":")[0]}%` }[name] || plain(select);
  return word(slices ? "selectionSlices" : "selectionOnce", { n: data.slices.begin.length, l: slices, rule, lrf, most, e });
}

const SCOPES = { merged: "scopeMerged", sliced: "scopeSliced", both: "scopeBoth" };

function pruningText() {
  const { prune = "none", prune_scope: scope } = data.options || {};
  return prune === "none" ? "" : word("prunedIs", { how: word(prune), scope: word(SCOPES[scope]) });
}

function signatureFacts() {
  const sign = data.signature;
  const kept = sign.records_in === sign.kept ? figure(sign.kept) : word("readIs", { in: figure(sign.records_in), kept: figure(sign.kept), merged: figure(sign.merged), skipped: figure(sign.skipped) });
  const chosen = sign.network ? [[word("networkFile"), plain(sign.network.file)]] : [
    [word("databases"), databaseText()],
    [word("read"), kept],
    [word("selected"), figure(sign.selected)],
    [word("timespan"), spanText(sign.years)],
    [word("selection"), selectionText()],
    [word("pruning"), pruningText()],
  ];
  return [
    ...chosen,
    [word("net"), word("netIs", { n: figure(sign.nodes), e: figure(sign.links) })],
    [word("densityIs"), figure(sign.density, 4)],
    [word("modularity"), figure(sign.modularity, 4)],
    [word("silhouette"), figure(sign.silhouette, 4)],
    [word("harmonic"), figure(sign.harmonic_mean, 4)],
    [word("largest"), largestText()],
    [word("method"), methodText()],
    [word("records"), data.options?.two_passes ? word("countedOnly") : scene.records.cut ? word("mostCited", { n: figure(scene.records.n), m: figure(scene.records.total) }) : ""],
    [word("linkKey"), scene.links.m < sign.links ? word("strongestHeld", { n: figure(scene.links.m), m: figure(sign.links) }) : ""],
    [word("software"), plain(sign.software)],
  ].filter(([, value]) => value);
}

function signatureLine() {
  const sign = data.signature;
  return word(sign.network ? "signatureNetwork" : "signature", {
    file: sign.network ? plain(sign.network.file) : "",
    databases: databaseText(), years: spanText(sign.years), selection: [selectionText(), pruningText()].filter(Boolean).join(word("comma")),
    n: figure(sign.nodes), e: figure(sign.links), d: figure(sign.density, 4), q: figure(sign.modularity, 4), s: figure(sign.silhouette, 4),
    h: figure(sign.harmonic_mean, 4), lc: largestText(), software: plain(sign.software),
  });
}

const mapTitle = () => plain(data.title) || word("untitled");

function summaryLine() {
  const sign = data.signature;
  const values = {
    nodes: figure(scene.nodes.n), all: figure(sign.keywords), clusters: figure(sign.clusters), records: figure(sign.selected),
    links: word(scene.drawn.length < sign.links ? "linksDrawn" : "linksAll", { drawn: figure(scene.drawn.length), links: figure(sign.links) }),
  };
  if (sign.network) return word("summaryNetwork", values);
  return word(sign.keywords > scene.nodes.n ? "summaryCut" : "summary", values);
}
