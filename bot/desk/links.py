"""Which tickets go together, as the store knows it: duplicates, incidents, and what resembles what."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.states import WITH_DESK, State
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import IncidentRow, LikenessRow, LinkRow, TicketRow, TicketThread

FRESH = timedelta(hours=8)
"""What was handed over longer ago than a working day is hardly the trouble of now."""
COMPARED = 60
OPEN_AT_ONCE = 20
"""Open incidents that a new report is compared with, the latest."""
SHOWN = 2
WITHOUT_MACHINES = "never:"
"""How the rule of a ticket begins that belongs to people alone; it is compared with nobody's."""


class Kind(StrEnum):
    """How a ticket goes with its lead."""

    DUPLICATE = "duplicate"
    """The same person asked for the same twice."""
    INCIDENT = "incident"
    """Somebody else reports the same trouble."""


async def link(session: AsyncSession, ticket: TicketRow, lead: TicketRow, kind: Kind, by: str) -> None:
    """Write down that a ticket goes with a lead; what it went with before is forgotten."""
    await session.execute(delete(LinkRow).where(LinkRow.ticket == ticket.number))
    session.add(LinkRow(ticket=ticket.number, lead=lead.number, kind=kind, by=by))
    if kind is Kind.DUPLICATE and ticket.thread != lead.thread:
        thread = {"ticket": lead.number, "channel": ticket.channel, "thread": ticket.thread}
        await insert_once(session, TicketThread, **thread)
    await session.flush()


async def lead_of(session: AsyncSession, ticket: TicketRow) -> TicketRow | None:
    """The lead of a ticket that goes with another one now."""
    row = await session.get(LinkRow, ticket.number)
    together = ticket.state == State.LINKED or (row is not None and row.kind == Kind.DUPLICATE)
    return await session.get(TicketRow, row.lead) if row and together else None


async def linked(session: AsyncSession, lead: int) -> Sequence[TicketRow]:
    """The tickets that wait for this lead to be solved, oldest first."""
    query = (
        select(TicketRow)
        .join(LinkRow, LinkRow.ticket == TicketRow.number)
        .where(LinkRow.lead == lead, LinkRow.kind == Kind.INCIDENT, TicketRow.state == State.LINKED)
    )
    return (await session.scalars(query.order_by(TicketRow.number))).all()


async def how_many(session: AsyncSession, lead: int) -> int:
    """How many tickets wait for this lead to be solved."""
    query = (
        select(func.count())
        .select_from(LinkRow)
        .join(TicketRow, LinkRow.ticket == TicketRow.number)
        .where(LinkRow.lead == lead, LinkRow.kind == Kind.INCIDENT, TicketRow.state == State.LINKED)
    )
    return await session.scalar(query) or 0


async def followed(session: AsyncSession, found: Sequence[TicketRow]) -> Sequence[TicketRow]:
    """The same tickets; where one was closed as a duplicate the one it goes on as stands in its place."""
    closed = {ticket.number for ticket in found if ticket.state == State.CLOSED}
    if not closed:
        return found
    query = (
        select(LinkRow.ticket, TicketRow)
        .join(TicketRow, LinkRow.lead == TicketRow.number)
        .where(LinkRow.ticket.in_(closed), LinkRow.kind == Kind.DUPLICATE)
    )
    leads = {row[0]: row[1] for row in await session.execute(query)}
    return list({(each := leads.get(t.number, t)).number: each for t in found}.values())


async def open_incidents(
    session: AsyncSession, team: str, *desks: str
) -> list[tuple[IncidentRow, TicketRow]]:
    """Incidents of a company that are not solved, with their leads; of all desks, or of those named."""
    query = (
        select(IncidentRow, TicketRow)
        .join(TicketRow, IncidentRow.lead == TicketRow.number)
        .where(IncidentRow.team == team, IncidentRow.solved_at.is_(None), TicketRow.state.in_(WITH_DESK))
    )
    query = query.where(TicketRow.desk.in_(desks)) if desks else query
    rows = await session.execute(query.order_by(IncidentRow.lead.desc()).limit(OPEN_AT_ONCE))
    return [(row[0], row[1]) for row in rows]


async def recent(session: AsyncSession, ticket: TicketRow) -> Sequence[TicketRow]:
    """What lies on the same desk since a few hours, newest first, without what belongs to people alone."""
    query = (
        select(TicketRow)
        .where(
            TicketRow.team == ticket.team,
            TicketRow.desk == ticket.desk,
            TicketRow.number != ticket.number,
            TicketRow.state.in_(WITH_DESK),
            TicketRow.opened_at > now() - FRESH,
            TicketRow.rule.not_like(f"{WITHOUT_MACHINES}%"),
        )
        .order_by(TicketRow.number.desc())
    )
    return (await session.scalars(query.limit(COMPARED))).all()


async def note_likeness(
    session: AsyncSession, ticket: TicketRow, likest: Sequence[tuple[float, int]]
) -> None:
    """Keep what a ticket resembles, best first, for its card."""
    await session.execute(delete(LikenessRow).where(LikenessRow.ticket == ticket.number))
    for score, other in likest[:SHOWN]:
        session.add(LikenessRow(ticket=ticket.number, other=other, score=score))
    await session.flush()


async def resembled(session: AsyncSession, ticket: TicketRow) -> Sequence[TicketRow]:
    """The tickets that this one may be the same as, likeliest first, as far as they still wait."""
    query = (
        select(TicketRow)
        .join(LikenessRow, LikenessRow.other == TicketRow.number)
        .where(
            LikenessRow.ticket == ticket.number,
            TicketRow.desk == ticket.desk,
            TicketRow.state.in_(WITH_DESK),
        )
    )
    return (await session.scalars(query.order_by(LikenessRow.score.desc()))).all()
