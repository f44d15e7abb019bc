"""A time of the week as people's calendars have it, and the moment it comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk.calendar.hours import at_clock
from bot.settings.desks import WEEKLY, weekdays


@dataclass(frozen=True)
class Weekly:
    """Some days of the week (Monday is 0), a time of day, and whose clock is meant."""

    days: frozenset[int]
    at: time
    zone: ZoneInfo

    @classmethod
    def read(cls, text: str, zone: str) -> "Weekly":
        """From a text that `WEEKLY` matches, and the name of a time zone; without days, every day."""
        found = WEEKLY.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no days and time.")
        hour, minute = found["at"].split(":")
        days = weekdays(found["days"] or "")
        return cls(days, time(int(hour), int(minute)), ZoneInfo(zone))

    def after(self, moment: datetime) -> datetime:
        """The first time after `moment`, in UTC."""
        today = moment.astimezone(self.zone).date()
        days = (today + timedelta(days=n) for n in range(-1, 9))
        return next(each for each in self._on(days) if each > moment)

    def _on(self, days: Iterator[date]) -> Iterator[datetime]:
        return (at_clock(day, self.at, self.zone) for day in days if day.weekday() in self.days)
