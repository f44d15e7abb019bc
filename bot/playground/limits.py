"""Slack's rate limits: so many calls a minute by method, about one post a second by channel."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Bucket:
    level: float
    at: float


class Limits:
    """Token buckets; a bucket holds a minute's calls (a channel: five posts) and refills steadily."""

    POST_BURST = 5.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def check(self, method: str, per_minute: int, channel: str) -> int:
        """How many seconds to wait before this call; 0 when it may be made now."""
        waits = [self._wait(method, per_minute, per_minute / 60)]
        if method == "chat.postMessage":
            waits = [self._wait(f"{method} {channel}", self.POST_BURST, 1.0)]
        return max(waits)

    def _wait(self, name: str, size: float, per_second: float) -> int:
        now = self._clock()
        bucket = self._buckets.setdefault(name, _Bucket(size, now))
        bucket.level = min(size, bucket.level + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.level >= 1:
            bucket.level -= 1
            return 0
        return max(1, round((1 - bucket.level) / per_second))
