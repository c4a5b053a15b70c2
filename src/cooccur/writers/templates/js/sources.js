/* Circles as pies of the databases that hold the records of a keyword, clockwise from the top. */

const SECTORS_FROM = 2.5;

const sources = (() => {
  const { database: names = [], colour = [], records: totals = [], occurrences = [], parts = occurrences } = data.sources || {};
  const has = names.length > 1;
  let held = null;

  const nameOf = (i) => (names[i] === "?" ? word("unknownDatabase") : plain(names[i]));
  const tone = (i, paints) => {
    const found = rgb(/^#[0-9a-f]{6}$/i.test(colour[i] || "") ? colour[i] : OTHER);
    return paints.dark ? standOut(found, [255, 255, 255], paints.paper, 3.2) : found;
  };

  /* The databases of each record by their place here. */
  function places() {
    const place = new Map(names.map((name, i) => [name, i]));
    held ??= scene.records.keywords.map((_, row) => [...new Set(placesOf(row).map(([name]) => place.get(name || "?")))].filter((i) => i !== undefined));
    return held;
  }

  /* Of some records, how many each database holds; and the same where a record in several counts in equal parts. */
  function countsOf(rows) {
    const found = { counts: names.map(() => 0), parts: names.map(() => 0) };
    for (const row of rows) {
      for (const i of places()[row]) {
        found.counts[i]++;
        found.parts[i] += 1 / places()[row].length;
      }
    }
    return found;
  }

  /* A page that does not hold every record knows the whole period only. */
  function of(node) {
    if (scene.state.window && !scene.records.cut) return countsOf(scene.recordsOf({ kind: "keyword", id: node }));
    return { counts: occurrences.map((column) => column[node]), parts: parts.map((column) => column[node]) };
  }

  function draw(pen, frame, paints, node) {
    const [x, y, r] = [frame.px[node], frame.py[node], frame.r[node]];
    const { parts: shares } = of(node);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const filled = names.map((_, i) => i).filter((i) => shares[i] > 0);
    const fill = (i) => css(mix(paints.paper, tone(i, paints), 0.94));
    if (filled.length < 2 || r < SECTORS_FROM) {
      const [most] = filled.sort((a, b) => shares[b] - shares[a]);
      pen.disc(x, y, r, { fill: most === undefined ? css(paints.other) : fill(most) });
    } else {
      let begin = 0;
      for (const i of filled) {
        const end = begin + shares[i] / total;
        pen.path(sector(x, y, r, begin, end), { fill: fill(i), stroke: r > 5 && css(paints.paper), strokeWidth: 0.8 });
        begin = end;
      }
    }
    const rim = rimOf(frame, paints, node);
    if (rim.ringWidth) pen.disc(x, y, r, { fill: null, ...rim });
  }

  /* A sector between two shares of a circle, its arc in curves of at most a quarter. */
  function sector(x, y, r, begin, end) {
    const steps = Math.ceil(4 * (end - begin) - 1e-9);
    const length = (end - begin) / steps;
    const pull = (4 / 3) * Math.tan((TAU * length) / 4);
    const at = (share, turn = 0) => {
      const [cos, sin] = [Math.cos(TAU * (share - 0.25)), Math.sin(TAU * (share - 0.25))];
      return [x + r * (cos - turn * sin), y + r * (sin + turn * cos)];
    };
    const arc = Array.from({ length: steps }, (_, i) => {
      const [a, b] = [begin + i * length, begin + (i + 1) * length];
      return ["C", ...at(a, pull), ...at(b, -pull), ...at(b)];
    });
    return [["M", x, y], ["L", ...at(begin)], ...arc, ["Z"]];
  }

  const line = (node) => of(node).counts.map((n, i) => n && `${nameOf(i)} ${figure(n)}`).filter(Boolean).join(word("comma"));

  const marks = (paints) => names.map((_, i) => [`${nameOf(i)} (${figure(totals[i])})`, css(tone(i, paints)), true]);

  return { has, names, nameOf, tone, of, countsOf, draw, line, marks };
})();
