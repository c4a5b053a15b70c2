/* What CiteSpace prints into its maps: from which data, chosen how, how good. */

const databaseText = () => (data.signature.databases || []).map(([name, n]) => `${plain(name) || "?"} ${figure(n)}`).join(word("comma"));

const spanText = (years) => (years ? (years[0] === years[1] ? String(years[0]) : years.join("–")) : "–");

function largestText() {
  const share = data.signature.largest_component;
  return share === null || share === undefined ? "–" : word("largestIs", { n: figure(Math.round(share * data.signature.nodes)), share: `${figure(100 * share)}%` });
}

function methodText() {
  const options = data.options || {};
  const names = { vos: "vos", modularity: "modularityClusters", spectral: "spectral" };
  const parts = [options.counting, options.similarity].filter((name) => Object.hasOwn(WORDS.en, name)).map((name) => word(name));
  if (names[options.cluster]) parts.push(word(names[options.cluster]));
  if (typeof options.resolution === "number") parts.push(word("resolution", { n: options.resolution }));
  return parts.join(word("comma"));
}

function signatureFacts() {
  const sign = data.signature;
  const kept = sign.records_in === sign.kept ? figure(sign.kept) : word("readIs", { in: figure(sign.records_in), kept: figure(sign.kept), merged: figure(sign.merged), skipped: figure(sign.skipped) });
  return [
    [word("databases"), databaseText()],
    [word("read"), kept],
    [word("selected"), figure(sign.selected)],
    [word("timespan"), spanText(sign.years)],
    [word("selection"), word("selectionIs", { n: sign.min_occurrences ?? 1 })],
    [word("net"), word("netIs", { n: figure(sign.nodes), e: figure(sign.links) })],
    [word("densityIs"), figure(sign.density, 4)],
    [word("modularity"), figure(sign.modularity, 4)],
    [word("silhouette"), figure(sign.silhouette, 4)],
    [word("harmonic"), figure(sign.harmonic_mean, 4)],
    [word("largest"), largestText()],
    [word("method"), methodText()],
    [word("records"), scene.records.cut ? word("mostCited", { n: figure(scene.records.n), m: figure(scene.records.total) }) : ""],
    [word("linkKey"), scene.links.m < sign.links ? word("strongestHeld", { n: figure(scene.links.m), m: figure(sign.links) }) : ""],
    [word("software"), plain(sign.software)],
  ].filter(([, value]) => value);
}

function signatureLine() {
  const sign = data.signature;
  return word("signature", {
    databases: databaseText(), years: spanText(sign.years), selection: word("selectionIs", { n: sign.min_occurrences ?? 1 }),
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
  return word(sign.keywords > scene.nodes.n ? "summaryCut" : "summary", values);
}
