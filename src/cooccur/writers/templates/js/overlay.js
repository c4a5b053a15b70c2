/* The map coloured by mean publication year, old to new. */

const yearScale = (() => {
  let range = null;
  return () => {
    if (range) return range;
    const years = (data.nodes.mean_year || []).filter((year) => year !== null).sort((a, b) => a - b);
    const at = (share) => {
      const place = share * (years.length - 1);
      const low = Math.floor(place);
      return years[low] + (years[Math.min(low + 1, years.length - 1)] - years[low]) * (place - low);
    };
    range = years.length ? [at(0.05), at(0.95)] : null;
    return range;
  };
})();

// The yellow end is too light on white, the violet end too dark on black.
const yearColour = (share, paints) => viridis(paints.dark ? 0.16 + 0.84 * share : share);

cooccur.views.overlay = mapView({
  colour(node, paints) {
    const year = scene.nodes.of("mean_year", node);
    const range = yearScale();
    if (year === null || !range) return paints.other;
    return yearColour(Math.max(0, Math.min(1, (year - range[0]) / (range[1] - range[0] || 1))), paints);
  },
  key(paints) {
    const range = yearScale();
    if (!range) return null;
    const colours = Array.from({ length: 12 }, (_, i) => css(yearColour(i / 11, paints)));
    return { title: word("meanYearKey"), colours, low: range[0].toFixed(1), high: range[1].toFixed(1) };
  },
});
