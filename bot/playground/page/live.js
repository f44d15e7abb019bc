/** Live events of one person (Server-Sent Events), with reconnection and a sign when the line is down. */

import { liveAddress } from "./api.js";

const RETRY_MS = [500, 1000, 2000, 5000];

/** Listens as `user` from event `after` on: `heard(event)` for each one, `line(isUp)` when the connection changes. Returns a stop function. */
export function listen(user, after, heard, line) {
  let last = after;
  let tries = 0;
  let source = null;
  let timer = null;
  const open = () => {
    source = new EventSource(liveAddress(user, last));
    source.onopen = () => { tries = 0; line(true); };
    source.onmessage = (event) => {
      last = event.lastEventId || last;
      heard(JSON.parse(event.data));
    };
    source.onerror = () => {
      line(false);
      source.close();
      timer = setTimeout(open, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    };
  };
  open();
  return () => { clearTimeout(timer); source.close(); };
}
