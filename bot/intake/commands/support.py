"""`/support`: what an employee can ask for with it, and the answers that need no skill."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.requests import Request, requests_of
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.words import clock, fitted
from bot.intake.triage.wishes import wants_person

HELP = """**What `/support` can do for you**
- `/support my laptop is slow`: start a request; write it as you would say it
- `/support mine`: your requests and who has them
- `/support talk to a person about my leave`: a person takes over, at any moment
- `/support remember`: what I remember about you
- `/support correct #12 LT-20395`, `/support forget #12`: one thing of that is put right, or goes
- `/support forget me`: I forget it, and close what you have open
- `/support desks`: when people are there, and how soon they answer

You can also just write to me."""


Link = Callable[[str, str], Awaitable[str]]
"""(channel, thread) to a permalink, "" when there is none; as `Line.link`."""


async def no_link(_channel: str, _thread: str) -> str:
    """For where no permalink can be had."""
    return ""


class Kind(StrEnum):
    """What somebody wants from `/support`."""

    HELP = "help"
    MINE = "mine"
    PERSON = "person"
    REMEMBERED = "remembered"
    CORRECT = "correct"
    ERASE = "erase"
    FORGET = "forget"
    DESKS = "desks"
    AWAY = "away"
    BACK = "back"
    REPLIES = "replies"
    REQUEST = "request"


@dataclass(frozen=True)
class SupportWish:
    """What was typed, understood. `text` is what to tell a person or a skill, in their own words."""

    kind: Kind
    text: str = ""


_WORDS = {
    Kind.HELP: r"|help|\?|what can you do",
    Kind.MINE: r"mine|status|((show|list) )?(me )?(all )?(my )?(open )?(requests?|tickets?)",
    Kind.REMEMBERED: r"(what do you )?(remember|know)( about me)?|what is remembered|remembered|memory",
    Kind.DESKS: r"(the )?(desks?|hours|opening hours)",
    Kind.AWAY: r"(i'?m |i am )?away\b.*",
    Kind.BACK: r"(i'?m |i am )?back",
    Kind.REPLIES: r"(saved )?replies|reply (save|drop)\b.*",
    Kind.CORRECT: r"correct #?\d+\b.*",
    Kind.ERASE: r"(please )?forget #?\d+",
    Kind.FORGET: r"(please )?forget (me|(all|everything)( (you (know|remember) )?about me)?)",
}


WITH_WORDS = frozenset({Kind.AWAY, Kind.REPLIES})


def parse(text: str) -> SupportWish:
    """Read the words after `/support`; whatever is no word of ours is a request to open."""
    bare = " ".join(text.split()).casefold()
    plain = bare.rstrip(" .!?") or bare
    for kind, words in _WORDS.items():
        if re.fullmatch(words, plain):
            return SupportWish(kind, text.strip() if kind in WITH_WORDS else "")
    kind = Kind.PERSON if wants_person(text) else Kind.REQUEST
    return SupportWish(kind, text.strip())


async def my_requests(
    rooms: CommandRooms, session: AsyncSession, team: str, user: str, link: Link = no_link
) -> str:
    """A person's own requests as Markdown: how each stands, who has it, since when, and where it is."""
    requests = await requests_of(rooms, session, team, user)
    if not requests:
        return "You have no requests yet. Write to me, or type `/support` and what you need."
    zone = (await rooms.people.member(user)).timezone
    lines = [_line(each, zone, await link(each.channel, each.thread)) for each in requests]
    return fitted(["**Your requests**", *lines], "- … and {left} older ones.", between="\n")


def _line(request: Request, zone: str, link: str) -> str:
    where = f" · [open it]({link})" if link else ""
    when = f"{'on' if request.finished else 'since'} {clock(request.updated_at, zone)}"
    return f"- **{request.id}** {request.about}: {request.standing}, {when}{where}"
