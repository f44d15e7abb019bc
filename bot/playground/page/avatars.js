/** Who wrote a message, and the picture drawn for them: initials on a colour of their own, a mark for apps. */

import { isOurs } from "./api.js";
import { h, icon } from "./dom.js";
import { emoji } from "./emoji.js";

// Names get colours in the order in which they are first drawn; 5 and 12 share no factor, so neighbours differ.
const HUES = 12;
const order = new Map();

function hue(name) {
  if (!order.has(name)) order.set(name, order.size);
  return (order.get(name) * 5) % HUES;
}

function initials(name) {
  const words = name.replace(/\(.*?\)/g, "").split(/[\s._-]+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

/** A person or app -> its picture, hidden from screen readers: the name always stands beside it. */
export function avatar({ name, isApp, emoji: shortcode, image }, size = "medium") {
  if (image && isOurs(image)) return h("img", { class: `avatar ${size}`, src: image, alt: "" });
  const character = shortcode && emoji(shortcode.replaceAll(":", ""));
  if (character) return h("span", { class: `avatar ${size} from-emoji`, "aria-hidden": "true" }, character);
  if (isApp) return h("span", { class: `avatar ${size} app-mark`, "aria-hidden": "true" }, icon("spark"));
  return h("span", { class: `avatar ${size} hue-${hue(name)}`, "aria-hidden": "true" }, initials(name));
}

export const userAvatar = (user, size) => avatar({ name: user.real_name, isApp: user.is_app }, size);

/** The author of a message: {key, name, isApp (drawn with the mark), isBot, emoji, image}. A post under another name keeps its app badge. */
export function author(store, message) {
  const user = store.users.get(message.user);
  const isBot = Boolean(message.bot_id) || message.subtype === "bot_message" || Boolean(user?.is_bot);
  const name = message.username || user?.real_name || (isBot ? store.app.name : "Somebody");
  const isApp = isBot && !message.username && (message.bot_id === store.app.bot_id || message.user === store.app.user_id || !user);
  const image = store.isKnown(name) ? null : message.icons?.image_48 ?? message.icons?.image_72;
  return { key: `${message.user ?? ""}/${message.bot_id ?? ""}/${name}`, name, isApp, isBot, emoji: message.icons?.emoji, image };
}
