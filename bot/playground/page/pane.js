/** The middle of the page: a channel's head, its tabs, its messages and its composer. */

import { prompts, statusLine } from "./agent.js";
import { userAvatar } from "./avatars.js";
import { Composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { showHome } from "./home.js";
import { showMessages, walkMessages } from "./messages.js";

const part = (id) => document.getElementById(id);

export class Pane {
  constructor(app) {
    this.app = app;
    this.composer = new Composer(app, () => ({ channel: app.channel, thread: null, label: `Message ${app.shownName()}` }), (answer) => app.sent(answer));
    part("composer").append(this.composer.node);
    this.log = part("log");
    walkMessages(this.log);
    part("tabs").addEventListener("keydown", (event) => this.turnTab(event));
  }

  show() {
    const { app } = this;
    const isHome = app.place.tab === "home";
    this.head();
    this.tabs();
    part("conversation").hidden = isHome;
    part("home").hidden = !isHome;
    if (isHome) showHome(app, part("home"));
    else this.conversation();
  }

  head() {
    const { app } = this;
    const { channel } = app;
    const print = JSON.stringify([channel, app.store.me.id, app.isUp]);
    if (this.headPrint === print) return;
    this.headPrint = print;
    const other = channel.dm_with && app.store.users.get(channel.dm_with);
    part("pane-head").replaceChildren(
      iconButton("back", "Back to the channels", () => app.showPane("places"), { class: "icon-button only-narrow" }),
      h("h1", {}, other ? userAvatar(other, "small") : icon(channel.private ? "lock" : "hash"), h("span", {}, app.store.nameOf(channel))),
      h("p", { class: "topic" }, other ? other.title ?? "" : channel.topic ?? ""),
      channel.kind !== "im" && h("span", { class: "member-count" }, `${channel.members.length} ${channel.members.length === 1 ? "member" : "members"}`) || "",
      app.isUp ? "" : h("span", { class: "line-down", role: "status" }, "Reconnecting…"),
    );
  }

  tabs() {
    const { app } = this;
    part("tabs").hidden = !app.channel.is_app_dm;
    if (part("tabs").hidden) return;
    const tab = (name, words, drawing) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(app.place.tab === name), tabindex: app.place.tab === name ? "0" : "-1", "aria-controls": name === "home" ? "home" : "conversation", on: { click: () => app.turnTo(name) } }, icon(drawing), words);
    if (this.tab === app.place.tab) return;
    this.tab = app.place.tab;
    const hadFocus = part("tabs").contains(document.activeElement);
    part("tabs").replaceChildren(tab("messages", "Messages", "message"), tab("home", "Home", "home"));
    if (hadFocus) part(`tab-${app.place.tab}`).focus();
  }

  turnTab(event) {
    if (["ArrowLeft", "ArrowRight"].includes(event.key)) this.app.turnTo(this.app.place.tab === "home" ? "messages" : "home");
  }

  conversation() {
    const { app, log } = this;
    const { channel, store } = app;
    if (this.at !== `${store.me.id}${channel.id}`) log.replaceChildren();
    log.setAttribute("aria-busy", String(!store.isLoaded(channel.id)));
    log.setAttribute("aria-label", `Messages in ${app.shownName()}`);
    showMessages(app, log, store.roots(channel.id), { inThread: false, since: app.since, intro: intro(app) });
    if (store.isLoaded(channel.id)) this.arrive(`${store.me.id}${channel.id}`);
    part("status").replaceChildren(statusLine(app, channel, "") ?? "");
    part("prompts").replaceChildren(prompts(app, channel, null, (text) => this.composer.deliver(text, []).catch((error) => app.complain(error))) ?? "");
    this.composer.show();
  }

  /** The first look at a place begins at what is new, else at the end. */
  arrive(at) {
    if (this.at === at) return;
    this.at = at;
    const fresh = this.log.querySelector(".new-line");
    if (fresh) fresh.scrollIntoView({ block: "center" });
    else this.log.scrollTop = this.log.scrollHeight;
  }
}

/** What stands above the first message of a place. */
function intro(app) {
  const { channel, store } = app;
  const other = channel.dm_with && store.users.get(channel.dm_with);
  const words = channel.is_app_dm ? "Write a message: every message starts a conversation, and the answer comes in its thread." : other ? "Only the two of you see this." : `${channel.private ? "A private channel" : "A channel"} for ${channel.members.length} people.`;
  return {
    print: `${store.me.id}/${channel.id}`,
    draw: () => h("div", { class: "intro" }, other && userAvatar(other, "huge"), h("p", { class: "intro-title" }, other ? store.nameOf(channel) : `#${channel.name}`), h("p", { class: "muted" }, channel.topic || words)),
  };
}
