"""What is looked after every so often, whatever became of it the last time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """Something to do every so many seconds; the first time after as long a wait."""

    name: str
    seconds: float
    do: Callable[[], Awaitable[object]]


class Rounds:
    """Goes its rounds, each in a task of its own, from `start` until `stop`."""

    def __init__(self, *rounds: Round) -> None:
        self._rounds = rounds
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        self._tasks = [asyncio.create_task(_go(each)) for each in self._rounds]

    async def stop(self) -> None:
        """End, in the middle of a round if need be."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _go(each: Round) -> None:
    while True:
        await asyncio.sleep(each.seconds)
        try:
            await each.do()
        except Exception as error:
            log.warning("The round of %s was cut short (%r); it comes again.", each.name, error)
