"""A small app as anybody would write it with Bolt; it knows nothing of the playground."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]

BUTTON = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "Shall we?"},
    "accessory": {
        "type": "button",
        "action_id": "begin",
        "value": "laptop",
        "text": {"type": "plain_text", "text": "Begin"},
    },
}


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def form(note: str) -> Json:
    """A modal with a required input and a choice."""
    colours = [{"text": plain(name), "value": name.lower()} for name in ("Red", "Blue")]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Send"),
        "private_metadata": note,
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "asset",
                "label": plain("Asset number"),
                "element": {"type": "plain_text_input", "action_id": "typed"},
            },
            {
                "type": "input",
                "block_id": "colour",
                "optional": True,
                "label": plain("Colour"),
                "element": {"type": "static_select", "action_id": "picked", "options": colours},
            },
        ],
    }


async def on_message(message: Json, say: Any) -> None:
    """Offer a button in the thread."""
    await say(text="Shall we?", blocks=[BUTTON], thread_ts=message["ts"])


async def on_begin(ack: Any, body: Json, client: AsyncWebClient) -> None:
    """Open the form."""
    await ack()
    note = f"{body['channel']['id']} {body['message']['ts']}"
    await client.views_open(trigger_id=body["trigger_id"], view=form(note))


async def on_form(ack: Any, view: Json, client: AsyncWebClient) -> None:
    """Refuse a wrong asset number; write a right one into the message."""
    values = view["state"]["values"]
    asset = values["asset"]["typed"]["value"]
    if not asset.startswith("LT-"):
        await ack(response_action="errors", errors={"asset": "An asset number starts with LT-."})
        return
    await ack()
    channel, ts = view["private_metadata"].split()
    colour = (values["colour"]["picked"]["selected_option"] or {"value": "none"})["value"]
    await client.chat_update(channel=channel, ts=ts, text=f"{asset}, {colour}", blocks=[])


async def on_close(ack: Any, body: Json, client: AsyncWebClient) -> None:
    """Say that it can wait."""
    await ack()
    await client.chat_postMessage(channel=body["user"]["id"], text="Another time, then.")


async def on_command(ack: Any, command: Json, respond: Any) -> None:
    """Answer in the ack, and once more through the response URL."""
    await ack(f"Noted: {command['text']}")
    await respond(text="You will hear from me.", response_type="in_channel")


async def on_thinking(set_status: Any, say_stream: Any) -> None:
    """Show a status, then stream the answer, as agents do."""
    await set_status(status="is thinking…", loading_messages=["Reading…"])
    stream = await say_stream(buffer_size=1)
    await stream.append(markdown_text="Forty-")
    await stream.stop(markdown_text="two.", session_status="active")


async def on_home(event: Json, client: AsyncWebClient, set_suggested_prompts: Any) -> None:
    """Offer prompts on the messages tab; publish the home tab."""
    if event["tab"] == "messages":
        await set_suggested_prompts(prompts=["My laptop is slow"])
        return
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("Welcome")}]}
    await client.views_publish(user_id=event["user"], view=view)


async def on_options(ack: Any, payload: Json) -> None:
    """Offer what was typed."""
    await ack(options=[{"text": plain(payload["value"] + "!"), "value": "1"}])


def build(client: AsyncWebClient, secret: str = "") -> AsyncApp:
    """The app."""
    app = AsyncApp(client=client, signing_secret=secret)
    app.message("laptop")(on_message)
    app.message("think")(on_thinking)
    app.action("begin")(on_begin)
    app.view("form")(on_form)
    app.view_closed("form")(on_close)
    app.command("/remind")(on_command)
    app.event("app_home_opened")(on_home)
    app.options("people")(on_options)
    return app
