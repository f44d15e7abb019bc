/** The interactive elements of Block Kit: what is common to all, and the table of kinds. */

import { toast } from "../dom.js";
import { confirmed } from "../confirm.js";
import { button, feedbackButtons, iconButtonElement, overflow } from "./buttons.js";
import { checkboxes, dateTime, fileInput, radioButtons, textInput, timed } from "./fields.js";
import { smallImage } from "./media.js";
import { external, multi, single } from "./select.js";

const DRAW = {
  button,
  workflow_button: button,
  icon_button: iconButtonElement,
  feedback_buttons: feedbackButtons,
  overflow,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: timed("date", "initial_date"),
  timepicker: timed("time", "initial_time"),
  datetimepicker: dateTime,
  plain_text_input: textInput("text"),
  rich_text_input: textInput("textarea"),
  number_input: textInput("number"),
  email_text_input: textInput("email"),
  url_text_input: textInput("url"),
  file_input: fileInput,
  static_select: single, users_select: single, conversations_select: single, channels_select: single,
  external_select: external(false), multi_external_select: external(true),
  multi_static_select: multi, multi_users_select: multi, multi_conversations_select: multi, multi_channels_select: multi,
};

/** One element of a block -> node. */
export function element(block, one, ctx) {
  if (one.type === "image") return smallImage(one, ctx);
  const draw = DRAW[one.type];
  if (!draw) return document.createTextNode(`(${one.type})`);
  return draw(one, handle(block, one, ctx));
}

/**
 * What an element's drawing gets beside the element itself:
 * `value(initial)` what stands in it, `keep(value)` notes a change, `use(value, node)` tells the app, `field` its label's ids.
 */
function handle(block, one, ctx) {
  const slot = `${block.block_id}/${one.action_id}`;
  const field = ctx.field ?? {};
  const keep = (value) => ctx.values?.set(slot, value);
  const use = (value, node) => act(block, one, ctx, value, node);
  return {
    ctx,
    block,
    field,
    focus: slot,
    value: (initial) => start(ctx, slot, initial),
    keep,
    use,
    change: (value, node) => {
      keep(value);
      if (!field.isInput || block.dispatch_action) use(value, node);
    },
  };
}

/** What a person filled in before this drawing, else the initial value, which then counts as filled in. */
function start(ctx, slot, initial) {
  if (!ctx.values) return initial;
  if (!ctx.values.has(slot) && initial !== undefined) ctx.values.set(slot, initial);
  return ctx.values.get(slot);
}

async function act(block, one, ctx, value, node) {
  if (one.confirm && !(await confirmed(one.confirm, ctx.names))) return;
  node?.setAttribute("aria-busy", "true");
  try {
    await ctx.act(block, one, value);
  } catch (error) {
    toast(error.message, "bad");
  } finally {
    node?.removeAttribute("aria-busy");
  }
}
