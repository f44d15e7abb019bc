"""The table of Web API methods: who registers one says its name, its scopes and its rate tier."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.errors import SlackError
from bot.playground.messages import Message
from bot.playground.workspace import Workspace

SCOPE_WORD = {"channel": "channels", "group": "groups", "im": "im"}
_KINDS = ("channels", "groups", "im", "mpim")


@dataclass
class Call:
    """One call of a method: its arguments, already merged from JSON, form and query."""

    args: Json
    space: Workspace
    scopes: frozenset[str] | None = None
    by_kind: str = ""
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A text argument; empty when it is absent."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """A text argument that must be there; raises `invalid_arguments`."""
        if not self.text(name):
            raise invalid_arguments(f"missing required field: {name}")
        return self.text(name)

    def flag(self, name: str) -> bool:
        """A yes or no in any of Slack's spellings."""
        return self.text(name).lower() in ("1", "true", "t", "yes")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        text = self.text(name)
        if text and not text.lstrip("-").isdigit():
            raise invalid_arguments(f"`{name}` must be a number")
        return int(text) if text else default

    def parsed(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is JSON, given as itself or as a string; raises `error`."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None

    def list_of(self, name: str, error: str = "invalid_arguments") -> list[Json]:
        """A list of objects; empty when absent."""
        value = self.parsed(name, error) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise SlackError(error)
        return value

    def words(self, name: str) -> list[str]:
        """A comma-separated argument, or a list."""
        value = self.args.get(name) or []
        return [str(one) for one in value] if isinstance(value, list) else str(value).split(",")

    def grant(self, *needed: str) -> None:
        """Raises `missing_scope` unless the app holds these scopes."""
        missing = sorted(set(needed) - self.scopes) if self.scopes is not None else []
        if missing:
            provided = ",".join(sorted(self.scopes or ()))
            raise SlackError("missing_scope", needed=",".join(missing), provided=provided)

    def holds(self, scope: str) -> bool:
        """Whether the app holds a scope."""
        return self.scopes is None or scope in self.scopes

    def channel(self, name: str = "channel", *, named: bool = False) -> Channel:
        """A conversation the app is in; raises `channel_not_found` or `not_in_channel`.

        Only where something is posted may a channel be `named`; elsewhere Slack wants its id.
        """
        wanted = self.text(name)
        channel = self.space.channels.get(wanted)
        if channel is None and named:
            channel = self.space.channels.named(wanted)
        if channel is None:
            raise SlackError("channel_not_found")
        if not self.space.app_is_in(channel):
            raise SlackError("not_in_channel" if channel.kind == "channel" else "channel_not_found")
        if self.by_kind:
            self.grant(f"{SCOPE_WORD[channel.kind]}:{self.by_kind}")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """A message that is not ephemeral; raises `message_not_found`."""
        message = self.space.messages.get(channel.id, self.text(name))
        if message is None or message.to:
            raise SlackError("message_not_found")
        return message

    def is_own(self, message: Message) -> bool:
        """Whether the app wrote it."""
        return bool(message.body.get("bot_id") == self.space.people.app.bot_id)


Handler = Callable[[Call], Json]
AnyHandler = TypeVar("AnyHandler", bound=Handler)


@dataclass(frozen=True)
class Method:
    """A Web API method. `scopes` is all it may need; with `by_kind`, the conversation's kind picks one.

    `tier` is how many calls a minute Slack allows; `caller` says whose token it takes: `bot`, `socket`
    (the app-level token) or `anybody`.
    """

    name: str
    handler: Handler
    scopes: frozenset[str]
    by_kind: str
    tier: int
    caller: str


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, by_kind: str = "", tier: int = 50, caller: str = "bot"
) -> Callable[[AnyHandler], AnyHandler]:
    """Register the decorated function as the Web API method `name`."""

    def register(handler: AnyHandler) -> AnyHandler:
        every = frozenset(f"{kind}:{by_kind}" for kind in _KINDS) if by_kind else frozenset(scopes)
        METHODS[name] = Method(name, handler, every, by_kind, tier, caller)
        return handler

    return register


def invalid_arguments(what: str) -> SlackError:
    """Slack's answer to an argument that is missing or wrong."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {what}"]})


def page(items: list[Any], call: Call, default: int) -> tuple[list[Any], str]:
    """One page of `items` by `cursor` and `limit`, and the cursor of the next ("" at the end)."""
    cursor = call.text("cursor")
    if cursor and not cursor.removeprefix("at:").isdigit():
        raise SlackError("invalid_cursor")
    start = int(cursor.removeprefix("at:")) if cursor else 0
    end = start + max(1, min(call.number("limit", default), 1000))
    return items[start:end], f"at:{end}" if end < len(items) else ""
