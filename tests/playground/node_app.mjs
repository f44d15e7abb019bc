// A small app as anybody would write it with @slack/bolt; it knows nothing of the playground.
import { createRequire } from "node:module";
import process from "node:process";

const { App } = createRequire(process.env.BOLT_HOME + "/")("@slack/bolt");
const inSocketMode = Boolean(process.env.SLACK_APP_TOKEN);

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  ...(inSocketMode
    ? { socketMode: true, appToken: process.env.SLACK_APP_TOKEN }
    : { signingSecret: process.env.SLACK_SIGNING_SECRET }),
});

const plain = (text) => ({ type: "plain_text", text });

app.message("laptop", async ({ message, say }) => {
  const button = { type: "button", action_id: "begin", text: plain("Begin") };
  await say({ text: "Shall we?", thread_ts: message.ts, blocks: [{ type: "actions", elements: [button] }] });
});

app.action("begin", async ({ ack, body, client }) => {
  await ack();
  const element = { type: "plain_text_input", action_id: "typed" };
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: "modal",
      callback_id: "form",
      title: plain("Form"),
      submit: plain("Send"),
      private_metadata: `${body.channel.id} ${body.message.ts}`,
      blocks: [{ type: "input", block_id: "asset", label: plain("Asset"), element }],
    },
  });
});

app.view("form", async ({ ack, view, client }) => {
  const asset = view.state.values.asset.typed.value;
  if (!asset.startsWith("LT-")) {
    await ack({ response_action: "errors", errors: { asset: "Starts with LT-." } });
    return;
  }
  await ack();
  const [channel, ts] = view.private_metadata.split(" ");
  await client.chat.update({ channel, ts, text: asset, blocks: [] });
});

app.command("/remind", async ({ ack, respond }) => {
  await ack();
  await respond("You will hear from me.");
});

await app.start({ port: Number(process.env.PORT ?? 0), host: "127.0.0.1" });
console.log("running");
