/** The small emoji picker: the usual ones, and a search over all that this page knows. */

import { h } from "./dom.js";
import { PICKER, emoji, emojiLike } from "./emoji.js";
import { popup } from "./menu.js";

export function pickEmoji(anchor, choose) {
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": "Emoji" });
  const search = h("input", { type: "text", class: "field", placeholder: "Search emoji", "aria-label": "Search emoji", autocomplete: "off" });
  const node = h("div", { class: "menu emoji-picker", role: "dialog", "aria-label": "Emoji" }, search, grid);
  const take = (name) => { close(); choose(name); };
  const show = (names) => grid.replaceChildren(...names.map((name) => choice(name, take)));
  search.addEventListener("input", () => show(search.value ? emojiLike(search.value.toLowerCase().replaceAll(":", ""), 40) : PICKER));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // Closing moves the keyboard back to the button that opened this, which must not be pressed by the same Enter.
    event.preventDefault();
    grid.querySelector("button")?.click();
  });
  grid.addEventListener("keydown", (event) => walk(event, grid));
  show(PICKER);
  const close = popup(anchor, node);
  search.focus();
}

function choice(name, take) {
  const words = name.replaceAll("_", " ");
  return h("button", { type: "button", class: "emoji-choice", "aria-label": words, title: `:${name}:`, on: { click: () => take(name) } }, emoji(name));
}

const COLUMNS = 8;

function walk(event, grid) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...grid.children];
  all[all.indexOf(document.activeElement) + step]?.focus();
}
