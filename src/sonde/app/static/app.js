// What the address says is what the page shows: ?feature=71&q=dog&sort=maximum#example-3

import { count, h, toast } from "./dom.js";
import { featurePage, notice } from "./feature.js";
import { FeatureList } from "./list.js";
import { get, keepToken, ServerError, takeToken } from "./server.js";
import { stopSteering } from "./steering.js";
import { watchHighlights } from "./tokens.js";

const page = document.getElementById("page");
const search = document.getElementById("search");
const sort = document.getElementById("sort");

let site; // what /api/atlas says
let list;
let shown = null; // feature on the page
let asked = null; // AbortController of the record being fetched

function place() {
  const words = new URLSearchParams(location.search);
  const feature = /^\d{1,9}$/.test(words.get("feature") ?? "") ? Number(words.get("feature")) : null;
  const order = words.get("sort");
  return { feature, query: words.get("q") ?? "", sort: site.sorts.includes(order) ? order : "frequency" };
}

function addressOf({ feature, query, sort: order }) {
  const words = new URLSearchParams();
  if (feature !== null) words.set("feature", feature);
  if (query) words.set("q", query);
  if (order !== "frequency") words.set("sort", order);
  return words.size ? `?${words}` : "./";
}

// link(71, child, ...) or link(71, {class: "button"}, child, ...)
function link(feature, ...children) {
  const extra = children[0]?.constructor === Object ? children.shift() : {};
  return h("a", { href: `?feature=${feature}`, "data-feature": feature, ...extra }, children);
}

function go(change) {
  history.pushState(null, "", addressOf({ ...place(), ...change }));
  showFeature(true);
}

async function showFeature(moved) {
  const { feature } = place();
  asked?.abort();
  stopSteering();
  shown = feature;
  list.select(feature);
  document.body.classList.toggle("one", feature !== null);
  if (feature === null) return show(welcome(), "Sonde");
  asked = new AbortController();
  const slow = setTimeout(() => page.replaceChildren(notice("Loading …")), 250);
  try {
    const record = await get(`feature/${feature}`, asked.signal);
    show(featurePage(record, site, link), `${feature} ${record.label}`.trim());
    if (moved) document.getElementById("label").focus({ preventScroll: true });
    toExample();
  } catch (error) {
    if (error.name !== "AbortError") showError(error, () => showFeature(moved));
  } finally {
    clearTimeout(slow);
  }
}

function show(node, title) {
  page.replaceChildren(node);
  document.title = title === "Sonde" ? title : `${title} – Sonde`;
  scrollTo(0, 0);
}

function toExample() {
  const example = /^#example-\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (!example) return;
  example.classList.add("meant");
  example.scrollIntoView({ block: "center" });
}

function welcome() {
  const { counts } = site;
  return h("div", { class: "welcome" },
    h("h1", {}, "What does this model think in?"),
    h("p", {},
      `The ${site.hook_point} activations of ${site.model}, taken apart into ${count(counts.n_features)} ` +
      `features and looked at on ${count(counts.n_tokens)} tokens of ${site.sources.join(", ")}. ` +
      `${count(counts.n_alive)} of the features fired.`),
    h("p", {},
      "Search for a word, or take a feature from the list: its page shows the text it fires on, the " +
      "tokens it promotes, and what the model writes when you turn it."),
    h("p", { class: "faint" },
      h("kbd", {}, "/"), " search, ", h("kbd", {}, "←"), " ", h("kbd", {}, "→"), " previous and next feature"));
}

function showError(error, again) {
  if (error.status === 401) return askToken(again);
  page.replaceChildren(h("div", { class: "notice error", role: "alert" },
    h("p", {}, error.message),
    h("button", { type: "button", click: again }, "Try again")));
}

function askToken(again) {
  const field = h("input", { type: "password", autocomplete: "off", required: true, "aria-label": "Token" });
  const form = h("form", { class: "notice" },
    h("p", {}, "This atlas needs its token: the one that `sonde serve` was started with."),
    field, h("button", { class: "primary" }, "Open"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepToken(field.value.trim());
    again();
  });
  page.replaceChildren(form);
  field.focus();
}

async function showList() {
  const { query, sort: order } = place();
  try {
    await list.show(query, order);
  } catch (error) {
    if (error.name === "AbortError") return;
    document.getElementById("found").textContent = error.message;
    if (!(error instanceof ServerError)) throw error;
  }
}

let typing;

function onType() {
  clearTimeout(typing);
  typing = setTimeout(() => {
    history.replaceState(null, "", addressOf({ ...place(), query: search.value.trim() }));
    document.body.classList.remove("one"); // on a phone the list comes back
    showList();
  }, 150);
}

function onClick(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target.closest("a[data-feature], a[data-home]");
  if (!target) return;
  event.preventDefault();
  go({ feature: target.dataset.feature ? Number(target.dataset.feature) : null });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target, key } = event;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by && (target === search || target.closest("#results"))) {
    event.preventDefault();
    list.step(target, by);
  } else if (target.closest("input, textarea, select")) {
    if (key === "Escape") target.blur();
  } else if (key === "/") {
    event.preventDefault();
    search.select();
  } else if (key === "ArrowLeft" || key === "ArrowRight") {
    document.querySelector(`[data-step=${key === "ArrowLeft" ? "Previous" : "Next"}]`)?.click();
  }
}

function onBack() {
  const there = place();
  search.value = there.query;
  sort.value = there.sort;
  showList();
  if (there.feature !== shown) showFeature(false);
  else document.body.classList.toggle("one", shown !== null);
}

async function start() {
  try {
    site = await get("atlas");
  } catch (error) {
    return showError(error, start);
  }
  document.getElementById("about").replaceChildren(
    h("b", {}, site.model), ` ${site.hook_point} · ${count(site.counts.n_features)} features`);
  list = new FeatureList(link, site.counts.n_alive);
  search.value = place().query;
  sort.value = place().sort;
  search.disabled = sort.disabled = false; // what is typed before this would be lost
  search.addEventListener("input", onType);
  sort.addEventListener("change", () => {
    history.replaceState(null, "", addressOf({ ...place(), sort: sort.value }));
    showList();
  });
  document.getElementById("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const number = /^\s*#?(\d{1,9})\s*$/.exec(search.value);
    if (number) go({ feature: Number(number[1]) });
    else list.first()?.focus();
  });
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", onBack);
  addEventListener("unhandledrejection", ({ reason }) => toast(reason?.message ?? "Something went wrong."));
  watchHighlights(page);
  showList();
  showFeature(false);
}

takeToken();
start();
