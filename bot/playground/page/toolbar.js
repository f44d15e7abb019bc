/** What a person can do with a message: react, reply in its thread, edit, delete. */

import { post } from "./api.js";
import { asks } from "./confirm.js";
import { h, iconButton } from "./dom.js";
import { pickEmoji } from "./picker.js";

export const isMine = (app, message) => message.user === app.store.me.id && !message.bot_id;

export function toolbar(app, message, { inThread }) {
  if (message.ephemeral) return h("div", { class: "toolbar" }, iconButton("close", "Dismiss this message", () => app.dismiss(message)));
  const mine = isMine(app, message);
  const button = (name, label, click) => iconButton(name, label, click, { "data-focus": `tool-${name}` });
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    button("smile", "Add a reaction", (event) => pickEmoji(event.currentTarget, (name) => react(app, message, name, false))),
    !inThread && button("message", "Reply in thread", () => app.openThread(message.thread_ts ?? message.ts, { focus: true })),
    mine && button("pencil", "Edit", () => app.edit(message, inThread)),
    mine && button("trash", "Delete", () => remove(app, message)),
  );
}

export function react(app, message, name, remove) {
  return app.perform(post("reactions", { user: app.store.me.name, channel: message.channel, ts: message.ts, name, remove }));
}

async function remove(app, message) {
  if (!(await asks("Delete this message?", "It is gone for everybody here, and apps are told.", "Delete"))) return;
  await app.perform(post("deletions", { user: app.store.me.name, channel: message.channel, ts: message.ts }));
}
