"""Hands what the inbox holds to the engine: in order within a conversation, side by side across them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import Protocol

from bot.engine.steps import TurnFailed

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 2.0
PATIENCE = (0.2, 1.0, 5.0)
"""How long to wait before a turn that was interrupted is run again, in seconds; the last one repeats."""


class Waiting(Protocol):
    """The inbox, as the mover sees it."""

    async def conversations(self) -> list[str]:
        """Conversations with something left to do."""
        ...

    async def next(self, conversation: str) -> str | None:
        """The oldest inbound id that is not done, or None."""
        ...

    async def done(self, inbound: str) -> None:
        """This inbound has its outcome."""
        ...

    async def park(self, inbound: str) -> None:
        """This inbound cannot be worked on; later ones go on."""
        ...


class Mover:
    """One task for each conversation that has something waiting; at most `at_once` turns at a time."""

    def __init__(
        self,
        inbox: Waiting,
        run: Callable[[str], Awaitable[None]],
        give_up: Callable[[str], Awaitable[None]],
        at_once: int = 32,
    ) -> None:
        self._inbox = inbox
        self._run = run
        self._give_up = give_up
        self._room = asyncio.Semaphore(at_once)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._watch: asyncio.Task[None] | None = None
        self._open = True

    def start(self) -> None:
        """Begin, and look every few seconds for what another process may have left."""
        self._watch = asyncio.create_task(self._look())

    def wake(self, conversation: str) -> None:
        """Something arrived for this conversation."""
        if not self._open:
            return
        if conversation in self._busy:
            self._again.add(conversation)
            return
        task = asyncio.create_task(self._work(conversation))
        self._busy[conversation] = task
        task.add_done_callback(lambda _: self._finished(conversation))

    async def drain(self, seconds: float) -> None:
        """Take nothing new; let running turns end, for at most `seconds`."""
        self._open = False
        if self._watch:
            self._watch.cancel()
        if self._busy:
            _, late = await asyncio.wait(list(self._busy.values()), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            try:
                for conversation in await self._inbox.conversations():
                    self.wake(conversation)
            except Exception:
                log.exception("The inbox could not be read; trying again.")
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _work(self, conversation: str) -> None:
        while self._open and (inbound := await self._inbox.next(conversation)):
            async with self._room:
                await self._see_through(inbound)

    async def _see_through(self, inbound: str) -> None:
        for pause in chain(PATIENCE, repeat(PATIENCE[-1])):
            if await self._ended(inbound):
                break
            await asyncio.sleep(pause)

    async def _ended(self, inbound: str) -> bool:
        """Run the turn; False when it was interrupted and should run again."""
        try:
            await self._run(inbound)
            await self._inbox.done(inbound)
        except TurnFailed:
            log.exception("Turn %s failed.", inbound)
            await self._lose(inbound)
        except Exception as error:
            log.warning("Turn %s was interrupted (%r); trying again.", inbound, error)
            return False
        return True

    async def _lose(self, inbound: str) -> None:
        await self._give_up(inbound)
        await self._inbox.park(inbound)

    def _finished(self, conversation: str) -> None:
        task = self._busy.pop(conversation)
        if not task.cancelled() and (error := task.exception()):
            log.error("Conversation %s stopped: %r", conversation, error)
        if conversation in self._again:
            self._again.discard(conversation)
            self.wake(conversation)
