"""Where we talk with people: the threads of tickets, and the channels we said something in lately."""

from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place
from bot.desk.states import ACTIVE, State
from bot.store.base import now
from bot.store.tables import OutboxRow, TicketRow

LATELY = 1000
"""So many of our last messages tell where we talked lately."""


async def ticket_threads(session: AsyncSession, team: str, solved_days: float) -> list[Place]:
    """Where the employee and the staff write about each open ticket, the one that moved last first.

    Solved ones count for as many days, since "still broken" may come.
    """
    fresh = TicketRow.updated_at >= now() - timedelta(days=solved_days)
    query = (
        select(TicketRow.channel, TicketRow.thread, OutboxRow.channel, OutboxRow.ts)
        .outerjoin(OutboxRow, OutboxRow.id == TicketRow.packet)
        .where(TicketRow.team == team)
        .where(or_(TicketRow.state.in_(ACTIVE), and_(TicketRow.state == State.SOLVED, fresh)))
        .order_by(TicketRow.updated_at.desc())
    )
    found = await session.execute(query)
    pairs = (pair for channel, thread, desk, packet in found for pair in ((channel, thread), (desk, packet)))
    return list(dict.fromkeys(Place(channel, thread) for channel, thread in pairs if channel and thread))


async def lately(session: AsyncSession) -> list[str]:
    """The channels we said something in lately, the last first."""
    query = select(OutboxRow.channel).order_by(OutboxRow.seq.desc()).limit(LATELY)
    return list(dict.fromkeys(await session.scalars(query)))
