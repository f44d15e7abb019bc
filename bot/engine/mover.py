"""Hands what the inbox holds to the engine: in order within a conversation, side by side across them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from itertools import chain, repeat
from typing import Protocol

from bot.engine.lanes import Lanes, Leases
from bot.engine.steps import TurnFailed

log = logging.getLogger(__name__)

PATIENCE = (0.2, 1.0, 5.0)
"""How long to wait before a turn that was interrupted is run again, in seconds; the last one repeats."""

LONGEST_TURN = 300.0
"""After so many seconds a turn hangs: it is cut short, and goes on after its last step."""

MOST_DEATHS = 10
"""A turn that was running when so many replicas died may well be their cause, and a person takes over."""


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
    """A lane for each conversation; at most `at_once` turns at a time."""

    def __init__(
        self,
        inbox: Waiting,
        run: Callable[[str], Awaitable[None]],
        give_up: Callable[[str], Awaitable[None]],
        leases: Leases,
        at_once: int = 32,
    ) -> None:
        """`run` raises TurnFailed for a turn that ended badly for good; `give_up` then tells a person."""
        self._inbox = inbox
        self._run = run
        self._give_up = give_up
        self.lanes = Lanes("turn", leases, self, at_once)

    async def waiting(self) -> Iterable[str]:
        """Conversations with something left to do."""
        return await self._inbox.conversations()

    async def next(self, conversation: str) -> str | None:
        """The oldest inbound id that is not done, or None."""
        return await self._inbox.next(conversation)

    async def see_through(self, inbound: str, deaths: int) -> None:
        """Run a turn to its end, however often it is interrupted."""
        if deaths >= MOST_DEATHS:
            log.error("Turn %s was running at %d deaths; a person takes over.", inbound, deaths)
            await self._lose(inbound)
            return
        for pause in chain(PATIENCE, repeat(PATIENCE[-1])):
            if await self._ended(inbound):
                break
            await asyncio.sleep(pause)

    async def _ended(self, inbound: str) -> bool:
        """Run the turn; False when it was interrupted and should run again."""
        try:
            async with asyncio.timeout(LONGEST_TURN):
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
