"""The targets of a desk: each ticket's clocks, who hears before one is missed, and who when it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.calendar import promises, sla
from bot.desk.calendar.hours import said
from bot.desk.calendar.sla import FIRST_RESPONSE, MISSED, RESOLUTION, STEPS, Clock
from bot.desk.messages import Notice, Place
from bot.desk.office import Office
from bot.desk.states import PAUSED, State
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow

FROM_URGENCY = {"Pressing": "high", "Relaxed": "low"}
"""How grave a ticket is taken to be for what its author says of its urgency; people may change it."""


class Clocks:
    """Starts, stops and rings them. They go by people alone: nothing that the bot says moves any."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def start(self, session: AsyncSession, ticket: TicketRow) -> None:
        """The desk has it, for the first time or anew: everything is measured from now on."""
        ticket.clock_from, ticket.responded_at = now(), None
        ticket.paused_at, ticket.paused_seconds = None, 0
        await self.set(session, ticket)
        await self.wait(session, ticket)

    async def wait(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Have the desk reminded if nobody takes it in time."""
        patience = timedelta(minutes=self._office.desks[ticket.desk].remind_after_minutes)
        await sla.quiet(session, ticket.number)
        due_at = self._office.rota.hours(ticket.desk).after(now(), patience)
        await sla.ring(session, ticket, sla.REMIND_DESK, due_at)

    async def responded(self, session: AsyncSession, ticket: TicketRow) -> None:
        """A person's words have reached the employee."""
        if ticket.responded_at is None:
            ticket.responded_at = now()
            await sla.quiet(session, ticket.number, [FIRST_RESPONSE])

    async def hold(self, session: AsyncSession, ticket: TicketRow) -> None:
        """It is not the desk's turn: nothing runs and nothing rings."""
        sla.stand_still(ticket, now())
        await sla.quiet(session, ticket.number, sla.OF_A_TICKET)

    async def go_on(self, session: AsyncSession, ticket: TicketRow) -> None:
        """It is the desk's turn again; the time between does not count."""
        if sla.move_on(ticket, self._office.rota.hours(ticket.desk), now()):
            await sla.quiet(session, ticket.number, [sla.HELD])
            await self.set(session, ticket)

    async def stop(self, session: AsyncSession, number: int) -> None:
        """It is out of the desk's hands."""
        await sla.quiet(session, number, sla.OF_A_TICKET)

    async def set(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Ring for what is due next, as the ticket stands and as grave as it is now."""
        if ticket.state not in PAUSED:
            sla.move_on(ticket, self._office.rota.hours(ticket.desk), now())
        await sla.quiet(session, ticket.number, sla.TARGETS)
        for what, clock in self._running(ticket):
            await self._ring(session, ticket, what, clock)

    async def rang(self, session: AsyncSession, ticket: TicketRow, what: str) -> bool:
        """A step of a target is reached; whether that still meant anything."""
        clock = dict(self._running(ticket)).get(what)
        if clock is None:
            return False
        reached = clock.reached(now())
        news = reached > await self._made(session, ticket, what)
        if news:
            await tickets.note(session, ticket.number, ticket.coworker, step(what, reached))
            await self._tell(session, ticket, what, clock, reached)
        await sla.quiet(session, ticket.number, [what])
        await self._ring(session, ticket, what, clock)
        return news

    def _running(self, ticket: TicketRow) -> Iterator[tuple[str, Clock]]:
        """The targets that are not met yet, while it is the desk's turn."""
        if ticket.state not in {State.QUEUED, State.CLAIMED} or ticket.clock_from is None:
            return
        desk, hours = self._office.desks[ticket.desk], self._office.rota.hours(ticket.desk)
        for what in (RESOLUTION,) if ticket.responded_at else sla.TARGETS:
            if target := desk.target(what, ticket.severity):
                paused = timedelta(seconds=ticket.paused_seconds)
                yield what, Clock(hours, target, ticket.clock_from, paused)

    async def _ring(self, session: AsyncSession, ticket: TicketRow, what: str, clock: Clock) -> None:
        made = await self._made(session, ticket, what)
        if share := next((step for step in STEPS if step > made), None):
            await sla.ring(session, ticket, what, clock.reaches(share, now()))

    async def _made(self, session: AsyncSession, ticket: TicketRow, what: str) -> float:
        """The last step of which somebody was told since the clock was started."""
        query = select(TicketEvent.what).where(
            TicketEvent.ticket == ticket.number,
            TicketEvent.at >= (ticket.clock_from or now()),
            TicketEvent.what.in_([step(what, share) for share in STEPS]),
        )
        made = set(await session.scalars(query))
        return max((share for share in STEPS if step(what, share) in made), default=0.0)

    async def _tell(
        self, session: AsyncSession, ticket: TicketRow, what: str, clock: Clock, reached: float
    ) -> None:
        name = await self._office.voice.name(ticket.requester)
        if reached < MISSED:
            until = said(clock.reaches(MISSED, now()), now(), clock.hours.zone)
            text = promises.due_soon(ticket, name, what, until)
            await self._office.voice.to_staff(session, ticket, text, await self._holders(session, ticket))
            return
        told = await self._escalated_to(session, ticket, reached)
        text = promises.missed(ticket, name, what, clock.target, again=reached > MISSED)
        if told:
            await self._office.voice.to_staff(session, ticket, text, told)
            await self._to_each(session, ticket, text, told)

    async def _holders(self, session: AsyncSession, ticket: TicketRow) -> tuple[str, ...]:
        if ticket.state != State.QUEUED and ticket.assignee:
            return (ticket.assignee,)
        return await self._office.rota.asked(session, ticket)

    async def _escalated_to(
        self, session: AsyncSession, ticket: TicketRow, reached: float
    ) -> tuple[str, ...]:
        """The next of those whom baton.toml names; where it names none, whoever has it or is asked, once."""
        desk = self._office.desks[ticket.desk]
        named = await self._office.rota.who(desk.escalation or filter(None, [desk.fallback]))
        place = STEPS.index(reached) - STEPS.index(MISSED)
        if named:
            return named[place : place + 1]
        return await self._holders(session, ticket) if place == 0 else ()

    async def _to_each(
        self, session: AsyncSession, ticket: TicketRow, text: str, users: tuple[str, ...]
    ) -> None:
        """Whoever it is escalated to may not be in the desk's channel; nothing of the matter is said."""
        title = self._office.voice.title(ticket.desk)
        for user in users:
            place = Place(await self._office.line.direct(user))
            await self._office.line.say(session, Notice(place, promises.for_you(ticket, title, text)))


def step(what: str, share: float) -> str:
    """The event of a ticket that this step of a target was told of."""
    return f"{what} at {share:.0%}"


def when(moment: datetime, office: Office, desk: str) -> str:
    """A moment as the people of a desk say it."""
    return said(moment, now(), office.rota.hours(desk).zone)
