/* The part of the address behind "#" keeps view and choice, so that a link leads to them. */
const address = (() => {
  const AFTER = 200;
  let waiting = 0;
  const nameOf = (node) => encodeURIComponent(scene.nodes.keyword[node]);

  function write() {
    const { view, selection } = scene.state;
    const parts = view === OPENING ? [] : [`view=${view}`];
    if (selection) parts.push(`${selection.kind}=${selection.kind === "cluster" ? selection.id : scene.nodesOf(selection).map(nameOf).join("|")}`);
    const hash = parts.length ? `#${parts.join("&")}` : "";
    // A page inside a notebook or a sandbox may have no address of its own.
    try {
      if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname + location.search);
    } catch {}
  }

  /* What the address asks for; what the map does not have is passed over. */
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const node = (name) => scene.nodes.keyword.indexOf(name);
    const view = asked.get("view");
    const changes = SHOWN_VIEWS.includes(view) ? { view } : {};
    if (asked.has("keyword") && node(asked.get("keyword")) >= 0) changes.selection = { kind: "keyword", id: node(asked.get("keyword")) };
    const cluster = scene.clusters.find(({ number }) => String(number) === asked.get("cluster"));
    if (cluster) changes.selection = { kind: "cluster", id: cluster.number };
    // A keyword may hold the mark that stands between the two.
    const words = (asked.get("link") || "").split("|");
    for (let i = 1; i < words.length; i++) {
      const [a, b] = [node(words.slice(0, i).join("|")), node(words.slice(i).join("|"))];
      const link = a < 0 || b < 0 ? undefined : Array.from(scene.links.of(a)).find((row) => scene.other(row, a) === b);
      if (link !== undefined) changes.selection = { kind: "link", id: link };
    }
    return changes;
  }

  addEventListener("hashchange", () => scene.update({ view: OPENING, selection: null, ...read() }));
  scene.subscribe((changed) => {
    if (!changed.has("view") && !changed.has("selection")) return;
    clearTimeout(waiting);
    waiting = setTimeout(write, AFTER);
  });
  return { read };
})();
