/** Slack's agent view: suggested prompts, the status line while an app works, and the state of a conversation. */

import { post } from "./api.js";
import { avatar } from "./avatars.js";
import { h, icon, toast } from "./dom.js";

/** The prompts an app suggests in this channel (or thread), as buttons that send their message. */
export function prompts(app, channel, thread, send) {
  const offer = app.store.prompts[channel.id];
  if (!offer?.prompts?.length || (offer.thread_ts && thread && offer.thread_ts !== thread)) return null;
  return h(
    "div",
    { class: "prompts", role: "group", "aria-label": offer.title || "Suggestions" },
    offer.title && h("p", { class: "prompts-title" }, offer.title),
    offer.prompts.map((one) => h("button", { type: "button", class: "prompt", title: one.message, on: { click: () => send(one.message) } }, one.title)),
  );
}

/** "Baton is thinking…" while it is so; null otherwise. */
export function statusLine(app, channel, thread) {
  const now = app.store.statusOf(channel.id, thread);
  if (!now?.status) return typingLine(app, channel, thread);
  const words = now.loading_messages?.length ? now.loading_messages[Math.floor(Date.now() / 2500) % now.loading_messages.length] : `${app.store.app.name} ${now.status}`;
  return h("p", { class: "status-line" }, avatar({ name: app.store.app.name, isApp: true }, "tiny"), h("span", { class: "shimmer" }, words), dots());
}

const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

function typingLine(app, channel, thread) {
  const prefix = `${channel.id}:${thread ?? ""}:`;
  const writing = [...app.store.typing].filter(([key, end]) => key.startsWith(prefix) && end > Date.now()).map(([key]) => app.store.names.person(key.slice(prefix.length)));
  return writing.length > 0 ? h("p", { class: "status-line" }, h("span", {}, `${writing.join(" and ")} ${writing.length > 1 ? "are" : "is"} typing`), dots()) : null;
}

const SESSIONS = { active: "Open", processing: "Working", suspended: "With a person", closed: "Done" };

/** The state of an agent's conversation, with a way to stop it while it works. */
export function session(app, channel, thread) {
  const now = app.store.sessionOf(channel.id, thread);
  if (!now || !SESSIONS[now.status]) return null;
  const stop = async () => {
    await app.perform(post("stops", { user: app.store.me.name, channel: channel.id, thread_ts: thread }));
    toast(`${app.store.app.name} was asked to stop.`);
  };
  return h(
    "span",
    { class: "session" },
    h("span", { class: `session-state ${now.status}` }, SESSIONS[now.status]),
    now.status === "processing" && h("button", { type: "button", class: "button quiet", on: { click: stop } }, icon("stop"), "Stop"),
  );
}
