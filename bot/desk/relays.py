"""The talk between employee and staff: what crosses, under whose name, and what stays inside."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets, words
from bot.desk.messages import Attachment, InPacketThread, Place, Relay, RelayDeleted, RelayEdited, Whisper
from bot.desk.ports import Line
from bot.desk.shorten import woven
from bot.desk.states import OWNED, WITH_DESK, State
from bot.governance.people import People
from bot.store.tables import TicketRow


@dataclass(frozen=True)
class Spoken:
    """A message as it was said: by whom, the text, and "channel:ts" as its source."""

    user: str
    text: str
    source: str
    files: tuple[Attachment, ...] = ()


class Crossing(StrEnum):
    """What became of a message at the border between employee and staff."""

    CROSSED = "crossed"
    INSIDE = "stayed inside"
    UNCLAIMED = "waits for a claim"
    NOT_ASSIGNEE = "not from the assignee"
    OVER = "the ticket is over"


class Relays:
    """Carries each message across exactly once."""

    def __init__(self, line: Line, people: People) -> None:
        self._line = line
        self._people = people

    async def from_employee(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """The employee's words go into the packet's thread, claimed or not."""
        if ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.OVER
        await self._line.say(session, await self._inward(session, ticket, said))
        return Crossing.CROSSED

    async def from_staff(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """The assignee's words go to the employee; everybody else's stay, and the writer is told once."""
        if stays_inside(said.text):
            return Crossing.INSIDE
        if ticket.state not in OWNED or said.user != ticket.assignee:
            return await self._keep(session, ticket, said)
        await self._line.say(session, await self._outward(ticket, said))
        return Crossing.CROSSED

    async def edited(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """An edit changes what crossed; of something said before the handover staff get the new words."""
        crossed = await tickets.relayed(session, said.source)
        if crossed is None:
            return await self._edited_before(session, ticket, said)
        if said.user != ticket.requester and stays_inside(said.text):
            return await self.deleted(session, ticket, said.user, said.source)
        inward = said.user == ticket.requester
        relay = await self._inward(session, ticket, said) if inward else await self._outward(ticket, said)
        await self._line.say(session, RelayEdited(relay))
        return Crossing.CROSSED

    async def deleted(self, session: AsyncSession, ticket: TicketRow, user: str, source: str) -> Crossing:
        """A deletion takes back what crossed."""
        if await tickets.relayed(session, source):
            await self._line.say(session, RelayDeleted(source, ticket.number))
            return Crossing.CROSSED
        if user != ticket.requester or ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.INSIDE
        member = await self._people.member(user)
        await self._inside(session, ticket, words.deleted_earlier(woven(member.name)))
        return Crossing.CROSSED

    async def _edited_before(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        if said.user != ticket.requester or ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.INSIDE
        member = await self._people.member(said.user)
        await self._inside(session, ticket, words.edited_earlier(woven(member.name)))
        return await self.from_employee(session, ticket, said)

    async def _keep(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        crossing = _why_not(ticket)
        if not await tickets.noted(session, ticket.number, crossing, said.user):
            await tickets.note(session, ticket.number, said.user, crossing)
            place = await tickets.packet_place(session, ticket) or Place(said.source.partition(":")[0])
            text = await self._explanation(ticket, crossing)
            await self._line.say(session, Whisper(place, said.user, text))
        return crossing

    async def _explanation(self, ticket: TicketRow, crossing: Crossing) -> str:
        requester = woven((await self._people.member(ticket.requester)).name)
        if crossing is Crossing.UNCLAIMED:
            return words.claim_first(requester)
        if crossing is Crossing.OVER:
            return words.over(requester, ticket)
        holder = woven((await self._people.member(ticket.assignee or "")).name)
        return words.stays_inside(holder, requester)

    async def _inward(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Relay:
        place = await tickets.packet_place(session, ticket) or Place("")
        return await self._relay(ticket, Place(place.channel), said, ticket.packet)

    async def _outward(self, ticket: TicketRow, said: Spoken) -> Relay:
        return await self._relay(ticket, Place(ticket.channel, ticket.thread), said, None)

    async def _relay(self, ticket: TicketRow, place: Place, said: Spoken, packet: str | None) -> Relay:
        author = await self._people.member(said.user)
        return Relay(
            place=place,
            ticket=ticket.number,
            author=author.name,
            picture=author.picture,
            text=said.text,
            source=said.source,
            files=said.files,
            packet=packet,
        )

    async def _inside(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        place = await tickets.packet_place(session, ticket) or Place("")
        await self._line.say(session, InPacketThread(place.channel, ticket.packet or "", ticket.number, text))


def stays_inside(text: str) -> bool:
    """Whether staff marked a message as meant for colleagues only."""
    return text.lstrip().casefold().startswith(words.INSIDE_MARKS)


def _why_not(ticket: TicketRow) -> Crossing:
    if ticket.state in OWNED:
        return Crossing.NOT_ASSIGNEE
    return Crossing.UNCLAIMED if ticket.state == State.QUEUED else Crossing.OVER
