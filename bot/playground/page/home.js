/** The Home tab: the view the app has published for me. */

import { draw } from "./blocks/index.js";
import { h } from "./dom.js";
import { ofView } from "./interact.js";

export function showHome(app, root) {
  const view = app.store.home;
  const print = JSON.stringify([app.store.me.id, view?.blocks, view?.hash, view?.id]);
  if (root.fingerprint === print) return;
  root.fingerprint = print;
  const focus = root.contains(document.activeElement) && document.activeElement.dataset.focus;
  const inside = view ? draw(view.blocks, ofView(app, view)) : h("p", { class: "empty" }, `${app.store.app.name} has not published a Home for you yet.`);
  root.replaceChildren(h("div", { class: "home-inside blocks" }, inside));
  if (focus) [...root.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === focus)?.focus();
}
