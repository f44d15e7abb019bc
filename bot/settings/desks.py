"""What baton.toml may say about a desk: its channel and people, and what it has agreed to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

SEVERITIES = ("critical", "high", "normal", "low")
"""How grave a ticket can be, the gravest first."""

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = f"(?:{'|'.join(_NAMES)})"
_DAYS = f"{_DAY}(?:-{_DAY})?"
_LIST = f"{_DAYS}(?:,{_DAYS})*"
_TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d"
WEEKLY = re.compile(rf"(?:(?P<days>{_LIST}) )?(?P<at>{_TIME})")
"""Days and a time of day: `mon-fri 09:00`, `mon,thu 16:30`, `09:00` for every day."""

_OPENING = re.compile(rf"(?:(?P<days>{_LIST}) )?(?P<opens>{_TIME})-(?P<closes>{_TIME}|24:00)")
_LENGTH = re.compile(r"(?=\d)(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,4})m)?")
_HOLIDAY = re.compile(r"\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?")
LONGEST_HOLIDAY = 100


def weekdays(text: str) -> frozenset[int]:
    """`mon-fri,sun` as numbers from 0 for Monday; every day for an empty text."""
    spans = (span.partition("-") for span in (text or "mon-sun").split(","))
    return frozenset(day for first, _, last in spans for day in _span(first, last or first))


def opening(text: str) -> tuple[frozenset[int], time, time]:
    """The weekdays, and from when until when, of `mon-fri 09:00-17:30`; 24:00 is midnight, at the day's end.

    Raises ValueError with a sentence for whoever wrote it.
    """
    found = _OPENING.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no days and hours such as mon-fri 09:00-17:30")
    opens, closes = _time(found["opens"]), _time(found["closes"])
    if closes != time() and closes <= opens:
        raise ValueError(f"`{text}` ends before it starts; what goes past midnight is written as two")
    return weekdays(found["days"] or ""), opens, closes


def length(text: str) -> timedelta:
    """`30m`, `4h`, `1h30m`; raises ValueError for anything else, and for no time at all."""
    found = _LENGTH.fullmatch(text)
    span = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0)) if found else None
    if not span:
        raise ValueError(f"`{text}` is no length of working time such as 30m, 4h or 1h30m")
    return span


def days_off(holidays: Sequence[str]) -> Iterator[date]:
    """The days of `2026-12-25` and `2026-12-24..2027-01-01`; raises ValueError for anything else."""
    for text in holidays:
        if not _HOLIDAY.fullmatch(text):
            raise ValueError(
                f"`{text}` is no day such as 2026-12-25, nor days such as 2026-12-24..2027-01-01"
            )
        first, _, last = text.partition("..")
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
        if not timedelta() <= end - begin < timedelta(days=LONGEST_HOLIDAY):
            raise ValueError(f"`{text}` ends before it starts, or lasts more than {LONGEST_HOLIDAY} days")
        yield from (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _span(first: str, last: str) -> Iterator[int]:
    begin = _NAMES.index(first)
    return ((begin + n) % 7 for n in range((_NAMES.index(last) - begin) % 7 + 1))


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour) % 24, int(minute))


def _weekly(text: str) -> str:
    if text and not WEEKLY.fullmatch(text):
        raise ValueError(f"`{text}` is no days and time such as mon-fri 09:00")
    return text


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(f"there is no time zone `{text}`; one is called Europe/Berlin, say")
    return text


def _openings(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        opening(text)
    return texts


def _holidays(texts: tuple[str, ...]) -> tuple[str, ...]:
    list(days_off(texts))
    return texts


def _dates_as_text(days: Any) -> Any:
    """TOML has dates of its own."""
    if not isinstance(days, list | tuple):
        return days
    return tuple(day.isoformat() if type(day) is date else day for day in days)


def _length(text: str) -> str:
    length(text)
    return text


def _for_normal(told: Any) -> Any:
    """One length is that of every severity."""
    return {"normal": told} if isinstance(told, str) else told


def _severities(told: Mapping[str, str]) -> Mapping[str, str]:
    for severity, text in told.items():
        if severity not in SEVERITIES:
            raise ValueError(f"there is no severity `{severity}`; there are {', '.join(SEVERITIES)}")
        length(text)
    return told


Targets = Annotated[Mapping[str, str], BeforeValidator(_for_normal), AfterValidator(_severities)]
"""Working time by severity; one that is not named has that of `normal`, and without that none."""


class DeskSettings(BaseModel):
    """A desk: the channel its people read, who they are if the channel is public, and what they agreed to.

    `report` says when its channel reads how the desk stands, and `pulse` when its people are asked how
    their week was, by the clocks of `timezone`; "" for never.
    `staff`, `oncall` and `groups` name people by user id or e-mail address, or a Slack user group by its
    id. Whoever is on call is asked first, `oncall_days` each in turn, counted from `oncall_from`. Lengths
    (`first_response`, `resolution`, `lease`, `lease_grace`) are working time within `hours`; without hours
    the desk is always open. Where `private` holds (unless told otherwise, at a desk called `hr`), nothing of
    one person's matter is put to another's, nor goes to another desk. `macros` are saved replies by name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: str
    title: str = ""
    staff: tuple[str, ...] = ()
    fallback: str = ""
    remind_after_minutes: int = Field(default=15, ge=1)
    report: Annotated[str, AfterValidator(_weekly)] = ""
    pulse: Annotated[str, AfterValidator(_weekly)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    hours: Annotated[tuple[str, ...], AfterValidator(_openings)] = ()
    holidays: Annotated[tuple[str, ...], BeforeValidator(_dates_as_text), AfterValidator(_holidays)] = ()
    languages: tuple[str, ...] = ()
    oncall: tuple[str, ...] = ()
    oncall_from: date = date(2024, 1, 1)
    oncall_days: int = Field(default=7, ge=1)
    groups: Mapping[str, tuple[str, ...]] = {}
    first_response: Targets = {}
    resolution: Targets = {}
    escalation: tuple[str, ...] = ()
    lease: Annotated[str, AfterValidator(_length)] = "24h"
    lease_grace: Annotated[str, AfterValidator(_length)] = "4h"
    private: bool | None = None
    macros: Mapping[str, str] = {}

    def target(self, of: str, severity: str) -> timedelta | None:
        """The working time that the desk gives itself for this; None for no limit.

        `of` is `first_response` or `resolution`.
        """
        told: Mapping[str, str] = getattr(self, of)
        found = told.get(severity) or told.get("normal")
        return length(found) if found else None


DEFAULT_DESKS = {
    "it": DeskSettings(channel="it-support", title="IT"),
    "hr": DeskSettings(channel="hr-support", title="HR"),
    "facilities": DeskSettings(channel="facilities-support", title="Facilities"),
}
