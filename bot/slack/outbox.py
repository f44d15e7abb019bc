"""Delivers the outbox: in order in each channel, paced, and looked for before it is said again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine.lanes import Lanes, Leases
from bot.slack.calls import Calls
from bot.slack.client import UNREACHABLE
from bot.slack.pace import Pace
from bot.slack.trouble import AWAY, FAILING, Undeliverable, code_of
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import OutboxRow

log = logging.getLogger(__name__)

TRIES = 20
"""How often Slack may fail at one message before a person hears of it; being away is not failing."""

MOST_LANES = 200
"""Channels that are written to at once."""

UNDER_WAY_SECONDS = 2.0
"""What somebody who is gone had sent may still be on its way to Slack: so long before it is sent again."""

UNSAID = ("pending", "sending")
STUCK = "stuck"
LONGEST_WAIT = 15.0

STUCK_SECONDS = 8.0
"""Who waits so long for Slack to take something may see that it is still being tried."""

Told = Callable[[AsyncSession, OutboxRow], Awaitable[None]]
"""Told of a row in the transaction that marks it."""


async def nobody(_session: AsyncSession, _row: OutboxRow) -> None:
    """Where nobody wants to know."""


class Outbox:
    """A lane for each channel with something to say."""

    def __init__(
        self,
        sessions: Sessions,
        calls: Calls,
        undelivered: Told,
        leases: Leases,
        pace: Pace | None = None,
        *,
        arrived: Told = nobody,
        stuck: Told = nobody,
    ) -> None:
        """`undelivered` hears of what Slack will never take, so that a person does; `arrived` of a relay that
        is there, `stuck` of one that takes long.
        """
        self._sessions = sessions
        self._calls = calls
        self._undelivered, self._arrived, self._stuck = undelivered, arrived, stuck
        self._leases = leases
        self._pace = pace or Pace()
        self.lanes = Lanes("post", leases, self, MOST_LANES)

    async def waiting(self) -> Iterable[str]:
        """Channels with something to say in them."""
        query = select(OutboxRow.channel).where(OutboxRow.state.in_(UNSAID)).distinct()
        async with self._sessions() as session:
            return (await session.scalars(query)).all()

    async def next(self, channel: str) -> OutboxRow | None:
        """What is to be said first."""
        query = (
            select(OutboxRow)
            .where(OutboxRow.state.in_(UNSAID), OutboxRow.channel == channel)
            .order_by(OutboxRow.seq)
            .limit(1)
        )
        async with self._sessions() as session:
            return (await session.scalars(query)).first()

    async def see_through(self, row: OutboxRow, deaths: int) -> None:
        """Say it, or give it up; or leave it, where another replica may be at it."""
        attempt = Attempt(self._calls, inherited=row.state == "sending")
        if not attempt.doubtful:
            await asyncio.sleep(await self._pace.take(row.channel) if row.verb == "post" else 0)
            if not await self._begun(row):
                return  # it was taken back before it was said
        while self._leases.sound():
            if await self._delivered(row, attempt):
                return
            await self._say_if_stuck(row, attempt)
            await asyncio.sleep(attempt.wait)

    async def _begun(self, row: OutboxRow) -> bool:
        async with self._sessions.begin() as session:
            begun = update(OutboxRow).where(OutboxRow.seq == row.seq, OutboxRow.state == "pending")
            marked = await session.execute(begun.values(state="sending"))
        return bool(cast("CursorResult[Any]", marked).rowcount)

    async def _say_if_stuck(self, row: OutboxRow, attempt: "Attempt") -> None:
        if row.kind == "relay" and row.trouble == "" and attempt.waited >= STUCK_SECONDS:
            row.trouble = STUCK
            async with self._sessions.begin() as session:
                await self._write(session, row, trouble=STUCK)
                await self._stuck(session, row)

    async def _delivered(self, row: OutboxRow, attempt: "Attempt") -> bool:
        """Try once; whether the row is done with, well or badly."""
        try:
            ts = await attempt.make(row)
        except Undeliverable as error:
            await self._fail(row, str(error))
        except SlackApiError as error:
            code = attempt.refused(error)
            if code == "ratelimited":
                await self._pace.objected(row.channel, attempt.wait)
            if attempt.tries < TRIES and code in AWAY | FAILING:
                return False
            await self._fail(row, code)
        except UNREACHABLE as error:
            log.warning("Slack did not answer for %s (%s).", row.id, type(error).__name__)
            attempt.back_off()
            return False
        else:
            await self._sent(row, ts, attempt.calls)
        return True

    async def _sent(self, row: OutboxRow, ts: str | None, calls: int) -> None:
        async with self._sessions.begin() as session:
            await self._write(session, row, state="sent", ts=ts, sent_at=now(), attempts=calls, trouble="")
            if row.kind == "relay":
                row.ts = ts
                await self._arrived(session, row)

    async def _fail(self, row: OutboxRow, code: str) -> None:
        log.error("Slack would not take %s (%s): %s", row.id, row.kind or row.verb, code)
        row.trouble = code
        async with self._sessions.begin() as session:
            await self._write(session, row, state="failed", trouble=code)
            await self._undelivered(session, row)

    async def _write(self, session: AsyncSession, row: OutboxRow, **values: object) -> None:
        written = update(OutboxRow).where(OutboxRow.seq == row.seq).values(**values)
        await session.execute(written.execution_options(synchronize_session=False))


class Attempt:
    """What is known about one row while it is being delivered.

    It is `doubtful` when a call may have arrived although we were not told; then it is looked for before
    it is made again. `tries` counts the calls at which Slack itself failed, `wait` is the next pause.
    """

    def __init__(self, calls: Calls, *, inherited: bool) -> None:
        """`inherited`: somebody who is gone was saying it, an earlier life of ours or another replica."""
        self._calls = calls
        self._under_way = inherited
        self.doubtful = inherited
        self.calls = 0
        self.tries = 0
        self.wait = 0.0
        self.waited = 0.0
        self._step = 0.25

    async def make(self, row: OutboxRow) -> str | None:
        """Say it, unless it turns out to be there; raises what the SDK raises."""
        if self.doubtful and (ts := await self._found(row)):
            return ts
        self.doubtful = False
        self.calls += 1
        try:
            return await self._calls.make(row)
        except SlackApiError as error:
            self.doubtful = code_of(error) not in {"ratelimited"}
            raise
        except UNREACHABLE as error:
            self.doubtful, self._under_way = True, isinstance(error, TimeoutError)
            raise

    async def _found(self, row: OutboxRow) -> str | None:
        ts = await self._calls.find(row)
        if ts is None and self._under_way:
            await asyncio.sleep(UNDER_WAY_SECONDS)
            ts = await self._calls.find(row)
        self._under_way = False
        return ts

    def refused(self, error: SlackApiError) -> str:
        """Slack answered with an error; its code. The next pause is what Slack asks for, or a growing one."""
        code = code_of(error)
        self.tries += code in FAILING
        self.back_off()
        asked = error.response.headers.get("Retry-After")
        if asked:
            self.waited += float(asked) - self.wait
            self.wait = float(asked)
        return code

    def back_off(self) -> None:
        """Wait a little longer than last time."""
        self.wait, self._step = self._step, min(self._step * 2, LONGEST_WAIT)
        self.waited += self.wait
