/* Puts everything together, and tells when it can be seen. */

const SHOWN_VIEWS = ["network", "overlay", "density", "tables"];

function putWords() {
  translate();
  byId("title").textContent = mapTitle();
  document.title = mapTitle();
  byId("signature").textContent = signatureLine().replaceAll(" = ", "\u00a0=\u00a0");
  byId("signature").title = signatureLine();
  byId("views").replaceChildren(...SHOWN_VIEWS.map((name) => make("button", { type: "button", "data-view": name, onclick: () => scene.update({ view: name }) }, word(name))));
}

function showView() {
  for (const button of byId("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === scene.state.view));
}

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
  const selection = !state.selection ? null
    : state.selection.kind === "keyword" ? { kind: "keyword", id: state.selection.id, label: nodes.keyword[state.selection.id] }
    : { kind: "link", id: state.selection.id, source: links.source[state.selection.id], target: links.target[state.selection.id] };
  return frozen({
    view: state.view, selection, lang: language, theme: state.theme,
    years: scene.years && [...(state.window || scene.years)], minimum: state.minimum,
    width: stage.camera.width, height: stage.camera.height, zoom: stage.camera.k / stage.camera.fitK, rests: stage.rests(),
    nodes: nodes.keyword.map((label, id) => ({ id, label, x: frame.px[id], y: frame.py[id], r: frame.r[id], shown: Boolean(frame.shown[id]) })),
    links: scene.drawn.map((id) => ({ id, source: links.source[id], target: links.target[id], cooccurrences: links.cooccurrences[id], x: middle(id)[0], y: middle(id)[1] })),
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
  view: SHOWN_VIEWS.includes(data.view) ? data.view : "network",
});
stage.resize();
legend.fill();
new ResizeObserver(() => stage.resize()).observe(stage.element);
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "1"; }));
