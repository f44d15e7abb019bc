"""A desk's queue for the Home page: the part of it that somebody looks at, a page at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.requests import WAITING, Request, read
from bot.coworkers.rooms import CommandRooms
from bot.store.tables import IncidentRow, QueueViewRow, TicketRow

PAGE = 10
"""Tickets on a page; each takes two blocks of the hundred that a view may have."""
LAST_PAGE = 10_000
GRAVE = case({"critical": 0, "high": 1, "normal": 2}, value=TicketRow.severity, else_=3)


class Part(StrEnum):
    """The parts of a queue."""

    ALL = "all"
    UNCLAIMED = "unclaimed"
    MINE = "mine"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    INCIDENT = "incident"


@dataclass(frozen=True)
class Window:
    """What of the queue is shown: a part, a page of so many, one desk or ("") all of `desks` (name: title).

    `counts` says how many tickets each part has; `pages` is at least 1.
    """

    part: Part = Part.ALL
    desk: str = ""
    page: int = 0
    pages: int = 1
    counts: Mapping[Part, int] = field(default_factory=dict)
    desks: Mapping[str, str] = field(default_factory=dict)


WHOLE = Window()


async def look_at(session: AsyncSession, team: str, user: str, choice: str) -> None:
    """Remember what somebody wants to see, `<part>|<desk>|<page>`; what is none of these is left out."""
    part, _, rest = choice.partition("|")
    desk, _, page = rest.partition("|")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
    row = QueueViewRow(
        team=team,
        user=user,
        desk=desk[:80],
        part=part if part in set(Part) else Part.ALL,
        page=min(number, LAST_PAGE),
    )
    await session.merge(row)
    await session.flush()


async def queue_page(
    rooms: CommandRooms, session: AsyncSession, team: str, user: str, desks: Collection[str]
) -> tuple[Window, tuple[Request, ...]]:
    """The window somebody looks through, and its tickets: unclaimed first, then the gravest, the oldest."""
    wanted = await session.get(QueueViewRow, (team, user))
    desk = wanted.desk if wanted and wanted.desk in desks else ""
    part = Part(wanted.part) if wanted else Part.ALL
    parts = _parts(user, rooms.now())
    here = _of(team, [desk] if desk else desks)
    counts = await _counts(session, here, parts)
    pages = max(1, -(-counts[part] // PAGE))
    page = min(wanted.page if wanted else 0, pages - 1)
    rows = (
        select(TicketRow)
        .where(here, parts[part])
        .order_by(TicketRow.state != "queued", GRAVE, TicketRow.number)
        .offset(page * PAGE)
        .limit(PAGE)
    )
    titles = {name: rooms.desk_title(name) for name in desks}
    window = Window(part, desk, page, pages, counts, titles)
    return window, await read(rooms, (await session.scalars(rows)).all())


def _of(team: str, desks: Collection[str]) -> ColumnElement[bool]:
    return and_(TicketRow.team == team, TicketRow.desk.in_(sorted(desks)), TicketRow.state.in_(WAITING))


def _parts(user: str, at: datetime) -> dict[Part, ColumnElement[bool]]:
    asleep = and_(TicketRow.snoozed_until.is_not(None), TicketRow.snoozed_until > at)
    awake = or_(TicketRow.snoozed_until.is_(None), TicketRow.snoozed_until <= at)
    leads = select(IncidentRow.lead).where(IncidentRow.solved_at.is_(None))
    return {
        Part.ALL: and_(awake, TicketRow.state != "linked"),
        Part.UNCLAIMED: and_(awake, TicketRow.state == "queued"),
        Part.MINE: and_(awake, TicketRow.assignee == user),
        Part.WAITING: and_(awake, TicketRow.state.in_(("waiting", "on hold"))),
        Part.SNOOZED: asleep,
        Part.INCIDENT: TicketRow.number.in_(leads),
    }


async def _counts(
    session: AsyncSession, here: ColumnElement[bool], parts: Mapping[Part, ColumnElement[bool]]
) -> dict[Part, int]:
    counted = [func.coalesce(func.sum(case((part, 1), else_=0)), 0) for part in parts.values()]
    row = (await session.execute(select(*counted).select_from(TicketRow).where(here))).one()
    return {part: int(count) for part, count in zip(parts, row, strict=True)}
