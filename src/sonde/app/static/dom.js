// Elements and numbers. Text reaches the page only as text nodes, so what a model or a document
// says is never read as markup.

const SVG = "http://www.w3.org/2000/svg";

export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name.startsWith("--")) node.style.setProperty(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const whole = new Intl.NumberFormat("en");

export const count = (number) => whole.format(number);

// 1.106, 0.0234, 24,168: four digits that matter.
export function number(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1000) return whole.format(Math.round(value));
  if (size < 1e-4) return value.toExponential(1).replace("-", "−");
  const digits = Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
  return minus(String(Number(value.toFixed(digits))));
}

export const minus = (text) => text.replace("-", "−");

export const times = (strength) => `${minus(String(strength))}×`;

export function percent(share) {
  if (share === 0) return "0 %";
  const percents = 100 * share;
  return percents >= 0.001 ? `${Number(percents.toPrecision(2))} %` : "< 0.001 %";
}

let fading;

// A short message that screen readers hear too.
export function toast(message) {
  const place = document.getElementById("toast");
  place.textContent = message;
  clearTimeout(fading);
  fading = setTimeout(() => place.replaceChildren(), 2500);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not granted, or a page without https
    const field = h("textarea", { class: "aside", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast("Link copied");
}
