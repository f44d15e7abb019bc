"""Whether a turn costs the same in a store that has grown old.

`python -m tests.bench.growth [--sizes 1000 10000] [--turns 40] [--picture growth.svg]`: a store is filled
with as many messages as `sizes` say (half of all are one person's), then `baton serve` runs on it and real
turns are measured: those of somebody, and those of the person with half of all history.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from aiohttp import ClientSession

from bot.playground.accounts import Account, colleagues
from bot.playground.server import Config
from tests.bench.first_reply import wait_for_answer
from tests.bench.history import History
from tests.bench.picture import Curve, draw
from tests.bench.sender import TEXTS
from tests.bench.table import show
from tests.chaos.served import Served, serve_beside_playground
from tests.stories.stage import Actor

PEOPLE = 200
WARM = 2


@dataclass(frozen=True)
class Cost:
    """What a turn cost: processor seconds, and milliseconds from event to answer (the middle one)."""

    cpu: float
    answer: float


@dataclass(frozen=True)
class Size:
    """What was measured at one size: by somebody, by the person with half of the history."""

    messages: int
    bytes: float
    somebody: Cost
    heavy: Cost


async def measure(sizes: Sequence[int], turns: int, picture: Path | None) -> None:
    """Print the table, and draw it where wanted."""
    people = colleagues(PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config(people=PEOPLE))
        try:
            await _session(served, people[-1:], len(TEXTS))
            history = History(served.folder)
            found = [await _at(size, served, history, people, turns) for size in sorted(sizes)]
        finally:
            await served.close()
    _report(found)
    if picture:
        _draw(found, picture)


async def _at(size: int, served: Served, history: History, people: Sequence[Account], turns: int) -> Size:
    history.grow(size, people)
    kept, space = history.messages(), history.bytes()
    heavy, *others = people
    costs = await _session(served, others[:20], turns), await _session(served, [heavy], turns)
    return Size(kept, space / kept, *costs)


async def _session(served: Served, people: Sequence[Account], turns: int) -> Cost:
    """Start, warm up, measure, stop."""
    await served.start()
    process = psutil.Process(served.pid)
    try:
        async with ClientSession() as session:
            actors = [Actor(session, served.playground, each.name) for each in people]
            for n in range(WARM * len(TEXTS)):
                await _ask(served, actors[n % len(actors)], TEXTS[n % len(TEXTS)])
            before = sum(process.cpu_times()[:2])
            waited = [
                await _ask(served, actors[n % len(actors)], TEXTS[n % len(TEXTS)]) for n in range(turns)
            ]
            spent = sum(process.cpu_times()[:2]) - before
    finally:
        await served.stop()
    return Cost(spent / turns, statistics.median(waited))


async def _ask(served: Served, who: Actor, text: str) -> float:
    waited, _ = await wait_for_answer(served.playground.space.journal, await who.says(text))
    return waited


def _report(found: Sequence[Size]) -> None:
    first, last = found[0], found[-1]
    rows = [
        (f"{size.messages:,} messages: processor time of a turn, {who}", f"{cost.cpu * 1e6:,.0f} µs", "")
        for size in found
        for who, cost in (("somebody's", size.somebody), ("with half the history", size.heavy))
    ]
    rows += [
        (f"{size.messages:,} messages: event to answer", f"{size.somebody.answer:.0f} ms", "")
        for size in found
    ]
    grown = last.somebody.cpu / first.somebody.cpu, last.heavy.cpu / first.heavy.cpu
    show(
        "The cost of a turn in a growing store",
        [
            *rows,
            ("somebody's: last against first", f"{grown[0]:.2f}", "0.8 to 1.2"),
            ("with half the history: last against first", f"{grown[1]:.2f}", "0.8 to 1.2"),
            ("bytes a message, all stores", f"{last.bytes:,.0f}", ""),
        ],
    )


def _draw(found: Sequence[Size], picture: Path) -> None:
    curves = [
        Curve("somebody", [(size.messages, size.somebody.cpu * 1000) for size in found]),
        Curve(
            "a person with half of all history", [(size.messages, size.heavy.cpu * 1000) for size in found]
        ),
    ]
    draw(picture, "Processor time of one turn", "messages in the store", "ms", curves)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--picture", type=Path)
    asyncio.run(measure(**vars(parser.parse_args())))
