"""Packets on the wall of a desk: put up once for each handover, drawn again whenever the ticket moves."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import handoffs, links
from bot.desk import incident_words as words
from bot.desk.messages import Beside, Packet, PacketCard, PacketChanged, Place, Standing
from bot.desk.packets.packet import put_right
from bot.desk.ports import Line
from bot.desk.shorten import one_line
from bot.desk.states import OWNED, WITH_DESK, State
from bot.store.tables import IncidentRow, PacketRow, TicketRow

_HERS = frozenset(
    {"requester", "title", "timezone", "local_time", "email", "request", "own_words", "summary", "facts"}
    | {"tried", "urgency", "suggestion", "link", "related", "mood", "corrections", "stale", "more_words"}
    | {"language", "answered"}
)
"""What of a packet is about whoever asked, or in their words."""

FORGOTTEN = "Somebody who is forgotten"
OTHERS_WAIT = "Whoever asked first wants it forgotten; others still wait for this."

_packets = TypeAdapter(Packet)


class Cards:
    """Keeps what each card shows, because a change in Slack replaces the whole message."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def put_up(self, session: AsyncSession, ticket: TicketRow, packet: Packet) -> None:
        """Post the packet in its desk's channel and remember which message it is."""
        channel = await self._line.channel_of(packet.desk)
        card = PacketCard(Place(channel), packet, await _standing(session, ticket))
        ticket.packet = await self._line.say(session, card)
        content = _packets.dump_python(packet, mode="json")
        session.add(PacketRow(message=ticket.packet, ticket=ticket.number, channel=channel, content=content))
        await session.flush()
        await handoffs.took_along(session, ticket)

    async def redraw(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Show in the card itself how the ticket stands now."""
        await self._draw(session, ticket, await _standing(session, ticket))

    async def leave(self, session: AsyncSession, ticket: TicketRow, where: str) -> None:
        """The card that stays behind when a ticket goes to another desk says where it went."""
        await self._draw(session, ticket, Standing(ticket.state, elsewhere=where))

    async def _draw(self, session: AsyncSession, ticket: TicketRow, standing: Standing) -> None:
        if row := await _row(session, ticket):
            card = PacketCard(Place(row.channel), _packets.validate_python(row.content), standing)
            await self._line.say(session, PacketChanged(card, row.message))

    async def read(self, session: AsyncSession, ticket: TicketRow) -> Packet | None:
        """The packet as it was handed over, with the corrections made since."""
        row = await _row(session, ticket)
        return _packets.validate_python(row.content) if row else None

    async def empty(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Whoever asked is forgotten, and others wait with them: the card stays, without a word of theirs."""
        if row := await _row(session, ticket):
            row.content = _packets.dump_python(_nobody(_packets.validate_python(row.content)), mode="json")
            await session.flush()
            await self.redraw(session, ticket)

    async def correct(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        """Put the employee's correction on the card; the newest few are kept there."""
        row = await _row(session, ticket)
        if row is None:
            return
        packet = _packets.validate_python(row.content)
        row.content = _packets.dump_python(put_right(packet, text), mode="json")
        await session.flush()
        await self.redraw(session, ticket)


def _nobody(packet: Packet) -> Packet:
    """What can be said of a request whose author is forgotten."""
    blank: dict[str, Any] = {name: type(getattr(packet, name))() for name in _HERS}
    content = _packets.dump_python(packet) | blank
    return _packets.validate_python(content | {"name": FORGOTTEN, "reason": OTHERS_WAIT, "unknown": ()})


async def _standing(session: AsyncSession, ticket: TicketRow) -> Standing:
    """How a ticket stands, as its card shows it."""
    since = ticket.claimed_at if ticket.state in OWNED else ticket.handed_at
    solved = ticket.state == State.SOLVED
    lead = await links.lead_of(session, ticket)
    incident = await session.get(IncidentRow, ticket.number)
    return Standing(
        state=ticket.state,
        assignee=ticket.assignee or "",
        since=ticket.solved_at if solved else since,
        fix=ticket.fix if solved else "",
        severity=ticket.severity,
        held_until=ticket.held_until,
        held_because=ticket.held_because,
        group=ticket.assigned_group,
        alike=await _alike(session, ticket) if ticket.state in WITH_DESK and not lead else (),
        lead=lead.number if lead else None,
        incident=(incident.title or words.UNNAMED) if incident and ticket.state in WITH_DESK else "",
        people=1 + (await links.how_many(session, ticket.number) if incident else 0),
        snoozed_until=ticket.snoozed_until,
    )


async def _alike(session: AsyncSession, ticket: TicketRow) -> tuple[Beside, ...]:
    found = await links.resembled(session, ticket)
    people = [1 + await links.how_many(session, other.number) for other in found]
    return tuple(
        Beside(other.number, one_line(other.request, 80), count)
        for other, count in zip(found, people, strict=True)
    )


async def _row(session: AsyncSession, ticket: TicketRow) -> PacketRow | None:
    """Its own card; a ticket in an incident may have none and point to its lead's."""
    row = await session.get(PacketRow, ticket.packet) if ticket.packet else None
    return row if row and row.ticket == ticket.number else None
