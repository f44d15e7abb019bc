"""Kills and stops replicas at the moments of a plan, and starts them again each time."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from math import inf

from tests.chaos.fleet import Fleet
from tests.chaos.plan import Blow
from tests.chaos.served import Served

TELLING = frozenset({"delivery", "ack", "message", "edit", "ephemeral", "view"})
MOMENT = 600.0
CALM = 1.0
"""When nothing happens for so long (seconds), there is nothing to wait for."""


class Reaper:
    """Deals the blows of a plan. A replica that is just starting is let start before it is struck again."""

    def __init__(self, fleet: Fleet, blows: Sequence[Blow]) -> None:
        self._fleet = fleet
        self._blows = blows
        self._starting: dict[str, asyncio.Task[float]] = {}
        self.kills = 0
        self.stops = 0
        self.due: float = blows[0].answers if blows else inf

    async def reap(self) -> None:
        """Deal all of them; afterwards every replica runs."""
        for blow in self._blows:
            self.due = blow.answers
            await self._moment_of(blow)
            await asyncio.gather(*(self._strike(self._fleet.replicas[n], blow) for n in blow.who))
        self.due = inf
        await asyncio.gather(*self._starting.values())

    async def _moment_of(self, blow: Blow) -> None:
        record = self._fleet.witness.record
        await self._fleet.witness.until(lambda: len(record.heard) >= blow.answers, "Progress", MOMENT)
        with suppress(TimeoutError):
            await self._rows(blow.rows)
        await asyncio.sleep(blow.seconds)

    async def _rows(self, count: int) -> None:
        journal = self._fleet.witness.journal
        last = journal.last
        for _ in range(count):
            row = await journal.find(lambda row: row["what"] in TELLING, last, seconds=CALM)
            last = row["n"]

    async def _strike(self, replica: Served, blow: Blow) -> None:
        if starting := self._starting.get(replica.name):
            await starting
        if blow.how == "stop":
            self.stops += 1
            await self._fleet.stop(replica)
        else:
            await self._kill(replica)
        if blow.again:
            await replica.spawn()
            await asyncio.sleep(blow.again)
            await self._kill(replica)
        self._starting[replica.name] = asyncio.create_task(replica.start())

    async def _kill(self, replica: Served) -> None:
        self.kills += 1
        await self._fleet.kill(replica)
