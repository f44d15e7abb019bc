"""What a replica costs while nobody writes: `python -m tests.bench.idle [--seconds 20]`."""

import argparse
import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import psutil

from bot.playground.server import Config
from tests.bench.table import show
from tests.chaos.served import Served, free_port, serve_beside_playground

GOAL = "2 %"
SETTLED_SECONDS = 3.0


async def measure(seconds: float) -> None:
    """Print the table."""
    rows = []
    for http in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            served = await serve_beside_playground(Path(folder), Config(), http=http)
            other = replace(served, port=free_port(), name="other")
            try:
                await served.start()
                mode = "HTTP" if http else "Socket Mode"
                rows.append((f"{mode}, alone", await _idle(served, seconds), GOAL))
                await other.start()
                rows.append((f"{mode}, with another on the same store", await _idle(served, seconds), GOAL))
                await other.stop()
            finally:
                await served.close()
    show(f"An idle replica, share of a core over {seconds:.0f} s", rows)


async def _idle(served: Served, seconds: float) -> str:
    await asyncio.sleep(SETTLED_SECONDS)
    process = psutil.Process(served.pid)
    before = sum(process.cpu_times()[:2])
    await asyncio.sleep(seconds)
    return f"{(sum(process.cpu_times()[:2]) - before) / seconds:.2%}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    asyncio.run(measure(**vars(parser.parse_args())))
