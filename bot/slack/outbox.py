"""Delivers the outbox: in order in each channel, paced, and looked for before it is said again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import ClientResponse
from slack_sdk.errors import SlackApiError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.slack.calls import Calls, Undeliverable
from bot.slack.client import UNREACHABLE
from bot.slack.pace import Pace
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import OutboxRow

log = logging.getLogger(__name__)

TRIES = 20
"""How often Slack may fail at one message before a person hears of it; being away is not failing."""

LOOK_AGAIN_SECONDS = 5.0
LONGEST_WAIT = 15.0
AWAY = {"ratelimited", "service_unavailable", "request_timeout"}
FAILING = {"internal_error", "fatal_error"}

Undelivered = Callable[[AsyncSession, OutboxRow], Awaitable[None]]
"""Told of a row that Slack will not take, in the transaction that marks it, so that a person hears of it."""


class Outbox:
    """One lane for each channel with something to say."""

    def __init__(
        self, sessions: Sessions, calls: Calls, undelivered: Undelivered, pace: Pace | None = None
    ) -> None:
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
        attempt = Attempt(self._calls, doubtful=row.state == "sending")
        if not attempt.doubtful:
            await asyncio.sleep(self._pace.take(row.channel) if row.verb == "post" else 0)
            await self._mark(row, state="sending")
        while True:
            if await self._delivered(row, attempt):
                return
            await asyncio.sleep(attempt.wait)

    async def _delivered(self, row: OutboxRow, attempt: "Attempt") -> bool:
        """Try once; whether the row is done with, well or badly."""
        try:
            ts = await attempt.make(row)
        except Undeliverable as error:
            await self._fail(row, str(error))
        except SlackApiError as error:
            code = attempt.refused(error)
            if code == "ratelimited":
                self._pace.objected(row.channel)
            if attempt.tries < TRIES and code in AWAY | FAILING:
                return False
            await self._fail(row, code)
        except UNREACHABLE as error:
            log.warning("Slack did not answer for %s (%s).", row.id, type(error).__name__)
            attempt.back_off()
            return False
        else:
            await self._mark(row, state="sent", ts=ts, sent_at=now(), attempts=attempt.calls)
        return True

    async def _fail(self, row: OutboxRow, code: str) -> None:
        log.error("Slack would not take %s (%s): %s", row.id, row.kind or row.verb, code)
        row.trouble = code
        async with self._sessions.begin() as session:
            await self._write(session, row, state="failed", trouble=code)
            await self._undelivered(session, row)

    async def _mark(self, row: OutboxRow, **values: object) -> None:
        async with self._sessions.begin() as session:
            await self._write(session, row, **values)

    async def _write(self, session: AsyncSession, row: OutboxRow, **values: object) -> None:
        await session.execute(update(OutboxRow).where(OutboxRow.seq == row.seq).values(**values))

    def _finished(self, channel: str) -> None:
        task = self._lanes.pop(channel)
        if not task.cancelled() and (error := task.exception()):
            log.error("Lane %s stopped: %r", channel, error)
        if channel in self._again:
            self._again.discard(channel)
            self.wake(channel)


class Attempt:
    """What is known about one row while it is being delivered.

    It is `doubtful` when a call may have arrived although we were not told; then it is looked for before
    it is made again. `tries` counts the calls at which Slack itself failed, `wait` is the next pause.
    """

    def __init__(self, calls: Calls, *, doubtful: bool) -> None:
        self._calls = calls
        self.doubtful = doubtful
        self.calls = 0
        self.tries = 0
        self.wait = 0.0
        self._step = 0.25

    async def make(self, row: OutboxRow) -> str | None:
        """Say it, unless it turns out to be there; raises what the SDK raises."""
        if self.doubtful and (ts := await self._calls.find(row)):
            return ts
        self.doubtful = False
        self.calls += 1
        try:
            return await self._calls.make(row)
        except SlackApiError as error:
            self.doubtful = code_of(error) not in {"ratelimited"}
            raise
        except UNREACHABLE:
            self.doubtful = True
            raise

    def refused(self, error: SlackApiError) -> str:
        """Slack answered with an error; its code. The next pause is what Slack asks for, or a growing one."""
        code = code_of(error)
        self.tries += code in FAILING
        self.back_off()
        asked = error.response.headers.get("Retry-After")
        if asked:
            self.wait = float(asked)
        return code

    def back_off(self) -> None:
        """Wait a little longer than last time."""
        self.wait, self._step = self._step, min(self._step * 2, LONGEST_WAIT)


def code_of(error: SlackApiError) -> str:
    """Slack's word for what went wrong, or ours for an answer that is not Slack's (a proxy's page, say)."""
    answer = error.response
    status = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    if status == 429:
        return "ratelimited"
    if status in {502, 503, 504}:
        return "service_unavailable"
    code = "" if status >= 500 or isinstance(answer, ClientResponse) else str(answer.get("error") or "")
    return code or "internal_error"
