/**
 * Block Kit as elements. `draw(blocks, ctx)` -> nodes.
 *
 * ctx: names     people, channels and me, for mrkdwn
 *      store     users and channels, for the selects that list them
 *      act       (block, element, value) => Promise: a person used an element
 *      suggest   (block, element, text) => Promise of {options, option_groups}
 *      values    Map "block_id/action_id" -> what a person has filled in so far
 *      errors    {block_id: sentence}, of a refused submission
 *      address   (url) => the address of a picture as this person may open it
 */

import { h, uid } from "../dom.js";
import { markdown } from "../markdown.js";
import { card, carousel, container, alertBlock, plan, taskCard } from "./cards.js";
import { element } from "./elements.js";
import { call, file, image, video } from "./media.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { label, plain, prose } from "./text.js";

const DRAW = {
  section, header, divider, context, context_actions: contextActions, actions, input, image, video, file, call, table,
  card, carousel, plan, container,
  alert: alertBlock,
  task_card: taskCard,
  markdown: (block, ctx) => h("div", { class: "prose markdown" }, markdown(block.text ?? "", ctx.names)),
  rich_text: (block, ctx) => h("div", { class: "prose" }, richText(block, ctx.names)),
};

export function draw(blocks, ctx) {
  return blocks.map((block) => drawOne(block, { ...ctx, draw }));
}

function drawOne(block, ctx) {
  const node = (DRAW[block.type] ?? unknown)(block, ctx);
  node.classList.add("block", `block-${block.type}`);
  return node;
}

const unknown = (block) => h("p", { class: "muted" }, `(a block of type “${block.type}”, which this page does not draw)`);

function section(block, ctx) {
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((one) => h("div", { class: "prose" }, prose(one, ctx.names))));
  const body = h("div", { class: "section-body" }, block.text && h("div", { class: "prose" }, prose(block.text, ctx.names)), fields);
  return h("div", { class: block.accessory ? "with-accessory" : undefined }, body, block.accessory && h("div", { class: "accessory" }, element(block, block.accessory, ctx)));
}

function header(block) {
  return h("h3", { class: "block-head" }, plain(block.text));
}

function divider() {
  return h("hr");
}

function context(block, ctx) {
  return h("div", {}, block.elements.map((one) => (one.type === "image" ? element(block, one, ctx) : h("span", { class: "context-text" }, label(one, ctx.names)))));
}

function actions(block, ctx) {
  return h("div", {}, block.elements.map((one) => element(block, one, ctx)));
}

function contextActions(block, ctx) {
  return h("div", {}, block.elements.map((one) => element(block, one, ctx)));
}

/** A labelled field with its hint and, after a refusal, the error that belongs to it. */
function input(block, ctx) {
  const [field, hint, error] = [uid("field"), uid("hint"), uid("error")];
  const refused = ctx.errors?.[block.block_id];
  const described = [block.hint && hint, refused && error].filter(Boolean).join(" ") || undefined;
  const isGroup = ["radio_buttons", "checkboxes"].includes(block.element.type) || block.element.type.startsWith("multi_");
  const title = [plain(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const control = element(block, block.element, { ...ctx, field: { id: field, described, invalid: Boolean(refused), required: !block.optional, name: block.label.text, isInput: true } });
  return h(
    isGroup ? "fieldset" : "div",
    { class: refused ? "refused" : undefined, "aria-describedby": isGroup ? described : undefined },
    isGroup ? h("legend", {}, title) : h("label", { for: field }, title),
    control,
    block.hint && h("p", { class: "hint", id: hint }, plain(block.hint)),
    refused && h("p", { class: "error", id: error }, refused),
  );
}
