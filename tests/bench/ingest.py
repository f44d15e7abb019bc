"""How fast signed events are taken, durably, beside a bare Bolt echo; and how long an ack takes under turns.

`python -m tests.bench.ingest [--seconds 5] [--rate 500] [--connections 32]`: same machine, same client (a
process of its own), same run. Every event is a direct message that becomes a turn.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bot.playground.server import Config
from tests.bench.sender import Order, Sent, send
from tests.bench.table import show
from tests.chaos.served import Served, free_port, serve_beside_playground
from tests.playground.driver import Json

WARM_SECONDS = 1.0


@dataclass(frozen=True)
class Wanted:
    """What to measure."""

    seconds: float
    rate: float
    connections: int
    people: int
    rounds: int

    def order(self, port: int, *, rate: float = 0.0, seed: int = 1, seconds: float | None = None) -> Order:
        """An order to the sender."""
        return Order(port, rate, seconds or self.seconds, self.connections, self.people, seed=seed)


async def measure(wanted: Wanted) -> None:
    """Print the table."""
    echoed, taken = [], []
    for n in range(wanted.rounds):
        echoed.append(await _echoed(wanted))
        async with _baton(wanted) as served:
            taken.append(await _sent(wanted.order(served.port, seed=10 + n)))
    async with _baton(wanted) as served:
        journal = served.playground.space.journal
        before = _posts(journal.rows())
        steady = await _sent(wanted.order(served.port, rate=wanted.rate, seed=30))
        answers = _posts(journal.rows()) - before
    bare, kept = (_middle([each.per_second for each in runs]) for runs in (echoed, taken))
    show(
        f"Taking events, {wanted.connections} keep-alive connections, {wanted.people} people",
        [
            ("bare Bolt echo that verifies signatures", f"{bare:.0f}/s", ""),
            ("Baton, durable before the ack, turns running", f"{kept:.0f}/s", ""),
            ("share of the echo", f"{kept / bare:.2f}", "0.45"),
            (f"ack at {wanted.rate:.0f} events/s with turns running, p50", f"{steady.at(0.5):.1f} ms", ""),
            ("the same, p99", f"{steady.at(0.99):.1f} ms", "50 ms"),
            ("the same, longest", f"{steady.at(1):.1f} ms", ""),
            ("messages posted meanwhile", f"{answers / steady.seconds:.0f}/s", ""),
        ],
    )


async def _echoed(wanted: Wanted) -> Sent:
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.echo", str(port))
    try:
        await _open(port)
        await _sent(wanted.order(port, seconds=WARM_SECONDS))
        return await _sent(wanted.order(port))
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def _baton(wanted: Wanted) -> AsyncIterator[Served]:
    """The real thing, over HTTP, warm and with turns under way."""
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config(people=wanted.people), http=True)
        try:
            await served.start()
            await _sent(wanted.order(served.port, seed=20, rate=wanted.people, seconds=WARM_SECONDS))
            yield served
        finally:
            await served.close()


async def _sent(order: Order) -> Sent:
    sent = await send(order)
    assert set(sent.statuses) == {"200"}, sent.statuses
    return sent


async def _open(port: int) -> None:
    async with ClientSession() as session, asyncio.timeout(10):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/"):
                    return
            except ClientError:
                await asyncio.sleep(0.05)


def _posts(rows: list[Json]) -> int:
    return sum(row["what"] == "message" and row["by"] == "app" for row in rows)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _wanted() -> Wanted:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("seconds", 5.0), ("rate", 500.0)):
        parser.add_argument(f"--{name}", type=float, default=default)
    for name, number in (("connections", 32), ("people", 50), ("rounds", 1)):
        parser.add_argument(f"--{name}", type=int, default=number)
    return Wanted(**vars(parser.parse_args()))


if __name__ == "__main__":
    asyncio.run(measure(_wanted()))
