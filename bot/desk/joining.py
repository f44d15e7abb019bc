"""Joining: colleagues of the assignee who write to the employee, too, until the ticket changes hands."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import InPacketThread, Press
from bot.desk.office import Office, Verdict
from bot.desk.relay import border, writers
from bot.desk.states import OWNED
from bot.desk.voice import By
from bot.governance.access import Action
from bot.store.tables import TicketRow

JOIN, LEAVE = "join", "leave"


class Joining:
    """Lets staff of the ticket's desk in, and out again; their colleagues read of both in the thread."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def join(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """What this person writes in the packet's thread crosses from now on."""
        ticket = await self._office.for_staff(session, team, number, by, Action.JOIN)
        if isinstance(ticket, Verdict):
            return ticket
        voice = self._office.voice
        requester, name = await voice.name(ticket.requester), await voice.name(by.user)
        if await writers.may_write(session, self._office.people, ticket, by.user):
            await voice.to_clicker(session, ticket, by, border.writes_already(requester))
            return Verdict.TOO_LATE
        if ticket.state not in OWNED:
            await voice.to_clicker(session, ticket, by, border.nobody_to_join(ticket))
            return Verdict.TOO_LATE
        await writers.join(session, ticket, by.user)
        out = Press(f"Stop {name}'s messages here"[:75], LEAVE, by.user)
        await self._tell(session, ticket, by, Action.JOIN, border.joined(name, requester), out)
        return Verdict.DONE

    async def leave(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """What this person writes stays inside again."""
        ticket = await self._office.for_staff(session, team, number, by, Action.LEAVE)
        if isinstance(ticket, Verdict):
            return ticket
        if not await writers.leave(session, ticket, by.user):
            return Verdict.TOO_LATE
        voice = self._office.voice
        text = border.left(await voice.name(by.user), await voice.name(ticket.requester))
        await self._tell(session, ticket, by, Action.LEAVE, text)
        return Verdict.DONE

    async def _tell(
        self, session: AsyncSession, ticket: TicketRow, by: By, action: Action, text: str, *offers: Press
    ) -> None:
        event = await tickets.note(session, ticket.number, by.user, "joined" if offers else "left")
        await self._office.record(session, ticket, event, action)
        if place := await tickets.packet_place(session, ticket):
            line = InPacketThread(place.channel, ticket.packet or "", ticket.number, text, offers=offers)
            await self._office.line.say(session, line)
