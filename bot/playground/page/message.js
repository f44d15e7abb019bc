/** One message: author, text or blocks, attachments, files, reactions, replies and the toolbar. */

import { draw } from "./blocks/index.js";
import { author, avatar, userAvatar } from "./avatars.js";
import { editor } from "./editor.js";
import { h, icon } from "./dom.js";
import { drawFiles } from "./files.js";
import { ofMessage } from "./interact.js";
import { drawAttachments } from "./attachments.js";
import { emojiNode, mrkdwn } from "./mrkdwn.js";
import { isReply } from "./store.js";
import { ago, clock, full, when } from "./time.js";
import { react, toolbar } from "./toolbar.js";

const SYSTEM = new Set(["channel_join", "channel_leave", "group_join", "group_leave", "channel_topic", "channel_purpose", "channel_name", "tombstone"]);

/** What a drawing depends on beside the message itself; two equal fingerprints need no new drawing. */
export function fingerprint(app, message, { isGrouped, inThread }) {
  const { store, editing } = app;
  const status = inThread ? "" : store.statusOf(message.channel, message.ts)?.status;
  if (editing?.ts === message.ts && editing.inThread === inThread) return "being edited";
  return JSON.stringify([message, isGrouped, status, inThread ? 0 : app.newReplies(message), !inThread && app.place.thread === message.ts]);
}

/** `isGrouped`: the author stands above already. `inThread`: drawn in the thread panel. */
export function drawMessage(app, message, { isGrouped, inThread }) {
  const { store } = app;
  if (SYSTEM.has(message.subtype)) return systemLine(store, message);
  const who = author(store, message);
  const classes = ["message", isGrouped && "grouped", message.ephemeral && "ephemeral", message.streaming && "streaming", !inThread && app.place.thread === message.ts && "open"];
  return h(
    "article",
    { class: classes.filter(Boolean).join(" "), tabindex: "-1", "aria-label": `${who.name}, ${full(message.ts)}`, "aria-busy": message.streaming ? "true" : undefined, data: { ts: message.ts } },
    message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    h("div", { class: "gutter" }, isGrouped ? h("time", { class: "gutter-time", datetime: when(message.ts).toISOString(), "aria-hidden": "true" }, clock(message.ts)) : avatar(who)),
    h("div", { class: "content" }, !isGrouped && headline(who, message), body(app, message, inThread), reactions(app, message), !inThread && replies(app, message)),
    toolbar(app, message, { inThread }),
  );
}

function systemLine(store, message) {
  return h("article", { class: "message system", tabindex: "-1", data: { ts: message.ts } }, h("div", { class: "prose" }, mrkdwn(message.text ?? "", store.names)));
}

function headline(who, message) {
  const time = h("time", { datetime: when(message.ts).toISOString(), title: full(message.ts) }, clock(message.ts));
  return h("p", { class: "headline" }, h("strong", { class: "author" }, who.name), who.isBot && h("span", { class: "badge" }, "APP"), time);
}

const EMOJI_ONLY = /^(\s*:[a-z0-9_+'-]+:\s*){1,3}$/;

function body(app, message, inThread) {
  if (app.editing?.ts === message.ts && app.editing.inThread === inThread) return editor(app, message);
  return h(
    "div",
    { class: "body" },
    message.blocks?.length ? h("div", { class: "blocks" }, draw(message.blocks, ofMessage(app, message)), edited(message)) : textOf(app, message),
    message.streaming && h("span", { class: "caret", "aria-hidden": "true" }),
    message.attachments && drawAttachments(message.attachments, ofMessage(app, message)),
    message.files?.length > 0 && drawFiles(message.files, app.store.me.name),
  );
}

function textOf(app, message) {
  if (!message.text) return null;
  const node = h("div", { class: EMOJI_ONLY.test(message.text) ? "prose jumbo" : "prose" }, mrkdwn(message.text, app.store.names));
  const mark = edited(message);
  if (mark) (node.lastElementChild?.tagName === "P" ? node.lastElementChild : node).append(" ", mark);
  return node;
}

const edited = (message) => message.edited && h("span", { class: "edited", title: full(message.edited.ts) }, "(edited)");

function reactions(app, message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, message.reactions.map((one) => reaction(app, message, one)));
}

function reaction(app, message, one) {
  const isMine = one.users.includes(app.store.me.id);
  const names = one.users.map((id) => app.store.names.person(id) ?? id).join(", ");
  return h(
    "button",
    { type: "button", class: "reaction", "aria-pressed": String(isMine), title: names, "aria-label": `${one.name.replaceAll("_", " ")}, ${one.count}: ${names}`, data: { focus: `reaction-${one.name}` }, on: { click: () => react(app, message, one.name, isMine) } },
    emojiNode(one.name) ?? `:${one.name}:`,
    ` ${one.count}`,
  );
}

/** The line under a thread's root: who answered, how often, what is new, what the app is doing. */
function replies(app, message) {
  if (isReply(message)) return null;
  const status = app.store.statusOf(message.channel, message.ts)?.status;
  const count = message.reply_count ?? 0;
  if (!count && !status) return null;
  const fresh = app.newReplies(message);
  const people = [...new Set(message.reply_users ?? [])].map((id) => app.store.users.get(id)).filter(Boolean).slice(0, 4);
  return h(
    "button",
    { type: "button", class: fresh ? "replies fresh" : "replies", data: { focus: "replies" }, on: { click: () => app.openThread(message.ts) } },
    people.map((user) => userAvatar(user, "tiny")),
    count > 0 && h("span", { class: "reply-count" }, count === 1 ? "1 reply" : `${count} replies`),
    fresh > 0 && h("span", { class: "new-count" }, `${fresh} new`),
    status ? h("span", { class: "muted" }, `${app.store.app.name} ${status}`) : message.latest_reply && h("span", { class: "muted" }, `Last reply ${ago(message.latest_reply)}`),
  );
}
