"use strict";
(() => {
  const data = JSON.parse(document.getElementById("cooccur-data").textContent);
  const stage = document.getElementById("stage");
  const FAMILY =
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
  let drawn = [];

  const meanSize = data.nodes.reduce((sum, node) => sum + node.size, 0) / (data.nodes.length || 1);
  const order = data.nodes.slice().sort((a, b) => b.size - a.size || a.id - b.id);
  const fontOf = (node) => Math.min(26, 9.5 + 3.6 * (node.size / meanSize));
  const cut = (text) => (Array.from(text).length > 30 ? Array.from(text).slice(0, 29).join("") + "…" : text);

  // vis draws no labels: ours are placed by frequency and never overlap.
  const network = new vis.Network(
    stage,
    {
      nodes: new vis.DataSet(data.nodes.map((node) => ({ ...node, label: undefined }))),
      edges: new vis.DataSet(data.edges.map((edge, id) => ({ ...edge, id }))),
    },
    data.options,
  );

  function free(box, taken) {
    return taken.every(
      (other) =>
        box.x + box.width <= other.x ||
        other.x + other.width <= box.x ||
        box.y + box.height <= other.y ||
        other.y + other.height <= box.y,
    );
  }

  function place(context) {
    const taken = [];
    const labels = [];
    for (const node of order) {
      const centre = network.canvasToDOM(network.getPosition(node.id));
      const radius = node.size * network.getScale();
      const font = fontOf(node);
      const text = cut(data.nodes[node.id].label);
      context.font = `500 ${font}px ${FAMILY}`;
      const width = context.measureText(text).width + 4;
      const height = font * 1.2;
      const places = [
        [centre.x - width / 2, centre.y + radius + 1],
        [centre.x + radius + 2, centre.y - height / 2],
        [centre.x - width / 2, centre.y - radius - height - 1],
        [centre.x - radius - width - 2, centre.y - height / 2],
      ];
      if (radius > 0.62 * font) places.unshift([centre.x - width / 2, centre.y - height / 2]);
      for (const [x, y] of places) {
        const box = { id: node.id, text, font, x, y, width, height };
        const inside =
          x >= 0 && y >= 0 && x + width <= stage.clientWidth && y + height <= stage.clientHeight;
        if (inside && free(box, taken)) {
          taken.push(box);
          labels.push(box);
          break;
        }
      }
      if (radius > 5) {
        const half = 0.8 * radius;
        taken.push({ x: centre.x - half, y: centre.y - half, width: 2 * half, height: 2 * half });
      }
    }
    return labels;
  }

  network.on("afterDrawing", (context) => {
    context.save();
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawn = place(context);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const label of drawn) {
      context.font = `500 ${label.font}px ${FAMILY}`;
      context.lineWidth = Math.max(2.2, 0.2 * label.font);
      context.strokeStyle = "rgba(255,255,255,0.8)";
      context.fillStyle = "rgba(29,36,51,0.94)";
      const x = label.x + label.width / 2;
      const y = label.y + label.height / 2;
      context.strokeText(label.text, x, y);
      context.fillText(label.text, x, y);
    }
    context.restore();
  });

  const legend = document.getElementById("legend");
  for (const cluster of data.clusters) {
    const row = document.createElement("li");
    const dot = document.createElement("i");
    dot.style.background = cluster.colour;
    const name = document.createElement("b");
    name.textContent = `#${cluster.number} ${cluster.label}`;
    const size = document.createElement("span");
    size.textContent = cluster.size;
    row.append(dot, name, size);
    legend.append(row);
  }

  window.cooccur = Object.freeze({
    state: () => ({
      view: "network",
      selection: network.getSelectedNodes().slice(0, 1),
      nodes: data.nodes.map((node) => {
        const { x, y } = network.canvasToDOM(network.getPosition(node.id));
        return { id: node.id, label: node.label, x, y, r: node.size * network.getScale(), shown: true };
      }),
      labels: drawn.map(({ id, text, x, y, width, height }) => ({ id, text, x, y, width, height })),
    }),
  });
  network.once("afterDrawing", () => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.documentElement.setAttribute("data-ready", "1")),
    );
  });
  network.fit({ animation: false });
})();
