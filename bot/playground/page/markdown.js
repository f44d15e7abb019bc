/** Standard Markdown, as `markdown` blocks and streams carry it, as elements. Everything else stays text. */

import { h } from "./dom.js";
import { emojiNode, link, mention } from "./mrkdwn.js";

const INLINE = new RegExp(
  [
    /\\(?<escaped>[\\`*_{}[\]()#+\-.!|~<>])/,
    /(?<ticks>`+)(?<code>(?:(?!\k<ticks>).)+)\k<ticks>/,
    /!?\[(?<label>[^\]]*)\]\((?<url>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\)/,
    /<@(?<user>[A-Z0-9]+)>/,
    /<(?<auto>(?:https?:\/\/|mailto:)[^\s<>|]+)(?:\|(?<autolabel>[^<>]*))?>/,
    /\*\*\*(?=\S)(?<both>.{0,2000}?\S)\*\*\*/,
    /(?<strongmark>\*\*|__)(?=\S)(?<strong>.{0,2000}?\S)\k<strongmark>/,
    /~~(?=\S)(?<strike>.{0,2000}?\S)~~/,
    /(?<![\p{L}\p{N}*_])(?<em>[*_])(?=[^\s*_])(?<emphasis>.{0,2000}?[^\s*_]|[^\s*_])\k<em>(?![\p{L}\p{N}])/,
    /:(?<emoji>[a-z0-9_+'-]+):/,
    /(?<bare>https?:\/\/[^\s<>]+[^\s<>.,;:!?)\]}'"*_])/,
  ].map((part) => part.source).join("|"),
  "gu",
);

/** One line of Markdown -> nodes. */
export function inline(text, names) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(text.slice(end, match.index), token(match, names));
    end = match.index + match[0].length;
  }
  return [...out, text.slice(end)].filter((node) => node !== "");
}

function token(match, names) {
  const g = match.groups;
  if (g.escaped) return g.escaped;
  if (g.code) return h("code", {}, g.code);
  if (g.user) return mention(g.user, names);
  if (g.url ?? g.auto ?? g.bare) return link(g.url ?? g.auto ?? g.bare, g.label ?? g.autolabel);
  if (g.emoji) return emojiNode(g.emoji) ?? match[0];
  return emphasised(g, names);
}

function emphasised(g, names) {
  if (g.both) return h("strong", {}, h("em", {}, inline(g.both, names)));
  if (g.strong) return h("strong", {}, inline(g.strong, names));
  if (g.strike) return h("s", {}, inline(g.strike, names));
  return h("em", {}, inline(g.emphasis, names));
}

const FENCE = /^\s{0,3}(```+|~~~+)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^(\s*)([-*+•]|\d{1,9}[.)])\s+/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

// Deeper quotes and lists than anybody reads are drawn as text: a hostile message must not exhaust the stack.
const DEEPEST = 12;

// Each reader takes the lines from `at` on and gives [element, next line], or null where it does not begin there.
const READERS = [fence, heading, rule, quote, list, table, paragraph];

/** A whole Markdown text -> block elements. */
export function markdown(text, names) {
  return blocks(text.replace(/\r\n?/g, "\n").split("\n"), names);
}

function blocks(all, names, depth = 0) {
  const out = [];
  let at = 0;
  while (at < all.length) {
    if (all[at].trim() === "") { at += 1; continue; }
    const [node, next] = READERS.reduce((found, read) => found ?? read(all, at, names, depth), null);
    out.push(node);
    at = next;
  }
  return out;
}

/** The number of the first line from `at` on for which `stop` holds. */
function until(all, at, stop) {
  let end = at;
  while (end < all.length && !stop(all[end], end)) end += 1;
  return end;
}

function fence(all, at) {
  const mark = all[at].match(FENCE)?.[1];
  if (!mark) return null;
  const end = until(all, at + 1, (line) => line.trim().startsWith(mark));
  return [h("pre", {}, h("code", {}, all.slice(at + 1, end).join("\n"))), end + 1];
}

function heading(all, at, names) {
  const found = all[at].match(HEADING);
  // A message sits below the page's own headings, so its first level is the page's third.
  return found && [h(`h${Math.min(6, found[1].length + 2)}`, { class: `md-h${found[1].length}` }, inline(found[2], names)), at + 1];
}

function rule(all, at) {
  return RULE.test(all[at]) ? [h("hr"), at + 1] : null;
}

function quote(all, at, names, depth) {
  if (depth >= DEEPEST || !QUOTE.test(all[at])) return null;
  const end = until(all, at, (line) => !QUOTE.test(line));
  return [h("blockquote", {}, blocks(all.slice(at, end).map((line) => line.replace(QUOTE, "")), names, depth + 1)), end];
}

function list(all, at, names, depth) {
  const first = all[at].match(ITEM);
  if (depth >= DEEPEST || !first) return null;
  const [indent, ordered] = [first[1].length, /\d/.test(first[2])];
  const items = [];
  let [next, end] = [at, at];
  while (next < all.length && belongs(all[next], indent, ordered)) {
    const width = all[next].match(ITEM)[0].length;
    end = until(all, next + 1, (_, n) => !isInside(all[filled(all, n)] ?? "", indent));
    items.push(item([all[next].slice(width), ...all.slice(next + 1, end).map((line) => outdent(line, width))], names, depth));
    next = filled(all, end);
  }
  return [h(ordered ? "ol" : "ul", { start: ordered ? Number.parseInt(first[2], 10) : undefined }, items), end];
}

/** The first line from `at` on that is not blank: blank lines neither end a list nor an item of one. */
const filled = (all, at) => until(all, at, (line) => line.trim() !== "");

function belongs(line, indent, ordered) {
  const found = line.match(ITEM);
  return found && found[1].length <= indent + 1 && /\d/.test(found[2]) === ordered;
}

const isInside = (line, indent) => line.trim() !== "" && line.search(/\S/) > indent + 1;
const outdent = (line, width) => line.slice(Math.min(width, Math.max(0, line.search(/\S/))));

function item([head, ...rest], names, depth) {
  const task = head.match(/^\[([ xX])\]\s+/);
  const box = task && h("span", { class: "task-box", role: "img", "aria-label": task[1] === " " ? "open" : "done" }, task[1] === " " ? "☐" : "☑");
  return h("li", { class: task ? "task" : undefined }, box, box && " ", inline(task ? head.slice(task[0].length) : head, names), blocks(rest, names, depth + 1));
}

const beginsTable = (all, at) => all[at].includes("|") && TABLE_RULE.test(all[at + 1] ?? "");

function table(all, at, names) {
  if (!beginsTable(all, at)) return null;
  const end = until(all, at + 2, (line) => !line.includes("|"));
  const sides = cells(all[at + 1]).map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left"));
  const row = (tag) => (line) => h("tr", {}, cells(line).map((cell, n) => h(tag, { class: `to-${sides[n] ?? "left"}` }, inline(cell, names))));
  const node = h("table", {}, h("thead", {}, row("th")(all[at])), h("tbody", {}, all.slice(at + 2, end).map(row("td"))));
  return [h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" }, node), end];
}

const cells = (line) => line.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));

function paragraph(all, at, names) {
  const marks = [/^\s*$/, FENCE, HEADING, RULE, QUOTE, ITEM];
  const end = until(all, at + 1, (line, n) => marks.some((mark) => mark.test(line)) || beginsTable(all, n));
  const parts = all.slice(at, end).map((line) => inline(line.trim(), names));
  return [h("p", {}, parts.flatMap((part, n) => (n ? [h("br"), ...part] : part))), end];
}
