"""Small pieces of the sentences people read: names made harmless, times, durations, lists."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from unicodedata import category
from zoneinfo import ZoneInfo, available_timezones

LONGEST = 11_000
"""Characters of one answer; Slack's markdown block takes 12,000."""

_MARKS = str.maketrans(
    {"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "|": "¦", "*": "∗", "~": "∼", "\\": "∖"}
)


def harmless(text: str, longest: int = 120) -> str:
    """Somebody's words as one line of data: no mention, link, entity, markup or hidden character in it."""
    line = " ".join("".join(" " if category(each)[0] in "CZ" else each for each in text).split())
    dead = re.sub(r"&(?=#?\w+;)", "＆", line.translate(_MARKS))
    return shortened(
        re.sub(r"(?i)://|\bwww\.", lambda found: found[0].replace("/", "∕").replace(".", "·"), dead), longest
    )


def shortened(text: str, longest: int) -> str:
    """At most so many characters, the last an ellipsis where something was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def listed(things: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(things[:-1]), things[-1]] if len(things) > 1 else things)


def counted(number: int, thing: str) -> str:
    """`1 request`, `2 requests`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def duration(minutes: int) -> str:
    """`0 min`, `45 min`, `5 h`, `5 h 12 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def clock(moment: datetime, zone: str) -> str:
    """A moment as the reader's calendar and clock show it: `21 Nov 14:05`; UTC for an unknown zone."""
    return f"{moment.astimezone(zone_of(zone)):%-d %b %H:%M}"


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name; UTC for an unknown one."""
    return ZoneInfo(name if name in available_timezones() else "UTC")


def fitted(parts: Sequence[str], more: str, *, between: str = "\n\n", longest: int = LONGEST) -> str:
    """As many parts as fit; `more` says so where some are left out ({left})."""
    room = longest - len(more) - 10
    ends = accumulate(len(part) + len(between) for part in parts)
    kept = [part for part, end in zip(parts, ends, strict=True) if end <= room]
    left = len(parts) - len(kept)
    return between.join([*kept, more.format(left=left)] if left else kept)
