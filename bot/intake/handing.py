"""Handing a ticket to its desk with everything in hand: gathers what the packet is built from."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Known
from bot.intake.rooms import Rooms
from bot.store.tables import RunRow, TicketRow
from memory import Fact, Role


async def hand_over(
    rooms: Rooms, session: AsyncSession, ticket: TicketRow, because: str, *, rule: str, suggestion: str = ""
) -> None:
    """Build the packet and put it on the desk; the employee is told in her thread."""
    conversation = f"{ticket.channel}:{ticket.thread}"
    said = await rooms.memory.transcript(session, ticket.team, conversation)
    packet = await rooms.desk.pack(
        session,
        ticket,
        reason=because,
        rule=rule,
        own_words=[line.text for line in said if line.role is Role.EMPLOYEE],
        summary=(await rooms.memory.summary(session, ticket.team, conversation)).text,
        facts=await _facts(rooms, session, ticket, conversation),
        unknown=_unknown(rooms, await session.get(RunRow, ticket.number)),
        suggestion=suggestion,
    )
    await rooms.desk.hand_over(session, ticket, packet, because, rule)


async def _facts(rooms: Rooms, session: AsyncSession, ticket: TicketRow, conversation: str) -> list[Known]:
    facts = await rooms.memory.facts(session, ticket.team, ticket.requester, conversation, current=False)
    replaced = {fact.superseded_by: fact.value for fact in facts if fact.superseded_by}
    return [
        Known(
            fact.key,
            fact.value,
            await _said_at(rooms, ticket, fact),
            replaced.get(fact.source_id, ""),
        )
        for fact in facts
        if not fact.superseded_by
    ]


async def _said_at(rooms: Rooms, ticket: TicketRow, fact: Fact) -> str:
    ts = fact.source_id.rpartition(":")[2]
    return await rooms.line.link(ticket.channel, ts) if ts.replace(".", "").isdigit() else ""


def _unknown(rooms: Rooms, run: RunRow | None) -> list[str]:
    skill = rooms.catalog.skills.get(run.skill) if run else None
    if run is None or skill is None:
        return []
    return [
        wanted.label for wanted in skill.badge.inputs if wanted.name not in run.inputs and not wanted.optional
    ]
