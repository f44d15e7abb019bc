"""Working time: when a desk is open, how much of its time has passed, when so much more will have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.settings import DeskSettings
from bot.settings.desks import days_off, opening

MIDNIGHT = time()
WEEK = 7
NEAR = ("today", "tomorrow")
NOTHING = timedelta()

Span = tuple[datetime, datetime]
"""From a moment until another, both UTC."""

Week = tuple[tuple[tuple[time, time], ...], ...]
"""For each day from Monday on: from when until when, in order; until midnight means the day's end."""


@dataclass(frozen=True)
class Hours:
    """When a desk is open, by the clocks of its zone. An empty `week` means always."""

    zone: ZoneInfo
    week: Week = ()
    off: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, desk: DeskSettings) -> "Hours":
        """The hours and holidays that baton.toml gives a desk."""
        return _read(desk.hours, desk.timezone, desk.holidays)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should be there."""
        return self.opens(at) == at

    def opens(self, at: datetime) -> datetime:
        """The first moment from `at` on at which it is open."""
        if not self.week:
            return at
        return next(max(start, at) for start, end in self._spans(at) if end > at)

    def next_opening(self, after: datetime) -> datetime:
        """When it opens next, after `after`; only for a desk that is not always open."""
        return next(start for start, _ in self._spans(after) if start > after)

    def next_closing(self, after: datetime) -> datetime:
        """When it closes next, after `after`; only for a desk that is not always open."""
        return next(end for _, end in self._spans(after) if end > after)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; nothing when they are the wrong way round."""
        if not self.week:
            return max(end - start, NOTHING)
        total = NOTHING
        for opens, closes in self._spans(start):
            if opens >= end:
                return total
            total += max(min(closes, end) - max(opens, start), NOTHING)
        raise AssertionError("a week without opening times is not read at all")

    def after(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which so much working time has passed since `start`."""
        if not self.week:
            return start + max(length, NOTHING)
        left = max(length, NOTHING)
        for opens, closes in self._spans(start):
            begin = max(opens, start)
            if closes > start and left <= closes - begin:
                return begin + left
            left -= max(closes - begin, NOTHING)
        raise AssertionError("a week without opening times is not read at all")

    def _spans(self, around: datetime) -> Iterator[Span]:
        """Every stretch of working time that ends after the day before `around`, without end."""
        day = around.astimezone(self.zone).date() - timedelta(days=1)
        while True:
            if day not in self.off:
                yield from _joined(self._on(day))
            day += timedelta(days=1)

    def _on(self, day: date) -> Iterator[Span]:
        for opens, closes in self.week[day.weekday()]:
            end = day + timedelta(days=1) if closes == MIDNIGHT else day
            span = at_clock(day, opens, self.zone), at_clock(end, closes, self.zone)
            if span[0] < span[1]:
                yield span


@cache
def _read(hours: tuple[str, ...], zone: str, holidays: tuple[str, ...]) -> Hours:
    found: list[list[tuple[time, time]]] = [[] for _ in range(WEEK)]
    for text in hours:
        days, opens, closes = opening(text)
        for day in days:
            found[day].append((opens, closes))
    week = tuple(tuple(sorted(day)) for day in found) if hours else ()
    return Hours(ZoneInfo(zone), week, frozenset(days_off(holidays)))


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap as one, so that nothing counts twice."""
    last: Span | None = None
    for span in spans:
        if last and span[0] <= last[1]:
            last = last[0], max(last[1], span[1])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def at_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When the clocks of a zone show this, in UTC.

    A time that comes twice is meant the first time; one that is left out, the next minute there is.
    """
    shown = datetime.combine(day, at)
    while True:
        moment = shown.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == shown:
            return moment
        shown += timedelta(minutes=1)


def said(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment soon to come, as people of this zone say it: `today at 14:00`, `on Monday at 09:00`."""
    return f"{on_day(moment, now, zone)} at {moment.astimezone(zone):%H:%M}"


def on_day(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Its day alone: `tomorrow`, `on Monday`, `on Mon 4 Jan`."""
    day = named(moment, now, zone)
    return day if day in NEAR else f"on {day}"


def named(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """What its day is called: `tomorrow`, `Monday`, `Mon 4 Jan`."""
    shown = moment.astimezone(zone)
    away = max((shown.date() - now.astimezone(zone).date()).days, 0)
    if away < len(NEAR):
        return NEAR[away]
    return f"{shown:%A}" if away < WEEK else f"{shown:%a %-d %b}"
