"""After the skills have run: one combined answer to the employee, hand-overs, and what is left to ask."""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Place, Question, Reply
from bot.desk.states import WITH_DESK, Move
from bot.intake import endings, handing, outcomes, threads
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.turn import Inbound
from bot.intake.voice import tell
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from skills import Ask, Done, HandOff, Quote


@dataclass
class Combined:
    """What several requests of one message came to."""

    texts: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    asks: list[tuple[TicketRow, Ask]] = field(default_factory=list)
    done: list[TicketRow] = field(default_factory=list)
    handed: list[TicketRow] = field(default_factory=list)


async def settle(
    rooms: Rooms,
    session: AsyncSession,
    turn: Inbound,
    place: Place,
    notes: tuple[str, ...],
    numbers: list[int],
) -> None:
    """Write down how each ticket's run ended and say so in one message."""
    combined = Combined()
    for number in numbers:
        ticket = await session.get_one(TicketRow, number)
        run = await session.get_one(RunRow, number)
        await _settle_one(rooms, session, ticket, run, combined)
    if not combined.asks:
        combined.asks += await _left_to_ask(session, turn, place)
    if combined.asks:
        await _ask(rooms, session, turn, place, notes, combined)
    elif combined.done:
        await _answer(rooms, session, turn, place, notes, combined)
    await _record(session, turn, combined)


async def _settle_one(
    rooms: Rooms, session: AsyncSession, ticket: TicketRow, run: RunRow, combined: Combined
) -> None:
    ending = endings.ending_of(run)
    match ending:
        case Ask():
            await tickets.move(session, ticket, Move.ASK, ticket.coworker)
            combined.asks.append((ticket, ending))
        case Done(text, quotes):
            await tickets.move(session, ticket, Move.FINISH, ticket.coworker, solved_at=now(), solved_by="ai")
            combined.texts.append(text)
            combined.quotes += quotes
            combined.done.append(ticket)
        case HandOff(reason, suggestion):
            combined.handed.append(ticket)
            rule = f"skill:{run.skill}"
            await handing.hand_over(rooms, session, ticket, reason, rule=rule, suggestion=suggestion)


async def _left_to_ask(session: AsyncSession, turn: Inbound, place: Place) -> list[tuple[TicketRow, Ask]]:
    """The next question of this thread, now that one is answered; none while a person has it."""
    here = await tickets.in_thread(session, turn.team, place.channel, place.thread)
    if any(ticket.state in WITH_DESK for ticket in here):
        return []
    waiting = await threads.waiting_question(session, here)
    return [waiting] if waiting else []


async def _answer(
    rooms: Rooms,
    session: AsyncSession,
    turn: Inbound,
    place: Place,
    notes: tuple[str, ...],
    combined: Combined,
) -> None:
    first = combined.done[0]
    reply = Reply(
        place,
        "\n\n".join(combined.texts),
        first.coworker,
        first.number,
        quotes=tuple(combined.quotes),
        notes=notes,
        offer_person=True,
        helpful=True,
        why=first.why,
    )
    await tell(rooms, session, turn, reply)


async def _ask(
    rooms: Rooms,
    session: AsyncSession,
    turn: Inbound,
    place: Place,
    notes: tuple[str, ...],
    combined: Combined,
) -> None:
    ticket, ask = combined.asks[0]
    question = Question(
        place,
        "\n\n".join([*combined.texts, ask.question]),
        ticket.coworker,
        ticket.number,
        choices=ask.choices,
        form=ask.form,
        notes=notes,
        why=ticket.why,
    )
    await tell(rooms, session, turn, question)


async def _record(session: AsyncSession, turn: Inbound, combined: Combined) -> None:
    if combined.asks:
        what, ticket = Became.ASKED, combined.asks[0][0]
    elif combined.done:
        what, ticket = Became.ANSWERED, combined.done[0]
    else:
        what, ticket = Became.ESCALATED, combined.handed[0]
    await outcomes.record(
        session, turn, what, ticket.why, ticket=ticket.number, rule=ticket.rule, score=ticket.score
    )
