"""Methods that write messages: post, update, delete, whisper, link."""

from typing import Any

from bot.playground.accounts import Account
from bot.playground.blocks import characters, message_blocks
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.errors import SlackError
from bot.playground.ids import is_ts
from bot.playground.methods.registry import Call, method

TEXT_LIMIT = 40_000
MARKDOWN_LIMIT = 12_000
METADATA_LIMIT = 16_000
ATTACHMENT_LIMIT = 100


def target(call: Call) -> Channel:
    """Where a message goes: a channel by id or name, or a person's DM by user id."""
    person = call.space.people.get(call.text("channel"))
    if person is None:
        return call.channel(named=True)
    if person.deleted or person.is_bot:
        raise SlackError("cannot_dm_bot" if person.is_bot else "user_not_found")
    return call.space.channels.dm(person.id, call.space.people.app_id)


def content(call: Call) -> Json:
    """The text, blocks and attachments of a message; only what was given."""
    fields: Json = {}
    if call.args.get("text") is not None:
        fields["text"] = call.text("text")
    if call.args.get("blocks") is not None:
        fields["blocks"] = message_blocks(call.parsed("blocks", "invalid_blocks_format") or [])
    if call.args.get("attachments") is not None:
        fields["attachments"] = _attachments(call)
    if call.text("markdown_text"):
        fields |= _from_markdown(call, fields)
    if len(fields.get("text", "")) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    return fields


def _attachments(call: Call) -> list[Json]:
    attachments = call.list_of("attachments", "invalid_attachments")
    if len(attachments) > ATTACHMENT_LIMIT:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        if attachment.get("blocks"):
            attachment["blocks"] = message_blocks(attachment["blocks"])
    return attachments


def _from_markdown(call: Call, fields: Json) -> Json:
    if fields:
        raise SlackError("markdown_text_conflict")
    text = call.text("markdown_text")
    if len(text) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    return {"text": text, "blocks": message_blocks([{"type": "markdown", "text": text}])}


def metadata(call: Call) -> Json | None:
    """Message metadata; None when absent; raises `invalid_metadata_format` or `metadata_too_large`."""
    given: Any = call.parsed("metadata", "invalid_metadata_format")
    if not given:
        return None
    well_formed = isinstance(given, dict) and given.get("event_type") and _is_payload(given)
    if not well_formed:
        raise SlackError("invalid_metadata_format")
    if len(str(given)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return {"event_type": str(given["event_type"]), "event_payload": given["event_payload"]}


def _is_payload(given: Json) -> bool:
    return isinstance(given.get("event_payload"), dict)


def identity(call: Call) -> Json:
    """Another name or picture for a post; Slack then tells the bot but no user."""
    username, emoji, url = (call.text(name) for name in ("username", "icon_emoji", "icon_url"))
    if not (username or emoji or url):
        return {}
    call.grant("chat:write.customize")
    icons = {"emoji": emoji} if emoji else {"image_48": url, "image_72": url} if url else None
    name = username or call.space.people.app.real_name
    return {"subtype": "bot_message", "username": name, "icons": icons, "user": None}


def thread(call: Call) -> Json:
    """The thread a message goes to; raises `invalid_thread_ts` for what is no timestamp."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return {}
    if not is_ts(thread_ts):
        raise SlackError("invalid_thread_ts")
    broadcast = {"subtype": "thread_broadcast"} if call.flag("reply_broadcast") else {}
    return {"thread_ts": thread_ts} | broadcast


def _author(call: Call) -> Account:
    return call.space.people.app


@method("chat.postMessage", "chat:write", tier=60)
def post_message(call: Call) -> Json:
    """Post a message; a reply in a thread takes the thread's status line away."""
    channel = target(call)
    fields = content(call)
    if not (fields.get("text") or fields.get("blocks") or fields.get("attachments")):
        raise SlackError("no_text")
    fields = {"text": ""} | thread(call) | fields | identity(call) | {"metadata": metadata(call)}
    message = call.space.messages.post(channel, _author(call), fields)
    call.space.agent.clear_status(channel.id, message.thread)
    return {"channel": channel.id, "ts": message.ts, "message": message.body}


@method("chat.update", "chat:write", tier=50)
def update(call: Call) -> Json:
    """Change an own message; what is not given stays, empty blocks take them away."""
    channel = call.channel()
    message = call.message(channel)
    if not call.is_own(message):
        raise SlackError("cant_update_message")
    if message.streaming:
        raise SlackError("streaming_state_conflict")
    fields = content(call)
    if not fields and call.args.get("metadata") is None:
        raise SlackError("no_text")
    if call.args.get("metadata") is not None:
        fields["metadata"] = metadata(call)
    call.space.messages.edit(message, call.space.people.app_id, fields)
    answer = {"channel": channel.id, "ts": message.ts, "text": message.body.get("text", "")}
    return answer | {"message": message.body}


@method("chat.delete", "chat:write", tier=50)
def delete(call: Call) -> Json:
    """Delete an own message."""
    channel = call.channel()
    message = call.message(channel)
    if not call.is_own(message):
        raise SlackError("cant_delete_message")
    call.space.messages.delete(message, call.space.people.app_id)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write", tier=100)
def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of the channel."""
    channel = call.channel(named=True)
    reader = call.space.people.get(call.required("user"))
    if reader is None:
        raise SlackError("user_not_found")
    if reader.id not in channel.members:
        raise SlackError("user_not_in_channel")
    fields = content(call)
    if not characters(list(fields.values())) and not fields.get("text"):
        raise SlackError("no_text")
    fields = {"text": ""} | thread(call) | fields | identity(call)
    message = call.space.messages.whisper(channel, _author(call), reader.id, fields)
    return {"message_ts": message.ts}


@method("chat.getPermalink", tier=300)
def get_permalink(call: Call) -> Json:
    """An address that opens a message on the page."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    address = f"{call.space.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread:
        address += f"?thread_ts={message.thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}
