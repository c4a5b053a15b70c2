/* Where the map stands on the stage, and how large circles and letters are at that zoom. */

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", "WenQuanYi Micro Hei", system-ui, sans-serif';
const MARGIN = 20;

/* Widths of labels, measured once at 20 px: they grow in proportion. */
const measure = (() => {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return (text, size, weight = 500) => {
    const key = weight + text;
    let width = known.get(key);
    if (width === undefined) {
      context.font = `${weight} 20px ${FONT}`;
      width = context.measureText(text).width / 20;
      known.set(key, width);
    }
    return width * size;
  };
})();

const CUT = 30;
const cutLabel = (text) => {
  const letters = Array.from(text);
  if (letters.length <= CUT) return text;
  // Chinese faces set the ellipsis in the middle of the line, which looks wrong after Latin letters.
  const dots = /[\u2e80-\u9fff]/.test(text) ? "…" : "...";
  return letters.slice(0, CUT - 1).join("").trimEnd() + dots;
};

function newCamera() {
  return { width: 0, height: 0, k: 1, x: 0, y: 0, fitK: 1, unit: 1, fontUnit: 1, fontMost: 26, places: scene.nodes, curve: null };
}

/* Circles never cover more than a tenth of the map: many keywords, or a phone, make them smaller. */
function setUnits(camera, [across, down]) {
  const mean = scene.nodes.mean;
  let area = 0;
  for (const count of scene.nodes.sizes) area += Math.PI * Math.max(2.5, 7.5 * Math.sqrt(count / mean)) ** 2;
  camera.unit = Math.min(1, Math.sqrt((0.1 * Math.max(across * down, 0.25 * camera.width * camera.height)) / (area || 1)));
  camera.fontUnit = Math.max(0.86, Math.min(1, Math.sqrt(camera.unit)));
}

function radiusAt(camera, node) {
  const size = Math.max(2.5, 7.5 * Math.sqrt((scene.nodes.counts[node] * scene.nodes.fair[node]) / scene.nodes.mean));
  return Math.max(0.8, size * camera.unit * (camera.k / camera.fitK) ** 0.45);
}

function fontAt(camera, node) {
  const size = Math.min(camera.fontMost, 9.5 + 3.6 * Math.sqrt((scene.nodes.counts[node] * scene.nodes.fair[node]) / scene.nodes.usual));
  const zoom = Math.max(0.9, Math.min(1.35, (camera.k / camera.fitK) ** 0.3));
  // Half pixels only: setting a font costs time, and the browser remembers those it has seen.
  return Math.max(9.5, Math.round(2 * size * camera.fontUnit * zoom) / 2);
}

/* The largest scale at which all of [position, room needed left and right] fit into a length. */
function largestScale(spans, length) {
  const needed = (k) => {
    let low = Infinity;
    let high = -Infinity;
    for (const [place, room] of spans) {
      low = Math.min(low, k * place - room);
      high = Math.max(high, k * place + room);
    }
    return [high - low, low];
  };
  let [below, above] = [1e-6, 1e7];
  for (let i = 0; i < 45; i++) {
    const k = Math.sqrt(below * above);
    if (needed(k)[0] <= length) below = k;
    else above = k;
  }
  return { k: below, place: (k) => { const [span, low] = needed(k); return (length - span) / 2 - low; } };
}

/* Shows all keywords: the box that is fitted is that of circles and labels, not of their centres.
   A view with places of its own lays them out for the size of the stage instead. */
function fit(camera, { places = null, curve = null, fontMost = 26 }) {
  Object.assign(camera, { curve, fontMost, places: scene.nodes });
  if (places) {
    Object.assign(camera, { k: 1, fitK: 1, x: 0, y: 0 });
    setUnits(camera, [camera.width, camera.height]);
    camera.places = places(camera);
    return;
  }
  const shown = scene.shownNodes();
  const list = shown.length ? shown : Array.from(scene.nodes.x, (_, i) => i);
  const [wide, high] = [extent(scene.nodes.x), extent(scene.nodes.y)];
  const k = Math.min(0.92 * camera.width / (wide || 1), 0.92 * camera.height / (high || 1));
  setUnits(camera, [k * wide, k * high]);
  camera.k = camera.fitK = 1;
  const rooms = list.map((node, place) => {
    const r = radiusAt(camera, node) + 2;
    const font = fontAt(camera, node);
    const labelled = place < 80 && r > 0.62 * font;
    return [labelled ? Math.max(r, measure(cutLabel(scene.nodes.label[node]), font) / 2 + 2) : r + 4, Math.max(r, 0.62 * font)];
  });
  const { x, y } = scene.nodes;
  const spans = (places, side) => (list.length ? list.map((node, i) => [places[node], rooms[i][side]]) : [[0, 0]]);
  const across = largestScale(spans(x, 0), camera.width - 2 * MARGIN);
  const down = largestScale(spans(y, 1), camera.height - 2 * MARGIN);
  const single = list.length < 2 || (Math.min(across.k, down.k) > 1e6);
  camera.k = camera.fitK = single ? 200 : Math.min(across.k, down.k);
  camera.x = MARGIN + across.place(camera.k);
  camera.y = MARGIN + down.place(camera.k);
}

function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high > low ? high - low : 0;
}

/* Places, radii and visibility of all nodes in pixels of the stage. */
function frameOf(camera) {
  const { n } = scene.nodes;
  const { x, y } = camera.places;
  const frame = { ...camera, px: new Float64Array(n), py: new Float64Array(n), r: new Float64Array(n), shown: new Uint8Array(n), zoom: camera.k / camera.fitK };
  for (let i = 0; i < n; i++) {
    frame.px[i] = camera.k * x[i] + camera.x;
    frame.py[i] = camera.k * y[i] + camera.y;
    frame.r[i] = radiusAt(camera, i);
    frame.shown[i] = scene.visible(i) && !Number.isNaN(x[i]) ? 1 : 0;
  }
  return frame;
}
