/** "I am …": everybody one can be, with what waits for them. */

import { read } from "./api.js";
import { userAvatar } from "./avatars.js";
import { h, reconcile } from "./dom.js";

const WAIT_SECONDS = 25;
const REST_MS = 700;

export function showSwitcher(app, root) {
  const people = [...app.store.users.values()].filter((user) => !user.is_app && !user.deleted);
  reconcile(root, people, {
    key: (user) => user.id,
    fingerprint: (user) => JSON.stringify([user, user.id === app.store.me.id, app.waiting.get(user.name)]),
    render: (user) => person(app, user),
  });
}

function person(app, user) {
  const isMe = user.id === app.store.me.id;
  const count = isMe ? 0 : app.waiting.get(user.name) ?? 0;
  const about = [user.real_name, user.title].filter(Boolean).join(", ");
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "person", "aria-current": isMe ? "true" : undefined, title: about, "aria-label": `${about}${count ? `, ${count} unread` : ""}`, data: { focus: "person", user: user.name }, on: { click: () => app.become(user.name) } },
      userAvatar(user, "large"),
      h("span", { class: "person-name", "aria-hidden": "true" }, user.name),
      count > 0 && h("span", { class: "count", "aria-hidden": "true" }, count > 9 ? "9+" : count),
    ),
  );
}

/** What waits for the others: their mentions, direct messages and the news in channels that are only theirs. */
function waiting(state) {
  return state.channels.reduce((sum, channel) => sum + (channel.private || channel.kind === "im" ? channel.unread : channel.mentions), 0);
}

/** Follows the journal and looks again at the others whenever a message was written. Calls `changed` after each look. */
export async function watchOthers(app, changed) {
  let last = 0;
  for (;;) {
    // The live line says when the playground is away; here the next look is enough.
    const news = await read("journal", { after: last, wait: last ? WAIT_SECONDS : 0 }).catch(() => null);
    if (news && (last === 0 || news.rows.some((row) => row.what === "message"))) await look(app).then(changed, () => {});
    last = news?.last ?? last;
    await new Promise((done) => setTimeout(done, REST_MS));
  }
}

async function look(app) {
  const others = [...app.store.users.values()].filter((user) => !user.is_app && !user.deleted && user.id !== app.store.me.id);
  for (const user of others) app.waiting.set(user.name, waiting(await read("state", { user: user.name })));
}
