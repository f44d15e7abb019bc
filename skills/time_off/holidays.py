"""The days on which nobody works: weekends, US federal holidays, India's gazetted holidays."""

from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import MO, TH, relativedelta

LATE = timedelta(days=14)
"""How long afterwards sick leave may be told."""

INDIA_EVERY_YEAR = ((1, 26), (8, 15), (10, 2), (12, 25))
"""Republic Day, Independence Day, Gandhi Jayanti, Christmas."""

INDIA_BY_YEAR = {
    2026: ((3, 4), (4, 3), (10, 20), (11, 8)),
    2027: ((3, 22), (3, 26), (10, 9), (10, 29)),
}
"""Holi, Good Friday, Dussehra, Diwali: they follow the moon and are announced year by year."""


def works(day: date, country: str) -> bool:
    """Whether people employed in the country work on this day."""
    return day.weekday() < 5 and day not in holidays(day.year, country)


@cache
def holidays(year: int, country: str) -> frozenset[date]:
    """The year's holidays; none for a country that is not known."""
    if country == "India":
        return frozenset(date(year, *day) for day in (*INDIA_EVERY_YEAR, *INDIA_BY_YEAR.get(year, ())))
    return frozenset(federal(year)) if country == "US" else frozenset()


def federal(year: int) -> list[date]:
    """The eleven US federal holidays (5 U.S.C. 6103), each on the day on which it is observed.

    When the next New Year's Day is a Saturday, this year keeps it on 31 December.
    """
    numbered = [(1, MO(3)), (2, MO(3)), (9, MO(1)), (10, MO(2)), (11, TH(4))]
    dated = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    memorial = date(year, 5, 31) + relativedelta(weekday=MO(-1))
    moving = [date(year, month, 1) + relativedelta(weekday=rule) for month, rule in numbered]
    kept = map(observed, [*dated, date(year + 1, 1, 1)])
    return [*(day for day in kept if day.year == year), *moving, memorial]


def observed(day: date) -> date:
    """A holiday on a Saturday is kept the day before, on a Sunday the day after."""
    return day + timedelta({5: -1, 6: 1}.get(day.weekday(), 0))
