"""Redis: what replicas share and may lose. While it does not answer, each replica goes on by itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.errors import ConfigurationError

log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.2
"""How long anybody waits for Redis."""

REST_SECONDS = 5.0
"""How long Redis is left alone once it did not answer."""

TROUBLE = (RedisError, OSError)
"""What a call raises that Redis refused, or that did not get there in time (TimeoutError is an OSError)."""

T = TypeVar("T")


class Shared:
    """A Redis that may be slow, emptied, or gone at any moment: then the answer is None, and soon."""

    def __init__(self, url: str, owner: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`owner` keeps our keys apart from those of others in the same Redis. Nothing is connected yet.

        Raises ConfigurationError for an address that says something Redis does not know.
        """
        self.redis = _client(url)
        self._address = address_of(url)
        self._owner = owner
        self._clock = clock
        self._there = True
        self._rest_until = 0.0

    def key(self, *parts: str) -> str:
        """The name of something of ours. All of them lie in one slot of a cluster."""
        return ":".join((f"baton:{{{self._owner}}}", *parts))

    async def ask(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """What a call to Redis returns; None where it does not answer, or has not just now."""
        if self._clock() < self._rest_until:
            return None
        if not self._there:
            self._rest()  # one asks whether it is back, the others go on without it
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await call()
        except TROUBLE as error:
            self.lost(error)
            return None
        self.found()
        return answer

    async def answers(self) -> str:
        """ "" when Redis answers, else why not, in a few words."""
        try:
            async with asyncio.timeout(5 * ANSWER_SECONDS):
                await self.redis.ping()
        except TROUBLE as error:
            return _reason(error)
        return ""

    def lost(self, error: Exception) -> None:
        """It did not answer: leave it alone for a while."""
        self._rest()
        if self._there:
            log.warning(
                "Redis at %s does not answer (%s); replicas go on, each by itself.",
                self._address,
                _reason(error),
            )
        self._there = False

    def found(self) -> None:
        """It answered."""
        self._rest_until = 0.0
        if not self._there:
            log.info("Redis at %s answers again.", self._address)
        self._there = True

    async def close(self) -> None:
        """Let the connections go."""
        await self.redis.aclose()

    def _rest(self) -> None:
        self._rest_until = self._clock() + REST_SECONDS


def _client(url: str) -> Redis:
    try:
        client = Redis.from_url(
            url,
            protocol=2,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            # A connection that a restart of Redis broke is made again at once.
            retry=Retry(NoBackoff(), 1),
        )
        # Connects to nothing yet, and looks at what was asked for.
        client.connection_pool.make_connection()  # type: ignore[no-untyped-call]
    except (ValueError, TypeError) as error:
        reason = str(error).rstrip(".")
        raise ConfigurationError(f"The environment variable REDIS_URL is not usable: {reason}.") from None
    return client


def address_of(url: str) -> str:
    """Where a REDIS_URL leads, without the password that may stand in it."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else parts.path


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
