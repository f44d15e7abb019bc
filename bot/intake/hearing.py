"""What a message means where it was said: for the desk, an answer, more of the same, or a new request."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Attachment, Notice, Place, Question, Reply
from bot.desk.relays import Crossing, Spoken
from bot.desk.states import WITH_DESK, Move, State
from bot.desk.thanks import is_thanks
from bot.governance.people import Member, refusal
from bot.intake import answers, outcomes, phrases, recollection, requests, threads
from bot.intake.outcomes import Became
from bot.intake.requests import Request
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision, Route
from bot.intake.turn import Said
from bot.intake.voice import tell
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from memory import Role
from memory import Said as Line
from skills import Ask, Choice


@dataclass(frozen=True)
class Heard:
    """A message, who said it, what triage makes of it, and where it is answered."""

    turn: Said
    member: Member
    decision: Decision

    @property
    def place(self) -> Place:
        """The thread of the message."""
        return Place(self.turn.channel, self.turn.thread)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person should know besides the answer."""
        return phrases.masked_note(self.turn.masked)

    @property
    def spoken(self) -> Spoken:
        """The message as the relay carries it."""
        files = (Attachment(file.name, file.kind, file.size, file.link) for file in self.turn.files)
        return Spoken(self.turn.user, self.turn.text, _source(self.turn), tuple(files))

    @property
    def request(self) -> Request:
        """The message as a request."""
        return Request(self.turn, self.place, self.turn.text, self.notes)


async def hear(rooms: Rooms, session: AsyncSession, heard: Heard) -> list[int]:
    """Everything about a message that needs no skill, in one transaction; returns the tickets to run."""
    turn = heard.turn
    if (why := refusal(heard.member)) is not None:
        return await _turn_away(rooms, session, heard, why)
    packet = await tickets.by_packet(session, turn.team, turn.channel, turn.thread)
    if packet is not None:
        return await _from_staff(rooms, session, heard, packet)
    here = [t for t in await threads.tickets_here(session, turn) if t.requester == turn.user]
    if not here and not turn.addressed:
        await outcomes.record(session, turn, Became.IGNORED, "It was not said to us.")
        return []
    await _remember(rooms, session, heard)
    return await _from_employee(rooms, session, heard, here)


async def _turn_away(rooms: Rooms, session: AsyncSession, heard: Heard, why: str) -> list[int]:
    if why and heard.turn.addressed:
        await rooms.line.say(session, Notice(heard.place, why))
    await rooms.audit.refuse(
        session,
        team=heard.turn.team,
        actor=heard.turn.user,
        action="message",
        key=heard.turn.key,
        why=why or "Not admitted.",
    )
    await outcomes.record(session, heard.turn, Became.REFUSED, why)
    return []


async def _from_staff(rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow) -> list[int]:
    crossing = await rooms.desk.relays.from_staff(session, ticket, heard.spoken)
    what = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    await outcomes.record(session, heard.turn, what, crossing, ticket=ticket.number)
    return []


async def _from_employee(
    rooms: Rooms, session: AsyncSession, heard: Heard, here: Sequence[TicketRow]
) -> list[int]:
    owned = [ticket for ticket in here if ticket.state in WITH_DESK]
    if owned:
        return await _relay(rooms, session, heard, owned[-1])
    if recollection.is_asked(heard.turn.text):
        return await _recollect(rooms, session, heard)
    waiting = await threads.waiting_question(session, here)
    if waiting:
        return await answers.take(rooms, session, heard.request, heard.decision, *waiting)
    if here and here[-1].state == State.SOLVED:
        return await _after_solved(rooms, session, heard, here[-1])
    if heard.turn.root and (elsewhere := await threads.waiting_elsewhere(session, heard.turn)):
        return await _answer_elsewhere(rooms, session, heard, *elsewhere)
    return await requests.begin(rooms, session, heard.request, heard.decision)


async def _relay(rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow) -> list[int]:
    await rooms.desk.relays.from_employee(session, ticket, heard.spoken)
    await outcomes.record(session, heard.turn, Became.RELAYED, ticket=ticket.number)
    return []


async def _recollect(rooms: Rooms, session: AsyncSession, heard: Heard) -> list[int]:
    text = await recollection.what_is_remembered(rooms, session, heard.turn.team, heard.turn.user)
    coworker = rooms.coworker(rooms.first_desk)
    await tell(rooms, session, heard.turn, Reply(heard.place, text, coworker, notes=heard.notes))
    await outcomes.record(session, heard.turn, Became.ANSWERED, rule="recollection")
    return []


async def _after_solved(rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow) -> list[int]:
    """A word of thanks ends it; "still broken" starts it again; anything else is a request of its own."""
    turn = heard.turn
    if is_thanks(turn.text):
        if ticket.solved_by == "ai":
            await tickets.note(session, ticket.number, turn.user, "confirmed by the employee")
            reply = Reply(heard.place, phrases.GLAD, ticket.coworker, notes=heard.notes)
            await tell(rooms, session, turn, reply)
        await outcomes.record(session, turn, Became.NOTED, "They said thanks.", ticket=ticket.number)
        return []
    if heard.decision.route is Route.PERSON or ticket.solved_by != "ai":
        return await _back_to_people(rooms, session, heard, ticket)
    if heard.decision.route is Route.SKILL and heard.decision.skill != ticket.skill:
        return await requests.begin(rooms, session, heard.request, heard.decision)
    return await _ask_again(rooms, session, heard, ticket)


async def _back_to_people(rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow) -> list[int]:
    if await rooms.aftercare.reopen(session, ticket, heard.spoken) is State.OPEN:
        await requests.hand_over_now(rooms, session, ticket, heard.decision)
    await outcomes.record(session, heard.turn, Became.ESCALATED, "It was not solved.", ticket=ticket.number)
    return []


async def _ask_again(rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow) -> list[int]:
    run = await session.get(RunRow, ticket.number)
    await rooms.aftercare.reopen(session, ticket, heard.spoken)
    choices = (Choice("Try once more", f"skill:{ticket.skill}"), Choice("A person, please", "person"))
    ask = answers.offer(phrases.STILL_BROKEN, choices)
    if run:
        threads.wait_for(run, ask)
    await tickets.move(session, ticket, Move.ASK, ticket.coworker)
    question = Question(
        heard.place, ask.question, ticket.coworker, ticket.number, choices=choices, notes=heard.notes
    )
    await tell(rooms, session, heard.turn, question)
    await outcomes.record(session, heard.turn, Became.ASKED, "It was not solved.", ticket=ticket.number)
    return []


async def _answer_elsewhere(
    rooms: Rooms, session: AsyncSession, heard: Heard, ticket: TicketRow, ask: Ask
) -> list[int]:
    ticket.thread = heard.turn.thread
    note = phrases.ANOTHER_THREAD.format(request=ticket.request[:80])
    request = Request(heard.turn, heard.place, heard.turn.text, (note, *heard.notes))
    return await answers.take(rooms, session, request, heard.decision, ticket, ask)


async def _remember(rooms: Rooms, session: AsyncSession, heard: Heard) -> None:
    turn = heard.turn
    await rooms.memory.hear(
        session,
        Line(
            id=_source(turn),
            team=turn.team,
            person=turn.user,
            conversation=f"{turn.channel}:{turn.thread}",
            speaker=heard.member.name,
            role=Role.EMPLOYEE,
            text=turn.text,
            at=now(),
        ),
    )


def _source(turn: Said) -> str:
    return f"{turn.channel}:{turn.ts}"
