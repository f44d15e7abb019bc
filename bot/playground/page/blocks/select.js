/** Select menus of Block Kit: one choice, several, and those whose options the app looks up. */

import { h, icon, uid } from "../dom.js";
import { common } from "./fields.js";
import { label, plain } from "./text.js";

/** The groups of options of a select, whatever its kind: [{label, options: [{value, text, …}]}]. */
function groups(one, ctx) {
  if (one.type.endsWith("users_select")) return [{ options: people(ctx) }];
  if (/(conversations|channels)_select$/.test(one.type)) return [{ options: channels(one, ctx) }];
  if (one.option_groups) return one.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
  return [{ options: one.options ?? [] }];
}

const option = (value, name) => ({ value, text: { type: "plain_text", text: name } });
const people = ({ store }) => [...store.users.values()].filter((user) => !user.deleted && !user.is_bot).map((user) => option(user.id, user.real_name));

function channels(one, { store }) {
  const only = one.type.endsWith("channels_select") ? ["channel"] : ["channel", "group", "im"];
  return [...store.channels.values()].filter((each) => only.includes(each.kind)).map((each) => option(each.id, `${each.kind === "im" ? "" : "#"}${store.nameOf(each)}`));
}

const PARTS = ["initial_user", "initial_conversation", "initial_channel"];
const initialOne = (one) => one.initial_option?.value ?? PARTS.map((part) => one[part]).find(Boolean);
const initialMany = (one) => one.initial_options?.map((each) => each.value) ?? PARTS.map((part) => one[`${part}s`]).find(Boolean) ?? [];

export function single(one, handle) {
  const chosen = handle.value(initialOne(one)) ?? "";
  const drawn = groups(one, handle.ctx).map((group) => {
    const rows = group.options.map((each) => h("option", { value: each.value, selected: each.value === chosen }, plain(each.text).map((part) => part.textContent ?? part).join("")));
    return group.label ? h("optgroup", { label: group.label }, rows) : rows;
  });
  const empty = h("option", { value: "", disabled: !handle.field.isInput, selected: chosen === "" }, one.placeholder?.text ?? "Choose…");
  const { placeholder: _, ...props } = common(one, handle);
  const node = h("select", { ...props, class: "field short" }, empty, drawn);
  node.addEventListener("change", () => handle.change(node.value, node));
  return node;
}

export function multi(one, handle) {
  const chosen = new Set(handle.value(initialMany(one)) ?? []);
  return picker(one, handle, chosen, groups(one, handle.ctx));
}

/** A folded list of checkboxes whose summary names what is chosen. */
function picker(one, handle, chosen, all) {
  const options = all.flatMap((group) => group.options);
  const summary = h("summary", { class: "field", data: { focus: handle.focus, action: one.action_id }, "aria-label": handle.field.isInput ? undefined : one.placeholder?.text });
  const show = () => summary.replaceChildren(chips(options.filter((each) => chosen.has(each.value)), one), icon("down"));
  const flip = (value, box) => {
    if (box.checked) chosen.add(value);
    else chosen.delete(value);
    box.checked = chosen.has(value) && chosen.size <= (one.max_selected_items ?? Infinity);
    if (!box.checked) chosen.delete(value);
    show();
    handle.change([...chosen], box);
  };
  const node = h("details", { class: "multi" }, summary, h("div", { class: "multi-options" }, all.map((group) => groupOf(group, chosen, flip))));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !node.open) return;
    event.stopPropagation();
    event.preventDefault();
    node.open = false;
    summary.focus();
  });
  show();
  return node;
}

function chips(options, one) {
  if (options.length === 0) return h("span", { class: "muted" }, one.placeholder?.text ?? "Choose…");
  return h("span", { class: "chips" }, options.map((each) => h("span", { class: "chip" }, plain(each.text))));
}

function groupOf(group, chosen, flip) {
  const rows = group.options.map((each) => {
    const box = h("input", { type: "checkbox", checked: chosen.has(each.value), value: each.value });
    box.addEventListener("change", () => flip(each.value, box));
    return h("label", { class: "choice" }, box, h("span", {}, plain(each.text)));
  });
  return h("div", { role: "group", "aria-label": group.label }, group.label && h("p", { class: "group-label" }, group.label), rows);
}

/** A select whose options the app sends while the person types. */
export const external = (isMulti) => (one, handle) => {
  const list = uid("options");
  const first = isMulti ? initialMany(one) : initialOne(one);
  const chosen = new Set([handle.value(first) ?? []].flat());
  const known = new Map();
  const remember = (each) => known.set(each.value, each);
  [one.initial_option, ...(one.initial_options ?? [])].filter(Boolean).forEach(remember);
  const results = h("ul", { class: "results", id: list, role: "listbox", "aria-label": "Suggestions", hidden: true });
  const names = h("span", { class: "chips" });
  const field = h("input", { type: "text", class: "field", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": list, ...common(one, handle) });
  const show = () => names.replaceChildren(...[...chosen].map((value) => h("span", { class: "chip" }, plain(known.get(value)?.text ?? value))));
  const choose = (each) => {
    if (!isMulti) chosen.clear();
    chosen.add(each.value);
    fold(field, results);
    show();
    handle.change(isMulti ? [...chosen] : each.value, field);
  };
  field.addEventListener("input", () => look(one, handle, field, results, choose, remember));
  field.addEventListener("keydown", (event) => walk(event, field, results));
  show();
  return h("div", { class: "external" }, names, field, results);
};

function fold(field, results) {
  field.value = "";
  field.setAttribute("aria-expanded", "false");
  results.hidden = true;
  field.focus();
}

async function look(one, handle, field, results, choose, remember) {
  const asked = field.value;
  if (asked.length < (one.min_query_length ?? 3)) return;
  const found = await handle.ctx.suggest(handle.block, one, asked).catch(() => ({ options: [] }));
  if (asked !== field.value) return;
  const options = found.option_groups?.flatMap((group) => group.options) ?? found.options ?? [];
  options.forEach(remember);
  results.replaceChildren(...options.map((each) => h("li", { role: "none" }, h("button", { type: "button", role: "option", "aria-selected": "false", on: { click: () => choose(each) } }, label(each.text, handle.ctx.names)))));
  if (options.length === 0) results.append(h("li", { class: "muted", role: "option", "aria-disabled": "true" }, "Nothing found."));
  results.hidden = false;
  results.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-expanded", "true");
}

function walk(event, field, results) {
  if (event.key === "ArrowDown" && !results.hidden) {
    event.preventDefault();
    results.querySelector("button")?.focus();
  }
  if (event.key === "Enter" && !results.hidden) {
    event.preventDefault();
    results.querySelector("button")?.click();
  }
  if (event.key === "Escape" && !results.hidden) {
    event.preventDefault();
    event.stopPropagation();
    fold(field, results);
  }
}
