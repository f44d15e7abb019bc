"""`/coworkers facts` and `/coworkers fact`: what holds for the whole company, and who said so when."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.rooms import CommandRooms
from bot.coworkers.words import clock, fitted, harmless
from memory import CompanyFact

LONGEST_KEY, LONGEST_VALUE = 80, 500
HOW = "Write what it is called, a colon and what holds: `/coworkers fact vpn gateway: vpn2.example.com`."
NONE_YET = f"Nothing is stated about the company yet. {HOW}"
TAKEN_BACK = "-"


async def told(rooms: CommandRooms, session: AsyncSession, team: str, key: str, zone: str) -> str:
    """What holds now, or every version of the one that is named, as Markdown."""
    if key.strip():
        found = await rooms.organisation.versions(session, team, key)
        head = f"**{harmless(key, LONGEST_KEY)}**, newest first"
    else:
        found = await rooms.organisation.current(session, team)
        head = "**What holds for the whole company**"
    lines = [await _line(rooms, fact, zone) for fact in found]
    return fitted([head, *lines], "- … and {left} more.", between="\n") if lines else NONE_YET


async def state(rooms: CommandRooms, session: AsyncSession, team: str, text: str, user: str) -> str:
    """`vpn gateway: vpn2.example.com`: a new version; `vpn gateway: -` takes it back."""
    key, colon, value = (part.strip() for part in text.partition(":"))
    if not colon or not key or not value or len(key) > LONGEST_KEY or len(value) > LONGEST_VALUE:
        return HOW
    value = "" if value == TAKEN_BACK else value
    fact = await rooms.organisation.state(session, team, key, value, by=user, at=rooms.now())
    called = harmless(fact.key, LONGEST_KEY)
    if not value:
        return f"**{called}** is taken back. `/coworkers facts {called}` shows what it was."
    return f"**{called}** is {harmless(value, LONGEST_VALUE)} from now on (version {fact.version})."


async def _line(rooms: CommandRooms, fact: CompanyFact, zone: str) -> str:
    what = harmless(fact.value, LONGEST_VALUE) if fact.value else "taken back"
    by = f"{await rooms.name_of(fact.by)}, {clock(fact.at, zone)}"
    return f"- {harmless(fact.key, LONGEST_KEY)}: {what} (version {fact.version}, {by})"
