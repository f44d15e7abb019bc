"""How fast a channel may be written to: freely until Slack objects, then about one message a second."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

PER_SECOND = 1.0
BURST = 100.0

LONGEST_SECONDS = 120.0
"""Nobody waits longer than this for a turn to speak, whatever stands in the books."""

MANY = 3
"""When Slack objects to so many channels at once, it is the whole workspace that is written to too fast."""


@dataclass
class Bucket:
    """What may still be said in a channel at once, when that was counted, and until when nothing may."""

    left: float
    at: float
    held: float = 0.0


class Pace:
    """A bucket of permissions for each channel, kept in this process.

    Slack allows one message a second in a channel and lets "short bursts" pass without saying how short.
    So a whole conversation fits into the bucket, and a 429 empties it.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        burst: float = BURST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, Bucket] = defaultdict(lambda: Bucket(burst, clock()))
        self._held = 0.0

    async def take(self, channel: str) -> float:
        """Take one permission; returns the seconds to wait before it may be used."""
        bucket = self._counted(channel)
        bucket.left -= 1
        now = self._clock()
        return min(LONGEST_SECONDS, max(0.0, -bucket.left / self._rate, bucket.held - now, self._held - now))

    async def objected(self, channel: str, seconds: float = 0.0) -> None:
        """Slack said that this channel was written to too fast, and how long it wants to be left alone."""
        now = self._clock()
        bucket = self._counted(channel)
        bucket.left = min(0.0, bucket.left)
        bucket.held = max(bucket.held, now + seconds)
        if sum(each.held > now for each in self._buckets.values()) >= MANY:
            self._held = max(self._held, bucket.held)

    def _counted(self, channel: str) -> Bucket:
        bucket, now = self._buckets[channel], self._clock()
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        return bucket
