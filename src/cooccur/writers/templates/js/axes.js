/* What the charts share: a sheet to write on, round numbers, texts that fit, and what stands out. */

/* A text as long as its room allows; nothing where not even two letters fit. */
function shortened(text, room, size, weight = 500) {
  if (measure(text, size, weight) <= room) return text;
  const letters = Array.from(text);
  const dots = /[\u2e80-\u9fff]/.test(text) ? "…" : "...";
  const cut = (length) => letters.slice(0, length).join("").trimEnd() + dots;
  let [low, high] = [0, letters.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(middle), size, weight) <= room) low = middle;
    else high = middle - 1;
  }
  return low > 1 ? cut(low) : "";
}

/* The round step that divides a length into at most so many parts. */
function roundStep(length, most, whole = true) {
  const least = length / Math.max(1, most) || 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((size) => size * power >= least * 0.9999) * power;
  return whole ? Math.max(1, step) : step;
}

function roundTicks(low, high, most, whole = true) {
  const step = roundStep(high - low, most, whole);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) found.push(i * step);
  return found;
}

/* Of all things of a chart, those that hold what is chosen; null when none does: then all stay as they are. */
function litOf(list, focus, holds) {
  if (!focus) return null;
  const chosen = new Set(scene.nodesOf(focus));
  const lit = new Set(list.filter((entry) => holds(entry, chosen)));
  return lit.size ? lit : null;
}

const isHidden = (node) => scene.state.hidden.has(scene.nodes.cluster[node]);

/* Shapes and texts of one chart; what is written takes soft letters where nothing else is asked for. */
function newSheet(paints) {
  const tone = (colour, share) => css(mix(paints.paper, colour, share));
  const sheet = { shapes: [], texts: [], nodes: [], tone };
  const add = (kind, what, more) => sheet.shapes.push({ kind, ...what, ...more });
  return Object.assign(sheet, {
    rect: (x, y, width, height, fill, more) => add("rect", { x, y, width, height, fill }, more),
    line: (x1, y1, x2, y2, colour, more) => add("line", { x1, y1, x2, y2, colour, width: 1 }, more),
    disc: (x, y, r, fill, more) => add("disc", { x, y, r, fill }, more),
    path: (d, more) => add("path", { d }, more),
    text(text, x, y, more) {
      if (text) sheet.texts.push({ text, x, y, size: 11.5, weight: 400, fill: css(paints.soft), align: "left", role: "axis", ...more });
    },
    /* A line with a small open head at its end. */
    arrow(x1, y1, x2, y2, colour, more) {
      const [angle, size] = [Math.atan2(y2 - y1, x2 - x1), 4.5];
      const wing = (turn) => [x2 - size * Math.cos(angle + turn), y2 - size * Math.sin(angle + turn)];
      sheet.line(x1, y1, x2, y2, colour, { width: 1.2, ...more });
      sheet.path([["M", ...wing(0.5)], ["L", x2, y2], ["L", ...wing(-0.5)]], { stroke: colour, strokeWidth: 1.2 });
    },
    /* Entries of a key, side by side, in as many lines as they need; gives the height they take or would take. */
    key(entries, x, y, width, dry = false) {
      let [along, down] = [0, 0];
      for (const { text, sample = 0, draw } of entries) {
        const length = sample + measure(text, 11.5, 400);
        if (along && along + length > width) [along, down] = [0, down + 17];
        if (!dry) {
          draw?.(x + along, y + down - 4);
          sheet.text(shortened(text, width - sample, 11.5, 400), x + along + sample, y + down);
        }
        along += length + 22;
      }
      return down + 17;
    },
  });
}
