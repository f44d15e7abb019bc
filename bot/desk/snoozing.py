"""Tickets that sleep until a time, or until there is news; a timer that outlives every restart wakes them."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import passing_words as words
from bot.desk import tickets
from bot.desk.calendar import sla
from bot.desk.desk import Desk
from bot.desk.office import Verdict
from bot.desk.states import WITH_DESK, State
from bot.desk.voice import By
from bot.governance.access import Action
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow, TimerRow

SNOOZE = "snooze"
"""The timer that wakes a ticket."""
SNOOZED = "snoozed"
"""The event of a ticket that somebody has put to sleep."""
MORNING = 9


class Length(StrEnum):
    """How long somebody can put a ticket to sleep."""

    HOUR = "1h"
    HALF_DAY = "4h"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    WEEK = "week"


TITLES = {
    Length.HOUR: "For an hour",
    Length.HALF_DAY: "For four hours",
    Length.TOMORROW: "Until tomorrow, 9:00",
    Length.MONDAY: "Until Monday, 9:00",
    Length.WEEK: "For a week",
}


def until(length: Length, at: datetime, timezone: str) -> datetime:
    """When a ticket wakes that is put to sleep at a moment, by the clocks of whoever does so."""
    here = at.astimezone(_zone(timezone))
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    match length:
        case Length.HOUR:
            return at + timedelta(hours=1)
        case Length.HALF_DAY:
            return at + timedelta(hours=4)
        case Length.WEEK:
            return at + timedelta(days=7)
        case Length.TOMORROW:
            return morning + timedelta(days=1)
        case Length.MONDAY:
            return morning + timedelta(days=7 - here.weekday())


class Snoozing:
    """Puts tickets to sleep and wakes them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    async def snooze(self, session: AsyncSession, team: str, number: int, by: By, length: Length) -> Verdict:
        """Staff do not want to see it before then; it stays whose it is."""
        ticket = await self._office.for_staff(session, team, number, by, Action.SNOOZE)
        if isinstance(ticket, Verdict):
            return ticket
        if ticket.state not in WITH_DESK - {State.LINKED}:
            return await self._office.too_late(session, ticket, by)
        zone = (await self._office.people.member(by.user)).timezone
        ticket.snoozed_until = wakes_at = until(length, now(), zone)
        event = await tickets.note(session, number, by.user, SNOOZED, wakes_at.isoformat())
        await self._office.record(session, ticket, event, Action.SNOOZE, until=wakes_at.isoformat())
        await self._forget_timers(session, ticket)
        await sla.quiet(session, number, [sla.REMIND_DESK, sla.LEASE, sla.LEASE_ENDS])
        await sla.ring(session, ticket, SNOOZE, wakes_at)
        await self._desk.cards.redraw(session, ticket)
        when = f"{wakes_at.astimezone(_zone(zone)):%a %d %b, %H:%M} ({_zone(zone).key})"
        text = words.snoozed(ticket, await self._desk.voice.name(by.user), when)
        await self._desk.voice.to_staff(session, ticket, text)
        return Verdict.DONE

    async def wake(self, session: AsyncSession, ticket: TicketRow, text: str) -> bool:
        """It is to be looked at again; whoever has it is told, or else whoever put it to sleep."""
        if ticket.snoozed_until is None:
            return False
        ticket.snoozed_until = None
        await self._forget_timers(session, ticket)
        if ticket.state not in WITH_DESK:
            return False
        sleeper = await _who_snoozed(session, ticket.number)
        await tickets.note(session, ticket.number, ticket.coworker, "woke")
        await self._desk.cards.redraw(session, ticket)
        await self._desk.voice.to_staff(
            session, ticket, text, tuple(filter(None, [ticket.assignee or sleeper]))
        )
        if ticket.state == State.QUEUED:
            await self._desk.wait(session, ticket)
        else:
            await self._desk.leases.begin(session, ticket)
        return True

    async def wake_for_news(self, session: AsyncSession, ticket: TicketRow) -> bool:
        """The employee wrote: whoever looks after it should know before the time; whether it was asleep."""
        if ticket.snoozed_until is None:
            return False
        name = await self._desk.voice.name(ticket.requester)
        return await self.wake(session, ticket, words.awake_with_news(ticket, name))

    async def rang(self, session: AsyncSession, team: str, number: int) -> bool:
        """Its time has come; whether that still means anything."""
        ticket = await tickets.find(session, team, number)
        if ticket is None or ticket.snoozed_until is None or ticket.snoozed_until > now() + sla.A_MOMENT:
            return False
        return await self.wake(session, ticket, words.awake(ticket))

    async def _forget_timers(self, session: AsyncSession, ticket: TicketRow) -> None:
        set_before = (TimerRow.ticket == ticket.number, TimerRow.what == SNOOZE)
        await session.execute(delete(TimerRow).where(*set_before))


async def _who_snoozed(session: AsyncSession, number: int) -> str | None:
    query = select(TicketEvent.actor).where(TicketEvent.ticket == number, TicketEvent.what == SNOOZED)
    actor: str | None = await session.scalar(query.order_by(TicketEvent.id.desc()).limit(1))
    return actor


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
