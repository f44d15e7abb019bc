"""Plain words to dates: “24 and 27 December”, “from 3 to 7 March”, “half day Tuesday morning”, “sick today”.

The reading is small and strict: where words could mean several things it returns nothing, and the skill
asks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from skills.time_off.atoms import MONTHS, Atom, Count, Day, Link, Week, atoms

Works = Callable[[date], bool]
"""Whether this is a day on which the person would work."""

HALF = re.compile(r"\bhalf(?:[ -]an?)?[ -]days?\b|\b(?:morning|afternoon)\b")
UNCLEAR = re.compile(
    r"(?<!for )\ba week (?:from|on) (?:mon|tue|wed|thu|fri)"
    r"|\d[.,]\d+ days?|half.*\bfull|\bfull.*half"
    rf"|day \d\d? ?(?:-|–|to) ?\d\d?\b(?! (?:of )?(?:{'|'.join(MONTHS)}))"
)
"""“A week from Friday”, “3.5 days”, “half of Monday, all of Tuesday”, “Tuesday 10 to 12” (o'clock?)."""


@dataclass(frozen=True)
class Span:
    """Days off from `first` to `last`, both included; `half` is half of one day."""

    first: date
    last: date
    half: bool = False

    def days(self, works: Works) -> float:
        """Working days in the span."""
        return sum(map(works, self.each())) * (0.5 if self.half else 1.0)

    def each(self) -> Iterator[date]:
        """The days of the span."""
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    def __str__(self) -> str:
        if self.half:
            return f"half of {written(self.first)}"
        return (
            written(self.first)
            if self.first == self.last
            else f"{written(self.first)} to {written(self.last)}"
        )


def written(day: date) -> str:
    """`Thu 24 December 2026`."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def spans(
    text: str, today: date, works: Works, *, earliest: date | None = None, day_first: bool = False
) -> tuple[Span, ...]:
    """The days off that the text names, in its order; empty when it names none or is not clear.

    A day without its year is the first one from `earliest` (today) on; `day_first` reads 3/12 as the
    third of December.
    """
    words = text.lower().replace("’", "'")
    if UNCLEAR.search(words):
        return ()
    parts = list(atoms(HALF.sub(" ", words), today, earliest or today, day_first=day_first))
    found = fold(placed(parts), today, works)
    if HALF.search(words) is None:
        return found
    return (
        tuple(Span(s.first, s.last, half=True) for s in found)
        if all(s.first == s.last for s in found)
        else ()
    )


def placed(found: list[Atom]) -> list[Atom]:
    """“Tuesday and Thursday next week”: the weekdays lie in that week, which is not meant as a whole."""
    weeks = [atom for atom in found if isinstance(atom, Week)]
    if len(weeks) != 1 or not any(isinstance(atom, Day) and atom.weekly for atom in found):
        return found
    monday = weeks[0].monday
    moved = (a.within(monday) if isinstance(a, Day) and a.weekly else a for a in found)
    return [atom for atom in moved if not isinstance(atom, Week)]


def fold(found: Sequence[Atom], today: date, works: Works) -> tuple[Span, ...]:
    """Join days, ranges and counts into spans; empty as soon as one part is not clear."""
    joined: list[Span] = []
    at = 0
    while at < len(found):
        span, taken = next_span(found[at : at + 3], today, works, joined[-1] if joined else None)
        if taken == 0:
            return ()
        joined += [span] if span else []
        at += taken
    return tuple(joined)


def next_span(
    found: Sequence[Atom], today: date, works: Works, before: Span | None
) -> tuple[Span | None, int]:
    """The span that these atoms begin with, and how many of them it takes; 0 taken: not clear."""
    match found:
        case [Day() as first, Link.TO | Link.UNTIL, Day() as last, *_]:
            start = later(first, before)
            end = last.not_before(start)
            return (Span(start, end), 3) if end >= start else (None, 0)
        case [Day(), Link.OR, *_] | [Count(), Week(), *_] | [Week(), Count(), *_]:
            return None, 0
        case [Count(n), Day(first), *_] | [Day(first), Count(n), *_]:
            return counted(first, n, works), 2
        case [Link.UNTIL, Day(last), *_] if before is None and last > today:
            return Span(today, last), 2
        case _:
            return alone(found[0], before), 1


def alone(atom: Atom, before: Span | None) -> Span | None:
    """What one atom stands for by itself."""
    match atom:
        case Day() as day:
            start = later(day, before)
            return Span(start, start)
        case Week(monday):
            return Span(monday, monday + timedelta(4))
        case _:
            return None


def later(day: Day, before: Span | None) -> date:
    """In “Friday and Monday” the Monday comes after the Friday."""
    return day.not_before(before.first) if before and day.weekly else day.at


def counted(first: date, days: int, works: Works) -> Span:
    """So many working days from a first day on."""
    last = first
    while sum(map(works, Span(first, last).each())) < days:
        last += timedelta(1)
    return Span(first, last)
