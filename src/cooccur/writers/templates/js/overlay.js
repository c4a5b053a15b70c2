/* The map coloured by a score of its keywords, low to high: mean publication year, or another. */

/* Scores in the order they are offered, with the decimals of their numbers. */
const SCORES = { mean_year: 1, mean_citations: 1, normalised_citations: 2, first_year: 0, burst_strength: 2, betweenness: 4, stability: 2 };

/* Scores that are 0 where there is none: without a year, without a burst. */
const NONE_AT_ZERO = ["first_year", "burst_strength"];

function scoreOf(name, node) {
  const score = scene.nodes.of(name, node);
  return score === 0 && NONE_AT_ZERO.includes(name) ? null : score;
}

const overlay = (() => {
  const ranges = new Map();

  /* The 5th and 95th percentile of a score, or null when no keyword has it. */
  function range(name) {
    if (ranges.has(name)) return ranges.get(name);
    const scores = Array.from(scene.nodes.label, (_, node) => scoreOf(name, node)).filter((score) => score !== null).sort((a, b) => a - b);
    const at = (share) => {
      const place = share * (scores.length - 1);
      const low = Math.floor(place);
      return scores[low] + (scores[Math.min(low + 1, scores.length - 1)] - scores[low]) * (place - low);
    };
    ranges.set(name, scores.length ? [at(0.05), at(0.95)] : null);
    return ranges.get(name);
  }

  const offered = () => Object.keys(SCORES).filter(range);
  const chosen = () => (range(scene.state.score) ? scene.state.score : offered()[0]);
  return { range, offered, chosen };
})();

// The yellow end is too light on white, the violet end too dark on black.
const yearColour = (share, paints) => viridis(paints.dark ? 0.16 + 0.84 * share : share);

const scoreName = (name) => (name === "mean_year" ? word("meanPublicationYear") : word(wordOf(name)));

cooccur.views.overlay = mapView({
  rings: false,
  colour(node, paints) {
    const name = overlay.chosen();
    const score = name ? scoreOf(name, node) : null;
    if (score === null) return paints.other;
    const [low, high] = overlay.range(name);
    return yearColour(Math.max(0, Math.min(1, (score - low) / (high - low || 1))), paints);
  },
  key(paints) {
    const name = overlay.chosen();
    if (!name) return null;
    const colours = Array.from({ length: 12 }, (_, i) => css(yearColour(i / 11, paints)));
    const [low, high] = overlay.range(name).map((score) => score.toFixed(Number.isInteger(score) && SCORES[name] < 2 ? 0 : SCORES[name]));
    return { title: word("colourIs", { name: scoreName(name) }), heading: word("colour"), colours, low, high };
  },
  controls() {
    const names = overlay.offered();
    if (names.length < 2) return [];
    const capital = (text) => text[0].toUpperCase() + text.slice(1);
    const select = make("select", { "data-key": "score", "aria-label": word("colour"), onchange: () => scene.update({ score: select.value }) },
      ...names.map((name) => make("option", { value: name, selected: name === overlay.chosen() }, capital(scoreName(name)))));
    return [select];
  },
});
