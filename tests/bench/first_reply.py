"""How long an employee waits: from the event to `chat.postMessage`, as the playground's journal saw it.

`python -m tests.bench.first_reply [MESSAGES]`: one after the other, each in a thread of its own, no model.
"""

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

import psutil
from aiohttp import ClientSession

from bot.playground.journal import Journal
from bot.playground.server import Config
from tests.bench.table import show
from tests.chaos.served import serve_beside_playground
from tests.playground.driver import Json
from tests.stories.stage import Actor, kind_of

TEXTS = (
    "I forgot my Okta password",
    "how many vacation days do I have left?",
    "what is the wifi for guests?",
    "hello there",
)
ANSWERS = {"reply", "question", "notice"}


async def measure(messages: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        served = await serve_beside_playground(Path(folder), Config())
        await served.start()
        process = psutil.Process(served.pid)
        try:
            async with ClientSession() as session:
                ada = Actor(session, served.playground, "ada")
                await wait_for_answer(served.playground.space.journal, await ada.says("hello"))
                before = process.cpu_times()
                asked = [await _ask(ada, served.playground.space.journal, n) for n in range(messages)]
                after = process.cpu_times()
        finally:
            await served.close()
        cpu = (after.user + after.system - before.user - before.system) / messages
        waits = sorted(wait for wait, _ in asked)
        acks = sorted(ack for _, ack in asked)
        show(
            "First reply to a direct message",
            [
                ("event to chat.postMessage, p50", f"{at(waits, 0.5):.0f} ms", "150 ms"),
                ("event to chat.postMessage, p95", f"{at(waits, 0.95):.0f} ms", "400 ms"),
                ("event to ack, p50", f"{at(acks, 0.5):.0f} ms", ""),
                ("event to ack, p95", f"{at(acks, 0.95):.0f} ms", ""),
                ("processor time a message", f"{cpu * 1000:.0f} ms", ""),
                ("messages", str(messages), ""),
            ],
        )


async def _ask(who: Actor, journal: Journal, n: int) -> tuple[float, float]:
    ts = await who.says(TEXTS[n % len(TEXTS)])
    return await wait_for_answer(journal, ts)


async def wait_for_answer(journal: Journal, ts: str) -> tuple[float, float]:
    """Milliseconds from the first delivery of a message to its first answer, and to its ack."""
    sent = await journal.find(lambda row: row["what"] == "delivery" and _ts_of(row) == ts)
    said = await journal.find(
        lambda row: row["what"] == "message" and row["by"] == "app" and _answers(row["data"], ts), seconds=30
    )
    ack = await journal.find(lambda row: row["what"] == "ack" and row["data"]["delivery"] == sent["n"])
    return (said["at"] - sent["at"]) * 1000, (ack["at"] - sent["at"]) * 1000


def _ts_of(row: Json) -> str:
    return str(row["data"]["payload"].get("event", {}).get("ts", ""))


def _answers(message: Json, ts: str) -> bool:
    return message.get("thread_ts") == ts and kind_of(message) in ANSWERS


def at(ordered: list[float], share: float) -> float:
    """The value below which this share of them stays."""
    return statistics.quantiles(ordered, n=100)[int(share * 100) - 1] if len(ordered) > 1 else ordered[0]


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
