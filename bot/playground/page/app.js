/** The page: who I am, where I am, and what happens between the parts. */

import { Refused, post, read } from "./api.js";
import { announce, toast } from "./dom.js";
import { listen } from "./live.js";
import { Modal } from "./modal.js";
import { Pane } from "./pane.js";
import { format, lastPerson, ofPermalink, parse, remember, remembered } from "./places.js";
import { Store, isReply } from "./store.js";
import { showSidebar } from "./sidebar.js";
import { showSwitcher, watchOthers } from "./switcher.js";
import { Thread } from "./thread.js";
import { Tour } from "./tour.js";

const FIRST_PERSON = "ada";
const part = (id) => document.getElementById(id);

class App {
  constructor() {
    Object.assign(this, { store: null, place: null, editing: null, since: null, opened: "0", turn: 0, isUp: true, isAsked: false });
    this.filledIn = new Map();
    this.waiting = new Map();
    this.seen = new Map();
    this.stop = () => {};
  }

  async start() {
    const place = parse(location.hash);
    await this.load(place.user ?? lastPerson() ?? FIRST_PERSON).catch(() => this.load(FIRST_PERSON));
    this.parts = { pane: new Pane(this), thread: new Thread(this), modal: new Modal(this), tour: new Tour(this) };
    document.addEventListener("click", (event) => this.followLink(event));
    window.addEventListener("hashchange", () => this.followHash());
    document.addEventListener("visibilitychange", () => this.markRead());
    part("skip").addEventListener("click", () => this.parts.pane.composer.field.focus());
    setInterval(() => this.changed(), 2500);
    const linked = ofPermalink(location.href) ?? (place.user === this.store.me.name && place.channel ? place : null);
    await this.go(linked ?? remembered(this.store.me.name));
    watchOthers(this, () => this.changed());
  }

  /** Reads everything as this person and follows what happens from there on. */
  async load(user) {
    const turn = this.turn += 1;
    const state = await read("state", { user });
    // Somebody who switches twice in a row wants the later person, whichever answer comes first.
    if (turn !== this.turn) return;
    this.stop();
    this.store = new Store(state);
    this.editing = null;
    this.stop = listen(user, state.last, (event) => this.hear(event), (isUp) => this.lineIs(isUp));
  }

  /** After a cut line everything is read anew: the playground may have been started afresh. */
  lineIs(isUp) {
    const isBack = isUp && !this.isUp;
    this.isUp = isUp;
    if (isBack) this.reload();
    else this.changed();
  }

  reload() {
    return this.perform(this.load(this.store.me.name).then(() => this.go(this.place)));
  }

  get channel() {
    return this.store.channel(this.place.channel);
  }

  shownName() {
    return this.channel.kind === "im" ? this.store.nameOf(this.channel) : `#${this.channel.name}`;
  }

  // Going about

  async become(user, place = null) {
    const pane = place ? null : document.body.dataset.pane;
    if (user !== this.store.me.name) {
      await this.perform(this.load(user));
      if (this.store.me.name !== user) return;
      this.waiting.delete(user);
      announce(`You are now ${this.store.me.real_name}.`);
    }
    await this.go(place ?? remembered(user));
    if (pane === "places") this.showPane(pane);
  }

  visit(slug) {
    const arrived = this.go({ user: this.store.me.name, channel: slug, thread: null, tab: "messages" });
    // On a narrow screen a focused field would raise the keyboard over the messages one came to read.
    const target = matchMedia("(min-width: 861px)").matches ? this.parts.pane.composer.field : part("main");
    target.focus();
    return arrived;
  }

  /** Goes to a place; where it is none of mine, to the app's DM, else the first channel. */
  async go(place) {
    const channel = (place.channel && this.store.channel(place.channel)) || this.store.channel("@app") || [...this.store.channels.values()][0];
    const isNew = !this.place || this.place.user !== this.store.me.name || this.channel !== channel;
    this.place = { ...place, user: this.store.me.name, channel: this.store.slug(channel) };
    if (isNew) this.look(channel);
    this.keepPlace();
    this.showPane(place.thread ? "thread" : place.channel ? "messages" : document.body.dataset.pane ?? "messages");
    this.changed();
    await this.perform(this.fetch(channel));
    if (channel.is_app_dm && isNew) await this.perform(post("home", { user: this.place.user, tab: this.place.tab }));
  }

  look(channel) {
    this.opened = channel.last_read || "0";
    this.since = channel.unread > 0 ? this.opened : null;
    this.editing = null;
  }

  async fetch(channel) {
    const { store } = this;
    store.expect(channel.id);
    const { messages } = await read("messages", { channel: channel.id, user: store.me.name });
    store.keep(channel.id, messages);
    this.changed();
    this.markRead();
  }

  keepPlace() {
    remember(this.place);
    const address = `/${format(this.place)}`;
    if (location.pathname + location.hash !== address) history.pushState(null, "", address);
    document.title = `${this.shownName()} · ${this.store.title}`;
  }

  /** A link to a message here is followed on this page, by those who may see it. */
  followLink(event) {
    const link = event.target.closest?.("a[href]");
    const place = link && ofPermalink(link.href);
    if (!place || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (this.store.channel(place.channel)) this.go(place);
    else toast(`${this.store.me.real_name} is not in that conversation.`, "bad");
  }

  followHash() {
    const place = parse(location.hash);
    if (place.user) this.become(place.user, place);
  }

  openThread(ts, { focus = true } = {}) {
    this.place = { ...this.place, thread: ts };
    this.keepPlace();
    this.showPane("thread");
    this.render();
    if (focus) this.parts.thread.composer.field.focus();
  }

  closeThread() {
    const { thread } = this.place;
    this.place = { ...this.place, thread: null };
    this.keepPlace();
    this.showPane("messages");
    this.render();
    (document.querySelector(`#log [data-ts="${thread}"] .replies`) ?? this.parts.pane.composer.field).focus();
  }

  async turnTo(tab) {
    this.place = { ...this.place, tab, thread: null };
    this.keepPlace();
    this.changed();
    this.did();
    await this.perform(post("home", { user: this.place.user, tab }));
  }

  /** On a narrow screen one pane is shown at a time: "places", "messages" or "thread". */
  showPane(name) {
    document.body.dataset.pane = name;
  }

  // What happens

  hear(event) {
    if (event.what === "reload") return this.reload();
    this.store.apply(event);
    if (event.what === "message" && event.channel === this.channel.id) this.markRead();
    this.changed();
    return undefined;
  }

  /** A message of mine went out; one to the app starts a thread, which opens so that the answer is seen at once. */
  sent({ ts }) {
    this.since = null;
    if (this.channel.is_app_dm) this.openThread(ts);
    this.toEnd("log");
  }

  toEnd(id) {
    part(id).scrollTop = part(id).scrollHeight;
  }

  /** The person did something: wrote `text`, or used a button or tab. */
  did(text = "") {
    this.parts.tour.heard(this.store.me.name, text);
  }

  propose(text) {
    const { composer } = this.parts.pane;
    composer.show();
    composer.fill(text);
    composer.field.focus();
  }

  /** Replies I have not seen; none while the thread is open before me. */
  newReplies(message) {
    if (message.ts === this.place.thread) return 0;
    const seen = this.seen.get(`${this.store.me.id}:${message.ts}`) ?? "";
    return this.store.newReplies(message.channel, message.ts, seen > this.opened ? seen : this.opened);
  }

  /** What stands on the screen counts as read. */
  markRead() {
    const { channel, place, store } = this;
    if (document.visibilityState !== "visible" || place.tab !== "messages") return;
    const last = store.all(channel.id).filter((one) => !one.ephemeral).at(-1);
    if (place.thread && last) this.seen.set(`${store.me.id}:${place.thread}`, last.ts);
    if (!last || last.ts <= (channel.last_read || "0")) return;
    Object.assign(channel, { last_read: last.ts, unread: 0, mentions: 0 });
    post("read", { user: place.user, channel: channel.id, ts: last.ts }).catch(() => {});
  }

  // Small doings of the parts

  edit(message, inThread) {
    this.editing = { ts: message.ts, inThread };
    this.changed();
  }

  stopEditing() {
    const { inThread } = this.editing;
    this.editing = null;
    this.render();
    this.parts[inThread ? "thread" : "pane"].composer.field.focus();
  }

  editLast({ channel, thread }) {
    const message = this.store.lastOwn(channel.id, thread);
    if (message) this.edit(message, Boolean(thread) || isReply(message));
  }

  dismiss(message) {
    this.store.messages.get(message.channel)?.delete(message.ts);
    this.changed();
  }

  /** Waits for a request; a refusal is shown, anything else is a fault of the page and stays one. */
  async perform(promise) {
    try {
      return await promise;
    } catch (error) {
      return this.complain(error);
    }
  }

  complain(error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, "bad");
  }

  // Drawing

  changed() {
    if (this.isAsked) return;
    this.isAsked = true;
    queueMicrotask(() => { this.isAsked = false; this.render(); });
  }

  render() {
    if (!this.parts || !this.place) return;
    showSwitcher(this, part("people"));
    showSidebar(this, { head: part("sidebar-head"), list: part("places") });
    this.parts.tour.show();
    this.parts.pane.show();
    this.parts.thread.show();
    this.parts.modal.show();
  }
}

new App().start().catch((error) => toast(error.message, "bad"));
