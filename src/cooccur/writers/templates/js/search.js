/* Search: a combobox over all keywords, Chinese or English, whatever case or width of letters. */

const FOUND_AT_MOST = 12;

{
  const input = byId("search");
  const list = byId("found");
  let keys = null;
  let found = [];
  let active = -1;

  function look() {
    keys ??= scene.nodes.keyword.map((text) => fold(plain(text)));
    const wanted = fold(input.value.trim());
    if (!wanted) return close();
    const all = [];
    keys.forEach((key, node) => { if (key.includes(wanted)) all.push(node); });
    const rank = (node) => (keys[node] === wanted ? 0 : keys[node].startsWith(wanted) ? 1 : 2);
    found = all.sort((a, b) => rank(a) - rank(b) || scene.nodes.occurrences[b] - scene.nodes.occurrences[a] || a - b).slice(0, FOUND_AT_MOST);
    active = found.length ? 0 : -1;
    show();
    say(all.length ? word("found", { n: all.length }) : word("nothingFound"));
    return undefined;
  }

  function show() {
    const options = found.map((node, i) => {
      const dot = make("i", { class: "dot" });
      dot.style.background = css(stage.paints().clusterColour(node));
      const option = make("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === active), onmousedown: (event) => { event.preventDefault(); choose(i); } },
        dot, make("span", {}, scene.nodes.label[node]), make("em", {}, figure(scene.nodes.occurrences[node])));
      return option;
    });
    list.replaceChildren(...(options.length ? options : [make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("nothingFound"))]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `found-${active}`);
      options[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    found = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const node = found[place];
    if (node === undefined) return;
    input.value = scene.nodes.label[node];
    close();
    const changes = { selection: { kind: "keyword", id: node }, hover: null };
    // A keyword that a filter hides comes back when it is looked for.
    if (scene.state.hidden.has(scene.nodes.cluster[node])) changes.hidden = new Set([...scene.state.hidden].filter((number) => number !== scene.nodes.cluster[node]));
    if (!scene.nodes.counts[node]) changes.window = null;
    scene.update(changes);
    if (scene.state.view !== "tables") stage.centre({ kind: "keyword", id: node });
  }

  const KEYS = {
    ArrowDown: () => { active = (active + 1) % found.length; show(); },
    ArrowUp: () => { active = (active - 1 + found.length) % found.length; show(); },
    Home: () => { active = 0; show(); },
    End: () => { active = found.length - 1; show(); },
    Enter: () => choose(active),
  };
  input.addEventListener("input", look);
  input.addEventListener("focus", () => { if (input.value && !scene.state.selection) look(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      const open = !list.hidden;
      input.value = "";
      close();
      if (open) event.preventDefault();
      return;
    }
    if (event.key === "Enter" && !found.length) look();
    if (!found.length || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  scene.subscribe((changed) => {
    if (changed.has("selection") && !scene.state.selection) input.value = "";
  });
}
