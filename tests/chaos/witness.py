"""Follows the playground's journal while it is written, and wakes whoever waits for something in it."""

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from bot.playground.journal import Journal
from tests.chaos.record import Post, Record

SECONDS = 300.0
BREATH = 0.02
"""Rows are read in batches, so that many who wait do not each wake for each row."""

T = TypeVar("T")


class Witness:
    """The record of a journal that is still being written."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.record = Record()
        self._news = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._watching
        self._watching.cancel()
        self.catch_up()

    def catch_up(self) -> None:
        """Read what was written since."""
        for row in self.journal.rows(self.record.last):
            self.record.read(row)

    async def until(self, found: Callable[[], T | None], what: str, seconds: float = SECONDS) -> T:
        """Wait until something is there; `what` names it in the error when it does not come."""
        try:
            async with asyncio.timeout(seconds):
                while not (there := found()):
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{what} did not come within {seconds:.0f} s.") from None
        return there

    async def hears(self, thread: str, seconds: float = SECONDS) -> None:
        """Wait until this request has an answer, or a person."""
        await self.until(lambda: thread in self.record.heard, f"An answer to {thread}", seconds)

    async def post(self, kind: str, containing: str = "", *, thread: str, seconds: float = SECONDS) -> Post:
        """The first message of this kind in this thread that says this."""
        return await self._first(lambda: self.record.in_thread.get(thread, ()), kind, containing, seconds)

    async def packet(self, containing: str) -> Post:
        """The packet that says this, in whichever desk's channel."""
        return await self._first(lambda: self.record.packets, "packet", containing, SECONDS)

    async def _first(
        self, among: Callable[[], Sequence[Post]], kind: str, containing: str, seconds: float
    ) -> Post:
        words = containing.casefold()

        def found() -> Post | None:
            return next((p for p in among() if p.kind == kind and words in p.said.casefold()), None)

        return await self.until(found, f"A {kind} with {containing!r}", seconds)

    async def _watch(self) -> None:
        while True:
            await self.journal.wait(self.record.last, 60)
            self.catch_up()
            self._news.set()
            self._news = asyncio.Event()
            await asyncio.sleep(BREATH)
