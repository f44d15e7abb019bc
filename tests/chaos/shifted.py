"""`baton serve` on a machine whose clock is set while it runs: SIGUSR1 an hour on, SIGUSR2 an hour back.

Only what reads the wall clock sees it (`time.time`, and so `bot.store.clock`); the machine's ticks go on.
"""

import runpy
import signal
import time

HOUR = 3600.0

real = time.time
ahead = 0.0


def shifted() -> float:
    """The time on the wall."""
    return real() + ahead


def jump(number: int, frame: object) -> None:
    """Somebody sets the clock."""
    global ahead  # noqa: PLW0603 - there is one clock
    ahead += HOUR if number == signal.SIGUSR1 else -HOUR


if __name__ == "__main__":
    time.time = shifted
    signal.signal(signal.SIGUSR1, jump)
    signal.signal(signal.SIGUSR2, jump)
    runpy.run_module("tests.chaos.watched", run_name="__main__")
