/** The table block: its first row is the head. */

import { h } from "../dom.js";
import { richText } from "./rich_text.js";

export function table(block, ctx) {
  const [head, ...rows] = block.rows;
  const row = (tag) => (cells) => h("tr", {}, cells.map((cell, n) => h(tag, { class: side(block, n) }, content(cell, ctx))));
  const node = h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, rows.map(row("td"))));
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" }, node);
}

function side(block, column) {
  const { align = "left", is_wrapped: wraps } = block.column_settings?.[column] ?? {};
  return `to-${align}${wraps ? " wraps" : ""}`;
}

function content(cell, ctx) {
  if (cell.type === "rich_text") return richText(cell, ctx.names);
  return String(cell.text ?? cell.value ?? cell.number ?? "");
}
