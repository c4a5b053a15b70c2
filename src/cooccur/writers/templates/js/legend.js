/* The legend: clusters that can be shown and hidden, sizes, links, and what the map is made from. */

const CLUSTERS_AT_ONCE = 14;

const legend = (() => {
  const element = byId("legend");
  let all = false;

  function fill() {
    const top = element.scrollTop;
    const focused = document.activeElement?.dataset?.key;
    element.replaceChildren(...[...colours(), ...clusterList(), ...sizes(), ...links(), ...switches(), ...about()].filter(Boolean));
    element.scrollTop = top;
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  function colours() {
    const key = stage.view().key?.(stage.paints());
    if (!key) return [];
    const ramp = make("div", { class: "ramp" });
    ramp.style.background = `linear-gradient(90deg, ${key.colours.join(", ")})`;
    return [make("h2", {}, key.title), ramp, make("p", { class: "ends-of" }, make("span", {}, key.low), make("span", {}, key.high))];
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
    dot.style.background = css(stage.view().key ? stage.paints().soft : stage.paints().clusters[cluster.index]);
    const facts = [word("keywordsIn", { n: cluster.size })];
    if (cluster.silhouette !== null) facts.push(word("silhouetteIs", { n: cluster.silhouette.toFixed(2) }));
    if (cluster.meanYear !== null) facts.push(word("meanYearIs", { n: cluster.meanYear.toFixed(1) }));
    const only = () => scene.update({ hidden: new Set(scene.clusters.map((other) => other.number).filter((number) => number !== cluster.number)) });
    const toggle = () => {
      const hidden = new Set(scene.state.hidden);
      if (!hidden.delete(cluster.number)) hidden.add(cluster.number);
      scene.update({ hidden });
    };
    return make("li", {},
      make("button", { type: "button", class: "toggle", "data-key": `t${cluster.number}`, "aria-pressed": String(shown), title: `${cluster.name}\n${facts.join(word("comma"))}`, onclick: (event) => (event.detail > 1 ? only() : toggle()) },
        dot, make("span", { class: "name" }, make("b", {}, `#${cluster.number}`), cluster.label), make("em", {}, String(cluster.size))),
      make("button", { type: "button", class: "only", "data-key": `o${cluster.number}`, "aria-label": word("onlyThisLong", { name: cluster.name }), onclick: only }, word("onlyThis")));
  }

  function sizes() {
    const { mean } = scene.nodes;
    const { unit } = stage.camera;
    // The largest circles have no room here.
    const room = mean * (26 / (7.5 * unit)) ** 2;
    const steps = sizeSteps(Math.max(1, Math.min(Math.max(...scene.nodes.occurrences), room)));
    const circles = steps.map((count) => {
      const circle = make("i", {});
      circle.style.width = circle.style.height = `${2 * unit * Math.max(2.5, 7.5 * Math.sqrt(count / mean))}px`;
      return make("div", {}, circle, figure(count));
    });
    return [make("h2", {}, word("sizeKey")), make("div", { class: "sizes" }, ...circles)];
  }

  function links() {
    const levels = [...new Set(scene.links.value)].filter((value) => value > 0).sort((a, b) => a - b);
    if (!levels.length || !stage.view().linked) return [];
    const steps = levels.length > 200 ? Array.from({ length: 200 }, (_, i) => levels[Math.round((i * (levels.length - 1)) / 199)]) : levels;
    const least = scene.state.minimum ?? scene.links.value[scene.drawn[0]] ?? steps[0];
    const place = Math.max(0, steps.findIndex((value) => value >= least));
    const output = make("output", {}, linkText());
    const slider = make("input", { type: "range", min: 0, max: steps.length - 1, step: 1, "data-key": "minimum", "aria-label": word("minimum"), "aria-valuetext": linkText(), disabled: steps.length < 2 });
    slider.value = String(place);
    slider.addEventListener("input", () => {
      scene.update({ minimum: steps[Number(slider.value)] });
      output.textContent = linkText();
      slider.setAttribute("aria-valuetext", linkText());
    });
    return [make("h2", { class: "row" }, make("span", {}, word("minimum"))), slider, make("div", { class: "row" }, output)];
  }

  function linkText() {
    const { minimum } = scene.state;
    const values = { n: figure(scene.drawn.length), m: figure(scene.possible), min: figure(minimum ?? scene.links.value[scene.drawn[0]] ?? 0, Number.isInteger(minimum ?? 1) ? 0 : 2) };
    if (scene.drawn.length === scene.possible) return word("linkAll", values);
    return word(minimum === null ? "linkAuto" : "linkCount", values);
  }

  function switches() {
    const check = (name) => {
      const box = make("input", { type: "checkbox", "data-key": name, onchange: () => scene.update({ [name]: box.checked }) });
      box.checked = scene.state[name];
      return make("label", { class: "check" }, box, word(name));
    };
    return [make("h2", {}, word("show")), check("labels"), check("names"), make("button", { type: "button", class: "more", "data-key": "reset", onclick: reset }, word("reset"))];
  }

  function reset() {
    scene.nodes.x.set(scene.nodes.homeX);
    scene.nodes.y.set(scene.nodes.homeY);
    scene.update({ selection: null, hover: null, hidden: new Set(), window: null, minimum: null, names: true, labels: true, places: true });
    stage.showAll();
  }

  function about() {
    const facts = signatureFacts().map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
    return [make("h2", {}, word("about")), make("dl", { class: "facts" }, ...facts.flat())];
  }

  scene.subscribe((changed) => {
    if (!stage.camera.width) return;
    if (["hidden", "window", "view", "theme", "lang", "names", "labels"].some((key) => changed.has(key))) fill();
    else if (changed.has("minimum") && document.activeElement?.dataset?.key !== "minimum") fill();
  });
  return { fill };
})();

/* Three round numbers for the size key, the largest near the largest keyword. */
function sizeSteps(most) {
  const round = (value) => {
    const unit = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, [1, 2, 5].filter((step) => step * unit <= value).pop() * unit);
  };
  return [...new Set([Math.max(1, most / 25), Math.max(1, most / 5), most].map(round))];
}
