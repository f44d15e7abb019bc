/** Slack's mrkdwn as elements. Everything that is not markup ends as a text node, so no text can become HTML. */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { slackDate } from "./time.js";

// Emphasis opens after a space or punctuation and closes before one, on a single line; 2,000 characters bound the search.
const INLINE = new RegExp(
  [
    /<(?<angle>[^<>\n]+)>/,
    /`(?<code>[^`\n]+)`/,
    /(?<![\p{L}\p{N}*_~])(?<mark>[*_~])(?=\S)(?<marked>.{0,2000}?[^\s\\])\k<mark>(?![\p{L}\p{N}])/,
    /:(?<emoji>[a-z0-9_+'-]+(?:::skin-tone-\d)?):/,
    /(?<bare>https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"])/,
  ].map((part) => part.source).join("|"),
  "gu",
);
const TAGS = { "*": "strong", "_": "em", "~": "s" };
const SAFE = /^(https?:|mailto:|tel:)/i;

/** The three escapes of mrkdwn, undone. */
export function unescape(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/** A link for http, mail and phone addresses; any other address stays text. */
export function link(url, label) {
  if (!SAFE.test(url) || !URL.canParse(url)) return label ? `${label} (${url})` : url;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url.replace(/^(mailto|tel):/i, ""));
}

/** One line (or a short piece) of mrkdwn -> nodes. `names` knows people, channels and me. */
export function inline(text, names) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(unescape(text.slice(end, match.index)));
    out.push(token(match, names));
    end = match.index + match[0].length;
  }
  out.push(unescape(text.slice(end)));
  return out.filter((node) => node !== "");
}

function token(match, names) {
  const { angle, code, mark, marked, emoji: name, bare } = match.groups;
  if (angle) return angled(angle, names) ?? unescape(match[0]);
  if (code) return h("code", {}, unescape(code));
  if (mark) return h(TAGS[mark], {}, inline(marked, names));
  if (name) return emojiNode(name) ?? match[0];
  return link(unescape(bare));
}

/** The character of a shortcode with its name for screen readers, or null. */
export function emojiNode(name) {
  const character = emoji(name);
  return character && h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, character);
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…>`, `<url|label>`; null for what is no token. */
function angled(body, names) {
  const [head, label] = split(body, "|");
  if (head.startsWith("@")) return mention(head.slice(1), names, label);
  if (head.startsWith("#")) return h("span", { class: "mention" }, `#${names.channel(head.slice(1)) ?? label ?? head.slice(1)}`);
  if (head.startsWith("!")) return special(head.slice(1), label);
  return SAFE.test(head) ? link(unescape(head), label && unescape(label)) : null;
}

/** A person's name as a chip; my own stands out. */
export function mention(id, names, label) {
  return h("span", { class: id === names.me ? "mention me" : "mention" }, `@${names.person(id) ?? label ?? id}`);
}

function special(head, label) {
  if (head.startsWith("date^")) return slackDate(head.split("^").slice(1), label, link);
  if (head.startsWith("subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  return h("span", { class: "mention me" }, `@${label ?? head}`);
}

function split(text, mark) {
  const cut = text.indexOf(mark);
  return cut < 0 ? [text, undefined] : [text.slice(0, cut), text.slice(cut + 1)];
}

/** A whole mrkdwn text -> block elements: code blocks, quotes, lists and lines. */
export function mrkdwn(text, names) {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, n) => {
    if (n % 2) return [h("pre", {}, h("code", {}, unescape(part)))];
    return part.trim() === "" ? [] : lines(n ? part.replace(/^\n/, "") : part, names);
  });
}

const KINDS = [
  ["quote", /^(?:&gt;|>)\s?/],
  ["ul", /^\s{0,8}[•◦▪-]\s+/],
  ["ol", /^\s{0,8}\d{1,3}[.)]\s+/],
];

const REST = /^(?:&gt;|>){3}\s?/;

/** Lines of text; `>>>` quotes all that follows. Inside a quote (`isQuoted`) a further `>` is only a character. */
function lines(text, names, isQuoted = false) {
  const all = text.split("\n");
  const from = isQuoted ? -1 : all.findIndex((line) => REST.test(line));
  const before = runs(from < 0 ? all : all.slice(0, from), isQuoted).flatMap(([kind, group]) => block(kind, group, names));
  if (from < 0) return before;
  const quoted = all.slice(from).join("\n").replace(REST, "");
  return [...before, h("blockquote", {}, lines(quoted, names, true))];
}

/** Neighbouring lines of one kind, together: [["ul", ["- a", "- b"]], ["p", ["text"]]]. */
function runs(all, isQuoted) {
  const out = [];
  for (const line of all) {
    const kind = KINDS.find(([name, pattern]) => !(isQuoted && name === "quote") && pattern.test(line))?.[0] ?? "p";
    if (out.at(-1)?.[0] === kind) out.at(-1)[1].push(line);
    else out.push([kind, [line]]);
  }
  return out;
}

function block(kind, group, names) {
  if (kind === "p") return paragraphs(group, names);
  const pattern = KINDS.find(([name]) => name === kind)[1];
  const bare = group.map((line) => line.replace(pattern, ""));
  if (kind === "quote") return [h("blockquote", {}, lines(bare.join("\n"), names, true))];
  const start = kind === "ol" ? Number.parseInt(group[0].trim(), 10) : undefined;
  return [h(kind, { start }, bare.map((line) => h("li", {}, inline(line, names))))];
}

function paragraphs(group, names) {
  const text = group.join("\n").replace(/^\n+|\n+$/g, "");
  if (text === "") return [];
  return text.split(/\n{2,}/).map((part) => h("p", {}, withBreaks(part.split("\n"), names)));
}

function withBreaks(parts, names) {
  return parts.flatMap((line, n) => (n ? [h("br"), ...inline(line, names)] : inline(line, names)));
}
