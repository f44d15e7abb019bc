"""Slack's time: what its own answers say, carried on by ticks that nobody can set."""

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from bot.store.clock import ticks


class SlackClock:
    """Time stamps of messages are Slack's, and this machine's clock may be an hour wrong.

    Slack's `Date` has whole seconds and was made before it arrived: this clock may be a second or two
    late, and is never early.
    """

    def __init__(self, headers: Mapping[str, str], ticks: Callable[[], float] = ticks) -> None:
        """`headers` of an answer that has just come; without a `Date` the machine's clock has to do."""
        date = headers.get("Date")
        started = parsedate_to_datetime(date).timestamp() if date else time.time()
        self._ticks = ticks
        self._ahead = started - ticks()

    def now(self) -> float:
        """Seconds since 1970, as in the `ts` of a message."""
        return self._ticks() + self._ahead
