/** The playground's HTTP interface, as docs/playground.md gives it. */

const ROOT = "/try/api/";

/** What the server refused, with the sentence it gave. */
export class Refused extends Error {}

async function answer(request) {
  const response = await request.catch(() => { throw new Refused("The playground does not answer. Is it still running?"); });
  const body = await response.json().catch(() => ({ ok: false, error: `The playground answered ${response.status}.` }));
  if (!body.ok && !body.errors) throw new Refused(body.error ?? `The playground answered ${response.status}.`);
  return body;
}

/** GET one of `state`, `messages`, `journal`, … */
export function read(path, query = {}) {
  return answer(fetch(`${ROOT}${path}?${new URLSearchParams(query)}`));
}

/** POST one of `messages`, `clicks`, `submissions`, …; throws `Refused` with a sentence for people. */
export function post(path, body) {
  return answer(fetch(ROOT + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
}

/** The address of the live events of one person, from event `after` on. */
export const liveAddress = (user, after) => `${ROOT}live?${new URLSearchParams({ user, after })}`;

/** A file's address as this person may open it; an address of another host is left as it is. */
export function fileAddress(url, user) {
  const address = new URL(url, location.href);
  if (address.pathname.startsWith("/files/")) {
    address.host = location.host;
    address.searchParams.set("user", user);
  }
  return address.href;
}

/** Whether the page's content policy lets a picture of this address be shown. */
export const isOurs = (url) => new URL(url, location.href).host === location.host;
