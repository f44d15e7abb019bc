"""Rings timers that are due: each becomes a turn of its own, and is checked again there."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import delete, event, func, select
from sqlalchemy.orm import object_session

from bot.engine.passing import as_if_alone
from bot.intake.turn import Rang
from bot.intake.watch.timetable import Timetable
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import TimerRow

log = logging.getLogger(__name__)

LONGEST_NAP = timedelta(seconds=5)
"""Timers that another replica has set, or left behind, are seen after so long."""

AT_ONCE = 200


class Timekeeper:
    """Sleeps until the next timer is due, or one is set here, or for five seconds.

    Every replica looks, and any may ring: a timer's id is the key of its turn, so it rings once.
    """

    def __init__(
        self,
        sessions: Sessions,
        team: str,
        take: Callable[[Rang], Awaitable[None]],
        timetable: Timetable | None = None,
    ) -> None:
        self._sessions = sessions
        self._team = team
        self._take = take
        self._timetable = timetable or Timetable()
        self._set = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        for change in ("after_insert", "after_update"):
            event.listen(TimerRow, change, self._was_set)
        self._watch = asyncio.create_task(self._look())

    async def stop(self) -> None:
        """Stop looking; what is due meanwhile rings after the next start."""
        if self._watch:
            for change in ("after_insert", "after_update"):
                event.remove(TimerRow, change, self._was_set)
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def ring_due(self) -> int:
        """Ring what is due, the oldest first and at most a few hundred; returns how many."""
        query = select(TimerRow).where(TimerRow.due_at <= now()).order_by(TimerRow.due_at).limit(AT_ONCE)
        async with self._sessions() as session:
            due = (await session.scalars(query)).all()
        for timer in due:
            await self._ring(timer)
        return len(due)

    async def _ring(self, timer: TimerRow) -> None:
        missed = self._timetable.missed(timer)
        if not missed:
            await self._take(self._turn(timer))
        await as_if_alone(lambda: self._rang(timer, missed=missed))

    async def _rang(self, timer: TimerRow, *, missed: bool) -> None:
        """It is over, also where another replica has said so at the same moment."""
        async with self._sessions.begin() as session:
            await session.execute(delete(TimerRow).where(TimerRow.id == timer.id))
            await self._timetable.go_on(session, timer, since=timer.set_at if missed else now())

    def _turn(self, timer: TimerRow) -> Rang:
        return Rang(
            key=f"timer:{timer.id}",
            team=self._team,
            user="",
            conversation=timer.conversation,
            timer=timer.what,
            ticket=timer.ticket or 0,
            since=timer.set_at,
        )

    async def _look(self) -> None:
        while True:
            self._set.clear()
            nap = LONGEST_NAP
            try:
                await self.ring_due()
                nap = await self._until_next()
            except Exception:
                log.exception("Timers could not be read; trying again.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(nap.total_seconds(), 0)):
                    await self._set.wait()

    async def _until_next(self) -> timedelta:
        async with self._sessions() as session:
            due_at = await session.scalar(select(func.min(TimerRow.due_at)))
        return min(LONGEST_NAP, due_at - now()) if due_at else LONGEST_NAP

    def _was_set(self, _mapper: object, _connection: object, timer: TimerRow) -> None:
        if session := object_session(timer):
            event.listen(session, "after_commit", lambda _: self._set.set(), once=True)
