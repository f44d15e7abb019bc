/** The guided tour: the first things to try, each one click away; what was done is ticked off. */

import { userAvatar } from "./avatars.js";
import { h, icon, iconButton } from "./dom.js";

const FOLDED = "tour:folded";
const doneKey = (app) => `tour:done:${app.store.title}`;
const doneOf = (app) => new Set(JSON.parse(sessionStorage.getItem(doneKey(app)) ?? "[]"));

export class Tour {
  constructor(app) {
    this.app = app;
    this.node = document.getElementById("tour");
  }

  show() {
    const { store } = this.app;
    const [steps, done] = [store.tour ?? [], doneOf(this.app)];
    const isFolded = localStorage.getItem(FOLDED) === "yes";
    const print = JSON.stringify([steps, [...done], isFolded, this.at, [...store.users.keys()]]);
    if (print === this.print) return;
    this.print = print;
    this.node.hidden = steps.length === 0;
    this.node.className = isFolded ? "tour folded" : "tour";
    this.node.replaceChildren(...(isFolded ? this.folded(steps, done) : this.open(steps, done)));
  }

  folded(steps, done) {
    const words = `Guided tour, ${done.size} of ${steps.length} done`;
    return [h("button", { type: "button", class: "tour-restore", on: { click: () => this.fold(false) } }, icon("compass"), words)];
  }

  open(steps, done) {
    const next = steps.findIndex((_, n) => !done.has(n));
    return [
      h("div", { class: "tour-head" }, h("h2", {}, "Try this first"), h("span", { class: "muted" }, next < 0 ? "All done" : `${done.size} of ${steps.length} done`)),
      h("ol", { class: "tour-steps" }, steps.map((step, n) => h("li", {}, this.step(step, n, done.has(n), n === next)))),
      iconButton("close", "Hide the guided tour", () => this.fold(true)),
    ];
  }

  step(step, n, isDone, isNext) {
    const user = [...this.app.store.users.values()].find((one) => one.name === step.as);
    const name = user?.real_name?.split(" ")[0] ?? step.as;
    return h(
      "button",
      { type: "button", class: ["tour-step", isDone && "done", isNext && "next"].filter(Boolean).join(" "), title: step.do, "aria-current": this.at === n ? "step" : undefined, "aria-label": `${isDone ? "Done: " : ""}step ${n + 1}, as ${name}: ${step.do}`, on: { click: () => this.go(step, n) } },
      h("span", { class: "tour-mark", "aria-hidden": "true" }, isDone ? icon("check") : String(n + 1)),
      h("span", { class: "tour-text" }, h("span", { class: "tour-as" }, user && userAvatar(user, "tiny"), `as ${name}`), h("span", { class: "tour-do" }, step.do)),
    );
  }

  fold(isFolded) {
    localStorage.setItem(FOLDED, isFolded ? "yes" : "no");
    this.show();
    this.node.querySelector("button")?.focus();
  }

  /** Becomes that person at that place, with the words in the composer. */
  async go(step, n) {
    this.at = n;
    await this.app.become(step.as, { user: step.as, channel: step.channel ?? "@app", thread: null, tab: step.tab ?? "messages" });
    if (step.say) this.app.propose(step.say);
    this.app.changed();
  }

  /** A person wrote this text, or (with none) used a button or tab: the step one is at, or the one that asked for it, is done. */
  heard(user, text) {
    const steps = this.app.store.tour ?? [];
    const isAsked = (step, n) => step.as === user && (n === this.at || (step.say && step.say.trim() === text.trim()));
    const found = steps.findIndex(isAsked);
    if (found >= 0) this.tick(found);
  }

  tick(n) {
    sessionStorage.setItem(doneKey(this.app), JSON.stringify([...doneOf(this.app).add(n)].sort()));
    if (this.at === n) this.at = null;
    this.show();
  }
}
