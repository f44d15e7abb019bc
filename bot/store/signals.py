"""Words between replicas, through Redis. Any may be lost: whoever listens must come to know it anyway."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.store.shared import REST_SECONDS, TROUBLE, Shared

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
"""After so long a silence Redis is asked whether it is still there."""


@dataclass
class Signals:
    """Tells the other replicas what one of them was told. `sender` is this replica's name.

    `hears` has for each kind of word what to do about it; with "" where words may have been missed.
    """

    shared: Shared
    sender: str
    hears: dict[str, Callable[[str], None]] = field(default_factory=dict)
    _sending: set[asyncio.Task[Any]] = field(default_factory=set)
    _listening: asyncio.Task[None] | None = None

    def tell(self, what: str, about: str) -> None:
        """Tell everybody else, if Redis is there; nobody waits for it."""
        word = json.dumps({"from": self.sender, "what": what, "about": about})
        redis, channel = self.shared.redis, self.shared.key("signals")
        sending = asyncio.ensure_future(self.shared.ask(lambda: redis.publish(channel, word)))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    def start(self) -> None:
        """Begin to listen."""
        self._listening = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Listen no more."""
        tasks = [task for task in (self._listening, *self._sending) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            try:
                await self._subscribe()
            except TROUBLE as error:
                self.shared.lost(error)
            await asyncio.sleep(REST_SECONDS)

    async def _subscribe(self) -> None:
        async with self.shared.redis.pubsub() as channel:
            await channel.subscribe(self.shared.key("signals"))
            self.shared.found()
            self._missed()
            asked = False
            while True:
                message = await channel.get_message(ignore_subscribe_messages=True, timeout=PING_SECONDS)
                if message and message["type"] == "message":
                    self._hear(message["data"])
                if message is None and asked:
                    raise TimeoutError("it has fallen silent")
                asked = message is None
                if asked:
                    await channel.ping()

    def _missed(self) -> None:
        for hear in self.hears.values():
            hear("")

    def _hear(self, data: bytes) -> None:
        try:
            word = json.loads(data)
            sender, what, about = str(word["from"]), str(word["what"]), str(word["about"])
        except (ValueError, TypeError, KeyError, RecursionError):
            log.warning("Somebody else writes to our channel in Redis; it is not listened to.")
            return
        if sender != self.sender and what in self.hears:
            self.hears[what](about)
