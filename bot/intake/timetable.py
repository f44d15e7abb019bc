"""What comes every week at its time: each time is a timer, and the next is set when it rings."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.weekly import Weekly
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables import TimerRow

log = logging.getLogger(__name__)

REPORT = "report:"
"""A desk's report is the timer of this name and the desk's."""

TOO_LATE = timedelta(hours=4)
"""What was missed for so long is left out: a report on the morning is of no use at night."""


@dataclass(frozen=True)
class Timetable:
    """What rings every week, by the name of its timer."""

    times: Mapping[str, Weekly] = field(default_factory=dict)

    @classmethod
    def of(cls, desks: Mapping[str, DeskSettings]) -> "Timetable":
        """The reports of the desks that have any."""
        wanted = {f"{REPORT}{name}": desk for name, desk in desks.items() if desk.report}
        return cls({what: Weekly.read(desk.report, desk.timezone) for what, desk in wanted.items()})

    async def keep(self, session: AsyncSession) -> None:
        """Have one timer for each, at the time that the configuration names now; none for any other."""
        gone = TimerRow.what.startswith(REPORT) & TimerRow.what.not_in(self.times)
        await session.execute(delete(TimerRow).where(gone))
        for what, weekly in self.times.items():
            at = now()
            wanted = _timer(what, weekly.after(at))
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
        if weekly := self.times.get(timer.what):
            due_at = weekly.after(max(timer.due_at, now()))
            await insert_once(session, TimerRow, **_timer(timer.what, due_at), set_at=since)


def _timer(what: str, due_at: datetime) -> dict[str, str | datetime]:
    key = f"{what}:{due_at.timestamp():.0f}"
    return {"id": key, "due_at": due_at, "conversation": what, "what": what}
