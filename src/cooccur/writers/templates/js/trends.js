/* Growth and trend topics over one axis of years: records per year with their sum, and for each
   topic the years of its records (first to third quartile, with a dot at the median). */

{
  const LEAST_ROW = 16;
  const MOST_ROW = 28;

  /* As many topics as there is room for, what is chosen and the most frequent of each year first; by median year. */
  function topicsFor(room, focus) {
    const { node = [], q1, median, q3 } = data.trends || {};
    const count = (topic) => scene.nodes.occurrences[topic.id];
    const all = node.map((id, i) => ({ id, q1: q1[i], median: median[i], q3: q3[i] })).filter((topic) => !isHidden(topic.id)).sort((a, b) => count(b) - count(a) || a.id - b.id);
    const [seen, chosen] = [new Map(), new Set(focus && focus.kind !== "cluster" ? scene.nodesOf(focus) : [])];
    for (const topic of all) {
      const turn = seen.get(topic.median) || 0;
      topic.turn = chosen.has(topic.id) ? -1 : turn;
      seen.set(topic.median, turn + 1);
    }
    const shown = all.slice().sort((a, b) => a.turn - b.turn || count(b) - count(a) || a.id - b.id).slice(0, room);
    return { all, shown: shown.sort((a, b) => a.median - b.median || a.q1 - b.q1 || a.q3 - b.q3 || a.id - b.id) };
  }

  const lawsText = () => {
    const laws = data.laws;
    if (!laws) return "";
    return [
      laws.donohue_threshold && word("donohue", { t: figure(laws.donohue_threshold, 2), n: figure(laws.donohue_keywords) }),
      laws.price_threshold && word("price", { t: figure(laws.price_threshold, 2), n: figure(laws.price_keywords) }),
      Number.isFinite(laws.zipf_slope) && word("zipf", { s: figure(laws.zipf_slope, 2).replace("-", "−"), r: figure(laws.zipf_r2, 3) }),
    ].filter(Boolean).join(word("stop"));
  };

  function drawGrowth(sheet, paints, { frame, at, cell, ends, focus }) {
    const { year, records, cumulative, keywords = [], new_keywords: fresh = [] } = data.growth;
    const { left, right, top, bottom } = frame;
    const most = Math.max(1, ...records);
    const step = roundStep(most, Math.max(2, (bottom - top) / 46));
    const parts = Math.ceil(most / step);
    const total = roundStep(Math.max(1, ...cumulative), parts);
    const fits = Math.ceil(Math.max(...cumulative) / total) <= parts ? total : roundStep(Math.max(...cumulative) / parts, 1);
    const height = (value, high) => bottom - ((bottom - top) * value) / high;
    const [barColour, lineColour] = [rgb(paints.dark ? "#566F9E" : "#8FA5CC"), rgb(paints.dark ? "#F0A35E" : "#C4661F")];
    for (let i = 0; i <= parts; i++) {
      const y = height(i, parts);
      sheet.line(left, y, right, y, i ? css(paints.line) : sheet.tone(paints.soft, 0.6));
      sheet.text(figure(i * step), left - 7, y + 4, { align: "right", size: 11 });
      sheet.text(figure(i * fits), right + 7, y + 4, { size: 11, fill: css(standOut(lineColour, paints.ink, paints.paper, 4.5)) });
    }
    sheet.text(word("perYear"), 16, top - 14, { size: 12, weight: 600, fill: css(paints.ink) });
    sheet.text(word("cumulative"), ends, top - 14, { size: 12, weight: 600, align: "right", fill: css(standOut(lineColour, paints.ink, paints.paper, 4.5)) });
    const wide = Math.min(44, Math.max(1, cell - Math.max(1, 0.22 * cell)));
    const window = scene.state.window;
    const held = focus && focus.kind !== "cluster" ? scene.byYear(focus) : null;
    year.forEach((each, i) => {
      const y = height(records[i], parts * step);
      const off = window && (each < window[0] || each > window[1]);
      const tip = [String(each), `${word("records")}${word("colon")}${figure(records[i])}`, `${word("cumulative")}${word("colon")}${figure(cumulative[i])}`, `${word("keywordsOf")}${word("colon")}${figure(keywords[i])}${fresh.length ? word("ofThemNew", { n: figure(fresh[i]) }) : ""}`];
      sheet.rect(at(each) - wide / 2, y, wide, bottom - y, sheet.tone(barColour, off || held ? 0.35 : 1), { round: Math.min(2, wide / 4), tip });
      const mine = held?.[each - scene.years[0]];
      if (mine) sheet.rect(at(each) - wide / 2, height(mine, parts * step), wide, bottom - height(mine, parts * step), css(focus.kind === "keyword" ? paints.clusterColour(focus.id) : paints.soft), { tip });
    });
    const points = year.map((each, i) => [at(each), height(cumulative[i], parts * fits)]);
    sheet.path(points.map((point, i) => [i ? "L" : "M", ...point]), { stroke: css(lineColour), strokeWidth: 1.8 });
    if (cell > 12) for (const [x, y] of points) sheet.disc(x, y, 2.6, css(lineColour), { ring: css(paints.paper), ringWidth: 1 });
  }

  function drawTopics(sheet, paints, { shown, top, row, at, focus, frame }) {
    const largest = Math.max(1, ...shown.map((topic) => scene.nodes.occurrences[topic.id]));
    const unit = Math.min(10, 0.6 * row) / Math.sqrt(largest);
    const size = row >= 19 ? 12 : 11.5;
    const lit = litOf(shown, focus, (topic, chosen) => chosen.has(topic.id));
    shown.forEach((topic, i) => {
      const { id, q1, median, q3 } = topic;
      const y = top + (i + 0.5) * row;
      const off = lit && !lit.has(topic);
      const colour = paints.clusterColour(id);
      const r = Math.max(2.4, unit * Math.sqrt(scene.nodes.occurrences[id]));
      const item = { kind: "keyword", id };
      const tip = [scene.nodes.label[id], word("topicIs", { a: figure(q1).replace(",", ""), b: figure(median).replace(",", ""), c: figure(q3).replace(",", "") }), `${figure(scene.nodes.occurrences[id])} ${word("occurrences")}`];
      sheet.line(at(q1), y, at(q3), y, sheet.tone(colour, off ? 0.2 : 0.55), { width: 2.2, item, tip });
      sheet.disc(at(median), y, r, off ? sheet.tone(colour, 0.3) : css(colour), { ring: css(paints.paper), ringWidth: 1, item, tip });
      const [start, end] = [Math.min(at(q1), at(median) - r) - 7, Math.max(at(q3), at(median) + r) + 7];
      const [weight, label] = [lit && !off ? 700 : 500, scene.nodes.label[id]];
      const count = figure(scene.nodes.occurrences[id]);
      const needed = measure(label, size, weight) + 6 + measure(count, 11, 400);
      const before = start - frame.from >= needed || start - frame.from >= frame.to - end;
      const text = shortened(label, (before ? start - frame.from : frame.to - end) - 6 - measure(count, 11, 400), size, weight);
      const fill = (tone) => (off ? sheet.tone(tone, 0.3) : css(tone));
      const [beside, after] = [measure(count, 11, 400) + 6, measure(text, size, weight) + 6];
      sheet.text(text, before ? start - beside : end, y + 0.36 * size, { size, weight, align: before ? "right" : "left", role: "label", halo: true, item, tip, fill: fill(paints.ink) });
      sheet.text(count, before ? start : end + after, y + 0.36 * size, { size: 11, align: before ? "right" : "left", fill: fill(paints.soft), halo: true });
      sheet.nodes.push({ id, x: at(median), y, r });
    });
  }

  cooccur.views.trends = chartView({
    has: () => Boolean(data.growth?.year?.length || data.trends?.node?.length) && Boolean(scene.years),
    compose({ width, height, paints, focus }) {
      const sheet = newSheet(paints);
      const growth = data.growth?.year?.length ? data.growth : null;
      const [first, last] = scene.years;
      const [left, right] = growth ? [24 + measure(figure(Math.max(...growth.records)), 11, 400), width - 26 - measure(figure(Math.max(...growth.cumulative)), 11, 400)] : [24, width - 24];
      const cell = (right - left) / (last - first + 1);
      const at = (year) => left + (year - first + 0.5) * cell;
      const lines = wrap(lawsText(), width - 32, 11.5);
      const bottom = height - 10 - 16 * (lawsText() ? lines.length : 0);
      const topics = Boolean(data.trends?.node?.length);
      // Few topics leave their room to the growth.
      const room = 48 + MOST_ROW * (data.trends?.node?.length ?? 0);
      const share = topics ? Math.max(90, Math.min(210, 0.24 * height), Math.min(0.5 * height, bottom - 60 - room)) : bottom - 80;
      const base = growth ? 44 + share : 20;
      const foot = Math.min(bottom - 6, base + room);
      for (const year of roundTicks(first, last, (right - left) / 56)) {
        if (topics) sheet.line(at(year), base + 46, at(year), foot, css(paints.line));
        sheet.text(String(year), at(year), base + 16, { align: "center", size: 11 });
      }
      if (growth) drawGrowth(sheet, paints, { frame: { left, right, top: 44, bottom: base }, at, cell, ends: width - 16, focus });
      if (topics) {
        const top = base + 48;
        const { all, shown } = topicsFor(Math.max(1, Math.floor((bottom - 8 - top) / LEAST_ROW)), focus);
        const row = Math.min(MOST_ROW, (bottom - 8 - top) / Math.max(1, shown.length));
        const count = shown.length < all.length ? word("ofTotal", { n: figure(shown.length), m: figure(all.length) }) : "";
        sheet.text(word("trendTopics"), 16, top - 10, { size: 12, weight: 600, fill: css(paints.ink) });
        const along = 26 + measure(word("trendTopics"), 12, 600);
        sheet.text([[word("topicKey"), count].filter(Boolean).join(word("comma")), count].find((text) => measure(text, 11.5, 400) <= width - 16 - along), along, top - 10);
        drawTopics(sheet, paints, { shown, top, row, at, focus, frame: { from: 14, to: width - 14 } });
      }
      if (lawsText()) lines.forEach((text, i) => sheet.text(shortened(text, width - 32, 11.5, 400), 16, bottom + 14 + 16 * i));
      return sheet;
    },
  });
}
