"""People of a desk who want to know whenever a ticket moves: told in their own direct messages."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import passing_words as words
from bot.desk.messages import Notice, Place
from bot.desk.voice import Voice
from bot.governance.people import People
from bot.store.once import insert_once
from bot.store.tables import TicketRow, WatcherRow


async def watch(session: AsyncSession, number: int, user: str) -> bool:
    """Tell somebody of everything that happens to a ticket from now on; False if they are told already."""
    return await insert_once(session, WatcherRow, ticket=number, user=user)


async def unwatch(session: AsyncSession, number: int, user: str) -> None:
    """Tell them no more."""
    mine = (WatcherRow.ticket == number, WatcherRow.user == user)
    await session.execute(delete(WatcherRow).where(*mine))


async def watchers(session: AsyncSession, number: int) -> Sequence[str]:
    """Who watches a ticket."""
    query = select(WatcherRow.user).where(WatcherRow.ticket == number).order_by(WatcherRow.user)
    return (await session.scalars(query)).all()


async def tell(
    session: AsyncSession, voice: Voice, people: People, ticket: TicketRow, actor: str, what: str
) -> None:
    """Tell those who watch what has just been done, except whoever did it and who is not of its desk now."""
    staff: frozenset[str] | None = None
    for user in await watchers(session, ticket.number):
        staff = await people.staff(ticket.desk) if staff is None else staff
        if user != actor and user in staff:
            text = words.moved(ticket, what, await _name(voice, actor))
            await voice.line.say(session, Notice(Place(await voice.line.direct(user)), text))


async def _name(voice: Voice, actor: str) -> str:
    """People have names to be looked up; coworkers are called by theirs."""
    return await voice.name(actor) if actor[:1] in {"U", "W"} else actor.title()
