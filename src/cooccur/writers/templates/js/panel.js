/* What is known of the chosen keyword, link or cluster: numbers, years, strongest links, and the records. */

const RECORDS_AT_ONCE = 2000;

{
  const element = byId("panel");

  function fill() {
    const item = scene.state.selection;
    element.hidden = !item;
    if (!item) return element.replaceChildren();
    element.replaceChildren(...KINDS[item.kind](item).filter(Boolean));
    element.scrollTop = 0;
    return undefined;
  }

  function head(kind, ...content) {
    const close = make("button", { type: "button", class: "close icon", title: word("close"), "aria-label": word("close"), onclick: () => scene.update({ selection: null }) }, cross());
    return make("div", { class: "head" }, make("div", {}, make("h2", {}, word(kind)), ...content), close);
  }

  function cross() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M5.5 5.5l9 9M14.5 5.5l-9 9");
    svg.append(path);
    return svg;
  }

  function clusterLine(node) {
    const cluster = scene.clusterOf(node);
    if (!cluster) return null;
    const dot = make("i", { class: "dot" });
    dot.style.background = css(stage.paints().clusterColour(node));
    return make("p", {}, dot, make("button", { type: "button", class: "of", onclick: () => scene.update({ selection: { kind: "cluster", id: cluster.number } }) }, cluster.name));
  }

  const numbers = (pairs) => make("dl", { class: "numbers" }, ...pairs.filter(([, value]) => value !== "–").map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));

  function keyword(item) {
    const { nodes } = scene;
    const of = (name) => nodes.of(name, item.id);
    const year = (value) => (value ? String(value) : "–");
    const window = scene.state.window;
    const measures = [
      [word("occurrences"), figure(nodes.occurrences[item.id])],
      [word("links"), figure(of("links"))],
      [word("totalLinkStrength"), figure(of("total_link_strength"), Number.isInteger(of("total_link_strength")) ? 0 : 1)],
      [word("betweenness"), figure(of("betweenness"), 4)],
      [word("firstYear"), year(of("first_year"))],
      [word("meanYear"), of("mean_year") === null ? "–" : of("mean_year").toFixed(1)],
      [word("meanCitations"), figure(of("mean_citations"), 1)],
      [word("normalisedCitations"), figure(of("normalised_citations"), 2)],
      [word("pagerank"), figure(of("pagerank"), 4)],
    ];
    for (const [name, digits] of [["sigma", 3], ["stability", 2]]) if (of(name) !== null) measures.push([word(name), figure(of(name), digits)]);
    if (of("weighted_occurrences") !== null) measures.push([word("weightedOccurrences"), figure(of("weighted_occurrences"), 1)]);
    if (of("frequency") !== null && of("frequency") !== nodes.occurrences[item.id]) measures.push([word("frequency"), figure(of("frequency"))]);
    return [
      head("keyword", make("h3", {}, nodes.label[item.id]), clusterLine(item.id)),
      numbers(measures),
      ...burstLines(item.id),
      window ? make("p", { class: "note" }, word("inWindow", { n: figure(nodes.counts[item.id]), years: window.join("–") })) : null,
      ...databases(item),
      ...bars(item, css(stage.paints().clusterColour(item.id))),
      ...strongest(item.id),
      ...recordList(item, nodes.occurrences[item.id]),
    ];
  }

  /* How many of the records each database holds. */
  function databases(item) {
    if (!sources.has) return [];
    const { counts, parts } = sources.of(item.id);
    const most = Math.max(...counts);
    const several = Math.round(counts.reduce((sum, n) => sum + n, 0) - parts.reduce((sum, n) => sum + n, 0));
    const row = (i) => {
      const [bar, dot] = [make("i", {}), make("i", { class: "dot" })];
      dot.style.background = bar.style.color = css(sources.tone(i, stage.paints()));
      bar.style.width = `${Math.max(6, (100 * counts[i]) / most)}%`;
      return make("li", {}, make("span", {}, dot, sources.nameOf(i)), make("span", { class: "track" }, bar), make("b", {}, figure(counts[i])));
    };
    const shown = counts.map((_, i) => i).filter((i) => counts[i]);
    return [make("h2", {}, word("sources")), make("ul", { class: "shares" }, ...shown.map(row)), several > 0 ? make("p", { class: "note" }, word("severalDatabases", { n: figure(several) })) : null];
  }

  function burstLines(node) {
    const { bursts } = data;
    const rows = (bursts?.node || []).map((_, row) => row).filter((row) => bursts.node[row] === node).sort((a, b) => bursts.begin[a] - bursts.begin[b]);
    const mark = () => {
      const dot = make("i", { class: "dot" });
      dot.style.background = css(toneOf(RED, stage.paints()));
      return dot;
    };
    return rows.map((row) => make("p", { class: "burst" }, mark(), `${word("burst")} ${spanText([bursts.begin[row], bursts.end[row]])}${word("comma")}${word("burstStrength")} ${figure(bursts.strength[row], 2)}`));
  }

  /* Small chances are only known to be small. */
  const chance = (value) => (typeof value !== "number" ? "–" : value < 0.001 ? "< 0.001" : value.toFixed(3));

  function cluster(item) {
    const found = scene.clusterAt(item.id);
    const of = (name) => data.clusters[name]?.[found.index] ?? null;
    const labels = ["llr", "lsi", "mi", "tfidf"].map((name) => [word(wordOf(`label_${name}`)), plain(of(`label_${name}`))]).filter(([, text]) => text);
    if (labels.length && of("label_llr") && of("llr") !== null) labels[0][1] += ` (${word("withLlr", { g: figure(of("llr"), 1), p: chance(of("p_value")).replace(/^(?=\d)/, "= ") })})`;
    const theme = data.themes?.cluster ? data.themes.quadrant[data.themes.cluster.indexOf(item.id)] : null;
    const dot = make("i", { class: "dot" });
    const colour = stage.paints().clusters[found.index];
    dot.style.background = css(colour);
    return [
      head("clusterKind", make("h3", {}, dot, found.name), theme ? make("p", {}, word(theme)) : null),
      numbers([
        [word("members"), figure(found.size)],
        [word("records"), figure(of("records"))],
        [word("meanYear"), found.meanYear === null ? "–" : found.meanYear.toFixed(1)],
        [word("silhouette"), figure(found.silhouette, 3)],
        [word("stability"), figure(of("stability"), 2)],
      ]),
      ...(labels.length > 1 ? [make("h2", {}, word("labelsBy")), make("dl", { class: "facts names" }, ...labels.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]))] : []),
      ...members(item),
      ...bars(item, css(colour), "keywordsPerYear"),
      ...(of("representatives")?.length ? recordList(item, scene.recordsOf(item).length, "representative") : []),
    ];
  }

  function members(item) {
    const all = scene.nodesOf(item).filter(scene.visible).sort((a, b) => scene.nodes.counts[b] - scene.nodes.counts[a] || a - b);
    if (!all.length) return [];
    const colour = css(stage.paints().clusterColour(all[0]));
    const row = (node) => {
      const bar = make("i", {});
      bar.style.width = `${Math.max(6, (100 * scene.nodes.counts[node]) / scene.nodes.counts[all[0]])}%`;
      bar.style.color = colour;
      return make("li", {},
        make("button", { type: "button", class: "name", title: scene.nodes.label[node], onclick: () => scene.update({ selection: { kind: "keyword", id: node } }) }, scene.nodes.label[node]),
        make("span", { class: "pair" }, make("span", { class: "track" }, bar), make("b", {}, figure(scene.nodes.counts[node]))));
    };
    const list = make("ul", { class: "chips" }, ...all.slice(0, 8).map(row));
    return [make("h2", {}, word("members")), list, moreButton(list, all.length, () => all.slice(8).map(row), all.length > 8)];
  }

  function link(item) {
    const { links, nodes } = scene;
    const ends = [links.source[item.id], links.target[item.id]];
    const choose = (node) => make("li", {}, make("button", { type: "button", onclick: () => scene.update({ selection: { kind: "keyword", id: node } }) }, nodes.label[node]), clusterLine(node));
    const share = (node) => `${figure((100 * links.cooccurrences[item.id]) / (nodes.occurrences[node] || 1), 0)}%`;
    const same = links.strength[item.id] === links.cooccurrences[item.id];
    return [
      head("link", make("ul", { class: "ends" }, ...ends.map(choose))),
      numbers([
        [word("cooccurrences"), figure(links.cooccurrences[item.id])],
        ...ends.map((node) => [word("shareOf", { name: cutLabel(nodes.label[node]) }), share(node)]),
        [word("strength"), same ? "–" : figure(links.strength[item.id], 2)],
        [word(Object.hasOwn(WORDS.en, data.options.similarity) ? data.options.similarity : "weight"), links.weight[item.id] ? figure(links.weight[item.id], 2) : "–"],
        ...["p_value", "q_value"].map((name) => [word(wordOf(name)), chance(data.links[name]?.[item.id])]),
      ]),
      ...bars(item, css(mix(stage.paints().clusterColour(ends[0]), stage.paints().clusterColour(ends[1]), 0.5))),
      ...recordList(item, links.cooccurrences[item.id]),
    ];
  }

  const KINDS = { keyword, link, cluster };

  function bars(item, colour, title = "perYear") {
    const counts = scene.byYear(item);
    if (counts.length < 2) return [];
    const [first, last] = scene.years;
    const most = Math.max(...counts, 1);
    const window = scene.state.window;
    const text = counts.map((count, i) => word("recordsInYear", { year: first + i, n: count }));
    const columns = counts.map((count, i) => {
      const off = window && (first + i < window[0] || first + i > window[1]);
      const bar = make("i", { title: text[i], class: off ? "off" : "" });
      bar.style.height = `${count ? Math.max(4, (100 * count) / most) : 0}%`;
      bar.style.background = colour;
      return bar;
    });
    return [
      make("h2", {}, word(title)),
      make("div", { class: "spark", role: "img", "aria-label": text.filter((_, i) => counts[i]).join(", ") }, ...columns),
      make("p", { class: "ends-of", "aria-hidden": "true" }, make("span", {}, String(first)), make("span", {}, String(last))),
    ];
  }

  function strongest(node) {
    const all = scene.linksOf(node);
    if (!all.length) return [];
    const most = scene.links.value[all[0]];
    const row = (link) => {
      const other = scene.other(link, node);
      const count = figure(scene.links.counts[link]);
      const bar = make("i", {});
      bar.style.width = `${Math.max(6, (100 * scene.links.value[link]) / most)}%`;
      bar.style.color = css(stage.paints().clusterColour(other));
      return make("li", {},
        make("button", { type: "button", class: "name", title: scene.nodes.label[other], onclick: () => scene.update({ selection: { kind: "keyword", id: other } }) }, scene.nodes.label[other]),
        make("button", { type: "button", class: "pair", title: linkTitle(link), "aria-label": `${linkTitle(link)}: ${count}`, onclick: () => scene.update({ selection: { kind: "link", id: link } }) },
          make("span", { class: "track" }, bar), make("b", {}, count)));
    };
    const list = make("ul", { class: "chips" }, ...all.slice(0, 6).map(row));
    return [make("h2", {}, word("strongest")), list, moreButton(list, all.length, () => all.slice(6).map(row), all.length > 6)];
  }

  const linkTitle = (link) => (scene.records.n ? word("linkTo", { name: scene.linkName(link) }) : scene.linkName(link));

  function moreButton(list, n, rest, needed) {
    if (!needed) return null;
    const button = make("button", { type: "button", class: "more", onclick: () => { list.append(...rest()); button.remove(); } }, word("more", { n: figure(n) }));
    return button;
  }

  function recordList(item, all, title = "records") {
    // Of a network without records, or of records that were only counted, there is nothing to list.
    if (!scene.records.n) return [];
    const found = scene.recordsOf(item);
    const count = found.length === all ? figure(all) : word("ofTotal", { n: figure(found.length), m: figure(all) });
    const window = scene.state.window ? ` ${scene.state.window.join("–")}` : "";
    const list = make("ol", { class: "records" }, ...found.slice(0, RECORDS_AT_ONCE).map(record));
    return [
      make("h2", {}, `${word(title)} `, make("small", {}, `(${count})${window}`)),
      found.length ? list : make("p", { class: "note" }, word("noRecords")),
      moreButton(list, found.length, () => found.slice(RECORDS_AT_ONCE).map(record), found.length > RECORDS_AT_ONCE),
      scene.records.cut ? make("p", { class: "note" }, word("mostCited", { n: figure(scene.records.n), m: figure(scene.records.total) })) : null,
    ];
  }

  function record(row) {
    const { records } = scene;
    const source = plain(records.sources[records.source[row]]);
    const out = linksOut(row);
    const cited = records.citations[row];
    const line = [source, records.year[row], cited === null ? "" : word("cited", { n: figure(cited) }), out.length ? "" : plain(records.id[row]) || plain(records.databases[records.database[row]])].filter(Boolean).join(word("comma"));
    return make("li", {},
      make("p", { class: "name" }, plain(records.title[row]) || word("untitledRecord")),
      records.authors[row] ? make("p", {}, plain(records.authors[row])) : null,
      make("p", {}, line),
      out.length ? make("p", { class: "out" }, ...out.map(outLink)) : null);
  }

  function outLink({ name, address, text }) {
    const title = word(text ? "opensIn" : "searchesIn", { name, text });
    return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title, "aria-label": title }, name);
  }

  function announce() {
    const item = scene.state.selection;
    if (!item) say(word("cleared"));
    else if (item.kind === "keyword") say(word("chosen", { name: scene.nodes.label[item.id], n: figure(scene.nodes.occurrences[item.id]), m: figure(scene.nodes.of("links", item.id)) }));
    else if (item.kind === "cluster") say(`${scene.clusterAt(item.id).name}${word("comma")}${clusterFacts(scene.clusterAt(item.id))}`);
    else say(word("chosenLink", { name: scene.linkName(item.id), n: figure(scene.links.cooccurrences[item.id]) }));
  }

  scene.subscribe((changed) => {
    if (["selection", "window", "hidden", "minimum", "theme", "lang"].some((key) => changed.has(key))) fill();
    if (changed.has("selection")) announce();
  });
}
