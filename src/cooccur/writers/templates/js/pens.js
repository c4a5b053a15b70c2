/* Two pens with the same strokes: one paints on a canvas, one writes SVG. What is drawn is decided
   elsewhere, so that the picture saved is the picture seen. */

const TAU = 2 * Math.PI;

function canvasPen(context) {
  const stroke = (colour, width, alpha) => {
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  };
  return {
    group() {},
    /* What follows stands so much lower. */
    shift(dy) { context.translate(0, dy); },
    rect(x, y, width, height, fill, { alpha = 1, round = 0 } = {}) {
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.beginPath();
      context.roundRect(x, y, width, height, round);
      context.fill();
    },
    line(x1, y1, x2, y2, colour, width, { alpha = 1, dash = [] } = {}) {
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.setLineDash(dash);
      stroke(colour, width, alpha);
      context.setLineDash([]);
    },
    /* d: a list of ["M" | "L" | "C" | "Z", ...numbers]. */
    path(d, { fill, alpha = 1, stroke: colour, strokeWidth = 1 }) {
      trace(context, d);
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      if (fill) context.fill();
      if (colour) stroke(colour, strokeWidth, fill ? 1 : alpha);
    },
    curve([x1, y1, cx, cy, x2, y2], { from, to, width, alpha }) {
      context.beginPath();
      context.moveTo(x1, y1);
      context.quadraticCurveTo(cx, cy, x2, y2);
      if (from === to) return stroke(from, width, alpha);
      const gradient = context.createLinearGradient(x1, y1, x2, y2);
      gradient.addColorStop(0, from);
      gradient.addColorStop(1, to);
      return stroke(gradient, width, alpha);
    },
    disc(x, y, r, { fill, alpha = 1, ring, ringWidth = 0 }) {
      context.beginPath();
      context.arc(x, y, r, 0, TAU);
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      if (fill) context.fill();
      if (ringWidth) stroke(ring, ringWidth, 1);
    },
    /* A raster picture, another canvas, stretched smoothly. */
    image(picture, x, y, width, height) {
      context.globalAlpha = 1;
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, x, y, width, height);
    },
    ramp(x, y, width, height, colours) {
      const gradient = context.createLinearGradient(x, 0, x + width, 0);
      colours.forEach((colour, i) => gradient.addColorStop(i / (colours.length - 1), colour));
      this.rect(x, y, width, height, gradient);
    },
    texts(list, { fill, alpha = 1, halo, haloWidth, align = "center" }) {
      context.textAlign = align;
      context.textBaseline = "alphabetic";
      context.lineJoin = "round";
      for (const { x, y, text, size, weight = 500, fill: own } of list) {
        context.font = `${weight} ${size}px ${FONT}`;
        if (halo) {
          context.globalAlpha = 0.78;
          context.strokeStyle = halo;
          context.lineWidth = haloWidth(size);
          context.strokeText(text, x, y);
        }
        context.globalAlpha = alpha;
        context.fillStyle = own || fill;
        context.fillText(text, x, y);
      }
    },
  };
}

/* Twice as many pixels, stretched smoothly here: not every program that shows SVG does so. */
function finer(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * picture.width, 2 * picture.height];
  canvasPen(canvas.getContext("2d")).image(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const STEPS = { M: "moveTo", L: "lineTo", C: "bezierCurveTo", Z: "closePath" };

function trace(context, d) {
  context.beginPath();
  for (const [step, ...numbers] of d) context[STEPS[step]](...numbers);
}

const escapeXml = (text) =>
  String(text)
    .replace(/[^\u0009\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function svgPen(width, height) {
  const out = [];
  const defs = [];
  let open = false;
  let lower = 0;
  const n = (value) => String(Math.round(value * 100) / 100);
  const close = () => { if (open) out.push("</g>"); };
  // No template stands in a template: the minifier takes the inner one for code and eats its spaces.
  const given = (name, value) => (value ? ` ${name}="${value}"` : "");
  const textOf = ({ x, y, text, size, weight = 500, fill }) =>
    `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" font-weight="${weight}"${given("fill", fill)}>${escapeXml(text)}</text>`;
  return {
    group(name) {
      close();
      out.push(`<g class="${name}"${given("transform", lower && "translate(0 " + n(lower) + ")")}>`);
      open = true;
    },
    shift(dy) { lower += dy; },
    rect: (x, y, w, h, fill, { alpha = 1, round = 0 } = {}) =>
      out.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"${given("fill-opacity", alpha < 1 && n(alpha))}${given("rx", round)}/>`),
    line: (x1, y1, x2, y2, colour, w, { alpha = 1, dash = [] } = {}) =>
      out.push(`<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" stroke="${colour}" stroke-width="${n(w)}"${given("stroke-opacity", alpha < 1 && n(alpha))}${given("stroke-dasharray", dash.join(" "))}/>`),
    path: (d, { fill, alpha = 1, stroke, strokeWidth = 1 }) =>
      out.push(`<path d="${d.map(([step, ...numbers]) => step + numbers.map(n).join(" ")).join("")}" fill="${fill || "none"}"${given("fill-opacity", fill && alpha < 1 && n(alpha))}${given("stroke", stroke)}${given("stroke-width", stroke && n(strokeWidth))}${given("stroke-opacity", stroke && !fill && alpha < 1 && n(alpha))}/>`),
    curve([x1, y1, cx, cy, x2, y2], { from, to, width: w, alpha }) {
      let paint = from;
      if (from !== to) {
        const id = `g${defs.length}`;
        defs.push(`<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`);
        paint = `url(#${id})`;
      }
      out.push(`<path d="M${n(x1)} ${n(y1)}Q${n(cx)} ${n(cy)} ${n(x2)} ${n(y2)}" fill="none" stroke="${paint}" stroke-width="${n(w)}" stroke-opacity="${n(alpha)}"/>`);
    },
    disc: (x, y, r, { fill, alpha = 1, ring, ringWidth = 0 }) =>
      out.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill || "none"}" fill-opacity="${n(alpha)}"${given("stroke", ringWidth && ring)}${given("stroke-width", ringWidth && n(ringWidth))}/>`),
    image: (picture, x, y, w, h) =>
      out.push(`<image x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" preserveAspectRatio="none" href="${finer(picture).toDataURL("image/png")}"/>`),
    ramp(x, y, w, h, colours) {
      const id = `g${defs.length}`;
      const stops = colours.map((colour, i) => `<stop offset="${n(i / (colours.length - 1))}" stop-color="${colour}"/>`);
      defs.push(`<linearGradient id="${id}">${stops.join("")}</linearGradient>`);
      this.rect(x, y, w, h, `url(#${id})`);
    },
    texts(list, { fill, alpha = 1, halo, haloWidth, align = "center" }) {
      const anchor = { center: "middle", left: "start", right: "end" }[align];
      // The halo is a text of its own underneath: some programs ignore paint-order and whiten the text.
      if (halo) {
        out.push(`<g class="halos" aria-hidden="true" text-anchor="${anchor}" fill="none" stroke="${halo}" stroke-opacity=".78" stroke-linejoin="round">`);
        for (const entry of list) out.push(textOf({ ...entry, fill: "" }).replace("<text ", `<text stroke-width="${n(haloWidth(entry.size))}" `));
        out.push("</g>");
      }
      out.push(`<g class="texts" text-anchor="${anchor}" fill="${fill}" fill-opacity="${n(alpha)}">`, ...list.map(textOf), "</g>");
    },
    finish(title) {
      close();
      if (defs.length) out.unshift(`<defs>${defs.join("")}</defs>`);
      return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img" font-family="${escapeXml(FONT)}">\n<title>${escapeXml(title)}</title>\n${out.join("\n")}\n</svg>\n`;
    },
  };
}
