"""Answers that are looked at again: those in doubt, and a share of all the others; and what people found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import CheckRow, TicketRow
from memory.lexical import words

BY_COWORKER = "ai"
"""`TicketRow.solved_by` of a request that no person had to touch."""

LOOK_BACK = 10


class Why(StrEnum):
    """What brought an answer here; the value is how people read it."""

    DID_NOT_HELP = "the employee said that it did not help"
    REOPENED = "the employee came back: it was not solved"
    ASKED_AGAIN = "the employee soon asked the same again"
    SAMPLED = "one of the share that is always checked"


class Verdict(StrEnum):
    """What a person found."""

    PASSED = "passed"
    FAILED = "failed"


async def doubt(session: AsyncSession, ticket: TicketRow, why: Why) -> None:
    """Have somebody look at what a coworker solved alone. A doubt that comes later asks for another look."""
    if ticket.solved_by != BY_COWORKER:
        return
    columns = {"team": ticket.team, "desk": ticket.desk, "coworker": ticket.coworker, "why": why}
    if await insert_once(session, CheckRow, ticket=ticket.number, **columns):
        return
    await session.execute(
        update(CheckRow)
        .where(CheckRow.ticket == ticket.number, CheckRow.why == Why.SAMPLED)
        .values(why=why, verdict="", reviewer="", decided_at=None)
    )


async def sample(session: AsyncSession, ticket: TicketRow, share: float) -> None:
    """Have this share of what coworkers solve alone looked at; the ticket's number decides, once for all."""
    digest = blake2b(f"{ticket.team}:{ticket.number}".encode(), digest_size=4).digest()
    if int.from_bytes(digest) < share * 2**32:
        await doubt(session, ticket, Why.SAMPLED)


async def asked_again(session: AsyncSession, ticket: TicketRow, skill: str, hours: int) -> None:
    """Doubt what was solved for the same person so lately that a request in like words asks for it again."""
    query = select(TicketRow).where(
        TicketRow.team == ticket.team,
        TicketRow.requester == ticket.requester,
        TicketRow.state == "solved",
        TicketRow.solved_by == BY_COWORKER,
        TicketRow.skill == skill,
        TicketRow.solved_at > ticket.opened_at - timedelta(hours=hours),
    )
    for before in await session.scalars(query.order_by(TicketRow.number.desc()).limit(LOOK_BACK)):
        if _alike(before.request, ticket.request):
            await doubt(session, before, Why.ASKED_AGAIN)


def _alike(one: str, other: str) -> bool:
    """Whether the shorter of two requests says little that the longer does not."""
    said, again = set(words(one)), set(words(other))
    return 2 * len(said & again) > min(len(said), len(again))


async def waiting(
    session: AsyncSession, team: str, desks: Collection[str], limit: int = 20
) -> Sequence[CheckRow]:
    """What people of these desks have yet to look at: doubts first, then the oldest."""
    query = select(CheckRow).where(
        CheckRow.team == team, CheckRow.desk.in_(sorted(desks)), CheckRow.verdict == ""
    )
    ordered = query.order_by(CheckRow.why == Why.SAMPLED, CheckRow.ticket).limit(limit)
    return (await session.scalars(ordered)).all()


async def judge(session: AsyncSession, ticket: int, verdict: Verdict, by: str) -> bool:
    """Say what one found; False when there is nothing to look at, or somebody was faster."""
    done = await session.execute(
        update(CheckRow)
        .where(CheckRow.ticket == ticket, CheckRow.verdict == "")
        .values(verdict=verdict, reviewer=by, decided_at=now())
    )
    return cast("CursorResult[Any]", done).rowcount == 1


@dataclass(frozen=True)
class Checked:
    """Counts of a coworker's answers: looked at and found good or not, in doubt, and still waiting."""

    passed: int = 0
    failed: int = 0
    waiting: int = 0
    doubted: int = 0

    @property
    def pass_rate(self) -> float | None:
        """The share found good among those looked at; None where nobody has looked."""
        looked_at = self.passed + self.failed
        return self.passed / looked_at if looked_at else None


async def checked(session: AsyncSession, team: str) -> Mapping[str, Checked]:
    """Each coworker's counts; one of whom nothing was to be checked is not there."""
    columns = (
        func.count().filter(CheckRow.verdict == Verdict.PASSED),
        func.count().filter(CheckRow.verdict == Verdict.FAILED),
        func.count().filter(CheckRow.verdict == ""),
        func.count().filter(CheckRow.why != Why.SAMPLED),
    )
    query = select(CheckRow.coworker, *columns).where(CheckRow.team == team).group_by(CheckRow.coworker)
    return {row[0]: Checked(*row[1:]) for row in await session.execute(query)}
