// Drawings of a feature's numbers.

import { count, h, minus, number, svg } from "./dom.js";
import { sign, visible } from "./tokens.js";

const WIDTH = 360;
const HEIGHT = 96;

// How often the feature fires how strongly. Heights are logarithmic: strong firings are rare.
export function histogram(record) {
  const bins = record.histogram;
  const width = WIDTH / bins.length;
  const tallest = Math.log1p(Math.max(...bins));
  const bars = bins.map((n, i) => {
    const height = n ? Math.max(2, (HEIGHT * Math.log1p(n)) / tallest) : 0;
    const from = number((record.maximum * i) / bins.length);
    const to = number((record.maximum * (i + 1)) / bins.length);
    const place = { x: i * width + 0.5, width: width - 1, y: HEIGHT - height, height };
    return svg("g", {},
      svg("rect", { ...place, class: "bar", rx: 1 }),
      svg("rect", { x: i * width, width, y: 0, height: HEIGHT, class: "catch" },
        svg("title", {}, `${count(n)} firings from ${from} to ${to}`)));
  });
  const at = (WIDTH * record.mean) / record.maximum;
  const mean = svg("line", { x1: at, x2: at, y1: 0, y2: HEIGHT, class: "mean" },
    svg("title", {}, `mean ${number(record.mean)}`));
  return h("figure", { class: "histogram" },
    svg("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `Histogram of ${count(record.n_firings)} firings from 0 to ` +
        `${number(record.maximum)}, mean ${number(record.mean)}; logarithmic heights`,
    }, bars, mean),
    h("figcaption", {},
      h("span", {}, "0"),
      h("span", { class: "faint" }, "strength · logarithmic heights"),
      h("span", {}, number(record.maximum))));
}

// Tokens that the feature pushes up or down, as bars against the largest of them.
export function effects(rows, kind, largest) {
  if (!rows.length) return h("p", { class: "faint" }, "None.");
  const items = rows.map(({ token, effect }) =>
    h("li", { title: `changes the logit by ${minus(effect.toFixed(4))} per unit of the feature` },
      h("bdi", { class: "token" }, spaced(token)),
      h("span", { class: "track", "aria-hidden": "true" },
        h("span", { class: "effect", "--share": (Math.abs(effect) / largest).toFixed(3) })),
      h("span", { class: "figure" }, minus(effect.toFixed(2)))));
  return h("ol", { class: `effects ${kind}` }, items);
}

// A vocabulary entry with its leading space shown faintly.
function spaced(token) {
  const lead = token.length - token.trimStart().length;
  if (lead === token.length || !token.startsWith(" ")) return visible(token);
  return [sign("·".repeat(lead), "sign over", token.slice(0, lead)), visible(token.slice(lead))];
}

export function neighbours(rows, link) {
  if (!rows.length) return h("p", { class: "faint" }, "None.");
  return h("ol", { class: "neighbours" }, rows.map((row) =>
    h("li", {}, link(row.feature,
      h("span", { class: "figure" }, minus(row.cosine.toFixed(2))),
      h("span", { class: "number" }, String(row.feature)),
      h("span", { class: "label", dir: "auto" }, row.label || "never fired")))));
}
