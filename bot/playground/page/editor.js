/** Changes a message in place. */

import { post } from "./api.js";
import { h } from "./dom.js";
import { decode, encode } from "./typed.js";

export function editor(app, message) {
  const { store } = app;
  const field = h("textarea", { class: "field", rows: "2", "aria-label": "Edit your message", value: decode(message.text ?? "", store), data: { focus: "editor" } });
  const cancel = () => app.stopEditing();
  const save = () => {
    const text = field.value.trim();
    if (text) app.perform(post("edits", { user: store.me.name, channel: message.channel, ts: message.ts, text: encode(text, store) }));
    app.stopEditing();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); cancel(); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(); }
  });
  requestAnimationFrame(() => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); });
  return h(
    "div",
    { class: "editor" },
    field,
    h("div", { class: "editor-foot" }, h("button", { type: "button", class: "button", on: { click: cancel } }, "Cancel"), h("button", { type: "button", class: "button primary", on: { click: save } }, "Save")),
  );
}
