/* Figures: the map as it is seen, without hover and choice, with title, legend and signature. */

const PIXELS_AT_MOST = 64e6;

/* Four times the screen, for print; never less than three. */
function scaleFor({ width, height }) {
  return Math.max(3, Math.min(4, Math.sqrt(PIXELS_AT_MOST / (width * height))));
}

/* Paints the whole figure with a pen; gives its size. Without a pen it only measures. */
function composeFigure(pen, paints) {
  const camera = { ...stage.camera };
  const [pad, top] = [22, 64];
  const legendTop = top + camera.height + 14;
  const entries = legendEntries(camera.width - 2 * pad);
  const rows = entries.length ? entries[entries.length - 1].row + 1 : 0;
  const lines = wrap(signatureLine(), camera.width - 2 * pad, 10.5);
  const width = camera.width;
  const height = legendTop + rows * 20 + keysOf(paints).length * 28 + 14 + lines.length * 15 + 12;
  if (!pen) return { width, height };
  const frame = frameOf(camera);
  pen.group("background");
  pen.rect(0, 0, width, height, css(paints.paper));
  // Everything of the stage moves down below the title.
  const view = stage.view();
  pen.shift(top);
  if (view.compose) drawChart(pen, view.compose({ width, height: camera.height, paints, focus: null }), paints);
  else {
    view.draw(pen, frame, paints);
    view.drawLabels(pen, stage.placed(), paints);
    view.fixed?.(pen, frame, paints, null);
  }
  pen.shift(-top);
  pen.group("frame");
  // What hangs over the stage's edges is covered where title and legend stand.
  pen.rect(0, 0, width, top, css(paints.paper));
  pen.rect(0, legendTop - 12, width, height - legendTop + 12, css(paints.paper));
  pen.line(pad, legendTop - 6, width - pad, legendTop - 6, css(paints.line), 1);
  pen.group("title");
  pen.texts([{ x: pad, y: 32, text: mapTitle(), size: 19, weight: 650 }], { fill: css(paints.ink), align: "left" });
  pen.texts([{ x: pad, y: 51, text: figureSummary(), size: 12, weight: 400 }], { fill: css(paints.soft), align: "left" });
  let y = drawLegend(pen, paints, entries, legendTop, pad);
  pen.group("signature");
  y += 16;
  pen.texts(lines.map((text, i) => ({ x: pad, y: y + 6 + i * 15, text, size: 10.5, weight: 400 })), { fill: css(paints.soft), align: "left" });
  return { width, height };
}

function figureSummary() {
  const window = scene.state.window;
  return window ? `${summaryLine()}${word("comma")}${spanText(window)}` : summaryLine();
}

/* The keys of colours that belong to the view, a line each. */
function keysOf(paints) {
  const view = stage.view();
  const { ramp, marks } = view.rings ? ringKey(paints) : { marks: [] };
  return [view.key?.(paints), ramp, marks.length ? { marks } : null].filter(Boolean);
}

function legendEntries(width) {
  // A chart with a key of its own is not coloured by cluster.
  if (stage.view().compose && stage.view().key) return [];
  let [x, row] = [0, 0];
  return scene.clusters.filter((cluster) => cluster.size > 1 && !scene.state.hidden.has(cluster.number)).slice(0, 24).map((cluster) => {
    const text = `${cutLabel(cluster.name)} (${cluster.size})`;
    const length = 16 + measure(text, 12) + 22;
    if (x && x + length - 22 > width) [x, row] = [0, row + 1];
    const entry = { cluster, text, x, row };
    x += length;
    return entry;
  });
}

function drawLegend(pen, paints, entries, top, pad) {
  pen.group("legend");
  let y = top + 12;
  const key = stage.view().key?.(paints);
  for (const { colours, title, low, high, marks = [] } of keysOf(paints)) {
    let x = pad;
    const say = (text) => pen.texts([{ x, y: y + 1, text, size: 12, weight: 400 }], { fill: css(paints.ink), align: "left" });
    if (colours) {
      pen.ramp(x, y - 7, 150, 8, colours);
      x += 160;
      say(`${title}: ${low} – ${high}`);
    }
    for (const [text, colour, full] of marks) {
      pen.disc(x + 5, y - 3, full ? 4.5 : 4, full ? { fill: colour } : { fill: null, ring: colour, ringWidth: 2 });
      x += 16;
      say(text);
      x += measure(text, 12, 400) + 22;
    }
    y += 28;
  }
  for (const { cluster, x, row } of entries) pen.disc(pad + x + 5, y + row * 20 - 4, 4.5, { fill: css(key ? paints.soft : paints.clusters[cluster.index]) });
  pen.texts(entries.map(({ text, x, row }) => ({ x: pad + x + 16, y: y + row * 20, text, size: 12 })), { fill: css(paints.ink), align: "left" });
  return entries.length ? y + entries[entries.length - 1].row * 20 : y - 12;
}

function wrap(text, width, size) {
  const lines = [];
  for (const part of text.split(word("stop"))) {
    const longer = lines.length ? `${lines[lines.length - 1]}${word("stop")}${part}` : part;
    if (lines.length && measure(longer, size, 400) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function figureCanvas(paints) {
  const size = composeFigure(null, paints);
  const { width, height } = size;
  const scale = scaleFor(size);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  composeFigure(canvasPen(context), paints);
  return canvas;
}

function figureSvg(paints) {
  const { width, height } = composeFigure(null, paints);
  const pen = svgPen(width, height);
  composeFigure(pen, paints);
  return pen.finish(mapTitle());
}

function save(blob, ending) {
  const name = `${mapTitle().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80) || "map"}.${ending}`;
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(word("saved", { name }));
}

byId("png").addEventListener("click", () => figureCanvas(stage.paints()).toBlob((blob) => blob && save(blob, "png"), "image/png"));
byId("svg").addEventListener("click", () => save(new Blob([figureSvg(stage.paints())], { type: "image/svg+xml" }), "svg"));

/* On paper stands the figure, light whatever the screen is. */
addEventListener("beforeprint", () => {
  const sheet = figureCanvas(paintsOf("light"));
  sheet.id = "sheet";
  document.body.append(sheet);
  document.documentElement.classList.add("printing");
});
addEventListener("afterprint", () => {
  byId("sheet")?.remove();
  document.documentElement.classList.remove("printing");
});
