/* Mouse, touch and keys on the stage: move, zoom, choose, drag a keyword aside. */

const pointer = (() => {
  const { canvas, camera } = stage;
  const tip = byId("tip");
  const down = new Map();
  let grip = null;
  let pinch = null;
  let waiting = 0;
  let moved = false;

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const tolerance = (event) => (event.pointerType === "touch" ? 12 : 5);

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    const place = at(event);
    down.set(event.pointerId, place);
    hideTip();
    if (down.size === 2) {
      pinch = spread();
      grip = null;
      return;
    }
    moved = false;
    grip = { start: place, last: place, item: stage.hit(...place, tolerance(event)) };
  });

  canvas.addEventListener("pointermove", (event) => {
    const place = at(event);
    if (!down.has(event.pointerId)) {
      if (event.pointerType !== "touch") hover(place, event);
      return;
    }
    down.set(event.pointerId, place);
    if (pinch && down.size === 2) return pinched();
    if (!grip) return undefined;
    if (!moved && Math.hypot(place[0] - grip.start[0], place[1] - grip.start[1]) < 4) return undefined;
    moved = true;
    canvas.classList.add("dragging");
    const [dx, dy] = [place[0] - grip.last[0], place[1] - grip.last[1]];
    grip.last = place;
    if (grip.item?.kind === "keyword" && event.pointerType !== "touch" && stage.view().map && !stage.view().places) dragNode(grip.item.id, dx, dy);
    else stage.panBy(dx, dy);
    return undefined;
  });

  const lift = (event) => {
    if (!down.delete(event.pointerId)) return;
    canvas.classList.remove("dragging");
    if (pinch) {
      if (!down.size) pinch = null;
      return;
    }
    if (grip && !moved && event.type === "pointerup") click(grip.item);
    else if (grip?.dragged) scene.update({ places: true, hover: null });
    grip = null;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  function click(item) {
    const chosen = scene.state.selection;
    const same = item && chosen && item.kind === chosen.kind && item.id === chosen.id;
    scene.update({ selection: same || !item ? null : { kind: item.kind, id: item.id }, hover: null });
  }

  /* A keyword being dragged is in focus with its links; the rest is painted when it is let go. */
  function dragNode(node, dx, dy) {
    grip.dragged = true;
    scene.nodes.x[node] += dx / camera.k;
    scene.nodes.y[node] += dy / camera.k;
    stage.nudge();
    if (!scene.state.selection) scene.update({ hover: { kind: "keyword", id: node, settled: true } });
    else scene.update({ hover: null });
  }

  function spread() {
    const [[x1, y1], [x2, y2]] = [...down.values()];
    return { distance: Math.hypot(x2 - x1, y2 - y1) || 1, x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  }

  function pinched() {
    const now = spread();
    stage.panBy(now.x - pinch.x, now.y - pinch.y);
    stage.zoomBy(now.distance / pinch.distance, now.x, now.y);
    pinch = now;
  }

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.0015;
    stage.zoomBy(Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) * speed), ...at(event));
    hideTip();
  }, { passive: false });

  canvas.addEventListener("dblclick", (event) => {
    const place = at(event);
    const item = stage.hit(...place, 5);
    if (item?.kind === "keyword") {
      scene.nodes.x[item.id] = scene.nodes.homeX[item.id];
      scene.nodes.y[item.id] = scene.nodes.homeY[item.id];
      scene.update({ places: true });
    } else if (!item) stage.zoomBy(1.8, ...place);
  });

  canvas.addEventListener("pointerleave", () => {
    hideTip();
    clearTimeout(waiting);
    if (scene.state.hover) scene.update({ hover: null });
  });

  /* The tooltip comes at once; the rest of the map dims only when the pointer rests. */
  function hover(place, event) {
    const item = stage.hit(...place, tolerance(event));
    const before = scene.state.hover;
    canvas.classList.toggle("pointing", Boolean(item));
    if (item?.kind !== before?.kind || item?.id !== before?.id) {
      clearTimeout(waiting);
      scene.update({ hover: item });
      if (item?.kind === "keyword" || item?.kind === "cluster") waiting = setTimeout(() => scene.update({ hover: { ...item, settled: true } }), 110);
    }
    if (item) showTip(item, place);
    else hideTip();
  }

  function showTip(item, [x, y]) {
    const [title, ...lines] = item.tip || [];
    tip.replaceChildren(...(item.tip ? [make("b", {}, plain(title)), ...lines.map((line) => make("span", {}, plain(line)))] : TIPS[item.kind](item.id)));
    tip.hidden = false;
    const left = x + 16 + tip.offsetWidth > camera.width ? x - 14 - tip.offsetWidth : x + 16;
    const top = Math.max(4, Math.min(camera.height - tip.offsetHeight - 4, y + 14));
    tip.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(top)}px)`;
  }

  function hideTip() {
    tip.hidden = true;
  }

  function keywordTip(node) {
    const { nodes } = scene;
    const cluster = scene.clusterOf(node);
    const dot = make("i", { class: "dot" });
    dot.style.background = css(stage.paints().clusterColour(node));
    const year = nodes.of("mean_year", node);
    return [
      make("b", {}, nodes.label[node]),
      cluster ? make("span", {}, dot, cluster.name) : "",
      make("span", {}, `${figure(nodes.counts[node])} ${word("occurrences")}${word("comma")}${figure(nodes.of("links", node))} ${word("links")}`),
      sources.has ? make("span", {}, sources.line(node)) : "",
      year === null ? "" : make("span", {}, word("meanYearIs", { n: year.toFixed(1) })),
    ];
  }

  function linkTip(link) {
    return [make("b", {}, scene.linkName(link)), make("span", {}, `${figure(scene.links.counts[link])} ${word("cooccurrences")}`)];
  }

  function clusterTip(number) {
    const cluster = scene.clusterAt(number);
    return [make("b", {}, cluster.name), make("span", {}, clusterFacts(cluster))];
  }

  const TIPS = { keyword: keywordTip, link: linkTip, cluster: clusterTip };

  const STEP = 60;
  const KEYS = {
    ArrowLeft: () => stage.panBy(STEP, 0), ArrowRight: () => stage.panBy(-STEP, 0),
    ArrowUp: () => stage.panBy(0, STEP), ArrowDown: () => stage.panBy(0, -STEP),
    "+": () => stage.zoomBy(1.25), "=": () => stage.zoomBy(1.25), "-": () => stage.zoomBy(0.8), "0": () => stage.showAll(),
    n: () => walk(1), p: () => walk(-1), Enter: () => { if (scene.state.selection) byId("panel").focus(); },
  };
  canvas.addEventListener("keydown", (event) => {
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });

  /* Steps through the keywords, most frequent first. */
  function walk(step) {
    const list = byCount();
    if (!list.length) return;
    const chosen = scene.state.selection;
    const place = chosen?.kind === "keyword" ? list.indexOf(chosen.id) : -1;
    const next = place < 0 ? (step > 0 ? 0 : list.length - 1) : (place + step + list.length) % list.length;
    scene.update({ selection: { kind: "keyword", id: list[next] }, hover: null });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("search").focus();
    } else if (event.key === "Escape" && !event.defaultPrevented && (scene.state.selection || scene.state.hover)) {
      scene.update({ selection: null, hover: null });
      hideTip();
      if (!canvas.hidden) canvas.focus({ preventScroll: true });
    }
  });

  byId("zoom-in").addEventListener("click", () => stage.zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => stage.zoomBy(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => stage.showAll());
  return { hideTip };
})();
