"""Rings timers that are due: each becomes a turn of its own, and is checked again there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy import delete, select

from bot.intake.turn import Rang
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import TimerRow

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


class Timekeeper:
    """Looks every second; a timer rings once, because its id is the key of its turn."""

    def __init__(self, sessions: Sessions, team: str, take: Callable[[Rang], Awaitable[None]]) -> None:
        self._sessions = sessions
        self._team = team
        self._take = take
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._watch = asyncio.create_task(self._look())

    async def stop(self) -> None:
        """Stop looking; what is due meanwhile rings after the next start."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def ring_due(self) -> int:
        """Ring everything that is due; returns how many."""
        async with self._sessions() as session:
            due = (
                await session.scalars(
                    select(TimerRow).where(TimerRow.due_at <= now()).order_by(TimerRow.due_at)
                )
            ).all()
        for timer in due:
            await self._ring(timer)
        return len(due)

    async def _ring(self, timer: TimerRow) -> None:
        turn = Rang(
            key=f"timer:{timer.id}",
            team=self._team,
            user="",
            conversation=timer.conversation,
            timer=timer.what,
            ticket=timer.ticket or 0,
        )
        await self._take(turn)
        async with self._sessions.begin() as session:
            await session.execute(delete(TimerRow).where(TimerRow.id == timer.id))

    async def _look(self) -> None:
        while True:
            try:
                await self.ring_due()
            except Exception:
                log.exception("Timers could not be read; trying again.")
            await asyncio.sleep(LOOK_SECONDS)
