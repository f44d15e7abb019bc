"""Methods that stream a message: start, append, stop."""

from bot.playground.agent import SESSION_STATES
from bot.playground.blocks import message_blocks
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.ids import is_ts
from bot.playground.messages import Message
from bot.playground.methods.chat import identity, metadata, target
from bot.playground.methods.registry import Call, method
from bot.playground.streams import CHUNK_TYPES, TEXT_LIMIT


def _chunks(call: Call) -> list[Json]:
    """`markdown_text` and `chunks` as one list of chunks, checked."""
    chunks = call.list_of("chunks", "invalid_chunks")
    text = call.text("markdown_text")
    if text:
        chunks = [{"type": "markdown_text", "text": text}, *chunks]
    for chunk in chunks:
        if chunk.get("type") not in CHUNK_TYPES:
            raise SlackError("invalid_chunks")
        if len(str(chunk.get("text", ""))) > TEXT_LIMIT:
            raise SlackError("msg_too_long")
        if chunk["type"] == "blocks":
            chunk["blocks"] = message_blocks(chunk.get("blocks") or [])
    return chunks


def _own_message(call: Call) -> Message:
    message = call.message(call.channel())
    if not call.is_own(message):
        raise SlackError("message_not_owned_by_app")
    return message


@method("chat.startStream", "chat:write", tier=20)
def start_stream(call: Call) -> Json:
    """Post an empty reply that grows until the stream stops."""
    channel = target(call)
    if not is_ts(call.required("thread_ts")):
        raise SlackError("invalid_thread_ts")
    if not channel.is_dm:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not call.text(name):
                raise SlackError(f"missing_{name}")
    chunks = _chunks(call)
    fields = {"text": "", "thread_ts": call.text("thread_ts")} | identity(call)
    message = call.space.messages.post(channel, call.space.people.app, fields, streaming=True)
    plan = call.text("task_display_mode") == "plan"
    call.space.streams.start(message, chunks, plan=plan)
    call.space.agent.clear_status(channel.id, message.thread)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream", "chat:write", tier=100)
def append_stream(call: Call) -> Json:
    """Add to an open stream."""
    message = _own_message(call)
    chunks = _chunks(call)
    if not chunks:
        raise SlackError("no_text")
    call.space.streams.append(message, chunks)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.stopStream", "chat:write", tier=20)
def stop_stream(call: Call) -> Json:
    """Finish a stream; blocks, metadata and the session's state may come with it."""
    message = _own_message(call)
    status = call.text("session_status")
    if status and status not in SESSION_STATES:
        raise SlackError("invalid_arguments")
    blocks = message_blocks(call.parsed("blocks", "invalid_blocks_format") or [])
    given = metadata(call)
    extra: Json = {"metadata": given} if given else {}
    call.space.streams.stop(message, _chunks(call), blocks, extra)
    if status:
        call.space.agent.set_session(message.channel, message.thread, status, "")
    return {"channel": message.channel, "ts": message.ts, "message": message.body}
