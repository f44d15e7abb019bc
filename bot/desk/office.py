"""What every part of the desk works with: the way out, the people, and who may move a ticket at all."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets, watching, words
from bot.desk.calendar.rota import Rota
from bot.desk.cards import Cards
from bot.desk.ports import Line
from bot.desk.relay.notes import Notes
from bot.desk.relay.relays import Relays
from bot.desk.states import OWNED
from bot.desk.voice import By, Voice
from bot.governance.access import Action, allowed, roles_of
from bot.governance.audit import Audit
from bot.governance.people import People, refusal
from bot.settings import DeskSettings
from bot.store.tables import TicketEvent, TicketRow


class Verdict(StrEnum):
    """What became of a click. Whoever clicked has been told already."""

    DONE = "done"
    REFUSED = "refused"
    TOO_LATE = "too late"
    UNKNOWN = "no such ticket"


class Office:
    """The furniture of the desk, and its counter: it lets staff through and tells everybody else why not."""

    def __init__(
        self,
        line: Line,
        people: People,
        audit: Audit,
        desks: Mapping[str, DeskSettings],
        notes: Notes | None = None,
    ) -> None:
        self.line = line
        self.people = people
        self.desks = desks
        self.voice = Voice(line, people, desks)
        self.relays = Relays(line, people, notes)
        self.cards = Cards(line)
        self.rota = Rota(people, desks)
        self._audit = audit

    async def for_staff(
        self, session: AsyncSession, team: str, number: int, by: By, action: Action
    ) -> TicketRow | Verdict:
        """The ticket, if whoever clicked may do this to it; otherwise they are told why not."""
        ticket = await tickets.find(session, team, number)
        if ticket is None:
            await self.voice.to_clicker(session, None, by, words.no_such_ticket(number))
            return Verdict.UNKNOWN
        roles = await roles_of(self.people, by.user, desk=ticket.desk)
        if allowed(roles, action):
            return ticket
        text = words.not_staff(self.voice.title(ticket.desk))
        return await self.refuse(session, ticket, by, action, text)

    def private(self, desk: str) -> bool:
        """Whether a desk's matters are kept apart from person to person; so they are at `hr` unless told."""
        told = self.desks[desk].private
        return desk == "hr" if told is None else told

    async def works_at(self, desk: str, user: str) -> bool:
        """Whether somebody is on the staff of a desk and still here."""
        return user in await self.people.staff(desk) and refusal(await self.people.member(user)) is None

    async def too_late(self, session: AsyncSession, ticket: TicketRow, by: By) -> Verdict:
        """The ticket has moved on; whoever clicked is told how it stands."""
        await self.voice.to_clicker(session, ticket, by, await self._how_it_stands(ticket, by.user))
        return Verdict.TOO_LATE

    async def _how_it_stands(self, ticket: TicketRow, user: str) -> str:
        if ticket.state not in OWNED:
            return words.moved_on(ticket)
        if ticket.assignee == user:
            return words.yours_already(ticket)
        return words.taken(ticket, await self.voice.name(ticket.assignee))

    async def record(
        self, session: AsyncSession, ticket: TicketRow, event: TicketEvent, action: str, **details: Any
    ) -> None:
        """Write a move into the audit, and tell those who watch the ticket."""
        await self._audit.record(
            session,
            team=ticket.team,
            actor=event.actor,
            action=action,
            key=f"ticket-event:{event.id}",
            on_behalf_of=ticket.requester,
            ticket=ticket.number,
            details=details,
        )
        await watching.tell(session, self.voice, self.people, ticket, event.actor, event.what)

    async def refuse(
        self, session: AsyncSession, ticket: TicketRow, by: By, action: str, text: str
    ) -> Verdict:
        """Write down that somebody tried what is not for them, and tell them."""
        key = f"{action}:{ticket.number}:{by.user}:{uuid4().hex}"
        await self._audit.refuse(
            session, team=ticket.team, actor=by.user, action=action, key=key, ticket=ticket.number, why=text
        )
        await self.voice.to_clicker(session, ticket, by, text)
        return Verdict.REFUSED
