/* All keywords as a table that can be sorted: the same map for those who do not see it. */

const ROWS_AT_ONCE = 1000;

{
  const element = byId("tables");
  let sorting = { name: "occurrences", down: true };
  let rows = ROWS_AT_ONCE;

  const number = (digits) => (value) => figure(value, digits);
  const columns = () => [
    ["keyword", "keyword", (node) => scene.nodes.label[node], (value) => value],
    ["occurrences", "occurrences", (node) => scene.nodes.counts[node], number(0)],
    ["cluster", "cluster", (node) => scene.nodes.cluster[node], (value, node) => scene.clusterOf(node)?.name ?? "–"],
    ["links", "links", (node) => scene.nodes.of("links", node), number(0)],
    ["totalLinkStrength", "total_link_strength", (node) => scene.nodes.of("total_link_strength", node), number(0)],
    ["firstYear", "first_year", (node) => scene.nodes.of("first_year", node) || null, (value) => value ?? "–"],
    ["meanYear", "mean_year", (node) => scene.nodes.of("mean_year", node), (value) => (value === null ? "–" : value.toFixed(1))],
    ["betweenness", "betweenness", (node) => scene.nodes.of("betweenness", node), number(4)],
    ["meanCitations", "mean_citations", (node) => scene.nodes.of("mean_citations", node), number(1)],
  ].filter(([, name]) => name === "keyword" || data.nodes[name]?.some((value) => value !== null));

  function fill() {
    if (element.hidden) return;
    const focused = document.activeElement?.dataset?.key;
    const list = sorted();
    const heads = columns().map(([label]) => {
      const sorts = sorting.name === label;
      return make("th", { scope: "col", "aria-sort": sorts ? (sorting.down ? "descending" : "ascending") : "none" },
        make("button", { type: "button", "data-key": `sort-${label}`, title: word("sortBy", { name: word(label) }), onclick: () => { sorting = { name: label, down: sorts ? !sorting.down : label !== "keyword" }; fill(); } }, word(label)));
    });
    const body = list.slice(0, rows).map((node, i) => row(node, i));
    const table = make("table", {},
      make("caption", { class: "unseen" }, word("tableOf", { n: figure(list.length) })),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("button", { type: "button", "data-key": "sort-rank", onclick: () => { sorting = { name: "occurrences", down: true }; fill(); } }, word("rank"))), ...heads)),
      make("tbody", {}, ...body));
    const more = list.length > rows ? make("button", { type: "button", class: "more", onclick: () => { rows = Infinity; fill(); } }, word("tableOf", { n: figure(list.length) })) : null;
    element.replaceChildren(...[table, more].filter(Boolean));
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
    mark();
  }

  function sorted() {
    const [, , value] = columns().find(([label]) => label === sorting.name) || columns()[0];
    const sign = sorting.down ? -1 : 1;
    const list = scene.shownNodes();
    const key = new Map(list.map((node) => [node, value(node)]));
    const order = (a, b) => {
      const [p, q] = [key.get(a), key.get(b)];
      if (p === q) return 0;
      if (p === null) return 1;
      if (q === null) return -1;
      return sign * (typeof p === "string" ? p.localeCompare(q, language) : p - q);
    };
    return list.sort((a, b) => order(a, b) || a - b);
  }

  function row(node, place) {
    const cells = columns().map(([label, , value, text]) => {
      const shown = text(value(node), node);
      if (label !== "keyword") return make("td", {}, ...(label === "cluster" ? [dot(node), shown] : [String(shown)]));
      return make("td", {}, make("button", { type: "button", onclick: () => scene.update({ selection: { kind: "keyword", id: node } }) }, shown));
    });
    return make("tr", { "data-node": String(node) }, make("td", {}, String(place + 1)), ...cells);
  }

  function dot(node) {
    const mark = make("i", { class: "dot" });
    mark.style.background = css(stage.paints().clusterColour(node));
    return mark;
  }

  function mark() {
    const chosen = scene.state.selection;
    for (const line of element.querySelectorAll("tr[aria-current]")) line.removeAttribute("aria-current");
    if (chosen?.kind === "keyword") element.querySelector(`tr[data-node="${chosen.id}"]`)?.setAttribute("aria-current", "true");
    element.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  function open(shown) {
    element.hidden = !shown;
    stage.element.hidden = shown;
    if (shown) pointer.hideTip();
  }

  scene.subscribe((changed) => {
    if (changed.has("view")) open(scene.state.view === "tables");
    if (["view", "window", "hidden", "lang", "theme"].some((key) => changed.has(key))) fill();
    else if (changed.has("selection")) mark();
  });
  cooccur.views.tables = { map: false };
}
