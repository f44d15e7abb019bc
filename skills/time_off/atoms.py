"""The small parts that dates in plain words are made of: days, weeks, counts, and the links between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIXED = {"christmas eve": (12, 24), "christmas": (12, 25), "new year's eve": (12, 31), "new year": (1, 1)}
RELATIVE = {"day after tomorrow": 2, "tomorrow": 1, "tomorow": 1, "tonight": 0, "today": 0, "yesterday": -1}
LINKS = {"and": "and", ",": "and", "&": "and", "+": "and", "or": "or", "until": "until", "till": "until"}

LONGEST = 60
"""The most working days that a count may stand for; more is a slip of the keyboard."""


class Link(Enum):
    """What stands between two days; GAP is a word that says nothing about dates."""

    TO = "to"
    UNTIL = "until"
    AND = "and"
    OR = "or"
    GAP = ""


@dataclass(frozen=True)
class Day:
    """One day. `weekly`: named by its weekday. `fixed`: said with its year, or relative to today."""

    at: date
    weekly: bool = False
    fixed: bool = False

    def not_before(self, other: date) -> date:
        """The first such day that is not before the other; the day itself if it is fixed."""
        if self.fixed or self.at >= other:
            return self.at
        if self.weekly:
            return self.at + timedelta(weeks=-((self.at - other).days // 7))
        return self.at + relativedelta(years=1)

    def within(self, monday: date) -> "Day":
        """The same weekday in the week that begins on this Monday."""
        return Day(monday + timedelta(self.at.weekday()), fixed=True)


@dataclass(frozen=True)
class Week:
    """A working week, by its Monday."""

    monday: date


@dataclass(frozen=True)
class Count:
    """A number of working days."""

    days: int


Atom = Day | Week | Count | Link

YEAR = r"(?:[, ]+(?P<year>20\d\d))?"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
LIST = rf"(?P<days>{DAY}(?:\s*(?:-|–|,|&|\+|to|until|till|through|and)\s*(?:the )?{DAY})*)"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?|saturday|sunday"

RULES = (
    r"(?P<iso>20\d\d-\d\d?-\d\d?)",
    r"(?P<slash>\d\d?/\d\d?(?:/(?:20)?\d\d)?|\d\d?\.\d\d?\.(?:(?:20)?\d\d)?)",
    rf"(?:(?:{WEEKDAY}),? )?(?:the )?{LIST} (?:of )?{MONTH}{YEAR}",
    rf"(?:(?:{WEEKDAY}),? )?{MONTH} (?:the )?{LIST}{YEAR}",
    rf"(?P<name>{WEEKDAY}),? (?:the )?(?P<number>\d\d?)(?:st|nd|rd|th)?(?! ?(?:am|pm|h\b|:))",
    r"(?:the |on )(?P<nth>\d\d?)(?:st|nd|rd|th)",
    rf"(?P<count>\d\d?|{'|'.join(NUMBERS)}) (?:working |full |more )?(?P<unit>day|week)s?"
    r"(?: of)?(?: off| leave| pto| vacation| holidays?| earned| casual| sick)*(?: for me)?(?! ago)",
    rf"(?P<which>next |this |coming )?(?P<weekday>{WEEKDAY})",
    rf"(?P<relative>{'|'.join(RELATIVE)})",
    r"(?P<week>next|this|the coming) week",
    rf"(?P<fixed>{'|'.join(FIXED)})(?:'s)?(?: day)?",
    r"(?P<link>to|until|till|through|-|–|and|or|,|&|\+)",
    r"(?P<filler>the|of|on|from|starting|beginning|for|in)",
    r"(?P<gap>\w+)",
)
SCANNER = tuple(re.compile(rf"(?<![\w.]){rule}(?!\w)") for rule in RULES)


def atoms(words: str, today: date, earliest: date, *, day_first: bool) -> Iterator[Atom]:
    """The atoms in these lower-case words, in order."""
    slashes = [(int(a), int(b)) for a, b in re.findall(r"\b(\d\d?)/(\d\d?)\b", words)]
    day_first = any(a > 12 for a, _ in slashes) or (day_first and all(b <= 12 for _, b in slashes))
    at = 0
    while at < len(words):
        match = next((found for rule in SCANNER if (found := rule.match(words, at))), None)
        if match:
            parts = {name: said for name, said in match.groupdict().items() if said}
            yield from read(parts, today, earliest, day_first=day_first)
        at = match.end() if match else at + 1


def read(parts: dict[str, str], today: date, earliest: date, *, day_first: bool) -> Iterator[Atom]:
    """The atoms that one match stands for; none for a day that does not exist."""
    match parts:
        case {"iso": text}:
            yield from exact(*map(int, text.split("-")))
        case {"slash": text}:
            numbers = [int(number) for number in re.findall(r"\d+", text)]
            yield from numeric(numbers, earliest, day_first=day_first or "." in text)
        case {"days": days, "month": month, **rest}:
            yield from listed(days, MONTHS.index(month[:3]) + 1, rest.get("year", ""), earliest)
        case {"name": name, "number": number}:
            yield from numbered(int(number), today, WEEKDAYS.index(name[:3]))
        case {"nth": number}:
            yield from numbered(int(number), today)
        case {"count": number, "unit": unit}:
            yield from counted(number, unit)
        case _:
            yield from named(parts, today, earliest)


def named(parts: dict[str, str], today: date, earliest: date) -> Iterator[Atom]:
    """Days and links that are words alone."""
    match parts:
        case {"weekday": name, **rest}:
            yield Day(weekday(name, rest.get("which", ""), today), weekly=True)
        case {"relative": word}:
            yield Day(today + timedelta(RELATIVE[word]), fixed=True)
        case {"week": which}:
            yield Week(today - timedelta(today.weekday()) + timedelta(0 if which == "this" else 7))
        case {"fixed": name}:
            yield from undated(*FIXED[name], earliest)
        case {"link": word}:
            yield Link(LINKS.get(word, "to"))
        case {"gap": _}:
            yield Link.GAP


def counted(number: str, unit: str) -> Iterator[Count]:
    """“two days”, “a week” (five working days)."""
    many = int(number) if number.isdigit() else max(1, NUMBERS.index(number))
    days = many * 5 if unit == "week" else many
    if 0 < days <= LONGEST:
        yield Count(days)


def exact(year: int, month: int, day: int) -> Iterator[Day]:
    """A day with its year."""
    try:
        yield Day(date(year, month, day), fixed=True)
    except ValueError:
        return


def undated(month: int, day: int, earliest: date) -> Iterator[Day]:
    """A day without its year: the first one that is not too early (29 February may be years away)."""
    years = range(earliest.year, earliest.year + 9)
    found = (known.at for year in years for known in exact(year, month, day))
    yield from (Day(day) for day in [next((day for day in found if day >= earliest), None)] if day)


def numeric(numbers: list[int], earliest: date, *, day_first: bool) -> Iterator[Day]:
    """3/12 or 3/12/2026 in the order given."""
    day, month = numbers[:2] if day_first else numbers[1::-1]
    if len(numbers) == 2:
        yield from undated(month, day, earliest)
    else:
        yield from exact(numbers[2] % 100 + 2000, month, day)


def listed(days: str, month: int, year: str, earliest: date) -> Iterator[Atom]:
    """“24, 25 and 27” of one month, with the links between them."""
    for part in re.findall(r"\d+|-|–|to|until|till|through|,|&|\+|and", days):
        if not part.isdigit():
            yield Link(LINKS.get(part, "to"))
        elif year:
            yield from exact(int(year), month, int(part))
        else:
            yield from undated(month, int(part), earliest)


def numbered(day: int, today: date, weekday: int | None = None) -> Iterator[Day]:
    """“the 9th” or “Monday 9”: the next such day within a year."""
    for ahead in range(366):
        candidate = today + timedelta(ahead)
        if candidate.day == day and weekday in {None, candidate.weekday()}:
            yield Day(candidate, fixed=True)
            return


def weekday(name: str, which: str, today: date) -> date:
    """“Friday” is the first one after today; “this Friday” may be today; “next Friday” is next week's."""
    wanted = WEEKDAYS.index(name[:3])
    if which.strip() == "next":
        return today - timedelta(today.weekday()) + timedelta(7 + wanted)
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(ahead if ahead or which.strip() == "this" else 7)
