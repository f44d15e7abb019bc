"""When it is not the desk's turn: waiting for the employee, on hold, going on; and how grave a ticket is."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.calendar import promises, sla
from bot.desk.calendar.hours import named
from bot.desk.office import Office, Verdict
from bot.desk.pace.clocks import Clocks
from bot.desk.pace.leases import Leases
from bot.desk.shorten import cut
from bot.desk.states import WITH_DESK, Move, State
from bot.desk.voice import By
from bot.governance.access import Action
from bot.settings.desks import SEVERITIES
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow

REASON = 500

ACTIONS = {
    Move.WAIT: Action.WAIT_FOR_EMPLOYEE,
    Move.HOLD: Action.HOLD,
    Move.CARRY_ON: Action.CARRY_ON,
}


class Pauses:
    """Stops and restarts the clocks of a ticket, as people say or as the talk shows."""

    def __init__(self, office: Office, clocks: Clocks, leases: Leases) -> None:
        self._office = office
        self._clocks = clocks
        self._leases = leases

    async def wait(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """It is the employee's turn, and they are told so."""
        ticket = await self._office.for_staff(session, team, number, by, Action.WAIT_FOR_EMPLOYEE)
        if isinstance(ticket, Verdict):
            return ticket
        if not await self._stop(session, ticket, Move.WAIT, by.user):
            return await self._office.too_late(session, ticket, by)
        text = promises.waits_for_you(ticket, await self._office.voice.name(ticket.assignee))
        await self._office.voice.to_requester(session, ticket, text)
        return Verdict.DONE

    async def hold(
        self,
        session: AsyncSession,
        team: str,
        number: int,
        by: By,
        *,
        because: str,
        until: datetime | None = None,
    ) -> Verdict:
        """Nothing can be done for a while; the employee reads why, and until when."""
        ticket = await self._office.for_staff(session, team, number, by, Action.HOLD)
        if isinstance(ticket, Verdict):
            return ticket
        hours = self._office.rota.hours(ticket.desk)
        until = hours.opens(until) if until else None
        if not await self._stop(session, ticket, Move.HOLD, by.user, until, cut(because, REASON)):
            return await self._office.too_late(session, ticket, by)
        shown = named(until, now(), hours.zone) if until else ""
        name = await self._office.voice.name(ticket.assignee)
        text = promises.on_hold(ticket, name, because, shown)
        await self._office.voice.to_requester(session, ticket, text)
        if until:
            await sla.ring(session, ticket, sla.HELD, until)
        return Verdict.DONE

    async def carry_on(self, session: AsyncSession, team: str, number: int, by: By) -> Verdict:
        """It is the desk's turn again."""
        ticket = await self._office.for_staff(session, team, number, by, Action.CARRY_ON)
        if isinstance(ticket, Verdict):
            return ticket
        held = ticket.state == State.ON_HOLD
        if not await self._go_on(session, ticket, by.user):
            return await self._office.too_late(session, ticket, by)
        if held:
            text = promises.goes_on(ticket, await self._office.voice.name(ticket.assignee))
            await self._office.voice.to_requester(session, ticket, text)
        return Verdict.DONE

    async def asked(self, session: AsyncSession, ticket: TicketRow, user: str, text: str) -> None:
        """Words of a person reached the employee; where they end with a question, it is now her turn."""
        if text.rstrip().endswith("?") and ticket.state == State.CLAIMED:
            await self._stop(session, ticket, Move.WAIT, user)

    async def answered(self, session: AsyncSession, ticket: TicketRow) -> None:
        """The employee wrote, so it is no longer her turn."""
        if ticket.state == State.WAITING:
            await self._go_on(session, ticket, ticket.requester)

    async def is_over(self, session: AsyncSession, ticket: TicketRow) -> bool:
        """The day until which it was on hold has come; whether it still was."""
        if ticket.state != State.ON_HOLD or not await self._go_on(session, ticket, ticket.coworker):
            return False
        holder = (ticket.assignee,) if ticket.assignee else ()
        await self._office.voice.to_staff(session, ticket, promises.hold_is_over(ticket), holder)
        return True

    async def grade(self, session: AsyncSession, team: str, number: int, by: By, severity: str) -> Verdict:
        """Say how grave it is; its targets follow."""
        ticket = await self._office.for_staff(session, team, number, by, Action.SEVERITY)
        if isinstance(ticket, Verdict):
            return ticket
        if severity == ticket.severity:
            return Verdict.DONE
        if ticket.state not in WITH_DESK or severity not in SEVERITIES:
            return await self._office.too_late(session, ticket, by)
        ticket.severity = severity
        event = await tickets.note(session, ticket.number, by.user, f"severity {severity}")
        await self._office.record(session, ticket, event, Action.SEVERITY, severity=severity)
        await self._clocks.set(session, ticket)
        await self._office.cards.redraw(session, ticket)
        text = promises.regraded(ticket, await self._office.voice.name(by.user))
        await self._office.voice.to_staff(session, ticket, text)
        return Verdict.DONE

    async def _stop(
        self,
        session: AsyncSession,
        ticket: TicketRow,
        move: Move,
        user: str,
        until: datetime | None = None,
        because: str = "",
    ) -> bool:
        event = await tickets.move(session, ticket, move, user, held_until=until)
        if event is None:
            return False
        ticket.held_because = because
        await self._clocks.hold(session, ticket)
        await self._moved(session, ticket, event, move)
        return True

    async def _go_on(self, session: AsyncSession, ticket: TicketRow, user: str) -> bool:
        event = await tickets.move(session, ticket, Move.CARRY_ON, user, held_until=None)
        if event is None:
            return False
        ticket.held_because = ""
        await self._clocks.go_on(session, ticket)
        await self._leases.begin(session, ticket)
        await self._moved(session, ticket, event, Move.CARRY_ON)
        return True

    async def _moved(self, session: AsyncSession, ticket: TicketRow, event: TicketEvent, move: Move) -> None:
        await self._office.record(session, ticket, event, ACTIONS[move])
        await self._office.cards.redraw(session, ticket)
