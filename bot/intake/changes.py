"""Edits and deletions: mirrored to the other side and in memory, never taken as new requests."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.relays import Crossing, Spoken
from bot.intake import outcomes
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.turn import Deleted, Edited
from bot.store.tables import TicketRow


async def edit(rooms: Rooms, session: AsyncSession, turn: Edited) -> list[int]:
    """Change what crossed, and what is remembered."""
    source = f"{turn.channel}:{turn.ts}"
    await rooms.memory.amend(session, source, turn.text)
    ticket = await _ticket(session, turn, source)
    if ticket is None:
        return await _nothing(session, turn)
    crossing = await rooms.desk.relays.edited(session, ticket, Spoken(turn.user, turn.text, source))
    return await _done(session, turn, ticket, crossing)


async def delete(rooms: Rooms, session: AsyncSession, turn: Deleted) -> list[int]:
    """Take back what crossed, and forget it."""
    source = f"{turn.channel}:{turn.ts}"
    await rooms.memory.drop(session, source)
    ticket = await _ticket(session, turn, source)
    if ticket is None:
        return await _nothing(session, turn)
    crossing = await rooms.desk.relays.deleted(session, ticket, turn.user, source)
    return await _done(session, turn, ticket, crossing)


async def _ticket(session: AsyncSession, turn: Edited | Deleted, source: str) -> TicketRow | None:
    """The ticket a message belongs to: it was relayed, or it stands in the thread of one."""
    if crossed := await tickets.relayed(session, source):
        return crossed[0]
    if packet := await tickets.by_packet(session, turn.team, turn.channel, turn.thread):
        return packet
    here = await tickets.in_thread(session, turn.team, turn.channel, turn.thread)
    return next((ticket for ticket in reversed(here) if ticket.requester == turn.user), None)


async def _nothing(session: AsyncSession, turn: Edited | Deleted) -> list[int]:
    await outcomes.record(session, turn, Became.IGNORED, "It belongs to no request.")
    return []


async def _done(
    session: AsyncSession, turn: Edited | Deleted, ticket: TicketRow, crossing: Crossing
) -> list[int]:
    what = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    await outcomes.record(session, turn, what, crossing, ticket=ticket.number)
    return []
