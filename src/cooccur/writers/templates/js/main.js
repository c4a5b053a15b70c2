/* Puts everything together, and tells when it can be seen. */

/* The views in the order of their tabs; those for which there are no data have none. */
const SHOWN_VIEWS = ["network", "overlay", "density", "timeline", "timezone", "themes", "evolution", "bursts", "trends", "structure", "changes", "tables"].filter((name) => cooccur.views[name] && cooccur.views[name].has?.() !== false);

function putWords() {
  translate();
  byId("title").textContent = mapTitle();
  document.title = mapTitle();
  byId("signature").textContent = signatureLine().replaceAll(" = ", "\u00a0=\u00a0");
  byId("signature").title = signatureLine();
  byId("views").replaceChildren(...SHOWN_VIEWS.map((name) => make("button", { type: "button", "data-view": name, onclick: () => scene.update({ view: name }) }, word(name))));
}

function showView() {
  for (const button of byId("views").children) {
    const open = button.dataset.view === scene.state.view;
    button.setAttribute("aria-pressed", String(open));
    // The strip may be wider than a phone.
    if (open) byId("views").scrollLeft = button.offsetLeft - (byId("views").clientWidth - button.offsetWidth) / 2;
  }
}

const OPENING = SHOWN_VIEWS.includes(data.view) ? data.view : "network";

const darkWanted = matchMedia("(prefers-color-scheme: dark)");
let themeChosen = false;

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  scene.update({ theme });
}

byId("theme").addEventListener("click", () => {
  themeChosen = true;
  setTheme(scene.state.theme === "dark" ? "light" : "dark");
});
darkWanted.addEventListener("change", () => { if (!themeChosen) setTheme(darkWanted.matches ? "dark" : "light"); });
byId("language").addEventListener("click", () => scene.update({ lang: language === "zh" ? "en" : "zh" }));

scene.subscribe((changed) => {
  if (changed.has("lang")) putWords();
  if (changed.has("lang") || changed.has("view")) showView();
  if (["lang", "window", "hidden", "minimum"].some((key) => changed.has(key))) byId("summary").textContent = summaryLine();
});

function frozen(value) {
  if (value && typeof value === "object") Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/* What the page shows at this moment, for scripts that look at it: a copy, never the thing itself. */
function stateNow() {
  const { nodes, links, state } = scene;
  const frame = stage.frame();
  const box = ({ id, text, x, y, width, height }) => ({ id, text, x, y, width, height });
  const { labels, names } = stage.labels();
  const middle = (link) => pointOn(curveOf(frame, link), 0.5);
  const { kind, id: chosen } = state.selection || {};
  const facts = { keyword: () => ({ label: nodes.keyword[chosen] }), link: () => ({ source: links.source[chosen], target: links.target[chosen] }), cluster: () => ({ label: scene.clusterAt(chosen).label }) };
  const selection = kind ? { kind, id: chosen, ...facts[kind]() } : null;
  return frozen({
    view: state.view, views: SHOWN_VIEWS.slice(), style: state.style, rings: state.style === "rings", selection, lang: language, theme: state.theme,
    years: scene.years && [...(state.window || scene.years)], minimum: state.minimum,
    score: overlay.chosen() ?? null,
    width: stage.camera.width, height: stage.camera.height, zoom: stage.camera.k / stage.camera.fitK, rests: stage.rests(),
    nodes: nodes.keyword.map((label, id) => ({ id, label, x: frame.px[id], y: frame.py[id], r: frame.r[id], shown: Boolean(frame.shown[id]) })),
    links: (stage.view().compose ? [] : scene.drawn).filter((id) => frame.shown[links.source[id]] && frame.shown[links.target[id]]).map((id) => ({ id, source: links.source[id], target: links.target[id], cooccurrences: links.cooccurrences[id], x: middle(id)[0], y: middle(id)[1] })),
    labels: labels.map(box),
    clusterLabels: names.map(box),
  });
}

Object.defineProperty(window, "cooccur", { value: Object.freeze({ state: stateNow }), enumerable: true });

scene.choose();
document.documentElement.dataset.theme = darkWanted.matches ? "dark" : "light";
scene.update({
  lang: data.lang === "zh" ? "zh" : "en",
  theme: document.documentElement.dataset.theme,
  view: OPENING,
  ...address.read(),
});
stage.resize();
legend.fill();
new ResizeObserver(() => stage.resize()).observe(stage.element);
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "1"; }));
