"""Packets on the wall of a desk: put up once for each handover, drawn again whenever the ticket moves."""

from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import handoffs
from bot.desk.messages import Packet, PacketCard, PacketChanged, Place, Standing
from bot.desk.ports import Line
from bot.desk.shorten import one_line
from bot.desk.states import OWNED, State
from bot.store.tables import PacketRow, TicketRow

CORRECTIONS = 2
CORRECTION = 110

_packets = TypeAdapter(Packet)


class Cards:
    """Keeps what each card shows, because a change in Slack replaces the whole message."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def put_up(self, session: AsyncSession, ticket: TicketRow, packet: Packet) -> None:
        """Post the packet in its desk's channel and remember which message it is."""
        channel = await self._line.channel_of(packet.desk)
        ticket.packet = await self._line.say(session, PacketCard(Place(channel), packet, standing(ticket)))
        content = _packets.dump_python(packet, mode="json")
        session.add(PacketRow(message=ticket.packet, ticket=ticket.number, channel=channel, content=content))
        await session.flush()
        await handoffs.took_along(session, ticket)

    async def redraw(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Show in the card itself how the ticket stands now."""
        if row := await _row(session, ticket):
            card = PacketCard(Place(row.channel), _packets.validate_python(row.content), standing(ticket))
            await self._line.say(session, PacketChanged(card, row.message))

    async def read(self, session: AsyncSession, ticket: TicketRow) -> Packet | None:
        """The packet as it was handed over, with the corrections made since."""
        row = await _row(session, ticket)
        return _packets.validate_python(row.content) if row else None

    async def correct(self, session: AsyncSession, ticket: TicketRow, text: str) -> None:
        """Put the employee's correction on the card; the newest few are kept there."""
        row = await _row(session, ticket)
        if row is None:
            return
        packet = _packets.validate_python(row.content)
        corrections = (*packet.corrections, one_line(text, CORRECTION))[-CORRECTIONS:]
        row.content = _packets.dump_python(replace(packet, corrections=corrections), mode="json")
        await session.flush()
        await self.redraw(session, ticket)


def standing(ticket: TicketRow) -> Standing:
    """How a ticket stands, as its card shows it."""
    since = ticket.claimed_at if ticket.state in OWNED else ticket.handed_at
    return Standing(
        state=ticket.state,
        assignee=ticket.assignee or "",
        since=ticket.solved_at if ticket.state == State.SOLVED else since,
        fix=ticket.fix if ticket.state == State.SOLVED else "",
        severity=ticket.severity,
        held_until=ticket.held_until,
        held_because=ticket.held_because,
    )


async def _row(session: AsyncSession, ticket: TicketRow) -> PacketRow | None:
    return await session.get(PacketRow, ticket.packet) if ticket.packet else None
