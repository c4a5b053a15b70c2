/* Keywords, clusters and links as tables that can be sorted, filtered, copied and saved: the same
   map for those who do not see it. */

const ROWS_AT_ONCE = 500;

{
  const element = byId("tables");
  const { nodes, links } = scene;
  const sorting = { keywords: ["occurrences", true], clusters: ["cluster", false], links: ["cooccurrences", true] };
  let kind = "keywords";
  let wanted = "";
  let found = [];
  let parts = null;

  const decimals = (digits) => (value) => figure(value, digits);
  // A year takes no comma.
  const year = (value) => (value === null ? "–" : String(value));
  const meanYear = (value) => (value === null ? "–" : value.toFixed(1));
  const chance = (value) => (value === null ? "–" : value < 0.001 ? "<0.001" : value.toFixed(3));
  const whole = decimals(0);

  /* A column: its name in the data and in the CSV, the value of a row, and how that is shown. Texts are
     columns without show; order gives numbers that sort like the texts. One column opens the row's item. */
  const ofNode = (name, show, value = (node) => nodes.of(name, node)) => ({ name, value, show });
  const known = (name, show) => ofNode(name, show, (node) => nodes.of(name, node) || null);
  const ofCluster = (name, show) => ({ name, value: (row) => data.clusters[name]?.[row] ?? null, show });
  const ofLink = (name, show, value = (link) => data.links[name]?.[link] ?? null) => ({ name, value, show });
  const keyword = (name, opens, nodeOf = (row) => row) => ({ name, opens, value: (row) => nodes.label[nodeOf(row)], order: (row) => ranks()[nodeOf(row)], folded: (row) => folded()[nodeOf(row)] });
  const textOf = (name, value = (row) => data.clusters[name]?.[row] ?? null) => ({ name, opens: name === "label", value: (row) => { const text = value(row); return text === null ? null : plain(text); } });

  const TABLES = {
    keywords: {
      rows: () => scene.shownNodes(),
      of: nodes.n,
      item: (node) => ({ kind: "keyword", id: node }),
      columns: [
        keyword("keyword", true),
        ofNode("occurrences", whole, (node) => nodes.counts[node]),
        ofNode("cluster", (value, node) => scene.clusterOf(node)?.name ?? "–"),
        ofNode("links", whole),
        ofNode("total_link_strength", (value) => figure(value, Number.isInteger(value) ? 0 : 1)),
        known("first_year", year),
        ofNode("mean_year", meanYear),
        ofNode("frequency", whole),
        ofNode("betweenness", decimals(4)),
        ofNode("sigma", decimals(2)),
        known("burst_strength", decimals(2)),
        known("burst_begin", year),
        known("burst_end", year),
        ofNode("mean_citations", decimals(1)),
        ofNode("normalised_citations", decimals(2)),
        ofNode("stability", decimals(2)),
      ],
    },
    clusters: {
      rows: () => scene.clusters.filter((cluster) => !scene.state.hidden.has(cluster.number)).map((cluster) => cluster.index),
      of: scene.clusters.length,
      item: (row) => ({ kind: "cluster", id: scene.clusters[row].number }),
      columns: [
        { name: "cluster", value: (row) => scene.clusters[row].number, show: (value) => `#${value}` },
        textOf("label"),
        ofCluster("size", whole),
        ofCluster("silhouette", decimals(3)),
        ofCluster("mean_year", meanYear),
        ofCluster("stability", decimals(2)),
        textOf("label_llr"),
        ofCluster("llr", decimals(1)),
        ofCluster("p_value", chance),
        ...["label_lsi", "label_mi", "label_tfidf"].map((name) => textOf(name)),
        textOf("top_keywords", (row) => data.clusters.top_keywords?.[row]?.map(plain).join("; ") ?? null),
      ],
    },
    links: {
      rows: () => Array.from(links.source.keys()).filter(scene.listed),
      of: links.m,
      item: (link) => ({ kind: "link", id: link }),
      columns: [
        keyword("source", true, (link) => links.source[link]),
        keyword("target", false, (link) => links.target[link]),
        ofLink("cooccurrences", whole, (link) => links.counts[link]),
        ofLink("strength", decimals(2), (link) => (data.links.strength ? links.value[link] : null)),
        ofLink("weight", decimals(2), (link) => links.weight[link]),
        ofLink("first_year", year, (link) => firstYears()[link] || null),
        ofLink("p_value", chance),
        ofLink("q_value", chance),
      ],
    },
  };

  /* Made when first needed. */
  const once = (action) => { let value; return () => (value ??= action()); };
  const folded = once(() => nodes.label.map(fold));
  const collators = { en: once(() => new Intl.Collator("en")), zh: once(() => new Intl.Collator("zh")) };
  const ranked = { en: once(() => rank("en")), zh: once(() => rank("zh")) };
  const ranks = () => ranked[language]();
  const firstYears = once(() => {
    const first = new Uint16Array(links.m);
    if (data.links.years) data.links.years.forEach((run, link) => { first[link] = run.length ? scene.years[0] + run[0] : 0; });
    else scene.together((link, held) => { if (!first[link] || held < first[link]) first[link] = held; });
    return first;
  });

  function rank(lang) {
    const { compare } = collators[lang]();
    const places = new Int32Array(nodes.n);
    Array.from(nodes.label.keys()).sort((a, b) => compare(nodes.label[a], nodes.label[b]) || a - b).forEach((node, place) => { places[node] = place; });
    return places;
  }

  const columnsOf = once(() => Object.fromEntries(Object.entries(TABLES).map(([name, table]) => [name, table.columns.filter(({ value }) => someRow(table.of, value))])));
  const columns = () => columnsOf()[kind];

  function someRow(n, value) {
    for (let row = 0; row < n; row++) if (value(row) !== null && !Number.isNaN(value(row))) return true;
    return false;
  }

  const titleOf = (name) => word(wordOf(`table_${name}`));
  const headOf = ({ name }) => (name === "weight" && Object.hasOwn(WORDS.en, data.options.similarity) ? word(data.options.similarity) : word(wordOf(name)));

  /* The rows that are left by the filter, in the order asked for. */
  function look() {
    const [name, down] = sorting[kind];
    const column = columns().find((one) => one.name === name) || columns()[0];
    const rows = filtered(TABLES[kind].rows(), column);
    const { compare } = collators[language]();
    const key = new Map(rows.map((row) => [row, (column.order || column.value)(row)]));
    const sign = down ? -1 : 1;
    return rows.sort((a, b) => {
      const [p, q] = [key.get(a), key.get(b)];
      if (p === q) return a - b;
      // What is not known stands last, whichever way one sorts.
      if (p === null || q === null) return p === null ? 1 : -1;
      return sign * (typeof p === "string" ? compare(p, q) : p - q) || a - b;
    });
  }

  const RELATIONS = { ">": (a, b) => a > b, ">=": (a, b) => a >= b, "≥": (a, b) => a >= b, "<": (a, b) => a < b, "<=": (a, b) => a <= b, "≤": (a, b) => a <= b, "=": (a, b) => a === b };

  function filtered(rows, sorted) {
    const text = fold(wanted).trim();
    const [, relation, number] = /^(>=|<=|[<>=≥≤])\s*(-?\d*\.?\d+)$/.exec(text) || [];
    if (relation && sorted.show) return rows.filter((row) => sorted.value(row) !== null && RELATIONS[relation](sorted.value(row), Number(number)));
    const texts = columns().filter(({ show, name }) => !show || name === "cluster");
    const holds = (row) => texts.some((one) => (one.folded ? one.folded(row) : fold(String(shownIn(one, row)))).includes(text));
    return text ? rows.filter(holds) : rows;
  }

  const shownIn = ({ value, show }, row) => (show ? show(value(row), row) : value(row) ?? "–");

  /* Switch, filter and buttons, and below them the table, which alone is made anew while one types. */
  function build() {
    const input = make("input", { type: "search", "data-key": "filter", "aria-label": word("filter"), title: word("filterLong"), placeholder: word("filterHint"), autocomplete: "off", spellcheck: "false", oninput: () => { wanted = input.value; fill(); say(parts.count.textContent); } });
    input.value = wanted;
    const button = (name, title, onclick) => make("button", { type: "button", "data-key": name, title, "aria-label": title, onclick }, name === "copy" ? word("copy") : "CSV");
    const count = make("output", { "aria-live": "off" });
    const sheet = make("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": word("table") });
    const pick = (value) => { kind = value; build(); };
    const bar = make("div", { class: "sheet-bar" },
      choice("table", ["keywords", "clusters", "links"].filter((name) => TABLES[name].of).map((name) => [name, titleOf(name)]), { chosen: kind, pick }),
      input, count, make("div", { class: "tools" }, button("copy", word("copyLong"), copy), button("csv", word("csvLong"), download)));
    parts = { sheet, count };
    const focused = document.activeElement?.dataset?.key;
    element.replaceChildren(bar, sheet);
    fill();
    refocus(focused);
  }

  const refocus = (key) => { if (key) element.querySelector(`[data-key="${key}"]`)?.focus(); };

  function fill() {
    found = look();
    const focused = document.activeElement?.dataset?.key;
    const body = make("tbody", {});
    const text = word("ofTotal", { n: figure(found.length), m: figure(TABLES[kind].of) });
    parts.count.textContent = text;
    const rankHead = make("th", { scope: "col" }, word("rank"));
    parts.sheet.replaceChildren(make("table", {},
      make("caption", { class: "unseen" }, `${titleOf(kind)}, ${text}`),
      make("thead", {}, make("tr", {}, rankHead, ...columns().map(head))), body));
    append(body);
    refocus(focused);
    mark(true);
  }

  function head(column) {
    const [name, down] = sorting[kind];
    const sorts = name === column.name;
    const sort = () => { sorting[kind] = [column.name, sorts ? !down : Boolean(column.show) && column.name !== "cluster"]; fill(); };
    return make("th", { scope: "col", class: classOf(column), "aria-sort": sorts ? (down ? "descending" : "ascending") : "none" },
      make("button", { type: "button", "data-key": `sort-${column.name}`, title: word("sortBy", { name: headOf(column) }), onclick: sort }, headOf(column)));
  }

  function classOf({ name, show, opens }) {
    if (opens) return "text opens";
    if (name === "cluster" && kind === "keywords") return "text line";
    if (name === "top_keywords") return "text long";
    return show ? (name.endsWith("_value") ? "symbol" : null) : "text";
  }

  /* The next rows, and a button for those after them, which presses itself when it comes into sight. */
  function append(body) {
    const from = body.children.length;
    body.append(...found.slice(from, from + ROWS_AT_ONCE).map((row, i) => line(row, from + i)));
    const left = found.length - body.children.length;
    if (left <= 0) return;
    const more = () => { watcher.disconnect(); button.remove(); append(body); };
    const button = make("button", { type: "button", class: "more", onclick: more }, word("moreRows", { n: figure(left) }));
    const watcher = new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) more(); }, { root: parts.sheet, rootMargin: "400px" });
    parts.sheet.append(button);
    watcher.observe(button);
  }

  function line(row, place) {
    const cells = columns().map((column) => {
      const text = shownIn(column, row);
      const dotted = column.name === "cluster" ? dot(kind === "keywords" ? row : nodes.cluster.indexOf(scene.clusters[row].number)) : null;
      const content = column.opens ? make("button", { type: "button", onclick: () => scene.update({ selection: TABLES[kind].item(row) }) }, text) : text;
      return make("td", { class: classOf(column) }, dotted, content);
    });
    return make("tr", { "data-row": String(row) }, make("td", {}, String(place + 1)), ...cells);
  }

  function dot(node) {
    const mark = make("i", { class: "dot" });
    mark.style.background = css(stage.paints().clusterColour(node));
    return mark;
  }

  /* The row of what is chosen. */
  function mark(quiet) {
    for (const row of element.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
    const chosen = scene.state.selection;
    const row = chosen && found.find((one) => { const { kind: what, id } = TABLES[kind].item(one); return what === chosen.kind && id === chosen.id; });
    const shown = row === undefined || row === null ? null : element.querySelector(`tr[data-row="${row}"]`);
    shown?.setAttribute("aria-current", "true");
    if (!quiet) shown?.querySelector(".opens").scrollIntoView({ block: "nearest" });
  }

  /* All rows as texts: numbers as they are, and no text that a spreadsheet would take for a formula. */
  function matrix(heads) {
    const safe = (value) => (typeof value === "string" ? value.replace(/^[=+\-@＝＋－＠]/, "'$&") : value === null || Number.isNaN(value) ? "" : String(value));
    return [heads, ...found.map((row) => columns().map(({ value }) => safe(value(row))))];
  }

  function download() {
    const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = matrix(columns().map(({ name }) => name)).map((cells) => `${cells.map(quoted).join(",")}\n`);
    save(new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" }), `${kind}.csv`);
  }

  function copy() {
    const text = matrix(columns().map(headOf)).map((cells) => cells.join("\t")).join("\n");
    const tell = (name) => { parts.count.textContent = word(name, { n: found.length }); say(parts.count.textContent); };
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    written.then(() => tell("copied"), () => tell(copyBySelection(text) ? "copied" : "copyByHand"));
  }

  /* Where the clipboard is closed to scripts, as in a notebook: selected text, copied by the browser or by hand. */
  function copyBySelection(text) {
    const area = make("textarea", { class: "by-hand", readonly: true, "aria-label": word("copyLong"), onblur: () => area.remove() });
    area.value = text;
    element.append(area);
    area.select();
    const copied = document.execCommand("copy");
    if (copied) refocus("copy");
    return copied;
  }

  function open(shown) {
    element.hidden = !shown;
    stage.element.hidden = shown;
    if (shown) pointer.hideTip();
  }

  scene.subscribe((changed) => {
    if (changed.has("view")) open(scene.state.view === "tables");
    if (element.hidden) return;
    if (["view", "lang"].some((key) => changed.has(key))) build();
    else if (["window", "hidden", "theme", "minimum", "significant"].some((key) => changed.has(key))) fill();
    else if (changed.has("selection")) mark();
  });
  cooccur.views.tables = { map: false };
}
