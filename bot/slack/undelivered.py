"""When Slack will not take a message, a person hears of it: the desk, in the packet's thread."""

from sqlalchemy import select

from bot.desk.messages import InPacketThread
from bot.desk.ports import Line
from bot.governance.audit import Audit, Outcome
from bot.store.session import Sessions
from bot.store.tables import OutboxRow, TicketRow


class Undelivered:
    """Told by the outbox of every row that failed for good."""

    def __init__(self, sessions: Sessions, line: Line, audit: Audit, team: str) -> None:
        self._sessions = sessions
        self._line = line
        self._audit = audit
        self._team = team

    async def __call__(self, row: OutboxRow) -> None:
        """Write it down; where staff are on the ticket, say so in their thread."""
        async with self._sessions.begin() as session:
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
            if ticket is None or ticket.packet in {None, row.id, row.thread_of}:
                return
            packet = await session.scalar(select(OutboxRow).where(OutboxRow.id == ticket.packet))
            if packet is not None:
                text = f"Slack would not deliver my last message to the employee ({row.trouble})."
                await self._line.say(session, InPacketThread(packet.channel, packet.id, ticket.number, text))
