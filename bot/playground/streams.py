"""Streamed messages: text and tasks that arrive in chunks until the stream stops or runs out."""

import time
from dataclasses import dataclass, field

from bot.playground.blocks import TASK_STATES
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.ids import object_id
from bot.playground.messages import Message, Messages

TEXT_LIMIT = 12_000
CHUNK_TYPES = frozenset({"markdown_text", "task_update", "plan_update", "blocks"})


@dataclass
class Stream:
    """What has arrived so far of one streamed message."""

    message: Message
    plan: bool
    until: float
    text: str = ""
    title: str = ""
    tasks: dict[str, Json] = field(default_factory=dict)
    blocks: list[Json] = field(default_factory=list)

    def take(self, chunks: list[Json]) -> None:
        """Add chunks; raises `invalid_chunks` for a chunk Slack does not know."""
        for chunk in chunks:
            match chunk.get("type"):
                case "markdown_text":
                    self.text += str(chunk.get("text", ""))
                case "task_update":
                    self._take_task(chunk)
                case "plan_update":
                    self.title = str(chunk.get("title", ""))
                case "blocks":
                    self.blocks += chunk.get("blocks") or []
                case _:
                    raise SlackError("invalid_chunks")

    def _take_task(self, chunk: Json) -> None:
        if not chunk.get("id") or chunk.get("status") not in TASK_STATES:
            raise SlackError("invalid_chunks")
        old = self.tasks.get(chunk["id"], {"type": "task_card", "block_id": object_id("task")})
        given = {key: chunk[key] for key in ("title", "status", "sources") if chunk.get(key) is not None}
        for part in ("details", "output"):
            if chunk.get(part):
                said = _said(old.get(part)) + str(chunk[part])
                given[part] = _rich_text(said)
        self.tasks[chunk["id"]] = old | given | {"task_id": chunk["id"]}

    def fields(self) -> Json:
        """The message's `text` and `blocks` as they stand."""
        text = [{"type": "markdown", "text": self.text, "block_id": "stream"}] if self.text else []
        tasks = list(self.tasks.values())
        if self.plan and tasks:
            tasks = [{"type": "plan", "block_id": "plan", "title": self.title or "Plan", "tasks": tasks}]
        return {"text": self.text, "blocks": [*tasks, *text, *self.blocks]}


def _rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _said(rich: Json | None) -> str:
    return str(rich["elements"][0]["elements"][0]["text"]) if rich else ""


class Streams:
    """The streams that are open; each lives for `seconds`, then appends are refused."""

    def __init__(self, messages: Messages, seconds: float) -> None:
        self._messages = messages
        self._seconds = seconds
        self._open: dict[tuple[str, str], Stream] = {}

    def start(self, message: Message, chunks: list[Json], *, plan: bool) -> None:
        """Open a stream on a message that was just posted."""
        stream = Stream(message, plan, time.monotonic() + self._seconds)
        stream.take(chunks)
        self._open[message.channel, message.ts] = stream
        if chunks:
            self._messages.grow(message, stream.fields())

    def append(self, message: Message, chunks: list[Json]) -> None:
        """Add to an open stream; raises `message_not_in_streaming_state`."""
        stream = self._find(message)
        stream.take(chunks)
        self._messages.grow(message, stream.fields())

    def stop(self, message: Message, chunks: list[Json], blocks: list[Json], extra: Json) -> None:
        """Close a stream; `blocks` go to its end and `extra` fields onto the message."""
        stream = self._find(message)
        stream.take(chunks)
        stream.blocks += blocks
        self._close(stream)
        self._messages.edit(message, str(message.body.get("user", "")), stream.fields() | extra, marked=False)

    def halt(self, channel: str, thread_ts: str) -> list[str]:
        """Close all streams of a thread because a person pressed stop; their timestamps."""
        halted = [one for one in self._open.values() if _is_in(one.message, channel, thread_ts)]
        for stream in halted:
            self._close(stream)
            author = str(stream.message.body.get("user", ""))
            self._messages.edit(stream.message, author, stream.fields(), marked=False)
        return [stream.message.ts for stream in halted]

    def _find(self, message: Message) -> Stream:
        stream = self._open.get((message.channel, message.ts))
        if stream and stream.until < time.monotonic():
            self._close(stream)
            self._messages.edit(message, str(message.body.get("user", "")), stream.fields(), marked=False)
            stream = None
        if stream is None:
            raise SlackError("message_not_in_streaming_state")
        return stream

    def _close(self, stream: Stream) -> None:
        stream.message.streaming = False
        del self._open[stream.message.channel, stream.message.ts]


def _is_in(message: Message, channel: str, thread_ts: str) -> bool:
    return message.channel == channel and message.thread == thread_ts
