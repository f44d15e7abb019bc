"""Buttons: the desk's moves, answers to our questions, feedback; each only for whom it was meant."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.commands import answer as answer_command
from bot.desk import tickets
from bot.desk.desk import Verdict
from bot.desk.messages import Answer, Place
from bot.desk.relays import Spoken
from bot.desk.states import WITH_DESK, State
from bot.desk.voice import By
from bot.intake import answers, outcomes, phrases, requests, threads
from bot.intake.outcomes import Became
from bot.intake.requests import Request
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision, Route
from bot.intake.turn import Clicked
from bot.store.tables import TicketRow

WISH = "They asked for a person."

Handler = Callable[[Rooms, AsyncSession, Clicked], Awaitable[list[int]]]


async def click(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    """Do what a button says; returns the tickets to run."""
    handler = HANDLERS.get(turn.action)
    if handler is None:
        await outcomes.record(session, turn, Became.IGNORED, f"Nothing listens to `{turn.action}`.")
        return []
    return await handler(rooms, session, turn)


async def _claim(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    verdict = await rooms.desk.claim(session, turn.team, _number(turn), _by(turn))
    return await _judged(session, turn, verdict)


async def _release(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    verdict = await rooms.desk.release(session, turn.team, _number(turn), _by(turn))
    return await _judged(session, turn, verdict)


async def _return(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    verdict = await rooms.desk.return_to_coworker(session, turn.team, _number(turn), _by(turn))
    await _judged(session, turn, verdict)
    ticket = await tickets.find(session, turn.team, _number(turn))
    if verdict is not Verdict.DONE or ticket is None or not ticket.skill:
        return []
    return [ticket.number] if await requests.start_skill(rooms, session, ticket, ticket.skill) else []


async def _judged(session: AsyncSession, turn: Clicked, verdict: Verdict) -> list[int]:
    what = Became.NOTED if verdict is Verdict.DONE else Became.REFUSED
    number = _number(turn) if verdict is not Verdict.UNKNOWN else None
    await outcomes.record(session, turn, what, verdict, ticket=number)
    return []


async def _choose(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    """A choice under a question: the ticket is the clicker's own, and the question still waits."""
    ticket = await _own(rooms, session, turn)
    waiting = await threads.waiting_question(session, [ticket]) if ticket else None
    if ticket is None or waiting is None:
        return await _stale(rooms, session, turn, ticket)
    value, ask = _value(turn), waiting[1]
    if value not in {choice.value for choice in ask.choices}:
        return await _stale(rooms, session, turn, ticket)
    request = Request(turn, Place(ticket.channel, ticket.thread), value)
    if ask.fills in {"skill", "move", "desk"}:
        return await answers.choose(rooms, session, request, ticket, value)
    return await answers.fill(rooms, session, request, ticket, {ask.fills: value})


async def _person(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    ticket = await _own(rooms, session, turn)
    if ticket is None or ticket.state in WITH_DESK | {State.CLOSED}:
        return await _stale(rooms, session, turn, ticket)
    if ticket.state == State.SOLVED:
        await rooms.aftercare.reopen(session, ticket, Spoken(turn.user, WISH, turn.key))
    if ticket.state not in WITH_DESK:
        await requests.hand_over_now(rooms, session, ticket, Decision(Route.PERSON, "asked_for_person", WISH))
    await outcomes.record(session, turn, Became.ESCALATED, WISH, ticket=ticket.number)
    return []


async def _feedback(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    """The survey's buttons say `5` (a rating) or `repeat:yes` (had to repeat themselves)."""
    number, answer = _number(turn), _value(turn)
    score = int(answer) if answer in {"1", "2", "3", "4", "5"} else None
    repeat = {"repeat:yes": True, "repeat:no": False}.get(answer)
    taken = await rooms.aftercare.rate(
        session, turn.team, number, _by(turn), score=score, had_to_repeat=repeat
    )
    what = Became.NOTED if taken else Became.REFUSED
    await outcomes.record(session, turn, what, ticket=number if taken else None)
    return []


async def _helpful(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    ticket = await _own(rooms, session, turn)
    if ticket is not None:
        await tickets.note(session, ticket.number, turn.user, f"found it {_value(turn)}")
    await outcomes.record(session, turn, Became.NOTED, ticket=ticket.number if ticket else None)
    return []


async def _why(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    ticket = await _own(rooms, session, turn)
    if ticket is not None and turn.address:
        skill = rooms.catalog.skills.get(ticket.skill or "")
        title = skill.badge.title if skill else ""
        await rooms.line.say(session, Answer(turn.address, phrases.explain(ticket, title)))
    await outcomes.record(session, turn, Became.NOTED, ticket=ticket.number if ticket else None)
    return []


async def _steer(rooms: Rooms, session: AsyncSession, turn: Clicked) -> list[int]:
    """The Home page's pause and resume buttons say the same as the command."""
    text = f"{turn.action.removesuffix('_coworker')} {turn.choice}"
    await answer_command(rooms.commands, session, team=turn.team, user=turn.user, text=text, key=turn.key)
    await outcomes.record(session, turn, Became.NOTED, text)
    return []


async def _own(rooms: Rooms, session: AsyncSession, turn: Clicked) -> TicketRow | None:
    ticket = await tickets.find(session, turn.team, _number(turn))
    if ticket is None or ticket.requester != turn.user:
        await rooms.audit.refuse(
            session, team=turn.team, actor=turn.user, action=turn.action, key=turn.key, ticket=_number(turn)
        )
        return None
    return ticket


async def _stale(rooms: Rooms, session: AsyncSession, turn: Clicked, ticket: TicketRow | None) -> list[int]:
    text = phrases.STALE_BUTTON if ticket else phrases.NOT_FOR_BUTTON
    if turn.address:
        await rooms.line.say(session, Answer(turn.address, text))
    await outcomes.record(session, turn, Became.REFUSED, text, ticket=ticket.number if ticket else None)
    return []


def _by(turn: Clicked) -> By:
    return By(turn.user, turn.address)


def _number(turn: Clicked) -> int:
    """Every button of ours carries `<ticket>` or `<ticket>|<choice>`; a forged one finds no ticket 0."""
    number = turn.choice.partition("|")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0


def _value(turn: Clicked) -> str:
    return turn.choice.partition("|")[2]


HANDLERS: dict[str, Handler] = {
    "claim": _claim,
    "release": _release,
    "return_to_coworker": _return,
    "choose_skill": _choose,
    "answer": _choose,
    "talk_to_human": _person,
    "feedback": _feedback,
    "helpful": _helpful,
    "why": _why,
    "pause_coworker": _steer,
    "resume_coworker": _steer,
}
