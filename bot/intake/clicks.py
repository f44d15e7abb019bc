"""Buttons: the desk's moves, answers to our questions, feedback; each only for whom it was meant."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.coworkers.commands import answer as answer_command
from bot.desk import tickets
from bot.desk.messages import Answer, Place
from bot.desk.relay.relays import Spoken
from bot.desk.states import WITH_DESK, State
from bot.governance.access import Action, Role, allowed, roles_of
from bot.intake import (
    answers,
    handing,
    measuring,
    pausing,
    phrases,
    queueing,
    requests,
    staff,
    threads,
    together,
    why,
)
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.school import keeping, teaching
from bot.intake.triage.routing import NOT_OURS, Decision, Route
from bot.intake.turn import Clicked
from bot.learning import quality
from bot.store.tables import TicketRow

Handler = Callable[[Scene, Clicked], Awaitable[list[int]]]
RATINGS = {str(score): score for score in range(1, 6)}
REPEATED = {"repeat:yes": True, "repeat:no": False}
OF_THE_DESK = staff.OPEN_FORMS | {
    Action.RESOLVE,
    Action.HOLD,
    Action.ASSIGN,
    Action.WRONG_ROUTE,
    Action.EDIT_DRAFT,
}
"""Forms that only staff of the ticket's desk can open."""


async def click(scene: Scene, turn: Clicked) -> list[int]:
    """Do what a button says; returns the tickets to run."""
    handler = HANDLERS.get(turn.action)
    if handler is None:
        await scene.came_to(Became.IGNORED, f"Nothing listens to `{turn.action}`.")
        return []
    return await handler(scene, turn)


async def _claim(scene: Scene, turn: Clicked) -> list[int]:
    verdict = await scene.rooms.desk.claim(scene.session, turn.team, turn.ticket, scene.by)
    await scene.judged(verdict)
    return []


async def _release(scene: Scene, turn: Clicked) -> list[int]:
    verdict = await scene.rooms.desk.release(scene.session, turn.team, turn.ticket, scene.by)
    await scene.judged(verdict)
    return []


async def _join(scene: Scene, turn: Clicked) -> list[int]:
    await scene.judged(await scene.rooms.desk.joining.join(scene.session, turn.team, turn.ticket, scene.by))
    return []


async def _leave(scene: Scene, turn: Clicked) -> list[int]:
    await scene.judged(await scene.rooms.desk.joining.leave(scene.session, turn.team, turn.ticket, scene.by))
    return []


async def _choose(scene: Scene, turn: Clicked) -> list[int]:
    """A choice under a question: the ticket is the clicker's own, and the question still waits."""
    ticket = await _own(scene, turn)
    waiting = await threads.waiting_question(scene.session, [ticket]) if ticket else None
    value = turn.value
    if ticket is None or waiting is None or value not in {choice.value for choice in waiting[1].choices}:
        return await _stale(scene, ticket)
    if waiting[1].fills in answers.ABOUT_THE_REQUEST:
        return await answers.choose(scene, ticket, value)
    return await answers.fill(scene, ticket, {waiting[1].fills: value})


async def _person(scene: Scene, turn: Clicked) -> list[int]:
    if not turn.ticket:
        return await requests.begin(await _anew(scene))
    ticket = await _own(scene, turn)
    if ticket and await together.take_out(scene, ticket, turn.user, phrases.ASKED_FOR_PERSON):
        await scene.came_to(Became.ESCALATED, phrases.ASKED_FOR_PERSON, ticket=ticket)
        return []
    if ticket is None or ticket.state in WITH_DESK | {State.CLOSED}:
        return await _stale(scene, ticket)
    if ticket.state == State.SOLVED:
        said = Spoken(turn.user, phrases.ASKED_FOR_PERSON, turn.key)
        await scene.rooms.aftercare.reopen(scene.session, ticket, said)
    if ticket.state not in WITH_DESK:
        await handing.hand_over(scene, ticket, phrases.ASKED_FOR_PERSON, rule="asked_for_person")
    await scene.came_to(Became.ESCALATED, phrases.ASKED_FOR_PERSON, ticket=ticket)
    return []


async def _anew(scene: Scene) -> Scene:
    """The button on the Home page is about no request yet: it is as if they had written us a message."""
    place = Place(await scene.rooms.line.direct(scene.turn.user))
    decision = Decision(Route.PERSON, "asked_for_person", "You asked for a person.")
    return replace(scene, decision=decision, place=place, text=phrases.WANTS_PERSON)


async def _feedback(scene: Scene, turn: Clicked) -> list[int]:
    """The survey says `5` (a rating) or `repeat:yes` (had to repeat themselves), a thumb `yes` or `no`."""
    answer = turn.value
    ticket = await _own(scene, turn)
    if ticket is None:
        return await _stale(scene, None)
    if answer in {"yes", "no"}:
        return await _helpful(scene, ticket, helped=answer == "yes")
    taken = await scene.rooms.aftercare.rate(
        scene.session,
        turn.team,
        ticket.number,
        scene.by,
        score=RATINGS.get(answer),
        had_to_repeat=REPEATED.get(answer),
    )
    await scene.came_to(Became.NOTED if taken else Became.REFUSED)
    return []


async def _helpful(scene: Scene, ticket: TicketRow, *, helped: bool) -> list[int]:
    """A thumb under an answer of ours; pressed once more, the last word counts."""
    await tickets.note(scene.session, ticket.number, scene.turn.user, f"found it {'yes' if helped else 'no'}")
    if not helped:
        await quality.doubt(scene.session, ticket, quality.Why.DID_NOT_HELP)
    await _whisper(scene, phrases.HELPED if helped else phrases.DID_NOT_HELP)
    await scene.came_to(Became.NOTED, ticket=ticket)
    return []


async def _why(scene: Scene, turn: Clicked) -> list[int]:
    """A sentence for whose request it is, the details for the staff who have it, nothing for anybody else."""
    if not turn.ticket and turn.value in NOT_OURS:
        await _whisper(scene, NOT_OURS[turn.value])
        await scene.came_to(Became.NOTED)
        return []
    ticket = await tickets.find(scene.session, turn.team, turn.ticket)
    if ticket is not None and ticket.requester == turn.user and turn.channel == ticket.channel:
        await _whisper(scene, await why.to_employee(scene, ticket))
    elif ticket is not None and Role.AGENT in await roles_of(scene.rooms.people, turn.user, desk=ticket.desk):
        await _whisper(scene, await why.to_staff(scene, ticket))
    else:
        await scene.refuse(turn.action)
        return await _stale(scene, None)
    await scene.came_to(Became.NOTED, ticket=ticket)
    return []


async def _steer(scene: Scene, turn: Clicked) -> list[int]:
    """The Home page's pause and resume buttons do what the command does; Home shows what came of it."""
    text = f"{turn.action} {turn.choice}"
    await answer_command(
        scene.rooms.commands, scene.session, team=turn.team, user=turn.user, text=text, key=turn.key
    )
    await scene.came_to(Became.NOTED, text)
    return []


async def _unopened(scene: Scene, turn: Clicked) -> list[int]:
    """A form that did not open: it is for somebody else, or there is nothing left to fill in."""
    theirs = _of_their_desk if turn.action in OF_THE_DESK else _own
    ticket = await theirs(scene, turn)
    if ticket is None:
        return await _stale(scene, None)
    await _whisper(scene, phrases.UNOPENED)
    await scene.came_to(Became.NOTED, phrases.UNOPENED, ticket=ticket)
    return []


async def _of_their_desk(scene: Scene, turn: Clicked) -> TicketRow | None:
    ticket = await tickets.find(scene.session, turn.team, turn.ticket)
    roles = await roles_of(scene.rooms.people, turn.user, desk=ticket.desk if ticket else None)
    if ticket is None or not allowed(roles, Action(turn.action)):
        await scene.refuse(turn.action)
        return None
    return ticket


async def _own(scene: Scene, turn: Clicked) -> TicketRow | None:
    return await scene.own(turn.ticket, turn.action)


async def _whisper(scene: Scene, text: str) -> None:
    if scene.by.address:
        await scene.say(Answer(scene.by.address, text))


async def _stale(scene: Scene, ticket: TicketRow | None) -> list[int]:
    text = phrases.STALE_BUTTON if ticket else phrases.NOT_FOR_BUTTON
    await _whisper(scene, text)
    await scene.came_to(Became.REFUSED, text, ticket=ticket)
    return []


HANDLERS: dict[str, Handler] = {
    "claim": _claim,
    "release": _release,
    "join": _join,
    "leave": _leave,
    "wait_for_employee": pausing.wait,
    "carry_on": pausing.carry_on,
    "severity": pausing.grade,
    "pulse": pausing.feel,
    "hold": _unopened,
    "choose_skill": _choose,
    "answer": _choose,
    "talk_to_human": _person,
    "feedback": _feedback,
    "why": _why,
    "rate_packet": measuring.rate,
    "still_asked": measuring.lack,
    "resolve": _unopened,
    "assign": _unopened,
    "correct_packet": _unopened,
    "wrong_route": _unopened,
    "accept_correction": teaching.review,
    "reject_correction": teaching.review,
    "open_form": _unopened,
    "check_answer": keeping.check,
    "drop_draft": keeping.drop,
    "withdraw_article": keeping.withdraw,
    "edit_draft": _unopened,
    "pause": _steer,
    "resume": _steer,
    "queue": queueing.look,
    **staff.CLICKS,
    **dict.fromkeys(staff.OPEN_FORMS, _unopened),
}
