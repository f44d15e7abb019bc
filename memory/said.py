"""One thing that was said: who, where, when, in what part."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """The part a speaker plays in a conversation."""

    EMPLOYEE = "employee"
    COWORKER = "coworker"
    HUMAN = "human"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `person` is the employee whose conversation it belongs to, `speaker` who said it.

    `id` is unique in the whole transcript; `text` has been redacted before it comes here.
    """

    id: str
    team: str
    person: str
    conversation: str
    speaker: str
    role: Role
    text: str
    at: datetime
