/* What changed since an earlier map: the map with marks for what is new, grown, shrunk and moved and
   ghosts of what is gone, and beside it how the clusters of then went into those of now. */

{
  const [STEADY, NEW, GROWN, SHRUNK] = [0, 1, 2, 3];
  const KINDS = ["steady", "isNew", "grown", "shrunk"];
  const NAMED = 20;

  const growth = () => { const [before, now] = data.changes.records; return before && now ? now / before : 1; };

  const isMoved = (() => { let set = null; return (node) => (set ??= new Set(data.changes.moved)).has(node); })();

  /* The clusters of then, in colours that stand out from the paper. */
  const earlierColours = (paints) => new Map(data.changes.clusters.number.map((number, i) => {
    const hex = data.changes.clusters.colour[i];
    const colour = rgb(/^#[0-9a-f]{6}$/i.test(hex) ? hex : OTHER);
    return [number, paints.dark ? standOut(colour, [255, 255, 255], paints.paper, 3.2) : colour];
  }));

  const earlierName = (number) => `#${number} ${plain(data.changes.clusters.label[data.changes.clusters.number.indexOf(number)])}`.trim();

  const tipOf = (node) => {
    const { occurrences, cluster, change } = data.changes;
    const lines = [scene.nodes.label[node], word(KINDS[change[node]])];
    lines.push(change[node] === NEW ? `${figure(scene.nodes.occurrences[node])} ${word("occurrences")}` : word("fromTo", { a: figure(occurrences[node]), b: figure(scene.nodes.occurrences[node]) }));
    if (isMoved(node)) lines.push(word("movedFrom", { name: earlierName(cluster[node]) }));
    return lines;
  };

  function summary() {
    const { change, gone, moved } = data.changes;
    const of = (kind) => change.filter((value) => value === kind).length;
    return [["isNew", of(NEW)], ["grown", of(GROWN)], ["shrunk", of(SHRUNK)], ["movedOnes", moved.length], ["isGone", gone.keyword.length]].map(([name, n]) => `${word(name)} ${figure(n)}`).join(word("stop"));
  }

  /* Places of the map and its ghosts within the frame, both axes to one scale. */
  function placed(ghosts, { left, right, top, bottom }) {
    const { homeX, homeY, n } = scene.nodes;
    const xs = [...homeX, ...ghosts.map(({ x }) => x)];
    const ys = [...homeY, ...ghosts.map(({ y }) => y)];
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min((right - left) / (x1 - x0 || 1), (bottom - top) / (y1 - y0 || 1));
    const at = (x, y) => [(left + right) / 2 + k * (x - (x0 + x1) / 2), (top + bottom) / 2 + k * (y - (y0 + y1) / 2)];
    return { nodes: Array.from({ length: n }, (_, id) => [id, ...at(homeX[id], homeY[id])]), at };
  }

  function drawMap(sheet, paints, frame, { lit, narrow, colours }) {
    const { change, occurrences, gone } = data.changes;
    const { nodes } = scene;
    const ghosts = gone.keyword.map((text, i) => ({ text: plain(text), x: gone.x[i], y: -gone.y[i], count: gone.occurrences[i], cluster: gone.cluster[i] }));
    const [across, down] = [frame.right - frame.left, frame.bottom - frame.top];
    const total = nodes.occurrences.reduce((sum, count) => sum + count, 0) || 1;
    const unit = Math.min(Math.sqrt((0.075 * across * down) / (Math.PI * total)), 26 / Math.sqrt(Math.max(1, ...nodes.occurrences)));
    const radius = (count) => Math.max(2, unit * Math.sqrt(count));
    const map = placed(ghosts, { left: frame.left + 24, right: frame.right - 24, top: frame.top + 16, bottom: frame.bottom - 16 });
    const shown = map.nodes.filter(([id]) => !isHidden(id));
    for (const ghost of ghosts) {
      const [x, y] = map.at(ghost.x, ghost.y);
      Object.assign(ghost, { px: x, py: y, r: radius(ghost.count) });
      const tip = [ghost.text, word("isGone"), word("wereThere", { n: figure(ghost.count) }), earlierName(ghost.cluster)];
      // A path has no dashes: short arcs.
      const arcs = Math.max(5, Math.round(ghost.r * 1.3));
      sheet.disc(x, y, ghost.r, css(paints.paper), { tip });
      for (let i = 0; i < arcs; i++) {
        const [a, b] = [(i * TAU) / arcs, ((i + 0.55) * TAU) / arcs];
        sheet.line(x + ghost.r * Math.cos(a), y + ghost.r * Math.sin(a), x + ghost.r * Math.cos(b), y + ghost.r * Math.sin(b), sheet.tone(paints.soft, 0.75), { tip });
      }
    }
    // What changed stands above what did not.
    for (const [id, x, y] of shown.slice().sort(([a], [b]) => Boolean(change[a]) - Boolean(change[b]) || a - b)) {
      const [kind, r, colour, off] = [change[id], radius(nodes.occurrences[id]), paints.clusterColour(id), lit && !lit.has(id)];
      const tone = (share) => sheet.tone(colour, off ? 0.16 : share);
      const more = { item: { kind: "keyword", id }, tip: tipOf(id) };
      const before = radius(occurrences[id] * growth());
      if (kind === SHRUNK) sheet.disc(x, y, Math.max(before, r + 2), tone(0.14), { ring: tone(0.55), ringWidth: 1, ...more });
      if (kind === NEW) sheet.disc(x, y, r + 3.5, css(paints.paper), { ring: tone(1), ringWidth: 1.6, ...more });
      sheet.disc(x, y, r, tone(kind === STEADY ? 0.34 : paints.disc), { ring: css(paints.paper), ringWidth: kind === STEADY ? 0.6 : 1, ...more });
      if (kind === GROWN) sheet.disc(x, y, Math.min(before, r - 1.2), tone(0.34), more);
      if (isMoved(id)) sheet.disc(x, y, r + (kind === NEW ? 5 : 1.4), "", { ring: off ? tone(0.3) : css(colours.get(data.changes.cluster[id]) || paints.other), ringWidth: 2.2, ...more });
      if (lit?.has(id) && lit.size < 3) sheet.disc(x, y, r + 4.5, "", { ring: css(paints.ink), ringWidth: 1.6 });
      sheet.nodes.push({ id, x, y, r });
    }
    drawLabels(sheet, paints, frame, { shown, ghosts, lit, narrow, radius });
  }

  /* Orientation first, by the most frequent keywords; then all that changed; then ghosts; then the rest. */
  function drawLabels(sheet, paints, { left, right, top, bottom }, { shown, ghosts, lit, narrow, radius }) {
    const { change } = data.changes;
    const local = frameOfChart({ width: right - left, height: bottom - top, fontUnit: narrow ? 0.86 : 0.92, fontMost: narrow ? 12 : 15, k: 1, fitK: 1 },
      { nodes: shown.map(([id, x, y]) => ({ id, x: x - left, y: y - top, r: radius(scene.nodes.occurrences[id]) })) });
    const important = (id) => (lit?.has(id) ? 4 : 0) + (change[id] || isMoved(id) ? 1 : 0) + (id < 12 ? 2 : 0);
    const queue = shown.map(([id]) => id).sort((a, b) => important(b) - important(a) || scene.nodes.occurrences[b] - scene.nodes.occurrences[a] || a - b);
    const changed = queue.filter((id) => important(id));
    const first = placeLabels(local, { queue: changed }).labels;
    const grid = newGrid();
    for (const box of first) grid.add({ ...box, owner: `l${box.id}` });
    const circles = circlesOf(local);
    const size = narrow ? 9.5 : 10.5;
    const blocked = [];
    for (const ghost of scene.state.labels ? ghosts.slice(0, 40) : []) {
      const text = cutLabel(ghost.text);
      const [width, height] = [measure(text, size, 400) + 4, 1.2 * size];
      const offers = [[0, ghost.r + 0.6 * size], [ghost.r + width / 2, 0], [0, -ghost.r - 0.6 * size]];
      for (const [dx, dy] of offers) {
        const box = { x: ghost.px - left + dx - width / 2, y: ghost.py - top + dy - height / 2, width, height, owner: ghost.text };
        if (box.x < 4 || box.y < 4 || box.x + width > right - left - 4 || box.y + height > bottom - top - 4 || !grid.isFree(box) || circles.under(box).some(([node]) => change[node])) continue;
        grid.add(box);
        blocked.push({ ...box, x: box.x - 1, width: box.width + 2 });
        sheet.text(text, left + box.x + 2, top + box.y + 0.9 * size, { size, role: "label", halo: true, fill: sheet.tone(paints.soft, lit ? 0.35 : 0.9), tip: [ghost.text, word("isGone"), word("wereThere", { n: figure(ghost.count) })] });
        break;
      }
    }
    const taken = first.map((label) => label.id);
    const rest = placeLabels(local, { queue: queue.filter((id) => !taken.includes(id)), blocked: [...blocked, ...first.map(({ x, y, width, height }) => ({ x, y, width, height }))] }).labels;
    for (const { id, text, size: own, weight, x, y } of [...first, ...rest]) {
      const off = lit && !lit.has(id);
      sheet.text(text, left + x + 2, top + y + 0.9 * own, { size: own, weight, role: "label", halo: true, item: { kind: "keyword", id }, tip: tipOf(id), fill: sheet.tone(paints.ink, off ? 0.3 : change[id] || isMoved(id) ? 1 : 0.58) });
    }
  }

  /* The clusters of both maps, those of one keyword left out, and how many keywords went from one to another. */
  function streams() {
    const { cluster, gone, clusters } = data.changes;
    const count = new Map();
    const add = (key) => count.set(key, (count.get(key) || 0) + 1);
    cluster.forEach((was, node) => { if (was >= 0) add(`${was} ${scene.nodes.cluster[node]}`); });
    const earlier = new Map(clusters.number.map((number) => [number, 0]));
    for (const was of [...cluster, ...gone.cluster]) if (was >= 0) earlier.set(was, (earlier.get(was) || 0) + 1);
    const now = scene.clusters.filter(({ size }) => size > 1).slice(0, NAMED);
    const order = new Map(now.map(({ number }, i) => [number, i]));
    const into = (number) => clusters.into[clusters.number.indexOf(number)];
    const mostly = (number) => Math.min(...now.map((one, i) => ({ i, n: count.get(`${number} ${one.number}`) || 0 })).sort((a, b) => b.n - a.n || a.i - b.i).slice(0, 1).map(({ i, n }) => (n ? i : 1e6)), 1e6);
    const then = Array.from(earlier, ([number, size]) => ({ number, size })).filter(({ size }) => size > 1)
      .sort((a, b) => (order.get(into(a.number)) ?? mostly(a.number) + 0.5) - (order.get(into(b.number)) ?? mostly(b.number) + 0.5) || a.number - b.number).slice(0, NAMED);
    return { then, now, flow: (a, b) => count.get(`${a} ${b}`) || 0 };
  }

  function stack(list, { top, bottom }, unit, gap) {
    let y = top + (bottom - top - list.reduce((sum, { size }) => sum + unit * size + gap, -gap)) / 2;
    for (const bar of list) {
      Object.assign(bar, { y, height: Math.max(1.5, unit * bar.size), used: 0 });
      y += unit * bar.size + gap;
    }
  }

  function drawStreams(sheet, paints, { left, right, top, bottom }, { lit, colours, narrow }) {
    const found = streams();
    const then = found.then;
    const now = found.now.map((cluster) => ({ number: cluster.number, size: cluster.size, cluster }));
    if (!then.length || !now.length) return;
    const longest = Math.max(then.length, now.length);
    const gap = Math.max(2, Math.min(12, (0.4 * (bottom - top)) / longest));
    const unit = Math.min(...[then, now].map((list) => (bottom - top - gap * (list.length - 1)) / list.reduce((sum, { size }) => sum + size, 0)));
    for (const list of [then, now]) stack(list, { top, bottom }, unit, gap);
    const bar = narrow ? 8 : 11;
    const names = Math.min(narrow ? 0.34 * (right - left) : 0.42 * (right - left), Math.max(...now.map(({ cluster }) => measure(cluster.name, 12, 500))) + 10);
    const [x1, x2] = [left + 34, right - names - bar];
    const middle = (x1 + bar + x2) / 2;
    sheet.text(word("then"), left, top - 12, { size: 12, weight: 600, fill: css(paints.ink) });
    sheet.text(word("now"), x2, top - 12, { size: 12, weight: 600, fill: css(paints.ink) });
    const has = (number) => !lit || Array.from(lit).some((node) => scene.nodes.cluster[node] === number);
    for (const one of then) {
      const colour = colours.get(one.number) || paints.other;
      for (const other of now) {
        const n = found.flow(one.number, other.number);
        if (!n) continue;
        const [a, c] = [one.y + unit * one.used, other.y + unit * other.used];
        [one.used, other.used] = [one.used + n, other.used + n];
        const h = Math.max(0.8, unit * n);
        sheet.path([["M", x1 + bar, a], ["C", middle, a, middle, c, x2, c], ["L", x2, c + h], ["C", middle, c + h, middle, a + h, x1 + bar, a + h], ["Z"]],
          { fill: css(colour), alpha: (has(other.number) ? 0.34 : 0.06) + (paints.dark ? 0.08 : 0), tip: [`${earlierName(one.number)} → ${other.cluster.name}`, word("sharedKeywords", { n: figure(n) })] });
      }
    }
    let last = -Infinity;
    for (const one of then) {
      const colour = colours.get(one.number) || paints.other;
      const tip = [earlierName(one.number), word("keywordsIn", { n: figure(one.size) }), word("goneFrom", { n: figure(data.changes.gone.cluster.filter((number) => number === one.number).length) }), ...eventsOf(one.number, -1)];
      sheet.rect(x1, one.y, bar, one.height, sheet.tone(colour, 0.22), { round: 2, tip });
      sheet.rect(x1, one.y, bar, Math.min(one.height, unit * one.used), css(colour), { round: 2, tip });
      const y = one.y + one.height / 2 + 4;
      if (y - last < 13.6) continue;
      last = y;
      sheet.text(`#${one.number}`, x1 - 6, y, { align: "right", size: 11.5, role: "label", tip });
      // What goes on has its name at the other side.
      const name = data.changes.clusters.into[data.changes.clusters.number.indexOf(one.number)] < 0 ? plain(data.changes.clusters.label[data.changes.clusters.number.indexOf(one.number)]) : "";
      sheet.text(shortened(name, 0.55 * (x2 - x1), 11, 500), x1 + bar + 5, y, { size: 11, weight: 500, role: "label", halo: true, tip });
    }
    last = -Infinity;
    for (const other of now) {
      const { cluster } = other;
      const item = { kind: "cluster", id: other.number };
      const colour = paints.clusters[cluster.index] || paints.other;
      const tip = [cluster.name, word("keywordsIn", { n: figure(other.size) }), ...eventsOf(-1, other.number)];
      const off = !has(other.number);
      // The part that no stream comes to is of new keywords.
      sheet.rect(x2, other.y, bar, other.height, off ? sheet.tone(colour, 0.25) : css(colour), { round: 2, item, tip });
      const fresh = other.height - unit * other.used;
      if (fresh > 1.5) sheet.rect(x2 + 2, other.y + unit * other.used + 1, bar - 4, fresh - 2.4 > 0 ? fresh - 2.4 : 0.6, css(paints.paper), { round: 1, alpha: 0.72 });
      const y = other.y + other.height / 2 + 4;
      if (y - last < 14.2) continue;
      last = y;
      const isNew = data.changes.events.some(([was, is, kind]) => is === other.number && kind === "new");
      sheet.text(shortened(cluster.name, names - 10, 12, isNew ? 700 : 500), x2 + bar + 6, y, { size: 12, weight: isNew ? 700 : 500, role: "label", item, tip, fill: sheet.tone(paints.ink, off ? 0.35 : 1) });
    }
  }

  /* What happened to a cluster, in words. */
  function eventsOf(then, now) {
    const listed = (text) => text.split("; ").map((number) => `#${number}`).join(word("comma"));
    return data.changes.events.filter(([was, is]) => (then >= 0 ? was === then : is === now)).flatMap(([, , kind, size, split, merged]) => [
      kind === "survived" ? "" : word(kind === "new" ? "newCluster" : "goneCluster"), size && word(size),
      then >= 0 && split ? word("splitInto", { names: listed(split) }) : "", now >= 0 && merged ? word("mergedFrom", { names: listed(merged) }) : "",
    ]).filter(Boolean);
  }

  function keyOf(sheet, paints) {
    const colour = paints.clusters[0] || paints.other;
    const other = paints.clusters[1] || paints.soft;
    const at = (draw) => ({ sample: 19, draw });
    return [
      { text: word("isNew"), ...at((x, y) => { sheet.disc(x + 7, y, 6.5, css(paints.paper), { ring: css(colour), ringWidth: 1.5 }); sheet.disc(x + 7, y, 3.4, css(colour)); }) },
      { text: word("grownKey"), ...at((x, y) => { sheet.disc(x + 7, y, 6, css(colour)); sheet.disc(x + 7, y, 3.6, sheet.tone(colour, 0.34)); }) },
      { text: word("shrunkKey"), ...at((x, y) => { sheet.disc(x + 7, y, 6, sheet.tone(colour, 0.14), { ring: sheet.tone(colour, 0.55), ringWidth: 1 }); sheet.disc(x + 7, y, 3.6, css(colour)); }) },
      { text: word("movedKey"), ...at((x, y) => sheet.disc(x + 7, y, 4.4, sheet.tone(colour, 0.34), { ring: css(other), ringWidth: 2.2 })) },
      { text: word("steady"), ...at((x, y) => sheet.disc(x + 7, y, 5, sheet.tone(colour, 0.34))) },
      { text: word("isGone"), ...at((x, y) => { for (let i = 0; i < 7; i++) { const [a, b] = [(i * TAU) / 7, ((i + 0.55) * TAU) / 7]; sheet.line(x + 7 + 5 * Math.cos(a), y + 5 * Math.sin(a), x + 7 + 5 * Math.cos(b), y + 5 * Math.sin(b), sheet.tone(paints.soft, 0.75)); } }) },
    ];
  }

  cooccur.views.changes = chartView({
    has: () => Boolean(data.changes?.change),
    switches: ["labels"],
    compose({ width, height, paints, focus }) {
      const sheet = newSheet(paints);
      const narrow = width < 620;
      const colours = earlierColours(paints);
      const lit = focus ? new Set(scene.nodesOf(focus)) : null;
      const keyLines = sheet.key(keyOf(sheet, paints), 14, 0, width - 28, true);
      const bottom = height - 14 - keyLines;
      const split = narrow ? Math.round(0.6 * bottom) : Math.round((width < 900 ? 0.6 : 0.64) * width);
      const [before, now] = data.changes.records.map((n) => figure(n));
      const title = [word("changesTitle", { a: before, b: now }), word("changesShort", { a: before, b: now })];
      sheet.text(title.find((text) => measure(text, 14, 650) < width - 28) || "", 14, 26, { size: 14, weight: 650, fill: css(paints.ink) });
      sheet.text(shortened(summary(), width - 28, 12, 400), 14, 45, { size: 12 });
      drawMap(sheet, paints, { left: 6, right: narrow ? width - 6 : split, top: 54, bottom: narrow ? split : bottom }, { lit: lit?.size ? lit : null, narrow, colours });
      drawStreams(sheet, paints, { left: narrow ? 12 : split + 14, right: width - 8, top: narrow ? split + 30 : 84, bottom: narrow ? bottom - 6 : bottom - 14 }, { lit: lit?.size ? lit : null, colours, narrow });
      sheet.key(keyOf(sheet, paints), 14, height - 8 - keyLines + 13 - 4, width - 28);
      return sheet;
    },
  });
}
