"""What comes every week at its time: each time is a timer, and the next is set when it rings."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.calendar.hours import Hours
from bot.desk.pace.pulse import PULSE
from bot.intake.watch.weekly import Weekly
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import TimerRow

log = logging.getLogger(__name__)

REPORT = "report:"
"""A desk's report is the timer of this name and the desk's."""

OPENS, CLOSES = "opens:", "closes:"
"""A desk's day begins and ends with the timers of these names and the desk's."""

ASKS = f"{PULSE}:"
"""Its people are asked how their week was by the timer of this name and the desk's."""

TOO_LATE = timedelta(hours=4)
"""What was missed for so long is left out: a report on the morning is of no use at night."""


class Recurring(Protocol):
    """Something that comes again and again."""

    def after(self, moment: datetime) -> datetime:
        """The first time after `moment`, in UTC."""
        ...


@dataclass(frozen=True)
class When:
    """What comes at the times that a function gives."""

    next: Callable[[datetime], datetime]

    def after(self, moment: datetime) -> datetime:
        """The first time after `moment`, in UTC."""
        return self.next(moment)


@dataclass(frozen=True)
class Timetable:
    """What rings every week, by the name of its timer."""

    times: Mapping[str, Recurring] = field(default_factory=dict)

    @classmethod
    def of(cls, desks: Mapping[str, DeskSettings]) -> "Timetable":
        """The reports of the desks that have any, and the days of those that close."""
        times: dict[str, Recurring] = {
            f"{REPORT}{name}": Weekly.read(desk.report, desk.timezone)
            for name, desk in desks.items()
            if desk.report
        }
        for name, desk in ((name, desk) for name, desk in desks.items() if desk.pulse):
            times[f"{ASKS}{name}"] = Weekly.read(desk.pulse, desk.timezone)
        for name, hours in ((name, Hours.of(desk)) for name, desk in desks.items() if desk.hours):
            times[f"{OPENS}{name}"] = When(hours.next_opening)
            times[f"{CLOSES}{name}"] = When(hours.next_closing)
        return cls(times)

    async def keep(self, session: AsyncSession) -> None:
        """Have one timer for each, at the time that the configuration names now; none for any other."""
        ours = or_(*(TimerRow.what.startswith(kind) for kind in (REPORT, OPENS, CLOSES, ASKS)))
        gone = ours & TimerRow.what.not_in(self.times)
        await session.execute(delete(TimerRow).where(gone))
        for what, recurring in self.times.items():
            at = now()
            wanted = _timer(what, recurring.after(at))
            moved = (TimerRow.what == what) & (TimerRow.due_at > at) & (TimerRow.id != wanted["id"])
            await session.execute(delete(TimerRow).where(moved))
            if await session.scalar(select(TimerRow.id).where(TimerRow.what == what)) is None:
                await insert_once(session, TimerRow, **wanted)

    def missed(self, timer: TimerRow) -> bool:
        """Whether it is too late for this one; then it is left out, with a line in the log."""
        if timer.what not in self.times or now() - timer.due_at < TOO_LATE:
            return False
        log.warning("%s of %s was missed and is left out.", timer.what, timer.due_at.isoformat())
        return True

    async def go_on(self, session: AsyncSession, timer: TimerRow, *, since: datetime) -> None:
        """Set the next one of what has just rung; what came before `since` has been told of."""
        if recurring := self.times.get(timer.what):
            due_at = recurring.after(max(timer.due_at, now()))
            await insert_once(session, TimerRow, **_timer(timer.what, due_at), set_at=since)


def _timer(what: str, due_at: datetime) -> dict[str, str | datetime]:
    key = f"{what}:{due_at.timestamp():.0f}"
    return {"id": key, "due_at": due_at, "conversation": what, "what": what}
