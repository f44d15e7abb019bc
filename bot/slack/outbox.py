"""Delivers the outbox: in order in each channel, paced, and looked for before it is said again."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import select, update

from bot.slack.calls import Calls
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import OutboxRow

log = logging.getLogger(__name__)

IN_DOUBT = (SlackClientError, ClientError, asyncio.TimeoutError, OSError)
TRIES = 6
LOOK_AGAIN_SECONDS = 5.0
TRANSIENT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"}


class Pace:
    """Slack allows about one message a second in a channel, with short bursts."""

    def __init__(self, per_second: float = 1.0, burst: float = 5.0) -> None:
        self._rate = per_second
        self._burst = burst
        self._left: dict[str, tuple[float, float]] = defaultdict(lambda: (burst, time.monotonic()))

    def take(self, channel: str) -> float:
        """Take one token; returns the seconds to wait first."""
        left, then = self._left[channel]
        moment = time.monotonic()
        left = min(self._burst, left + (moment - then) * self._rate) - 1
        self._left[channel] = (left, moment)
        return max(0.0, -left / self._rate)


class Outbox:
    """One lane for each channel with something to say."""

    def __init__(
        self,
        sessions: Sessions,
        calls: Calls,
        undelivered: Callable[[OutboxRow], Awaitable[None]],
        pace: Pace | None = None,
    ) -> None:
        """`undelivered` is told of a row that Slack will not take, so that a person hears of it."""
        self._sessions = sessions
        self._calls = calls
        self._undelivered = undelivered
        self._pace = pace or Pace()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._watch: asyncio.Task[None] | None = None
        self._open = True

    def start(self) -> None:
        """Begin with what an earlier life left behind; look again every few seconds."""
        self._watch = asyncio.create_task(self._look())

    def wake(self, channel: str) -> None:
        """Something was committed for this channel."""
        if not self._open:
            return
        if channel in self._lanes:
            self._again.add(channel)
            return
        task = asyncio.create_task(self._deliver(channel))
        self._lanes[channel] = task
        task.add_done_callback(lambda _: self._finished(channel))

    async def drain(self, seconds: float) -> None:
        """Say what is waiting, for at most `seconds`; the rest is kept."""
        if self._watch:
            self._watch.cancel()
        if self._lanes:
            await asyncio.wait(list(self._lanes.values()), timeout=seconds)
        self._open = False
        for task in list(self._lanes.values()):
            task.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    async def _look(self) -> None:
        query = select(OutboxRow.channel).where(OutboxRow.state.in_(("pending", "sending"))).distinct()
        while True:
            try:
                async with self._sessions() as session:
                    for channel in await session.scalars(query):
                        self.wake(channel)
            except Exception:
                log.exception("The outbox could not be read; trying again.")
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _deliver(self, channel: str) -> None:
        while row := await self._first(channel):
            await self._see_through(row)

    async def _first(self, channel: str) -> OutboxRow | None:
        query = (
            select(OutboxRow)
            .where(OutboxRow.state.in_(("pending", "sending")), OutboxRow.channel == channel)
            .order_by(OutboxRow.seq)
            .limit(1)
        )
        async with self._sessions() as session:
            return (await session.scalars(query)).first()

    async def _see_through(self, row: OutboxRow) -> None:
        doubtful = row.state == "sending"
        if not doubtful:
            await asyncio.sleep(self._pace.take(row.channel) if row.verb == "post" else 0)
            await self._mark(row, state="sending")
        for attempt in range(TRIES):
            try:
                ts = (await self._calls.find(row) if doubtful else None) or await self._calls.make(row)
                return await self._mark(row, state="sent", ts=ts, sent_at=now(), attempts=attempt + 1)
            except SlackApiError as error:
                code = str(error.response.get("error", error.response.status_code))
                if error.response.status_code < 500 and code not in TRANSIENT:
                    return await self._fail(row, code)
                doubtful = code != "ratelimited"
                await asyncio.sleep(_patience(attempt, error))
            except IN_DOUBT as error:
                log.warning("Slack did not answer for %s (%s).", row.id, type(error).__name__)
                doubtful = True
                await asyncio.sleep(_patience(attempt))
        return await self._fail(row, "gave_up")

    async def _fail(self, row: OutboxRow, code: str) -> None:
        log.error("Slack would not take %s (%s): %s", row.id, row.kind or row.verb, code)
        await self._mark(row, state="failed", trouble=code)
        await self._undelivered(row)

    async def _mark(self, row: OutboxRow, **values: object) -> None:
        async with self._sessions.begin() as session:
            await session.execute(update(OutboxRow).where(OutboxRow.seq == row.seq).values(**values))

    def _finished(self, channel: str) -> None:
        task = self._lanes.pop(channel)
        if not task.cancelled() and (error := task.exception()):
            log.error("Lane %s stopped: %r", channel, error)
        if channel in self._again:
            self._again.discard(channel)
            self.wake(channel)


def _patience(attempt: int, error: SlackApiError | None = None) -> float:
    asked = error.response.headers.get("Retry-After") if error else None
    return float(asked) if asked else min(0.25 * 2**attempt, 8.0)
