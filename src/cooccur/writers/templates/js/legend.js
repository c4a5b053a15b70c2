/* The legend: clusters that can be shown and hidden, sizes, links, and what the map is made from. */

const CLUSTERS_AT_ONCE = 14;
const STYLE_WORDS = { discs: "discs", rings: "treeRings", sources: "sources" };
const OPENING_STYLE = scene.state.style;

const legend = (() => {
  const element = byId("legend");
  let all = false;

  function fill() {
    const top = element.scrollTop;
    const focused = document.activeElement?.dataset?.key;
    element.replaceChildren(...[...colours(), ...clusterList(), ...sizes(), ...style(), ...links(), ...switches(), ...about()].filter(Boolean));
    element.scrollTop = top;
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  function colours() {
    const view = stage.view();
    const key = view.key?.(stage.paints());
    const [first, ...rest] = view.controls?.() || [];
    if (!key) return first ? [make("h2", {}, word("colour")), first, ...rest] : [];
    const title = first ? word("colour") : key.title;
    return [make("h2", {}, title), first, ...(key.colours ? rampOf(key) : []), marksOf(key.marks), ...rest];
  }

  function clusterList() {
    const large = scene.clusters.filter((cluster) => cluster.size > 1);
    const first = all ? scene.clusters : (large.length ? large : scene.clusters).slice(0, CLUSTERS_AT_ONCE);
    const rest = scene.clusters.length - first.length;
    if (!scene.clusters.length) return [];
    const hidden = scene.state.hidden.size;
    return [
      make("h2", { class: "row" }, make("span", {}, `${word("clusters")} (${scene.clusters.length})`),
        hidden ? make("button", { type: "button", class: "more", "data-key": "all", onclick: () => scene.update({ hidden: new Set() }) }, word("showAll")) : null),
      make("ul", { class: "clusters" }, ...first.map(row)),
      rest ? make("button", { type: "button", class: "more", onclick: () => { all = true; fill(); } }, word("moreClusters", { n: rest })) : null,
    ];
  }

  function row(cluster) {
    const shown = !scene.state.hidden.has(cluster.number);
    const dot = make("i", { class: "dot" });
    dot.style.background = css(stage.view().key?.(stage.paints()) ? stage.paints().soft : stage.paints().clusters[cluster.index]);
    const only = () => scene.update({ hidden: new Set(scene.clusters.map((other) => other.number).filter((number) => number !== cluster.number)) });
    const toggle = () => {
      const hidden = new Set(scene.state.hidden);
      if (!hidden.delete(cluster.number)) hidden.add(cluster.number);
      scene.update({ hidden });
    };
    const chosen = scene.state.selection?.kind === "cluster" && scene.state.selection.id === cluster.number;
    return make("li", { "aria-current": chosen && "true" },
      make("button", { type: "button", class: "toggle", "data-key": `t${cluster.number}`, "aria-pressed": String(shown), title: `${cluster.name}\n${clusterFacts(cluster)}`, onclick: (event) => (event.detail > 1 ? only() : toggle()) },
        dot, make("span", { class: "name" }, make("b", {}, `#${cluster.number}`), cluster.label), make("em", {}, String(cluster.size))),
      make("span", { class: "acts" },
        make("button", { type: "button", class: "only", "data-key": `o${cluster.number}`, "aria-label": word("onlyThisLong", { name: cluster.name }), onclick: only }, word("onlyThis")),
        make("button", { type: "button", class: "pick", "data-key": `p${cluster.number}`, "aria-label": word("clusterDetails", { name: cluster.name }), onclick: () => scene.update({ selection: { kind: "cluster", id: cluster.number } }) }, word("more1"))));
  }

  /* Discs, tree rings or pies, and what rings, sectors and rims mean. */
  function style() {
    if (!mapped().rings || STYLES.length < 2) return [];
    const { ramp, marks } = ringKey(stage.paints());
    return [
      make("h2", {}, word("nodeStyle")),
      choice("nodeStyle", STYLES.map((name) => [name, word(STYLE_WORDS[name])]), { chosen: scene.state.style, pick: (name) => scene.update({ style: name }) }),
      scene.state.style === "sources" ? make("p", { class: "note" }, word("sector")) : null,
      ...(ramp ? [make("p", { class: "note" }, ramp.title), rampOf(ramp)].flat() : []),
      marksOf(marks),
    ];
  }

  const marksOf = (marks) => marks?.length && make("p", { class: "marks" }, ...marks.map(([text, colour, full]) => {
    const mark = make("i", { class: full ? "dot" : "dot rim" });
    mark.style[full ? "background" : "borderColor"] = colour;
    return make("span", {}, mark, text);
  }));

  function rampOf(key) {
    const ramp = make("div", { class: "ramp" });
    ramp.style.background = `linear-gradient(90deg, ${key.colours.join(", ")})`;
    return [ramp, make("p", { class: "ends-of" }, make("span", {}, key.low), make("span", {}, key.high))];
  }

  function sizes() {
    if (!mapped().linked) return [];
    const { mean } = scene.nodes;
    const { unit } = stage.camera;
    // The largest circles have no room here.
    const room = mean * (26 / (7.5 * unit)) ** 2;
    const steps = sizeSteps(Math.max(1, Math.min(Math.max(...scene.nodes.sizes), room)));
    const circles = steps.map((count) => {
      const circle = make("i", {});
      circle.style.width = circle.style.height = `${2 * unit * Math.max(2.5, 7.5 * Math.sqrt(count / mean))}px`;
      return make("div", {}, circle, figure(count));
    });
    return [make("h2", {}, word(scene.nodes.of("weighted_occurrences", 0) === null ? "sizeKey" : "sizeKeyFair")), make("div", { class: "sizes" }, ...circles)];
  }

  function links() {
    const levels = [...new Set(scene.links.value)].filter((value) => value > 0).sort((a, b) => a - b);
    if (!levels.length || !stage.view().linked) return [];
    const steps = levels.length > 200 ? Array.from({ length: 200 }, (_, i) => levels[Math.round((i * (levels.length - 1)) / 199)]) : levels;
    const least = scene.state.minimum ?? scene.links.value[scene.drawn[0]] ?? steps[0];
    const place = Math.max(0, steps.findIndex((value) => value >= least));
    return [
      ...slider("minimum", { min: 0, max: steps.length - 1, step: 1, value: place, text: linkText, pick: (step) => scene.update({ minimum: steps[step] }) }),
      data.links.q_value ? check("significant") : null,
    ];
  }

  function linkText() {
    const { minimum } = scene.state;
    const values = { n: figure(scene.drawn.length), m: figure(scene.possible), min: figure(minimum ?? scene.links.value[scene.drawn[0]] ?? 0, Number.isInteger(minimum ?? 1) ? 0 : 2) };
    if (scene.drawn.length === scene.possible) return word("linkAll", values);
    return word(minimum === null ? "linkAuto" : "linkCount", values);
  }

  function check(name) {
    const box = make("input", { type: "checkbox", "data-key": name, onchange: () => scene.update({ [name]: box.checked }) });
    box.checked = scene.state[name];
    return make("label", { class: "check" }, box, word(name));
  }

  /* The tables have no map. */
  const mapped = () => scene.state.view !== "tables" && stage.view();

  function switches() {
    const names = mapped().switches || [];
    return [...(names.length ? [make("h2", {}, word("show")), ...names.map(check)] : []), make("button", { type: "button", class: "more", "data-key": "reset", onclick: reset }, word("reset"))];
  }

  function reset() {
    scene.nodes.x.set(scene.nodes.homeX);
    scene.nodes.y.set(scene.nodes.homeY);
    scene.update({ selection: null, hover: null, hidden: new Set(), window: null, minimum: null, significant: false, score: null, density: "item", kernel: KERNEL, names: true, labels: true, style: OPENING_STYLE, places: true });
    stage.showAll();
  }

  function about() {
    const facts = signatureFacts().map(([name, value]) => [make("dt", {}, name), make("dd", {}, value.replaceAll(" = ", "\u00a0=\u00a0"))]);
    return [make("h2", {}, word("about")), make("dl", { class: "facts" }, ...facts.flat())];
  }

  scene.subscribe((changed) => {
    if (!stage.camera.width) return;
    if (["selection", "hidden", "window", "view", "theme", "lang", "names", "labels", "style", "significant", "score", "density"].some((key) => changed.has(key))) fill();
    else if (["minimum", "kernel"].some((key) => changed.has(key) && document.activeElement?.dataset?.key !== key)) fill();
  });
  return { fill };
})();

/* A slider under its name, with what its place means; pick(value) is told of each change. */
function slider(name, { text, pick, value, beside = false, ...bounds }) {
  const output = make("output", {}, text());
  const input = make("input", { type: "range", "data-key": name, "aria-label": word(name), "aria-valuetext": text(), disabled: bounds.min >= bounds.max, ...bounds });
  input.value = String(value);
  input.addEventListener("input", () => {
    pick(Number(input.value));
    output.textContent = text();
    input.setAttribute("aria-valuetext", text());
  });
  if (beside) return [make("h2", { class: "row" }, word(name), output), input];
  return [make("h2", {}, word(name)), input, make("div", { class: "row" }, output)];
}

/* One of a few, as buttons side by side; options: [value, words]. */
function choice(name, options, { chosen, pick }) {
  const buttons = options.map(([value, words]) =>
    make("button", { type: "button", "data-key": `${name}-${value}`, "aria-pressed": String(value === chosen), onclick: () => pick(value) }, words));
  return make("div", { class: "choice", role: "group", "aria-label": word(name) }, ...buttons);
}

function clusterFacts({ size, silhouette, meanYear }) {
  return [
    word("keywordsIn", { n: size }),
    silhouette === null ? "" : word("silhouetteIs", { n: silhouette.toFixed(2) }),
    meanYear === null ? "" : word("meanYearIs", { n: meanYear.toFixed(1) }),
  ].filter(Boolean).join(word("comma"));
}

/* Three round numbers for the size key, the largest near the largest keyword. */
function sizeSteps(most) {
  const round = (value) => {
    const unit = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, [1, 2, 5].filter((step) => step * unit <= value).pop() * unit);
  };
  return [...new Set([Math.max(1, most / 25), Math.max(1, most / 5), most].map(round))];
}
