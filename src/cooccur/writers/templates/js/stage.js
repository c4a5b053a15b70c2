/* The stage: canvas, camera and painting. While the map moves, a copy of the last picture is shifted
   and stretched; 120 ms after the last movement it is painted whole again. */

const DIMMED = 0.15;
const SETTLE = 120;

const stage = (() => {
  const element = byId("stage");
  const canvas = byId("map");
  const context = canvas.getContext("2d");
  // Copies of what was painted: the map without labels, and all of it.
  const layers = { bare: document.createElement("canvas"), whole: document.createElement("canvas") };
  const camera = newCamera();
  let frame = null;
  let painted = null;
  let placed = { labels: [], names: [] };
  let focusPlaced = null;
  let focus = null;
  let paints = null;
  let fitted = true;
  let pending = 0;
  let whole = false;
  let settling = 0;
  let travelling = 0;
  let ratio = 0;
  let drawWhole = true;

  let chart = null;
  let fittedView = null;

  // While the tables are open, the map behind them is the network.
  const view = () => {
    const shown = cooccur.views[scene.state.view];
    return shown.map || shown.compose ? shown : cooccur.views.network;
  };

  function refit() {
    fitted = true;
    fittedView = view();
    fit(camera, fittedView);
    painted = painted && { ...painted, fitK: NaN };
  }

  /* The layout of a view that has places of its own. */
  const laidOut = () => view().places || null;

  function ensureFit() {
    if (!fittedView || laidOut() !== (fittedView.places || null)) refit();
  }

  function resize() {
    const { clientWidth: width, clientHeight: height } = element;
    const sharp = Math.min(3, window.devicePixelRatio || 1);
    if (!width || !height || (width === camera.width && height === camera.height && sharp === ratio)) return;
    ratio = sharp;
    const [middleX, middleY] = [(camera.width / 2 - camera.x) / camera.k, (camera.height / 2 - camera.y) / camera.k];
    Object.assign(camera, { width, height });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    for (const layer of Object.values(layers)) [layer.width, layer.height] = [canvas.width, canvas.height];
    if (!view().map) fittedView = null;
    else if (fitted || laidOut()) refit();
    else {
      camera.x = width / 2 - middleX * camera.k;
      camera.y = height / 2 - middleY * camera.k;
    }
    repaint();
  }

  function blocked() {
    const zoom = element.querySelector(".zoom");
    return [{ x: zoom.offsetLeft - 4, y: zoom.offsetTop - 4, width: zoom.offsetWidth + 8, height: zoom.offsetHeight + 8 }, ...(view().blocked?.(camera) || [])];
  }

  const placesOf = (labels) => new Map(labels.map((label) => [label.id, label.place]));

  /* Paints everything anew at the present camera. */
  function repaint() {
    cancelAnimationFrame(pending);
    clearTimeout(settling);
    pending = settling = 0;
    whole = false;
    if (!camera.width) return;
    paints ??= paintsOf(scene.state.theme);
    if (view().compose) return paintChart();
    chart = null;
    ensureFit();
    // Labels stay while one zooms in; zooming out, the most frequent have the first word again.
    const staying = painted && camera.k >= painted.k * 0.999 && painted.fitK === camera.fitK ? placesOf(placed.labels) : undefined;
    frame = frameOf(camera);
    painted = { ...camera };
    clear();
    view().draw(canvasPen(context), frame, paints);
    keep(layers.bare);
    placed = view().labels(frame, { kept: staying, blocked: blocked() });
    drawWhole = true;
    if (focus || scene.state.hover?.kind === "link") compose();
    else drawTop(canvasPen(context), placed);
    return undefined;
  }

  /* Labels, and what stays at the edges of the stage wherever the camera is. */
  function drawTop(pen, labels) {
    view().drawLabels(pen, labels, paints);
    view().fixed?.(pen, frame, paints, focus);
  }

  function paintChart() {
    const { width, height } = camera;
    chart = view().compose({ width, height, paints, focus: scene.state.selection || (scene.state.hover?.kind === "note" ? null : scene.state.hover) });
    frame = frameOfChart(camera, chart);
    painted = { ...camera };
    placed = { labels: labelsOfChart(chart), names: [] };
    clear();
    drawChart(canvasPen(context), chart, paints);
  }

  function clear() {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = css(paints.paper);
    context.fillRect(0, 0, camera.width, camera.height);
  }

  function keep(layer) {
    layer.getContext("2d").drawImage(canvas, 0, 0);
  }

  /* The picture painted last, at the present camera, with what is in focus. */
  function compose() {
    if (chart || view().compose) return repaint();
    const moving = camera.k !== painted.k || camera.x !== painted.x || camera.y !== painted.y;
    if (moving) frame = frameOf(camera);
    const pen = canvasPen(context);
    if (moving && !focus) {
      if (drawWhole) copyWhole();
      clear();
      blit(layers.whole, 1);
      return view().fixed?.(pen, frame, paints, null);
    }
    clear();
    blit(layers.bare, focus ? DIMMED : 1);
    if (focus) {
      view().drawFocus(pen, frame, paints, focus);
      focusPlaced = view().focusLabels(frame, focus, { kept: focusPlaced ? placesOf(focusPlaced.labels) : undefined, blocked: blocked() });
      return drawTop(pen, focusPlaced);
    }
    if (scene.state.hover?.kind === "link") view().drawLit(pen, frame, paints, scene.state.hover.id);
    return drawTop(pen, placed);
  }

  function copyWhole() {
    const pen = canvasPen(context);
    clear();
    context.globalAlpha = 1;
    context.drawImage(layers.bare, 0, 0, camera.width, camera.height);
    view().drawLabels(pen, placed, paints);
    keep(layers.whole);
    drawWhole = false;
  }

  function blit(layer, alpha) {
    const scale = camera.k / painted.k;
    context.globalAlpha = alpha;
    context.drawImage(layer, camera.x - scale * painted.x, camera.y - scale * painted.y, camera.width * scale, camera.height * scale);
    context.globalAlpha = 1;
  }

  /* Paints at the next frame: whole when anyone asked for that, else what is there. */
  const later = (action) => {
    whole ||= action === repaint;
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      if (whole) repaint();
      else compose();
    });
  };

  /* After the camera moved: shift what is painted, paint anew when it rests. */
  function moved() {
    fitted = false;
    cancelAnimationFrame(travelling);
    travelling = 0;
    later(compose);
    clearTimeout(settling);
    settling = setTimeout(repaint, SETTLE);
  }

  function zoomBy(factor, x = camera.width / 2, y = camera.height / 2) {
    if (chart) return;
    const k = Math.max(camera.fitK * 0.5, Math.min(camera.fitK * 40, camera.k * factor));
    camera.x = x - ((x - camera.x) * k) / camera.k;
    camera.y = y - ((y - camera.y) * k) / camera.k;
    camera.k = k;
    moved();
  }

  function panBy(dx, dy) {
    if (chart) return;
    camera.x += dx;
    camera.y += dy;
    moved();
  }

  /* Lets the camera glide to a place, or jump where motion is not wanted. */
  function travel(to, whenThere = () => {}) {
    cancelAnimationFrame(travelling);
    const from = { ...camera };
    const start = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = (time) => {
      const share = still ? 1 : Math.min(1, Math.max(0, time - start) / 220);
      const eased = share * (2 - share);
      camera.k = from.k * (to.k / from.k) ** eased;
      // The point that both pictures agree on stays: scale and place glide together.
      const turn = from.k === to.k ? eased : (camera.k - from.k) / (to.k - from.k);
      camera.x = from.x + (to.x - from.x) * turn;
      camera.y = from.y + (to.y - from.y) * turn;
      if (share < 1) {
        travelling = requestAnimationFrame(step);
        compose();
      } else {
        travelling = 0;
        Object.assign(camera, { k: to.k, x: to.x, y: to.y });
        repaint();
        whenThere();
      }
    };
    if (still) step(start);
    else travelling = requestAnimationFrame(step);
  }

  function showAll() {
    if (chart) return;
    const to = { ...camera };
    fit(to, view());
    painted = { ...painted, fitK: NaN };
    Object.assign(camera, { fitK: to.fitK, unit: to.unit, fontUnit: to.fontUnit, fontMost: to.fontMost, places: to.places });
    travel(to, () => { fitted = true; });
  }

  function centre(item) {
    const ends = scene.nodesOf(item).filter((node) => !Number.isNaN(camera.places.x[node]));
    if (chart || !ends.length) return;
    const mean = (values) => ends.reduce((sum, node) => sum + values[node], 0) / ends.length;
    const k = Math.max(camera.k, camera.fitK * 1.6);
    fitted = false;
    travel({ k, x: camera.width / 2 - mean(camera.places.x) * k, y: camera.height / 2 - mean(camera.places.y) * k });
  }

  /* What stands out: the choice, else what the pointer rests on. */
  function focusOf() {
    const item = scene.state.selection || (scene.state.hover?.settled ? scene.state.hover : null);
    if (!item) return null;
    if (item.kind === "link") return { ...item, links: [item.id], nodes: scene.nodesOf(item) };
    if (item.kind === "cluster") {
      const nodes = scene.nodesOf(item).filter(scene.visible);
      const inside = (node) => scene.nodes.cluster[node] === item.id;
      return { ...item, nodes, links: scene.drawn.filter((link) => inside(scene.links.source[link]) && inside(scene.links.target[link])).reverse() };
    }
    const links = scene.linksOf(item.id).slice(0, 200);
    return { ...item, links, nodes: [item.id, ...links.map((link) => scene.other(link, item.id))] };
  }

  scene.subscribe((changed) => {
    if (changed.has("theme")) paints = paintsOf(scene.state.theme);
    if (changed.has("view")) {
      element.classList.toggle("chart", Boolean(view().compose));
      element.dataset.shows = scene.state.view;
      // The size key of the legend goes by the scale of this view, not by that of the last.
      if (camera.width && view().map) ensureFit();
    }
    if (changed.has("hidden") && camera.width && laidOut()) refit();
    const before = focus;
    if (["selection", "hover", "window", "hidden", "minimum", "significant"].some((key) => changed.has(key))) {
      focus = focusOf();
      if (focus?.id !== before?.id || focus?.kind !== before?.kind) focusPlaced = null;
    }
    if (["window", "hidden"].some((key) => changed.has(key))) painted = painted && { ...painted, fitK: NaN };
    if (["theme", "window", "hidden", "minimum", "names", "labels", "style", "score", "significant", "density", "kernel", "view", "places", "lang"].some((key) => changed.has(key))) later(repaint);
    else if (changed.has("selection") || changed.has("hover")) later(compose);
  });

  return {
    element, canvas, camera, resize, repaint, zoomBy, panBy, showAll, centre, view,
    focus: () => focus,
    frame: () => (chart ? frame : frame && !whole && camera.k === frame.k && camera.x === frame.x && camera.y === frame.y ? frame : frameOf(camera)),
    paints: () => (paints ??= paintsOf(scene.state.theme)),
    rests: () => !pending && !settling && !travelling,
    /* The labels as they stand without any choice, at the present camera. */
    placed() {
      if (whole || camera.k !== painted.k || camera.x !== painted.x || camera.y !== painted.y) repaint();
      const copy = (entry) => ({ ...entry });
      return { labels: placed.labels.map(copy), names: placed.names.map(copy) };
    },
    /* A keyword was pulled elsewhere: the places painted are no longer true. */
    nudge() { frame = frameOf(camera); later(compose); },
    labels: () => (!chart && focus && focusPlaced ? focusPlaced : placed),
    hit(x, y, tolerance) {
      if (chart) return hitChart(chart, x, y, tolerance);
      const named = this.labels().names.find((name) => x >= name.x && x <= name.x + name.width && y >= name.y && y <= name.y + name.height);
      const selection = scene.state.selection;
      if (named) return { kind: "cluster", id: named.id };
      const links = selection && selection.kind !== "link" ? focus.links : view().linked ? scene.drawn : [];
      return view().hit(this.frame(), x, y, { tolerance, links });
    },
  };
})();
