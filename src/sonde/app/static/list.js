// The list beside the page: what a search finds, or all features in some order.

import { count, h, number, percent } from "./dom.js";
import { get } from "./server.js";

const PAGE = 50;
const WHERE = { highlights: "in highlights", text: "in examples" };

export class FeatureList {
  constructor(link, total) {
    this.link = link; // (feature, ...children) -> <a>
    this.total = total;
    this.results = document.getElementById("results");
    this.found = document.getElementById("found");
    this.more = document.getElementById("more");
    this.sortLabel = document.getElementById("sort-label");
    this.more.addEventListener("click", () => this.extend());
    this.selected = null;
  }

  // Fetches and shows; a later call overtakes an earlier one.
  async show(query, sort) {
    this.query = query.trim();
    this.sort = sort;
    this.asked?.abort();
    this.asked = new AbortController();
    const hits = await this.fetch(0, this.asked.signal);
    this.results.replaceChildren(...hits.map((hit) => this.row(hit)));
    this.results.scrollTop = 0;
    this.sortLabel.hidden = Boolean(this.query);
    this.describe(hits.length);
    this.select(this.selected);
  }

  async fetch(offset, signal) {
    const query = encodeURIComponent(this.query);
    const path = this.query
      ? `search?q=${query}&limit=${PAGE}`
      : `browse?sort=${this.sort}&limit=${PAGE}&offset=${offset}`;
    return (await get(path, signal)).hits;
  }

  async extend() {
    const before = this.results.childElementCount;
    this.more.disabled = true; // a second click would fetch the same page
    const hits = await this.fetch(before, this.asked.signal).finally(() => { this.more.disabled = false; });
    this.results.append(...hits.map((hit) => this.row(hit)));
    this.describe(before + hits.length);
    this.results.children[before]?.firstElementChild.focus();
  }

  describe(shown) {
    const features = shown === 1 ? "1 feature" : `${count(shown)} features`;
    if (!this.query) this.found.textContent = `${count(this.total)} features fire`;
    else if (!shown) this.found.textContent = `Nothing holds “${this.query}”`;
    else this.found.textContent = `${shown < PAGE ? "" : "best "}${features} for “${this.query}”`;
    this.more.hidden = Boolean(this.query) || shown < PAGE || shown >= this.total;
  }

  row(hit) {
    const facts = hit.maximum > 0
      ? [percent(hit.frequency), `max ${number(hit.maximum)}`, WHERE[hit.where]]
      : ["never fired"];
    const link = this.link(hit.feature,
      h("span", { class: "number" }, String(hit.feature)),
      h("span", { class: "label", dir: "auto" }, hit.label || "(no label)"),
      h("span", { class: "facts" }, facts.filter(Boolean).join(" · ")));
    return h("li", {}, link);
  }

  select(feature) {
    this.selected = feature;
    for (const link of this.results.querySelectorAll("a")) {
      const here = Number(link.dataset.feature) === feature;
      link.toggleAttribute("data-current", here);
      here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
  }

  first() {
    return this.results.querySelector("a");
  }

  // Up and down through the links, and back to the search box.
  step(from, by) {
    const links = [...this.results.querySelectorAll("a")];
    const next = links[links.indexOf(from) + by];
    (next ?? (by < 0 ? document.getElementById("search") : from)).focus();
  }
}
