"""Lanes: what waits in one is done one thing after the other, by one replica; lanes go side by side."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0

T = TypeVar("T")


class Leases(Protocol):
    """What keeps two replicas out of the same lane."""

    @property
    def alone(self) -> bool:
        """Whether no other replica is there."""
        ...

    def sound(self) -> bool:
        """Whether nobody can have taken us for dead."""
        ...

    async def take(self, lane: str) -> int | None:
        """Take a lane: how many replicas died holding it; None when another has it."""
        ...

    async def settle(self, lane: str) -> None:
        """Something was brought to its end there."""
        ...

    async def let_go(self, lane: str) -> None:
        """Whoever comes next may have it."""
        ...


class Feed(Protocol[T]):
    """Where the work of the lanes comes from and how it is done."""

    async def waiting(self) -> Iterable[str]:
        """Lanes with something left to do."""
        ...

    async def next(self, lane: str) -> T | None:
        """What comes first in a lane, or None."""
        ...

    async def see_through(self, item: T, deaths: int) -> None:
        """Bring it to its end; `deaths` replicas died while they held this lane."""
        ...


class Lanes(Generic[T]):
    """At most one task a lane, here and in all replicas; at most `at_once` lanes at a time, here.

    Who lets a lane go looks once more afterwards: what came meanwhile to a replica that was turned away
    would wait until somebody looks round otherwise.
    """

    def __init__(self, kind: str, leases: Leases, feed: Feed[T], at_once: int) -> None:
        self._kind = kind
        self._leases = leases
        self._feed = feed
        self._room = asyncio.Semaphore(at_once)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._look = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None
        self._open = True

    def start(self) -> None:
        """Begin, and look every few seconds for what an earlier life or another replica left."""
        self._watch = asyncio.create_task(self._look_round())

    def wake(self, lane: str) -> None:
        """Something arrived in this lane."""
        if lane in self._busy:
            self._again.add(lane)
        else:
            self._begin(lane)

    def drop(self) -> None:
        """Cut everything short: the lanes are not ours any more."""
        for task in self._busy.values():
            task.cancel()

    def look_now(self) -> None:
        """Something may have become free: do not wait for the next look."""
        self._look.set()

    async def drain(self, seconds: float, *, to_the_end: bool = False) -> None:
        """Begin nothing new and let what runs come to an end, for at most `seconds`.

        With `to_the_end` lanes run until they are empty, else until what is being done is done.
        """
        self._open = to_the_end
        if self._watch:
            self._watch.cancel()
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=seconds)
        self._open = False
        self.drop()
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _begin(self, lane: str) -> None:
        if self._open:
            self._busy[lane] = asyncio.create_task(self._work(lane))
            self._busy[lane].add_done_callback(lambda _: self._finished(lane))

    async def _work(self, lane: str) -> None:
        name = f"{self._kind}:{lane}"
        async with self._room:
            deaths = await self._leases.take(name) if self._open else None
            if deaths is None:
                return
            try:
                await self._empty(lane, name, deaths)
            finally:
                await self._leases.let_go(name)
        if not self._leases.alone and await self._feed.next(lane) is not None:
            self._again.add(lane)

    async def _empty(self, lane: str, name: str, deaths: int) -> None:
        while self._open and self._leases.sound() and (item := await self._feed.next(lane)) is not None:
            await self._feed.see_through(item, deaths)
            if deaths:
                await self._leases.settle(name)
                deaths = 0

    async def _look_round(self) -> None:
        while True:
            try:
                for lane in await self._feed.waiting():
                    if lane not in self._busy:
                        self._begin(lane)
            except Exception:
                log.exception("What waits in the %s lanes could not be read; trying again.", self._kind)
            self._look.clear()
            with contextlib.suppress(TimeoutError):
                # Until Python 3.12, wait_for swallows a cancellation that comes together with the event.
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._look.wait()

    def _finished(self, lane: str) -> None:
        task = self._busy.pop(lane)
        if not task.cancelled() and (error := task.exception()):
            log.warning("The %s lane %s stopped, and is taken up again: %r", self._kind, lane, error)
        if lane in self._again:
            self._again.discard(lane)
            self._begin(lane)
