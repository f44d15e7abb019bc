/** The thread in its side panel. */

import { prompts, session, statusLine } from "./agent.js";
import { Composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { showMessages, walkMessages } from "./messages.js";

const part = (id) => document.getElementById(id);

export class Thread {
  constructor(app) {
    this.app = app;
    this.composer = new Composer(app, () => ({ channel: app.channel, thread: app.place.thread, label: "Reply in this thread" }), () => app.toEnd("thread-log"));
    part("thread-composer").append(this.composer.node);
    this.log = part("thread-log");
    walkMessages(this.log);
    part("thread").addEventListener("keydown", (event) => { if (event.key === "Escape") app.closeThread(); });
  }

  show() {
    const { app, log } = this;
    const { channel, place, store } = app;
    const isOpen = Boolean(place.thread) && place.tab === "messages";
    part("thread").hidden = !isOpen;
    if (!isOpen) return;
    this.head();
    const at = `${store.me.id}${channel.id}${place.thread}`;
    const messages = store.thread(channel.id, place.thread);
    if (this.at !== at) log.replaceChildren();
    log.setAttribute("aria-busy", String(!store.isLoaded(channel.id)));
    showMessages(app, log, messages, { inThread: true, since: null });
    if (messages.length === 0 && store.isLoaded(channel.id)) log.replaceChildren(h("p", { class: "empty" }, "This message is not here any more."));
    if (this.at !== at && store.isLoaded(channel.id)) { this.at = at; log.scrollTop = log.scrollHeight; }
    this.foot();
    this.composer.show();
  }

  head() {
    const { app } = this;
    const now = session(app, app.channel, app.place.thread);
    const print = JSON.stringify([app.channel.id, app.store.sessionOf(app.channel.id, app.place.thread), app.store.me.id, app.place.thread]);
    if (print === this.headPrint) return;
    this.headPrint = print;
    part("thread-head").replaceChildren(
      iconButton("back", "Back to the messages", () => app.closeThread(), { class: "icon-button only-narrow" }),
      h("h2", {}, "Thread"),
      h("span", { class: "muted thread-place" }, app.shownName()),
      now ?? "",
      iconButton("close", "Close the thread", () => app.closeThread(), { class: "icon-button only-wide" }),
    );
  }

  foot() {
    const { app } = this;
    const isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const hints = app.store.prompts[app.channel.id]?.thread_ts === app.place.thread ? prompts(app, app.channel, app.place.thread, (text) => this.composer.deliver(text, []).catch((error) => app.complain(error))) : null;
    part("thread-prompts").replaceChildren(hints ?? "");
    part("thread-status").replaceChildren(statusLine(app, app.channel, app.place.thread) ?? "");
    if (isAtEnd) this.log.scrollTop = this.log.scrollHeight;
  }
}
