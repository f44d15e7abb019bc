"""What baton.toml may say about a desk: its channel and people, and what it has agreed to."""

import re
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_DAYS = f"{_DAY}(?:-{_DAY})?"
WEEKLY = re.compile(rf"(?:(?P<days>{_DAYS}(?:,{_DAYS})*) )?(?P<at>(?:[01]?\d|2[0-3]):[0-5]\d)")
"""Days and a time of day: `mon-fri 09:00`, `mon,thu 16:30`, `09:00` for every day."""


def _weekly(text: str) -> str:
    if text and not WEEKLY.fullmatch(text):
        raise ValueError(f"`{text}` is no days and time such as mon-fri 09:00")
    return text


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(f"there is no time zone `{text}`; one is called Europe/Berlin, say")
    return text


class DeskSettings(BaseModel):
    """A desk: the channel its people read, who they are if the channel is public, and who is asked first.

    `report` says when its channel reads how the desk stands, by the clocks of `timezone`; "" for never.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: str
    title: str = ""
    staff: tuple[str, ...] = ()
    fallback: str = ""
    remind_after_minutes: int = Field(default=15, ge=1)
    report: Annotated[str, AfterValidator(_weekly)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"


DEFAULT_DESKS = {
    "it": DeskSettings(channel="it-support", title="IT"),
    "hr": DeskSettings(channel="hr-support", title="HR"),
    "facilities": DeskSettings(channel="facilities-support", title="Facilities"),
}
