/* One palette for all views: clusters, years, light and dark. Colours are [r, g, b]. */

const PALETTE = ["#4545B8", "#E8457F", "#14B9B1", "#B1A90C", "#AC76F0", "#52894E", "#9F1E57", "#65530D"];
const OTHER = "#848688";
const VIRIDIS = ["#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C"];

const THEMES = {
  light: { paper: [255, 255, 255], ink: [29, 36, 51], soft: [87, 96, 113], line: [226, 229, 234], disc: 0.86 },
  dark: { paper: [20, 23, 31], ink: [232, 235, 242], soft: [165, 173, 188], line: [44, 49, 61], disc: 0.9 },
};

function rgb(hex) {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

const mix = (a, b, share) => a.map((part, i) => part + (b[i] - part) * share);

const css = (colour) => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/* The colour, moved towards another until it stands out enough from the paper. */
function standOut(colour, towards, paper, least) {
  let found = colour;
  for (let share = 0.06; contrast(found, paper) < least && share < 1; share += 0.06) found = mix(colour, towards, share);
  return found;
}

function viridis(share) {
  const place = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(place));
  return mix(rgb(VIRIDIS[low]), rgb(VIRIDIS[low + 1]), place - low);
}

/* What a view paints with under a theme. */
function paintsOf(name) {
  const theme = THEMES[name];
  const dark = name === "dark";
  const given = data.clusters.colour || [];
  const clusters = (data.clusters.cluster || []).map((number, i) => {
    const colour = rgb(/^#[0-9a-f]{6}$/i.test(given[i] || "") ? given[i] : PALETTE[number] || OTHER);
    return dark ? standOut(colour, [255, 255, 255], theme.paper, 3.2) : colour;
  });
  const other = rgb(OTHER);
  const at = new Map((data.clusters.cluster || []).map((number, i) => [number, clusters[i]]));
  const names = clusters.map((colour) => standOut(mix(colour, theme.ink, 0.12), theme.ink, theme.paper, 4.5));
  return { ...theme, dark, clusters, names, other, clusterColour: (node) => at.get(scene.nodes.cluster[node]) || other };
}
