/** Pictures, videos, files and calls in blocks. */

import { isOurs } from "../api.js";
import { h, icon } from "../dom.js";
import { link } from "../mrkdwn.js";
import { label, plain } from "./text.js";

/** A picture of this playground, or the sentence that describes one elsewhere: the page loads nothing from other hosts. */
export function picture(url, alt, ctx, props = {}) {
  if (url && isOurs(url)) return h("img", { src: ctx.address(url), alt: alt ?? "", loading: "lazy", ...props });
  return h("span", { class: "no-picture", title: url }, icon("picture"), h("span", {}, alt || "picture"));
}

const source = (block) => block.image_url ?? block.slack_file?.url ?? "";

export function image(block, ctx) {
  return h("figure", {}, block.title && h("figcaption", {}, plain(block.title)), picture(source(block), block.alt_text, ctx));
}

export const smallImage = (element, ctx) => picture(source(element), element.alt_text, ctx, { class: "small-picture" });

export function video(block, ctx) {
  const about = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "panel" },
    h("p", { class: "panel-title" }, icon("play"), link(block.title_url ?? block.video_url, block.title?.text ?? "Video")),
    block.description && h("p", {}, label(block.description, ctx.names)),
    about && h("p", { class: "muted" }, about),
  );
}

export const file = (block) => h("div", { class: "panel" }, h("p", { class: "panel-title" }, icon("file"), ` ${block.external_id ?? "A file"}`));

export const call = () => h("div", { class: "panel" }, h("p", { class: "panel-title" }, icon("message"), " A call"));
