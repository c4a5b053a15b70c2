/* The strategic diagram: how much a theme is tied to others, and how tightly it holds together. */

{
  const TURNS = [[1, 0], [-1, 0], [0, 1], [0, -1], [0.72, 0.72], [0.72, -0.72], [-0.72, 0.72], [-0.72, -0.72]];
  const LINE = 15;

  const themesShown = () => data.themes.cluster.map((number, i) => {
    const index = scene.clusters.findIndex((cluster) => cluster.number === number);
    const cluster = scene.clusters[index] || { name: `#${number}`, size: 0 };
    const words = (data.clusters.top_keywords?.[index] || []).flatMap((text) => plain(text).split("; ")).filter((text) => text && text !== cluster.label);
    return { i, number, index, cluster, words, x: data.themes.x[i], y: data.themes.y[i], occurrences: data.themes.occurrences[i] };
  }).filter(({ number }) => !scene.state.hidden.has(number)).sort((a, b) => b.occurrences - a.occurrences || a.i - b.i);

  /* Places on one axis, the origin among them, so that every bubble keeps within it; all in the middle when they are one. */
  function axisOf(values, { from, to, room, turned = 1 }) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const { k, place } = largestScale(values.map((value, i) => [turned * value, room(i)]), to - from);
    const start = from + place(k);
    return { low, high, at: (value) => (high > low ? start + turned * k * value : (from + to) / 2) };
  }

  function place(themes, frame) {
    const [across, down] = [frame.right - frame.left, frame.bottom - frame.top];
    const total = themes.reduce((sum, theme) => sum + theme.occurrences, 0) || 1;
    const largest = Math.sqrt(Math.max(1, ...themes.map((theme) => theme.occurrences)));
    const unit = Math.min(Math.sqrt((0.13 * across * down) / (Math.PI * total)), (0.1 * Math.min(across, down)) / largest);
    for (const theme of themes) theme.r = Math.max(4, unit * Math.sqrt(theme.occurrences));
    const [ox, oy] = data.themes.origin;
    const room = (i) => (i ? themes[i - 1].r : 0) + 12;
    const x = axisOf([ox, ...themes.map((theme) => theme.x)], { from: frame.left, to: frame.right, room });
    const y = axisOf([oy, ...themes.map((theme) => theme.y)], { from: frame.top + 20, to: frame.bottom - 20, room, turned: -1 });
    for (const theme of themes) [theme.px, theme.py] = [x.at(theme.x), y.at(theme.y)];
    return { x, y, ox: x.at(ox), oy: y.at(oy) };
  }

  /* How deep a box lies on the bubbles of others. */
  function covered(box, themes, own) {
    let cost = 0;
    for (const theme of themes) {
      if (theme === own) continue;
      const away = Math.hypot(Math.max(box.x - theme.px, 0, theme.px - box.x - box.width), Math.max(box.y - theme.py, 0, theme.py - box.y - box.height));
      if (away < theme.r) cost += 30 + 30 * (1 - away / theme.r);
    }
    return cost;
  }

  /* Whether an axis runs through a box. */
  const struck = (box, { ox, oy }) => 6 * (box.x < ox && box.x + box.width > ox) + 6 * (box.y < oy && box.y + box.height > oy);

  /* Where the name of a theme, with so many of its keywords under it, stands best; null where there is no room. */
  function nameOf(theme, { themes, frame, map, grid, most }) {
    const size = Math.max(frame.narrow ? 11 : 12, Math.min(frame.narrow ? 13 : 15, Math.round(2 * (10.5 + theme.r / 10)) / 2));
    const text = frame.narrow ? shortened(theme.cluster.name, 0.4 * (frame.right - frame.left), size, 600) : cutLabel(theme.cluster.name);
    let best = null;
    for (let held = Math.min(most, theme.words.length); held >= 0; held--) {
      const words = theme.words.slice(0, held).join(word("stop"));
      if (held && measure(words, 11, 400) > 210) continue;
      const width = Math.max(measure(text, size, 600), words ? measure(words, 11, 400) : 0) + 4;
      const height = 1.2 * size + (words ? LINE : 0);
      const offer = (x, y, align, cost, leader) => {
        const box = { x: x - { left: 0, center: width / 2, right: width }[align], y: y - height / 2, width, height, owner: theme.number };
        if (box.x < frame.left + 4 || box.y < frame.top + 4 || box.x + width > frame.right - 4 || box.y + height > frame.bottom - 4 || !grid.isFree(box)) return;
        const sum = cost + 7 * (Math.min(most, theme.words.length) - held) + covered(box, themes, theme) + struck(box, map);
        if (!best || sum < best.sum) best = { sum, box, align, text, size, words, leader };
      };
      if (Math.hypot(width, height) / 2 < theme.r) offer(theme.px, theme.py, "center", -6);
      for (const [far, cost] of [[8, 0], [18, 14], [34, 24], [60, 36], [90, 50]]) {
        TURNS.forEach(([dx, dy], turn) => {
          const align = dx > 0 ? "left" : dx < 0 ? "right" : "center";
          const y = theme.py + dy * (theme.r + far) + Math.sign(dy) * (dx ? 0.3 : 0.5) * height;
          offer(theme.px + dx * (theme.r + far), y, align, cost + 0.8 * turn, far > 8);
        });
      }
    }
    return best;
  }

  /* Every theme has its name, rather than some their keywords. */
  function names(themes, { frame, map, taken }) {
    let found = [];
    for (let most = 3; most >= 0; most--) {
      const grid = newGrid();
      taken.forEach((box, i) => grid.add({ ...box, owner: `corner ${i}` }));
      found = [];
      for (const theme of themes) {
        const name = nameOf(theme, { themes, frame, map, grid, most });
        if (!name) continue;
        grid.add(name.box);
        found.push({ theme, ...name });
      }
      if (found.length === themes.length) break;
    }
    return found;
  }

  function drawAxes(sheet, paints, frame, map) {
    const { left, top, right, bottom } = frame;
    const rule = css(paints.line);
    for (const [a, b, c, d] of [[left, top, right, top], [right, top, right, bottom], [right, bottom, left, bottom], [left, bottom, left, top]]) sheet.line(a, b, c, d, rule);
    for (const line of [[map.ox, top, map.ox, bottom], [left, map.oy, right, map.oy]]) sheet.line(...line, sheet.tone(paints.soft, 0.6));
    const ranked = data.themes.x.some((value, i) => value !== data.themes.centrality[i]);
    const wide = (axis, side) => roundTicks(axis.low, axis.high, side, ranked).filter((value) => axis.high > axis.low && value >= axis.low);
    const digits = (axis) => (ranked || axis.high - axis.low > 8 ? 0 : axis.high - axis.low > 0.8 ? 1 : 2);
    for (const value of wide(map.x, (right - left) / 70)) sheet.text(figure(value, digits(map.x)), map.x.at(value), bottom + 15, { align: "center", size: 11 });
    for (const value of wide(map.y, (bottom - top) / 50)) sheet.text(figure(value, digits(map.y)), left - 7, map.y.at(value) + 4, { align: "right", size: 11 });
    const title = (name) => word(name) + (ranked ? word("byRank") : "");
    sheet.text(`↑ ${title("densityAxis")}`, left, top - 8, { fill: css(paints.ink), size: 12 });
    sheet.text(`${title("centralityAxis")} →`, right, bottom + 32, { fill: css(paints.ink), size: 12, align: "right" });
  }

  function drawCorners(sheet, paints, { left, top, right, bottom }) {
    const size = right - left < 420 ? 11.5 : 12.5;
    for (const [name, beside, x, y, align] of [["niche", "motor", left + 10, top + 20, "left"], ["motor", "niche", right - 10, top + 20, "right"], ["emerging", "basic", left + 10, bottom - 10, "left"], ["basic", "emerging", right - 10, bottom - 10, "right"]]) {
      sheet.text(shortened(word(name), right - left - 34 - measure(word(beside), size, 600), size, 600), x, y, { size, weight: 600, align, fill: sheet.tone(paints.soft, 0.9) });
    }
    return sheet.texts.slice(-4).map(textBox).map((box) => ({ ...box, y: box.y - 3, height: box.height + 6 }));
  }

  const tipOf = ({ i, cluster, words, occurrences }) => [
    cluster.name, word(data.themes.quadrant[i]),
    word("themeIs", { c: figure(data.themes.centrality[i], 2), d: figure(data.themes.density[i], 2) }),
    `${word("keywordsIn", { n: figure(cluster.size) })}${word("comma")}${figure(occurrences)} ${word("occurrences")}`,
    words.slice(0, 5).join(word("stop")),
  ].filter(Boolean);

  cooccur.views.themes = chartView({
    has: () => Boolean(data.themes?.cluster?.length),
    compose({ width, height, paints, focus }) {
      const sheet = newSheet(paints);
      const frame = { left: 44, top: 36, right: width - 18, bottom: height - 44, narrow: width < 620 };
      const themes = themesShown();
      const map = place(themes, frame);
      drawAxes(sheet, paints, frame, map);
      const corners = drawCorners(sheet, paints, frame);
      const lit = litOf(themes, focus, ({ number }, chosen) => Array.from(chosen).some((node) => scene.nodes.cluster[node] === number));
      const colourOf = (theme) => paints.clusters[theme.index] || paints.other;
      for (const theme of themes) {
        const [colour, item, off, on] = [colourOf(theme), { kind: "cluster", id: theme.number }, lit && !lit.has(theme), lit?.has(theme)];
        if (on) sheet.disc(theme.px, theme.py, theme.r + 4.5, css(paints.paper), { ring: css(paints.ink), ringWidth: 1.8 });
        sheet.disc(theme.px, theme.py, theme.r, css(colour), { alpha: off ? 0.08 : on ? 0.5 : 0.3, ring: off ? sheet.tone(colour, 0.3) : css(colour), ringWidth: 1.5, item, tip: tipOf(theme) });
      }
      for (const { theme, box, align, text, size, words, leader } of names(themes, { frame, map, taken: corners })) {
        const off = lit && !lit.has(theme);
        const x = box.x + { left: 2, center: box.width / 2, right: box.width - 2 }[align];
        const item = { kind: "cluster", id: theme.number };
        const name = paints.names[theme.index] || paints.soft;
        if (leader) {
          const [tx, ty] = [Math.max(box.x, Math.min(box.x + box.width, theme.px)), Math.max(box.y, Math.min(box.y + box.height, theme.py))];
          const length = Math.hypot(tx - theme.px, ty - theme.py) || 1;
          sheet.line(theme.px + ((tx - theme.px) * theme.r) / length, theme.py + ((ty - theme.py) * theme.r) / length, tx, ty, sheet.tone(colourOf(theme), off ? 0.2 : 0.7));
        }
        sheet.text(text, x, box.y + 0.92 * size, { size, weight: 600, align, role: "label", halo: true, item, fill: off ? sheet.tone(name, 0.35) : css(name) });
        sheet.text(words, x, box.y + 1.2 * size + 11, { size: 11, align, role: "label", halo: true, item, fill: off ? sheet.tone(paints.soft, 0.35) : css(paints.soft) });
      }
      return sheet;
    },
  });
}
