"""Housekeeping: what has served its purpose is deleted, in small batches, by one replica at a time.

That is: rows of the inbox, which only keep the same thing from being taken twice; the steps of turns that
have ended; marks of what was said in passing; and words, as the company's retention says. Not the audit.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.settings import RetentionSettings
from bot.store.base import now
from bot.store.inbox import Inbox
from bot.store.leases import Leases
from bot.store.retention import Retention
from bot.store.session import Sessions
from bot.store.tables import MarkRow, ReactionRow, StepRow

log = logging.getLogger(__name__)

LANE = "housekeeping"
LOOK_SECONDS = 600.0
BATCH = 256

WAITING = "waiting:"
"""Marks of this beginning say that somebody was told to wait; they mean nothing a day later."""

LONG_AGO = timedelta(days=1)
"""No replica can still be at work on what ended so long ago, however long it was frozen in between."""


class Housekeeping:
    """Tidies the stores."""

    def __init__(
        self,
        sessions: Sessions,
        inbox: Inbox,
        leases: Leases,
        days: int,
        clock: Callable[[], datetime] = now,
        *,
        retention: RetentionSettings | None = None,
    ) -> None:
        """`days` is for how long it is known what came in."""
        self._sessions = sessions
        self._inbox = inbox
        self._leases = leases
        self._kept = timedelta(days=days)
        self._clock = clock
        self._retention = Retention(sessions, retention or RetentionSettings(), clock)

    async def tidy(self) -> None:
        """Do it, unless another replica is at it."""
        if await self._leases.take(LANE) is None:
            return
        try:
            arrivals = await self._inbox.forget(self._clock() - self._kept)
            steps = await self._drop_steps()
            await self._drop_marks()
            words = await self._retention.tidy()
        finally:
            await self._leases.let_go(LANE)
        if arrivals or steps or words:
            told = "Tidied up: %d arrivals, the steps of %d turns, the words of %d posts, tickets and talks."
            log.info(told, arrivals, steps, words)

    async def _drop_steps(self) -> int:
        """Drop the steps of turns that have ended; of how many turns."""
        dropped, last = 0, ""
        while page := await self._turns_with_old_steps(last):
            last = page[-1]
            ended = set(page) - await self._inbox.open_among(page)
            async with self._sessions.begin() as session:
                await session.execute(delete(StepRow).where(StepRow.inbound.in_(ended)))
            dropped += len(ended)
        return dropped

    async def _turns_with_old_steps(self, last: str) -> list[str]:
        old = (StepRow.inbound > last) & (StepRow.at < self._clock() - LONG_AGO)
        query = select(StepRow.inbound).where(old).distinct().order_by(StepRow.inbound).limit(BATCH)
        async with self._sessions() as session:
            return list(await session.scalars(query))

    async def _drop_marks(self) -> None:
        old = MarkRow.name.startswith(WAITING) & (MarkRow.at < self._clock() - LONG_AGO)
        lost = ReactionRow.crosses.is_(None) & (ReactionRow.at < self._clock() - LONG_AGO)
        async with self._sessions.begin() as session:
            await session.execute(delete(MarkRow).where(old))
            await session.execute(delete(ReactionRow).where(lost))
