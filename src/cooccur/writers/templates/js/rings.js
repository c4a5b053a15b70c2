/* CiteSpace's tree rings: one ring a year, as thick as the year's count, the oldest in the middle;
   red where a burst was on. And the purple rim of pivotal keywords, which plain discs have as well. */

const RED = { light: [214, 39, 40], dark: [255, 92, 88] };
const PURPLE = { light: [123, 31, 162], dark: [206, 147, 255] };
const RINGS_FROM = 6;

const toneOf = (tones, paints) => (paints.dark ? tones.dark : tones.light);

/* Of many keywords only circles large enough to show rings have them. */
const drawsRings = (frame, node) => scene.state.style === "rings" && (scene.nodes.n <= 1000 || frame.r[node] > RINGS_FROM);

/* The years of each keyword's bursts, as a set of years. */
const burstYears = (() => {
  let found = null;
  return (node) => {
    if (!found) {
      found = new Map();
      (data.bursts?.node || []).forEach((of, i) => {
        const years = found.get(of) || found.set(of, new Set()).get(of);
        for (let year = data.bursts.begin[i]; year <= data.bursts.end[i]; year++) years.add(year);
      });
    }
    return found.get(node);
  };
})();

const ringColour = (year, paints) => yearColour((year - scene.years[0]) / (scene.years[1] - scene.years[0] || 1), paints);

/* [outer edge as a share of the radius, year] of each ring, from the middle outwards. */
function ringsOf(node) {
  const [from, to] = scene.state.window || scene.years;
  const run = data.years.nodes[node];
  const rings = [];
  let sum = 0;
  for (let i = 1; i < run.length; i++) {
    const year = scene.years[0] + run[0] + i - 1;
    if (!run[i] || year < from || year > to) continue;
    sum += run[i];
    rings.push([sum, year]);
  }
  return rings.map(([edge, year]) => [edge / sum, year]);
}

function rimOf(frame, paints, node) {
  const central = scene.nodes.of("betweenness", node);
  if (!(central >= PIVOTAL)) return {};
  return { ring: css(toneOf(PURPLE, paints)), ringWidth: Math.min(0.3 * frame.r[node], 1 + 6 * central) };
}

function drawRings(pen, frame, paints, node) {
  const [x, y, r] = [frame.px[node], frame.py[node], frame.r[node]];
  const bursts = burstYears(node);
  const rings = ringsOf(node);
  let outer = Infinity;
  for (let i = rings.length - 1; i >= 0; i--) {
    const [edge, year] = rings[i];
    const burst = bursts?.has(year);
    // What would be thinner than a third of a pixel is not worth a stroke, unless it burst.
    if (outer - edge * r < 0.35 && !burst) continue;
    outer = edge * r;
    const thick = outer - (i ? rings[i - 1][0] * r : 0);
    pen.disc(x, y, Math.max(outer, 0.8), { fill: css(burst ? toneOf(RED, paints) : ringColour(year, paints)), ring: css(paints.paper), ringWidth: thick > 1.5 ? 0.5 : 0 });
  }
  const rim = rimOf(frame, paints, node);
  if (rim.ringWidth) pen.disc(x, y, r + rim.ringWidth / 2, { fill: null, ...rim });
}

/* The key of rings, pies and rims, for the legend and for figures. */
function ringKey(paints) {
  const { betweenness } = data.nodes;
  const marks = scene.state.style === "sources" ? sources.marks(paints) : [];
  if (scene.state.style === "rings" && data.bursts?.node?.length) marks.push([word("burstYear"), css(toneOf(RED, paints)), true]);
  if (betweenness?.some((value) => value >= PIVOTAL)) marks.push([word("pivotal"), css(toneOf(PURPLE, paints)), false]);
  const ramp = scene.state.style === "rings" ? { title: word("ringYears"), colours: Array.from({ length: 12 }, (_, i) => css(yearColour(i / 11, paints))), low: String(scene.years[0]), high: String(scene.years[1]) } : null;
  return { ramp, marks };
}
