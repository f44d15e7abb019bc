"""When Slack will not take a message, a person hears of it: the desk, or else the employee."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import InPacketThread, Notice, Place, Reaction
from bot.desk.ports import Line
from bot.desk.relay import border
from bot.governance.audit import Audit, Outcome
from bot.governance.people import People
from bot.store.tables import OutboxRow, TicketRow

NO_PACKET = "I could not reach the team's channel, so nobody has seen this yet. Please contact them directly."


class Undelivered:
    """Told by the outbox of every row that failed for good, in the transaction that marks it."""

    def __init__(self, line: Line, people: People, audit: Audit, team: str) -> None:
        self._line = line
        self._people = people
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
        if ticket is None or row.taken_back or row.verb not in {"post", "file"}:
            return
        if row.verb == "file":
            await self._file_stays(session, ticket, row)
        elif row.mirror:
            await self._unrelayed(session, ticket, row)
        elif ticket.packet == row.id:
            place = Place(ticket.channel, ticket.thread)
            await self._line.say(session, Notice(place, NO_PACKET, ticket=ticket.number))
        elif ticket.packet not in {None, row.thread_of}:
            await self._tell_staff(session, ticket, row)

    async def _unrelayed(self, session: AsyncSession, ticket: TicketRow, row: OutboxRow) -> None:
        """Somebody's words stay where they are: their author sees it under them, and reads it."""
        await self._line.say(session, Reaction(row.source or "", border.STUCK, on=False))
        await self._line.say(session, Reaction(row.source or "", border.FAILED))
        if (row.mirror or {})["inward"]:
            await self._tell_employee(session, ticket, border.unsent_to_desk())
        else:
            await self._tell_staff(session, ticket, row)

    async def _file_stays(self, session: AsyncSession, ticket: TicketRow, row: OutboxRow) -> None:
        """Both sides hear of a file that is not passed on: one to find another way, one not to wait."""
        mirror = row.mirror or {}
        name, author = mirror["files"][0]["name"], mirror["author"]
        inward = bool(mirror["inward"])
        other = "the desk" if inward else await self._name(ticket.requester)
        to_sender = border.file_stays_to_sender(name, row.trouble, other)
        to_other = border.file_stays_to_other(name, row.trouble, author)
        await self._tell_employee(session, ticket, to_sender if inward else to_other)
        await self._in_packet_thread(session, ticket, to_other if inward else to_sender)

    async def _name(self, user: str) -> str:
        return (await self._people.member(user)).name

    async def _tell_employee(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        place = Place(ticket.channel, ticket.thread)
        await self._line.say(session, Notice(place, text, ticket=ticket.number))

    async def _tell_staff(self, session: AsyncSession, ticket: TicketRow, row: OutboxRow) -> None:
        text = f"Slack would not deliver my last message to the employee ({row.trouble})."
        await self._in_packet_thread(session, ticket, text)

    async def _in_packet_thread(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        packet = await session.scalar(select(OutboxRow).where(OutboxRow.id == ticket.packet))
        if packet is not None and packet.state != "failed":
            await self._line.say(session, InPacketThread(packet.channel, packet.id, ticket.number, text))
