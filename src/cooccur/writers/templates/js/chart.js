/* Charts: figures laid out for the size of the stage, without a camera. A chart says what it
   consists of; painting, pointing, choosing and saving are the same for all. */

/*
 * has(): whether there are data for it. compose({ width, height, paints, focus }): { shapes, texts, nodes }.
 * shapes: rect, disc, line, path, painted in order; each may carry an item to choose and a tip.
 * texts: { x, y, text, size, weight, fill, align, role, item, halo }. nodes: [{ id, x, y, r }].
 * key(paints): what the legend says of its colours. switches: names of what can be shown or not.
 */
const chartView = ({ has, compose, key = null, switches = [] }) => ({ has, compose, key, switches, labels: () => ({ labels: [], names: [] }) });

const ink = (colour) => (Array.isArray(colour) ? css(colour) : colour);

const SHAPES = {
  rect: (pen, { x, y, width, height, fill, alpha, round }) => pen.rect(x, y, width, height, ink(fill), { alpha, round }),
  disc: (pen, { x, y, r, fill, alpha, ring, ringWidth }) => pen.disc(x, y, r, { fill: ink(fill), alpha, ring: ink(ring), ringWidth }),
  line: (pen, { x1, y1, x2, y2, colour, width, dash, alpha }) => pen.line(x1, y1, x2, y2, ink(colour), width ?? 1, { alpha, dash: Array.isArray(dash) ? dash : dash ? [3, 3] : [] }),
  path: (pen, { d, fill, alpha, stroke, strokeWidth }) => pen.path(d, { fill: ink(fill), alpha, stroke: ink(stroke), strokeWidth }),
};

/* The box that a text covers; its y is the base line. */
function textBox({ x, y, text, size = 12, weight = 500, align = "left" }) {
  const width = measure(text, size, weight);
  return { x: x - { left: 0, center: width / 2, right: width }[align], y: y - 0.9 * size, width, height: 1.16 * size };
}

function drawChart(pen, { shapes, texts }, paints) {
  pen.group("chart");
  for (const shape of shapes) SHAPES[shape.kind](pen, shape);
  for (const role of ["axis", "label"]) {
    pen.group(`chart-${role}`);
    for (const align of ["left", "center", "right"]) {
      for (const halo of [false, true]) {
        const list = texts.filter((text) => (text.role ?? "label") === role && (text.align ?? "left") === align && Boolean(text.halo) === halo);
        if (list.length) pen.texts(list.map((text) => ({ size: 12, ...text, fill: text.fill && ink(text.fill) })), { fill: css(role === "axis" ? paints.soft : paints.ink), align, halo: halo && css(paints.paper), haloWidth });
      }
    }
  }
}

/* What stands under the pointer: the topmost text or shape that has an item or a tip. */
const hitChart = (() => {
  const context = document.createElement("canvas").getContext("2d");
  const within = (x, y, box, room) => x >= box.x - room && x <= box.x + box.width + room && y >= box.y - room && y <= box.y + box.height + room;
  const TOUCHES = {
    rect: (shape, x, y, room) => within(x, y, shape, Math.min(room, 2)),
    disc: (shape, x, y, room) => Math.hypot(x - shape.x, y - shape.y) <= shape.r + room,
    line: ({ x1, y1, x2, y2, width = 1 }, x, y, room) => toSegment(x, y, [x1, y1], [x2, y2]) <= width / 2 + room,
    path({ d, fill, strokeWidth = 1 }, x, y, room) {
      trace(context, d);
      context.lineWidth = strokeWidth + 2 * room;
      return (fill && context.isPointInPath(x, y)) || (!fill && context.isPointInStroke(x, y));
    },
  };
  const asItem = ({ item, tip }, place) => ({ ...(item || { kind: "note", id: place }), tip });
  return ({ shapes, texts }, x, y, tolerance) => {
    const wanted = (entry) => entry.item || entry.tip;
    const text = texts.findIndex((entry) => wanted(entry) && within(x, y, textBox(entry), 1));
    if (text >= 0) return asItem(texts[text], `text ${text}`);
    // Exactly under the pointer comes before near by.
    for (const room of [0, tolerance]) {
      for (let i = shapes.length - 1; i >= 0; i--) if (wanted(shapes[i]) && TOUCHES[shapes[i].kind](shapes[i], x, y, room)) return asItem(shapes[i], i);
    }
    return null;
  };
})();

/* The same as a map has: places and radii of the keywords that the chart shows. */
function frameOfChart(camera, { nodes = [] }) {
  const { n } = scene.nodes;
  const frame = { ...camera, px: new Float64Array(n), py: new Float64Array(n), r: new Float64Array(n), shown: new Uint8Array(n), zoom: 1 };
  for (const { id, x, y, r } of nodes) [frame.px[id], frame.py[id], frame.r[id], frame.shown[id]] = [x, y, r ?? 0, 1];
  return frame;
}

const labelsOfChart = ({ texts }) => texts.filter((text) => (text.role ?? "label") === "label").map((text, i) => ({ id: text.item?.id ?? `text ${i}`, text: text.text, ...textBox(text) }));
