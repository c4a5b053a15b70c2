/* Thematic evolution: the themes of each period, what they share with those of the next, and over
   them the overlap of the keywords (kept, new, lost), as SciMAT has it. */

{
  const SWEEPS = 24;

  /* The themes of each period in an order in which few bands cross: each goes to the mean place of those it shares keywords with. */
  const columnsInOrder = (() => {
    let columns = null;
    return () => (columns ??= order());
  })();

  function order() {
    const { periods, themes, bands } = data.evolution;
    const weight = (band) => band.shared.length;
    let columns = periods.map((_, p) => themes.map((theme, i) => i).filter((i) => themes[i].period === p).sort((a, b) => themes[b].occurrences - themes[a].occurrences || a - b));
    const ends = themes.map(() => [[], []]);
    for (const band of bands) {
      ends[band.target][0].push([band.source, weight(band)]);
      ends[band.source][1].push([band.target, weight(band)]);
    }
    const placesIn = (list) => {
      const places = new Map();
      for (const column of list) column.forEach((theme, i) => places.set(theme, (i + 0.5) / column.length));
      return places;
    };
    const crossings = (list) => {
      const places = placesIn(list);
      let sum = 0;
      bands.forEach((a, i) => bands.slice(0, i).forEach((b) => {
        if (themes[a.source].period === themes[b.source].period && (places.get(a.source) - places.get(b.source)) * (places.get(a.target) - places.get(b.target)) < 0) sum += weight(a) * weight(b);
      }));
      return sum;
    };
    let [best, least] = [columns, crossings(columns)];
    for (let sweep = 0; sweep < SWEEPS && least; sweep++) {
      const side = sweep % 2;
      columns = columns.slice();
      for (let step = 1; step < columns.length; step++) {
        const p = side ? columns.length - 1 - step : step;
        const places = placesIn(columns);
        const mean = new Map(columns[p].map((theme) => {
          const near = ends[theme][side];
          const total = near.reduce((sum, [, share]) => sum + share, 0);
          return [theme, total ? near.reduce((sum, [other, share]) => sum + share * places.get(other), 0) / total : places.get(theme)];
        }));
        columns[p] = columns[p].slice().sort((a, b) => mean.get(a) - mean.get(b) || places.get(a) - places.get(b));
      }
      const now = crossings(columns);
      if (now < least) [best, least] = [columns, now];
    }
    return best;
  }

  /* How strong bands are painted: those that hold the keyword that names a theme, and the others. */
  const strengthOf = (paints, solid) => (solid ? 0.42 : 0.16) + (paints.dark ? 0.12 : 0);

  const nameOf = (theme) => scene.nodes.label[theme.node];

  /* Bars as high as their themes are frequent, one scale for all periods, and room for a name each. */
  function stack(columns, { top, bottom }) {
    const { themes } = data.evolution;
    const height = bottom - top;
    const most = Math.max(1, ...columns.map((column) => column.length));
    const slot = Math.min(15, (0.8 * height) / most);
    const gap = Math.min(5, (0.2 * height) / most);
    const needed = (unit, column) => column.reduce((sum, theme) => sum + Math.max(slot, unit * themes[theme].occurrences) + gap, -gap);
    let [low, high] = [0, height];
    for (let i = 0; i < 50; i++) {
      const unit = (low + high) / 2;
      if (columns.every((column) => needed(unit, column) <= height)) low = unit;
      else high = unit;
    }
    const bars = [];
    for (const column of columns) {
      const free = height - needed(low, column);
      const space = gap + Math.min(16, free / Math.max(1, column.length + 1));
      let y = top + (height - needed(low, column) - (space - gap) * (column.length - 1)) / 2;
      for (const theme of column) {
        const room = Math.max(slot, low * themes[theme].occurrences);
        const size = Math.max(2, low * themes[theme].occurrences);
        bars[theme] = { theme: themes[theme], y: y + (room - size) / 2, height: size, middle: y + room / 2 };
        y += room + space;
      }
    }
    return bars;
  }

  /* A band takes that share of each bar that its keywords are of the theme's; the larger of both is the inclusion. */
  function bandsBetween(bars) {
    const { themes, bands } = data.evolution;
    const list = bands.map((band, i) => ({ ...band, i, ends: [] }));
    for (const [side, own, far] of [[0, "source", "target"], [1, "target", "source"]]) {
      bars.forEach((bar, theme) => {
        const mine = list.filter((band) => band[own] === theme).sort((a, b) => bars[a[far]].middle - bars[b[far]].middle || a.i - b.i);
        const shares = mine.map((band) => band.shared.length / themes[theme].nodes.length);
        const total = Math.max(1, shares.reduce((sum, share) => sum + share, 0));
        let y = bar.y + (bar.height * (1 - shares.reduce((sum, share) => sum + share, 0) / total)) / 2;
        mine.forEach((band, i) => {
          const size = (bar.height * shares[i]) / total;
          band.ends[side] = [y, y + size];
          y += size;
        });
      });
    }
    return list;
  }

  const listed = (nodes, most = 8) => nodes.slice().sort((a, b) => scene.nodes.occurrences[b] - scene.nodes.occurrences[a] || a - b).slice(0, most).map((node) => scene.nodes.label[node]).join(word("stop")) + (nodes.length > most ? ` +${nodes.length - most}` : "");

  function drawBands(sheet, paints, bars, { xs, bar, lit }) {
    const list = bandsBetween(bars).sort((a, b) => a.solid - b.solid || a.inclusion - b.inclusion || a.i - b.i);
    for (const band of list) {
      const [from, to] = [bars[band.source].theme, bars[band.target].theme];
      const [x1, x2] = [xs[from.period] + bar / 2, xs[to.period] - bar / 2];
      const middle = (x1 + x2) / 2;
      const [[a, b], [c, d]] = band.ends;
      const colour = paints.clusterColour(from.node);
      const on = lit && lit.bands.has(band.i);
      const off = lit && !on;
      const tip = [`${nameOf(from)} → ${nameOf(to)}`, word("bandIs", { i: figure(band.inclusion, 2), s: figure(band.stability, 2) }), `${word("sharedKeywords", { n: figure(band.shared.length) })}${word("colon")}${listed(band.shared)}`];
      sheet.path([["M", x1, a], ["C", middle, a, middle, c, x2, c], ["L", x2, Math.max(d, c + 0.8)], ["C", middle, Math.max(d, c + 0.8), middle, Math.max(b, a + 0.8), x1, Math.max(b, a + 0.8)], ["Z"]],
        { fill: css(colour), alpha: off ? 0.05 : strengthOf(paints, band.solid) + (on ? 0.3 : 0), tip });
      if (!band.solid && !off) for (const [from, to] of [[a, c], [b, d]]) sheet.path([["M", x1, from], ["C", middle, from, middle, to, x2, to]], { stroke: sheet.tone(colour, on ? 0.8 : 0.42), strokeWidth: 0.7 });
    }
  }

  /* The overlap figure: how many keywords each period has, keeps, gains and loses. */
  function drawOverlap(sheet, paints, { xs, y, radius, gap }) {
    const { periods, overlap = [] } = data.evolution;
    const most = Math.max(1, ...overlap.map((entry) => entry.keywords));
    const soft = sheet.tone(paints.soft, 0.75);
    const sizes = overlap.map((entry) => Math.max(11, radius * Math.sqrt(entry.keywords / most)));
    overlap.forEach((entry, p) => {
      const [x, r] = [xs[p], sizes[p]];
      const tip = [spanText([periods[p].begin, periods[p].end]), word("keywordsIn", { n: figure(entry.keywords) }), ...(p ? [word("newKeywords", { n: figure(entry.new) })] : []), ...(p < overlap.length - 1 ? [word("lostKeywords", { n: figure(entry.lost) }), word("keptKeywords", { n: figure(entry.kept), s: figure(entry.stability, 2) })] : [])];
      const [near, far] = [0.72 * r + 2, 0.72 * r + (gap < 110 ? 9 : 13)];
      const size = gap < 110 ? 10 : 11;
      if (p && entry.new) {
        sheet.arrow(x - far, y - far, x - near, y - near, soft);
        sheet.text(`+${figure(entry.new)}`, x - far - 3, y - far + 1, { align: "right", size, tip });
      }
      if (p) {
        const [from, to] = [xs[p - 1] + sizes[p - 1] + 4, x - r - 4];
        const before = overlap[p - 1];
        if (before.kept && to - from > 12) sheet.arrow(from, y, to, y, soft);
        const texts = [`${figure(before.kept)} (${figure(before.stability, 2)})`, figure(before.kept)];
        const text = texts.find((entry) => measure(entry, 11, 400) <= to - from - 8);
        if (text && before.kept) sheet.text(text, (from + to) / 2, y + 15, { align: "center", size: 11 });
      }
      const lost = `−${figure(entry.lost)}`;
      const next = overlap[p + 1];
      if (next && entry.lost && 2 * far + 10 + measure(lost, size, 400) + measure(`+${figure(next.new)}`, size, 400) < gap - 0.72 * (sizes[p + 1] - r)) {
        sheet.arrow(x + near, y - near, x + far, y - far, soft);
        sheet.text(lost, x + far + 3, y - far + 1, { size });
      }
      sheet.disc(x, y, r, css(paints.paper), { ring: css(mix(paints.paper, paints.ink, 0.55)), ringWidth: 1.4, tip });
      sheet.text(figure(entry.keywords), x, y + 4, { align: "center", size: 11.5, weight: 600, fill: css(paints.ink) });
    });
  }

  function drawHeads(sheet, paints, xs, y, gap) {
    data.evolution.periods.forEach(({ begin, end, records }, p) => {
      const years = [begin, end].map(String);
      const offers = [years, years.map((year) => year.slice(-2)), [years[0].slice(-2), years[0].slice(-2)]].flatMap((each) => [13, 11.5, 10].map((size) => [spanText(each), size]));
      const [text, size] = offers.find(([text, size]) => measure(text, size, 650) <= gap - 6) || offers[offers.length - 1];
      sheet.text(text, xs[p], y, { size, weight: 650, align: "center", fill: css(paints.ink) });
      const below = [word("recordsIs", { n: figure(records) }), figure(records)].find((text) => measure(text, 11, 400) <= gap - 6);
      sheet.text(below, xs[p], y + 16, { size: 11, align: "center" });
    });
  }

  function drawNames(sheet, paints, bars, { xs, bar, gap, right, lit, bottom }) {
    const placed = [];
    for (const { theme, middle, i } of bars.map((entry, i) => ({ ...entry, i })).sort((a, b) => b.theme.occurrences - a.theme.occurrences || a.i - b.i)) {
      const last = theme.period === xs.length - 1;
      const room = last ? right : Math.min(200, gap - bar - 12);
      const on = lit?.themes.has(i);
      const weight = on ? 700 : 500;
      const x = xs[theme.period] + bar / 2 + 5;
      const text = { text: shortened(nameOf(theme), room, 12, weight), x, y: middle + 4.3, size: 12, weight };
      const box = textBox(text);
      if (!text.text || box.y + box.height > bottom + 6 || placed.some((other) => other.period === theme.period && box.y < other.y + other.height && other.y < box.y + box.height)) continue;
      placed.push({ ...box, period: theme.period });
      sheet.text(text.text, x, text.y, { ...text, role: "label", halo: true, fill: lit && !on ? sheet.tone(paints.ink, 0.3) : css(paints.ink), item: { kind: "keyword", id: theme.node }, tip: tipOf(theme) });
    }
  }

  const tipOf = (theme) => {
    const { begin, end } = data.evolution.periods[theme.period];
    return [nameOf(theme), spanText([begin, end]), `${word("keywordsIn", { n: figure(theme.nodes.length) })}${word("comma")}${figure(theme.occurrences)} ${word("occurrences")}`, listed(theme.nodes)];
  };

  function keyOf(sheet, paints) {
    const colour = paints.clusters[0] || paints.other;
    const swatch = (solid) => (x, y) => {
      sheet.rect(x, y - 5, 22, 10, css(colour), { alpha: strengthOf(paints, solid) });
      if (!solid) for (const side of [-5, 5]) sheet.line(x, y + side, x + 22, y + side, sheet.tone(colour, 0.42), { width: 0.7 });
    };
    return [
      { text: word("solidBand"), sample: 28, draw: swatch(true) }, { text: word("paleBand"), sample: 28, draw: swatch(false) },
      { text: word("barKey"), sample: 14, draw: (x, y) => sheet.rect(x, y - 6, 8, 12, css(colour), { round: 2 }) },
      { text: word("overlapKey"), sample: 16, draw: (x, y) => sheet.disc(x + 5, y, 5, css(paints.paper), { ring: css(mix(paints.paper, paints.ink, 0.55)), ringWidth: 1.2 }) },
    ];
  }

  cooccur.views.evolution = chartView({
    has: () => Boolean(data.evolution?.themes?.length) && data.evolution.periods.length > 1,
    compose({ width, height, paints, focus }) {
      const sheet = newSheet(paints);
      const { periods, themes, bands, overlap } = data.evolution;
      const columns = columnsInOrder();
      const named = columns[columns.length - 1].map((theme) => measure(nameOf(themes[theme]), 12, 600));
      const right = Math.min(Math.max(40, ...named) + 10, 0.25 * width);
      const left = width < 620 ? 42 : 64;
      const bar = width < 620 ? 9 : 14;
      const gap = periods.length > 1 ? (width - left - right - 18 - bar / 2) / (periods.length - 1) : width;
      const xs = periods.map((_, p) => left + p * gap);
      const keyLines = sheet.key(keyOf(sheet, paints), 18, 0, width - 36, true);
      const radius = height < 480 ? 14 : 20;
      const middle = 54 + 14 + radius + 8;
      const frame = { top: overlap?.length ? middle + radius + 14 : 62, bottom: height - 22 - keyLines };
      const bars = stack(columns, frame);
      const held = litOf(themes, focus, (theme, chosen) => theme.nodes.some((node) => chosen.has(node)));
      const chosen = new Set(focus ? scene.nodesOf(focus) : []);
      const lit = held && { themes: new Set(themes.map((_, i) => i).filter((i) => held.has(themes[i]))), bands: new Set(bands.map((_, i) => i).filter((i) => bands[i].shared.some((node) => chosen.has(node)))) };
      drawHeads(sheet, paints, xs, 26, Math.min(gap, 2 * left));
      if (overlap?.length) drawOverlap(sheet, paints, { xs, y: middle, radius, gap });
      drawBands(sheet, paints, bars, { xs, bar, lit });
      const places = new Map();
      bars.forEach(({ theme, y, height: size }, i) => {
        const colour = paints.clusterColour(theme.node);
        const off = lit ? !lit.themes.has(i) : isHidden(theme.node);
        sheet.rect(xs[theme.period] - bar / 2, y, bar, size, off ? sheet.tone(colour, 0.25) : css(colour), { round: Math.min(3, size / 2), item: { kind: "keyword", id: theme.node }, tip: tipOf(theme) });
        if (size > (places.get(theme.node)?.size || 0)) places.set(theme.node, { id: theme.node, x: xs[theme.period], y: y + size / 2, r: Math.min(bar, size) / 2, size });
      });
      sheet.nodes = Array.from(places.values());
      drawNames(sheet, paints, bars, { xs, bar, gap, right, lit, bottom: frame.bottom });
      sheet.key(keyOf(sheet, paints), 18, height - 8 - keyLines + 13 - 6, width - 36);
      return sheet;
    },
  });
}
