"""A time of the week as people's calendars have it, and the moment it comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.settings import WEEKLY

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
        spans = (found["days"] or "mon-sun").split(",")
        days = frozenset(day for span in spans for day in _span(span))
        return cls(days, time(int(hour), int(minute)), ZoneInfo(zone))

    def after(self, moment: datetime) -> datetime:
        """The first time after `moment`, in UTC."""
        today = moment.astimezone(self.zone).date()
        days = (today + timedelta(days=n) for n in range(-1, 9))
        return next(each for each in self._on(days) if each > moment)

    def _on(self, days: Iterator[date]) -> Iterator[datetime]:
        return (self._moment(day) for day in days if day.weekday() in self.days)

    def _moment(self, day: date) -> datetime:
        """A time that comes twice is meant the first time; one that is left out, the next minute there is."""
        shown = datetime.combine(day, self.at)
        while True:
            moment = shown.replace(tzinfo=self.zone).astimezone(UTC)
            if moment.astimezone(self.zone).replace(tzinfo=None) == shown:
                return moment
            shown += timedelta(minutes=1)


def _span(text: str) -> Iterator[int]:
    first, _, last = text.partition("-")
    begin = DAYS.index(first)
    length = (DAYS.index(last or first) - begin) % 7
    return ((begin + n) % 7 for n in range(length + 1))
