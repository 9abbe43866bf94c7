// Turning a feature: the model's text without and with the edit, side by side as it is written.

import { h, number, times } from "./dom.js";
import { events } from "./server.js";

// Kept from feature to feature.
const settings = {
  prompt: "Once upon a time", action: "clamp", strength: 1, n_tokens: 60, temperature: 0.7, seed: 0, chat: false,
};

let running = null; // AbortController of the text being written

export const stopSteering = () => running?.abort();

export function steeringBox(record, site) {
  if (!site.steering) return null;
  const prompt = h("textarea", { rows: 2, dir: "auto", maxlength: site.limits.prompt, spellcheck: "false" });
  prompt.value = settings.prompt;
  prompt.addEventListener("input", () => (settings.prompt = prompt.value));
  const go = h("button", { type: "submit", class: "primary", title: "Ctrl+Enter" }, "Steer");
  const stop = h("button", { type: "button", disabled: true, click: stopSteering }, "Stop");
  const output = outputs();
  const form = h("form", { class: "controls" },
    h("label", { class: "prompt" }, "Prompt", prompt),
    strengthRow(record, site),
    h("div", { class: "row" },
      field("Tokens", "n_tokens", { min: 1, max: site.limits.n_tokens, step: 1 }),
      field("Temperature", "temperature", { min: 0, max: 10, step: 0.1, title: "0 takes the likeliest token" }),
      field("Seed", "seed", { min: 0, max: 2 ** 32 - 1, step: 1, title: "both texts use the same random numbers" }),
      chatSwitch(),
      h("span", { class: "spring" }), h("span", { class: "actions" }, stop, go)));
  const start = () => form.reportValidity() && run(record, { go, stop, output });
  form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); start(); }
  });
  return h("details", { class: "steering", open: matchMedia("(min-width: 48em)").matches },
    h("summary", {}, h("h2", {}, "Turn this feature")), form, output.node);
}

function strengthRow(record, site) {
  const action = h("select", { "aria-label": "Action" },
    [["clamp", "clamp to"], ["add", "add"], ["ablate", "ablate (set to zero)"]]
      .map(([value, name]) => h("option", { value }, name)));
  action.value = settings.action;
  const limit = site.limits.strength;
  const slider = h("input", {
    type: "range", min: -10, max: 10, step: 0.5, "aria-label": "Strength, in multiples of the maximum",
  });
  const exact = h("input", {
    type: "number", min: -limit, max: limit, step: "any", required: true, "aria-label": "Strength, exact",
  });
  const meaning = h("output", { class: "faint" });
  const show = () => {
    const off = settings.action === "ablate";
    slider.disabled = exact.disabled = off;
    meaning.textContent = off ? "" : `× maximum = ${number(settings.strength * record.maximum)}`;
  };
  const set = (from) => {
    if (!Number.isFinite(from.valueAsNumber)) return;
    settings.strength = from.valueAsNumber;
    (from === slider ? exact : slider).value = settings.strength;
    show();
  };
  slider.value = exact.value = settings.strength;
  slider.addEventListener("input", () => set(slider));
  exact.addEventListener("input", () => set(exact));
  action.addEventListener("change", () => { settings.action = action.value; show(); });
  show();
  return h("div", { class: "row strength" }, action, slider, exact, meaning);
}

function field(name, key, attributes) {
  const input = h("input", { type: "number", required: true, ...attributes });
  input.value = settings[key];
  input.addEventListener("input", () => (settings[key] = input.valueAsNumber));
  return h("label", {}, name, input);
}

function chatSwitch() {
  const box = h("input", { type: "checkbox", role: "switch" });
  box.checked = settings.chat;
  box.addEventListener("change", () => (settings.chat = box.checked));
  return h("label", { class: "check", title: "wrap the prompt in the model's chat template" }, box, "Chat");
}

function outputs() {
  const column = (name) => {
    const text = h("p", { class: "written", dir: "auto" });
    const title = h("h3", {}, name);
    return { text, title, node: h("section", { class: name.toLowerCase() }, title, text) };
  };
  const plain = column("Default");
  const steered = column("Steered");
  const status = h("p", { class: "status", role: "status" });
  const texts = h("div", { class: "texts", hidden: true }, plain.node, steered.node);
  return { plain, steered, status, texts, node: h("div", { class: "output" }, status, texts) };
}

async function run(record, { go, stop, output }) {
  stopSteering();
  const mine = (running = new AbortController());
  const { prompt, action, strength, ...rest } = settings;
  const edit = { feature: record.feature, action, strength: action === "ablate" ? 0 : strength };
  const asked = { prompt, edits: [edit], ...rest };
  output.steered.title.textContent = `Steered: ${said(edit)}`;
  output.status.className = "status";
  output.status.textContent = "Waiting for the model …";
  output.texts.hidden = true;
  stop.disabled = false;
  go.disabled = true;
  let last = null;
  try {
    for await (const { name, data } of events("steer", asked, mine.signal)) {
      if (name === "error") throw new Error(data.error);
      last = name;
      write(output, asked, data);
    }
    if (last !== "done") throw new Error("The server stopped in the middle of the text.");
    output.status.textContent = "";
  } catch (error) {
    const stopped = error.name === "AbortError";
    output.status.textContent = stopped ? "Stopped." : error.message;
    output.status.classList.toggle("error", !stopped);
  } finally {
    output.texts.removeAttribute("aria-busy");
    if (running === mine) { running = null; stop.disabled = true; go.disabled = false; }
  }
}

function said({ feature, action, strength }) {
  if (action === "ablate") return `${feature} ablated`;
  return `${feature} ${action === "add" ? "plus" : "clamped to"} ${times(strength)}`;
}

// The steered text is marked from where it leaves the default one.
function write(output, asked, { default: plain, steered }) {
  output.status.textContent = "Writing …";
  output.texts.hidden = false;
  output.texts.setAttribute("aria-busy", "true");
  let same = 0;
  while (same < plain.length && same < steered.length && plain[same] === steered[same]) same += 1;
  const before = h("span", { class: "faint" }, asked.chat ? "" : asked.prompt);
  output.plain.text.replaceChildren(before.cloneNode(true), plain);
  const changed = h("span", { class: "changed" }, steered.slice(same));
  output.steered.text.replaceChildren(before, steered.slice(0, same), changed);
}
