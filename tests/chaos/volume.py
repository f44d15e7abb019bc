"""Many messages under many kills and a Slack that breaks: `python -m tests.chaos.volume --messages 300`.

Prints the seed, the moments of the kills and every fault that was found; exits with 1 where there was one.
"""

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

from aiohttp import ClientSession

from bot.playground.delivery import Patience
from bot.playground.server import Config
from tests.chaos.judge import ANSWERS, Judgement
from tests.chaos.persistent import Persistent
from tests.chaos.reaper import Reaper
from tests.chaos.served import Served, serve_beside_playground
from tests.playground.driver import Json

INSISTENT = Config(patience=Patience(2.0, (0.2,) + (0.5,) * 400))
TEXTS = ("I forgot my Okta password", "how many vacation days do I have left?", "hello there")
PEOPLE = ("ada", "ben", "hana", "fay", "sara")
FAULTS = ("ratelimited", "error_before", "error_after", "drop_after")


class Trial:
    """One run: people who write, a reaper, and faults, all from one seed."""

    def __init__(self, served: Served, seed: int, messages: int, kills: int) -> None:
        self._served = served
        self._journal = served.playground.space.journal
        self._dice = random.Random(seed)
        self._messages = messages
        self.reaper = Reaper(served, self._journal, seed, most_rows=max(10, 3 * messages // max(1, kills)))
        self._kills = kills

    async def run(self) -> list[str]:
        """Everything that went wrong."""
        async with ClientSession() as session:
            people = [Persistent(session, self._served.playground, name) for name in PEOPLE]
            death = asyncio.create_task(self.reaper.reap(self._kills))
            asked = [await self._say(people, n) for n in range(self._messages)]
            while not death.done() and self._unanswered(asked):
                await asyncio.sleep(0.2)
            while not death.done():
                await self._say(people, 0)
                await asyncio.sleep(0.5)
            await self._answered(asked)
        return [*Judgement(self._journal.rows()).faults(), *self._overtaken()]

    async def _say(self, people: list[Persistent], n: int) -> str:
        who = self._dice.choice(people)
        if self._dice.random() < 0.1:
            kind = self._dice.choice(FAULTS)
            await who.does("faults", method="chat.postMessage", kind=kind, retry_after=1)
        ts = await who.says(f"{self._dice.choice(TEXTS)} ({n})")
        if self._dice.random() < 0.05:
            await who.does("redeliver", n=self._delivery_of(ts))
        await asyncio.sleep(self._dice.uniform(0, 0.2))
        return ts

    def _delivery_of(self, ts: str) -> int:
        return int(next(row["n"] for row in reversed(self._journal.rows()) if _told_of(row) == ts))

    def _unanswered(self, asked: list[str]) -> set[str]:
        rows = self._journal.rows()
        return set(asked) - {row["data"].get("thread_ts") for row in rows if row["by"] == "app"}

    async def _answered(self, asked: list[str]) -> None:
        async with asyncio.timeout(120):
            while self._unanswered(asked):
                await asyncio.sleep(0.2)

    def _overtaken(self) -> list[str]:
        """Answers that left in another order than their messages were durably received."""
        received = _received(self._served.folder)
        first: dict[str, list[int]] = defaultdict(list)
        seen: Counter[str] = Counter()
        for message in Judgement(self._journal.rows()).ours:
            if message.kind in ANSWERS and message.thread in received and not seen[message.thread]:
                seen[message.thread] += 1
                first[message.channel].append(received[message.thread])
        return [
            f"{channel} out of order: {order}" for channel, order in first.items() if order != sorted(order)
        ]


def _told_of(row: Json) -> str:
    return (
        str(row["data"].get("payload", {}).get("event", {}).get("ts", ""))
        if row["what"] == "delivery"
        else ""
    )


def _received(folder: Path) -> dict[str, int]:
    """`ts` of every message to its place in the inbox."""
    with closing(sqlite3.connect(folder / "inbox.db")) as inbox:
        rows = inbox.execute("SELECT id, seq FROM inbox WHERE id LIKE '%:said'").fetchall()
    return {id_.split(":")[-2]: seq for id_, seq in rows}


async def main(messages: int, kills: int, seed: int) -> int:
    """Run it; how many faults there were."""
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), INSISTENT)
        try:
            await served.start()
            trial = Trial(served, seed, messages, kills)
            faults = await trial.run()
            await served.stop()
        finally:
            await served.close()
    moments = ", ".join(trial.reaper.moments)
    sys.stdout.write(f"seed {seed}, {messages} messages, {kills} kills at: {moments}\n")
    sys.stdout.write(
        "\n".join(faults) + "\n" if faults else "nothing lost, nothing twice, nothing out of order\n"
    )
    return len(faults)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("messages", 300), ("kills", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    sys.exit(1 if asyncio.run(main(**vars(parser.parse_args()))) else 0)
