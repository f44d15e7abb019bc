"""Buttons and the form with which staff stop and restart a ticket's clocks, and say how grave it is."""

from contextlib import suppress
from datetime import date, datetime, time

from bot.desk import tickets
from bot.desk.calendar.hours import at_clock
from bot.desk.messages import Answer
from bot.desk.office import Verdict
from bot.desk.pace import pulse
from bot.desk.relay.relays import Crossing
from bot.intake import phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked, Said, Submitted
from bot.store.tables import TicketRow

THANKS = "Thank you. Nobody sees your answer by itself."


async def wait(scene: Scene, turn: Clicked) -> list[int]:
    """It is the employee's turn."""
    return await _judged(
        scene, await scene.rooms.desk.pauses.wait(scene.session, turn.team, turn.ticket, scene.by)
    )


async def carry_on(scene: Scene, turn: Clicked) -> list[int]:
    """It is the desk's turn again."""
    return await _judged(
        scene, await scene.rooms.desk.pauses.carry_on(scene.session, turn.team, turn.ticket, scene.by)
    )


async def grade(scene: Scene, turn: Clicked) -> list[int]:
    """How grave it is."""
    pauses = scene.rooms.desk.pauses
    return await _judged(
        scene, await pauses.grade(scene.session, turn.team, turn.ticket, scene.by, turn.value)
    )


async def feel(scene: Scene, turn: Clicked) -> list[int]:
    """How somebody's week at a desk was."""
    office = scene.rooms.desk.office
    taken = await pulse.answer(office, scene.session, turn.team, turn.user, turn.value)
    if scene.by.address:
        await scene.say(Answer(scene.by.address, THANKS if taken else phrases.NOT_FOR_BUTTON))
    await scene.came_to(Became.NOTED if taken else Became.REFUSED)
    return []


async def hold(scene: Scene, turn: Submitted) -> list[int]:
    """Why nothing can be done, and until when, if that is known."""
    ticket = await tickets.find(scene.session, turn.team, turn.ticket)
    verdict = await scene.rooms.desk.pauses.hold(
        scene.session,
        turn.team,
        turn.ticket,
        scene.by,
        because=turn.values.get("because", ""),
        until=_until(scene, ticket, turn.values.get("until", "")),
    )
    return await _judged(scene, verdict)


async def spoke(scene: Scene, turn: Said, ticket: TicketRow, crossing: Crossing) -> None:
    """Somebody of the desk wrote below the packet: their claim holds, and an answer has been given."""
    desk, session = scene.rooms.desk, scene.session
    await desk.leases.heard(session, ticket, turn.user)
    if crossing is Crossing.CROSSED:
        await desk.clocks.responded(session, ticket)
        await desk.pauses.asked(session, ticket, turn.user, turn.text)


def _until(scene: Scene, ticket: TicketRow | None, day: str) -> datetime | None:
    """The beginning of a day, by the clocks of the desk; None where none is named."""
    if ticket is None:
        return None
    zone = scene.rooms.desk.office.rota.hours(ticket.desk).zone
    with suppress(ValueError):
        return at_clock(date.fromisoformat(day), time(), zone)
    return None


async def _judged(scene: Scene, verdict: Verdict) -> list[int]:
    await scene.judged(verdict)
    return []
