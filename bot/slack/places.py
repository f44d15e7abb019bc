"""Where we talk with people: the threads of tickets, the channels we said something in or carry words to."""

import time
from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place
from bot.desk.states import ACTIVE, State
from bot.store.base import now
from bot.store.session import Sessions
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


class Relayed:
    """Knows the channels between which words are carried; most others are none of our business."""

    LOOK_SECONDS = 5.0

    def __init__(self, sessions: Sessions, team: str) -> None:
        self._sessions = sessions
        self._team = team
        self._looked: dict[str, float] = {}
        self._known: set[str] = set()

    async def anything_in(self, channel: str) -> bool:
        """Whether a ticket with a packet was asked or lies here; any direct messages may have one."""
        if channel.startswith("D") or channel in self._known:
            return True
        if time.monotonic() - self._looked.get(channel, -self.LOOK_SECONDS) < self.LOOK_SECONDS:
            return False
        if await self._is_there(channel):
            self._known.add(channel)
        else:
            self._looked[channel] = time.monotonic()
        return channel in self._known

    async def _is_there(self, channel: str) -> bool:
        asked = select(TicketRow.number).where(
            TicketRow.team == self._team, TicketRow.channel == channel, TicketRow.packet.is_not(None)
        )
        lies = select(OutboxRow.seq).where(OutboxRow.channel == channel, OutboxRow.kind == "packet")
        async with self._sessions() as session:
            found = [await session.scalar(query.limit(1)) for query in (asked, lies)]
        return found != [None, None]
