/* The label placer: the most frequent first, each where it is free, none over another. */

const CELL = 64;
const LABELS_AT_MOST = 400;
const NAMES_AFTER = 25;
const LARGE = 8;
const EDGE = 4;

function newGrid() {
  const cells = new Map();
  const visit = (box, action) => {
    for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.width) / CELL); i++) {
      for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.height) / CELL); j++) {
        if (action(i * 100003 + j)) return true;
      }
    }
    return false;
  };
  const touches = (a, b) => a.owner !== b.owner && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  return {
    add: (box) => visit(box, (key) => { cells.get(key)?.push(box) ?? cells.set(key, [box]); }),
    isFree: (box) => !visit(box, (key) => cells.get(key)?.some((other) => touches(box, other))),
    touching(box) {
      const found = new Set();
      visit(box, (key) => { for (const other of cells.get(key) || []) if (touches(box, other)) found.add(other); });
      return found;
    },
  };
}

/* The circles in sight, to ask which of them a text would lie on. */
function circlesOf(frame) {
  const grid = newGrid();
  for (let i = 0; i < scene.nodes.n; i++) {
    const [x, y, r] = [frame.px[i], frame.py[i], frame.r[i]];
    if (!frame.shown[i] || x < -r || y < -r || x > frame.width + r || y > frame.height + r) continue;
    grid.add({ x: x - r, y: y - r, width: 2 * r, height: 2 * r, owner: i });
  }
  return {
    /* [node, how far in pixels the box reaches into its circle], of all that it touches. */
    under(box) {
      const found = [];
      for (const { owner } of grid.touching(box)) {
        const [x, y] = [frame.px[owner], frame.py[owner]];
        const apart = Math.hypot(Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height));
        if (apart < frame.r[owner]) found.push([owner, frame.r[owner] - apart]);
      }
      return found;
    },
  };
}

/* The places a label may take, best first: on a large circle, else beside a small one. A text that
   would run far beyond its circle strikes it through, so it stands on it only for want of room. */
function placesFor(r, font, width, first, only) {
  const down = r + 0.58 * font + 1.5;
  const aside = r + width / 2 + 2;
  if (only) return [[aside, 0]];
  const beside = first ? [[aside, 0], [0, -down], [0, down], [-aside, 0]] : [[0, down], [aside, 0], [0, -down], [-aside, 0]];
  if (r <= 0.62 * font) return beside;
  return r > font || width < 4 * r ? [[0, 0], ...beside] : [...beside, [0, 0]];
}

/*
 * frame: as frameOf gives it. queue: nodes, most important first. kept: places of the labels of the
 * last frame, by node, which stay where they are if they can (no flicker while zooming in).
 * blocked: boxes that nothing may cover. aside: rather at the right than below. Gives { labels, names }.
 */
function placeLabels(frame, { queue, kept = new Map(), blocked = [], names = [], bold = -1, aside = false, roomOf = null }) {
  const grid = newGrid();
  blocked.forEach((box, i) => grid.add({ ...box, owner: `blocked ${i}` }));
  const circles = circlesOf(frame);
  const inside = (box) => box.x >= EDGE && box.y >= EDGE && box.x + box.width <= frame.width - EDGE && box.y + box.height <= frame.height - EDGE;
  const labels = [];
  const placed = new Set();

  function visit(node) {
    const x = frame.px[node];
    const y = frame.py[node];
    const r = frame.r[node];
    if (placed.has(node) || !frame.shown[node] || x < -r || y < -r || x > frame.width + r || y > frame.height + r) return;
    placed.add(node);
    if (r > 5) grid.add({ x: x - 0.8 * r, y: y - 0.8 * r, width: 1.6 * r, height: 1.6 * r, owner: node });
    const size = fontAt(frame, node);
    const weight = node === bold ? 700 : 500;
    const whole = cutLabel(scene.nodes.label[node]);
    const text = roomOf ? shortened(whole, Math.max(3 * size, roomOf(frame, node)), size, weight) : whole;
    const width = measure(text, size, weight) + 4;
    const height = 1.16 * size;
    const places = placesFor(r, size, width, aside, roomOf);
    const last = kept.get(node);
    let best = null;
    places.forEach(([dx, dy], place) => {
      const box = { x: x + dx - width / 2, y: y + dy - height / 2, width, height, owner: node };
      if (!inside(box) || !grid.isFree(box)) return;
      // Earlier places are better, but not where other circles would vanish under the text.
      const cost = place === last ? -Infinity : dx || dy ? 2 * place + circles.under(box).reduce((sum, [, depth]) => sum + depth, 0) : 12 * place - 6;
      if (!best || cost < best.cost) best = { cost, place, box };
    });
    if (!best) return;
    grid.add(best.box);
    labels.push({ id: node, text, size, weight, place: best.place, ...best.box });
  }

  // The most frequent keywords and the names come first: no name goes when a view is painted again.
  if (scene.state.labels) for (const node of queue.slice(0, NAMES_AFTER)) visit(node);
  const clusterLabels = placeNames(frame, names, { grid, circles, inside });
  if (scene.state.labels) {
    for (const node of queue) if (kept.has(node)) visit(node);
    for (const node of queue.slice(NAMES_AFTER)) {
      if (labels.length >= LABELS_AT_MOST) break;
      visit(node);
    }
  }
  return { labels, names: clusterLabels };
}

/* Names of clusters near their weighted centres, where they cover least: never a large circle. */
function placeNames(frame, clusters, { grid, circles, inside }) {
  const found = [];
  for (const cluster of clusters) {
    const centre = centreOf(frame, cluster.number);
    if (!centre || centre.x < 0 || centre.y < 0 || centre.x > frame.width || centre.y > frame.height) continue;
    const text = cutLabel(cluster.name);
    const size = Math.round(2 * (12.5 + Math.min(2.5, (15 * cluster.size) / scene.nodes.n)) * Math.max(0.9, frame.fontUnit)) / 2;
    const width = measure(text, size, 600) + 8;
    const height = 1.25 * size;
    let best = null;
    for (let ring = 0; ring <= 6; ring++) {
      for (let turn = 0; turn < (ring ? 16 : 1); turn++) {
        const angle = -Math.PI / 2 + (turn * Math.PI) / 8;
        const dx = Math.cos(angle) * ring * 0.28 * centre.spread * 1.2;
        const dy = Math.sin(angle) * ring * 0.28 * centre.spread;
        const box = { x: centre.x + dx - width / 2, y: centre.y + dy - height / 2, width, height, owner: cluster.name };
        if (!inside(box) || !grid.isFree(box)) continue;
        const under = circles.under(box);
        if (under.some(([node]) => frame.r[node] > LARGE)) continue;
        const cost = 0.6 * ring + 0.12 * ring ** 2 + crowd(frame, box, { under, found, number: cluster.number });
        if (!best || cost < best.cost) best = { box, cost };
      }
    }
    if (!best) continue;
    grid.add(best.box);
    found.push({ id: cluster.number, index: cluster.index, text, size, weight: 600, ...best.box });
  }
  return found;
}

function centreOf(frame, number) {
  let [sum, x, y, spread, members] = [0, 0, 0, 0, 0];
  const { n, cluster, counts } = scene.nodes;
  for (let i = 0; i < n; i++) {
    if (cluster[i] !== number || !frame.shown[i]) continue;
    members++;
    sum += counts[i];
    x += counts[i] * frame.px[i];
    y += counts[i] * frame.py[i];
  }
  if (members < 3) return null;
  [x, y] = [x / sum, y / sum];
  for (let i = 0; i < n; i++) if (cluster[i] === number && frame.shown[i]) spread += Math.hypot(frame.px[i] - x, frame.py[i] - y);
  return { x, y, spread: Math.max(30, spread / members) };
}

/* What speaks against a place for a name: circles under it, those of other clusters twice, and
   another name so near above or below that the two read as one. */
function crowd(frame, box, { under, found, number }) {
  const circles = under.reduce((sum, [node]) => sum + (scene.nodes.cluster[node] === number ? 0.6 : 1.2) * Math.min(1.5, frame.r[node] / 6), 0);
  const near = (name) => Math.abs(name.y - box.y) < 2.4 * box.height && name.x < box.x + box.width && box.x < name.x + name.width;
  return circles + 3 * found.filter(near).length;
}
