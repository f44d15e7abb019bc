/** Slack's older message attachments: a coloured bar with a title, text, fields or blocks. */

import { draw } from "./blocks/index.js";
import { picture } from "./blocks/media.js";
import { h } from "./dom.js";
import { link, mrkdwn } from "./mrkdwn.js";

const COLOURS = { good: "good", warning: "warn", danger: "bad" };

export function drawAttachments(attachments, ctx) {
  return attachments.map((one) => {
    const node = h("div", { class: `attachment ${COLOURS[one.color] ?? ""}` }, one.blocks ? draw(one.blocks, ctx) : classic(one, ctx));
    if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) node.style.borderLeftColor = `#${one.color.replace("#", "")}`;
    return node;
  });
}

function classic(one, ctx) {
  const text = (value, kind) => value && h("div", { class: `prose ${kind}` }, mrkdwn(value, ctx.names));
  return [
    text(one.pretext, ""),
    one.author_name && h("p", { class: "muted" }, one.author_name),
    one.title && h("p", { class: "panel-title" }, one.title_link ? link(one.title_link, one.title) : one.title),
    text(one.text ?? (one.title ? null : one.fallback), ""),
    one.fields && h("dl", { class: "fields" }, one.fields.map((field) => h("div", {}, h("dt", {}, field.title), h("dd", { class: "prose" }, mrkdwn(field.value ?? "", ctx.names))))),
    one.image_url && picture(one.image_url, one.fallback, ctx),
    one.footer && h("p", { class: "muted" }, one.footer),
  ];
}
