"""Timers that are due: checked again, because the world may have moved on since they were set."""

import logging

from bot.desk import handoffs
from bot.desk.messages import Notice, Place
from bot.desk.pace import pulse
from bot.desk.snoozing import SNOOZE
from bot.errors import ConfigurationError
from bot.intake import handing, phrases, threads
from bot.intake.commands.forgetting import FORGET, go_over_it_again
from bot.intake.outcomes import Became
from bot.intake.requests import DEFAULT_DESK
from bot.intake.scene import Scene
from bot.intake.turn import Rang
from bot.intake.watch.reports import report
from bot.intake.watch.timetable import ASKS, CLOSES, OPENS, REPORT
from bot.store.base import now
from bot.store.tables import TicketRow

log = logging.getLogger(__name__)


async def ring(scene: Scene, turn: Rang) -> list[int]:
    """Do what the timer was set for, if it still means anything."""
    if turn.timer == DEFAULT_DESK:
        meant = await _default_desk(scene, turn)
    elif turn.timer.startswith(FORGET):
        meant = await go_over_it_again(scene, turn)
    elif turn.timer.startswith(REPORT):
        meant = await _report(scene, turn)
    elif turn.timer.startswith((OPENS, CLOSES, ASKS)):
        meant = await _shift(scene, turn)
    elif turn.timer == SNOOZE:
        meant = await scene.rooms.snoozing.rang(scene.session, turn.team, turn.ticket)
    else:
        meant = await scene.rooms.aftercare.rang(scene.session, turn.team, turn.timer, turn.ticket)
    await scene.came_to(Became.NOTED if meant else Became.IGNORED, rule=turn.timer)
    return []


async def _default_desk(scene: Scene, turn: Rang) -> bool:
    """Nobody said which team: the first desk takes it, with everything that was said."""
    ticket = await scene.session.get(TicketRow, turn.ticket)
    waiting = await threads.waiting_question(scene.session, [ticket] if ticket else [])
    if ticket is None or waiting is None or waiting[1].fills != "desk":
        return False
    desk = scene.rooms.first_desk
    await handoffs.go_to(scene.session, ticket, desk, scene.rooms.coworker(desk), phrases.NO_DESK_NAMED)
    await handing.hand_over(scene, ticket, phrases.NO_DESK_NAMED, rule="asked_for_person")
    return True


async def _shift(scene: Scene, turn: Rang) -> bool:
    """A desk's day begins or ends, or its week does; False where there is no such desk any more."""
    kind, _, desk = turn.timer.partition(":")
    if desk not in scene.rooms.desks:
        return False
    shifts = scene.rooms.desk.shifts
    if f"{kind}:" == ASKS:
        return await pulse.ask(scene.rooms.desk.office, scene.session, turn.team, desk)
    told = shifts.begins if f"{kind}:" == OPENS else shifts.ends
    return await told(scene.session, turn.team, desk)


async def _report(scene: Scene, turn: Rang) -> bool:
    """The desk's channel reads how it stands; False where there is no such desk, or channel, any more."""
    desk = turn.timer.removeprefix(REPORT)
    if desk not in scene.rooms.desks:
        return False
    try:
        channel = await scene.rooms.line.channel_of(desk)
    except ConfigurationError as error:
        log.error("The report could not be given. %s", error)
        return False
    text = await report(scene.rooms, scene.session, desk, turn.since or now())
    await scene.say(Notice(Place(channel), text))
    return True
