/** Times as people read them: clock, day and Slack's date tokens, in the reader's own zone and habits. */

import { h } from "./dom.js";

const shown = (options) => new Intl.DateTimeFormat(undefined, options);
const CLOCK = shown({ hour: "numeric", minute: "2-digit" });
const FULL = shown({ weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
const DAY = shown({ weekday: "long", day: "numeric", month: "long" });

/** A Slack `ts` ("1699999999.000100") or Unix seconds -> Date. */
export const when = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clock = (ts) => CLOCK.format(when(ts));

export const full = (ts) => FULL.format(when(ts));

export const dayKey = (ts) => when(ts).toDateString();

/** "Today", "Yesterday", or the weekday with its date. */
export function dayName(date, now = new Date()) {
  const away = Math.round((startOf(now) - startOf(date)) / 86_400_000);
  return near(away) ?? DAY.format(date);
}

const near = (away) => ({ "-1": "Tomorrow", 0: "Today", 1: "Yesterday" })[away];
const startOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** "now", "5 min ago", "2 h ago", then the day. */
export function ago(ts, now = new Date()) {
  const minutes = Math.floor((now - when(ts)) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 720 ? `${Math.floor(minutes / 60)} h ago` : `${dayName(when(ts), now)} at ${clock(ts)}`;
}

const LONG = { year: "numeric", month: "long", day: "numeric" };
const FORMATS = {
  date_num: (d) => shown({ year: "numeric", month: "2-digit", day: "2-digit" }).format(d),
  date_slash: (d) => shown({ year: "numeric", month: "2-digit", day: "2-digit" }).format(d),
  date: (d) => shown(LONG).format(d),
  date_short: (d) => shown({ ...LONG, month: "short" }).format(d),
  date_long: (d) => shown({ ...LONG, weekday: "long" }).format(d),
  date_pretty: (d) => pretty(d, LONG),
  date_short_pretty: (d) => pretty(d, { ...LONG, month: "short" }),
  date_long_pretty: (d) => pretty(d, { ...LONG, weekday: "long" }),
  day_divider_pretty: (d) => dayName(d),
  time: (d) => CLOCK.format(d),
  time_secs: (d) => shown({ hour: "numeric", minute: "2-digit", second: "2-digit" }).format(d),
  ago: (d) => ago(d / 1000),
};

function pretty(date, options) {
  const away = Math.round((startOf(new Date()) - startOf(date)) / 86_400_000);
  return near(away)?.toLowerCase() ?? shown(options).format(date);
}

/** `<!date^seconds^format^link|fallback>` without its brackets; the fallback stands where the number is none. */
export function slackDate([seconds, format = "{date} {time}", url], fallback, link) {
  const date = when(seconds);
  if (Number.isNaN(date.getTime())) return fallback ?? "";
  const text = format.replace(/\{(\w+)\}/g, (whole, name) => FORMATS[name]?.(date) ?? whole);
  const time = h("time", { datetime: date.toISOString(), title: FULL.format(date) }, text);
  return url ? link(url, text) : time;
}
