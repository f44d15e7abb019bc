"""`baton serve` as it is, with a witness inside: when each turn of a conversation began and ended.

Each line of the file that CHAOS_TURNS names is one JSON object. Lines are appended whole, by all replicas;
their times are those of one clock, that of the machine since its start.
"""

import json
import os
import time
from unittest.mock import patch

from bot.app import turns
from bot.cli.main import main
from bot.engine.mover import Mover


class Witnessed(Mover):
    """Writes down the turns it runs."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._of: dict[str, str] = {}

    async def next(self, conversation: str) -> str | None:
        """What comes next, remembered with whose it is."""
        inbound = await super().next(conversation)
        if inbound:
            self._of[inbound] = conversation
        return inbound

    async def see_through(self, inbound: str, deaths: int) -> None:
        """Run it, between two lines."""
        conversation = self._of.pop(inbound)
        note("begin", conversation, inbound)
        try:
            await super().see_through(inbound, deaths)
        finally:
            note("end", conversation, inbound)


def note(what: str, conversation: str, inbound: str) -> None:
    """Append one line."""
    row = {
        "what": what,
        "conversation": conversation,
        "inbound": inbound,
        "pid": os.getpid(),
        "at": time.monotonic(),
    }
    file = os.open(os.environ["CHAOS_TURNS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, json.dumps(row).encode() + b"\n")
    finally:
        os.close(file)


if __name__ == "__main__":
    with patch.object(turns, "Mover", Witnessed):
        main()
