"""Back-pressure with a kind sentence: whoever waits long for an answer is told that their message is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Notice, Place
from bot.governance.people import refusal
from bot.intake import outcomes, phrases
from bot.intake.rooms import Rooms
from bot.intake.turn import Said, Turn, parse
from bot.store.base import now
from bot.store.housekeeping import WAITING
from bot.store.inbox import Inbox
from bot.store.tables.marks import lift_mark, set_mark_once

LOOK_SECONDS = 5.0
LONG = timedelta(seconds=10)
"""Who has waited for so long is told."""

QUIET = timedelta(hours=1)
"""In one thread it is not said again for so long."""

LOOKED_AT = 1000
"""So many of those that wait longest are looked at."""

AT_ONCE = 50
"""So many are told at one look: telling people must not hold up their answers."""


class Patience:
    """Looks at what waits in the inbox; the notice goes out as everything does, and so before the answer."""

    def __init__(self, rooms: Rooms, inbox: Inbox, clock: Callable[[], datetime] = now) -> None:
        self._rooms = rooms
        self._inbox = inbox
        self._clock = clock
        self._seen: set[str] = set()

    async def look(self) -> int:
        """Tell everybody who has waited long and was not told yet; how many were told."""
        waiting = await self._inbox.longest_waiting(LOOKED_AT)
        long_since = self._clock() - LONG
        long = {each.id: each.body for each in waiting if each.received_at <= long_since}
        self._seen &= long.keys()
        fresh = [each for each in long if each not in self._seen][:AT_ONCE]
        return sum([await self._see(each, parse(long[each])) for each in fresh])

    async def _see(self, inbound: str, turn: Turn) -> bool:
        told = isinstance(turn, Said) and turn.addressed and await self._tell(turn)
        self._seen.add(inbound)
        return told

    async def _tell(self, turn: Said) -> bool:
        if refusal(await self._rooms.people.member(turn.user)) is not None:
            return False
        notice = Notice(Place(turn.channel, turn.thread), phrases.KEPT_WAITING)
        async with self._rooms.sessions.begin() as session:
            waits = await self._waits(session, turn)
            if waits:
                await self._rooms.line.say(session, notice)
        return waits

    async def _waits(self, session: AsyncSession, turn: Said) -> bool:
        """Whether it has no outcome yet, and nobody was told in this thread just now."""
        if await outcomes.recorded(session, turn.key):
            return False
        name = f"{WAITING}{turn.channel}:{turn.thread}"
        await lift_mark(session, name, before=self._clock() - QUIET)
        return await set_mark_once(session, name, self._clock())
