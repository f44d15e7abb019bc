/** Modals: the topmost open view as a dialog, its fields, its submission and what was wrong with it. */

import { Refused, post } from "./api.js";
import { avatar } from "./avatars.js";
import { draw } from "./blocks/index.js";
import { plain } from "./blocks/text.js";
import { h, iconButton } from "./dom.js";
import { filled, ofView } from "./interact.js";

const FOCUSABLE = "input:not([hidden]), textarea, select, summary, button:not(.icon-button)";

export class Modal {
  constructor(app) {
    this.app = app;
    this.node = document.getElementById("modal");
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      // Pickers inside a form send a cancel of their own, which bubbles up to here.
      if (event.target === this.node) this.close();
    });
    this.print = null;
  }

  show() {
    const view = this.app.store.views.at(-1);
    if (!view) return this.hide();
    const errors = this.app.store.refusals.get(view.id) ?? {};
    const print = JSON.stringify([view.id, view.hash, view.title, view.blocks, view.submit, errors, this.trouble]);
    if (print === this.print) return undefined;
    const isSame = this.view?.id === view.id;
    this.print = print;
    this.view = view;
    this.draw(view, errors);
    if (!this.node.open) this.node.showModal();
    return this.focus(isSame, errors);
  }

  hide() {
    this.print = this.view = this.trouble = null;
    if (this.node.open) this.node.close();
    this.node.replaceChildren();
  }

  draw(view, errors) {
    this.kept = this.node.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.button = view.submit && h("button", { type: "submit", class: "button primary" }, plain(view.submit));
    const body = h("div", { class: "dialog-body blocks", tabindex: "-1" }, draw(view.blocks, ofView(this.app, view, errors)));
    const form = h(
      "form",
      { novalidate: true, on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
      this.head(view),
      body,
      this.trouble && h("p", { class: "error dialog-error", role: "alert" }, this.trouble),
      h("div", { class: "dialog-foot" }, h("button", { type: "button", class: "button", on: { click: () => this.close() } }, plain(view.close ?? "Cancel")), this.button),
    );
    this.node.replaceChildren(form);
  }

  head(view) {
    const depth = this.app.store.views.length;
    return h(
      "div",
      { class: "dialog-head" },
      avatar({ name: this.app.store.app.name, isApp: true }, "small"),
      h("h2", { id: "modal-title" }, plain(view.title)),
      depth > 1 && h("span", { class: "muted" }, `step ${depth}`),
      iconButton("close", "Close this form", () => this.close()),
    );
  }

  /** The first wrong field, else the field the person was in, else the one the app asks for, else the first. */
  focus(isSame, errors) {
    const all = [...this.node.querySelectorAll(`.dialog-body :is(${FOCUSABLE})`)];
    const wrong = Object.keys(errors).length > 0 && this.node.querySelector(".refused :is(input, textarea, select, summary)");
    const kept = isSame && this.kept && all.find((node) => node.dataset.focus === this.kept);
    (wrong || kept || all.find((node) => node.dataset.autofocus === "yes") || all[0] || this.button || this.node.querySelector("button"))?.focus();
  }

  values() {
    return filled(this.view.blocks, this.app.filledIn.get(this.view.id) ?? new Map());
  }

  async submit() {
    const { app, view } = this;
    this.button?.setAttribute("aria-busy", "true");
    this.trouble = null;
    app.store.refusals.delete(view.id);
    try {
      const answer = await post("submissions", { user: app.store.me.name, view_id: view.id, values: this.values() });
      if (answer.errors) app.store.refusals.set(view.id, answer.errors);
      else if (answer.ok === false) this.trouble = answer.error;
    } catch (error) {
      this.trouble = error instanceof Refused ? error.message : "This form could not be sent.";
    }
    this.button?.removeAttribute("aria-busy");
    this.print = null;
    app.changed();
  }

  async close() {
    const { app, view } = this;
    if (!view || this.leaving === view.id) return;
    this.leaving = view.id;
    app.filledIn.delete(view.id);
    app.store.refusals.delete(view.id);
    this.trouble = null;
    await app.perform(post("closings", { user: app.store.me.name, view_id: view.id }));
  }
}
