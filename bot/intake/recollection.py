"""“What do you remember about me?”: noticing the question, and answering it in full."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.rooms import Rooms
from memory import Fact

ASKED = re.compile(
    r"\bwhat\b.{0,25}\b(remember|know|stored?|kept|keep|saved?)\b.{0,20}\babout me\b"
    r"|\bwhat (data|information) .{0,30}\babout me\b",
    re.IGNORECASE,
)


def is_asked(text: str) -> bool:
    """Whether somebody asks what is remembered about them."""
    return bool(ASKED.search(text))


async def what_is_remembered(rooms: Rooms, session: AsyncSession, team: str, person: str) -> str:
    """Every current fact about a person, with the day it was said, as Markdown."""
    facts = await rooms.memory.about(session, team, person)
    if not facts:
        return "Nothing yet. What you tell me while I work for you is kept with that request."
    lines = [_line(fact) for fact in facts]
    return "\n".join(
        ["This is what I remember about you:", *lines, "", "`/support forget me` removes all of it."]
    )


def _line(fact: Fact) -> str:
    """A fact as people say it; one that answered a question of ours is told with the question."""
    day = f"{fact.said_at:%-d %B}"
    if fact.key.endswith("?"):
        return f"- You answered “{fact.value}” when I asked “{fact.key}” on {day}"
    return f"- {fact.key.replace('_', ' ')}: {fact.value} (you said so on {day})"
