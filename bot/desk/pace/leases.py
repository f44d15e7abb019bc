"""A claim is a lease: after long silence its holder is asked, and then the next one is."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.calendar import promises, sla
from bot.desk.messages import Notice, Place
from bot.desk.office import Office, Verdict
from bot.desk.pace.clocks import Clocks, when
from bot.desk.states import OWNED, Move, State
from bot.desk.voice import By
from bot.governance.access import Action
from bot.governance.people import refusal
from bot.settings.desks import length
from bot.store.base import now
from bot.store.tables import TicketRow

GROUP = "group:"
"""What the name of a group begins with where a person could stand, too."""

LAPSED = "lapse"
"""The action under which the audit has it."""


class Leases:
    """Watches over claimed tickets. Silence is working time in which the holder neither wrote nor clicked."""

    def __init__(self, office: Office, clocks: Clocks) -> None:
        self._office = office
        self._clocks = clocks

    async def begin(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Somebody has it now, and it is their turn."""
        ticket.heard_at = now()
        await sla.quiet(session, ticket.number, [sla.REMIND_DESK, sla.LEASE, sla.LEASE_ENDS])
        await self._ask_later(session, ticket, ticket.heard_at)

    async def heard(self, session: AsyncSession, ticket: TicketRow, user: str) -> None:
        """Somebody wrote below the packet; the timers see it when they ring."""
        if ticket.state in OWNED and user == ticket.assignee:
            ticket.heard_at = now()

    async def asks(self, session: AsyncSession, ticket: TicketRow) -> bool:
        """It is time to ask the holder, unless they were heard meanwhile; whether they were asked."""
        if ticket.state != State.CLAIMED or not await self._silent(session, ticket, timedelta()):
            return False
        grace = length(self._office.desks[ticket.desk].lease_grace)
        ends = self._office.rota.hours(ticket.desk).after(now(), grace)
        requester = await self._office.voice.name(ticket.requester)
        text = promises.lease_asks(
            ticket, requester, self._lease(ticket), when(ends, self._office, ticket.desk)
        )
        await self._tell(session, ticket, text, ticket.assignee or "")
        await sla.ring(session, ticket, sla.LEASE_ENDS, ends)
        return True

    async def ends(self, session: AsyncSession, ticket: TicketRow) -> bool:
        """The holder was asked and said nothing; whether it lapsed."""
        grace = length(self._office.desks[ticket.desk].lease_grace)
        if ticket.state != State.CLAIMED or not await self._silent(session, ticket, grace):
            return False
        former = await self._office.voice.name(ticket.assignee)
        return await self.lapse(session, ticket, promises.lease_ran_out(ticket, former))

    async def lapse(self, session: AsyncSession, ticket: TicketRow, text: str) -> bool:
        """Put it back: the next one is asked with this text, and the employee is told. False if it moved."""
        former = ticket.assignee or ""
        event = await tickets.move(
            session,
            ticket,
            Move.LAPSE,
            ticket.coworker,
            assignee=None,
            claimed_at=None,
            handed_at=now(),
            held_until=None,
        )
        if event is None:
            return False
        await self._office.record(session, ticket, event, LAPSED, former=former)
        await self.given_up(session, ticket)
        await self._office.cards.redraw(session, ticket)
        await self._ask_the_next(session, ticket, former, text)
        await self._clocks.wait(session, ticket)
        return True

    async def given_up(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Nobody holds it any more; what was on hold goes on."""
        ticket.held_because, ticket.heard_at = "", None
        await self._clocks.go_on(session, ticket)
        await sla.quiet(session, ticket.number, [sla.LEASE, sla.LEASE_ENDS])

    async def to_group(self, session: AsyncSession, ticket: TicketRow, by: By, group: str) -> Verdict:
        """Ask some people of the desk to take it; whoever of them is first has it."""
        office, title = self._office, self._office.voice.title(ticket.desk)
        people = await office.rota.group(ticket.desk, group)
        if not people:
            text = promises.no_such_group(group, title)
            return await office.refuse(session, ticket, by, Action.ASSIGN, text)
        nobodys = {"assignee": None, "claimed_at": None, "held_until": None, "handed_at": now()}
        event = await tickets.move(
            session, ticket, Move.TO_GROUP, by.user, group, assigned_group=group, **nobodys
        )
        if event is None:
            return await office.too_late(session, ticket, by)
        await office.record(session, ticket, event, Action.ASSIGN, group=group)
        await self.given_up(session, ticket)
        await office.cards.redraw(session, ticket)
        text = promises.given_to_group(ticket, await office.voice.name(by.user), group)
        await office.voice.to_staff(session, ticket, text, people)
        await office.voice.to_requester(session, ticket, promises.with_group(ticket, title, group))
        await self._clocks.wait(session, ticket)
        return Verdict.DONE

    async def look(self, session: AsyncSession, team: str) -> int:
        """Take back what is with people who left; how many tickets that was."""
        gone = await self.deserted(session, team)
        for ticket in gone:
            former = await self._office.voice.name(ticket.assignee)
            await self.lapse(session, ticket, promises.left(ticket, former))
        return len(gone)

    async def deserted(self, session: AsyncSession, team: str) -> list[TicketRow]:
        """What is with people who left the company, or the desk."""
        query = select(TicketRow).where(TicketRow.team == team, TicketRow.state.in_(OWNED))
        return [each for each in await session.scalars(query) if await self._has_left(each)]

    async def _has_left(self, ticket: TicketRow) -> bool:
        """While nobody can say who works at a desk, nobody has left it."""
        holder = ticket.assignee or ""
        staff = await self._office.people.staff(ticket.desk)
        gone = refusal(await self._office.people.member(holder)) is not None
        return gone or bool(staff and holder not in staff)

    async def _ask_the_next(self, session: AsyncSession, ticket: TicketRow, former: str, text: str) -> None:
        office = self._office
        asked = await office.rota.next_person(session, ticket, but=[former])
        await self._tell(session, ticket, text, asked)
        names = await office.voice.name(former), office.voice.title(ticket.desk)
        name = await office.voice.name(asked) if asked else ""
        await office.voice.to_requester(session, ticket, promises.back_in_line(ticket, *names, name))

    async def _silent(self, session: AsyncSession, ticket: TicketRow, longer: timedelta) -> bool:
        """Whether its holder was silent for the lease and so much longer; if not, they are asked later."""
        hours = self._office.rota.hours(ticket.desk)
        heard_at = ticket.heard_at or ticket.claimed_at or now()
        lease = length(self._office.desks[ticket.desk].lease)
        if hours.between(heard_at, now()) + sla.A_MOMENT >= lease + longer:
            return True
        await sla.quiet(session, ticket.number, [sla.LEASE, sla.LEASE_ENDS])
        await self._ask_later(session, ticket, heard_at)
        return False

    async def _ask_later(self, session: AsyncSession, ticket: TicketRow, heard_at: datetime) -> None:
        lease = length(self._office.desks[ticket.desk].lease)
        due_at = self._office.rota.hours(ticket.desk).after(heard_at, lease)
        await sla.ring(session, ticket, sla.LEASE, due_at)

    def _lease(self, ticket: TicketRow) -> str:
        return promises.length(length(self._office.desks[ticket.desk].lease))

    async def _tell(self, session: AsyncSession, ticket: TicketRow, text: str, user: str) -> None:
        """In the packet's thread, where colleagues see it, and in their own messages."""
        office = self._office
        await office.voice.to_staff(session, ticket, text, (user,) if user else ())
        if user:
            place = Place(await office.line.direct(user))
            told = promises.for_you(ticket, office.voice.title(ticket.desk), text)
            await office.line.say(session, Notice(place, told))
