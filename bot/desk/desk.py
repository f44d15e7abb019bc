"""The desk: people take over tickets, pass them on, solve them; the employee hears of every step."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import surveys, tickets, words
from bot.desk.calendar import sla
from bot.desk.joining import Joining
from bot.desk.messages import Known, Packet, Place, Survey
from bot.desk.office import Office, Verdict
from bot.desk.pace.arrivals import arrived
from bot.desk.pace.clocks import Clocks
from bot.desk.pace.leases import GROUP, Leases
from bot.desk.pace.pauses import Pauses
from bot.desk.pace.shifts import Shifts
from bot.desk.packets.packet import build
from bot.desk.ports import Line
from bot.desk.relay import border
from bot.desk.relay.mirror import Mirror
from bot.desk.relay.notes import Notes
from bot.desk.shorten import cut
from bot.desk.states import Move
from bot.desk.voice import By
from bot.governance.access import Action
from bot.governance.audit import Audit
from bot.governance.people import People
from bot.learning import drafts
from bot.settings import DeskSettings, SurveySettings
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from memory import Said


class Desk:
    """Every move of a ticket between coworker, desk and person, each in the session of its turn."""

    def __init__(
        self,
        line: Line,
        people: People,
        audit: Audit,
        desks: Mapping[str, DeskSettings],
        notes: Notes | None = None,
        survey: SurveySettings | None = None,
    ) -> None:
        self.office = Office(line, people, audit, desks, notes)
        self.joining = Joining(self.office)
        self.mirror = Mirror(line, people)
        self.clocks = Clocks(self.office)
        self.leases = Leases(self.office, self.clocks)
        self.pauses = Pauses(self.office, self.clocks, self.leases)
        self.shifts = Shifts(self.office)
        self.voice, self.relays, self.cards = self.office.voice, self.office.relays, self.office.cards
        self._line = line
        self._people = people
        self._survey = survey or SurveySettings()

    async def pack(
        self,
        session: AsyncSession,
        ticket: TicketRow,
        *,
        reason: str,
        rule: str,
        thread: Sequence[Said] = (),
        facts: Sequence[Known] = (),
        links: Mapping[str, str] | None = None,
        unknown: Sequence[str] = (),
        suggestion: str = "",
    ) -> Packet:
        """The packet of a ticket, from the conversation and what the store knows; see `packet.build`."""
        # Of a thousand messages this takes a second, in which the loop has other things to do.
        return await asyncio.to_thread(
            build,
            ticket,
            await self._people.member(ticket.requester),
            at=now(),
            reason=reason,
            rule=rule,
            run=await session.get(RunRow, ticket.number),
            thread=thread,
            facts=facts,
            links=links,
            unknown=unknown,
            related=await self._related(session, ticket),
            suggestion=suggestion,
            link=await self._line.link(ticket.channel, ticket.thread),
        )

    async def hand_over(
        self, session: AsyncSession, ticket: TicketRow, packet: Packet, because: str, rule: str
    ) -> bool:
        """Give the ticket to the packet's desk: one card there, one notice here. False if it was there."""
        event = await tickets.move(
            session,
            ticket,
            Move.HAND_OVER,
            ticket.coworker,
            f"{rule}: {because}",
            desk=packet.desk,
            handed_at=now(),
            handed_because=because,
            suggestion=packet.suggestion,
            assignee=None,
        )
        if event is None:
            return False
        await self.office.record(session, ticket, event, "hand_over", rule=rule, desk=packet.desk)
        await self.cards.put_up(session, ticket, packet)
        await arrived(self.office, self.clocks, session, ticket, packet)
        return True

    async def claim(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """Take it: the first one wins, everybody else is told who has it."""
        ticket = await self.office.for_staff(session, team, number, by, Action.CLAIM)
        if isinstance(ticket, Verdict):
            return ticket
        event = await tickets.move(session, ticket, Move.CLAIM, by.user, assignee=by.user, claimed_at=now())
        if event is None:
            return await self.office.too_late(session, ticket, by)
        await self.office.record(session, ticket, event, Action.CLAIM)
        await self._owned(session, ticket, words.claimed)
        return Verdict.DONE

    async def release(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """Put it back on the desk, for colleagues to take."""
        ticket = await self.office.for_staff(session, team, number, by, Action.RELEASE)
        if isinstance(ticket, Verdict):
            return ticket
        event = await tickets.move(
            session, ticket, Move.RELEASE, by.user, assignee=None, claimed_at=None, handed_at=now()
        )
        if event is None:
            return await self.office.too_late(session, ticket, by)
        await self.office.record(session, ticket, event, Action.RELEASE)
        await self.leases.given_up(session, ticket)
        await self.cards.redraw(session, ticket)
        text = words.released(ticket, await self.voice.name(by.user), self.voice.title(ticket.desk))
        await self.voice.to_requester(session, ticket, text)
        await self.wait(session, ticket)
        return Verdict.DONE

    async def assign(self, session: AsyncSession, team: str, number: int, by: By, to: str) -> Verdict:
        """Give it to a colleague of the same desk, claimed or not, or to a group of them."""
        ticket = await self.office.for_staff(session, team, number, by, Action.ASSIGN)
        if isinstance(ticket, Verdict):
            return ticket
        if to.startswith(GROUP):
            return await self.leases.to_group(session, ticket, by, to.removeprefix(GROUP))
        if not await self.office.works_at(ticket.desk, to):
            name = await self.voice.name(to)
            text = words.not_on_the_desk(name, self.voice.title(ticket.desk))
            return await self.office.refuse(session, ticket, by, Action.ASSIGN, text)
        given = await self.give(session, ticket, by.user, to)
        return Verdict.DONE if given else await self.office.too_late(session, ticket, by)

    async def give(self, session: AsyncSession, ticket: TicketRow, by: str, to: str) -> bool:
        """It is somebody's from now on; False if it is not with the desk any more."""
        event = await tickets.move(session, ticket, Move.ASSIGN, by, to, assignee=to, claimed_at=now())
        if event is None:
            return False
        await self.office.record(session, ticket, event, Action.ASSIGN, to=to)
        if to != by:
            text = words.assigned_to_you(ticket, await self.voice.name(by))
            await self.voice.to_staff(session, ticket, text, (to,))
        await self._owned(session, ticket, words.assigned)
        return True

    async def resolve(
        self,
        session: AsyncSession,
        team: str,
        number: int,
        by: By,
        *,
        fix: str,
        route_was_right: bool | None = None,
        minutes: int | None = None,
    ) -> Verdict:
        """It is solved: the employee reads what fixed it and is asked, once a ticket, how it was."""
        ticket = await self.office.for_staff(session, team, number, by, Action.RESOLVE)
        if isinstance(ticket, Verdict):
            return ticket
        event = await tickets.move(
            session,
            ticket,
            Move.RESOLVE,
            by.user,
            solved_at=now(),
            solved_by=by.user,
            assignee=ticket.assignee or by.user,
            fix=cut(fix, 3_000),
            route_was_right=route_was_right,
            minutes=minutes,
        )
        if event is None:
            return await self.office.too_late(session, ticket, by)
        await self.office.record(session, ticket, event, Action.RESOLVE, route_was_right=route_was_right)
        await self.clocks.stop(session, ticket.number)
        await drafts.draft(session, ticket, by.user)
        await self.cards.redraw(session, ticket)
        name = await self.voice.name(by.user)
        await self.voice.to_requester(session, ticket, words.solved(ticket, name, fix))
        await self.survey(session, ticket, name)
        return Verdict.DONE

    async def return_to_coworker(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """Let the coworker carry on; the caller runs the next turn."""
        ticket = await self.office.for_staff(session, team, number, by, Action.RETURN_TO_COWORKER)
        if isinstance(ticket, Verdict):
            return ticket
        event = await tickets.move(session, ticket, Move.RETURN, by.user, assignee=None, claimed_at=None)
        if event is None:
            return await self.office.too_late(session, ticket, by)
        await self.office.record(session, ticket, event, Action.RETURN_TO_COWORKER)
        await self.clocks.stop(session, ticket.number)
        await self.cards.redraw(session, ticket)
        await self.voice.to_requester(session, ticket, words.returned(ticket, self.voice.title(ticket.desk)))
        return Verdict.DONE

    async def wait(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Have the desk reminded if nobody takes it in time."""
        await self.clocks.wait(session, ticket)

    async def rang(self, session: AsyncSession, ticket: TicketRow, what: str) -> bool:
        """A timer of a claim, a hold or a target is due; whether it still meant anything."""
        if what in sla.TARGETS:
            return await self.clocks.rang(session, ticket, what)
        rings = {
            sla.LEASE: self.leases.asks,
            sla.LEASE_ENDS: self.leases.ends,
            sla.HELD: self.pauses.is_over,
        }
        return await rings[what](session, ticket) if what in rings else False

    async def _owned(self, session: AsyncSession, ticket: TicketRow, sentence: Any) -> None:
        ticket.assigned_group = ""
        await self.clocks.go_on(session, ticket)
        await self.leases.begin(session, ticket)
        await self.cards.redraw(session, ticket)
        name = await self.voice.name(ticket.assignee)
        await self.voice.to_requester(session, ticket, sentence(ticket, name, self.voice.title(ticket.desk)))
        requester = await self.voice.name(ticket.requester)
        await self.voice.to_staff(session, ticket, border.rules(requester, name))

    async def survey(self, session: AsyncSession, ticket: TicketRow, name: str) -> None:
        """Ask how it was, once a ticket."""
        if await surveys.due(session, ticket, self._survey):
            await tickets.note(session, ticket.number, ticket.coworker, surveys.SURVEYED)
            place = Place(ticket.channel, ticket.thread)
            await self._line.say(session, Survey(place, ticket.number, words.survey(name)))

    async def _related(self, session: AsyncSession, ticket: TicketRow) -> list[str]:
        own = [f"{t.id}, {t.state}: {t.request}" for t in await tickets.related(session, ticket)]
        others = len(await tickets.also_reported(session, ticket))
        return own + ([f"{others} more waiting with the same problem"] if others else [])
