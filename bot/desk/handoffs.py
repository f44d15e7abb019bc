"""Who has a ticket, and how it came to them: each change of owner is a row, and the rows form a chain."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.states import OWNED, WITH_COWORKER, WITH_DESK, State
from bot.store.tables import HandoffRow, TicketRow


def owner(ticket: TicketRow) -> str:
    """Who has it: `coworker:jordan`, `desk:it`, `person:U123`; "" once it is over. Never two at a time."""
    state = State(ticket.state)
    if state in WITH_COWORKER:
        return f"coworker:{ticket.coworker}"
    if state in OWNED:
        return f"person:{ticket.assignee}"
    return f"desk:{ticket.desk}" if state in WITH_DESK else ""


async def changed_hands(session: AsyncSession, ticket: TicketRow, before: str, by: str, why: str) -> None:
    """Write down that somebody else has it than `before`, if so; call it with whatever changed the owner.

    That it is over is no handoff: nobody takes it.
    """
    taker = owner(ticket)
    if taker in {"", before}:
        return
    giver = await _latest(session, ticket.number)
    row = HandoffRow(
        ticket=ticket.number,
        giver=before if giver is None else giver,
        taker=taker,
        by=by,
        why=why,
        packet=ticket.packet,
    )
    session.add(row)
    await session.flush()


async def go_to(session: AsyncSession, ticket: TicketRow, desk: str, coworker: str, why: str) -> None:
    """Another desk's coworker goes on with it; the employee's thread stays the same."""
    before = owner(ticket)
    ticket.desk, ticket.coworker = desk, coworker
    await session.flush()
    await changed_hands(session, ticket, before, before.partition(":")[2], why)


async def took_along(session: AsyncSession, ticket: TicketRow) -> None:
    """The packet that was put up for whoever has it now is what the handoff gave them."""
    latest = select(func.max(HandoffRow.id)).where(HandoffRow.ticket == ticket.number)
    newest = HandoffRow.id == latest.scalar_subquery()
    await session.execute(update(HandoffRow).where(newest).values(packet=ticket.packet))


async def chain(session: AsyncSession, number: int) -> Sequence[HandoffRow]:
    """Every change of owner, in order."""
    query = select(HandoffRow).where(HandoffRow.ticket == number).order_by(HandoffRow.id)
    return (await session.scalars(query)).all()


async def _latest(session: AsyncSession, number: int) -> str | None:
    query = select(HandoffRow.taker).where(HandoffRow.ticket == number).order_by(HandoffRow.id.desc())
    taker: str | None = await session.scalar(query.limit(1))
    return taker
