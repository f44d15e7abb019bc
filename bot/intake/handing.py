"""Handing a ticket to its desk with everything in hand: gathers what the packet is built from."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.rooms import Rooms
from bot.store.tables import RunRow, TicketRow
from memory import Said


async def hand_over(
    rooms: Rooms, session: AsyncSession, ticket: TicketRow, because: str, *, rule: str, suggestion: str = ""
) -> None:
    """Build the packet and put it on the desk; the employee is told in her thread."""
    said = await rooms.memory.transcript(session, ticket.team, f"{ticket.channel}:{ticket.thread}")
    packet = await rooms.desk.pack(
        session,
        ticket,
        reason=because,
        rule=rule,
        thread=said,
        links=await _links(rooms, said),
        unknown=_unknown(rooms, await session.get(RunRow, ticket.number)),
        suggestion=suggestion,
    )
    await rooms.desk.hand_over(session, ticket, packet, because, rule)


async def _links(rooms: Rooms, said: list[Said]) -> dict[str, str]:
    """Permalinks of what people said; such messages have the id `channel:ts`."""
    places = {line.id: line.id.partition(":") for line in said if ":" in line.id}
    return {name: await rooms.line.link(channel, ts) for name, (channel, _, ts) in places.items()}


def _unknown(rooms: Rooms, run: RunRow | None) -> list[str]:
    skill = rooms.catalog.skills.get(run.skill) if run else None
    if run is None or skill is None:
        return []
    missing = (wanted for wanted in skill.badge.inputs if wanted.name not in run.inputs)
    return [wanted.label for wanted in missing if not wanted.optional]
