"""When Slack will not take a message, a person hears of it: the desk, or else the employee."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import InPacketThread, Notice, Place
from bot.desk.ports import Line
from bot.governance.audit import Audit, Outcome
from bot.store.tables import OutboxRow, TicketRow

NO_PACKET = "I could not reach the team's channel, so nobody has seen this yet. Please contact them directly."


class Undelivered:
    """Told by the outbox of every row that failed for good, in the transaction that marks it."""

    def __init__(self, line: Line, audit: Audit, team: str) -> None:
        self._line = line
        self._audit = audit
        self._team = team

    async def __call__(self, session: AsyncSession, row: OutboxRow) -> None:
        """Write it down; where staff are on the ticket, say so in their thread."""
        await self._audit.record(
            session,
            Outcome.FAILED,
            team=self._team,
            actor="baton",
            action="deliver",
            key=f"undelivered:{row.id}",
            ticket=row.ticket,
            details={"kind": row.kind, "error": row.trouble},
        )
        ticket = await session.get(TicketRow, row.ticket) if row.ticket else None
        if ticket is None or row.verb != "post":
            return
        if ticket.packet == row.id:
            place = Place(ticket.channel, ticket.thread)
            await self._line.say(session, Notice(place, NO_PACKET, ticket=ticket.number))
        elif ticket.packet not in {None, row.thread_of}:
            await self._tell_staff(session, ticket, row)

    async def _tell_staff(self, session: AsyncSession, ticket: TicketRow, row: OutboxRow) -> None:
        packet = await session.scalar(select(OutboxRow).where(OutboxRow.id == ticket.packet))
        if packet is not None and packet.state != "failed":
            text = f"Slack would not deliver my last message to the employee ({row.trouble})."
            await self._line.say(session, InPacketThread(packet.channel, packet.id, ticket.number, text))
