"""The day of a desk: whoever is on call hears what waits when it opens, and those who wait when it closes."""

from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.calendar import promises
from bot.desk.calendar.hours import Hours, at_clock
from bot.desk.messages import Notice, Place
from bot.desk.office import Office
from bot.desk.states import State
from bot.store.base import now

LATE_SECONDS = 3600
"""Up to so long after the opening it is still the opening: Baton may have been down."""


class Shifts:
    """Opens and closes desks, once a day each, however often they pause in between."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def begins(self, session: AsyncSession, team: str, desk: str) -> bool:
        """The day begins; whether anybody had to be told."""
        if _has_begun(self._office.rota.hours(desk), now()):
            return False
        on_call = await self._office.rota.on_call(session, team, desk)
        lying = await tickets.queue(session, team, desk)
        if not on_call or not lying:
            return False
        waiting = [ticket.id for ticket in lying if ticket.state == State.QUEUED]
        text = promises.shift_begins(self._office.voice.title(desk), waiting, len(lying) - len(waiting))
        await self._office.line.say(session, Notice(Place(await self._office.line.direct(on_call)), text))
        return True

    async def ends(self, session: AsyncSession, team: str, desk: str) -> bool:
        """The day is over; whether anybody still waits."""
        hours, at = self._office.rota.hours(desk), now()
        back_at = hours.opens(at)
        if back_at.astimezone(hours.zone).date() == at.astimezone(hours.zone).date():
            return False
        title = self._office.voice.title(desk)
        lying = await tickets.queue(session, team, desk)
        waiting = [ticket for ticket in lying if ticket.state == State.QUEUED]
        for number, ticket in enumerate(waiting, 1):
            text = promises.closing(ticket, title, back_at, at, hours.zone, number)
            await self._office.voice.to_requester(session, ticket, text)
        return bool(waiting)


def _has_begun(hours: Hours, at: datetime) -> bool:
    """Whether it was open before, today."""
    midnight = at_clock(at.astimezone(hours.zone).date(), time(), hours.zone)
    opened = hours.opens(midnight)
    return (at - opened).total_seconds() > LATE_SECONDS
