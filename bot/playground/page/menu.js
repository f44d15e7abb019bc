/** A small menu that opens at a button: arrow keys walk, Escape closes, focus returns. */

import { h } from "./dom.js";

/** `items`: [{label, content?, choose}]. */
export function menu(anchor, items, { label = "Actions" } = {}) {
  const buttons = items.map((item) => h("button", { type: "button", role: "menuitem", class: "menu-item", on: { click: () => { close(); item.choose(); } } }, item.content ?? item.label));
  const node = h("div", { class: "menu", role: "menu", "aria-label": label }, buttons);
  const close = popup(anchor, node);
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    buttons.at((at + step) % buttons.length).focus();
  });
  buttons[0]?.focus();
}

/** Shows `node` beside `anchor` until Escape, a click elsewhere, or the returned function. */
export function popup(anchor, node) {
  const layer = anchor.closest("dialog") ?? document.body;
  layer.append(node);
  place(anchor, node);
  anchor.setAttribute("aria-expanded", "true");
  const close = () => {
    node.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (anchor.isConnected) anchor.focus();
  };
  const outside = (event) => { if (!node.contains(event.target)) close(); };
  document.addEventListener("pointerdown", outside, true);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  return close;
}

function place(anchor, node) {
  const [from, size] = [anchor.getBoundingClientRect(), node.getBoundingClientRect()];
  const isLow = from.bottom + size.height + 8 > innerHeight;
  node.style.left = `${Math.max(8, Math.min(from.left, innerWidth - size.width - 8))}px`;
  node.style.top = `${isLow ? Math.max(8, from.top - size.height - 6) : from.bottom + 6}px`;
}
