/* The timezone view: a column for each span of years, every keyword in the one where it first
   appeared, the most frequent on top; links that lead on in time stand out. */

const COLUMNS_AT_MOST = 15;
const COLUMNS_WANTED = 12;
const COLUMN = 84;
const FULL = 1.6;
const ROW_STEP = 30;

const timezone = (() => {
  /* [first year, last year] of each column: slices or years, several together when there are many. */
  function columnsOf(width) {
    const [first, last] = times.span();
    const units = data.slices ? data.slices.begin.map((begin, i) => [begin, data.slices.end[i]]) : Array.from({ length: last - first + 1 }, (_, i) => [first + i, first + i]);
    const room = Math.max(1, Math.floor(width / COLUMN));
    const size = units.length > Math.min(COLUMNS_AT_MOST, room) ? Math.ceil(units.length / Math.min(COLUMNS_WANTED, room)) : 1;
    const columns = [];
    for (let i = 0; i < units.length; i += size) columns.push([units[i][0], units[Math.min(i + size, units.length) - 1][1]]);
    return columns;
  }

  const inset = (wide) => Math.min(0.22 * wide + 2, 24);

  function places(camera) {
    const found = emptyPlaces();
    const columns = columnsOf(camera.width);
    const top = stripOf(camera);
    const columnAt = (node) => {
      const year = times.of(node);
      return year === null ? null : columns.findIndex(([begin, end]) => year >= begin && year <= end);
    };
    const cells = cellsOf(() => 0, columnAt).get(0) || new Map();
    const room = camera.height - top - 26 - noteHeight();
    const heightOf = (cell) => cell.reduce((sum, node) => sum + 2 * fullRadius(camera, node) + 2, 0);
    const loose = columns.map((_, column) => (cells.get(column)?.length || 0) * ROW_STEP + ROW_STEP / 2 <= room);
    // Where labels cannot run on into the next column they have a wider one.
    const shares = loose.map((isLoose, i) => (isLoose && i < columns.length - 1 ? 1 : FULL));
    const part = (camera.width - 16) / shares.reduce((sum, share) => sum + share, 0);
    const wides = shares.map((share) => share * part);
    const edges = wides.reduce((found, wide) => [...found, found[found.length - 1] + wide], [8]);
    const largest = Math.max(1, ...Array.from(cells.values(), (cell) => fullRadius(camera, cell[0])));
    camera.unit *= Math.max(0.35, Math.min(1, (0.22 * Math.min(...wides)) / largest, room / Math.max(1, ...Array.from(cells.values(), heightOf))));
    for (const [column, list] of cells) {
      const wide = wides[column];
      const x = edges[column] + inset(wide);
      list.sort((a, b) => scene.nodes.occurrences[b] - scene.nodes.occurrences[a] || a - b);
      if (loose[column]) {
        // Rows of neighbouring columns stand between each other, so that labels may run on.
        list.forEach((node, i) => {
          found.x[node] = x;
          found.y[node] = top + 26 + ROW_STEP * (i + (column % 2) / 2);
        });
        continue;
      }
      const radii = list.map((node) => fullRadius(camera, node));
      const solid = heightOf(list) - 2 * list.length;
      // Where circles have no room over each other they stand in turn a little left and right.
      const lanes = Math.min(3, Math.max(1, Math.ceil((solid + list.length) / room)));
      const gap = Math.min(17, (lanes * room - solid) / Math.max(1, list.length));
      const step = lanes > 1 ? (0.9 * wide) / lanes : 0;
      let y = top + 16;
      list.forEach((node, i) => {
        found.x[node] = x + (i % lanes) * step;
        found.y[node] = y + radii[i];
        y += (2 * radii[i] + gap) / lanes;
      });
    }
    return { ...found, columns, wides, edges, top, columnAt, loose };
  }

  const columnOf = (frame, node) => frame.places.columnAt(node);

  /* The room of a label between its circle and the next column, or the one after it. */
  function roomOf(frame, node) {
    const column = columnOf(frame, node);
    const { columns, loose } = frame.places;
    const on = loose[column] && loose[column + 1] && column + 2 <= columns.length ? 2 : 1;
    return left(frame, column + on) - frame.px[node] - frame.r[node] - 4;
  }

  function curve(frame, link) {
    const [a, b] = [scene.links.source[link], scene.links.target[link]];
    const [x1, y1, x2, y2] = [frame.px[a], frame.py[a], frame.px[b], frame.py[b]];
    if (columnOf(frame, a) === columnOf(frame, b)) return [x1, y1, (x1 + x2) / 2 - Math.min(0.35 * Math.abs(y2 - y1), 0.5 * frame.k * frame.places.wides[columnOf(frame, a)]), (y1 + y2) / 2, x2, y2];
    return [x1, y1, (x1 + x2) / 2, (y1 + y2) / 2 - 0.12 * Math.abs(x2 - x1), x2, y2];
  }

  const left = (frame, column) => frame.k * frame.places.edges[column] + frame.x;

  return mapView({
    colour: (node, paints) => paints.clusterColour(node),
    has: () => times.has(),
    places,
    curve,
    fontMost: 12.5,
    strength: (frame, link) => (columnOf(frame, scene.links.source[link]) === columnOf(frame, scene.links.target[link]) ? 0.15 : 0.55),

    backdrop(pen, frame, paints) {
      pen.group("axis");
      frame.places.columns.forEach((_, i) => {
        if (i % 2) pen.rect(left(frame, i), 0, frame.k * frame.places.wides[i], frame.height, css(paints.line), { alpha: 0.32 });
      });
    },

    fixed(pen, frame, paints) {
      const { columns, wides, top } = frame.places;
      pen.group("axis");
      pen.rect(0, 0, frame.width, top, css(paints.paper));
      pen.line(8, top, frame.width - 8, top, css(paints.line), 1);
      let last = -Infinity;
      const headings = columns.map((years, i) => {
        const size = frame.k * wides[i] < measure("2000–2000", 12, 600) + 14 ? 10 : 12;
        return { x: left(frame, i) + 8, y: top - 11, text: spanText(years), size, weight: 600 };
      }).filter(({ x, text, size }) => {
        const width = measure(text, size, 600);
        if (x < Math.max(4, last + 6) || x + width > frame.width - 2) return false;
        last = x + width;
        return true;
      });
      pen.texts(headings, { fill: css(paints.soft), align: "left" });
      drawNote(pen, frame, paints);
    },

    roomOf,
    names: () => [],
    blocked: ({ width, height, places: { top } }) => [{ x: 0, y: 0, width, height: top }, ...(noteOf() ? [noteBox({ height })] : [])],
  });
})();

cooccur.views.timezone = timezone;
