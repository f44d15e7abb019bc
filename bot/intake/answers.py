"""The answer to a question of ours: a button, a form, or a line of text, taken the same way."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.states import Move
from bot.intake import handing, outcomes, requests, threads
from bot.intake.outcomes import Became
from bot.intake.requests import Request
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision, Route
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from memory import Fact
from skills import Ask, Choice

MOST_CLARIFICATIONS = 2


def offer(question: str, choices: tuple[Choice, ...]) -> Ask:
    """A question about the request itself, whose choices are moves of ours."""
    return Ask(question, fills="move", choices=choices)


async def take(
    rooms: Rooms, session: AsyncSession, request: Request, decision: Decision, ticket: TicketRow, ask: Ask
) -> list[int]:
    """Take a line of text as the answer; returns the tickets to run."""
    if decision.route is Route.PERSON:
        await requests.hand_over_now(rooms, session, ticket, decision)
        await _escalated(session, request, ticket, decision.reason)
        return []
    value = threads.matching_choice(ask, request.text)
    if ask.fills in {"skill", "move", "desk"}:
        return await _about_the_request(rooms, session, request, decision, ticket, value)
    return await fill(rooms, session, request, ticket, {ask.fills: value or request.text})


async def fill(
    rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow, values: dict[str, str]
) -> list[int]:
    """Give a waiting skill what it asked for, and let it go on."""
    run = await session.get_one(RunRow, ticket.number)
    run.inputs = run.inputs | values
    run.asked, run.ending = None, None
    for name, value in values.items():
        await _keep_as_fact(rooms, session, request, ticket, name, value)
    await tickets.move(session, ticket, Move.ANSWER, request.turn.user)
    return [ticket.number]


async def choose(
    rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow, value: str
) -> list[int]:
    """Take a chosen move: `skill:<name>`, `desk:<name>`, or `person`."""
    what, _, name = value.partition(":")
    await tickets.move(session, ticket, Move.ANSWER, request.turn.user)
    if what == "skill" and name in rooms.catalog.skills:
        if await requests.start_skill(rooms, session, ticket, name):
            return [ticket.number]
        await _escalated(session, request, ticket, "")
        return []
    desk = name if what == "desk" and name in rooms.desks else ticket.desk
    ticket.desk, ticket.coworker = desk, rooms.coworker(desk)
    await session.flush()
    await handing.hand_over(rooms, session, ticket, "They asked for a person.", rule="asked_for_person")
    await _escalated(session, request, ticket, "They asked for a person.")
    return []


async def _about_the_request(
    rooms: Rooms,
    session: AsyncSession,
    request: Request,
    decision: Decision,
    ticket: TicketRow,
    value: str | None,
) -> list[int]:
    run = await session.get_one(RunRow, ticket.number)
    if value:
        return await choose(rooms, session, request, ticket, value)
    if decision.route is Route.SKILL and decision.skill:
        ticket.request = f"{ticket.request}\n{request.text}"
        return await choose(rooms, session, request, ticket, f"skill:{decision.skill}")
    if run.questions >= MOST_CLARIFICATIONS:
        because = "I asked twice and still don't know what is needed."
        await handing.hand_over(rooms, session, ticket, because, rule="stuck")
        await _escalated(session, request, ticket, because)
        return []
    await tickets.move(session, ticket, Move.ANSWER, request.turn.user)
    await requests.ask_which(rooms, session, request, ticket, decision)
    return []


async def _escalated(session: AsyncSession, request: Request, ticket: TicketRow, why: str) -> None:
    await outcomes.record(
        session, request.turn, Became.ESCALATED, why, ticket=ticket.number, rule=ticket.rule
    )


async def _keep_as_fact(
    rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow, name: str, value: str
) -> None:
    fact = Fact(
        key=name,
        value=value,
        source_id=request.turn.key,
        said_at=now(),
        conversation=f"{ticket.channel}:{ticket.thread}",
    )
    await rooms.memory.note(session, ticket.team, ticket.requester, [fact])
