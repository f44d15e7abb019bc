"""What a thread already holds: its tickets, the question that waits in it, what has been said for a skill."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.states import State
from bot.intake import endings
from bot.intake.desks import named_desk
from bot.intake.rooms import Rooms
from bot.intake.turn import Clicked, Said
from bot.store.tables import OutboxRow, RunRow, TicketRow
from skills import Ask, Badge
from skills.gather import deduced

SHORT_ANSWER_WORDS = 5


async def tickets_here(session: AsyncSession, turn: Said | Clicked) -> Sequence[TicketRow]:
    """The tickets of a turn's thread, oldest first.

    A request that came by command has no message of the person's own to hang from: its thread hangs
    from our first message about it.
    """
    found = await tickets.in_thread(session, turn.team, turn.channel, turn.thread)
    if found:
        return found
    query = (
        select(TicketRow)
        .join(OutboxRow, OutboxRow.ticket == TicketRow.number)
        .where(OutboxRow.channel == turn.channel, OutboxRow.ts == turn.thread, TicketRow.thread == "")
    )
    adopted = (await session.scalars(query)).all()
    for ticket in adopted:
        ticket.thread = turn.thread
    return adopted


async def waiting_question(session: AsyncSession, found: Sequence[TicketRow]) -> tuple[TicketRow, Ask] | None:
    """The first question that was put in these tickets and is not answered."""
    for ticket in found:
        run = await session.get(RunRow, ticket.number)
        if ticket.state == State.ASKED and run and run.asked and (ask := endings.question_of(run)):
            return ticket, ask
    return None


async def waiting_elsewhere(session: AsyncSession, turn: Said) -> tuple[TicketRow, Ask] | None:
    """A question in another thread of these direct messages that this text plainly answers."""
    query = (
        select(TicketRow)
        .where(
            TicketRow.team == turn.team,
            TicketRow.requester == turn.user,
            TicketRow.channel == turn.channel,
            TicketRow.state == State.ASKED,
        )
        .order_by(TicketRow.number.desc())
    )
    for ticket in await session.scalars(query):
        waiting = await waiting_question(session, [ticket])
        if waiting and plainly_answers(waiting[1], turn.text):
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


async def inputs(rooms: Rooms, session: AsyncSession, ticket: TicketRow, badge: Badge) -> dict[str, str]:
    """What is known already of a skill's inputs: from the person's words here, or remembered about them."""
    facts = await rooms.memory.facts(session, ticket.team, ticket.requester)
    remembered = {fact.key: fact.value for fact in facts}
    found: dict[str, str] = {}
    for wanted in badge.inputs:
        value = deduced(wanted, ticket.request) or (remembered.get(wanted.name) if wanted.remember else None)
        if value:
            found[wanted.name] = value
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
