/** The places of the person I am: the app, channels, direct messages, with unread marks. */

import { userAvatar } from "./avatars.js";
import { h, icon, reconcile } from "./dom.js";

export function showSidebar(app, { head, list }) {
  const { store } = app;
  head.replaceChildren(h("p", { class: "workspace" }, store.title), h("p", { class: "i-am" }, "You are ", h("strong", {}, store.me.real_name)), h("p", { class: "muted" }, store.me.title ?? ""));
  reconcile(list, groups(store), {
    key: (group) => group.name,
    fingerprint: (group) => JSON.stringify([store.me.id, group, app.place.channel]),
    render: (group) => section(app, group),
  });
}

function groups(store) {
  const all = [...store.channels.values()];
  const byTitle = (a, b) => store.nameOf(a).localeCompare(store.nameOf(b));
  return [
    { name: "App", channels: all.filter((one) => one.is_app_dm) },
    { name: "Channels", channels: all.filter((one) => one.kind !== "im").sort(byTitle) },
    { name: "Direct messages", channels: all.filter((one) => one.kind === "im" && !one.is_app_dm).sort(byTitle) },
  ].filter((group) => group.channels.length > 0);
}

function section(app, group) {
  return h("section", {}, h("h2", {}, group.name), h("ul", {}, group.channels.map((channel) => h("li", {}, entry(app, channel)))));
}

function entry(app, channel) {
  const { store } = app;
  const [slug, title] = [store.slug(channel), store.nameOf(channel)];
  const words = [channel.private && channel.kind !== "im" ? `${title}, private` : title, channel.unread && `${channel.unread} unread`].filter(Boolean).join(", ");
  return h(
    "button",
    { type: "button", class: channel.unread ? "entry unread" : "entry", "aria-current": app.place.channel === slug ? "page" : undefined, "aria-label": words, data: { focus: slug, slug }, on: { click: () => app.visit(slug) } },
    sign(store, channel),
    h("span", { class: "entry-name" }, title),
    channel.mentions > 0 && h("span", { class: "count" }, channel.mentions > 99 ? "99+" : channel.mentions),
  );
}

function sign(store, channel) {
  const other = channel.dm_with && store.users.get(channel.dm_with);
  return other ? userAvatar(other, "tiny") : icon(channel.private ? "lock" : "hash");
}
