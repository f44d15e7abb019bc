"""Modals that were sent: the desk's forms, a skill's form, a new request."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.desk import Verdict
from bot.desk.messages import Place
from bot.desk.voice import By
from bot.intake import answers, outcomes, phrases, requests, threads
from bot.intake.outcomes import Became
from bot.intake.requests import Request
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision
from bot.intake.turn import Submitted

Handler = Callable[[Rooms, AsyncSession, Submitted, Decision], Awaitable[list[int]]]


async def submit(rooms: Rooms, session: AsyncSession, turn: Submitted, decision: Decision) -> list[int]:
    """Do what a form says; `decision` is about its text, where it holds a request."""
    handler = HANDLERS.get(turn.form)
    if handler is None:
        await outcomes.record(session, turn, Became.IGNORED, f"Nothing listens to `{turn.form}`.")
        return []
    return await handler(rooms, session, turn, decision)


async def _resolve(rooms: Rooms, session: AsyncSession, turn: Submitted, _: Decision) -> list[int]:
    minutes, route = turn.values.get("minutes", ""), turn.values.get("route", "")
    verdict = await rooms.desk.resolve(
        session,
        turn.team,
        _number(turn),
        By(turn.user),
        fix=turn.values.get("fix", ""),
        route_was_right={"yes": True, "no": False}.get(route),
        minutes=int(minutes) if minutes.isdigit() else None,
    )
    return await _judged(session, turn, verdict)


async def _assign(rooms: Rooms, session: AsyncSession, turn: Submitted, _: Decision) -> list[int]:
    to = turn.values.get("assignee", "")
    verdict = await rooms.desk.assign(session, turn.team, _number(turn), By(turn.user), to)
    return await _judged(session, turn, verdict)


async def _judged(session: AsyncSession, turn: Submitted, verdict: Verdict) -> list[int]:
    what = Became.NOTED if verdict is Verdict.DONE else Became.REFUSED
    number = _number(turn) if verdict is not Verdict.UNKNOWN else None
    await outcomes.record(session, turn, what, verdict, ticket=number)
    return []


async def _correct(rooms: Rooms, session: AsyncSession, turn: Submitted, _: Decision) -> list[int]:
    text = turn.values.get("correction", "")
    taken = await rooms.aftercare.correct(session, turn.team, _number(turn), By(turn.user), text)
    await outcomes.record(session, turn, Became.NOTED if taken else Became.REFUSED)
    return []


async def _fill(rooms: Rooms, session: AsyncSession, turn: Submitted, _: Decision) -> list[int]:
    ticket = await tickets.find(session, turn.team, _number(turn))
    waiting = await threads.waiting_question(session, [ticket] if ticket else [])
    if ticket is None or ticket.requester != turn.user or waiting is None:
        await outcomes.record(session, turn, Became.REFUSED, "The question was answered already.")
        return []
    wanted = {field.name for field in waiting[1].form}
    values = {name: value for name, value in turn.values.items() if name in wanted and value}
    request = Request(turn, Place(ticket.channel, ticket.thread), "", phrases.masked_note(turn.masked))
    return await answers.fill(rooms, session, request, ticket, values)


async def _request(rooms: Rooms, session: AsyncSession, turn: Submitted, decision: Decision) -> list[int]:
    place = Place(await rooms.line.direct(turn.user))
    request = Request(turn, place, turn.values.get("request", ""), phrases.masked_note(turn.masked))
    return await requests.begin(rooms, session, request, decision)


def _number(turn: Submitted) -> int:
    return int(turn.about) if turn.about.isascii() and turn.about.isdigit() and len(turn.about) < 12 else 0


HANDLERS: dict[str, Handler] = {
    "resolve_ticket": _resolve,
    "assign_ticket": _assign,
    "correct_packet": _correct,
    "skill_form": _fill,
    "support": _request,
}
