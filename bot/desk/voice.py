"""Who hears what: the employee in her thread, a clicker alone, staff in the packet's thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Answer, InPacketThread, Notice, Place, Press, Whisper
from bot.desk.ports import Line
from bot.desk.shorten import woven
from bot.governance.people import People
from bot.settings import DeskSettings
from bot.store.tables import TicketRow


@dataclass(frozen=True)
class By:
    """Who acts, and the response address where an answer that only they see can go ("" = none)."""

    user: str
    address: str = ""


class Voice:
    """Says things about a ticket to the people it concerns."""

    def __init__(self, line: Line, people: People, desks: Mapping[str, DeskSettings]) -> None:
        self.line = line
        self._people = people
        self._desks = desks

    async def name(self, user: str | None) -> str:
        """What people call somebody, on one line."""
        return woven((await self._people.member(user)).name) if user else "somebody"

    def title(self, desk: str) -> str:
        """What people call a desk."""
        return self._desks[desk].title or desk

    async def to_requester(
        self,
        session: AsyncSession,
        ticket: TicketRow,
        text: str,
        *,
        offer_correction: bool = False,
        offer_person: bool = False,
    ) -> None:
        """A notice in the employee's own thread."""
        place = Place(ticket.channel, ticket.thread)
        notice = Notice(
            place,
            text,
            ticket.number,
            coworker=ticket.coworker,
            offer_person=offer_person,
            offer_correction=offer_correction,
        )
        await self.line.say(session, notice)

    async def to_clicker(self, session: AsyncSession, ticket: TicketRow | None, by: By, text: str) -> None:
        """Only the person who clicked sees it: through their response address, else in the desk's channel."""
        if by.address:
            await self.line.say(session, Answer(by.address, text))
            return
        place = await tickets.packet_place(session, ticket) if ticket else None
        if place:
            await self.line.say(session, Whisper(Place(place.channel), by.user, text))

    async def to_staff(
        self,
        session: AsyncSession,
        ticket: TicketRow,
        text: str,
        mentions: tuple[str, ...] = (),
        offers: tuple[Press, ...] = (),
    ) -> None:
        """A line in the packet's thread, with what can be done about it."""
        if ticket.packet and (place := await tickets.packet_place(session, ticket)):
            line = InPacketThread(place.channel, ticket.packet, ticket.number, text, mentions, offers)
            await self.line.say(session, line)
