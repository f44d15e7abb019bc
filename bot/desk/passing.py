"""From desk to desk, and back from solved: one owner at every instant, one thread for the employee."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import handoffs, links, tickets
from bot.desk import passing_words as words
from bot.desk.desk import Desk
from bot.desk.messages import Packet, Place
from bot.desk.office import Verdict
from bot.desk.states import Move
from bot.desk.voice import By
from bot.governance.access import Action
from bot.store.base import now
from bot.store.tables import TicketRow

PASSED_ON = "passed_on"
"""The rule of what staff have passed to another desk."""
WITH_WORDS_OF_STAFF = "passed_on:privately"
"""The same from a desk whose matters are private: nothing said before goes along."""


class Passing:
    """Lets staff hand a ticket to another desk, or open a solved one again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    async def leave(
        self, session: AsyncSession, ticket: TicketRow, by: str, to: str, coworker: str, why: str
    ) -> bool:
        """The ticket goes to desk `to`, whose coworker this is; its packet is to be put up there next."""
        title = self._desk.voice.title(to)
        columns: dict[str, Any] = {"desk": to, "coworker": coworker, "assignee": None, "claimed_at": None}
        event = await tickets.move(
            session, ticket, Move.HAND_ON, by, why, handed_at=now(), handed_because=why, **columns
        )
        if event is None:
            return False
        await self._office.record(session, ticket, event, Action.HAND_ON, desk=to)
        await self._desk.clocks.stop(session, ticket.number)
        await self._desk.voice.to_staff(session, ticket, words.went_on(ticket, title))
        await self._desk.cards.leave(session, ticket, title)
        return True

    async def arrive(self, session: AsyncSession, ticket: TicketRow, packet: Packet, text: str) -> None:
        """Put the packet up at its new desk, tell the employee, and what is linked to it follows."""
        before = ticket.packet
        await self._desk.cards.put_up(session, ticket, packet)
        for follower in await links.linked(session, ticket.number):
            follower.desk, follower.coworker = ticket.desk, ticket.coworker
            follower.packet = ticket.packet if follower.packet == before else follower.packet
        await self._desk.voice.to_requester(session, ticket, text, offer_correction=True)
        if ticket.clock_from is None:
            await self._desk.clocks.start(session, ticket)
            return
        await self._desk.clocks.set(session, ticket)
        await self._desk.wait(session, ticket)

    async def begin_anew(
        self, session: AsyncSession, ticket: TicketRow, by: str, to: str, coworker: str, request: str
    ) -> TicketRow | None:
        """A private desk's matter ends here; a new ticket in the same thread has only what staff wrote."""
        giver, title = handoffs.owner(ticket), self._desk.voice.title(to)
        event = await tickets.move(session, ticket, Move.CLOSE, by, words.goes_on_elsewhere(title))
        if event is None:
            return None
        await self._office.record(session, ticket, event, Action.HAND_ON, desk=to)
        await self._desk.clocks.stop(session, ticket.number)
        await self._desk.cards.leave(session, ticket, title)
        fresh = await tickets.open_ticket(
            session,
            team=ticket.team,
            place=Place(ticket.channel, ticket.thread),
            requester=ticket.requester,
            coworker=coworker,
            desk=to,
            request=request,
            rule=WITH_WORDS_OF_STAFF,
        )
        await handoffs.changed_hands(session, fresh, giver, by, words.goes_on_elsewhere(title))
        await tickets.move(
            session, fresh, Move.HAND_OVER, by, request, handed_at=now(), handed_because=request
        )
        return fresh

    async def reopen(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """Staff see that it was not solved after all: it lies on their desk again."""
        ticket = await self._office.for_staff(session, team, number, by, Action.REOPEN)
        if isinstance(ticket, Verdict):
            return ticket
        columns: dict[str, Any] = {"assignee": None, "claimed_at": None, "reopened": ticket.reopened + 1}
        event = await tickets.move(session, ticket, Move.REQUEUE, by.user, handed_at=now(), **columns)
        if event is None:
            return await self._office.too_late(session, ticket, by)
        await self._office.record(session, ticket, event, Action.REOPEN)
        await self._desk.cards.redraw(session, ticket)
        name, title = await self._desk.voice.name(by.user), self._desk.voice.title(ticket.desk)
        await self._desk.voice.to_requester(session, ticket, words.reopened(ticket, name, title))
        await self._desk.clocks.start(session, ticket)
        return Verdict.DONE
