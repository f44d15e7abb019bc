"""Drafts of articles, made from what people solved; nobody reads one before a person approved it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import DraftRow, TicketRow

WORTH_KEEPING = 6
"""A fix of fewer words ("done", "solved by phone") helps nobody else."""

EVERYBODY = "everybody"
"""The audience of an article that all may read; any other is a desk's name."""

FOR_PEOPLE_ALONE = "never:"
"""`TicketRow.rule` of what no machine may touch; nothing is made of it either."""

TITLE = 80


class State(StrEnum):
    """How a draft stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


async def draft(session: AsyncSession, ticket: TicketRow, by: str) -> bool:
    """Make a draft of a request that a person has just solved; False where there is nothing to keep.

    The people of the desk alone see it, and as an article too, until they say otherwise.
    """
    if len(ticket.fix.split()) < WORTH_KEEPING or ticket.rule.startswith(FOR_PEOPLE_ALONE):
        return False
    first = " ".join(ticket.request.split())
    return await insert_once(
        session,
        DraftRow,
        ticket=ticket.number,
        team=ticket.team,
        desk=ticket.desk,
        title=first if len(first) <= TITLE else first[: TITLE - 1].rstrip() + "…",
        body=ticket.fix.strip(),
        audience=ticket.desk,
        state=State.DRAFT,
        author=by,
    )


async def find(session: AsyncSession, team: str, ticket: int) -> DraftRow | None:
    """The draft made of a ticket of this workspace."""
    return await session.scalar(select(DraftRow).where(DraftRow.team == team, DraftRow.ticket == ticket))


async def waiting(
    session: AsyncSession, team: str, desks: Collection[str], limit: int = 10
) -> Sequence[DraftRow]:
    """What the people of these desks could make articles of, the newest first."""
    query = select(DraftRow).where(
        DraftRow.team == team, DraftRow.desk.in_(sorted(desks)), DraftRow.state == State.DRAFT
    )
    return (await session.scalars(query.order_by(DraftRow.ticket.desc()).limit(limit))).all()


async def latest(
    session: AsyncSession, team: str, desks: Collection[str], limit: int = 10
) -> Sequence[DraftRow]:
    """The articles that the people of these desks made, the newest first."""
    query = select(DraftRow).where(
        DraftRow.team == team, DraftRow.desk.in_(sorted(desks)), DraftRow.state == State.APPROVED
    )
    return (await session.scalars(query.order_by(DraftRow.decided_at.desc()).limit(limit))).all()


async def articles(session: AsyncSession, team: str) -> Sequence[int]:
    """The tickets of which an article was made."""
    query = select(DraftRow.ticket).where(DraftRow.team == team, DraftRow.state == State.APPROVED)
    return (await session.scalars(query)).all()


async def read(session: AsyncSession, team: str, made_of: Collection[int]) -> Sequence[DraftRow]:
    """The articles made of these tickets."""
    query = select(DraftRow).where(DraftRow.team == team, DraftRow.ticket.in_(made_of))
    return (await session.scalars(query)).all()


async def decide(session: AsyncSession, ticket: int, state: State, by: str, **columns: Any) -> bool:
    """Approve (with title, body and audience as edited), drop, or withdraw what was approved.

    False when somebody was faster.
    """
    before = State.APPROVED if state is State.WITHDRAWN else State.DRAFT
    done = await session.execute(
        update(DraftRow)
        .where(DraftRow.ticket == ticket, DraftRow.state == before)
        .values(state=state, decided_by=by, decided_at=now(), **columns)
    )
    return cast("CursorResult[Any]", done).rowcount == 1


@dataclass(frozen=True)
class Counts:
    """What people's work left behind: drafts, articles; and what was handed to them."""

    waiting: int
    approved: int
    handed_over: int


async def counts(session: AsyncSession, team: str) -> Counts:
    """How many there are of each."""
    states = select(DraftRow.state, func.count()).where(DraftRow.team == team).group_by(DraftRow.state)
    found = dict((await session.execute(states)).all())
    handed = select(func.count()).where(TicketRow.team == team, TicketRow.handed_at.is_not(None))
    return Counts(found.get(State.DRAFT, 0), found.get(State.APPROVED, 0), await session.scalar(handed) or 0)
