/** Builds and updates the page's elements; nothing here ever parses HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** h("button", {class, on: {click}, data: {key}, aria-label…}, ...children) -> Element. Null and false children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  append(node, children);
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
  return node;
}

/** One of the page's own line drawings, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name] ?? ICONS.dot);
  svg.append(path);
  return svg;
}

/** A button that shows only a drawing; its label is its name and its tooltip. */
export function iconButton(name, label, click, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click }, ...props }, icon(name));
}

/**
 * Makes `parent` show `items`, keeping the element of every item whose key and fingerprint are unchanged,
 * so that focus, half-filled fields and scrolling survive an update elsewhere.
 */
export function reconcile(parent, items, { key, fingerprint, render }) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => {
    const [id, print] = [key(item), fingerprint(item)];
    const node = old.get(id);
    old.delete(id);
    return node?.fingerprint === print ? node : renew(node, render(item), id, print);
  });
  for (const node of old.values()) node.remove();
  let place = parent.firstElementChild;
  for (const node of nodes) {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

function renew(old, fresh, id, print) {
  fresh.dataset.key = id;
  fresh.fingerprint = print;
  if (old?.isConnected) swap(old, fresh);
  return fresh;
}

/** Puts `fresh` in the place of `old`; the keyboard stays on the control it was on, or else on the whole. */
function swap(old, fresh) {
  const here = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  if (!here) return;
  const same = [...fresh.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === here.dataset.focus);
  (same ?? fresh).focus();
}

/** Says a sentence to a screen reader without showing it. */
export function announce(sentence) {
  document.getElementById("announcer").textContent = sentence;
}

/** Shows a sentence at the bottom of the window for a while. */
export function toast(sentence, kind = "plain") {
  const note = h("p", { class: `toast ${kind}` }, sentence);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

let counter = 0;
/** A document-wide unique id, for labels and descriptions. */
export const uid = (prefix) => `${prefix}-${++counter}`;

const ICONS = {
  arrow_down: "M12 5v14M6 13l6 6 6-6",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1",
  back: "M15 5l-7 7 7 7",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  compass: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.5l-2 5-5 2 2-5z",
  dot: "M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  down: "M6 9l6 6 6-6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  hash: "M9 4L7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  message: "M4 5h16v11H10l-5 4v-4H4z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  pencil: "M4 20l1-4L16.5 4.5l3 3L8 19z",
  picture: "M4 5h16v14H4zM8.5 11a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM4.5 18l5-5 3 3 3-4 4 5",
  play: "M8 5l11 7-11 7z",
  reply: "M10 8V4L3 11l7 7v-4c5 0 8.5 1.5 11 6 0-7-4-12-11-12z",
  send: "M4 4l17 8-17 8 3-8zM7 12h8",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.5M15 9.5v.5",
  spark: "M12 3c.8 5.2 3.8 8.2 9 9-5.2.8-8.2 3.8-9 9-.8-5.2-3.8-8.2-9-9 5.2-.8 8.2-3.8 9-9z",
  stop: "M7 7h10v10H7z",
  thumbs_down: "M7 4v10H3V4zM7 13l4 8c2 0 2.5-1.5 2.5-3v-3H19c1.5 0 2-1.2 1.7-2.3l-1.5-7C19 4.600 18.3 4 17.3 4H7",
  thumbs_up: "M7 20V10H3v10zM7 11l4-8c2 0 2.5 1.5 2.5 3v3H19c1.5 0 2 1.2 1.7 2.3l-1.5 7c-.2 1.1-.9 1.7-1.900 1.7H7",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  warning: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
};
