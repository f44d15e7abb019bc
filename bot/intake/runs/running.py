"""Runs a ticket's skill, one durable step after the other, until it asks, is done, or needs a person."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.connections import patience
from bot.connections.grants import granted, owned
from bot.connections.patience import insist, is_cancelled
from bot.connections.ports import Busy
from bot.engine.passing import passes
from bot.engine.steps import Steps, Work
from bot.governance.people import Member
from bot.intake.library import Lookup
from bot.intake.rooms import Rooms
from bot.intake.runs import endings
from bot.intake.runs.endings import RunEnding, UnderWay
from bot.intake.runs.locks import TicketLocks, release
from bot.intake.runs.witness import AuditWitness
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from skills import Ask, Done, HandOff, Person, Run, ToolDenied, ToolUnavailable
from skills.catalog import Skill
from skills.contract import MAX_STEPS, Step
from skills.running import take

log = logging.getLogger(__name__)

STEP_SECONDS = 60.0
MOST_QUESTIONS = 6
"""A skill that asks more often than this is stuck, and a person takes over."""

SAME_QUESTION = 3
CHANGED = "This skill was changed while the request was open, so a person should look at it."

CHANGING = ("position", "inputs", "found", "tried", "asked", "questions", "ending")
"""What a step may change of its run."""

NEXT, ENDED = "next", "ended"

HEARD = "said to people"
"""The input that holds what was said since people had the ticket, for a skill to read with the request."""


async def run_skill(rooms: Rooms, steps: Steps, ticket: int) -> None:
    """Take steps until the run has an ending; each is recorded, so a crash resumes after the last one."""
    opened: OpenRun | None = None

    async def one_more() -> Work:
        nonlocal opened
        opened = opened or await open_run(rooms, ticket)
        return await take_step(rooms, opened)

    for count in range(MAX_STEPS):
        if await steps.attempt(f"step {count + 1} of T-{ticket}", one_more) == ENDED:
            return


@dataclass
class OpenRun:
    """A run as it stands, with what surrounds it; nobody else changes it while its turn goes on."""

    ticket: TicketRow
    run: RunRow
    skill: Skill | None
    member: Member
    locks: TicketLocks
    person: Person | None = None


async def open_run(rooms: Rooms, number: int) -> OpenRun:
    """The run of this ticket, where its last step left it."""
    async with rooms.sessions() as session:
        both = select(TicketRow, RunRow).join(RunRow, RunRow.ticket == TicketRow.number)
        ticket, run = (await session.execute(both.where(TicketRow.number == number))).one()
    member = await rooms.people.member(ticket.requester)
    skill = rooms.catalog.skills.get(run.skill)
    return OpenRun(ticket, run, skill, member, TicketLocks(rooms.sessions, ticket))


@dataclass(frozen=True)
class AtHand:
    """What one step works with besides the run. `key` names the step: taken again, it does a thing once."""

    key: str
    witness: AuditWitness
    lookup: Lookup


async def take_step(rooms: Rooms, opened: OpenRun) -> Work:
    """One step of a run; returns what keeps its result, position and findings."""
    ticket, run = opened.ticket, opened.run
    key = f"{ticket.id}:{run.skill}:{run.position}:{run.questions}:{len(run.tried)}"
    at_hand = AtHand(key, AuditWitness(rooms, ticket, key), Lookup(rooms.library, ticket))
    over = run.ending is not None
    ending = None if over else await _next_ending(rooms, opened, at_hand)
    run.position += 0 if over or isinstance(ending, Ask) else 1
    if ending is not None:
        endings.keep(run, ending)
    stands = {name: getattr(run, name) for name in CHANGING}

    async def keep(session: AsyncSession) -> str:
        await session.execute(update(RunRow).where(RunRow.ticket == ticket.number).values(stands))
        await at_hand.witness.write(session)
        await at_hand.lookup.write(session)
        if ending is not None and not isinstance(ending, Ask):
            await release(session, ticket.number)
        return NEXT if ending is None and not over else ENDED

    return keep


async def _next_ending(rooms: Rooms, opened: OpenRun, at_hand: AtHand) -> RunEnding | None:
    skill, run = opened.skill, opened.run
    if skill is None or skill.code_hash != run.code:
        return HandOff(CHANGED, rule="changed")
    if run.position >= len(skill.steps):
        return HandOff("The skill came to its end without an answer.")
    if run.questions >= MOST_QUESTIONS:
        return HandOff(f"I asked {run.questions} times and still could not finish.", rule="stuck")
    step = skill.steps[run.position]
    try:
        hands = await _hands(rooms, opened, skill, at_hand)
    except (ToolDenied, ToolUnavailable) as error:
        return HandOff(f"The company directory did not say who asks: {error}")
    ending = await _taken(step, hands, opened.ticket.id)
    if ending is None or isinstance(ending, Ask):
        ending = await _under_way(opened, skill, hands) or ending
    if isinstance(ending, Ask) and _asked_before(run, ending) >= SAME_QUESTION:
        ending = HandOff(f"I asked the same thing {SAME_QUESTION} times: {ending.question}", rule="stuck")
    outcome = _outcome(ending) or _news(run.found, hands.found)
    run.inputs, run.found = dict(hands.inputs), dict(hands.found)
    run.tried = [*run.tried, {"step": step.title, "outcome": outcome}]
    return ending


async def _taken(step: Step, hands: Run, ticket: str) -> RunEnding | None:
    """What a step comes to; one that fails or takes too long leaves the ticket to a person."""
    try:
        async with asyncio.timeout(STEP_SECONDS):
            return await take(step, hands)
    except TimeoutError:
        return HandOff(f"“{step.title}” took longer than {STEP_SECONDS:.0f} seconds.", rule="stuck")
    except Busy as busy:
        return _busy(busy)
    except (Exception, SystemExit, asyncio.CancelledError) as error:
        if is_cancelled() or (isinstance(error, Exception) and passes(error)):
            raise
        log.exception("Step %r of %s failed.", step.title, ticket)
        return HandOff(f"“{step.title}” failed in a way it should not.", rule="error")


def _busy(busy: Busy) -> RunEnding:
    holder = busy.holder
    if holder.same:
        return UnderWay(holder.ticket)
    working = f"{holder.coworker.title()} is already working on the same thing for T-{holder.ticket}"
    return HandOff(f"{working}, and two of us should not change it side by side.", rule="busy")


async def _under_way(opened: OpenRun, skill: Skill, hands: Run) -> UnderWay | None:
    """Hold what the skill works on from the moment it knows it; or say who is at it already."""
    thing = _works_on(skill, hands.found)
    if not thing or thing == _works_on(skill, opened.run.found):
        return None
    holder = await opened.locks.take(owned(hands.person.id, thing))
    return UnderWay(holder.ticket) if holder and holder.same else None


def _works_on(skill: Skill, found: Mapping[str, JsonValue]) -> str:
    """What the badge says it holds; "" as long as that is not known."""
    try:
        return skill.badge.holds.format_map(found)
    except KeyError:
        return ""


async def _hands(rooms: Rooms, opened: OpenRun, skill: Skill, at_hand: AtHand) -> Run:
    person = opened.person = opened.person or await _who_asks(rooms, opened.member)
    return Run(
        request="\n".join(filter(None, (opened.ticket.request, opened.run.inputs.get(HEARD, "")))),
        person=person,
        tools=granted(
            rooms.company,
            at_hand.lookup.by(person),
            skill.badge,
            person,
            at_hand.witness,
            opened.locks,
            at_hand.key,
        ),
        inputs=dict(opened.run.inputs),
        found=dict(opened.run.found),
        today=now().astimezone(_zone(person)).date(),
    )


async def _who_asks(rooms: Rooms, member: Member) -> Person:
    return await insist(
        lambda: rooms.company.person(member.id, member.name, member.email, member.timezone),
        iter(patience.PAUSES),
    )


def _zone(person: Person) -> ZoneInfo:
    try:
        return ZoneInfo(person.timezone)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


def _outcome(ending: RunEnding | None) -> str:
    match ending:
        case Ask(question):
            return f"asked: {question}"
        case Done(text):
            return text
        case HandOff(reason):
            return reason
        case UnderWay(other):
            return f"is being done already, as T-{other}"
    return ""


def _news(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]) -> str:
    """What a step that went on has found out, for the packet."""
    news = (f"{name} {value}" for name, value in after.items() if before.get(name) != value and value)
    return ", ".join(news) or "done"


def _asked_before(run: RunRow, ask: Ask) -> int:
    return sum(row["outcome"] == _outcome(ask) for row in run.tried)
