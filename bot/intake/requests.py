"""A new request: what triage decided, turned into tickets, questions, or a kind sentence."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers import lifecycle
from bot.desk import tickets
from bot.desk.messages import Place, Question, Reply
from bot.desk.states import Move
from bot.intake import handing, outcomes, phrases, threads
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision, Part, Route
from bot.intake.turn import Inbound
from bot.intake.voice import tell
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow, TimerRow
from skills import Ask, Choice

DESK_PATIENCE = timedelta(minutes=2)
"""How long the question "which team?" waits before the request goes to the first desk."""


@dataclass(frozen=True)
class Request:
    """A request as it came: whose turn it is, where it is answered, and the person's own words."""

    turn: Inbound
    place: Place
    text: str
    notes: tuple[str, ...] = ()


async def begin(rooms: Rooms, session: AsyncSession, request: Request, decision: Decision) -> list[int]:
    """Act on a decision; returns the tickets whose skills are to run now."""
    match decision.route:
        case Route.NONE:
            await _small(rooms, session, request, decision)
            return []
        case Route.CLARIFY:
            await _clarify(rooms, session, request, decision)
            return []
        case Route.PERSON:
            await _person(rooms, session, request, decision)
            return []
        case Route.SKILL:
            part = Part(request.text, decision.skill)
            return await _start(rooms, session, request, decision, part)
        case Route.SPLIT:
            started = [await _start(rooms, session, request, decision, part) for part in decision.parts]
            return [number for numbers in started for number in numbers]


async def start_skill(rooms: Rooms, session: AsyncSession, ticket: TicketRow, name: str) -> bool:
    """Put a skill to work on a ticket; False when its coworker is paused (the desk has it then)."""
    skill = rooms.catalog.skills[name]
    ticket.skill, ticket.desk = name, skill.badge.desk
    ticket.coworker = rooms.coworker(skill.badge.desk, name)
    inputs = await threads.inputs(rooms, session, ticket, skill.badge)
    run = await session.get(RunRow, ticket.number)
    if run is None:
        run = RunRow(ticket=ticket.number, found={}, tried=[], questions=0)
        session.add(run)
    run.skill, run.code, run.position, run.inputs = name, skill.code_hash, 0, inputs
    run.asked, run.ending = None, None
    await session.flush()
    state = await lifecycle.state_of(session, ticket.team, ticket.coworker)
    if state is lifecycle.State.ACTIVE:
        return True
    because = f"{ticket.coworker.title()} is {state}, so people take its requests."
    await handing.hand_over(rooms, session, ticket, because, rule=f"coworker_{state}")
    return False


async def _start(
    rooms: Rooms, session: AsyncSession, request: Request, decision: Decision, part: Part
) -> list[int]:
    if part.skill is None:
        ticket = await _open(rooms, session, request, decision, part.text, decision.desk or rooms.first_desk)
        await handing.hand_over(rooms, session, ticket, decision.reason, rule=decision.rule)
        return []
    desk = rooms.catalog.skills[part.skill].badge.desk
    ticket = await _open(rooms, session, request, decision, part.text, desk)
    return [ticket.number] if await start_skill(rooms, session, ticket, part.skill) else []


async def _small(rooms: Rooms, session: AsyncSession, request: Request, decision: Decision) -> None:
    coworker = rooms.coworker(rooms.first_desk)
    text = phrases.kind_sentence(decision.rule)
    await tell(rooms, session, request.turn, Reply(request.place, text, coworker, notes=request.notes))
    await outcomes.record(session, request.turn, Became.ANSWERED, decision.reason, rule=decision.rule)


async def _clarify(rooms: Rooms, session: AsyncSession, request: Request, decision: Decision) -> None:
    ticket = await _open(rooms, session, request, decision, request.text, _desk_of(rooms, decision))
    await ask_which(rooms, session, request, ticket, decision)


async def ask_which(
    rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow, decision: Decision
) -> None:
    """Offer the likely skills as buttons; a line of text is an answer too."""
    titles = ((name, rooms.catalog.skills[name].badge.title) for name in decision.choices)
    ask = Ask(
        phrases.which(bool(decision.choices)),
        fills="skill",
        choices=tuple(Choice(title, f"skill:{name}") for name, title in titles),
    )
    await put_question(rooms, session, request, ticket, ask, why=decision.reason)


async def _person(rooms: Rooms, session: AsyncSession, request: Request, decision: Decision) -> None:
    desk = decision.desk
    ticket = await _open(rooms, session, request, decision, request.text, desk or rooms.first_desk)
    if desk is None:
        return await ask_desk(rooms, session, request, ticket)
    await handing.hand_over(rooms, session, ticket, decision.reason, rule=decision.rule)
    return await outcomes.record(
        session, request.turn, Became.ESCALATED, decision.reason, ticket=ticket.number, rule=decision.rule
    )


async def hand_over_now(rooms: Rooms, session: AsyncSession, ticket: TicketRow, decision: Decision) -> None:
    """They want a person while a coworker has the ticket: the desk gets it at once."""
    if decision.desk and decision.desk != ticket.desk:
        ticket.desk, ticket.coworker = decision.desk, rooms.coworker(decision.desk)
        await session.flush()
    await handing.hand_over(rooms, session, ticket, decision.reason, rule=decision.rule)


async def ask_desk(rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow) -> None:
    """Nothing says which team it is for: ask once; unanswered, it goes to the first desk."""
    choices = tuple(Choice(desk.title or name, f"desk:{name}") for name, desk in rooms.desks.items())
    ask = Ask(phrases.WHICH_DESK, fills="desk", choices=choices)
    await put_question(rooms, session, request, ticket, ask)
    session.add(
        TimerRow(
            id=f"default_desk:{ticket.number}",
            due_at=now() + DESK_PATIENCE,
            conversation=request.turn.conversation,
            what="default_desk",
            ticket=ticket.number,
        )
    )


async def put_question(
    rooms: Rooms, session: AsyncSession, request: Request, ticket: TicketRow, ask: Ask, why: str = ""
) -> None:
    """Ask something about a ticket that has no skill yet, and wait for the answer."""
    run = await session.get(RunRow, ticket.number)
    if run is None:
        run = RunRow(ticket=ticket.number, skill="", code="", inputs={}, found={}, tried=[], questions=0)
        session.add(run)
    threads.wait_for(run, ask)
    await tickets.move(session, ticket, Move.ASK, ticket.coworker)
    question = Question(
        request.place,
        ask.question,
        ticket.coworker,
        ticket.number,
        choices=ask.choices,
        notes=request.notes,
        why=why,
    )
    await tell(rooms, session, request.turn, question)
    await outcomes.record(session, request.turn, Became.ASKED, why, ticket=ticket.number, rule=ticket.rule)


async def _open(
    rooms: Rooms, session: AsyncSession, request: Request, decision: Decision, text: str, desk: str
) -> TicketRow:
    return await tickets.open_ticket(
        session,
        team=request.turn.team,
        place=request.place,
        requester=request.turn.user,
        coworker=rooms.coworker(desk),
        desk=desk,
        request=text,
        rule=decision.rule,
        score=decision.score,
        runner_up=decision.runner_up,
        why=decision.reason,
    )


def _desk_of(rooms: Rooms, decision: Decision) -> str:
    for name in decision.choices:
        return rooms.catalog.skills[name].badge.desk
    return decision.desk or rooms.first_desk
