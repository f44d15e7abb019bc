"""What became of an inbound message: one row for each, whatever happens."""

from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.turn import Inbound
from bot.store.tables import Outcome


class Became(StrEnum):
    """The outcomes a message can have."""

    ANSWERED = "answered"
    ASKED = "asked"
    RELAYED = "relayed"
    ESCALATED = "escalated"
    NOTED = "noted"
    REFUSED = "refused"
    IGNORED = "ignored"


async def record(
    session: AsyncSession,
    turn: Inbound,
    what: Became,
    reason: str = "",
    *,
    ticket: int | None = None,
    rule: str = "",
    score: float | None = None,
) -> None:
    """Write the outcome of a turn; what it came to in the end replaces what it came to on the way."""
    await session.merge(
        Outcome(
            inbound=turn.key,
            conversation=turn.conversation,
            what=what,
            ticket=ticket,
            rule=rule,
            score=score,
            reason=reason,
        )
    )
    await session.flush()


async def recorded(session: AsyncSession, inbound: str) -> bool:
    """Whether a turn has its outcome."""
    return bool(await session.scalar(select(exists().where(Outcome.inbound == inbound))))


async def require(session: AsyncSession, turn: Inbound) -> None:
    """A turn does not end without one; raises LookupError, and then a person gets it."""
    if await session.get(Outcome, turn.key) is None:
        raise LookupError(f"The turn {turn.key} came to no outcome.")
