"""Who of the staff writes to the employee: whoever has the ticket, and colleagues who joined them."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.states import OWNED
from bot.governance.people import People
from bot.store.tables import JoinRow, TicketRow


async def may_write(session: AsyncSession, people: People, ticket: TicketRow, user: str) -> bool:
    """Whether this person's words cross to the employee now."""
    if ticket.state not in OWNED or not ticket.assignee:
        return False
    if user == ticket.assignee:
        return True
    return await has_joined(session, ticket, user) and user in await people.staff(ticket.desk)


async def has_joined(session: AsyncSession, ticket: TicketRow, user: str) -> bool:
    """Whether somebody joined those who have the ticket now; joining ends when it changes hands."""
    return await session.get(JoinRow, (ticket.number, user, ticket.assignee or "")) is not None


async def join(session: AsyncSession, ticket: TicketRow, user: str) -> None:
    """From now on, for as long as the ticket stays in these hands."""
    session.add(JoinRow(ticket=ticket.number, user=user, beside=ticket.assignee))
    await session.flush()


async def leave(session: AsyncSession, ticket: TicketRow, user: str) -> bool:
    """No longer; whether they had joined at all."""
    found = await session.scalar(
        select(JoinRow.user).where(JoinRow.ticket == ticket.number, JoinRow.user == user).limit(1)
    )
    await session.execute(delete(JoinRow).where(JoinRow.ticket == ticket.number, JoinRow.user == user))
    return found is not None
