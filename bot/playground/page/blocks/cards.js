/** Alerts, cards, tasks, plans and containers. */

import { h, icon } from "../dom.js";
import { link } from "../mrkdwn.js";
import { element } from "./elements.js";
import { picture } from "./media.js";
import { richText } from "./rich_text.js";
import { label, plain, prose } from "./text.js";

const LEVELS = { default: "info", info: "info", warning: "warning", error: "warning", success: "check" };

export function alertBlock(block, ctx) {
  const level = block.level ?? "default";
  return h("div", { class: `alert ${level}`, role: "note" }, icon(LEVELS[level] ?? "info"), h("div", { class: "prose" }, prose(block.text, ctx.names)));
}

export function card(block, ctx) {
  const head = [block.title && h("p", { class: "panel-title" }, label(block.title, ctx.names)), block.subtitle && h("p", { class: "muted" }, label(block.subtitle, ctx.names))];
  return h(
    "div",
    { class: "panel card" },
    block.hero_image && picture(block.hero_image.image_url, block.hero_image.alt_text, ctx, { class: "hero" }),
    h("div", { class: "card-head" }, block.icon && picture(block.icon.image_url, block.icon.alt_text, ctx, { class: "small-picture" }), h("div", {}, head)),
    block.body && h("div", { class: "prose" }, prose(block.body, ctx.names)),
    block.actions && h("div", { class: "block-actions" }, block.actions.map((one) => element(block, one, ctx))),
  );
}

export const carousel = (block, ctx) => h("div", { tabindex: "0", role: "region", "aria-label": "Cards" }, block.elements.map((one) => card(one, ctx)));

const STATES = { pending: "to do", in_progress: "under way", complete: "done", error: "failed" };

export function taskCard(task, ctx) {
  const parts = [task.details, task.output].filter(Boolean).map((one) => h("div", { class: "prose task-text" }, richText(one, ctx.names)));
  const sources = (task.sources ?? []).map((one) => h("li", {}, link(one.url, one.text)));
  return h(
    "div",
    { class: `task ${task.status}` },
    h("p", { class: "task-title" }, h("span", { class: "task-state", role: "img", "aria-label": STATES[task.status] ?? task.status }, task.status === "complete" && icon("check"), task.status === "error" && icon("close")), plain(task.title)),
    parts,
    sources.length > 0 && h("ul", { class: "sources" }, sources),
  );
}

export function plan(block, ctx) {
  const tasks = block.tasks ?? [];
  const done = tasks.filter((one) => one.status === "complete").length;
  return h(
    "details",
    { class: "panel plan", open: true },
    h("summary", {}, h("span", { class: "panel-title" }, plain(block.title)), h("span", { class: "muted" }, ` ${done} of ${tasks.length} done`)),
    tasks.map((one) => taskCard(one, ctx)),
  );
}

export function container(block, ctx) {
  const head = h("span", {}, h("span", { class: "panel-title" }, block.rich_text_title ? richText(block.rich_text_title, ctx.names) : plain(block.title)), block.subtitle && h("span", { class: "muted" }, " ", label(block.subtitle, ctx.names)));
  const body = ctx.draw(block.child_blocks ?? [], ctx);
  if (!block.is_collapsible) return h("div", { class: "panel" }, head, body);
  return h("details", { class: "panel", open: !block.default_collapsed }, h("summary", {}, head), body);
}
