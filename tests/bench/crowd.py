"""How long the last of many waits: `python -m tests.bench.crowd [--people 500] [--at-once 50] [--rounds 4]`.

So many employees; in each round some of them, others each time, write at the same moment.
"""

import argparse
import asyncio
import random
import tempfile
from pathlib import Path

import psutil
from aiohttp import ClientSession

from bot.playground.accounts import colleagues
from bot.playground.server import Config
from tests.bench.first_reply import at, wait_for_answer
from tests.bench.sender import TEXTS
from tests.bench.table import show
from tests.chaos.served import Served, serve_beside_playground
from tests.stories.stage import Actor

GOAL = "2,000 ms"


async def measure(people: int, at_once: int, rounds: int, seed: int) -> None:
    """Print the table."""
    dice = random.Random(seed)
    names = [each.name for each in colleagues(people)]
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config(people=people))
        await served.start()
        process = psutil.Process(served.pid)
        try:
            async with ClientSession() as session:
                await _asks(served, Actor(session, served.playground, "ada"), TEXTS[0])
                before = sum(process.cpu_times()[:2])
                waits = []
                for _ in range(rounds):
                    crowd = [Actor(session, served.playground, name) for name in dice.sample(names, at_once)]
                    asked = (_asks(served, who, TEXTS[n % len(TEXTS)]) for n, who in enumerate(crowd))
                    waits.append(sorted(await asyncio.gather(*asked)))
                spent = sum(process.cpu_times()[:2]) - before
        finally:
            await served.close()
    everybody = sorted(wait for each in waits for wait in each)
    show(
        f"{at_once} of {people} employees write at once, {rounds} times",
        [
            ("event to first answer, p50", f"{at(everybody, 0.5):,.0f} ms", ""),
            ("event to first answer, p95", f"{at(everybody, 0.95):,.0f} ms", ""),
            ("the longest wait of all", f"{everybody[-1]:,.0f} ms", GOAL),
            ("the longest wait of each round", ", ".join(f"{each[-1]:,.0f}" for each in waits), ""),
            ("processor time a message", f"{spent / len(everybody) * 1000:.0f} ms", ""),
        ],
    )


async def _asks(served: Served, who: Actor, text: str) -> float:
    waited, _ = await wait_for_answer(served.playground.space.journal, await who.says(text))
    return waited


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 500), ("at-once", 50), ("rounds", 4), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asyncio.run(measure(**vars(parser.parse_args())))
