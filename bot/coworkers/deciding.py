"""What waits for somebody's word: corrections for managers; answers and drafts for the people of a desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.progress import correction
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.words import harmless
from bot.learning import corrections, drafts, quality
from bot.store.tables import CheckRow, DraftRow, RunRow, TicketRow

AT_ONCE = 5
LONGEST = 300


@dataclass(frozen=True)
class Waiting:
    """One thing to decide: the ticket it is about, how it reads, and its own number where it has one."""

    ticket: int
    text: str
    number: int = 0


@dataclass(frozen=True)
class ToDecide:
    """What waits for one person. Words of a request are shown to the people of its desk alone; of a
    correction its manager sees what staff have written for that purpose.
    """

    corrections: tuple[Waiting, ...] = ()
    checks: tuple[Waiting, ...] = ()
    drafts: tuple[Waiting, ...] = ()
    articles: tuple[Waiting, ...] = ()


NOTHING = ToDecide()


async def to_decide(
    rooms: CommandRooms, session: AsyncSession, team: str, managed: Sequence[str], desks: Collection[str]
) -> ToDecide:
    """For somebody who decides about corrections of the `managed` coworkers and works at `desks`."""
    proposed = (await corrections.waiting(session, team, managed))[:AT_ONCE]
    doubted = await quality.waiting(session, team, desks, AT_ONCE)
    drafted = await drafts.waiting(session, team, desks, AT_ONCE)
    approved = await drafts.latest(session, team, desks, AT_ONCE)
    return ToDecide(
        tuple([Waiting(row.ticket, await correction(rooms, row), row.id) for row in proposed]),
        tuple([Waiting(row.ticket, await _answer(session, row)) for row in doubted]),
        tuple(_draft(row) for row in drafted),
        tuple(_draft(row) for row in approved),
    )


def _draft(row: DraftRow) -> Waiting:
    return Waiting(row.ticket, f"**{harmless(row.title)}**\n{harmless(row.body, LONGEST)}")


async def _answer(session: AsyncSession, row: CheckRow) -> str:
    ticket = await session.get_one(TicketRow, row.ticket)
    run = await session.get(RunRow, row.ticket)
    said = (run.ending or {}).get("text", "") if run else ""
    return (
        f"**{ticket.id}** “{harmless(ticket.request, LONGEST)}”\n"
        f"Answered: “{harmless(said, LONGEST)}”\nHere because {row.why}."
    )
