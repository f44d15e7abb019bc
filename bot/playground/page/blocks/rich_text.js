/** rich_text blocks and objects as nodes. */

import { h } from "../dom.js";
import { emojiNode, link, mention } from "../mrkdwn.js";
import { slackDate } from "../time.js";

/** A rich_text block -> block elements; lists that follow one another at a deeper indent are drawn deeper. */
export function richText(block, names) {
  return (block?.elements ?? []).map((one) => (PARTS[one.type] ?? PARTS.rich_text_section)(one, names));
}

const PARTS = {
  rich_text_section: (one, names) => h("p", {}, leaves(one, names)),
  rich_text_quote: (one, names) => h("blockquote", {}, leaves(one, names)),
  rich_text_preformatted: (one, names) => h("pre", {}, h("code", {}, leaves(one, names))),
  rich_text_list: (one, names) => {
    const items = one.elements.map((item) => h("li", {}, leaves(item, names)));
    return h(one.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(one.indent ?? 0, 4)}`, start: one.offset ? one.offset + 1 : undefined }, items);
  },
};

const leaves = (one, names) => (one.elements ?? []).map((leaf) => styled(leaf, (LEAVES[leaf.type] ?? LEAVES.text)(leaf, names)));

const LEAVES = {
  text: (leaf) => lines(leaf.text ?? ""),
  link: (leaf) => link(leaf.url, leaf.text),
  user: (leaf, names) => mention(leaf.user_id, names),
  channel: (leaf, names) => h("span", { class: "mention" }, `#${names.channel(leaf.channel_id) ?? leaf.channel_id}`),
  emoji: (leaf) => emojiNode(leaf.name) ?? fromCodes(leaf.unicode) ?? `:${leaf.name}:`,
  date: (leaf) => slackDate([leaf.timestamp, leaf.format, leaf.url], leaf.fallback, link),
  broadcast: (leaf) => h("span", { class: "mention me" }, `@${leaf.range}`),
  usergroup: () => h("span", { class: "mention" }, "@group"),
  team: () => h("span", { class: "mention" }, "@team"),
  color: (leaf) => h("code", {}, leaf.value),
};

const fromCodes = (unicode) => unicode && String.fromCodePoint(...unicode.split("-").map((code) => Number.parseInt(code, 16)));
const lines = (text) => text.split("\n").flatMap((line, n) => (n ? [h("br"), line] : [line]));
const STYLES = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]];

function styled(leaf, node) {
  return STYLES.reduce((inner, [style, tag]) => (leaf.style?.[style] ? h(tag, {}, inner) : inner), node);
}
