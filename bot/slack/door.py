"""The door: what is let in is on disk, redacted, before Slack is answered."""

from collections.abc import Callable

from bot.errors import StoreUnavailable
from bot.intake.turn import Turn, dump
from bot.store.inbox import Arrival, Inbox


class Door:
    """Keeps turns and tells the mover."""

    def __init__(self, inbox: Inbox, wake: Callable[[str], None]) -> None:
        self._inbox = inbox
        self._wake = wake
        self.refused: Callable[[], None] = lambda: None
        """Called when something could not be kept: Slack will come again, but not for ever."""

    async def take(self, turn: Turn, event: str | None = None) -> None:
        """Keep a turn; the same one twice is kept once. Raises StoreUnavailable, and then Slack retries."""
        try:
            await self._inbox.take(Arrival(turn.key, turn.conversation, dump(turn), event))
        except StoreUnavailable:
            self.refused()
            raise
        self._wake(turn.conversation)
