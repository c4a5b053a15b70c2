/* The bar of years: records per year, and two handles between which the map counts. */

{
  const element = byId("years");
  let parts = null;

  function build() {
    const { years } = scene;
    element.hidden = !years;
    if (!years) return;
    const [first, last] = years;
    const output = make("output", {}, years.join("–"));
    const counts = data.years.records;
    const most = Math.max(...counts, 1);
    const columns = counts.map((count, i) => {
      const bar = make("i", { title: word("recordsInYear", { year: first + i, n: figure(count) }) });
      bar.style.height = `${count ? Math.max(3, (100 * count) / most) : 0}%`;
      return bar;
    });
    const bars = make("div", { class: "bars", role: "img", "aria-label": `${word("perYear")}, ${spanText(years)}` }, ...columns);
    if (columns.length > 90) bars.style.gap = "0";
    const handles = ["fromYear", "toYear"].map((name, end) => make("div", { class: "handle", role: "slider", tabindex: "0", "aria-label": word(name), onkeydown: (event) => key(event, end) }));
    const range = make("div", { class: "range", onpointerdown: grab }, bars, ...ticks(first, last), ...(first < last ? handles : []));
    const all = make("button", { type: "button", class: "all", onclick: () => scene.update({ window: null }) }, word("allYears"));
    // Few years would be slabs.
    range.style.maxWidth = `${Math.max(240, 96 * counts.length)}px`;
    parts = { output, columns, handles, range, all };
    element.replaceChildren(output, range, all);
    show();
  }

  /* The middle of each year's bar is its place; the handles stand at the outer edges of the window. */
  const edge = (year) => ((year - scene.years[0]) / (scene.years[1] - scene.years[0] + 1)) * 100;

  function ticks(first, last) {
    const step = [1, 2, 5, 10, 20, 50, 100, 500].find((size) => (last - first) / size <= 10) || 1000;
    const found = [];
    for (let year = Math.ceil((first + 1) / step) * step; year < last; year += step) {
      const tick = make("span", { class: "tick", "aria-hidden": "true" }, String(year));
      tick.style.left = `${edge(year + 0.5)}%`;
      found.push(tick);
    }
    return found;
  }

  function show() {
    if (!parts) return;
    const [from, to] = scene.state.window || scene.years;
    parts.output.textContent = spanText([from, to]);
    parts.columns.forEach((bar, i) => bar.classList.toggle("on", scene.years[0] + i >= from && scene.years[0] + i <= to));
    // Its room is kept, so that the bar stays as wide while a handle is dragged.
    parts.all.style.visibility = scene.state.window ? "visible" : "hidden";
    [from, to].forEach((year, end) => {
      const handle = parts.handles[end];
      handle.style.left = `${edge(year + end)}%`;
      for (const [name, value] of [["valuemin", end ? from : scene.years[0]], ["valuemax", end ? scene.years[1] : to], ["valuenow", year], ["valuetext", year]]) handle.setAttribute(`aria-${name}`, value);
    });
  }

  function choose(from, to) {
    const [first, last] = scene.years;
    const low = Math.max(first, Math.min(from, to));
    const high = Math.min(last, Math.max(from, to));
    const now = scene.state.window || scene.years;
    if (low === now[0] && high === now[1]) return;
    scene.update({ window: low === first && high === last ? null : [low, high] });
  }

  function key(event, end) {
    const [from, to] = scene.state.window || scene.years;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (end) choose(from, Math.max(from, Math.min(scene.years[1], to + step)));
    else choose(Math.min(to, Math.max(scene.years[0], from + step)), to);
  }

  /* A press moves the nearer handle; inside a window that is narrower than all, it moves the window. */
  function grab(event) {
    if (event.button || scene.years[0] === scene.years[1]) return;
    event.preventDefault();
    const box = parts.range.getBoundingClientRect();
    const length = scene.years[1] - scene.years[0] + 1;
    const yearAt = (x) => scene.years[0] + Math.max(0, Math.min(length, ((x - box.left) / box.width) * length));
    const [from, to] = scene.state.window || scene.years;
    const start = yearAt(event.clientX);
    const near = Math.max(0.8, (14 / box.width) * length);
    const onHandle = Math.min(Math.abs(start - from), Math.abs(start - to - 1)) < near;
    const inner = scene.state.window && !onHandle && start > from && start < to + 1;
    const end = Math.abs(start - from) <= Math.abs(start - to - 1) ? 0 : 1;
    const move = (x) => {
      if (inner) {
        const shift = Math.max(scene.years[0] - from, Math.min(scene.years[1] - to, Math.round(yearAt(x) - start)));
        choose(from + shift, to + shift);
      } else if (end) choose(from, Math.max(from, Math.round(yearAt(x)) - 1));
      else choose(Math.min(to, Math.round(yearAt(x))), to);
    };
    parts.range.setPointerCapture(event.pointerId);
    const dragged = (next) => move(next.clientX);
    parts.range.addEventListener("pointermove", dragged);
    for (const type of ["pointerup", "pointercancel"]) parts.range.addEventListener(type, () => parts.range.removeEventListener("pointermove", dragged), { once: true });
    move(event.clientX);
    parts.handles[end].focus({ preventScroll: true });
  }

  scene.subscribe((changed) => {
    if (changed.has("lang")) build();
    else if (changed.has("window")) show();
  });
}
