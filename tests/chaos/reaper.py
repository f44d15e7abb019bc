"""Kills a replica again and again, at moments that come from a seed, and starts it again each time."""

import asyncio
import random

from bot.playground.journal import Journal
from tests.chaos.served import Served
from tests.stories.stage import kind_of

TELLING = {"delivery", "ack", "message", "edit", "ephemeral", "view"}


class Reaper:
    """Kills after so many more telling rows of the journal, and a few milliseconds.

    Some milliseconds are none, some fall into the turn that was just taken, some into its steps.
    """

    def __init__(self, served: Served, journal: Journal, seed: int, most_rows: int = 10) -> None:
        self._served = served
        self._journal = journal
        self._dice = random.Random(seed)
        self._most_rows = most_rows
        self.moments: list[str] = []

    async def reap(self, kills: int) -> None:
        """Kill so many times; afterwards the replica runs."""
        while len(self.moments) < kills:
            await self._wait_for_the_moment()
            await self._served.kill()
            await self._served.start()

    async def _wait_for_the_moment(self) -> None:
        last, left = self._journal.last, self._dice.randint(1, self._most_rows)
        pause = self._dice.choice((0.0, self._dice.uniform(0, 0.03), self._dice.uniform(0, 0.2)))
        while left:
            row = await self._journal.find(lambda row: row["what"] in TELLING, last, seconds=60)
            last, left = row["n"], left - 1
        await asyncio.sleep(pause)
        data = row["data"]
        self.moments.append(f"{row['what']} {data.get('type') or kind_of(data)} +{pause * 1000:.0f} ms")
