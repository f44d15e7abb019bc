"""The clock that all rooms read: it goes with the wall clock, but never jumps with it."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

log = logging.getLogger(__name__)

LEAN = 0.1
"""How much faster or slower than the machine's ticks it goes while the wall clock stands elsewhere."""

JUMP_SECONDS = 5.0
"""A difference worth a line in the log."""

WRONG_SECONDS = 60.0
"""So far off one that is right, a wall clock is not used."""

BELIEVED_SECONDS = 12 * 3600.0
"""A wall clock this far off was not set at all before (or is not now): it is followed at once."""


def ticks() -> float:
    """Seconds that nobody can set; they go on while the machine sleeps, where the system counts that."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SteadyClock:
    """A wall clock may be set an hour wrong, and right again, under a process that lives for months.

    What was promised for "in fifteen minutes" must come in fifteen minutes all the same, and nothing may
    be stamped with a time before what came before it. So this clock goes with the machine's ticks and
    leans towards the wall clock by a tenth: an hour is made up within ten, and a quarter of an hour is
    wrong by a minute and a half at worst.
    """

    def __init__(self, wall: Callable[[], float] = time.time, ticks: Callable[[], float] = ticks) -> None:
        """`wall` and `ticks` in seconds; `wall` since 1970."""
        self._wall = wall
        self._ticks = ticks
        self._lock = threading.Lock()
        self._ticked = ticks()
        self._shown = wall()
        self._apart = False

    def now(self) -> datetime:
        """The present moment, in UTC; never before one that was given out, but for a believed jump."""
        with self._lock:
            ticked = self._ticks()
            passed = ticked - self._ticked
            off = self._wall() - (self._shown + passed)
            self._notice(off)
            self._ticked = ticked
            self._shown += passed + _step(off, passed)
            return datetime.fromtimestamp(self._shown, UTC)

    def compare(self, right: Callable[[], float]) -> None:
        """At the start: where the wall clock is wrong, go by `right` (seconds since 1970) until it is not."""
        off = self._wall() - right()
        if abs(off) <= WRONG_SECONDS:
            return
        log.warning("The machine's clock is %+.0f seconds off; it is not used until it is right.", off)
        wall = self._wall
        with self._lock:
            self._wall = lambda: wall() if abs(wall() - right()) <= WRONG_SECONDS else right()
            self._shown, self._ticked = right(), self._ticks()

    def _notice(self, off: float) -> None:
        apart = abs(off) > JUMP_SECONDS
        if apart and not self._apart:
            log.warning(
                "The machine's clock jumped by %+.0f seconds; timers follow it little by little.", off
            )
        if self._apart and not apart:
            log.info("Timers and the machine's clock agree again.")
        self._apart = apart


def _step(off: float, passed: float) -> float:
    if abs(off) > BELIEVED_SECONDS:
        return off
    most = passed * LEAN
    return max(-most, min(off, most))


clock = SteadyClock()
"""The one that `bot.store.base.now` reads."""
