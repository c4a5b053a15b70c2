/* The label placer: the most frequent first, each where it is free, none over another. */

const CELL = 64;
const LABELS_AT_MOST = 400;
const NAMES_AFTER = 50;

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
  };
}

/* The places a label may take, best first: on a large circle, else beside a small one. */
function placesFor(r, font, width) {
  const down = r + 0.58 * font + 1.5;
  const aside = r + width / 2 + 2;
  if (r > 0.62 * font) return [[0, 0], [0, down]];
  return [[0, down], [aside, 0], [0, -down], [-aside, 0]];
}

/*
 * frame: as frameOf gives it. queue: nodes, most important first. kept: places of the labels of the
 * last frame, by node, which stay where they are if they can (no flicker while zooming in).
 * blocked: boxes that nothing may cover. Gives { labels, names }.
 */
function placeLabels(frame, { queue, kept = new Map(), blocked = [], names = [], paints, bold = -1 }) {
  const grid = newGrid();
  blocked.forEach((box, i) => grid.add({ ...box, owner: `blocked ${i}` }));
  const inside = (box) => box.x >= 0 && box.y >= 0 && box.x + box.width <= frame.width && box.y + box.height <= frame.height;
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
    const text = cutLabel(scene.nodes.label[node]);
    const weight = node === bold ? 700 : 500;
    const width = measure(text, size, weight) + 4;
    const height = 1.16 * size;
    const places = placesFor(r, size, width);
    const last = kept.get(node);
    const tried = last === undefined || last >= places.length ? places.keys() : [last, ...places.keys()];
    for (const place of tried) {
      const [dx, dy] = places[place];
      const box = { x: x + dx - width / 2, y: y + dy - height / 2, width, height, owner: node };
      if (inside(box) && grid.isFree(box)) {
        grid.add(box);
        labels.push({ id: node, text, size, weight, place, ...box });
        return;
      }
    }
  }

  if (scene.state.labels) {
    for (const node of queue) if (kept.has(node)) visit(node);
    for (const node of queue.slice(0, NAMES_AFTER)) visit(node);
  }
  const clusterLabels = placeNames(frame, names, grid, inside, paints);
  if (scene.state.labels) {
    for (const node of queue.slice(NAMES_AFTER)) {
      if (labels.length >= LABELS_AT_MOST) break;
      visit(node);
    }
  }
  return { labels, names: clusterLabels };
}

/* Names of clusters near their weighted centres, where they cover least. */
function placeNames(frame, clusters, grid, inside) {
  const found = [];
  for (const cluster of clusters) {
    const centre = centreOf(frame, cluster.number);
    if (!centre || centre.x < 0 || centre.y < 0 || centre.x > frame.width || centre.y > frame.height) continue;
    const text = cutLabel(cluster.name);
    const size = Math.round(2 * (12.5 + Math.min(2.5, (15 * cluster.size) / scene.nodes.n)) * Math.max(0.9, frame.fontUnit)) / 2;
    const width = measure(text, size, 600) + 8;
    const height = 1.25 * size;
    let best = null;
    for (let ring = 0; ring <= 8; ring++) {
      for (let turn = 0; turn < (ring ? 16 : 1); turn++) {
        const angle = -Math.PI / 2 + (turn * Math.PI) / 8;
        const dx = Math.cos(angle) * ring * 0.28 * centre.spread * 1.2;
        const dy = Math.sin(angle) * ring * 0.28 * centre.spread;
        const box = { x: centre.x + dx - width / 2, y: centre.y + dy - height / 2, width, height, owner: cluster.name };
        if (!inside(box) || !grid.isFree(box)) continue;
        const cost = 0.6 * ring + 0.6 * covered(frame, box, cluster.number);
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

/* How many circles a box would cover; those of other clusters count twice. */
function covered(frame, box, number) {
  let cost = 0;
  for (let i = 0, n = Math.min(scene.nodes.n, 1500); i < n; i++) {
    if (!frame.shown[i]) continue;
    const dx = Math.max(box.x - frame.px[i], 0, frame.px[i] - box.x - box.width);
    const dy = Math.max(box.y - frame.py[i], 0, frame.py[i] - box.y - box.height);
    if (dx * dx + dy * dy < frame.r[i] ** 2) cost += (scene.nodes.cluster[i] === number ? 1 : 2) * Math.min(1.5, frame.r[i] / 6);
  }
  return cost;
}
