"""The talk between employee and staff: what crosses, under whose name, and what stays inside."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets, words
from bot.desk.messages import (
    Attachment,
    FilesSoFar,
    InPacketThread,
    Place,
    Press,
    Reaction,
    Relay,
    RelayDeleted,
    RelayEdited,
    Whisper,
)
from bot.desk.ports import Line
from bot.desk.relay import border
from bot.desk.relay.notes import Notes
from bot.desk.relay.writers import may_write
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


JOIN = Press("Join", "join", "")
SHARED_A_FILE = "shared a file"
"""What the history says of a ticket about which the employee showed something."""


class Relays:
    """Carries each message across exactly once.

    What staff say stays inside unless all of this holds when they say it: a person has the ticket, it is
    from whoever has it or joined them, and no line of it is marked as a note. What stayed inside once
    never crosses afterwards, however it is edited and whoever has the ticket then.
    """

    def __init__(self, line: Line, people: People, notes: Notes | None = None) -> None:
        self._line = line
        self._people = people
        self._notes = notes or Notes()

    async def from_employee(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """The employee's words go into the packet's thread, claimed or not."""
        if ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.OVER
        await self._line.say(session, await self._inward(session, ticket, said))
        return Crossing.CROSSED

    async def files_so_far(self, session: AsyncSession, ticket: TicketRow, threads: Iterable[str]) -> None:
        """What the employee showed before there was a packet, a person need not ask for again."""
        author = await self._people.member(ticket.requester)
        place = await tickets.packet_place(session, ticket)
        for thread in filter(None, threads):
            if place and ticket.packet:
                asked = Place(ticket.channel, thread)
                at = Place(place.channel)
                shown = FilesSoFar(at, ticket.packet, ticket.number, asked, author.id, author.name)
                await self._line.say(session, shown)

    async def from_staff(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """What may cross goes to the employee; everything else stays, with a mark that says so."""
        crossing = await self._border(session, ticket, said)
        if crossing is Crossing.CROSSED:
            await self._line.say(session, await self._outward(ticket, said))
            return crossing
        await self._line.say(session, Reaction(said.source, border.INSIDE))
        await self._explain(session, ticket, said, crossing)
        return crossing

    async def edited(
        self, session: AsyncSession, ticket: TicketRow, said: Spoken, *, at_the_desk: bool = False
    ) -> Crossing:
        """An edit changes what crossed; of something said before the handover staff get the new words.

        `at_the_desk` is whether it was said in the packet's thread.
        """
        crossed = await tickets.relayed(session, said.source)
        if crossed is None or crossed[1].verb == "file":
            edited = self._edited_inside if at_the_desk else self._edited_before
            return await edited(session, ticket, said)
        if (crossed[1].mirror or {}).get("inward"):
            await self._line.say(session, RelayEdited(await self._inward(session, ticket, said)))
            return Crossing.CROSSED
        return await self._edited_by_staff(session, ticket, said)

    async def deleted(
        self,
        session: AsyncSession,
        ticket: TicketRow,
        user: str,
        source: str,
        *,
        at_the_desk: bool = False,
    ) -> Crossing:
        """A deletion takes back what crossed."""
        if crossed := await tickets.relayed(session, source):
            await self._line.say(session, RelayDeleted(source, ticket.number))
            if crossed[1].verb == "post":
                return Crossing.CROSSED
        before = user == ticket.requester and not at_the_desk
        if not before or ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.INSIDE
        member = await self._people.member(user)
        await self._inside(session, ticket, words.deleted_earlier(woven(member.name)))
        return Crossing.CROSSED

    async def _border(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """What is to become of something staff say."""
        if self._notes.within(said.text):
            return Crossing.INSIDE
        if await may_write(session, self._people, ticket, said.user):
            return Crossing.CROSSED
        if ticket.state in OWNED:
            return Crossing.NOT_ASSIGNEE
        return Crossing.UNCLAIMED if ticket.state == State.QUEUED else Crossing.OVER

    async def _edited_by_staff(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """Of what crossed: whoever has the ticket may change it, and everybody may take their words back."""
        requester = await self._name(ticket.requester)
        if self._notes.within(said.text):
            await self._line.say(session, RelayDeleted(said.source, ticket.number))
            await self._line.say(session, Reaction(said.source, border.SENT, on=False))
            await self._line.say(session, Reaction(said.source, border.INSIDE))
            await self._whisper(session, ticket, said, border.became_a_note(requester))
            return Crossing.INSIDE
        if said.user != ticket.assignee and not await may_write(session, self._people, ticket, said.user):
            await self._whisper(session, ticket, said, border.not_yours_to_edit(requester))
            return Crossing.NOT_ASSIGNEE
        await self._line.say(session, RelayEdited(await self._outward(ticket, said)))
        return Crossing.CROSSED

    async def _edited_inside(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        """Of what stayed inside nothing crosses; who would have it cross otherwise is told so."""
        if await self._border(session, ticket, said) is Crossing.CROSSED:
            text = border.stays_a_note(await self._name(ticket.requester))
            await self._whisper(session, ticket, said, text)
        return Crossing.INSIDE

    async def _edited_before(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> Crossing:
        if said.user != ticket.requester or ticket.packet is None or ticket.state not in WITH_DESK:
            return Crossing.INSIDE
        member = await self._people.member(said.user)
        await self._inside(session, ticket, words.edited_earlier(woven(member.name)))
        return await self.from_employee(session, ticket, said)

    async def _explain(
        self, session: AsyncSession, ticket: TicketRow, said: Spoken, crossing: Crossing
    ) -> None:
        """Why it stays: nothing of a plain note, each time of a hidden one, else once for each reason."""
        requester = await self._name(ticket.requester)
        if crossing is Crossing.INSIDE:
            if not self._notes.begin(said.text):
                await self._whisper(session, ticket, said, border.holds_a_note(requester))
        elif not await tickets.noted(session, ticket.number, crossing, said.user):
            await tickets.note(session, ticket.number, said.user, crossing)
            offers = (JOIN,) if crossing is Crossing.NOT_ASSIGNEE else ()
            await self._whisper(session, ticket, said, await self._why(ticket, crossing, requester), *offers)

    async def _why(self, ticket: TicketRow, crossing: Crossing, requester: str) -> str:
        if crossing is Crossing.UNCLAIMED:
            return border.claim_first(requester)
        if crossing is Crossing.OVER:
            return border.over(requester, ticket)
        return border.not_yours(await self._name(ticket.assignee or ""), requester)

    async def _whisper(
        self, session: AsyncSession, ticket: TicketRow, said: Spoken, text: str, *offers: Press
    ) -> None:
        place = await tickets.packet_place(session, ticket) or Place(said.source.partition(":")[0])
        await self._line.say(session, Whisper(place, said.user, text, ticket.number, offers))

    async def _name(self, user: str) -> str:
        return woven((await self._people.member(user)).name)

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
            writer=said.user,
        )

    async def _inside(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        place = await tickets.packet_place(session, ticket) or Place("")
        await self._line.say(session, InPacketThread(place.channel, ticket.packet or "", ticket.number, text))
