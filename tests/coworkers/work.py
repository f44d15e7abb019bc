"""Tickets and deeds as a busy week leaves them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.audit import Audit, Outcome
from bot.store.base import now
from bot.store.tables.tickets import TicketEvent, TicketRow


async def ticket(session: AsyncSession, **columns: Any) -> TicketRow:
    """A ticket of Ada's that Jordan works on, different in these columns."""
    usual: dict[str, Any] = {
        "team": "T1",
        "channel": "D1",
        "thread": "1.0",
        "requester": "UADA",
        "coworker": "jordan",
        "desk": "it",
        "skill": "password_reset",
        "state": "open",
        "request": "I forgot my Okta password",
    }
    row = TicketRow(**{**usual, **columns})
    session.add(row)
    await session.flush()
    return row


async def solved(session: AsyncSession, by: str = "ai", **columns: Any) -> TicketRow:
    """A ticket that is solved."""
    return await ticket(session, state="solved", solved_at=now(), solved_by=by, **columns)


async def said(session: AsyncSession, row: TicketRow, what: str) -> None:
    """The employee said something about how it went."""
    session.add(TicketEvent(ticket=row.number, actor=row.requester, what=what))
    await session.flush()


async def did(
    session: AsyncSession, action: str, key: str, outcome: Outcome = Outcome.DONE, **more: Any
) -> None:
    """Jordan did something for Ada."""
    deed = {"actor": "jordan", "on_behalf_of": "UADA", "ticket": 1, "why": "Asked for it.", **more}
    await Audit().record(session, outcome, team="T1", action=action, key=key, **deed)
