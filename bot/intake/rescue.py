"""The edge of a turn: what could not be done becomes a ticket for a person, and a plain sentence."""

import logging

from bot.desk import tickets
from bot.desk.messages import Answer, Notice, Place
from bot.desk.states import WITH_COWORKER, WITH_DESK
from bot.errors import ConfigurationError
from bot.governance.audit import Outcome
from bot.intake import handing, phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Said
from bot.store.tables import TicketRow

log = logging.getLogger(__name__)

BECAUSE = "Something went wrong on Baton's side while it worked on this."


async def hand_to_people(scene: Scene) -> None:
    """Nothing fails silently: an audit row, a ticket where somebody asked for something, a sentence."""
    turn = scene.turn
    await scene.rooms.audit.record(
        scene.session, Outcome.FAILED, team=turn.team, actor="baton", action="turn", key=f"failed:{turn.key}"
    )
    ticket = await _ticket(scene)
    if ticket is None:
        await _apologise(scene)
    else:
        with_people = ticket.state not in WITH_COWORKER or await _handed_over(scene, ticket)
        text = phrases.TROUBLE if with_people else phrases.NOBODY_REACHED
        await scene.say(Notice(Place(ticket.channel, ticket.thread), text, ticket.number))
    await scene.came_to(Became.ESCALATED, BECAUSE, ticket=ticket, rule="error")


async def last_word(scene: Scene) -> None:
    """Not even a ticket could be made: the employee is told, so that they can go to somebody themselves."""
    if isinstance(scene.turn, Said) and scene.turn.addressed:
        await scene.say(Notice(scene.place, phrases.TROUBLE_WITHOUT_TICKET))
    await _apologise(scene)
    await scene.came_to(Became.ESCALATED, BECAUSE, rule="error")


async def _handed_over(scene: Scene, ticket: TicketRow) -> bool:
    """Give it to its desk; False when there is no channel to put it into, and nothing has changed."""
    try:
        async with scene.session.begin_nested():
            await handing.hand_over(scene, ticket, BECAUSE, rule="error")
    except ConfigurationError as error:
        log.error("%s could not be handed over: %s", ticket.id, error)
        await scene.session.refresh(ticket)
        return False
    return True


async def _ticket(scene: Scene) -> TicketRow | None:
    """The ticket that goes to a person: the one of the thread, or a new one for a new request."""
    turn, session, rooms = scene.turn, scene.session, scene.rooms
    if not isinstance(turn, Said) or await tickets.by_packet(session, turn.team, turn.channel, turn.thread):
        return None
    here = await tickets.active_in_thread(session, turn.team, turn.channel, turn.thread)
    if here:
        return next((ticket for ticket in here if ticket.state not in WITH_DESK), here[-1])
    if not turn.addressed:
        return None
    return await tickets.open_ticket(
        session,
        team=turn.team,
        place=scene.place,
        requester=turn.user,
        coworker=rooms.coworker(rooms.first_desk),
        desk=rooms.first_desk,
        request=turn.text,
        rule="error",
    )


async def _apologise(scene: Scene) -> None:
    if scene.by.address:
        await scene.say(Answer(scene.by.address, phrases.TROUBLE_WITHOUT_TICKET))
