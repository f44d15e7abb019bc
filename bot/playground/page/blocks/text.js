/** Text objects of Block Kit as nodes. */

import { h } from "../dom.js";
import { emojiNode, inline, mrkdwn } from "../mrkdwn.js";

/** A plain_text object (or a string) -> nodes; shortcodes become emoji, line breaks stay. */
export function plain(text) {
  const whole = typeof text === "string" ? text : text?.text ?? "";
  return broken(whole.split("\n").map((line) => shortcodes(line)));
}

function shortcodes(line) {
  return line.split(/(:[a-z0-9_+'-]+:)/).map((part, n) => (n % 2 ? emojiNode(part.slice(1, -1)) ?? part : part)).filter((part) => part !== "");
}

/** A text object on one line: mrkdwn or plain. */
export function label(text, names) {
  if (text?.type !== "mrkdwn") return plain(text);
  return broken(text.text.split("\n").map((line) => inline(line, names)));
}

/** A text object with paragraphs, lists and code blocks. */
export function prose(text, names) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, names) : h("p", {}, plain(text));
}

export const broken = (parts) => parts.flatMap((part, n) => (n ? [h("br"), ...part] : part));
