"""What happened in the workspace: one frozen record a change, told to everybody who listens."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class What(StrEnum):
    """The kinds of change; they are also the `what` of journal rows."""

    MESSAGE = "message"
    EDIT = "edit"
    APPEND = "append"
    DELETION = "deletion"
    REACTION = "reaction"
    EPHEMERAL = "ephemeral"
    EPHEMERAL_EDIT = "ephemeral_edit"
    EPHEMERAL_DELETION = "ephemeral_deletion"
    VIEW = "view"
    ERRORS = "errors"
    HOME = "home"
    HOME_OPENED = "home_opened"
    STATUS = "status"
    PROMPTS = "prompts"
    SESSION = "session"
    SESSION_STOPPED = "session_stopped"
    CONTEXT = "context"
    MEMBER = "member"
    CHANNEL = "channel"
    USER = "user"
    FILE = "file"
    READ = "read"
    TYPING = "typing"


@dataclass(frozen=True)
class Change:
    """One change. `by` and `to` are user ids, `channel` a channel id; empty where they do not apply.

    `data` is the changed object as it is now, `before` as it was.
    """

    what: What
    by: str
    channel: str = ""
    data: Json = field(default_factory=dict)
    before: Json = field(default_factory=dict)
    to: str = ""


Observer = Callable[[Change], None]


class Changes:
    """Tells each change to every observer, in the order in which they asked to be told."""

    def __init__(self) -> None:
        self._observers: list[Observer] = []

    def observe(self, observer: Observer) -> None:
        """Have `observer` called with every change from now on."""
        self._observers.append(observer)

    def tell(
        self,
        what: What,
        by: str,
        channel: str = "",
        data: Json | None = None,
        *,
        before: Json | None = None,
        to: str = "",
    ) -> None:
        """Tell a change; `data` and `before` are copied, so that later changes do not rewrite history."""
        change = Change(what, by, channel, deepcopy(data or {}), deepcopy(before or {}), to)
        for observer in self._observers:
            observer(change)
