"""When somebody listened: kept as a mark in the store, which passes no gap that has not been read."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from bot.slack.clock import SlackClock
from bot.store.session import Sessions
from bot.store.tables.marks import read_mark, set_mark

log = logging.getLogger(__name__)

LANE = "backfill"
NOTICE_SECONDS = 1.0
KEEP_SECONDS = 10.0
FROZEN_SECONDS = 30.0
"""Whoever did not get to notice anything for so long did not listen."""

MARGIN_SECONDS = 600.0
"""How far before a gap reading begins: Slack tries for five minutes to bring what was not taken."""

LONGEST_SECONDS = 3 * 86_400.0
"""Nobody wants an answer to what they asked longer ago."""

SLACK_SECONDS = 5.0
"""How far behind Slack's own our idea of its time may be."""

Read = Callable[[float, float, Callable[[], bool]], Awaitable[None]]
"""Takes what was said between two moments, in Slack's time, for as long as that is worth while."""


class Leases(Protocol):
    """What lets one replica at a time read."""

    async def take(self, lane: str) -> int | None:
        """None when another replica has it."""
        ...

    async def let_go(self, lane: str) -> None:
        """Whoever comes next may have it."""
        ...


class Attendance:
    """Watches whether we listen, and has read what came while we did not.

    All replicas share the mark. One that listens without a break moves it on; one that began to listen
    after it, or lost its own connection for a moment, reads first. A store without a mark is new: nothing
    is read, for nobody wants answers to what was said before there was a Baton.
    """

    def __init__(
        self,
        sessions: Sessions,
        leases: Leases,
        team: str,
        clock: SlackClock,
        ready: Callable[[], Awaitable[bool]],
        read: Read,
    ) -> None:
        """`ready` says whether events can arrive at this moment."""
        self._sessions = sessions
        self._leases = leases
        self._mark = f"listened:{team}"
        self._clock = clock
        self._ready = ready
        self._read = read
        self._since: float | None = None
        self._heard = 0.0
        self._lost: float | None = None
        self._read_up_to: float | None = None
        self._look = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._keep())]

    async def stop(self) -> None:
        """End; what was not read is read at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def interrupted(self) -> None:
        """Something may have been lost since we last noticed that we listen: a connection, or a message."""
        if self._since is not None:
            self._since = None
            self._lost = self._heard if self._lost is None else min(self._heard, self._lost)

    async def _watch(self) -> None:
        while True:
            await self.notice()
            await asyncio.sleep(NOTICE_SECONDS)

    async def notice(self) -> None:
        """See whether we listen, and since when without a break."""
        ready, now = await self._ready(), self._clock.now()
        if not ready or now - self._heard > FROZEN_SECONDS:
            self.interrupted()
        if not ready:
            return
        self._heard = now
        if self._since is None:
            self._since = now
            self._look.set()

    async def _keep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(KEEP_SECONDS):
                    await self._look.wait()
            self._look.clear()
            try:
                await self.account()
            except Exception as error:
                log.warning("What was missed could not be read (%r); trying again.", error)
                await asyncio.sleep(KEEP_SECONDS)

    async def account(self) -> None:
        """Read what was missed, if anything was, and move the mark on."""
        since = self._since
        if since is None:
            return
        gap = None if self._read_up_to == since else self._gap(await self._marked(), since)
        if gap is None or await self._caught_up(gap, since):
            self._read_up_to = since
            await self._move_on(self._heard)

    def _gap(self, mark: float | None, since: float) -> float | None:
        """When the gap before `since` began; None when there is none.

        A later mark is another replica's, which listened all the while or has read the gap by now.
        """
        missed = [self._lost, mark if mark and mark < since + SLACK_SECONDS else None]
        return min((moment for moment in missed if moment is not None), default=None)

    async def _caught_up(self, gap: float, since: float) -> bool:
        """Read it; False when another replica does, or when we were interrupted ourselves."""
        if await self._leases.take(LANE) is None:
            return False
        try:
            start = max(gap - MARGIN_SECONDS, since - LONGEST_SECONDS)
            await self._read(start, since + SLACK_SECONDS, lambda: self._since == since)
        finally:
            await self._leases.let_go(LANE)
        if self._since != since:
            return False
        self._lost = None
        return True

    async def _marked(self) -> float | None:
        async with self._sessions() as session:
            mark = await read_mark(session, self._mark)
        return mark.timestamp() if mark else None

    async def _move_on(self, moment: float) -> None:
        async with self._sessions.begin() as session:
            await set_mark(session, self._mark, datetime.fromtimestamp(moment, UTC))
