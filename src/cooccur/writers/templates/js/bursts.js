/* The keywords with the strongest bursts, one a row, with a bar over all years: CiteSpace's table. */

{
  const AT_MOST = 25;
  const LEAST_ROW = 17;

  /* Of each keyword the strongest burst (of the first level), strongest first. */
  const strongestBursts = () => {
    const { node, year, strength, begin, end, level } = data.bursts;
    const best = new Map();
    node.forEach((id, i) => {
      const row = { id, year: year[i], strength: strength[i], begin: begin[i], end: end[i], level: level?.[i] ?? 1 };
      const other = best.get(id);
      if (!other || row.level < other.level || (row.level === other.level && row.strength > other.strength)) best.set(id, row);
    });
    return Array.from(best.values()).filter((row) => !isHidden(row.id)).sort((a, b) => b.strength - a.strength || a.id - b.id);
  };

  function columnsOf(rows, width) {
    const all = [["year", (row) => String(row.year), 620], ["strength", (row) => figure(row.strength, 2), 0], ["begin", (row) => String(row.begin), 480], ["end", (row) => String(row.end), 480]];
    const most = width * (width < 480 ? 0.36 : 0.3);
    const names = Math.min(most, Math.max(measure(word("keyword"), 12, 600), ...rows.map((row) => measure(scene.nodes.label[row.id], 12.5, 500))) + 16);
    let x = 20 + names;
    const columns = all.filter(([, , least]) => width >= least).map(([name, text]) => {
      const title = word(`burst_${name}`);
      x += Math.max(measure(title, 12, 600), 40) + (width < 620 ? 8 : 20);
      return { title, text, x };
    });
    return { names, columns, bar: x + (width < 620 ? 16 : 28) };
  }

  const tipOf = ({ id, year, strength, begin, end }) => [
    scene.nodes.label[id], `${word("burst")} ${spanText([begin, end])}`,
    `${word("burstStrength")} ${figure(strength, 2)}${word("comma")}${word("firstYear")} ${year}`,
  ];

  cooccur.views.bursts = chartView({
    has: () => Boolean(data.bursts?.node?.length && scene.years),
    compose({ width, height, paints, focus }) {
      const sheet = newSheet(paints);
      const all = strongestBursts();
      const [top, bottom, edge] = [70, height - 16, width - 20];
      const shown = Math.max(1, Math.min(AT_MOST, all.length, Math.floor((bottom - top) / LEAST_ROW)));
      const rows = all.slice(0, shown).sort((a, b) => a.begin - b.begin || b.strength - a.strength || a.id - b.id);
      const row = Math.min(30, Math.floor((bottom - top) / shown));
      const size = row >= 20 ? 12.5 : 11.5;
      const { names, columns, bar } = columnsOf(rows, width);
      const [first, last] = scene.years;
      const cell = (edge - bar) / (last - first + 1);
      const ink = css(paints.ink);
      const colours = { before: [rgb("#14B9B1"), 0.24], after: [rgb("#14A8A0"), 0.85], burst: [rgb(paints.dark ? "#F2545B" : "#D7263D"), 1] };
      const full = word("burstTitle", { n: figure(rows.length) });
      const count = shown < all.length ? word("ofTotal", { n: figure(shown), m: figure(all.length) }) : "";
      const offers = [[full, 15], [full, 13.5], [full, 12], [word("bursts"), 15]];
      const [title, titleSize] = offers.find(([text, size]) => measure(text, size, 650) + measure(count, 12, 400) <= width - 52) || offers[3];
      sheet.text(title, 20, 30, { size: titleSize, weight: 650, fill: ink });
      sheet.text(count, 32 + measure(title, titleSize, 650), 30, { size: 12 });
      const lit = litOf(rows, focus, (entry, chosen) => chosen.has(entry.id));
      rows.forEach((entry, i) => {
        const on = lit?.has(entry);
        sheet.rect(12, top + i * row, width - 24, row, on ? sheet.tone(paints.line, 0.75) : css(paints.paper), { round: 4, item: { kind: "keyword", id: entry.id }, tip: tipOf(entry) });
      });
      for (const year of roundTicks(first, last, (edge - bar) / 56)) {
        const x = bar + (year - first + 0.5) * cell;
        sheet.line(x, top, x, top + shown * row, css(paints.line));
        sheet.text(String(year), x, 62, { align: "center", size: 11 });
      }
      for (const [y, colour, wide] of [[44, ink, 1.2], [top, sheet.tone(paints.soft, 0.6), 0.8], [top + shown * row + 1, ink, 1.2]]) sheet.line(20, y, edge, y, colour, { width: wide });
      sheet.text(word("keyword"), 20, 62, { size: 12, weight: 600, fill: ink });
      for (const { title: text, x } of columns) sheet.text(text, x, 62, { size: 12, weight: 600, align: "right", fill: ink });
      rows.forEach((entry, i) => {
        const middle = top + (i + 0.5) * row;
        const y = middle + 0.36 * size;
        const off = lit && !lit.has(entry);
        const on = { item: { kind: "keyword", id: entry.id }, tip: tipOf(entry) };
        const tone = (colour) => (off ? sheet.tone(colour, 0.4) : css(colour));
        sheet.disc(24, middle, 3.5, tone(paints.clusterColour(entry.id)), on);
        sheet.text(shortened(scene.nodes.label[entry.id], names - 16, size, 500), 33, y, { size, weight: lit && !off ? 700 : 500, fill: tone(paints.ink), role: "label", ...on });
        for (const { text, x } of columns) sheet.text(text(entry), x, y, { size, align: "right", fill: tone(paints.ink), ...on });
        const space = cell > 5 ? 1 : 0;
        for (let year = first; year <= last; year++) {
          const state = year >= entry.begin && year <= entry.end ? "burst" : year < entry.year ? "before" : "after";
          const tall = Math.min({ before: 0.22, after: 0.36, burst: 0.62 }[state] * row, 14);
          const window = scene.state.window;
          const dim = off || (window && (year < window[0] || year > window[1]));
          const [colour, share] = colours[state];
          sheet.rect(bar + (year - first) * cell, middle - tall / 2, cell - space, tall, sheet.tone(colour, dim ? 0.3 * share : share), { round: space, ...on });
        }
        sheet.nodes.push({ id: entry.id, x: bar + ((entry.begin + entry.end + 1) / 2 - first) * cell, y: middle, r: row / 3 });
      });
      return sheet;
    },
  });
}
