"""Several replicas of the real `baton serve` on one store, beside one playground."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.playground.delivery import Patience
from bot.playground.server import Config
from bot.playground.server import Running as Playground
from bot.playground.server import start as start_playground
from tests.chaos.balancer import Balancer
from tests.chaos.served import MANIFEST, Served, free_port, start_wise
from tests.chaos.turns import overlaps, read_turns
from tests.chaos.witness import Witness

INSISTENT = Config(patience=Patience(2.0, (0.2,) + (0.5,) * 1000))
"""A Slack that tries again soon and often, so that a test need not wait for minutes."""

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@dataclass
class Fleet:
    """Replicas `baton-1`, `baton-2`, …; what is done to them is written into the journal."""

    playground: Playground
    folder: Path
    replicas: list[Served]
    witness: Witness

    async def start(self) -> None:
        """Start all of them at once, on a store that may be empty."""
        await asyncio.gather(*(replica.start() for replica in self.replicas))

    async def kill(self, replica: Served) -> None:
        """`kill -9` one."""
        self.note("kill", replica)
        await replica.kill()

    async def stop(self, replica: Served) -> float:
        """SIGTERM one; the seconds until it has ended."""
        self.note("stop", replica)
        seconds = await replica.stop()
        self.note("stopped", replica)
        return seconds

    async def keep_alive(self) -> None:
        """Start again whatever ends, as a supervisor would."""
        while True:
            for replica in self.replicas:
                if not replica.running:
                    self.note("stopped", replica)
                    await replica.spawn()
            await asyncio.sleep(0.1)

    def note(self, what: str, replica: Served) -> None:
        """Write into the journal what happens to a replica."""
        row = {"what": what, "pid": replica.pid, "clock": time.monotonic()}
        self.witness.journal.write("strike", replica.name, row)

    def crowded(self) -> list[str]:
        """Conversations in which two turns ran at once, in a sentence each."""
        return overlaps(read_turns(self.folder / "turns.log", self.witness.record.strikes))

    def fallen(self) -> list[str]:
        """Replicas that ended although nobody ended them."""
        return [f"{each.name} ended by itself" for each in self.replicas if not each.running]


@asynccontextmanager
async def fleet(
    folder: Path,
    replicas: int = 2,
    *,
    http: bool = False,
    people: int = 0,
    database_url: str = "",
    extra: dict[str, str] | None = None,
    module: str = "tests.chaos.watched",
) -> AsyncIterator[Fleet]:
    """A playground and replicas that are not started yet; SQLite in `folder` unless a store is named."""
    start_wise(folder)
    ports = [free_port() for _ in range(replicas)]
    front = free_port()
    address = f"http://127.0.0.1:{front}/slack/events" if http else ""
    config = replace(INSISTENT, people=people, port=0, manifest=MANIFEST, request_url=address)
    playground = await start_playground(config)
    store = {"DATABASE_URL": database_url, "BATON_SECRET_KEY": KEY} if database_url else {}
    around = {"CHAOS_TURNS": str(folder / "turns.log")} | store | (extra or {})
    served = [
        Served(playground, folder, port, http, extra=around, name=f"baton-{n}", module=module)
        for n, port in enumerate(ports, 1)
    ]
    balancer = Balancer(ports)
    await balancer.start(front)
    try:
        async with Witness(playground.space.journal) as witness:
            yield Fleet(playground, folder, served, witness)
    finally:
        await asyncio.gather(*(each.kill() for each in served if each.running))
        await balancer.stop()
        await playground.stop()
