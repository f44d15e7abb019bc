"""Timers of the desk: when somebody is reminded, and how the distance grows."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import TicketRow, TimerRow
from bot.store.timers import set_timer

REMIND_DESK = "remind_desk"
LONGEST_PAUSE = timedelta(hours=24)


async def ring(session: AsyncSession, ticket: TicketRow, what: str, due_at: datetime) -> None:
    """Look at this ticket again at `due_at`."""
    conversation = f"desk:{ticket.team}:{ticket.number}"
    await set_timer(session, what, due_at, conversation, ticket.number)


async def rings(session: AsyncSession, number: int, what: str) -> bool:
    """Whether such a timer is set for this ticket."""
    query = select(TimerRow.id).where(TimerRow.ticket == number, TimerRow.what == what)
    return await session.scalar(query.limit(1)) is not None


async def quiet(session: AsyncSession, number: int) -> None:
    """Nobody needs to be reminded of this ticket any more."""
    await session.execute(delete(TimerRow).where(TimerRow.ticket == number, TimerRow.what == REMIND_DESK))


def pause(waited: timedelta) -> timedelta:
    """How long until the next reminder: as long again as has been waited, at most a day."""
    return min(max(waited, timedelta(minutes=1)), LONGEST_PAUSE)
