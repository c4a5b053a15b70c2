/* The conceptual structure: keywords on the plane of a factor analysis in groups, and beside them
   the dendrogram that the groups are cut from. */

{
  const groupColour = (paints, group) => paints.clusters[group] || rgb(PALETTE[group] || OTHER);

  const groupSizes = () => data.structure.group.reduce((sizes, group) => { sizes[group] = (sizes[group] || 0) + 1; return sizes; }, []);

  const method = () => WORDS[language][`by_${data.options?.structure}`];

  const pointsOf = () => data.structure.node.map((id, i) => ({ id, i, x: data.structure.x[i], y: data.structure.y[i], group: data.structure.group[i], leaf: data.structure.leaf[i] }));

  /* What an axis shows: all values and 0; a few far ones that would press the others together stand at its ends. */
  function rangeOf(values) {
    const sorted = values.slice().sort((a, b) => a - b);
    const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
    const [low, high] = [at(0.1), at(0.9)];
    const room = 2 * (high - low);
    const far = room && at(1) - at(0) > 6 * room;
    return far ? [Math.min(0, Math.max(at(0), low - room)), Math.max(0, Math.min(at(1), high + room))] : [Math.min(0, at(0)), Math.max(0, at(1))];
  }

  /* Both axes have one scale, unless half of the frame would then stay empty. */
  function scales(points, { left, right, top, bottom }, room) {
    const [xs, ys] = ["x", "y"].map((axis) => rangeOf(points.map((point) => point[axis])));
    const [across, down] = [right - left - 2 * room, bottom - top - 2 * room];
    const length = ([low, high]) => high - low || 1;
    let [kx, ky] = [across / length(xs), down / length(ys)];
    const ratio = kx / ky;
    if (ratio > 0.5 && ratio < 2) kx = ky = Math.min(kx, ky);
    const axis = ([low, high], k, middle, turned) => ({ low, high, at: (value) => middle + turned * k * (Math.max(low, Math.min(high, value)) - (low + high) / 2) });
    return { x: axis(xs, kx, (left + right) / 2, 1), y: axis(ys, ky, (top + bottom) / 2, -1) };
  }

  /* The convex hull of points, counter-clockwise (Andrew's monotone chain). */
  function hullOf(points) {
    const sorted = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const half = (list) => {
      const chain = [];
      for (const [x, y] of list) {
        for (let n = chain.length; n > 1 && (chain[n - 1][0] - chain[n - 2][0]) * (y - chain[n - 2][1]) <= (chain[n - 1][1] - chain[n - 2][1]) * (x - chain[n - 2][0]); n--) chain.pop();
        chain.push([x, y]);
      }
      return chain.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  }

  /* Around the circles, not through their centres: so groups of one or two have a hull too. */
  const rims = ({ px, py, r }) => Array.from({ length: 16 }, (_, i) => [px + (r + 5) * Math.cos((i * Math.PI) / 8), py + (r + 5) * Math.sin((i * Math.PI) / 8)]);

  function drawFrame(sheet, paints, { left, right, top, bottom }, { x, y }) {
    const rule = css(paints.line);
    for (const line of [[left, top, right, top], [right, top, right, bottom], [right, bottom, left, bottom], [left, bottom, left, top]]) sheet.line(...line, rule);
    for (const line of [[x.at(0), top, x.at(0), bottom], [left, y.at(0), right, y.at(0)]]) sheet.line(...line, sheet.tone(paints.soft, 0.6));
    const digits = (step) => Math.max(0, Math.min(4, Math.ceil(-Math.log10(step) - 1e-9)));
    const signed = (value, step) => figure(value, digits(step)).replace("-", "−");
    for (const [axis, most, write] of [
      [x, (right - left) / 64, (text, place) => sheet.text(text, place, bottom + 15, { align: "center", size: 11 })],
      [y, (bottom - top) / 50, (text, place) => sheet.text(text, left - 7, place + 4, { align: "right", size: 11 })],
    ]) {
      const step = roundStep(axis.high - axis.low, most, false);
      for (const value of roundTicks(axis.low, axis.high, most, false)) write(signed(value, step), axis.at(value));
    }
    const name = (side) => word("dimension", { n: side + 1, p: figure(data.structure.inertia[side], 1) });
    sheet.text(`${name(1)} ↑`, left, top - 9, { size: 12, fill: css(paints.ink) });
    sheet.text(`${name(0)} →`, right, bottom + 31, { size: 12, fill: css(paints.ink), align: "right" });
  }

  const tipOf = ({ id, group, x, y }) => [
    scene.nodes.label[id], `${word("groupIs", { n: group + 1 })}${word("comma")}${figure(scene.nodes.occurrences[id])} ${word("occurrences")}`,
    [x, y].map((value, side) => `${word("dimension", { n: side + 1, p: figure(data.structure.inertia[side], 1) })}${word("colon")}${figure(value, 2).replace("-", "−")}`).join(word("stop")),
  ];

  function drawMap(sheet, paints, points, { frame, lit, narrow }) {
    const { left, right, top, bottom } = frame;
    const total = points.reduce((sum, { id }) => sum + scene.nodes.occurrences[id], 0) || 1;
    const largest = Math.sqrt(Math.max(1, ...points.map(({ id }) => scene.nodes.occurrences[id])));
    const unit = Math.min(Math.sqrt((0.06 * (right - left) * (bottom - top)) / (Math.PI * total)), (narrow ? 12 : 20) / largest);
    for (const point of points) point.r = Math.max(2.5, unit * Math.sqrt(scene.nodes.occurrences[point.id]));
    const axes = scales(points, frame, 14 + unit * largest);
    drawFrame(sheet, paints, frame, axes);
    for (const point of points) [point.px, point.py, point.far] = [axes.x.at(point.x), axes.y.at(point.y), point.x < axes.x.low || point.x > axes.x.high || point.y < axes.y.low || point.y > axes.y.high];
    groupSizes().forEach((size, group) => {
      const members = points.filter((point) => point.group === group);
      if (!members.length) return;
      const colour = groupColour(paints, group);
      const near = members.filter((point) => !point.far);
      const hull = hullOf((near.length ? near : members).flatMap(rims));
      const d = [...hull.map((place, i) => [i ? "L" : "M", ...place]), ["Z"]];
      sheet.path(d, { fill: css(colour), alpha: paints.dark ? 0.14 : 0.09, tip: [word("groupIs", { n: group + 1 }), word("keywordsIn", { n: figure(size) })] });
      sheet.path(d, { stroke: sheet.tone(colour, 0.4) });
    });
    for (const point of points) {
      const [colour, on, off] = [groupColour(paints, point.group), lit?.has(point), lit && !lit.has(point)];
      const more = { item: { kind: "keyword", id: point.id }, tip: tipOf(point) };
      // Far ones are open circles: their places are not true to scale.
      sheet.disc(point.px, point.py, point.r, point.far ? css(paints.paper) : sheet.tone(colour, off ? 0.25 : paints.disc), { ring: on ? css(paints.ink) : point.far ? sheet.tone(colour, off ? 0.3 : 1) : css(paints.paper), ringWidth: on ? 2 : point.far ? 1.5 : 0.8, ...more });
      sheet.nodes.push({ id: point.id, x: point.px, y: point.py, r: point.r });
    }
    const local = { ...frameOfChart({ width: right - left, height: bottom - top, fontUnit: narrow ? 0.86 : 0.95, fontMost: narrow ? 12.5 : 17, k: 1, fitK: 1 }, { nodes: points.map(({ id, px, py, r }) => ({ id, x: px - left, y: py - top, r })) }) };
    const byId = new Map(points.map((point) => [point.id, point]));
    const queue = points.slice().sort((a, b) => Boolean(lit?.has(b)) - Boolean(lit?.has(a)) || scene.nodes.occurrences[b.id] - scene.nodes.occurrences[a.id] || a.i - b.i).map(({ id }) => id);
    for (const { id, text, size, weight, x, y } of placeLabels(local, { queue, aside: true }).labels) {
      const off = lit && !lit.has(byId.get(id));
      sheet.text(text, left + x + 2, top + y + 0.9 * size, { size, weight: lit && !off ? 700 : weight, role: "label", halo: true, item: { kind: "keyword", id }, tip: tipOf(byId.get(id)), fill: sheet.tone(paints.ink, off ? 0.35 : 1) });
    }
    return points.filter((point) => point.far).length;
  }

  /* The tree from its root at the left to the leaves at the right, each where the map's order has it. */
  function drawTree(sheet, paints, points, { frame, lit }) {
    const { left, right, top, bottom } = frame;
    const { merges, group, leaf, node } = data.structure;
    const n = node.length;
    const row = (bottom - top) / n;
    const groups = groupSizes().length;
    const heights = merges.map((merge) => merge.height);
    const most = Math.max(...heights) || 1;
    // Where nearly all merges lie at the foot, roots of the heights tell them apart.
    const rooted = heights[Math.floor(heights.length / 2)] < 0.04 * most;
    const across = (height) => right - (right - left) * (rooted ? Math.sqrt(height / most) : height / most);
    const parts = leaf.map((place, i) => ({ x: right, y: top + (place + 0.5) * row, group: group[i], size: 1, lit: !lit || points.some((point) => point.i === i && lit.has(point)) }));
    const step = roundStep(most, Math.max(1, (right - left) / 60), false);
    const scale = rooted ? [0, 0.01, 0.05, 0.2, 0.5, 1].map((share) => share && Number((share * most).toPrecision(1))).filter((value) => value <= most) : roundTicks(0, most, (right - left) / 60, false);
    let last = Infinity;
    for (const value of scale) {
      const x = across(value);
      if (last - x < 34) continue;
      last = x;
      sheet.line(x, bottom + 2, x, bottom + 5, sheet.tone(paints.soft, 0.6));
      sheet.text(figure(value, rooted ? Math.max(0, Math.min(3, -Math.floor(Math.log10(value || 1)))) : Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))), x, bottom + 17, { align: "center", size: 11 });
    }
    sheet.line(left, bottom + 2, right, bottom + 2, sheet.tone(paints.soft, 0.6));
    sheet.text(shortened(word("height") + (rooted ? word("rootScale") : ""), right - left + 20, 12, 400), left, bottom + 33, { size: 12, fill: css(paints.ink) });
    if (groups > 1 && groups <= n) {
      const cut = across(((heights[n - groups] ?? most) + (heights[n - groups - 1] ?? 0)) / 2);
      sheet.line(cut, top - 4, cut, bottom, sheet.tone(paints.soft, 0.7), { dash: true });
    }
    merges.forEach(({ left: a, right: b, height }, i) => {
      const [one, other] = [parts[a], parts[b]];
      const x = across(height);
      const inside = i < n - groups;
      const both = { x, y: (one.y + other.y) / 2, group: one.group, size: one.size + other.size, lit: one.lit || other.lit };
      parts.push(both);
      const colour = inside ? groupColour(paints, one.group) : paints.soft;
      const tip = [word("keywordsIn", { n: figure(both.size) }), `${word("height")}${word("colon")}${figure(height, 2)}`];
      for (const end of [one, other]) sheet.path([["M", end.x, end.y], ["L", x, end.y], ["L", x, both.y]], { stroke: sheet.tone(colour, end.lit ? 1 : 0.25), strokeWidth: Math.min(1.1, 0.35 + 0.2 * row), tip });
    });
    const size = Math.max(10, Math.min(11.5, 0.85 * row));
    const placed = [];
    for (const point of points.slice().sort((a, b) => Boolean(lit?.has(b)) - Boolean(lit?.has(a)) || scene.nodes.occurrences[b.id] - scene.nodes.occurrences[a.id] || a.i - b.i)) {
      const { y } = parts[point.i];
      const off = lit && !lit.has(point);
      const more = { item: { kind: "keyword", id: point.id }, tip: tipOf(point) };
      sheet.disc(right, y, Math.min(2.2, 0.45 * row), sheet.tone(groupColour(paints, point.group), off ? 0.25 : 1), more);
      if (!scene.state.labels || placed.some((other) => Math.abs(other - y) < 1.17 * size)) continue;
      placed.push(y);
      const weight = lit && !off ? 700 : 500;
      sheet.text(shortened(scene.nodes.label[point.id], frame.edge - right - 7, size, weight), right + 7, y + 0.32 * size, { size, weight, role: "label", ...more, fill: sheet.tone(paints.ink, off ? 0.35 : 1) });
    }
  }

  cooccur.views.structure = chartView({
    has: () => data.structure?.node?.length > 2,
    switches: ["labels"],
    key: (paints) => ({ title: word("groupsTitle"), marks: groupSizes().map((size, group) => [word("groupOf", { n: group + 1, k: figure(size) }), css(groupColour(paints, group)), true]) }),
    compose({ width, height, paints, focus }) {
      const byName = method();
      const sheet = newSheet(paints);
      const narrow = width < 620;
      const points = pointsOf().filter(({ id }) => !isHidden(id));
      const lit = litOf(points, focus, ({ id }, chosen) => chosen.has(id));
      const names = Math.min(narrow ? 0.36 * width : 150, Math.max(...points.map(({ id }) => measure(scene.nodes.label[id], 11.5, 500)), 0) + 12);
      const share = Math.round(narrow ? 0.6 * height : 0.64 * width);
      const map = { left: 46, right: narrow ? width - 14 : share, top: 60, bottom: (narrow ? share : height) - 46 };
      const tree = { left: narrow ? 20 : share + 34, right: width - 10 - names, edge: width - 8, top: narrow ? share + 26 : 60, bottom: height - 46 };
      sheet.text([[word("structureTitle"), byName].filter(Boolean).join(word("colon")), byName ? byName[0].toUpperCase() + byName.slice(1) : word("structureTitle")].find((text) => measure(text, 14, 650) < width - 28) || "", 14, 26, { size: 14, weight: 650, fill: css(paints.ink) });
      if (points.length) {
        const far = drawMap(sheet, paints, points, { frame: map, lit, narrow });
        const [note, room] = [word("offScale", { n: figure(far) }), map.right - map.left - measure(word("dimension", { n: 1, p: "00.0" }), 12, 400) - 40];
        if (far) sheet.text([note, note.split(word("colon"))[0]].find((text) => measure(text, 11, 400) <= room), map.left, map.bottom + 31, { size: 11 });
      }
      sheet.text(word("dendrogram"), tree.left, tree.top - 9, { size: 12, weight: 600, fill: css(paints.ink) });
      drawTree(sheet, paints, points, { frame: tree, lit });
      return sheet;
    },
  });
}
