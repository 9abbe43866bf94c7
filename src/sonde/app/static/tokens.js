// Text with the tokens highlighted on which a feature fires.

import { h, number } from "./dom.js";

const FAINTEST = 0.07;
const BEND = 10;

// Logarithmic, so that weak firings show: 0.07 .. 1 for value / maximum in 0 .. 1.
export const level = (share) =>
  FAINTEST + ((1 - FAINTEST) * Math.log1p(BEND * Math.min(1, Math.max(0, share)))) / Math.log1p(BEND);

// A sign for characters that nobody sees. The style sheet draws it, so the text stays as it is.
export const sign = (shown, kind, text) => h("span", { class: kind, "data-sign": shown }, text);

// A token with its newlines and tabs signed, and its spaces where it is nothing else.
export function visible(text) {
  if (text === "") return sign("◦", "sign", ""); // later bytes of a character
  if (/^ +$/.test(text)) return sign("·".repeat(text.length), "sign over", text);
  return text.split(/(\r?\n|\r|\t)/).map((part) => {
    if (part === "\t") return sign("⇥", "sign over", part);
    return part === "" || /[^\r\n]/.test(part) ? part : sign("↵", "sign newline", part);
  });
}

// Outside highlights spaces need no sign.
const plain = (text) => (/^ *$/.test(text) ? text : visible(text));

export function highlighted(example, maximum) {
  const marks = [];
  const children = example.pieces.map((piece, i) => {
    const value = example.values[i];
    if (!(value > 0)) return plain(piece);
    const mark = h("mark", {
      "--level": level(value / maximum).toFixed(3),
      class: i === example.peak ? "peak" : null,
      tabindex: i === example.peak ? 0 : -1,
      "data-value": number(value),
      "data-share": `${Math.round((100 * value) / maximum)} %`,
    }, visible(piece));
    marks.push(mark);
    return mark;
  });
  const text = h("p", { class: "text", dir: "auto" }, children);
  text.addEventListener("keydown", (event) => walk(event, marks));
  return text;
}

// One Tab stop per example; left and right go from highlight to highlight.
function walk(event, marks) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const here = marks.indexOf(document.activeElement);
  if (!step || here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const next = marks[Math.min(marks.length - 1, Math.max(0, here + step))];
  marks[here].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

// The value of a highlight under the pointer or in focus. One tooltip serves the page.
export function watchHighlights(root) {
  const tip = document.getElementById("tip");
  let shown = null;
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const show = ({ target }) => {
    const mark = target.closest?.("mark[data-value]");
    if (mark === shown && mark) return;
    hide();
    if (!mark) return;
    tip.replaceChildren(h("b", {}, mark.dataset.value), ` · ${mark.dataset.share} of maximum`);
    tip.hidden = false;
    const box = mark.getClientRects()[0];
    const left = Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 4));
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 4 ? box.bottom + 6 : above}px`;
    mark.setAttribute("aria-describedby", "tip");
    shown = mark;
  };
  root.addEventListener("pointerover", show);
  root.addEventListener("focusin", show);
  root.addEventListener("pointerleave", hide);
  root.addEventListener("focusout", hide);
  addEventListener("scroll", hide, { passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}
