/** The list of messages of a channel or thread: days, groups by author, the mark of what is new, keeping the end in sight. */

import { author } from "./avatars.js";
import { h, reconcile } from "./dom.js";
import { drawMessage, fingerprint } from "./message.js";
import { dayKey, dayName, when } from "./time.js";

const GROUP_SECONDS = 300;
const NEAR_END = 80;

/** `options`: {inThread, since (ts after which messages of others are new, or null), intro (Element shown above all)}. */
export function showMessages(app, log, messages, options) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  reconcile(log, rows(app, messages, options), {
    key: (row) => row.key,
    fingerprint: (row) => row.print,
    render: (row) => row.draw(),
  });
  if (isAtEnd) log.scrollTop = log.scrollHeight;
  roving(log);
}

function rows(app, messages, { inThread, since, intro }) {
  const out = intro ? [{ key: "intro", print: intro.print, draw: intro.draw }] : [];
  let before = null;
  let isMarked = !since;
  for (const message of messages) {
    if (!inThread && (!before || dayKey(before.ts) !== dayKey(message.ts))) out.push(day(message));
    const isNew = !isMarked && message.ts > since && message.user !== app.store.me.id;
    if (isNew) out.push({ key: "new", print: "new", draw: () => h("p", { class: "new-line" }, h("span", {}, "New")) });
    isMarked ||= isNew;
    out.push(row(app, message, { inThread, isGrouped: !isNew && follows(app, before, message) }));
    if (inThread && !before) out.push(count(messages.length - 1));
    before = inThread && !before ? { ...message, isRoot: true } : message;
  }
  return out;
}

const row = (app, message, options) => ({
  key: message.ts,
  print: fingerprint(app, message, options),
  draw: () => drawn(app, message, options),
});

/** One message that cannot be drawn must not take all the others with it. */
function drawn(app, message, options) {
  try {
    return drawMessage(app, message, options);
  } catch (error) {
    console.error(error);
    return h("article", { class: "message system", tabindex: "-1", data: { ts: message.ts } }, "This page cannot draw this message.");
  }
}

const day = (message) => {
  const name = dayName(when(message.ts));
  return { key: `day-${dayKey(message.ts)}`, print: name, draw: () => h("h2", { class: "day" }, h("span", {}, name)) };
};

const count = (replies) => {
  const words = replies === 0 ? "No replies yet" : replies === 1 ? "1 reply" : `${replies} replies`;
  return { key: "count", print: words, draw: () => h("p", { class: "reply-rule" }, h("span", {}, words)) };
};

function follows(app, before, message) {
  if (!before || before.isRoot || before.subtype?.includes("join") || before.reply_count || message.ephemeral !== before.ephemeral) return false;
  if (dayKey(before.ts) !== dayKey(message.ts) || message.ts - before.ts > GROUP_SECONDS) return false;
  return author(app.store, before).key === author(app.store, message).key;
}

/** One message at a time is in the Tab order; the arrow keys walk the others. */
function roving(log) {
  const all = [...log.querySelectorAll("article")];
  if (!all.some((node) => node.tabIndex === 0)) all.at(-1)?.setAttribute("tabindex", "0");
}

export function walkMessages(log) {
  log.addEventListener("keydown", (event) => {
    const here = event.target;
    if (here.tagName !== "ARTICLE" || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const all = [...log.querySelectorAll("article")];
    const at = all.indexOf(here);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    step(all, Math.max(0, Math.min(all.length - 1, next)));
  });
}

function step(all, to) {
  for (const node of all) node.tabIndex = -1;
  all[to].tabIndex = 0;
  all[to].focus();
}
