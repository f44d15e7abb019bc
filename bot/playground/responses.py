"""What an app answers to an interaction: through its response URL, or in the ack of a command."""

from bot.playground.blocks import message_blocks
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.messages import Message
from bot.playground.triggers import ResponseRight
from bot.playground.workspace import Workspace


def respond(space: Workspace, right: ResponseRight, body: Json) -> None:
    """Do what a response says: delete or replace the original, or post anew (ephemeral by default)."""
    original = space.messages.get(right.channel, right.ts) if right.ts else None
    if body.get("delete_original") and original:
        space.messages.delete(original, space.people.app_id)
    elif body.get("replace_original") and original:
        _replace(space, original, body)
    else:
        _post(space, right, body)


def _content(body: Json) -> Json:
    blocks = message_blocks(body["blocks"]) if body.get("blocks") else None
    if not (body.get("text") or blocks or body.get("attachments")):
        raise SlackError("no_text")
    return {"text": body.get("text", ""), "blocks": blocks, "attachments": body.get("attachments")}


def _replace(space: Workspace, original: Message, body: Json) -> None:
    space.messages.edit(original, space.people.app_id, _content(body))


def _post(space: Workspace, right: ResponseRight, body: Json) -> None:
    channel = space.channels.get(right.channel)
    if channel is None:
        raise SlackError("channel_not_found")
    app = space.people.app
    fields = _content(body) | {"thread_ts": body.get("thread_ts") or right.thread_ts or None}
    if body.get("response_type") == "in_channel":
        space.messages.post(channel, app, fields | {"metadata": body.get("metadata")})
    else:
        space.messages.whisper(channel, app, right.user, fields)
