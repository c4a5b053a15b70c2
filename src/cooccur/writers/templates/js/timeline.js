/* Views along time. The timeline: one line a cluster, every keyword where it first appeared. */

const STRIP = { wide: 38, narrow: 52 };
const STACK_GAP = 13;
const ROW = 15;

/* When keywords first appeared: in slices where there are any, else in years. */
const times = (() => {
  const { slices, nodes } = data;
  let first = null;
  const beginOf = (year) => {
    const at = slices ? slices.begin.findIndex((begin, i) => year >= begin && year <= slices.end[i]) : -1;
    return at < 0 ? year : slices.begin[at];
  };
  function known() {
    first ??= (nodes.first_year || []).map((year) => (year > 0 ? beginOf(year) : null));
    return first;
  }
  return {
    has: () => known().some((year) => year !== null),
    of: (node) => known()[node] ?? null,
    span() {
      const years = known().filter((year) => year !== null);
      return slices ? [slices.begin[0], slices.begin[slices.begin.length - 1]] : [Math.min(...years), Math.max(...years)];
    },
    /* Keywords that no view along time can show. */
    missing: () => scene.shownNodes().filter((node) => known()[node] === null).length,
  };
})();

const stripOf = (camera) => (camera.width < 700 ? STRIP.narrow : STRIP.wide);

/* Keywords of the clusters shown that have a year, most frequent first, by row and time. */
function cellsOf(rowOf, timeOf) {
  const rows = new Map();
  for (let node = 0; node < scene.nodes.n; node++) {
    const time = timeOf(node);
    if (time === null || scene.state.hidden.has(scene.nodes.cluster[node])) continue;
    const row = rowOf(node);
    const cells = rows.get(row) || rows.set(row, new Map()).get(row);
    cells.get(time)?.push(node) ?? cells.set(time, [node]);
  }
  return rows;
}

const fullRadius = (camera, node) => Math.max(0.8, camera.unit * Math.max(2.5, 7.5 * Math.sqrt(scene.nodes.sizes[node] / scene.nodes.mean)));

/* Places around a line: the most frequent on it, the others in turn below and above. */
function stack(camera, list, room) {
  const radii = list.map((node) => fullRadius(camera, node));
  const solid = radii.reduce((sum, r) => sum + 2 * r, 0);
  const gap = Math.max(1, Math.min(STACK_GAP, (room - solid) / Math.max(1, list.length - 1)));
  const edges = [radii[0], radii[0]];
  const offsets = radii.map((r, i) => {
    if (!i) return 0;
    const side = i % 2;
    const offset = edges[side] + gap + r;
    edges[side] += gap + 2 * r;
    return side ? offset : -offset;
  });
  const shrink = Math.min(1, room / (edges[0] + edges[1]));
  const middle = (edges[1] - edges[0]) / 2;
  return offsets.map((offset) => shrink * (offset - (shrink < 1 ? middle : 0)));
}

function emptyPlaces() {
  return { x: new Float64Array(scene.nodes.n).fill(NaN), y: new Float64Array(scene.nodes.n).fill(NaN) };
}

/* Years of the axis that have room for their numbers, at this zoom. */
function yearTicks([first, last], pixels) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => size * pixels >= 40) || 200;
  // Slices are named by their first years.
  if (data.slices) return data.slices.begin.filter((_, i) => i % Math.ceil(40 / pixels / (data.slices.begin[1] - first || 1)) === 0);
  const found = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) found.push(year);
  return found;
}

const noteOf = () => (times.missing() ? word("unplaced", { n: times.missing() }) : "");

const noteHeight = () => (noteOf() ? 20 : 0);

const noteBox = ({ height }) => ({ x: 12, y: height - 26, width: measure(noteOf(), 11, 400) + 8, height: 22 });

function drawNote(pen, { height }, paints) {
  if (noteOf()) pen.texts([{ x: 16, y: height - 10, text: noteOf(), size: 11, weight: 400 }], { fill: css(paints.soft), align: "left", halo: css(paints.paper), haloWidth });
}

const timeline = (() => {
  const lineOf = (node) => ((scene.clusterOf(node)?.size ?? 0) > 1 ? scene.nodes.cluster[node] : null);
  const nameOf = (line) => (line.cluster ? line.cluster.name : word("others"));

  /* The lines from the top: clusters by number, then one that all single keywords share. */
  function linesOf(camera, room) {
    const rows = cellsOf(lineOf, times.of);
    const clusters = scene.clusters.filter((cluster) => rows.has(cluster.number));
    const lines = [...clusters, ...(rows.has(null) ? [null] : [])].map((cluster) => ({ cluster, cells: rows.get(cluster ? cluster.number : null) }));
    const least = Math.min(ROW, room / Math.max(1, lines.length));
    const heightOf = (cell) => cell.reduce((sum, node) => sum + 2 * fullRadius(camera, node) + 2, 0);
    const needed = () => lines.reduce((sum, line) => sum + (line.need = Math.max(...Array.from(line.cells.values(), heightOf))), 0) || 1;
    // Circles become smaller until they have room over each other.
    camera.unit *= Math.max(0.4, Math.min(1, room / (needed() + 4 * lines.length)));
    // Every line has room for its name; what remains goes where many keywords stand over each other.
    const need = needed();
    let y = stripOf(camera) + 4;
    for (const line of lines) {
      line.height = least + ((room - least * lines.length) * line.need) / need;
      line.y = y + line.height / 2;
      y += line.height;
    }
    return lines;
  }

  function places(camera) {
    const found = emptyPlaces();
    const top = stripOf(camera);
    const zoom = stage.element.querySelector(".zoom").offsetWidth + 10;
    const wanted = Math.max(...scene.clusters.map((cluster) => (cluster.size > 1 ? measure(cutLabel(cluster.name), 12.5, 600) : 0)), 0) + 22;
    const side = Math.max(zoom, Math.min(wanted, 0.22 * camera.width));
    const lines = linesOf(camera, camera.height - top - 14 - noteHeight());
    const span = times.span();
    const edge = Math.max(14, ...lines.flatMap(({ cells }) => (cells.has(span[0]) ? [fullRadius(camera, cells.get(span[0])[0])] : [])));
    const [left, right] = [edge + 14, camera.width - side - 34];
    const across = (year) => (span[0] === span[1] ? (left + right) / 2 : left + ((year - span[0]) / (span[1] - span[0])) * (right - left));
    for (const { cells, y, height } of lines) {
      for (const [year, list] of cells) {
        const offsets = stack(camera, list, height - 6);
        list.forEach((node, i) => { [found.x[node], found.y[node]] = [across(year), y + offsets[i]]; });
      }
    }
    return { ...found, lines, span, across, top, edge: camera.width - side };
  }

  const lineAt = (frame, node) => frame.places.lines.find(({ cluster }) => (cluster ? cluster.number : null) === lineOf(node));

  function curve(frame, link) {
    const [a, b] = [scene.links.source[link], scene.links.target[link]];
    const [x1, y1, x2, y2] = [frame.px[a], frame.py[a], frame.px[b], frame.py[b]];
    const middle = [(x1 + x2) / 2, (y1 + y2) / 2];
    if (lineOf(a) !== lineOf(b)) return [x1, y1, middle[0] - 0.12 * (y2 - y1), middle[1] + 0.12 * (x2 - x1), x2, y2];
    // Arcs stand over their line; those between keywords of one year bow aside.
    const rise = Math.min(0.5 * Math.abs(x2 - x1), 0.9 * (lineAt(frame, a)?.height ?? 0) * frame.k);
    return [x1, y1, middle[0] + 0.5 * Math.abs(y2 - y1) * (Math.abs(x2 - x1) < 1), Math.min(y1, y2, middle[1]) - rise, x2, y2];
  }

  function nameBoxes(frame) {
    const { lines, edge, top } = frame.places;
    const found = [];
    for (const line of lines) {
      const y = frame.k * line.y + frame.y;
      const size = Math.max(10, Math.min(12.5, 0.86 * line.height * frame.k));
      const box = { y: y - 0.625 * size, height: 1.25 * size, x: edge + 2 };
      if (box.y < top + 1 || box.y + box.height > frame.height - 2 || found.some((other) => other.y + other.height > box.y)) continue;
      const text = shortened(nameOf(line), frame.width - edge - 12, size, 600);
      found.push({ ...box, id: line.cluster ? line.cluster.number : -1, index: line.cluster?.index, text, size, weight: 600, width: measure(text, size, 600) + 4 });
    }
    return found;
  }

  return mapView({
    colour: (node, paints) => paints.clusterColour(node),
    has: () => times.has(),
    places,
    curve,
    fontMost: 18,
    strength: (frame, link) => (lineOf(scene.links.source[link]) === lineOf(scene.links.target[link]) ? 0.9 : 0.22),

    backdrop(pen, frame, paints) {
      const { lines, span, across, top, edge } = frame.places;
      const x = (year) => frame.k * across(year) + frame.x;
      pen.group("axis");
      for (const year of yearTicks(span, x(span[0] + 1) - x(span[0]) || 40)) pen.line(x(year), top, x(year), frame.height, css(paints.line), 1, { alpha: 0.8 });
      for (const { cluster, y } of lines) {
        const colour = cluster ? paints.clusters[cluster.index] : paints.other;
        pen.line(10, frame.k * y + frame.y, edge - 4, frame.k * y + frame.y, css(mix(colour, paints.paper, 0.45)), 1.3);
      }
    },

    fixed(pen, frame, paints, focus) {
      const { span, across, top, edge } = frame.places;
      pen.group("axis");
      pen.rect(0, 0, frame.width, top, css(paints.paper));
      pen.rect(edge - 4, 0, frame.width - edge + 4, frame.height, css(paints.paper));
      pen.line(10, top, edge - 4, top, css(paints.line), 1);
      const x = (year) => frame.k * across(year) + frame.x;
      const ticks = yearTicks(span, x(span[0] + 1) - x(span[0]) || 40).filter((year) => x(year) > 16 && x(year) < edge - 16);
      pen.texts(ticks.map((year) => ({ x: x(year), y: top - 11, text: String(year), size: 12, weight: 400 })), { fill: css(paints.soft) });
      drawNote(pen, frame, paints);
      pen.group("cluster-names");
      const chosen = focus?.kind === "cluster" ? focus.id : focus?.kind === "keyword" ? scene.nodes.cluster[focus.id] : null;
      pen.texts(nameBoxes(frame).map((box) => {
        const colour = box.index === undefined ? paints.soft : paints.names[box.index];
        return { x: box.x + 2, y: box.y + 0.98 * box.size, text: box.text, size: box.size, weight: 600, fill: css(mix(colour, paints.paper, chosen === null || chosen === box.id ? 0 : 0.55)) };
      }), { fill: css(paints.soft), align: "left" });
    },

    names: nameBoxes,
    blocked({ width, height, places: { top, edge } }) {
      return [{ x: 0, y: 0, width, height: top }, { x: edge - 6, y: 0, width: width - edge + 6, height }, ...(noteOf() ? [noteBox({ height })] : [])];
    },
  });
})();

cooccur.views.timeline = timeline;
