"""A small Bolt app behind the page: it answers, asks, opens forms and shows every kind of block."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, start
from tests.playground.page.shown import AGENTIC, CONTROLS, LAYOUT, button, form, mrkdwn, option, plain

Json = dict[str, Any]

MANIFEST = """
display_information: {name: Pilot}
features:
  bot_user: {display_name: Pilot}
  agent_view: {}
  slash_commands:
    - {command: /ticket, description: Open a ticket, usage_hint: "[subject]"}
    - {command: /rooms, description: Find a free room}
oauth_config:
  scopes:
    bot: [assistant:write, chat:write, chat:write.customize, commands, im:history, users:read]
settings:
  event_subscriptions:
    bot_events: [app_home_opened, message.im]
"""

TOUR = (
    {"as": "ada", "do": "Ask the app for help", "say": "please help me", "channel": "@app"},
    {"as": "ada", "do": "Open a ticket with a form", "say": "/ticket", "channel": "@app"},
    {"as": "sam", "do": "Say hello in #it-support", "say": "hello all", "channel": "it-support"},
    {"as": "root", "do": "Look around as the owner", "channel": "general"},
)


def build(api_url: str, token: str) -> AsyncApp:
    """The app, its listeners in place."""
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=api_url), process_before_response=True)
    _conversation(app)
    _forms(app)

    @app.action(re.compile(".*"))
    async def anything_else(ack: Any) -> None:
        await ack()

    return app


def _conversation(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": LAYOUT})
            return
        prompts = [{"title": "Reset a password", "message": "please reset my password"}]
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"], prompts=prompts, title="How can I help?", thread_ts=""
        )

    @app.event("message")
    async def message(event: Json, client: AsyncWebClient) -> None:
        if event.get("bot_id") or event.get("subtype"):
            return
        here = {"channel": event["channel"], "thread_ts": event.get("thread_ts", event["ts"])}
        await _answer(client, here, event["text"])

    @app.action("yes")
    async def yes(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        thanks = [{"type": "section", "text": mrkdwn(f"<@{body['user']['id']}> said *yes*")}]
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="yes", blocks=thanks
        )


async def _answer(client: AsyncWebClient, here: Json, text: str) -> None:
    if "blocks" in text:
        for blocks in (LAYOUT, AGENTIC, CONTROLS):
            await client.chat_postMessage(**here, text="every block", blocks=blocks)
    elif "raw" in text:
        await client.chat_postMessage(**here, text="<img src=x onerror=alert(1)> <javascript:alert(1)|click>")
    else:
        await client.assistant_threads_setStatus(
            channel_id=here["channel"], thread_ts=here["thread_ts"], status="is thinking…"
        )
        blocks = [
            {"type": "section", "text": mrkdwn("Did *that* help?")},
            {"type": "actions", "elements": [button("yes", "Yes, thanks", style="primary")]},
        ]
        await client.chat_postMessage(**here, text="Did that help?", blocks=blocks)


def _forms(app: AsyncApp) -> None:
    @app.command("/ticket")
    async def command(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.view("ticket")
    async def submitted(ack: Any, body: Json, client: AsyncWebClient) -> None:
        subject = body["view"]["state"]["values"]["subject"]["a"]["value"]
        if len(subject) < 4:
            await ack(response_action="errors", errors={"subject": "Please say a little more."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Ticket: {subject}")

    @app.action("deeper")
    async def deeper(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = {"type": "modal", "title": plain("More"), "close": plain("Back"), "blocks": LAYOUT[:2]}
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    @app.options("article")
    async def articles(ack: Any, payload: Json) -> None:
        await ack(
            options=[option(f"{payload['value']}{n}", f"Article {payload['value']} {n}") for n in (1, 2)]
        )


async def _try(folder: Path) -> None:
    """`python -m tests.playground.page.pilot PORT`: the playground with this app, to look at by hand."""
    manifest = folder / "pilot.yml"
    manifest.write_text(MANIFEST)
    running = await start(Config(port=int(sys.argv[1]), manifest=manifest, title="Pilot", tour=TOUR))
    app = build(running.api_url, "xoxb-playground")
    handler: Any = AsyncSocketModeHandler(app, "xapp-playground", web_client=app.client)
    await handler.connect_async()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_try(Path(tempfile.mkdtemp())))
