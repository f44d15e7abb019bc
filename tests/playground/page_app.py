"""A small Bolt app for the page's tests: it answers, asks, opens forms and shows every kind of block."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

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
    bot: [assistant:write, chat:write, commands, im:history, channels:history]
settings:
  event_subscriptions:
    bot_events: [app_home_opened, message.im, message.channels]
"""

TOUR = (
    {"as": "ada", "do": "Ask the app for help", "say": "please help me", "channel": "@app"},
    {"as": "ada", "do": "Open a ticket with a form", "say": "/ticket", "channel": "@app"},
    {"as": "sam", "do": "Say hello in #it-support", "say": "hello all", "channel": "it-support"},
    {"as": "root", "do": "Look around as the owner", "channel": "general"},
)


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """An mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, more: str = "") -> Json:
    """An option of a select."""
    return {"value": value, "text": plain(text)} | ({"description": plain(more)} if more else {})


def button(action_id: str, text: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "v"} | more


def question(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element} | more


RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Rich text with "},
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "text", "text": " and a "},
                {"type": "link", "url": "https://example.com/guide", "text": "link"},
                {"type": "text", "text": " "},
                {"type": "emoji", "name": "rocket"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "second"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ],
}

TAGS = [option("laptop", "Laptop"), option("phone", "Phone"), option("okta", "Okta")]

LAYOUT: list[Json] = [
    {"type": "header", "text": plain("Every block")},
    {
        "type": "section",
        "text": mrkdwn("A *section* with a `button` beside it.\n• one\n• two"),
        "accessory": button("beside", "Open", style="primary"),
    },
    {"type": "section", "fields": [mrkdwn("*Laptop*\nMacBook Pro"), mrkdwn("*Since*\nYesterday")]},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("Ticket *12* · <!date^1700000000^{date_short}|then>")]},
    {"type": "image", "image_url": "https://example.com/cat.png", "alt_text": "A cat elsewhere"},
    RICH,
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Days"}],
            [{"type": "raw_text", "text": "Ada"}, {"type": "raw_text", "text": "12"}],
        ],
    },
]

AGENTIC: list[Json] = [
    {
        "type": "markdown",
        "text": "## Findings\n\n1. Disk is **fine**\n2. Memory is *full*\n\n| What | Size |\n|---|--:|\n| Chrome | 6 GB |",
    },
    {"type": "alert", "level": "warning", "text": mrkdwn("The *VPN* is slow today.")},
    {
        "type": "card",
        "title": mrkdwn("Okta"),
        "body": mrkdwn("Single sign-on"),
        "actions": [button("card", "Open")],
    },
    {
        "type": "plan",
        "title": "Looking into it",
        "tasks": [
            {"type": "task_card", "task_id": "1", "title": "Find the laptop", "status": "complete"},
            {"type": "task_card", "task_id": "2", "title": "Read its health", "status": "in_progress"},
            {"type": "task_card", "task_id": "3", "title": "Suggest a fix", "status": "pending"},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "thumbs",
                "positive_button": {"text": plain("Good"), "value": "good"},
                "negative_button": {"text": plain("Bad"), "value": "bad"},
            },
            {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Remove")},
        ],
    },
]

CONTROLS: list[Json] = [
    {
        "type": "actions",
        "elements": [
            button("plainly", "Plain"),
            button(
                "riskily",
                "Risky",
                style="danger",
                confirm={
                    "title": plain("Really?"),
                    "text": mrkdwn("It is *final*."),
                    "confirm": plain("Do it"),
                    "deny": plain("Stop"),
                },
            ),
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick one"), "options": TAGS},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Pick a person")},
            {"type": "datepicker", "action_id": "day"},
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("mute", "Mute"), option("print", "Print")],
            },
        ],
    },
    {
        "type": "section",
        "text": mrkdwn("Choose"),
        "accessory": {
            "type": "radio_buttons",
            "action_id": "radio",
            "options": [option("a", "This"), option("b", "That", "or so")],
        },
    },
    {"type": "actions", "elements": [{"type": "checkboxes", "action_id": "checks", "options": TAGS}]},
]


def form(errors: str = "") -> Json:
    """A modal with every kind of field; its subject must be longer than three letters."""
    text = {"type": "plain_text_input", "action_id": "a"}
    blocks = [
        question("subject", "Subject", text, hint=plain("A few words")),
        question("details", "Details", text | {"multiline": True}, optional=True),
        question(
            "minutes",
            "Minutes",
            {"type": "number_input", "action_id": "a", "is_decimal_allowed": False},
            optional=True,
        ),
        question("mail", "Mail", {"type": "email_text_input", "action_id": "a"}, optional=True),
        question("day", "Day", {"type": "datepicker", "action_id": "a"}, optional=True),
        question("time", "Time", {"type": "timepicker", "action_id": "a"}, optional=True),
        question(
            "kind", "Kind", {"type": "radio_buttons", "action_id": "a", "options": TAGS[:2]}, optional=True
        ),
        question(
            "tags", "Tags", {"type": "multi_static_select", "action_id": "a", "options": TAGS}, optional=True
        ),
        question(
            "article",
            "Article",
            {"type": "external_select", "action_id": "article", "min_query_length": 1},
            optional=True,
        ),
        {"type": "actions", "elements": [button("deeper", "More fields")]},
    ]
    return {
        "type": "modal",
        "callback_id": "ticket",
        "title": plain("New ticket"),
        "submit": plain("Create"),
        "blocks": blocks,
    }


def build(api_url: str, token: str) -> AsyncApp:
    """The app, its listeners in place."""
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=api_url), process_before_response=True)
    _conversation(app)
    _forms(app)
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

    @app.action("say_hello")
    async def hello(ack: Any) -> None:
        await ack()


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
    """`python -m tests.playground.page_app PORT`: the playground with this app, to look at by hand."""
    from bot.playground.server import Config, start

    manifest = folder / "pilot.yml"
    manifest.write_text(MANIFEST)
    running = await start(Config(port=int(sys.argv[1]), manifest=manifest, title="Pilot", tour=TOUR))
    app = build(running.api_url, "xoxb-playground")
    handler = AsyncSocketModeHandler(app, "xapp-playground", web_client=app.client)
    await handler.connect_async()
    await asyncio.Event().wait()


if __name__ == "__main__":
    import tempfile

    asyncio.run(_try(Path(tempfile.mkdtemp())))
