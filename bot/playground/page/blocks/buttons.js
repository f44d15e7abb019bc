/** Buttons of Block Kit: plain ones, with icons, feedback, and the overflow menu. */

import { h, icon } from "../dom.js";
import { menu } from "../menu.js";
import { plain } from "./text.js";

export function button(one, handle) {
  const node = h(
    "button",
    { type: "button", class: `button ${one.style ?? ""}`, "aria-label": one.accessibility_label, data: { focus: handle.focus, action: one.action_id } },
    plain(one.text),
  );
  node.addEventListener("click", () => {
    if (one.url && /^https?:/i.test(one.url)) window.open(one.url, "_blank", "noopener");
    handle.use(one.value, node);
  });
  return node;
}

const DRAWINGS = { trash: "trash", edit: "pencil", copy: "file" };

export function iconButtonElement(one, handle) {
  const { visible_to_user_ids: readers } = one;
  if (readers?.length && !readers.includes(handle.ctx.names.me)) return document.createComment("not for me");
  const name = one.accessibility_label ?? one.text.text;
  const node = h("button", { type: "button", class: "icon-button", "aria-label": name, title: name, data: { focus: handle.focus, action: one.action_id } }, icon(DRAWINGS[one.icon] ?? "dot"));
  node.addEventListener("click", () => handle.use(one.value, node));
  return node;
}

/** Thumbs up and down; the last one pressed counts and stays marked. */
export function feedbackButtons(one, handle) {
  const pair = [["positive_button", "thumbs_up"], ["negative_button", "thumbs_down"]].map(([part, drawing]) => thumb(one, one[part], drawing, handle));
  const mark = (chosen) => pair.forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.value === chosen)));
  pair.forEach((node) => node.addEventListener("click", () => {
    mark(node.dataset.value);
    handle.keep(node.dataset.value);
    handle.use(node.dataset.value, node);
  }));
  mark(handle.value());
  return h("span", { class: "feedback", role: "group", "aria-label": "Feedback" }, pair);
}

function thumb(one, half, drawing, handle) {
  return h(
    "button",
    { type: "button", class: "button quiet", "aria-label": half.accessibility_label, data: { value: half.value, focus: `${handle.focus}/${half.value}`, action: one.action_id } },
    icon(drawing),
    plain(half.text),
  );
}

export function overflow(one, handle) {
  const node = h("button", { type: "button", class: "icon-button framed", "aria-label": "More actions", "aria-haspopup": "menu", data: { focus: handle.focus, action: one.action_id } }, icon("more"));
  const choose = (option) => {
    if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener");
    handle.use(option.value, node);
  };
  node.addEventListener("click", () => menu(node, one.options.map((option) => ({ label: option.text.text, content: plain(option.text), choose: () => choose(option) }))));
  return node;
}
