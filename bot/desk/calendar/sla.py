"""Timers of the desk, and the arithmetic of its targets: how much working time has run, what is due when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.calendar.hours import Hours
from bot.store.tables import TicketRow, TimerRow
from bot.store.timers import set_timer

REMIND_DESK = "remind_desk"
LEASE = "lease"
LEASE_ENDS = "lease_ends"
HELD = "held"
FIRST_RESPONSE = "first_response"
RESOLUTION = "resolution"
TARGETS = (FIRST_RESPONSE, RESOLUTION)
OF_A_TICKET = (REMIND_DESK, LEASE, LEASE_ENDS, HELD, *TARGETS)

LONGEST_PAUSE = timedelta(hours=24)
STEPS = (0.75, 1.0, 1.5, 2.0)
"""Shares of a target at which somebody hears of it: before it is missed, when it is, and later still."""

MISSED = 1.0
A_MOMENT = timedelta(seconds=5)
"""Clocks of several machines may differ by so much."""


@dataclass(frozen=True)
class Clock:
    """One target of a ticket: so much working time since `since`, not counting what was `paused` of it."""

    hours: Hours
    target: timedelta
    since: datetime
    paused: timedelta = timedelta()

    def run(self, at: datetime) -> timedelta:
        """How much of the desk's time it has used until `at`."""
        return max(self.hours.between(self.since, at) - self.paused, timedelta())

    def reached(self, at: datetime) -> float:
        """The last of the steps that it is past; 0 for none."""
        run = self.run(at) + A_MOMENT
        return max((share for share in STEPS if run >= self.target * share), default=0.0)

    def reaches(self, share: float, at: datetime) -> datetime:
        """When it will be at this share of its target, if it goes on from `at`; always within the hours."""
        return self.hours.after(at, self.target * share - self.run(at))


def stand_still(ticket: TicketRow, at: datetime) -> None:
    """It is not the desk's turn from now on."""
    ticket.paused_at = ticket.paused_at or at


def move_on(ticket: TicketRow, hours: Hours, at: datetime) -> bool:
    """It is the desk's turn again; the working time between does not count. False if it was all along."""
    if ticket.paused_at is None:
        return False
    ticket.paused_seconds += round(hours.between(ticket.paused_at, at).total_seconds())
    ticket.paused_at = None
    return True


async def ring(session: AsyncSession, ticket: TicketRow, what: str, due_at: datetime) -> None:
    """Look at this ticket again at `due_at`."""
    conversation = f"desk:{ticket.team}:{ticket.number}"
    await set_timer(session, what, due_at, conversation, ticket.number)


async def rings(session: AsyncSession, number: int, what: str) -> bool:
    """Whether such a timer is set for this ticket."""
    query = select(TimerRow.id).where(TimerRow.ticket == number, TimerRow.what == what)
    return await session.scalar(query.limit(1)) is not None


async def quiet(session: AsyncSession, number: int, whats: Collection[str] = (REMIND_DESK,)) -> None:
    """These need not ring any more for this ticket."""
    await session.execute(delete(TimerRow).where(TimerRow.ticket == number, TimerRow.what.in_(whats)))


def pause(waited: timedelta) -> timedelta:
    """How long until the next reminder: as long again as has been waited, at most a day."""
    return min(max(waited, timedelta(minutes=1)), LONGEST_PAUSE)
