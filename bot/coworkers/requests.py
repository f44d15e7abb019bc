"""An employee's own requests: who has what, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.rooms import CommandRooms
from bot.coworkers.tally import FINISHED
from bot.coworkers.words import harmless
from bot.store.tables.tickets import TicketRow

WAITING = ("queued", "claimed", "waiting", "on hold", "linked")


@dataclass(frozen=True)
class Request:
    """One request, for a list. `about` is its first words; `standing` says how it is, for the requester.

    `channel` and `thread` are where it is talked about; `holder` is who has it, "" when nobody does yet.
    """

    ticket: int
    about: str
    requester: str
    desk: str
    state: str
    standing: str
    holder: str
    opened_at: datetime
    updated_at: datetime
    channel: str
    thread: str
    severity: str = "normal"
    snoozed_until: datetime | None = None

    @property
    def id(self) -> str:
        """What people call it."""
        return f"T-{self.ticket}"

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in FINISHED


async def requests_of(
    rooms: CommandRooms, session: AsyncSession, team: str, user: str, limit: int = 20
) -> tuple[Request, ...]:
    """A person's requests: those still open first, then the newest."""
    rows = select(TicketRow).where(TicketRow.team == team, TicketRow.requester == user)
    newest = rows.order_by(TicketRow.state.in_(FINISHED), TicketRow.number.desc()).limit(limit)
    return await read(rooms, (await session.scalars(newest)).all())


async def read(rooms: CommandRooms, rows: Sequence[TicketRow]) -> tuple[Request, ...]:
    """The same requests, for a list."""
    return tuple([await _request(rooms, row) for row in rows])


async def _request(rooms: CommandRooms, row: TicketRow) -> Request:
    holder = await rooms.name_of(row.assignee) if row.assignee else ""
    return Request(
        ticket=row.number,
        about=harmless(row.request, 100),
        requester=await rooms.name_of(row.requester),
        desk=row.desk,
        state=row.state,
        standing=_standing(row.state, rooms.called(row.coworker), rooms.desk_title(row.desk), holder),
        holder=holder,
        opened_at=row.opened_at,
        updated_at=row.updated_at,
        channel=row.channel,
        thread=row.thread,
        severity=row.severity,
        snoozed_until=row.snoozed_until,
    )


def _standing(state: str, coworker: str, desk: str, holder: str) -> str:
    sentences = {
        "open": f"{coworker} is on it",
        "asked": f"{coworker} is waiting for your answer",
        "queued": f"waiting for a person at the {desk} desk",
        "claimed": f"{holder} has it",
        "waiting": f"{holder} has it and waits for your answer",
        "on hold": f"{holder} has it; it is on hold",
        "linked": f"part of a trouble that the {desk} desk knows of",
    }
    return sentences.get(state, state)
