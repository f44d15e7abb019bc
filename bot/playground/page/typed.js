/** Between what a person types and what Slack carries: names become mentions; the playground escapes the rest. */

import { unescape } from "./mrkdwn.js";

const byLength = (a, b) => b[0].length - a[0].length;

/** "@Ada Byron, see #general" -> "<@U…>, see <#C…|general>". */
export function encode(text, store) {
  const names = [...store.users.values()].flatMap((user) => [[`@${user.real_name}`, `<@${user.id}>`], [`@${user.name}`, `<@${user.id}>`]]);
  const channels = [...store.channels.values()].filter((one) => one.kind !== "im").map((one) => [`#${one.name}`, `<#${one.id}|${one.name}>`]);
  const tokens = new Map([...names, ...channels, ["@here", "<!here>"], ["@channel", "<!channel>"]].sort(byLength));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${[...tokens.keys()].map(literal).join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return text.split(pattern).map((part, n) => (n % 2 ? tokens.get(part) : part)).join("");
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The other way, for editing a message. */
export function decode(text, store) {
  const plain = text.replace(/<([@#!]?)([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (whole, kind, body, label) => {
    if (kind === "@") return `@${store.names.person(body) ?? label ?? body}`;
    if (kind === "#") return `#${store.names.channel(body) ?? label ?? body}`;
    return kind === "!" ? `@${body}` : body;
  });
  return unescape(plain);
}
