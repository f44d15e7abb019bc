/** Where a person writes: text, commands, files, emoji; one for the channel and one for the thread. */

import { post } from "./api.js";
import { Completion } from "./completion.js";
import { h, iconButton, toast } from "./dom.js";
import { bytesOf, drawWaiting } from "./files.js";
import { pickEmoji } from "./picker.js";
import { encode } from "./typed.js";

const TYPING_EVERY_MS = 3000;

export class Composer {
  /** `where()` -> {channel (CHANNEL), thread (ts or null), label}; `sent(answer)` is called after a message went out. */
  constructor(app, where, sent) {
    Object.assign(this, { app, where, sent, files: [], drafts: new Map(), key: null, typedAt: 0 });
    this.field = h("textarea", { class: "composer-field", rows: "1", on: { input: () => this.changed(), keydown: (event) => this.pressed(event), paste: (event) => this.pasted(event) } });
    this.completion = new Completion(this.field, () => app.store);
    this.chooser = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": "Files to attach", on: { change: () => this.attach([...this.chooser.files]) } });
    this.waiting = h("ul", { class: "waiting", "aria-label": "Attached files" });
    this.go = iconButton("send", "Send", () => this.send());
    this.go.classList.add("send");
    this.node = h("form", { class: "composer", on: { submit: (event) => event.preventDefault(), dragover: (event) => event.preventDefault(), drop: (event) => this.dropped(event) } }, this.completion.list, this.waiting, this.field, this.foot());
  }

  foot() {
    return h(
      "div",
      { class: "composer-foot" },
      this.chooser,
      iconButton("attach", "Attach a file", () => this.chooser.click()),
      iconButton("smile", "Insert an emoji", (event) => pickEmoji(event.currentTarget, (name) => this.insert(`:${name}: `))),
      iconButton("at", "Mention somebody", () => this.insert("@")),
      h("span", { class: "composer-hint", "aria-hidden": "true" }, h("kbd", {}, "Enter"), " sends · ", h("kbd", {}, "Shift"), "+", h("kbd", {}, "Enter"), " new line"),
      this.go,
    );
  }

  /** Shows the draft of the place the person is at now. */
  show() {
    const { channel, thread, label } = this.where();
    const key = `${this.app.store.me.id}/${channel.id}/${thread ?? ""}`;
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    if (key === this.key) return;
    if (this.key) this.drafts.set(this.key, this.field.value);
    this.key = key;
    this.files = [];
    this.fill(this.drafts.get(key) ?? "");
  }

  fill(text) {
    this.field.value = text;
    this.changed();
  }

  insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.focus();
    this.changed();
  }

  changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.completion.refresh();
    this.waiting.replaceChildren(...drawWaiting(this.files, (file) => this.takeOff(file)));
    this.go.disabled = !this.field.value.trim() && this.files.length === 0;
    if (this.field.value.trim()) this.tellTyping();
  }

  tellTyping() {
    if (Date.now() - this.typedAt < TYPING_EVERY_MS || document.activeElement !== this.field) return;
    this.typedAt = Date.now();
    post("typing", this.address()).catch(() => {});
  }

  address() {
    const { channel, thread } = this.where();
    return { user: this.app.store.me.name, channel: channel.id, ...(thread ? { thread_ts: thread } : {}) };
  }

  pressed(event) {
    if (event.isComposing) return;
    if (this.completion.take(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && this.field.value === "") {
      event.preventDefault();
      this.app.editLast(this.where());
    }
  }

  async attach(files) {
    try {
      this.files.push(...(await Promise.all(files.map(bytesOf))));
    } catch (error) {
      toast(error.message, "bad");
    }
    this.chooser.value = "";
    this.changed();
    this.field.focus();
  }

  takeOff(file) {
    this.files = this.files.filter((one) => one !== file);
    this.changed();
    this.field.focus();
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  }

  dropped(event) {
    event.preventDefault();
    this.attach([...event.dataTransfer.files]);
  }

  async send() {
    const [text, files] = [this.field.value.trim(), this.files];
    if (!text && files.length === 0) return;
    if (text.startsWith("/") && !this.mayCommand(text)) return;
    this.files = [];
    this.fill("");
    try {
      await this.deliver(text, files);
    } catch (error) {
      toast(error.message, "bad");
      if (!this.field.value) this.fill(text);
    }
  }

  /** A command works in a channel, and only one that an app has; anything else stays in the field with a sentence. */
  mayCommand(text) {
    const name = text.split(/\s/, 1)[0];
    const known = this.app.store.commands.map((one) => one.command);
    const trouble = this.where().thread ? `${name} works in the channel, not in a thread.` : known.length > 0 && !known.includes(name) && `${name} is not a command here. Type / to see those that are.`;
    if (trouble) toast(trouble, "bad");
    return !trouble;
  }

  async deliver(text, files) {
    const address = this.address();
    if (text.startsWith("/")) {
      const [, command, rest] = text.match(/^(\S+)\s*([\s\S]*)$/);
      const answer = await post("commands", { ...address, command, text: encode(rest, this.app.store) });
      if (answer.ok === false) throw new Error(answer.error);
      this.app.did(text);
      return;
    }
    const [first, ...others] = files;
    const words = { text: encode(text, this.app.store) };
    const message = await post(first ? "files" : "messages", { ...address, ...words, ...first });
    // A message to the app is a conversation of its own, so more files go into its thread rather than beside it.
    const thread = this.where().channel.is_app_dm ? { thread_ts: address.thread_ts ?? message.ts } : {};
    this.sent(message);
    for (const file of others) await post("files", { ...address, ...thread, ...file });
    this.app.did(text);
  }
}
