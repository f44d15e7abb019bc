"""How long a start takes, what it costs, and what the bot costs while nobody writes.

`python -m tests.bench.start [IDLE SECONDS]`: a first start in an empty folder, then one that finds what the
first one left behind.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import psutil

from bot.playground.server import Config
from tests.bench.table import show
from tests.chaos.served import Served, serve_beside_playground


async def measure(idle_seconds: float) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config())
        try:
            first = await _start(served, "first start", idle_seconds)
            again = await _start(served, "second start", idle_seconds)
        finally:
            await served.close()
    show("Starting and waiting", [*first, *again])


async def _start(served: Served, name: str, idle_seconds: float) -> list[tuple[str, str, str]]:
    seconds = await served.start()
    process = psutil.Process(served.pid)
    cpu = _spent(process)
    await asyncio.sleep(2)
    before = _spent(process)
    await asyncio.sleep(idle_seconds)
    idle = (_spent(process) - before) / idle_seconds
    resident = process.memory_info().rss / 2**20
    stopped = await served.stop()
    return [
        (f"{name}: until ready", f"{seconds:.1f} s", "5 s"),
        (f"{name}: processor time until ready", f"{cpu:.1f} s", ""),
        (f"{name}: resident", f"{resident:.0f} MB", "400 MB"),
        (f"{name}: idle", f"{idle:.1%} of a core", "2 %"),
        (f"{name}: SIGTERM until ended", f"{stopped:.1f} s", "20 s"),
    ]


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    asyncio.run(measure(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
