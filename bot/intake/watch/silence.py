"""The alarm for silence: when something fails for long, people hear of it once, and once when it is over."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.oversight import manager_of
from bot.coworkers.roster import Coworker
from bot.desk.messages import Notice, Place
from bot.intake.rooms import Rooms
from bot.intake.watch import signs
from bot.intake.watch.drift import drift
from bot.intake.watch.signs import Sign
from bot.store.base import now
from bot.store.inbox import Inbox
from bot.store.tables import MarkRow
from bot.store.tables.marks import lift_mark, set_mark_once

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
DRIFT_EVERY = timedelta(hours=1)
"""What moves in weeks is looked at less often, because it reads all the requests of those weeks."""

EPISODE = "silence:"
"""A mark of this name and the sign's key stands while people know that it fails."""

Ops = Callable[[], Awaitable[str]]
"""The id of the channel that hears of it besides the managers; "" for none."""


class Silence:
    """Looks for signs of silence. The episode is a mark in the store: of several replicas one tells of it."""

    def __init__(
        self,
        rooms: Rooms,
        inbox: Inbox,
        ops: Ops,
        minutes: int,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._rooms = rooms
        self._inbox = inbox
        self._ops = ops
        self._limit = timedelta(minutes=minutes)
        self._clock = clock
        self._drifted: datetime | None = None

    async def look(self) -> None:
        """Tell of what has begun to fail, and of what works again."""
        async with self._rooms.sessions() as session:
            found = await self._signs(session)
            begun = set(await session.scalars(select(MarkRow.name).where(MarkRow.name.startswith(EPISODE))))
        for sign in found:
            known = f"{EPISODE}{sign.key}" in begun
            if sign.fails is not None and sign.fails != known:
                await self._tell(sign, begins=sign.fails)

    async def _signs(self, session: AsyncSession) -> list[Sign]:
        rooms, at, limit = self._rooms, self._clock(), self._limit
        return [
            *await self._drifts(session, at),
            await signs.unworked(self._inbox, at, limit),
            await signs.unsent(session, at, limit),
            *[
                await signs.fruitless(session, rooms.audit, rooms.team, coworker, at, limit)
                for coworker in rooms.roster.all()
            ],
        ]

    async def _drifts(self, session: AsyncSession, at: datetime) -> list[Sign]:
        if self._drifted and at - self._drifted < DRIFT_EVERY:
            return []
        self._drifted = at
        coworkers = self._rooms.roster.all()
        return [await drift(session, self._rooms.team, coworker, at) for coworker in coworkers]

    async def _tell(self, sign: Sign, *, begins: bool) -> None:
        text = sign.alert if begins else sign.over
        log.log(logging.ERROR if begins else logging.INFO, "%s", text)
        places = await self._places(sign)
        async with self._rooms.sessions.begin() as session:
            if await self._is_news(session, f"{EPISODE}{sign.key}", begins=begins):
                for place in places:
                    await self._rooms.line.say(session, Notice(place, text))

    async def _is_news(self, session: AsyncSession, name: str, *, begins: bool) -> bool:
        if begins:
            return await set_mark_once(session, name, self._clock())
        return await lift_mark(session, name)

    async def _places(self, sign: Sign) -> list[Place]:
        """The ops channel, and the direct messages of the managers whom it concerns."""
        coworkers = [sign.whose] if sign.whose else self._rooms.roster.all()
        managers = dict.fromkeys([await self._manager(coworker) for coworker in coworkers])
        channels = [await self._rooms.line.direct(manager) for manager in managers if manager]
        return [Place(channel) for channel in dict.fromkeys([await self._ops(), *channels]) if channel]

    async def _manager(self, coworker: Coworker) -> str:
        people = self._rooms.people
        named = (await manager_of(people, coworker)).id
        return named or await people.behind(coworker.manager or "")
