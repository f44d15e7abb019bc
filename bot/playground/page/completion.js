/** Completion in the composer: slash commands, people, channels and emoji. */

import { userAvatar } from "./avatars.js";
import { h, uid } from "./dom.js";
import { emoji, emojiLike } from "./emoji.js";

/** What the text before the caret asks to complete: [kind, the part typed so far], or null. */
function asked(before) {
  const command = before.match(/^\/(\S*)$/);
  if (command) return ["command", command[1]];
  const word = before.match(/(?:^|\s)([@#:])([\p{L}\p{N}_+.-]*)$/u);
  if (!word) return null;
  if (word[1] === ":" && word[2].length < 2) return null;
  return [{ "@": "person", "#": "channel", ":": "emoji" }[word[1]], word[2]];
}

const begins = (text, part) => text.toLowerCase().split(/[\s-]+/).some((word) => word.startsWith(part)) || text.toLowerCase().startsWith(part);

const OFFERS = {
  command: (store, part) => store.commands.filter((one) => one.command.slice(1).startsWith(part)).map((one) => ({
    insert: `${one.command} `,
    draw: () => [h("strong", {}, one.command), one.usage_hint && h("span", { class: "muted" }, ` ${one.usage_hint}`), h("span", { class: "offer-more" }, one.description ?? "")],
  })),
  person: (store, part) => [...store.users.values()].filter((one) => !one.deleted && (begins(one.real_name, part) || one.name.startsWith(part))).sort((a, b) => b.is_app - a.is_app).map((one) => ({
    insert: `@${one.real_name} `,
    draw: () => [userAvatar(one, "tiny"), h("strong", {}, one.real_name), h("span", { class: "offer-more" }, one.title ?? "")],
  })),
  channel: (store, part) => [...store.channels.values()].filter((one) => one.kind !== "im" && begins(one.name, part)).map((one) => ({
    insert: `#${one.name} `,
    draw: () => [h("strong", {}, `#${one.name}`), h("span", { class: "offer-more" }, one.topic ?? "")],
  })),
  emoji: (_store, part) => emojiLike(part, 8).map((name) => ({
    insert: `:${name}: `,
    draw: () => [h("span", { class: "emoji" }, emoji(name)), h("span", {}, `:${name}:`)],
  })),
};

/** A list above `field` that offers completions; `isOpen` and `take(event)` let the composer give it the keys first. */
export class Completion {
  constructor(field, store) {
    this.field = field;
    this.store = store;
    this.id = uid("offers");
    this.list = h("ul", { class: "offers", role: "listbox", id: this.id, "aria-label": "Suggestions", hidden: true });
    this.offers = [];
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.id, "aria-expanded": "false" })) field.setAttribute(name, value);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  refresh() {
    const question = asked(this.field.value.slice(0, this.field.selectionStart));
    this.offers = question ? OFFERS[question[0]](this.store(), question[1].toLowerCase()).slice(0, 8) : [];
    this.typed = question ? question[1].length + 1 : 0;
    this.chosen = 0;
    this.show();
  }

  show() {
    this.list.hidden = this.offers.length === 0;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.list.replaceChildren(...this.offers.map((offer, n) => this.option(offer, n)));
    if (this.isOpen) this.field.setAttribute("aria-activedescendant", `${this.id}-${this.chosen}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  option(offer, n) {
    const press = (event) => { event.preventDefault(); this.insert(offer); };
    return h("li", { role: "option", id: `${this.id}-${n}`, "aria-selected": String(n === this.chosen), on: { pointerdown: press } }, offer.draw());
  }

  /** Uses a key for the list; says whether it did. */
  take(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (this.chosen + step + this.offers.length) % this.offers.length;
    else if (event.key === "Enter" || event.key === "Tab") return this.pick();
    else if (event.key === "Escape") this.offers = [];
    else return false;
    this.show();
    return true;
  }

  /** Enter on a command that is already typed in full sends it rather than completing it once more. */
  pick() {
    const offer = this.offers[this.chosen];
    const isWhole = this.field.value.trim() === offer.insert.trim();
    this.offers = [];
    this.show();
    if (!isWhole) this.insert(offer);
    return !isWhole;
  }

  insert(offer) {
    const caret = this.field.selectionStart;
    this.field.setRangeText(offer.insert, caret - this.typed, caret, "end");
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
