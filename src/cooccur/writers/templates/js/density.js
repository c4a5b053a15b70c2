/* The map as a glow: where keywords are many and frequent, in the colours of their clusters. */

const GLOWING = 2000;

cooccur.views.density = mapView({
  colour: (node, paints) => paints.clusterColour(node),
  glow(pen, frame, paints) {
    const most = Math.max(...scene.nodes.counts, 1);
    // The kernel reaches as far on the map as an eighth of its width, whatever the zoom.
    const reach = Math.max(40, frame.zoom * 0.125 * Math.max(frame.width, frame.height) * 0.8);
    for (const node of byCount().slice(0, GLOWING)) {
      const [x, y] = [frame.px[node], frame.py[node]];
      if (x < -reach || y < -reach || x > frame.width + reach || y > frame.height + reach) continue;
      const share = Math.sqrt(scene.nodes.counts[node] / most);
      pen.glow(x, y, reach * (0.45 + 0.55 * share), mix(paints.clusterColour(node), paints.paper, 0.35), 0.06 + 0.36 * share, paints.dark ? "screen" : "multiply");
    }
  },
});
