"""A load generator in a process of its own: signed events over keep-alive connections.

`python -m tests.bench.sender --port 3000 --rate 500 --seconds 10` prints one JSON object. A rate of 0 sends
as fast as the answers come. With a rate, latency counts from the moment an event was due, so that a receiver
that falls behind cannot hide it.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import random
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass

from bot.playground.accounts import APP_ID, TEAM, colleagues
from bot.playground.ids import named_id

TEXTS = (
    "I forgot my Okta password",
    "how many vacation days do I have left?",
    "what is the wifi for guests?",
    "hello there",
    "my laptop LT-20417 has been slow since the update on Monday, and Excel freezes at 14:30 every day",
)


@dataclass(frozen=True)
class Order:
    """What to send: to which port, how fast (events a second), how long, as how many people."""

    port: int
    rate: float = 0.0
    seconds: float = 5.0
    connections: int = 32
    people: int = 50
    secret: str = "playground"
    seed: int = 1


@dataclass(frozen=True)
class Sent:
    """What came of it. Latencies in milliseconds, sorted; `statuses` counts the answers."""

    seconds: float
    latencies: list[float]
    statuses: dict[str, int]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def at(self, share: float) -> float:
        """The latency below which this share of the answers stayed."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


class Events:
    """Direct messages of many people, each event and message another one."""

    def __init__(self, order: Order) -> None:
        self._dice = random.Random(order.seed)
        self._people = [(each.id, named_id("D", each.name)) for each in colleagues(order.people)]
        self._secret = order.secret.encode()
        self._n = 0
        self._first = time.time_ns() // 1000

    def next(self) -> bytes:
        """The next request, signed now."""
        self._n += 1
        user, channel = self._dice.choice(self._people)
        stamp = self._first + self._n
        ts = f"{stamp // 1_000_000}.{stamp % 1_000_000:06d}"
        event = {
            "type": "message",
            "user": user,
            "team": TEAM,
            "text": self._dice.choice(TEXTS),
            "ts": ts,
            "channel": channel,
            "channel_type": "im",
            "event_ts": ts,
        }
        return self._signed(json.dumps(_envelope(event, f"Ev{stamp}")).encode())

    def _signed(self, body: bytes) -> bytes:
        now = str(int(time.time()))
        signature = hmac.new(self._secret, b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signature}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _envelope(event: dict[str, str], event_id: str) -> dict[str, object]:
    return {
        "token": "z",
        "team_id": TEAM,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": "U000000APP", "is_bot": True}],
        "is_ext_shared_channel": False,
    }


class Sender:
    """Keeps its connections busy until the time is over."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._events = Events(order)
        self._due: asyncio.Queue[float] = asyncio.Queue()
        self._latencies: list[float] = []
        self._statuses: Counter[str] = Counter()

    async def run(self) -> Sent:
        """Send it all."""
        began = time.perf_counter()
        lines = [asyncio.create_task(self._keep_sending(began)) for _ in range(self._order.connections)]
        if self._order.rate:
            await self._schedule(began)
        await asyncio.gather(*lines)
        return Sent(time.perf_counter() - began, sorted(self._latencies), dict(self._statuses))

    async def _schedule(self, began: float) -> None:
        """Put the moments at which events are due, then one end for each connection."""
        for n in range(int(self._order.rate * self._order.seconds)):
            due = began + n / self._order.rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            self._due.put_nowait(due)
        for _ in range(self._order.connections):
            self._due.put_nowait(0.0)

    async def _keep_sending(self, began: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._order.port)
        while due := await self._next_due(began):
            writer.write(self._events.next())
            self._statuses[await _answer(reader)] += 1
            self._latencies.append((time.perf_counter() - due) * 1000)
        writer.close()

    async def _next_due(self, began: float) -> float:
        if self._order.rate:
            return await self._due.get()
        now = time.perf_counter()
        return now if now - began < self._order.seconds else 0.0


async def _answer(reader: asyncio.StreamReader) -> str:
    """The status of one answer, its body read to the end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    _, _, length = head.partition("content-length:")
    await reader.readexactly(int(length.split("\r\n")[0]) if length else 0)
    return head.split(" ", 2)[1]


async def send(order: Order) -> Sent:
    """The same in a process of its own."""
    options = [f"--{name}={value}" for name, value in asdict(order).items()]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.sender", *options, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    return Sent(**json.loads(out))


def _order() -> Order:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind in (("rate", float), ("seconds", float), ("connections", int), ("people", int)):
        parser.add_argument(f"--{name}", type=kind, default=getattr(Order, name))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--secret", default=Order.secret)
    parser.add_argument("--seed", type=int, default=Order.seed)
    return Order(**vars(parser.parse_args()))


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(Sender(_order()).run()))))
