"""The packet itself: typed, checked, and honest about what it lacks."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

_CHECKED = ConfigDict(extra="forbid", hide_input_in_errors=True)

NEEDED = {
    "name": "their name",
    "title": "their role",
    "email": "their e-mail address",
    "timezone": "their local time",
    "language": "their language",
    "request": "what they need, in their words",
    "reason": "why it came to you",
    "urgency": "when it is needed",
    "suggestion": "the next step",
    "link": "the link to the conversation",
}
"""What whoever takes over needs, and what it is called where it is missing."""


@dataclass(frozen=True, config=_CHECKED)
class Tried:
    """One thing that was done, and what came of it."""

    step: str
    outcome: str


@dataclass(frozen=True, config=_CHECKED)
class Known:
    """A fact: what it is, its value, the message it was said in, and whether it replaced an older one."""

    key: str
    value: str
    link: str = ""
    was: str = ""


@dataclass(frozen=True, config=_CHECKED)
class Packet:
    """Everything a person needs to take over. What is missing is named in `unknown`, of its own accord.

    `own_words` are the employee's messages verbatim, in order; `more_words` counts those left out for
    length. `mood` are quoted words, never a judgement. `corrections` are what the employee put right;
    `stale` are values that were replaced in the conversation and must not be read as current. `answered`
    are questions of the coworker and the answers to them: whoever asks one of these again has not read.
    """

    ticket: Annotated[int, Field(ge=0)]
    desk: str
    coworker: str
    requester: str
    name: str
    title: str
    timezone: str
    local_time: str
    email: str
    request: str
    own_words: tuple[str, ...]
    summary: str
    facts: tuple[Known, ...]
    tried: tuple[Tried, ...]
    reason: str
    rule: str
    score: float | None
    runner_up: str
    urgency: str
    unknown: tuple[str, ...]
    suggestion: str
    link: str
    related: tuple[str, ...] = ()
    mood: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    more_words: Annotated[int, Field(ge=0)] = 0
    language: str = ""
    answered: tuple[Known, ...] = ()

    def __post_init__(self) -> None:
        """Nothing is left out in silence."""
        missing = (label for field, label in NEEDED.items() if not str(getattr(self, field)).strip())
        object.__setattr__(self, "unknown", tuple(dict.fromkeys((*self.unknown, *missing))))
