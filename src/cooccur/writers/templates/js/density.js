/* The map as a surface: how many and how frequent the keywords around each place are (van Eck &
   Waltman 2010). It lies on the map, so moving and zooming only stretch it. */

const KERNEL = 0.125;
const KERNEL_CUT = 3;
const CELLS_PER_WIDTH = 10;
const CELLS_AT_MOST = 1e6;
const PAIRED_AT_MOST = 2000;
const HEAT = {
  light: ["#FFFFFF", "#FFF6CF", "#FFE08A", "#FDBB58", "#F68D45", "#E45F41"],
  dark: ["#14171F", "#2A2140", "#542B5C", "#8A3460", "#BC4550", "#DB6A3E"],
};

const densitySurface = (() => {
  let made = null;

  function heat(share, paints) {
    const stops = HEAT[paints.dark ? "dark" : "light"];
    const place = share * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(place));
    return mix(rgb(stops[low]), rgb(stops[low + 1]), place - low);
  }

  /* The mean distance of two keywords; of very many, that of some that are spread evenly. */
  function meanDistance(list) {
    const n = Math.min(list.length, PAIRED_AT_MOST);
    const some = Array.from({ length: n }, (_, i) => list[Math.floor((i * list.length) / n)]);
    const [x, y] = [scene.nodes.x, scene.nodes.y].map((values) => Float64Array.from(some, (node) => values[node]));
    let sum = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += Math.sqrt((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2);
    return (2 * sum) / (n * (n - 1)) || 1;
  }

  /* A grid over all that the kernels reach, in units of the map. */
  function gridOf(list) {
    const width = scene.state.kernel * meanDistance(list);
    const reach = KERNEL_CUT * width;
    const [left, across] = span(scene.nodes.x, list, reach);
    const [top, down] = span(scene.nodes.y, list, reach);
    const step = Math.max(width / CELLS_PER_WIDTH, Math.sqrt((across * down) / CELLS_AT_MOST));
    return { left, top, step, width, columns: Math.ceil(across / step), rows: Math.ceil(down / step) };
  }

  function span(values, list, reach) {
    let [low, high] = [Infinity, -Infinity];
    for (const node of list) [low, high] = [Math.min(low, values[node]), Math.max(high, values[node])];
    return [low - reach, high - low + 2 * reach];
  }

  /* Adds the kernels of keywords to a field: a product of one factor for the column and one for the row. */
  function spread(field, nodes, { left, top, step, width, columns, rows }) {
    const sharp = (step / width) ** 2;
    const reach = (KERNEL_CUT * width) / step;
    const factors = new Float64Array(columns);
    for (const node of nodes) {
      const [x, y] = [(scene.nodes.x[node] - left) / step - 0.5, (scene.nodes.y[node] - top) / step - 0.5];
      const [from, to] = [Math.max(0, Math.ceil(x - reach)), Math.min(columns - 1, Math.floor(x + reach))];
      for (let i = from; i <= to; i++) factors[i] = Math.exp(-sharp * (i - x) ** 2);
      for (let j = Math.max(0, Math.ceil(y - reach)), end = Math.min(rows - 1, Math.floor(y + reach)); j <= end; j++) {
        const factor = scene.nodes.counts[node] * Math.exp(-sharp * (j - y) ** 2);
        for (let i = from, cell = j * columns + from; i <= to; i++, cell++) field[cell] += factor * factors[i];
      }
    }
  }

  /* Density of all keywords, and for each of red, green, blue that of the clusters times their colour. */
  function fieldsOf(list, grid, paints) {
    const cells = grid.columns * grid.rows;
    const total = new Float64Array(cells);
    if (scene.state.density === "item") {
      spread(total, list, grid);
      return { total };
    }
    const colours = [0, 1, 2].map(() => new Float64Array(cells));
    const part = new Float64Array(cells);
    for (const number of new Set(list.map((node) => scene.nodes.cluster[node]))) {
      const members = list.filter((node) => scene.nodes.cluster[node] === number);
      part.fill(0);
      spread(part, members, grid);
      const colour = paints.clusterColour(members[0]);
      for (let cell = 0; cell < cells; cell++) {
        if (!part[cell]) continue;
        total[cell] += part[cell];
        for (let k = 0; k < 3; k++) colours[k][cell] += part[cell] * colour[k];
      }
    }
    return { total, colours };
  }

  function paint(list, paints) {
    const grid = gridOf(list);
    const { total, colours } = fieldsOf(list, grid, paints);
    const most = total.reduce((high, value) => (value > high ? value : high), 0) || 1;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [grid.columns, grid.rows];
    const context = canvas.getContext("2d");
    const image = context.createImageData(grid.columns, grid.rows);
    const ramp = Array.from({ length: 1025 }, (_, i) => heat(i / 1024, paints));
    for (let cell = 0, at = 0; cell < total.length; cell++, at += 4) {
      const share = total[cell] / most;
      const step = ramp[Math.round(1024 * share)];
      for (let k = 0; k < 3; k++) image.data[at + k] = colours ? paints.paper[k] + (colours[k][cell] / (total[cell] || 1) - paints.paper[k]) * share : step[k];
      image.data[at + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    return { ...grid, canvas, dark: paints.dark };
  }

  scene.subscribe((changed) => {
    if (["window", "hidden", "places", "density", "kernel"].some((key) => changed.has(key))) made = null;
  });

  return {
    draw(pen, frame, paints) {
      const list = scene.shownNodes();
      if (!list.length) return;
      if (made?.dark !== paints.dark) made = paint(list, paints);
      // The figure that is saved stands lower on its sheet than the map on the stage.
      const [x, y] = [frame.px[0] - frame.k * scene.nodes.x[0], frame.py[0] - frame.k * scene.nodes.y[0]];
      const side = frame.k * made.step;
      pen.image(made.canvas, x + frame.k * made.left, y + frame.k * made.top, side * made.columns, side * made.rows);
    },
    ramp: (paints) => Array.from({ length: 12 }, (_, i) => css(heat(i / 11, paints))),
  };
})();

cooccur.views.density = mapView({
  colour: (node, paints) => (scene.state.density === "item" ? mix(paints.ink, paints.paper, 0.15) : paints.clusterColour(node)),
  surface: densitySurface.draw,
  key(paints) {
    return scene.state.density === "item" ? { title: word("itemDensity"), colours: densitySurface.ramp(paints), low: word("low"), high: word("high") } : null;
  },
  controls: () => [
    choice("densityOf", [["item", word("itemDensity")], ["cluster", word("clusterDensity")]], { chosen: scene.state.density, pick: (density) => scene.update({ density }) }),
    ...slider("kernel", { min: 0.05, max: 0.4, step: 0.005, value: scene.state.kernel, beside: true, text: () => scene.state.kernel.toFixed(3), pick: (kernel) => scene.update({ kernel }) }),
  ],
});
