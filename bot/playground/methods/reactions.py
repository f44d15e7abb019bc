"""Methods about reactions: add, remove, get."""

import re

from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.methods.registry import Call, method

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    """React to a message."""
    message = call.message(call.channel(), "timestamp")
    if not call.space.messages.react(message, call.space.people.app_id, _name(call)):
        raise SlackError("already_reacted")
    return {}


@method("reactions.remove", "reactions:write")
def remove(call: Call) -> Json:
    """Take an own reaction back."""
    message = call.message(call.channel(), "timestamp")
    if not call.space.messages.unreact(message, call.space.people.app_id, _name(call)):
        raise SlackError("no_reaction")
    return {}


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    """A message with its reactions."""
    channel = call.channel()
    message = call.message(channel, "timestamp")
    return {"type": "message", "channel": channel.id, "message": message.body}
