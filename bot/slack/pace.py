"""How fast a channel may be written to: freely until Slack objects, then about one message a second."""

import time
from collections import defaultdict
from collections.abc import Callable


class Pace:
    """A bucket of permissions for each channel.

    Slack allows one message a second in a channel and lets "short bursts" pass without saying how short.
    So a whole conversation fits into the bucket, and a 429 empties it.
    """

    def __init__(
        self, per_second: float = 1.0, burst: float = 100.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = per_second
        self._burst = burst
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = defaultdict(lambda: (burst, clock()))

    def take(self, channel: str) -> float:
        """Take one permission; returns the seconds to wait before it may be used."""
        left = self._now(channel) - 1
        self._left[channel] = (left, self._clock())
        return max(0.0, -left / self._rate)

    def objected(self, channel: str) -> None:
        """Slack said that this channel was written to too fast."""
        self._left[channel] = (min(0.0, self._now(channel)), self._clock())

    def _now(self, channel: str) -> float:
        left, then = self._left[channel]
        return min(self._burst, left + (self._clock() - then) * self._rate)
