/** Where a person is (#ada/it-support/1699.0001), in the address bar and remembered for each person. */

/** "#ada/it-support/1699.0001" -> {user, channel, thread, tab}; missing parts are null. */
export function parse(hash) {
  const [user, channel, rest] = hash.replace(/^#/, "").split("/").map(decodeURIComponent);
  const isTab = rest === "home";
  return { user: user || null, channel: channel || null, thread: isTab ? null : rest || null, tab: isTab ? "home" : "messages" };
}

/** A message's permalink (/archives/C1/p1699000100?thread_ts=…) of this playground -> its place, or null. */
export function ofPermalink(address) {
  const url = new URL(address, location.href);
  const found = url.host === location.host && url.pathname.match(/^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/);
  if (!found) return null;
  const [, channel, seconds, rest] = found;
  return { channel, thread: url.searchParams.get("thread_ts") ?? (seconds ? `${seconds}.${rest}` : null), tab: "messages" };
}

export function format({ user, channel, thread, tab }) {
  const parts = [user, channel, tab === "home" ? "home" : thread].filter(Boolean);
  return `#${parts.map((part) => encodeURIComponent(part).replace("%40", "@")).join("/")}`;
}

/** The person's last place in this window. */
export function remembered(user) {
  const kept = sessionStorage.getItem(`place:${user}`);
  return kept ? parse(kept) : { user, channel: null, thread: null, tab: "messages" };
}

export function remember(place) {
  sessionStorage.setItem(`place:${place.user}`, format(place));
  sessionStorage.setItem("person", place.user);
}

/** Whom the page opens as: the address says, else who it was last, else nobody in particular. */
export const lastPerson = () => sessionStorage.getItem("person");
