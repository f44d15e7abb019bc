"""The edge of a turn: what could not be done becomes a ticket for a person, and a plain sentence."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Answer, Notice, Place
from bot.desk.states import WITH_DESK, State
from bot.governance.audit import Outcome
from bot.intake import handing, outcomes, phrases
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.turn import Clicked, Commanded, Said, Turn
from bot.store.tables import TicketRow

BECAUSE = "Something went wrong on Baton's side while it worked on this."


async def hand_to_people(rooms: Rooms, session: AsyncSession, turn: Turn) -> str:
    """Nothing fails silently: an audit row, a ticket where somebody asked for something, a sentence."""
    await rooms.audit.record(
        session, Outcome.FAILED, team=turn.team, actor="baton", action="turn", key=f"failed:{turn.key}"
    )
    ticket = await _ticket(rooms, session, turn)
    if ticket is None:
        await _apologise(rooms, session, turn)
    else:
        await rooms.line.say(session, Notice(Place(ticket.channel, ticket.thread), phrases.TROUBLE))
        if ticket.state in {State.OPEN, State.ASKED}:
            await handing.hand_over(rooms, session, ticket, BECAUSE, rule="error")
    number = ticket.number if ticket else None
    await outcomes.record(session, turn, Became.ESCALATED, BECAUSE, ticket=number, rule="error")
    return Became.ESCALATED


async def _ticket(rooms: Rooms, session: AsyncSession, turn: Turn) -> TicketRow | None:
    """The ticket that goes to a person: the one of the thread, or a new one for a new request."""
    if not isinstance(turn, Said) or await tickets.by_packet(session, turn.team, turn.channel, turn.thread):
        return None
    here = await tickets.active_in_thread(session, turn.team, turn.channel, turn.thread)
    if here:
        return next((ticket for ticket in here if ticket.state not in WITH_DESK), here[-1])
    if not turn.addressed:
        return None
    desk = rooms.first_desk
    return await tickets.open_ticket(
        session,
        team=turn.team,
        place=Place(turn.channel, turn.thread),
        requester=turn.user,
        coworker=rooms.coworker(desk),
        desk=desk,
        request=turn.text,
        rule="error",
    )


async def _apologise(rooms: Rooms, session: AsyncSession, turn: Turn) -> None:
    if isinstance(turn, Clicked | Commanded) and turn.address:
        await rooms.line.say(session, Answer(turn.address, phrases.TROUBLE_WITHOUT_TICKET))
