// The page of one feature.

import { effects, histogram, neighbours } from "./charts.js";
import { copy, count, h, number, percent } from "./dom.js";
import { steeringBox } from "./steering.js";
import { highlighted } from "./tokens.js";

const OFFLINE = "Made from the feature's own examples and tokens; no language model was asked.";
const INTERVAL = "The firings below the strongest, in equal parts by rank: what a label must also explain.";

// `site` is what /api/atlas says; `link` makes a link to another feature.
export function featurePage(record, site, link) {
  return h("article", { class: "feature", "aria-labelledby": "label" },
    top(record, site, link),
    facts(record, site),
    record.n_firings
      ? steeringBox(record, site)
      : notice(`This feature never fired on the ${count(site.counts.n_tokens)} tokens of this atlas, ` +
          "so it has no examples, and no maximum to steer by. What it would promote is known " +
          "from its direction."),
    h("div", { class: record.n_firings ? "evidence" : "evidence dead" },
      logits(record),
      record.n_firings ? [section("Firings", histogram(record)), examples(record)] : null,
      section("Nearest directions", neighbours(record.neighbours, link))));
}

const section = (title, ...children) => h("section", {}, h("h2", {}, title), children);

export const notice = (...children) => h("p", { class: "notice" }, children);

function top(record, site, link) {
  const { feature } = record;
  const last = site.counts.n_features - 1;
  const step = (to, name, key) =>
    to < 0 || to > last
      ? null
      : link(to, { class: "button", "aria-label": `${name} feature`, title: `${name} (${key})`, "data-step": name }, key);
  const badge = record.label_source === "offline"
    ? h("span", { class: "badge", title: OFFLINE }, "offline label")
    : h("span", { class: "badge" }, record.label_source);
  return h("div", { class: "top" },
    h("div", { class: "steps" },
      h("a", { class: "button back", href: "./", "data-home": true }, "‹ All features"),
      h("span", { class: "number" }, `Feature ${feature}`),
      h("span", { class: "spring" }),
      step(feature - 1, "Previous", "←"),
      step(feature + 1, "Next", "→"),
      h("button", { type: "button", click: () => copy(address(feature)) }, "Copy link")),
    h("h1", { id: "label", tabindex: -1, dir: "auto" },
      record.label || (record.n_firings ? "(no label)" : "Never fired")),
    record.label ? badge : null);
}

function address(feature, example) {
  const there = new URL("./", location.href);
  there.searchParams.set("feature", feature);
  if (example) there.hash = example;
  return there.href;
}

function facts(record, site) {
  const pair = (name, value, note) =>
    h("div", { title: note }, h("dt", {}, name), h("dd", {}, value));
  return h("dl", { class: "facts" },
    pair("fires on", `${percent(record.frequency)} of tokens`, `of ${count(site.counts.n_tokens)} tokens`),
    pair("firings", count(record.n_firings)),
    pair("maximum", number(record.maximum), "the strongest firing seen; steering counts in multiples of it"),
    pair("mean", number(record.mean), "over the tokens on which it fires"),
    Object.entries(record.shares ?? {}).map(([place, share]) =>
      pair(`at ${place}`, percent(share), "share of its decoder direction")),
    record.stability && pair("comes again", number(record.stability.matched),
      `cosine with its pair in dictionaries of other seeds; ${number(record.stability.by_chance)} by chance`));
}

function logits(record) {
  const sizes = [...record.promoted, ...record.suppressed].map((row) => Math.abs(row.effect));
  const largest = Math.max(...sizes, 1e-9);
  return h("section", { class: "logits" },
    h("div", {}, h("h2", {}, "Promotes"), effects(record.promoted, "promoted", largest)),
    h("div", {}, h("h2", {}, "Suppresses"), effects(record.suppressed, "suppressed", largest)));
}

function examples(record) {
  const groups = new Map();
  record.examples.forEach((example, i) => {
    if (!groups.has(example.interval)) groups.set(example.interval, []);
    groups.get(example.interval).push(card(record, example, `example-${i + 1}`));
  });
  const last = Math.max(...groups.keys());
  const list = h("section", { class: "examples", "aria-label": "Examples" });
  const breaks = h("input", {
    type: "checkbox", change: ({ target }) => list.classList.toggle("breaks", target.checked),
  });
  list.append(...[...groups].map(([interval, cards]) => {
    const title = interval === 0 ? "Strongest" : `Interval ${interval} of ${last}`;
    const note = interval === 0 ? null : INTERVAL;
    const extra = interval === 0 ? h("label", { class: "small" }, breaks, " line breaks") : null;
    return h("section", {}, h("h2", { title: note }, title, extra), h("ol", {}, cards));
  }));
  return list;
}

function card(record, example, id) {
  return h("li", { id, class: "example" },
    highlighted(example, record.maximum),
    h("p", { class: "source" },
      h("span", { class: "figure", title: "strongest firing in this example" }, number(example.value)),
      h("span", { class: "document", dir: "auto", title: example.document }, example.document),
      h("button", {
        type: "button",
        class: "quiet",
        "aria-label": "Copy link to this example",
        click: () => copy(address(record.feature, id)),
      }, "copy link")));
}
