"""Precedence: while much comes in, turns give way: Slack waits three seconds, people wait longer."""

import asyncio
import time

HALF_LIFE = 0.25
"""After how many seconds an arrival counts half."""

MUCH = 100.0
"""What is weighed as a rush: some 280 arrivals a second for a while, or a hundred at once."""

SLOT_SECONDS = 0.0003
"""How long each transaction waits in a rush, times the weight of the rush; they wait one after the other."""


class Rush:
    """Weighs what came in lately."""

    def __init__(self) -> None:
        self._weight = 0.0
        self._last = time.monotonic()
        self._line = asyncio.Lock()

    def came(self) -> None:
        """Something arrived."""
        self._weight = self._now() + 1
        self._last = time.monotonic()

    async def give_way(self) -> None:
        """Return at once, or in a rush when it is one's turn."""
        if self._now() < MUCH:
            return
        async with self._line:
            weight = self._now()
            await asyncio.sleep(weight * SLOT_SECONDS if weight >= MUCH else 0)

    def _now(self) -> float:
        return float(self._weight * 0.5 ** ((time.monotonic() - self._last) / HALF_LIFE))
