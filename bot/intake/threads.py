"""What a thread already holds: its tickets, the question that waits in it, what has been said for a skill."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import links, tickets
from bot.desk.states import State
from bot.intake.rooms import Rooms
from bot.intake.runs import endings
from bot.intake.triage.desks import named_desk
from bot.intake.turn import Clicked, Said
from bot.store.tables import OutboxRow, RunRow, TicketRow, TicketThread
from memory import Role
from skills import Ask, Badge
from skills.gather import deduced

SHORT_ANSWER_WORDS = 5
QUESTIONS = 10
"""Of how many open questions, the latest ones, a message of its own may be the answer."""


async def tickets_here(session: AsyncSession, turn: Said | Clicked) -> Sequence[TicketRow]:
    """The tickets of a turn's thread, oldest first.

    A request that came by command has no message of the person's own to hang from: its thread hangs
    from our first message about it.
    """
    found = await tickets.in_thread(session, turn.team, turn.channel, turn.thread)
    here = found or await _gone_on(session, turn) or await _adopted(session, turn)
    return await links.followed(session, here)


async def _gone_on(session: AsyncSession, turn: Said | Clicked) -> Sequence[TicketRow]:
    """Tickets that began in this thread and go on in another."""
    query = (
        select(TicketRow)
        .join(TicketThread, TicketThread.ticket == TicketRow.number)
        .where(TicketThread.channel == turn.channel, TicketThread.thread == turn.thread)
    )
    return (await session.scalars(query.order_by(TicketRow.number))).all()


async def _adopted(session: AsyncSession, turn: Said | Clicked) -> Sequence[TicketRow]:
    """Tickets that had no thread until somebody answered our first message about them."""
    query = (
        select(TicketRow)
        .join(OutboxRow, OutboxRow.ticket == TicketRow.number)
        .where(OutboxRow.channel == turn.channel, OutboxRow.ts == turn.thread)
        .where(TicketRow.thread == "", TicketRow.channel == turn.channel)
    )
    adopted = (await session.scalars(query)).all()
    for ticket in adopted:
        ticket.thread = turn.thread
    return adopted


async def go_on_in(session: AsyncSession, ticket: TicketRow, thread: str, *others: TicketRow) -> None:
    """Talk about a ticket in this thread from now on, with all that was said about it (and about others)."""
    known = {each.thread for each in await _others(session, ticket)}
    for before in dict.fromkeys((ticket.thread, *(other.thread for other in others))):
        if before not in {thread, "", *known}:
            session.add(TicketThread(ticket=ticket.number, channel=ticket.channel, thread=before))
    ticket.thread = thread
    await session.flush()


async def talked_about_in(session: AsyncSession, ticket: TicketRow) -> list[str]:
    """Every thread a ticket was talked about in, the present one last."""
    return [each.thread for each in await _others(session, ticket)] + [ticket.thread]


async def _others(session: AsyncSession, ticket: TicketRow) -> Sequence[TicketThread]:
    query = select(TicketThread).where(TicketThread.ticket == ticket.number)
    return (await session.scalars(query)).all()


async def waiting_question(session: AsyncSession, found: Sequence[TicketRow]) -> tuple[TicketRow, Ask] | None:
    """The first question that was put in these tickets and is not answered."""
    for ticket in found:
        run = await session.get(RunRow, ticket.number)
        if ticket.state == State.ASKED and run and run.asked and (ask := endings.question_of(run)):
            return ticket, ask
    return None


async def waiting_elsewhere(
    session: AsyncSession, turn: Said, *, means_nothing: bool = False
) -> tuple[TicketRow, Ask] | None:
    """A question in another thread of these direct messages that this text plainly answers.

    A text that `means_nothing` by itself belongs to the newest question there is.
    """
    query = (
        select(TicketRow)
        .where(
            TicketRow.team == turn.team,
            TicketRow.requester == turn.user,
            TicketRow.channel == turn.channel,
            TicketRow.state == State.ASKED,
        )
        .order_by(TicketRow.number.desc())
        .limit(QUESTIONS)
    )
    for ticket in await session.scalars(query):
        waiting = await waiting_question(session, [ticket])
        if waiting and (means_nothing or plainly_answers(waiting[1], turn.text)):
            return waiting
    return None


def plainly_answers(ask: Ask, text: str) -> bool:
    """Whether a short text is a choice of the question, word for word, or names the team it asks for."""
    if len(text.split()) > SHORT_ANSWER_WORDS:
        return False
    return matching_choice(ask, text) is not None or (ask.fills == "desk" and named_desk(text) is not None)


def matching_choice(ask: Ask, text: str) -> str | None:
    """The value of the choice a text names: its label or value, whatever the case and punctuation."""
    said = _bare(text)
    for choice in ask.choices:
        if said in {_bare(choice.label), _bare(choice.value), _bare(choice.value.partition(":")[2])} - {""}:
            return choice.value
    return None


async def heard_since(rooms: Rooms, session: AsyncSession, ticket: TicketRow, since: datetime) -> list[str]:
    """What the employee has said about a ticket since a moment, oldest first."""
    said = [
        line
        for thread in await talked_about_in(session, ticket)
        for line in await rooms.memory.transcript(session, ticket.team, f"{ticket.channel}:{thread}")
    ]
    return [line.text for line in said if line.role is Role.EMPLOYEE and line.at > since]


async def inputs(rooms: Rooms, session: AsyncSession, ticket: TicketRow, badge: Badge) -> dict[str, str]:
    """What is known already of a skill's inputs: from the person's words here, or remembered about them."""
    found: dict[str, str] = {}
    for wanted in badge.inputs:
        value: str | None = deduced(wanted, ticket.request)
        if not value and wanted.remember:
            value = await rooms.memory.latest(session, ticket.team, ticket.requester, wanted.name)
        if value:
            found[wanted.name] = value
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
