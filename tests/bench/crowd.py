"""How long the last of many waits, and how many messages a second are answered meanwhile.

`python -m tests.bench.crowd [--people 500] [--at-once 50] [--rounds 4] [--replicas 1]`: so many employees; in
each round some of them, others each time, write at the same moment. Replicas share one store and one Slack.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from aiohttp import ClientSession

from bot.playground.accounts import colleagues
from bot.playground.server import Config
from tests.bench.first_reply import at, wait_for_answer
from tests.bench.sender import TEXTS
from tests.bench.table import show
from tests.chaos.served import Served, free_port, serve_beside_playground
from tests.stories.stage import Actor

GOAL = "2,000 ms"


@dataclass(frozen=True)
class Crowd:
    """So many of so many people at once, so often; `replicas` of ours on one store."""

    people: int
    at_once: int
    rounds: int
    replicas: int
    seed: int


async def measure(crowd: Crowd) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config(people=crowd.people))
        others = [replace(served, name=f"other{n}", port=free_port()) for n in range(1, crowd.replicas)]
        try:
            for each in (served, *others):
                await each.start()
            waits, spent = await _asked(crowd, served, others)
        finally:
            for each in others:
                await each.stop()
            await served.close()
    _report(crowd, waits, spent)


async def _asked(crowd: Crowd, served: Served, others: Sequence[Served]) -> tuple[list[list[float]], float]:
    """Every wait of each round, sorted, in milliseconds; the processor time of all replicas, in seconds."""
    dice = random.Random(crowd.seed)
    names = [each.name for each in colleagues(crowd.people)]
    waits = []
    async with ClientSession() as session:
        for text in TEXTS * crowd.replicas:
            await _asks(served, Actor(session, served.playground, "ada"), text)
        before = _spent(served, *others)
        for _ in range(crowd.rounds):
            some = (Actor(session, served.playground, name) for name in dice.sample(names, crowd.at_once))
            asked = (_asks(served, who, TEXTS[n % len(TEXTS)]) for n, who in enumerate(some))
            waits.append(sorted(await asyncio.gather(*asked)))
    return waits, _spent(served, *others) - before


def _report(crowd: Crowd, waits: Sequence[Sequence[float]], spent: float) -> None:
    everybody = sorted(wait for each in waits for wait in each)
    answered = crowd.at_once / statistics.median(each[-1] for each in waits) * 1000
    show(
        f"{crowd.at_once} of {crowd.people} employees write at once, {crowd.rounds} times; "
        f"replicas: {crowd.replicas}",
        [
            ("event to first answer, p50", f"{at(everybody, 0.5):,.0f} ms", ""),
            ("event to first answer, p95", f"{at(everybody, 0.95):,.0f} ms", ""),
            ("the longest wait of all", f"{everybody[-1]:,.0f} ms", GOAL),
            ("the longest wait of each round", ", ".join(f"{each[-1]:,.0f}" for each in waits), ""),
            ("messages answered a second, the middle round", f"{answered:.0f}", ""),
            ("processor time a message", f"{spent / len(everybody) * 1000:.0f} ms", ""),
        ],
    )


def _spent(*replicas: Served) -> float:
    return sum(sum(psutil.Process(each.pid).cpu_times()[:2]) for each in replicas)


async def _asks(served: Served, who: Actor, text: str) -> float:
    waited, _ = await wait_for_answer(served.playground.space.journal, await who.says(text))
    return waited


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 500), ("at-once", 50), ("rounds", 4), ("replicas", 1), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asyncio.run(measure(Crowd(**vars(parser.parse_args()))))
