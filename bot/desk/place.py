"""Where something is said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a message goes: a channel and the thread in it ("" = top level)."""

    channel: str
    thread: str = ""
