"""Modals that were sent: the desk's forms, a skill's form, a new request."""

from collections.abc import Awaitable, Callable

from bot.desk.messages import Place
from bot.desk.office import Verdict
from bot.intake import answers, pausing, requests, staff, threads, together
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.school import keeping, teaching
from bot.intake.turn import Submitted

Handler = Callable[[Scene, Submitted], Awaitable[list[int]]]
ROUTES = {"yes": True, "no": False}


async def submit(scene: Scene, turn: Submitted) -> list[int]:
    """Do what a form says; returns the tickets to run."""
    handler = HANDLERS.get(turn.form)
    if handler is None:
        await scene.came_to(Became.IGNORED, f"Nothing listens to `{turn.form}`.")
        return []
    return await handler(scene, turn)


async def _resolve(scene: Scene, turn: Submitted) -> list[int]:
    minutes = turn.values.get("minutes", "")[:4]
    verdict = await scene.rooms.desk.resolve(
        scene.session,
        turn.team,
        turn.ticket,
        scene.by,
        fix=turn.values.get("fix", ""),
        route_was_right=ROUTES.get(turn.values.get("route", "")),
        minutes=int(minutes) if minutes.isascii() and minutes.isdigit() else None,
    )
    if verdict is Verdict.DONE:
        await together.solve_the_rest(scene, turn.ticket, turn.values.get("fix", ""))
    if verdict is Verdict.DONE and turn.values.get("route") == "no":
        await teaching.invite(scene, turn.ticket)
    await scene.judged(verdict)
    return []


async def _assign(scene: Scene, turn: Submitted) -> list[int]:
    to = turn.values.get("assignee", "")
    verdict = await scene.rooms.desk.assign(scene.session, turn.team, turn.ticket, scene.by, to)
    await scene.judged(verdict)
    return []


async def _correct(scene: Scene, turn: Submitted) -> list[int]:
    ticket = await scene.own(turn.ticket, turn.form)
    text, aftercare = turn.values.get("correction", ""), scene.rooms.aftercare
    taken = ticket and await aftercare.correct(scene.session, turn.team, ticket.number, scene.by, text)
    await scene.came_to(Became.NOTED if taken else Became.REFUSED)
    return []


async def _fill(scene: Scene, turn: Submitted) -> list[int]:
    ticket = await scene.own(turn.ticket, turn.form)
    waiting = await threads.waiting_question(scene.session, [ticket] if ticket else [])
    if ticket is None or waiting is None:
        await scene.came_to(Became.REFUSED, "The question was answered already.")
        return []
    wanted = {field.name for field in waiting[1].form}
    values = {name: value for name, value in turn.values.items() if name in wanted and value}
    return await answers.fill(scene, ticket, values)


async def _request(scene: Scene, turn: Submitted) -> list[int]:
    return await requests.begin(scene.at(Place(await scene.rooms.line.direct(turn.user))))


HANDLERS: dict[str, Handler] = {
    "resolve_ticket": _resolve,
    "assign_ticket": _assign,
    "hold_ticket": pausing.hold,
    "correct_packet": _correct,
    "correct_route": teaching.propose,
    "approve_article": keeping.approve,
    "skill_form": _fill,
    "support": _request,
    **staff.SUBMITTED,
}
