"""Timers that are due: checked again, because the world may have moved on since they were set."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake import handing, outcomes, phrases, threads
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.turn import Rang
from bot.store.tables import TicketRow

DEFAULT_DESK = "default_desk"


async def ring(rooms: Rooms, session: AsyncSession, turn: Rang) -> list[int]:
    """Do what the timer was set for, if it still means anything."""
    if turn.timer == DEFAULT_DESK:
        meant = await _default_desk(rooms, session, turn)
    else:
        meant = await rooms.aftercare.rang(session, turn.team, turn.timer, turn.ticket)
    what = Became.NOTED if meant else Became.IGNORED
    await outcomes.record(session, turn, what, ticket=turn.ticket, rule=turn.timer)
    return []


async def _default_desk(rooms: Rooms, session: AsyncSession, turn: Rang) -> bool:
    """Nobody said which team: the first desk takes it, with everything that was said."""
    ticket = await session.get(TicketRow, turn.ticket)
    waiting = await threads.waiting_question(session, [ticket] if ticket else [])
    if ticket is None or waiting is None or waiting[1].fills != "desk":
        return False
    ticket.desk = rooms.first_desk
    await handing.hand_over(rooms, session, ticket, phrases.NO_DESK_NAMED, rule="asked_for_person")
    return True
