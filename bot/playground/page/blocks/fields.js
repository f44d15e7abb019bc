/** Fields of Block Kit: text, number, date, time, radio buttons, checkboxes, files. */

import { bytesOf } from "../files.js";
import { h, uid } from "../dom.js";
import { label, plain } from "./text.js";

/** What every native field carries: its label's ids, its name where no label stands beside it, and its place for the keyboard. */
export function common(one, handle) {
  const { id, described, invalid, required, isInput } = handle.field;
  return {
    id,
    "aria-describedby": described,
    "aria-invalid": invalid ? "true" : undefined,
    "aria-required": required ? "true" : undefined,
    "aria-label": isInput ? undefined : one.placeholder?.text ?? one.accessibility_label ?? one.action_id,
    placeholder: one.placeholder?.text,
    data: { focus: handle.focus, action: one.action_id, autofocus: one.focus_on_load ? "yes" : "" },
  };
}

/** A field of one or many lines; `kind` is an input type, or "textarea". */
export const textInput = (kind) => (one, handle) => {
  const isLong = one.multiline || kind === "textarea";
  const limits = kind === "number" ? { min: one.min_value, max: one.max_value, step: one.is_decimal_allowed ? "any" : "1" } : { minlength: one.min_length, maxlength: one.max_length };
  const props = { ...common(one, handle), ...limits, class: "field", value: handle.value(initialText(one)) ?? "" };
  const node = isLong ? h("textarea", { rows: "4", ...props }) : h("input", { type: kind, autocomplete: "off", ...props });
  node.addEventListener("input", () => handle.keep(node.value));
  node.addEventListener("change", () => handle.change(node.value, node));
  return node;
};

const initialText = (one) => (typeof one.initial_value === "object" ? flat(one.initial_value) : one.initial_value);
const flat = (rich) => (rich.text ?? (rich.elements ?? []).map(flat).join(""));

/** A date ("2026-11-21") or a time ("14:30"). */
export const timed = (kind, initial) => (one, handle) => {
  const node = h("input", { type: kind, ...common(one, handle), class: "field short", value: handle.value(one[initial]) ?? "" });
  node.addEventListener("change", () => { if (isWhole(node.value)) handle.change(node.value, node); });
  return node;
};

/** A browser tells of every digit of a year; what stands before the year 1000 is still being typed. */
const isWhole = (value) => !value.startsWith("0") || !value.includes("-");

/** A moment, in Unix seconds towards the app and in local time towards the person. */
export function dateTime(one, handle) {
  const node = h("input", { type: "datetime-local", ...common(one, handle), class: "field short", value: local(handle.value(one.initial_date_time)) });
  node.addEventListener("change", () => { if (isWhole(node.value)) handle.change(seconds(node.value), node); });
  return node;
}

const seconds = (value) => (value ? Math.floor(new Date(value).getTime() / 1000) : "");

function local(moment) {
  if (!moment) return "";
  const date = new Date(moment * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function radioButtons(one, handle) {
  const name = uid("radio");
  const chosen = handle.value(one.initial_option?.value);
  return choices(one, handle, (option) => ({ type: "radio", name, checked: option.value === chosen }), (box) => box.value);
}

export function checkboxes(one, handle) {
  const chosen = handle.value((one.initial_options ?? []).map((option) => option.value));
  return choices(one, handle, (option) => ({ type: "checkbox", checked: chosen?.includes(option.value) }), (box, all) => all.filter((each) => each.checked).map((each) => each.value));
}

function choices(one, handle, props, read) {
  const boxes = one.options.map((option) => h("input", { ...props(option), value: option.value, data: { focus: `${handle.focus}/${option.value}`, action: one.action_id } }));
  boxes.forEach((box) => box.addEventListener("change", () => handle.change(read(box, boxes), box)));
  const rows = one.options.map((option, n) => h("label", { class: "choice" }, boxes[n], h("span", {}, label(option.text, handle.ctx.names), option.description && h("span", { class: "choice-more" }, label(option.description, handle.ctx.names)))));
  const isAlone = !handle.field.isInput;
  return h("div", { class: "choices", role: isAlone ? "group" : undefined, "aria-label": isAlone ? one.action_id : undefined, "aria-invalid": handle.field.invalid ? "true" : undefined }, rows);
}

export function fileInput(one, handle) {
  const list = h("ul", { class: "hint" });
  const node = h("input", { type: "file", ...common(one, handle), class: "field", multiple: (one.max_files ?? 10) > 1, accept: (one.filetypes ?? []).map((kind) => `.${kind}`).join(",") || undefined });
  node.addEventListener("change", async () => {
    list.replaceChildren(...[...node.files].map((file) => h("li", {}, plain(file.name))));
    handle.change(await Promise.all([...node.files].map(bytesOf)), node);
  });
  return h("div", {}, node, list);
}
