"""What comes later: reminders, corrections, a reply to a solved ticket, and how it was."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets, watching, words
from bot.desk.calendar import sla
from bot.desk.desk import Desk
from bot.desk.relay.relays import Spoken
from bot.desk.states import Move, State
from bot.desk.thanks import is_thanks
from bot.desk.voice import By
from bot.governance.people import People
from bot.learning import quality
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.tables import TicketRow

REMINDED = "reminded"
"""The event of a ticket that its desk was reminded of."""


class Aftercare:
    """Looks after tickets once nobody is looking at them."""

    def __init__(self, desk: Desk, people: People, desks: Mapping[str, DeskSettings]) -> None:
        self._desk = desk
        self._people = people
        self._desks = desks

    async def reopen(self, session: AsyncSession, ticket: TicketRow, said: Spoken) -> State | None:
        """A real reply to a solved ticket opens it again: at the desk that had it, else for the coworker.

        None when it is a thank-you, or the ticket is not solved. What was said has crossed to the desk
        when this returns `queued`; on `open` the caller runs the turn.
        """
        if is_thanks(said.text) or ticket.state != State.SOLVED:
            return None
        former, step = ticket.assignee, Move.REQUEUE if ticket.packet else Move.REOPEN
        columns: dict[str, Any] = {"assignee": None, "claimed_at": None, "reopened": ticket.reopened + 1}
        if not await tickets.move(session, ticket, step, said.user, handed_at=now(), **columns):
            return None
        await quality.doubt(session, ticket, quality.Why.REOPENED)
        if step is Move.REQUEUE:
            await self._back_on_the_desk(session, ticket, said, former)
        return State(ticket.state)

    async def rate(
        self,
        session: AsyncSession,
        team: str,
        number: int,
        by: By,
        *,
        score: int | None = None,
        had_to_repeat: bool | None = None,
    ) -> bool:
        """Take the requester's answer to the survey: `score` 1-5, each answer once. False otherwise."""
        ticket = await tickets.find(session, team, number)
        if ticket is None or ticket.requester != by.user:
            return False
        taken = [
            await _first_answer(session, ticket, column, value)
            for column, value in (("rating", score), ("had_to_repeat", had_to_repeat))
            if value is not None
        ]
        if any(taken):
            await self._desk.voice.to_clicker(session, None, by, words.thanks_for_rating())
        return any(taken)

    async def correct(self, session: AsyncSession, team: str, number: int, by: By, text: str) -> bool:
        """The requester puts something in the packet right; it stands on the card from now on."""
        ticket = await tickets.find(session, team, number)
        if ticket is None or ticket.requester != by.user or not ticket.packet or not text.strip():
            return False
        event = await tickets.note(session, number, by.user, "corrected", text)
        await self._desk.cards.correct(session, ticket, text)
        voice = self._desk.voice
        await voice.to_staff(
            session, ticket, words.correction_for_staff(await voice.name(by.user)), _one(ticket.assignee)
        )
        said = Spoken(by.user, text, f"correction:{event.id}")
        await self._desk.relays.from_employee(session, ticket, said)
        await voice.to_requester(session, ticket, words.corrected(voice.title(ticket.desk)))
        return True

    async def rang(self, session: AsyncSession, team: str, what: str, number: int) -> bool:
        """A timer is due; whether it still meant anything."""
        ticket = await tickets.find(session, team, number)
        if ticket is None or what != sla.REMIND_DESK:
            return ticket is not None and await self._desk.rang(session, ticket, what)
        if ticket.state != State.QUEUED:
            return False
        if await self._too_early(session, ticket):
            return False
        await self._remind(session, ticket)
        return True

    async def _too_early(self, session: AsyncSession, ticket: TicketRow) -> bool:
        """It was put on the desk anew while the timer rang, or one of two machines' clocks is wrong."""
        patience = timedelta(minutes=self._desks[ticket.desk].remind_after_minutes)
        hours = self._desk.office.rota.hours(ticket.desk)
        due_at = hours.after(ticket.handed_at or ticket.opened_at, patience)
        if now() >= due_at - sla.A_MOMENT:
            return False
        if not await sla.rings(session, ticket.number, sla.REMIND_DESK):
            await sla.ring(session, ticket, sla.REMIND_DESK, due_at)
        return True

    async def _back_on_the_desk(
        self, session: AsyncSession, ticket: TicketRow, said: Spoken, former: str | None
    ) -> None:
        voice = self._desk.voice
        await self._desk.cards.redraw(session, ticket)
        name = await voice.name(ticket.requester)
        await voice.to_staff(session, ticket, words.reopened_for_staff(ticket, name), _one(former))
        await self._desk.relays.from_employee(session, ticket, said)
        await voice.to_requester(session, ticket, words.reopened(ticket, voice.title(ticket.desk)))
        await self._desk.clocks.start(session, ticket)
        await watching.tell(session, voice, self._people, ticket, said.user, Move.REQUEUE)

    async def _remind(self, session: AsyncSession, ticket: TicketRow) -> None:
        voice = self._desk.voice
        waited = now() - (ticket.handed_at or ticket.opened_at)
        hours = self._desk.office.rota.hours(ticket.desk)
        rest = sla.pause(hours.between(ticket.handed_at or ticket.opened_at, now()))
        again = hours.after(now(), rest)
        first = not await tickets.noted(session, ticket.number, REMINDED)
        await tickets.note(session, ticket.number, ticket.coworker, REMINDED)
        text = words.reminder(ticket, await voice.name(ticket.requester), _span(waited), _span(again - now()))
        await voice.to_staff(session, ticket, text, await self._desk.office.rota.asked(session, ticket))
        if first:
            await voice.to_requester(session, ticket, words.still_waiting(ticket, voice.title(ticket.desk)))
        await sla.ring(session, ticket, sla.REMIND_DESK, again)


async def _first_answer(session: AsyncSession, ticket: TicketRow, column: str, value: int | bool) -> bool:
    empty = getattr(TicketRow, column).is_(None)
    done = await session.execute(
        update(TicketRow)
        .where(TicketRow.number == ticket.number, empty)
        .values({column: value})
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", done).rowcount == 0:
        return False
    await session.refresh(ticket)
    await tickets.note(session, ticket.number, ticket.requester, f"answered {column}", str(value))
    return True


def _one(user: str | None) -> tuple[str, ...]:
    return (user,) if user else ()


def _span(length: timedelta) -> str:
    return words.span(length.total_seconds() / 60)
