"""Calls to the company's systems: bounded in time, and made again where the trouble may pass."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from skills import ToolUnavailable

CALL_SECONDS = 5.0
PAUSES = (0.5, 1.5)
"""How long a system that does not answer is left alone before it is asked again, in seconds."""

T = TypeVar("T")


async def insist(call: Callable[[], Awaitable[T]], pauses: Iterator[float]) -> T:
    """Make a call, again after each of these pauses while the system behind it does not answer.

    Raises ToolUnavailable when there are no pauses left, and at once whatever else the call raises.
    """
    while True:
        try:
            return await _in_time(call)
        except ToolUnavailable:
            pause = next(pauses, None)
            if pause is None:
                raise
        await asyncio.sleep(pause)


async def _in_time(call: Callable[[], Awaitable[T]]) -> T:
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await call()
    except TimeoutError:
        raise ToolUnavailable("The system did not answer in time.") from None
    except ConnectionError:
        raise ToolUnavailable("The connection to the system broke off.") from None
    except SystemExit:
        raise ToolUnavailable("The connector gave up.") from None
    except asyncio.CancelledError:
        if is_cancelled():
            raise
        raise ToolUnavailable("The call was cut short.") from None


def is_cancelled() -> bool:
    """Whether it is us who are to stop; else a CancelledError is only some library's word for a failure."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
