/* The network: circles, curved links, labels. Overlay and density are the same map in other colours. */

const BEND = 0.18;
const PIVOTAL = 0.1;
const NAMES_AT_MOST = 14;
const haloWidth = (size) => Math.max(3, 0.25 * size);

/* The curve of a link, always bent to the same side: seen from the lower to the higher node. */
function curveOf(frame, link) {
  if (frame.curve) return frame.curve(frame, link);
  const [a, b] = [scene.links.source[link], scene.links.target[link]];
  const [x1, y1, x2, y2] = [frame.px[a], frame.py[a], frame.px[b], frame.py[b]];
  return [x1, y1, (x1 + x2) / 2 - BEND * (y2 - y1), (y1 + y2) / 2 + BEND * (x2 - x1), x2, y2];
}

const pointOn = ([x1, y1, cx, cy, x2, y2], t) => {
  const s = 1 - t;
  return [s * s * x1 + 2 * s * t * cx + t * t * x2, s * s * y1 + 2 * s * t * cy + t * t * y2];
};

const linkWidth = (link) => Math.max(0.4, 1.25 * Math.sqrt(scene.links.value[link] / scene.meanStrength));

/* Not to be seen, or between keywords of which one has no place. */
function isOutside(frame, [x1, y1, cx, cy, x2, y2]) {
  return !(Math.max(x1, cx, x2) >= 0 && Math.max(y1, cy, y2) >= 0 && Math.min(x1, cx, x2) <= frame.width && Math.min(y1, cy, y2) <= frame.height);
}

/*
 * A view that shows the map. colour(node, paints): colour of a keyword. surface(pen, frame, paints): what is
 * painted instead of links, under dots.
 * key(paints): what the legend says of its colours, or null for the list of clusters.
 * controls(): elements of the legend that belong to this view.
 * rings: whether circles may be tree rings and have rims, which would hide colours of the view's own.
 * own: what a view with places of its own has besides. has(): whether there are data for it;
 * places(camera): { x, y } in pixels of the stage, NaN for keywords without a place;
 * curve(frame, link), strength(frame, link): how a link bends, and how much of the ink it gets;
 * backdrop(pen, frame, paints): under all; fixed(pen, frame, paints, focus): above all, where it stays
 * when the camera moves; blocked(camera): where no label may stand; names(frame): names that fixed writes;
 * roomOf(frame, node): how wide a label may be, which then stands at the right of its circle or nowhere.
 */
function mapView({ colour, surface = null, key = () => null, controls = () => [], rings = !surface, ...own }) {
  const dots = (frame) => (surface ? { ...frame, r: frame.r.map((r) => Math.max(1.5, 0.22 * r)) } : frame);
  function drawLinks(pen, frame, paints, list, { alpha, widen = 0, strength = () => 1 }) {
    const inks = new Map();
    const inkOf = (node) => {
      if (!inks.has(node)) inks.set(node, css(mix(colour(node, paints), paints.paper, 0.3)));
      return inks.get(node);
    };
    for (const link of list) {
      const curve = curveOf(frame, link);
      if (isOutside(frame, curve)) continue;
      const [a, b] = [scene.links.source[link], scene.links.target[link]];
      pen.curve(curve, { from: inkOf(a), to: inkOf(b), width: linkWidth(link) + widen, alpha: alpha * strength(frame, link) });
    }
  }

  function drawNode(pen, frame, paints, node) {
    const [x, y] = [frame.px[node], frame.py[node]];
    const r = frame.r[node];
    const fill = colour(node, paints);
    // The disc stands on paper of its own: neither links nor neighbours shine through it.
    pen.disc(x, y, r + Math.min(1, 0.4 * r), { fill: css(paints.paper) });
    if (rings && drawsRings(frame, node)) return drawRings(pen, frame, paints, node);
    if (rings && scene.state.style === "sources") return sources.draw(pen, frame, paints, node);
    pen.disc(x, y, r, { fill: css(mix(paints.paper, fill, paints.disc)), ...(rings ? rimOf(frame, paints, node) : {}) });
    return undefined;
  }

  function drawRing(pen, frame, paints, node) {
    if (!frame.shown[node]) return;
    const fill = colour(node, paints);
    const ring = css(mix(fill, paints.dark ? [255, 255, 255] : [0, 0, 0], 0.35));
    const ringed = rings && (drawsRings(frame, node) || scene.state.style === "sources");
    pen.disc(frame.px[node], frame.py[node], frame.r[node] + (ringed ? 3 : 1.5), { fill: ringed ? null : css(fill), ring, ringWidth: 3 });
  }

  const inSight = (frame, node) =>
    frame.shown[node] && frame.px[node] > -frame.r[node] && frame.py[node] > -frame.r[node] && frame.px[node] < frame.width + frame.r[node] && frame.py[node] < frame.height + frame.r[node];

  return {
    map: true,
    linked: !surface,
    rings,
    switches: own.names ? ["labels"] : ["labels", "names"],
    key,
    controls,
    colour,
    ...own,

    /* Everything but labels. */
    draw(pen, frame, paints) {
      if (surface) {
        pen.group("surface");
        surface(pen, frame, paints);
      }
      own.backdrop?.(pen, frame, paints);
      pen.group("links");
      if (!surface) drawLinks(pen, frame, paints, scene.drawn, { alpha: 0.45, strength: own.strength });
      pen.group("keywords");
      const shown = dots(frame);
      for (let node = 0; node < scene.nodes.n; node++) if (inSight(frame, node)) drawNode(pen, shown, paints, node);
    },

    labels(frame, { kept, blocked } = {}) {
      if (own.names) return { ...placeLabels(frame, { queue: byCount(), kept, blocked, aside: true, roomOf: own.roomOf }), names: own.names(frame) };
      const names = scene.state.names ? scene.clusters.filter((cluster) => cluster.size >= 3 && !scene.state.hidden.has(cluster.number)).slice(0, NAMES_AT_MOST) : [];
      return placeLabels(dots(frame), { queue: byCount(), kept, blocked, names });
    },

    /* The labels while something is in focus: its own, then those of its neighbours. */
    focusLabels(frame, focus, { kept, blocked } = {}) {
      const bold = focus.kind === "keyword" ? focus.id : -1;
      const chosen = focus.kind === "cluster" && !own.names ? scene.clusters.filter((cluster) => cluster.number === focus.id) : [];
      const found = placeLabels(dots(frame), { queue: focus.nodes, kept, blocked, bold, aside: Boolean(own.names), roomOf: own.roomOf, names: chosen });
      return own.names ? { ...found, names: own.names(frame) } : found;
    },

    drawFocus(pen, frame, paints, focus) {
      drawLinks(pen, frame, paints, focus.links.slice().reverse(), { alpha: 0.85, widen: focus.kind === "link" ? 1.2 : 0 });
      const shown = dots(frame);
      for (const node of focus.nodes.slice().sort((a, b) => a - b)) if (frame.shown[node]) drawNode(pen, shown, paints, node);
      if (focus.kind === "keyword") drawRing(pen, shown, paints, focus.id);
      else if (focus.kind === "link") for (const node of focus.nodes) drawRing(pen, shown, paints, node);
    },

    drawLit(pen, frame, paints, link) {
      drawLinks(pen, frame, paints, [link], { alpha: 0.95, widen: 1.4 });
    },

    drawLabels(pen, { labels, names }, paints) {
      const base = (entry) => ({ x: entry.x + entry.width / 2, y: entry.y + entry.height / 2 + 0.36 * entry.size, text: entry.text, size: entry.size, weight: entry.weight });
      pen.group("cluster-names");
      if (!own.names) pen.texts(names.map((name) => ({ ...base(name), fill: css(key(paints) ? paints.soft : paints.names[name.index]) })), { fill: css(paints.ink), halo: css(paints.paper), haloWidth: (size) => 0.34 * size });
      pen.group("keyword-labels");
      pen.texts(labels.slice().reverse().map(base), { fill: css(paints.ink), alpha: 0.94, halo: css(paints.paper), haloWidth });
    },

    hit(frame, x, y, { tolerance, links }) {
      return hitNode(frame, x, y, tolerance) ?? hitLink(frame, x, y, tolerance, links);
    },
  };
}

/* Keywords by occurrences in the years shown; ties as they stand. */
function byCount() {
  const { counts } = scene.nodes;
  const list = scene.shownNodes();
  return scene.state.window ? list.sort((a, b) => counts[b] - counts[a] || a - b) : list;
}

function hitNode(frame, x, y, tolerance) {
  let best = null;
  let nearest = Infinity;
  for (let node = scene.nodes.n - 1; node >= 0; node--) {
    if (!frame.shown[node]) continue;
    const distance = Math.hypot(frame.px[node] - x, frame.py[node] - y) - frame.r[node];
    if (distance <= 0) return { kind: "keyword", id: node };
    if (distance < Math.min(tolerance, nearest)) [best, nearest] = [node, distance];
  }
  // A circle wins over a link under the pointer, but not from afar.
  return best !== null && nearest <= 0.6 * tolerance ? { kind: "keyword", id: best } : null;
}

function hitLink(frame, x, y, tolerance, list) {
  let best = null;
  let nearest = tolerance;
  for (const link of list) {
    const curve = curveOf(frame, link);
    const [x1, y1, cx, cy, x2, y2] = curve;
    if (x < Math.min(x1, cx, x2) - nearest || x > Math.max(x1, cx, x2) + nearest || y < Math.min(y1, cy, y2) - nearest || y > Math.max(y1, cy, y2) + nearest) continue;
    let last = [x1, y1];
    for (let step = 1; step <= 24; step++) {
      const next = pointOn(curve, step / 24);
      const distance = toSegment(x, y, last, next);
      if (distance <= nearest) [best, nearest] = [link, distance];
      last = next;
    }
  }
  return best === null ? null : { kind: "link", id: best };
}

function toSegment(x, y, [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

cooccur.views.network = mapView({ colour: (node, paints) => paints.clusterColour(node) });
