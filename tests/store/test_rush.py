"""Precedence: what comes in goes first, and nobody waits when little does."""

import asyncio
import time

from bot.store.rush import MUCH, SLOT_SECONDS, Rush

SLOT = MUCH * SLOT_SECONDS


async def _passed(rush: Rush, how_many: int) -> float:
    """Seconds until so many have passed."""
    began = time.monotonic()
    await asyncio.gather(*(rush.give_way() for _ in range(how_many)))
    return time.monotonic() - began


def _after(arrivals: int) -> Rush:
    rush = Rush()
    for _ in range(arrivals):
        rush.came()
    return rush


async def test_nobody_waits_while_little_comes_in() -> None:
    assert await _passed(_after(int(MUCH / 2)), 20) < SLOT


async def test_in_a_rush_one_goes_after_the_other() -> None:
    assert await _passed(_after(int(MUCH * 4)), 4) >= 4 * SLOT


async def test_the_line_moves_on_when_the_rush_is_over() -> None:
    assert await _passed(_after(int(MUCH * 1.1)), 100) < 100 * SLOT / 2
