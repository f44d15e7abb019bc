/** What the elements of a message or view need from the page: who I am, and where a use of them goes. */

import { fileAddress, post } from "./api.js";

const common = (app) => ({
  names: app.store.names,
  store: app.store,
  address: (url) => fileAddress(url, app.store.me.name),
});

/** What stands in the input blocks, for the state that comes with a click: {block id: value}. */
export function filled(blocks, values) {
  const inputs = (blocks ?? []).filter((block) => block.type === "input");
  const pairs = inputs.map((block) => [block.block_id, values.get(`${block.block_id}/${block.element.action_id}`)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function talk(app, where, blocks, values) {
  return {
    values,
    act: async (block, element, value) => {
      const answer = await post("clicks", { ...where(), action_id: element.action_id, value, values: filled(blocks, values) });
      if (answer.ok === false) throw new Error(answer.error);
      app.did();
    },
    suggest: (block, element, text) => post("suggestions", { ...where(), action_id: element.action_id, text }),
  };
}

export function ofMessage(app, message) {
  const key = `${message.channel}:${message.ts}`;
  if (!app.filledIn.has(key)) app.filledIn.set(key, new Map());
  const where = () => ({ user: app.store.me.name, channel: message.channel, ts: message.ts });
  return { ...common(app), ...talk(app, where, message.blocks, app.filledIn.get(key)) };
}

export function ofView(app, view, errors = {}) {
  if (!app.filledIn.has(view.id)) app.filledIn.set(view.id, new Map());
  const where = () => ({ user: app.store.me.name, view_id: view.id });
  return { ...common(app), ...talk(app, where, view.blocks, app.filledIn.get(view.id)), errors };
}
