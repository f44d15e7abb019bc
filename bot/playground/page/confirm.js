/** Asks before something is done: the confirmation object of Block Kit, and the page's own questions. */

import { h } from "./dom.js";
import { label, plain } from "./blocks/text.js";

const text = (words) => ({ type: "plain_text", text: words });

/** Resolves to whether the person confirmed. `ask`: {title, text, confirm, deny, style}, text objects as Slack sends them. */
export function confirmed(ask, names) {
  return new Promise((done) => {
    const finish = (answer) => { node.remove(); done(answer); };
    const yes = h("button", { type: "button", class: `button ${ask.style ?? "primary"}`, on: { click: () => finish(true) } }, plain(ask.confirm ?? text("Yes")));
    const no = h("button", { type: "button", class: "button", on: { click: () => finish(false) } }, plain(ask.deny ?? text("No")));
    const node = h(
      "dialog",
      { class: "dialog small", "aria-labelledby": "confirm-title", on: { cancel: (event) => { event.preventDefault(); finish(false); } } },
      h("h2", { id: "confirm-title" }, plain(ask.title ?? text("Are you sure?"))),
      h("p", { class: "dialog-text" }, label(ask.text ?? text(""), names)),
      h("div", { class: "dialog-foot" }, no, yes),
    );
    document.body.append(node);
    node.showModal();
  });
}

/** The page's own question, in plain words. */
export const asks = (title, words, yes) => confirmed({ title: text(title), text: text(words), confirm: text(yes), deny: text("Keep it"), style: "danger" }, {});
